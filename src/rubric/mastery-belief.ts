import * as z from "zod";
import { ConfidenceLevel, type Estimate, standardNormalProbability, standardNormalQuantile } from "../statistics/index.js";
import type { Fraction } from "../unit/index.js";

/**
 * A true score that no single score shows without error, and that may move between them: a normal prior, scores that scatter normally about the true one, and a random walk in time (local level model).
 * The interval is that of the posterior, cut at the ends of the scale. With no movement and a wide prior it is the mean ± its standard error; with movement older scores fade, the faster the farther back they lie in time.
 * Source: R. Kalman, "A new approach to linear filtering and prediction problems", Journal of Basic Engineering 82 (1960); J. Durbin, S. Koopman, "Time Series Analysis by State Space Methods" (2012), chapter 2.
 */
export interface BayesianRollUp {
  /** Tells the methods apart. */
  readonly kind: "bayesian";
  /** The mean that is believed before the first score, such as that of comparable participants. */
  readonly priorMean: number;
  /** The standard deviation of true scores among comparable participants. */
  readonly priorStandardDeviation: number;
  /** How far one score scatters about the true one: the standard error of measurement, of raters and situations together. */
  readonly scoreStandardError: number;
  /** How far the true score moves in a week, as a standard deviation; 0: not at all. */
  readonly weeklyDriftStandardDeviation: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
const Deviation = z.number().min(1e-6).max(1e6);
/** A true score that no single score shows without error, and that may move between them. */
export const BayesianRollUp = z
  .strictObject({
    kind: z.literal("bayesian"), priorMean: z.number().min(-1e6).max(1e6), priorStandardDeviation: Deviation, scoreStandardError: Deviation,
    weeklyDriftStandardDeviation: z.number().min(0).max(1e6), confidenceLevel: ConfidenceLevel,
  })
  .readonly() satisfies z.ZodType<BayesianRollUp>;

/** What is believed of a mastery that no score shows without error. */
export interface MasteryBelief extends Estimate {
  /** The standard deviation of what is believed. */
  readonly standardError: number;
  /** How probable it is that the true score lies at or above mastery. */
  readonly masteryProbability: Fraction;
}

interface TrackedScore { readonly milliseconds: number; readonly score: number }
interface Tracking { readonly method: BayesianRollUp; readonly lowestScore: number; readonly highestScore: number; readonly masteryScore: number; readonly asOfMilliseconds: number }
const WEEK = 7 * 86_400_000;

/**
 * What is believed at `asOf` of scores in their order; the prior holds at the first one.
 *   m ← m + k (x − m), v ← (1 − k) v, k = v ÷ (v + e²); over t weeks v ← v + t d²
 * m, v: mean and variance of the belief; x: score; e: its standard error; d: drift in a week.
 */
export function trackedMastery(scores: readonly TrackedScore[], { method, lowestScore, highestScore, masteryScore, asOfMilliseconds }: Tracking): MasteryBelief {
  const [error, drift] = [method.scoreStandardError ** 2, method.weeklyDriftStandardDeviation ** 2];
  let [mean, variance, at] = [method.priorMean, method.priorStandardDeviation ** 2, scores[0]?.milliseconds ?? asOfMilliseconds];
  for (const { milliseconds, score } of scores) {
    variance += drift * ((milliseconds - at) / WEEK);
    const gain = variance / (variance + error);
    mean += gain * (score - mean);
    // e² k is (1 − k) v without the loss of digits where k is near 1
    variance = error * gain;
    at = milliseconds;
  }
  const standardError = Math.sqrt(variance + drift * ((asOfMilliseconds - at) / WEEK));
  const half = standardNormalQuantile((1 + method.confidenceLevel) / 2) * standardError;
  const within = (value: number): number => Math.min(highestScore, Math.max(lowestScore, value)) + 0;
  const confidence = { lower: within(mean - half), upper: within(mean + half), level: method.confidenceLevel };
  return {
    estimate: within(mean), confidence, n: scores.length, method: "local-level",
    warnings: mean - half < lowestScore || mean + half > highestScore ? ["cut-at-the-scale"] : [],
    standardError, masteryProbability: standardNormalProbability(Math.max(-1e6, Math.min(1e6, (mean - masteryScore) / standardError))),
  };
}
