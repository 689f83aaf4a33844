import * as z from "zod";
import { type Fault, type Report, rule } from "../../error/index.js";
import { CurrencyCode, Money, toDecimalText } from "../../money/index.js";
import { CivilDate } from "../../unit/index.js";
import { type ExactAmount, exactOf, ONE, rootOf } from "./exact-amount.js";

/** What bounds a calculation with cash flows. */
export const CASH_FLOW_LIMITS = {
  /** Cash flows of one calculation: a hundred years of months. */
  flows: 1200,
  /** Changes of sign in the cash flows whose rates of return are looked for. */
  signChanges: 60,
} as const;

/** One amount that is paid or received on a day. */
export interface DatedCashFlow {
  /** The day. */
  readonly date: CivilDate;
  /** Below zero what is paid, above zero what is received. */
  readonly money: Money;
}

/** By how much the value of money falls with time. */
export interface DiscountRate {
  /** The effective rate of a year, above −1 and at most 5: 0.08 means 8 %. */
  readonly annualRatio: number;
  /** Periods in a year: 12 for months, 1 for years, or to give the rate of a period as it is. The rate of a period is (1 + annualRatio)^(1/periodsPerYear) − 1. */
  readonly periodsPerYear: number;
}

const mixedCurrencies: Fault = { code: "cash-flows.mixed_currencies", message: "The cash flow is in {got}, the first one in {expected}.", hint: "Convert it first, with a dated exchange rate." };
const rateTooLow: Fault = { code: "cash-flows.rate_too_low", message: "The rate is {ratio}; at −1 nothing is left of any later money.", hint: "Give a rate above −1; 0.08 means 8 %." };

const highestRatio = 5;
/** A rate of a year or of a period: above −1 and at most 5, so that a percent typed by mistake is found. */
export const RateRatio = z.number().max(highestRatio, { error: "A rate is at most 5, which is 500 %; 0.08 means 8 %.\nDivide a percent by 100." })
  .check(rule((ratio: number, report) => { if (ratio <= -1) report(rateTooLow, [], { ratio }); }))
  .overwrite((ratio) => ratio + 0);

/** Schema of a discount rate. */
export const DiscountRate = z.strictObject({ annualRatio: RateRatio, periodsPerYear: z.int().min(1).max(366) }).readonly() satisfies z.ZodType<DiscountRate>;
/** Schema of a dated cash flow. */
export const DatedCashFlow = z.strictObject({ date: CivilDate, money: Money }).readonly() satisfies z.ZodType<DatedCashFlow>;

/** Reports every amount that is in another currency than the first. */
export function findMixed(monies: readonly Money[], report: Report, below: readonly string[]): void {
  const expected = monies[0]?.currency ?? "";
  // a code that is faulty by itself is named elsewhere
  const known = new Map<string, boolean>();
  const isKnown = (code: string): boolean => {
    if (!/^[A-Z]{3}$/u.test(code)) return false;
    if (!known.has(code)) known.set(code, CurrencyCode.safeParse(code).success);
    return known.get(code) === true;
  };
  if (!isKnown(expected)) return;
  monies.forEach(({ currency: got }, index) => { if (got !== expected && isKnown(got)) report(mixedCurrencies, [index, ...below, "currency"], { expected, got }); });
}

/** One amount a period. */
export const CashFlows = z.array(Money).min(1).max(CASH_FLOW_LIMITS.flows)
  .check(rule((monies: readonly Money[], report) => { findMixed(monies, report, []); }))
  .readonly();
/** Amounts on days. */
export const DatedCashFlows = z.array(DatedCashFlow).min(1).max(CASH_FLOW_LIMITS.flows)
  .check(rule((flows: readonly DatedCashFlow[], report) => { findMixed(flows.map(({ money }) => money), report, ["money"]); }))
  .readonly();

/** The growth of one period: 1 + its rate. */
export const growthOf = ({ annualRatio, periodsPerYear }: DiscountRate): ExactAmount => rootOf(ONE + exactOf(toDecimalText(annualRatio)), periodsPerYear);
