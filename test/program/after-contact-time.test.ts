import fc from "fast-check";
import { afterContactTime } from "coachkit/program";
import { percentText } from "coachkit/unit";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

/** A contact center's shift of eight hours with 40 calls. */
const load = { contactCountPerDay: 40, sampledFraction: 1, maximumCountPerDay: 40, durationMinutes: 5, shiftMinutes: 480 };

describe("afterContactTime", () => {
  test.each([
    // what changes              the load                                                     count  minutes  share
    ["after every call",         load,                                                        40,    200,     "41.7 %"],
    ["after one call in ten",    { ...load, sampledFraction: 0.1 },                           4,     20,      "4.2 %"],
    ["after no call",            { ...load, sampledFraction: 0 },                             0,     0,       "0.0 %"],
    ["four a day at most",       { ...load, maximumCountPerDay: 4 },                          4,     20,      "4.2 %"],
    ["longer than the shift",    { ...load, durationMinutes: 15 },                            40,    600,     "125.0 %"],
  ] as const)("%s", (_, input, countPerDay, minutesPerDay, share) => {
    expect(afterContactTime(input)).toMatchObject({ countPerDay, minutesPerDay });
    expect(percentText(afterContactTime(input).shiftRatio, 1)).toBe(share);
  });

  test("30 calls at 0.1 are 3, not 3.0000000000000004", () => { expect(afterContactTime({ ...load, contactCountPerDay: 30, sampledFraction: 0.1 }).countPerDay).toBe(3); });

  test.each([
    ["a percent for a fraction", { ...load, sampledFraction: 10 }, ["input.too_big at /sampledFraction"]],
    ["a shift of no length", { ...load, shiftMinutes: 0 }, ["input.too_small at /shiftMinutes"]],
    ["a shift so short that the share would be endless", { ...load, shiftMinutes: 5e-324 }, ["input.too_small at /shiftMinutes"]],
    ["every fault at once", { ...load, contactCountPerDay: 1.5, durationMinutes: -1, shiftMinutes: Number.NaN }, ["input.invalid_type at /contactCountPerDay", "input.too_small at /durationMinutes", "input.invalid_type at /shiftMinutes"]],
  ])("refuses %s", (_, input, issues) => { expect(issuesOf(() => afterContactTime(input))).toEqual(issues); });

  test("more sampling never takes less time", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 500 }), (percent, contactCountPerDay) => {
      const less = afterContactTime({ ...load, contactCountPerDay, maximumCountPerDay: 30, sampledFraction: percent / 200 });
      const more = afterContactTime({ ...load, contactCountPerDay, maximumCountPerDay: 30, sampledFraction: percent / 100 });
      expect(more.minutesPerDay).toBeGreaterThanOrEqual(less.minutesPerDay);
      expect(more.countPerDay).toBeLessThanOrEqual(30);
    }));
  });
});
