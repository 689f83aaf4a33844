import type { Money } from "../money/index.js";
import { percentText } from "../unit/index.js";

/** The sign of typography: as wide as a digit, and no hyphen at which a line breaks. */
const MINUS = "−";
/** A number that is written already, with the sign of typography. */
export const signed = (text: string): string => text.replace(/^-/u, MINUS).replace("e-", `e${MINUS}`).replace("e+", "e");

/** Digits before the point in threes: 1,234,567. */
const grouped = (digits: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
function groupedDecimal(text: string): string {
  const [, minus = "", whole = "", fraction = ""] = /^(-?)(\d+)((?:\.\d+)?)$/u.exec(text) ?? [];
  return `${minus === "" ? "" : MINUS}${grouped(whole)}${fraction}`;
}

/** An amount as it is in the result, to the last digit. */
export const moneyText = ({ amount, currency }: Money): string => `${groupedDecimal(amount)} ${currency}`;

/** A number to some digits that count; a whole part is never rounded away below 1e15. */
function roundedText(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return signed(Number(value.toPrecision(digits)).toExponential());
  return groupedDecimal(String(size >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits))).replace(/^-0$/u, "0"));
}
/** A number in a title or beside a mark, for people: three digits that count, whole above a thousand. */
export const numberText = (value: number): string => roundedText(value, 3);
/** A number in the detail of a row: six digits that count. */
export const detailText = (value: number): string => roundedText(value, 6);
/** Numbers side by side, to as few digits, three or more, as tell them apart. */
export function distinctTexts(values: readonly number[]): readonly string[] {
  const count = new Set(values).size;
  const candidates = [3, 4, 5, 6, 9, 12, 15].map((digits) => values.map((value) => roundedText(value, digits)));
  return candidates.find((texts) => new Set(texts).size === count) ?? candidates.at(-1) ?? [];
}

/** The chance of something: a small one is not none, and a great one is not certain. */
export const chanceText = (share: number): string => (share > 0 && share < 0.001 ? "below 0.1 %" : share < 1 && share > 0.999 ? "above 99.9 %" : percentText(share, 1));

/** A fraction or a ratio in percent. */
export function shareText(share: number): string {
  if (Math.abs(share) >= 1e9) return `ratio ${numberText(share)}`;
  const text = signed(percentText(share, Math.abs(share) < 1 ? 1 : 0));
  return text.replace(/^−?\d{4,}/u, (digits) => groupedDecimal(digits.replace(MINUS, "-")));
}

/** A rate or a level that was given, with as many digits as it has: 8 %, 8.25 %. */
export const rateText = (share: number): string => signed(percentText(share, [0, 1, 2, 3, 4].find((digits) => Math.abs(Number((share * 100).toFixed(digits)) - share * 100) < 1e-9) ?? 5));

/** The power of ten of a number above zero: 3 for 5,000. */
export const exponentOf = (value: number): number => Number(value.toExponential().split("e")[1]);

/** What the numbers of an axis are divided by, and the word that says so. */
export interface NumberScale {
  readonly divisor: number;
  readonly word: string;
}
const scales: readonly NumberScale[] = [{ divisor: 1e12, word: "trillion" }, { divisor: 1e9, word: "billion" }, { divisor: 1e6, word: "million" }, { divisor: 1e3, word: "thousand" }];
const plain: NumberScale = { divisor: 1, word: "" };

/** How numbers up to a size are written on an axis. */
export const scaleOf = (largest: number): NumberScale => (largest >= 1e15 ? plain : (scales.find(({ divisor }) => largest >= divisor * (divisor === 1e3 ? 10 : 1)) ?? plain));

/** A number on an axis whose numbers lie `step` apart. */
export function tickText(value: number, step: number, { divisor }: NumberScale): string {
  const size = Math.max(Math.abs(value), step) / divisor;
  if (size >= 1e15 || size < 1e-3) return value === 0 ? "0" : signed(Number(value.toPrecision(10)).toExponential());
  const digits = Math.max(0, -exponentOf(Number((step / divisor).toPrecision(12))));
  return groupedDecimal((value / divisor).toFixed(Math.min(digits, 12)).replace(/^-(0(?:\.0*)?)$/u, "$1"));
}
/** The same in percent. */
export function percentTick(value: number, step: number): string {
  if (Math.abs(value) >= 1e9 || step < 1e-8) return tickText(value, step, plain);
  const digits = Math.max(0, -exponentOf(Number((step * 100).toPrecision(12))));
  const text = signed(percentText(value, Math.min(digits, 6)));
  return text.replace(/^−?\d{4,}/u, (whole) => groupedDecimal(whole.replace(MINUS, "-")));
}
/** A count, to the last digit. */
export const wholeText = (count: number): string => groupedDecimal(count.toFixed(0));
