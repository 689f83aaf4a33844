import * as z from "zod";
import { check } from "../error/index.js";
import { excessOverLog, stirlingError } from "./gamma.js";
import { normalProbability, upperNormalScore } from "./normal.js";
import { upperStudentTail } from "./student.js";

/** Where to read the noncentral t distribution: that of (Z + noncentrality) ÷ √(χ² ÷ degrees of freedom). */
export interface NoncentralStudentScore {
  /** The value of t, at most 1e9 either way. */
  readonly t: number;
  /** Degrees of freedom, 1 to 1e9; they need not be whole (Welch). */
  readonly degreesOfFreedom: number;
  /** How far the mean of the normal variable above the line lies from 0, in its standard deviations; at most 1e9 either way. */
  readonly noncentrality: number;
}
const Place = z.number().min(-1e9).max(1e9);
/** Where to read the noncentral t distribution: that of (Z + noncentrality) ÷ √(χ² ÷ degrees of freedom). */
export const NoncentralStudentScore = z.strictObject({ t: Place, degreesOfFreedom: z.number().min(1).max(1e9), noncentrality: Place }).readonly() satisfies z.ZodType<NoncentralStudentScore>;

/** φ(x) / Φ(x), far below the center by the first terms of its series: only to find where an integrand is highest. */
const millsRatio = (x: number): number => (x > -30 ? Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI) / normalProbability(x) : -x - 1 / x);

/** The ln s at which Φ(ts − δ) times the density of ln s is highest: where λ(ts − δ) · t + ν / s − ν s, which falls with s, is 0; λ = φ / Φ. */
function highest(t: number, freedom: number, noncentrality: number): number {
  let [low, high] = [-50, 50];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    const s = Math.exp(middle);
    if (millsRatio(t * s - noncentrality) * t + freedom / s - freedom * s > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The sum of the terms of a hill at steps either way from a place on it, as far as they count. */
function sumOf(term: (w: number) => number, from: number, step: number): number {
  let sum = 0;
  for (const [first, stride] of [[from, step], [from - step, -step]] as const) {
    for (let w = first, at = 0; ; at += 1, w = first + at * stride) {
      const next = term(w);
      sum += next;
      if (!(next > 1e-20 * sum)) break;
    }
  }
  return sum;
}

/** The area of a hill whose top is at `top`: by steps of about its half width, halved until halving changes nothing. */
function areaOf(term: (w: number) => number, top: number): number {
  const height = term(top);
  if (height === 0) return 0;
  let step = 1;
  while (step > 1e-12 && Math.min(term(top - step), term(top + step)) < 0.4 * height) step /= 2;
  let area = sumOf(term, top, step) * step;
  for (let round = 0; round < 12; round += 1) {
    step /= 2;
    const finer = area / 2 + sumOf(term, top + step, 2 * step) * step;
    if (Math.abs(finer - area) <= 1e-12 * finer) return finer;
    area = finer;
  }
  return area;
}

/**
 * P(T ≤ t) for the noncentral t, unchecked, as the mean of Φ(ts − δ) over s = √(χ² / ν), by the trapezoidal rule, whose error on a smooth hill falls faster than any power of the step.
 * All terms are positive, so that a small tail keeps its digits. ln s = ln(δ / t) + sinh(w) / δ makes the steep place of Φ as wide as the rest, and ts − δ = δ (e^(sinh(w) / δ) − 1) exact.
 * With m = ν / 2 the density of u = ln s is 2 √(m / 2π) · e^(−stirlingError(m) − m (e^2u − 1 − 2u)).
 */
export function noncentralStudentTail(t: number, freedom: number, noncentrality: number): number {
  if (noncentrality === 0) return t <= 0 ? upperStudentTail(-t, freedom) : 1 - upperStudentTail(t, freedom);
  if (t === 0) return normalProbability(-noncentrality);
  const size = Math.abs(noncentrality);
  const peak = highest(t, freedom, noncentrality);
  const isSteep = t * noncentrality > 0 && size > 1 && Math.abs(t) > 1e-3 * size;
  const center = isSteep ? Math.log(noncentrality / t) : peak;
  const scale = isSteep ? 1 / size : 1;
  const half = freedom / 2;
  const term = (w: number): number => {
    const away = scale * Math.sinh(w);
    const u = center + away;
    const score = isSteep ? noncentrality * Math.expm1(away) : t * Math.exp(u) - noncentrality;
    return normalProbability(score) * Math.exp(-half * excessOverLog(Math.expm1(2 * u), Math.exp(2 * u))) * scale * Math.cosh(w);
  };
  const constant = 2 * Math.sqrt(half / (2 * Math.PI)) * Math.exp(-stirlingError(half));
  return Math.min(1, constant * areaOf(term, Math.asinh((peak - center) / scale)));
}

/**
 * The noncentrality at which P(T ≤ t) is `tail`, at most one half: there the normal score of P(T ≤ t), which falls with it nearly in a straight line, is that of the tail.
 * P(T ≤ 0) = Φ(−δ), so that the score z of the tail bounds it: from below where t > 0, from above where t < 0. Secants within a bracket, every third step a halving.
 */
export function noncentralityAbove(t: number, freedom: number, tail: number): number {
  const bound = upperNormalScore(tail);
  if (t === 0) return bound;
  const excess = (noncentrality: number): number => scoreOf(noncentralStudentTail(t, freedom, noncentrality)) + bound;
  const away = (power: number): number => bound + Math.sign(t) * 2 ** power * (1 + Math.abs(t));
  let power = 0;
  while (excess(away(power)) * t > 0) power += 1;
  let [low, high] = t > 0 ? [bound, away(power)] : [away(power), bound];
  let [above, below] = [excess(low), excess(high)];
  for (let round = 1; round < 200 && high - low > 1e-15 * Math.max(Math.abs(low), Math.abs(high)) && above > below; round += 1) {
    const secant = low + (high - low) * (above / (above - below));
    const at = round % 3 === 0 || !(secant > low && secant < high) ? (low + high) / 2 : secant;
    const here = excess(at);
    if (Math.abs(here) < 1e-13) return at;
    if (here > 0) [low, above] = [at, here];
    else [high, below] = [at, here];
  }
  return (low + high) / 2;
}

/** The normal score of a probability, either side of the middle; of what rounds to 0 or 1 one far out. */
const scoreOf = (probability: number): number => (probability < 0.5 ? -upperNormalScore(Math.max(probability, 1e-300)) : upperNormalScore(Math.max(1 - probability, 1e-16)));

/**
 * The probability that a noncentral t is at most `t`: what a t statistic does where there is an effect. About 12 digits, also far in the lower tail; for a small upper tail ask for −t with −noncentrality.
 * Source: N. Johnson, S. Kotz, N. Balakrishnan, "Continuous Univariate Distributions", volume 2 (1995), chapter 31; the integral over χ by the trapezoidal rule.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * // the power of a one-sided test at 5 % with 20 pairs and an effect of half a standard deviation
 * (1 - noncentralStudentProbability({ t: 1.729132811521367, degreesOfFreedom: 19, noncentrality: 0.5 * Math.sqrt(20) })).toFixed(4); // => "0.6951"
 * ```
 */
export function noncentralStudentProbability(score: NoncentralStudentScore): number {
  const { t, degreesOfFreedom, noncentrality } = check(NoncentralStudentScore, score);
  return noncentralStudentTail(t, degreesOfFreedom, noncentrality);
}
