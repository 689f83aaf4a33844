import * as z from "zod";
import { check } from "../error/index.js";
import { type Confidence, ConfidenceLevel, type EstimateResult } from "./estimate.js";
import { type FollowUp, FollowUps, Span, SURVIVAL_LIMITS } from "./follow-up.js";
import { lifeTable, type Step, stepsOf } from "./life-table.js";
import { upperNormalScore } from "./normal.js";
import { restrictedMeanOf } from "./restricted-mean.js";

/**
 * How the interval of a survival probability is made: as it stands, cut at 0 and 1; of its logarithm, cut at 1; or of the logarithm of its negative logarithm, which stays within 0 and 1 and keeps its level best in small samples.
 */
export type SurvivalIntervalKind = "plain" | "log" | "log-log";

/** A sample followed up, and what is asked of its survival. */
export interface SurvivalSample {
  /** At most 200,000, independent of each other. */
  readonly followUps: readonly FollowUp[];
  /** How intervals are made. */
  readonly intervalKind: SurvivalIntervalKind;
  /** Where the survival probability is asked for; at most 1,000. */
  readonly at?: readonly number[];
  /** Up to where the mean is restricted: the mean time without the event until then. */
  readonly restrictedTo?: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** How the interval of a survival probability is made. */
export const SurvivalIntervalKind = z.enum(["plain", "log", "log-log"]) satisfies z.ZodType<SurvivalIntervalKind>;
/** A sample followed up, and what is asked of its survival. */
export const SurvivalSample = z
  .strictObject({ followUps: FollowUps, intervalKind: SurvivalIntervalKind, at: z.exactOptional(z.array(Span).max(SURVIVAL_LIMITS.places).readonly()), restrictedTo: z.exactOptional(Span.gt(0)), confidenceLevel: ConfidenceLevel })
  .readonly() satisfies z.ZodType<SurvivalSample>;

/** One step of a survival curve. */
export interface SurvivalPoint {
  /** Where events come. */
  readonly at: number;
  /** How many were watched right before. */
  readonly atRisk: number;
  /** How many of them had the event here. */
  readonly events: number;
  /** The probability of no event up to and including here. */
  readonly survival: number;
  /** Greenwood's standard error; null where survival is 0, which has none. */
  readonly standardError: number | null;
  /** The interval; null where survival is 0. */
  readonly confidence: Confidence | null;
  /** Nelson's and Aalen's sum of events ÷ at risk. */
  readonly cumulativeHazard: number;
}

/** An interval whose ends may lie beyond all that was watched. */
export interface OpenConfidence {
  /** The lower end; null where it lies beyond. */
  readonly lower: number | null;
  /** The upper end; null where it lies beyond. */
  readonly upper: number | null;
  /** The share of intervals made in this way that hold the true value. */
  readonly level: ConfidenceLevel;
}
/** Where half have had the event. */
export interface SurvivalMedian {
  /** The first place at which survival is one half or less; where it is one half over a stretch, the stretch's middle. */
  readonly estimate: number;
  /** Where the ends of survival's interval come down to one half. */
  readonly confidence: OpenConfidence;
  /** How many were followed up. */
  readonly n: number;
  /** How it was made: `brookmeyer-crowley-log-log`. */
  readonly method: string;
  /** None so far. */
  readonly warnings: readonly string[];
}
/** The curve does not come down to one half as far as anyone was watched. */
export interface NoSurvivalMedian {
  /** Always null. */
  readonly estimate: null;
  /** Why. */
  readonly reason: "not-reached";
  /** Its lower end may be known all the same. */
  readonly confidence: OpenConfidence;
  /** How many had the event. */
  readonly n: number;
  /** How many events it takes at least. */
  readonly needed: number;
}

/** The survival of a sample. */
export interface SurvivalCurve {
  /** One a place of events, in order; before the first, survival is 1. */
  readonly points: readonly SurvivalPoint[];
  /** Survival at each place that was asked for. */
  readonly survivalAt: readonly EstimateResult[];
  /** Where half have had the event. */
  readonly median: SurvivalMedian | NoSurvivalMedian;
  /** The mean without the event, up to `restrictedTo`; null where none was asked for. */
  readonly restrictedMean: EstimateResult | null;
  /** How many were followed up. */
  readonly n: number;
  /** How many had the event. */
  readonly eventCount: number;
  /** The farthest place to which anyone was watched; the curve says nothing beyond. */
  readonly followedUntil: number;
}
/** No curve: nobody was followed up. */
export interface NoSurvivalCurve {
  /** Always null. */
  readonly points: null;
  /** Why. */
  readonly reason: "too-few-observations";
  /** How many were followed up. */
  readonly n: number;
  /** How many are needed. */
  readonly needed: number;
}

/** With e = √Σ d ÷ (n (n − d)): S ± z S e; S e^(±z e), cut at 1; S^exp(±z e ÷ ln S). */
function intervalOf({ survival, greenwood }: Step, kind: SurvivalIntervalKind, level: number): Confidence {
  const half = upperNormalScore((1 - level) / 2) * Math.sqrt(greenwood);
  if (kind === "plain") return { lower: Math.max(0, survival * (1 - half)), upper: Math.min(1, survival * (1 + half)), level };
  if (kind === "log") return { lower: survival * Math.exp(-half), upper: Math.min(1, survival * Math.exp(half)), level };
  const spread = Math.exp(half / -Math.log(survival));
  return { lower: survival ** spread, upper: survival ** (1 / spread), level };
}

/** Who was watched, and how intervals are made. */
interface Watched {
  readonly n: number;
  /** The ends of all follow-ups, in order. */
  readonly ends: Float64Array;
  readonly last: number;
  readonly level: number;
  readonly kind: SurvivalIntervalKind;
}

/** Survival within this of one half is one half. */
const ROUNDING = 1e-9;

/** Where a falling curve comes down to one half, `last` ending its last stretch. */
function halfPlace(points: readonly { readonly at: number; readonly value: number | null }[], last: number): number | null {
  const index = points.findIndex(({ value }) => value !== null && value <= 0.5 + ROUNDING);
  const point = points[index];
  if (point === undefined) return null;
  return Math.abs((point.value ?? 0) - 0.5) > ROUNDING ? point.at : (point.at + (points[index + 1]?.at ?? last)) / 2;
}

function medianOf(points: readonly SurvivalPoint[], { n, last, level, kind }: Watched): SurvivalMedian | NoSurvivalMedian {
  const where = (valueOf: (point: SurvivalPoint) => number | null): number | null => halfPlace(points.map((point) => ({ at: point.at, value: valueOf(point) })), last);
  const confidence = { lower: where(({ confidence: ends }) => ends?.lower ?? null), upper: where(({ confidence: ends }) => ends?.upper ?? null), level };
  const estimate = where(({ survival }) => survival);
  if (estimate === null) return { estimate, reason: "not-reached", confidence, n: points.reduce((sum, { events }) => sum + events, 0), needed: Math.ceil(n / 2) };
  return { estimate, confidence, n, method: `brookmeyer-crowley-${kind}`, warnings: [] };
}

/** Fewer at risk than this tell little of what comes. */
const FEW_AT_RISK = 5;

/** Survival at a place: that of the last step before it, as far as anyone was watched, or for ever where nobody is left. */
function survivalAt(place: number, points: readonly SurvivalPoint[], { n, ends, last, level, kind }: Watched): EstimateResult {
  const point = points[countBelow(points.length, (index) => (points[index] as SurvivalPoint).at <= place) - 1];
  if (place > last && point?.survival !== 0) return { estimate: null, reason: "beyond-follow-up", n: 0, needed: 1 };
  const watched = n - countBelow(n, (index) => (ends[index] as number) < place);
  const warnings = [...(point === undefined ? ["no-events-yet"] : []), ...(point?.survival === 0 ? ["none-left"] : []), ...(watched < FEW_AT_RISK ? ["few-at-risk"] : [])];
  const estimate = point?.survival ?? 1;
  return { estimate, confidence: point?.confidence ?? { lower: estimate, upper: estimate, level }, n, method: `kaplan-meier-${kind}`, warnings };
}

/** How many of the first of `count` entries hold, where those that do come first. */
export function countBelow(count: number, holds: (index: number) => boolean): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The survival curve of Kaplan and Meier: the probability of no event up to each place, of a sample in which some were watched for a shorter while.
 * Whoever was last seen at the very place of an event counts as at risk there, as R's `survfit` has it; places that only rounding sets apart are one.
 * Nobody followed up: `too-few-observations`. Survival beyond the last follow-up: `beyond-follow-up`. A median that is not reached may still have a lower end.
 * Warnings of survival at a place: `no-events-yet`, an interval without width says only that; `none-left`, likewise; `few-at-risk`, fewer than 5 watched (a heuristic).
 * Those with another end that rules the event out (a second kind of event) must not be given as last seen: the curve is then too low.
 * Sources: E. Kaplan, P. Meier, JASA 53 (1958); M. Greenwood (1926); the median's interval by R. Brookmeyer, J. Crowley, Biometrics 38 (1982); J. Klein, M. Moeschberger, "Survival Analysis" (2003), chapter 4.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const followUps = [{ followedFor: 3, hasEvent: true }, { followedFor: 5, hasEvent: false }, { followedFor: 8, hasEvent: true }];
 * const { points, median } = survivalCurve({ followUps, intervalKind: "log-log", confidenceLevel: 0.95 });
 * points.map(({ at, atRisk, survival }) => [at, atRisk, survival.toFixed(4)]); // => [[3, 3, "0.6667"], [8, 1, "0.0000"]]
 * median.estimate; // => 8
 * ```
 */
export function survivalCurve(sample: SurvivalSample): SurvivalCurve | NoSurvivalCurve {
  const { followUps, intervalKind: kind, at = [], restrictedTo, confidenceLevel: level } = check(SurvivalSample, sample);
  const n = followUps.length;
  if (n === 0) return { points: null, reason: "too-few-observations", n, needed: 1 };
  const table = lifeTable([followUps]);
  const { last } = table;
  const points = stepsOf(table, 0).map((step): SurvivalPoint => {
    const { at: place, atRisk, events, survival, greenwood, cumulativeHazard } = step;
    const isOver = survival === 0;
    return { at: place, atRisk, events, survival, standardError: isOver ? null : survival * Math.sqrt(greenwood), confidence: isOver ? null : intervalOf(step, kind, level), cumulativeHazard };
  });
  const watched = { n, ends: Float64Array.from(followUps, ({ followedFor }) => followedFor).sort(), last, level, kind };
  return {
    points,
    survivalAt: at.map((place) => survivalAt(place, points, watched)),
    median: medianOf(points, watched),
    restrictedMean: restrictedTo === undefined ? null : restrictedMeanOf(followUps, restrictedTo, level),
    n, eventCount: points.reduce((sum, { events }) => sum + events, 0), followedUntil: last,
  };
}
