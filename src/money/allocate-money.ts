import * as z from "zod";
import { check, type Fault, faultAt, pattern, rule } from "../error/index.js";
import { digitsOf } from "./currency.js";
import { Decimal } from "./decimal.js";
import type { DecimalText } from "./decimal-text.js";
import { Money, moneyOf } from "./money.js";

/** Who gets the minor units left over when every share is cut to whole ones: those whose cut was largest, the earlier one at a tie; or one by one from the first share with a weight. */
export const Remainder = /* @__PURE__ */ z.enum(["largest-remainder", "first-come"]);
/** Who gets the minor units that are left over. */
export type Remainder = z.infer<typeof Remainder>;

/** In what proportion money is allocated. */
export interface MoneyAllocation {
  /** One weight a share, plain decimals of zero or more, at least one above zero; at most 100,000. */
  readonly weights: readonly DecimalText[];
  /** Who gets the minor units that are left over. */
  readonly remainder: Remainder;
}

const noWeight: Fault = { code: "allocate-money.no_weight", message: "All weights are zero.", hint: "Give at least one weight above zero." };
const tooFine: Fault = { code: "allocate-money.too_fine", message: "The amount is finer than the minor unit of {currency}.", hint: "Round it first, by a mode of your choice." };

const Weight = /* @__PURE__ */ pattern(/^\d{1,18}(?:\.\d{1,18})?$/u, { maximumLength: 37, error: "A weight is a plain decimal of zero or more.\nWrite it as 1 or 0.25." });
/** In what proportion money is allocated. */
export const MoneyAllocation = /* @__PURE__ */ z.strictObject({
  weights: z.array(Weight).min(1).max(100_000)
    .check(/* @__PURE__ */ rule((weights: readonly string[], report) => { if (weights.length > 0 && weights.every((weight) => /^[0.]+$/u.test(weight))) report(noWeight, []); }))
    .readonly(),
  remainder: Remainder,
}).readonly() satisfies z.ZodType<MoneyAllocation>;

const Arguments = /* @__PURE__ */ z.strictObject({ money: Money, allocation: MoneyAllocation });

interface Share {
  readonly units: Decimal;
  /** What was cut off, times the sum of weights: an integer division and its rest compare exactly. */
  readonly rest: Decimal;
  readonly takes: boolean;
}

function sharesOf(size: Decimal, weights: readonly DecimalText[]): readonly Share[] {
  const parts = weights.map((weight) => new Decimal(weight));
  const sum = parts.reduce((left, right) => left.plus(right));
  return parts.map((part) => {
    const product = size.times(part);
    const units = product.dividedToIntegerBy(sum);
    return { units, rest: product.minus(units.times(sum)), takes: !part.isZero() };
  });
}

/**
 * Splits `money` in proportion to weights without losing a minor unit: the shares sum to it exactly, each within one minor unit of its exact part. A negative amount is split as its opposite.
 *
 * @throws CoachingError `allocate-money.no_weight`, `allocate-money.too_fine`, `currency.unknown_currency`
 * @example
 * ```ts
 * allocateMoney({ amount: "1.00", currency: "EUR" }, { weights: ["1", "1", "1"], remainder: "largest-remainder" }).map(({ amount }) => amount); // => ["0.34", "0.33", "0.33"]
 * ```
 */
export function allocateMoney(money: Money, allocation: MoneyAllocation): readonly Money[] {
  const { money: { amount, currency }, allocation: { weights, remainder } } = check(Arguments, { money, allocation });
  const scale = new Decimal(10).pow(digitsOf(currency));
  const total = new Decimal(amount).times(scale);
  if (!total.isInteger()) throw faultAt(tooFine, ["money", "amount"], { currency });
  const shares = sharesOf(total.abs(), weights);
  const left = shares.reduce((rest, { units }) => rest.minus(units), total.abs()).toNumber();
  const takers = [...shares.keys()].filter((index) => shares[index]?.takes);
  if (remainder === "largest-remainder") takers.sort((one, other) => (shares[other] as Share).rest.comparedTo((shares[one] as Share).rest));
  const extra = new Set(takers.slice(0, left));
  return shares.map(({ units }, index) => moneyOf(units.plus(extra.has(index) ? 1 : 0).times(total.isNegative() ? -1 : 1).dividedBy(scale), currency));
}
