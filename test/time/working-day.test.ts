import fc from "fast-check";
import { addDays, addWorkingDays, countWorkingDays, isWorkingDay, rollToWorkingDay, workingDate } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { dateOfDayNumber, dayNumberOf } from "../../src/time/internal.js";
import { issuesOf } from "../issues-of.js";

/** Friday 1 October 2027; Monday the 4th is a holiday. */
const working = { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] } as const;

describe("isWorkingDay", () => {
  test.each([["2027-10-01", true], ["2027-10-02", false], ["2027-10-04", false], ["2027-10-05", true]] as const)("%s: %s", (date, worked) => { expect(isWorkingDay({ date, ...working })).toBe(worked); });
});

describe("workingDate", () => {
  test.each([
    // date        policy                   what becomes of it
    ["2027-10-01", "next-working-day",     { date: "2027-10-01", reason: "working-day" }],
    ["2027-10-02", "next-working-day",     { date: "2027-10-05", movedFrom: "2027-10-02", reason: "weekday-off" }],
    ["2027-10-04", "next-working-day",     { date: "2027-10-05", movedFrom: "2027-10-04", reason: "holiday" }],
    ["2027-10-04", "previous-working-day", { date: "2027-10-01", movedFrom: "2027-10-04", reason: "holiday" }],
    ["2027-10-04", "skip",                 { date: null, reason: "holiday" }],
    ["2027-10-04", "stay",                 { date: "2027-10-04", reason: "holiday" }],
    ["2027-10-03", "stay",                 { date: "2027-10-03", reason: "weekday-off" }],
  ] as const)("%s, %s", (date, policy, become) => { expect(workingDate({ date, policy, ...working })).toStrictEqual(become); });
});

describe("addWorkingDays", () => {
  test.each([
    ["2027-10-01",  1, "2027-10-05"],
    ["2027-10-01",  5, "2027-10-11"],
    ["2027-10-05", -1, "2027-10-01"],
    ["2027-10-02",  0, "2027-10-02"], // not worked, and yet zero days away
    ["2027-10-02",  1, "2027-10-05"],
  ] as const)("%s and %i working days is %s", (date, days, later) => { expect(addWorkingDays({ date, days, ...working })).toBe(later); });
});

describe("countWorkingDays", () => {
  test.each([
    ["2027-10-01", "2027-10-01", 0],
    ["2027-10-01", "2027-10-02", 1],
    ["2027-10-01", "2027-10-08", 4],
    ["2027-10-08", "2027-10-01", -4],
    ["2027-10-04", "2027-10-02", 0], // not −0
  ] as const)("from %s before %s: %i", (fromDate, beforeDate, count) => { expect(countWorkingDays({ fromDate, beforeDate, ...working })).toBe(count); });

  const holidays = fc.array(fc.integer({ min: 21_000, max: 21_100 }).map(dateOfDayNumber), { maxLength: 40 });
  const dates = fc.integer({ min: 21_000, max: 21_100 }).map(dateOfDayNumber);

  test("counts as many days as addWorkingDays walks", () => { fc.assert(fc.property(dates, fc.integer({ min: -60, max: 60 }), holidays, (date, days, off) => {
    const days_ = { workingWeekdays: ["MO", "WE", "SA"] as const, holidays: off };
    const there = addWorkingDays({ date, days, ...days_ });
    const counted = days >= 0 ? countWorkingDays({ fromDate: addDays(date, 1), beforeDate: addDays(there, 1), ...days_ }) : countWorkingDays({ fromDate: date, beforeDate: there, ...days_ });
    expect(counted).toBe(days);
  })); });

  test("is the sum over any split of the range", () => { fc.assert(fc.property(dates, dates, dates, holidays, (a, b, c, off) => {
    const count = (fromDate: string, beforeDate: string) => countWorkingDays({ fromDate, beforeDate, ...working, holidays: off });
    expect(count(a, b) + count(b, c)).toBe(count(a, c));
  })); });
});

describe("rollToWorkingDay", () => {
  test.each([
    ["2027-10-05", "following",          "2027-10-05"],
    ["2027-10-02", "following",          "2027-10-05"],
    ["2027-10-04", "preceding",          "2027-10-01"],
    ["2027-10-02", "modified-following", "2027-10-05"],
    ["2027-10-31", "following",          "2027-11-01"],
    ["2027-10-31", "modified-following", "2027-10-29"],
    ["2027-10-03", "preceding",          "2027-10-01"],
  ] as const)("%s %s is %s", (date, roll, rolled) => { expect(rollToWorkingDay({ date, roll, ...working })).toBe(rolled); });
});

describe("what is refused", () => {
  const twoYears = Array.from({ length: 800 }, (_, index) => dateOfDayNumber(dayNumberOf("2027-01-01") + index));
  const allHoliday = { workingWeekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], holidays: twoYears } as const;
  test.each([
    ["a week without work", () => isWorkingDay({ date: "2027-10-01", workingWeekdays: [], holidays: [] }), ["input.too_small at /workingWeekdays"]],
    ["to look for a working day in two years of holidays", () => workingDate({ date: "2027-02-01", policy: "next-working-day", ...allHoliday }), ["working-day.none_near at /holidays"]],
    ["to roll back over more than 400 days", () => rollToWorkingDay({ date: "2028-02-15", roll: "preceding", ...allHoliday }), ["working-day.none_near at /holidays"]],
    ["a roll over the end of time", () => rollToWorkingDay({ date: "2199-12-31", roll: "following", workingWeekdays: ["MO"], holidays: [] }), ["working-day.none_near at /holidays"]],
    ["a thousand million working days", () => addWorkingDays({ date: "2027-10-01", days: 1e9, ...working }), ["working-day.out_of_range at /days"]],
    ["half a day", () => addWorkingDays({ date: "2027-10-01", days: 0.5, ...working }), ["input.invalid_type at /days"]],
    ["an unknown policy, and a date that is none", () => workingDate({ date: "2026-02-30", policy: "next" as never, ...working }), ["input.invalid_format at /date", "input.invalid_value at /policy"]],
    ["a holiday that is no date", () => isWorkingDay({ date: "2027-10-01", ...working, holidays: ["Christmas"] }), ["input.invalid_format at /holidays/0"]],
    ["an eighth weekday", () => isWorkingDay({ date: "2027-10-01", ...working, workingWeekdays: Array.from({ length: 8 }, () => "MO" as const) }), ["input.too_big at /workingWeekdays"]],
  ] as const)("%s", (_, call, issues) => { expect(issuesOf(call)).toEqual(issues); });
});

test("a working day 400 days away is still found", () => {
  const holidays = Array.from({ length: 400 }, (_, index) => dateOfDayNumber(dayNumberOf("2027-01-01") + index));
  const workingWeekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
  expect(rollToWorkingDay({ date: "2027-01-01", roll: "following", workingWeekdays, holidays })).toBe(addDays("2027-01-01", 400));
  expect(issuesOf(() => rollToWorkingDay({ date: "2027-01-01", roll: "following", workingWeekdays, holidays: [...holidays, addDays("2027-01-01", 400)] }))).toEqual(["working-day.none_near at /holidays"]);
});
