import type * as z from "zod";
import { check, type Fault, pattern, rule } from "../error/index.js";

/** The line tells the digits after the point. ISO 4217 list one as of amendment 180 (2026-01-01), without metals and units that have no minor unit. */
const codes = [
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  "",
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
    // withdrawn in the last five years: books of that time are still read
    + " ANG BGN HRK SLL ZWL",
  "BHD IQD JOD KWD LYD OMR TND",
  "CLF UYW",
];

/** Minus one for a code that no line has. */
export const digitsOf = (currency: string): number => (currency.length === 3 ? codes.findIndex((line) => line.includes(currency)) : -1);

const unknownCurrency: Fault = { code: "currency.unknown_currency", message: "No currency in use has the ISO 4217 code “{code}”.", hint: "Use a code such as EUR." };

/** The ISO 4217 code of a currency in use, or withdrawn within the last five years, that has a stated minor unit: `"EUR"`. */
export const CurrencyCode = /* @__PURE__ */ pattern(/^[A-Z]{3}$/u, { maximumLength: 3, error: "A currency is an ISO 4217 code of three capital letters.\nUse a code such as EUR." })
  .check(/* @__PURE__ */ rule((code: string, report) => { if (digitsOf(code) === -1) report(unknownCurrency, [], { code: code.slice(0, 3) }); }));
/** The ISO 4217 code of a currency: `"EUR"`. */
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** Thrown by every function of this room whose amounts are not all in one currency. */
export const mixedCurrencies: Fault = { code: "currency.mixed_currencies", message: "{got} is mixed with {expected}.", hint: "Convert it first, with a dated exchange rate." };

/** Codes that are faulty by themselves are named elsewhere. */
export const areMixed = (expected: string, got: string): boolean => expected !== got && digitsOf(expected) !== -1 && digitsOf(got) !== -1;

/**
 * Digits after the point of a currency's minor unit, as ISO 4217 states them: 2 for cents, 0 for yen.
 *
 * @throws CoachingError `currency.unknown_currency`
 * @example
 * ```ts
 * minorUnitDigits("EUR"); // => 2
 * minorUnitDigits("JPY"); // => 0
 * ```
 */
export const minorUnitDigits = (currency: CurrencyCode): number => digitsOf(check(CurrencyCode, currency));
