import fc from "fast-check";
import { clockChanges } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { instantMillisecondsOf, instantsOfWall, millisecondsOf, offsetMillisecondsAt, zoneTable } from "../../src/time/internal.js";
import { plainInstant, plainOffset } from "./plain-zone.js";

const minute = 60_000;
const hour = 60 * minute;
/** Each is here for a trap of its own. */
const zones = [
  "Europe/Berlin", "America/New_York", "Europe/Dublin", "Asia/Kolkata", "Asia/Kathmandu",
  "Australia/Lord_Howe", // half an hour of summer time
  "Pacific/Chatham", // 12:45, changes at 02:45
  "Africa/Casablanca", // back for Ramadan
  "Africa/Cairo", // four changes in 2010 and 2014, at midnight
  "Pacific/Apia", // lost 2011-12-30
  "Pacific/Kwajalein", // lost 1993-08-21
  "America/Sao_Paulo", // midnight never came
  "Antarctica/Troll", // two hours of summer time
  "Africa/Monrovia", // 44 minutes and 30 seconds until 1972
  "Asia/Damascus", // an overlap at the very edge between two slices of the table, on 1977-09-01
  "America/Recife", // a summer of a week in 2000
  "Asia/Gaza", // a week between changes around Ramadan in 2040, 2054, 2072
];

describe.each(zones)("the table of %s", (timeZone) => {
  const table = zoneTable(timeZone);
  const changes = clockChanges({ timeZone, fromYear: 1970, toYearExclusive: 2100 }).changes.map(({ at }) => millisecondsOf(at));
  const near = changes.flatMap((at) => [-26 * hour, -hour - 1000, -minute, -1000, 0, 1000, minute, hour, 26 * hour].map((after) => at + after)).filter((instant) => instant > 0);

  test("says the runtime's offset around each of its changes", () => {
    expect(near.filter((instant) => offsetMillisecondsAt(table, instant) !== plainOffset(timeZone, instant))).toEqual([]);
  });

  test("takes the wall clocks around each change to the runtime's instants", () => {
    const walls = changes.flatMap((at) => {
      const wall = at + plainOffset(timeZone, at);
      return [-25 * hour, -2 * hour, -61 * minute, -hour, -30 * minute, -1000, 0, 1000, 29 * minute, hour, 2 * hour, 25 * hour].map((after) => wall + after);
    }).filter((wall) => wall > 0);
    expect(walls.filter((wall) => instantMillisecondsOf(table, wall) !== plainInstant(timeZone, wall))).toEqual([]);
  });

  test("agrees with the runtime at any time of its years", () => fc.assert(fc.property(fc.integer({ min: 0, max: 7_258_118_399 }), (seconds) => {
    expect(offsetMillisecondsAt(table, seconds * 1000)).toBe(plainOffset(timeZone, seconds * 1000));
    expect(instantMillisecondsOf(table, seconds * 1000)).toBe(plainInstant(timeZone, seconds * 1000));
  }), { numRuns: 60 }));

  test("answers for many wall clocks as for each of them, in order or not, into another array or the same", () => {
    const walls = Float64Array.from(changes.flatMap((at) => [at - 3 * hour, at, at + 3 * hour, at + 200 * 24 * hour]).filter((wall) => wall > 0));
    const single = walls.map((wall) => instantMillisecondsOf(table, wall));
    const many = new Float64Array(walls.length);
    instantsOfWall(table, walls, many);
    expect(many).toEqual(single);
    const reversed = walls.slice().reverse();
    instantsOfWall(table, reversed, reversed);
    expect(reversed).toEqual(single.slice().reverse());
  });
});

test("every change the runtime makes is found: a day at a time gives the same offsets", () => {
  for (const timeZone of ["Africa/Cairo", "Asia/Gaza", "America/Recife"]) {
    const table = zoneTable(timeZone);
    const days = Array.from({ length: 38_000 }, (_, day) => day * 24 * hour);
    expect(days.filter((instant) => offsetMillisecondsAt(table, instant) !== plainOffset(timeZone, instant))).toEqual([]);
  }
});

test("a zone that was not checked is our bug, not an input's fault", () => { expect(() => zoneTable("Europe/Atlantis")).toThrow(/was not checked/u); });
