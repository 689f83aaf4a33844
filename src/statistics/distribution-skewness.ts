import { type Distribution, type EmpiricalDistribution, pertShapes, type TriangularDistribution } from "./distribution.js";
import { logarithmOf } from "./distribution-quantile.js";
import { expOf } from "./elementary.js";
import { meanOf } from "./summary.js";

/** Pieces that a value seen is drawn from, each as likely as any other: the value itself, or what lies between two neighbors. */
export function piecesOf({ values, drawn }: EmpiricalDistribution): readonly (readonly [low: number, high: number])[] {
  const sorted = Float64Array.from(values).sort();
  return drawn === "observed" || sorted.length === 1 ? Array.from(sorted, (value) => [value, value] as const) : Array.from(sorted.subarray(1), (value, index) => [sorted[index] as number, value] as const);
}

/** e^(s²) − 1 of a logarithm with variance `square`, without the digits that a small one would lose. */
export const lognormalExcess = (square: number): number => (square < 1e-5 ? square * (1 + square / 2 + (square * square) / 6) : expOf(square) - 1);

/** √2 (1 − 2u)(1 + u)(2 − u) / 5 (1 − u + u²)^(3/2), u = (mode − min) / (max − min). */
function triangularSkewness({ min, mode, max }: TriangularDistribution): number {
  const u = (mode - min) / (max - min);
  const spread = 1 - u + u * u;
  return (Math.SQRT2 * (1 - 2 * u) * (1 + u) * (2 - u)) / (5 * spread * Math.sqrt(spread));
}

/** 2 (β − α) √(α + β + 1) / (α + β + 2) √(αβ). */
const betaSkewness = (a: number, b: number): number => ((2 * (b - a)) / (a + b + 2)) * Math.sqrt((a + b + 1) / a / b);

function lognormalSkewness(distribution: Parameters<typeof logarithmOf>[0]): number {
  if (distribution.family === "lognormal") {
    const ratio = distribution.standardDeviation / distribution.mean;
    return ratio * (ratio * ratio + 3);
  }
  const excess = lognormalExcess(logarithmOf(distribution).standardDeviation ** 2);
  return (excess + 3) * Math.sqrt(excess);
}

/** The mean cubed distance from the mean, in standard deviations. */
export function skewnessOf(distribution: Distribution, mean: number, standardDeviation: number): number | null {
  if (standardDeviation === 0) return null;
  const from = (value: number): number => (value - mean) / standardDeviation;
  switch (distribution.family) {
    case "uniform": case "normal": return 0;
    case "triangular": return triangularSkewness(distribution);
    case "pert": {
      const { a, b } = pertShapes(distribution);
      return betaSkewness(a, b);
    }
    case "beta": return betaSkewness(distribution.alpha, distribution.beta);
    case "lognormal": case "lognormal-range": return lognormalSkewness(distribution);
    case "discrete": return distribution.outcomes.reduce((sum, { value, probability }) => sum + probability * from(value) ** 3, 0);
    // along a straight line from a to b the mean cube is (a + b)(a² + b²) / 4
    default: return meanOf(piecesOf(distribution).map(([low, high]) => ((from(low) + from(high)) * (from(low) ** 2 + from(high) ** 2)) / 4));
  }
}
