import * as z from "zod";
import { check } from "../error/index.js";
import { Count, Fraction } from "../unit/index.js";
import { normalProbability, upperNormalScore } from "./normal.js";
import { ErrorProbability, Sides, tailOf, WantedPower } from "./test-question.js";

/** Clusters that all begin without and end with a treatment, taking it up one step after another. */
export interface SteppedWedge {
  /** How many clusters take it up at each step, in their order: 1 to 100 steps of 1 to 10,000 clusters. */
  readonly clustersPerStep: readonly Count[];
  /** How many periods are observed before the first step: 1 to 100. */
  readonly baselinePeriods: number;
  /** How many periods are observed after each step: 1 to 100. */
  readonly periodsPerStep: number;
  /** How many members of a cluster are observed in each period, others every time: 1 to 1,000,000. */
  readonly cellSize: number;
  /** The share of a member's variance that lies between clusters. */
  readonly intraclassCorrelation: Fraction;
}
/** A stepped wedge whose power is asked for. */
export interface SteppedWedgePowerQuestion extends SteppedWedge {
  /** The true effect in standard deviations of a member, both parts of the variance together: 0 to 10. */
  readonly effectSize: number;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
}
/** A stepped wedge whose smallest detectable effect is asked for. */
export interface SteppedWedgeEffectQuestion extends SteppedWedge {
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
}

const periods = z.int().min(1).max(100);
const wedge = {
  clustersPerStep: z.array(Count.min(1).max(10_000)).min(1).max(100).readonly(),
  baselinePeriods: periods, periodsPerStep: periods, cellSize: z.number().min(1).max(1_000_000),
  // members all alike leave no variance from which an error could be told
  intraclassCorrelation: Fraction.max(0.999_999),
};
/** A stepped wedge whose power is asked for. */
export const SteppedWedgePowerQuestion = z.strictObject({ ...wedge, effectSize: z.number().min(0).max(10), alpha: ErrorProbability, sides: Sides }).readonly() satisfies z.ZodType<SteppedWedgePowerQuestion>;
/** A stepped wedge whose smallest detectable effect is asked for. */
export const SteppedWedgeEffectQuestion = z.strictObject({ ...wedge, power: WantedPower, alpha: ErrorProbability, sides: Sides }).readonly() satisfies z.ZodType<SteppedWedgeEffectQuestion>;

/**
 * The variance of the effect of treatment in Y = period + effect · treated + cluster + error: I σ² (σ² + T τ²) / ((I U − W) σ² + (U² + I T U − T W − I V) τ²),
 * I clusters, T periods, σ² the error of a cell's mean, τ² the variance between clusters, U the treated cells, W the squared sums of treated clusters over periods, V those of treated periods over clusters.
 * Null where the periods leave nothing from which the effect could be told: all clusters take it up at once, and none differs from the others.
 */
function varianceOf({ clustersPerStep, baselinePeriods, periodsPerStep, cellSize, intraclassCorrelation: tau }: SteppedWedge): number | null {
  const I = clustersPerStep.reduce((sum, count) => sum + count, 0);
  const T = baselinePeriods + clustersPerStep.length * periodsPerStep;
  const sigma = (1 - tau) / cellSize;
  let [U, V, W, treated] = [0, 0, 0, 0];
  clustersPerStep.forEach((count, step) => {
    const long = (clustersPerStep.length - step) * periodsPerStep;
    treated += count;
    U += count * long;
    V += count * long * long;
    W += periodsPerStep * treated * treated;
  });
  const information = (I * U - W) * sigma + (U * U + I * T * U - T * W - I * V) * tau;
  return information > 0 ? (I * sigma * (sigma + T * tau)) / information : null;
}

/**
 * The power of a stepped wedge: how probable it is that its mixed model finds an effect as large as said, Φ(effect ÷ standard error − z).
 * It takes the variances as known: with few clusters the true power is lower. One step only leaves no effect that periods do not explain: the power is then that of chance.
 * Source: M. Hussey, J. Hughes, "Design and analysis of stepped wedge cluster randomized trials", Contemporary Clinical Trials 28 (2007), equations 7 and 8.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * steppedWedgePower({ clustersPerStep: [2, 2, 2], baselinePeriods: 1, periodsPerStep: 1, cellSize: 10, intraclassCorrelation: 0.05, effectSize: 0.5, alpha: 0.05, sides: "two-sided" }).toFixed(3); // => "0.628"
 * ```
 */
export function steppedWedgePower(question: SteppedWedgePowerQuestion): number {
  const checked = check(SteppedWedgePowerQuestion, question);
  const variance = varianceOf(checked);
  return normalProbability((variance === null ? 0 : checked.effectSize / Math.sqrt(variance)) - upperNormalScore(tailOf(checked)));
}

/**
 * The smallest effect that a stepped wedge finds with the wanted power, in standard deviations of a member; null where no effect can be told from the periods (one step only).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * steppedWedgeDetectableEffect({ clustersPerStep: [2, 2, 2], baselinePeriods: 1, periodsPerStep: 1, cellSize: 10, intraclassCorrelation: 0.05, power: 0.8, alpha: 0.05, sides: "two-sided" }).toFixed(3); // => "0.612"
 * ```
 */
export function steppedWedgeDetectableEffect(question: SteppedWedgeEffectQuestion): number | null {
  const checked = check(SteppedWedgeEffectQuestion, question);
  const variance = varianceOf(checked);
  const scores = upperNormalScore(tailOf(checked)) + (checked.power < 0.5 ? -upperNormalScore(checked.power) : upperNormalScore(1 - checked.power));
  return variance === null ? null : Math.max(0, scores * Math.sqrt(variance));
}
