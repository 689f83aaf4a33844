import fc from "fast-check";
import { expect, test } from "vitest";
import { EXACT_TABLE_LIMITS, fisherExactTest } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { relativeError } from "./relative-error.js";

const table = (x: number, n: number, y: number, m: number) => ({ first: { successes: x, n }, second: { successes: y, n: m }, confidenceLevel: 0.95 });
const choose = (n: number, k: number): number => (k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

test("three of four against one of four: of 70 tables 16 + 1 have so many or more, and as many so few", () => {
  const { pValue, atLeastProbability, atMostProbability } = fisherExactTest(table(3, 4, 1, 4));
  expect(pValue).toBeCloseTo(34 / 70, 12);
  expect(atLeastProbability).toBeCloseTo(17 / 70, 12);
  expect(atMostProbability).toBeCloseTo(69 / 70, 12);
});

// mpmath 1.3.0, 30 digits: the roots of the sums over all tables. R 4.2.2 gives 17.27587 (1.387127, 1039.290968): its root finder stops at 1.2e-4 of the reciprocal.
test("the conditional odds ratio and its exact interval have all their digits", () => {
  const { oddsRatio } = fisherExactTest(table(9, 10, 3, 10));
  if (oddsRatio.estimate === null) throw new Error(oddsRatio.reason);
  expect(relativeError(oddsRatio.estimate, 17.2690339379716845)).toBeLessThan(1e-10);
  expect(relativeError(oddsRatio.confidence.lower, 1.38711353794341640)).toBeLessThan(1e-10);
  expect(relativeError(oddsRatio.confidence.upper, 1047.83998170382200)).toBeLessThan(1e-10);
  expect(oddsRatio).toMatchObject({ n: 20, method: "conditional-exact", warnings: [] });
});

// R 4.2.2: fisher.test(matrix(c(150, 850, 120, 880), 2)) and fisher.test(matrix(c(0, 7, 4, 4), 2))
test("large and empty cells as R", () => {
  expect(fisherExactTest(table(150, 1000, 120, 1000))).toMatchObject({ pValue: expect.closeTo(0.0576, 4), oddsRatio: { estimate: expect.closeTo(1.293945, 4), confidence: { lower: expect.closeTo(0.9920546, 4), upper: expect.closeTo(1.690403, 4) } } });
  expect(fisherExactTest(table(0, 7, 4, 8))).toMatchObject({ pValue: expect.closeTo(0.07692, 5), oddsRatio: { estimate: 0, confidence: { lower: 0, upper: expect.closeTo(1.430453, 4) } } });
});

test("a ratio without an upper end is none, and neither is one where nothing varies", () => {
  expect(fisherExactTest(table(4, 8, 0, 7)).oddsRatio).toEqual({ estimate: null, reason: "unbounded", n: 15, needed: 16 });
  expect(fisherExactTest(table(8, 8, 3, 7)).oddsRatio).toEqual({ estimate: null, reason: "unbounded", n: 15, needed: 16 });
  expect(fisherExactTest(table(0, 8, 0, 7))).toEqual({ pValue: 1, atMostProbability: 1, atLeastProbability: 1, oddsRatio: { estimate: null, reason: "no-variation", n: 15, needed: 2 } });
});

test("more trials than an exact test takes, and not the limit itself", () => {
  const n = EXACT_TABLE_LIMITS.n;
  refuses(() => fisherExactTest(table(1, n + 1, 1, n + 2)), { code: "fisher-exact-test.too_many_trials", path: ["first", "n"], params: { n: n + 1, limit: n } }, { code: "fisher-exact-test.too_many_trials", path: ["second", "n"] });
  expect(fisherExactTest(table(n / 2, n, n / 2, n)).pValue).toBe(1);
});

test("refuses more successes than trials", () => { refuses(() => fisherExactTest(table(3, 2, 1, 2)), { code: "proportion.more_successes_than_trials", path: ["first", "successes"] }); });

test("adds up all tables with the same sums that are no more probable, and its ends leave 2.5 %", () => fc.assert(fc.property(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 19 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (n, m, p, q) => {
  const [x, y] = [Math.round(n * p), Math.round(m * q)];
  const all = Array.from({ length: x + y + 1 }, (_, k) => choose(n, k) * choose(m, x + y - k));
  const total = all.reduce((sum, count) => sum + count, 0);
  const share = (holds: (count: number, k: number) => boolean) => all.reduce((sum, count, k) => (holds(count, k) ? sum + count / total : sum), 0);
  const found = fisherExactTest(table(x, n, y, m));
  expect(found.pValue).toBeCloseTo(share((count) => count <= (all[x] ?? 0) * (1 + 1e-7)), 10);
  expect(found.atMostProbability).toBeCloseTo(share((_, k) => k <= x), 10);
  expect(found.atLeastProbability).toBeCloseTo(share((_, k) => k >= x), 10);
  if (found.oddsRatio.estimate === null) return;
  const { estimate, confidence: { lower, upper } } = found.oddsRatio;
  const tilted = (ratio: number, holds: (k: number) => boolean) => {
    const weights = all.map((count, k) => count * ratio ** k);
    return weights.reduce((sum, weight, k) => (holds(k) ? sum + weight : sum), 0) / weights.reduce((sum, weight) => sum + weight, 0);
  };
  expect(tilted(upper, (k) => k <= x)).toBeCloseTo(0.025, 8);
  if (estimate > 0) expect(tilted(lower, (k) => k >= x)).toBeCloseTo(0.025, 8);
  expect(lower <= estimate && estimate <= upper).toBe(true);
})));
