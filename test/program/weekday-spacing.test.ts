import fc from "fast-check";
import { expandCadence } from "coachkit/cadence";
import type { Weekday } from "coachkit/time";
import { weekdayOf } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { cohort, programOf, touchpoint } from "../cadence/one-cohort.js";
import { issuesOf } from "../issues-of.js";

const all: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const nudges = (countPerWeek: number, weekdays: readonly Weekday[], minimumSpacingHours: number, weekStartsOn: Weekday = "MO") =>
  expandCadence({ program: programOf(touchpoint("nudge", { kind: "per-week", countPerWeek, fromWeek: 1, toWeek: 3, weekdays, minimumSpacingHours, startTime: "09:00" })), cohort: { ...cohort, weekStartsOn } }).occurrences.map(({ date }) => date);
const daysOf = (...input: Parameters<typeof nudges>) => [...new Set(nudges(...input).map(weekdayOf))];

describe("a number of times a week", () => {
  test.each([
    // count  allowed                          hours  chosen: farthest apart, over the turn of the week too; at a tie the earlier days
    [1,       ["MO", "TU", "WE", "TH", "FR"],  0,     ["MO"]],
    [2,       ["MO", "TU", "WE", "TH", "FR"],  48,    ["MO", "TH"]],
    [2,       ["TU", "WE", "TH", "FR"],        48,    ["TU", "FR"]],
    [2,       ["WE", "TH", "FR"],              48,    ["WE", "FR"]],
    [3,       ["MO", "TU", "WE", "TH", "FR"],  48,    ["MO", "WE", "FR"]],
    [2,       ["FR", "TU"],                    72,    ["TU", "FR"]],
    [7,       all,                             24,    all],
    [1,       ["SU"],                          168,   ["SU"]],
  ] as const)("%i of %j, %i hours apart, are %j", (count, allowed, hours, chosen) => { expect(daysOf(count, allowed, hours)).toEqual(chosen); });

  test("the choice does not hang on where the week begins", () => { expect(new Set(daysOf(2, ["MO", "TU", "WE", "TH", "FR"], 48, "TH"))).toEqual(new Set(["MO", "TH"])); });

  test("no two are nearer than allowed, in the week and over its turn, or the program is refused", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 }), fc.integer({ min: 0, max: 200 }), (count, allowed, hours) => {
      const refused = issuesOf(() => nudges(count, allowed, hours));
      if (refused.length > 0) {
        expect(refused).toEqual(["timing-rules.no_spacing at /program/touchpoints/0/timing/minimumSpacingHours"]);
        return;
      }
      const starts = nudges(count, allowed, hours).map((date) => Date.parse(date) / 3_600_000);
      expect(starts).toHaveLength(3 * count);
      starts.slice(1).forEach((start, index) => { expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(Math.max(hours, 24)); });
    }));
  });
});
