import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, linearRegression, type LinearRegression, type NoEstimate, type RegressionEstimate, tooFewObservations } from "../statistics/index.js";
import { EffectMeasure } from "./effect-measure.js";
import { EFFECT_LIMITS, EffectScore } from "./effect-people.js";
import { type EffectFrame, effectOf, type EffectResult, type EffectStudy, noEffect } from "./effect-result.js";

/** A series of figures, equally far apart, with the program's start in it. */
export interface InterruptedSeries {
  /** What was measured. */
  readonly measure: EffectMeasure;
  /** The figures in their order, at most 10,000, one a week or a month and none left out. */
  readonly values: readonly number[];
  /** How many of them come before the start. */
  readonly preCount: number;
  /** How many neighbors of each figure go together with it, 0 to 1,000 and below the number of figures, for Newey and West's errors of long series. Left out: errors that carry over a share from one figure to the next. */
  readonly lagCount?: number;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** What happened to a series at the start. */
export interface InterruptedSeriesEffect {
  /** How far the series jumped at the first figure after the start. */
  readonly levelChange: EffectResult;
  /** How much steeper it rose from then on, from one figure to the next. */
  readonly slopeChange: EffectResult;
  /** How far the last figure's fitted value lies above what the trend before the start would have come to. */
  readonly effectAtEnd: EffectResult;
  /** How much it rose from one figure to the next before the start; null where there are too few figures. */
  readonly preSlope: number | null;
  /** What the trend before the start would have come to at the last figure; null likewise. */
  readonly expectedAtEnd: number | null;
  /** Durbin and Watson's d: about 2 where neighbors do not go together, near 0 where they do; null likewise. */
  readonly durbinWatson: number | null;
  /** What the figures take for granted: the lags that were given; null where errors carry over a share. */
  readonly assumptions: { readonly lagCount: number | null };
}

const startOutside: Fault = { code: "interrupted-series.start_outside", message: "{preCount} figures come before the start, of {count}.", hint: "Count the figures before the start; some have to come after it." };
const tooManyLags: Fault = { code: "interrupted-series.too_many_lags", message: "{lagCount} neighbors of each figure are asked about, of {count} figures.", hint: "Take fewer than there are figures, or leave it out." };
const notAFraction: Fault = { code: "interrupted-series.not_a_fraction", message: "The figure {score} is no fraction from 0 to 1.", hint: "0.2 means 20 %. Divide a percent by 100, or name another unit." };

function findSeriesFaults({ measure, values, preCount, lagCount = 0 }: InterruptedSeries, report: Report): void {
  const count = values.length;
  if (preCount > count) report(startOutside, ["preCount"], { preCount, count });
  if (lagCount > 0 && lagCount >= count) report(tooManyLags, ["lagCount"], { lagCount, count });
  if (measure.unit === "fraction") values.forEach((score, index) => { if (score < 0 || score > 1) report(notAFraction, ["values", index], { score }); });
}

/** Schema of a series with the program's start in it, with its rules between parts. */
export const InterruptedSeries = z
  .strictObject({
    measure: EffectMeasure, values: z.array(EffectScore).max(EFFECT_LIMITS.seriesPoints).readonly(), preCount: z.int().min(0).max(EFFECT_LIMITS.seriesPoints),
    lagCount: z.exactOptional(z.int().min(0).max(1000)), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findSeriesFaults))
  .readonly() satisfies z.ZodType<InterruptedSeries>;

/** Fewer before the start tell no trend, fewer after it no slope. */
const NEEDED = { before: 6, after: 3 } as const;
/** Below it a series hardly tells how far neighbors go together, and Newey and West's errors are too small. */
const SHORT = 50;
/** Durbin and Watson's d below it: neighbors go together so far that errors may come out too small. */
const TOGETHER = 1.5;

function tooShort({ values, preCount }: InterruptedSeries): NoEstimate | null {
  if (preCount < NEEDED.before) return tooFewObservations(preCount, NEEDED.before);
  const after = values.length - preCount;
  return after < NEEDED.after ? tooFewObservations(after, NEEDED.after) : null;
}

/** y = a + b t + level change · [after] + slope change · (t − start)⁺. */
function segmented({ values, preCount, lagCount, confidenceLevel }: InterruptedSeries): LinearRegression {
  const end = values.length - 1;
  const regression = linearRegression({
    termIds: ["pre-slope", "level-change", "slope-change"], hasIntercept: true, confidenceLevel, errors: lagCount === undefined ? { kind: "autoregressive" } : { kind: "newey-west", lagCount, isAdjusted: true },
    rows: values.map((y, at) => ({ x: [at, at < preCount ? 0 : 1, Math.max(0, at - preCount)], y })),
    contrasts: [{ contrastId: "effect-at-end", weights: [{ termId: "level-change", weight: 1 }, { termId: "slope-change", weight: end - preCount }] }],
    predictAt: [[end, 0, 0]],
  });
  if (regression.coefficients === null) throw new Error(`a long enough series has no regression: ${regression.reason}`);
  return regression;
}

/**
 * What happened to a series at the program's start: a jump, a change of slope, and both together at the end, against the trend before the start. For where nobody can be compared with.
 * Segmented regression by least squares with n − 4 degrees of freedom. Each error carries over a share of the one before; how large a share is not known, and the error of the estimate is averaged over all by how probable the series makes them: method `segmented-autoregressive`. With `lagCount`: Newey and West's errors (Bartlett's weights, times n ÷ (n − 4)), method `segmented-newey-west`. Isolation `trend`: whatever else happened at the start is in the figure.
 *
 * Cannot say: `too-few-observations`, fewer than 6 figures before the start or 3 after it; `no-variation`, all figures lie on the lines. Warnings: `short-series`, below 50 figures, and `neighbors-go-together`, Durbin and Watson's d below 1.5: with both, intervals of 95 % may hold the truth in 90 %, and Newey and West's in 60 to 85 %; those of `linearRegression`.
 * Sources: A. Wagner, S. Soumerai, F. Zhang, D. Ross-Degnan, Journal of Clinical Pharmacy and Therapeutics 27 (2002); A. Zellner, G. Tiao, Journal of the American Statistical Association 59 (1964); W. Newey, K. West, Econometrica 55 (1987). The numbers of figures needed are heuristics.
 *
 * @throws CoachingError `interrupted-series.*`, `effect-measure.mixed_instruments`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "dialer", majorVersion: 1 };
 * const measure = { unit: "seconds", direction: "lower-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const values = [300, 302, 299, 301, 300, 298, 301, 280, 276, 279, 275, 274];
 * const { levelChange, assumptions } = interruptedSeries({ measure, values, preCount: 7, confidenceLevel: 0.95 });
 * [levelChange.estimate.toFixed(2), levelChange.isolation.grade, assumptions.lagCount]; // => ["-20.17", "trend", null]
 * ```
 */
export function interruptedSeries(input: InterruptedSeries): InterruptedSeriesEffect {
  const checked = check(InterruptedSeries, input);
  const { measure, values, confidenceLevel, lagCount = null } = checked;
  const n = values.length;
  const study: EffectStudy = { arms: [], isolation: { grade: "trend", reason: "own-trend-continued" }, assumptions: ["trend-would-have-gone-on", "nothing-else-happened-at-the-start"] };
  const shortWarnings = n < SHORT ? ["short-series"] : [];
  const short = tooShort(checked);
  const none = (why: NoEstimate): EffectResult => noEffect(why, { ...study, warnings: shortWarnings });
  if (short !== null) return { levelChange: none(short), slopeChange: none(short), effectAtEnd: none(short), preSlope: null, expectedAtEnd: null, durbinWatson: null, assumptions: { lagCount } };
  const { coefficients, contrasts, predictions, durbinWatson } = segmented(checked);
  const warnings = durbinWatson !== null && durbinWatson < TOGETHER ? [...shortWarnings, "neighbors-go-together"] : shortWarnings;
  const resultOf = (found: RegressionEstimate | NoEstimate | undefined): EffectResult => {
    if (found === undefined) throw new Error("the regression lacks what was asked of it");
    if (found.estimate === null) return none(found);
    if (found.pValue === null) return none({ estimate: null, reason: "no-variation", n, needed: NEEDED.before + NEEDED.after });
    const frame: EffectFrame = { ...study, direction: measure.direction, confidenceLevel, warnings: [...warnings, ...found.warnings], standardized: null, standardDeviation: null, extent: `n=${String(n)} figures` };
    return effectOf({ ...found, method: lagCount === null ? "segmented-autoregressive" : "segmented-newey-west" }, frame);
  };
  const termOf = (asked: string) => coefficients.find(({ termId }) => termId === asked);
  return {
    levelChange: resultOf(termOf("level-change")), slopeChange: resultOf(termOf("slope-change")), effectAtEnd: resultOf(contrasts[0]),
    preSlope: termOf("pre-slope")?.estimate ?? null, expectedAtEnd: predictions[0]?.mean.estimate ?? null, durbinWatson, assumptions: { lagCount },
  };
}
