import * as z from "zod";
import { check, type Fault, rule } from "../../error/index.js";
import { compareMoney, Money, Rounding, roundMoney, subtractMoney, sumMoney, toDecimalText } from "../../money/index.js";
import { annuityPayment } from "./annuity.js";
import { CASH_FLOW_LIMITS, RateRatio } from "./cash-flows.js";
import { exactOf, moneyOf, productOf } from "./exact-amount.js";

/** A loan, or the cost of a design, that is paid back in equal payments at the end of each period. */
export interface AmortizationQuestion {
  /** What is paid back, above zero, in whole minor units. */
  readonly principal: Money;
  /** The rate of a period, zero or more and at most 5: 0.01 is 1 %. */
  readonly ratioPerPeriod: number;
  /** Payments, 1 to 1,200. */
  readonly periodCount: number;
  /** How the payment and the interest of each period are rounded to the minor unit. */
  readonly rounding: Rounding;
}

const noPrincipal: Fault = { code: "amortization-table.no_principal", message: "The principal is {amount}, not above zero.", hint: "Give what is paid back as an amount above zero." };
const tooFine: Fault = { code: "amortization-table.too_fine", message: "The principal is finer than the minor unit of {currency}.", hint: "Round it first, by a mode of your choice." };

/** Schema of a question for an amortization table. */
export const AmortizationQuestion = z.strictObject({ principal: Money, ratioPerPeriod: RateRatio.min(0), periodCount: z.int().min(1).max(CASH_FLOW_LIMITS.flows), rounding: Rounding })
  .check(rule(({ principal }: AmortizationQuestion, report) => {
    const { amount, currency } = principal;
    if (!Money.safeParse(principal).success) return;
    if (!/^(?=.*[1-9])\d/u.test(amount)) report(noPrincipal, ["principal", "amount"], { amount });
    else if (compareMoney({ left: principal, right: roundMoney(principal, "down") }) !== 0) report(tooFine, ["principal", "amount"], { currency });
  })).readonly() satisfies z.ZodType<AmortizationQuestion>;

/** One payment of a loan. */
export interface AmortizationRow {
  /** From 1. */
  readonly paymentNumber: number;
  /** Interest and repayment together. */
  readonly payment: Money;
  /** The rounded interest on the balance before. */
  readonly interest: Money;
  /** What the payment takes off the balance. */
  readonly repayment: Money;
  /** What is left to pay back. */
  readonly balance: Money;
}

/** How a loan is paid back, to the minor unit. */
export interface AmortizationTable {
  /** The payment of every period but the last. */
  readonly payment: Money;
  /** The last payment: it takes the rest. */
  readonly lastPayment: Money;
  /** The sum of all interest. */
  readonly totalInterest: Money;
  /** The sum of all payments: the principal and the interest. */
  readonly totalPayment: Money;
  /** One a period; fewer where rounding up has paid it all back before the end. */
  readonly rows: readonly AmortizationRow[];
  /** What the figures rest on. */
  readonly assumptions: { readonly due: "end-of-period"; readonly lastPayment: "takes-the-rest"; readonly rounding: Rounding };
}

/**
 * How a loan is paid back in equal payments: interest and payment are rounded to the minor unit each period, and the last payment takes the rest, so that the repayments sum to the principal exactly.
 *
 * @throws CoachingError `amortization-table.no_principal`, `amortization-table.too_fine`, `cash-flows.rate_too_low`, `currency.unknown_currency`, `exact-amount.too_large`, `input.*`
 * @example
 * ```ts
 * const table = amortizationTable({ principal: { amount: "1000.00", currency: "EUR" }, ratioPerPeriod: 0.01, periodCount: 3, rounding: "half-even" });
 * table.rows.map(({ interest, repayment, balance }) => [interest.amount, repayment.amount, balance.amount]); // => [["10.00", "330.02", "669.98"], ["6.70", "333.32", "336.66"], ["3.37", "336.66", "0.00"]]
 * table.lastPayment; // => { amount: "340.03", currency: "EUR" }
 * ```
 */
export function amortizationTable(question: AmortizationQuestion): AmortizationTable {
  const { principal, ratioPerPeriod, periodCount, rounding } = check(AmortizationQuestion, question);
  const { currency } = principal;
  const zero = { amount: "0", currency };
  const ratio = exactOf(toDecimalText(ratioPerPeriod));
  // a loan that is given out, so that the payments are above zero and round as such
  const payment = annuityPayment({ presentValue: { amount: `-${principal.amount}`, currency }, futureValue: zero, ratioPerPeriod, periodCount, due: "end-of-period", rounding });
  const rows: AmortizationRow[] = [];
  let balance = principal;
  for (let paymentNumber = 1; paymentNumber <= periodCount && compareMoney({ left: balance, right: zero }) > 0; paymentNumber += 1) {
    const interest = moneyOf(productOf(exactOf(balance.amount), ratio), currency, rounding);
    const planned = subtractMoney({ from: payment, less: interest });
    const repayment = paymentNumber === periodCount || compareMoney({ left: planned, right: balance }) > 0 ? balance : planned;
    balance = subtractMoney({ from: balance, less: repayment });
    rows.push({ paymentNumber, payment: sumMoney(currency, [interest, repayment]), interest, repayment: sumMoney(currency, [repayment]), balance });
  }
  return {
    payment, lastPayment: rows.at(-1)?.payment ?? payment,
    totalInterest: sumMoney(currency, rows.map(({ interest }) => interest)), totalPayment: sumMoney(currency, rows.map((row) => row.payment)),
    rows, assumptions: { due: "end-of-period", lastPayment: "takes-the-rest", rounding },
  };
}
