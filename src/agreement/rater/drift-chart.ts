import * as z from "zod";
import { cusumChart, ewmaChart } from "../../statistics/index.js";
import type { Id, Instant } from "../../unit/index.js";
import type { DriftReference, RatedClip } from "./drift-baseline.js";

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
  /** Its mean difference from gold. */
  readonly differenceLevels: number;
  /** The average that forgets, after this clip. */
  readonly averageLevels: number;
  /** Below it the average is a signal. */
  readonly lowerLevels: number;
  /** Above it the average is a signal. */
  readonly upperLevels: number;
  /** The sum of what was more lenient than in the baseline, beyond the allowance. */
  readonly lenientSumLevels: number;
  /** The sum of what was harsher, likewise. */
  readonly harshSumLevels: number;
  /** What the average signals. */
  readonly ewmaSignal: DriftDirection | null;
  /** What the sums signal. */
  readonly cusumSignal: DriftDirection | null;
}

const directionOf = (signal: "above" | "below" | null): DriftDirection | null => (signal === null ? null : signal === "above" ? "more-lenient" : "harsher");

/**
 * Clips after the baseline on both charts, with room for a baseline of m clips that only estimates what it stands for:
 * the limits of the average are Lσ' √(λ ÷ (2 − λ) · (1 − (1 − λ)^2i) + (1 − (1 − λ)^i)² ÷ m), the true spread of the average around an estimated mean, σ' the widened standard deviation;
 * the allowance of the sums is kσ' + σ' ÷ √m, one standard error of the baseline more, and their limit hσ'.
 */
export function driftPoints(clips: readonly RatedClip[], baselineClipCount: number, { biasLevels: target, widenedDeviationLevels: deviation }: DriftReference, charts: Required<DriftCharts>): readonly DriftPoint[] {
  const { newestWeight, limitDeviations, allowanceDeviations, decisionDeviations } = charts;
  const values = clips.map(({ differenceLevels }) => differenceLevels);
  const averages = ewmaChart({ values, target, standardDeviation: deviation, newestWeight, limitDeviations }).points;
  const sums = cusumChart({ values, target, allowance: allowanceDeviations * deviation + deviation / Math.sqrt(baselineClipCount), decisionLimit: decisionDeviations * deviation }).points;
  return clips.map(({ subjectId, ratedAt, differenceLevels }, index): DriftPoint => {
    const { average = target, upper = target } = averages[index] ?? {};
    const { high = 0, low = 0, signal = null } = sums[index] ?? {};
    const half = Math.hypot(upper - target, (limitDeviations * deviation * (1 - (1 - newestWeight) ** (index + 1))) / Math.sqrt(baselineClipCount));
    return {
      subjectId, ratedAt, differenceLevels, averageLevels: average, lowerLevels: target - half + 0, upperLevels: target + half + 0, lenientSumLevels: high, harshSumLevels: low,
      ewmaSignal: directionOf(average > target + half ? "above" : average < target - half ? "below" : null), cusumSignal: directionOf(signal),
    };
  });
}

/** Where a chart first signaled. */
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
/** What the charts say as a whole. */
export interface DriftCourse {
  /** The first signal of each chart that signaled, the earlier one first. */
  readonly signals: readonly DriftSignal[];
  /** The clip from which on the sum of the first signal grew: where the drift probably began. Null without a signal. */
  readonly onset: { /** The clip. */ readonly subjectId: Id; /** When it was rated. */ readonly ratedAt: Instant } | null;
  /** Whether there were signals and the last clip has none: of the average where it signaled, else of the sums, which take longer to come back. */
  readonly hasComeBack: boolean;
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

/** The course of a series. */
export function courseOf(points: readonly DriftPoint[]): DriftCourse {
  const found = (["ewma", "cusum"] as const).flatMap((chart) => {
    const place = points.findIndex((point) => point[chartKeys[chart]] !== null);
    const point = points[place];
    const direction = point?.[chartKeys[chart]];
    return point === undefined || direction === undefined || direction === null ? [] : [{ place, signal: { chart, subjectId: point.subjectId, ratedAt: point.ratedAt, direction } }];
  }).sort((one, other) => one.place - other.place);
  const [first] = found;
  if (first === undefined) return { signals: [], onset: null, hasComeBack: false, hasTurned: false };
  const start = points[onsetPlace(points, first.place, first.signal.direction)] as DriftPoint;
  const deciding = found.some(({ signal }) => signal.chart === "ewma") ? "ewma" : "cusum";
  const seen = new Set(points.flatMap(({ ewmaSignal, cusumSignal }) => [ewmaSignal, cusumSignal]).filter((direction) => direction !== null));
  return {
    signals: found.map(({ signal }) => signal), onset: { subjectId: start.subjectId, ratedAt: start.ratedAt },
    hasComeBack: points.at(-1)?.[chartKeys[deciding]] === null, hasTurned: seen.size > 1,
  };
}
