import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { weeklyRhythm } from "../../src/calendar/weekly-rhythm.js";

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** Days after Monday, 27 September 2027. */
const dates = (...days: readonly number[]): readonly string[] => days.map((day) => dateOf(21_088 + day));
const ruleOf = (...days: readonly number[]): string | undefined => weeklyRhythm(dates(...days))?.rule;

test("the days count from a Monday", () => { expect(dates(0)).toEqual(["2027-09-27"]); });

test.each([
  // dates                                    days                          rule
  ["each Monday",                             [0, 7, 14, 21],               "FREQ=WEEKLY;BYDAY=MO;COUNT=4"],
  ["each second Wednesday",                   [2, 16, 30],                  "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=3"],
  ["Tuesdays and Thursdays",                  [1, 3, 8, 10, 15, 17],        "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"],
  ["Thursday first",                          [3, 8, 10, 15],               "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"],
  ["a Monday moved to Tuesday by a holiday",  [0, 7, 15, 21],               "FREQ=WEEKLY;BYDAY=MO;COUNT=4"],
  ["the first of them moved",                 [1, 7, 14, 21],               "FREQ=WEEKLY;BYDAY=MO;COUNT=4"],
  ["the last of them moved",                  [0, 7, 14, 23],               "FREQ=WEEKLY;BYDAY=MO;COUNT=4"],
  ["one left out",                            [0, 7, 21, 28],               "FREQ=WEEKLY;BYDAY=MO;COUNT=5"],
] as const)("%s", (_, days, rule) => { expect(ruleOf(...days)).toBe(rule); });

test.each([
  ["two dates",                  [0, 7]],
  ["one date thrice",            [0, 0, 0]],
  ["no weekday twice",           [0, 8, 16]],
  ["more gaps than dates",       [0, 7, 70]],
  ["a day each month",           [0, 31, 59, 90]],
  ["none",                       []],
] as const)("%s are no rhythm", (_, days) => { expect(ruleOf(...days)).toBeUndefined(); });

test("each date has its place, the one that was moved too", () => { expect(weeklyRhythm(dates(0, 7, 15, 21))?.places).toEqual([0, 1, 2, 3]); });
test("a second date of a week has no place", () => { expect(weeklyRhythm(dates(0, 7, 9, 14, 21))?.places).toEqual([0, 1, null, 2, 3]); });

test("a thousand dates and more are no series: Outlook reads three digits of COUNT", () => {
  expect(ruleOf(...Array.from({ length: 999 }, (_, week) => week * 7))).toContain("COUNT=999");
  expect(ruleOf(...Array.from({ length: 1000 }, (_, week) => week * 7))).toBeUndefined();
});

describe("laws", () => {
  test("ical.js expands the rule to the dates that it says, and no two dates have one place", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 40 }), fc.constantFrom(1, 2, 3), fc.boolean(), (picks, every, isRegular) => {
      const days = isRegular ? picks.map((pick) => (pick % 20) * 7 * every + (pick > 190 ? 1 : 0)) : picks;
      const rhythm = weeklyRhythm(dates(...[...new Set(days)].sort((one, other) => one - other)));
      if (rhythm === null) return;
      const iterator = ICAL.Recur.fromString(rhythm.rule).iterator(ICAL.Time.fromDateString(rhythm.dates[0]!));
      const expanded: string[] = [];
      for (let next = iterator.next() as ICAL.Time | null; next !== null && next !== undefined; next = iterator.next() as ICAL.Time | null) expanded.push(next.toString());
      expect(expanded).toEqual(rhythm.dates);
      const places = rhythm.places.filter((place) => place !== null);
      expect(new Set(places).size).toBe(places.length);
    }));
  });
});
