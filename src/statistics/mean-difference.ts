import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type NoEstimate, tooFewObservations } from "./estimate.js";
import { differencesOf, inPairs } from "./paired-sample.js";
import { Sample, SampleValue } from "./probability.js";
import { isDust, type MeanTest, type Moments, momentsOf, momentsOfFigures, noVariation, SampleFigures, testedMean } from "./student-test.js";

/** Two independent samples whose means are compared. */
export interface MeanComparison {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with; the two may differ in number. */
  readonly reference: readonly number[];
  /** `unequal`: Welch's test, right whether or not the variances are alike; `equal`: Student's, of one variance for both. */
  readonly variances: "equal" | "unequal";
  /** The difference that is doubted. Left out: 0. */
  readonly expectedDifference?: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** The figures of two independent samples whose means are compared. */
export interface MeanComparisonFigures {
  /** The mean, standard deviation and number of what is compared. */
  readonly values: SampleFigures;
  /** The same of what it is compared with. */
  readonly reference: SampleFigures;
  /** `unequal`: Welch's test, right whether or not the variances are alike; `equal`: Student's, of one variance for both. */
  readonly variances: "equal" | "unequal";
  /** The difference that is doubted. Left out: 0. */
  readonly expectedDifference?: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Pairs whose mean difference is asked for. */
export interface PairedComparison {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with: at each place the partner of the value at this place. */
  readonly reference: readonly number[];
  /** The difference that is doubted. Left out: 0. */
  readonly expectedDifference?: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
const rest = { expectedDifference: z.exactOptional(SampleValue), confidenceLevel: ConfidenceLevel };
const variances = z.enum(["equal", "unequal"]);
/** Two independent samples whose means are compared. */
export const MeanComparison = z.strictObject({ values: Sample.readonly(), reference: Sample.readonly(), variances, ...rest }).readonly() satisfies z.ZodType<MeanComparison>;
/** The figures of two independent samples whose means are compared. */
export const MeanComparisonFigures = z.strictObject({ values: SampleFigures, reference: SampleFigures, variances, ...rest }).readonly() satisfies z.ZodType<MeanComparisonFigures>;
/** Pairs whose mean difference is asked for. */
export const PairedComparison = z.strictObject({ values: Sample.readonly(), reference: Sample.readonly(), ...rest }).check(inPairs).readonly() satisfies z.ZodType<PairedComparison>;

/** The standard error of a difference of two means, and its degrees of freedom. */
interface ErrorOfDifference {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** √(s² (1/n₁ + 1/n₂)), s² the mean of the variances by their degrees of freedom ν = n − 1. */
export function pooledError(one: Moments, other: Moments): ErrorOfDifference & { readonly standardDeviation: number } {
  const degreesOfFreedom = one.n + other.n - 2;
  const variance = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / degreesOfFreedom;
  return { standardError: Math.sqrt(variance * (1 / one.n + 1 / other.n)), degreesOfFreedom, standardDeviation: Math.sqrt(variance) };
}

/** √(v₁ + v₂), v = s² / n; with c = v₁ / (v₁ + v₂) Welch's degrees of freedom are 1 / (c² / ν₁ + (1 − c)² / ν₂). */
export function welchError(one: Moments, other: Moments): ErrorOfDifference {
  const [first, second] = [one.variance / one.n, other.variance / other.n];
  const share = first / (first + second);
  return { standardError: Math.sqrt(first + second), degreesOfFreedom: 1 / (share ** 2 / (one.n - 1) + (1 - share) ** 2 / (other.n - 1)) };
}

function compared(values: Moments, reference: Moments, { variances, expectedDifference: expected = 0, confidenceLevel }: Pick<MeanComparison, "variances" | "expectedDifference" | "confidenceLevel">): MeanTest | NoEstimate {
  const fewest = Math.min(values.n, reference.n);
  if (fewest < 2) return tooFewObservations(fewest, 2);
  const isPooled = variances === "equal";
  const { standardError, degreesOfFreedom } = isPooled ? pooledError(values, reference) : welchError(values, reference);
  if (isDust(standardError, values.mean, reference.mean)) return noVariation(fewest, 2);
  return testedMean({ estimate: values.mean - reference.mean + 0, expected, standardError, degreesOfFreedom, n: values.n + reference.n, method: isPooled ? "student-t-pooled" : "welch-t", confidenceLevel });
}

/**
 * The difference of two means, values less reference, with its interval and t test.
 * Method `welch-t`, or `student-t-pooled` where the variances are said to be equal: without that knowledge take Welch's, which loses little. `n` counts both samples.
 * A sample of fewer than two: `too-few-observations`, with the smaller number; both without spread: `no-variation`.
 * Equivalence within a margin: the larger of `greaterPValue` against −margin and `lessPValue` against +margin (two one-sided tests).
 * Sources: B. Welch, "The generalization of “Student’s” problem when several different population variances are involved", Biometrika 34 (1947); for the advice M. Delacre, D. Lakens, C. Leys, International Review of Social Psychology 30 (2017).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { estimate, t, degreesOfFreedom } = meanDifference({ values: [5, 7, 9], reference: [1, 2, 3, 4, 5], variances: "unequal", confidenceLevel: 0.95 });
 * [estimate, t.toFixed(4), degreesOfFreedom.toFixed(4)]; // => [4, "2.9542", "3.5328"]
 * ```
 */
export function meanDifference(comparison: MeanComparison): MeanTest | NoEstimate {
  const checked = check(MeanComparison, comparison);
  return compared(momentsOf(checked.values), momentsOf(checked.reference), checked);
}

/**
 * `meanDifference` of samples of which only mean, standard deviation and number are known.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * meanDifferenceFromFigures({ values: { mean: 7, standardDeviation: 2, n: 3 }, reference: { mean: 3, standardDeviation: 2, n: 5 }, variances: "equal", confidenceLevel: 0.95 }).t.toFixed(4); // => "2.7386"
 * ```
 */
export function meanDifferenceFromFigures(comparison: MeanComparisonFigures): MeanTest | NoEstimate {
  const checked = check(MeanComparisonFigures, comparison);
  return compared(momentsOfFigures(checked.values), momentsOfFigures(checked.reference), checked);
}

/**
 * The mean difference of pairs, value less partner, with its interval and the paired t test. Method `student-t-paired`; `n` counts pairs.
 * Fewer than two pairs: `too-few-observations`; the same difference in all, but for rounding: `no-variation`.
 * Source: "Student", "The probable error of a mean", Biometrika 6 (1908).
 *
 * @throws CoachingError `input.*`, `paired-sample.unequal_lengths`
 * @example
 * ```ts
 * const { estimate, t } = pairedDifference({ values: [3, 5, 4], reference: [2, 3, 1], confidenceLevel: 0.95 });
 * [estimate, t.toFixed(4)]; // => [2, "3.4641"]
 * ```
 */
export function pairedDifference(comparison: PairedComparison): MeanTest | NoEstimate {
  const checked = check(PairedComparison, comparison);
  const { mean, variance, n } = momentsOf(differencesOf(checked));
  if (n < 2) return tooFewObservations(n, 2);
  const standardError = Math.sqrt(variance / n);
  if (isDust(standardError, momentsOf(checked.values).mean, momentsOf(checked.reference).mean)) return noVariation(n, 2);
  return testedMean({ estimate: mean, expected: checked.expectedDifference ?? 0, standardError, degreesOfFreedom: n - 1, n, method: "student-t-paired", confidenceLevel: checked.confidenceLevel });
}
