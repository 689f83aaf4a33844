import * as z from "zod";
import { check } from "../error/index.js";
import { BetweenZeroAndOne } from "./probability.js";

/** The logistic function, unchecked. */
export function logisticOf(logOdds: number): number {
  const small = Math.exp(-Math.abs(logOdds));
  return logOdds >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/** ln(1 + e^x), unchecked: minus the logarithm of the logistic function of −x, with all its digits at both ends. */
export const logOfOnePlusExp = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * The logistic function 1 / (1 + e^−x): log odds to probability. No clamp: far out it reaches 0 or 1.
 *
 * @param x log odds, any finite number
 * @throws CoachingError `input.*` when `x` is not a finite number
 * @example
 * ```ts
 * logistic(0); // => 0.5
 * ```
 */
export const logistic = (x: number): number => logisticOf(check(z.number(), x));

/** The log odds of a probability between 0 and 1, unchecked. */
export function logitOf(probability: number): number {
  const rest = 1 - probability;
  // Near one half the odds are near 1 and their logarithm would lose digits; 2p − 1 is exact there.
  return probability > 0.25 && probability < 0.75 ? Math.log1p((2 * probability - 1) / rest) : Math.log(probability / rest);
}

/**
 * The log odds ln(p / (1 − p)), the inverse of `logistic`. No clamp: 0 and 1 have no finite log odds and are refused.
 *
 * @param p a probability between, not including, 0 and 1
 * @throws CoachingError `input.*` when `p` is not between 0 and 1
 * @example
 * ```ts
 * logit(0.5); // => 0
 * logit(0.8).toFixed(4); // => "1.3863"
 * ```
 */
export const logit = (p: number): number => logitOf(check(BetweenZeroAndOne, p));
