import * as z from "zod";
import { check } from "../error/index.js";
import { Decimal } from "./decimal.js";
import { inOneCurrency, Money } from "./money.js";

const Comparison = /* @__PURE__ */ z.strictObject({ left: Money, right: Money }).check(/* @__PURE__ */ inOneCurrency("left", "right"));

/**
 * −1 when `left` is less than `right`, 1 when it is more, 0 when they are worth the same, however they are written.
 *
 * @throws CoachingError `currency.mixed_currencies`, `currency.unknown_currency`
 * @example
 * ```ts
 * compareMoney({ left: { amount: "1.5", currency: "EUR" }, right: { amount: "1.50", currency: "EUR" } }); // => 0
 * ```
 */
export function compareMoney(amounts: { readonly left: Money; readonly right: Money }): -1 | 0 | 1 {
  const { left, right } = check(Comparison, amounts);
  const order = new Decimal(left.amount).comparedTo(right.amount);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}
