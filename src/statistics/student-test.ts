import * as z from "zod";
import { Count } from "../unit/index.js";
import type { Estimate, NoEstimate } from "./estimate.js";
import { upperStudentScore, upperStudentTail } from "./student.js";
import { meanOf, varianceOf } from "./summary.js";

/** A mean, or a difference of means, with Student's interval, and how well it agrees with the one that is doubted. */
export interface MeanTest extends Estimate {
  /** The standard error of the estimate. */
  readonly standardError: number;
  /** How many standard errors the estimate lies above the doubted value. */
  readonly t: number;
  /** Degrees of freedom of t; not whole where the variances were not pooled. */
  readonly degreesOfFreedom: number;
  /** Two-sided: how probable a t at least as far from 0 is, if the doubted value were true. */
  readonly pValue: number;
  /** How probable a t at least as large is, if the true value were at most the doubted one: small where the estimate is convincingly greater. */
  readonly greaterPValue: number;
  /** How probable a t at most as large is, if the true value were at least the doubted one: small where the estimate is convincingly less. */
  readonly lessPValue: number;
}

/** What is left of a sample when its observations are not at hand. */
export interface SampleFigures {
  /** The mean, at most 1e100 either way. */
  readonly mean: number;
  /** The standard deviation with divisor n − 1, at most 1e100; 0 where all observations are equal. */
  readonly standardDeviation: number;
  /** How many observations, at most 1e9. */
  readonly n: Count;
}
/** What is left of a sample when its observations are not at hand. */
export const SampleFigures = z.strictObject({ mean: z.number().min(-1e100).max(1e100).overwrite((value) => value + 0), standardDeviation: z.number().min(0).max(1e100), n: Count }).readonly() satisfies z.ZodType<SampleFigures>;

/** The mean and the variance of a sample; of a single value the variance is 0, and nobody asks for it. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly n: number;
}
/** The moments of observations. */
export const momentsOf = (values: readonly number[]): Moments => ({ mean: values.length === 0 ? 0 : meanOf(values), variance: values.length < 2 ? 0 : varianceOf(values), n: values.length });
/** The moments that figures tell. */
export const momentsOfFigures = ({ mean, standardDeviation, n }: SampleFigures): Moments => ({ mean, variance: standardDeviation * standardDeviation, n });

/** Equal observations differ by what rounding leaves: a spread below ten units in the last place of what was measured is none (as in R's t.test). */
export const isDust = (spread: number, ...sizes: readonly number[]): boolean => spread <= 10 * 2 ** -52 * Math.max(...sizes.map(Math.abs));

/** All observations are equal, so that nothing says how far they could have strayed. */
export const noVariation = (n: number, needed: number): NoEstimate => ({ estimate: null, reason: "no-variation", n, needed });

/** What a t test is made of. */
interface TestedMean {
  readonly estimate: number;
  readonly expected: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly n: number;
  readonly method: string;
  readonly confidenceLevel: number;
}

/** The t test of an estimate with a standard error above 0. */
export function testedMean({ estimate, expected, standardError, degreesOfFreedom, n, method, confidenceLevel }: TestedMean): MeanTest {
  const half = upperStudentScore((1 - confidenceLevel) / 2, degreesOfFreedom) * standardError;
  const t = (estimate - expected) / standardError + 0;
  const beyond = upperStudentTail(Math.abs(t), degreesOfFreedom);
  return {
    estimate, confidence: { lower: estimate - half + 0, upper: estimate + half + 0, level: confidenceLevel }, n, method, warnings: [],
    standardError, t, degreesOfFreedom, pValue: Math.min(1, 2 * beyond), greaterPValue: t > 0 ? beyond : 1 - beyond, lessPValue: t > 0 ? 1 - beyond : beyond,
  };
}
