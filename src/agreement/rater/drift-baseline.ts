import * as z from "zod";
import { standardNormalProbability, studentQuantile } from "../../statistics/index.js";
import { meanOf } from "../../statistics/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import { type Id, Instant } from "../../unit/index.js";
import { clipMean } from "./gold-comparison.js";
import type { CellDifference, ClipDifferences } from "./gold-difference.js";
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

/** From where the standard deviation of one clip is taken, while all is well: of one with as many criteria as those of the baseline have. */
export type DriftSpread =
  /** From the baselines of all raters together, each around its own mean: steadier than a single one, for raters who are about equally exact. */
  | { readonly kind: "pooled" }
  /** From the rater's own baseline. */
  | { readonly kind: "own" }
  /** Known from elsewhere, for a clip with as many criteria as those of the baseline have. */
  | { readonly kind: "given"; /** In levels, 0.01 to 6. */ readonly standardDeviationLevels: number };
/** From where the standard deviation of one clip is taken, while all is well. */
export const DriftSpread = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pooled") }).readonly(),
  z.strictObject({ kind: z.literal("own") }).readonly(),
  z.strictObject({ kind: z.literal("given"), standardDeviationLevels: z.number().min(0.01).max(6) }).readonly(),
]) satisfies z.ZodType<DriftSpread>;

/** A gold clip as one rater saw it, at one moment. */
export interface RatedClip {
  readonly subjectId: Id;
  /** When the last of its criteria was rated. */
  readonly ratedAt: Instant;
  readonly cells: readonly Pick<CellDifference<unknown>, "criterion" | "steps">[];
}

/** Clips in their order in time; of those rated at one moment by their ids. */
export const inTime = (clips: readonly ClipDifferences<DatedLevel>[]): readonly RatedClip[] =>
  clips
    .map(({ subjectId, cells }) => {
      const times = cells.map(({ rating: { ratedAt } }) => ({ ratedAt, at: millisecondsOf(ratedAt) }));
      const { ratedAt, at } = times.reduce((last, one) => (one.at > last.at ? one : last));
      return { at, clip: { subjectId, ratedAt, cells } };
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

/** A clip against the baseline of its rater, over the criteria that the baseline holds. */
export interface ComparedClip {
  readonly subjectId: Id;
  readonly ratedAt: Instant;
  /** The mean difference from gold. */
  readonly differenceLevels: number;
  readonly criterionCount: number;
  /** The mean over criteria of the difference minus what the criterion's is in the baseline: a rater may be harsher on one criterion than on another, and clips need not have the same. */
  readonly awayLevels: number;
  /** The sum of the squares of what that is the mean of. */
  readonly squares: number;
  /** What the baseline does not know of it, as a share of the clip's own variance: the mean over its criteria of 1 ÷ clips of the baseline with the criterion. */
  readonly baselineShare: number;
}

/** Clips against a baseline. Those that share no criterion with it are left out. */
export function comparedClips(clips: readonly RatedClip[], baseline: readonly RatedClip[]): readonly ComparedClip[] {
  const known = new Map<number, { sum: number; count: number }>();
  for (const { criterion, steps } of baseline.flatMap(({ cells }) => cells)) {
    const { sum, count } = known.get(criterion) ?? { sum: 0, count: 0 };
    known.set(criterion, { sum: sum + steps, count: count + 1 });
  }
  return clips.flatMap(({ subjectId, ratedAt, cells: all }) => {
    const cells = all.filter(({ criterion }) => known.has(criterion));
    if (cells.length === 0) return [];
    const pairs = cells.map(({ criterion, steps }) => ({ steps, ...(known.get(criterion) as { sum: number; count: number }) }));
    const away = pairs.map(({ steps, sum, count }) => steps - sum / count);
    return [{
      subjectId, ratedAt, differenceLevels: clipMean(cells), criterionCount: cells.length, awayLevels: meanOf(away) + 0,
      squares: away.reduce((sum, value) => sum + value * value, 0), baselineShare: meanOf(pairs.map(({ count }) => 1 / count)),
    }];
  });
}

/** The standard deviation of one clip with so many criteria, on how many independent differences it rests, and how much single criteria of a clip differ. */
export interface Spread {
  readonly deviation: number;
  /** Null: it is known. */
  readonly freedom: number | null;
  readonly withinDeviation: number;
  readonly criterionCount: number;
}
/**
 * The spread within baselines, each around its own means of criteria. A clip of a baseline strays from them by its own variance · (1 − baselineShare): the shares take as many degrees of freedom as the means cost, one where all clips have the same criteria.
 * Null where no baseline has two clips with a criterion in common.
 */
export function spreadWithin(baselines: readonly (readonly ComparedClip[])[]): Spread | null {
  const clips = baselines.flat();
  const sumOf = (valueOf: (clip: ComparedClip) => number): number => clips.reduce((sum, clip) => sum + valueOf(clip), 0);
  // ten tenths are one
  const freedom = Math.round(sumOf(({ baselineShare }) => 1 - baselineShare) * 1e9) / 1e9;
  if (freedom < 0.5) return null;
  const withinFreedom = sumOf(({ criterionCount, baselineShare }) => (criterionCount - 1) * (1 - baselineShare));
  const withinSquares = sumOf(({ squares, criterionCount, awayLevels }) => squares - criterionCount * awayLevels ** 2);
  return {
    deviation: Math.sqrt(sumOf(({ awayLevels }) => awayLevels ** 2) / freedom), freedom,
    withinDeviation: withinFreedom < 0.5 ? 0 : Math.sqrt(Math.max(0, withinSquares / withinFreedom)), criterionCount: clips.length / sumOf(({ criterionCount }) => 1 / criterionCount),
  };
}

/** What a chart is drawn from. */
export interface DriftReference {
  /** The rater's mean difference from gold in the baseline, in levels: constant severity is no drift. */
  readonly biasLevels: number;
  /** The standard deviation of one clip with `criterionCount` criteria while all is well, in levels. */
  readonly standardDeviationLevels: number;
  /** The same, made wider because it is only estimated: limits that many standard deviations out are passed no more often than if it were known. */
  readonly widenedDeviationLevels: number;
  /** On how many independent differences the standard deviation rests; null where it was given. */
  readonly degreesOfFreedom: number | null;
  /** Whether the clips of the baseline differ less than rounding to whole levels makes them differ: that of rounding is used then. */
  readonly isAtRounding: boolean;
  /** How many criteria a clip of the baseline has: the harmonic mean. */
  readonly criterionCount: number;
  /** w: how much of the standard deviation belongs to single criteria. The variance of a clip with k criteria is standardDeviationLevels² + w² · (1 ÷ k − 1 ÷ criterionCount). */
  readonly withinClipDeviationLevels: number;
}

/** How much wider limits have to be: Student's score over the normal one of the same tail. */
function widening(limitDeviations: number, freedom: number | null): number {
  if (freedom === null) return 1;
  return -studentQuantile({ probability: standardNormalProbability(-limitDeviations), degreesOfFreedom: freedom }) / limitDeviations;
}

/** The reference of one rater. A mean of k whole levels is rounded by r ÷ √k, with r that of one level: nobody is known to be more even than that. */
export function referenceOf(clips: readonly ComparedClip[], spread: Spread, { limitDeviations, roundingDeviationLevels }: { readonly limitDeviations: number; readonly roundingDeviationLevels: number }): DriftReference {
  const { deviation, freedom, withinDeviation, criterionCount } = spread;
  const ofLevel = freedom === null ? 0 : roundingDeviationLevels;
  const rounding = ofLevel / Math.sqrt(criterionCount);
  const standardDeviationLevels = Math.max(deviation, rounding);
  return {
    biasLevels: meanOf(clips.map(({ differenceLevels }) => differenceLevels)), standardDeviationLevels, widenedDeviationLevels: standardDeviationLevels * widening(limitDeviations, freedom),
    degreesOfFreedom: freedom, isAtRounding: deviation < rounding, criterionCount,
    // criteria of a clip cannot differ by more than the whole, or clips with many criteria would not vary at all
    withinClipDeviationLevels: Math.min(Math.max(withinDeviation, ofLevel), standardDeviationLevels * Math.sqrt(criterionCount)),
  };
}

/** The widened standard deviation of one clip with so many criteria. */
export function clipDeviation({ standardDeviationLevels, widenedDeviationLevels, withinClipDeviationLevels, criterionCount }: DriftReference, ofClip: number): number {
  const ratio = (withinClipDeviationLevels / standardDeviationLevels) ** 2;
  return widenedDeviationLevels * Math.sqrt(1 + ratio * (1 / ofClip - 1 / criterionCount));
}
