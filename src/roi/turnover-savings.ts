import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { compareMoney, CurrencyCode, Money, multiplyMoney, ratioOfMoney, Rounding, subtractMoney, sumMoney, toDecimalText, zeroMoney } from "../money/index.js";
import { Count, Fraction } from "../unit/index.js";
import { dividedMoney } from "./divided-money.js";
import { isNegative } from "./negative-money.js";
import { tidyRatio } from "./tidy-ratio.js";
import { word } from "./word.js";

/** One part of what a leaver costs: unit cost · count · fraction. */
export interface LeaverCostPart {
  /** `"recruiting"`, `"training"`, `"ramp"` (output lost until a newcomer is fully productive), `"vacancy"` (output lost while the place is empty, less pay saved), or a host's own; at most 40 small letters, digits and hyphens. */
  readonly part: string;
  /** What it is taken from: a fee, a month's loaded pay; zero or more. */
  readonly unitCost: Money;
  /** How many of it, as months of ramp; one when absent. */
  readonly unitCount?: number;
  /** The share of it that is lost, as 0.4 of the output; all of it when absent. */
  readonly lostFraction?: Fraction;
}

/** Turnover before and after, and what a leaver costs. */
export interface TurnoverInput {
  /** People whose turnover is compared, at the same time of the year. */
  readonly headcount: Count;
  /** Leavers in a year ÷ headcount, at the baseline; above 1 where places are filled more than once a year. */
  readonly baselineTurnoverRatio: number;
  /** The same afterwards. */
  readonly followUpTurnoverRatio: number;
  /** What one leaver costs, part by part, in one currency. */
  readonly leaverCostParts: readonly LeaverCostPart[];
  /** What the program cost. */
  readonly totalCost: Money;
  /** How each part and each result is rounded to the minor unit. */
  readonly rounding: Rounding;
}

const negativeAmount: Fault = { code: "turnover-savings.negative_amount", message: "The amount is {amount}, less than zero.", hint: "Give zero or more; take what is saved off the part that it belongs to." };
const mixedCurrencies: Fault = { code: "turnover-savings.mixed_currencies", message: "{got} is mixed with {expected}.", hint: "Convert it first, with a dated exchange rate." };
const duplicatePart: Fault = { code: "turnover-savings.duplicate_part", message: "The part “{part}” is listed twice.", hint: "Add them up, or give each a name of its own." };

/** Schema of a part of what a leaver costs. */
export const LeaverCostPart = z
  .strictObject({ part: word(40), unitCost: Money, unitCount: z.exactOptional(z.number().min(0).max(10_000)), lostFraction: z.exactOptional(Fraction) })
  .check(rule(({ unitCost }: LeaverCostPart, report) => { if (isNegative(unitCost)) report(negativeAmount, ["unitCost", "amount"], { amount: unitCost.amount }); }))
  .readonly() satisfies z.ZodType<LeaverCostPart>;

function findFaults({ leaverCostParts, totalCost }: TurnoverInput, report: Report): void {
  if (isNegative(totalCost)) report(negativeAmount, ["totalCost", "amount"], { amount: totalCost.amount });
  for (const [index, { part }] of repeated(leaverCostParts, ({ part }) => part)) report(duplicatePart, ["leaverCostParts", index, "part"], { part });
  if (!CurrencyCode.safeParse(totalCost.currency).success) return;
  leaverCostParts.forEach(({ unitCost: { currency: got } }, index) => { if (got !== totalCost.currency) report(mixedCurrencies, ["leaverCostParts", index, "unitCost", "currency"], { expected: totalCost.currency, got: got.slice(0, 3) }); });
}

const TurnoverRatio = z.number().min(0).max(10);
/** Schema of turnover before and after. */
export const TurnoverInput = z
  .strictObject({ headcount: Count.max(10_000_000), baselineTurnoverRatio: TurnoverRatio, followUpTurnoverRatio: TurnoverRatio, leaverCostParts: z.array(LeaverCostPart).min(1).max(50).readonly(), totalCost: Money, rounding: Rounding })
  .check(rule(findFaults))
  .readonly() satisfies z.ZodType<TurnoverInput>;

/** The parts that a leaver always costs; one without an entry is named. */
const usualParts = ["recruiting", "training", "ramp", "vacancy"] as const;

/** What fewer leavers are worth in a year, before anything is said of what caused it. */
export interface TurnoverSavings {
  /** Headcount · (baseline − follow-up); below zero when turnover rose. */
  readonly leaversAvoided: number;
  /** What one leaver costs: the sum of the parts. */
  readonly costPerLeaver: Money;
  /** Each part as it adds to the cost of a leaver. */
  readonly parts: readonly { readonly part: string; readonly partCost: Money }[];
  /** Leavers avoided · cost of one: the annual value of a benefit line, before attribution and confidence. Below zero when turnover rose. */
  readonly annualValue: Money;
  /** Annual value less the cost of the program. */
  readonly netBenefit: Money;
  /** What it cost to keep one; null when nobody was kept: a price below zero would look like a bargain. */
  readonly costPerLeaverAvoided: { readonly estimate: Money } | { readonly estimate: null; readonly reason: "no-leaver-avoided" };
  /** How many leavers have to be avoided to pay for the program; null when a leaver costs nothing. */
  readonly breakEvenLeaversAvoided: { readonly estimate: number } | { readonly estimate: null; readonly reason: "no-leaver-cost" };
  /** Of recruiting, training, ramp and vacancy those that no part is named after. */
  readonly missingParts: readonly string[];
}

/**
 * What fewer leavers are worth in a year, from what a leaver costs part by part.
 *
 *   leavers avoided = headcount · (turnover before − after)      annual value = leavers avoided · cost of one
 *
 * That turnover fell does not say why: give the value to `benefitEstimate` as a line of kind `turnover-savings` with its isolation method, attribution and confidence, and with `drawsOn` where other lines save the same leavers.
 * Where nobody has added up the parts, published case studies put a leaver at about a fifth of the annual salary (median 21 % of 27 studies, H. Boushey, S. Glynn 2012): a part with a `lostFraction` of 0.21, and a weak figure.
 *
 * @throws CoachingError `turnover-savings.negative_amount`, `turnover-savings.mixed_currencies`, `turnover-savings.duplicate_part`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const leaverCostParts = [{ part: "recruiting", unitCost: eur("2500") }, { part: "training", unitCost: eur("1800") }, { part: "ramp", unitCost: eur("3000"), unitCount: 3, lostFraction: 0.4 }, { part: "vacancy", unitCost: eur("900") }];
 * const savings = turnoverSavings({ headcount: 120, baselineTurnoverRatio: 0.35, followUpTurnoverRatio: 0.3, leaverCostParts, totalCost: eur("20000"), rounding: "half-even" });
 * [savings.leaversAvoided, savings.costPerLeaver.amount, savings.annualValue.amount]; // => [6, "8800.00", "52800.00"]
 * ```
 */
export function turnoverSavings(input: TurnoverInput): TurnoverSavings {
  const { headcount, baselineTurnoverRatio, followUpTurnoverRatio, leaverCostParts, totalCost, rounding } = check(TurnoverInput, input);
  const difference = tidyRatio(baselineTurnoverRatio - followUpTurnoverRatio);
  const leaversAvoided = Number(tidyRatio(headcount * Number(difference)));
  const parts = leaverCostParts.map(({ part, unitCost, unitCount = 1, lostFraction = 1 }) => ({ part, partCost: multiplyMoney(unitCost, { factors: [toDecimalText(unitCount), toDecimalText(lostFraction)], rounding }) }));
  const costPerLeaver = sumMoney(totalCost.currency, parts.map(({ partCost }) => partCost));
  const annualValue = multiplyMoney(costPerLeaver, { factors: [String(headcount), difference], rounding });
  const isFree = compareMoney({ left: costPerLeaver, right: zeroMoney(totalCost.currency) }) === 0;
  return {
    leaversAvoided, costPerLeaver, parts, annualValue, netBenefit: subtractMoney({ from: annualValue, less: totalCost }),
    costPerLeaverAvoided: leaversAvoided > 0 ? { estimate: dividedMoney(totalCost, { factors: [], divisor: toDecimalText(leaversAvoided), rounding }) } : { estimate: null, reason: "no-leaver-avoided" },
    breakEvenLeaversAvoided: isFree ? { estimate: null, reason: "no-leaver-cost" } : { estimate: ratioOfMoney({ numerator: totalCost, denominator: costPerLeaver }) },
    missingParts: usualParts.filter((usual) => !parts.some(({ part }) => part === usual)),
  };
}
