import fc from "fast-check";
import { type WorkingHours, workingSpans } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { instantText, millisecondsOf, wallClockAtMilliseconds } from "./plain-hours.js";
import { issuesOf } from "../issues-of.js";

const office: WorkingHours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "09:00", toTime: "12:00" }, { fromTime: "13:00", toTime: "17:00" }], TU: [{ fromTime: "09:00", toTime: "13:00" }] }, holidays: [] };
const nights: WorkingHours = { timeZone: "Europe/Berlin", weekly: { SA: [{ fromTime: "22:00", toTime: "06:00" }], SU: [{ fromTime: "06:00", toTime: "08:00" }] }, holidays: [] };
const pairs = (hours: WorkingHours, fromAt: string, toAt: string) => workingSpans({ hours, fromAt, toAt }).map(({ startsAt, endsAt }) => [startsAt, endsAt]);

describe("workingSpans", () => {
  test("lists the periods of each day in UTC", () => {
    expect(pairs(office, "2027-11-01T00:00:00Z", "2027-11-08T00:00:00Z")).toEqual([
      ["2027-11-01T08:00:00Z", "2027-11-01T11:00:00Z"], ["2027-11-01T12:00:00Z", "2027-11-01T16:00:00Z"], ["2027-11-02T08:00:00Z", "2027-11-02T12:00:00Z"],
    ]);
  });

  test("cuts to the range, also to parts of a second", () => {
    expect(pairs(office, "2027-11-01T10:30:00.500Z", "2027-11-01T12:15:00Z")).toEqual([["2027-11-01T10:30:00.500Z", "2027-11-01T11:00:00Z"], ["2027-11-01T12:00:00Z", "2027-11-01T12:15:00Z"]]);
    expect(pairs(office, "2027-11-01T10:00:00Z", "2027-11-01T10:00:00Z")).toEqual([]);
  });

  test("a night that ends when the day's period begins is one span; it is as long as the clock makes it", () => {
    expect(pairs(nights, "2027-03-27T00:00:00Z", "2027-03-29T00:00:00Z")).toEqual([["2027-03-27T21:00:00Z", "2027-03-28T06:00:00Z"]]); // 9 h, not 10
    expect(pairs(nights, "2027-10-30T00:00:00Z", "2027-11-01T00:00:00Z")).toEqual([["2027-10-30T20:00:00Z", "2027-10-31T07:00:00Z"]]); // 11 h
  });

  test("a range that begins at night shows the rest of the night, which belongs to the day before, also for holidays", () => {
    expect(pairs(nights, "2027-11-07T00:00:00Z", "2027-11-07T03:00:00Z")).toEqual([["2027-11-07T00:00:00Z", "2027-11-07T03:00:00Z"]]);
    expect(pairs({ ...nights, holidays: ["2027-11-06"] }, "2027-11-06T00:00:00Z", "2027-11-08T00:00:00Z")).toEqual([["2027-11-07T05:00:00Z", "2027-11-07T07:00:00Z"]]);
    expect(pairs({ ...nights, holidays: ["2027-11-07"] }, "2027-11-06T00:00:00Z", "2027-11-08T00:00:00Z")).toEqual([["2027-11-06T21:00:00Z", "2027-11-07T05:00:00Z"]]);
  });

  test.each([["24:00"], ["00:00"]])("00:00 to %s every day is all the time", (toTime) => {
    const day = [{ fromTime: "00:00", toTime }];
    const always = { timeZone: "Pacific/Apia", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day, SA: day, SU: day }, holidays: [] };
    expect(pairs(always, "2011-12-01T00:00:00Z", "2012-02-01T00:00:00Z")).toEqual([["2011-12-01T00:00:00Z", "2012-02-01T00:00:00Z"]]); // over the day that never was
  });

  test("a period that lies in a gap moves forward with it; one that would end before it begins is left out", () => {
    const inGap = { timeZone: "Europe/Berlin", weekly: { SU: [{ fromTime: "02:15", toTime: "02:45" }] }, holidays: [] };
    expect(pairs(inGap, "2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z")).toEqual([["2027-03-28T01:15:00Z", "2027-03-28T01:45:00Z"]]);
    const intoGap = { timeZone: "Europe/Berlin", weekly: { SU: [{ fromTime: "02:30", toTime: "03:15" }] }, holidays: [] };
    expect(pairs(intoGap, "2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z")).toEqual([]);
  });

  test("no hours are no spans", () => { expect(pairs({ ...office, weekly: {} }, "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z")).toEqual([]); });

  test("a minute is worked when the wall clock of a worked day shows it", () => {
    const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"];
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }), (timeZone, seconds) => {
      const hours = { timeZone, weekly: { MO: [{ fromTime: "09:00", toTime: "17:30" }], WE: [{ fromTime: "05:00", toTime: "12:00" }], SA: [{ fromTime: "18:00", toTime: "23:00" }] }, holidays: ["2026-05-04"] };
      const from = seconds * 1000;
      const spans = workingSpans({ hours, fromAt: instantText(from), toAt: instantText(from + 604_800_000) });
      for (let at = from; at < from + 604_800_000; at += 3_540_000) {
        const { date, weekday, wallTime } = wallClockAtMilliseconds(at, timeZone);
        const periods = (hours.weekly as WorkingHours["weekly"])[weekday] ?? [];
        const isWorked = !hours.holidays.includes(date) && periods.some(({ fromTime, toTime }) => fromTime <= wallTime && wallTime < toTime);
        expect(spans.some(({ startsAt, endsAt }) => millisecondsOf(startsAt) <= at && at < millisecondsOf(endsAt))).toBe(isWorked);
      }
    }), { numRuns: 40 });
  });
});

describe("what is refused", () => {
  const range = { fromAt: "2027-01-01T00:00:00Z", toAt: "2027-02-01T00:00:00Z" };
  test.each([
    ["a range that ends before it begins", { hours: office, fromAt: range.toAt, toAt: range.fromAt }, ["time-span.ends_before_start at /toAt"]],
    ["two hundred years", { hours: office, fromAt: "1970-01-01T00:00:00Z", toAt: "2170-01-01T00:00:00Z" }, ["time-span.range_too_long at /toAt"]],
    ["an unknown zone", { ...range, hours: { ...office, timeZone: "Europe/Atlantis" } }, ["known-time-zone.unknown_zone at /hours/timeZone"]],
    ["an unknown weekday", { ...range, hours: { ...office, weekly: { Monday: [] } } }, ["input.unrecognized_keys at /hours/weekly/Monday"]],
    ["25 o'clock, and a start at 24", { ...range, hours: { ...office, weekly: { MO: [{ fromTime: "24:00", toTime: "25:00" }] } } }, ["input.invalid_format at /hours/weekly/MO/0/fromTime", "input.invalid_format at /hours/weekly/MO/0/toTime"]],
    ["more periods than a day can hold", { ...range, hours: { ...office, weekly: { MO: Array.from({ length: 13 }, () => ({ fromTime: "09:00", toTime: "10:00" })) } } }, ["input.too_big at /hours/weekly/MO"]],
  ] as const)("%s", (_, input, issues) => { expect(issuesOf(() => workingSpans(input as never))).toEqual(issues); });
});
