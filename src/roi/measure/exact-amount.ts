import { type Fault, faultAt } from "../../error/index.js";
import { type CurrencyCode, type DecimalText, type Money, type Rounding, roundMoney } from "../../money/index.js";

/**
 * An amount or a factor as a whole number of 10⁻⁸⁰. Discounting divides, so no decimal holds its results;
 * with amounts below 10¹⁸ and a thousand steps the error stays below 10⁻⁵⁰, and `moneyOf` clears it before it rounds.
 */
export type ExactAmount = bigint;

const DIGITS = 80;
const CLEAN_DIGITS = 30;
const EXACT_DIGITS = 17;
const WHOLE_DIGITS = 18;
/** One, as an exact amount. */
export const ONE: ExactAmount = 10n ** BigInt(DIGITS);

const tooLarge: Fault = { code: "exact-amount.too_large", message: "An amount on the way to the answer has more than 18 digits before the point.", hint: "Count in a larger unit, or use a rate further from −1 and fewer periods." };

/** A decimal of at most 80 digits after its point. */
export function exactOf(text: DecimalText): ExactAmount {
  const [whole = "", rest = ""] = text.split(".");
  return BigInt(whole + rest) * 10n ** BigInt(DIGITS - rest.length);
}

/** Cut, not rounded. */
export const productOf = (left: ExactAmount, right: ExactAmount): ExactAmount => (left * right) / ONE;
/** Cut, not rounded. */
export const quotientOf = (dividend: ExactAmount, divisor: ExactAmount): ExactAmount => (dividend * ONE) / divisor;

/** `base` to a whole power of zero or more, by squaring. */
export function powerOf(base: ExactAmount, exponent: number): ExactAmount {
  let power = ONE;
  for (let [square, left] = [base, exponent]; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = productOf(power, square);
    if (left > 1) square = productOf(square, square);
  }
  return power;
}

/** A number as the decimal that stands nearest to it, of 80 digits. */
const nearest = (value: number): ExactAmount => {
  const [digits = "0", exponent = "0"] = value.toExponential(17).split("e");
  const shift = DIGITS + Number(exponent) - 17;
  const units = BigInt(digits.replace(".", ""));
  return shift >= 0 ? units * 10n ** BigInt(shift) : units / 10n ** BigInt(-shift);
};

/** The root of `degree` of something above zero, by Newton's steps from a number: each doubles the digits that are right. */
export function rootOf(value: ExactAmount, degree: number): ExactAmount {
  if (degree === 1) return value;
  let root = nearest(numberOf(value) ** (1 / degree));
  for (let step = 0; step < 6; step += 1) {
    const power = powerOf(root, degree - 1);
    root = (root * BigInt(degree - 1) + quotientOf(value, power)) / BigInt(degree);
  }
  return root;
}

/** The text of `amount`, with `digits` after its point, rounded half up away from zero. */
function textOf(amount: ExactAmount, digits: number): string {
  const unit = 10n ** BigInt(DIGITS - digits);
  const text = (((amount < 0n ? -amount : amount) + unit / 2n) / unit).toString().padStart(digits + 1, "0");
  return `${amount < 0n ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The number next to it. */
export const numberOf = (amount: ExactAmount): number => Number(textOf(amount, DIGITS)) + 0;

/** `numerator` ÷ `denominator`, correct to the last digit a number holds. */
export function ratioOf(numerator: bigint, denominator: bigint): number {
  const shift = Math.max(0, denominator.toString().length - numerator.toString().length + 30);
  return Number(`${((numerator * 10n ** BigInt(shift)) / denominator).toString()}e-${String(shift)}`) + 0;
}

/** Refuses what no amount of money holds. */
export function within(amount: ExactAmount): ExactAmount {
  if ((amount < 0n ? -amount : amount) >= 10n ** BigInt(DIGITS + WHOLE_DIGITS)) throw faultAt(tooLarge, []);
  return amount;
}

/** Rounded once: what is below 10⁻³⁰ is the error of the divisions before, and is cleared first, so that a tie stays a tie. */
export function moneyOf(amount: ExactAmount, currency: CurrencyCode, rounding: Rounding): Money {
  const text = textOf(within(amount), CLEAN_DIGITS);
  const rest = CLEAN_DIGITS - EXACT_DIGITS;
  // a last 1 tells that something was cut
  return roundMoney({ amount: `${text.slice(0, -rest)}${/[1-9]/u.test(text.slice(-rest)) ? "1" : "0"}`, currency }, rounding);
}
