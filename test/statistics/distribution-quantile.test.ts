import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributionQuantile, quantile } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { anyDistribution, boundedDistribution } from "./any-distribution.js";

const dice = { family: "discrete", outcomes: [{ value: 3, probability: 0.2 }, { value: 1, probability: 0.1 }, { value: 2, probability: 0.7 }, { value: 0, probability: 0 }] } as const;

describe("distributionQuantile", () => {
  test("of a triangle with the mode at the least value: 100 − 100 √(1 − p)", () => {
    expect([0, 0.19, 0.36, 0.75, 1].map((p) => distributionQuantile({ family: "triangular", min: 0, mode: 0, max: 100 }, p))).toEqual([0, expect.closeTo(10, 12), expect.closeTo(20, 12), 50, 100]);
  });

  test("half-way between the ends of a uniform distribution", () => { expect(distributionQuantile({ family: "uniform", min: -3, max: 5 }, 0.5)).toBe(1); });

  test("PERT with weight 4 in the middle is Beta(3, 3): a median in the middle", () => { expect(distributionQuantile({ family: "pert", min: 0, mode: 5, max: 10 }, 0.5)).toBeCloseTo(5, 12); });

  test("a range by P5 and P95 gives both back", () => {
    const range = { family: "lognormal-range", p5: 5000, p95: 40_000 } as const;
    expect([0.05, 0.95].map((p) => distributionQuantile(range, p))).toEqual([expect.closeTo(5000, 8), expect.closeTo(40_000, 7)]);
  });

  test.each([[0, 1], [0.05, 1], [0.1, 1], [0.11, 2], [0.8, 2], [0.81, 3], [1, 3]])("of outcomes in any order, P%d gives %d: the first that reaches it, though 0.1 + 0.7 misses 0.8 by its rounding", (p, value) => { expect(distributionQuantile(dice, p)).toBe(value); });

  test("of values seen: those alone, or what lies between, as R-7 has it", () => {
    const values = [4, 1, 2, 8];
    expect([0, 0.25, 0.26, 0.5, 0.75, 1].map((p) => distributionQuantile({ family: "empirical", values, drawn: "observed" }, p))).toEqual([1, 1, 2, 2, 4, 8]);
    for (const p of [0, 0.1, 0.25, 0.5, 0.9, 1]) expect(distributionQuantile({ family: "empirical", values, drawn: "between" }, p)).toBeCloseTo(quantile(values, p), 12);
  });

  test("the least values a lognormal quantity can have end at 0", () => { expect(distributionQuantile({ family: "lognormal", mean: 2, standardDeviation: 1 }, 0)).toBe(0); });

  test.each<["normal" | "lognormal", number]>([["normal", 0], ["normal", 1], ["lognormal", 1]])("a %s distribution has no P%d", (family, p) => {
    refuses(() => distributionQuantile({ family, mean: 2, standardDeviation: 1 }, p), { code: "distribution-quantile.unbounded", path: ["probability"], params: { family } });
  });

  test("a probability in percent is refused", () => { refuses(() => distributionQuantile(dice, 95), { code: "input.too_big", path: [] }); });

  test("bounded families meet their ends exactly", () => fc.assert(fc.property(boundedDistribution, (distribution) => {
    const { family } = distribution;
    const known = family === "beta" ? [0, 1] : family === "discrete" ? distribution.outcomes.map(({ value }) => value) : family === "empirical" ? distribution.values : "min" in distribution ? [distribution.min, distribution.max] : [];
    expect([distributionQuantile(distribution, 0), distributionQuantile(distribution, 1)]).toEqual([Math.min(...known) + 0, Math.max(...known) + 0]);
  })));

  test("never falls as the probability grows: not even by a rounding, but for PERT and beta, where a search ends within 1e-11", () => fc.assert(fc.property(anyDistribution, fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), fc.nat(40), (distribution, p, shift) => {
    const more = Math.min(1 - 1e-10, p * (1 + 2 ** (shift - 52)));
    const [at, further] = [distributionQuantile(distribution, p), distributionQuantile(distribution, more)];
    const isSearched = distribution.family === "beta" || distribution.family === "pert";
    expect(further).toBeGreaterThanOrEqual(isSearched ? at - 1e-11 * Math.abs(at) : at);
  }), { numRuns: 500 }));
});
