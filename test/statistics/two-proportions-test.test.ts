import fc from "fast-check";
import { expect, test } from "vitest";
import { twoProportionsTest } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const pair = (x: number, n: number, y: number, m: number) => ({ first: { successes: x, n }, second: { successes: y, n: m } });

test("6 of 10 against 3 of 10: chi-square by hand is 20 · (6·7 − 4·3)² ÷ (10·10·9·11)", () => {
  const chiSquare = (20 * 900) / 9900;
  expect(twoProportionsTest(pair(6, 10, 3, 10))).toMatchObject({ z: expect.closeTo(Math.sqrt(chiSquare), 12), chiSquare: expect.closeTo(chiSquare, 12), correctedChiSquare: expect.closeTo((20 * 400) / 9900, 12), smallestExpectedCount: 4.5 });
});

// R 4.2.2: prop.test(c(3, 9), c(10, 12))$p.value
test("the corrected p value is R's", () => { expect(twoProportionsTest(pair(3, 10, 9, 12))).toMatchObject({ correctedPValue: expect.closeTo(0.09281492, 8) }); });

test("equal shares give no chi-square, and a correction does not turn a small difference round", () => {
  expect(twoProportionsTest(pair(3, 10, 6, 20))).toEqual({ z: 0, chiSquare: 0, pValue: 1, correctedChiSquare: 0, correctedPValue: 1, smallestExpectedCount: 3 });
  expect(twoProportionsTest(pair(3, 10, 4, 11))).toMatchObject({ correctedChiSquare: 0, correctedPValue: 1 });
});

test("all or none of the trials: nothing can differ", () => {
  expect(twoProportionsTest(pair(0, 10, 0, 5))).toEqual({ pValue: null, reason: "no-variation", n: 15, needed: 2 });
  expect(twoProportionsTest(pair(10, 10, 5, 5))).toEqual({ pValue: null, reason: "no-variation", n: 15, needed: 2 });
});

test("refuses what is no pair of groups", () => {
  refuses(() => twoProportionsTest(pair(3, 2, 1, 0)), { code: "proportion.more_successes_than_trials", path: ["first", "successes"] }, { code: "input.too_small", path: ["second", "n"] }, { code: "proportion.more_successes_than_trials", path: ["second", "successes"] });
});

test("failures for successes, or the groups exchanged: z changes its sign, all else stays", () => fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 700 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (n, m, p, q) => {
  const [x, y] = [Math.round(n * p), Math.round(m * q)];
  const [seen, failures, exchanged] = [twoProportionsTest(pair(x, n, y, m)), twoProportionsTest(pair(n - x, n, m - y, m)), twoProportionsTest(pair(y, m, x, n))];
  if (seen.pValue === null || failures.pValue === null || exchanged.pValue === null) { expect(exchanged).toEqual(seen); return; }
  for (const other of [failures, exchanged]) {
    expect(other.z).toBeCloseTo(-seen.z, 9);
    expect(other.pValue).toBeCloseTo(seen.pValue, 9);
    expect(other.correctedPValue).toBeCloseTo(seen.correctedPValue, 9);
  }
  expect(seen.correctedPValue).toBeGreaterThanOrEqual(seen.pValue);
})));
