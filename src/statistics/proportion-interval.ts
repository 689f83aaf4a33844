import { betaQuantile } from "./beta.js";
import type { Confidence } from "./estimate.js";
import { upperNormalScore } from "./normal.js";
import { checkedTrials, type Proportion, wilson } from "./proportion.js";

/** Successes, failures and trials, each divided by the design effect, and the probability left out at either end. */
function effective({ successes, n, confidenceLevel, designEffect = 1 }: Proportion) {
  return { successes: successes / designEffect, failures: (n - successes) / designEffect, n: n / designEffect, tail: (1 - confidenceLevel) / 2, level: confidenceLevel };
}

/**
 * The exact interval of Clopper and Pearson: in no case does it hold the truth less often than its level says, so it is wider than Wilson's.
 * With a design effect it counts effective trials (Korn and Graubard 1998).
 * Source: C. Clopper, E. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`, `proportion.no_trials`
 * @example
 * ```ts
 * clopperPearsonInterval({ successes: 0, n: 10, confidenceLevel: 0.95 }).upper.toFixed(4); // => "0.3085"
 * ```
 */
export function clopperPearsonInterval(proportion: Proportion): Confidence {
  const { successes, failures, tail, level } = effective(checkedTrials(proportion));
  return {
    lower: successes === 0 ? 0 : betaQuantile({ a: successes, b: failures + 1, lowerTail: tail, upperTail: 1 - tail }).x,
    upper: failures === 0 ? 1 : betaQuantile({ a: successes + 1, b: failures, lowerTail: 1 - tail, upperTail: tail }).x, level,
  };
}

/**
 * The interval that leaves equal tails of the posterior under Jeffreys' prior, Beta(½, ½); its end is 0 without successes and 1 without failures.
 * It keeps its level on average, as Wilson's does. Source: L. Brown, T. Cai, A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`, `proportion.no_trials`
 * @example
 * ```ts
 * jeffreysInterval({ successes: 0, n: 10, confidenceLevel: 0.95 }).upper.toFixed(4); // => "0.2172"
 * ```
 */
export function jeffreysInterval(proportion: Proportion): Confidence {
  const { successes, failures, tail, level } = effective(checkedTrials(proportion));
  const shapes = { a: successes + 0.5, b: failures + 0.5 };
  return {
    lower: successes === 0 ? 0 : betaQuantile({ ...shapes, lowerTail: tail, upperTail: 1 - tail }).x,
    upper: failures === 0 ? 1 : betaQuantile({ ...shapes, lowerTail: 1 - tail, upperTail: tail }).x, level,
  };
}

/**
 * Wald's simple interval after z² ÷ 2 successes and as many failures are added, cut at 0 and 1: never narrower than Wilson's, with the same middle.
 * Source: A. Agresti, B. Coull, "Approximate is better than “exact” for interval estimation of binomial proportions", The American Statistician 52 (1998).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`, `proportion.no_trials`
 * @example
 * ```ts
 * agrestiCoullInterval({ successes: 8, n: 10, confidenceLevel: 0.95 }).lower.toFixed(4); // => "0.4794"
 * ```
 */
export function agrestiCoullInterval(proportion: Proportion): Confidence {
  const { successes, failures, n, tail, level } = effective(checkedTrials(proportion));
  const score = upperNormalScore(tail);
  const added = (score * score) / 2;
  const trials = n + 2 * added;
  const [share, rest] = [(successes + added) / trials, (failures + added) / trials];
  const half = score * Math.sqrt((share * rest) / trials);
  return { lower: Math.max(0, share - half), upper: Math.min(1, share + half), level };
}

/**
 * Wilson's interval with a continuity correction of half a trial at either end: nearly as wide as the exact one.
 * Source: R. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), method 4.
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`, `proportion.no_trials`
 * @example
 * ```ts
 * wilsonContinuityInterval({ successes: 8, n: 10, confidenceLevel: 0.95 }).lower.toFixed(4); // => "0.4422"
 * ```
 */
export function wilsonContinuityInterval(proportion: Proportion): Confidence {
  const { successes, failures, n, level } = effective(checkedTrials(proportion));
  const at = (count: number): Confidence => wilson({ successes: count, n, confidenceLevel: level });
  return { lower: successes <= 0.5 ? 0 : at(successes - 0.5).lower, upper: failures <= 0.5 ? 1 : at(successes + 0.5).upper, level };
}
