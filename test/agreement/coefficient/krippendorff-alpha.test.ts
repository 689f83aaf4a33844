import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { krippendorffAlpha } from "coachkit/agreement";
import { abstractors, at95, fiveCategories, fourRaters, fromTable, rated, scored } from "../ratings.js";
import { refuses } from "../../refusal.js";

type Rows = readonly (readonly (number | null)[])[];
const scales = ["nominal", "ordinal", "interval", "ratio"] as const;
const alpha = (scale: (typeof scales)[number], rows: Rows, categories: readonly number[] = fiveCategories, more: object = {}) =>
  scale === "nominal" || scale === "ordinal" ? krippendorffAlpha({ scale, categories, ratings: rated(rows), ...at95, ...more }) : krippendorffAlpha({ scale, ratings: scored(rows), ...at95, ...more });

/** Every pair of ratings, as the definition has it. */
function plainAlpha(rows: Rows, distance: (left: number, right: number) => number): number {
  const units = rows.map((row) => row.filter((value) => value !== null)).filter((row) => row.length > 1);
  const all = units.flat();
  const within = units.reduce((sum, row) => sum + row.reduce((inner, left) => inner + row.reduce((most, right) => most + distance(left, right), 0), 0) / (row.length - 1), 0);
  const total = all.reduce((sum, left) => sum + all.reduce((inner, right) => inner + distance(left, right), 0), 0);
  return 1 - ((all.length - 1) * within) / total;
}
function ordinalDistance(rows: Rows): (left: number, right: number) => number {
  const all = rows.filter((row) => row.filter((value) => value !== null).length > 1).flat();
  const uses = (category: number) => all.filter((value) => value === category).length;
  return (left, right) => {
    const [low, high] = [Math.min(left, right), Math.max(left, right)];
    let between = -(uses(low) + uses(high)) / 2;
    for (let category = low; category <= high; category += 1) between += uses(category);
    return left === right ? 0 : between ** 2;
  };
}

describe("krippendorffAlpha", () => {
  // irrCAC 1.0 prints 0.14557 as standard error: its formula differs in terms of the order of one subject
  test("of Krippendorff's example is what irrCAC 1.0 prints", () => {
    expect(alpha("nominal", fourRaters)).toMatchObject({ estimate: expect.closeTo(0.743421052632, 12), standardError: expect.closeTo(0.14557, 3), confidence: { lower: expect.closeTo(0.419, 3), upper: 1 }, n: 11, method: "linearized-student-t", warnings: [] });
  });

  test("of two abstractors is a little above Scott's pi", () => {
    expect(krippendorffAlpha({ scale: "nominal", categories: [1, 2, 3], ratings: fromTable(abstractors), ...at95 })).toMatchObject({ estimate: expect.closeTo(0.7972585, 7), prevalence: { category: 3, shareFraction: 0.615 } });
  });

  test("is one less observed over expected disagreement", () => {
    // by hand: the pairs 1–2, 3–3, 3–3: observed 2 of 6; expected among 1 2 3 3 3 3, two ordered ways: 9 pairs of 15 differ
    expect(alpha("nominal", [[1, 2], [3, 3], [3, 3]])).toMatchObject({ estimate: expect.closeTo(1 - (1 / 3) / (9 / 15), 12), observedDisagreement: expect.closeTo(1 / 3, 12), expectedDisagreement: expect.closeTo(0.6, 12) });
    // by hand: squared differences 1 and 0 and 0; 1 2 against 3 3 3 3 and each other: 4 · 4 + 4 · 1 + 1 over 15 pairs
    expect(alpha("interval", [[1, 2], [3, 3], [3, 3]])).toMatchObject({ observedDisagreement: expect.closeTo(1 / 3, 12), expectedDisagreement: expect.closeTo(21 / 15, 12), prevalence: null });
  });

  test("a subject with a single rating does not count, not even among what is expected", () => {
    for (const scale of scales) expect(alpha(scale, [[1, 2], [3, 3], [2, 2], [null, 5]]), scale).toEqual(alpha(scale, [[1, 2], [3, 3], [2, 2]]));
  });

  test("scores far from zero lose no digits", () => {
    const rows = [[1, 2, 2], [3, 3, 4], [5, 4, 5]];
    expect(alpha("interval", rows.map((row) => row.map((score) => score + 999_000_000))).estimate).toBeCloseTo(alpha("interval", rows).estimate ?? NaN, 9);
  });

  test("ordinal distances follow the use of categories, not their names", () => {
    const rows = [[1, 2], [2, 2], [3, 4], [4, 4], [1, 1]];
    expect(alpha("ordinal", rows.map((row) => row.map((level) => level * 10)), [10, 20, 30, 40]).estimate).toBe(alpha("ordinal", rows).estimate);
  });

  test.each<[string, Rows, string, string]>([
    ["no ratings", [], "no-ratings", "no-ratings"],
    ["one rater", [[1], [2]], "one-rater", "one-rater"],
    ["no common subject", [[1, null], [null, 2]], "no-common-subjects", "no-common-subjects"],
    ["one common subject", [[1, 2], [null, 1]], "too-few-subjects", "too-few-subjects"],
    ["ratings without a difference", [[2, 2], [2, 2], [2, null]], "one-category", "zero-variance"],
    ["differences on single ratings only", [[2, 2], [2, 2], [3, null]], "one-category", "zero-variance"],
  ])("is undefined, not 1, of %s", (_, rows, ofCategories, ofScores) => {
    expect(alpha("nominal", rows)).toMatchObject({ estimate: null, reason: ofCategories });
    expect(alpha("ordinal", rows)).toMatchObject({ estimate: null, reason: ofCategories });
    expect(alpha("interval", rows)).toMatchObject({ estimate: null, reason: ofScores });
    expect(alpha("ratio", rows)).toMatchObject({ estimate: null, reason: ofScores });
  });

  test("equal scores that no binary number holds are no difference", () => {
    expect(alpha("interval", [[0.1, 0.1, 0.1], [0.1, 0.1, 0.1]])).toMatchObject({ reason: "zero-variance" });
    expect(alpha("interval", [[0.1, 0.1, 0.1], [0.7, 0.7, 0.7]])).toMatchObject({ estimate: 1, warnings: ["few-subjects", "no-width"] });
  });

  test("of perfect agreement is 1 with an interval without width", () => {
    for (const scale of scales) expect(alpha(scale, [[1, 1], [2, 2], [4, 4]]), scale).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: ["few-subjects", "no-width"] });
  });

  test("refuses a score below zero on a ratio scale, and too many different ones", () => {
    refuses(() => alpha("ratio", [[1, -2], [3, 4]]), { code: "rating.negative_ratio", path: ["ratings", 1, "score"] });
    const many = Array.from({ length: 501 }, (_, subject) => [2 * subject, 2 * subject + 1]);
    refuses(() => alpha("ratio", many), { code: "krippendorff-alpha.too_many_scores", path: ["ratings"] });
    expect(alpha("ratio", many.slice(1)).estimate).not.toBeNull();
    expect(alpha("interval", many).estimate).not.toBeNull();
  });

  test("refuses a scale that is none, and scores where categories belong", () => {
    refuses(() => krippendorffAlpha({ scale: "circular", ratings: [], ...at95 } as never), { code: "input.invalid_union", path: ["scale"] });
    refuses(() => krippendorffAlpha({ scale: "interval", ratings: rated([[1]]), ...at95 } as never), { code: "input.invalid_type", path: ["ratings", 0, "score"] }, { code: "input.unrecognized_keys", path: ["ratings", 0, "category"] });
    refuses(() => krippendorffAlpha({ scale: "interval", ratings: [...scored([[1]]), ...scored([[2]])], ...at95 }), { code: "rating.duplicate_rating", path: ["ratings", 1] });
  });

  const tables = fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 12 });

  test("is what all pairs of ratings give", () => fc.assert(fc.property(tables, (rows) => {
    const distances = { nominal: (left: number, right: number) => Number(left !== right), ordinal: ordinalDistance(rows), interval: (left: number, right: number) => (left - right) ** 2, ratio: (left: number, right: number) => ((left - right) / (left + right)) ** 2 };
    for (const scale of scales) {
      const { estimate } = alpha(scale, rows);
      if (estimate !== null) expect(estimate, scale).toBeCloseTo(plainAlpha(rows, distances[scale]), 10);
    }
  })));

  test("does not depend on the order of the ratings", () => fc.assert(fc.property(tables, fc.integer(), (rows, seed) => {
    const mix = <Rating>(ratings: readonly Rating[]) => ratings.map((rating, index) => ({ rating, key: Math.imul(index + 1, seed | 1) })).toSorted((left, right) => left.key - right.key).map(({ rating }) => rating);
    const bootstrap = { bootstrap: { seed: 3, replicateCount: 2000 }, ...at95 };
    const tenths = rows.map((row) => row.map((value) => (value === null ? null : value / 10)));
    expect(krippendorffAlpha({ scale: "ordinal", categories: fiveCategories, ratings: mix(rated(rows)), ...bootstrap })).toEqual(krippendorffAlpha({ scale: "ordinal", categories: fiveCategories, ratings: rated(rows), ...bootstrap }));
    expect(krippendorffAlpha({ scale: "interval", ratings: mix(scored(tenths)), ...bootstrap })).toEqual(krippendorffAlpha({ scale: "interval", ratings: scored(tenths), ...bootstrap }));
  }), { numRuns: 10 }));

  test.each(scales)("its standard error is near that of leaving out one subject at a time (%s)", (scale) => {
    // a fixed table of forty subjects, with missing ratings
    const rows: Rows = Array.from({ length: 40 }, (_, subject) => Array.from({ length: 4 }, (__, rater) => ((subject * 7 + rater * 3) % 11 === 0 ? null : 1 + ((subject + (((subject * 5 + rater * 7) % 9) > 6 ? 1 : 0)) % 4))));
    const own = alpha(scale, rows);
    const others = rows.map((_, left) => alpha(scale, rows.filter((__, index) => index !== left)).estimate ?? NaN);
    const mean = others.reduce((sum, value) => sum + value, 0) / 40;
    const jackknife = Math.sqrt((39 / 40) * others.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    const error = own.estimate === null ? NaN : own.standardError ?? NaN;
    expect(error / jackknife).toBeGreaterThan(0.95);
    expect(error / jackknife).toBeLessThan(1.02);
  });
});
