import { type Money, ratioOfMoney } from "coachkit/money";
import { costPerPoint, productivityUtility, turnoverSavings } from "coachkit/roi";
import { oracle } from "./oracle.js";

/**
 * Python's fractions.Fraction, exact. Our results are rounded to the minor unit, so amounts are put in 10^7 to the cent, which yen carry whole.
 * No known divergence.
 */
const [scale, cents] = [1e9, 10_000_000n];
const yen = (amount: number): Money => ({ amount: (BigInt(Math.round(amount * 100)) * cents).toString(), currency: "JPY" });
const plainOf = ({ amount }: Money): number => Number(amount) / scale;

type UtilityCase = { readonly model: string; readonly people: number; readonly years: number; readonly effectSizeD: number; readonly sdY: number; readonly costPerPerson: number; readonly fixedCost: number; readonly discountRate: number; readonly taxRate: number; readonly variableCost: number; readonly decayPerYear: number };
const totalCostOf = ({ people, costPerPerson, fixedCost }: UtilityCase) => yen(people * costPerPerson + fixedCost);
const utility = (input: UtilityCase, adjusted: boolean) => productivityUtility({
  headcount: input.people, yearCount: input.years, effectSizeD: input.effectSizeD, annualPerformanceSpread: yen(input.sdY), totalCost: totalCostOf(input), attritionFraction: 0, rounding: "half-even",
  ...(adjusted ? { decayFraction: input.decayPerYear, discountRateRatio: input.discountRate, variableCostRatio: input.variableCost, taxFraction: input.taxRate } : { decayFraction: 0, discountRateRatio: 0, variableCostRatio: 0, taxFraction: 0 }),
});

type TurnoverCase = { readonly headcount: number; readonly turnoverBefore: number; readonly turnoverAfter: number; readonly costPerLeaver: number; readonly programCost: number };
const turnover = ({ headcount, turnoverBefore, turnoverAfter, costPerLeaver, programCost }: TurnoverCase) =>
  turnoverSavings({ headcount, baselineTurnoverRatio: turnoverBefore, followUpTurnoverRatio: turnoverAfter, leaverCostParts: [{ part: "all", unitCost: yen(costPerLeaver) }], totalCost: yen(programCost), rounding: "half-even" });

oracle<never>("statistics/finance-hr-value-models.json", {
  utilityBasic: (input: UtilityCase) => plainOf(utility(input, false).netUtility),
  roiBasicPercent: (input: UtilityCase) => 100 * ratioOfMoney({ numerator: utility(input, false).netUtility, denominator: totalCostOf(input) }),
  utilityAdjusted: (input: UtilityCase) => plainOf(utility(input, true).netUtility),
  breakEvenEffectSize: (input: UtilityCase) => utility(input, false).breakEvenEffectSizeD.estimate,
  breakEvenSdY: (input: UtilityCase) => {
    const { estimate } = utility(input, false).breakEvenSpread;
    return estimate === null ? null : plainOf(estimate);
  },
  leaversAvoided: (input: TurnoverCase) => turnover(input).leaversAvoided,
  grossSaving: (input: TurnoverCase) => plainOf(turnover(input).annualValue),
  netBenefit: (input: TurnoverCase) => plainOf(turnover(input).netBenefit),
  roiPercent: (input: TurnoverCase) => 100 * ratioOfMoney({ numerator: turnover(input).netBenefit, denominator: yen(input.programCost) }),
  breakEvenLeaversAvoided: (input: TurnoverCase) => turnover(input).breakEvenLeaversAvoided.estimate,
  costPerOutcome: ({ alternatives }: { readonly alternatives: readonly { readonly name: string; readonly cost: number; readonly effect: number }[] }) => Object.fromEntries(alternatives.map(({ name, cost, effect }) => {
    const { estimate } = costPerPoint({ totalCost: yen(cost), improvementPoints: effect, rounding: "half-even" });
    return [name, estimate === null ? null : plainOf(estimate)];
  })),
  costPerLeaverAvoided: (input: TurnoverCase) => {
    const { estimate } = turnover(input).costPerLeaverAvoided;
    return estimate === null ? null : plainOf(estimate);
  },
}, Object.fromEntries(["breakEvenUnits", "breakEvenUnitsCeil", "breakEvenRevenue", "profit", "marginOfSafety", "breakEvenPriceAtUnits", "stronglyDominated", "extendedDominated", "frontier", "icers", "netMonetaryBenefit", "best"]
  .map((key) => [key, "compared in roi.test.ts"])));
