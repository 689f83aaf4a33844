import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What IEEE 754 fixes to the last bit, or what is exact; all else may differ between engines. */
const fixed = ["abs", "ceil", "clz32", "floor", "imul", "max", "min", "PI", "round", "sign", "sqrt", "trunc"];
/** Files whose answers must have the same bits in every engine. */
const doors = ["distribution-quantile", "trial-sampler", "trial-tally", "tally-figures"];

/** A file and all that it imports within the room. */
function closure(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, next = ""] of readFileSync(`src/statistics/${file}.ts`, "utf8").matchAll(/from "\.\/([a-z0-9-]+)\.js"/gu)) closure(next, seen);
  return seen;
}

test("imports are followed", () => { expect([...closure("trial-sampler")]).toEqual(expect.arrayContaining(["elementary", "normal", "random-stream", "sobol-directions", "incomplete-beta"])); });

test.each(doors)("%s and all that it rests on use only functions that every engine rounds alike", (door) => {
  const files = [...closure(door)];
  const found = files.flatMap((file) => {
    const code = readFileSync(`src/statistics/${file}.ts`, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/gu, "");
    const functions = [...code.matchAll(/Math\.([a-zA-Z0-9]+)/gu)].map(([, name = ""]) => name).filter((name) => !fixed.includes(name));
    // a power is exact only where both numbers stand there and the base is 2
    const powers = [...code.matchAll(/(\S+) \*\* /gu)].map(([, base = ""]) => base).filter((base) => !/(^|\()2$/u.test(base)).map(() => "**");
    return [...functions, ...powers].map((name) => `${file}: ${name}`);
  });
  expect(found).toEqual([]);
});
