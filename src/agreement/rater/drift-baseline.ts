import * as z from "zod";
import { standardNormalProbability, studentQuantile, variance } from "../../statistics/index.js";
import { meanOf } from "../../statistics/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import { type Id, Instant } from "../../unit/index.js";
import { clipMean } from "./gold-comparison.js";
import type { ClipDifferences } from "./gold-difference.js";
import type { DatedLevel } from "./rated-level.js";

/** Which of a rater's clips say how the rater rates while all is well. */
export type DriftBaseline =
  /** The rater's own first clips. */
  | { readonly kind: "first-clips"; /** How many, 2 to 10,000. */ readonly clipCount: number }
  /** What the rater rated before a moment, such as the end of the calibration round. */
  | { readonly kind: "until"; /** The moment; a clip that was rated at it is no longer of the baseline. */ readonly endsAt: Instant };
/** Which of a rater's clips say how the rater rates while all is well. */
export const DriftBaseline = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("first-clips"), clipCount: z.int().min(2).max(10_000) }).readonly(),
  z.strictObject({ kind: z.literal("until"), endsAt: Instant }).readonly(),
]) satisfies z.ZodType<DriftBaseline>;

/** From where the standard deviation of one clip is taken, while all is well. */
export type DriftSpread =
  /** From the baselines of all raters together, each around its own mean: steadier than a single one, for raters who are about equally exact. */
  | { readonly kind: "pooled" }
  /** From the rater's own baseline. */
  | { readonly kind: "own" }
  /** Known from elsewhere. */
  | { readonly kind: "given"; /** In levels, 0.01 to 6. */ readonly standardDeviationLevels: number };
/** From where the standard deviation of one clip is taken, while all is well. */
export const DriftSpread = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pooled") }).readonly(),
  z.strictObject({ kind: z.literal("own") }).readonly(),
  z.strictObject({ kind: z.literal("given"), standardDeviationLevels: z.number().min(0.01).max(6) }).readonly(),
]) satisfies z.ZodType<DriftSpread>;

/** A gold clip as one rater saw it: one value, at one moment. */
export interface RatedClip {
  readonly subjectId: Id;
  /** When the last of its criteria was rated. */
  readonly ratedAt: Instant;
  readonly differenceLevels: number;
  readonly criterionCount: number;
}

/** Clips in their order in time; of those rated at one moment by their ids. */
export const inTime = (clips: readonly ClipDifferences<DatedLevel>[]): readonly RatedClip[] =>
  clips
    .map(({ subjectId, cells }) => {
      const times = cells.map(({ rating: { ratedAt } }) => ({ ratedAt, at: millisecondsOf(ratedAt) }));
      const { ratedAt, at } = times.reduce((last, one) => (one.at > last.at ? one : last));
      return { at, clip: { subjectId, ratedAt, differenceLevels: clipMean(cells), criterionCount: cells.length } };
    })
    // clips come by their ids, and the sort keeps the order of equals
    .sort((one, other) => one.at - other.at)
    .map(({ clip }) => clip);

/** How many of a rater's clips, which are in their order in time, belong to the baseline. */
export function baselineLength(clips: readonly RatedClip[], baseline: DriftBaseline): number {
  if (baseline.kind === "first-clips") return Math.min(clips.length, baseline.clipCount);
  const end = millisecondsOf(baseline.endsAt);
  const first = clips.findIndex(({ ratedAt }) => millisecondsOf(ratedAt) >= end);
  return first === -1 ? clips.length : first;
}

/** A standard deviation, and on how many independent differences it rests; null: it is known. */
export interface Spread {
  readonly deviation: number;
  readonly freedom: number | null;
}
/** The standard deviation within baselines, each around its own mean: √(Σ (n − 1) s² ÷ Σ (n − 1)). Null where no baseline has two clips. */
export function spreadWithin(baselines: readonly (readonly RatedClip[])[]): Spread | null {
  const usable = baselines.filter(({ length }) => length >= 2);
  const freedom = usable.reduce((sum, { length }) => sum + length - 1, 0);
  if (freedom === 0) return null;
  const squares = usable.reduce((sum, clips) => sum + variance(clips.map(({ differenceLevels }) => differenceLevels)) * (clips.length - 1), 0);
  return { deviation: Math.sqrt(squares / freedom), freedom };
}

/** What a chart is drawn from. */
export interface DriftReference {
  /** The rater's mean difference from gold in the baseline, in levels: constant severity is no drift. */
  readonly biasLevels: number;
  /** The standard deviation of one clip while all is well, in levels. */
  readonly standardDeviationLevels: number;
  /** The same, made wider because it is only estimated: limits that many standard deviations out are passed no more often than if it were known. */
  readonly widenedDeviationLevels: number;
  /** On how many independent differences the standard deviation rests; null where it was given. */
  readonly degreesOfFreedom: number | null;
  /** Whether the clips of the baseline differ less than rounding to whole levels makes them differ: that of rounding is used then. */
  readonly isAtRounding: boolean;
}

/** How much wider limits have to be: Student's score over the normal one of the same tail. */
function widening(limitDeviations: number, freedom: number | null): number {
  if (freedom === null) return 1;
  return -studentQuantile({ probability: standardNormalProbability(-limitDeviations), degreesOfFreedom: freedom }) / limitDeviations;
}

/** The reference of one rater. A mean of k whole levels is rounded by r ÷ √k, with r that of one level: nobody is known to be more even than that. */
export function referenceOf(clips: readonly RatedClip[], spread: Spread, { limitDeviations, roundingDeviationLevels }: { readonly limitDeviations: number; readonly roundingDeviationLevels: number }): DriftReference {
  const { deviation, freedom } = spread;
  const rounding = freedom === null ? 0 : roundingDeviationLevels / Math.sqrt(meanOf(clips.map(({ criterionCount }) => criterionCount)));
  const standardDeviationLevels = Math.max(deviation, rounding);
  return {
    biasLevels: meanOf(clips.map(({ differenceLevels }) => differenceLevels)), standardDeviationLevels, widenedDeviationLevels: standardDeviationLevels * widening(limitDeviations, freedom),
    degreesOfFreedom: freedom, isAtRounding: deviation < rounding,
  };
}
