import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaTable } from "../../src/statistics/beta-table.js";
import { betaQuantile } from "../../src/statistics/beta.js";
import { columnChange, type ColumnGiven } from "../../src/statistics/distribution-column.js";
import { quantileOf } from "../../src/statistics/distribution-quantile.js";
import { normalProbability, normalScore } from "../../src/statistics/normal.js";
import { scoresOfDraws } from "../../src/statistics/score-table.js";
import { anyDistribution } from "./any-distribution.js";

const probabilities = Float64Array.from({ length: 500 }, (_, index) => (index + 0.5) / 500);
const changed = (distribution: Parameters<typeof columnChange>[0], given: ColumnGiven, column: Float64Array): Float64Array => {
  const copy = Float64Array.from(column);
  columnChange(distribution, given)(copy);
  return copy;
};

describe("columns of a distribution", () => {
  test("hold the quantiles of their probabilities: bit for bit, but for lognormal ones, which are within four units in the last place, and PERT and beta, which are within 1e-9 of the range", () => fc.assert(fc.property(anyDistribution, (distribution) => {
    const quantile = quantileOf(distribution);
    const isTabled = distribution.family === "beta" || distribution.family === "pert";
    const width = distribution.family === "pert" ? distribution.max - distribution.min : 1;
    changed(distribution, "probabilities", probabilities).forEach((value, index) => {
      const exact = quantile(probabilities[index] ?? NaN);
      if (isTabled) expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-9 * width + 1e-15 * Math.abs(exact));
      else if (distribution.family.startsWith("lognormal")) expect(Math.abs(value - exact)).toBeLessThanOrEqual(2 ** -50 * exact);
      else expect(value).toBe(exact);
    });
  }), { numRuns: 40 }));

  test("of drawn numbers are those of the same probabilities: bit for bit where no normal score is needed, else as near as the scores, which are within 1e-14", () => fc.assert(fc.property(anyDistribution, fc.array(fc.nat(0xffffffff), { minLength: 20, maxLength: 20 }), (distribution, cells) => {
    const draws = Float64Array.from([0, 0xffffffff, ...cells], (cell) => (cell + 0.5) * 2 ** -32);
    const plain = changed(distribution, "probabilities", draws);
    const scores = draws.map(normalScore);
    const fast = draws.slice();
    scoresOfDraws(fast);
    fast.forEach((score, index) => { expect(Math.abs(score - (scores[index] ?? NaN))).toBeLessThan(1e-14); });
    // scores that are off by as much as they may be, either way
    const [low, high] = [-1e-14, 1e-14].map((off) => changed(distribution, "scores", scores.map((score) => score + off)));
    const isByScore = ["normal", "lognormal", "lognormal-range", "pert", "beta"].includes(distribution.family);
    changed(distribution, "draws", draws).forEach((value, index) => {
      if (!isByScore) { expect(value).toBe(plain[index]); return; }
      expect(value).toBeGreaterThanOrEqual((low?.[index] ?? NaN) - 1e-15 * Math.abs(value));
      expect(value).toBeLessThanOrEqual((high?.[index] ?? NaN) + 1e-15 * Math.abs(value));
    });
  }), { numRuns: 60 }));

  test("made of normal scores, they hold the quantiles of the scores' probabilities", () => fc.assert(fc.property(anyDistribution.filter(({ family }) => family !== "discrete" && family !== "empirical"), (distribution) => {
    const byScores = changed(distribution, "scores", probabilities.map(normalScore));
    changed(distribution, "probabilities", probabilities).forEach((value, index) => { expect(Math.abs((byScores[index] ?? NaN) - value)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(value)) * 1e3); });
  }), { numRuns: 20 }));

  test("never fall as the scores grow", () => fc.assert(fc.property(anyDistribution, (distribution) => {
    const values = changed(distribution, "scores", Float64Array.from({ length: 2000 }, (_, index) => -8.3 + (16.6 * index) / 1999));
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
