import fc from "fast-check";
import { type NoEstimate, RANK_TEST_LIMITS, signedRankTest, type SignedRankTest } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { cumulative, signedRankCounts } from "../../src/statistics/rank-distribution.js";
import { issuesOf } from "../issues-of.js";
import { relativeError } from "./relative-error.js";

const there = (result: SignedRankTest | NoEstimate): SignedRankTest => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};
const againstZero = (values: readonly number[], confidenceLevel = 0.75) => ({ values, reference: values.map(() => 0), confidenceLevel });

describe("signedRankTest", () => {
  // R 4.2.2: wilcox.test(x, y, paired=TRUE, conf.int=TRUE), data of M. Hollander, D. Wolfe (1973), page 29
  test("counts exactly as R does", () => {
    const result = there(signedRankTest({ values: [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], reference: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29], confidenceLevel: 0.95 }));
    expect(result).toMatchObject({ n: 9, method: "signed-rank-exact", warnings: [], positiveRankSum: 40, equalPairCount: 0, rankBalance: expect.closeTo(35 / 45, 14) as number });
    expect([result.estimate, result.confidence.lower, result.confidence.upper, result.pValue]).toEqual([expect.closeTo(0.46, 13), expect.closeTo(0.01, 13), expect.closeTo(0.786, 13), 0.0390625]);
  });

  test("is worked by hand: −1, 2, 3 have ranks 2 + 3 = 5, and of eight choices of signs two reach that", () => {
    expect(there(signedRankTest(againstZero([2, -1, 3])))).toMatchObject({ positiveRankSum: 5, greaterPValue: 0.25, lessPValue: 0.875, pValue: 0.5, estimate: 1.5, rankBalance: expect.closeTo(4 / 6, 14) as number });
  });

  test("pairs of equals leave the test, but stay in the estimate", () => {
    // ranked: 1, 2; averages of 0, 0, 1, 2: 0 0 0 0.5 0.5 1 1 1 1.5 2, median 0.75
    const result = there(signedRankTest(againstZero([0, 1, 0, 2])));
    expect(result).toMatchObject({ positiveRankSum: 3, equalPairCount: 2, n: 4, estimate: 0.75, method: "signed-rank-normal-continuity", warnings: ["equal-pairs-dropped"] });
    // V − mean = 1.5, variance 2 · 3 · 5 / 24 = 1.25: Φ(−1 / √1.25)
    expect(result.greaterPValue).toBeCloseTo(0.18554668476134878, 12);
    expect(there(signedRankTest({ ...againstZero([0, 1, 0, 2]), approximation: "normal" }))).toMatchObject({ method: "signed-rank-normal", greaterPValue: expect.closeTo(0.08985624743949996, 12) as number });
  });

  test("ties share their ranks and lower the variance", () => {
    // 1, 1, 2 rank 1.5, 1.5, 3: V = 6, mean 3, variance 3 · 4 · 7 / 24 − 6 / 48 = 3.375
    expect(there(signedRankTest({ ...againstZero([1, 2, 1]), approximation: "normal" }))).toMatchObject({ positiveRankSum: 6, greaterPValue: expect.closeTo(0.051235217429874719, 13) as number });
  });

  test("differences that agree but for rounding tie, and equals that do not look equal are equals", () => {
    expect(4.2 - 4.1).not.toBe(3.2 - 3.1);
    const tied = there(signedRankTest({ values: [4.2, 3.1, 0.1 + 0.2], reference: [4.1, 3.2, 0.3], confidenceLevel: 0.5 }));
    expect([tied.positiveRankSum, tied.equalPairCount, tied.rankBalance]).toEqual([1.5, 1, 0]);
    const near = there(signedRankTest({ values: [1e9 + 1e-4, 1e9 - 2e-4], reference: [1e9, 1e9], confidenceLevel: 0.5 }));
    expect([near.positiveRankSum, near.equalPairCount]).toEqual([1, 0]);
    const huge = there(signedRankTest({ values: [4.2e20, 3.1e20, 1e-300, 7e99], reference: [4.1e20, 3.2e20, 2e-300, 0], confidenceLevel: 0.5 }));
    expect([huge.positiveRankSum, huge.equalPairCount]).toEqual([2.5 + 4, 0]);
  });

  test("counts exactly up to the limit and not beyond", () => {
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
    expect(signedRankTest(againstZero(numbers(RANK_TEST_LIMITS.exactObservations)))).toMatchObject({ method: "signed-rank-exact", pValue: 2 ** -49 });
    expect(signedRankTest(againstZero(numbers(RANK_TEST_LIMITS.exactObservations + 1)))).toMatchObject({ method: "signed-rank-normal-continuity" });
  });

  test("pairs too few for the level say so", () => {
    expect(signedRankTest(againstZero([1, 2, 3], 0.95))).toMatchObject({ confidence: { lower: 1, upper: 3 }, warnings: ["level-not-reached"] });
    expect(signedRankTest(againstZero([1, 2, 0], 0.99))).toMatchObject({ warnings: ["level-not-reached", "equal-pairs-dropped"] });
  });

  test("no pairs, or only pairs of equals, cannot be told", () => {
    expect(signedRankTest(againstZero([]))).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 0, needed: 1 });
    expect(signedRankTest(againstZero([0, 0]))).toStrictEqual({ estimate: null, reason: "no-variation", n: 2, needed: 1 });
  });
  test("refuses values without partners", () => {
    expect(issuesOf(() => signedRankTest({ values: [1, 2], reference: [1], confidenceLevel: 0.95 }))).toEqual(["paired-sample.unequal_lengths at /reference"]);
  });

  const differences = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 20 }).filter((values) => values.some((value) => value !== 0));
  test("exchanging the partners turns all about, and the order of the pairs does not matter", () => fc.assert(fc.property(differences, (values) => {
    const own = there(signedRankTest(againstZero(values)));
    const turned = there(signedRankTest({ values: values.map(() => 0), reference: [...values].reverse(), confidenceLevel: 0.75 }));
    expect([turned.estimate, turned.confidence.lower, turned.greaterPValue, turned.rankBalance]).toEqual([-own.estimate + 0, -own.confidence.upper + 0, expect.closeTo(own.lessPValue, 12), expect.closeTo(-own.rankBalance, 12)]);
  })));
});

describe("the counts of signed ranks", () => {
  test("of 1, 2, 3 are 1, 1, 1, 2, 1, 1, 1", () => { expect([...signedRankCounts(3)]).toEqual([1, 1, 1, 2, 1, 1, 1]); });
  // R 4.2.2: psignrank(c(0, 3, 300), 50)
  test("keep their digits far in the tail", () => {
    const upTo = cumulative(signedRankCounts(50));
    for (const [sum, want] of [[0, 8.8817841970012444e-16], [3, 4.4408920985006222e-15], [300, 4.2378544918264533e-4]] as const) expect(relativeError(upTo[sum] ?? NaN, want)).toBeLessThan(1e-12);
  });
});
