import * as z from "zod";
import { check } from "../error/index.js";
import { type Confidence, ConfidenceLevel, studentQuantile } from "../statistics/index.js";
import { timesVector } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import type { AdjustedScore } from "./facet-calibration.js";
import { cellsOfColumns, type FacetColumns, facetColumnKeys } from "./facet-columns.js";
import { inverseBesides } from "./facet-conditional.js";
import { cellsOf, type RatingCells, ratingKeys, type RatingList, soundRatings } from "./facet-ratings.js";
import { byItem, byRater, comparableSets, connectionsOf, type RaterConnections, setsOf } from "./rater-connections.js";

/** How sure to be. */
export interface AdditiveOptions {
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

/** Ratings, and how sure to be. */
export interface AdditiveRequest extends RatingList, AdditiveOptions {}
/** The same in typed arrays. */
export interface AdditiveColumnRequest extends FacetColumns, AdditiveOptions {}

/** Ratings, and how sure to be. */
export const AdditiveRequest = z.strictObject({ ...ratingKeys, confidenceLevel: ConfidenceLevel }).check(soundRatings).readonly() satisfies z.ZodType<AdditiveRequest>;
const ColumnOptions = z.strictObject({ ...facetColumnKeys, confidenceLevel: ConfidenceLevel }).readonly();

/** By how much scores are lower, in the units of the scores. */
export interface AdditiveSeverity {
  /** Positive is harsh, or hard. */
  readonly estimate: number;
  /** Its standard error. */
  readonly standardError: number;
  /** Its interval, by Student's t. */
  readonly confidence: Confidence;
  /** Ratings it rests on. */
  readonly n: Count;
  /** Their plain mean score, which depends on whom they were given to. */
  readonly meanScore: number;
}

/** A rater's severity. */
export interface AdditiveRater extends AdditiveSeverity {
  /** Who. */
  readonly raterId: Id;
}

/** An item's difficulty. */
export interface AdditiveItem extends AdditiveSeverity {
  /** Which. */
  readonly itemId: Id;
}

/** A person's score with and without the severity of those who happened to rate. */
export interface AdditivePerson {
  /** Who. */
  readonly personId: Id;
  /** The plain mean score. */
  readonly meanScore: number;
  /** What a rater and an item of mean severity would give; nothing else is changed by it. */
  readonly adjustedScore: AdjustedScore;
  /** Ratings it rests on. */
  readonly n: Count;
}

/** Severities, difficulties and adjusted scores by least squares. */
export interface AdditiveFacets {
  /** Sorted by id; severities have the mean 0. */
  readonly raters: readonly AdditiveRater[];
  /** Sorted by id; difficulties have the mean 0. */
  readonly items: readonly AdditiveItem[];
  /** Sorted by id. */
  readonly persons: readonly AdditivePerson[];
  /** How it was made. */
  readonly method: "least-squares";
  /** Where the parts have their 0. */
  readonly identification: "mean-severity-and-difficulty-zero";
  /** How far a score strays from what the parts add up to. */
  readonly residualStandardDeviation: number;
  /** Ratings beyond those that the parameters need. */
  readonly degreesOfFreedom: Count;
  /** Ratings. */
  readonly n: Count;
  /** `one-rater`, `one-item`: its place is 0 by definition; `no-residual-variation`: the parts explain every score, so that standard errors are 0 and say nothing; `few-degrees-of-freedom`: fewer than ten. */
  readonly warnings: readonly ("one-rater" | "one-item" | "no-residual-variation" | "few-degrees-of-freedom")[];
}

/** No severities, and why: no ratings, raters or items that cannot be compared, or not one rating beyond those that the parameters need, so that no error can be given. */
export interface NoAdditiveFacets {
  /** Always null. */
  readonly raters: null;
  /** Why. */
  readonly reason: "no-ratings" | "raters-not-connected" | "items-not-connected" | "too-few-ratings";
  /** Who can be compared with whom, and who should score whom once more. */
  readonly connections: RaterConnections;
  /** Items that can be compared with each other. */
  readonly itemSubsets: readonly (readonly Id[])[];
  /** Ratings there are. */
  readonly n: Count;
}

/** Severities, or the reason why there are none. Tell them apart by `raters === null`. */
export type AdditiveFacetsResult = AdditiveFacets | NoAdditiveFacets;

/** Normal equations of items and raters after everybody's mean is taken off: N = Σ zz′ − n·z̄z̄′, z = −(item + rater); right side Σ z·(y − ȳ). */
function normalEquations({ begins, items, raters, scores, itemIds, raterIds }: RatingCells): { readonly matrix: Float64Array; readonly right: Float64Array } {
  const size = itemIds.length + raterIds.length;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  const add = (row: number, column: number, amount: number): void => { matrix[row * size + column] = (matrix[row * size + column] as number) + amount; };
  for (let person = 0; person + 1 < begins.length; person += 1) {
    const [from, to] = [begins[person] as number, begins[person + 1] as number];
    const mean = scores.subarray(from, to).reduce((sum, score) => sum + score, 0) / (to - from);
    const seen = new Map<number, number>();
    for (let index = from; index < to; index += 1) {
      const [item, rater] = [items[index] as number, itemIds.length + (raters[index] as number)];
      for (const place of [item, rater]) {
        seen.set(place, (seen.get(place) ?? 0) + 1);
        add(place, place, 1);
        right[place] = (right[place] as number) - ((scores[index] as number) - mean);
      }
      add(item, rater, 1);
      add(rater, item, 1);
    }
    for (const [row, left] of seen) for (const [column, other] of seen) add(row, column, (-left * other) / (to - from));
  }
  return { matrix, right };
}

interface LeastSquares {
  readonly estimates: Float64Array;
  /** Without the residual variance. */
  readonly covariance: Float64Array;
  /** Σ (score + item + rater) ÷ n of each person. */
  readonly adjusted: Float64Array;
  readonly squares: number;
}

function leastSquares(cells: RatingCells): LeastSquares {
  const [itemCount, raterCount] = [cells.itemIds.length, cells.raterIds.length];
  const { matrix, right } = normalEquations(cells);
  const covariance = inverseBesides(matrix, { size: itemCount + raterCount, parts: [[0, itemCount], [itemCount, raterCount]] });
  if (covariance === null) throw new Error("connected raters and items have normal equations without a solution");
  const first = timesVector(covariance, right);
  // once more on what rounding left over
  const left = timesVector(matrix, first).map((value, place) => (right[place] as number) - value);
  const correction = timesVector(covariance, left);
  const estimates = first.map((value, place) => value + (correction[place] as number));
  const corrected = cells.scores.map((score, index) => score + (estimates[cells.items[index] as number] as number) + (estimates[itemCount + (cells.raters[index] as number)] as number));
  const adjusted = Float64Array.from(cells.personIds, (_, person) => {
    const own = corrected.subarray(cells.begins[person], cells.begins[person + 1]);
    return own.reduce((sum, score) => sum + score, 0) / own.length;
  });
  return { estimates, covariance, adjusted, squares: corrected.reduce((sum, score, index) => sum + (score - (adjusted[cells.persons[index] as number] as number)) ** 2, 0) };
}

/** A person's variance in units of the residual one: 1 ÷ n + z̄′Cz̄. */
function personVariance({ items, raters, begins, itemIds }: RatingCells, person: number, covariance: Float64Array): number {
  const [from, to] = [begins[person] as number, begins[person + 1] as number];
  const share = new Map<number, number>();
  for (let index = from; index < to; index += 1) for (const place of [items[index] as number, itemIds.length + (raters[index] as number)]) share.set(place, (share.get(place) ?? 0) + 1 / (to - from));
  const size = Math.sqrt(covariance.length);
  let added = 0;
  for (const [row, left] of share) for (const [column, right] of share) added += left * right * (covariance[row * size + column] as number);
  return 1 / (to - from) + Math.max(0, added);
}

function meansOf(places: Int32Array, scores: Float64Array, count: number): { readonly n: Float64Array; readonly mean: Float64Array } {
  const n = new Float64Array(count);
  const sum = new Float64Array(count);
  places.forEach((place, index) => {
    n[place] = (n[place] as number) + 1;
    sum[place] = (sum[place] as number) + (scores[index] as number);
  });
  return { n, mean: sum.map((total, place) => total / (n[place] as number) + 0) };
}

function additive(cells: RatingCells, level: ConfidenceLevel): AdditiveFacetsResult {
  const { scores, personIds, itemIds, raterIds } = cells;
  const n = scores.length;
  const connections = connectionsOf(cells, comparableSets(byRater(cells)));
  const itemSubsets = setsOf(itemIds, comparableSets(byItem(cells)));
  const degreesOfFreedom = n - personIds.length - itemIds.length - raterIds.length + 2;
  const reason = n === 0 ? "no-ratings" : connections.subsets.length > 1 ? "raters-not-connected" : itemSubsets.length > 1 ? "items-not-connected" : degreesOfFreedom < 1 ? "too-few-ratings" : null;
  if (reason !== null) return { raters: null, reason, connections, itemSubsets, n };
  const { estimates, covariance, adjusted, squares } = leastSquares(cells);
  // squares that are rounding alone are none
  const isExact = squares <= n * (1e-13 * scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0)) ** 2;
  const residual = isExact ? 0 : Math.sqrt(squares / degreesOfFreedom);
  const t = studentQuantile({ probability: (1 + level) / 2, degreesOfFreedom });
  const told = (estimate: number, variance: number) => {
    const standardError = residual * Math.sqrt(Math.max(0, variance));
    return { estimate: estimate + 0, standardError, confidence: { lower: estimate - t * standardError + 0, upper: estimate + t * standardError + 0, level } };
  };
  const rows = (begin: number, places: Int32Array, count: number): readonly AdditiveSeverity[] => {
    const { n: counts, mean } = meansOf(places, scores, count);
    return Array.from({ length: count }, (_, place) => ({ ...told(estimates[begin + place] as number, covariance[(begin + place) * (estimates.length + 1)] as number), n: counts[place] as number, meanScore: mean[place] as number }));
  };
  const own = meansOf(cells.persons, scores, personIds.length);
  return {
    raters: rows(itemIds.length, cells.raters, raterIds.length).map((row, place) => ({ raterId: raterIds[place] as string, ...row })),
    items: rows(0, cells.items, itemIds.length).map((row, place) => ({ itemId: itemIds[place] as string, ...row })),
    persons: personIds.map((personId, person) => ({ personId, meanScore: own.mean[person] as number, adjustedScore: told(adjusted[person] as number, personVariance(cells, person, covariance)), n: own.n[person] as number })),
    method: "least-squares", identification: "mean-severity-and-difficulty-zero", residualStandardDeviation: residual, degreesOfFreedom, n,
    warnings: [
      ...(raterIds.length === 1 ? ["one-rater" as const] : []), ...(itemIds.length === 1 ? ["one-item" as const] : []),
      ...(isExact ? ["no-residual-variation" as const] : []), ...(degreesOfFreedom < 10 ? ["few-degrees-of-freedom" as const] : []),
    ],
  };
}

/**
 * Severities of raters in the units of the scores, by least squares of score = person − item − rater, with missing ratings and any numbers of each (the connected additive model; Graybill, Theory and Application of the Linear Model, 1976).
 * Plainer than `calibrateFacets`, for scores that need not be steps of a scale; it takes distances between scores as equal and residuals as equally large everywhere. With one name for all items it is the two-way model.
 * Adjusted scores stand beside the plain ones and may leave the scale; nothing is replaced. Raters who cannot be compared are answered as `raterConnections` does.
 *
 * @throws CoachingError `facet-ratings.duplicate_rating`, `facet-ratings.too_many`, `input.*`
 * @example
 * ```ts
 * const rated = (personId, kim, lee) => [{ personId, itemId: "opening", raterId: "kim", score: kim }, { personId, itemId: "opening", raterId: "lee", score: lee }];
 * const { raters } = additiveFacets({ ratings: [...rated("a", 5, 4), ...rated("b", 4, 2), ...rated("c", 3, 3)], confidenceLevel: 0.95 });
 * raters.map(({ raterId, estimate }) => [raterId, estimate.toFixed(6)]); // => [["kim", "-0.500000"], ["lee", "0.500000"]]
 * ```
 */
export function additiveFacets(request: AdditiveRequest): AdditiveFacetsResult {
  const { ratings, confidenceLevel } = check(AdditiveRequest, request);
  return additive(cellsOf(ratings), confidenceLevel);
}

/**
 * `additiveFacets` for large tables: typed arrays, one entry a rating.
 *
 * @throws CoachingError `facet-columns.duplicate_id`, `facet-columns.not_typed`, `facet-columns.wrong_length`, `facet-columns.too_many_ratings`, `facet-columns.unknown_place`, `facet-columns.bad_score`, `facet-columns.duplicate_rating`, `input.*`
 * @example
 * ```ts
 * const columns = { personIds: ["a", "b", "c"], itemIds: ["opening"], raterIds: ["kim", "lee"], persons: Uint32Array.of(0, 0, 1, 1, 2, 2), items: new Uint32Array(6), raters: Uint32Array.of(0, 1, 0, 1, 0, 1), scores: Float64Array.of(5, 4, 4, 2, 3, 3) };
 * additiveFacetsColumns({ ...columns, confidenceLevel: 0.95 }).degreesOfFreedom; // => 2
 * ```
 */
export function additiveFacetsColumns(request: AdditiveColumnRequest): AdditiveFacetsResult {
  const { rest, cells } = cellsOfColumns(ColumnOptions, request, () => (score) => Math.abs(score) <= 1e6);
  return additive(cells, rest.confidenceLevel);
}
