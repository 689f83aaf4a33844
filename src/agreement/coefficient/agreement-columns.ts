import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../../error/index.js";
import { isTypedArray } from "../../error/internal.js";
import { Count } from "../../unit/index.js";
import { AgreementWeights, reportWeights } from "./agreement-weights.js";
import { type CellOrder, cellOrder, type Cells, inspect, repeatedCells } from "./cell-order.js";
import { type CategoryAgreement, categoryAgreementOf, type CategoryCoefficient, type ScoreAgreement, scoreAgreementOf, type ScoreCoefficient } from "./coefficient.js";
import { CorrelationForm } from "./intraclass-correlation.js";
import { AGREEMENT_LIMITS, intervalKeys, type IntervalRequest, negativeRatio } from "./rating.js";
import { sortedScores } from "./rating-table.js";

/** Where ratings stand: subject and rater of each as places that count from 0. */
interface CellColumns extends IntervalRequest {
  /** How many subjects there are, at most 10,000,000. */
  readonly subjectCount: Count;
  /** How many raters there are, at most 10,000,000. */
  readonly raterCount: Count;
  /** The subject of each rating. At most 10,000,000 ratings. */
  readonly subjects: Uint32Array;
  /** The rater of each rating. */
  readonly raters: Uint32Array;
}
/** Ratings in categories, in columns. */
export interface CategoryColumns extends CellColumns {
  /** How many categories the scale has, used or not; 2 to 1,000. */
  readonly categoryCount: Count;
  /** The category of each rating, as a place on the scale. */
  readonly categories: Uint8Array | Uint16Array;
  /** What to compute. */
  readonly coefficient: CategoryCoefficient;
}
/** Scores, in columns. */
export interface ScoreColumns extends CellColumns {
  /** The score of each rating, at most 1e9 either way. */
  readonly scores: Float64Array;
  /** What to compute. */
  readonly coefficient: ScoreCoefficient;
}
const wrongKind: Fault = { code: "agreement-columns.wrong_kind", message: "“{key}” is no {kind}.", hint: "Give a typed array of this kind: it is read without a copy." };
const wrongLength: Fault = { code: "agreement-columns.wrong_length", message: "There are {count} subjects, but {length} {key}.", hint: "Give one subject, one rater and one rating each." };
const tooMany: Fault = { code: "agreement-columns.too_many", message: "{count} ratings are more than {limit}.", hint: "Draw a sample of subjects." };
const unknownPlace: Fault = { code: "agreement-columns.unknown_place", message: "The rating is of place {place}, of {count} in “{key}”.", hint: "Places count from 0." };
const noScore: Fault = { code: "agreement-columns.no_score", message: "A score lies within 1e9; here stands {score}.", hint: "Leave out ratings that are missing." };
const duplicateRating: Fault = { code: "agreement-columns.duplicate_rating", message: "The rater {rater} rates the subject {subject} twice.", hint: "Keep one rating for each subject and rater." };

const places = { subjectCount: Count.max(AGREEMENT_LIMITS.columnRatings), raterCount: Count.max(AGREEMENT_LIMITS.columnRatings), ...intervalKeys };
const CategoryPart = z
  .strictObject({
    ...places, categoryCount: Count.min(2).max(AGREEMENT_LIMITS.categories),
    coefficient: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.enum(["percent-agreement", "scott-pi", "fleiss-kappa"]) }).readonly(),
      z.strictObject({ kind: z.enum(["cohen-kappa", "gwet-agreement", "brennan-prediger"]), weights: AgreementWeights }).readonly(),
      z.strictObject({ kind: z.literal("krippendorff-alpha"), scale: z.enum(["nominal", "ordinal"]) }).readonly(),
    ]),
  })
  .check(rule(({ categoryCount, coefficient }: Pick<CategoryColumns, "categoryCount" | "coefficient">, report) => {
    if ("weights" in coefficient) reportWeights({ weights: coefficient.weights, categoryCount }, (fault, path, params) => { report(fault, ["coefficient", ...path], params); });
  }));
const ScorePart = z.strictObject({
  ...places,
  coefficient: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("krippendorff-alpha"), scale: z.enum(["interval", "ratio"]) }).readonly(),
    z.strictObject({ kind: z.literal("intraclass-correlation"), form: CorrelationForm }).readonly(),
  ]),
});

const columnNames = ["subjects", "raters", "categories"];
/** What is no column; a schema reads no typed array. */
const plainPart = (input: unknown, columns: readonly string[]): unknown => (typeof input === "object" && input !== null ? Object.fromEntries(Object.entries(input).filter(([key]) => !columns.includes(key))) : input);

/** Names the first place of a column that is not below `count`. */
function checkPlaces(column: Uint32Array | Uint16Array | Uint8Array, count: number, key: string): void {
  for (let index = 0; index < column.length; index += 1) if ((column[index] as number) >= count) throw faultAt(unknownPlace, [key, index], { place: column[index] as number, count, key });
}

/** The columns of cells, each of its kind and length, every place one that is there. */
function readCells(input: Partial<CellColumns>, { subjectCount, raterCount }: Pick<Cells, "subjectCount" | "raterCount">, ratings: { readonly key: string; readonly count: number }): { readonly cells: Cells; readonly order: CellOrder } {
  const { subjects, raters } = input;
  if (!isTypedArray(subjects, "Uint32Array")) throw faultAt(wrongKind, ["subjects"], { key: "subjects", kind: "Uint32Array" });
  if (!isTypedArray(raters, "Uint32Array")) throw faultAt(wrongKind, ["raters"], { key: "raters", kind: "Uint32Array" });
  for (const { key, count } of [{ key: "raters", count: raters.length }, ratings]) if (count !== subjects.length) throw faultAt(wrongLength, [key], { count: subjects.length, length: count, key });
  if (subjects.length > AGREEMENT_LIMITS.columnRatings) throw faultAt(tooMany, ["subjects"], { count: subjects.length, limit: AGREEMENT_LIMITS.columnRatings });
  const cells = { subjectCount, raterCount, subjects, raters };
  const inspection = inspect(cells);
  if (!inspection.areKnown) {
    checkPlaces(subjects, subjectCount, "subjects");
    checkPlaces(raters, raterCount, "raters");
  }
  const order = cellOrder(cells, inspection);
  const [repeated] = repeatedCells(cells, order);
  if (repeated !== undefined) throw faultAt(duplicateRating, ["subjects", repeated], { subject: subjects[repeated] as number, rater: raters[repeated] as number });
  return { cells, order };
}

/**
 * A coefficient of agreement of ratings in typed arrays, in one pass: for millions of ratings. Nothing given is written to. What it answers is what the function of the coefficient's name does.
 *
 * @throws CoachingError `agreement-columns.wrong_kind`, `agreement-columns.wrong_length`, `agreement-columns.too_many`, `agreement-columns.unknown_place`, `agreement-columns.duplicate_rating`, `agreement-weights.*`, `bootstrap.too_much`, `input.*`
 * @example
 * ```ts
 * const columns = { subjectCount: 2, raterCount: 2, categoryCount: 2, subjects: Uint32Array.of(0, 0, 1, 1), raters: Uint32Array.of(0, 1, 0, 1), categories: Uint8Array.of(0, 0, 1, 1) };
 * categoryAgreementColumns({ ...columns, coefficient: { kind: "krippendorff-alpha", scale: "nominal" }, confidenceLevel: 0.95 }).estimate; // => 1
 * ```
 */
export function categoryAgreementColumns(columns: CategoryColumns): CategoryAgreement {
  const { coefficient, categoryCount, subjectCount, raterCount, ...request } = check(CategoryPart, plainPart(columns, columnNames));
  const { categories } = columns as Partial<CategoryColumns>;
  if (!isTypedArray(categories, "Uint8Array") && !isTypedArray(categories, "Uint16Array")) throw faultAt(wrongKind, ["categories"], { key: "categories", kind: "Uint8Array or Uint16Array" });
  const { cells, order } = readCells(columns, { subjectCount, raterCount }, { key: "categories", count: categories.length });
  checkPlaces(categories, categoryCount, "categories");
  return categoryAgreementOf({ ...cells, ...order, categories: Array.from({ length: categoryCount }, (_, place) => place), values: categories }, coefficient, request);
}

/**
 * A coefficient of agreement of scores in typed arrays: for millions of scores. Nothing given is written to.
 *
 * @throws CoachingError `agreement-columns.wrong_kind`, `agreement-columns.wrong_length`, `agreement-columns.too_many`, `agreement-columns.unknown_place`, `agreement-columns.duplicate_rating`, `agreement-columns.no_score`, `rating.negative_ratio`, `krippendorff-alpha.too_many_scores`, `bootstrap.too_much`, `input.*`
 * @example
 * ```ts
 * const columns = { subjectCount: 2, raterCount: 2, subjects: Uint32Array.of(0, 0, 1, 1), raters: Uint32Array.of(0, 1, 0, 1), scores: Float64Array.of(3, 3, 5, 5) };
 * scoreAgreementColumns({ ...columns, coefficient: { kind: "intraclass-correlation", form: "ICC(2,1)" }, confidenceLevel: 0.95 }).estimate; // => 1
 * ```
 */
export function scoreAgreementColumns(columns: ScoreColumns): ScoreAgreement {
  const { coefficient, subjectCount, raterCount, ...request } = check(ScorePart, plainPart(columns, ["subjects", "raters", "scores"]));
  const { scores } = columns as Partial<ScoreColumns>;
  if (!isTypedArray(scores, "Float64Array")) throw faultAt(wrongKind, ["scores"], { key: "scores", kind: "Float64Array" });
  const { order } = readCells(columns, { subjectCount, raterCount }, { key: "scores", count: scores.length });
  const isRatio = coefficient.kind === "krippendorff-alpha" && coefficient.scale === "ratio";
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] as number;
    if (!(Math.abs(score) <= 1e9)) throw faultAt(noScore, ["scores", index], { score: String(score) });
    if (isRatio && score < 0) throw faultAt(negativeRatio, ["scores", index], { score });
  }
  return scoreAgreementOf({ table: sortedScores(subjectCount, order, scores), path: ["scores"] }, coefficient, request);
}
