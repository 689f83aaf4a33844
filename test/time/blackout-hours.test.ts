import fc from "fast-check";
import { BlackoutHours, Leave, type Weekday } from "coachkit/time";
import { check } from "coachkit/error";
import { describe, expect, test } from "vitest";
import { daysOfLeave, weekdaysBlackedOut } from "../../src/time/internal.js";
import { issuesOf } from "../issues-of.js";

const weekdays: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const hours = (fromTime: string, toTime: string, ...days: readonly Weekday[]): BlackoutHours => ({ weekdays: days, fromTime, toTime, name: "Closed" });
const days = (blackout: BlackoutHours, start: string, minutes: number) => [...weekdaysBlackedOut([blackout], Number(start.slice(0, 2)) * 60 + Number(start.slice(3)), minutes).keys()].sort().map((index) => weekdays[index]);

describe("weekdaysBlackedOut", () => {
  test.each([
    // blackout                          start    minutes  days on which it would lie in it
    [hours("12:00", "17:00", "FR"),      "15:00", 30,      ["FR"]],
    [hours("12:00", "17:00", "FR"),      "11:30", 30,      []], // ends as it begins
    [hours("12:00", "17:00", "FR"),      "17:00", 30,      []], // begins as it ends
    [hours("12:00", "17:00", "FR"),      "11:30", 31,      ["FR"]],
    [hours("20:00", "07:00", "FR"),      "06:30", 30,      ["SA"]], // it reaches into the next day
    [hours("20:00", "07:00", "SU"),      "06:30", 30,      ["MO"]], // over the end of the week
    [hours("08:00", "10:00", "MO"),      "23:30", 600,     ["SU"]], // something long reaches into the hours of the next day
    [hours("00:00", "24:00", "WE"),      "09:00", 1,       ["WE"]],
    [hours("00:00", "00:00", "WE"),      "09:00", 1,       ["WE"]],
  ] as const)("%j, %s for %i minutes: %j", (blackout, start, minutes, expected) => { expect(days(blackout, start, minutes)).toEqual(expected); });

  test("the first of several names the day", () => {
    expect([...weekdaysBlackedOut([{ ...hours("09:00", "10:00", "MO"), name: "Stand-up" }, { ...hours("08:00", "12:00", "MO"), name: "Focus" }], 540, 30)]).toEqual([[0, "Stand-up"]]);
  });

  test("agrees with a clock that is looked at every minute of a week", () => {
    const time = fc.integer({ min: 0, max: 1439 });
    const text = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), time, time, time, fc.integer({ min: 1, max: 1440 }), (on, from, to, start, minutes) => {
      const closed = new Set<number>();
      for (const weekday of on) for (let minute = from; minute < (to <= from ? to + 1440 : to); minute += 1) closed.add((weekdays.indexOf(weekday) * 1440 + minute) % 10_080);
      const met = weekdays.flatMap((weekday, index) => (Array.from({ length: minutes }, (_, passed) => (index * 1440 + start + passed) % 10_080).some((minute) => closed.has(minute)) ? [weekday] : []));
      expect(days(hours(text(from), text(to), ...on), text(start), minutes)).toEqual(met);
    }), { numRuns: 40 });
  });
});

describe("leave", () => {
  test("both its days belong to it", () => { expect(daysOfLeave({ fromDate: "1970-01-02", toDate: "1970-01-04" })).toEqual([1, 2, 3]); });

  test.each([
    ["one that ends before it begins", { fromDate: "2027-10-05", toDate: "2027-10-04" }, ["blackout-hours.leave_swapped at /toDate"]],
    ["one of 732 days", { fromDate: "2027-10-05", toDate: "2029-10-05" }, []],
    ["one of 733 days", { fromDate: "2027-10-05", toDate: "2029-10-06" }, ["blackout-hours.leave_too_long at /toDate"]],
  ])("%s", (_, leave, issues) => { expect(issuesOf(() => check(Leave, leave))).toEqual(issues); });
});
