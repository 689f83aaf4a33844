import * as z from "zod";
import { check } from "../../error/index.js";
import { ConfidenceLevel, standardNormalQuantile } from "../../statistics/index.js";

/** How widely scores spread, and how reliable they are. */
export interface ScoreReliability {
  /** The standard deviation of the scores over people, in points of the scale. */
  readonly standardDeviation: number;
  /** Their reliability, at most 1: an internal consistency, or an intraclass correlation of the same kind of score. */
  readonly reliability: number;
  /** How sure a change is to be: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** How widely scores spread, and how reliable they are. */
export const ScoreReliability = z.strictObject({ standardDeviation: z.number().min(0).max(1e12).overwrite((value) => value + 0), reliability: z.number().min(-1e6).max(1), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<ScoreReliability>;

/** How far a score is off, in points of the scale. */
export interface MeasurementError {
  /** The standard deviation of a person's scores around the true one. */
  readonly standardErrorOfMeasurement: number;
  /** The smallest difference between two scores of one person that is more than error, at the level that was asked for. */
  readonly smallestDetectableChange: number;
}

/**
 * How far a score is off, and from where on a change is one. Standard error of measurement = s √(1 − r), smallest detectable change = z √2 times it.
 * Source: H. de Vet, C. Terwee, D. Knol, L. Bouter, "When to use agreement versus reliability measures", Journal of Clinical Epidemiology 59 (2006).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * measurementError({ standardDeviation: 10, reliability: 0.91, confidenceLevel: 0.95 }).smallestDetectableChange.toFixed(2); // => "8.32"
 * ```
 */
export function measurementError(scores: ScoreReliability): MeasurementError {
  const { standardDeviation, reliability, confidenceLevel } = check(ScoreReliability, scores);
  const standardErrorOfMeasurement = standardDeviation * Math.sqrt(1 - reliability);
  return { standardErrorOfMeasurement, smallestDetectableChange: -standardNormalQuantile((1 - confidenceLevel) / 2) * Math.SQRT2 * standardErrorOfMeasurement + 0 };
}
