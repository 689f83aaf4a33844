import { expandRecurrence, parseRecurrenceRule, parseRecurrenceSet, RECURRENCE_LIMITS, recurrenceSetText } from "coachkit/cadence";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";

const weekly = "DTSTART;TZID=Europe/Berlin:20261020T090000\nRRULE:FREQ=WEEKLY;COUNT=4";

describe("parseRecurrenceSet", () => {
  test.each([
    ["DTSTART:20261020T090000", { startLocalTime: "2026-10-20T09:00:00", timeZone: null, rule: null }],
    ["DTSTART:20261020T090000Z", { startLocalTime: "2026-10-20T09:00:00", timeZone: "UTC" }],
    ["dtstart;tzid=\"Europe/Berlin\":20261020T090000\r\n", { startLocalTime: "2026-10-20T09:00:00", timeZone: "Europe/Berlin" }],
    ["DTSTART;VALUE=DATE:20261020\nEXDATE;VALUE=DATE:20261021,20261022", { startLocalTime: "2026-10-20T00:00:00", timeZone: null, excludedTimes: ["2026-10-21T00:00:00", "2026-10-22T00:00:00"] }],
    [`${weekly}\r\nEXDATE;TZID=Europe/Berlin:20261027T090\r\n 000,20261103T090000`, { excludedTimes: ["2026-10-27T09:00:00", "2026-11-03T09:00:00"] }],
    [`${weekly}\nRDATE;TZID=America/New_York:20261028T090000\nRDATE:20261029T080000Z`, { addedTimes: ["2026-10-28T13:00:00Z", "2026-10-29T08:00:00Z"] }],
  ])("%j", (text, set) => { expect(parseRecurrenceSet(text)).toMatchObject(set); });

  test("the times of another zone are those instants", () => {
    expect(expandRecurrence({ set: parseRecurrenceSet(`${weekly}\nEXDATE;TZID=America/New_York:20261027T040000`) }).occurrences.map(({ startsAt }) => startsAt)).toEqual(["2026-10-20T07:00:00Z", "2026-11-03T08:00:00Z", "2026-11-10T08:00:00Z"]);
  });

  test.each([
    ["", ["recurrence-set-text.no_start at /0"]],
    ["RRULE:FREQ=DAILY;COUNT=0", ["recurrence-set-text.no_start at /0", "recurrence-rule.bad_part at /0"]],
    [`${weekly}\nRRULE:FREQ=DAILY\nDTSTART:20261020T090000`, ["recurrence-set-text.repeated_line at /3", "recurrence-set-text.repeated_line at /2"]],
    [`${weekly}\nEXRULE:FREQ=DAILY\nnonsense\nRDATE;VALUE=PERIOD:20261020T090000/PT1H\nRDATE;X=1:20261020T090000`, [2, 3, 4, 5].map((line) => `recurrence-set-text.unknown_line at /${String(line)}`)],
    ["DTSTART:20261399T996199Z", ["recurrence-set-text.bad_time at /0"]],
    ["DTSTART;TZID=Europe/Berlin:20261020T090000Z", ["recurrence-set-text.bad_time at /0"]],
    [`${weekly}\nEXDATE;VALUE=DATE:20261020\nRDATE:2026-10-20`, ["recurrence-set-text.bad_time at /3", "recurrence-set-text.bad_time at /2"]],
    ["DTSTART;TZID=Europe/Berlin;TZID=Asia/Tokyo:20261020T090000", ["recurrence-set-text.no_start at /0", "recurrence-set-text.unknown_line at /0"]],
    ["DTSTART;TZID=Europe/Berlin=foo:20261020T090000", ["recurrence-set-text.no_start at /0", "recurrence-set-text.unknown_line at /0"]],
    [`${weekly}\nRDATE;X-A=1:20261021T090000`, ["recurrence-set-text.unknown_line at /2"]],
    ["DTSTART:20261020T090000\nRRULE;TZID=Asia/Tokyo:FREQ=DAILY;COUNT=2", ["recurrence-set-text.unknown_line at /1"]],
    ["DTSTART;TZID=Eastern Standard Time:20261020T090000", ["recurrence-set-text.unknown_zone at /0"]],
    ["DTSTART:20261020T090000\nEXDATE:20261021T090000Z", ["recurrence-set.instant_without_zone at /excludedTimes/0"]],
    ["DTSTART:20261020T090000\nRRULE:FREQ=DAILY;UNTIL=20261021T090000Z", ["recurrence-set.instant_without_zone at /rule/until"]],
    [`DTSTART:20261020T090000\nEXDATE:${Array.from({ length: RECURRENCE_LIMITS.excludedTimes + 1 }, () => "20261020T090000").join()}`, ["input.too_big at /excludedTimes"]],
    [`${weekly}${"\nEXDATE:20261021T090000Z".repeat(100_000)}`, ["input.too_big at /"]],
  ])("%.60j… is refused", (text, issues) => { expect([...issuesOf(() => parseRecurrenceSet(text))].sort()).toEqual([...issues].sort()); });
});

describe("recurrenceSetText", () => {
  test.each([weekly, "DTSTART:20261020T090000", `${weekly}\nRDATE;TZID=Europe/Berlin:20261021T090000\nRDATE:20261029T080000Z\nEXDATE;TZID=Europe/Berlin:20261027T090000`])("writes what it read: %j", (text) => { expect(recurrenceSetText(parseRecurrenceSet(text))).toBe(text); });
});

describe("limits hold, and one beyond is refused", () => {
  const { addedTimes, excludedTimes, ruleLength, setLength } = RECURRENCE_LIMITS;
  const lines = (name: string, count: number) => `${weekly}\n${name};TZID=Europe/Berlin:${Array.from({ length: count }, (_, index) => `20270101T${String(Math.floor(index / 60)).padStart(2, "0")}${String(index % 60).padStart(2, "0")}00`).join()}`;
  const padded = (text: string, length: number) => text + "\n".repeat(length - text.length);

  test.each([
    ["times added", () => parseRecurrenceSet(lines("RDATE", addedTimes)), () => parseRecurrenceSet(lines("RDATE", addedTimes + 1)), ["input.too_big at /addedTimes"]],
    ["times excluded", () => parseRecurrenceSet(lines("EXDATE", excludedTimes)), () => parseRecurrenceSet(lines("EXDATE", excludedTimes + 1)), ["input.too_big at /excludedTimes"]],
    ["characters of a set", () => parseRecurrenceSet(padded(weekly, setLength)), () => parseRecurrenceSet(padded(weekly, setLength + 1)), ["input.too_big at /"]],
    ["characters of a rule", () => issuesOf(() => parseRecurrenceRule("X".repeat(ruleLength))).filter((issue) => !issue.startsWith("input.")), () => parseRecurrenceRule("X".repeat(ruleLength + 1)), ["input.too_big at /"]],
  ])("%s", (_, most, beyond, issues) => {
    expect(most()).not.toEqual([]);
    expect(issuesOf(beyond)).toEqual(issues);
  });
});
