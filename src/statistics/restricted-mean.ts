import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type EstimateResult, type NoEstimate, tooFewObservations } from "./estimate.js";
import { type FollowUp, FollowUps, Span } from "./follow-up.js";
import { lifeTable, stepsOf } from "./life-table.js";
import { standardNormalProbability, upperNormalScore } from "./normal.js";

/** Two independent samples followed up, to be compared by their means up to a place. */
export interface RestrictedMeans {
  /** Those in question; at most 200,000. */
  readonly followUps: readonly FollowUp[];
  /** Those whom they are held against; at most 200,000. */
  readonly referenceFollowUps: readonly FollowUp[];
  /** Up to where the means go; chosen before the follow-ups were seen, and not beyond either sample's. */
  readonly restrictedTo: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Two independent samples followed up, to be compared by their means up to a place. */
export const RestrictedMeans = z.strictObject({ followUps: FollowUps, referenceFollowUps: FollowUps, restrictedTo: Span.gt(0), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<RestrictedMeans>;

/** A difference of two restricted means. */
export interface RestrictedMeanDifference extends Estimate {
  /** Its standard error. */
  readonly standardError: number;
  /** How probable a difference as large or larger is, either way, were there none; null where neither sample has an event so far. */
  readonly pValue: number | null;
  /** The mean of those in question. */
  readonly mean: Estimate;
  /** The mean of those whom they are held against. */
  readonly referenceMean: Estimate;
}

/** The area under the survival curve up to a place, and its variance: Σ (area beyond the event)² d ÷ (n (n − d)). */
function areaTo(followUps: readonly FollowUp[], restrictedTo: number): { readonly mean: number; readonly variance: number } | NoEstimate {
  if (followUps.length === 0) return tooFewObservations(0, 1);
  const table = lifeTable([followUps]);
  const all = stepsOf(table, 0);
  if (restrictedTo > table.last && all.at(-1)?.survival !== 0) return { estimate: null, reason: "beyond-follow-up", n: 0, needed: 1 };
  const steps = all.filter(({ at }) => at < restrictedTo);
  let [area, variance, end] = [0, 0, restrictedTo];
  for (const { at, atRisk, events, survival } of steps.toReversed()) {
    area += survival * (end - at);
    variance += events === atRisk ? 0 : (area * area * events) / (atRisk * (atRisk - events));
    end = at;
  }
  return { mean: area + end, variance };
}

const estimateOf = ({ mean, variance }: { readonly mean: number; readonly variance: number }, n: number, { restrictedTo, level }: { readonly restrictedTo: number; readonly level: number }): Estimate => {
  const half = upperNormalScore((1 - level) / 2) * Math.sqrt(variance);
  return { estimate: mean, confidence: { lower: Math.max(0, mean - half), upper: Math.min(restrictedTo, mean + half), level }, n, method: "restricted-mean", warnings: variance === 0 ? ["no-variation"] : [] };
};

/** The mean without the event up to a place, unchecked. */
export function restrictedMeanOf(followUps: readonly FollowUp[], restrictedTo: number, level: number): EstimateResult {
  const area = areaTo(followUps, restrictedTo);
  return "mean" in area ? estimateOf(area, followUps.length, { restrictedTo, level }) : area;
}

/**
 * How much longer those in question go without the event on average, up to a place, than those whom they are held against: the area between two survival curves.
 * It has a meaning also where the curves cross, and a unit: that of the follow-ups. Nobody in a sample: `too-few-observations`; a sample not watched so far: `beyond-follow-up`.
 * The interval and p are normal; in samples below 20 or so they are somewhat too small. The warning `no-variation`: there is no event so far, or all come at one place.
 * Source: P. Royston, M. Parmar, "Restricted mean survival time", BMC Medical Research Methodology 13 (2013).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const followUps = [{ followedFor: 4, hasEvent: true }, { followedFor: 8, hasEvent: true }];
 * const referenceFollowUps = [{ followedFor: 2, hasEvent: true }, { followedFor: 6, hasEvent: true }];
 * restrictedMeanDifference({ followUps, referenceFollowUps, restrictedTo: 6, confidenceLevel: 0.95 }).estimate; // => 1
 * ```
 */
export function restrictedMeanDifference(means: RestrictedMeans): RestrictedMeanDifference | NoEstimate {
  const { followUps, referenceFollowUps, restrictedTo, confidenceLevel: level } = check(RestrictedMeans, means);
  const [area, reference] = [areaTo(followUps, restrictedTo), areaTo(referenceFollowUps, restrictedTo)];
  if (!("mean" in area)) return area;
  if (!("mean" in reference)) return reference;
  const estimate = area.mean - reference.mean;
  const standardError = Math.sqrt(area.variance + reference.variance);
  const half = upperNormalScore((1 - level) / 2) * standardError;
  return {
    estimate, confidence: { lower: estimate - half + 0, upper: estimate + half + 0, level }, n: followUps.length + referenceFollowUps.length, method: "restricted-mean", warnings: standardError === 0 ? ["no-variation"] : [],
    standardError, pValue: standardError === 0 ? null : 2 * standardNormalProbability(-Math.abs(estimate / standardError)),
    mean: estimateOf(area, followUps.length, { restrictedTo, level }), referenceMean: estimateOf(reference, referenceFollowUps.length, { restrictedTo, level }),
  };
}
