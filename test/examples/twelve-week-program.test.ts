import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A copy of the example's data that a test may change, and a folder for what the example writes. */
let folder = "";
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "coachkit-example-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const script = ["--import", "tsx", "examples/twelve-week-program.ts"];
/** The written folder stands in the last line; everything else is the same wherever it is. */
const printed = (out: string): string => out.replaceAll(folder, "out");

function changed(name: string, file: string, change: (text: string) => string): readonly [data: string, out: string] {
  const data = join(folder, `${name}-data`);
  cpSync("examples/data", data, { recursive: true });
  writeFileSync(join(data, file), change(readFileSync(join(data, file), "utf8")));
  return [data, join(folder, name)];
}
const run = (data: string, out: string) => spawnSync(process.execPath, [...script, data, out], { encoding: "utf8" });

describe("the twelve-week program", () => {
  test("prints what the committed copy says, and writes a calendar for each person, one for all, and a report", () => {
    const out = join(folder, "plain");
    const text = execFileSync(process.execPath, [...script, "examples/data", out], { encoding: "utf8" });
    expect(printed(text).replaceAll("out/plain", "out")).toBe(readFileSync("examples/output/twelve-week-program.txt", "utf8"));
    expect(readFileSync(join(out, "report.md"), "utf8")).toBe(readFileSync("examples/output/report.md", "utf8"));
    expect(readdirSync(join(out, "calendars"))).toHaveLength(19);
  });

  test("answers to one changed number: a platform that costs 1,000 more costs 1,000 more", () => {
    const { stdout, status } = run(...changed("dearer", "costs.json", (text) => text.replace('"1350.00"', '"2350.00"')));
    expect(status).toBe(0);
    expect(stdout).toContain("cost/platform: 2350.00 EUR");
    const totalOf = (text: string): number => Number(/^Cost: (\d+\.\d\d) EUR$/mu.exec(text)?.[1]);
    expect(totalOf(stdout) - totalOf(readFileSync("examples/output/twelve-week-program.txt", "utf8"))).toBeCloseTo(1000, 6);
  });

  test.each([
    ["a level that the rubric lacks", "observations.json", (text: string) => text.replace('"level":3', '"level":9'), /observations\.json at \/\d+\/ratings\/\d+\/level: 9 is none of the levels .* Use one of 1,2,3,4\. \(observation\.level_outside_scale\)/u],
    ["a coach who does not exist", "participants.json", (text: string) => text.replace('"id":"bence"', '"id":"bence","coachId":"nobody"'), /participants\.json at \/1\/coachId: No coach has the id “nobody”\. Add the coach, or correct the id\./u],
    ["a date that is none, and a percent", "cohort.json", (text: string) => text.replace("2027-09-27", "2027-02-30"), /cohort\.json at \/startDate: There is no such day in the calendar\. Check the month and the day\./u],
    ["a file that is no JSON", "rubric.json", (text: string) => text.slice(0, 100), /rubric\.json: .*JSON/u],
    ["money in a currency without a rate", "costs.json", (text: string) => text.replace('"amount": "900.00",\n        "currency": "EUR"', '"amount": "900.00",\n        "currency": "USD"'), /costs\.json at .*USD.*EUR/u],
  ])("names %s with its file, its path and what to do, and fails", (name, file, change, expected) => {
    const { stderr, status } = run(...changed(name.replaceAll(" ", "-"), file, change));
    expect(stderr).toMatch(expected);
    expect(status).toBe(1);
  });
});
