import type { Money } from "../money/index.js";
import { percentText } from "../unit/index.js";

/** The sign of typography: as wide as a digit, and no hyphen at which a line breaks. */
const MINUS = "−";
const signed = (text: string): string => text.replace(/^-/u, MINUS).replace("e-", `e${MINUS}`).replace("e+", "e");

/** Digits before the point in threes: 1,234,567. */
const grouped = (digits: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
function groupedDecimal(text: string): string {
  const [, minus = "", whole = "", fraction = ""] = /^(-?)(\d+)((?:\.\d+)?)$/u.exec(text) ?? [];
  return `${minus === "" ? "" : MINUS}${grouped(whole)}${fraction}`;
}

/** An amount as it is in the result, to the last digit. */
export const moneyText = ({ amount, currency }: Money): string => `${groupedDecimal(amount)} ${currency}`;

/** A number for people: four digits that count, whole above a thousand. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return signed(Number(value.toPrecision(4)).toExponential());
  return groupedDecimal(String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(4))).replace(/^-0$/u, "0"));
}

/** A fraction or a ratio in percent. */
export function shareText(share: number): string {
  if (Math.abs(share) >= 1e9) return `ratio ${numberText(share)}`;
  const text = signed(percentText(share, Math.abs(share) < 1 ? 1 : 0));
  return text.replace(/^−?\d{4,}/u, (digits) => groupedDecimal(digits.replace(MINUS, "-")));
}

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
