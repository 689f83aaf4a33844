import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialTest } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
const pmf = (n: number, k: number, p: number) => choose(n, k) * p ** k * (1 - p) ** (n - k);

test("three heads of three: a quarter two-sided, an eighth one-sided", () => {
  expect(binomialTest({ successes: 3, n: 3, expectedFraction: 0.5 })).toEqual({ pValue: expect.closeTo(0.25, 13), atMostProbability: 1, atLeastProbability: expect.closeTo(0.125, 13) });
});

test("exactly what was expected has nothing less probable against it", () => { expect(binomialTest({ successes: 5, n: 10, expectedFraction: 0.5 }).pValue).toBe(1); });

test.each([
  [0, 0, [1, 1, 1]],
  [2, 0, [0, 1, 0]],
  [4, 1, [1, 1, 1]],
  [3, 1, [0, 0, 1]],
])("%d of 4 against a share of %d, which leaves no doubt", (successes, expectedFraction, [pValue, atMostProbability, atLeastProbability]) => {
  expect(binomialTest({ successes, n: 4, expectedFraction })).toEqual({ pValue, atMostProbability, atLeastProbability });
});

test("refuses more successes than trials, no trials and half a success", () => {
  refuses(() => binomialTest({ successes: 5, n: 4, expectedFraction: 0.5 }), { code: "proportion.more_successes_than_trials", path: ["successes"] });
  refuses(() => binomialTest({ successes: 0, n: 0, expectedFraction: 0.5 }), { code: "input.too_small", path: ["n"] });
  refuses(() => binomialTest({ successes: 0.5, n: 4, expectedFraction: 50 }), { code: "input.invalid_type", path: ["successes"] }, { code: "input.too_big", path: ["expectedFraction"] });
});

test("the sum of all counts no more probable, added up one by one", () => fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 99 }), (n, k, hundredths) => {
  const successes = Math.min(n, k);
  const p = hundredths / 100;
  const all = Array.from({ length: n + 1 }, (_, count) => pmf(n, count, p));
  const sum = (holds: (probability: number, count: number) => boolean) => all.reduce((total, probability, count) => (holds(probability, count) ? total + probability : total), 0);
  const found = binomialTest({ successes, n, expectedFraction: p });
  expect(found.pValue).toBeCloseTo(sum((probability) => probability <= (all[successes] ?? 0) * (1 + 1e-7)), 10);
  expect(found.atMostProbability).toBeCloseTo(sum((_, count) => count <= successes), 10);
  expect(found.atLeastProbability).toBeCloseTo(sum((_, count) => count >= successes), 10);
})));

test("a thousand million trials take no longer than ten", () => {
  const { pValue, atLeastProbability } = binomialTest({ successes: 500_050_000, n: 1_000_000_000, expectedFraction: 0.5 });
  expect(pValue).toBeCloseTo(2 * atLeastProbability, 12);
  // scipy 1.17.1: scipy.stats.binom.sf(500049999, 10**9, 0.5)
  expect(Math.abs(atLeastProbability / 0.0007827861305386242 - 1)).toBeLessThan(1e-10);
});
