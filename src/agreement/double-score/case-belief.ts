import { standardNormalProbability } from "../../statistics/index.js";
import type { CaseRating } from "./rated-case.js";

/** What is believed of one decision about a case, and what one more rating would do to it. */
interface CaseBelief {
  /** How probable it is that the case truly passes. */
  readonly pass: number;
  /** How probable it is that the likelier side is the wrong one. */
  readonly wrong: number;
  /** The same after one more rating, as expected over what it may say. */
  readonly expectedWrong: number;
  /** How probable it is that the rating turns the decision. */
  readonly turn: number;
}
/** A prior of true values and the error of a rater of whom nothing else is known. */
export interface BeliefModel {
  readonly mean: number;
  readonly deviation: number;
  readonly errorDeviation: number;
}
/** The belief about a case with these ratings. */
export type Belief = (ratings: readonly CaseRating[]) => CaseBelief;

/** Φ is 0 or 1 to the last digit well before. */
const END = 40;
const below = (score: number): number => standardNormalProbability(Math.max(-END, Math.min(END, score)));
/** P(low < Z < high), from the nearer tail, so that small probabilities keep their digits. */
const between = (low: number, high: number): number => (low > 0 ? below(-low) - below(-high) : below(high) - below(low));

/** Its logarithm; where it underflows, that of the density at the nearer end, so that it falls on. */
function logBetween(low: number, high: number): number {
  const inside = between(low, high);
  if (inside > 1e-300) return Math.log(inside);
  const nearer = low > 0 ? low : high;
  return -(nearer * nearer) / 2;
}

/** The borders of each level: midway to its neighbors, open at the ends. */
const bordersOf = (levels: readonly number[]): readonly number[] => [-Infinity, ...levels.slice(1).map((level, place) => (level + (levels[place] as number)) / 2), Infinity];

/** The share of each level among normal values with this mean, rounded to the nearest level. */
export function levelShares(levels: readonly number[], mean: number, deviation: number): Float64Array {
  const borders = bordersOf(levels);
  return Float64Array.from(levels, (_, place) => between(((borders[place] as number) - mean) / deviation, ((borders[place + 1] as number) - mean) / deviation));
}

/** Logarithms turned into shares of a whole. */
function sharesOf(logs: Float64Array): Float64Array {
  const most = logs.reduce((best, one) => Math.max(best, one), -Infinity);
  const raw = logs.map((one) => Math.exp(one - most));
  const total = raw.reduce((sum, one) => sum + one, 0);
  return raw.map((one) => one / total);
}

/**
 * Belief where the truth is one of the levels, by Bayes' theorem and an exact sum over what the next rater may say.
 *   P(t | x) ∝ P(t) Π P(x_i | t),  P(x | t) = Φ((u_x − t + s) ÷ e) − Φ((l_x − t + s) ÷ e),  wrong after = Σ_x min(Σ_{t ≥ c} P(t | ·) P(x | t), Σ_{t < c} P(t | ·) P(x | t))
 * t: true level; x: rating; l, u: borders of a level; s, e: severity and error of the rater; c: the lowest level that passes.
 */
export function levelBelief(levels: readonly number[], passFrom: number, { mean, deviation, errorDeviation }: BeliefModel): Belief {
  const borders = bordersOf(levels);
  const passPlace = levels.indexOf(passFrom);
  const logPrior = Float64Array.from(levels, (_, place) => logBetween(((borders[place] as number) - mean) / deviation, ((borders[place + 1] as number) - mean) / deviation));
  const next = levels.map((level) => levelShares(levels, level, errorDeviation));
  const likelihoods = new Map<string, Float64Array>();
  const likelihoodOf = ({ value, severity, ownDeviation }: CaseRating): Float64Array => {
    const key = [value, severity, ownDeviation].join();
    const known = likelihoods.get(key);
    if (known !== undefined) return known;
    const [place, own] = [levels.indexOf(value), ownDeviation ?? errorDeviation];
    const fresh = Float64Array.from(levels, (level) => logBetween(((borders[place] as number) - level + severity) / own, ((borders[place + 1] as number) - level + severity) / own));
    likelihoods.set(key, fresh);
    return fresh;
  };
  const sidesOf = (shareOf: (place: number) => number): readonly [pass: number, fail: number] => {
    const sides: [number, number] = [0, 0];
    for (let place = 0; place < levels.length; place += 1) sides[place >= passPlace ? 0 : 1] += shareOf(place);
    return sides;
  };
  return (ratings) => {
    const logs = Float64Array.from(logPrior);
    for (const rating of ratings) likelihoodOf(rating).forEach((log, place) => { logs[place] = (logs[place] as number) + log; });
    const shares = sharesOf(logs);
    const [pass, fail] = sidesOf((place) => shares[place] as number);
    let [expectedWrong, turn] = [0, 0];
    for (let said = 0; said < levels.length; said += 1) {
      const [passing, failing] = sidesOf((place) => (shares[place] as number) * (next[place]?.[said] as number));
      expectedWrong += Math.min(passing, failing);
      if (passing >= failing !== pass >= fail) turn += passing + failing;
    }
    const wrong = Math.min(pass, fail);
    // dust must not make it worse
    return { pass, wrong, expectedWrong: Math.min(wrong, expectedWrong), turn };
  };
}

/** Simpson's panels; the integrand is smooth, and flat where it matters. */
const PANELS = 128;

/**
 * Owen's T(h, a) = 1/2π ∫₀^atan(a) e^(−h² sec²φ ÷ 2) dφ for one a and h ≥ 0; for a > 1, where the integrand is a spike, T(h, a) = ½(Q(h) + Q(ah)) − Q(h) Q(ah) − T(ah, 1/a).
 * Q: the upper tail of the normal distribution. Source: D. Owen, "Tables for computing bivariate normal probabilities", Annals of Mathematical Statistics 27 (1956).
 */
export function owenT(slope: number): (height: number) => number {
  if (slope > 1) {
    const turned = owenT(1 / slope);
    return (height) => {
      const [near, far] = [below(-height), below(-slope * height)];
      return (near + far) / 2 - near * far - turned(Math.min(slope * height, END));
    };
  }
  const end = Math.atan(slope);
  const exponents = Float64Array.from({ length: PANELS + 1 }, (_, panel) => -0.5 / Math.cos((end * panel) / PANELS) ** 2);
  return (height) => {
    const square = height * height;
    let sum = 0;
    for (let panel = 0; panel <= PANELS; panel += 1) sum += (panel === 0 || panel === PANELS ? 1 : panel % 2 === 1 ? 4 : 2) * Math.exp(square * (exponents[panel] as number));
    return (sum * end) / (3 * PANELS) / (2 * Math.PI);
  };
}

/**
 * Belief where any score may be true: a normal prior and normal errors, in closed form.
 *   1/v = 1/d² + Σ 1/e²,  m = v (μ/d² + Σ (x + s)/e²),  h = (m − c) ÷ √v,  wrong = Φ(−|h|),  wrong after = 2 T(h, e ÷ √v),  turn = Φ(−|h| √(1 + e²/v))
 * μ, d: mean and deviation of the prior; x: score; s, e: severity and error; c: the cut. The mean after the next score is normal around m and correlated with the truth, so that being wrong is an orthant of two normals.
 */
export function scoreBelief(cut: number, { mean, deviation, errorDeviation }: BeliefModel): Belief {
  const [prior, one] = [1 / deviation ** 2, 1 / errorDeviation ** 2];
  const byCount = new Map<number, (height: number) => number>();
  const owenOf = (count: number, noise: number): ((height: number) => number) => {
    const known = byCount.get(count) ?? owenT(noise);
    byCount.set(count, known);
    return known;
  };
  return (ratings) => {
    const precision = prior + ratings.length * one;
    const middle = ratings.reduce((sum, { value, severity }) => sum + (value + severity) * one, mean * prior) / precision;
    const height = (middle - cut) * Math.sqrt(precision);
    const [size, noise] = [Math.abs(height), errorDeviation * Math.sqrt(precision)];
    const wrong = below(-size);
    return { pass: below(height), wrong, expectedWrong: Math.min(wrong, 2 * owenOf(ratings.length, noise)(Math.min(size, END))), turn: below(-size * Math.sqrt(1 + noise * noise)) };
  };
}
