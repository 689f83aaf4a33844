import * as z from "zod";
import { check } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { CashFlows, DiscountRate, growthOf, RateRatio } from "./cash-flows.js";
import { type ExactAmount, exactOf, ONE, productOf, quotientOf } from "./exact-amount.js";
import { HIGHEST_GROWTH } from "./rate-of-return.js";

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

/** The one rate at which what was paid grows into what was received; `out-of-range` where it is above 10⁹ in a year. */
export type ModifiedRateOfReturn = (
  | { /** The effective rate of a year. */ readonly estimate: number; /** The rate of a period. */ readonly ratioPerPeriod: number }
  | { readonly estimate: null; readonly reason: "no-outflow" | "no-inflow" | "out-of-range"; readonly ratioPerPeriod: null }
) & {
  /** What the figures rest on. */
  readonly assumptions: Omit<ModifiedReturnQuestion, "cashFlows"> & { readonly compounding: "effective-annual" };
};

/** The natural logarithm of something above zero of any size. */
function logOf(amount: ExactAmount): number {
  const text = amount.toString();
  return Math.log(Number(`0.${text.slice(0, 20)}`)) + (text.length - ONE.toString().length + 1) * Math.LN10;
}

/** The logarithm of what amounts have grown to at the end. Powers are taken of what is 1 or more, so that none of them vanishes. */
function logAtEnd(amounts: readonly ExactAmount[], discountRate: DiscountRate): number {
  const growth = growthOf(discountRate);
  const isGrowing = growth >= ONE;
  const factor = isGrowing ? growth : quotientOf(ONE, growth);
  const last = isGrowing ? amounts : amounts.toReversed();
  const logSum = logOf(last.reduce((sum, amount) => productOf(sum, factor) + amount, 0n));
  return logSum + (isGrowing ? 0 : (amounts.length - 1) * logGrowthOf(discountRate));
}
const logGrowthOf = ({ annualRatio, periodsPerYear }: DiscountRate): number => Math.log1p(annualRatio) / periodsPerYear;

/**
 * The modified internal rate of return (a spreadsheet's MIRR): what is received, grown to the end at the rate of reinvestment, over what is paid, discounted to the start at the rate of finance. There is always one, and only one.
 *
 *   MIRR = (FV of inflows ÷ PV of outflows)^(1 ÷ n) − 1      n periods, one fewer than flows
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `currency.unknown_currency`, `input.*`
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
  const amounts = cashFlows.map(({ amount }) => exactOf(amount));
  const none = (reason: "no-outflow" | "no-inflow" | "out-of-range") => ({ estimate: null, reason, ratioPerPeriod: null, assumptions });
  if (!amounts.some((amount) => amount < 0n)) return none("no-outflow");
  if (!amounts.some((amount) => amount > 0n)) return none("no-inflow");
  const finance = { annualRatio: annualFinanceRatio, periodsPerYear };
  const inflow = logAtEnd(amounts.map((amount) => (amount > 0n ? amount : 0n)), { annualRatio: annualReinvestmentRatio, periodsPerYear });
  const outflow = logAtEnd(amounts.map((amount) => (amount < 0n ? -amount : 0n)), finance);
  const growth = (inflow - outflow) / (cashFlows.length - 1) + logGrowthOf(finance);
  return growth * periodsPerYear > Math.log(HIGHEST_GROWTH) ? none("out-of-range") : { estimate: Math.expm1(growth * periodsPerYear) + 0, ratioPerPeriod: Math.expm1(growth) + 0, assumptions };
}
