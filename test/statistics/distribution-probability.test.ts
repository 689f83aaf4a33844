import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Distribution, distributionDensity, distributionProbability, distributionQuantile } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { anyDistribution } from "./any-distribution.js";

const die: Distribution = { family: "discrete", outcomes: [6, 1, 2, 3, 4, 5].map((value) => ({ value, probability: 1 / 6 })) };
const seen = (drawn: "observed" | "between"): Distribution => ({ family: "empirical", values: [4, 0, 1, 1], drawn });

describe("distributionProbability", () => {
  test.each<[string, Distribution, number, number]>([
    ["a quarter of an even spread", { family: "uniform", min: 10, max: 20 }, 12.5, 0.25], ["below the least value", { family: "uniform", min: 10, max: 20 }, 9, 0], ["above the greatest", { family: "uniform", min: 10, max: 20 }, 21, 1],
    ["the mode of a triangle", { family: "triangular", min: 0, mode: 2, max: 10 }, 2, 0.2], ["half way down it", { family: "triangular", min: 0, mode: 2, max: 10 }, 6, 0.8], ["half way up", { family: "triangular", min: 0, mode: 2, max: 10 }, 1, 0.05],
    ["the least of a triangle", { family: "triangular", min: 0, mode: 0, max: 10 }, 0, 0], ["its greatest", { family: "triangular", min: 0, mode: 10, max: 10 }, 10, 1],
    ["the middle of PERT", { family: "pert", min: 0, mode: 5, max: 10 }, 5, 0.5], ["a share", { family: "beta", alpha: 1, beta: 2 }, 0.5, 0.75], ["beyond a share", { family: "beta", alpha: 1, beta: 2 }, 1.5, 1],
    ["the mean of a normal number", { family: "normal", mean: 3, standardDeviation: 2 }, 3, 0.5], ["one deviation above", { family: "normal", mean: 3, standardDeviation: 2 }, 5, 0.8413447460685429],
    ["the fifth percentile of a range", { family: "lognormal-range", p5: 100, p95: 900 }, 100, 0.05], ["nothing of what is above 0", { family: "lognormal", mean: 1, standardDeviation: 1 }, -3, 0],
    ["a die up to 2", die, 2, 1 / 3], ["a die just below 2", die, 1.999, 1 / 6], ["all of a die", die, 6, 1], ["values seen, one of them twice", seen("observed"), 1, 0.75], ["with what lies between", seen("between"), 2.5, (1 + 1 + 0.5) / 3], ["a value that was seen twice", seen("between"), 1, 2 / 3],
  ])("%s", (_, distribution, value, probability) => { expect(distributionProbability(distribution, value)).toBeCloseTo(probability, 12); });
  test("takes a quantile back to its probability, in each family with a curve", () => {
    fc.assert(fc.property(anyDistribution.filter(({ family }) => family !== "discrete" && family !== "empirical"), fc.integer({ min: 1, max: 99 }), (distribution, percent) => {
      const value = distributionQuantile(distribution, percent / 100);
      const [below, above] = [value - Math.abs(value) * 1e-12, value + Math.abs(value) * 1e-12].map((near) => distributionProbability(distribution, near));
      // a narrow number may have no digits between two probabilities
      expect((below ?? NaN) - 1e-9).toBeLessThanOrEqual(percent / 100);
      expect((above ?? NaN) + 1e-9).toBeGreaterThanOrEqual(percent / 100);
    }));
  });
  test("never falls", () => {
    fc.assert(fc.property(anyDistribution, fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: 0, max: 1e3, noNaN: true }), (distribution, value, more) => {
      expect(distributionProbability(distribution, value + more)).toBeGreaterThanOrEqual(distributionProbability(distribution, value) - 1e-12);
    }));
  });
});

describe("distributionDensity", () => {
  test.each<[string, Distribution, number, number]>([
    ["an even spread", { family: "uniform", min: 10, max: 20 }, 20, 0.1], ["beside it", { family: "uniform", min: 10, max: 20 }, 20.5, 0], ["the mode of a triangle", { family: "triangular", min: 0, mode: 2, max: 10 }, 2, 0.2],
    ["half way up", { family: "triangular", min: 0, mode: 2, max: 10 }, 1, 0.1], ["half way down", { family: "triangular", min: 0, mode: 2, max: 10 }, 6, 0.1], ["a mode at the end", { family: "triangular", min: 0, mode: 0, max: 10 }, 0, 0.2], ["beside a triangle", { family: "triangular", min: 0, mode: 0, max: 10 }, -1, 0],
    ["the end of PERT", { family: "pert", min: 0, mode: 5, max: 10 }, 10, 0], ["PERT with its mode at the end", { family: "pert", min: 0, mode: 0, max: 10 }, 0, 0.5], ["beside PERT", { family: "pert", min: 0, mode: 0, max: 10 }, 11, 0], ["the middle of PERT: Beta(3, 3) at ½ is 15 ÷ 8", { family: "pert", min: 0, mode: 5, max: 10 }, 5, 0.1875],
    ["a share of 1", { family: "beta", alpha: 3, beta: 1 }, 1, 3], ["a share that never is 0", { family: "beta", alpha: 3, beta: 1 }, 0, 0], ["no share", { family: "beta", alpha: 3, beta: 1 }, 2, 0],
    ["a normal number", { family: "normal", mean: 3, standardDeviation: 2 }, 3, 0.19947114020071635], ["the median of a lognormal one", { family: "lognormal-range", p5: 0.1, p95: 10 }, 1, 0.284984758591193], ["nothing below 0", { family: "lognormal", mean: 1, standardDeviation: 1 }, 0, 0],
  ])("%s", (_, distribution, value, density) => { expect(distributionDensity(distribution, value)).toBeCloseTo(density, 9); });
  test("is what the probability grows by", () => {
    const families: readonly Distribution[] = [{ family: "pert", min: 1, mode: 2, max: 9 }, { family: "beta", alpha: 2.5, beta: 0.5 }, { family: "lognormal", mean: 3, standardDeviation: 2 }, { family: "normal", mean: 0, standardDeviation: 1 }, { family: "triangular", min: 0, mode: 1, max: 4 }];
    for (const distribution of families) for (const percent of [10, 37, 80]) {
      const value = distributionQuantile(distribution, percent / 100);
      const step = 1e-5 * Math.abs(value);
      expect(distributionDensity(distribution, value)).toBeCloseTo((distributionProbability(distribution, value + step) - distributionProbability(distribution, value - step)) / (2 * step), 6);
    }
  });
  test.each([die, seen("observed"), seen("between")])("single values have none: $family", (distribution) => {
    refuses(() => distributionDensity(distribution, 1), { code: "distribution-probability.no_density", path: ["family"], params: { family: distribution.family } });
  });
  test.each([[0, { alpha: 0.5, beta: 2 }], [1, { alpha: 2, beta: 0.5 }]])("it has no end towards %d where the shape there is below 1", (value, shapes) => {
    refuses(() => distributionDensity({ family: "beta", ...shapes }, value), { code: "distribution-probability.unbounded_density", path: ["value"], params: { value } });
  });
});

test.each([distributionProbability, distributionDensity])("refuse what is no distribution or no number", (ask) => {
  refuses(() => ask({ family: "uniform", min: 2, max: 1 }, 0), { code: "distribution.empty_range", path: ["max"] });
  for (const value of [NaN, Infinity, "1", null]) refuses(() => ask({ family: "uniform", min: 1, max: 2 }, value as never), { code: "input.invalid_type", path: [] });
  refuses(() => ask({ family: "uniform", min: 1, max: 2 }, 1e101), { code: "input.too_big", path: [] });
});
