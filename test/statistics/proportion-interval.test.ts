import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agrestiCoullInterval, clopperPearsonInterval, type Confidence, jeffreysInterval, type Proportion, wilsonContinuityInterval, wilsonInterval } from "coachkit/statistics";
import { betaQuantile } from "../../src/statistics/beta.js";
import { incompleteBeta } from "../../src/statistics/incomplete-beta.js";

const intervals: readonly (readonly [string, (proportion: Proportion) => Confidence])[] = [["clopperPearsonInterval", clopperPearsonInterval], ["jeffreysInterval", jeffreysInterval], ["agrestiCoullInterval", agrestiCoullInterval], ["wilsonContinuityInterval", wilsonContinuityInterval]];
const at = (successes: number, n: number, designEffect = 1): Proportion => ({ successes, n, confidenceLevel: 0.95, designEffect });
const refuses = (call: () => unknown, issue: { readonly code: string; readonly path: readonly string[] }) => { expect(call).toThrow(expect.objectContaining({ issues: [expect.objectContaining(issue)] })); };

// Without successes the exact upper end solves (1 − p)^n = α/2: 1 − 0.025^(1/n).
test.each([1, 2, 10, 100])("exact: none of %d runs up to 1 − 0.025^(1/n), and all of them down to its mirror image", (n) => {
  expect(clopperPearsonInterval(at(0, n))).toEqual({ lower: 0, upper: expect.closeTo(1 - 0.025 ** (1 / n), 13), level: 0.95 });
  expect(clopperPearsonInterval(at(n, n))).toEqual({ lower: expect.closeTo(0.025 ** (1 / n), 13), upper: 1, level: 0.95 });
});

test("a design effect leaves as many trials as it says", () => {
  for (const [, interval] of intervals) expect(interval(at(26, 34, 2))).toEqual(interval(at(13, 17)));
});

test("half a trial of correction is not taken below none or above all", () => {
  expect(wilsonContinuityInterval(at(0.25, 1)).lower).toBe(0);
  expect(wilsonContinuityInterval(at(0.75, 1)).upper).toBe(1);
});

test.each(intervals)("%s refuses no trials, and more successes than trials", (_, interval) => {
  refuses(() => interval(at(0, 0)), { code: "proportion.no_trials", path: ["n"] });
  refuses(() => interval(at(3, 2)), { code: "proportion.more_successes_than_trials", path: ["successes"] });
});

describe("laws", () => {
  const trials = fc.integer({ min: 1, max: 2000 }).chain((n) => fc.record({ successes: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
  test.each(intervals)("%s stays within 0 and 1, holds the share, and mirrors failures", (_, interval) => fc.assert(fc.property(trials, ({ successes, n }) => {
    const { lower, upper } = interval(at(successes, n));
    expect(lower).toBeGreaterThanOrEqual(0);
    expect(upper).toBeLessThanOrEqual(1);
    expect(lower).toBeLessThanOrEqual(successes / n);
    expect(upper).toBeGreaterThanOrEqual(successes / n);
    expect(interval(at(n - successes, n)).upper).toBeCloseTo(1 - lower, 12);
  })));

  test("exact: at its ends the count seen has a tail of 2.5 %", () => fc.assert(fc.property(trials, ({ successes, n }) => {
    const { lower, upper } = clopperPearsonInterval(at(successes, n));
    if (successes > 0) expect(incompleteBeta({ a: successes, b: n - successes + 1, x: lower, y: 1 - lower })).toBeCloseTo(0.025, 10);
    if (successes < n) expect(incompleteBeta({ a: n - successes, b: successes + 1, x: 1 - upper, y: upper })).toBeCloseTo(0.025, 10);
  })));

  test("no interval is narrower than Wilson's by the continuity correction or by Agresti and Coull", () => fc.assert(fc.property(trials, ({ successes, n }) => {
    const narrow = wilsonInterval(at(successes, n));
    const corrected = wilsonContinuityInterval(at(successes, n));
    expect(corrected.lower).toBeLessThanOrEqual(narrow.lower);
    expect(corrected.upper).toBeGreaterThanOrEqual(narrow.upper);
    const added = agrestiCoullInterval(at(successes, n));
    expect(added.lower).toBeLessThanOrEqual(narrow.lower + 1e-12);
    expect(added.upper).toBeGreaterThanOrEqual(narrow.upper - 1e-12);
  })));
});

// scipy 1.17.1: scipy.stats.beta.ppf(p, a, b)
test.each([
  [352, 6, 0.975, 0.9938078885895019],
  [0.5, 100, 0.975, 0.024867749237206565],
  [5e11, 5e11, 0.025, 0.4999990200180078],
  [1, 1e12, 0.975, 3.688879454107131e-12],
  [3e8, 7e11, 0.975, 0.00042843630050865553],
])("the quantile of Beta(%d, %d) at %d is %d", (a, b, lowerTail, want) => {
  expect(Math.abs(betaQuantile({ a, b, lowerTail, upperTail: 1 - lowerTail }).x / want - 1)).toBeLessThan(1e-11);
});

test("a quantile too near 0 for a number is a number, and no endless search", () => {
  expect(betaQuantile({ a: 0.001, b: 5, lowerTail: 0.3, upperTail: 0.7 }).x).toBeLessThan(1e-300);
});
