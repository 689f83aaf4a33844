import * as z from "zod";
import { check } from "../error/index.js";
import { BetweenZeroAndOne } from "./probability.js";

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
export function logistic(x: number): number {
  const logOdds = check(z.number(), x);
  const small = Math.exp(-Math.abs(logOdds));
  return logOdds >= 0 ? 1 / (1 + small) : small / (1 + small);
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
export function logit(p: number): number {
  const probability = check(BetweenZeroAndOne, p);
  const rest = 1 - probability;
  // Near one half the odds are near 1 and their logarithm would lose digits; 2p − 1 is exact there.
  return probability > 0.25 && probability < 0.75 ? Math.log1p((2 * probability - 1) / rest) : Math.log(probability / rest);
}
