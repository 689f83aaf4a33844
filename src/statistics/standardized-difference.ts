import * as z from "zod";
import { check } from "../error/index.js";
import { type Confidence, ConfidenceLevel, type Estimate, type NoEstimate, tooFewObservations } from "./estimate.js";
import { smallSampleFactor } from "./gamma.js";
import { pooledError, welchError } from "./mean-difference.js";
import { MeanDoubt } from "./mean-test.js";
import { noncentralityAbove } from "./noncentral-student.js";
import { differencesOf, inPairs } from "./paired-sample.js";
import { Sample } from "./probability.js";
import { isDust, type Moments, momentsOf, noVariation } from "./student-test.js";

/** Two independent samples whose means are compared in standard deviations. */
export interface StandardizedComparison {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with; the two may differ in number. */
  readonly reference: readonly number[];
  /** Which standard deviation is the unit: `pooled`, of both as if their variances were equal (Cohen's d); `average-variance`, the root of the mean of both variances; `reference`, that of the reference alone (Glass' Δ). */
  readonly standardizer: "pooled" | "average-variance" | "reference";
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Pairs whose mean difference is told in standard deviations. */
export interface StandardizedPairs {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with: at each place the partner of the value at this place. */
  readonly reference: readonly number[];
  /** Which standard deviation is the unit: `differences`, that of the differences (d_z, which grows with how alike the pairs are); `average-deviation`, the mean of both standard deviations (d_av, which can be set beside independent samples). */
  readonly standardizer: "differences" | "average-deviation";
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Two independent samples whose means are compared in standard deviations. */
export const StandardizedComparison = z
  .strictObject({ values: Sample.readonly(), reference: Sample.readonly(), standardizer: z.enum(["pooled", "average-variance", "reference"]), confidenceLevel: ConfidenceLevel })
  .readonly() satisfies z.ZodType<StandardizedComparison>;
/** Pairs whose mean difference is told in standard deviations. */
export const StandardizedPairs = z
  .strictObject({ values: Sample.readonly(), reference: Sample.readonly(), standardizer: z.enum(["differences", "average-deviation"]), confidenceLevel: ConfidenceLevel })
  .check(inPairs).readonly() satisfies z.ZodType<StandardizedPairs>;

/** A difference in standard deviations, as it is in the sample and freed from the bias of small ones. */
export interface StandardizedDifference extends Estimate {
  /** Hedges' g: the estimate and its interval times `smallSampleFactor`. Cohen's d is too large on average; this one is right. */
  readonly unbiased: { readonly estimate: number; readonly confidence: Confidence };
  /** The exact factor Γ(ν/2) ÷ (√(ν/2) Γ((ν − 1)/2)) between the two, ν the degrees of freedom. */
  readonly smallSampleFactor: number;
  /** The standard deviation that is the unit, in the units of the values. */
  readonly standardizer: number;
  /** Degrees of freedom of the noncentral t that the interval comes from. */
  readonly degreesOfFreedom: number;
}

/** A difference with what it is measured in. */
interface Measured {
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly standardizer: number;
  readonly n: number;
  readonly method: string;
  readonly confidenceLevel: number;
}

/** The noncentralities δ that leave half of what the level leaves out beyond t, times standard error ÷ standardizer, which is what makes t the difference in units. */
function standardized({ difference, standardError, degreesOfFreedom, standardizer, n, method, confidenceLevel }: Measured): StandardizedDifference {
  const t = difference / standardError;
  const tail = (1 - confidenceLevel) / 2;
  const unit = standardError / standardizer;
  const factor = smallSampleFactor(degreesOfFreedom);
  const estimate = difference / standardizer + 0;
  const lower = -noncentralityAbove(-t, degreesOfFreedom, tail) * unit;
  const upper = noncentralityAbove(t, degreesOfFreedom, tail) * unit;
  return {
    estimate, confidence: { lower, upper, level: confidenceLevel }, n, method, warnings: [],
    unbiased: { estimate: estimate * factor, confidence: { lower: lower * factor, upper: upper * factor, level: confidenceLevel } }, smallSampleFactor: factor, standardizer, degreesOfFreedom,
  };
}

/** The unit of two independent samples, and the error of their difference. */
const unitOf: Readonly<Record<StandardizedComparison["standardizer"], (values: Moments, reference: Moments) => Pick<Measured, "standardError" | "degreesOfFreedom" | "standardizer">>> = {
  pooled: (values, reference) => {
    const pooled = pooledError(values, reference);
    return { ...pooled, standardizer: pooled.standardDeviation };
  },
  "average-variance": (values, reference) => ({ ...welchError(values, reference), standardizer: Math.sqrt((values.variance + reference.variance) / 2) }),
  // the unit is estimated from the reference alone, so its degrees of freedom are those of t
  reference: (values, reference) => ({ ...welchError(values, reference), degreesOfFreedom: reference.n - 1, standardizer: Math.sqrt(reference.variance) }),
};
const methodOf = { pooled: "cohen-d-pooled", "average-variance": "cohen-d-average-variance", reference: "glass-delta" } as const;

/**
 * The difference of two means in standard deviations, values less reference: Cohen's d or Glass' Δ, with Hedges' g beside it and intervals by the noncentral t, which are not symmetrical.
 * Methods `cohen-d-pooled`, `cohen-d-average-variance`, `glass-delta`; exact for normal samples of equal variance with the pooled unit, else close (Welch's degrees of freedom; for Glass' Δ those of the reference).
 * A sample of fewer than two, or one that leaves a single degree of freedom: `too-few-observations`; a unit or an error of 0: `no-variation`.
 * Sources: L. Hedges, Journal of Educational Statistics 6 (1981); G. Cumming, S. Finch, Educational and Psychological Measurement 61 (2001); M. Delacre et al., "Why Hedges’ g*s based on the non-pooled standard deviation should be reported with Welch's t-test" (2021).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { estimate, unbiased } = standardizedDifference({ values: [5, 6, 7, 8], reference: [3, 4, 5, 6], standardizer: "pooled", confidenceLevel: 0.95 });
 * [estimate.toFixed(4), unbiased.estimate.toFixed(4), unbiased.confidence.lower.toFixed(4)]; // => ["1.5492", "1.3457", "-0.1082"]
 * ```
 */
export function standardizedDifference(comparison: StandardizedComparison): StandardizedDifference | NoEstimate {
  const { values, reference, standardizer, confidenceLevel } = check(StandardizedComparison, comparison);
  const [ours, theirs] = [momentsOf(values), momentsOf(reference)];
  const fewest = Math.min(ours.n, theirs.n);
  if (fewest < 2) return tooFewObservations(fewest, 2);
  const unit = unitOf[standardizer](ours, theirs);
  if (isDust(Math.min(unit.standardError, unit.standardizer), ours.mean, theirs.mean)) return noVariation(fewest, 2);
  if (unit.degreesOfFreedom <= 1) return tooFewObservations(fewest, 3);
  return standardized({ ...unit, difference: ours.mean - theirs.mean, n: ours.n + theirs.n, method: methodOf[standardizer], confidenceLevel });
}

/**
 * The mean difference of pairs in standard deviations, value less partner: d_z or d_av, with Hedges' correction beside it and intervals by the noncentral t.
 * Methods `cohen-d-z`, exact for normal differences, and `cohen-d-average-deviation`, close. Fewer than three pairs: `too-few-observations`; no spread: `no-variation`.
 * Sources: J. Algina, H. Keselman, "Approximate confidence intervals for effect sizes", Educational and Psychological Measurement 63 (2003); D. Lakens, Frontiers in Psychology 4 (2013), for d_av.
 *
 * @throws CoachingError `input.*`, `paired-sample.unequal_lengths`
 * @example
 * ```ts
 * standardizedPairedDifference({ values: [3, 5, 4, 6], reference: [2, 3, 1, 4], standardizer: "differences", confidenceLevel: 0.95 }).estimate.toFixed(4); // => "2.4495"
 * ```
 */
export function standardizedPairedDifference(comparison: StandardizedPairs): StandardizedDifference | NoEstimate {
  const { values, reference, standardizer, confidenceLevel } = check(StandardizedPairs, comparison);
  const [ours, theirs, { mean, variance, n }] = [momentsOf(values), momentsOf(reference), momentsOf(differencesOf({ values, reference }))];
  if (n < 3) return tooFewObservations(n, 3);
  const standardError = Math.sqrt(variance / n);
  if (isDust(standardError, ours.mean, theirs.mean)) return noVariation(n, 3);
  const isOfDifferences = standardizer === "differences";
  const unit = isOfDifferences ? Math.sqrt(variance) : (Math.sqrt(ours.variance) + Math.sqrt(theirs.variance)) / 2;
  return standardized({ difference: mean, standardError, degreesOfFreedom: n - 1, standardizer: unit, n, method: isOfDifferences ? "cohen-d-z" : "cohen-d-average-deviation", confidenceLevel });
}

/**
 * How many standard deviations a mean lies above the expected one, with Hedges' correction beside it and exact intervals by the noncentral t.
 * Method `cohen-d`. Fewer than three observations: `too-few-observations`; no spread: `no-variation`.
 * Source: L. Hedges, Journal of Educational Statistics 6 (1981).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * standardizedMean({ values: [1, 2, 3], expectedMean: 1, confidenceLevel: 0.95 }).estimate; // => 1
 * ```
 */
export function standardizedMean(doubt: MeanDoubt): StandardizedDifference | NoEstimate {
  const { values, expectedMean, confidenceLevel } = check(MeanDoubt, doubt);
  const { mean, variance, n } = momentsOf(values);
  if (n < 3) return tooFewObservations(n, 3);
  if (isDust(Math.sqrt(variance / n), mean)) return noVariation(n, 3);
  return standardized({ difference: mean - expectedMean, standardError: Math.sqrt(variance / n), degreesOfFreedom: n - 1, standardizer: Math.sqrt(variance), n, method: "cohen-d", confidenceLevel });
}
