import type { Estimate } from "./estimate.js";
import { upperNormalScore } from "./normal.js";

/** How many pairs of two samples the first wins, ties by half. */
interface Wins {
  readonly wins: number;
  readonly m: number;
  readonly n: number;
  readonly confidenceLevel: number;
}

/**
 * The probability that a value of the first sample exceeds one of the second, ties by half, with Newcombe's interval: the θ with |θ̂ − θ| = z √V(θ),
 * V(θ) = θ(1 − θ) (1 + M ((1 − θ) / (2 − θ) + θ / (1 + θ))) / mn, M = (m + n) / 2 − 1. It has a width also where one sample lies wholly above the other.
 * Source: R. Newcombe, "Confidence intervals for an effect size measure based on the Mann–Whitney statistic. Part 2", Statistics in Medicine 25 (2006), method 5.
 */
export function superiorityOf({ wins, m, n, confidenceLevel }: Wins): Estimate {
  const score = upperNormalScore((1 - confidenceLevel) / 2);
  const weight = (m + n) / 2 - 1;
  const reach = (share: number): number => score * Math.sqrt(((share * (1 - share)) / (m * n)) * (1 + weight * ((1 - share) / (2 - share) + share / (1 + share))));
  /** The farthest below `share` from which it is still within reach; V is the same for θ and 1 − θ. */
  const lowerEnd = (share: number): number => {
    let [low, high] = [0, share];
    for (let round = 0; round < 60; round += 1) {
      const middle = (low + high) / 2;
      if (share - middle > reach(middle)) low = middle;
      else high = middle;
    }
    return high;
  };
  const estimate = wins / (m * n);
  return { estimate, confidence: { lower: lowerEnd(estimate), upper: 1 - lowerEnd(1 - estimate), level: confidenceLevel }, n: m + n, method: "newcombe-score", warnings: [] };
}
