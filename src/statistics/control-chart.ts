import * as z from "zod";
import { check } from "../error/index.js";
import { Sample } from "./probability.js";

/** A series in its order in time, and what it should be. */
export interface EwmaSeries {
  /** The values in their order, at most 1,000,000. */
  readonly values: readonly number[];
  /** Where the process should be; the average starts here. */
  readonly target: number;
  /** The standard deviation of one value while all is well. */
  readonly standardDeviation: number;
  /** λ: the weight of the newest value, above 0, at most 1. Small ones see small shifts; 0.05 to 0.25 is usual. */
  readonly newestWeight: number;
  /** L: how many standard deviations of the average the limits lie from the target; 2.7 to 3 is usual. */
  readonly limitDeviations: number;
}

/** A series in its order in time, what it should be, and when to be alarmed. */
export interface CusumSeries {
  /** The values in their order, at most 1,000,000. */
  readonly values: readonly number[];
  /** Where the process should be. */
  readonly target: number;
  /** k, in the units of the values: what a value may stray without being counted; half the shift to be found is usual. */
  readonly allowance: number;
  /** h, in the units of the values: a sum above it is a signal; four or five standard deviations are usual. */
  readonly decisionLimit: number;
}

/** No value of a chart lies further out, so that no square or sum overflows. */
const Place = z.number().min(-1e100).max(1e100);
const Positive = z.number().gt(0).max(1e100);
/** A series in its order in time, and what it should be. */
export const EwmaSeries = z
  .strictObject({ values: Sample.readonly(), target: Place, standardDeviation: Positive, newestWeight: z.number().gt(0).max(1), limitDeviations: z.number().gt(0).max(100) })
  .readonly() satisfies z.ZodType<EwmaSeries>;
/** A series in its order in time, what it should be, and when to be alarmed. */
export const CusumSeries = z.strictObject({ values: Sample.readonly(), target: Place, allowance: z.number().min(0).max(1e100), decisionLimit: Positive }).readonly() satisfies z.ZodType<CusumSeries>;

/** The limits between which a process in control stays. */
export interface ControlLimits {
  /** Below it is a signal. */
  readonly lower: number;
  /** Above it is a signal. */
  readonly upper: number;
}

/** One moment of an average that forgets. */
export interface EwmaPoint extends ControlLimits {
  /** The average after this value. */
  readonly average: number;
  /** Whether it lies outside its limits, and on which side. */
  readonly signal: "above" | "below" | null;
}

/** A chart of an average that forgets. */
export interface EwmaChart {
  /** One point a value. */
  readonly points: readonly EwmaPoint[];
  /** Where the limits end up after many values. */
  readonly asymptoticLimits: ControlLimits;
  /** The places of the points that lie outside their limits, counted from 0. */
  readonly signals: readonly number[];
}

/** One moment of two sums of what strayed. */
export interface CusumPoint {
  /** What strayed upwards beyond the allowance, added up since it was last 0. */
  readonly high: number;
  /** What strayed downwards, likewise. */
  readonly low: number;
  /** Which sum is above the decision limit; the larger one when both are. */
  readonly signal: "above" | "below" | null;
}

/** A chart of sums of what strayed. */
export interface CusumChart {
  /** One point a value. */
  readonly points: readonly CusumPoint[];
  /** The places of the points that signal, counted from 0. The sums are not set back after a signal. */
  readonly signals: readonly number[];
}

const signalsOf = (points: readonly { readonly signal: unknown }[]): readonly number[] => points.flatMap(({ signal }, index) => (signal === null ? [] : [index]));

/**
 * The chart of the exponentially weighted moving average: z₀ = target, zᵢ = λxᵢ + (1 − λ)zᵢ₋₁; it sees small lasting shifts sooner than single values do.
 * Limits: target ± Lσ√(λ ÷ (2 − λ) · (1 − (1 − λ)^2i)).
 * Source: S. Roberts, "Control chart tests based on geometric moving averages", Technometrics 1 (1959); NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.4.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * ewmaChart({ values: [52, 53], target: 50, standardDeviation: 1, newestWeight: 0.5, limitDeviations: 3 }).signals; // => [1]
 * ```
 */
export function ewmaChart(series: EwmaSeries): EwmaChart {
  const { values, target, standardDeviation, newestWeight, limitDeviations } = check(EwmaSeries, series);
  const farthest = limitDeviations * standardDeviation * Math.sqrt(newestWeight / (2 - newestWeight));
  let average = target;
  // 1 − (1 − λ)^2i without the digits that 1 − λ loses
  const logKept = Math.log1p(-newestWeight);
  const points = values.map((value, index): EwmaPoint => {
    average = newestWeight * value + (1 - newestWeight) * average + 0;
    const half = newestWeight === 1 ? farthest : farthest * Math.sqrt(-Math.expm1(2 * (index + 1) * logKept));
    const [lower, upper] = [target - half + 0, target + half + 0];
    return { average, lower, upper, signal: average > upper ? "above" : average < lower ? "below" : null };
  });
  return { points, asymptoticLimits: { lower: target - farthest + 0, upper: target + farthest + 0 }, signals: signalsOf(points) };
}

/**
 * The tabular chart of cumulative sums: C⁺ᵢ = max(0, C⁺ᵢ₋₁ + xᵢ − target − k), C⁻ᵢ = max(0, C⁻ᵢ₋₁ + target − k − xᵢ), both from 0; a sum above h is a signal.
 * Source: E. Page, "Continuous inspection schemes", Biometrika 41 (1954); D. Montgomery, G. Runger, "Applied Statistics and Probability for Engineers", chapter 16.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * cusumChart({ values: [10, 12, 13, 12], target: 10, allowance: 0.5, decisionLimit: 4 }).signals; // => [3]
 * ```
 */
export function cusumChart(series: CusumSeries): CusumChart {
  const { values, target, allowance, decisionLimit } = check(CusumSeries, series);
  let [high, low] = [0, 0];
  const points = values.map((value): CusumPoint => {
    high = Math.max(0, high + (value - target) - allowance);
    low = Math.max(0, low + (target - value) - allowance);
    return { high, low, signal: Math.max(high, low) <= decisionLimit ? null : high >= low ? "above" : "below" };
  });
  return { points, signals: signalsOf(points) };
}
