import * as z from "zod";
import { check } from "../error/index.js";
import { Decimal } from "./decimal.js";
import { DecimalText } from "./decimal-text.js";
import { Money } from "./money.js";
import { roundedMoney, Rounding } from "./round-money.js";

/** By what money is multiplied. */
export interface MoneyMultiplication {
  /** One to eight plain decimals: `["12", "1.5", "0.8"]` for 12 people, 1.5 hours each, a share of 0.8. */
  readonly factors: readonly DecimalText[];
  /** How the product is rounded to the minor unit, once, at the end. */
  readonly rounding: Rounding;
}
/** By what money is multiplied. */
export const MoneyMultiplication = /* @__PURE__ */ z.strictObject({ factors: z.array(DecimalText).min(1).max(8).readonly(), rounding: Rounding }).readonly() satisfies z.ZodType<MoneyMultiplication>;

const Arguments = /* @__PURE__ */ z.strictObject({ money: Money, multiplication: MoneyMultiplication });

/**
 * The product of `money` and all factors: exact, then rounded once to the minor unit.
 *
 * @throws CoachingError `currency.unknown_currency`, `decimal-text.too_large`
 * @example
 * ```ts
 * multiplyMoney({ amount: "64.30", currency: "EUR" }, { factors: ["12", "1.5"], rounding: "half-even" }); // => { amount: "1157.40", currency: "EUR" }
 * ```
 */
export function multiplyMoney(money: Money, multiplication: MoneyMultiplication): Money {
  const { money: { amount, currency }, multiplication: { factors, rounding } } = check(Arguments, { money, multiplication });
  return roundedMoney(factors.reduce((product, factor) => product.times(factor), new Decimal(amount)), currency, rounding);
}
