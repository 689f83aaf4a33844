import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExample } from "./run-example.js";

const written = readFileSync("examples/output/six-weeks.txt", "utf8");

// written down on a host in UTC
test("the example of six weeks prints what is written down, on a host at the other end of the day", async () => {
  expect(await runExample("six-weeks", { zone: "Pacific/Apia" })).toEqual({ stdout: written, stderr: "", status: 0 });
});

test("it walks from the assessment over being stuck and easier homework to recovery", () => {
  const weeks = written.split(/^Week \d$/mu);
  expect(weeks).toHaveLength(7);
  expect(weeks[2]).toContain("the journal takes the place of today's session");
  expect(weeks[4]).toMatch(/coach: stuck[\s\S]*easier-homework \(practice\)/u);
  expect(weeks[5]).toMatch(/given, to practice[\s\S]*coach: healthy/u);
});
