import { cashFlowPayback, datedNetPresentValue, type DatedPresentValueQuestion, internalRateOfReturn, modifiedRateOfReturn, netPresentValue, type PresentValueQuestion } from "coachkit/roi";
import { addDays } from "coachkit/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";
import { dated, flows } from "./flows.js";

const yearly = (annualRatio: number) => ({ annualRatio, periodsPerYear: 1 });
const question: PresentValueQuestion = { cashFlows: flows(-10_000, 6000, 6600), discountRate: yearly(0.1), firstFlow: "at-start", rounding: "half-even" };
const datedQuestion: DatedPresentValueQuestion = { cashFlows: dated(["2027-01-01", -10_000], ["2028-01-01", 6000], ["2028-12-31", 6600]), annualDiscountRatio: 0.1, valuationDate: "2027-01-01", rounding: "half-even" };
const worth = (change: Partial<PresentValueQuestion>) => netPresentValue({ ...question, ...change }).netPresentValue.amount;

describe("netPresentValue", () => {
  test("10,000 now for 6,000 and 6,600 at 10 %: 5,454.55 + 5,454.55 − 10,000", () => {
    expect(netPresentValue(question)).toEqual({
      netPresentValue: eur("909.09"), presentInflow: eur("10909.09"), presentOutflow: eur("10000.00"), discountedBenefitCostRatio: { estimate: 12 / 11 }, equivalentAnnuity: { estimate: eur("523.81") },
      assumptions: { annualRatio: 0.1, periodsPerYear: 1, ratioPerPeriod: 0.1, compounding: "effective-annual", firstFlow: "at-start", rounding: "half-even" },
    });
  });
  test.each([
    ["a first flow after one period is worth a tenth less", { firstFlow: "after-one-period" }, "826.45"],
    ["without a rate it is the sum", { discountRate: yearly(0) }, "2600.00"],
    ["below zero, later money is worth more", { discountRate: yearly(-0.5) }, "28400.00"],
    ["a month is the twelfth root of a year: in twelve months 1 % more a month is 1.01^12", { cashFlows: flows(...Array.from({ length: 12 }, () => 0), "1126.825030131969720661"), discountRate: { annualRatio: 0.12682503013196972, periodsPerYear: 12 } }, "1000.00"],
  ] as const)("%s", (_, change, amount) => {
    expect(worth(change)).toBe(amount);
  });
  test("the rate of a month is the twelfth root of the year's, less 1", () => { expect(netPresentValue({ ...question, discountRate: { annualRatio: 0.08, periodsPerYear: 12 } }).assumptions.ratioPerPeriod).toBe(0.006434030110003455); });
  test("a single flow has no period to spread over", () => { expect(netPresentValue({ ...question, cashFlows: flows(5) }).equivalentAnnuity).toEqual({ estimate: null, reason: "no-period" }); });
  test("where the first flow is after a period, one flow is spread over that", () => { expect(netPresentValue({ ...question, cashFlows: flows(11), firstFlow: "after-one-period" })).toMatchObject({ netPresentValue: eur("10.00"), equivalentAnnuity: { estimate: eur("11.00") } }); });
  test("a rate of −0 is told as 0 beside every answer", () => {
    const rate = { annualRatio: -0, periodsPerYear: 1 };
    const { cashFlows } = question;
    const told = [
      netPresentValue({ ...question, discountRate: rate }).assumptions.annualRatio, datedNetPresentValue({ ...datedQuestion, annualDiscountRatio: -0 }).assumptions.annualDiscountRatio, cashFlowPayback({ cashFlows, discountRate: rate }).assumptions.annualRatio,
      ...Object.values(modifiedRateOfReturn({ cashFlows, annualFinanceRatio: -0, annualReinvestmentRatio: -0, periodsPerYear: 1 }).assumptions).slice(0, 2),
    ];
    expect(told).toEqual([0, 0, 0, 0, 0]);
  });
  test("where nothing is paid there is no ratio", () => { expect(netPresentValue({ ...question, cashFlows: flows(5, 0) }).discountedBenefitCostRatio).toEqual({ estimate: null, reason: "no-outflow" }); });
  test("the currency's digits are those of the answer", () => { expect(netPresentValue({ ...question, cashFlows: [{ amount: "1000", currency: "JPY" }, { amount: "-500", currency: "JPY" }] }).netPresentValue).toEqual({ amount: "545", currency: "JPY" }); });
  test.each([["half-even", "0.12"], ["half-up", "0.13"], ["down", "0.12"], ["up", "0.13"]] as const)("a tie stays a tie after dividing: 0.1375 at 10 %% is 0.125, by %s %s", (rounding, amount) => {
    expect(worth({ cashFlows: flows(0, "0.1375"), rounding })).toBe(amount);
  });
  test("a third that is not a tie is above it: 0.125 and 10⁻¹⁸", () => { expect(worth({ cashFlows: flows("0.125000000000000001") })).toBe("0.13"); });
  test("binary dust does not enter: 0.10 thirty times is 3.00", () => { expect(worth({ cashFlows: flows(...Array.from({ length: 30 }, () => "0.10")), discountRate: yearly(0) })).toBe("3.00"); });
  test("1,200 flows are the most, also at a rate next to −1 where they are nothing", () => {
    expect(worth({ cashFlows: flows(1, ...Array.from({ length: 1199 }, () => 0)), discountRate: yearly(-0.999999999999999) })).toBe("1.00");
    expect(faults(() => worth({ cashFlows: flows(...Array.from({ length: 1201 }, () => 0)) }))).toEqual(["input.too_big /cashFlows"]);
  });
  test.each([
    ["a rate of −1", { discountRate: yearly(-1) }, ["cash-flows.rate_too_low /discountRate/annualRatio"]],
    ["a rate below −1", { discountRate: yearly(-1.5) }, ["cash-flows.rate_too_low /discountRate/annualRatio"]],
    ["a percent for a rate", { discountRate: yearly(8) }, ["input.too_big /discountRate/annualRatio"]],
    ["a rate that is no number", { discountRate: yearly(Number.NaN) }, ["input.invalid_type /discountRate/annualRatio"]],
    ["no period in a year", { discountRate: { annualRatio: 0.1, periodsPerYear: 0 } }, ["input.too_small /discountRate/periodsPerYear"]],
    ["no flow", { cashFlows: [] }, ["input.too_small /cashFlows"]],
    ["two currencies", { cashFlows: [eur("1"), { amount: "1", currency: "USD" }] }, ["cash-flows.mixed_currencies /cashFlows/1/currency"]],
    ["an unknown currency, once", { cashFlows: [{ amount: "1", currency: "XYZ" }, eur("1")] }, ["currency.unknown_currency /cashFlows/0/currency"]],
    ["an exponent", { cashFlows: flows("1e400") }, ["input.invalid_format /cashFlows/0/amount"]],
    ["a hundred million digits", { cashFlows: flows("9".repeat(1e8)) }, ["input.invalid_format /cashFlows/0/amount"]],
    ["an amount that outgrows money on the way", { cashFlows: flows(1, ...Array.from({ length: 99 }, () => 1)), discountRate: yearly(-0.9) }, ["exact-amount.too_large /"]],
  ])("refuses %s", (_, change, found) => { expect(faults(() => worth(change as never))).toEqual(found); });
  const amounts = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 12 });
  const rate = fc.integer({ min: -900, max: 4000 }).map((thousandths) => thousandths / 1000);
  /** The value as a fraction of whole numbers, by itself: Σ c_t · 1000^t ÷ (1000 + r)^t. */
  const exactly = (cents: readonly number[], ratio: number): readonly [bigint, bigint] => {
    const [growth, last] = [BigInt(Math.round(ratio * 1000) + 1000), cents.length - 1];
    return [cents.reduce((sum, value, at) => sum + BigInt(value) * 1000n ** BigInt(at) * growth ** BigInt(last - at), 0n), growth ** BigInt(last)];
  };
  test("it is the exact fraction, cut to the cent", () => {
    fc.assert(fc.property(amounts, rate, (cents, ratio) => {
      const [numerator, denominator] = exactly(cents, ratio);
      const got = netPresentValue({ ...question, cashFlows: cents.map((value) => eur(`${value < 0 ? "-" : ""}${String(Math.abs(value)).padStart(3, "0").replace(/(..)$/u, ".$1")}`)), discountRate: yearly(ratio), rounding: "down" });
      expect(BigInt(got.netPresentValue.amount.replace(".", ""))).toBe(numerator / denominator);
    }));
  });
  const inflows = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 });
  const mild = fc.integer({ min: -500, max: 4000 }).map((thousandths) => thousandths / 1000);
  test("a higher rate never raises what later inflows are worth, nor what a dearer program is worth", () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), inflows, mild, mild, fc.nat({ max: 1e6 }), (now, later, one, other, dearer) => {
      const at = (first: number, ratio: number) => Number(worth({ cashFlows: flows(first, ...later), discountRate: yearly(ratio) }));
      expect(at(now, Math.max(one, other))).toBeLessThanOrEqual(at(now, Math.min(one, other)));
      expect(at(now - dearer, one)).toBeLessThanOrEqual(at(now, one));
      const dates = later.map((amount, index) => [addDays("2027-01-01", index * 100), amount] as const);
      const onDays = (annualDiscountRatio: number) => Number(datedNetPresentValue({ ...datedQuestion, cashFlows: dated(...dates), annualDiscountRatio }).netPresentValue.amount);
      expect(onDays(Math.max(one, other))).toBeLessThanOrEqual(onDays(Math.min(one, other)));
    }));
  });
  test("discounted, an investment pays back no sooner, and at its rate of return it is worth nothing", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), inflows, rate.map(Math.abs), (outlay, later, ratio) => {
      const cashFlows = flows(-outlay, ...later);
      const { payback, discountedPayback } = cashFlowPayback({ cashFlows, discountRate: yearly(ratio) });
      expect(discountedPayback.estimate ?? Infinity).toBeGreaterThanOrEqual((payback.estimate ?? Infinity) - 1e-12);
      const { estimate } = internalRateOfReturn({ cashFlows, periodsPerYear: 1 });
      if (estimate === null || estimate > 5 || estimate < -0.5) return;
      expect(Math.abs(Number(worth({ cashFlows, discountRate: yearly(estimate) })))).toBeLessThanOrEqual(0.01 + 1e-9 * later.reduce((sum, amount) => sum + amount, outlay) * 2 ** later.length);
    }));
  });
  test("it is linear in the flows", () => {
    fc.assert(fc.property(amounts, rate.map(Math.abs), fc.integer({ min: -5, max: 5 }), (whole, ratio, factor) => {
      const at = (values: readonly number[]) => Number(netPresentValue({ ...question, cashFlows: flows(...values), discountRate: yearly(ratio) }).netPresentValue.amount);
      expect(Math.abs(at(whole.map((value) => value * factor)) - factor * at(whole))).toBeLessThanOrEqual(0.04 + 1e-13 * Math.abs(at(whole)) * 5);
    }));
  });
});

describe("datedNetPresentValue", () => {
  test("flows a year of 365 days apart are those of yearly periods", () => { expect(datedNetPresentValue(datedQuestion)).toMatchObject({ netPresentValue: eur("909.09"), discountedBenefitCostRatio: { estimate: 12 / 11 }, assumptions: { annualDiscountRatio: 0.1, compounding: "effective-annual", dayCount: "actual/365", valuationDate: "2027-01-01", rounding: "half-even" } }); });
  test("a leap year is a day more than a year", () => { expect(datedNetPresentValue({ ...datedQuestion, cashFlows: dated(["2028-01-01", 0], ["2029-01-01", 1_000_000]), valuationDate: "2028-01-01" }).netPresentValue.amount).toBe((1e6 / 1.1 ** (366 / 365)).toFixed(2)); });
  test("what lies before the day of value has earned the rate", () => { expect(datedNetPresentValue({ ...datedQuestion, cashFlows: dated(["2026-01-01", 100]) }).netPresentValue).toEqual(eur("110.00")); });
  test.each([
    ["a day that is not in the calendar", { cashFlows: dated(["2027-02-30", 1]) }, ["input.invalid_format /cashFlows/0/date"]],
    ["two currencies", { cashFlows: [...dated(["2027-01-01", 1]), { date: "2027-01-02", money: { amount: "1", currency: "USD" } }] }, ["cash-flows.mixed_currencies /cashFlows/1/money/currency"]],
    ["a rate of −1", { annualDiscountRatio: -1 }, ["cash-flows.rate_too_low /annualDiscountRatio"]],
    ["an amount that outgrows money", { cashFlows: dated(["2199-12-31", "9".repeat(18)]), annualDiscountRatio: -0.5 }, ["exact-amount.too_large /"]],
  ])("refuses %s", (_, change, found) => { expect(faults(() => datedNetPresentValue({ ...datedQuestion, ...change }))).toEqual(found); });
  test("a million flows are refused by the number of them, not worked through", () => {
    const [flow] = dated(["2027-01-01", 1]);
    expect(faults(() => datedNetPresentValue({ ...datedQuestion, cashFlows: new Array(1_000_000).fill(flow) as never }))).toEqual(["input.too_large /"]);
    expect(faults(() => netPresentValue({ ...question, cashFlows: new Array(1_000_000).fill(flow?.money) as never }))).toEqual(["input.too_big /cashFlows"]);
  });
  test("equally spaced, it is the periodic value to the cent; in any order", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 8 }), fc.constantFrom(1, 5, 73, 365), fc.integer({ min: -90, max: 300 }), (values, days, percent) => {
      const annualRatio = percent / 100;
      const cashFlows = dated(...values.map((value, index) => [addDays("2027-01-01", index * days), value] as const));
      const { netPresentValue: periodic } = netPresentValue({ ...question, cashFlows: flows(...values), discountRate: { annualRatio, periodsPerYear: 365 / days } });
      for (const list of [cashFlows, cashFlows.toReversed()]) expect(datedNetPresentValue({ ...datedQuestion, cashFlows: list, annualDiscountRatio: annualRatio }).netPresentValue).toEqual(periodic);
    }));
  });
});
