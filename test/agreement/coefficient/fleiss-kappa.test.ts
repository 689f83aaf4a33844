import { describe, expect, test } from "vitest";
import { cohenKappa, fleissKappa, scottPi } from "coachkit/agreement";
import { abstractors, at95, fiveCategories, fourRaters, fromTable, rated } from "../ratings.js";

const fleiss = (rows: Parameters<typeof rated>[0], categories: readonly number[] = fiveCategories) => fleissKappa({ categories, ratings: rated(rows), ...at95 });

describe("fleissKappa", () => {
  test("with missing ratings is what irrCAC 1.0 prints", () => {
    expect(fleiss(fourRaters)).toMatchObject({
      estimate: expect.closeTo(0.76117, 5), standardError: expect.closeTo(0.15302, 5), confidence: { lower: expect.closeTo(0.424, 3), upper: 1 }, n: 12, method: "linearized-student-t",
      observedFraction: expect.closeTo(0.8181818, 7), chanceFraction: expect.closeTo(0.2387153, 7), chanceTest: null, perCategoryChanceError: null, warnings: [],
    });
  });

  test("of six raters of fifteen patients is what irrCAC 1.0 prints", () => {
    const counts = ["00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040", "00006", "10050", "11040", "03300", "10050", "02031"];
    expect(fleiss(counts.map((row) => [...row].flatMap((count, place) => Array<number>(Number(count)).fill(place + 1))))).toMatchObject({
      estimate: expect.closeTo(0.4139265, 7), standardError: expect.closeTo(0.08119291, 8), confidence: { lower: expect.closeTo(0.24, 3), upper: expect.closeTo(0.588, 3) }, observedFraction: expect.closeTo(0.5511111, 7), chanceFraction: expect.closeTo(0.2340741, 7),
    });
  });

  test("says of each category how well it is told from the rest", () => {
    const { perCategory } = fleiss([[1, 1], [2, 3], [3, 2], [1, 1]], [1, 2, 3, 4]);
    // by hand: 2 and 3 are confused, 1 is not, 4 is not used
    expect(perCategory).toEqual([{ category: 1, estimate: 1 }, { category: 2, estimate: expect.closeTo(1 - 0.5 / (2 * 0.25 * 0.75), 12) }, { category: 3, estimate: expect.closeTo(1 - 0.5 / (2 * 0.25 * 0.75), 12) }, { category: 4, estimate: null }]);
  });

  test("is undefined, not 1, where everybody says the same", () => {
    expect(fleiss([[1, 1, 1], [1, 1, 1]], [1, 2])).toEqual({ estimate: null, reason: "one-category", n: 2, needed: 2, observedFraction: 1, chanceFraction: 1, perCategory: [{ category: 1, estimate: null }, { category: 2, estimate: null }], perCategoryChanceError: expect.closeTo(Math.sqrt(2 / 12), 12) });
  });

  test("warns of the paradox", () => {
    expect(fleiss([...Array.from({ length: 20 }, () => [1, 1, 1]), [1, 1, 2], [1, 2, 1]], [1, 2]).estimate).toBeLessThan(0);
    expect(fleiss([...Array.from({ length: 20 }, () => [1, 1, 1]), [1, 1, 2], [1, 2, 1]], [1, 2])).toMatchObject({ warnings: ["prevalence-paradox"], prevalence: { category: 1 } });
  });

  test.each<[string, (number | null)[][], string]>([
    ["one rater", [[1], [2]], "one-rater"],
    ["no common subject", [[1, null], [null, 1]], "no-common-subjects"],
    ["one common subject", [[1, 2], [null, 1]], "too-few-subjects"],
    ["no ratings", [], "no-ratings"],
  ])("cannot tell of %s", (_, rows, reason) => { expect(fleiss(rows)).toMatchObject({ estimate: null, reason }); });
});

describe("scottPi", () => {
  test("is what irrCAC 1.0 prints for two abstractors", () => {
    expect(scottPi({ categories: [1, 2, 3], ratings: fromTable(abstractors), ...at95 })).toMatchObject({ estimate: expect.closeTo(0.7962397, 7), standardError: expect.closeTo(0.05905, 3), observedFraction: 0.89 });
  });
  test("is at most Cohen's kappa, which it is where both raters use categories alike", () => {
    const even = [[4, 2], [2, 7]];
    const uneven = [[4, 5], [0, 7]];
    const cohen = (table: number[][]) => cohenKappa({ categories: [1, 2], ratings: fromTable(table), weights: "unweighted", ...at95 }).estimate ?? NaN;
    const scott = (table: number[][]) => scottPi({ categories: [1, 2], ratings: fromTable(table), ...at95 }).estimate ?? NaN;
    expect(scott(even)).toBeCloseTo(cohen(even), 12);
    expect(scott(uneven)).toBeLessThan(cohen(uneven));
  });
  test("is of two raters", () => {
    expect(scottPi({ categories: [1, 2], ratings: rated([[1, 1, 2], [2, 2, 1]]), ...at95 })).toMatchObject({ estimate: null, reason: "more-than-two-raters" });
    expect(scottPi({ categories: [1, 2], ratings: [], ...at95 })).toMatchObject({ estimate: null, reason: "no-ratings" });
  });
});
