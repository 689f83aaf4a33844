import * as z from "zod";
import { check } from "../error/index.js";

const error = "A fraction runs from 0 to 1; 0.2 means 20 %.\nDivide a percent by 100.";

/** A share of a whole, from 0 to 1. Percent never appears in data, only in text. */
export const Fraction = z.number().min(0, { error }).max(1, { error }).overwrite((value) => value + 0);
/** A share of a whole, from 0 to 1: 0.2 means 20 %. */
export type Fraction = z.infer<typeof Fraction>;

/**
 * A fraction or ratio as text for people: the only place where "%" is written.
 *
 * @param share a fraction (0.2) or a ratio (1.5); 0.2 is "20.0 %"
 * @param fractionDigits digits after the point, 0 to 6
 * @throws CoachingError `input.*` when the share is no number, or beyond a million million
 * @example
 * ```ts
 * percentText(0.7647, 1); // => "76.5 %"
 * percentText(1.5, 0); // => "150 %"
 * ```
 */
export function percentText(share: number, fractionDigits: number): string {
  const digits = check(z.int().min(0).max(6), fractionDigits);
  const text = (check(z.number().min(-1e12).max(1e12), share) * 100).toFixed(digits);
  return `${Number(text) === 0 ? (0).toFixed(digits) : text} %`;
}
