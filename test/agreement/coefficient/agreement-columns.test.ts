import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGREEMENT_LIMITS, brennanPrediger, categoryAgreementColumns, type CategoryCoefficient, type CategoryColumns, cohenKappa, fleissKappa, gwetAgreement, intraclassCorrelation, krippendorffAlpha, percentAgreement, scoreAgreementColumns, type ScoreCoefficient, type ScoreColumns, scottPi } from "coachkit/agreement";
import { at95, rated, scored } from "../ratings.js";
import { refuses } from "../../refusal.js";

type Rows = readonly (readonly (number | null)[])[];
/** Columns of rows of categories that count from 0, in the order of the rows turned round where `isTurned`. */
function columnsOf(rows: Rows, raterCount: number, isTurned = false) {
  const cells = rows.flatMap((row, subject) => row.flatMap((value, rater) => (value === null ? [] : [{ subject, rater, value }])));
  if (isTurned) cells.reverse();
  return { subjectCount: rows.length, raterCount, subjects: Uint32Array.from(cells, ({ subject }) => subject), raters: Uint32Array.from(cells, ({ rater }) => rater), values: cells.map(({ value }) => value) };
}
const categoryColumns = (rows: Rows, raterCount: number, coefficient: CategoryCoefficient, isTurned = false): CategoryColumns => {
  const { values, ...cells } = columnsOf(rows, raterCount, isTurned);
  return { ...cells, categoryCount: 3, categories: isTurned ? Uint16Array.from(values) : Uint8Array.from(values), coefficient, ...at95 };
};
const scoreColumns = (rows: Rows, raterCount: number, coefficient: ScoreCoefficient, isTurned = false): ScoreColumns => {
  const { values, ...cells } = columnsOf(rows, raterCount, isTurned);
  return { ...cells, scores: Float64Array.from(values), coefficient, ...at95 };
};

const tables = (raterCount: number) => fc.array(fc.array(fc.option(fc.nat(2), { nil: null }), { minLength: raterCount, maxLength: raterCount }), { maxLength: 9 });
const plain = (rows: Rows) => ({ categories: [0, 1, 2], ratings: rated(rows), ...at95 });

describe("categoryAgreementColumns", () => {
  test.each<[CategoryCoefficient, (rows: Rows) => unknown]>([
    [{ kind: "percent-agreement" }, (rows) => percentAgreement(plain(rows))],
    [{ kind: "scott-pi" }, (rows) => scottPi(plain(rows))],
    [{ kind: "fleiss-kappa" }, (rows) => fleissKappa(plain(rows))],
    [{ kind: "cohen-kappa", weights: "quadratic" }, (rows) => cohenKappa({ ...plain(rows), weights: "quadratic" })],
    [{ kind: "gwet-agreement", weights: "ordinal" }, (rows) => gwetAgreement({ ...plain(rows), weights: "ordinal" })],
    [{ kind: "brennan-prediger", weights: "linear" }, (rows) => brennanPrediger({ ...plain(rows), weights: "linear" })],
    [{ kind: "krippendorff-alpha", scale: "nominal" }, (rows) => krippendorffAlpha({ scale: "nominal", ...plain(rows) })],
    [{ kind: "krippendorff-alpha", scale: "ordinal" }, (rows) => krippendorffAlpha({ scale: "ordinal", ...plain(rows) })],
  ])("answers what the function of the coefficient does, in any order of the ratings: %o", (coefficient, own) => {
    fc.assert(fc.property(tables(2), (rows) => {
      expect(categoryAgreementColumns(categoryColumns(rows, 2, coefficient))).toEqual(own(rows));
      expect(categoryAgreementColumns(categoryColumns(rows, 2, coefficient, true))).toEqual(own(rows));
    }), { numRuns: 40 });
  });

  const good = categoryColumns([[0, 1, 1], [2, 2, null], [0, 0, 0]], 3, { kind: "fleiss-kappa" });
  test("there may be subjects and raters without a rating", () => {
    expect(categoryAgreementColumns({ ...good, subjectCount: 9, raterCount: 7 })).toEqual(categoryAgreementColumns(good));
  });

  test.each<[string, object, string, readonly (string | number)[]]>([
    ["plain lists", { subjects: [0, 0, 0, 1, 1, 2, 2, 2] }, "agreement-columns.wrong_kind", ["subjects"]],
    ["raters of another kind", { raters: new Float64Array(8) }, "agreement-columns.wrong_kind", ["raters"]],
    ["categories of another kind", { categories: new Float64Array(8) }, "agreement-columns.wrong_kind", ["categories"]],
    ["nothing for categories", { categories: undefined }, "agreement-columns.wrong_kind", ["categories"]],
    ["too few raters", { raters: new Uint32Array(7) }, "agreement-columns.wrong_length", ["raters"]],
    ["too many categories", { categories: new Uint8Array(9) }, "agreement-columns.wrong_length", ["categories"]],
    ["a subject that is not there", { subjectCount: 2 }, "agreement-columns.unknown_place", ["subjects", 5]],
    ["a rater who is not there", { raterCount: 2 }, "agreement-columns.unknown_place", ["raters", 2]],
    ["a level off the scale", { categoryCount: 2 }, "agreement-columns.unknown_place", ["categories", 3]],
    ["a cell rated twice", { raters: Uint32Array.of(0, 1, 2, 0, 0, 0, 1, 2) }, "agreement-columns.duplicate_rating", ["subjects", 4]],
    ["weights of another scale", { coefficient: { kind: "cohen-kappa", weights: [[1, 0], [0, 1]] } }, "agreement-weights.wrong_size", ["coefficient", "weights"]],
    ["a coefficient that is none", { coefficient: { kind: "kappa" } }, "input.invalid_union", ["coefficient", "kind"]],
    ["an unknown key", { scores: [1] }, "input.unrecognized_keys", ["scores"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => categoryAgreementColumns({ ...good, ...part } as never), { code, path }); });

  test("refuses more ratings, places and categories than it takes", () => {
    const { columnRatings, categories } = AGREEMENT_LIMITS;
    const many = new Uint32Array(columnRatings + 1);
    refuses(() => categoryAgreementColumns({ ...good, subjects: many, raters: many, categories: new Uint8Array(columnRatings + 1) }), { code: "agreement-columns.too_many", path: ["subjects"] });
    refuses(() => categoryAgreementColumns({ ...good, subjectCount: columnRatings + 1, categoryCount: categories + 1 }), { code: "input.too_big", path: ["subjectCount"] }, { code: "input.too_big", path: ["categoryCount"] });
  });

  test("refuses nothing at all", () => {
    expect(() => categoryAgreementColumns(null as never)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "input.invalid_type", path: [] })] }));
  });

  test("names the place of the one bad rating of a million", () => {
    const count = 1_000_000;
    const subjects = Uint32Array.from({ length: count }, (_, at) => Math.floor(at / 5));
    const columns = { subjectCount: count / 5, raterCount: 5, categoryCount: 5, subjects, raters: subjects.map((_, at) => at % 5), categories: new Uint8Array(count), coefficient: { kind: "fleiss-kappa" as const }, ...at95 };
    columns.categories[777_777] = 5;
    refuses(() => categoryAgreementColumns(columns), { code: "agreement-columns.unknown_place", path: ["categories", 777_777] });
  }, 10_000);
});

describe("scoreAgreementColumns", () => {
  test.each<[ScoreCoefficient, (rows: Rows) => unknown]>([
    [{ kind: "krippendorff-alpha", scale: "interval" }, (rows) => krippendorffAlpha({ scale: "interval", ratings: scored(rows), ...at95 })],
    [{ kind: "krippendorff-alpha", scale: "ratio" }, (rows) => krippendorffAlpha({ scale: "ratio", ratings: scored(rows), ...at95 })],
    [{ kind: "intraclass-correlation", form: "ICC(1,k)" }, (rows) => intraclassCorrelation({ form: "ICC(1,k)", ratings: scored(rows), ...at95 })],
    [{ kind: "intraclass-correlation", form: "ICC(2,1)" }, (rows) => intraclassCorrelation({ form: "ICC(2,1)", ratings: scored(rows), ...at95 })],
  ])("answers what the function of the coefficient does, in any order of the scores: %o", (coefficient, own) => {
    fc.assert(fc.property(tables(3), (rows) => {
      expect(scoreAgreementColumns(scoreColumns(rows, 3, coefficient))).toEqual(own(rows));
      expect(scoreAgreementColumns(scoreColumns(rows, 3, coefficient, true))).toEqual(own(rows));
    }), { numRuns: 40 });
  });

  const good = scoreColumns([[1, 2], [2, 2]], 2, { kind: "krippendorff-alpha", scale: "ratio" });
  test.each<[string, object, string, readonly (string | number)[]]>([
    ["a score that is no number", { scores: Float64Array.of(1, 2, NaN, 2) }, "agreement-columns.no_score", ["scores", 2]],
    ["a score below zero on a ratio scale", { scores: Float64Array.of(1, -2, 2, 2) }, "rating.negative_ratio", ["scores", 1]],
    ["scores of another kind", { scores: [1, 2, 2, 2] }, "agreement-columns.wrong_kind", ["scores"]],
    ["too few scores", { scores: new Float64Array(3) }, "agreement-columns.wrong_length", ["scores"]],
    ["a cell scored twice", { raters: Uint32Array.of(0, 0, 0, 1) }, "agreement-columns.duplicate_rating", ["subjects", 1]],
    ["a level of confidence in percent", { confidenceLevel: 95 }, "input.too_big", ["confidenceLevel"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => scoreAgreementColumns({ ...good, ...part } as never), { code, path }); });

  test("takes 1,000 different scores on a ratio scale, and no more", () => {
    const subjects = Uint32Array.from({ length: 1002 }, (_, at) => at >> 1);
    const columns = { subjectCount: 501, raterCount: 2, subjects, raters: subjects.map((_, at) => at & 1), scores: Float64Array.from(subjects, (_, at) => at), coefficient: { kind: "krippendorff-alpha" as const, scale: "ratio" as const }, ...at95 };
    refuses(() => scoreAgreementColumns(columns), { code: "krippendorff-alpha.too_many_scores", path: ["scores"] });
    expect(scoreAgreementColumns({ ...columns, scores: columns.scores.map((score) => Math.min(score, 999)) }).estimate).not.toBeNull();
  });
});
