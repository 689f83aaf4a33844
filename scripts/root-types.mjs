/**
 * The last step of a build: the declarations of the root. The root only re-exports, so its source is its own declaration file.
 * A bundler of declarations would make of `export * as room` a namespace in which a schema that shares its name with its type
 * is a type alone, so that `unit.Fraction` is no value (and after the build, because tsup clears *.d.ts late).
 */
import { readFileSync, writeFileSync } from "node:fs";

const source = readFileSync("src/index.ts", "utf8");
const reExport = /export (?:type )?(?:\* as \w+|\{[^}]*\}) from "\.\/[a-z]+\/index\.js";/gu;
const rest = source.replaceAll(/\/\*[\s\S]*?\*\/|^\/\/.*$/gmu, "").replaceAll(reExport, "").trim();
if (rest !== "") {
  console.error(`src/index.ts may only re-export from rooms, but holds: ${rest}`);
  process.exit(1);
}
writeFileSync("dist/index.d.ts", source);
writeFileSync("dist/index.d.cts", source.replaceAll('/index.js"', '/index.cjs"'));
