import * as z from "zod";
import { check, type Fault, faultAt, pattern } from "../error/index.js";
import { Decimal } from "./decimal.js";

/** A decimal number as text, exact: at most 18 digits before the point and 18 after it, no exponent, no sign but a leading minus. */
export const DecimalText = /* @__PURE__ */ pattern(/^-?\d{1,18}(?:\.\d{1,18})?$/u, { maximumLength: 38, error: "A decimal is plain text, with at most 18 digits before the point and 18 after it.\nWrite it as 1234.50." });
/** A decimal number as text: `"1234.50"`. */
export type DecimalText = z.infer<typeof DecimalText>;

const tooLarge: Fault = { code: "decimal-text.too_large", message: "The result has more than 18 digits before the point.", hint: "Count in a larger unit, or in parts." };

/** `value` as the one text that we write for it: at least `minimumDigits` after the point, no further zero at the end; a zero has no minus. */
export function textOf(value: Decimal, minimumDigits: number): DecimalText {
  if (value.e >= 18) throw faultAt(tooLarge, []);
  return value.toFixed(Math.max(minimumDigits, value.decimalPlaces()));
}

/**
 * A number as the decimal it is printed as: hours, shares and counts become factors of money by this.
 * Digits beyond the 18th after the point are rounded half-even. Amounts of money are text from the start: 0.1 + 0.2 stays 0.30000000000000004 here.
 *
 * @throws CoachingError `decimal-text.too_large` from 10^18 on, `input.*` when it is no finite number
 * @example
 * ```ts
 * toDecimalText(0.7); // => "0.7"
 * toDecimalText(1e-7); // => "0.0000001"
 * ```
 */
export const toDecimalText = (value: number): DecimalText => textOf(new Decimal(check(z.number(), value)).toDecimalPlaces(18, Decimal.ROUND_HALF_EVEN), 0);
