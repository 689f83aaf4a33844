import type { Estimate, NoEstimate } from "./estimate.js";
import { meanOf, varianceOf } from "./summary.js";
import { upperStudentScore } from "./student.js";

/** What independent randomizations of one run give, and how many trials stand behind them. */
interface Replicates {
  /** One figure a randomization, each of equally many trials. */
  readonly values: readonly number[];
  /** All trials together. */
  readonly n: number;
  readonly confidenceLevel: number;
}

/**
 * The mean of what independent randomizations give, with Student's interval from how they differ: for a scrambled Sobol sequence the only honest error, as its points are not independent.
 * Source: A. Owen, "Monte Carlo theory, methods and examples" (2013), chapter 17.
 */
export function replicateEstimate({ values, n, confidenceLevel }: Replicates): Estimate | NoEstimate {
  if (values.length < 2) return { estimate: null, reason: "too-few-randomizations", n: values.length, needed: 2 };
  const estimate = meanOf(values);
  const margin = upperStudentScore((1 - confidenceLevel) / 2, values.length - 1) * Math.sqrt(varianceOf(values) / values.length);
  return { estimate, confidence: { lower: estimate - margin, upper: estimate + margin, level: confidenceLevel }, n, method: "replicate-randomizations", warnings: [] };
}
