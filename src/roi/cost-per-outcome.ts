import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { Money, Rounding, toDecimalText } from "../money/index.js";
import { Count } from "../unit/index.js";
import { dividedMoney } from "./divided-money.js";
import { isNegative } from "./negative-money.js";

/** What was spent, and what came of it, counted. */
export interface CountedOutcome {
  /** The fully loaded cost, zero or more. */
  readonly totalCost: Money;
  /** How many outcomes it bought: promotions, leavers avoided, certificates. Count only those above what would have come anyway. */
  readonly outcomeCount: Count;
  /** How the cost of one is rounded to the minor unit. */
  readonly rounding: Rounding;
}

/** What was spent, and the improvement of a share, in percentage points. */
export interface ImprovedShare {
  /** The fully loaded cost, zero or more. */
  readonly totalCost: Money;
  /** From 68 % to 82 % on-time delivery is 14. Below zero when it got worse. For a measure that ought to fall, the fall is the improvement. */
  readonly improvementPoints: number;
  /** How the cost of one point is rounded to the minor unit. */
  readonly rounding: Rounding;
}

const negativeCost: Fault = { code: "cost-per-outcome.negative_cost", message: "The cost is {amount}, less than zero.", hint: "Give what was spent; book what came in as a benefit." };
const spent = () => rule(({ totalCost }: { readonly totalCost: Money }, report) => { if (isNegative(totalCost)) report(negativeCost, ["totalCost", "amount"], { amount: totalCost.amount }); });

/** Schema of a counted outcome with its cost. */
export const CountedOutcome = z.strictObject({ totalCost: Money, outcomeCount: Count, rounding: Rounding }).check(spent()).readonly() satisfies z.ZodType<CountedOutcome>;
/** Schema of an improved share with its cost. */
export const ImprovedShare = z.strictObject({ totalCost: Money, improvementPoints: z.number().min(-1000).max(1000), rounding: Rounding }).check(spent()).readonly() satisfies z.ZodType<ImprovedShare>;

/** What one outcome cost; `estimate` is null when there was none, for then no price is honest. */
export type OutcomeCost =
  | { readonly estimate: Money; readonly totalCost: Money; readonly outcomeCount: Count }
  | { readonly estimate: null; readonly reason: "no-outcome"; readonly n: 0; readonly needed: 1; readonly totalCost: Money; readonly outcomeCount: 0 };

/** What one percentage point cost; `estimate` is null when nothing improved: a price below zero would look like a bargain. */
export type PointCost =
  | { readonly estimate: Money; readonly totalCost: Money; readonly improvementPoints: number }
  | { readonly estimate: null; readonly reason: "no-effect"; readonly totalCost: Money; readonly improvementPoints: number };

/** Finer than any KPI is measured, coarser than what subtracting two shares leaves behind. */
const DUST_POINTS = 1e-9;

/**
 * What one outcome cost: cost ÷ outcomes, in the currency of the cost.
 *
 * @throws CoachingError `cost-per-outcome.negative_cost`, `currency.unknown_currency`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const totalCost = { amount: "11500.00", currency: "EUR" };
 * costPerOutcome({ totalCost, outcomeCount: 8, rounding: "half-even" }).estimate; // => { amount: "1437.50", currency: "EUR" }
 * costPerOutcome({ totalCost, outcomeCount: 0, rounding: "half-even" }).estimate; // => null
 * ```
 */
export function costPerOutcome(counted: CountedOutcome): OutcomeCost {
  const { totalCost, outcomeCount, rounding } = check(CountedOutcome, counted);
  if (outcomeCount === 0) return { estimate: null, reason: "no-outcome", n: 0, needed: 1, totalCost, outcomeCount: 0 };
  return { estimate: dividedMoney(totalCost, { factors: [], divisor: String(outcomeCount), rounding }), totalCost, outcomeCount };
}

/**
 * What one percentage point of improvement cost: cost ÷ points, in the currency of the cost. Less than a thousand-millionth of a point counts as nothing.
 *
 * @throws CoachingError `cost-per-outcome.negative_cost`, `currency.unknown_currency`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const totalCost = { amount: "11500.00", currency: "EUR" };
 * costPerPoint({ totalCost, improvementPoints: 14, rounding: "half-even" }).estimate; // => { amount: "821.43", currency: "EUR" }
 * costPerPoint({ totalCost, improvementPoints: -2, rounding: "half-even" }); // => { estimate: null, reason: "no-effect", totalCost, improvementPoints: -2 }
 * ```
 */
export function costPerPoint(improved: ImprovedShare): PointCost {
  const { totalCost, improvementPoints: points, rounding } = check(ImprovedShare, improved);
  const improvementPoints = points + 0;
  if (improvementPoints < DUST_POINTS) return { estimate: null, reason: "no-effect", totalCost, improvementPoints };
  return { estimate: dividedMoney(totalCost, { factors: [], divisor: toDecimalText(improvementPoints), rounding }), totalCost, improvementPoints };
}
