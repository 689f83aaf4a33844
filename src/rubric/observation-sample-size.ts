import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { ConfidenceLevel, standardNormalQuantile } from "../statistics/index.js";
import { Count, Fraction } from "../unit/index.js";

/** How exactly a compliance is to be known. */
export interface SampleSizeRequest {
  /** The half of the interval's width that is aimed at: 0.1 for ±10 percentage points; above 0, below 0.5. */
  readonly halfWidthFraction: Fraction;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The compliance that is expected. Left out: 0.5, which needs the most. */
  readonly expectedFraction?: Fraction;
  /** How many opportunities there are in all. Left out: so many that observing some does not use them up. */
  readonly opportunityCount?: Count;
  /** How many observations of this kind say as much as one independent one, 1 or more (`designEffect` of statistics). Left out: they are independent. */
  readonly designEffect?: number;
}
const tooExact: Fault = { code: "observation-sample-size.too_exact", message: "±{halfWidthFraction} would take {neededCount} observations.", hint: "Ask for a wider interval, or say how many opportunities there are." };

/** How exactly a compliance is to be known. */
export const SampleSizeRequest = z
  .strictObject({
    halfWidthFraction: z.number().min(0.001).lt(0.5), confidenceLevel: ConfidenceLevel, expectedFraction: z.exactOptional(Fraction), opportunityCount: z.exactOptional(Count.min(1)),
    designEffect: z.exactOptional(z.number().min(1).max(1000)),
  })
  .readonly() satisfies z.ZodType<SampleSizeRequest>;

/** How many observations that takes. */
export interface ObservationSampleSize {
  /** The least count whose interval is no wider; at most all opportunities. */
  readonly neededCount: Count;
  /** Independent observations that would do, of endless opportunities. */
  readonly independentCount: Count;
  /** Every opportunity has to be observed. */
  readonly takesAll: boolean;
  /** The interval that is planned for. */
  readonly method: "wilson";
  /** What was taken for granted. */
  readonly assumptions: { readonly expectedFraction: Fraction; readonly designEffect: number; readonly opportunityCount: Count | null };
}

/** A result such as 277.0000000001 is 277: dust must not order another observation. */
const atLeast = (count: number): number => Math.max(0, Math.ceil(count - 1e-9)) + 0;

/**
 * How many observations it takes to know a compliance to within ± a width, by Wilson's interval, which `behavioralCompliance` gives.
 * Wilson's half width z √(n a + z² ÷ 4) ÷ (n + z²), a = p (1 − p), is solved for n: n + z² = z² (a + √(a² + w² (1 − 4 a))) ÷ (2 w²). That count is multiplied by the design effect and, of N opportunities, divided by 1 + (n − 1) ÷ N.
 * It is the count of behaviors that were observed: those that nobody could see come on top. The correction for few opportunities speaks of these opportunities alone, not of the behavior behind them, and `behavioralCompliance` does not make its interval narrower by it.
 * Sources: E. B. Wilson 1927 (as `wilsonInterval`); W. Cochran, "Sampling Techniques" (1977), chapter 4; L. Kish 1965 (as `designEffect`).
 *
 * @throws CoachingError `input.*`, `observation-sample-size.too_exact` where it would take more than a thousand million
 * @example
 * ```ts
 * observationSampleSize({ halfWidthFraction: 0.1, confidenceLevel: 0.95 }).neededCount; // => 93
 * observationSampleSize({ halfWidthFraction: 0.1, confidenceLevel: 0.95, opportunityCount: 120, designEffect: 1.3 }).neededCount; // => 61
 * ```
 */
export function observationSampleSize(request: SampleSizeRequest): ObservationSampleSize {
  const { halfWidthFraction: width, confidenceLevel, expectedFraction = 0.5, opportunityCount, designEffect = 1 } = check(SampleSizeRequest, request);
  const square = standardNormalQuantile((1 + confidenceLevel) / 2) ** 2;
  const spread = expectedFraction * (1 - expectedFraction);
  const independent = (square * (spread + Math.sqrt(spread * spread + width * width * (1 - 4 * spread)))) / (2 * width * width) - square;
  const clustered = Math.max(1, independent * designEffect);
  const needed = atLeast(opportunityCount === undefined ? clustered : clustered / (1 + (clustered - 1) / opportunityCount));
  if (needed > 1e9) throw faultAt(tooExact, ["halfWidthFraction"], { halfWidthFraction: width, neededCount: needed });
  return {
    neededCount: needed, independentCount: Math.max(1, atLeast(independent)), takesAll: needed === opportunityCount, method: "wilson",
    assumptions: { expectedFraction, designEffect, opportunityCount: opportunityCount ?? null },
  };
}
