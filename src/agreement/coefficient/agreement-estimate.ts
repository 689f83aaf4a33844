import { type Confidence, type Estimate, type NoEstimate, standardNormalQuantile, studentQuantile } from "../../statistics/index.js";
import { bootstrapInterval, type BootstrapSource } from "./bootstrap.js";
import type { Category, IntervalRequest } from "./rating.js";

/**
 * Why agreement cannot be told. `no-ratings`; `one-rater`; `more-than-two-raters`, for a coefficient of two; `no-common-subjects`: nobody was rated by two raters;
 * `too-few-subjects`: one subject says nothing about others; `one-category`, `zero-variance`: where nobody tells subjects apart, agreement and chance are the same thing, and it is not 1;
 * `negative-variance`: the coefficient has no positive denominator; `no-defined-sample`: of the samples of a bootstrap none had an answer.
 */
export type NoAgreementReason = "no-ratings" | "one-rater" | "more-than-two-raters" | "no-common-subjects" | "too-few-subjects" | "one-category" | "zero-variance" | "negative-variance" | "no-defined-sample";
/**
 * What to keep in mind. `few-subjects`: fewer than ten were rated by two raters; `no-width`: the interval has none, because no subject differs from the others in how it was agreed on;
 * `prevalence-paradox`: raters agree often and the coefficient is low, because nearly all ratings are in one category (see `prevalence`); `unequal-rating-counts`: subjects have different numbers of ratings, for which the interval is an approximation;
 * `incomplete-subjects-left-out`: only subjects with a rating by every rater count; `undefined-samples`: some samples of the bootstrap had no answer and were left out;
 * `interval-misses-estimate`: the published interval does not hold the estimate, which happens where it is negative.
 */
export type AgreementWarning = "few-subjects" | "no-width" | "prevalence-paradox" | "unequal-rating-counts" | "incomplete-subjects-left-out" | "undefined-samples" | "interval-misses-estimate";

/** How far raters agree, with its interval. */
export interface AgreementEstimate extends Estimate {
  /** Its standard error by the published formula; null where there is none. */
  readonly standardError: number | null;
  /** What to keep in mind when reading it. */
  readonly warnings: readonly AgreementWarning[];
}
/** No answer, and why. */
export interface NoAgreement extends NoEstimate {
  /** Why there is none. */
  readonly reason: NoAgreementReason;
}
/** Which category was used most: where nearly all ratings are in one, coefficients that correct for chance are low however often raters agree. */
export interface Prevalence {
  /** The category that was used most; of equals the first of the scale. */
  readonly category: Category;
  /** Its share of the ratings. */
  readonly shareFraction: number;
}

/** Fewer subjects than these say little about others. */
const fewSubjects = 10;
/** Agreement this frequent beside a coefficient this low is the paradox; heuristic. */
const paradox = { observed: 0.8, coefficient: 0.4 };

/** The answer where there is none. */
export const noAgreement = (reason: NoAgreementReason, n: number): NoAgreement => ({ estimate: null, reason, n, needed: 2 });

/**
 * Agreement that is frequent while the coefficient is low.
 * Source: A. Feinstein, D. Cicchetti, "High agreement but low kappa: I. the problems of two paradoxes", Journal of Clinical Epidemiology 43 (1990); the bounds are a heuristic.
 */
export const paradoxWarning = (observed: number, coefficient: number): readonly AgreementWarning[] => (observed >= paradox.observed && coefficient < paradox.coefficient ? ["prevalence-paradox"] : []);

/** The category with the largest share. */
export function prevalenceOf(shares: ArrayLike<number>, categories: readonly Category[]): Prevalence {
  let most = 0;
  for (let place = 1; place < shares.length; place += 1) if ((shares[place] as number) > (shares[most] as number)) most = place;
  return { category: categories[most] as Category, shareFraction: shares[most] as number };
}

/** An estimate without its interval. */
export interface RawEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly n: number;
  /** How many subjects were rated by two raters or more. */
  readonly pairedCount: number;
  readonly warnings: readonly AgreementWarning[];
  readonly bootstrap: BootstrapSource;
}

/** Normal limits, or Student's with n − 1 degrees of freedom, never above 1: no coefficient is. */
function publishedInterval({ estimate, standardError, n }: RawEstimate, kind: "normal" | "student-t", level: number): Confidence {
  const tail = (1 - level) / 2;
  const score = kind === "normal" ? -standardNormalQuantile(tail) : -studentQuantile({ probability: tail, degreesOfFreedom: n - 1 });
  return { lower: estimate - score * standardError + 0, upper: Math.min(1, estimate + score * standardError) + 0, level };
}

/** An estimate with the interval that was asked for; `null` where the bootstrap has no defined sample. */
export function withInterval(raw: RawEstimate, kind: "normal" | "student-t", request: IntervalRequest): AgreementEstimate | null {
  const { estimate, standardError, n, pairedCount } = raw;
  const interval = request.bootstrap === undefined
    ? { confidence: publishedInterval(raw, kind, request.confidenceLevel), method: `linearized-${kind}`, warnings: [] }
    : bootstrapInterval(raw.bootstrap, request.bootstrap, request.confidenceLevel);
  if (interval === null) return null;
  const { confidence, method } = interval;
  const warnings: AgreementWarning[] = [
    ...(pairedCount < fewSubjects ? ["few-subjects" as const] : []), ...(confidence.lower === confidence.upper ? ["no-width" as const] : []), ...raw.warnings, ...interval.warnings,
  ];
  return { estimate: estimate + 0, confidence, n, method, warnings, standardError };
}
