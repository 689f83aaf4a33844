import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectableEffect, meanHalfWidth, type TDesign, tTestPower, tTestSampleSize } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const usual = { alpha: 0.05, sides: "two-sided" } as const;
const detectable = (design: TDesign, n: number) => detectableEffect({ design, n, power: 0.8, ...usual });
const halfWidth = (design: TDesign, n: number) => meanHalfWidth({ design, n, confidenceLevel: 0.95 });
const size = (design: TDesign, effectSize: number) => tTestSampleSize({ design, effectSize, power: 0.8, ...usual });

test("64 in each of two groups find half a standard deviation with 80 %", () => {
  // scipy 1.17.1: nct.sf(t, 126, 0.5 √32) + nct.cdf(-t, …)
  expect(tTestPower({ design: "two-sample", n: 64, effectSize: 0.5, ...usual })).toBeCloseTo(0.8014595579222543, 10);
  expect(size("two-sample", 0.5)).toEqual({ n: 64, secondN: 64, exactN: expect.closeTo(63.76561, 4), power: expect.closeTo(0.8014595579, 9) });
  expect(size("paired", 0.5)).toEqual({ n: 34, secondN: null, exactN: expect.closeTo(33.36713, 4), power: expect.closeTo(0.8077775, 6) });
});

test.each([
  [10, 0.940, 1.325, 0.715, 0.996],
  [12, 0.847, 1.197, 0.635, 0.889],
  [15, 0.748, 1.060, 0.554, 0.778],
  [20, 0.640, 0.909, 0.468, 0.660],
  [30, 0.517, 0.736, 0.373, 0.529],
])("%d per group give an interval of ± %d and find %d; as many pairs ± %d and %d", (n, width, effect, pairedWidth, pairedEffect) => {
  expect(Math.abs(halfWidth("two-sample", n) - width)).toBeLessThanOrEqual(5e-4);
  expect(Math.abs(detectable("two-sample", n) - effect)).toBeLessThanOrEqual(5e-4);
  expect(Math.abs(halfWidth("paired", n) - pairedWidth)).toBeLessThanOrEqual(5e-4);
  expect(Math.abs(detectable("paired", n) - pairedEffect)).toBeLessThanOrEqual(5e-4);
  expect(detectable("one-sample", n)).toBe(detectable("paired", n));
});

test.each([[0.36, 123, 63], [0.5, 64, 34], [0.59, 47, 25]])("an effect of %d needs %d in each group, or %d pairs", (effect, groups, pairs) => {
  expect(size("two-sample", effect).n).toBe(groups);
  expect(size("paired", effect).n).toBe(pairs);
  expect(size("one-sample", effect).n).toBe(pairs);
});

// scipy 1.17.1, as above
test("groups of unequal size", () => {
  expect(tTestPower({ design: "two-sample", n: 20, secondN: 40, effectSize: 0.5, ...usual })).toBeCloseTo(0.43476751151223864, 10);
  expect(tTestSampleSize({ design: "two-sample", effectSize: 0.5, power: 0.8, ...usual, allocationRatio: 2 })).toMatchObject({ n: 48, secondN: 96, exactN: expect.closeTo(47.74192029517433, 7) });
  expect(tTestSampleSize({ design: "two-sample", effectSize: 0.8, power: 0.9, alpha: 0.01, sides: "one-sided", allocationRatio: 0.5 })).toMatchObject({ n: 63, secondN: 32, exactN: expect.closeTo(62.856551848346875, 7) });
  expect(meanHalfWidth({ design: "two-sample", n: 10, secondN: 40, confidenceLevel: 0.95 })).toBeCloseTo(2.0106347576242314 * Math.sqrt(1 / 10 + 1 / 40), 10);
});

test("no effect is found as often as the test errs, at both ends together", () => {
  expect(tTestPower({ design: "paired", n: 7, effectSize: 0, ...usual })).toBeCloseTo(0.05, 12);
  expect(tTestPower({ design: "paired", n: 7, effectSize: 0, alpha: 0.05, sides: "one-sided" })).toBeCloseTo(0.05, 12);
  expect(detectableEffect({ design: "paired", n: 7, power: 0.04, ...usual })).toBe(0);
});

test("an effect so large that two would do needs two, and one so small that thousands of millions are needed has its number", () => {
  expect(tTestSampleSize({ design: "paired", effectSize: 10, power: 0.05, ...usual })).toMatchObject({ n: 2, exactN: 2 });
  expect(tTestSampleSize({ design: "two-sample", effectSize: 10, power: 0.05, ...usual, allocationRatio: 0.1 })).toMatchObject({ n: 20, secondN: 2 });
  // (4.8916 + 3.7190)² ÷ 0.001² · (1 + 1000)
  const { n, secondN, power } = tTestSampleSize({ design: "two-sample", effectSize: 0.001, power: 0.9999, alpha: 1e-6, sides: "two-sided", allocationRatio: 0.001 });
  expect(n / 7.4217522e10).toBeCloseTo(1, 6);
  expect([secondN, power]).toEqual([Math.ceil(n / 1000), expect.closeTo(0.9999, 8)]);
  expect(detectableEffect({ design: "paired", n: 2, power: 0.9999, alpha: 1e-6, sides: "two-sided" })).toBeGreaterThan(1e6);
  expect(detectableEffect({ design: "paired", n: 2, power: 0.8, alpha: 0.5, sides: "one-sided" })).toBeGreaterThan(0);
});

test("a second group where there is none is refused, by its path", () => {
  refuses(() => tTestPower({ design: "paired", n: 5, secondN: 5, effectSize: 1, ...usual }), { code: "t-test-power.no_second_group", path: ["secondN"], params: { design: "paired" } });
  refuses(() => detectableEffect({ design: "one-sample", n: 5, secondN: 5, power: 0.8, ...usual }), { code: "t-test-power.no_second_group", path: ["secondN"] });
  refuses(() => meanHalfWidth({ design: "paired", n: 5, secondN: 5, confidenceLevel: 0.95 }), { code: "t-test-power.no_second_group", path: ["secondN"] });
  refuses(() => tTestSampleSize({ design: "paired", effectSize: 1, power: 0.8, ...usual, allocationRatio: 1 }), { code: "t-test-power.no_second_group", path: ["allocationRatio"] });
});

test("refuses one observation, no effect, percents and a confidence level for an error probability", () => {
  refuses(() => tTestPower({ design: "paired", n: 1, effectSize: -1, alpha: 0.95, sides: "both" as "one-sided" }), { code: "input.too_small", path: ["n"] }, { code: "input.too_small", path: ["effectSize"] }, { code: "input.too_big", path: ["alpha"] }, { code: "input.invalid_value", path: ["sides"] });
  refuses(() => tTestSampleSize({ design: "two-sample", effectSize: 0, power: 80, alpha: 0, sides: "one-sided", allocationRatio: 0 }), { code: "input.too_small", path: ["effectSize"] }, { code: "input.too_big", path: ["power"] }, { code: "input.too_small", path: ["alpha"] }, { code: "input.too_small", path: ["allocationRatio"] });
});

describe("laws", () => {
  const tests = fc.record({ alpha: fc.double({ min: 0.001, max: 0.2, noNaN: true }), sides: fc.constantFrom("one-sided" as const, "two-sided" as const) });
  const designs = fc.constantFrom<TDesign>("one-sample", "paired", "two-sample");
  test("the whole size has the power, one less has not, and the exact one has it exactly", () => fc.assert(fc.property(designs, tests, fc.double({ min: 0.1, max: 2, noNaN: true }), fc.double({ min: 0.3, max: 0.99, noNaN: true }), (design, how, effectSize, power) => {
    const found = tTestSampleSize({ design, effectSize, power, ...how });
    expect(found.power).toBeGreaterThanOrEqual(power - 1e-9);
    if (found.n > 2) expect(tTestPower({ design, n: found.n - 1, effectSize, ...how })).toBeLessThan(power);
    if (found.exactN > 2) expect(tTestPower({ design, n: found.exactN, effectSize, ...how })).toBeCloseTo(power, 8);
  }), { numRuns: 40 }));
  test("the detectable effect has the power", () => fc.assert(fc.property(designs, tests, fc.integer({ min: 2, max: 400 }), fc.double({ min: 0.45, max: 0.99, noNaN: true }), (design, how, n, power) => {
    const effectSize = detectableEffect({ design, n, power, ...how });
    fc.pre(effectSize <= 10);
    expect(tTestPower({ design, n, effectSize, ...how })).toBeCloseTo(power, 8);
  }), { numRuns: 40 }));
});
