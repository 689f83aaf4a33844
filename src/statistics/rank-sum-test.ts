import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type NoEstimate, tooFewObservations } from "./estimate.js";
import { middlePair, pairDifferences } from "./pair-order.js";
import { Sample } from "./probability.js";
import { cumulative, RANK_TEST_LIMITS, rankSumCounts } from "./rank-distribution.js";
import { exactDepth, exactProbabilities, normalDepth, normalProbabilities, pairInterval, RankApproximation, rankedTogether, type RankProbabilities } from "./rank-test.js";
import { noVariation } from "./student-test.js";
import { superiorityOf } from "./superiority.js";

/** Two independent samples that are compared by ranks. */
export interface RankComparison {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with; the two may differ in number. */
  readonly reference: readonly number[];
  /** Go by this normal distribution. Left out: count exactly up to 50 values in either sample and without ties, else `normal-continuity`. */
  readonly approximation?: RankApproximation;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Two independent samples that are compared by ranks. */
export const RankComparison = z.strictObject({ values: Sample.readonly(), reference: Sample.readonly(), approximation: z.exactOptional(RankApproximation), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<RankComparison>;

/** The shift between two samples by Hodges and Lehmann, the median of all differences of a value and a reference, with what the ranks say besides. */
export interface RankSumTest extends Estimate, RankProbabilities {
  /** U: in how many pairs of a value and a reference the value is the larger, ties by half. */
  readonly winCount: number;
  /** U ÷ pairs: the probability that a value exceeds a reference, ties by half. */
  readonly superiority: Estimate;
  /** Cliff's delta: the probability that a value exceeds a reference less the probability that it falls short, −1 to 1; the rank-biserial correlation. */
  readonly dominance: Estimate;
}

const dominanceOf = ({ estimate, confidence: { lower, upper, level }, ...rest }: Estimate): Estimate => ({ ...rest, estimate: 2 * estimate - 1, confidence: { lower: 2 * lower - 1, upper: 2 * upper - 1, level } });

/**
 * The rank-sum test of Wilcoxon, Mann and Whitney: whether values tend to exceed the reference, with the shift, the probability of superiority and Cliff's delta.
 * Methods `rank-sum-exact`, `rank-sum-normal-continuity` and `rank-sum-normal`, the latter two with the variance corrected for ties; the interval of the shift holds pairs between two places of their order, and assumes distributions of one shape.
 * An empty sample: `too-few-observations`; all values alike: `no-variation`; samples so small that even the widest interval falls short of the level: warning `level-not-reached`.
 * Sources: H. Mann, D. Whitney, Annals of Mathematical Statistics 18 (1947); J. Hodges, E. Lehmann, Annals of Mathematical Statistics 34 (1963); N. Cliff, Psychological Bulletin 114 (1993).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { estimate, pValue, superiority } = rankSumTest({ values: [4, 5.5, 7], reference: [1, 2, 3], confidenceLevel: 0.9 });
 * [estimate, pValue, superiority.estimate]; // => [3.5, 0.1, 1]
 * ```
 */
export function rankSumTest(comparison: RankComparison): RankSumTest | NoEstimate {
  const { values, reference, approximation, confidenceLevel } = check(RankComparison, comparison);
  const [m, n] = [values.length, reference.length];
  if (Math.min(m, n) < 1) return tooFewObservations(Math.min(m, n), 1);
  const [ours, theirs] = [Float64Array.from(values).sort(), Float64Array.from(reference).sort()];
  const { wins, tieSum } = rankedTogether(ours, theirs);
  const all = m + n;
  if (tieSum === all ** 3 - all) return noVariation(all, 2);
  const spread = (scale: number): number => Math.sqrt(((m * n) / 12) * scale);
  const statistic = { statistic: wins, most: m * n, standardDeviation: spread(all + 1 - tieSum / (all * (all - 1))) };
  const tail = (1 - confidenceLevel) / 2;
  const isExact = approximation === undefined && tieSum === 0 && Math.max(m, n) <= RANK_TEST_LIMITS.exactObservations;
  const upTo = isExact ? cumulative(rankSumCounts(m, n)) : null;
  const used = approximation ?? "normal-continuity";
  const pairs = pairDifferences(ours, theirs);
  const superiority = superiorityOf({ wins, m, n, confidenceLevel });
  return {
    estimate: middlePair(pairs), n: all, method: upTo === null ? `rank-sum-${used}` : "rank-sum-exact",
    ...pairInterval(pairs, upTo === null ? normalDepth(m * n, spread(all + 1), tail) : exactDepth(upTo, tail), confidenceLevel),
    ...(upTo === null ? normalProbabilities(statistic, used) : exactProbabilities(statistic, upTo)), winCount: wins, superiority, dominance: dominanceOf(superiority),
  };
}
