import * as z from "zod";
import { check, type Fault, rule } from "../../error/index.js";
import { Money, ratioOfMoney, subtractMoney } from "../../money/index.js";
import { isNegative } from "../negative-money.js";

/** What a program brought and what it cost, both summed up already. */
export interface InvestmentTotals {
  /** The sum of the benefits; below zero when it did harm. */
  readonly totalBenefit: Money;
  /** The fully loaded cost, above zero. */
  readonly totalCost: Money;
}

const zeroCost: Fault = { code: "investment-ratios.zero_cost", message: "The cost is zero.", hint: "Give what the program cost: without a cost there is no return on it." };
const negativeCost: Fault = { code: "investment-ratios.negative_cost", message: "The cost is {amount}, less than zero.", hint: "Give what was spent; what came in is a benefit." };
const mixedCurrencies: Fault = { code: "investment-ratios.mixed_currencies", message: "The benefit is in {got}, the cost in {expected}.", hint: "Convert one first, with a dated exchange rate." };

/** Schema of a benefit and its cost. */
export const InvestmentTotals = z.strictObject({ totalBenefit: Money, totalCost: Money })
  .check(rule(({ totalBenefit, totalCost }: InvestmentTotals, report) => {
    const [{ currency: got }, { amount, currency: expected }] = [totalBenefit, totalCost];
    if (isNegative(totalCost)) report(negativeCost, ["totalCost", "amount"], { amount });
    else if (/^[-0.]{1,38}$/u.test(amount)) report(zeroCost, ["totalCost", "amount"]);
    if (got !== expected && got.length === 3 && expected.length === 3) report(mixedCurrencies, ["totalBenefit", "currency"], { expected, got });
  })).readonly() satisfies z.ZodType<InvestmentTotals>;

/** The three undiscounted ratios of a benefit and its cost. */
export interface InvestmentRatios {
  /** Benefit less cost. */
  readonly netBenefit: Money;
  /** Net benefit ÷ cost: 1.5 is 150 %, 0 has paid for itself, −1 is all lost. */
  readonly roiRatio: number;
  /** Benefit ÷ cost, undiscounted: `roiRatio` + 1, divided by itself so that no digit is lost. */
  readonly benefitCostRatio: number;
  /** What the figures rest on. */
  readonly assumptions: { readonly discounting: "none" };
}

/**
 * Net benefit, return on investment and benefit-cost ratio of two totals. `returnOnInvestment` makes them from a claim and a ledger, with the trail to the records.
 *
 * @throws CoachingError `investment-ratios.zero_cost`, `investment-ratios.negative_cost`, `investment-ratios.mixed_currencies`, `currency.unknown_currency`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const { roiRatio, benefitCostRatio } = investmentRatios({ totalBenefit: { amount: "75000", currency: "EUR" }, totalCost: { amount: "50000", currency: "EUR" } });
 * [roiRatio, benefitCostRatio]; // => [0.5, 1.5]
 * ```
 */
export function investmentRatios(totals: InvestmentTotals): InvestmentRatios {
  const { totalBenefit, totalCost } = check(InvestmentTotals, totals);
  const netBenefit = subtractMoney({ from: totalBenefit, less: totalCost });
  return {
    netBenefit, roiRatio: ratioOfMoney({ numerator: netBenefit, denominator: totalCost }), benefitCostRatio: ratioOfMoney({ numerator: totalBenefit, denominator: totalCost }),
    assumptions: { discounting: "none" },
  };
}
