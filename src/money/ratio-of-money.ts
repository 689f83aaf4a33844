import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { Decimal } from "./decimal.js";
import { inOneCurrency, Money } from "./money.js";

const zeroDenominator: Fault = { code: "ratio-of-money.zero_denominator", message: "The denominator is zero.", hint: "Leave the ratio out: it has no value." };
const Quotient = /* @__PURE__ */ z.strictObject({ numerator: Money, denominator: Money }).check(/* @__PURE__ */ inOneCurrency("numerator", "denominator"));

/**
 * `numerator` ÷ `denominator` as a finite number, correct to the last digit a number holds: the division is done in decimals.
 *
 * @throws CoachingError `ratio-of-money.zero_denominator`, `currency.mixed_currencies`, `currency.unknown_currency`
 * @example
 * ```ts
 * ratioOfMoney({ numerator: { amount: "75000", currency: "EUR" }, denominator: { amount: "50000", currency: "EUR" } }); // => 1.5
 * ```
 */
export function ratioOfMoney(amounts: { readonly numerator: Money; readonly denominator: Money }): number {
  const { numerator, denominator } = check(Quotient, amounts);
  const divisor = new Decimal(denominator.amount);
  if (divisor.isZero()) throw faultAt(zeroDenominator, ["denominator", "amount"]);
  return new Decimal(numerator.amount).dividedBy(divisor).toNumber() + 0;
}
