import * as z from "zod";
import { check } from "../../error/index.js";
import { type CurrencyCode, type Money, Rounding, toDecimalText } from "../../money/index.js";
import { daysBetween } from "../../time/index.js";
import { CivilDate } from "../../unit/index.js";
import { CashFlows, DatedCashFlow, DatedCashFlows, DiscountRate, growthOf, RateRatio } from "./cash-flows.js";
import { type ExactAmount, exactOf, moneyOf, numberOf, ONE, powerOf, productOf, quotientOf, ratioOf, rootOf, within } from "./exact-amount.js";

/** Cash flows, one a period, and what they are discounted by. */
export interface PresentValueQuestion {
  /** One a period, in one currency, 1 to 1,200: below zero what is paid, above zero what is received. */
  readonly cashFlows: readonly Money[];
  /** The discount rate. */
  readonly discountRate: DiscountRate;
  /** `at-start`: the first flow is of today and not discounted, as the textbook's NPV has it; `after-one-period`: it is discounted once, as the spreadsheet function NPV does. */
  readonly firstFlow: "at-start" | "after-one-period";
  /** How each amount of the answer is rounded to the minor unit, once. */
  readonly rounding: Rounding;
}

/** Cash flows on days, and what they are discounted by. */
export interface DatedPresentValueQuestion {
  /** In any order and in one currency, 1 to 1,200. */
  readonly cashFlows: readonly DatedCashFlow[];
  /** The effective rate of a year, above −1 and at most 5: 0.08 means 8 %. */
  readonly annualDiscountRatio: number;
  /** The day that the value is of. Spreadsheets take the day of the first flow in the list. */
  readonly valuationDate: CivilDate;
  /** How each amount of the answer is rounded to the minor unit, once. */
  readonly rounding: Rounding;
}

/** Schema of a question for the present value of periodic cash flows. */
export const PresentValueQuestion = z.strictObject({ cashFlows: CashFlows, discountRate: DiscountRate, firstFlow: z.enum(["at-start", "after-one-period"]), rounding: Rounding }).readonly() satisfies z.ZodType<PresentValueQuestion>;
/** Schema of a question for the present value of dated cash flows. */
export const DatedPresentValueQuestion = z.strictObject({ cashFlows: DatedCashFlows, annualDiscountRatio: RateRatio, valuationDate: CivilDate, rounding: Rounding }).readonly() satisfies z.ZodType<DatedPresentValueQuestion>;

/** What cash flows are worth today. */
export interface PresentValue {
  /** The sum of all flows, each discounted. */
  readonly netPresentValue: Money;
  /** The part that is received. */
  readonly presentInflow: Money;
  /** The part that is paid, as an amount above zero. */
  readonly presentOutflow: Money;
  /** Present inflow ÷ present outflow, before either is rounded; null where nothing is paid. Not the undiscounted `benefitCostRatio`. */
  readonly discountedBenefitCostRatio: { readonly estimate: number } | { readonly estimate: null; readonly reason: "no-outflow" };
}

/** What periodic cash flows are worth today. */
export interface NetPresentValue extends PresentValue {
  /** The same amount at the end of every period that is worth as much; null where there is no period. */
  readonly equivalentAnnuity: { readonly estimate: Money } | { readonly estimate: null; readonly reason: "no-period" };
  /** What the figures rest on. */
  readonly assumptions: DiscountRate & { readonly ratioPerPeriod: number; readonly compounding: "effective-annual"; readonly firstFlow: PresentValueQuestion["firstFlow"]; readonly rounding: Rounding };
}

/** What dated cash flows are worth on a day. */
export interface DatedNetPresentValue extends PresentValue {
  /** What the figures rest on. */
  readonly assumptions: { readonly annualDiscountRatio: number; readonly compounding: "effective-annual"; readonly dayCount: "actual/365"; readonly valuationDate: CivilDate; readonly rounding: Rounding };
}

/** Each amount times its factor; none may outgrow an amount of money, so that their sum stays exact. */
export const discounted = (monies: readonly Money[], factorAt: (index: number) => ExactAmount): readonly ExactAmount[] =>
  monies.map(({ amount }, index) => (/[1-9]/u.test(amount) ? within(productOf(exactOf(amount), factorAt(index))) : 0n));

const sumOf = (amounts: readonly ExactAmount[]): ExactAmount => amounts.reduce((sum, amount) => sum + amount, 0n);
/** What is received and what is paid, both as amounts above zero. */
const sidesOf = (amounts: readonly ExactAmount[]): { readonly inflow: ExactAmount; readonly outflow: ExactAmount } => ({ inflow: sumOf(amounts.filter((amount) => amount > 0n)), outflow: -sumOf(amounts.filter((amount) => amount < 0n)) });

/** The factors of period 0, 1, 2, … */
export function discountFactors(growth: ExactAmount, count: number): readonly ExactAmount[] {
  const factor = quotientOf(ONE, growth);
  const factors = [ONE];
  while (factors.length < count) factors.push(productOf(factors.at(-1) ?? ONE, factor));
  return factors;
}

function presentValueOf(amounts: readonly ExactAmount[], currency: CurrencyCode, rounding: Rounding): PresentValue {
  const { inflow, outflow } = sidesOf(amounts);
  return {
    netPresentValue: moneyOf(inflow - outflow, currency, rounding), presentInflow: moneyOf(inflow, currency, rounding), presentOutflow: moneyOf(outflow, currency, rounding),
    discountedBenefitCostRatio: outflow === 0n ? { estimate: null, reason: "no-outflow" } : { estimate: ratioOf(inflow, outflow) },
  };
}

const currencyOf = (monies: readonly Money[]): CurrencyCode => monies[0]?.currency ?? "";

/** The payment at the end of each of `periods` that is worth `value`: value · i ÷ (1 − (1+i)^−n). */
function equivalentOf(value: ExactAmount, growth: ExactAmount, periods: number): ExactAmount {
  const weight = sumOf(discountFactors(growth, periods + 1).slice(1));
  return quotientOf(value, weight);
}

/**
 * Net present value of cash flows that come one a period, with its inflow, outflow, discounted benefit-cost ratio and equivalent annuity.
 *
 *   NPV = Σ CF_t · (1 + i)^−t      i = (1 + r)^(1/m) − 1   for a yearly rate r and m periods in a year
 *
 * Counted in decimals to thirty digits after the point, then rounded once.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const cashFlows = ["-10000", "6000", "6600"].map((amount) => ({ amount, currency: "EUR" }));
 * const { netPresentValue: worth } = netPresentValue({ cashFlows, discountRate: { annualRatio: 0.1, periodsPerYear: 1 }, firstFlow: "at-start", rounding: "half-even" });
 * worth; // => { amount: "909.09", currency: "EUR" }
 * ```
 */
export function netPresentValue(question: PresentValueQuestion): NetPresentValue {
  const { cashFlows, discountRate, firstFlow, rounding } = check(PresentValueQuestion, question);
  const growth = growthOf(discountRate);
  const later = firstFlow === "at-start" ? 0 : 1;
  const factors = discountFactors(growth, cashFlows.length + later);
  const amounts = discounted(cashFlows, (index) => factors[index + later] ?? ONE);
  const periods = cashFlows.length + later - 1;
  const currency = currencyOf(cashFlows);
  return {
    ...presentValueOf(amounts, currency, rounding),
    equivalentAnnuity: periods === 0 ? { estimate: null, reason: "no-period" } : { estimate: moneyOf(equivalentOf(sumOf(amounts), growth, periods), currency, rounding) },
    assumptions: { ...discountRate, ratioPerPeriod: numberOf(growth - ONE), compounding: "effective-annual", firstFlow, rounding },
  };
}

/**
 * Net present value of cash flows on days (a spreadsheet's XNPV), by actual days ÷ 365, with its inflow, outflow and discounted benefit-cost ratio. What lies before the valuation date earns the rate until then.
 *
 *   NPV = Σ CF · (1 + r)^(−days ÷ 365)
 *
 * Counted in decimals to thirty digits after the point, then rounded once. The order of the flows does not matter.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const cashFlows = [{ date: "2027-01-01", money: { amount: "-10000", currency: "EUR" } }, { date: "2028-01-01", money: { amount: "11500", currency: "EUR" } }];
 * datedNetPresentValue({ cashFlows, annualDiscountRatio: 0.1, valuationDate: "2027-01-01", rounding: "half-even" }).netPresentValue; // => { amount: "454.55", currency: "EUR" }
 * ```
 */
export function datedNetPresentValue(question: DatedPresentValueQuestion): DatedNetPresentValue {
  const { cashFlows, annualDiscountRatio, valuationDate, rounding } = check(DatedPresentValueQuestion, question);
  const growth = rootOf(ONE + exactOf(toDecimalText(annualDiscountRatio)), 365);
  const shrink = quotientOf(ONE, growth);
  const monies = cashFlows.map(({ money }) => money);
  const days = cashFlows.map(({ date }) => daysBetween({ fromDate: valuationDate, toDate: date }));
  const amounts = discounted(monies, (index) => powerOf((days[index] ?? 0) < 0 ? growth : shrink, Math.abs(days[index] ?? 0)));
  return {
    ...presentValueOf(amounts, currencyOf(monies), rounding),
    assumptions: { annualDiscountRatio, compounding: "effective-annual", dayCount: "actual/365", valuationDate, rounding },
  };
}
