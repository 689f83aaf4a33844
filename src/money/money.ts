import * as z from "zod";
import { check, rule } from "../error/index.js";
import { areMixed, CurrencyCode, digitsOf, mixedCurrencies } from "./currency.js";
import { Decimal } from "./decimal.js";
import { DecimalText, textOf } from "./decimal-text.js";

/** An amount of one currency. It may be finer than the currency's minor unit, as a rate for one minute is; what is booked, multiplied, converted or allocated is rounded by a named mode. */
export interface Money {
  /** Decimal text: `"1234.50"`. Amounts that we answer have at least the digits of the minor unit. */
  readonly amount: DecimalText;
  /** ISO 4217 code: `"EUR"`. */
  readonly currency: CurrencyCode;
}
/** An amount of one currency. */
export const Money = /* @__PURE__ */ z.strictObject({ amount: DecimalText, currency: CurrencyCode }).readonly() satisfies z.ZodType<Money>;

/** An exact result as money. */
export const moneyOf = (amount: Decimal, currency: CurrencyCode): Money => ({ amount: textOf(amount, digitsOf(currency)), currency });

/** A rule for an input of two amounts: both are in one currency. */
export const inOneCurrency = <First extends string, Second extends string>(first: First, second: Second) =>
  rule((pair: Readonly<Record<First | Second, Money>>, report) => {
    const [expected, got] = [pair[first].currency, pair[second].currency];
    if (areMixed(expected, got)) report(mixedCurrencies, [second, "currency"], { expected, got });
  });

/**
 * Nothing, in a currency.
 *
 * @throws CoachingError `currency.unknown_currency`
 * @example
 * ```ts
 * zeroMoney("EUR"); // => { amount: "0.00", currency: "EUR" }
 * ```
 */
export const zeroMoney = (currency: CurrencyCode): Money => moneyOf(new Decimal(0), check(CurrencyCode, currency));

/**
 * `money` with the other sign; exact.
 *
 * @throws CoachingError `currency.unknown_currency`
 * @example
 * ```ts
 * negateMoney({ amount: "12.50", currency: "EUR" }); // => { amount: "-12.50", currency: "EUR" }
 * ```
 */
export function negateMoney(money: Money): Money {
  const { amount, currency } = check(Money, money);
  return moneyOf(new Decimal(amount).negated(), currency);
}
