import fc from "fast-check";
import { instantOf, KnownTimeZone, wallClockAt } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { instantText, millisecondsOf, offsetText } from "../../src/time/internal.js";
import { issuesOf } from "../issues-of.js";

const clockChange = "compatible";

describe("instantOf", () => {
  test("takes a wall clock to its instant", () => {
    expect(instantOf({ localTime: "2026-10-05T09:00", timeZone: "Europe/Berlin", clockChange })).toStrictEqual({ kind: "unique", startsAt: "2026-10-05T07:00:00Z", offset: "+02:00", localTime: "2026-10-05T09:00:00", zoneData: "runtime" });
  });

  test.each([
    // what               zone                   reading             compatible              earlier                 later
    ["a gap",             "Europe/Berlin",       "2027-03-28T02:30", "2027-03-28T01:30:00Z", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"],
    ["an overlap",        "Europe/Berlin",       "2027-10-31T02:30", "2027-10-31T00:30:00Z", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"],
    ["a gap of half an hour", "Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00Z", "2027-10-02T15:15:00Z", "2027-10-02T15:45:00Z"],
    ["a day that never was", "Pacific/Apia",     "2011-12-30T12:00", "2011-12-30T22:00:00Z", "2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z"],
    ["a midnight that never was", "America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z", "2018-11-04T02:00:00Z", "2018-11-04T03:00:00Z"],
    ["no change at all",  "Asia/Kolkata",        "2027-03-28T02:30", "2027-03-27T21:00:00Z", "2027-03-27T21:00:00Z", "2027-03-27T21:00:00Z"],
  ] as const)("%s in %s: %s", (_, timeZone, localTime, compatible, earlier, later) => {
    expect(instantOf({ localTime, timeZone, clockChange: "compatible" }).startsAt).toBe(compatible);
    expect(instantOf({ localTime, timeZone, clockChange: "earlier" }).startsAt).toBe(earlier);
    expect(instantOf({ localTime, timeZone, clockChange: "later" }).startsAt).toBe(later);
  });

  test("an offset with seconds is written with seconds", () => {
    expect(instantOf({ localTime: "1971-06-01T12:00", timeZone: "Africa/Monrovia", clockChange })).toStrictEqual({ kind: "unique", startsAt: "1971-06-01T12:44:30Z", offset: "-00:44:30", localTime: "1971-06-01T12:00:00", zoneData: "runtime" });
  });

  test("the names of zones are read with capital or small letters, and old names are known", () => {
    expect(instantOf({ localTime: "2026-10-05T09:00", timeZone: "asia/calcutta", clockChange })).toStrictEqual(instantOf({ localTime: "2026-10-05T09:00", timeZone: "Asia/Kolkata", clockChange }));
  });

  test("what a clock shows at the instant is what was asked for, unless it is never shown", () => {
    const reading = fc.record({ timeZone: fc.constantFrom("Europe/Berlin", "Pacific/Apia", "America/New_York", "Asia/Kathmandu"), localTime: fc.integer({ min: 100_000, max: 7_258_000_000 }).map((seconds) => instantText(seconds * 1000).slice(0, 19)), clockChange: fc.constantFrom("compatible", "earlier", "later") });
    fc.assert(fc.property(reading, (input) => {
      const { kind, startsAt, offset, localTime } = instantOf(input);
      expect(wallClockAt({ at: startsAt, timeZone: input.timeZone })).toMatchObject({ localTime, offset });
      if (kind !== "gap") expect(localTime).toBe(input.localTime);
    }));
  });
});

describe("wallClockAt", () => {
  test.each([
    ["Asia/Kolkata",     "2026-10-04T20:00:00Z",     { date: "2026-10-05", wallTime: "01:30", localTime: "2026-10-05T01:30:00", offset: "+05:30", weekday: "MO", zoneData: "runtime" }],
    ["America/New_York", "2026-10-05T03:59:59.999Z", { date: "2026-10-04", wallTime: "23:59", localTime: "2026-10-04T23:59:59", offset: "-04:00", weekday: "SU", zoneData: "runtime" }],
    ["UTC",              "2026-10-05T00:00:00Z",     { date: "2026-10-05", wallTime: "00:00", localTime: "2026-10-05T00:00:00", offset: "+00:00", weekday: "MO", zoneData: "runtime" }],
  ] as const)("in %s at %s", (timeZone, at, shown) => { expect(wallClockAt({ at, timeZone })).toStrictEqual(shown); });
});

describe("what is refused", () => {
  const reading = { localTime: "2027-03-28T02:30", timeZone: "Europe/Berlin", clockChange } as const;
  test.each([
    ["a reading that is never shown", () => instantOf({ ...reading, clockChange: "reject" }), ["wall-clock.never_shown at /localTime"]],
    ["a reading that is shown twice", () => instantOf({ ...reading, localTime: "2027-10-31T02:30", clockChange: "reject" }), ["wall-clock.shown_twice at /localTime"]],
    ["an unknown zone", () => instantOf({ ...reading, timeZone: "Europe/Atlantis" }), ["known-time-zone.unknown_zone at /timeZone"]],
    ["an offset for a zone", () => instantOf({ ...reading, timeZone: "+02:00" }), ["input.invalid_format at /timeZone"]],
    ["a zone's name of a million characters", () => instantOf({ ...reading, timeZone: "E".repeat(1e6) }), ["input.invalid_format at /timeZone"]],
    ["no zone", () => wallClockAt({ at: "2026-10-05T00:00:00Z" } as never), ["input.invalid_type at /timeZone"]],
    ["30 February", () => instantOf({ ...reading, localTime: "2026-02-30T09:00" }), ["input.invalid_format at /localTime"]],
    ["a year beyond the calendar", () => instantOf({ ...reading, localTime: "2200-01-01T09:00" }), ["input.invalid_format at /localTime"]],
    ["an offset in a local time", () => instantOf({ ...reading, localTime: "2026-10-05T09:00:00Z" }), ["input.invalid_format at /localTime"]],
    ["an instant before 1970", () => instantOf({ ...reading, localTime: "1970-01-01T00:30" }), ["wall-clock.out_of_range at /localTime"]],
    ["a wall clock after 2199", () => wallClockAt({ at: "2199-12-31T23:30:00Z", timeZone: "Europe/Berlin" }), ["wall-clock.out_of_range at /at"]],
    ["every fault at once", () => instantOf({ localTime: "x", timeZone: "Nowhere/No", clockChange: "forward" as never }), ["input.invalid_format at /localTime", "known-time-zone.unknown_zone at /timeZone", "input.invalid_value at /clockChange"]],
  ] as const)("%s", (_, call, issues) => { expect(issuesOf(call)).toEqual(issues); });

  test("a faulty zone is reported once", () => { expect(KnownTimeZone.safeParse("E".repeat(1e6)).error?.issues).toHaveLength(1); });
});

describe("texts of instants", () => {
  test("are those of the standard library, and are read back", () => { fc.assert(fc.property(fc.integer({ min: 0, max: 7_258_118_399_999 }), (milliseconds) => {
    expect(instantText(milliseconds)).toBe(new Date(milliseconds).toISOString().replace(".000Z", "Z"));
    expect(millisecondsOf(instantText(milliseconds))).toBe(milliseconds);
  })); });

  test.each([[0, "+00:00"], [19_800_000, "+05:30"], [-12_600_000, "-03:30"], [-2_670_000, "-00:44:30"], [50_400_000, "+14:00"]])("the offset %i is %s", (milliseconds, text) => { expect(offsetText(milliseconds)).toBe(text); });
});
