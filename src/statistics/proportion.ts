import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { type Confidence, ConfidenceLevel, type Estimate, type NoEstimate, tooFewObservations } from "./estimate.js";
import { upperNormalScore } from "./normal.js";

/** Successes out of trials. */
export interface Proportion {
  /** How many of the `n` were successes; need not be whole, since weighted or effective counts are not. */
  readonly successes: number;
  /** How many trials, at most 1e12; need not be whole. */
  readonly n: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** How many trials of this sample say as much as one independent trial, 1 or more (see `designEffect`). Left out: the trials are independent. */
  readonly designEffect?: number;
}

const moreSuccessesThanTrials: Fault = { code: "proportion.more_successes_than_trials", message: "{successes} successes in {n} trials.", hint: "Give the number of all trials as n, not of the failures." };
const noTrials: Fault = { code: "proportion.no_trials", message: "Without trials there is no interval.", hint: "Use proportionEstimate, which answers this case as data." };

/** No more successes than trials. */
export const withinTrials = rule(({ successes, n }: Pick<Proportion, "successes" | "n">, report) => { if (successes > n) report(moreSuccessesThanTrials, ["successes"], { successes, n }); });

const trials = z.number().max(1e12).overwrite((value) => value + 0);
/** Successes out of trials. */
export const Proportion = z
  .strictObject({ successes: trials.nonnegative(), n: trials.nonnegative(), confidenceLevel: ConfidenceLevel, designEffect: z.exactOptional(z.number().min(1).max(1e6)) })
  .check(withinTrials)
  .readonly() satisfies z.ZodType<Proportion>;

/** A share with its interval. */
export interface ProportionEstimate extends Estimate {
  /** `n` divided by the design effect: how many independent trials would say as much. */
  readonly effectiveN: number;
}

/** How alike the members of a cluster are, and how large the clusters. */
export interface Clustering {
  /** The mean number of trials in a cluster, 1 or more; where sizes differ much, the size-weighted mean Σm² / Σm is the right one. */
  readonly meanClusterSize: number;
  /** The share of the variance that lies between clusters: 0, members are as different as strangers; 1, all members of a cluster are alike. */
  readonly intraclassCorrelation: Fraction;
}
/** How alike the members of a cluster are, and how large the clusters. */
export const Clustering = z.strictObject({ meanClusterSize: z.number().min(1).max(1_000_000), intraclassCorrelation: Fraction }).readonly() satisfies z.ZodType<Clustering>;

/**
 * How many trials of a clustered sample say as much as one independent trial: 1 + (m − 1) · ICC.
 * Source: L. Kish, "Survey Sampling" (1965).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * designEffect({ meanClusterSize: 2, intraclassCorrelation: 0.3 }); // => 1.3
 * ```
 */
export function designEffect(clustering: Clustering): number {
  const { meanClusterSize, intraclassCorrelation } = check(Clustering, clustering);
  return 1 + (meanClusterSize - 1) * intraclassCorrelation;
}

/**
 * Wilson's ends are the roots of (1 + z²/n) x² − (2p + z²/n) x + p² = 0. Each is taken as the product of the roots over the other one,
 * so that nothing cancels: lower = p·s / w, upper = 1 − q·f / w', with z the normal score, s = np, f = nq, w = s + z²/2 + z √(s·q + z²/4), w' the same with f for s.
 */
export function wilson({ successes, n, confidenceLevel, designEffect: effect = 1 }: Proportion): Confidence {
  const score = upperNormalScore((1 - confidenceLevel) / 2);
  const share = successes / n;
  const rest = (n - successes) / n;
  const end = (p: number, q: number): number => {
    const s = (n / effect) * p;
    return (p * s) / (s + (score * score) / 2 + score * Math.sqrt(s * q + (score * score) / 4));
  };
  return { lower: end(share, rest), upper: 1 - end(rest, share), level: confidenceLevel };
}

/**
 * Wilson's score interval for a proportion: stays within 0 and 1 and keeps its level in small samples.
 * Sources: E. B. Wilson, "Probable inference", JASA 22 (1927); recommended by L. Brown, T. Cai, A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`, `proportion.no_trials`
 * @example
 * ```ts
 * wilsonInterval({ successes: 0, n: 10, confidenceLevel: 0.95 }).upper.toFixed(4); // => "0.2775"
 * ```
 */
export const wilsonInterval = (proportion: Proportion): Confidence => wilson(checkedTrials(proportion));

/** A proportion of at least one trial. */
export function checkedTrials(proportion: Proportion): Proportion {
  const checked = check(Proportion, proportion);
  if (checked.n === 0) throw faultAt(noTrials, ["n"]);
  return checked;
}

/**
 * A proportion with Wilson's interval; without trials there is no estimate, which is not 0.
 * Method `wilson`, or `wilson-design-effect` where the design effect is above 1: the interval then counts `effectiveN` trials.
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`
 * @example
 * ```ts
 * proportionEstimate({ successes: 3, n: 4, confidenceLevel: 0.95 }).estimate; // => 0.75
 * proportionEstimate({ successes: 0, n: 0, confidenceLevel: 0.95 }); // => { estimate: null, reason: "too-few-observations", n: 0, needed: 1 }
 * ```
 */
export function proportionEstimate(proportion: Proportion): ProportionEstimate | NoEstimate {
  const checked = check(Proportion, proportion);
  const { successes, n, designEffect: effect = 1 } = checked;
  if (n === 0) return tooFewObservations(0, 1);
  return { estimate: successes / n, confidence: wilson(checked), n, method: effect > 1 ? "wilson-design-effect" : "wilson", warnings: [], effectiveN: n / effect };
}
