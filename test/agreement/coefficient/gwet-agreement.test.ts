import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brennanPrediger, cohenKappa, gwetAgreement } from "coachkit/agreement";
import { abstractors, at95, fiveCategories, fourRaters, fromTable, rated } from "../ratings.js";

const two = (table: readonly (readonly number[])[]) => ({ categories: table.map((_, place) => place + 1), ratings: fromTable(table), weights: "unweighted" as const, ...at95 });
const four = { categories: fiveCategories, ratings: rated(fourRaters), weights: "unweighted" as const, ...at95 };

describe("gwetAgreement", () => {
  test("is what irrCAC 1.0 prints for two abstractors, and for four raters with missing ratings", () => {
    expect(gwetAgreement(two(abstractors))).toMatchObject({ estimate: expect.closeTo(0.8493305, 7), standardError: expect.closeTo(0.0432, 3) });
    expect(gwetAgreement(four)).toMatchObject({ estimate: expect.closeTo(0.77544, 5), standardError: expect.closeTo(0.14295, 5), confidence: { lower: expect.closeTo(0.461, 3), upper: 1 }, n: 12 });
  });

  test("does not collapse where nearly all ratings are in one category", () => {
    // chance is 2 · .95 · .05 = .095
    expect(gwetAgreement(two([[90, 5], [5, 0]]))).toMatchObject({ estimate: expect.closeTo(0.889503, 6), chanceFraction: expect.closeTo(0.095, 12), warnings: [] });
  });

  test("is Cohen's kappa where both categories are used alike", () => {
    const table = [[45, 5], [5, 45]];
    expect(gwetAgreement(two(table)).estimate).toBeCloseTo(cohenKappa(two(table)).estimate ?? NaN, 12);
  });

  test("warns below ten subjects with two ratings", () => {
    const warningsOf = (count: number) => { const result = gwetAgreement({ ...four, ratings: rated([...Array.from({ length: count }, (_, subject) => [1, 1 + (subject % 3)]), [2, null]]) }); return result.estimate === null ? null : result.warnings; };
    expect([warningsOf(9), warningsOf(10)]).toEqual([["few-subjects"], []]);
  });

  test("is undefined where one category alone is used, though its formula says 1", () => {
    expect(gwetAgreement(two([[9, 0], [0, 0]]))).toMatchObject({ estimate: null, reason: "one-category", observedFraction: 1 });
  });
});

describe("brennanPrediger", () => {
  test("is what irrCAC 1.0 prints for two abstractors, and for four raters with missing ratings", () => {
    expect(brennanPrediger(two(abstractors))).toMatchObject({ estimate: expect.closeTo(0.835, 12), standardError: expect.closeTo(0.0469, 3) });
    expect(brennanPrediger(four)).toMatchObject({ estimate: expect.closeTo(0.77273, 5), standardError: expect.closeTo(0.14472, 5), confidence: { lower: expect.closeTo(0.454, 3), upper: 1 }, chanceFraction: 0.2 });
  });
  test("is undefined where one category alone is used", () => { expect(brennanPrediger(two([[9, 0], [0, 0]]))).toMatchObject({ estimate: null, reason: "one-category" }); });

  test("falls where the scale has categories that nobody uses less, and rises where it has more", () => {
    const ratings = fromTable([[4, 1], [2, 6]]);
    const [narrow, wide] = [[1, 2], [1, 2, 3, 4]].map((categories) => brennanPrediger({ categories, ratings, weights: "unweighted", ...at95 }).estimate ?? NaN);
    // by hand: po = 10/13, chance 1/2 and 1/4
    expect([narrow, wide]).toEqual([expect.closeTo((10 / 13 - 0.5) / 0.5, 12), expect.closeTo((10 / 13 - 0.25) / 0.75, 12)]);
  });
});

describe("standard errors", () => {
  const rows = fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }), { minLength: 4, maxLength: 4 }), { minLength: 25, maxLength: 40 });
  test.each(["unweighted", "quadratic"] as const)("by linearization are near those of leaving out one subject at a time (%s)", (weights) => fc.assert(fc.property(rows, (table) => {
    const full = table.filter((row) => row.filter((value) => value !== null).length > 1);
    fc.pre(full.length >= 20);
    const of = (some: typeof full) => gwetAgreement({ categories: [1, 2, 3], ratings: rated(some), weights, ...at95 });
    const own = of(full);
    fc.pre(own.estimate !== null);
    const others = full.map((_, left) => of(full.filter((__, index) => index !== left)).estimate ?? NaN);
    const mean = others.reduce((sum, value) => sum + value, 0) / others.length;
    const jackknife = Math.sqrt(((full.length - 1) / full.length) * others.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    expect((own.estimate === null ? NaN : own.standardError ?? NaN) / jackknife).toBeCloseTo(1, 0.7);
  }), { numRuns: 8 }));
});
