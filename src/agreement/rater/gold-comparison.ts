import { type ConfidenceLevel, type Estimate, type EstimateResult, meanEstimate, type NoEstimate, proportionEstimate, type ProportionEstimate, variance } from "../../statistics/index.js";
import { meanOf } from "../../statistics/internal.js";
import type { CellDifference } from "./gold-difference.js";

/** How far a rater is from gold, in levels: the mean over clips, with Student's interval. */
export interface BiasEstimate extends Estimate {
  /** Clips, not levels: the levels of one clip are not independent of each other. */
  readonly n: number;
  /** How widely clips spread around it, in levels. */
  readonly standardDeviationLevels: number;
  /** Its standard error, in levels. */
  readonly standardErrorLevels: number;
  /** The estimate in standard errors; null where all clips differ from gold alike, so that there is no error to measure by. */
  readonly z: number | null;
}

/** A rater, or a rater on one criterion, against gold. */
export interface GoldComparison {
  /** Mean level minus gold level, in steps of the scale: above 0 the rater is lenient, below 0 harsh. Each clip counts once, with the mean of its criteria. */
  readonly biasLevels: BiasEstimate | NoEstimate;
  /** The same as a share of each criterion's scale from end to end, −1 to 1: comparable between scales of different length. Null without clips. */
  readonly biasSpanRatio: number | null;
  /** The share of levels that are gold's, with Wilson's interval; widened where the levels of a clip go together. */
  readonly exactFraction: ProportionEstimate | NoEstimate;
  /** The share of levels at most one step from gold, likewise. */
  readonly withinOneFraction: ProportionEstimate | NoEstimate;
}

type Cells = readonly CellDifference<unknown>[];

/** Below it a standard deviation is the rounding of equal values: unequal ones of 50 criteria and 100,000 clips spread more. */
const DUST = 1e-9;

/** The mean difference of a clip. */
export const clipMean = (cells: readonly Pick<CellDifference<unknown>, "steps">[]): number => cells.reduce((sum, { steps }) => sum + steps, 0) / cells.length + 0;

/** The mean over clips with its error. */
function biasEstimate(values: readonly number[], confidenceLevel: ConfidenceLevel): BiasEstimate | NoEstimate {
  const result: EstimateResult = meanEstimate({ values, confidenceLevel });
  if (result.estimate === null) return result;
  const spread = Math.sqrt(variance(values));
  const { estimate, confidence, n } = result;
  if (spread < DUST) return { ...result, confidence: { ...confidence, lower: estimate, upper: estimate }, standardDeviationLevels: 0, standardErrorLevels: 0, z: null, warnings: ["no-variation"] };
  const standardErrorLevels = spread / Math.sqrt(n);
  return { ...result, standardDeviationLevels: spread, standardErrorLevels, z: estimate / standardErrorLevels + 0 };
}

/** How many levels of a clip are near enough to gold, and how many there are. */
export interface Hits {
  readonly hits: number;
  readonly size: number;
}

/**
 * How many levels say as much as one independent level: the variance of the share over clips by linearization ÷ that of independent levels, p(1 − p) ÷ (levels − 1), at least 1. Where all levels hit, or none, every clip counts once.
 * Source: W. Cochran, "Sampling Techniques", 3rd edition (1977), 9A; E. Korn, B. Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from survey data", Survey Methodology 24 (1998).
 */
export function designEffectOf(clips: readonly Hits[], hits: number, size: number): number {
  const n = clips.length;
  const share = hits / size;
  if (size === n) return 1;
  if (n < 2 || hits === 0 || hits === size) return size / n;
  const squares = clips.reduce((sum, clip) => sum + (clip.hits - share * clip.size) ** 2, 0);
  return Math.max(1, ((n / (n - 1)) * squares * (size - 1)) / (size * size * share * (1 - share)));
}

function hitFraction(clips: readonly Cells[], isHit: (steps: number) => boolean, confidenceLevel: ConfidenceLevel): ProportionEstimate | NoEstimate {
  const counted = clips.map((cells) => ({ hits: cells.filter(({ steps }) => isHit(steps)).length, size: cells.length }));
  const [successes, n] = [counted.reduce((sum, { hits }) => sum + hits, 0), counted.reduce((sum, { size }) => sum + size, 0)];
  return proportionEstimate({ successes, n, confidenceLevel, ...(n === 0 ? {} : { designEffect: designEffectOf(counted, successes, n) }) });
}

/** Clips of one rater, or their part that belongs to one criterion, against gold. No clip is without a level. */
export const goldComparison = (clips: readonly Cells[], confidenceLevel: ConfidenceLevel): GoldComparison => ({
  biasLevels: biasEstimate(clips.map(clipMean), confidenceLevel),
  biasSpanRatio: clips.length === 0 ? null : meanOf(clips.map((cells) => meanOf(cells.map(({ spanRatio }) => spanRatio)))),
  exactFraction: hitFraction(clips, (steps) => steps === 0, confidenceLevel),
  withinOneFraction: hitFraction(clips, (steps) => Math.abs(steps) <= 1, confidenceLevel),
});
