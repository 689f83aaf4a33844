import { fQuantile } from "../../statistics/index.js";
import type { Count, Id } from "../../unit/index.js";
import { levelShares } from "./case-belief.js";
import { type MeanSquares, meanSquaresOf } from "../coefficient/mean-squares.js";
import type { PassDecision, TrueSpread } from "./pass-decision.js";
import type { DecisionCases } from "./rated-case.js";

/** The interval of an error that was estimated. */
export interface RaterErrorInterval {
  /** Its lower end. */
  readonly lower: number;
  /** Its upper end; null where it has none: ratings that stay on the scale cannot vary as much as the interval's end asks for, whatever the error. */
  readonly upper: number | null;
  /** How sure it is. */
  readonly level: number;
}
/** How far one rater's ratings of a case stray, as the beliefs take it. */
export interface RaterErrorUsed {
  /** The standard deviation, in levels; of scores as a fraction of the scale. */
  readonly standardDeviation: number;
  /** The interval of what was estimated; null where it was given. */
  readonly confidence: RaterErrorInterval | null;
  /** Cases with two ratings or more. */
  readonly n: Count;
  /** Where it comes from. */
  readonly method: "given" | "within-case-variance";
  /** `few-double-scored-cases`: it was estimated from fewer than thirty; `no-upper-end`: the interval is open above. */
  readonly warnings: readonly ("few-double-scored-cases" | "no-upper-end")[];
}
/** How true levels spread, as the beliefs take it. */
export interface TrueSpreadUsed extends TrueSpread {
  /** Cases with a rating. */
  readonly n: Count;
  /** Where it comes from. */
  readonly method: "given" | "between-case-variance";
}
/** What the beliefs about one decision rest on. */
export interface DecisionModel {
  /** The decision. */
  readonly decisionId: Id;
  /** Between passing and not: for levels midway between the lowest one that passes and the one below it. */
  readonly border: number;
  /** The raters' error. */
  readonly error: RaterErrorUsed;
  /** The prior. */
  readonly prior: TrueSpreadUsed;
  /** Scores that miss a criterion with a weight, and so were left out. */
  readonly incompleteScoreCount: Count;
}
/** A decision of which nothing can be believed. */
export interface InsufficientDecision {
  /** The decision. */
  readonly decisionId: Id;
  /**
   * `too-few-double-scored-cases`: the raters' error cannot be estimated, so give it; `raters-never-differ`: by these cases there is no error, which nobody believes, so give it;
   * `raters-no-better-than-chance`: raters differ by more than any error brings about on this scale, so ask why before you give one;
   * `too-few-cases`, `no-spread-of-cases`: the spread of true levels cannot be estimated, because there are few cases or they differ by no more than the raters' error, so give it.
   */
  readonly reason: "too-few-double-scored-cases" | "raters-never-differ" | "raters-no-better-than-chance" | "too-few-cases" | "no-spread-of-cases";
  /** How many cases there are that could tell. */
  readonly n: Count;
  /** How many are needed. */
  readonly needed: Count;
}

/** Cases without which a variance is not estimated, and with fewer than which there is a warning; heuristic. */
const [leastCases, fewCases] = [8, 30];

/** One-way mean squares of the values, severities taken off. */
function squaresOf({ cases }: DecisionCases): MeanSquares {
  const scores = Float64Array.from(cases.flatMap(({ ratings }) => ratings.map(({ value, severity }) => value + severity)));
  const starts = new Uint32Array(cases.length + 1);
  cases.forEach(({ ratings }, place) => { starts[place + 1] = (starts[place] as number) + ratings.length; });
  return meanSquaresOf({ n: cases.length, starts, scores, leftOutCount: 0, isUnequal: true }, true);
}

/** The variance of ratings within cases that an error brings about: they are rounded to levels and stay on the scale. */
function varianceWithin(levels: readonly number[], { mean, standardDeviation }: TrueSpread, deviation: number): number {
  const prior = levelShares(levels, mean, standardDeviation);
  return levels.reduce((sum, level, place) => {
    const shares = levelShares(levels, level, deviation);
    const [first, second] = levels.reduce(([one, two], said, at) => [one + (shares[at] as number) * said, two + (shares[at] as number) * said * said], [0, 0]);
    return sum + (prior[place] as number) * (second - first * first);
  }, 0);
}

/** The error that brings about a variance within cases: halving of an interval, since more error is more variance. Null where none does: with ten times the scale of error, nothing but the ends is left. */
function deviationFor(levels: readonly number[] | null, prior: TrueSpread, variance: number): number | null {
  if (levels === null) return Math.sqrt(variance);
  const span = (levels.at(-1) as number) - (levels[0] as number);
  let [low, high] = [span / 1000, span * 10];
  if (varianceWithin(levels, prior, high) <= variance) return null;
  for (let step = 0; step < 50; step += 1) {
    const middle = Math.sqrt(low * high);
    if (varianceWithin(levels, prior, middle) < variance) low = middle;
    else high = middle;
  }
  return high;
}

/** By the chi-square interval of the variance, whose quantiles are those of F without end of degrees of freedom below the line. */
function estimatedError(toDeviation: (variance: number) => number | null, within: number, { freedom, n, level }: { readonly freedom: number; readonly n: number; readonly level: number }): RaterErrorUsed | null {
  const quantile = (probability: number): number => fQuantile({ probability, numeratorFreedom: freedom, denominatorFreedom: 1e9 });
  const [lower, standardDeviation, upper] = [toDeviation(within / quantile((1 + level) / 2)), toDeviation(within), toDeviation(within / quantile((1 - level) / 2))];
  if (lower === null || standardDeviation === null) return null;
  const warnings = [...(n < fewCases ? ["few-double-scored-cases" as const] : []), ...(upper === null ? ["no-upper-end" as const] : [])];
  return { standardDeviation, confidence: { lower, upper, level }, n, method: "within-case-variance", warnings };
}

/** The prior: given, or the mean of the cases' means and the variance between cases beyond that of the raters' error, (MSB − e²) ÷ k₀. */
function spreadOf(given: TrueSpread | undefined, { cases }: DecisionCases, squares: MeanSquares, errorVariance: number): TrueSpreadUsed | "too-few-cases" | "no-spread-of-cases" {
  const n = cases.length;
  if (given !== undefined) return { ...given, n, method: "given" };
  if (n < leastCases) return "too-few-cases";
  const variance = (squares.subjects - errorVariance) / squares.k;
  if (variance <= 1e-6 * squares.subjects) return "no-spread-of-cases";
  const mean = cases.reduce((sum, { ratings }) => sum + ratings.reduce((own, { value, severity }) => own + value + severity, 0) / ratings.length, 0) / n;
  return { mean, standardDeviation: Math.sqrt(variance), n, method: "between-case-variance" };
}

/** What the beliefs about a decision rest on, or why there are none. */
export function decisionModel(decision: PassDecision, own: DecisionCases, level: number): DecisionModel | InsufficientDecision {
  const { id: decisionId, errorStandardDeviation: given } = decision;
  const { cases, levels, border, incompleteScoreCount } = own;
  const n = cases.filter(({ ratings }) => ratings.length > 1).length;
  const insufficient = (reason: InsufficientDecision["reason"], count: number): InsufficientDecision => ({ decisionId, reason, n: count, needed: leastCases });
  if (given === undefined && n < leastCases) return insufficient("too-few-double-scored-cases", n);
  const squares = squaresOf(own);
  if (given === undefined && squares.within === 0) return insufficient("raters-never-differ", n);
  const prior = spreadOf(decision.prior, own, squares, given === undefined ? squares.within : given * given);
  if (typeof prior === "string") return insufficient(prior, cases.length);
  const freedom = cases.reduce((sum, { ratings }) => sum + ratings.length - 1, 0);
  const error: RaterErrorUsed | null = given === undefined
    ? estimatedError((variance) => deviationFor(levels, prior, variance), squares.within, { freedom, n, level })
    : { standardDeviation: given, confidence: null, n, method: "given", warnings: [] };
  if (error === null) return insufficient("raters-no-better-than-chance", n);
  return { decisionId, border, error, prior, incompleteScoreCount };
}
