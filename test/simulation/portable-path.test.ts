import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What IEEE 754 fixes to the last bit, or what is exact; all else may differ between engines. */
const fixed = ["abs", "ceil", "floor", "max", "min", "sqrt", "trunc"];

test("the room computes with functions that every engine rounds alike, so that parts of a run may come from several", () => {
  const files = readdirSync("src/simulation", { recursive: true }).map(String).filter((file) => file.endsWith(".ts"));
  expect(files.filter((file) => /(compiled-scenario|joint-trials)\.ts$/u.test(file))).toHaveLength(2);
  const found = files.flatMap((file) => {
    const code = readFileSync(`src/simulation/${file}`, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/gu, "");
    const functions = [...code.matchAll(/Math\.([a-zA-Z0-9]+)/gu)].map(([, name = ""]) => name).filter((name) => !fixed.includes(name));
    // a square is one multiplication in every engine
    const powers = [...code.matchAll(/ \*\* (\S+)/gu)].filter(([, exponent = ""]) => !/^2\b/u.test(exponent)).map(() => "**");
    return [...functions, ...powers].map((name) => `${file}: ${name}`);
  });
  expect(found).toEqual([]);
});
