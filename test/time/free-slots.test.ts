import fc from "fast-check";
import { commonFreeSpans, type Diary, freeSlots } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { instantText, millisecondsOf } from "./plain-hours.js";
import { issuesOf } from "../issues-of.js";

const day = { fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-05T00:00:00Z" }; // a Monday
const at = (wallTime: string) => `2027-10-04T${wallTime}:00Z`;
const from9to12: Diary = { hours: { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:00", toTime: "12:00" }] }, holidays: [] }, busy: [] };
const busy = (...spans: readonly (readonly [string, string])[]): Diary => ({ ...from9to12, busy: spans.map(([start, end]) => ({ startsAt: at(start), endsAt: at(end) })) });
const free = (people: readonly Diary[], durationMinutes: number) => commonFreeSpans({ people, ...day, durationMinutes }).map(({ startsAt, endsAt }) => [startsAt.slice(11, 16), endsAt.slice(11, 16)]);

describe("commonFreeSpans", () => {
  test.each([
    // who                                                                minutes  common free spans
    ["one person, nothing in the diary",      [from9to12],                                     60, [["09:00", "12:00"]]],
    ["one person with a break",               [busy(["10:00", "10:30"])],                      60, [["09:00", "10:00"], ["10:30", "12:00"]]],
    ["spans that are too short are left out", [busy(["10:00", "10:30"])],                      61, [["10:30", "12:00"]]],
    ["busy to the edge takes nothing more",   [busy(["08:00", "09:00"], ["12:00", "13:00"])],  60, [["09:00", "12:00"]]],
    ["an empty busy span takes nothing",      [busy(["10:00", "10:00"])],                     180, [["09:00", "12:00"]]],
    ["two people who are free in turn",       [busy(["09:00", "10:30"]), busy(["10:30", "12:00"])], 1, []],
    ["two people, overlapping diaries",       [busy(["09:00", "10:00"], ["09:30", "10:15"]), busy(["11:45", "12:00"])], 15, [["10:15", "11:45"]]],
  ] as const)("%s", (_, people, durationMinutes, spans) => { expect(free(people, durationMinutes)).toEqual(spans); });

  test("Berlin and New York share the afternoon of one and the morning of the other, an hour longer while their clocks change on different Sundays", () => {
    const person = (timeZone: string): Diary => ({ hours: { timeZone, weekly: { TU: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] }, busy: [] });
    const minutes = (fromAt: string, toAt: string) => commonFreeSpans({ people: [person("Europe/Berlin"), person("America/New_York")], fromAt, toAt, durationMinutes: 30 }).map(({ startsAt, endsAt }) => (millisecondsOf(endsAt) - millisecondsOf(startsAt)) / 60_000);
    expect(minutes("2027-10-26T00:00:00Z", "2027-10-27T00:00:00Z")).toEqual([120]);
    expect(minutes("2027-11-02T00:00:00Z", "2027-11-03T00:00:00Z")).toEqual([180]);
  });
});

describe("freeSlots", () => {
  test("counts all starts on the grid and lists the first", () => {
    expect(freeSlots({ people: [from9to12], ...day, durationMinutes: 60, stepMinutes: 30, limitCount: 2 })).toStrictEqual({ slotCount: 5, slots: [{ startsAt: at("09:00"), endsAt: at("10:00") }, { startsAt: at("09:30"), endsAt: at("10:30") }], zoneData: "runtime" });
  });

  test("the grid is counted from 1970, not from the span: 09:10 to 11:00 has starts at :15, :30, :45 and :00", () => {
    const late = { ...from9to12, hours: { ...from9to12.hours, weekly: { MO: [{ fromTime: "09:10", toTime: "11:00" }] } } } as const;
    expect(freeSlots({ people: [late], ...day, durationMinutes: 60, stepMinutes: 15, limitCount: 9 }).slots.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(["09:15", "09:30", "09:45", "10:00"]);
  });

  test("no start on the grid is no slot, and not fewer", () => {
    expect(freeSlots({ people: [busy(["09:00", "09:05"], ["10:20", "12:00"])], ...day, durationMinutes: 60, stepMinutes: 60, limitCount: 9 })).toStrictEqual({ slotCount: 0, slots: [], zoneData: "runtime" });
  });

  const diary = fc.array(fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 120 })), { maxLength: 12 })
    .map((spans): Diary => ({ hours: { timeZone: "Asia/Kathmandu", weekly: { MO: [{ fromTime: "07:00", toTime: "20:00" }] }, holidays: [] }, busy: spans.map(([start, length]) => ({ startsAt: instantText(Date.UTC(2027, 9, 4) + start * 60_000), endsAt: instantText(Date.UTC(2027, 9, 4) + (start + length) * 60_000) })) }));

  test("are all the starts on the grid that lie within a common free span, and only these", () => { fc.assert(fc.property(fc.array(diary, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 60 }), (people, durationMinutes, stepMinutes) => {
    const spans = commonFreeSpans({ people, ...day, durationMinutes });
    const starts: string[] = [];
    for (let start = Math.ceil(Date.UTC(2027, 9, 4) / 60_000 / stepMinutes) * stepMinutes * 60_000; start < Date.UTC(2027, 9, 5); start += stepMinutes * 60_000) {
      if (spans.some(({ startsAt, endsAt }) => millisecondsOf(startsAt) <= start && start + durationMinutes * 60_000 <= millisecondsOf(endsAt))) starts.push(instantText(start));
    }
    const { slotCount, slots } = freeSlots({ people, ...day, durationMinutes, stepMinutes, limitCount: 10_000 });
    expect(slots.map(({ startsAt }) => startsAt)).toEqual(starts);
    expect(slotCount).toBe(starts.length);
  })); });
});

describe("what is refused", () => {
  const question = { people: [from9to12], ...day, durationMinutes: 60, stepMinutes: 15, limitCount: 10 };
  test.each([
    ["a meeting of nobody", { ...question, people: [] }, ["input.too_small at /people"]],
    ["two hundred years of slots", { ...question, fromAt: "1970-01-01T00:00:00Z", toAt: "2170-01-01T00:00:00Z" }, ["time-span.range_too_long at /toAt"]],
    ["a busy span that ends before it begins", { ...question, people: [busy(["10:00", "09:00"])] }, ["time-span.ends_before_start at /people/0/busy/0/endsAt"]],
    ["no length and no step", { ...question, durationMinutes: 0, stepMinutes: Number.NaN }, ["input.too_small at /durationMinutes", "input.invalid_type at /stepMinutes"]],
    ["a list without end", { ...question, limitCount: 1e9 }, ["input.too_big at /limitCount"]],
    ["a zone of a million characters", { ...question, people: [{ ...from9to12, hours: { ...from9to12.hours, timeZone: "Z".repeat(1e6) } }] }, ["input.invalid_format at /people/0/hours/timeZone"]],
    ["every fault at once", { ...question, fromAt: "2027-10-05", people: [{ ...from9to12, busy: [{ startsAt: "x", endsAt: "y" }] }] }, ["input.invalid_format at /people/0/busy/0/startsAt", "input.invalid_format at /people/0/busy/0/endsAt", "input.invalid_format at /fromAt"]],
  ] as const)("%s", (_, input, issues) => { expect(issuesOf(() => freeSlots(input as never))).toEqual(issues); });

  test("the longest range for many people is answered", () => {
    const always = [{ fromTime: "00:00", toTime: "12:00" }, { fromTime: "12:30", toTime: "23:00" }];
    const hours = { timeZone: "Europe/Berlin", weekly: { MO: always, TU: always, WE: always, TH: always, FR: always, SA: always, SU: always }, holidays: [] };
    const people = Array.from({ length: 20 }, () => ({ hours, busy: [] }));
    expect(freeSlots({ people, fromAt: "2027-01-01T00:00:00Z", toAt: "2032-01-01T00:00:00Z", durationMinutes: 60, stepMinutes: 15, limitCount: 10_000 }).slots).toHaveLength(10_000);
  });
});
