import { describe, expect, test } from "vitest";
import { mean, normalDraws, standardNormalProbability, uniformDraws, variance } from "coachkit/statistics";
import { fillUniform, randomStream } from "../../src/statistics/random-stream.js";

const many = 100_000;
/** Pearson's statistic of draws over equal cells: its mean is cells − 1, its standard deviation √(2 (cells − 1)). */
const unevenness = (draws: readonly number[], cells: number): number => {
  const counts = Array.from({ length: cells }, () => 0);
  for (const draw of draws) { const cell = Math.floor(draw * cells); counts[cell] = (counts[cell] ?? 0) + 1; }
  const expected = draws.length / cells;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};
const correlation = (left: readonly number[], right: readonly number[]): number => {
  const [atLeft, atRight] = [mean(left), mean(right)];
  return mean(left.map((value, index) => (value - atLeft) * ((right[index] ?? NaN) - atRight))) / Math.sqrt(variance(left) * variance(right));
};

describe("uniformDraws", () => {
  test("a seed and a stream give these numbers, on every machine and in every version", () => {
    expect(uniformDraws({ seed: 7, stream: ["cohort", 1], count: 3 })).toEqual([0.9624791084772794, 0.3363870272204109, 0.05991441596761404]);
  });

  test("are even over a hundred cells", () => {
    expect(Math.abs(unevenness(uniformDraws({ seed: 1, stream: [], count: many }), 100) - 99)).toBeLessThan(4.5 * Math.sqrt(198));
  });

  test("pairs are even over a hundred squares", () => {
    const draws = uniformDraws({ seed: 2, stream: [], count: many });
    const pairs = draws.slice(1).map((draw, index) => (Math.floor(draw * 10) + Math.floor((draws[index] ?? 0) * 10) / 10) / 10);
    expect(Math.abs(unevenness(pairs.map((place) => place + 0.005), 100) - 99)).toBeLessThan(4.5 * Math.sqrt(198));
  });

  test.each<[string, readonly (string | number)[]]>([["the next number", ["a", 1]], ["another label", ["b", 0]], ["a number as text", ["a", "0"]], ["a deeper path", ["a", 0, 0]], ["no path", []]])("streams share nothing: %s", (_, stream) => {
    expect(Math.abs(correlation(uniformDraws({ seed: 3, stream: ["a", 0], count: 10_000 }), uniformDraws({ seed: 3, stream, count: 10_000 })))).toBeLessThan(0.045);
  });

  test("the first numbers of neighboring streams and of neighboring seeds are even too", () => {
    const streams = Array.from({ length: 10_000 }, (_, index) => uniformDraws({ seed: 4, stream: [index], count: 1 })[0] ?? NaN);
    const seeds = Array.from({ length: 10_000 }, (_, seed) => uniformDraws({ seed, stream: [], count: 1 })[0] ?? NaN);
    for (const firsts of [streams, seeds]) {
      expect(Math.abs(unevenness(firsts, 100) - 99)).toBeLessThan(4.5 * Math.sqrt(198));
      expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(0.045);
    }
  });

  test("names every fault", () => {
    expect(() => uniformDraws({ seed: 0.5, stream: ["x".repeat(201)], count: -1 })).toThrow(expect.objectContaining({ issues: [
      expect.objectContaining({ code: "input.invalid_type", path: ["seed"] }), expect.objectContaining({ code: "input.too_big", path: ["stream", 0] }), expect.objectContaining({ code: "input.too_small", path: ["count"] }),
    ] }));
  });
});

describe("normalDraws", () => {
  const draws = normalDraws({ seed: 5, stream: ["n"], count: many });

  test("have mean 0 and variance 1", () => {
    expect(Math.abs(mean(draws))).toBeLessThan(4.5 / Math.sqrt(many));
    expect(Math.abs(variance(draws) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / many));
  });

  test("are spread as the normal distribution says", () => {
    expect(Math.abs(unevenness(draws.map(standardNormalProbability), 100) - 99)).toBeLessThan(4.5 * Math.sqrt(198));
  });
});

describe("a filled column", () => {
  const filled = (seed: number, count: number): readonly number[] => {
    const column = new Float64Array(count);
    fillUniform(seed, ["column"], column);
    return [...column];
  };
  test("is even over a hundred cells, and so are pairs over a hundred squares", () => {
    const draws = filled(1, many);
    const pairs = draws.slice(1).map((draw, index) => (Math.floor(draw * 10) + Math.floor((draws[index] ?? 0) * 10) / 10) / 10);
    for (const values of [draws, pairs.map((place) => place + 0.005)]) expect(Math.abs(unevenness(values, 100) - 99)).toBeLessThan(4.5 * Math.sqrt(198));
  });
  test("holds the words of the stream: every second one is, but for its last bits, what the stream draws", () => {
    const { uniform } = randomStream(1, ["column"]);
    for (const [index, number] of filled(1, 100).entries()) if (index % 2 === 0) expect(Math.abs(uniform() - number)).toBeLessThan(2 ** -25);
  });
});

test("a split stream does not depend on what was drawn before", () => {
  const [fresh, used] = [randomStream(1, ["x"]), randomStream(1, ["x"])];
  for (let round = 0; round < 10; round += 1) used.normal();
  expect(used.split("y").uniform()).toBe(fresh.split("y").uniform());
  expect(fresh.split("y").uniform()).toBe(uniformDraws({ seed: 1, stream: ["x", "y"], count: 1 })[0]);
});
