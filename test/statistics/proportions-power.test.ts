import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectableFractions, proportionsPower, proportionsSampleSize } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const usual = { alpha: 0.05, sides: "two-sided", method: "normal" } as const;

test("R's example: half against three quarters", () => {
  // R 4.2.2: power.prop.test(n = 50, p1 = .50, p2 = .75) and power.prop.test(p1 = .50, p2 = .75, power = .90)
  expect(proportionsPower({ first: 0.5, second: 0.75, n: 50, ...usual })).toBeCloseTo(0.7401659, 6);
  expect(proportionsSampleSize({ first: 0.5, second: 0.75, power: 0.9, ...usual })).toEqual({ n: 77, secondN: 77, exactN: expect.closeTo(76.7069284518, 8), power: expect.closeTo(0.9011, 4) });
});

// scipy 1.17.1: the formula written out, and brentq
test("groups of unequal size", () => {
  expect(proportionsPower({ first: 0.2, second: 0.35, n: 60, secondN: 120, ...usual })).toBeCloseTo(0.5470638630498571, 12);
  expect(proportionsSampleSize({ first: 0.2, second: 0.35, power: 0.8, ...usual, allocationRatio: 2 })).toMatchObject({ n: 106, secondN: 211, exactN: expect.closeTo(105.45547540200084, 8) });
  expect(detectableFractions({ first: 0.2, n: 40, secondN: 80, power: 0.8, ...usual }).higher).toBeCloseTo(0.4540938205374831, 9);
});

test("shares that nothing is far enough from are none", () => {
  expect(detectableFractions({ first: 0.05, n: 20, power: 0.8, ...usual })).toEqual({ lower: null, higher: expect.closeTo(0.412684791494, 10) });
  expect(detectableFractions({ first: 0, n: 40, power: 0.8, ...usual }).lower).toBeNull();
  expect(detectableFractions({ first: 1, n: 40, power: 0.8, ...usual }).higher).toBeNull();
  expect(detectableFractions({ first: 0.5, n: 2, power: 0.8, ...usual })).toEqual({ lower: null, higher: null });
});

test("none against all varies nowhere: the finding is certain, or impossible", () => {
  expect(proportionsPower({ first: 0, second: 1, n: 10, ...usual })).toBe(1);
  expect(proportionsPower({ first: 0, second: 1, n: 2, alpha: 1e-6, sides: "two-sided", method: "normal" })).toBe(0);
  expect(proportionsPower({ first: 0, second: 0, n: 10, ...usual })).toBe(0);
  expect(proportionsSampleSize({ first: 0, second: 1, power: 0.8, ...usual }).power).toBe(1);
});

test("equal shares are found as often as the test errs: at both ends by Cohen's h, at one by the normal formula", () => {
  expect(proportionsPower({ first: 0.3, second: 0.3, n: 50, ...usual, method: "arcsine" })).toBeCloseTo(0.05, 12);
  expect(proportionsPower({ first: 0.3, second: 0.3, n: 50, ...usual })).toBeCloseTo(0.025, 12);
});

test("shares too alike, by their path, and not those just far enough", () => {
  refuses(() => proportionsSampleSize({ first: 0.3, second: 0.30005, power: 0.8, ...usual }), { code: "proportions-power.too_alike", path: ["second"], params: { first: 0.3, second: 0.30005 } });
  expect(proportionsSampleSize({ first: 0.3, second: 0.3001, power: 0.8, ...usual }).n).toBeGreaterThan(3e8);
});

test("refuses percents, one observation and an unknown method", () => {
  refuses(() => proportionsPower({ first: 30, second: -1, n: 1, alpha: 0.05, sides: "one-sided", method: "exact" as "normal" }), { code: "input.too_big", path: ["first"] }, { code: "input.too_small", path: ["second"] }, { code: "input.too_small", path: ["n"] }, { code: "input.invalid_value", path: ["method"] });
  refuses(() => detectableFractions({ first: 0.2, n: 2e9, power: 1, ...usual }), { code: "input.too_big", path: ["n"] }, { code: "input.too_big", path: ["power"] });
});

describe("laws", () => {
  const shares = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })).filter(([p, q]) => p !== q).map(([p, q]) => [p / 100, q / 100] as const);
  const ways = fc.record({ alpha: fc.double({ min: 0.001, max: 0.2, noNaN: true }), sides: fc.constantFrom("one-sided" as const, "two-sided" as const), method: fc.constantFrom("normal" as const, "arcsine" as const) });
  test("the whole size has the power, and one less has not", () => fc.assert(fc.property(shares, ways, fc.double({ min: 0.3, max: 0.99, noNaN: true }), ([first, second], way, power) => {
    const found = proportionsSampleSize({ first, second, power, ...way });
    expect(found.power).toBeGreaterThanOrEqual(power - 1e-9);
    if (found.n > 2) expect(proportionsPower({ first, second, n: found.n - 1, ...way })).toBeLessThan(power);
  }), { numRuns: 60 }));
  test("successes counted as failures change nothing", () => fc.assert(fc.property(shares, ways, fc.integer({ min: 2, max: 900 }), ([first, second], way, n) => {
    expect(proportionsPower({ first: 1 - first, second: 1 - second, n, ...way })).toBeCloseTo(proportionsPower({ first, second, n, ...way }), 9);
  })));
});
