import * as z from "zod";
import { check } from "../error/index.js";
import { Count, Fraction } from "../unit/index.js";
import { betaPower, incompleteBeta } from "./incomplete-beta.js";
import { withinTrials } from "./proportion.js";

/** Successes out of trials, and the share that they are held against. */
export interface BinomialTrials {
  /** How many of the `n` were successes. */
  readonly successes: Count;
  /** How many trials, independent of each other; at least one. */
  readonly n: Count;
  /** The share of successes that is doubted. */
  readonly expectedFraction: Fraction;
}

/** Successes out of trials, and the share that they are held against. */
export const BinomialTrials = z
  .strictObject({ successes: Count, n: Count.min(1), expectedFraction: Fraction })
  .check(withinTrials)
  .readonly() satisfies z.ZodType<BinomialTrials>;

/** How probable what was seen is, if the share were the expected one. */
export interface BinomialTest {
  /** Two-sided: the probability of all counts that are no more probable than the one seen. */
  readonly pValue: number;
  /** The probability of so many successes or fewer. */
  readonly atMostProbability: number;
  /** The probability of so many successes or more. */
  readonly atLeastProbability: number;
}

/** P(X ≤ k) = I_q(n − k, k + 1). */
function atMost(k: number, { n, expectedFraction: share }: BinomialTrials): number {
  if (k < 0 || k >= n) return k < 0 ? 0 : 1;
  return incompleteBeta({ a: n - k, b: k + 1, x: 1 - share, y: share });
}

/** P(X ≥ k) = I_p(k, n − k + 1). */
function atLeast(k: number, { n, expectedFraction: share }: BinomialTrials): number {
  if (k <= 0 || k > n) return k <= 0 ? 1 : 0;
  return incompleteBeta({ a: k, b: n - k + 1, x: share, y: 1 - share });
}

/** (n + 1)·p·q times P(X = k): the factor is the same for every k, so that counts can be compared by it. */
const weightOf = (k: number, { n, expectedFraction: share }: BinomialTrials): number => betaPower({ a: k + 1, b: n - k + 1, x: share, y: 1 - share });

/** The first count from `low` to `high` that `holds`; if one does, all after it do. */
function firstCount(low: number, high: number, holds: (count: number) => boolean): number {
  let [from, to] = [low, high + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Two-sided: the tail seen, and from the other one the counts that are no more probable; equal ones are told through rounding by a share of 1e-7, as R does. */
function twoSided(trials: BinomialTrials): number {
  const { successes, n, expectedFraction: share } = trials;
  const middle = n * share;
  if (successes === middle) return 1;
  const most = weightOf(successes, trials) * (1 + 1e-7);
  if (successes < middle) return Math.min(1, atMost(successes, trials) + atLeast(firstCount(Math.ceil(middle), n, (count) => weightOf(count, trials) <= most), trials));
  return Math.min(1, atLeast(successes, trials) + atMost(firstCount(0, Math.floor(middle), (count) => weightOf(count, trials) > most) - 1, trials));
}

/**
 * The exact binomial test of a share: how probable the successes seen, and any no more probable, are if the share were the expected one.
 * Two-sided by the method of small probabilities, as `binom.test` of R. Source: C. Clopper, E. Pearson, Biometrika 26 (1934).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * // of 2^3 sequences two have none or three heads
 * binomialTest({ successes: 3, n: 3, expectedFraction: 0.5 }).pValue.toFixed(12); // => "0.250000000000"
 * ```
 */
export const binomialTest = (trials: BinomialTrials): BinomialTest => binomialTestOf(check(BinomialTrials, trials));

/** The test, unchecked. */
export function binomialTestOf(trials: BinomialTrials): BinomialTest {
  const { successes, n, expectedFraction: share } = trials;
  if (share === 0 || share === 1) {
    const certain = share * n;
    return { pValue: successes === certain ? 1 : 0, atMostProbability: successes >= certain ? 1 : 0, atLeastProbability: successes <= certain ? 1 : 0 };
  }
  return { pValue: twoSided(trials), atMostProbability: atMost(successes, trials), atLeastProbability: atLeast(successes, trials) };
}
