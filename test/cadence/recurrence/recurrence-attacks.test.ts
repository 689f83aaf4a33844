import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Far above what a row takes, so that a busy machine fails nobody; a row that searches runs into it. */
const longest = 1000;
const { stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=512", "--import", "tsx", "test/cadence/recurrence/attack-rows.ts"], { encoding: "utf8", timeout: 60_000 });
const lines = stdout.trim().split("\n").map((line) => JSON.parse(line) as { readonly name: string; readonly answer?: string; readonly milliseconds?: number });
const answers = new Map(lines.filter(({ answer }) => answer !== undefined).map(({ name, answer }) => [name, answer]));

test("every row comes to an end", () => {
  expect(stderr).not.toMatch(/Error/u);
  expect(lines.at(-1)?.answer, `hangs: ${String(lines.at(-1)?.name)}`).toBeDefined();
  expect(lines.filter(({ milliseconds = 0 }) => milliseconds > longest)).toEqual([]);
});

const never = "0 rule-never-matches";
test.each([
  ["SECONDLY without end", "expand-recurrence.unbounded"],
  ["MINUTELY without end", "expand-recurrence.unbounded"],
  ["DAILY without end", "expand-recurrence.unbounded"],
  ["SECONDLY up to 2199", "expand-recurrence.too_many"],
  ["SECONDLY in some minutes up to 2199", "expand-recurrence.too_many"],
  ["one minute of SECONDLY, 126 years away", "60"],
  ["COUNT=999999999", "recurrence-rule.bad_part"],
  ["COUNT=-3", "recurrence-rule.bad_part"],
  ["COUNT=100000 of leap days", "42 start-not-in-rule,calendar-ends"],
  ["INTERVAL=0", "recurrence-rule.bad_part"],
  ["INTERVAL=-1", "recurrence-rule.bad_part"],
  ["INTERVAL=0.5", "recurrence-rule-text.malformed"],
  ["INTERVAL=abc", "recurrence-rule.bad_part"],
  ["BYHOUR=99", "recurrence-rule.bad_part"],
  ["BYDAY=XX", "recurrence-rule.bad_part"],
  ["COUNT with UNTIL", "recurrence-rule.two_ends"],
  ...["YEARLY", "MONTHLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"].map((frequency) => [`${frequency} on 30 February`, never]),
  ["WEEKLY on the second Monday of a week", never],
  ["MONTHLY on the fortieth Monday", never],
  ["every other second, on odd ones, from an even one", never],
  ["a step that never meets its time", never],
  ["a step that meets its time once", "1 start-not-in-rule,calendar-ends"],
  ["every second of the day on 30 February", never],
  ["every day of the year, hourly, on 30 February", never],
  ["week 53 on day 100", never],
  ["100,000 EXDATE lines", "input.too_big"],
  ["100,000 EXDATEs as a list", "input.too_big"],
  ["1,000 EXDATEs, the most", "1000"],
  ["an impossible DTSTART", "recurrence-set-text.bad_time"],
  ["no DTSTART", "recurrence-set-text.no_start"],
  ["a zone that does not exist", "recurrence-set-text.unknown_zone"],
  ["a million semicolons", "input.too_big"],
  ["ten thousand semicolons", "recurrence-rule-text.malformed"],
  ["control characters", "recurrence-rule-text.malformed"],
  ["an object for a text", "input.invalid_type"],
])("%s: %s", (name, answer) => { expect(answers.get(name)).toBe(answer); });
