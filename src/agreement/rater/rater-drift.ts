import * as z from "zod";
import { check, type Fault, rule } from "../../error/index.js";
import { Rubric } from "../../rubric/index.js";
import { ConfidenceLevel, cusumRunLength, type EstimateResult, ewmaRunLength, meanDifference } from "../../statistics/index.js";
import { meanOf } from "../../statistics/internal.js";
import type { Id } from "../../unit/index.js";
import { baselineLength, type ComparedClip, comparedClips, DriftBaseline, type DriftReference, DriftSpread, inTime, referenceOf, type Spread, spreadWithin } from "./drift-baseline.js";
import { courseOf, DriftCharts, type DriftCourse, type DriftPoint, driftPoints } from "./drift-chart.js";
import { differencesFromGold, findGoldRatingFaults } from "./gold-difference.js";
import { DatedLevel, GoldLevel, RATED_LEVEL_LIMITS } from "./rated-level.js";
import { isAtLeast, type RaterVerdict } from "./rater-verdict.js";

/** From where on a rater's drift is large, or based on too little. All are heuristics. */
export interface DriftRule {
  /** From how many levels on a change is large, 0.1 to 6; 0.5 where left out. */
  readonly largeChangeLevels?: number;
  /** Fewer gold clips than these in the baseline, or since then, are insufficient, 2 to 1,000; 8 where left out. */
  readonly minimumClipCount?: number;
  /** The least standard deviation of a single level that is believed, 0.01 to 1; where left out that of rounding to whole levels, 1 ÷ √12. */
  readonly roundingDeviationLevels?: number;
}
/** From where on a rater's drift is large, or based on too little. */
export const DriftRule = z
  .strictObject({
    largeChangeLevels: z.exactOptional(z.number().min(0.1).max(6)), minimumClipCount: z.exactOptional(z.int().min(2).max(1000)), roundingDeviationLevels: z.exactOptional(z.number().min(0.01).max(1)),
  })
  .readonly() satisfies z.ZodType<DriftRule>;

/** Raters' levels of gold clips, with their moments. */
export interface DriftRequest {
  /** The rubric that gold and raters used. */
  readonly rubric: Rubric;
  /** The right levels, at most one for each clip and criterion, at most 100,000. */
  readonly gold: readonly GoldLevel[];
  /** The raters' levels, at most one for each clip, rater and criterion, at most 500,000 by 2,000 raters, in any order. What has no gold level is counted and left out. */
  readonly ratings: readonly DatedLevel[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Which clips say how a rater rates while all is well. */
  readonly baseline: DriftBaseline;
  /** From where the standard deviation of one clip is taken, while all is well. */
  readonly spread: DriftSpread;
  /** How the charts are drawn. Left out: as its keys say. */
  readonly charts?: DriftCharts;
  /** From where on a change is large, or based on too little. Left out: as its keys say. */
  readonly rule?: DriftRule;
}

const usedRule = (given: DriftRule = {}): Required<DriftRule> => ({ largeChangeLevels: 0.5, minimumClipCount: 8, roundingDeviationLevels: 1 / Math.sqrt(12), ...given });

const shortBaseline: Fault = { code: "rater-drift.short_baseline", message: "A baseline of {clipCount} clips is always insufficient: the rule asks for {minimumClipCount}.", hint: "Take more clips into the baseline, or lower rule.minimumClipCount." };

/** Raters' levels of gold clips, with their moments. */
export const DriftRequest = z
  .strictObject({
    rubric: Rubric, gold: z.array(GoldLevel).max(RATED_LEVEL_LIMITS.goldLevels).readonly(), ratings: z.array(DatedLevel).max(RATED_LEVEL_LIMITS.levels).readonly(),
    confidenceLevel: ConfidenceLevel, baseline: DriftBaseline, spread: DriftSpread, charts: z.exactOptional(DriftCharts), rule: z.exactOptional(DriftRule),
  })
  .check(rule(findGoldRatingFaults))
  .check(rule(({ baseline, rule: given }: DriftRequest, report) => {
    const { minimumClipCount } = usedRule(given);
    if (baseline.kind === "first-clips" && baseline.clipCount < minimumClipCount) report(shortBaseline, ["baseline", "clipCount"], { clipCount: baseline.clipCount, minimumClipCount });
  }))
  .readonly() satisfies z.ZodType<DriftRequest>;

/**
 * Why. `too-few-baseline-clips`; `too-few-clips-since`: fewer than the rule says, too few to be fine, or to recalibrate by; `signal`: a chart signals, or did within the last clips, as many as the rule's `minimumClipCount`; `no-signal`;
 * `large-change`: the average that forgets now lies at least as far from the baseline as the rule says; `small-change`: less far; `within-limits`: the change is large, but the last clip has no signal any more;
 * `drift-came-back`: there was a signal, the last clip has none any more, and the change is small; `drift-turned`: there were signals of both directions; `criteria-without-baseline`: levels of criteria that the baseline does not hold are left out.
 */
export type DriftReason =
  | "too-few-baseline-clips" | "too-few-clips-since" | "signal" | "no-signal" | "large-change" | "small-change" | "within-limits" | "drift-came-back" | "drift-turned" | "criteria-without-baseline";

/** How one rater changed in time. */
export interface DriftOfRater extends DriftCourse {
  /** The rater. */
  readonly raterId: Id;
  /** What to do: `recalibrate` for a signal at the last clip and a large change; `watch` for one of them, or a signal lately; `fine` once the rule's `minimumClipCount` clips in a row had none. */
  readonly verdict: RaterVerdict;
  /** Why. */
  readonly reasons: readonly DriftReason[];
  /** How many more gold clips make it sufficient; 0 where it is. */
  readonly moreClipCount: number;
  /** The levels that the rater gave. */
  readonly ratingCount: number;
  /** Those of them that have no gold level, and are left out. */
  readonly withoutGoldCount: number;
  /** Gold clips of the baseline. */
  readonly baselineClipCount: number;
  /** Gold clips since then that share a criterion with the baseline. */
  readonly monitoredClipCount: number;
  /** Levels since then of criteria that no clip of the baseline has: there is nothing to compare them with, and they are left out. */
  readonly withoutBaselineCount: number;
  /** Whether there was a signal, the last clip has none, and the change is no longer large. Told for good; a verdict comes of it only for some clips. */
  readonly hasComeBack: boolean;
  /** What the charts are drawn from; null where the baseline is too short. */
  readonly reference: DriftReference | null;
  /** The mean of the clips since the baseline minus that of the baseline, each criterion against its own mean in it, in levels, with Welch's interval: above 0 the rater became more lenient. A drift that began late is diluted in it. */
  readonly changeLevels: EstimateResult;
  /** Where the average that forgets now lies against the baseline, in levels; null without a chart or a clip since the baseline. */
  readonly latestChangeLevels: number | null;
  /** Each clip since the baseline on both charts; empty where the baseline is too short. */
  readonly points: readonly DriftPoint[];
}
/** How raters changed in time, and what to do. */
export interface RaterDrift {
  /** One entry a rater, in the order of their ids. */
  readonly raters: readonly DriftOfRater[];
  /** How often the charts signal though nothing changed. */
  readonly falseAlarms: {
    /** After how many clips the average that forgets signals falsely, on average, where the baseline is known well. */
    readonly ewmaRunLength: number;
    /** After how many clips the sums do. */
    readonly cusumRunLength: number;
    /** About how many charts, of two for each rater, signal at least once in the clips of this call though nothing changed: the sum of 1 − e^(−clips ÷ run length). */
    readonly expectedCount: number;
  };
  /** The charts and the rule that were used. */
  readonly assumptions: Required<DriftCharts> & Required<DriftRule>;
}

type Used = RaterDrift["assumptions"];

/** By Welch's interval. Clips that never vary have a change all the same; its interval has no width and says so. */
function changeBetween(before: readonly number[], after: readonly number[], confidenceLevel: number): EstimateResult {
  const change = meanDifference({ values: after, reference: before, variances: "unequal", confidenceLevel });
  const told = { n: after.length, method: "welch" };
  if (change.estimate !== null) return { ...told, estimate: change.estimate, confidence: change.confidence, warnings: [] };
  if (change.reason !== "no-variation") return change;
  const estimate = meanOf(after) - meanOf(before) + 0;
  return { ...told, estimate, confidence: { lower: estimate, upper: estimate, level: confidenceLevel }, warnings: ["no-variation"] };
}

/** A chart that signals now and a large change call for recalibration; one of them, for attention, and so does a signal until enough clips had none. */
function verdictOf({ quietClipCount, hasTurned }: DriftCourse, latestChangeLevels: number | null, monitoredClipCount: number, { largeChangeLevels, minimumClipCount }: Used): Pick<DriftOfRater, "verdict" | "reasons" | "moreClipCount" | "hasComeBack"> {
  const isLarge = isAtLeast(latestChangeLevels ?? 0, largeChangeLevels);
  const isQuiet = quietClipCount !== null && quietClipCount > 0;
  const hasComeBack = isQuiet && !isLarge;
  const missing = Math.max(0, minimumClipCount - monitoredClipCount);
  const told = (isTrue: boolean, reason: DriftReason): readonly DriftReason[] => (isTrue ? [reason] : []);
  const few = told(missing > 0, "too-few-clips-since");
  const size = [...told(isLarge, "large-change"), ...told(!isLarge, "small-change")];
  if (quietClipCount !== null && quietClipCount < minimumClipCount) {
    const reasons: readonly DriftReason[] = ["signal", ...size, ...told(isQuiet && isLarge, "within-limits"), ...told(hasComeBack, "drift-came-back"), ...told(hasTurned, "drift-turned"), ...few];
    return { verdict: isLarge && !isQuiet && missing === 0 ? "recalibrate" : "watch", reasons, moreClipCount: missing, hasComeBack };
  }
  if (missing > 0) return { verdict: "insufficient", reasons: few, moreClipCount: missing, hasComeBack };
  return { verdict: isLarge ? "watch" : "fine", reasons: ["no-signal", ...size, ...told(hasComeBack, "drift-came-back")], moreClipCount: 0, hasComeBack };
}

/** One rater's clips against the rater's baseline, cut where it ends. */
interface Series extends Pick<DriftOfRater, "raterId" | "ratingCount" | "withoutGoldCount" | "withoutBaselineCount"> {
  readonly before: readonly ComparedClip[];
  readonly since: readonly ComparedClip[];
}

const chartedOf = (clips: readonly ComparedClip[]): readonly number[] => clips.map(({ awayLevels }) => awayLevels);

function driftOf({ before, since, ...counts }: Series, spread: Spread | null, confidenceLevel: number, used: Used): DriftOfRater {
  const { minimumClipCount } = used;
  const common = { ...counts, baselineClipCount: before.length, monitoredClipCount: since.length, changeLevels: changeBetween(chartedOf(before), chartedOf(since), confidenceLevel) };
  if (spread === null || before.length < minimumClipCount) {
    const moreClipCount = Math.max(1, minimumClipCount - before.length);
    return { ...common, ...courseOf([], minimumClipCount), verdict: "insufficient", reasons: ["too-few-baseline-clips"], moreClipCount, hasComeBack: false, reference: null, latestChangeLevels: null, points: [] };
  }
  const reference = referenceOf(before, spread, used);
  const points = driftPoints(since, reference, used);
  const course = courseOf(points, minimumClipCount);
  const last = points.at(-1);
  const latestChangeLevels = last === undefined ? null : last.averageLevels - reference.biasLevels + 0;
  const { reasons, ...judged } = verdictOf(course, latestChangeLevels, since.length, used);
  return { ...common, ...course, ...judged, reasons: counts.withoutBaselineCount === 0 ? reasons : [...reasons, "criteria-without-baseline"], reference, latestChangeLevels, points };
}

/** The spread that a rater's charts are drawn from. What the criteria of a clip have for themselves always comes of baselines. */
function spreadOf({ before }: Series, spread: DriftSpread, pooled: Spread | null): Spread | null {
  if (spread.kind === "pooled") return pooled;
  const own = spreadWithin([before]);
  return own === null || spread.kind === "own" ? own : { ...own, deviation: spread.standardDeviationLevels, freedom: null };
}

/**
 * Whether raters drift: each rater's differences from gold, one value a clip in the order of time, against the rater's own baseline, on two charts, an average that forgets (EWMA) and cumulative sums (CUSUM).
 * Constant severity is no drift, nor is a rater who is harsher on a criterion that only some clips have: each criterion is counted from its own mean in the baseline, and a clip with few criteria is taken to vary more than one with many.
 * A baseline of few clips only estimates what it stands for: the limits are widened for it, so that it causes no more false alarms.
 * A signal at the last clip and a change of half a level: `recalibrate`; one of them, or a signal within the last 8 clips: `watch`; a drift that came back longer ago is told. Fewer than 8 clips since the baseline: `watch` with a signal, else `insufficient`. Clips of one moment go by their ids.
 * Sources: S. Roberts (1959); E. Page (1954); S. Crowder (1987) for the run lengths; on estimated baselines L. Jones, C. Champ, S. Rigdon, "The performance of exponentially weighted moving average charts with estimated parameters", Technometrics 43 (2001); the rule and the way in which limits are widened are heuristics.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rated-level.unknown_criterion`, `rated-level.level_off_scale`, `rated-level.duplicate_level`, `rated-level.duplicate_gold`, `gold-difference.too_many_raters`, `rater-drift.short_baseline`
 * @example
 * ```ts
 * const levels = [1, 2, 3, 4, 5].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria: [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 3 }] } as const;
 * const differences = [0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 2, 1, 1, 1, 1];
 * const gold = differences.map((_, clip) => ({ subjectId: `clip-${clip}`, criterionId: "listens", level: 3 }));
 * const ratings = differences.map((difference, clip) => ({ subjectId: `clip-${clip}`, criterionId: "listens", raterId: "ana", level: 3 + difference, ratedAt: `2026-10-${clip + 10}T09:00:00Z` }));
 * const { raters: [ana], falseAlarms } = raterDrift({ rubric, gold, ratings, confidenceLevel: 0.95, baseline: { kind: "first-clips", clipCount: 10 }, spread: { kind: "given", standardDeviationLevels: 0.5 } });
 * [ana?.verdict, ana?.signals[0]?.direction, ana?.signals[0]?.subjectId, ana?.onset?.subjectId]; // => ["recalibrate", "more-lenient", "clip-15", "clip-10"]
 * [falseAlarms.ewmaRunLength.toFixed(0), falseAlarms.cusumRunLength.toFixed(0)]; // => ["554", "465"]
 * ```
 */
export function raterDrift(request: DriftRequest): RaterDrift {
  const { rubric, gold, ratings, confidenceLevel, baseline, spread, charts, rule: given } = check(DriftRequest, request);
  const assumptions: Used = { newestWeight: 0.2, limitDeviations: 3, allowanceDeviations: 0.5, decisionDeviations: 5, ...charts, ...usedRule(given) };
  const series = differencesFromGold(rubric.criteria, gold, ratings).map(({ clips: found, ...counts }): Series => {
    const clips = inTime(found);
    const length = baselineLength(clips, baseline);
    const [first, later] = [clips.slice(0, length), clips.slice(length)];
    const since = comparedClips(later, first);
    const comparedCount = since.reduce((sum, { criterionCount }) => sum + criterionCount, 0);
    return { ...counts, before: comparedClips(first, first), since, withoutBaselineCount: later.reduce((sum, { cells }) => sum + cells.length, 0) - comparedCount };
  });
  const pooled = spread.kind === "pooled" ? spreadWithin(series.map(({ before }) => before)) : null;
  const raters = series.map((one) => driftOf(one, spreadOf(one, spread, pooled), confidenceLevel, assumptions));
  const { newestWeight, limitDeviations, allowanceDeviations, decisionDeviations } = assumptions;
  const runLengths = {
    ewmaRunLength: ewmaRunLength({ newestWeight, limitDeviations, limits: "exact", shiftDeviations: 0 }),
    cusumRunLength: cusumRunLength({ allowanceDeviations, decisionDeviations, shiftDeviations: 0 }),
  };
  const expectedCount = raters.reduce((sum, { points: { length } }) => sum - Math.expm1(-length / runLengths.ewmaRunLength) - Math.expm1(-length / runLengths.cusumRunLength), 0);
  return { raters, falseAlarms: { ...runLengths, expectedCount }, assumptions };
}
