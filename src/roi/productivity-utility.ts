import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { compareMoney, CurrencyCode, Money, multiplyMoney, negateMoney, ratioOfMoney, Rounding, subtractMoney, sumMoney, toDecimalText, zeroMoney } from "../money/index.js";
import { Count, Fraction } from "../unit/index.js";
import { dividedMoney, powerText } from "./divided-money.js";
import { isNegative } from "./negative-money.js";
import { tidyRatio } from "./tidy-ratio.js";

/** People, an effect in standard deviations, and what a standard deviation of performance is worth. */
export interface ProductivityInput {
  /** People who were coached. */
  readonly headcount: Count;
  /** How many years the effect is followed, 1 to 20. */
  readonly yearCount: number;
  /** The isolated effect on performance, in standard deviations (d); −5 to 5. */
  readonly effectSizeD: number;
  /** What one standard deviation of performance is worth in a year (SDy), above zero. */
  readonly annualPerformanceSpread: Money;
  /** A low and a high figure of the same: SDy is contested, so the result is told for both. */
  readonly spreadBand?: { readonly low: Money; readonly high: Money };
  /** What the program cost, zero or more. */
  readonly totalCost: Money;
  /** The share of the coached who leave in a year; who left brings nothing from the next year on. */
  readonly attritionFraction: Fraction;
  /** The share of the effect that fades in a year. */
  readonly decayFraction: Fraction;
  /** What a year of waiting takes off money, above −1; 0 counts later years in full. Values fall at the end of each year. */
  readonly discountRateRatio: number;
  /** What better performance costs beside (below zero) or saves, as a share of its value (V of Boudreau); −1 to 1. */
  readonly variableCostRatio: number;
  /** The share of value and cost that goes in taxes on profit. */
  readonly taxFraction: Fraction;
  /** How each year and each result is rounded to the minor unit. */
  readonly rounding: Rounding;
}

const negativeCost: Fault = { code: "productivity-utility.negative_cost", message: "The cost is {amount}, less than zero.", hint: "Give what was spent." };
const noSpread: Fault = { code: "productivity-utility.no_spread", message: "One standard deviation of performance is worth {amount}.", hint: "Give an amount above zero." };
const mixedCurrencies: Fault = { code: "productivity-utility.mixed_currencies", message: "{got} is mixed with {expected}.", hint: "Convert it first, with a dated exchange rate." };
const crossedBand: Fault = { code: "productivity-utility.crossed_band", message: "The spread of {spread} does not lie between {low} and {high}.", hint: "Give a low figure at or below the spread and a high one at or above it." };

function findFaults({ totalCost, annualPerformanceSpread: spread, spreadBand }: ProductivityInput, report: Report): void {
  if (isNegative(totalCost)) report(negativeCost, ["totalCost", "amount"], { amount: totalCost.amount });
  const spreads = [[spread, ["annualPerformanceSpread"]] as const, ...(spreadBand === undefined ? [] : [[spreadBand.low, ["spreadBand", "low"]] as const, [spreadBand.high, ["spreadBand", "high"]] as const])];
  if (![totalCost, ...spreads.map(([money]) => money)].every((money) => Money.safeParse(money).success)) return;
  for (const [{ amount, currency: got }, path] of spreads) {
    if (isNegative({ amount, currency: got }) || !/[1-9]/u.test(amount)) report(noSpread, [...path, "amount"], { amount });
    if (got !== totalCost.currency && CurrencyCode.safeParse(got).success) report(mixedCurrencies, [...path, "currency"], { expected: totalCost.currency, got });
  }
  if (spreadBand === undefined || spreads.some(([{ currency }]) => currency !== totalCost.currency)) return;
  const { low, high } = spreadBand;
  if (compareMoney({ left: low, right: spread }) > 0 || compareMoney({ left: spread, right: high }) > 0) report(crossedBand, ["spreadBand"], { spread: spread.amount, low: low.amount, high: high.amount });
}

/** Schema of people, their effect and its worth. */
export const ProductivityInput = z
  .strictObject({
    headcount: Count.min(1).max(10_000_000), yearCount: z.int().min(1).max(20), effectSizeD: z.number().min(-5).max(5), annualPerformanceSpread: Money,
    spreadBand: z.exactOptional(z.strictObject({ low: Money, high: Money }).readonly()), totalCost: Money, attritionFraction: Fraction, decayFraction: Fraction,
    discountRateRatio: z.number().min(-0.99).max(10), variableCostRatio: z.number().min(-1).max(1), taxFraction: Fraction, rounding: Rounding,
  })
  .check(rule(findFaults))
  .readonly() satisfies z.ZodType<ProductivityInput>;

/** What one year adds. */
export interface UtilityYear {
  /** 1 is the first. */
  readonly year: number;
  /** The coached who are still there. */
  readonly peopleLeft: number;
  /** What is left of the effect. */
  readonly effectSizeD: number;
  /** Their product with the spread, variable cost and taxes off, discounted to the start. */
  readonly presentValue: Money;
}

/** What an effect on performance is worth. */
export interface ProductivityUtility {
  /** The years, which add up to `totalUtility`. */
  readonly years: readonly UtilityYear[];
  /** The sum of the years, before the cost. */
  readonly totalUtility: Money;
  /** The cost, with taxes off. */
  readonly costAfterTax: Money;
  /** Utility less cost. */
  readonly netUtility: Money;
  /** The first year before cost, taxes and discount: the annual value of a benefit line of kind `productivity-gain`. Null where the effect is not above zero. */
  readonly annualValue: Money | null;
  /** The effect at which net utility is zero; null when people and spread come to nothing. */
  readonly breakEvenEffectSizeD: { readonly estimate: number } | { readonly estimate: null; readonly reason: "no-value" };
  /** The spread at which net utility is zero; null when the effect brings nothing. */
  readonly breakEvenSpread: { readonly estimate: Money } | { readonly estimate: null; readonly reason: "no-effect" };
  /** Net utility at the low and the high spread. */
  readonly netUtilityBand: { readonly atLow: Money; readonly atHigh: Money } | null;
  /** `no-spread-band`: one figure of a contested quantity; `several-years`: more than the first year is counted, which a claim only may with a waiver. */
  readonly warnings: readonly ("no-spread-band" | "several-years")[];
}

/** The present value of each year for one effect and one spread. */
function yearsOf(input: ProductivityInput, effectSizeD: number, spread: Money): readonly UtilityYear[] {
  const { headcount, yearCount, attritionFraction, decayFraction, discountRateRatio, variableCostRatio, taxFraction, rounding } = input;
  const [staying, lasting, growth] = [tidyRatio(1 - attritionFraction), tidyRatio(1 - decayFraction), tidyRatio(1 + discountRateRatio)];
  return Array.from({ length: yearCount }, (_, before) => {
    const kept = [powerText(staying, before), powerText(lasting, before)];
    const factors = [String(headcount), toDecimalText(Math.abs(effectSizeD)), tidyRatio(1 + variableCostRatio), tidyRatio(1 - taxFraction), ...kept];
    const presentValue = dividedMoney(effectSizeD < 0 ? negateMoney(spread) : spread, { factors, divisor: powerText(growth, before + 1), rounding });
    return { year: before + 1, peopleLeft: headcount * Number(kept[0]), effectSizeD: effectSizeD * Number(kept[1]) + 0, presentValue };
  });
}

/**
 * What an effect on performance is worth over the years by the model of Brogden, Cronbach and Gleser, with attrition, decay, variable cost, taxes and discount as Boudreau put them in.
 *
 *   net utility = Σ over years t of N(1 − a)^(t−1) · d(1 − f)^(t−1) · SDy · (1 + V)(1 − tax) ÷ (1 + i)^t  −  cost · (1 − tax)
 *
 * N people, a attrition, d effect, f decay, SDy spread, V variable cost, i discount rate; without them N · T · d · SDy − cost. All products are exact, each year is rounded once.
 * SDy of 40 % of the salary is a rule of thumb that is contested: give a band. An effect that is not isolated makes a figure that is not one.
 * Source: L. Cronbach, G. Gleser, "Psychological tests and personnel decisions" (1965); J. Boudreau, "Economic considerations in estimating the utility of human resource productivity improvement programs" (1983).
 *
 * @throws CoachingError `productivity-utility.negative_cost`, `productivity-utility.no_spread`, `productivity-utility.mixed_currencies`, `productivity-utility.crossed_band`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const plain = { attritionFraction: 0, decayFraction: 0, discountRateRatio: 0, variableCostRatio: 0, taxFraction: 0, rounding: "half-even" as const };
 * const utility = productivityUtility({ headcount: 15, yearCount: 1, effectSizeD: 0.31, annualPerformanceSpread: { amount: "24000", currency: "EUR" }, totalCost: { amount: "45000", currency: "EUR" }, ...plain });
 * [utility.netUtility.amount, utility.breakEvenEffectSizeD.estimate]; // => ["66600.00", 0.125]
 * ```
 */
export function productivityUtility(input: ProductivityInput): ProductivityUtility {
  const checked = check(ProductivityInput, input);
  const { effectSizeD, annualPerformanceSpread: spread, spreadBand, totalCost, taxFraction, yearCount, headcount, rounding } = checked;
  const { currency } = totalCost;
  const utilityOf = (effect: number, at: Money): Money => sumMoney(currency, yearsOf(checked, effect, at).map(({ presentValue }) => presentValue));
  const years = yearsOf(checked, effectSizeD, spread);
  const totalUtility = sumMoney(currency, years.map(({ presentValue }) => presentValue));
  const costAfterTax = multiplyMoney(totalCost, { factors: [tidyRatio(1 - taxFraction)], rounding });
  const isAbove = (money: Money): boolean => compareMoney({ left: money, right: zeroMoney(currency) }) > 0;
  const ofOne = utilityOf(1, spread);
  const netAt = (at: Money): Money => subtractMoney({ from: utilityOf(effectSizeD, at), less: costAfterTax });
  return {
    years, totalUtility, costAfterTax, netUtility: subtractMoney({ from: totalUtility, less: costAfterTax }),
    annualValue: effectSizeD > 0 ? multiplyMoney(spread, { factors: [String(headcount), toDecimalText(effectSizeD)], rounding }) : null,
    breakEvenEffectSizeD: isAbove(ofOne) ? { estimate: ratioOfMoney({ numerator: costAfterTax, denominator: ofOne }) } : { estimate: null, reason: "no-value" },
    breakEvenSpread: isAbove(totalUtility) ? { estimate: dividedMoney(spread, { factors: [costAfterTax.amount], divisor: totalUtility.amount, rounding }) } : { estimate: null, reason: "no-effect" },
    netUtilityBand: spreadBand === undefined ? null : { atLow: netAt(spreadBand.low), atHigh: netAt(spreadBand.high) },
    warnings: [...(spreadBand === undefined ? ["no-spread-band" as const] : []), ...(yearCount > 1 ? ["several-years" as const] : [])],
  };
}
