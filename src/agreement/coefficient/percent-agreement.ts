import { check } from "../../error/index.js";
import { proportionEstimate } from "../../statistics/index.js";
import { type AgreementEstimate, noAgreement, type NoAgreement, type Prevalence, prevalenceOf, withInterval } from "./agreement-estimate.js";
import { pairAgreement, reasonAgainst } from "./chance-corrected.js";
import { CategoryRatings, type IntervalRequest } from "./rating.js";
import { patternsOf, type RatingPatterns } from "./rating-patterns.js";
import { type RatingTable, ratingTableOf } from "./rating-table.js";

/** How often two raters put a subject into the same category. */
export interface PercentAgreement extends AgreementEstimate {
  /** The category that was used most. */
  readonly prevalence: Prevalence;
}

/** How often each category was used, as a share of all ratings. */
export function usedShares({ categoryCount, times, starts, categories, counts }: RatingPatterns): Float64Array {
  const used = new Float64Array(categoryCount);
  let total = 0;
  for (let pattern = 0; pattern < times.length; pattern += 1) {
    for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) {
      const count = (times[pattern] as number) * (counts[at] as number);
      used[categories[at] as number] = (used[categories[at] as number] as number) + count;
      total += count;
    }
  }
  return used.map((count) => count / total);
}

/** Percent agreement of a table. */
export function percentAgreementOf(table: RatingTable, request: IntervalRequest): PercentAgreement | NoAgreement {
  const patterns = patternsOf(table, 2);
  const { times } = patterns;
  const n = times.reduce((sum, count) => sum + count, 0);
  const reason = reasonAgainst(table, patterns);
  if (reason !== undefined) return noAgreement(reason, n);
  const agreement = pairAgreement(patterns, null);
  const mean = (drawn: Float64Array): number => agreement.reduce((sum, share, pattern) => sum + share * (drawn[pattern] as number), 0) / drawn.reduce((sum, count) => sum + count, 0);
  const estimate = mean(times);
  const squares = agreement.reduce((sum, share, pattern) => sum + (times[pattern] as number) * (share - estimate) ** 2, 0);
  const raw = { estimate, standardError: Math.sqrt(squares / (n * (n - 1))), n, pairedCount: n, warnings: [], bootstrap: { times, stepCount: 2 * times.length, coefficient: mean } };
  const answer = withInterval(raw, "student-t", request);
  if (answer === null) return noAgreement("no-defined-sample", n);
  const prevalence = prevalenceOf(usedShares(patterns), table.categories);
  // of two raters each subject is a yes or a no, for which Wilson's interval is better
  if (request.bootstrap !== undefined || table.activeRaterCount > 2) return { ...answer, confidence: { ...answer.confidence, lower: Math.max(0, answer.confidence.lower) }, prevalence };
  const { confidence, method } = proportionEstimate({ successes: Math.round(estimate * n), n, confidenceLevel: request.confidenceLevel }) as { readonly confidence: AgreementEstimate["confidence"]; readonly method: string };
  return { ...answer, confidence, method, warnings: answer.warnings.filter((warning) => warning !== "no-width"), prevalence };
}

/**
 * How often two raters put a subject into the same category: the mean, over the subjects with two ratings or more, of the share of pairs of ratings that agree. It does not correct for chance; read it beside a coefficient that does.
 * The interval is Wilson's for two raters, Student's over subjects for more.
 * Source: K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014).
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = [["clip-1", "met", "met"], ["clip-2", "met", "not met"], ["clip-3", "not met", "not met"]].flatMap(([subjectId, ana, ben]) => [{ subjectId, raterId: "ana", category: ana }, { subjectId, raterId: "ben", category: ben }]);
 * percentAgreement({ categories: ["not met", "met"], ratings, confidenceLevel: 0.95 }).estimate; // => 2 / 3
 * ```
 */
export function percentAgreement(request: CategoryRatings): PercentAgreement | NoAgreement {
  const checked = check(CategoryRatings, request);
  return percentAgreementOf(ratingTableOf(checked), checked);
}
