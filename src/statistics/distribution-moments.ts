import { check } from "../error/index.js";
import { Distribution, type DiscreteDistribution, type EmpiricalDistribution, type LognormalRangeDistribution, pertShapes } from "./distribution.js";
import { logarithmOf } from "./distribution-quantile.js";
import { lognormalExcess, piecesOf, skewnessOf } from "./distribution-skewness.js";
import { expOf } from "./elementary.js";
import { meanOf } from "./summary.js";

/** Where a distribution lies, how far it spreads and to which side it leans. */
export interface DistributionMoments {
  /** The mean. */
  readonly mean: number;
  /** The mean squared distance from the mean. */
  readonly variance: number;
  /** The square root of the variance. */
  readonly standardDeviation: number;
  /** The mean cubed distance from the mean, in standard deviations: above zero with a long tail to the right, below zero with one to the left. Null where nothing varies. */
  readonly skewness: number | null;
}

type Pair = readonly [mean: number, variance: number];

function discreteMoments({ outcomes }: DiscreteDistribution): Pair {
  const mean = outcomes.reduce((sum, { value, probability }) => sum + value * probability, 0);
  return [mean, outcomes.reduce((sum, { value, probability }) => sum + (value - mean) ** 2 * probability, 0)];
}

/** Along a straight line from a to b, the mean square of the distance from m is ((a − m)² + (a − m)(b − m) + (b − m)²) / 3. */
function empiricalMoments(distribution: EmpiricalDistribution): Pair {
  const pieces = piecesOf(distribution);
  const mean = meanOf(pieces.map(([low, high]) => (low + high) / 2));
  return [mean, meanOf(pieces.map(([low, high]) => ((low - mean) ** 2 + (low - mean) * (high - mean) + (high - mean) ** 2) / 3))];
}

function rangeMoments(distribution: LognormalRangeDistribution): Pair {
  const { mean, standardDeviation } = logarithmOf(distribution);
  const square = standardDeviation * standardDeviation;
  const middle = expOf(mean + square / 2);
  return [middle, middle * middle * lognormalExcess(square)];
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
 * Mean, variance, standard deviation and skewness of an uncertain number, by the closed form of its family; of values seen, those of the values themselves (divisor n).
 *
 * @throws CoachingError `distribution.*`, `input.*`
 * @example
 * ```ts
 * distributionMoments({ family: "pert", min: 10, mode: 20, max: 60 }).mean; // => 25
 * distributionMoments({ family: "discrete", outcomes: [{ value: 0, probability: 0.5 }, { value: 4, probability: 0.5 }] }); // => { mean: 2, variance: 4, standardDeviation: 2, skewness: 0 }
 * ```
 */
export function distributionMoments(distribution: Distribution): DistributionMoments {
  const known = check(Distribution, distribution);
  const [mean, variance] = momentsOf(known);
  const standardDeviation = Math.sqrt(variance);
  const skewness = skewnessOf(known, mean, standardDeviation);
  return { mean: mean + 0, variance, standardDeviation, skewness: skewness === null ? null : skewness + 0 };
}
