import { check, type Fault, faultAt } from "../error/index.js";
import type { Fraction } from "../unit/index.js";
import { type DiscreteDistribution, Distribution, type EmpiricalDistribution, pertShapes, type TriangularDistribution } from "./distribution.js";
import { logarithmOf } from "./distribution-quantile.js";
import { piecesOf } from "./distribution-skewness.js";
import { logOf } from "./elementary.js";
import { betaPower, incompleteBeta } from "./incomplete-beta.js";
import { gaussianDensity, normalProbability } from "./normal.js";
import { SampleValue } from "./probability.js";

const noDensity: Fault = { code: "distribution-probability.no_density", message: "A {family} distribution is one of single values and has no density.", hint: "Ask distributionProbability for the probability up to a value." };
const unboundedDensity: Fault = { code: "distribution-probability.unbounded_density", message: "The density grows without end towards {value}.", hint: "Ask for a value between 0 and 1." };

/** The share of the way from one end to the other, none outside. */
const shareOf = ({ min, max }: { readonly min: number; readonly max: number }, value: number): number => (value <= min ? 0 : value >= max ? 1 : (value - min) / (max - min));

function triangularProbability({ min, mode, max }: TriangularDistribution, value: number): number {
  if (value <= min || value >= max) return value <= min ? 0 : 1;
  return value < mode ? ((value - min) / (max - min)) * ((value - min) / (mode - min)) : 1 - ((max - value) / (max - min)) * ((max - value) / (max - mode));
}
const triangularDensity = ({ min, mode, max }: TriangularDistribution, value: number): number =>
  (value < min || value > max ? 0 : (2 / (max - min)) * (value === mode ? 1 : value < mode ? (value - min) / (mode - min) : (max - value) / (max - mode)));

const betaProbability = (a: number, b: number, x: number): number => incompleteBeta({ a, b, x, y: 1 - x });
/** x^(a − 1) · y^(b − 1) / B(a, b); at an end it is 0, b or a, or without end, as the shape there is above 1, 1 or below. */
function betaDensity(a: number, b: number, x: number): number | null {
  if (x > 0 && x < 1) return betaPower({ a, b, x, y: 1 - x }) / x / (1 - x);
  if (x !== 0 && x !== 1) return 0;
  const [near, far] = x === 0 ? [a, b] : [b, a];
  return near > 1 ? 0 : near === 1 ? far : null;
}

const discreteProbability = ({ outcomes }: DiscreteDistribution, value: number): number => Math.min(1, outcomes.reduce((sum, outcome) => (outcome.value <= value ? sum + outcome.probability : sum), 0));
function empiricalProbability(distribution: EmpiricalDistribution, value: number): number {
  const pieces = piecesOf(distribution);
  return pieces.reduce((sum, [min, max]) => sum + (value >= max ? 1 : shareOf({ min, max }, value)), 0) / pieces.length;
}

function probabilityOf(distribution: Distribution, value: number): number {
  switch (distribution.family) {
    case "uniform": return shareOf(distribution, value);
    case "triangular": return triangularProbability(distribution, value);
    case "pert": {
      const { a, b } = pertShapes(distribution);
      return betaProbability(a, b, shareOf(distribution, value));
    }
    case "beta": return betaProbability(distribution.alpha, distribution.beta, shareOf({ min: 0, max: 1 }, value));
    case "normal": return normalProbability((value - distribution.mean) / distribution.standardDeviation);
    case "discrete": return discreteProbability(distribution, value);
    case "empirical": return empiricalProbability(distribution, value);
    default: {
      const { mean, standardDeviation } = logarithmOf(distribution);
      return value <= 0 ? 0 : normalProbability((logOf(value) - mean) / standardDeviation);
    }
  }
}

/**
 * The probability that an uncertain number stays at or below `value`: how likely a loss is, or a lift below what pays. The other way round than `distributionQuantile`; about 12 digits.
 *
 * @throws CoachingError `distribution.*`, `input.*`
 * @example
 * ```ts
 * distributionProbability({ family: "triangular", min: 0, mode: 0, max: 100 }, 50); // => 0.75
 * distributionProbability({ family: "empirical", values: [3, 1, 2, 7], drawn: "observed" }, 2); // => 0.5
 * ```
 */
export const distributionProbability = (distribution: Distribution, value: number): Fraction => probabilityOf(check(Distribution, distribution), check(SampleValue, value)) + 0;

function densityOf(distribution: Distribution, value: number): number | null {
  switch (distribution.family) {
    case "uniform": return value < distribution.min || value > distribution.max ? 0 : 1 / (distribution.max - distribution.min);
    case "triangular": return triangularDensity(distribution, value);
    case "pert": {
      const { a, b } = pertShapes(distribution);
      const width = distribution.max - distribution.min;
      return value < distribution.min || value > distribution.max ? 0 : (betaDensity(a, b, shareOf(distribution, value)) ?? 0) / width;
    }
    case "beta": return betaDensity(distribution.alpha, distribution.beta, value);
    case "normal": return gaussianDensity((value - distribution.mean) / distribution.standardDeviation) / distribution.standardDeviation;
    case "lognormal": case "lognormal-range": {
      const { mean, standardDeviation } = logarithmOf(distribution);
      return value <= 0 ? 0 : gaussianDensity((logOf(value) - mean) / standardDeviation) / standardDeviation / value;
    }
    default: throw faultAt(noDensity, ["family"], { family: distribution.family });
  }
}

/**
 * How densely the values of an uncertain number lie around `value`: the height of its curve, for a picture. Probability per unit, so that it may be above 1.
 *
 * @throws CoachingError `distribution-probability.no_density` for discrete and observed values, `distribution-probability.unbounded_density` at an end of a beta distribution with a shape below 1, `distribution.*`, `input.*`
 * @example
 * ```ts
 * distributionDensity({ family: "triangular", min: 0, mode: 0, max: 100 }, 50); // => 0.01
 * distributionDensity({ family: "uniform", min: 0, max: 4 }, 5); // => 0
 * ```
 */
export function distributionDensity(distribution: Distribution, value: number): number {
  const [known, at] = [check(Distribution, distribution), check(SampleValue, value)];
  const density = densityOf(known, at);
  if (density === null) throw faultAt(unboundedDensity, ["value"], { value: at });
  return density + 0;
}
