import * as z from "zod";
import { check } from "../../error/index.js";
import { type CurrencyCode, type Money, type Rounding, subtractMoney, sumMoney } from "../../money/index.js";
import { type ExactAmount, moneyOf, numberOf, ratioOf } from "../../roi/internal.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { basePoint, InputBase } from "../scenario-point.js";
import { Scenario, type ScenarioTerm } from "../scenario.js";
import { discountedMonths, type ExactTerm, exactTerm, worthOfMonths } from "./exact-term.js";

/** Where a scenario is worked out once. */
export interface BaseCaseQuestion {
  /** The scenario. */
  readonly scenario: Scenario;
  /** Where every uncertain input stands: at its mean or at its median. */
  readonly base: InputBase;
}
/** One number that a scenario is worked out from. */
export interface TracedValue {
  /** The input or driver. */
  readonly driverId: Id;
  /** Whether it is an uncertain input, and so stands at its base. */
  readonly isUncertain: boolean;
  /** Where it stands. */
  readonly value: number;
}
/** How one term comes about: money × factors × months. */
export interface TracedTerm {
  /** The term. */
  readonly termId: Id;
  /** What is paid in each month, per unit of every factor. */
  readonly money: Money;
  /** What it is multiplied by, by id. */
  readonly factors: readonly TracedValue[];
  /** The first month in which it is paid. */
  readonly fromMonth: number;
  /** The last month. */
  readonly toMonth: number;
  /** In how many months it is paid. */
  readonly monthCount: number;
  /** The sum of the discount factors of these months, (1 + annualDiscountRatio)^(−month ÷ 12) each: the present value of one unit a month. */
  readonly discountedMonthCount: number;
  /** Money × factors × `monthCount`, rounded to the minor unit. */
  readonly total: Money;
  /** Money × factors × `discountedMonthCount`, rounded to the minor unit. */
  readonly presentValue: Money;
}
/** The terms of one side, with their sum. */
export interface TracedSide {
  /** Its terms, by id. */
  readonly terms: readonly TracedTerm[];
  /** The exact sum, rounded once. */
  readonly total: Money;
  /** The exact sum of the present values, rounded once. */
  readonly presentValue: Money;
  /** By how much `total` is above the sum of the rounded terms: the lines and this add up. */
  readonly roundingDifference: Money;
}
/** What a scenario comes to where every uncertain input stands at its base, so that it can be redone by hand. */
export interface BaseCase {
  /** Inputs and drivers, by id. */
  readonly values: readonly TracedValue[];
  /** What comes in. */
  readonly benefits: TracedSide;
  /** What goes out. */
  readonly costs: TracedSide;
  /** Benefit − cost, undiscounted. */
  readonly netBenefit: Money;
  /** (benefit − cost) ÷ cost, undiscounted; there is none where the whole cost is zero or less. */
  readonly roiRatio: { readonly estimate: number } | { readonly estimate: null; readonly reason: "no-cost" };
  /** Benefit − cost, discounted at the end of each month. */
  readonly netPresentValue: Money;
  /** What comes in less what goes out, for month 0, 1, … up to the horizon: the flows that `netPresentValue` and `internalRateOfReturn` of `coachkit/roi` take, with `firstFlow: "at-start"`. */
  readonly cashFlows: readonly Money[];
  /** The sum of the flows up to each month; the last one is the net benefit. */
  readonly cumulativeCashFlows: readonly Money[];
  /** What the figures rest on. Flows are differences of their rounded sums, so that no cent is lost over the months. */
  readonly assumptions: { readonly base: InputBase; readonly horizonMonths: number; readonly annualDiscountRatio: number; readonly discounted: "net-present-value-only"; readonly paid: "end-of-month"; readonly rounding: Rounding };
}

/** Schema of a question for the base case. */
export const BaseCaseQuestion = z.strictObject({ scenario: Scenario, base: InputBase }).readonly() satisfies z.ZodType<BaseCaseQuestion>;

const sumOf = (amounts: readonly ExactAmount[]): ExactAmount => amounts.reduce((sum, amount) => sum + amount, 0n);
/** (gained − spent) ÷ spent, where something is spent. */
export const exactRoi = (gained: ExactAmount, spent: ExactAmount): BaseCase["roiRatio"] => (spent > 0n ? { estimate: ratioOf(gained - spent, spent) } : { estimate: null, reason: "no-cost" });
/** An exact amount in whole minor units. */
export const rounded = (amount: ExactAmount, currency: CurrencyCode): Money => moneyOf(amount, currency, "half-even");

/** A side, with its exact terms. */
interface ExactSide {
  readonly terms: readonly ScenarioTerm[];
  readonly exact: readonly ExactTerm[];
}
/** What all flows up to each month come to: each term begins to be paid in its first month and stops after its last one. */
function exactSums({ benefits, costs }: { readonly benefits: ExactSide; readonly costs: ExactSide }, months: number): readonly ExactAmount[] {
  const changes = Array.from({ length: months + 1 }, () => 0n);
  const change = (month: number, amount: ExactAmount): void => { changes[month] = (changes[month] ?? 0n) + amount; };
  for (const [{ terms, exact }, sign] of [[benefits, 1n], [costs, -1n]] as const) {
    terms.forEach(({ fromMonth, toMonth }, index) => {
      const paid = sign * (exact[index]?.monthly ?? 0n);
      change(fromMonth, paid);
      change(toMonth + 1, -paid);
    });
  }
  let [monthly, sum] = [0n, 0n];
  return changes.slice(0, months).map((amount) => {
    monthly += amount;
    sum += monthly;
    return sum;
  });
}

/** The base case of a checked scenario. */
function baseCaseOf({ scenario, base }: BaseCaseQuestion): BaseCase {
  const { placeOf, values, currency } = basePoint(scenario, base);
  const { horizonMonths, annualDiscountRatio } = scenario;
  const uncertain = new Set(scenario.inputs.map(({ inputId }) => inputId));
  const sums = discountedMonths(annualDiscountRatio, horizonMonths + 1);
  const valueOf = (id: Id): number => values[placeOf.get(id) as number] as number;
  const traced = (driverId: Id): TracedValue => ({ driverId, isUncertain: uncertain.has(driverId), value: valueOf(driverId) + 0 });
  const ordered = (list: readonly ScenarioTerm[]): ExactSide => {
    const terms = list.toSorted((one, other) => inTextOrder(one.id, other.id));
    return { terms, exact: terms.map((term) => exactTerm(term, valueOf, sums)) };
  };
  const tracedTerm = (term: ScenarioTerm, { total, present }: ExactTerm): TracedTerm => {
    const { id: termId, money, driverIds, fromMonth, toMonth } = term;
    return {
      termId, money: sumMoney(currency, [money]), factors: driverIds.toSorted(inTextOrder).map(traced), fromMonth, toMonth, monthCount: toMonth - fromMonth + 1, discountedMonthCount: numberOf(worthOfMonths(sums, term)),
      total: rounded(total, currency), presentValue: rounded(present, currency),
    };
  };
  const sideOf = ({ terms: list, exact }: ExactSide): TracedSide => {
    const terms = list.map((term, index) => tracedTerm(term, exact[index] as ExactTerm));
    const total = rounded(sumOf(exact.map((each) => each.total)), currency);
    return { terms, total, presentValue: rounded(sumOf(exact.map(({ present }) => present)), currency), roundingDifference: subtractMoney({ from: total, less: sumMoney(currency, terms.map((term) => term.total)) }) };
  };
  const [benefits, costs] = [ordered(scenario.benefits), ordered(scenario.costs)];
  const [gained, spent] = [benefits, costs].map(({ exact }) => sumOf(exact.map(({ total }) => total))) as [ExactAmount, ExactAmount];
  const cumulativeCashFlows = exactSums({ benefits, costs }, horizonMonths + 1).map((sum) => rounded(sum, currency));
  return {
    values: [...placeOf.keys()].sort(inTextOrder).map(traced),
    benefits: sideOf(benefits), costs: sideOf(costs), netBenefit: rounded(gained - spent, currency), roiRatio: exactRoi(gained, spent),
    netPresentValue: rounded(sumOf(benefits.exact.map(({ present }) => present)) - sumOf(costs.exact.map(({ present }) => present)), currency),
    cashFlows: cumulativeCashFlows.map((sum, month) => (month === 0 ? sum : subtractMoney({ from: sum, less: cumulativeCashFlows[month - 1] as Money }))), cumulativeCashFlows,
    assumptions: { base, horizonMonths, annualDiscountRatio, discounted: "net-present-value-only", paid: "end-of-month", rounding: "half-even" },
  };
}

/**
 * The base case of a scenario, worked out term by term in decimals: money × factors × months, with the totals of both sides, net benefit, ROI, present value and the flow of each month. It is the trace that an auditor redoes by hand, and not what to expect: with uncertain inputs the mean of the outcome is another figure, which `simulateReturn` tells.
 * Digits of a factor beyond the 18th after the point are rounded; all else is exact until it is rounded once.
 *
 * @throws CoachingError `decimal-text.too_large` for a factor from 10^18 on, `exact-amount.too_large`, `scenario.*`, `cash-flows.mixed_currencies`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const { benefits, costs, netBenefit, roiRatio, cumulativeCashFlows } = baseCase({
 *   scenario: {
 *     inputs: [{ inputId: "lift", distribution: { family: "uniform", min: 0, max: 0.2 } }], drivers: [{ id: "people", value: 10 }],
 *     benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 3 }],
 *     costs: [{ id: "seats", money: eur("200"), driverIds: ["people"], fromMonth: 0, toMonth: 0 }], horizonMonths: 3, annualDiscountRatio: 0.08,
 *   },
 *   base: "median",
 * });
 * // 1000 × 0.1 × 10 × 3 months
 * benefits.total.amount; // => "3000.00"
 * [costs.total.amount, netBenefit.amount, roiRatio.estimate]; // => ["2000.00", "1000.00", 0.5]
 * cumulativeCashFlows.map(({ amount }) => amount); // => ["-2000.00", "-1000.00", "0.00", "1000.00"]
 * ```
 */
export const baseCase = (question: BaseCaseQuestion): BaseCase => baseCaseOf(check(BaseCaseQuestion, question));
