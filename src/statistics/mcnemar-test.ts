import * as z from "zod";
import { check } from "../error/index.js";
import { Count } from "../unit/index.js";
import { betaQuantile } from "./beta.js";
import { binomialTestOf } from "./binomial-test.js";
import { upperChiSquare } from "./chi-square.js";
import { type Confidence, ConfidenceLevel, type EstimateResult, tooFewObservations } from "./estimate.js";
import { upperNormalScore } from "./normal.js";
import type { NoTest } from "./no-test.js";
import { wilson } from "./proportion.js";

/** Pairs of two answers, yes or no, counted: the same ones asked twice, or matched pairs. */
export interface PairedCounts {
  /** Pairs with two yeses. */
  readonly both: Count;
  /** Pairs with a yes at the first place only. */
  readonly firstOnly: Count;
  /** Pairs with a yes at the second place only. */
  readonly secondOnly: Count;
  /** Pairs without a yes. */
  readonly neither: Count;
}
/** Pairs, and the level of an interval. */
export interface PairedCountsSample extends PairedCounts {
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Pairs whose two shares are subtracted. */
export interface PairedDifferenceSample extends PairedCountsSample {
  /** How the interval is made: `newcombe` keeps its level for few pairs, `wald` for many only. */
  readonly method: "newcombe" | "wald";
}

const counts = { both: Count, firstOnly: Count, secondOnly: Count, neither: Count };
/** Pairs of two answers, yes or no, counted. */
export const PairedCounts = z.strictObject(counts).readonly() satisfies z.ZodType<PairedCounts>;
/** Pairs, and the level of an interval. */
export const PairedCountsSample = z.strictObject({ ...counts, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<PairedCountsSample>;
/** Pairs whose two shares are subtracted. */
export const PairedDifferenceSample = z.strictObject({ ...counts, confidenceLevel: ConfidenceLevel, method: z.enum(["newcombe", "wald"]) }).readonly() satisfies z.ZodType<PairedDifferenceSample>;

/** How probable it is that as many pairs change one way rather than the other as did, if both ways were equally probable. */
export interface McnemarTest {
  /** The pairs with two different answers; all others say nothing about the difference. */
  readonly discordantCount: number;
  /** Two-sided and exact: never too small, often too large. */
  readonly exactPValue: number;
  /** Two-sided, with half the probability of the counts seen: nearer to its level than the exact one, for few pairs too. */
  readonly midPValue: number;
  /** (b − c)² / (b + c), chi-square with one degree of freedom. */
  readonly chiSquare: number;
  /** Two-sided, by chi-square: for 25 discordant pairs or more. */
  readonly pValue: number;
  /** Chi-square with Edwards's correction, (|b − c| − 1)² / (b + c). */
  readonly correctedChiSquare: number;
  /** Two-sided, by the corrected chi-square. */
  readonly correctedPValue: number;
}

const pairsOf = ({ both, firstOnly, secondOnly, neither }: PairedCounts): number => both + firstOnly + secondOnly + neither;

/**
 * McNemar's test: whether as many pairs changed one way as the other. Without a pair that changed there is nothing to test: reason `no-discordant-pairs`, `needed` is 1.
 * Sources: Q. McNemar, Psychometrika 12 (1947); the mid-p form: M. Fagerland, S. Lydersen, P. Laake, "The McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13 (2013).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const test = mcnemarTest({ both: 10, firstOnly: 8, secondOnly: 0, neither: 12 });
 * test.exactPValue.toFixed(7); // => "0.0078125"
 * test.chiSquare; // => 8
 * ```
 */
export function mcnemarTest(pairs: PairedCounts): McnemarTest | NoTest {
  const checked = check(PairedCounts, pairs);
  const { firstOnly, secondOnly } = checked;
  const n = firstOnly + secondOnly;
  if (n === 0) return { pValue: null, reason: "no-discordant-pairs", n: pairsOf(checked), needed: 1 };
  const fewer = Math.min(firstOnly, secondOnly);
  const atMost = (successes: number): number => (successes < 0 ? 0 : binomialTestOf({ successes, n, expectedFraction: 0.5 }).atMostProbability);
  const apart = Math.abs(firstOnly - secondOnly);
  const [chiSquare, correctedChiSquare] = [(apart * apart) / n, Math.max(0, apart - 1) ** 2 / n];
  return {
    discordantCount: n,
    exactPValue: Math.min(1, 2 * atMost(fewer)), midPValue: Math.min(1, atMost(fewer) + atMost(fewer - 1)),
    chiSquare, pValue: upperChiSquare(chiSquare, 1), correctedChiSquare, correctedPValue: upperChiSquare(correctedChiSquare, 1),
  };
}

/** The correlation of the two answers, taken nearer to 0 by half a pair where it is above 0, and 0 where a sum of the table is. */
function correlationOf({ both, firstOnly, secondOnly, neither }: PairedCounts): number {
  const sums = Math.sqrt(both + firstOnly) * Math.sqrt(secondOnly + neither) * Math.sqrt(both + secondOnly) * Math.sqrt(firstOnly + neither);
  const product = both * neither - firstOnly * secondOnly;
  if (sums === 0) return 0;
  return (product > 0 ? Math.max(0, product - (both + firstOnly + secondOnly + neither) / 2) : product) / sums;
}

/** The squared distances of both Wilson intervals, less what goes together: never below 0 but for rounding. */
const together = (one: number, two: number, correlation: number): number => Math.sqrt(Math.max(0, one * one - 2 * correlation * one * two + two * two));

function newcombe(sample: PairedCountsSample): Confidence {
  const { both, firstOnly, secondOnly, confidenceLevel } = sample;
  const n = pairsOf(sample);
  const shares = [both + firstOnly, both + secondOnly].map((successes) => ({ share: successes / n, ends: wilson({ successes, n, confidenceLevel }) }));
  const [below = 0, belowSecond = 0] = shares.map(({ share, ends }) => share - ends.lower);
  const [above = 0, aboveSecond = 0] = shares.map(({ share, ends }) => ends.upper - share);
  const difference = (firstOnly - secondOnly) / n;
  const correlation = correlationOf(sample);
  return { lower: difference - together(below, aboveSecond, correlation) + 0, upper: difference + together(above, belowSecond, correlation) + 0, level: confidenceLevel };
}

function wald(sample: PairedCountsSample): Confidence {
  const { firstOnly, secondOnly, confidenceLevel } = sample;
  const n = pairsOf(sample);
  const difference = (firstOnly - secondOnly) / n;
  const variance = Math.max(0, (firstOnly + secondOnly) / n - difference * difference) / n;
  const half = upperNormalScore((1 - confidenceLevel) / 2) * Math.sqrt(variance);
  return { lower: Math.max(-1, difference - half) + 0, upper: Math.min(1, difference + half) + 0, level: confidenceLevel };
}

/**
 * How much larger the share of yeses is at the first place of the pairs than at the second, with an interval; `n` counts pairs.
 * Method as asked. `wald` warns of `few-discordant-pairs` below 25. No pairs: reason `too-few-observations`.
 * Source: R. Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired data", Statistics in Medicine 17 (1998), method 10.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { estimate, confidence } = pairedProportionDifference({ both: 36, firstOnly: 12, secondOnly: 2, neither: 0, confidenceLevel: 0.95, method: "newcombe" });
 * [estimate, confidence.lower, confidence.upper].map((x) => x.toFixed(4)).join(" "); // => "0.2000 0.0569 0.3404"
 * ```
 */
export function pairedProportionDifference(sample: PairedDifferenceSample): EstimateResult {
  const checked = check(PairedDifferenceSample, sample);
  const { firstOnly, secondOnly, method } = checked;
  const n = pairsOf(checked);
  if (n === 0) return tooFewObservations(0, 1);
  const isThin = method === "wald" && firstOnly + secondOnly < 25;
  return { estimate: (firstOnly - secondOnly) / n, confidence: method === "wald" ? wald(checked) : newcombe(checked), n, method, warnings: isThin ? ["few-discordant-pairs"] : [] };
}

/**
 * The odds of a yes at the first place over those at the second within a pair: the count of pairs that have it there only, over those that have it at the second place only.
 * Method `conditional-exact`: Clopper and Pearson's interval of the share of the one kind among both, as odds. Without pairs of the second kind it has no upper end: reason `unbounded`; without discordant pairs: `no-discordant-pairs`.
 * Source: N. Breslow, N. Day, "Statistical Methods in Cancer Research" 1 (1980), 5.2.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * pairedOddsRatio({ both: 54, firstOnly: 18, secondOnly: 12, neither: 68, confidenceLevel: 0.95 }).estimate; // => 1.5
 * ```
 */
export function pairedOddsRatio(sample: PairedCountsSample): EstimateResult {
  const checked = check(PairedCountsSample, sample);
  const { firstOnly, secondOnly, confidenceLevel } = checked;
  const pairs = pairsOf(checked);
  const n = firstOnly + secondOnly;
  if (n === 0) return { estimate: null, reason: "no-discordant-pairs", n: pairs, needed: 1 };
  if (secondOnly === 0) return { estimate: null, reason: "unbounded", n: pairs, needed: pairs + 1 };
  const tail = (1 - confidenceLevel) / 2;
  const lower = firstOnly === 0 ? { x: 0, y: 1 } : betaQuantile({ a: firstOnly, b: secondOnly + 1, lowerTail: tail, upperTail: 1 - tail });
  const upper = betaQuantile({ a: firstOnly + 1, b: secondOnly, lowerTail: 1 - tail, upperTail: tail });
  return { estimate: firstOnly / secondOnly, confidence: { lower: lower.x / lower.y, upper: upper.x / upper.y, level: confidenceLevel }, n: pairs, method: "conditional-exact", warnings: [] };
}
