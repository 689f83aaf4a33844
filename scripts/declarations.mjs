/**
 * The last step of a build: a declaration file for every source file, once for import (.d.ts) and once for require (.d.cts).
 * The compiler writes them as they are. A bundler of declarations takes gigabytes for so many rooms, and makes of the root's `export * as room`
 * a namespace in which a schema that shares its name with its type is a type alone, so that `unit.Fraction` is no value.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import ts from "typescript";

// the root only re-exports, so that its source is its API report too
const reExport = /export (?:type )?(?:\* as \w+|\{[^}]*\}) from "\.\/[a-z]+\/index\.js";/gu;
const rest = readFileSync("src/index.ts", "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\/\/.*$/gmu, "").replaceAll(reExport, "").trim();
if (rest !== "") {
  console.error(`src/index.ts may only re-export from rooms, but holds: ${rest}`);
  process.exit(1);
}

/** Rooms that the root does not show. Their code needs the types of Node; that no declaration does is seen where the packed file is type-checked without them. */
const offRoot = ["src/worker/index.ts"];
const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile("tsconfig.json", ts.sys.readFile).config, ts.sys, ".");
const program = ts.createProgram(["src/index.ts", ...offRoot], { ...options, paths: {}, types: ["node"], rootDir: "src", outDir: "dist", noEmit: false, declaration: true, emitDeclarationOnly: true });
const write = (file, text) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const { diagnostics, emitSkipped } = program.emit(undefined, (file, text) => {
  write(file, text);
  write(file.replace(/\.d\.ts$/u, ".d.cts"), text.replaceAll(/((?:from |import\()"\.{1,2}\/[^"]+)\.js"/gu, '$1.cjs"'));
});
const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
if (faults.length > 0 || emitSkipped) {
  console.error(ts.formatDiagnostics(faults, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => ".", getNewLine: () => "\n" }));
  process.exit(1);
}
