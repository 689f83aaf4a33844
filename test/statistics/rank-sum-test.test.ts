import fc from "fast-check";
import { type NoEstimate, normalDraws, RANK_TEST_LIMITS, rankSumTest, type RankSumTest } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { cumulative, rankSumCounts } from "../../src/statistics/rank-distribution.js";
import { issuesOf } from "../issues-of.js";
import { relativeError } from "./relative-error.js";

const there = (result: RankSumTest | NoEstimate): RankSumTest => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};

describe("rankSumTest", () => {
  // R 4.2.2: wilcox.test(x, y, conf.int=TRUE), data of M. Hollander, D. Wolfe (1973), page 69
  test("counts exactly as R does, for samples that differ in number", () => {
    const result = there(rankSumTest({ values: [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], reference: [1.15, 0.88, 0.90, 0.74, 1.21], confidenceLevel: 0.95 }));
    expect(result).toMatchObject({ n: 15, method: "rank-sum-exact", warnings: [], winCount: 35 });
    expect([result.estimate, result.confidence.lower, result.confidence.upper, result.pValue]).toEqual([expect.closeTo(0.305, 13), expect.closeTo(-0.15, 13), expect.closeTo(0.76, 13), expect.closeTo(0.2544122544122544, 13)]);
  });

  test("is worked by hand: of six orders of 2 + 2 values one has all four wins", () => {
    const result = there(rankSumTest({ values: [3, 5], reference: [1, 2], confidenceLevel: 0.5 }));
    expect(result).toMatchObject({ estimate: 2.5, winCount: 4, pValue: 2 / 6, greaterPValue: 1 / 6, lessPValue: 1, method: "rank-sum-exact" });
    expect([result.superiority.estimate, result.dominance.estimate]).toEqual([1, 1]);
  });

  test("ties count by half, and the normal distribution serves", () => {
    // pairs of 1, 2, 2, 3 and 2, 3: wins 0.5 · 3 + 1 = 2.5 of 8; mean 4, variance (8 / 12) (7 − (24 + 6) / 30) = 4
    const result = there(rankSumTest({ values: [1, 2, 2, 3], reference: [2, 3], confidenceLevel: 0.95 }));
    expect(result).toMatchObject({ winCount: 2.5, method: "rank-sum-normal-continuity", dominance: { estimate: -0.375 } });
    // Φ(−0.5), Φ(1)
    expect([result.pValue, result.lessPValue, result.greaterPValue]).toEqual([expect.closeTo(2 * 0.3085375387259869, 13), expect.closeTo(0.3085375387259869, 13), expect.closeTo(0.8413447460685429, 13)]);
    expect(there(rankSumTest({ values: [1, 2, 2, 3], reference: [2, 3], approximation: "normal", confidenceLevel: 0.95 }))).toMatchObject({ method: "rank-sum-normal", pValue: expect.closeTo(2 * 0.2266273523768682, 13) as number });
  });

  test("counts exactly up to the limit and not beyond", () => {
    const numbers = (count: number, shift: number): number[] => Array.from({ length: count }, (_, index) => index + shift);
    const most = RANK_TEST_LIMITS.exactObservations;
    expect(rankSumTest({ values: numbers(most, 0.5), reference: numbers(3, 0), confidenceLevel: 0.9 })).toMatchObject({ method: "rank-sum-exact" });
    expect(rankSumTest({ values: numbers(3, 0.5), reference: numbers(most + 1, 0), confidenceLevel: 0.9 })).toMatchObject({ method: "rank-sum-normal-continuity" });
  });

  test("the normal interval lies at the place mn/2 + ½ − z √(mn (m + n + 1) / 12) from either end: with 5 and 7 at 5.93, cut to 5, and at 80 % at 10.11", () => {
    const apart = { values: [100, 200, 300, 400, 500], reference: [1, 2, 3, 4, 5, 6, 7], approximation: "normal" } as const;
    // differences in rising order: 93 … 99, 193 … 199, …, 493 … 499
    expect(rankSumTest({ ...apart, confidenceLevel: 0.95 })).toMatchObject({ confidence: { lower: 97, upper: 495 }, estimate: 296 });
    expect(rankSumTest({ ...apart, confidenceLevel: 0.8 })).toMatchObject({ confidence: { lower: 195, upper: 397 } });
  });

  test("samples too small for the level say so", () => {
    expect(rankSumTest({ values: [3, 5], reference: [1, 2], confidenceLevel: 0.95 })).toMatchObject({ confidence: { lower: 1, upper: 4 }, warnings: ["level-not-reached"] });
    expect(rankSumTest({ values: [3, 5], reference: [1, 2], approximation: "normal", confidenceLevel: 0.999 })).toMatchObject({ confidence: { lower: 1, upper: 4 }, warnings: ["level-not-reached"] });
  });

  test("samples wholly apart leave the probability of superiority an interval with a width", () => {
    const { superiority, dominance } = there(rankSumTest({ values: [3, 5, 6, 8], reference: [1, 2], confidenceLevel: 0.95 }));
    expect(superiority).toMatchObject({ estimate: 1, n: 6, method: "newcombe-score", confidence: { upper: 1, level: 0.95 } });
    // 1 − θ = z √V(θ), V = θ(1 − θ)(1 + 2 ((1 − θ)/(2 − θ) + θ/(1 + θ))) / 8
    const theta = superiority.confidence.lower;
    const variance = (theta * (1 - theta) * (1 + 2 * ((1 - theta) / (2 - theta) + theta / (1 + theta)))) / 8;
    expect((1 - theta) / Math.sqrt(variance)).toBeCloseTo(1.959963984540054, 9);
    expect(dominance.confidence.lower).toBeCloseTo(2 * theta - 1, 12);
  });

  test.each([[[], [1]], [[1], []]])("%j and %j cannot be told", (values, reference) => {
    expect(rankSumTest({ values, reference, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 0, needed: 1 });
  });
  test("values all alike have no variation", () => {
    expect(rankSumTest({ values: [2, 2], reference: [2], confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 3, needed: 2 });
  });
  test("names every fault", () => {
    expect(issuesOf(() => rankSumTest({ values: [null], reference: [1], approximation: "exact", confidenceLevel: 1 } as never))).toEqual(["input.invalid_type at /values/0", "input.invalid_value at /approximation", "input.too_big at /confidenceLevel"]);
  });

  const samples = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 20 }).filter((values) => new Set(values).size > 1);
  test("neither order nor any rising scale matters to the ranks, and exchanging the samples turns all about", () => fc.assert(fc.property(samples, samples, (values, reference) => {
    const own = there(rankSumTest({ values, reference, confidenceLevel: 0.9 }));
    const scaled = there(rankSumTest({ values: [...values].reverse().map((value) => value ** 3), reference: reference.map((value) => value ** 3), confidenceLevel: 0.9 }));
    expect([scaled.winCount, scaled.pValue, scaled.superiority]).toEqual([own.winCount, own.pValue, own.superiority]);
    const turned = there(rankSumTest({ values: reference, reference: values, confidenceLevel: 0.9 }));
    expect([turned.estimate, turned.confidence.lower + 0, turned.greaterPValue, turned.pValue]).toEqual([-own.estimate + 0, -own.confidence.upper + 0, expect.closeTo(own.lessPValue, 12), expect.closeTo(own.pValue, 12)]);
    expect(turned.dominance.confidence.lower).toBeCloseTo(-own.dominance.confidence.upper, 9);
  })));

  test("in repeated normal samples a standard deviation apart, 95 % of the intervals of shift and superiority hold the truth", () => {
    // P(X > Y) = Φ(1 / √2)
    const [truth, rounds] = [0.7602499389065233, 1000];
    const drawn = normalDraws({ seed: 5, stream: ["coverage"], count: rounds * 22 });
    let [shifts, shares] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const own = drawn.slice(round * 22, round * 22 + 22);
      const { confidence, superiority } = there(rankSumTest({ values: own.slice(0, 14).map((value) => value + 1), reference: own.slice(14), confidenceLevel: 0.95 }));
      if (confidence.lower <= 1 && confidence.upper >= 1) shifts += 1;
      if (superiority.confidence.lower <= truth && superiority.confidence.upper >= truth) shares += 1;
    }
    expect(shifts > 930 && shifts < 975).toBe(true);
    expect(shares > 930 && shares < 980).toBe(true);
  });
});

describe("the counts of rank sums", () => {
  test("are those of the Gaussian binomial of 2 and 3: 1, 1, 2, 2, 2, 1, 1", () => { expect([...rankSumCounts(2, 3)]).toEqual([1, 1, 2, 2, 2, 1, 1]); });
  // R 4.2.2: pwilcox(c(0, 3, 20, 1000), 40, 50)
  test("keep their digits far in the tail", () => {
    const upTo = cumulative(rankSumCounts(40, 50));
    for (const [wins, want] of [[0, 1.6702602693012025e-26], [3, 1.1691821885108418e-25], [20, 4.5330863708834639e-23], [1000, 0.50161141718039548]] as const) expect(relativeError(upTo[wins] ?? NaN, want)).toBeLessThan(1e-12);
  });
});
