import * as z from "zod";
import { check, rule } from "../error/index.js";
import { areMixed, CurrencyCode, mixedCurrencies } from "./currency.js";
import { Decimal } from "./decimal.js";
import { Money, moneyOf } from "./money.js";

const Summands = /* @__PURE__ */ z.strictObject({ currency: CurrencyCode, monies: z.array(Money).max(100_000) })
  .check(/* @__PURE__ */ rule(({ currency, monies }: { readonly currency: CurrencyCode; readonly monies: readonly Money[] }, report) => {
    for (const [index, money] of monies.entries()) {
      if (areMixed(currency, money.currency)) report(mixedCurrencies, ["monies", index, "currency"], { expected: currency, got: money.currency });
    }
  }));

/**
 * The sum of `monies`, exact; of none, zero of the stated currency.
 *
 * @param currency the currency of every summand and of the sum
 * @param monies at most 100,000 amounts, in any order
 * @throws CoachingError `currency.mixed_currencies`, `currency.unknown_currency`, `decimal-text.too_large`
 * @example
 * ```ts
 * sumMoney("EUR", [{ amount: "0.10", currency: "EUR" }, { amount: "0.20", currency: "EUR" }]); // => { amount: "0.30", currency: "EUR" }
 * sumMoney("JPY", []); // => { amount: "0", currency: "JPY" }
 * ```
 */
export function sumMoney(currency: CurrencyCode, monies: readonly Money[]): Money {
  const checked = check(Summands, { currency, monies });
  return moneyOf(checked.monies.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0)), checked.currency);
}
