import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributionMoments, distributionQuantile } from "coachkit/statistics";
import { anyDistribution } from "./any-distribution.js";

describe("distributionMoments", () => {
  test("a triangle from 0 over 2 to 10 has its mean at 4 and a variance of 84 / 18", () => {
    const { mean, variance, standardDeviation } = distributionMoments({ family: "triangular", min: 0, mode: 2, max: 10 });
    expect([mean, variance, standardDeviation ** 2]).toEqual([4, 84 / 18, expect.closeTo(84 / 18, 12)]);
  });
  test("PERT: (min + 4 mode + max) / 6, and (mean − min)(max − mean) / 7, not ((max − min) / 6)²", () => {
    const { mean, variance } = distributionMoments({ family: "pert", min: 10, mode: 20, max: 60 });
    expect([mean, variance]).toEqual([25, expect.closeTo((15 * 35) / 7, 10)]);
  });
  test("a heavier mode draws the mean to it", () => { expect(distributionMoments({ family: "pert", min: 0, mode: 1, max: 10, modeWeight: 8 }).mean).toBeCloseTo(1.8, 12); });
  test("a die", () => {
    const { mean, variance } = distributionMoments({ family: "discrete", outcomes: [1, 2, 3, 4, 5, 6].map((value) => ({ value, probability: 1 / 6 })) });
    expect([mean, variance]).toEqual([expect.closeTo(3.5, 12), expect.closeTo(35 / 12, 12)]);
  });
  test("values seen 0, 0 and 3: mean 1, mean square 2; with what lies between, half an even spread from 0 to 3", () => {
    const values = [3, 0, 0];
    expect(distributionMoments({ family: "empirical", values, drawn: "observed" })).toMatchObject({ mean: 1, variance: 2 });
    expect(distributionMoments({ family: "empirical", values, drawn: "between" })).toMatchObject({ mean: 0.75, variance: expect.closeTo(1.5 - 0.5625, 12) as number });
    expect(distributionMoments({ family: "empirical", values: [7], drawn: "between" })).toEqual({ mean: 7, variance: 0, standardDeviation: 0, skewness: null });
  });
  test.each([
    ["a triangle that falls all the way", { family: "triangular", min: 0, mode: 0, max: 5 }, Math.sqrt(0.32)], ["one that rises all the way", { family: "triangular", min: -1e100, mode: 1e100, max: 1e100 }, -Math.sqrt(0.32)], ["an even spread", { family: "uniform", min: 1, max: 2 }, 0],
    ["an even share", { family: "beta", alpha: 3, beta: 3 }, 0], ["a share near 0", { family: "beta", alpha: 1, beta: 2 }, Math.sqrt(0.32)], ["PERT with its mode at an end", { family: "pert", min: 0, mode: 0, max: 6 }, (8 / 8) * Math.sqrt(7 / 5)],
    ["one in ten", { family: "discrete", outcomes: [{ value: 1, probability: 0.1 }, { value: 0, probability: 0.9 }] }, 0.8 / 0.3], ["a lognormal quantity as wide as its mean", { family: "lognormal", mean: 2, standardDeviation: 2 }, 4],
    ["0, 0 and 3 seen", { family: "empirical", values: [0, 3, 0], drawn: "observed" }, Math.SQRT1_2], ["0 and 3 with what lies between", { family: "empirical", values: [0, 3], drawn: "between" }, 0],
  ] as const)("skewness of %s", (_, distribution, skewness) => { expect(distributionMoments(distribution as never).skewness).toBeCloseTo(skewness, 12); });
  test("skewness by a range is that by mean and spread", () => {
    for (const p95 of [100.0001, 105, 900, 1e9]) {
      const { mean, standardDeviation, skewness } = distributionMoments({ family: "lognormal-range", p5: 100, p95 });
      expect(skewness).toBeCloseTo(distributionMoments({ family: "lognormal", mean, standardDeviation }).skewness ?? NaN, 6 - Math.round(Math.log10(skewness ?? NaN)));
    }
  });

  test("are those of the quantiles, evenly spread", () => fc.assert(fc.property(anyDistribution.filter(({ family }) => !family.startsWith("lognormal")), (distribution) => {
    const count = 1000;
    const quantiles = Array.from({ length: count }, (_, index) => distributionQuantile(distribution, (index + 0.5) / count));
    const { mean, standardDeviation } = distributionMoments(distribution);
    const middle = quantiles.reduce((sum, value) => sum + value, 0) / count;
    const spread = Math.sqrt(quantiles.reduce((sum, value) => sum + (value - middle) ** 2, 0) / count);
    const size = quantiles.reduce((most, value) => Math.max(most, Math.abs(value)), standardDeviation);
    expect(Math.abs(mean - middle)).toBeLessThanOrEqual(0.01 * standardDeviation + 1e-9 * size + 1e-150);
    expect(Math.abs(standardDeviation - spread)).toBeLessThanOrEqual(0.03 * standardDeviation + 1e-9 * size + 1e-150);
  }), { numRuns: 60 }));
});
