import * as z from "zod";
import { check } from "../error/index.js";
import { Decimal } from "./decimal.js";
import { inOneCurrency, Money, moneyOf } from "./money.js";

const Subtraction = /* @__PURE__ */ z.strictObject({ from: Money, less: Money }).check(/* @__PURE__ */ inOneCurrency("from", "less"));

/**
 * `from` less `less`, exact.
 *
 * @throws CoachingError `currency.mixed_currencies`, `currency.unknown_currency`, `decimal-text.too_large`
 * @example
 * ```ts
 * subtractMoney({ from: { amount: "10.00", currency: "EUR" }, less: { amount: "2.50", currency: "EUR" } }); // => { amount: "7.50", currency: "EUR" }
 * ```
 */
export function subtractMoney(amounts: { readonly from: Money; readonly less: Money }): Money {
  const { from, less } = check(Subtraction, amounts);
  return moneyOf(new Decimal(from.amount).minus(less.amount), from.currency);
}
