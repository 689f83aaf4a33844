import { rangeOf, type TrialTally } from "./trial-tally.js";

/** What all trials of a tally add up to. */
export interface TallyMoments {
  readonly n: number;
  readonly mean: number;
  /** The sample variance, divisor n − 1; 0 for a single trial. */
  readonly variance: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Count, mean, variance, least and greatest of all trials, by adding the blocks in their order.
 * Source: T. Chan, G. Golub, R. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
export function tallyMoments({ blocks }: TrialTally): TallyMoments {
  let [n, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (const block of blocks) {
    const together = n + block.n;
    const distance = block.mean - mean;
    mean += distance * (block.n / together);
    squares += block.squares + distance * distance * ((n * block.n) / together);
    n = together;
    min = Math.min(min, block.min);
    max = Math.max(max, block.max);
  }
  return { n, mean: mean + 0, variance: n > 1 ? squares / (n - 1) : 0, min, max };
}

/**
 * The value that the share `probability` of trials stays at or below, within 1/1,024 of itself, between the least and the greatest trial; the same whatever parts the run was cut into.
 * Trials are taken to be spread evenly within their bin, which makes it far closer where they are many.
 */
export function tallyQuantile(tally: TrialTally, probability: number): number {
  const { n, min, max } = tallyMoments(tally);
  const rank = probability * n;
  let before = 0;
  for (let place = 0; place < tally.bins.length; place += 1) {
    const count = tally.counts[place] as number;
    if (before + count >= rank) {
      const [low, high] = rangeOf(tally.bins[place] as number);
      return Math.max(min, Math.min(max, low + (high - low) * ((rank - before) / count))) + 0;
    }
    before += count;
  }
  return max;
}

/** The share of trials below a value that was counted for; exact. */
export function tallyShareBelow({ blocks, thresholds, belowCounts }: TrialTally, threshold: number): number {
  const n = blocks.reduce((sum, block) => sum + block.n, 0);
  const place = thresholds.indexOf(threshold);
  if (place < 0) throw new Error(`trials were not compared with ${String(threshold)}`);
  return (belowCounts[place] as number) / n;
}
