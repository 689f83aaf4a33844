import type { Rounding } from "coachkit/money";
import * as fc from "fast-check";

/** Whole numbers of 10^-18: an arithmetic that shares nothing with the code under test. */
export const one = 10n ** 18n;
export function scaled(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  return BigInt(whole + fraction.padEnd(18, "0")) * (text.startsWith("-") ? -1n : 1n);
}

const isOdd = (value: bigint): boolean => (value & 1n) === 1n;
/** Whether the part that is cut off carries the value one further from zero. */
const awayFromZero: Readonly<Record<Rounding, (value: { readonly quotient: bigint; readonly twice: bigint; readonly whole: bigint; readonly negative: boolean }) => boolean>> = {
  "half-even": ({ quotient, twice, whole }) => twice > whole || (twice === whole && isOdd(quotient)),
  "half-up": ({ twice, whole }) => twice >= whole,
  "half-down": ({ twice, whole }) => twice > whole,
  up: () => true,
  down: () => false,
  ceil: ({ negative }) => !negative,
  floor: ({ negative }) => negative,
};

/** numerator ÷ denominator rounded to a whole number; the denominator is above zero. */
export function roundedQuotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const quotient = size / denominator;
  const rest = size % denominator;
  const away = rest !== 0n && awayFromZero[rounding]({ quotient, twice: rest * 2n, whole: denominator, negative });
  const rounded = quotient + (away ? 1n : 0n);
  return negative ? -rounded : rounded;
}

/** Minor units as the text of an amount. */
export function textOfUnits(units: bigint, digits: number): string {
  const size = String(units < 0n ? -units : units).padStart(digits + 1, "0");
  const cut = size.length - digits;
  return `${units < 0n ? "-" : ""}${size.slice(0, cut)}${digits === 0 ? "" : `.${size.slice(cut)}`}`;
}

export const decimalTexts = fc.stringMatching(/^-?\d{1,12}(\.\d{1,18})?$/u);
export const currencies = fc.constantFrom(["JPY", 0], ["EUR", 2], ["KWD", 3], ["CLF", 4] as const) as fc.Arbitrary<readonly [string, number]>;
