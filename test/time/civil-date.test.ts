import fc from "fast-check";
import { addDays, addMonths, daysBetween, startOfWeek, weekdayOf } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { dateOfDayNumber, dayNumberOf, weekdayIndexOfDayNumber } from "../../src/time/internal.js";
import { issuesOf } from "../issues-of.js";

const dates = fc.integer({ min: 0, max: 84_005 }).map(dateOfDayNumber);

describe("addDays", () => {
  test.each([
    // from           days   to
    ["2026-10-05",      1, "2026-10-06"],
    ["2026-02-28",      1, "2026-03-01"],
    ["2028-02-28",      1, "2028-02-29"],
    ["2100-02-28",      1, "2100-03-01"], // 2100 is no leap year
    ["2026-01-01",     -1, "2025-12-31"],
    ["2026-01-01",      0, "2026-01-01"],
    ["1970-01-01", 84_005, "2199-12-31"],
  ] as const)("%s and %i days is %s", (date, days, later) => { expect(addDays(date, days)).toBe(later); });

  test("the day that Samoa skipped is still a date, also on a host in Samoa", () => {
    expect(addDays("2011-12-29", 1)).toBe("2011-12-30");
    expect(addDays("2011-12-31", -1)).toBe("2011-12-30");
  });
});

describe("addMonths", () => {
  test.each([
    // from      months   to
    ["2026-10-05",   1, "2026-11-05"],
    ["2026-01-31",   1, "2026-02-28"],
    ["2027-10-31",   4, "2028-02-29"],
    ["2028-02-29",  12, "2029-02-28"],
    ["2026-03-31",  -1, "2026-02-28"],
    ["2026-10-05", -10, "2025-12-05"],
    ["2011-11-30",   1, "2011-12-30"], // skipped in Samoa
  ] as const)("%s and %i months is %s", (date, months, later) => { expect(addMonths(date, months)).toBe(later); });
});

describe("startOfWeek", () => {
  test.each([
    ["2026-10-05", "MO", "2026-10-05"],
    ["2026-10-11", "MO", "2026-10-05"],
    ["2026-10-11", "SU", "2026-10-11"],
    ["2026-10-10", "SU", "2026-10-04"],
    ["2027-01-01", "MO", "2026-12-28"],
    ["2028-03-01", "TU", "2028-02-29"],
  ] as const)("the week of %s that starts on %s begins on %s", (date, weekStartsOn, first) => { expect(startOfWeek(date, weekStartsOn)).toBe(first); });

  test("is the latest date on that weekday that is not after the date", () => { fc.assert(fc.property(dates, fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU"), (date, weekStartsOn) => {
    fc.pre(date > "1970-01-07");
    const first = startOfWeek(date, weekStartsOn);
    expect(weekdayOf(first)).toBe(weekStartsOn);
    expect([0, 1, 2, 3, 4, 5, 6]).toContain(daysBetween({ fromDate: first, toDate: date }));
  })); });
});

describe("what is refused", () => {
  test.each([
    ["a day that is not in the calendar", () => addDays("2026-02-30", 1), ["input.invalid_format at /date"]],
    ["every fault at once", () => addDays("2026-13-01", 0.5), ["input.invalid_format at /date", "input.invalid_type at /days"]],
    ["no number", () => addDays("2026-01-01", Number.NaN), ["input.invalid_type at /days"]],
    ["a thousand million days", () => addDays("2026-01-01", 1e9), ["civil-date.out_of_range at /days"]],
    ["a thousand million months", () => addMonths("2026-01-01", -1e9), ["civil-date.out_of_range at /months"]],
    ["more days than whole numbers reach", () => addDays("2026-01-01", 1e300), ["input.too_big at /days"]],
    ["the day after the last", () => addDays("2199-12-31", 1), ["civil-date.out_of_range at /days"]],
    ["the day before the first", () => addDays("1970-01-01", -1), ["civil-date.out_of_range at /days"]],
    ["a week that began in 1969", () => startOfWeek("1970-01-01", "MO"), ["civil-date.out_of_range at /date"]],
    ["a weekday's full name", () => startOfWeek("2026-01-01", "Monday" as never), ["input.invalid_value at /weekStartsOn"]],
    ["a million characters", () => weekdayOf("2".repeat(1e6)), ["input.invalid_format at /"]],
  ] as const)("%s", (_, call, issues) => { expect(issuesOf(call)).toEqual(issues); });
});

describe("day numbers", () => {
  test("count every date of 1970 to 2199 once, as date-fns does on any host", () => {
    let date = "1970-01-01";
    for (let number = 0; number < 84_006; number += 1) {
      const iso = new Date(number * 86_400_000).toISOString().slice(0, 10);
      if (dateOfDayNumber(number) !== iso || dayNumberOf(iso) !== number || date !== iso) throw new Error(`${String(number)} ${iso} ${date}`);
      date = new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8)) + 1)).toISOString().slice(0, 10);
    }
    expect(date).toBe("2200-01-01");
  });

  test("have the weekdays of the calendar", () => { fc.assert(fc.property(dates, (date) => {
    expect(weekdayIndexOfDayNumber(dayNumberOf(date))).toBe((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7);
  })); });

  test("adding days is adding to the number; going there and back is staying", () => { fc.assert(fc.property(dates, dates, (fromDate, toDate) => {
    const days = daysBetween({ fromDate, toDate });
    expect(days).toBe(dayNumberOf(toDate) - dayNumberOf(fromDate));
    expect(addDays(fromDate, days)).toBe(toDate);
  })); });
});
