import * as z from "zod";
import { check } from "../error/index.js";
import { expOf, logOf } from "./elementary.js";
import { polynomial } from "./polynomial.js";
import { BetweenZeroAndOne } from "./probability.js";

// Cody's rational approximations (ANORM): |z| up to 0.66291, up to 4√2, beyond. Coefficients from the highest power down.
const centerTop = [0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249];
const centerBottom = [1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956];
const flankTop = [1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226, 2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218];
const flankBottom = [1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727];
const tailTop = [0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466, 2.9112874951168792e-5];
const tailBottom = [1, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5];
const inverseRootTwoPi = 0.398942280401432677939946;

/** e^(−x²/2) without the rounding of x²: x is split into a part with few digits, whose square is exact, and a rest. */
function gaussian(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return expOf(-head * head * 0.5) * expOf(-(x - head) * (x + head) * 0.5);
}

/** The density of the standard normal distribution. */
export const gaussianDensity = (x: number): number => inverseRootTwoPi * gaussian(x);

/** P(Z > x) for x above the center. */
function upperTail(x: number): number {
  if (x > 40) return 0;
  if (x <= Math.sqrt(32)) return (gaussian(x) * polynomial(flankTop, x)) / polynomial(flankBottom, x);
  const inverseSquare = 1 / (x * x);
  const correction = (inverseSquare * polynomial(tailTop, inverseSquare)) / polynomial(tailBottom, inverseSquare);
  return (gaussian(x) * (inverseRootTwoPi - correction)) / x;
}

/** Φ(x), unchecked. */
export function normalProbability(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.66291) return 0.5 + (x * polynomial(centerTop, x * x)) / polynomial(centerBottom, x * x);
  return x < 0 ? upperTail(size) : 1 - upperTail(size);
}

/**
 * Φ(z): the probability that a standard normal variable is at most `z`. About 15 digits, also far in the lower tail; for a small upper tail ask for −z.
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969), and ACM TOMS algorithm 715 (1993).
 *
 * @throws CoachingError `input.*` when `z` is not a finite number
 * @example
 * ```ts
 * standardNormalProbability(0); // => 0.5
 * standardNormalProbability(-1.959963984540054).toFixed(12); // => "0.025000000000"
 * ```
 */
export const standardNormalProbability = (score: number): number => normalProbability(check(z.number(), score));

/** Wichura's PPND16 for |p − ½| up to 0.425; written out, as it runs for every draw. */
const middleScore = (offCenter: number): number => {
  const r = 0.180625 - offCenter * offCenter;
  return offCenter * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608) / (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1);
};
/** PPND16 for a tail below 0.075: r = √(−ln tail) up to 5, beyond. */
const tailScore = (tail: number): number => {
  const distance = Math.sqrt(-logOf(tail));
  const r = distance - (distance <= 5 ? 1.6 : 5);
  if (distance <= 5) return (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734) / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1);
  return (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772) / (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1);
};

/** The normal score that leaves the probability `tail` (at most one half) above it. */
export const upperNormalScore = (tail: number): number => (tail >= 0.075 ? middleScore(0.5 - tail) : tailScore(tail));

/** The inverse of Φ, unchecked; `probability` is above 0 and below 1. */
export const normalScore = (probability: number): number => {
  const offCenter = probability - 0.5;
  if (Math.abs(offCenter) <= 0.425) return middleScore(offCenter);
  return offCenter < 0 ? -tailScore(probability) : tailScore(1 - probability);
};

/**
 * The inverse of Φ: the normal score that is not exceeded with probability `p`. About 15 digits.
 * Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988).
 *
 * @param p a probability between, not including, 0 and 1
 * @throws CoachingError `input.*` when `p` is not between 0 and 1
 * @example
 * ```ts
 * standardNormalQuantile(0.5); // => 0
 * standardNormalQuantile(0.975).toFixed(12); // => "1.959963984540"
 * ```
 */
export const standardNormalQuantile = (p: number): number => normalScore(check(BetweenZeroAndOne, p));
