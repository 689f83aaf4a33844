import fc from "fast-check";
import { cashFlowPayback, netPresentValue } from "coachkit/roi";
import { sumMoney } from "coachkit/money";
import { type BaseCase, baseCase, type Scenario, tornado } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { eur, input, netOf, once, program } from "../scenarios.js";
import { small } from "./definitions.js";

const amounts = (monies: readonly { readonly amount: string }[]): readonly string[] => monies.map(({ amount }) => amount);
const tornadoBase = (scenario: Scenario, base: "mean" | "median") => tornado({ scenario, measure: "net-benefit", base, lowProbability: 0.1, highProbability: 0.9 }).base;

describe("the base case", () => {
  const traced = baseCase({ scenario: small, base: "median" });
  test("of a small program can be redone by hand", () => {
    // 1,000 × 10 × 0.1 = 1,000 a month for 3 months; today they are worth 1,000 × (1/1.01 + 1/1.01² + 1/1.01³) = 2,940.99
    expect(traced.benefits.terms).toEqual([{
      termId: "sales", money: eur("1000.00"), factors: [{ driverId: "lift", isUncertain: true, value: 0.1 }, { driverId: "people", isUncertain: false, value: 10 }], fromMonth: 1, toMonth: 3, monthCount: 3,
      discountedMonthCount: expect.closeTo(1 / 1.01 + 1 / 1.01 ** 2 + 1 / 1.01 ** 3, 12) as number, total: eur("3000.00"), presentValue: eur("2940.99"),
    }]);
    expect(traced.costs).toMatchObject({ total: eur("2000.00"), presentValue: eur("2000.00"), roundingDifference: eur("0.00"), terms: [{ monthCount: 1, discountedMonthCount: 1 }] });
    expect([traced.netBenefit.amount, traced.roiRatio, traced.netPresentValue.amount]).toEqual(["1000.00", { estimate: 0.5 }, "940.99"]);
    expect(amounts(traced.cashFlows)).toEqual(["-2000.00", "1000.00", "1000.00", "1000.00"]);
    expect(amounts(traced.cumulativeCashFlows)).toEqual(["-2000.00", "-1000.00", "0.00", "1000.00"]);
    expect(traced.values).toEqual([{ driverId: "lift", isUncertain: true, value: 0.1 }, { driverId: "people", isUncertain: false, value: 10 }]);
    expect(traced.assumptions).toEqual({ base: "median", horizonMonths: 3, annualDiscountRatio: small.annualDiscountRatio, discounted: "net-present-value-only", paid: "end-of-month", rounding: "half-even" });
  });
  test("has flows that the functions of roi take as they are", () => {
    expect(netPresentValue({ cashFlows: traced.cashFlows, discountRate: { annualRatio: small.annualDiscountRatio, periodsPerYear: 12 }, firstFlow: "at-start", rounding: "half-even" }).netPresentValue.amount).toBe("940.99");
    expect(cashFlowPayback({ cashFlows: traced.cashFlows, discountRate: { annualRatio: 0, periodsPerYear: 12 } }).payback).toEqual({ estimate: 2, lastingPeriods: 2 });
  });
  test("stands at means where it is asked to: a skewed input moves it", () => {
    const skewed: Scenario = { ...small, inputs: [input("lift", { family: "discrete", outcomes: [{ value: 0, probability: 0.6 }, { value: 1, probability: 0.4 }] })] };
    expect([baseCase({ scenario: skewed, base: "median" }).benefits.total.amount, baseCase({ scenario: skewed, base: "mean" }).benefits.total.amount]).toEqual(["0.00", "12000.00"]);
  });
  test("takes decimals for what they say: 0.1 × 3 × 0.05 is no binary dust, and a tie goes to the even cent", () => {
    const { benefits } = baseCase({ scenario: { ...small, inputs: [], drivers: [{ id: "a", value: 0.1 }, { id: "b", value: 0.05 }], benefits: [once("tie", "3", ["a", "b"])], costs: [once("c", "1")] }, base: "mean" });
    expect(benefits.total.amount).toBe("0.02");
  });
  test("names the cent that rounded lines lack, so that lines add up to the total", () => {
    const { costs, netBenefit } = baseCase({ scenario: { ...small, costs: ["a", "b", "c"].map((id) => once(id, "0.334")) }, base: "mean" });
    expect([amounts(costs.terms.map(({ total }) => total)), costs.total.amount, costs.roundingDifference.amount, netBenefit.amount]).toEqual([["0.33", "0.33", "0.33"], "1.00", "0.01", "2999.00"]);
  });
  test("has no ROI where nothing is paid, and says why", () => {
    const { roiRatio, netBenefit } = baseCase({ scenario: { ...small, costs: [once("free", "0")] }, base: "mean" });
    expect([roiRatio, netBenefit.amount]).toEqual([{ estimate: null, reason: "no-cost" }, "3000.00"]);
  });
  test("knows yen, which have no cents", () => {
    const yen = (amount: string) => ({ amount, currency: "JPY" });
    const { benefits, cashFlows } = baseCase({ scenario: { inputs: [], drivers: [], benefits: [{ ...once("a", "1"), money: yen("10.5") }], costs: [{ ...once("b", "1"), money: yen("7") }], horizonMonths: 1, annualDiscountRatio: 0 }, base: "mean" });
    expect([benefits.total, amounts(cashFlows)]).toEqual([yen("10"), ["4", "0"]]);
  });
});

describe("the base case is refused", () => {
  const withDriver = (value: number, amount = "1") => () => baseCase({ scenario: { ...netOf({ family: "uniform", min: 0, max: 1 }), drivers: [{ id: "d", value }], benefits: [once("b", amount, ["d"])] }, base: "mean" });
  test("where a factor or an amount outgrows what money holds", () => {
    expect(issuesOf(withDriver(1e18))).toEqual(["decimal-text.too_large at /"]);
    expect(issuesOf(withDriver(1e15, "1000000"))).toEqual(["exact-amount.too_large at /"]);
  });
  test("where its question is no question", () => { expect(issuesOf(() => baseCase({ scenario: small, base: "mode" as "mean" }))).toEqual(["input.invalid_value at /base"]); });
});

const whole = fc.integer({ min: 0, max: 500 });
const scenarios: fc.Arbitrary<Scenario> = fc.record({ people: whole, fee: fc.integer({ min: 1, max: 5000 }), low: fc.integer({ min: -300, max: 300 }), width: fc.integer({ min: 1, max: 900 }), from: fc.nat({ max: 12 }), to: fc.nat({ max: 12 }), rate: fc.integer({ min: -20, max: 100 }) }).map(({ people, fee, low, width, from, to, rate }) => ({
  inputs: [input("lift", { family: "uniform", min: low / 1000, max: (low + width) / 1000 })], drivers: [{ id: "people", value: people }],
  benefits: [{ id: "sales", money: eur("1234.56"), driverIds: ["people", "lift"], fromMonth: Math.min(from, to), toMonth: Math.max(from, to) }, once("bonus", "10.10", ["lift"], 5)],
  costs: [once("seats", String(fee), ["people"]), { id: "rent", money: eur("7.77"), driverIds: [], fromMonth: 0, toMonth: 11 }], horizonMonths: 12, annualDiscountRatio: rate / 100,
}));
const cents = ({ amount }: { readonly amount: string }): number => Math.round(Number(amount) * 100);

describe("laws of the base case", () => {
  test("it is what tornado, worked out in doubles, has at its base, to the cent", () => {
    fc.assert(fc.property(scenarios, fc.constantFrom("mean", "median"), (scenario, base) => {
      const [traced, point] = [baseCase({ scenario, base }), tornadoBase(scenario, base)];
      // a tie between two cents may fall either way in a double
      expect(Math.abs(cents(traced.netBenefit) - cents(point.netBenefit))).toBeLessThanOrEqual(1);
      expect(Math.abs(cents(traced.netPresentValue) - cents(point.netPresentValue))).toBeLessThanOrEqual(1);
      expect(traced.roiRatio.estimate).toBeCloseTo(point.roiRatio, 9);
    }));
    expect(tornadoBase(program, "median")).toMatchObject({ netBenefit: baseCase({ scenario: program, base: "median" }).netBenefit, netPresentValue: baseCase({ scenario: program, base: "median" }).netPresentValue });
  });
  test("lines and rounding difference add up to the total; flows add up to the net benefit; net is benefit less cost within a cent", () => {
    const addUp = ({ benefits, costs, netBenefit, cashFlows, cumulativeCashFlows }: BaseCase): void => {
      for (const { terms, total, roundingDifference } of [benefits, costs]) expect(sumMoney("EUR", [...terms.map((term) => term.total), roundingDifference])).toEqual(total);
      expect(sumMoney("EUR", cashFlows)).toEqual(netBenefit);
      expect(cumulativeCashFlows.at(-1)).toEqual(netBenefit);
      expect(Math.abs(cents(benefits.total) - cents(costs.total) - cents(netBenefit))).toBeLessThanOrEqual(1);
    };
    fc.assert(fc.property(scenarios, (scenario) => { addUp(baseCase({ scenario, base: "mean" })); }));
  });
  test("flows discounted by roi come to the present value, up to half a cent a month", () => {
    fc.assert(fc.property(scenarios, (scenario) => {
      const { cashFlows, netPresentValue: worth } = baseCase({ scenario, base: "median" });
      const again = netPresentValue({ cashFlows, discountRate: { annualRatio: scenario.annualDiscountRatio, periodsPerYear: 12 }, firstFlow: "at-start", rounding: "half-even" }).netPresentValue;
      expect(Math.abs(cents(again) - cents(worth))).toBeLessThanOrEqual(14);
    }));
  });
  test("the order of lists does not matter", () => {
    const turned: Scenario = { ...program, inputs: program.inputs.toReversed(), costs: program.costs.toReversed().map((term) => ({ ...term, driverIds: term.driverIds.toReversed() })) };
    expect(baseCase({ scenario: turned, base: "mean" })).toEqual(baseCase({ scenario: program, base: "mean" }));
  });
});
