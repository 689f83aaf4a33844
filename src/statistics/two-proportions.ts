import * as z from "zod";
import { check } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { type Confidence, ConfidenceLevel, type Estimate, type EstimateResult } from "./estimate.js";
import { upperNormalScore } from "./normal.js";
import { wilson } from "./proportion.js";
import { CountedTrials } from "./counted-trials.js";

/** Successes out of trials in two independent groups. */
export interface TwoProportions {
  /** The group that is compared. */
  readonly first: CountedTrials;
  /** The group that it is compared with. */
  readonly second: CountedTrials;
}
/** Successes out of trials in two independent groups, and the level of an interval. */
export interface TwoProportionsSample extends TwoProportions {
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** How the interval of a difference of two independent shares is made: `newcombe` keeps its level in small groups, `agresti-caffo` nearly so, `wald` in large ones only. */
export type DifferenceMethod = "newcombe" | "agresti-caffo" | "wald";
/** Two independent groups whose shares are subtracted. */
export interface ProportionDifferenceSample extends TwoProportionsSample {
  /** How the interval is made. */
  readonly method: DifferenceMethod;
}
/** Two shares. */
export interface FractionPair {
  /** The share that is compared. */
  readonly first: Fraction;
  /** The share that it is compared with. */
  readonly second: Fraction;
}

const groups = { first: CountedTrials, second: CountedTrials };
/** Successes out of trials in two independent groups. */
export const TwoProportions = z.strictObject(groups).readonly() satisfies z.ZodType<TwoProportions>;
/** Successes out of trials in two independent groups, and the level of an interval. */
export const TwoProportionsSample = z.strictObject({ ...groups, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<TwoProportionsSample>;
/** Two independent groups whose shares are subtracted. */
export const ProportionDifferenceSample = z
  .strictObject({ ...groups, confidenceLevel: ConfidenceLevel, method: z.enum(["newcombe", "agresti-caffo", "wald"]) })
  .readonly() satisfies z.ZodType<ProportionDifferenceSample>;
/** Two shares. */
export const FractionPair = z.strictObject({ first: Fraction, second: Fraction }).readonly() satisfies z.ZodType<FractionPair>;

const shareOf = ({ successes, n }: CountedTrials): number => successes / n;

/** Newcombe: each share's own Wilson interval, squared and added as variances are. */
function newcombe({ first, second, confidenceLevel }: TwoProportionsSample): Confidence {
  const [p, q] = [shareOf(first), shareOf(second)];
  const [one, two] = [wilson({ ...first, confidenceLevel }), wilson({ ...second, confidenceLevel })];
  return { lower: p - q - Math.hypot(p - one.lower, two.upper - q) + 0, upper: p - q + Math.hypot(one.upper - p, q - two.lower) + 0, level: confidenceLevel };
}

/** The difference ± z standard errors, cut at −1 and 1, after `added` successes and as many failures were put to each group. */
function wald({ first, second, confidenceLevel }: TwoProportionsSample, added: number): Confidence {
  const [n, m] = [first.n + 2 * added, second.n + 2 * added];
  const [p, q] = [(first.successes + added) / n, (second.successes + added) / m];
  const half = upperNormalScore((1 - confidenceLevel) / 2) * Math.sqrt((p * (1 - p)) / n + (q * (1 - q)) / m);
  return { lower: Math.max(-1, p - q - half) + 0, upper: Math.min(1, p - q + half) + 0, level: confidenceLevel };
}

/** Fewer successes or failures than five in a group, as a warning where a method is right only for many. */
const smallCells = ({ first, second }: TwoProportions): readonly string[] =>
  Math.min(first.successes, first.n - first.successes, second.successes, second.n - second.successes) < 5 ? ["small-cells"] : [];

/**
 * How much larger the first of two independent shares is than the second, with an interval; `n` counts both groups.
 * Method as asked. `wald` warns of `small-cells` where a group has fewer than five successes or failures: it is then too narrow.
 * Sources: R. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), method 10;
 * A. Agresti, B. Caffo, "Simple and effective confidence intervals for proportions and differences of proportions", The American Statistician 54 (2000).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * const { estimate, confidence } = proportionDifference({ first: { successes: 56, n: 70 }, second: { successes: 48, n: 80 }, confidenceLevel: 0.95, method: "newcombe" });
 * [estimate, confidence.lower, confidence.upper].map((x) => x.toFixed(4)).join(" "); // => "0.2000 0.0524 0.3339"
 * ```
 */
export function proportionDifference(sample: ProportionDifferenceSample): Estimate {
  const { method, ...groupsOf } = check(ProportionDifferenceSample, sample);
  const { first, second } = groupsOf;
  const confidence = method === "newcombe" ? newcombe(groupsOf) : wald(groupsOf, method === "wald" ? 0 : 1);
  return { estimate: shareOf(first) - shareOf(second) + 0, confidence, n: first.n + second.n, method, warnings: method === "wald" ? smallCells(groupsOf) : [] };
}

/** A ratio with an interval that is symmetric on the scale of its logarithm; `variance` is that of the logarithm. */
function logWald(estimate: number, variance: number, sample: TwoProportionsSample): Estimate {
  const factor = Math.exp(upperNormalScore((1 - sample.confidenceLevel) / 2) * Math.sqrt(variance));
  return { estimate, confidence: { lower: estimate / factor, upper: estimate * factor, level: sample.confidenceLevel }, n: sample.first.n + sample.second.n, method: "log-wald", warnings: smallCells(sample) };
}

/**
 * How many times as large the first of two independent shares is as the second: variance of ln ratio = 1/x₁ − 1/n₁ + 1/x₂ − 1/n₂.
 * Method `log-wald`, with the warning `small-cells` below five successes or failures in a group. A group without successes has no such ratio: reason `zero-cell`; `needed` is one success in each.
 * Source: D. Katz et al., "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34 (1978).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * riskRatio({ first: { successes: 56, n: 70 }, second: { successes: 48, n: 80 }, confidenceLevel: 0.95 }).estimate.toFixed(4); // => "1.3333"
 * riskRatio({ first: { successes: 0, n: 7 }, second: { successes: 4, n: 8 }, confidenceLevel: 0.95 }); // => { estimate: null, reason: "zero-cell", n: 15, needed: 2 }
 * ```
 */
export function riskRatio(sample: TwoProportionsSample): EstimateResult {
  const checked = check(TwoProportionsSample, sample);
  const { first, second } = checked;
  if (first.successes === 0 || second.successes === 0) return { estimate: null, reason: "zero-cell", n: first.n + second.n, needed: 2 };
  const variance = (first.n - first.successes) / first.n / first.successes + (second.n - second.successes) / second.n / second.successes;
  return logWald(shareOf(first) / shareOf(second), variance, checked);
}

/**
 * The odds of a success in the first group over those in the second: variance of ln ratio = the sum of 1 / count over the four cells.
 * Method `log-wald`, with the warning `small-cells` below five in a cell. An empty cell has no such ratio: reason `zero-cell`, `needed` is one in each; `fisherExactTest` has an exact one.
 * Source: B. Woolf, "On estimating the relation between blood group and disease", Annals of Human Genetics 19 (1955).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * oddsRatio({ first: { successes: 56, n: 70 }, second: { successes: 48, n: 80 }, confidenceLevel: 0.95 }).estimate.toFixed(4); // => "2.6667"
 * ```
 */
export function oddsRatio(sample: TwoProportionsSample): EstimateResult {
  const checked = check(TwoProportionsSample, sample);
  const { first, second } = checked;
  const [a, b, c, d] = [first.successes, first.n - first.successes, second.successes, second.n - second.successes];
  if (Math.min(a, b, c, d) === 0) return { estimate: null, reason: "zero-cell", n: first.n + second.n, needed: 4 };
  return logWald((a / b) * (d / c), 1 / a + 1 / b + 1 / c + 1 / d, checked);
}

/** Cohen's h, unchecked. */
export const cohenHOf = (first: number, second: number): number => 2 * (Math.asin(Math.sqrt(first)) - Math.asin(Math.sqrt(second))) + 0;

/**
 * Cohen's h, how far apart two shares are where the scatter of shares is the same everywhere: 2·asin √p₁ − 2·asin √p₂. By custom 0.2 is small, 0.5 medium, 0.8 large (heuristic).
 * Source: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988), chapter 6.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * cohenH({ first: 0.8, second: 0.6 }).toFixed(4); // => "0.4421"
 * ```
 */
export function cohenH(pair: FractionPair): number {
  const { first, second } = check(FractionPair, pair);
  return cohenHOf(first, second);
}
