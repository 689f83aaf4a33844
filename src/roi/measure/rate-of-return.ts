import * as z from "zod";
import { check, type Fault, faultAt } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { daysBetween } from "../../time/index.js";
import { CASH_FLOW_LIMITS, CashFlows, DatedCashFlow, DatedCashFlows } from "./cash-flows.js";
import { type DiscountRoot, discountRoots, signChangesOf, type TimedAmount } from "./discount-roots.js";
import { type ExactAmount, exactOf, numberOf } from "./exact-amount.js";

/** Cash flows whose internal rates of return are looked for. */
export interface RateOfReturnQuestion {
  /** One a period, in one currency, 1 to 1,200: below zero what is paid, above zero what is received. */
  readonly cashFlows: readonly Money[];
  /** Periods in a year: 12 for months; 1 for years. */
  readonly periodsPerYear: number;
}

/** Cash flows on days whose internal rates of return are looked for. */
export interface DatedRateOfReturnQuestion {
  /** In any order and in one currency, 1 to 1,200. */
  readonly cashFlows: readonly DatedCashFlow[];
}

/** Schema of periodic cash flows whose rates of return are looked for. */
export const RateOfReturnQuestion = z.strictObject({ cashFlows: CashFlows, periodsPerYear: z.int().min(1).max(366) }).readonly() satisfies z.ZodType<RateOfReturnQuestion>;
/** Schema of dated cash flows whose rates of return are looked for. */
export const DatedRateOfReturnQuestion = z.strictObject({ cashFlows: DatedCashFlows }).readonly() satisfies z.ZodType<DatedRateOfReturnQuestion>;

/** A discount rate at which the net present value is zero. */
export interface RateRoot {
  /** The effective rate of a year: 0.1 is 10 %. */
  readonly annualRatio: number;
  /** From this rate to `highestRatio` the net present value cannot be told from zero, for its flows cancel to the last digit of a number. */
  readonly lowestRatio: number;
  /** See `lowestRatio`. */
  readonly highestRatio: number;
  /** What the net present value does as the rate rises: it `falls` through zero as for an investment, `rises` through it as for a loan, or `touches` it. */
  readonly crossing: "falls" | "rises" | "touches";
}

/**
 * Every rate at which the net present value is zero. `estimate` is the only one; it is null when there is none or several, for then none of them says whether it paid.
 * `no-sign-change`: money flows in one direction only. `no-root`: no rate makes it zero. `several-roots`: all are listed. `out-of-range`: what there is lies beyond −0.999999999 to 10⁹ in a year.
 */
export type InternalRate = (
  | { /** The only root, per year. */ readonly estimate: number }
  | { readonly estimate: null; readonly reason: "no-sign-change" | "no-root" | "several-roots" | "out-of-range" }
) & {
  /** All roots in range, ascending. */
  readonly roots: readonly RateRoot[];
  /** Changes of sign along the flows: there are no more roots than that. */
  readonly signChanges: number;
  /** `several-roots`: compare net present values instead. `touches-zero`: a root is no crossing, or two too near to tell apart. `roots-out-of-range`: some root lies beyond the range. */
  readonly warnings: readonly ("several-roots" | "touches-zero" | "roots-out-of-range")[];
};

/** The internal rate of return of periodic cash flows. */
export type InternalRateOfReturn = InternalRate & {
  /** The only root, per period; null where `estimate` is. */
  readonly ratioPerPeriod: number | null;
  /** What the figures rest on. */
  readonly assumptions: { readonly periodsPerYear: number; readonly compounding: "effective-annual" };
};

/** The internal rate of return of dated cash flows. */
export type DatedRateOfReturn = InternalRate & {
  /** What the figures rest on. */
  readonly assumptions: { readonly dayCount: "actual/365"; readonly compounding: "effective-annual" };
};

const tooManyChanges: Fault = { code: "rate-of-return.too_many_sign_changes", message: "The cash flows change their sign {count} times, more than {limit}.", hint: "Sum them over longer periods, or use the net present value." };

/** Rates of a year beyond these are no rates of return that anybody means. */
const LOWEST_GROWTH = 1e-9;
/** See `LOWEST_GROWTH`. */
export const HIGHEST_GROWTH = 1e9;
/** A root is written with twelve digits after the point at most, fewer where a shorter number is as good. */
const DUST_RATIO = 1e-12;

/** The shortest number in the bracket, as near to the root as dust is: a 0.1 stays a 0.1. */
function shortestRatio({ place, lowest, highest }: DiscountRoot): number {
  const ratio = Math.expm1(place);
  const dust = DUST_RATIO * Math.max(1, Math.abs(ratio));
  const [low, high] = [Math.max(Math.expm1(lowest), ratio - dust), Math.min(Math.expm1(highest), ratio + dust)];
  if (low <= 0 && high >= 0) return 0;
  for (let digits = 1; digits <= 17; digits += 1) {
    const short = Number(ratio.toPrecision(digits));
    if (short >= low && short <= high) return short;
  }
  return ratio;
}

const [LOWEST_PLACE, HIGHEST_PLACE] = [Math.log(LOWEST_GROWTH), Math.log(HIGHEST_GROWTH)];
const isInRange = ({ place }: DiscountRoot): boolean => place > LOWEST_PLACE && place < HIGHEST_PLACE;
/** A bracket ends where the range does. */
const ratioAt = (place: number): number => Math.expm1(Math.min(HIGHEST_PLACE, Math.max(LOWEST_PLACE, place))) + 0;
const rateRootOf = (root: DiscountRoot): RateRoot => {
  const annualRatio = shortestRatio(root);
  return { annualRatio, lowestRatio: Math.min(annualRatio, ratioAt(root.lowest)), highestRatio: Math.max(annualRatio, ratioAt(root.highest)), crossing: root.crossing };
};

function internalRateOf(amounts: readonly TimedAmount[]): InternalRate {
  const signChanges = signChangesOf(amounts);
  if (signChanges > CASH_FLOW_LIMITS.signChanges) throw faultAt(tooManyChanges, ["cashFlows"], { count: signChanges, limit: CASH_FLOW_LIMITS.signChanges });
  const found = discountRoots(amounts);
  const roots = found.filter(isInRange).map(rateRootOf);
  const warnings = [
    ...(roots.length > 1 ? ["several-roots" as const] : []),
    ...(roots.some(({ crossing }) => crossing === "touches") ? ["touches-zero" as const] : []),
    ...(roots.length < found.length ? ["roots-out-of-range" as const] : []),
  ];
  const answer = { roots, signChanges, warnings };
  const [only] = roots;
  if (only !== undefined && found.length === 1) return { estimate: only.annualRatio, ...answer };
  const reason = signChanges === 0 ? "no-sign-change" : found.length === 0 ? "no-root" : found.length > 1 ? "several-roots" : "out-of-range";
  return { estimate: null, reason, ...answer };
}

/** The flows of one time are one flow: netted exactly, and left out when nothing remains. */
function netted(monies: readonly Money[], timeAt: (index: number) => number, timesPerYear: number): readonly TimedAmount[] {
  const byTime = new Map<number, ExactAmount>();
  monies.forEach(({ amount }, index) => byTime.set(timeAt(index), (byTime.get(timeAt(index)) ?? 0n) + exactOf(amount)));
  return [...byTime].filter(([, amount]) => amount !== 0n).map(([time, amount]) => ({ years: time / timesPerYear, size: numberOf(amount) }));
}

/**
 * Every internal rate of return of cash flows that come one a period: each rate of a year, above −1, at which their net present value is zero. The flows are 1,200 at most, with at most 60 changes of sign.
 *
 *   0 = Σ CF_t · (1 + r)^(−t ÷ m)      for m periods in a year
 *
 * No root is missed, and each lies in its bracket: that is narrower than 10⁻¹² for a plain investment, and wider where roots crowd.
 *
 * @throws CoachingError `rate-of-return.too_many_sign_changes`, `cash-flows.mixed_currencies`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const flowsOf = (amounts: readonly string[]) => amounts.map((amount) => ({ amount, currency: "EUR" }));
 * internalRateOfReturn({ cashFlows: flowsOf(["-10000", "6000", "5500"]), periodsPerYear: 1 }).estimate; // => 0.1
 * const loanLike = internalRateOfReturn({ cashFlows: flowsOf(["1000", "-2300", "1320"]), periodsPerYear: 1 });
 * [loanLike.estimate, ...loanLike.roots.map(({ annualRatio }) => annualRatio)]; // => [null, 0.1, 0.2]
 * ```
 */
export function internalRateOfReturn(question: RateOfReturnQuestion): InternalRateOfReturn {
  const { cashFlows, periodsPerYear } = check(RateOfReturnQuestion, question);
  const rate = internalRateOf(netted(cashFlows, (index) => index, periodsPerYear));
  const ratioPerPeriod = rate.estimate === null ? null : periodsPerYear === 1 ? rate.estimate : Math.expm1(Math.log1p(rate.estimate) / periodsPerYear);
  return { ...rate, ratioPerPeriod, assumptions: { periodsPerYear, compounding: "effective-annual" } };
}

/**
 * Every internal rate of return of cash flows on days (a spreadsheet's XIRR), by actual days ÷ 365. Flows of one day are one flow; the order of the list does not matter.
 *
 * @throws CoachingError `rate-of-return.too_many_sign_changes`, `cash-flows.mixed_currencies`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const cashFlows = [{ date: "2027-01-01", money: { amount: "-10000", currency: "EUR" } }, { date: "2028-01-01", money: { amount: "11500", currency: "EUR" } }];
 * datedRateOfReturn({ cashFlows }).estimate; // => 0.15
 * ```
 */
export function datedRateOfReturn(question: DatedRateOfReturnQuestion): DatedRateOfReturn {
  const { cashFlows } = check(DatedRateOfReturnQuestion, question);
  const [first] = cashFlows;
  const days = cashFlows.map(({ date }) => daysBetween({ fromDate: first?.date ?? date, toDate: date }));
  const rate = internalRateOf(netted(cashFlows.map(({ money }) => money), (index) => days[index] ?? 0, 365));
  return { ...rate, assumptions: { dayCount: "actual/365", compounding: "effective-annual" } };
}
