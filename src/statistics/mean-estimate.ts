import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, tooFewObservations } from "./estimate.js";
import { Sample } from "./probability.js";
import { upperStudentScore } from "./student.js";
import { meanOf, varianceOf } from "./summary.js";

/** A sample whose mean is asked for, with its interval. */
export interface MeanSample {
  /** The observations, at most 1,000,000, independent of each other, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** A sample whose mean is asked for, with its interval. */
export const MeanSample = z.strictObject({ values: Sample.readonly(), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<MeanSample>;

/**
 * The mean of independent observations with Student's interval: mean ± t · s / √n, t with n − 1 degrees of freedom.
 * Method `student-t`; fewer than two observations give no estimate; equal observations give an interval without width and the warning `no-variation`.
 * Source: "Student", "The probable error of a mean", Biometrika 6 (1908).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * meanEstimate({ values: [3, 5], confidenceLevel: 0.5 }).estimate; // => 4
 * meanEstimate({ values: [3], confidenceLevel: 0.95 }); // => { estimate: null, reason: "too-few-observations", n: 1, needed: 2 }
 * ```
 */
export function meanEstimate(sample: MeanSample): EstimateResult {
  const { values, confidenceLevel } = check(MeanSample, sample);
  const n = values.length;
  if (n < 2) return tooFewObservations(n, 2);
  const estimate = meanOf(values);
  const half = upperStudentScore((1 - confidenceLevel) / 2, n - 1) * Math.sqrt(varianceOf(values) / n);
  return { estimate, confidence: { lower: estimate - half + 0, upper: estimate + half + 0, level: confidenceLevel }, n, method: "student-t", warnings: half === 0 ? ["no-variation"] : [] };
}
