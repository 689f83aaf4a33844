import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

/** The faults that the compiler finds in a file of this text, as a user's strict TypeScript would. */
function compileFaults(text: string): readonly string[] {
  const { config } = ts.readConfigFile("tsconfig.json", (path) => ts.sys.readFile(path)) as { readonly config: { readonly compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [], declaration: false }, ".");
  const host = ts.createCompilerHost(options);
  const page = `${process.cwd()}/capacity-page.ts`;
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === page || fileExists(path);
  host.getSourceFile = (path, languageOptions) => (path === page ? ts.createSourceFile(path, text, languageOptions) : getSourceFile(path, languageOptions));
  const program = ts.createProgram([page], options, host);
  return program.getSemanticDiagnostics(program.getSourceFile(page)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("the snippet on the page about capacity compiles", () => {
  const [, code = ""] = /^```ts\n([\s\S]*?)^```/mu.exec(readFileSync("docs/capacity.md", "utf8")) ?? [];
  expect(code).toContain("capacityGain(change)");
  expect(compileFaults(`import { capacityGain, capacitySensitivity } from "coachkit/plan";\n${code}`)).toEqual([]);
}, 120_000);
