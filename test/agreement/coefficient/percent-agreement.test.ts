import { describe, expect, test } from "vitest";
import { percentAgreement } from "coachkit/agreement";
import { proportionEstimate } from "coachkit/statistics";
import { abstractors, at95, fiveCategories, fourRaters, fromTable, rated } from "../ratings.js";
import { refuses } from "../../refusal.js";

const of = (rows: Parameters<typeof rated>[0], categories = [1, 2, 3]) => percentAgreement({ categories, ratings: rated(rows), ...at95 });

describe("percentAgreement", () => {
  test("of two raters is the share of subjects on which they agree, with Wilson's interval", () => {
    const found = percentAgreement({ categories: [1, 2, 3], ratings: fromTable(abstractors), ...at95 });
    const share = proportionEstimate({ successes: 89, n: 100, ...at95 });
    expect(found).toEqual({ estimate: 0.89, confidence: share.estimate === null ? null : share.confidence, n: 100, method: "wilson", warnings: [], standardError: expect.closeTo(0.0314466, 6), prevalence: { category: 3, shareFraction: 0.615 } });
  });

  test("of more raters is the mean over subjects of the share of pairs that agree", () => {
    // by hand: one of three pairs agrees, then all, then none
    expect(of([[1, 1, 2], [1, 1, 1], [1, 2, 3]]).estimate).toBeCloseTo((1 / 3 + 1 + 0) / 3, 12);
  });

  // irrCAC 1.0 prints the same estimate and 0.12561 as standard error: it counts the subject with a single rating as one that might have agreed
  test("leaves out subjects with a single rating", () => {
    const shares = [1, 0.5, 1, 1, 1, 0, 1, 0.5, 1, 1, 1];
    const squares = shares.reduce((sum, share) => sum + (share - 9 / 11) ** 2, 0);
    expect(of(fourRaters, fiveCategories)).toMatchObject({ estimate: expect.closeTo(9 / 11, 12), standardError: expect.closeTo(Math.sqrt(squares / 110), 12), confidence: { lower: expect.closeTo(9 / 11 - 2.228138852 * Math.sqrt(squares / 110), 8), upper: 1 }, n: 11, method: "linearized-student-t" });
  });

  test("stays at 1 where everybody says the same, with an interval that has a width", () => {
    expect(of([[1, 1], [1, 1], [1, 1]])).toMatchObject({ estimate: 1, confidence: { lower: expect.closeTo(0.438503, 6), upper: 1 }, warnings: ["few-subjects"] });
  });

  test("its interval does not fall below zero", () => {
    expect(of([[1, 2, 3], [1, 2, 3], [1, 2, 2]])).toMatchObject({ confidence: { lower: 0 } });
  });

  test.each<[string, Parameters<typeof rated>[0], string, number]>([
    ["no ratings", [], "no-ratings", 0],
    ["one rater", [[1], [2]], "one-rater", 0],
    ["raters without a common subject", [[1, null], [null, 2]], "no-common-subjects", 0],
    ["one common subject", [[1, 1], [null, 2]], "too-few-subjects", 1],
  ])("cannot tell of %s", (_, rows, reason, n) => { expect(of(rows)).toEqual({ estimate: null, reason, n, needed: 2 }); });

  test("refuses what is no rating on the scale, a cell rated twice and a category listed twice, in one error", () => {
    const ratings = [{ subjectId: "a", raterId: "r", category: 1 }, { subjectId: "a", raterId: "r", category: 9 }, { subjectId: "b", raterId: "", category: 1 }, { subjectId: "a", raterId: "s", category: "1" }];
    refuses(() => percentAgreement({ categories: [1, 2, 1], ratings, ...at95 }),
      { code: "rating.duplicate_category", path: ["categories", 2] },
      { code: "input.invalid_format", path: ["ratings", 2, "raterId"] },
      { code: "rating.off_scale", path: ["ratings", 1, "category"] },
      { code: "rating.off_scale", path: ["ratings", 3, "category"] },
      { code: "rating.duplicate_rating", path: ["ratings", 1] });
  });

  test.each<[string, object, string, readonly string[]]>([
    ["a level in percent", { confidenceLevel: 95 }, "input.too_big", ["confidenceLevel"]],
    ["one category", { categories: [1] }, "input.too_small", ["categories"]],
    ["few replicates", { bootstrap: { seed: 1, replicateCount: 1999 } }, "input.too_small", ["bootstrap", "replicateCount"]],
    ["a category that is no number", { categories: [1, NaN] }, "input.invalid_union", ["categories", "1"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => percentAgreement({ categories: [1, 2], ratings: [], ...at95, ...part }), { code, path: path.map((key) => (/^\d+$/u.test(key) ? Number(key) : key)) }); });
});
