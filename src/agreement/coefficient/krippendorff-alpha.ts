import * as z from "zod";
import { check, type Fault, faultAt, type IssuePath } from "../../error/index.js";
import { type AgreementEstimate, noAgreement, type NoAgreement, type NoAgreementReason, paradoxWarning, type Prevalence, prevalenceOf, withInterval } from "./agreement-estimate.js";
import { categoryBasis } from "./alpha-categories.js";
import { scoreBasis } from "./alpha-scores.js";
import { type AlphaBasis, alphaBootstrap, alphaOf, alphaStandardError } from "./alpha-sums.js";
import { pairAgreement, reasonAgainst } from "./chance-corrected.js";
import { usedShares } from "./percent-agreement.js";
import { AGREEMENT_LIMITS, categoriesFit, categoryKeys, type CategoryRatings, type IntervalRequest, orderFits, ratioFits, scoreKeys, type ScoreRatings, scoresFit } from "./rating.js";
import { patternsOf, type RatingPatterns } from "./rating-patterns.js";
import { type RatingTable, ratingTableOf, type ScoreTable, scoreTableOf } from "./rating-table.js";

/** Categories without order, or in their order. */
export interface CategoryAlphaRequest extends CategoryRatings {
  /** `nominal`: different is different. `ordinal`: by rank, so that steps over much used categories are longer. */
  readonly scale: "nominal" | "ordinal";
}
/** Scores whose differences count, or whose ratios do. */
export interface ScoreAlphaRequest extends ScoreRatings {
  /** `interval`: by difference. `ratio`: by difference relative to size, of scores that are not negative. */
  readonly scale: "interval" | "ratio";
}
/** Ratings and the scale that they are on. */
export type AlphaRequest = CategoryAlphaRequest | ScoreAlphaRequest;

const tooManyScores: Fault = { code: "krippendorff-alpha.too_many_scores", message: "There are more than {limit} different scores.", hint: "Round them, or use the scale “interval”." };

/** Ratings and the scale that they are on. */
export const AlphaRequest = z.discriminatedUnion("scale", [
  z.strictObject({ scale: z.enum(["nominal", "ordinal"]), ...categoryKeys }).check(categoriesFit, orderFits).readonly(),
  z.strictObject({ scale: z.enum(["interval", "ratio"]), ...scoreKeys }).check(scoresFit, ratioFits).readonly(),
]) satisfies z.ZodType<AlphaRequest>;

/** Krippendorff's alpha with its interval. */
export interface KrippendorffAlpha extends AgreementEstimate {
  /** The mean disagreement of two ratings of one subject, in the units of the scale's distance. */
  readonly observedDisagreement: number;
  /** The mean disagreement of any two ratings. */
  readonly expectedDisagreement: number;
  /** The category that was used most; null for scores. */
  readonly prevalence: Prevalence | null;
}

/** What of the answer does not come from the sums. */
interface Surroundings {
  readonly request: IntervalRequest;
  readonly reason: NoAgreementReason | undefined;
  readonly sameReason: "one-category" | "zero-variance";
  readonly prevalence: Prevalence | null;
  readonly observedFraction: number;
}

function answerOf(basis: AlphaBasis, { request, reason, sameReason, prevalence, observedFraction }: Surroundings): KrippendorffAlpha | NoAgreement {
  const { times } = basis;
  const n = times.reduce((sum, count) => sum + count, 0);
  if (reason !== undefined) return noAgreement(reason, n);
  const sums = basis.sums(times);
  const estimate = alphaOf(sums, basis.nothing);
  if (Number.isNaN(estimate)) return noAgreement(sameReason, n);
  const raw = { estimate, standardError: alphaStandardError(basis), n, pairedCount: n, warnings: paradoxWarning(observedFraction, estimate), bootstrap: alphaBootstrap(basis) };
  const answer = withInterval(raw, "student-t", request);
  if (answer === null) return noAgreement("no-defined-sample", n);
  return { ...answer, observedDisagreement: sums.within / sums.ratingCount, expectedDisagreement: sums.total / sums.ratingCount / (sums.ratingCount - 1), prevalence };
}

/** The share of pairs of ratings that are the same, over all subjects with two ratings or more. */
function observedOf(patterns: RatingPatterns): number {
  const agreement = pairAgreement(patterns, null);
  let [agreed, count] = [0, 0];
  patterns.times.forEach((time, pattern) => {
    agreed += time * (agreement[pattern] as number);
    count += time;
  });
  return agreed / count;
}

/** Alpha of a table of categories. */
export function categoryAlphaOf(table: RatingTable, { scale, ...request }: IntervalRequest & { readonly scale: "nominal" | "ordinal" }): KrippendorffAlpha | NoAgreement {
  const patterns = patternsOf(table, 2);
  const observedFraction = scale === "nominal" ? observedOf(patterns) : 0;
  return answerOf(categoryBasis(patterns, { kind: scale }), { request, reason: reasonAgainst(table, patterns), sameReason: "one-category", prevalence: prevalenceOf(usedShares(patterns), table.categories), observedFraction });
}

/** Scores as categories: the different scores, from the lowest up. */
function scoresAsCategories({ scores, starts, subjectCount }: ScoreTable, path: IssuePath): { readonly patterns: RatingPatterns; readonly scores: Float64Array } {
  const places = new Map<number, number>();
  for (const score of scores) {
    if (!places.has(score)) places.set(score, 0);
    if (places.size > AGREEMENT_LIMITS.categories) throw faultAt(tooManyScores, path, { limit: AGREEMENT_LIMITS.categories });
  }
  const distinct = Float64Array.from(places.keys()).sort();
  distinct.forEach((score, place) => { places.set(score, place); });
  const values = new Uint16Array(scores.length);
  for (let at = 0; at < scores.length; at += 1) values[at] = places.get(scores[at] as number) as number;
  return { patterns: patternsOf({ starts, order: null, values, subjectCount, categories: Array.from(distinct) }, 2), scores: distinct };
}

/** Alpha of a table of scores; `path` is where they stand in the input. */
export function scoreAlphaOf(table: ScoreTable, { scale, ...request }: IntervalRequest & { readonly scale: "interval" | "ratio" }, path: IssuePath): KrippendorffAlpha | NoAgreement {
  const basis = (): AlphaBasis => {
    if (scale === "interval") return scoreBasis(table, { isDrawn: request.bootstrap !== undefined });
    const { patterns, scores } = scoresAsCategories(table, path);
    return categoryBasis(patterns, { kind: "ratio", scores });
  };
  const found = basis();
  return answerOf(found, { request, reason: reasonAgainst(table, { times: found.times, sizes: found.sizes }), sameReason: "zero-variance", prevalence: null, observedFraction: 0 });
}

/**
 * Krippendorff's alpha: any number of raters, missing ratings, nominal, ordinal, interval or ratio scale. 1 less observed over expected disagreement; subjects with a single rating do not count, not even among the expected.
 * The interval is by linearization over subjects; with fewer than some twenty subjects ask for a bootstrap.
 * Sources: A. Hayes, K. Krippendorff, "Answering the call for a standard reliability measure for coding data", Communication Methods and Measures 1 (2007); standard error: K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014).
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `rating.negative_ratio`, `krippendorff-alpha.too_many_scores`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = [[1, 2, 1], [1, 1, 1], [1, 2]].flatMap((scores, rater) => scores.map((score, clip) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, score })));
 * krippendorffAlpha({ scale: "interval", ratings, confidenceLevel: 0.95 }).estimate?.toFixed(4); // => "0.4167"
 * ```
 */
export function krippendorffAlpha(request: AlphaRequest): KrippendorffAlpha | NoAgreement {
  const checked = check(AlphaRequest, request);
  return "categories" in checked ? categoryAlphaOf(ratingTableOf(checked), checked) : scoreAlphaOf(scoreTableOf(checked), checked, ["ratings"]);
}
