import { Decimal } from "./decimal.js";
import { DecimalText } from "./decimal-text.js";
import { decimalRounding, type Rounding } from "./round-money.js";

/** A number m · 10^−scale, m whole and at most 2^53 − 1 in size, so that a double holds it exactly. */
interface Scan {
  mantissa: number;
  scale: number;
}

/** Fifteen digits and a point, or sixteen digits. */
const LONGEST_SCAN = 16;
const [MINUS, ZERO, POINT] = [45, 48, -2];

/** Reads a decimal of few digits into `into`; false where it has many, or is none. */
function scanned(text: unknown, into: Scan): boolean {
  if (typeof text !== "string") return false;
  const { length } = text;
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  if (length === start || length - start > LONGEST_SCAN) return false;
  let mantissa = 0;
  let point = -1;
  for (let at = start; at < length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === POINT && point === -1 && at > start && at < length - 1) point = at;
    else return false;
  }
  into.mantissa = start === 1 ? -mantissa : mantissa;
  into.scale = point === -1 ? 0 : length - 1 - point;
  return mantissa <= Number.MAX_SAFE_INTEGER;
}

/** What was cut off, and what it was cut off from; all of it sizes, without a sign. */
type Carries = (cut: { readonly twiceRest: number; readonly whole: number; readonly quotient: number; readonly isNegative: boolean }) => boolean;
/** Whether a rest above zero carries the quotient one further from zero. */
const carriesOf: Readonly<Record<Rounding, Carries>> = {
  "half-even": ({ twiceRest, whole, quotient }) => twiceRest > whole || (twiceRest === whole && quotient % 2 === 1),
  "half-up": ({ twiceRest, whole }) => twiceRest >= whole,
  "half-down": ({ twiceRest, whole }) => twiceRest > whole,
  up: () => true,
  down: () => false,
  ceil: ({ isNegative }) => !isNegative,
  floor: ({ isNegative }) => isNegative,
};

const powers = Array.from({ length: 31 }, (_, exponent) => Number(`1e${String(exponent)}`));
/** The largest power of ten that can be a divisor: a double holds it exactly, and twice any rest of it. */
const LARGEST_SHIFT = 15;

/** By which digits and mode lines are booked. */
export interface UnitTerms {
  readonly digits: number;
  readonly rounding: Rounding;
}

/** `amount` · `quantity` in minor units, by decimals: what the fast way has to agree with. */
function plainUnits(amount: string, quantity: string, { digits, rounding }: UnitTerms): number {
  return new Decimal(amount).times(quantity).toDecimalPlaces(digits, decimalRounding(rounding)).times(powers[digits] ?? NaN).toNumber() + 0;
}

const isDecimal = (text: unknown): text is string => DecimalText.safeParse(text).success;

/**
 * Tells `amount` · `quantity` in minor units, rounded once; NaN where a text is no decimal, a size above 2^53 − 1 where the line is too large to be told exactly.
 *
 * A line whose product of mantissas stays below 2^53 is a product, a division and a rest of whole doubles. They are exact: whole numbers p and s below 2^53 whose quotient is not whole differ from the next whole number by at least 1 ÷ s,
 * which is more than half the last place of the quotient, so that its floor is right. All others go through decimals.
 */
export function lineUnits(terms: UnitTerms): (amount: unknown, quantity: unknown) => number {
  const carries = carriesOf[terms.rounding];
  const isHalfEven = terms.rounding === "half-even";
  const [first, second]: readonly [Scan, Scan] = [{ mantissa: 0, scale: 0 }, { mantissa: 0, scale: 0 }];

  const slow = (amount: unknown, quantity: unknown): number => (isDecimal(amount) && isDecimal(quantity) ? plainUnits(amount, quantity, terms) : NaN);
  const roundedUnits = (product: number, whole: number): number => {
    const isNegative = product < 0;
    const size = isNegative ? -product : product;
    const quotient = Math.floor(size / whole);
    const twiceRest = (size - quotient * whole) * 2;
    let units = quotient;
    // the mode that nearly everybody takes makes no object for each line
    if (isHalfEven) units += twiceRest > whole || (twiceRest === whole && quotient % 2 === 1) ? 1 : 0;
    else if (twiceRest > 0 && carries({ twiceRest, whole, quotient, isNegative })) units += 1;
    return isNegative ? 0 - units : units + 0;
  };

  return (amount, quantity) => {
    if (!scanned(amount, first) || !scanned(quantity, second)) return slow(amount, quantity);
    const product = first.mantissa * second.mantissa;
    const shift = first.scale + second.scale - terms.digits;
    if (product > Number.MAX_SAFE_INTEGER || product < -Number.MAX_SAFE_INTEGER || shift > LARGEST_SHIFT) return slow(amount, quantity);
    return shift > 0 ? roundedUnits(product, powers[shift] ?? NaN) : product * (powers[-shift] ?? NaN) + 0;
  };
}
