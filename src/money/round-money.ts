import * as z from "zod";
import { check } from "../error/index.js";
import { type CurrencyCode, digitsOf } from "./currency.js";
import { Decimal } from "./decimal.js";
import { Money, moneyOf } from "./money.js";

/**
 * How an amount between two minor units is rounded. At a tie `half-even` goes to the even neighbor, `half-up` away from zero, `half-down` towards zero.
 * `up` goes away from zero always, `down` towards zero, `ceil` towards more, `floor` towards less.
 */
export const Rounding = /* @__PURE__ */ z.enum(["half-even", "half-up", "half-down", "up", "down", "ceil", "floor"]);
/** How an amount between two minor units is rounded. */
export type Rounding = z.infer<typeof Rounding>;

/** The mode as decimals call it. */
export const decimalRounding = (rounding: Rounding) =>
  ({ "half-even": Decimal.ROUND_HALF_EVEN, "half-up": Decimal.ROUND_HALF_UP, "half-down": Decimal.ROUND_HALF_DOWN, up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN, ceil: Decimal.ROUND_CEIL, floor: Decimal.ROUND_FLOOR })[rounding];

/** An exact result as money of whole minor units. */
export const roundedMoney = (exact: Decimal, currency: CurrencyCode, rounding: Rounding): Money => moneyOf(exact.toDecimalPlaces(digitsOf(currency), decimalRounding(rounding)), currency);

const Arguments = /* @__PURE__ */ z.strictObject({ money: Money, rounding: Rounding });

/**
 * `money` rounded to the minor unit of its currency.
 *
 * @throws CoachingError `currency.unknown_currency`, `decimal-text.too_large`
 * @example
 * ```ts
 * roundMoney({ amount: "0.125", currency: "EUR" }, "half-even"); // => { amount: "0.12", currency: "EUR" }
 * ```
 */
export function roundMoney(money: Money, rounding: Rounding): Money {
  const checked = check(Arguments, { money, rounding });
  return roundedMoney(new Decimal(checked.money.amount), checked.money.currency, checked.rounding);
}
