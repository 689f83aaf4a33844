import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import type { Count } from "../unit/index.js";

/** Which mean squares count as fit. */
export interface FitRange {
  /** Below it answers are more regular than the model says; 0.7 is usual. */
  readonly lowest: number;
  /** Above it they are noisier; 1.3 is usual. */
  readonly highest: number;
}

const rangeUpsideDown: Fault = { code: "item-fit.range_upside_down", message: "The lowest mean square, {lowest}, is not below 1, or the highest, {highest}, not above 1.", hint: "Give a range around 1, such as 0.7 to 1.3." };

/** Which mean squares count as fit. */
export const FitRange = z
  .strictObject({ lowest: z.number().min(0).max(100), highest: z.number().min(0).max(100) })
  .check(rule(({ lowest, highest }: FitRange, report) => { if (!(lowest < 1 && highest > 1)) report(rangeUpsideDown, [], { lowest, highest }); }))
  .readonly() satisfies z.ZodType<FitRange>;

/** A heuristic of practice (Wright and Linacre 1994), not a test. */
export const usualFit: FitRange = { lowest: 0.7, highest: 1.3 };

/** How well the answers to an item follow its curve. */
export interface ItemFit {
  /** Weighted mean of squared residuals; 1 is expected. Feels surprises near the item's difficulty. */
  readonly infit: number;
  /** Plain mean of squared standardized residuals; 1 is expected. Feels single surprises far from it. */
  readonly outfit: number;
  /** Infit as an approximate normal score (Wilson and Hilferty); null where every success is as likely as not. Cautious: parameters fitted to the same answers pull it towards 0, slopes most. */
  readonly infitScore: number | null;
  /** Outfit as an approximate normal score; null likewise. */
  readonly outfitScore: number | null;
  /** Answers that it rests on. */
  readonly n: Count;
}

/** A misfit: noisier or more regular than the model, by the mean square and by at least two standard errors. */
export type MisfitFlag = "noisy" | "too-regular";

/** Running sums of one item's residuals. */
export interface FitSums {
  /** Residual sums of each item: squares, weighted squares, weights, and what their variances are made of. */
  readonly squares: Float64Array;
  readonly standardized: Float64Array;
  readonly weights: Float64Array;
  readonly infitVariance: Float64Array;
  readonly outfitVariance: Float64Array;
  readonly n: Float64Array;
}

/** Empty sums. */
export const noFit = (itemCount: number): FitSums => {
  const zeros = (): Float64Array => new Float64Array(itemCount);
  return { squares: zeros(), standardized: zeros(), weights: zeros(), infitVariance: zeros(), outfitVariance: zeros(), n: zeros() };
};

/** People of one ability at one item: so many of them, so many right, and the probability of it. */
export interface FittedPeople {
  readonly success: number;
  readonly right: number;
  readonly count: number;
}

/** Adds people of one ability. W = PQ; the fourth moment of a residual is W(1 − 3W). */
export function addFit(sums: FitSums, item: number, { success, right, count }: FittedPeople): void {
  const weight = success * (1 - success);
  addResiduals(sums, item, { squares: right * (1 - success) ** 2 + (count - right) * success ** 2, variance: weight, fourth: weight * (1 - 3 * weight), count });
}

/** Residuals of one expectation: the sum of their squares, and the second and fourth central moment of each. */
export interface SquaredResiduals {
  readonly squares: number;
  readonly variance: number;
  readonly fourth: number;
  readonly count: number;
}

/** Adds residuals that had the same expectation. */
export function addResiduals(sums: FitSums, item: number, { squares, variance, fourth, count }: SquaredResiduals): void {
  sums.squares[item] = (sums.squares[item] as number) + squares;
  sums.standardized[item] = (sums.standardized[item] as number) + squares / variance;
  sums.weights[item] = (sums.weights[item] as number) + count * variance;
  sums.infitVariance[item] = (sums.infitVariance[item] as number) + count * (fourth - variance * variance);
  sums.outfitVariance[item] = (sums.outfitVariance[item] as number) + count * (fourth / variance / variance - 1);
  sums.n[item] = (sums.n[item] as number) + count;
}

/** t = (MS^⅓ − 1)·3 ÷ q + q ÷ 3, q the standard deviation of the mean square (Wright and Masters 1982). */
const scoreOf = (meanSquare: number, deviation: number): number | null => (deviation < 1e-9 ? null : (Math.cbrt(meanSquare) - 1) * (3 / deviation) + deviation / 3);

/** The fit of one item; null without people. */
export function fitOf(sums: FitSums, item: number): ItemFit | null {
  const n = sums.n[item] as number;
  if (n === 0) return null;
  const weights = sums.weights[item] as number;
  const infit = (sums.squares[item] as number) / weights;
  const outfit = (sums.standardized[item] as number) / n;
  return { infit, outfit, infitScore: scoreOf(infit, Math.sqrt(Math.max(0, sums.infitVariance[item] as number)) / weights), outfitScore: scoreOf(outfit, Math.sqrt(Math.max(0, sums.outfitVariance[item] as number)) / n), n };
}

/** What is to be said of a fit. */
export function misfitsOf(fit: ItemFit | null, { lowest, highest }: FitRange): readonly MisfitFlag[] {
  if (fit === null) return [];
  const pairs = [[fit.infit, fit.infitScore ?? 0], [fit.outfit, fit.outfitScore ?? 0]] as const;
  return [
    ...(pairs.some(([square, score]) => square > highest && score >= 2) ? ["noisy" as const] : []),
    ...(pairs.some(([square, score]) => square < lowest && score <= -2) ? ["too-regular" as const] : []),
  ];
}
