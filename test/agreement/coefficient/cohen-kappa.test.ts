import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AgreementWeights, cohenKappa } from "coachkit/agreement";
import { abstractors, at95, fromTable, rated } from "../ratings.js";

const kappa = (table: readonly (readonly number[])[], weights: AgreementWeights = "unweighted") => cohenKappa({ categories: table.map((_, place) => place + 1), ratings: fromTable(table), weights, ...at95 });

describe("cohenKappa", () => {
  test("is what irrCAC 1.0 prints for two abstractors of a hundred patients", () => {
    expect(kappa(abstractors)).toMatchObject({ estimate: expect.closeTo(0.7964094, 7), standardError: expect.closeTo(0.0589, 3), n: 100, method: "linearized-normal", warnings: [], observedFraction: 0.89 });
  });

  test.each<[string, number[][], number, readonly string[]]>([
    // po = .9 both times
    ["nearly all in one category", [[90, 5], [5, 0]], -0.052632, ["prevalence-paradox"]],
    ["evenly spread",              [[45, 5], [5, 45]], 0.8,      []],
  ])("of ratings that agree on 90 %%, %s, is low only where chance explains them", (_, table, want, warnings) => {
    expect(kappa(table)).toMatchObject({ estimate: expect.closeTo(want, 6), observedFraction: 0.9, warnings });
  });

  test("says which category is behind a paradox", () => {
    expect(kappa([[90, 5], [5, 0]])).toMatchObject({ prevalence: { category: 1, shareFraction: 0.95 } });
  });

  test("gives near misses the credit that weights say", () => {
    const table = [[5, 2, 0], [1, 6, 2], [0, 1, 4]];
    const own = [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]];
    const [linear, quadratic, plain] = [kappa(table, "linear"), kappa(table, "quadratic"), kappa(table)].map(({ estimate }) => estimate ?? NaN);
    expect(kappa(table, own).estimate).toBe(linear);
    expect((plain ?? 1) < (linear ?? 0) && (linear ?? 1) < (quadratic ?? 0)).toBe(true);
  });

  test("ordinal weights lie between linear and quadratic ones", () => {
    // by hand for three categories: 1 − 1/3 for neighbors
    expect(kappa([[5, 2, 0], [1, 6, 2], [0, 1, 4]], "ordinal")).toMatchObject({ observedFraction: expect.closeTo(1 - (6 / 21) * (1 / 3), 12) });
  });

  test("ends at 1, where its normal interval would go beyond", () => {
    expect(kappa([[8, 0], [1, 8]])).toMatchObject({ confidence: { upper: 1 } });
  });

  test("takes levels as near to 1 as numbers are", () => {
    for (const confidenceLevel of [0.5, 1 - Number.EPSILON / 2]) expect(cohenKappa({ categories: [1, 2, 3], ratings: fromTable(abstractors), weights: "unweighted", confidenceLevel }).estimate).toBeCloseTo(0.7964094, 7);
  });

  test("of perfect agreement has an interval without width, and says so", () => {
    expect(kappa([[8, 0], [0, 8]])).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, standardError: 0, warnings: ["no-width"] });
  });

  test.each<[string, Parameters<typeof rated>[0], object]>([
    ["one rater", [[1], [2]], { reason: "one-rater", n: 0, observedFraction: null, chanceFraction: null }],
    ["three raters", [[1, 1, 1], [2, 2, 1]], { reason: "more-than-two-raters", n: 0 }],
    ["no common subject", [[1, null], [null, 1]], { reason: "no-common-subjects", n: 0 }],
    ["one common subject", [[1, 1], [2, null]], { reason: "too-few-subjects", n: 1 }],
    ["one category", [[1, 1], [1, 1]], { reason: "one-category", n: 2, observedFraction: 1, chanceFraction: 1 }],
    ["no ratings", [], { reason: "no-ratings", n: 0 }],
  ])("is undefined, not 1, of %s", (_, rows, want) => {
    expect(cohenKappa({ categories: [1, 2], ratings: rated(rows), weights: "unweighted", ...at95 })).toMatchObject({ estimate: null, ...want });
  });

  test("subjects that one of the two left out do not count", () => {
    const both = [[1, 1], [2, 2], [1, 2]];
    const { estimate } = cohenKappa({ categories: [1, 2], ratings: rated([...both, [2, null], [null, 1]]), weights: "unweighted", ...at95 });
    expect(estimate).toBe(cohenKappa({ categories: [1, 2], ratings: rated(both), weights: "unweighted", ...at95 }).estimate);
  });

  test.each<[string, readonly (readonly number[])[], string, readonly (string | number)[]]>([
    ["weights for another scale", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "agreement-weights.wrong_size", ["weights"]],
    ["disagreement in place of agreement", [[1, 0.5], [0.5, 0]], "agreement-weights.not_one_with_itself", ["weights", 1, 1]],
    ["weights that differ by direction", [[1, 0.5], [0.4, 1]], "agreement-weights.not_symmetric", ["weights", 0, 1]],
    ["weights that tell nothing apart", [[1, 1], [1, 1]], "agreement-weights.no_difference", ["weights"]],
    ["a weight above 1", [[1, 2], [0, 1]], "input.too_big", ["weights", 0, 1]],
  ])("refuses %s", (_, weights, code, path) => {
    expect(() => cohenKappa({ categories: [1, 2], ratings: [], weights, ...at95 })).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code, path })]) as unknown }));
  });

  const tables = fc.array(fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });

  test("does not depend on the order of the ratings, nor on who is first", () => fc.assert(fc.property(tables, fc.integer(), (table, seed) => {
    const ratings = fromTable(table);
    const mixed = ratings.map((rating, index) => ({ rating, key: Math.imul(index + 1, seed | 1) })).toSorted((left, right) => left.key - right.key).map(({ rating }) => rating);
    const swapped = ratings.map(({ raterId, ...rest }) => ({ ...rest, raterId: raterId === "rater-0" ? "z" : "a" }));
    const request = { categories: [1, 2, 3], weights: "linear" as const, bootstrap: { seed: 4, replicateCount: 2000 }, ...at95 };
    const own = cohenKappa({ ...request, ratings });
    expect(cohenKappa({ ...request, ratings: mixed })).toEqual(own);
    expect(cohenKappa({ ...request, ratings: swapped }).estimate ?? NaN).toBeCloseTo(own.estimate ?? NaN, 12);
  }), { numRuns: 15 }));

  test("is at most the observed agreement, and 1 only where that is", () => fc.assert(fc.property(tables, (table) => {
    const { estimate, observedFraction } = kappa(table);
    fc.pre(estimate !== null && observedFraction !== null);
    expect(estimate).toBeLessThanOrEqual((observedFraction ?? 0) + 1e-12);
  })));
});
