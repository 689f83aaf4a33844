import { describe, expect, test } from "vitest";
import { type CorrelationForm, intraclassCorrelation } from "coachkit/agreement";
import { at95, scored, sixByFour } from "../ratings.js";
import { refuses } from "../../refusal.js";

const forms = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"] as const;
const icc = (form: CorrelationForm, rows: Parameters<typeof scored>[0], level = 0.95) => intraclassCorrelation({ form, ratings: scored(rows), confidenceLevel: level });

describe("intraclassCorrelation", () => {
  test.each<[CorrelationForm, number]>([["ICC(1,1)", 0.1657], ["ICC(2,1)", 0.2898], ["ICC(3,1)", 0.7148], ["ICC(1,k)", 0.4428], ["ICC(2,k)", 0.6201], ["ICC(3,k)", 0.9093]])("%s of the six subjects of Shrout and Fleiss is %d", (form, want) => {
    expect(icc(form, sixByFour)).toMatchObject({ estimate: expect.closeTo(want, 4), n: 6, scoresPerSubject: 4, leftOutCount: 0, warnings: ["few-subjects"] });
  });

  test("a rater who is always two points harsher lowers agreement, not consistency", () => {
    const rows = [1, 3, 2, 5, 4].map((score) => [score + 2, score]);
    expect(icc("ICC(3,1)", rows)).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, subjectTest: null, warnings: ["few-subjects", "no-width"] });
    // by hand: variance 2.5 of subjects, 2 of raters
    expect(icc("ICC(2,1)", rows).estimate).toBeCloseTo(2.5 / 4.5, 12);
  });

  test("the mean of k raters is stepped up by Spearman and Brown", () => {
    for (const model of ["1", "2", "3"] as const) {
      const single = icc(`ICC(${model},1)`, sixByFour).estimate ?? NaN;
      expect(icc(`ICC(${model},k)`, sixByFour).estimate).toBeCloseTo((4 * single) / (1 + 3 * single), 12);
    }
  });

  test("equal scores that no binary number holds have no residual", () => {
    expect(icc("ICC(3,1)", [[0.1, 0.4], [0.7, 1], [0.3, 0.6], [1.1, 1.4]])).toMatchObject({ estimate: 1, meanSquares: { residual: 0 } });
  });

  test("scores far from zero lose no digits", () => {
    for (const form of forms) expect(icc(form, sixByFour.map((row) => row.map((score) => score + 9e8))).estimate, form).toBeCloseTo(icc(form, sixByFour).estimate ?? NaN, 6);
  });

  test("forms 2 and 3 leave out subjects that a rater did not score, form 1 those with one score", () => {
    const rows = [...sixByFour, [5, null, 6, 7], [4, null, null, null]];
    expect(icc("ICC(2,1)", rows)).toMatchObject({ ...icc("ICC(2,1)", sixByFour), leftOutCount: 2, warnings: ["few-subjects", "incomplete-subjects-left-out"] });
    expect(icc("ICC(1,1)", rows)).toMatchObject({ n: 7, leftOutCount: 1, warnings: ["few-subjects", "incomplete-subjects-left-out", "unequal-rating-counts"] });
  });

  test("form 1 counts subjects with different numbers of scores by their k₀", () => {
    // by hand: sums of squares 12 between subjects (2 of them, scores 1 1 and 4 4 4: means 1 and 4, mean of all 2.8), none within
    const found = icc("ICC(1,1)", [[1, 1, null], [4, 4, 4]]);
    expect(found).toMatchObject({ estimate: 1, scoresPerSubject: (5 - (4 + 9) / 5) / 1, meanSquares: { subjects: expect.closeTo(10.8, 12), within: 0, raters: null, residual: null } });
  });

  test("does not need the same raters for form 1", () => {
    const own = [{ subjectId: "a", raterId: "r1", score: 1 }, { subjectId: "a", raterId: "r2", score: 2 }, { subjectId: "b", raterId: "r3", score: 4 }, { subjectId: "b", raterId: "r4", score: 5 }];
    expect(intraclassCorrelation({ form: "ICC(1,1)", ratings: own, ...at95 }).estimate).toBe(icc("ICC(1,1)", [[1, 2], [4, 5]]).estimate);
    expect(intraclassCorrelation({ form: "ICC(2,1)", ratings: own, ...at95 })).toEqual({ estimate: null, reason: "no-common-subjects", n: 0, needed: 2 });
  });

  test.each<[string, Parameters<typeof scored>[0], CorrelationForm, string]>([
    ["no scores", [], "ICC(2,1)", "no-ratings"],
    ["one rater", [[1], [2]], "ICC(1,1)", "one-rater"],
    ["no subject that all scored", [[1, null], [null, 2]], "ICC(3,1)", "no-common-subjects"],
    ["one subject", [[1, 2]], "ICC(2,k)", "too-few-subjects"],
    ["scores without a difference", [[3, 3], [3, 3], [3, 3]], "ICC(2,1)", "zero-variance"],
    ["scores without a difference, as a mean", [[3, 3], [3, 3], [3, 3]], "ICC(3,k)", "zero-variance"],
    ["subjects without a difference, as a mean", [[1, 2], [1, 2], [1, 2]], "ICC(1,k)", "zero-variance"],
    ["raters who contradict each other, as a mean", [[1, 5], [5, 1], [3, 3.5], [2, 4]], "ICC(2,k)", "negative-variance"],
  ])("is undefined, not 1, of %s", (_, rows, form, reason) => { expect(icc(form, rows)).toMatchObject({ estimate: null, reason }); });

  test("below zero is told as it is", () => {
    const contrary = [[1, 5], [5, 1], [2, 5], [4, 1]];
    expect(icc("ICC(3,1)", contrary).estimate).toBeLessThan(-0.8);
  });

  test("a higher level has a wider interval", () => {
    for (const form of forms) {
      const [narrow, wide] = [icc(form, sixByFour, 0.9), icc(form, sixByFour, 0.99)];
      if (narrow.estimate === null || wide.estimate === null) throw new Error("no estimate");
      expect(wide.confidence.lower < narrow.confidence.lower && narrow.confidence.upper < wide.confidence.upper, form).toBe(true);
    }
  });

  test("refuses a form that is none, a score that is none and a cell scored twice", () => {
    refuses(() => intraclassCorrelation({ form: "ICC(2)", ratings: [], ...at95 } as never), { code: "input.invalid_value", path: ["form"] });
    refuses(() => intraclassCorrelation({ form: "ICC(2,1)", ratings: [{ subjectId: "a", raterId: "b", score: Infinity }], ...at95 }), { code: "input.invalid_type", path: ["ratings", 0, "score"] });
    refuses(() => intraclassCorrelation({ form: "ICC(2,1)", ratings: [...scored([[1]]), ...scored([[1]])], ...at95 }), { code: "rating.duplicate_rating", path: ["ratings", 1] });
  });

  test("does not depend on the order of the scores", () => {
    const tenths = sixByFour.map((row) => row.map((score) => score / 10));
    for (const form of forms) expect(intraclassCorrelation({ form, ratings: scored(tenths).toReversed(), ...at95 }), form).toEqual(icc(form, tenths));
  });
});
