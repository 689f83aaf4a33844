import type { Money } from "../../money/index.js";
import { tidyRatio } from "../tidy-ratio.js";
import { contributionMargin, definition, principle10, principle4, principle5, principle6, principle7, principle8, principle9 } from "./claim-source.js";

/** From the least to the most that a ratio may be; both the same where it is known. */
export interface RatioRange {
  /** The least. */
  readonly low: number;
  /** The most. */
  readonly high: number;
}

/** What a step takes off. */
export type ClaimStepId = "read-as-return" | "margin" | "attribution" | "confidence" | "response" | "without-extremes" | "first-year" | "isolated" | "counted-once" | "fully-loaded-cost";

/** One step from the claimed return down to a careful one. */
export interface ClaimStep {
  /** What it takes off. */
  readonly step: ClaimStepId;
  /** The return before it. */
  readonly before: RatioRange;
  /** What the benefit for each unit of cost is multiplied by; null where that is not known, and where nothing is multiplied. */
  readonly factor: RatioRange | null;
  /** The return after it. What is not known leaves anything down to −1, where nothing of the benefit is shown. */
  readonly after: RatioRange;
  /** True where the step cannot be made because what it takes is not known. */
  readonly isMissing: boolean;
  /** The benefit before and after, where the components of the claim are known. */
  readonly benefits: { readonly before: Money; readonly after: Money } | null;
  /** Why the step is made. */
  readonly reason: string;
  /** Where it comes from. */
  readonly source: string;
}

const texts: Readonly<Record<ClaimStepId, readonly [reason: string, source: string]>> = {
  "read-as-return": ["A return is benefit less cost, divided by cost; a benefit-cost ratio is higher by 1.", definition],
  "margin": ["Of revenue only the margin is a benefit.", contributionMargin],
  "attribution": ["Only the share that is due to the program counts.", principle5],
  "confidence": ["An estimate counts times the confidence in it.", principle7],
  "response": ["Who gave no figures counts as zero.", principle6],
  "without-extremes": ["Estimates that are too large to be believed do not count.", principle8],
  "first-year": ["Twelve months of benefit count, spread evenly over the months that were claimed.", principle9],
  "isolated": ["What names no isolation method, or no record of a measurement, does not count.", principle5],
  "counted-once": ["Nothing counts twice; of several ways to value one improvement the least counts.", principle4],
  "fully-loaded-cost": ["The cost is all of it: design, coaches, participants' time, platform, facilities, administration, evaluation.", principle10],
};

/** Without the dust that sums and products of decimals leave. */
export const tidied = (value: number): number => Number(tidyRatio(value));
/** Both the same. */
export const known = (value: number): RatioRange => ({ low: value, high: value });

/** One return in both of its forms. */
export interface Standing {
  readonly benefitCostRatio: RatioRange;
  readonly roiRatio: RatioRange;
}
/** A benefit-cost ratio with its return. */
export const standingAt = (benefitCostRatio: RatioRange): Standing => ({ benefitCostRatio, roiRatio: { low: tidied(benefitCostRatio.low - 1), high: tidied(benefitCostRatio.high - 1) } });

/** The rows so far, and where they have come down to. */
export interface Descent {
  readonly steps: readonly ClaimStep[];
  readonly standing: Standing;
}

/** One row more. */
export function stepped({ steps, standing }: Descent, { standing: next, isMissing = false, benefits = null, ...row }: Pick<ClaimStep, "step" | "factor"> & { readonly standing: Standing; readonly isMissing?: boolean; readonly benefits?: ClaimStep["benefits"] }): Descent {
  const [reason, source] = texts[row.step];
  return { standing: next, steps: [...steps, { ...row, before: standing.roiRatio, after: next.roiRatio, isMissing, benefits, reason, source }] };
}

/** Both ends of a product of ranges of zero or more are products of ends; an end that is multiplied by 1 stays what it is to its last digit. Without a factor anything down to nothing may be left. */
function productOf({ benefitCostRatio, roiRatio }: Standing, factor: RatioRange | null): Standing {
  if (factor === null) return { benefitCostRatio: { low: 0, high: benefitCostRatio.high }, roiRatio: { low: -1, high: roiRatio.high } };
  const next = standingAt({ low: tidied(benefitCostRatio.low * factor.low), high: tidied(benefitCostRatio.high * factor.high) });
  const endsOf = (before: RatioRange, after: RatioRange): RatioRange => ({ low: factor.low === 1 ? before.low : after.low, high: factor.high === 1 ? before.high : after.high });
  return { benefitCostRatio: endsOf(benefitCostRatio, next.benefitCostRatio), roiRatio: endsOf(roiRatio, next.roiRatio) };
}

/** One row more, by a factor; null where it is not known. */
export const multiplied = (descent: Descent, step: ClaimStepId, factor: RatioRange | null): Descent => stepped(descent, { step, factor, standing: productOf(descent.standing, factor), isMissing: factor === null });
