import fc from "fast-check";
import { instantColumns, instantOf } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { localTimeText } from "../../src/time/internal.js";
import { issuesOf } from "../issues-of.js";

describe("instantColumns", () => {
  test("answers for many readings what instantOf answers for each, in order or not", () => {
    const zones = fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo");
    fc.assert(fc.property(zones, fc.array(fc.integer({ min: Date.UTC(1971) / 60_000, max: Date.UTC(2198) / 60_000 }).map((minutes) => minutes * 60_000), { maxLength: 40 }), (timeZone, walls) => {
      const plain = walls.map((wall) => Date.parse(instantOf({ localTime: localTimeText(wall), timeZone, clockChange: "compatible" }).startsAt));
      expect([...instantColumns({ timeZone, wallMilliseconds: Float64Array.from(walls) })]).toEqual(plain);
    }));
  });

  test("leaves its column alone, and knows the caller's zone data", () => {
    const wallMilliseconds = Float64Array.of(Date.UTC(2027, 0, 11, 9, 30));
    const zoneData = { version: "2026f", zones: [{ timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] }] };
    expect([...instantColumns({ timeZone: "America/Vancouver", wallMilliseconds, zoneData })]).toEqual([Date.UTC(2027, 0, 11, 16, 30)]);
    expect([...wallMilliseconds]).toEqual([Date.UTC(2027, 0, 11, 9, 30)]);
  });

  test.each([
    ["a list that is no column", [0], ["instant-columns.not_a_column at /wallMilliseconds"]],
    ["a reading that is no number", Float64Array.of(0, NaN), ["instant-columns.out_of_range at /wallMilliseconds/1"]],
    ["a reading after 2199", Float64Array.of(Date.UTC(2201)), ["instant-columns.out_of_range at /wallMilliseconds/0"]],
  ])("refuses %s", (_, wallMilliseconds, issues) => { expect(issuesOf(() => instantColumns({ timeZone: "UTC", wallMilliseconds: wallMilliseconds as Float64Array }))).toEqual(issues); });

  test.each([null, undefined, 7, "x"])("refuses %s in place of columns", (columns) => { expect(issuesOf(() => instantColumns(columns as never))).toContain("input.invalid_type at /timeZone"); });

  test("refuses an unknown zone", () => { expect(issuesOf(() => instantColumns({ timeZone: "Europe/Atlantis", wallMilliseconds: new Float64Array() }))).toEqual(["known-time-zone.unknown_zone at /timeZone"]); });
});
