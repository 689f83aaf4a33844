import * as fc from "fast-check";
import { CivilDate, Count, Fraction, hoursOfMinutes, Id, Instant, Minutes, minutesOfHours, minutesOfSeconds, percentText, Prose, secondsOfMinutes, tidyMinutes, TimeZoneId, Title, WallTime } from "coachkit/unit";
import { check } from "coachkit/error";
import { describe, expect, test } from "vitest";
import { languagesMeet, languageTagHeads } from "../../src/unit/internal.js";

describe("languages by their tags", () => {
  test.each([["en", "en", true], ["EN", "en-GB", true], ["en-gb-x", "en-GB", true], ["en-GB", "en-US", false], ["en", "eng", false], ["team 7", "Team 7", true]])("%s and %s", (one, other, doMeet) => {
    expect([languagesMeet(one, other), languagesMeet(other, one)]).toEqual([doMeet, doMeet]);
  });

  test("heads are the shorter tags that one begins with, and itself", () => { expect(languageTagHeads("zh-Hant-TW")).toEqual(["zh", "zh-hant", "zh-hant-tw"]); });
});

describe("what a text may be", () => {
  test.each([
    ["a leap day", CivilDate, "2028-02-29", true],
    ["29 February of a common year", CivilDate, "2027-02-29", false],
    ["29 February of 2100, which is no leap year", CivilDate, "2100-02-29", false],
    ["30 February", CivilDate, "2026-02-30", false],
    ["the first year", CivilDate, "1970-01-01", true],
    ["a year before it", CivilDate, "1969-12-31", false],
    ["the last day", CivilDate, "2199-12-31", true],
    ["a year after it", CivilDate, "2200-01-01", false],
    ["a day without leading zeros", CivilDate, "2026-2-3", false],
    ["a million characters", CivilDate, "2".repeat(1_000_000), false],
    ["an instant", Instant, "2026-10-05T07:00:00Z", true],
    ["an instant with milliseconds", Instant, "2026-10-05T07:00:00.250Z", true],
    ["an instant without a zone", Instant, "2026-10-05T07:00:00", false],
    ["an instant with an offset", Instant, "2026-10-05T07:00:00+02:00", false],
    ["an instant on 31 April", Instant, "2026-04-31T07:00:00Z", false],
    ["a leap second", Instant, "2016-12-31T23:59:60Z", false],
    ["midnight", WallTime, "00:00", true],
    ["the end of the day", WallTime, "24:00", false],
    ["an hour without leading zero", WallTime, "9:00", false],
    ["a zone", TimeZoneId, "America/Argentina/Buenos_Aires", true],
    ["a zone with a sign", TimeZoneId, "Etc/GMT+5", true],
    ["an offset for a zone", TimeZoneId, "+02:00", false],
    ["a path for a zone", TimeZoneId, "../etc/passwd", false],
    ["an id with blanks inside", Id, "cohort 1/week 2", true],
    ["an id in another script", Id, "команда", true],
    ["an id with a blank at its end", Id, "cohort ", false],
    ["an id with a line break", Id, "a\nb", false],
    ["an empty id", Id, "", false],
    ["an id of 201 characters", Id, "a".repeat(201), false],
    ["a title with a line break", Title, "a\r\nX-INJECTED: 1", false],
    ["a title with a line separator", Title, "a\u2028b", false],
    ["a text of several lines", Prose, "a\n\tb", true],
    ["a text with a carriage return", Prose, "a\rb", false],
    ["a text with a bell", Prose, "a\u0007b", false],
  ] as const)("%s", (_, schema, text, isGood) => { expect(schema.safeParse(text).success).toBe(isGood); });
});

test("50 where a fraction belongs says what it should have been", () => {
  expect(() => check(Fraction, 50)).toThrow(/^input\.too_big at \/: A fraction runs from 0 to 1; 0\.2 means 20 %\. Divide a percent by 100\.$/u);
});

test.each([Number.NaN, Infinity, -1])("%s is no length of time", (value) => { expect(Minutes.safeParse(value).success).toBe(false); });
test.each([0.5, -1, 1e12])("%s is no count", (value) => { expect(Count.safeParse(value).success).toBe(false); });

test("60 minutes less 70 % are 18 minutes, not 18.000000000000004", () => {
  expect(60 * (1 - 0.7)).not.toBe(18);
  expect(tidyMinutes(60 * (1 - 0.7))).toBe(18);
  expect(Object.is(tidyMinutes(-0), 0)).toBe(true);
});

test("hours, minutes and seconds turn into each other and back", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (minutes) => {
    expect(minutesOfHours(hoursOfMinutes(minutes))).toBeCloseTo(minutes, 3);
    expect(minutesOfSeconds(secondsOfMinutes(minutes))).toBe(minutes);
  }));
});

test.each([[0.7647, 1, "76.5 %"], [1.5, 0, "150 %"], [-1, 0, "-100 %"], [-0.0001, 1, "0.0 %"]] as const)("%s as a percentage with %s digits is %s", (share, digits, text) => { expect(percentText(share, digits)).toBe(text); });
test("a percentage of nothing is refused", () => { expect(() => percentText(Number.NaN, 1)).toThrow(/^input\.invalid_type/u); });

test.each([Id, Title, Prose])("half a surrogate pair is no text: two ids of such halves would be one in UTF-8", (schema) => {
  expect(schema.safeParse("a\ud800").success).toBe(false);
  expect(schema.safeParse("a😀").success).toBe(true);
});
