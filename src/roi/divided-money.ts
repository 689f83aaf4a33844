import { type Fault, faultAt } from "../error/index.js";
import { type DecimalText, type Money, type Rounding, roundMoney } from "../money/index.js";

/** What money is multiplied by and then divided by; all of them plain decimals of zero or more, the divisor above zero. */
export interface MoneyDivision {
  readonly factors: readonly DecimalText[];
  readonly divisor: DecimalText;
  readonly rounding: Rounding;
}

const tooLarge: Fault = { code: "divided-money.too_large", message: "An amount of {currency} has more than 18 digits before the point.", hint: "Count in a larger unit, or in parts." };

/** Digits that an amount may have on either side of its point; the last one after it is kept for the trace of a remainder. */
const WHOLE_DIGITS = 18;
const EXACT_DIGITS = 17;

function scaled(text: DecimalText): { readonly units: bigint; readonly digits: number } {
  const [whole = "", rest = ""] = text.split(".");
  return { units: BigInt(whole + rest), digits: rest.length };
}

/** Whole units as text, with a point before the last `digits`. */
function pointed(units: bigint, digits: number): DecimalText {
  const text = units.toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  return digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}

/** `base` to a whole power, exact: all its digits are kept. */
export function powerText(base: DecimalText, exponent: number): DecimalText {
  const { units, digits } = scaled(base);
  return pointed(units ** BigInt(exponent), digits * exponent);
}

/**
 * One of `count` equal shares of an amount of zero or more in whole minor units, told by its place from 0: what is left over goes to the first shares, one minor unit each, so that all shares add up to the amount.
 * One share is worked out without the others, for thousands may share it.
 */
export function equalShare({ amount, currency }: Money, { count, place }: { readonly count: number; readonly place: number }): Money {
  const { units, digits } = scaled(amount);
  const by = BigInt(count);
  return { amount: pointed(units / by + (BigInt(place) < units % by ? 1n : 0n), digits), currency };
}

/**
 * The quotient, as if it were exact, rounded once to the minor unit. An hour has no decimal minute and a cost no decimal third,
 * so the quotient is cut after 17 digits and a last 1 tells that something was cut: a tie stays a tie, and "just above" stays above, in every mode.
 * This makes the price of one unit; money that is shared out is allocated instead, so that nothing is lost.
 */
export function dividedMoney({ amount, currency }: Money, { factors, divisor, rounding }: MoneyDivision): Money {
  let units = 1n;
  let digits = 0;
  const isNegative = amount.startsWith("-");
  for (const factor of [isNegative ? amount.slice(1) : amount, ...factors].map(scaled)) {
    units *= factor.units;
    digits += factor.digits;
  }
  const by = scaled(divisor);
  const dividend = units * 10n ** BigInt(by.digits + EXACT_DIGITS);
  const whole = by.units * 10n ** BigInt(digits);
  const text = `${(dividend / whole).toString().padStart(EXACT_DIGITS + 1, "0")}${dividend % whole === 0n ? "0" : "1"}`;
  if (text.length > WHOLE_DIGITS + EXACT_DIGITS + 1) throw faultAt(tooLarge, [], { currency });
  const point = text.length - EXACT_DIGITS - 1;
  return roundMoney({ amount: `${isNegative ? "-" : ""}${text.slice(0, point)}.${text.slice(point)}`, currency }, rounding);
}
