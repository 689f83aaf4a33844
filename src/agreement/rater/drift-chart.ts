import * as z from "zod";
import type { Id, Instant } from "../../unit/index.js";
import { clipDeviation, type ComparedClip, type DriftReference } from "./drift-baseline.js";

/** How the two charts are drawn. */
export interface DriftCharts {
  /** λ of the average that forgets, 0.02 to 1; 0.2 where left out. */
  readonly newestWeight?: number;
  /** L: how many standard deviations of the average its limits lie out, 1 to 6; 3 where left out. */
  readonly limitDeviations?: number;
  /** k: how many standard deviations of one clip the sums leave out, 0 to 5; 0.5 where left out. */
  readonly allowanceDeviations?: number;
  /** h: how many standard deviations of one clip a sum has to pass, 1 to 20; 5 where left out. */
  readonly decisionDeviations?: number;
}
/** How the two charts are drawn. */
export const DriftCharts = z
  .strictObject({
    newestWeight: z.exactOptional(z.number().min(0.02).max(1)), limitDeviations: z.exactOptional(z.number().min(1).max(6)),
    allowanceDeviations: z.exactOptional(z.number().min(0).max(5)), decisionDeviations: z.exactOptional(z.number().min(1).max(20)),
  })
  .readonly() satisfies z.ZodType<DriftCharts>;

/** Which way a rater drifts. */
export type DriftDirection = "more-lenient" | "harsher";
/** One clip after the baseline, on both charts. All in levels above gold. */
export interface DriftPoint {
  /** The clip. */
  readonly subjectId: Id;
  /** When the last of its criteria was rated. */
  readonly ratedAt: Instant;
  /** Its mean difference from gold, over the criteria that the baseline holds. */
  readonly differenceLevels: number;
  /** How many criteria that is the mean of. */
  readonly criterionCount: number;
  /** What the charts count: the baseline's bias plus the mean over the clip's criteria of how much each is above its own mean in the baseline. The same as `differenceLevels` where all clips have the same criteria. */
  readonly chartedLevels: number;
  /** The average that forgets, after this clip. */
  readonly averageLevels: number;
  /** Below it the average is a signal. */
  readonly lowerLevels: number;
  /** Above it the average is a signal. */
  readonly upperLevels: number;
  /** The sum of what was more lenient than in the baseline, beyond the allowance, in levels of a clip with as many criteria as those of the baseline; at most twice its limit, so that it comes back when the rater does. */
  readonly lenientSumLevels: number;
  /** The sum of what was harsher, likewise. */
  readonly harshSumLevels: number;
  /** What the average signals. */
  readonly ewmaSignal: DriftDirection | null;
  /** What the sums signal. */
  readonly cusumSignal: DriftDirection | null;
}

const directionOf = (above: number, below: number, limit: number): DriftDirection | null => (Math.max(above, below) <= limit ? null : above >= below ? "more-lenient" : "harsher");

/** A sum that has passed its limit grows on to this many times the limit. */
const FULL_SUM = 2;

/**
 * Clips after the baseline on both charts, with room for a baseline that only estimates what it stands for. σᵢ: the widened standard deviation of clip i, by its number of criteria; bᵢ: its share of what the baseline does not know, 1 ÷ m where all m clips of the baseline have its criteria.
 * The variance of the average is λ² Σ (1 − λ)^2(i−j) σⱼ², the error of the baseline in it at most λ Σ (1 − λ)^(i−j) σⱼ √bⱼ; its limits lie L √(variance + error²) out.
 * The sums take each clip in its own standard deviations, with the allowance k + √bᵢ, one standard error of the baseline more; their limit is h.
 * Equal clips: the charts of `ewmaChart` and `cusumChart`, but for the room for the baseline and for sums that stop growing.
 */
export function driftPoints(clips: readonly ComparedClip[], reference: DriftReference, charts: Required<DriftCharts>): readonly DriftPoint[] {
  const { newestWeight, limitDeviations, allowanceDeviations, decisionDeviations } = charts;
  const { biasLevels: target, widenedDeviationLevels: unit } = reference;
  const kept = 1 - newestWeight;
  let [average, variance, doubt, high, low] = [0, 0, 0, 0, 0];
  return clips.map(({ subjectId, ratedAt, differenceLevels, criterionCount, awayLevels, baselineShare }): DriftPoint => {
    const deviation = clipDeviation(reference, criterionCount);
    average = newestWeight * awayLevels + kept * average;
    variance = (newestWeight * deviation) ** 2 + kept ** 2 * variance;
    doubt = newestWeight * deviation * Math.sqrt(baselineShare) + kept * doubt;
    const half = limitDeviations * Math.sqrt(variance + doubt ** 2);
    const allowance = allowanceDeviations + Math.sqrt(baselineShare);
    high = Math.min(FULL_SUM * decisionDeviations, Math.max(0, high + awayLevels / deviation - allowance));
    low = Math.min(FULL_SUM * decisionDeviations, Math.max(0, low - awayLevels / deviation - allowance));
    return {
      subjectId, ratedAt, differenceLevels, criterionCount, chartedLevels: target + awayLevels + 0, averageLevels: target + average + 0, lowerLevels: target - half + 0, upperLevels: target + half + 0,
      lenientSumLevels: high * unit, harshSumLevels: low * unit, ewmaSignal: directionOf(average, -average, half), cusumSignal: directionOf(high, low, decisionDeviations),
    };
  });
}

/** Where a chart first signaled in a drift. */
export interface DriftSignal {
  /** Which chart. */
  readonly chart: "ewma" | "cusum";
  /** The clip. */
  readonly subjectId: Id;
  /** When it was rated. */
  readonly ratedAt: Instant;
  /** Which way. */
  readonly direction: DriftDirection;
}
/** What the charts say of the latest drift. A drift is over once as many clips in a row as the rule's `minimumClipCount` are without a signal; what signals after that is another. */
export interface DriftCourse {
  /** The first signal of each chart that signaled, the earlier one first. */
  readonly signals: readonly DriftSignal[];
  /** The clip from which on the sum of the first signal grew: where the drift probably began. Null without a signal. */
  readonly onset: { /** The clip. */ readonly subjectId: Id; /** When it was rated. */ readonly ratedAt: Instant } | null;
  /** How many clips there are since the last signal of a chart; 0: the last clip has one. Null without a signal. */
  readonly quietClipCount: number | null;
  /** Whether there were signals of both directions. */
  readonly hasTurned: boolean;
}

const chartKeys = { ewma: "ewmaSignal", cusum: "cusumSignal" } as const;

/** The place of the clip after the last one at which the sum was empty. Source: E. Page, "Continuous inspection schemes", Biometrika 41 (1954). */
function onsetPlace(points: readonly DriftPoint[], signal: number, direction: DriftDirection): number {
  const key = direction === "harsher" ? "harshSumLevels" : "lenientSumLevels";
  let place = signal;
  while (place > 0 && (points[place - 1]?.[key] ?? 0) > 0) place -= 1;
  return place;
}

/** The course of the latest drift of a series. */
export function courseOf(points: readonly DriftPoint[], overAfterClips: number): DriftCourse {
  const signaling = points.flatMap(({ ewmaSignal, cusumSignal }, place) => (ewmaSignal === null && cusumSignal === null ? [] : [place]));
  const last = signaling.at(-1);
  if (last === undefined) return { signals: [], onset: null, quietClipCount: null, hasTurned: false };
  const start = signaling.findLast((place, index) => place - (signaling[index - 1] ?? -Infinity) > overAfterClips) ?? last;
  const drift = points.slice(start, last + 1);
  const found = (["ewma", "cusum"] as const).flatMap((chart) => {
    const place = drift.findIndex((point) => point[chartKeys[chart]] !== null);
    const point = drift[place];
    const direction = point?.[chartKeys[chart]];
    return point === undefined || direction === undefined || direction === null ? [] : [{ place, signal: { chart, subjectId: point.subjectId, ratedAt: point.ratedAt, direction } }];
  }).sort((one, other) => one.place - other.place);
  const { direction } = (found[0] as (typeof found)[number]).signal;
  const onset = points[onsetPlace(points, start, direction)] as DriftPoint;
  const seen = new Set(drift.flatMap(({ ewmaSignal, cusumSignal }) => [ewmaSignal, cusumSignal]).filter((one) => one !== null));
  return { signals: found.map(({ signal }) => signal), onset: { subjectId: onset.subjectId, ratedAt: onset.ratedAt }, quietClipCount: points.length - 1 - last, hasTurned: seen.size > 1 };
}
