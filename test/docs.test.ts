import { readdirSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import * as zod from "zod";
import * as root from "coachkit";
import * as worker from "coachkit/worker";

/**
 * Every `@example` in src and every ```ts block in README and docs is run.
 * A line `expression; // => value` is a promise, and so is a block "It prints:" after it. A block in the docs that promises nothing still has to run.
 */
const fenced = (text: string): readonly { readonly code: string; readonly output: string | undefined }[] => [...text.matchAll(/^```ts\n([\s\S]*?)^```\n(?:\nIt prints:\n\n```text\n([\s\S]*?)^```)?/gmu)].map(([, code = "", output]) => ({ code, output }));
const docstrings = (text: string): readonly string[] => [...text.matchAll(/@example\n \* ```ts\n([\s\S]*?)(?=\n \* ```)/gu)].map(([, block = ""]) => block.replaceAll(/^ \* ?/gmu, ""));
const under = (folder: string, ending: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending)).map((file) => `${folder}/${file}`);
const examples = [
  ...under("src", ".ts").flatMap((file) => docstrings(readFileSync(file, "utf8")).map((code, index) => ({ name: `${file}#${String(index + 1)}`, code, output: undefined, mustPromise: true }))),
  ...["README.md", ...under("docs", ".md")].flatMap((file) => fenced(readFileSync(file, "utf8")).map((block, index) => ({ name: `${file}#${String(index + 1)}`, ...block, mustPromise: false }))),
];

/** The root does not show worker, which needs Node. */
const rooms: Readonly<Record<string, object>> = Object.fromEntries(Object.entries({ ...root, worker }).filter(([, value]) => typeof value === "object"));
/** What a room's door gives, types among it: they meet in a reader's head even where they never meet in a program. */
const doorNames = (room: string): readonly string[] => [...new Set([...readFileSync(`src/${room}/index.ts`, "utf8").matchAll(/^export (?:type )?\{([^}]*)\}/gmu)].flatMap(([, list = ""]) => list.split(",").map((name) => name.trim().replace(/^.* as /u, "")).filter((name) => name !== "")))];
const vocabulary: Readonly<Record<string, unknown>> = Object.assign({}, ...Object.values(rooms), root);

const load = (specifier: string): object => {
  const found = specifier === "coachkit" ? root : specifier === "zod" ? zod : rooms[specifier.replace(/^coachkit\//u, "")];
  if (found === undefined) throw new Error(`an example imports ${specifier}, which is not ours`);
  return found;
};

test("no two rooms use one name, so that a name says where it lives", () => {
  const names = Object.keys(rooms).flatMap(doorNames);
  expect(names).toEqual(expect.arrayContaining(Object.values(rooms).flatMap((room) => Object.keys(room))));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe("the examples in the documentation hold", () => {
  test.each(examples)("$name", ({ code, output, mustPromise }) => {
    const promises = code.replaceAll(/^(.*?);? *\/\/ => (.*)$/gmu, "__expect($1).toStrictEqual($2);");
    if (mustPromise) expect(promises, "an example promises nothing: end a line with `// => value`").toContain("__expect");
    const { code: runnable } = transformSync(promises, { loader: "ts", format: "cjs" });
    const printed: string[] = [];
    const own: Readonly<Record<string, unknown>> = { __expect: expect, require: load, module: { exports: {} }, exports: {}, console: { log: (line: string) => printed.push(`${line}\n`) } };
    const free = Object.entries(vocabulary).filter(([name]) => !new RegExp(`^import .*\\b${name}\\b`, "mu").test(code));
    const given = [...Object.entries(own), ...free];
    new Function(...given.map(([name]) => name), `{${runnable}}`)(...given.map(([, value]) => value));
    if (output !== undefined) expect(printed.join("")).toBe(output);
  });
});
