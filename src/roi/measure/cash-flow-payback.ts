import * as z from "zod";
import { check } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { CashFlows, DiscountRate, growthOf } from "./cash-flows.js";
import { type ExactAmount, ONE, ratioOf } from "./exact-amount.js";
import { discounted, discountFactors } from "./net-present-value.js";

/** Cash flows, and the rate that the discounted payback takes. */
export interface CashFlowPaybackQuestion {
  /** One a period, in one currency, 1 to 1,200, the first at time 0: below zero what is paid, above zero what is received. */
  readonly cashFlows: readonly Money[];
  /** The discount rate. */
  readonly discountRate: DiscountRate;
}
/** Schema of a question for paybacks. */
export const CashFlowPaybackQuestion = z.strictObject({ cashFlows: CashFlows, discountRate: DiscountRate }).readonly() satisfies z.ZodType<CashFlowPaybackQuestion>;

/**
 * Periods from time 0 until what came in has paid for what went out, as if each flow came evenly over its period.
 * `never-pays-back`: the sum stays below zero. `no-outlay`: it never is below zero, so there is nothing to pay back.
 */
export type PaybackPeriods =
  | {
    /** When the sum first comes back to zero. */
    readonly estimate: number;
    /** When it comes back to stay; later than `estimate` where later flows take it below zero again, null where it ends there. */
    readonly lastingPeriods: number | null;
  }
  | { readonly estimate: null; readonly reason: "never-pays-back" | "no-outlay" };

/** When cash flows have paid for themselves. */
export interface CashFlowPayback {
  /** Of the flows as they are. */
  readonly payback: PaybackPeriods;
  /** Of the flows discounted to time 0. */
  readonly discountedPayback: PaybackPeriods;
  /** What the figures rest on. */
  readonly assumptions: DiscountRate & { readonly countedFrom: "first-flow"; readonly withinPeriod: "even" };
}

function paybackOf(amounts: readonly ExactAmount[]): PaybackPeriods {
  let sum = 0n;
  const returns: number[] = [];
  for (const [period, amount] of amounts.entries()) {
    const before = sum;
    sum += amount;
    if (before < 0n && sum >= 0n) returns.push(period - 1 + ratioOf(-before, amount));
  }
  const [first] = returns;
  if (first === undefined) return { estimate: null, reason: sum < 0n ? "never-pays-back" : "no-outlay" };
  return { estimate: first, lastingPeriods: sum < 0n ? null : (returns.at(-1) ?? first) };
}

/**
 * When cash flows have paid for themselves, undiscounted and discounted, counted in periods from the first flow. `returnOnInvestment` counts its payback from the start of the benefits instead.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const cashFlows = ["-10000", "6000", "6600"].map((amount) => ({ amount, currency: "EUR" }));
 * const { payback, discountedPayback } = cashFlowPayback({ cashFlows, discountRate: { annualRatio: 0.1, periodsPerYear: 1 } });
 * [payback.estimate?.toFixed(2), discountedPayback.estimate?.toFixed(2)]; // => ["1.61", "1.83"]
 * ```
 */
export function cashFlowPayback(question: CashFlowPaybackQuestion): CashFlowPayback {
  const { cashFlows, discountRate } = check(CashFlowPaybackQuestion, question);
  const factors = discountFactors(growthOf(discountRate), cashFlows.length);
  return {
    payback: paybackOf(discounted(cashFlows, () => ONE)),
    discountedPayback: paybackOf(discounted(cashFlows, (index) => factors[index] ?? ONE)),
    assumptions: { ...discountRate, countedFrom: "first-flow", withinPeriod: "even" },
  };
}
