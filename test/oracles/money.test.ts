import { allocateMoney, minorUnitDigits, type Remainder, Rounding, roundMoney } from "coachkit/money";
import { expect, test } from "vitest";
import { oracle } from "./oracle.js";

/** Python's decimal.quantize; zero is written without a sign, as we do. No known divergence. */
type RoundingCase = { readonly amount: string; readonly currency: string; readonly minorDigits: number };
oracle("statistics/finance-rounding.json", Object.fromEntries(Rounding.options.map((rounding) => [rounding, ({ amount, currency, minorDigits }: RoundingCase) => {
  expect(minorUnitDigits(currency)).toBe(minorDigits);
  return roundMoney({ amount, currency }, rounding).amount;
}])), {});

/** Python's fractions.Fraction, exact. Totals are given in minor units: yen has no others, so it carries them. No known divergence. */
type AllocationCase = { readonly totalMinorUnits: number; readonly weights: readonly string[] };
const shares = (remainder: Remainder) => ({ totalMinorUnits, weights }: AllocationCase): readonly number[] =>
  allocateMoney({ amount: String(totalMinorUnits), currency: "JPY" }, { weights, remainder }).map(({ amount }) => Number(amount));
oracle("statistics/finance-allocation.json", {
  largestRemainder: shares("largest-remainder"),
  firstCome: shares("first-come"),
  sum: (input: AllocationCase) => shares("largest-remainder")(input).reduce((sum, share) => sum + share, 0),
}, {});

test("amounts past 2^53 minor units keep their last digit", () => {
  expect(allocateMoney({ amount: "9007199254740993", currency: "JPY" }, { weights: ["1", "1"], remainder: "first-come" }).map(({ amount }) => amount)).toEqual(["4503599627370497", "4503599627370496"]);
});
