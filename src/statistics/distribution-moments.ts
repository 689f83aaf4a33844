import { check } from "../error/index.js";
import { Distribution, type DiscreteDistribution, type EmpiricalDistribution, type LognormalRangeDistribution, pertShapes } from "./distribution.js";
import { logarithmOf } from "./distribution-quantile.js";
import { expOf } from "./elementary.js";
import { meanOf } from "./summary.js";

/** Where a distribution lies and how far it spreads. */
export interface DistributionMoments {
  /** The mean. */
  readonly mean: number;
  /** The mean squared distance from the mean. */
  readonly variance: number;
  /** The square root of the variance. */
  readonly standardDeviation: number;
}

type Pair = readonly [mean: number, variance: number];

function discreteMoments({ outcomes }: DiscreteDistribution): Pair {
  const mean = outcomes.reduce((sum, { value, probability }) => sum + value * probability, 0);
  return [mean, outcomes.reduce((sum, { value, probability }) => sum + (value - mean) ** 2 * probability, 0)];
}

/** Along a straight line from a to b, the mean square of the distance from m is ((a − m)² + (a − m)(b − m) + (b − m)²) / 3. */
function empiricalMoments({ values, drawn }: EmpiricalDistribution): Pair {
  const sorted = Float64Array.from(values).sort();
  const steps = drawn === "observed" || sorted.length === 1 ? Array.from(sorted, (value) => [value, value] as const) : Array.from(sorted.subarray(1), (value, index) => [sorted[index] as number, value] as const);
  const mean = meanOf(steps.map(([low, high]) => (low + high) / 2));
  return [mean, meanOf(steps.map(([low, high]) => ((low - mean) ** 2 + (low - mean) * (high - mean) + (high - mean) ** 2) / 3))];
}

function rangeMoments(distribution: LognormalRangeDistribution): Pair {
  const { mean, standardDeviation } = logarithmOf(distribution);
  const square = standardDeviation * standardDeviation;
  const middle = expOf(mean + square / 2);
  // e^x − 1 without the digits that a small x would lose: e^(x/2) − e^(−x/2) = 2 sinh(x/2), times e^(x/2)
  const excess = square < 1e-5 ? square * (1 + square / 2 + (square * square) / 6) : expOf(square) - 1;
  return [middle, middle * middle * excess];
}

function momentsOf(distribution: Distribution): Pair {
  switch (distribution.family) {
    case "uniform": return [distribution.min + (distribution.max - distribution.min) / 2, (distribution.max - distribution.min) ** 2 / 12];
    case "triangular": {
      const [width, toMode] = [distribution.max - distribution.min, distribution.mode - distribution.min];
      return [distribution.min + (width + toMode) / 3, (width * width - width * toMode + toMode * toMode) / 18];
    }
    case "pert": {
      const { a, b } = pertShapes(distribution);
      const [width, n] = [distribution.max - distribution.min, a + b];
      return [distribution.min + (width * a) / n, (width * width * (a / n) * (b / n)) / (n + 1)];
    }
    case "normal": case "lognormal": return [distribution.mean, distribution.standardDeviation ** 2];
    case "lognormal-range": return rangeMoments(distribution);
    case "beta": {
      const n = distribution.alpha + distribution.beta;
      return [distribution.alpha / n, ((distribution.alpha / n) * (distribution.beta / n)) / (n + 1)];
    }
    case "discrete": return discreteMoments(distribution);
    default: return empiricalMoments(distribution);
  }
}

/**
 * Mean, variance and standard deviation of an uncertain number, by the closed form of its family; of values seen, those of the values themselves (divisor n).
 *
 * @throws CoachingError `distribution.*`, `input.*`
 * @example
 * ```ts
 * distributionMoments({ family: "pert", min: 10, mode: 20, max: 60 }).mean; // => 25
 * distributionMoments({ family: "discrete", outcomes: [{ value: 0, probability: 0.5 }, { value: 4, probability: 0.5 }] }); // => { mean: 2, variance: 4, standardDeviation: 2 }
 * ```
 */
export function distributionMoments(distribution: Distribution): DistributionMoments {
  const [mean, variance] = momentsOf(check(Distribution, distribution));
  return { mean: mean + 0, variance, standardDeviation: Math.sqrt(variance) };
}
