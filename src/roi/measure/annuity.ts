import * as z from "zod";
import { check, rule } from "../../error/index.js";
import { Money, Rounding, toDecimalText } from "../../money/index.js";
import { CASH_FLOW_LIMITS, findMixed, RateRatio } from "./cash-flows.js";
import { type ExactAmount, exactOf, moneyOf, ONE, powerOf, productOf, quotientOf, ratioOf, within } from "./exact-amount.js";

/** What every annuity has: equal payments, one a period. */
export interface AnnuityTerms {
  /** The rate of a period, above −1 and at most 5: 0.01 is 1 %. */
  readonly ratioPerPeriod: number;
  /** When a payment falls due. */
  readonly due: "end-of-period" | "start-of-period";
  /** How the answer is rounded to the minor unit. */
  readonly rounding: Rounding;
}

/** An annuity whose payment is looked for. */
export interface AnnuityPaymentQuestion extends AnnuityTerms {
  /** Payments, 1 to 1,200. */
  readonly periodCount: number;
  /** What is received (above zero) or paid (below) at the start. */
  readonly presentValue: Money;
  /** What is received or paid at the end. */
  readonly futureValue: Money;
}
/** An annuity whose value at the end is looked for. */
export interface FutureValueQuestion extends AnnuityTerms {
  /** Payments, 1 to 1,200. */
  readonly periodCount: number;
  /** What is received (above zero) or paid (below) each period. */
  readonly payment: Money;
  /** What is received or paid at the start. */
  readonly presentValue: Money;
}
/** An annuity whose value at the start is looked for. */
export interface AnnuityValueQuestion extends AnnuityTerms {
  /** Payments, 1 to 1,200. */
  readonly periodCount: number;
  /** What is received (above zero) or paid (below) each period. */
  readonly payment: Money;
  /** What is received or paid at the end. */
  readonly futureValue: Money;
}
/** An annuity whose number of payments is looked for. */
export interface AnnuityPeriodsQuestion extends Omit<AnnuityTerms, "rounding"> {
  /** What is received (above zero) or paid (below) each period. */
  readonly payment: Money;
  /** What is received or paid at the start. */
  readonly presentValue: Money;
  /** What is received or paid at the end. */
  readonly futureValue: Money;
}

const PeriodCount = z.int().min(1).max(CASH_FLOW_LIMITS.flows);
const due = z.enum(["end-of-period", "start-of-period"]);
const inOneCurrency = <Key extends string>(first: Key, second: Key) => rule((question: Readonly<Record<Key, Money>>, report) => {
  findMixed([question[first], question[second]], (fault, [, ...below], params) => { report(fault, [second, ...below], params); }, []);
});

/** Schema of a question for the payment of an annuity. */
export const AnnuityPaymentQuestion = z.strictObject({ ratioPerPeriod: RateRatio, due, rounding: Rounding, periodCount: PeriodCount, presentValue: Money, futureValue: Money })
  .check(inOneCurrency("presentValue", "futureValue")).readonly() satisfies z.ZodType<AnnuityPaymentQuestion>;
/** Schema of a question for the value of an annuity at its end. */
export const FutureValueQuestion = z.strictObject({ ratioPerPeriod: RateRatio, due, rounding: Rounding, periodCount: PeriodCount, payment: Money, presentValue: Money })
  .check(inOneCurrency("payment", "presentValue")).readonly() satisfies z.ZodType<FutureValueQuestion>;
/** Schema of a question for the value of an annuity at its start. */
export const AnnuityValueQuestion = z.strictObject({ ratioPerPeriod: RateRatio, due, rounding: Rounding, periodCount: PeriodCount, payment: Money, futureValue: Money })
  .check(inOneCurrency("payment", "futureValue")).readonly() satisfies z.ZodType<AnnuityValueQuestion>;
/** Schema of a question for the number of payments of an annuity. */
export const AnnuityPeriodsQuestion = z.strictObject({ ratioPerPeriod: RateRatio, due, payment: Money, presentValue: Money, futureValue: Money })
  .check(inOneCurrency("payment", "presentValue"), inOneCurrency("payment", "futureValue")).readonly() satisfies z.ZodType<AnnuityPeriodsQuestion>;

/** The rate, its growth over all periods, and what one payment of 1 each period has grown to at the end. */
function growthFactors({ ratioPerPeriod, due: when, periodCount }: Pick<AnnuityPaymentQuestion, "ratioPerPeriod" | "due" | "periodCount">) {
  const ratio = exactOf(toDecimalText(ratioPerPeriod));
  const grown = powerOf(ONE + ratio, periodCount);
  const shrunk = powerOf(quotientOf(ONE, ONE + ratio), periodCount);
  const early = when === "start-of-period" ? ONE + ratio : ONE;
  const sumOf = (difference: ExactAmount): ExactAmount => productOf(ratio === 0n ? ONE * BigInt(periodCount) : quotientOf(difference, ratio), early);
  return { grown, shrunk, grownPayments: sumOf(grown - ONE), shrunkPayments: sumOf(ONE - shrunk) };
}

/**
 * The payment of an annuity (a spreadsheet's PMT). Signs are those of cash flows, as in spreadsheets: a loan that is received is above zero, its payments are below.
 *
 *   0 = PV + PMT · (1 + i·d) · (1 − v^n) ÷ i + FV · v^n      v = 1 ÷ (1 + i);  d = 1 for payments at the start of a period, else 0
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const loan = { presentValue: { amount: "12000", currency: "EUR" }, futureValue: { amount: "0", currency: "EUR" } };
 * annuityPayment({ ...loan, ratioPerPeriod: 0.01, periodCount: 12, due: "end-of-period", rounding: "half-even" }); // => { amount: "-1066.19", currency: "EUR" }
 * ```
 */
export function annuityPayment(question: AnnuityPaymentQuestion): Money {
  const { presentValue, futureValue, rounding, ...terms } = check(AnnuityPaymentQuestion, question);
  const { shrunk, shrunkPayments } = growthFactors(terms);
  return moneyOf(-quotientOf(exactOf(presentValue.amount) + productOf(exactOf(futureValue.amount), shrunk), shrunkPayments), presentValue.currency, rounding);
}

/**
 * What an annuity comes to at its end (a spreadsheet's FV). Signs are those of cash flows: what is saved each period is below zero, what comes back at the end is above.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const saved = { payment: { amount: "-100", currency: "EUR" }, presentValue: { amount: "0", currency: "EUR" } };
 * annuityFutureValue({ ...saved, ratioPerPeriod: 0.01, periodCount: 12, due: "end-of-period", rounding: "half-even" }); // => { amount: "1268.25", currency: "EUR" }
 * ```
 */
export function annuityFutureValue(question: FutureValueQuestion): Money {
  const { payment, presentValue, rounding, ...terms } = check(FutureValueQuestion, question);
  const { grown, grownPayments } = growthFactors(terms);
  return moneyOf(-within(productOf(exactOf(payment.amount), grownPayments)) - within(productOf(exactOf(presentValue.amount), grown)), payment.currency, rounding);
}

/**
 * What an annuity is worth at its start (a spreadsheet's PV). Signs are those of cash flows: for payments received each period something is paid at the start.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const received = { payment: { amount: "100", currency: "EUR" }, futureValue: { amount: "0", currency: "EUR" } };
 * annuityPresentValue({ ...received, ratioPerPeriod: 0.01, periodCount: 12, due: "end-of-period", rounding: "half-even" }); // => { amount: "-1125.51", currency: "EUR" }
 * ```
 */
export function annuityPresentValue(question: AnnuityValueQuestion): Money {
  const { payment, futureValue, rounding, ...terms } = check(AnnuityValueQuestion, question);
  const { shrunk, shrunkPayments } = growthFactors(terms);
  return moneyOf(-within(productOf(exactOf(payment.amount), shrunkPayments)) - within(productOf(exactOf(futureValue.amount), shrunk)), payment.currency, rounding);
}

/** How many payments it takes; null when no number of payments from now on does it. */
export type AnnuityPeriods = { readonly estimate: number } | { readonly estimate: null; readonly reason: "never-reached" };

/**
 * How many payments turn the value at the start into that at the end (a spreadsheet's NPER): a number with a fraction, for the last payment may be a smaller one.
 *
 * @throws CoachingError `cash-flows.mixed_currencies`, `cash-flows.rate_too_low`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const loan = { presentValue: { amount: "1200", currency: "EUR" }, futureValue: { amount: "0", currency: "EUR" } };
 * annuityPeriods({ ...loan, payment: { amount: "-75", currency: "EUR" }, ratioPerPeriod: 0, due: "end-of-period" }); // => { estimate: 16 }
 * annuityPeriods({ ...loan, payment: { amount: "-10", currency: "EUR" }, ratioPerPeriod: 0.01, due: "end-of-period" }); // => { estimate: null, reason: "never-reached" }
 * ```
 */
export function annuityPeriods(question: AnnuityPeriodsQuestion): AnnuityPeriods {
  const { payment, presentValue, futureValue, ratioPerPeriod, due: when } = check(AnnuityPeriodsQuestion, question);
  const ratio = exactOf(toDecimalText(ratioPerPeriod));
  const missing = exactOf(presentValue.amount) + exactOf(futureValue.amount);
  const paid = productOf(exactOf(payment.amount), when === "start-of-period" ? ONE + ratio : ONE);
  if (missing === 0n) return { estimate: 0 };
  // n = ln(1 + x) ÷ ln(1 + i) with x = −(PV + FV) · i ÷ (PMT · (1 + i·d) + PV · i), so that a small rate costs no digits
  const pace = paid + productOf(exactOf(presentValue.amount), ratio);
  if (pace === 0n) return { estimate: null, reason: "never-reached" };
  const share = ratioOf(-missing, pace);
  // no number where nothing would be left to take a logarithm of: then no number of payments does it
  const periods = ratio === 0n ? share : Math.log1p(share * ratioPerPeriod) / Math.log1p(ratioPerPeriod);
  return periods > 0 && Number.isFinite(periods) ? { estimate: periods } : { estimate: null, reason: "never-reached" };
}
