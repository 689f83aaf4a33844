import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaTable } from "../../src/statistics/beta-table.js";
import { betaQuantile } from "../../src/statistics/beta.js";
import { columnChange } from "../../src/statistics/distribution-column.js";
import { quantileOf } from "../../src/statistics/distribution-quantile.js";
import { normalProbability, normalScore } from "../../src/statistics/normal.js";
import { anyDistribution } from "./any-distribution.js";

const probabilities = Float64Array.from({ length: 500 }, (_, index) => (index + 0.5) / 500);
const drawn = (distribution: Parameters<typeof columnChange>[0], given: "probabilities" | "scores", column: Float64Array): Float64Array => {
  const copy = Float64Array.from(column);
  columnChange(distribution, given)(copy);
  return copy;
};

describe("columns of a distribution", () => {
  test("hold the quantiles of their probabilities: bit for bit, but for PERT and beta, which are within 1e-9 of the range", () => fc.assert(fc.property(anyDistribution, (distribution) => {
    const quantile = quantileOf(distribution);
    const isTabled = distribution.family === "beta" || distribution.family === "pert";
    const width = distribution.family === "pert" ? distribution.max - distribution.min : 1;
    drawn(distribution, "probabilities", probabilities).forEach((value, index) => {
      const exact = quantile(probabilities[index] ?? NaN);
      if (isTabled) expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-9 * width + 1e-15 * Math.abs(exact));
      else expect(value).toBe(exact);
    });
  }), { numRuns: 40 }));

  test("made of normal scores, they hold the quantiles of the scores' probabilities", () => fc.assert(fc.property(anyDistribution.filter(({ family }) => family !== "discrete" && family !== "empirical"), (distribution) => {
    const byScores = drawn(distribution, "scores", probabilities.map(normalScore));
    drawn(distribution, "probabilities", probabilities).forEach((value, index) => { expect(Math.abs((byScores[index] ?? NaN) - value)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(value)) * 1e3); });
  }), { numRuns: 20 }));

  test("never fall as the scores grow", () => fc.assert(fc.property(anyDistribution, (distribution) => {
    const values = drawn(distribution, "scores", Float64Array.from({ length: 2000 }, (_, index) => -8.3 + (16.6 * index) / 1999));
    expect(values.every((value, index) => Number.isFinite(value) && (index === 0 || value >= (values[index - 1] ?? NaN)))).toBe(true);
  }), { numRuns: 40 }));
});

describe("the table of a beta distribution", () => {
  test.each([[0.1, 0.1], [0.1, 5], [0.5, 0.5], [1, 1], [1, 5], [3, 3], [1.5, 501], [1e6, 0.1], [1e6, 1e6]])("with shapes %d and %d is within 1e-9 of the exact quantile, from tail to tail", (a, b) => {
    const scores = Float64Array.from({ length: 997 }, (_, index) => -8.3 + (16.6 * index) / 996);
    const column = Float64Array.from(scores);
    betaTable(a, b)(column);
    const worst = column.reduce((most, value, index) => Math.max(most, Math.abs(value - betaQuantile({ a, b, lowerTail: normalProbability(scores[index] ?? NaN), upperTail: normalProbability(-(scores[index] ?? NaN)) }).x)), 0);
    expect(worst).toBeLessThan(1e-9);
  });
});
