import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type NoEstimate, tooFewObservations } from "./estimate.js";
import { middlePair, walshAverages } from "./pair-order.js";
import { differencesOf, inPairs } from "./paired-sample.js";
import { Sample } from "./probability.js";
import { cumulative, RANK_TEST_LIMITS, signedRankCounts } from "./rank-distribution.js";
import { exactDepth, exactProbabilities, normalDepth, normalProbabilities, pairInterval, RankApproximation, rankedTogether, type RankProbabilities } from "./rank-test.js";
import { noVariation } from "./student-test.js";

/** Pairs that are compared by the ranks of their differences. */
export interface PairedRankComparison {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with: at each place the partner of the value at this place. For a single sample, the value that is doubted at every place. */
  readonly reference: readonly number[];
  /** Go by this normal distribution. Left out: count exactly up to 50 pairs and without ties or pairs of equals, else `normal-continuity`. */
  readonly approximation?: RankApproximation;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Pairs that are compared by the ranks of their differences. */
export const PairedRankComparison = z
  .strictObject({ values: Sample.readonly(), reference: Sample.readonly(), approximation: z.exactOptional(RankApproximation), confidenceLevel: ConfidenceLevel })
  .check(inPairs).readonly() satisfies z.ZodType<PairedRankComparison>;

/** The middle of the differences by Hodges and Lehmann, the median of the means of any two of them, with what their ranks say besides. */
export interface SignedRankTest extends Estimate, RankProbabilities {
  /** V: the sum of the ranks of the positive differences, value less partner, ranked by size. */
  readonly positiveRankSum: number;
  /** The share of the rank sum on the positive side less that on the negative side, −1 to 1: the matched-pairs rank-biserial correlation. A description of the sample, without an interval. */
  readonly rankBalance: number;
  /** How many pairs of equals took no part in the ranking. */
  readonly equalPairCount: number;
}

/** A difference rounded to the fourteenth digit of what it was taken from, so that 4.2 − 4.1 and 3.2 − 3.1 are a tie. */
function withoutDust(difference: number, size: number): number {
  if (size < 1e-250) return difference;
  const digits = 14 - Math.ceil(Math.log10(size));
  const scale = 10 ** Math.abs(digits);
  return digits < 0 ? Math.round(difference / scale) * scale : Math.round(difference * scale) / scale;
}

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/**
 * Wilcoxon's signed-rank test: whether values tend to exceed their partners, with the Hodges–Lehmann middle of the differences.
 * Methods `signed-rank-exact`, `signed-rank-normal-continuity` and `signed-rank-normal`, the latter two with the variance corrected for ties. Pairs of equals take no part in the test (Wilcoxon; warning `equal-pairs-dropped`), but in the estimate and its interval.
 * Differences tie when they agree but for rounding. The interval assumes differences that scatter alike to both sides.
 * No pairs: `too-few-observations`; only pairs of equals: `no-variation`; pairs so few that even the widest interval falls short of the level: warning `level-not-reached`.
 * Sources: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945); J. Hodges, E. Lehmann, Annals of Mathematical Statistics 34 (1963); D. Kerby, Comprehensive Psychology 3 (2014).
 *
 * @throws CoachingError `input.*`, `paired-sample.unequal_lengths`
 * @example
 * ```ts
 * const { estimate, pValue, positiveRankSum } = signedRankTest({ values: [5, 7, 9], reference: [4, 5, 5], confidenceLevel: 0.75 });
 * [estimate, pValue, positiveRankSum]; // => [2.25, 0.25, 6]
 * ```
 */
export function signedRankTest(comparison: PairedRankComparison): SignedRankTest | NoEstimate {
  const { values, reference, approximation, confidenceLevel } = check(PairedRankComparison, comparison);
  const all = values.length;
  if (all < 1) return tooFewObservations(all, 1);
  const raw = differencesOf({ values, reference });
  const ranked = raw.map((difference, index) => withoutDust(difference, Math.max(Math.abs(values[index] as number), Math.abs(reference[index] as number)))).filter((difference) => difference !== 0);
  const n = ranked.length;
  if (n === 0) return noVariation(all, 1);
  const positive = sorted(ranked.filter((difference) => difference > 0));
  const { wins, tieSum } = rankedTogether(positive, sorted(ranked.filter((difference) => difference < 0).map(Math.abs)));
  const positiveRankSum = wins + (positive.length * (positive.length + 1)) / 2;
  const spread = (count: number): number => (count * (count + 1) * (2 * count + 1)) / 24;
  const most = (n * (n + 1)) / 2;
  const statistic = { statistic: positiveRankSum, most, standardDeviation: Math.sqrt(spread(n) - tieSum / 48) };
  const tail = (1 - confidenceLevel) / 2;
  const isExact = approximation === undefined && tieSum === 0 && n === all && n <= RANK_TEST_LIMITS.exactObservations;
  const upTo = isExact ? cumulative(signedRankCounts(n)) : null;
  const used = approximation ?? "normal-continuity";
  const averages = walshAverages(sorted(raw));
  const { confidence, warnings } = pairInterval(averages, upTo === null ? normalDepth((all * (all + 1)) / 2, Math.sqrt(spread(all)), tail) : exactDepth(upTo, tail), confidenceLevel);
  return {
    estimate: middlePair(averages), confidence, n: all, method: upTo === null ? `signed-rank-${used}` : "signed-rank-exact", warnings: n < all ? [...warnings, "equal-pairs-dropped"] : warnings,
    ...(upTo === null ? normalProbabilities(statistic, used) : exactProbabilities(statistic, upTo)), positiveRankSum, rankBalance: (2 * positiveRankSum) / most - 1, equalPairCount: all - n,
  };
}
