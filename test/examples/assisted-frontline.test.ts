import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExample } from "./run-example.js";

const written = readFileSync("examples/output/assisted-frontline.txt", "utf8");
const numbers = (text: RegExp): readonly number[] => (text.exec(written)?.slice(1) ?? []).map((number) => Number(number.replaceAll(",", "")));

// written down on a host in UTC
test("the example of eight weeks with support by software prints what is written down, on a host at the other end of the day", { timeout: 120_000 }, async () => {
  expect(await runExample("assisted-frontline", { zone: "Pacific/Apia" })).toEqual({ stdout: written, stderr: "", status: 0 });
});

test("the effect of a nudge that the tale was made of is recovered: its interval holds it, and not zero", () => {
  const [lower = NaN, upper = NaN, truth = NaN] = numbers(/\(([\d.]+) to ([\d.]+); .*made of ([\d.]+)\)/u);
  expect(lower).toBeGreaterThan(0);
  expect(lower).toBeLessThan(truth);
  expect(upper).toBeGreaterThan(truth);
});

test("what the policy stopped is told, who does not look is found, and each change of the log is located", () => {
  expect(written).toMatch(/kill-switch-on \d+, consent-missing \d+, unknown-model \d+/u);
  expect(written).toContain("inference-forbidden emotion");
  expect([...written.matchAll(/^ {2}To ask +(\S+)/gmu)].map(([, coachId]) => coachId)).toEqual(["coach-07"]);
  const [at, found] = numbers(/a rejection at (\d+) turned into a yes: changed at (\d+)\n/u);
  expect(found).toBe(at);
  expect(written).toMatch(/entry 500 taken out: missing at 500; the last five cut off: missing-at-end at 1296 to 1300\n/u);
});
