import { check } from "../../error/index.js";
import { type AgreementWeights, weightTable } from "./agreement-weights.js";
import { chanceCorrected, type ChanceCorrectedEstimate, type NoChanceCorrected } from "./chance-corrected.js";
import { WeightedRatings } from "./cohen-kappa.js";
import type { IntervalRequest } from "./rating.js";
import { patternsOf } from "./rating-patterns.js";
import { type RatingTable, ratingTableOf } from "./rating-table.js";

type WeightedRequest = IntervalRequest & { readonly weights: AgreementWeights };

/** Gwet's coefficient, or Brennan and Prediger's, of a table. */
const coefficientOf = (chance: "gwet" | "even") => (table: RatingTable, { weights, ...request }: WeightedRequest): ChanceCorrectedEstimate | NoChanceCorrected =>
  chanceCorrected({ patterns: patternsOf(table, 1), weights: weightTable(weights, table.categories.length), chance }, table, request);

/** Gwet's coefficient of a table. */
export const gwetAgreementOf = coefficientOf("gwet");
/** Brennan and Prediger's coefficient of a table. */
export const brennanPredigerOf = coefficientOf("even");

/**
 * Gwet's AC1 (`unweighted`) or AC2 (any other weights) of any number of raters, with missing ratings: raters are taken to guess on hard subjects only, so that it does not collapse where nearly all ratings are in one category, as kappa does.
 * Subjects with one rating count for the shares of the categories only.
 * Source: K. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", British Journal of Mathematical and Statistical Psychology 61 (2008), and "Handbook of inter-rater reliability", 4th edition (2014).
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `agreement-weights.wrong_size`, `agreement-weights.not_one_with_itself`, `agreement-weights.not_symmetric`, `agreement-weights.no_difference`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = ["aa", "ab", "bb", "aa"].flatMap((row, clip) => [...row].map((category, rater) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, category })));
 * gwetAgreement({ categories: ["a", "b"], ratings, weights: "unweighted", confidenceLevel: 0.95 }).estimate?.toFixed(4); // => "0.5294"
 * ```
 */
export function gwetAgreement(request: WeightedRatings): ChanceCorrectedEstimate | NoChanceCorrected {
  const checked = check(WeightedRatings, request);
  return gwetAgreementOf(ratingTableOf(checked), checked);
}

/**
 * Brennan and Prediger's coefficient of any number of raters, with missing ratings: chance is every category of the scale alike, used or not. For two categories it is PABAK.
 * Sources: R. Brennan, D. Prediger, "Coefficient kappa: some uses, misuses, and alternatives", Educational and Psychological Measurement 41 (1981); interval: K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014).
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `agreement-weights.wrong_size`, `agreement-weights.not_one_with_itself`, `agreement-weights.not_symmetric`, `agreement-weights.no_difference`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = ["aa", "ab", "bb", "aa"].flatMap((row, clip) => [...row].map((category, rater) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, category })));
 * brennanPrediger({ categories: ["a", "b"], ratings, weights: "unweighted", confidenceLevel: 0.95 }).estimate; // => 0.5
 * ```
 */
export function brennanPrediger(request: WeightedRatings): ChanceCorrectedEstimate | NoChanceCorrected {
  const checked = check(WeightedRatings, request);
  return brennanPredigerOf(ratingTableOf(checked), checked);
}
