import { parseRecurrenceRule, RECURRENCE_LIMITS, RecurrenceRule, recurrenceRuleText } from "coachkit/cadence";
import { check } from "coachkit/error";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { frequencies, rulesOf } from "./random-rules.js";

const rule = parseRecurrenceRule("FREQ=DAILY");

describe("parseRecurrenceRule", () => {
  test("reads every part", () => {
    expect(parseRecurrenceRule("FREQ=YEARLY;INTERVAL=2;UNTIL=20271017T070000Z;BYMONTH=1;BYWEEKNO=-1,20;BYYEARDAY=366;BYMONTHDAY=-31,1;BYDAY=MO,SU;BYHOUR=0,23;BYMINUTE=59;BYSECOND=60;BYSETPOS=-1;WKST=SU")).toEqual({
      frequency: "YEARLY", everyPeriods: 2, occurrenceCount: null, until: "2027-10-17T07:00:00Z", months: [1], yearWeeks: [-1, 20], yearDays: [366], monthDays: [-31, 1],
      weekdays: [{ weekday: "MO", ordinal: null }, { weekday: "SU", ordinal: null }], hours: [0, 23], minutes: [59], seconds: [60], positions: [-1], weekStartsOn: "SU",
    });
  });

  test.each([["freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU"], ["BYDAY=+2WE;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2WE"], ["FREQ=DAILY;INTERVAL=01;COUNT=007;WKST=MO", "FREQ=DAILY;COUNT=7"], ["FREQ=DAILY;UNTIL=20271017", "FREQ=DAILY;UNTIL=20271017"]])("%s is written as %s", (text, written) => {
    expect(recurrenceRuleText(parseRecurrenceRule(text))).toBe(written);
  });

  test.each([
    ["", ["recurrence-rule-text.malformed", "recurrence-rule.bad_part"]],
    ["RRULE:FREQ=DAILY", ["recurrence-rule-text.malformed", "recurrence-rule.bad_part"]],
    ["FREQ=DAILY;", ["recurrence-rule-text.malformed"]],
    ["FREQ=DAILY;BYEASTER=0;X-A=1", ["recurrence-rule-text.unknown_part", "recurrence-rule-text.unknown_part"]],
    ["FREQ=DAILY;BYHOUR=24;BYMINUTE=60;BYSECOND=61;INTERVAL=0.5", ["recurrence-rule-text.malformed", "recurrence-rule.bad_part", "recurrence-rule.bad_part", "recurrence-rule.bad_part"]],
    ["FREQ=DAILY;INTERVAL=0;COUNT=999999999", ["recurrence-rule.bad_part", "recurrence-rule.bad_part"]],
    ["FREQ=DAILY;COUNT=2;UNTIL=20271017;COUNT=3", ["recurrence-rule-text.repeated_part", "recurrence-rule.two_ends"]],
    ["FREQ=WEEKLY;BYMONTHDAY=1;BYYEARDAY=1;BYWEEKNO=1", ["recurrence-rule.bad_part", "recurrence-rule.bad_part", "recurrence-rule.bad_part"]],
    ["FREQ=MONTHLY;BYDAY=6MO", ["recurrence-rule.bad_part"]],
    ["FREQ=HOURLY;BYDAY=1MO", ["recurrence-rule.bad_part"]],
    ["FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO", ["recurrence-rule.bad_part"]],
    ["FREQ=DAILY;UNTIL=20260230", ["recurrence-rule.bad_part"]],
    ["FREQ=DAILY;UNTIL=99991231T235959Z", ["recurrence-rule.bad_part"]],
    ["FREQ=DAILY;BYSETPOS=1", ["recurrence-rule.bad_part"]],
    ["FREQ=DAILY;BYMONTH=+1", ["recurrence-rule.bad_part"]],
    ["FREQ=DAILY\r\nX=1", ["recurrence-rule-text.malformed", "recurrence-rule.bad_part"]],
    ["FREQ=DAıLY;COUNT=2", ["recurrence-rule-text.malformed", "recurrence-rule.bad_part"]],
    ["FREQ=DAILY;BYſETPOS=1;BYHOUR=3", ["recurrence-rule-text.malformed"]],
    ["FREQ=DAILY;COUNT=３", ["recurrence-rule-text.malformed"]],
  ])("%j: every fault at once", (text, codes) => { expect(issuesOf(() => parseRecurrenceRule(text))).toEqual(codes.map((code) => `${code} at /`)); });

  test("a text of hostile length is refused unread", () => { expect(issuesOf(() => parseRecurrenceRule("FREQ=DAILY;".repeat(1_000_000)))).toEqual(["input.too_big at /"]); });

  test("limits hold, and one beyond is refused", () => {
    const { occurrenceCount, everyPeriods } = RECURRENCE_LIMITS;
    expect(parseRecurrenceRule(`FREQ=DAILY;COUNT=${String(occurrenceCount)};INTERVAL=${String(everyPeriods)}`)).toMatchObject({ occurrenceCount, everyPeriods });
    expect(issuesOf(() => parseRecurrenceRule(`FREQ=DAILY;COUNT=${String(occurrenceCount + 1)};INTERVAL=${String(everyPeriods + 1)}`))).toHaveLength(2);
  });

  test("a rule and its text are the same, whatever its parts", () => {
    fc.assert(fc.property(rulesOf([1, -1, 366, -366], frequencies), fc.option(fc.integer({ min: 1, max: 100_000 })), (random, occurrenceCount) => {
      const whole = { ...random, occurrenceCount };
      expect(parseRecurrenceRule(recurrenceRuleText(whole))).toEqual(whole);
    }));
  });
});

describe("RecurrenceRule", () => {
  test.each([
    [{ everyPeriods: 0 }, "recurrence-rule.bad_part at /everyPeriods"],
    [{ months: [13] }, "recurrence-rule.bad_part at /months"],
    [{ hours: [9, 9] }, "recurrence-rule.bad_part at /hours"],
    [{ weekdays: [{ weekday: "MO", ordinal: 1 }] }, "recurrence-rule.bad_part at /weekdays"],
    [{ weekdays: [{ weekday: "MO", ordinal: null }, { weekday: "MO", ordinal: null }] }, "recurrence-rule.bad_part at /weekdays"],
    [{ occurrenceCount: 3, until: "2027-10-17" }, "recurrence-rule.two_ends at /until"],
    [{ until: "2027-02-30" }, "input.invalid_format at /until"],
    [{ positions: [1] }, "recurrence-rule.bad_part at /positions"],
    [{ color: "red" }, "input.unrecognized_keys at /color"],
  ])("knows the same faults as the reader of texts, each at its key: %j", (change, issue) => { expect(issuesOf(() => check(RecurrenceRule, { ...rule, ...change }))).toEqual([issue]); });
});
