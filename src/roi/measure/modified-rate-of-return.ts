import * as z from "zod";
import { check } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { CashFlows, DiscountRate, growthOf, RateRatio } from "./cash-flows.js";
import { ONE, powerOf, productOf, ratioOf } from "./exact-amount.js";
import { discounted, discountFactors, sidesOf } from "./net-present-value.js";

/** Cash flows, and the two rates that replace the one that an internal rate of return supposes. */
export interface ModifiedReturnQuestion {
  /** One a period, in one currency, 1 to 1,200: below zero what is paid, above zero what is received. */
  readonly cashFlows: readonly Money[];
  /** What money costs: what is paid is discounted to the start by it. A rate of a year, above −1 and at most 5. */
  readonly annualFinanceRatio: number;
  /** What money earns: what is received grows to the end by it. A rate of a year, above −1 and at most 5. */
  readonly annualReinvestmentRatio: number;
  /** Periods in a year: 12 for months; 1 for years. */
  readonly periodsPerYear: number;
}
/** Schema of a question for a modified rate of return. */
export const ModifiedReturnQuestion = z.strictObject({ cashFlows: CashFlows, annualFinanceRatio: RateRatio, annualReinvestmentRatio: RateRatio, periodsPerYear: DiscountRate.unwrap().shape.periodsPerYear }).readonly() satisfies z.ZodType<ModifiedReturnQuestion>;

/** The one rate at which what was paid grows into what was received. */
export type ModifiedRateOfReturn = (
  | { /** The effective rate of a year. */ readonly estimate: number; /** The rate of a period. */ readonly ratioPerPeriod: number }
  | { readonly estimate: null; readonly reason: "no-outflow" | "no-inflow"; readonly ratioPerPeriod: null }
) & {
  /** What the figures rest on. */
  readonly assumptions: Omit<ModifiedReturnQuestion, "cashFlows"> & { readonly compounding: "effective-annual" };
};

/**
 * The modified internal rate of return (a spreadsheet's MIRR): what is received, grown to the end at the rate of reinvestment, over what is paid, discounted to the start at the rate of finance. There is always one, and only one.
 *
 *   MIRR = (FV of inflows ÷ PV of outflows)^(1 ÷ n) − 1      n periods, one fewer than flows
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const cashFlows = ["-10000", "6000", "6600"].map((amount) => ({ amount, currency: "EUR" }));
 * modifiedRateOfReturn({ cashFlows, annualFinanceRatio: 0.1, annualReinvestmentRatio: 0.05, periodsPerYear: 1 }).estimate?.toFixed(6); // => "0.135782"
 * ```
 */
export function modifiedRateOfReturn(question: ModifiedReturnQuestion): ModifiedRateOfReturn {
  const { cashFlows, ...rates } = check(ModifiedReturnQuestion, question);
  const { annualFinanceRatio, annualReinvestmentRatio, periodsPerYear } = rates;
  const assumptions = { ...rates, compounding: "effective-annual" as const };
  const presentAt = (annualRatio: number) => {
    const growth = growthOf({ annualRatio, periodsPerYear });
    const factors = discountFactors(growth, cashFlows.length);
    return { growth, ...sidesOf(discounted(cashFlows, (index) => factors[index] ?? ONE)) };
  };
  const [finance, reinvestment] = [presentAt(annualFinanceRatio), presentAt(annualReinvestmentRatio)];
  const periods = cashFlows.length - 1;
  if (finance.outflow === 0n) return { estimate: null, reason: "no-outflow", ratioPerPeriod: null, assumptions };
  if (finance.inflow === 0n) return { estimate: null, reason: "no-inflow", ratioPerPeriod: null, assumptions };
  const grown = Math.log(ratioOf(productOf(reinvestment.inflow, powerOf(reinvestment.growth, periods)), finance.outflow)) / periods;
  return { estimate: Math.expm1(grown * periodsPerYear), ratioPerPeriod: Math.expm1(grown), assumptions };
}
