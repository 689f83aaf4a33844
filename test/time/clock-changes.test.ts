import { clockChanges } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const summers = (timeZone: string, year: number) => clockChanges({ timeZone, fromYear: year, toYearExclusive: year + 1 }).changes.map(({ at, toOffset, daylightSaving }) => [at, toOffset, daylightSaving]);

describe("clockChanges", () => {
  test("lists each change with both offsets", () => {
    expect(clockChanges({ timeZone: "America/New_York", fromYear: 2027, toYearExclusive: 2028 })).toStrictEqual({
      offsetAtStart: "-05:00",
      changes: [
        { at: "2027-03-14T07:00:00Z", fromOffset: "-05:00", toOffset: "-04:00", daylightSaving: true },
        { at: "2027-11-07T06:00:00Z", fromOffset: "-04:00", toOffset: "-05:00", daylightSaving: false },
      ],
      zoneData: "runtime",
    });
  });

  test.each([
    // a trap each: no name of its own; a new standard time in spring; the date line; a summer without end; winter as the exception, and Ramadan
    ["Antarctica/Troll", 2027, [["2027-03-28T01:00:00Z", "+02:00", true], ["2027-10-31T01:00:00Z", "+00:00", false]]],
    ["America/Nuuk", 2023, [["2023-03-26T01:00:00Z", "-02:00", false]]],
    ["Pacific/Apia", 2011, [["2011-04-02T14:00:00Z", "-11:00", false], ["2011-09-24T14:00:00Z", "-10:00", true], ["2011-12-30T10:00:00Z", "+14:00", true]]],
    ["Europe/Istanbul", 2016, [["2016-03-27T01:00:00Z", "+03:00", true]]],
    ["Europe/Dublin", 2027, [["2027-03-28T01:00:00Z", "+01:00", true], ["2027-10-31T01:00:00Z", "+00:00", false]]],
    ["Africa/Casablanca", 2024, [["2024-03-10T02:00:00Z", "+00:00", false], ["2024-04-14T02:00:00Z", "+01:00", false]]],
    ["Africa/Monrovia", 1972, [["1972-01-07T00:44:30Z", "+00:00", false]]],
    ["America/Recife", 2000, [["2000-02-27T02:00:00Z", "-03:00", false], ["2000-10-08T03:00:00Z", "-02:00", true], ["2000-10-15T02:00:00Z", "-03:00", false]]],
  ] as const)("%s in %i", (timeZone, year, changes) => { expect(summers(timeZone, year)).toEqual(changes); });

  test("covers all years that dates may have, without a change twice", () => {
    const { changes } = clockChanges({ timeZone: "Europe/Berlin", fromYear: 1970, toYearExclusive: 2200 });
    expect(changes).toHaveLength(440); // two a year from 1980 on
    expect(changes.map(({ at }) => at)).toEqual([...new Set(changes.map(({ at }) => at))].sort());
    changes.forEach(({ fromOffset }, index) => { if (index > 0) expect(fromOffset).toBe(changes[index - 1]?.toOffset); });
  });

  test.each([
    ["years that end before they begin", { timeZone: "UTC", fromYear: 2027, toYearExclusive: 2027 }, ["clock-changes.no_years at /toYearExclusive"]],
    ["years beyond the calendar", { timeZone: "UTC", fromYear: 1900, toYearExclusive: 3000 }, ["input.too_small at /fromYear", "input.too_big at /toYearExclusive"]],
    ["an unknown zone", { timeZone: "Mars/Olympus", fromYear: 2027, toYearExclusive: 2028 }, ["known-time-zone.unknown_zone at /timeZone"]],
  ] as const)("refuses %s", (_, years, issues) => { expect(issuesOf(() => clockChanges(years))).toEqual(issues); });
});
