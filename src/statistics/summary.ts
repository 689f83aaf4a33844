import { check } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { Sample } from "./probability.js";

const OneOrMore = Sample.min(1);
const TwoOrMore = Sample.min(2);

/** Neumaier's compensated sum: what each addition rounds off is added up apart. */
function preciseSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** The mean, unchecked; `values` is not empty. */
export const meanOf = (values: readonly number[]): number => preciseSum(values) / values.length + 0;

/** The sample variance, unchecked, by two passes and the correction for the rounding of the mean; two values or more. */
export function varianceOf(values: readonly number[]): number {
  const middle = meanOf(values);
  const distances = values.map((value) => value - middle);
  const rounding = preciseSum(distances);
  return Math.max(0, preciseSum(distances.map((distance) => distance * distance)) - (rounding * rounding) / values.length) / (values.length - 1);
}

/**
 * The arithmetic mean, summed without losing digits (Neumaier 1974).
 *
 * @param values 1 to 1,000,000 numbers, each at most 1e100 either way
 * @throws CoachingError `input.*` when there is no value or one is no such number
 * @example
 * ```ts
 * mean([1e15, 0.1, -1e15, 0.1]); // => 0.05
 * ```
 */
export const mean = (values: readonly number[]): number => meanOf(check(OneOrMore, values));

/**
 * The sample variance, divisor n − 1: safe for values far from zero (two passes, T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample variance", 1983).
 *
 * @param values 2 to 1,000,000 numbers, each at most 1e100 either way
 * @throws CoachingError `input.*` when there are fewer than two values or one is no such number
 * @example
 * ```ts
 * variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]); // => 30
 * ```
 */
export const variance = (values: readonly number[]): number => varianceOf(check(TwoOrMore, values));

/**
 * The value below which the share `probability` of a sample lies, by the method R-7 (linear between the two neighbors; R's and numpy's default).
 * Source: R. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 *
 * @param values 1 to 1,000,000 numbers in any order, each at most 1e100 either way
 * @param probability 0 is the smallest value, 0.5 the median, 1 the largest
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * quantile([2700, 3360, 3600, 4000, 84000], 0.75); // => 4000
 * quantile([1, 2, 3, 4], 0.5); // => 2.5
 * ```
 */
export function quantile(values: readonly number[], probability: Fraction): number {
  const sorted = Float64Array.from(check(OneOrMore, values)).sort();
  const position = (sorted.length - 1) * check(Fraction, probability);
  const [below = 0, above = below] = sorted.subarray(Math.floor(position), Math.floor(position) + 2);
  return below + (above - below) * (position - Math.floor(position)) + 0;
}
