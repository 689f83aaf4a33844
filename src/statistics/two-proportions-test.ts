import { check } from "../error/index.js";
import { upperChiSquare } from "./chi-square.js";
import type { NoTest } from "./no-test.js";
import { TwoProportions } from "./two-proportions.js";

/** How probable it is that two shares differ as much as those seen, if the true ones were equal: right for large groups. */
export interface TwoProportionsTest {
  /** The difference over its standard error, both groups pooled; above 0 when the first share is the larger one. */
  readonly z: number;
  /** z squared, Pearson's chi-square with one degree of freedom. */
  readonly chiSquare: number;
  /** Two-sided, by z or, what is the same, by chi-square. */
  readonly pValue: number;
  /** Pearson's chi-square after Yates's correction for counts being whole. */
  readonly correctedChiSquare: number;
  /** Two-sided, by the corrected chi-square: seldom too small, often too large. */
  readonly correctedPValue: number;
  /** The smallest count expected in a cell of the table; below five, ask `fisherExactTest`. */
  readonly smallestExpectedCount: number;
}

/**
 * The test of two independent shares by the normal distribution: z with the pooled share, as chi-square with and without Yates's correction (as `prop.test` of R).
 * Where all or none of the trials are successes nothing can differ: reason `no-variation`; `needed` is 2, a success and a failure.
 * Sources: K. Pearson, Philosophical Magazine 50 (1900); F. Yates, "Contingency tables involving small numbers and the χ² test", Supplement to the JRSS 1 (1934).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * const test = twoProportionsTest({ first: { successes: 56, n: 70 }, second: { successes: 48, n: 80 } });
 * [test.z, test.pValue, test.correctedPValue].map((x) => x.toFixed(4)).join(" "); // => "2.6502 0.0080 0.0134"
 * ```
 */
export function twoProportionsTest(pair: TwoProportions): TwoProportionsTest | NoTest {
  const { first, second } = check(TwoProportions, pair);
  const n = first.n + second.n;
  const successes = first.successes + second.successes;
  if (successes === 0 || successes === n) return { pValue: null, reason: "no-variation", n, needed: 2 };
  // what the first group has beyond its part of the successes, and the variance of that with the pooled share
  const excess = (first.successes * (second.n - second.successes) - (first.n - first.successes) * second.successes) / n;
  const variance = ((first.n / n) * second.n * (successes / n) * (n - successes)) / n;
  // half a unit, but never beyond equality
  const corrected = excess === 0 ? 0 : Math.max(0, Math.abs(excess) - 0.5);
  const z = excess / Math.sqrt(variance) + 0;
  const [chiSquare, correctedChiSquare] = [z * z, (corrected * corrected) / variance];
  const smallestExpectedCount = (Math.min(first.n, second.n) / n) * Math.min(successes, n - successes);
  return { z, chiSquare, pValue: upperChiSquare(chiSquare, 1), correctedChiSquare, correctedPValue: upperChiSquare(correctedChiSquare, 1), smallestExpectedCount };
}
