import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type NoEstimate, tooFewObservations } from "./estimate.js";
import { Sample, SampleValue } from "./probability.js";
import { isDust, type MeanTest, type Moments, momentsOf, momentsOfFigures, noVariation, SampleFigures, testedMean } from "./student-test.js";

/** A sample whose mean is doubted. */
export interface MeanDoubt {
  /** The observations, at most 1,000,000, independent of each other, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** The mean that is doubted. */
  readonly expectedMean: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** The figures of a sample whose mean is doubted. */
export interface MeanDoubtFigures {
  /** The mean, standard deviation and number of the observations. */
  readonly values: SampleFigures;
  /** The mean that is doubted. */
  readonly expectedMean: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** A sample whose mean is doubted. */
export const MeanDoubt = z.strictObject({ values: Sample.readonly(), expectedMean: SampleValue, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<MeanDoubt>;
/** The figures of a sample whose mean is doubted. */
export const MeanDoubtFigures = z.strictObject({ values: SampleFigures, expectedMean: SampleValue, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<MeanDoubtFigures>;

function oneMean({ mean, variance, n }: Moments, expected: number, confidenceLevel: number): MeanTest | NoEstimate {
  if (n < 2) return tooFewObservations(n, 2);
  const standardError = Math.sqrt(variance / n);
  if (isDust(standardError, mean)) return noVariation(n, 2);
  return testedMean({ estimate: mean, expected, standardError, degreesOfFreedom: n - 1, n, method: "student-t", confidenceLevel });
}

/**
 * Student's t test of one mean: the mean with its interval, and how well it agrees with the expected one.
 * Method `student-t`. Fewer than two observations: `too-few-observations`; equal ones, but for rounding: `no-variation`, since they say nothing of how far they could stray.
 * Source: "Student", "The probable error of a mean", Biometrika 6 (1908).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { t, degreesOfFreedom, pValue } = meanTest({ values: [1, 2, 3], expectedMean: 1, confidenceLevel: 0.95 });
 * [t.toFixed(6), degreesOfFreedom, pValue.toFixed(6)]; // => ["1.732051", 2, "0.225403"]
 * ```
 */
export function meanTest(doubt: MeanDoubt): MeanTest | NoEstimate {
  const { values, expectedMean, confidenceLevel } = check(MeanDoubt, doubt);
  return oneMean(momentsOf(values), expectedMean, confidenceLevel);
}

/**
 * `meanTest` of a sample of which only mean, standard deviation and number are known; that of differences of pairs makes it a paired test.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * meanTestFromFigures({ values: { mean: 2, standardDeviation: 1, n: 3 }, expectedMean: 1, confidenceLevel: 0.95 }).pValue.toFixed(6); // => "0.225403"
 * ```
 */
export function meanTestFromFigures(doubt: MeanDoubtFigures): MeanTest | NoEstimate {
  const { values, expectedMean, confidenceLevel } = check(MeanDoubtFigures, doubt);
  return oneMean(momentsOfFigures(values), expectedMean, confidenceLevel);
}
