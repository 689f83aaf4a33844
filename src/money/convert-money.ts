import * as z from "zod";
import { check, type Fault, pattern, rule } from "../error/index.js";
import { CivilDate, Title } from "../unit/index.js";
import { areMixed, CurrencyCode, mixedCurrencies } from "./currency.js";
import { Decimal } from "./decimal.js";
import type { DecimalText } from "./decimal-text.js";
import { Money } from "./money.js";
import { roundedMoney, Rounding } from "./round-money.js";

/** What one currency was worth in another on a day, and who says so. */
export interface ExchangeRate {
  /** The currency that is given up. */
  readonly from: CurrencyCode;
  /** The currency that is received. */
  readonly to: CurrencyCode;
  /** How much of `to` one unit of `from` is worth; above zero. */
  readonly toPerFrom: DecimalText;
  /** The day the rate is of. */
  readonly date: CivilDate;
  /** Who published it: `"ECB reference rates"`. */
  readonly source: Title;
}

const oneCurrency: Fault = { code: "convert-money.one_currency", message: "The rate goes from {currency} to itself.", hint: "Name two currencies." };
const PositiveDecimal = /* @__PURE__ */ pattern(/^(?=.*[1-9])\d{1,18}(?:\.\d{1,18})?$/u, { maximumLength: 37, error: "A rate is a plain decimal above zero.\nWrite it as 0.9215." });

/** What one currency was worth in another on a day, and who says so. */
export const ExchangeRate = /* @__PURE__ */ z.strictObject({ from: CurrencyCode, to: CurrencyCode, toPerFrom: PositiveDecimal, date: CivilDate, source: Title })
  .check(/* @__PURE__ */ rule(({ from, to }: ExchangeRate, report) => { if (from === to) report(oneCurrency, ["to"], { currency: to }); }))
  .readonly() satisfies z.ZodType<ExchangeRate>;

/** By which rate money is converted. */
export interface MoneyConversion {
  /** The rate; its `from` is the currency of the money. */
  readonly exchangeRate: ExchangeRate;
  /** How the result is rounded to the minor unit of its new currency. */
  readonly rounding: Rounding;
}
/** By which rate money is converted. */
export const MoneyConversion = /* @__PURE__ */ z.strictObject({ exchangeRate: ExchangeRate, rounding: Rounding }).readonly() satisfies z.ZodType<MoneyConversion>;

/** The exact product in the new currency, rounded once. */
export const convertedMoney = ({ amount }: Money, { toPerFrom, to }: ExchangeRate, rounding: Rounding): Money => roundedMoney(new Decimal(amount).times(toPerFrom), to, rounding);

const Arguments = /* @__PURE__ */ z.strictObject({ money: Money, conversion: MoneyConversion })
  .check(/* @__PURE__ */ rule(({ money, conversion: { exchangeRate } }: { readonly money: Money; readonly conversion: MoneyConversion }, report) => {
    if (areMixed(money.currency, exchangeRate.from)) report(mixedCurrencies, ["conversion", "exchangeRate", "from"], { expected: money.currency, got: exchangeRate.from });
  }));

/**
 * `money` in another currency, by a dated rate.
 *
 * @throws CoachingError `currency.mixed_currencies` when the rate is for another currency, `convert-money.one_currency`, `currency.unknown_currency`, `decimal-text.too_large`
 * @example
 * ```ts
 * const exchangeRate = { from: "USD", to: "EUR", toPerFrom: "0.9215", date: "2026-11-02", source: "ECB reference rates" };
 * convertMoney({ amount: "100.00", currency: "USD" }, { exchangeRate, rounding: "half-even" }); // => { amount: "92.15", currency: "EUR" }
 * ```
 */
export function convertMoney(money: Money, conversion: MoneyConversion): Money {
  const checked = check(Arguments, { money, conversion });
  return convertedMoney(checked.money, checked.conversion.exchangeRate, checked.conversion.rounding);
}
