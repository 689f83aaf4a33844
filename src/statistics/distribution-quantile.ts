import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { betaQuantile } from "./beta.js";
import { type DiscreteDistribution, Distribution, type EmpiricalDistribution, type LognormalDistribution, type LognormalRangeDistribution, pertShapes, type TriangularDistribution, type UniformDistribution } from "./distribution.js";
import { expOf, logOf, logOfOnePlus } from "./elementary.js";
import { normalScore } from "./normal.js";

const unboundedEnd: Fault = { code: "distribution-quantile.unbounded", message: "A {family} distribution has no end on this side.", hint: "Ask for a probability between 0 and 1, such as 0.001 or 0.999." };
const probabilityError = "A probability runs from 0 to 1; 0.2 means 20 %.\nDivide a percent by 100.";
const Probability = z.number().min(0, { error: probabilityError }).max(1, { error: probabilityError });

/** What a probability is turned into; it never falls as the probability grows. */
export type Quantile = (probability: number) => number;

/** The standard normal score that 95 % stay below. */
const score95 = 1.6448536269514722;

/** Mean and standard deviation of the logarithm: σ² = ln(1 + (s / m)²), μ = ln m − σ² / 2; by a range, its middle and its width over those of the standard normal. */
export function logarithmOf(distribution: LognormalDistribution | LognormalRangeDistribution): { readonly mean: number; readonly standardDeviation: number } {
  if (distribution.family === "lognormal-range") {
    const [low, high] = [logOf(distribution.p5), logOf(distribution.p95)];
    return { mean: (low + high) / 2, standardDeviation: (high - low) / (2 * score95) };
  }
  const ratio = distribution.standardDeviation / distribution.mean;
  const variance = logOfOnePlus(ratio * ratio);
  return { mean: logOf(distribution.mean) - variance / 2, standardDeviation: Math.sqrt(variance) };
}

/** From a share of the way between two ends to the place there; the ends themselves are met exactly. */
const between = ({ min, max }: { readonly min: number; readonly max: number }, share: number): number => (share === 1 ? max : Math.min(max, min + (max - min) * share));

/** Quantiles between two ends. */
export const uniformQuantile = (distribution: UniformDistribution): Quantile => (probability) => between(distribution, probability);

/** The greatest slope up to `slope` with which base ± slope · share stays on its side of the mode. */
function heldSlope(slope: number, isBeyond: (slope: number) => boolean): number {
  let held = slope;
  for (let step = 2 ** -52; isBeyond(held); step *= 2) held -= held * step;
  return held;
}

/** A triangle, cut at its mode: below, min + rise · √(p · below), and from there on max − fall · √((1 − p) · above); rounding takes neither across the mode, so that quantiles never fall. */
export function triangleSides({ min, mode, max }: TriangularDistribution) {
  const width = max - min;
  const [below, above] = [(mode - min) / width, (max - mode) / width];
  const farthest = Math.sqrt((1 - below) * above);
  return { min, max, below, above, rise: heldSlope(width, (slope) => min + slope * below > mode), fall: heldSlope(width, (slope) => max - slope * farthest < mode) };
}

/** Quantiles by square roots, either side of the mode. */
function triangularQuantile(distribution: TriangularDistribution): Quantile {
  const { min, max, below, above, rise, fall } = triangleSides(distribution);
  return (probability) => (probability === 0 ? min : probability < below ? min + rise * Math.sqrt(probability * below) : max - fall * Math.sqrt((1 - probability) * above));
}

/** The first of the values, in order, that at least `probability` stay at or below; sums of decimals may miss by their rounding. */
export function discreteQuantile({ outcomes }: DiscreteDistribution): Quantile {
  const likely = outcomes.filter(({ probability }) => probability > 0).sort((left, right) => left.value - right.value);
  const values = Float64Array.from(likely, ({ value }) => value);
  let sum = 0;
  const reached = Float64Array.from(likely, ({ probability }) => (sum += probability) + 1e-12);
  return (probability) => {
    let [low, high] = [0, values.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((reached[middle] as number) >= probability) high = middle;
      else low = middle + 1;
    }
    return values[low] as number;
  };
}

/** Quantiles of values seen: R-1 where only those are drawn, R-7 where the space between is filled. */
export function empiricalQuantile({ values, drawn }: EmpiricalDistribution): Quantile {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  if (drawn === "observed") return (probability) => sorted[Math.max(0, Math.min(last, Math.ceil(probability * sorted.length - 1e-9) - 1))] as number;
  return (probability) => {
    const position = last * probability;
    const at = Math.min(last, Math.floor(position));
    const [below, above] = [sorted[at] as number, sorted[Math.min(last, at + 1)] as number];
    return Math.min(above, below + (above - below) * (position - at));
  };
}

const shareBelow = (a: number, b: number, probability: number): number => (probability === 0 || probability === 1 ? probability : betaQuantile({ a, b, lowerTail: probability, upperTail: 1 - probability }).x);

/** The quantiles of a distribution, unchecked: bit for bit the same in every engine. Families without an end answer between 0 and 1 only. */
export function quantileOf(distribution: Distribution): Quantile {
  switch (distribution.family) {
    case "uniform": return uniformQuantile(distribution);
    case "triangular": return triangularQuantile(distribution);
    case "pert": {
      const { a, b } = pertShapes(distribution);
      return (probability) => between(distribution, shareBelow(a, b, probability));
    }
    case "normal": return (probability) => distribution.mean + distribution.standardDeviation * normalScore(probability);
    case "beta": return (probability) => shareBelow(distribution.alpha, distribution.beta, probability);
    case "discrete": return discreteQuantile(distribution);
    case "empirical": return empiricalQuantile(distribution);
    default: {
      const { mean, standardDeviation } = logarithmOf(distribution);
      return (probability) => expOf(mean + standardDeviation * normalScore(probability));
    }
  }
}

/** Whether a probability of 0 or 1 has a quantile. */
const hasEnd = (family: Distribution["family"], probability: number): boolean => family !== "normal" && (probability === 0 || !family.startsWith("lognormal"));

/**
 * The value that an uncertain number stays at or below with the given probability: P5, P50, P95 of an input.
 * About 12 digits, the ends of bounded families exactly; a discrete or observed distribution gives the first of its values that reaches the probability.
 * Additions, multiplications, divisions and square roots alone, so that every engine gives the same bits.
 * Sources: the closed forms of each family; M. J. Wichura, algorithm AS 241 (1988), for normal scores; Newton's method on the incomplete beta function for PERT and beta.
 *
 * @param distribution what is known of the number
 * @param probability 0 to 1; a normal distribution has neither end, a lognormal one no upper end
 * @throws CoachingError `distribution-quantile.unbounded` for 0 or 1 where there is no end, `distribution.*`, `input.*`
 * @example
 * ```ts
 * distributionQuantile({ family: "triangular", min: 0, mode: 0, max: 100 }, 0.75); // => 50
 * distributionQuantile({ family: "pert", min: 10, mode: 20, max: 60 }, 1); // => 60
 * ```
 */
export function distributionQuantile(distribution: Distribution, probability: Fraction): number {
  const known = check(Distribution, distribution);
  const at = check(Probability, probability);
  if ((at === 0 || at === 1) && !hasEnd(known.family, at)) throw faultAt(unboundedEnd, ["probability"], { family: known.family });
  if (at === 0 && known.family.startsWith("lognormal")) return 0;
  return quantileOf(known)(at) + 0;
}
