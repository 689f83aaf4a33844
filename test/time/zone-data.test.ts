import fc from "fast-check";
import { clockChanges, commonFreeSpans, freeSlots, instantOf, wallClockAt, workingSpans, zoneDataFrom, type ZoneData } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { instantMillisecondsOf, offsetMillisecondsAt, zonesOf } from "../../src/time/internal.js";
import { issuesOf } from "../issues-of.js";
import { plainOffset } from "./plain-zone.js";

/** What the IANA release 2026f says of zones whose law changed after the release 2025c, which Node 20 has: no more winter time in two Canadian provinces, none in summer's place in Morocco. */
const newer: ZoneData = {
  version: "2026f",
  zones: [
    { timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] },
    { timeZone: "America/Edmonton", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-06:00", changes: [] },
    { timeZone: "Africa/Casablanca", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "+01:00", changes: [{ at: "2026-09-20T02:00:00Z", toOffset: "+00:00" }] },
  ],
};
const clockChange = "compatible";
const hours = { timeZone: "America/Vancouver", weekly: { MO: [{ fromTime: "09:00", toTime: "10:00" }] }, holidays: [] } as const;
const winter = { fromAt: "2027-01-11T00:00:00Z", toAt: "2027-01-13T00:00:00Z" };
const nineInVancouver = { startsAt: "2027-01-11T16:00:00Z", endsAt: "2027-01-11T17:00:00Z" };

describe("zone data of the caller", () => {
  test.each([
    ["America/Vancouver", "2027-01-11T09:30", "2027-01-11T16:30:00Z", "-07:00"],
    ["America/Edmonton",  "2027-01-11T09:30", "2027-01-11T15:30:00Z", "-06:00"],
    ["Africa/Casablanca", "2026-10-05T09:30", "2026-10-05T09:30:00Z", "+00:00"],
  ])("in %s %s is %s", (timeZone, localTime, startsAt, offset) => {
    expect(instantOf({ localTime, timeZone, clockChange, zoneData: newer })).toMatchObject({ kind: "unique", startsAt, offset, zoneData: "2026f" });
    expect(wallClockAt({ at: startsAt, timeZone, zoneData: newer })).toMatchObject({ localTime: `${localTime}:00`, offset, zoneData: "2026f" });
  });

  test("leaves what it does not speak of to the runtime: other zones, and times before it", () => {
    expect(instantOf({ localTime: "2027-01-11T09:30", timeZone: "Europe/Berlin", clockChange, zoneData: newer })).toStrictEqual({ ...instantOf({ localTime: "2027-01-11T09:30", timeZone: "Europe/Berlin", clockChange }), zoneData: "2026f" });
    expect(instantOf({ localTime: "2026-01-12T09:30", timeZone: "America/Vancouver", clockChange, zoneData: newer }).offset).toBe("-08:00");
  });

  test("holds under every name of the zone", () => {
    expect(instantOf({ localTime: "2027-01-11T09:30", timeZone: "Canada/Pacific", clockChange, zoneData: newer }).offset).toBe("-07:00");
    expect(instantOf({ localTime: "2027-01-11T09:30", timeZone: "america/vancouver", clockChange, zoneData: newer }).offset).toBe("-07:00");
  });

  test("is asked by every function that asks a clock", () => {
    expect(workingSpans({ hours, ...winter, zoneData: newer })).toEqual([nineInVancouver]);
    expect(commonFreeSpans({ people: [{ hours, busy: [] }], ...winter, durationMinutes: 60, zoneData: newer })).toEqual([nineInVancouver]);
    expect(freeSlots({ people: [{ hours, busy: [] }], ...winter, durationMinutes: 60, stepMinutes: 30, limitCount: 5, zoneData: newer }).slots).toEqual([nineInVancouver]);
    expect(clockChanges({ timeZone: "America/Vancouver", fromYear: 2026, toYearExclusive: 2030, zoneData: newer })).toMatchObject({ changes: [{ at: "2026-03-08T10:00:00Z" }], zoneData: "2026f" });
  });

  test("the runtime's offsets hold again from toAt on, and where both agree there is no change", () => {
    const zoneData: ZoneData = { version: "a week later", zones: [{ timeZone: "Europe/Berlin", fromAt: "2027-03-01T00:00:00Z", offsetAtStart: "+01:00", changes: [{ at: "2027-04-04T01:00:00Z", toOffset: "+02:00" }], toAt: "2027-05-01T00:00:00Z" }] };
    expect(clockChanges({ timeZone: "Europe/Berlin", fromYear: 2027, toYearExclusive: 2028, zoneData }).changes.map(({ at }) => at)).toEqual(["2027-04-04T01:00:00Z", "2027-10-31T01:00:00Z"]);
  });

  test("a change at the seam makes a gap or an overlap as any other does", () => {
    const zoneData: ZoneData = { version: "seam", zones: [{ timeZone: "Asia/Kolkata", fromAt: "2027-01-01T00:00:00Z", offsetAtStart: "+06:30", changes: [], toAt: "2027-02-01T00:00:00Z" }] };
    expect(instantOf({ localTime: "2027-01-01T05:45", timeZone: "Asia/Kolkata", clockChange, zoneData })).toMatchObject({ kind: "gap", startsAt: "2027-01-01T00:15:00Z", localTime: "2027-01-01T06:45:00" });
    expect(instantOf({ localTime: "2027-02-01T06:00", timeZone: "Asia/Kolkata", clockChange, zoneData })).toMatchObject({ kind: "overlap", startsAt: "2027-01-31T23:30:00Z" });
  });
});

describe("zoneDataFrom", () => {
  const timeZones = ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"];

  test("samples a resolver: the data then answers as it does", () => {
    const zoneData = zoneDataFrom({ version: "plain", timeZones, fromYear: 2024, toYearExclusive: 2031 }, (timeZone, at) => plainOffset(timeZone, at) / 1000);
    const zones = zonesOf(zoneData);
    fc.assert(fc.property(fc.constantFrom(...timeZones), fc.integer({ min: Date.UTC(2023) / 1000, max: Date.UTC(2032) / 1000 }), (timeZone, seconds) => {
      expect(offsetMillisecondsAt(zones(timeZone), seconds * 1000)).toBe(plainOffset(timeZone, seconds * 1000));
      expect(instantMillisecondsOf(zones(timeZone), seconds * 1000)).toBe(instantMillisecondsOf(zonesOf(undefined)(timeZone), seconds * 1000));
    }), { numRuns: 300 });
  });

  test("asked up to the end of all years it holds for good", () => {
    const { zones: [zone] } = zoneDataFrom({ version: "fixed", timeZones: ["Europe/Berlin"], fromYear: 2199, toYearExclusive: 2200 }, () => 3600);
    expect(zone).toStrictEqual({ timeZone: "Europe/Berlin", fromAt: "2199-01-01T00:00:00Z", offsetAtStart: "+01:00", changes: [] });
  });

  test.each([NaN, 1.5, 64_800, -90_000, "3600", undefined])("refuses %s from a resolver", (answer) => {
    expect(issuesOf(() => zoneDataFrom({ version: "bad", timeZones: ["Europe/Berlin"], fromYear: 2026, toYearExclusive: 2027 }, () => answer as number))).toEqual(["zone-data.bad_offset at /offsetSecondsAt"]);
  });

  test("stops asking a resolver whose clock is changed all the time", () => {
    let asked = 0;
    expect(issuesOf(() => zoneDataFrom({ version: "wild", timeZones: ["Europe/Berlin"], fromYear: 1970, toYearExclusive: 2200 }, (_, at) => { asked += 1; return Math.floor(at / 600_000) % 7; }))).toContain("input.too_big at /zones/0/changes");
    expect(asked).toBeLessThan(200_000);
  });

  test("refuses to do without a resolver", () => {
    expect(issuesOf(() => zoneDataFrom({ version: "x", timeZones: [], fromYear: 2026, toYearExclusive: 2027 }, undefined as never))).toEqual(["zone-data.no_resolver at /offsetSecondsAt"]);
  });

  test("refuses years that end before they begin", () => {
    expect(issuesOf(() => zoneDataFrom({ version: "x", timeZones: [], fromYear: 2026, toYearExclusive: 2026 }, () => 0))).toEqual(["zone-data.no_years at /toYearExclusive"]);
  });
});

describe("zone data that is refused", () => {
  const zone = { timeZone: "Europe/Berlin", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "+02:00", changes: [{ at: "2026-10-25T01:00:00Z", toOffset: "+01:00" }] };
  test.each([
    ["the name of the runtime's own", { version: "runtime", zones: [] }, ["zone-data.runtime_version at /zoneData/version"]],
    ["a zone twice", { version: "x", zones: [zone, { ...zone, timeZone: "europe/berlin" }] }, ["zone-data.duplicate_zone at /zoneData/zones/1/timeZone"]],
    ["a zone under two of its names", { version: "x", zones: [{ ...zone, timeZone: "America/Vancouver" }, { ...zone, timeZone: "Canada/Pacific" }] }, ["zone-data.duplicate_zone at /zoneData/zones/1/timeZone"]],
    ["changes out of order", { version: "x", zones: [{ ...zone, changes: [...zone.changes, { at: "2026-10-25T02:00:00Z", toOffset: "+02:00" }] }] }, ["zone-data.not_in_order at /zoneData/zones/0/changes/1/at"]],
    ["a change before it begins", { version: "x", zones: [{ ...zone, changes: [{ at: "2026-05-01T00:00:00Z", toOffset: "+02:00" }] }] }, ["zone-data.not_in_order at /zoneData/zones/0/changes/0/at"]],
    ["an end before its last change", { version: "x", zones: [{ ...zone, toAt: "2026-10-25T01:00:00Z" }] }, ["zone-data.ends_before_start at /zoneData/zones/0/toAt"]],
    ["a wild offset", { version: "x", zones: [{ ...zone, offsetAtStart: "+26:00" }] }, ["input.invalid_format at /zoneData/zones/0/offsetAtStart"]],
    ["a zone that nobody knows", { version: "x", zones: [{ ...zone, timeZone: "Europe/Atlantis" }] }, ["known-time-zone.unknown_zone at /zoneData/zones/0/timeZone"]],
  ])("%s", (_, zoneData, issues) => { expect(issuesOf(() => wallClockAt({ at: "2026-10-04T20:00:00Z", timeZone: "UTC", zoneData }))).toEqual(issues); });
});
