import { check } from "../../error/index.js";
import { noAgreement } from "./agreement-estimate.js";
import { chanceCorrected, type ChanceCorrectedEstimate, type NoChanceCorrected } from "./chance-corrected.js";
import { type ChanceTest, chanceTestOf, pairReason } from "./cohen-kappa.js";
import { usedShares } from "./percent-agreement.js";
import { type Category, CategoryRatings, type IntervalRequest } from "./rating.js";
import { patternsOf, type RatingPatterns } from "./rating-patterns.js";
import { type RatingTable, ratingTableOf } from "./rating-table.js";

/** Agreement on one category against all others. */
export interface CategoryKappa {
  /** The category. */
  readonly category: Category;
  /** Fleiss' kappa of this category against the rest; null where nobody used it, or everybody always. */
  readonly estimate: number | null;
}
/** What Fleiss' kappa says beside its value. */
export interface CategoryKappas {
  /** Each category against the rest, in the order of the scale. */
  readonly perCategory: readonly CategoryKappa[];
  /** The standard error that each of them would have by chance alone; null where subjects have different numbers of ratings. */
  readonly perCategoryChanceError: number | null;
}
/** Fleiss' kappa with its interval. */
export interface FleissKappa extends ChanceCorrectedEstimate, CategoryKappas {
  /** Against chance; null where subjects have different numbers of ratings. */
  readonly chanceTest: ChanceTest | null;
}
/** No Fleiss' kappa, and why. */
export interface NoFleissKappa extends NoChanceCorrected, CategoryKappas {}

/** The number of ratings that every subject has; undefined where they differ or there is one. */
function commonSize({ sizes }: RatingPatterns): number | undefined {
  const [size = 0] = sizes;
  return size >= 2 && sizes.every((other) => other === size) ? size : undefined;
}

const countOf = ({ times }: RatingPatterns): number => times.reduce((sum, count) => sum + count, 0);

/** Each category against the rest is Fleiss' kappa of two categories: 1 − (mean disagreement on it) / (2 p (1 − p)), p the mean share of the category. */
function categoryKappas(patterns: RatingPatterns, scale: readonly Category[]): readonly CategoryKappa[] {
  const { sizes, starts, categories, counts, times } = patterns;
  const [apart, shares] = [new Float64Array(scale.length), new Float64Array(scale.length)];
  let pairedCount = 0;
  sizes.forEach((size, pattern) => {
    const count = times[pattern] as number;
    if (size > 1) pairedCount += count;
    for (let at = starts[pattern] as number; at < (starts[pattern + 1] as number); at += 1) {
      const place = categories[at] as number;
      const own = counts[at] as number;
      shares[place] = (shares[place] as number) + (count * own) / size;
      if (size > 1) apart[place] = (apart[place] as number) + (2 * count * own * (size - own)) / (size * (size - 1));
    }
  });
  const n = countOf(patterns);
  return scale.map((category, place) => {
    const share = (shares[place] as number) / n;
    const byChance = 2 * share * (1 - share);
    return { category, estimate: byChance > 1e-12 && pairedCount > 0 ? 1 - (apart[place] as number) / pairedCount / byChance + 0 : null };
  });
}

/**
 * The standard error by chance alone, for m ratings of each of N subjects: √{2 / (N m (m − 1))} · √{(Σ p q)² − Σ p q (q − p)} / Σ p q, p the categories' shares, q = 1 − p.
 * Source: J. Fleiss, J. Nee, J. Landis, "Large sample variance of kappa in the case of different sets of raters", Psychological Bulletin 86 (1979).
 */
function chanceError(patterns: RatingPatterns, perCategoryChanceError: number | null): number {
  if (perCategoryChanceError === null) return 0;
  let [products, cubes] = [0, 0];
  for (const share of usedShares(patterns)) {
    products += share * (1 - share);
    cubes += share * (1 - share) * (1 - 2 * share);
  }
  return (perCategoryChanceError * Math.sqrt(Math.max(0, products * products - cubes))) / products;
}

/** Fleiss' kappa of a table. */
export function fleissKappaOf(table: RatingTable, request: IntervalRequest): FleissKappa | NoFleissKappa {
  const patterns = patternsOf(table, 1);
  const size = commonSize(patterns);
  const perCategoryChanceError = size === undefined ? null : Math.sqrt(2 / (countOf(patterns) * size * (size - 1)));
  const kappas = { perCategory: categoryKappas(patterns, table.categories), perCategoryChanceError };
  const answer = chanceCorrected({ patterns, weights: null, chance: "shares" }, table, request);
  if (answer.estimate === null) return { ...answer, ...kappas, ...(answer.reason === "too-few-subjects" ? { perCategory: [], perCategoryChanceError: null } : {}) };
  return { ...answer, warnings: answer.warnings, ...kappas, chanceTest: chanceTestOf(answer.estimate, chanceError(patterns, perCategoryChanceError)) };
}

/**
 * Fleiss' kappa of any number of raters, who need not be the same for every subject: agreement beyond drawing from the shares that the categories have.
 * With unequal numbers of ratings it is Gwet's generalization: agreement is the mean over the subjects with two ratings or more, the shares are means over all rated subjects.
 * Sources: J. Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76 (1971); generalization and interval: K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014); test against chance: Fleiss, Nee, Landis 1979.
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = ["aab", "bbb", "aaa"].flatMap((row, clip) => [...row].map((category, rater) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, category })));
 * fleissKappa({ categories: ["a", "b"], ratings, confidenceLevel: 0.95 }).estimate?.toFixed(4); // => "0.5500"
 * ```
 */
export function fleissKappa(request: CategoryRatings): FleissKappa | NoFleissKappa {
  const checked = check(CategoryRatings, request);
  return fleissKappaOf(ratingTableOf(checked), checked);
}

/** Scott's pi of a table. */
export function scottPiOf(table: RatingTable, request: IntervalRequest): ChanceCorrectedEstimate | NoChanceCorrected {
  const patterns = patternsOf(table, 2);
  const reason = pairReason(table, countOf(patterns));
  if (reason === "more-than-two-raters") return { ...noAgreement(reason, countOf(patterns)), observedFraction: null, chanceFraction: null };
  return chanceCorrected({ patterns, weights: null, chance: "shares" }, table, request);
}

/**
 * Scott's pi of two raters, over the subjects that both rated: as Cohen's kappa, but both are taken to draw from the same shares. For more raters see `fleissKappa`.
 * Sources: W. Scott, "Reliability of content analysis: the case of nominal scale coding", Public Opinion Quarterly 19 (1955); interval: K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014).
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = ["aa", "ab", "bb", "aa"].flatMap((row, clip) => [...row].map((category, rater) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, category })));
 * scottPi({ categories: ["a", "b"], ratings, confidenceLevel: 0.95 }).estimate?.toFixed(4); // => "0.4667"
 * ```
 */
export function scottPi(request: CategoryRatings): ChanceCorrectedEstimate | NoChanceCorrected {
  const checked = check(CategoryRatings, request);
  return scottPiOf(ratingTableOf(checked), checked);
}
