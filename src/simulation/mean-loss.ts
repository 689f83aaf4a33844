import { type Distribution, distributionMoments } from "../statistics/index.js";
import { columnChange, gaussianDensity, normalProbability } from "../statistics/internal.js";
import type { Line } from "./break-even-surface.js";

/** Places at which a continuous input is looked at: the middles of as many equally likely slices. */
const SLICES = 65_536;

/**
 * The mean loss from deciding by the mean of a normal number, against knowing it: σ [φ(z) − z (1 − Φ(z))] with z = |μ| ÷ σ; 0 where it does not vary.
 * Source: R. Schlaifer, "Probability and statistics for business decisions" (1959): the unit normal loss.
 */
export function normalMeanLoss(mean: number, standardDeviation: number): number {
  if (standardDeviation === 0) return 0;
  const score = Math.abs(mean) / standardDeviation;
  return Math.max(0, standardDeviation * (gaussianDensity(score) - score * normalProbability(-score)));
}

/** The mean loss from deciding by the mean of a line in one input, against knowing the input. */
export function meanLoss(distribution: Distribution, { offset, slope }: Line): number {
  const expected = offset + slope * distributionMoments(distribution).mean;
  if (distribution.family === "normal") return normalMeanLoss(expected, Math.abs(slope) * distribution.standardDeviation);
  const lossAt = (value: number): number => Math.max(0, (expected >= 0 ? -1 : 1) * (offset + slope * value));
  if (distribution.family === "discrete") return distribution.outcomes.reduce((sum, { value, probability }) => sum + probability * lossAt(value), 0);
  const column = Float64Array.from({ length: SLICES }, (_, slice) => (slice + 0.5) / SLICES);
  columnChange(distribution, "probabilities")(column);
  return column.reduce((sum, value) => sum + lossAt(value), 0) / SLICES;
}
