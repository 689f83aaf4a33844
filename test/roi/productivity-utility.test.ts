import { sumMoney } from "coachkit/money";
import { productivityUtility, type ProductivityInput } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../money/faults.js";

const input = (change: Partial<ProductivityInput> = {}): ProductivityInput => ({
  headcount: 15, yearCount: 1, effectSizeD: 0.36, annualPerformanceSpread: eur("24000"), totalCost: eur("60000"), attritionFraction: 0, decayFraction: 0, discountRateRatio: 0, variableCostRatio: 0, taxFraction: 0, rounding: "half-even", ...change,
});

describe("productivityUtility", () => {
  test("15 people, d .36, SDy 24,000 are 129,600; less 60,000 are 69,600; d breaks even at .166667", () => {
    expect(productivityUtility(input())).toEqual({
      years: [{ year: 1, peopleLeft: 15, effectSizeD: 0.36, presentValue: eur("129600.00") }], totalUtility: eur("129600.00"), costAfterTax: eur("60000.00"), netUtility: eur("69600.00"), annualValue: eur("129600.00"),
      breakEvenEffectSizeD: { estimate: 1 / 6 }, breakEvenSpread: { estimate: eur("11111.11") }, netUtilityBand: null, warnings: ["no-spread-band"],
    });
  });
  test("d .31 and a cost of 45,000 are 66,600, and break even at .125", () => { expect(productivityUtility(input({ effectSizeD: 0.31, totalCost: eur("45000") }))).toMatchObject({ netUtility: eur("66600.00"), breakEvenEffectSizeD: { estimate: 0.125 } }); });
  test("people leave and the effect fades from the second year on", () => {
    const { years, warnings } = productivityUtility(input({ headcount: 100, yearCount: 3, effectSizeD: 0.5, annualPerformanceSpread: eur("1000"), attritionFraction: 0.2, decayFraction: 0.5 }));
    expect(years.map(({ year, peopleLeft, effectSizeD, presentValue }) => [year, peopleLeft, effectSizeD, presentValue.amount])).toEqual([[1, 100, 0.5, "50000.00"], [2, 80, 0.25, "20000.00"], [3, 64, 0.125, "8000.00"]]);
    expect(warnings).toEqual(["no-spread-band", "several-years"]);
  });
  test("a year is discounted at its end, and taxes and variable cost come off", () => {
    expect(productivityUtility(input({ headcount: 10, yearCount: 2, effectSizeD: 1, annualPerformanceSpread: eur("121"), totalCost: eur("100"), discountRateRatio: 0.1, variableCostRatio: -0.5, taxFraction: 0.2 }))).toMatchObject({
      years: [{ presentValue: eur("440.00") }, { presentValue: eur("400.00") }], costAfterTax: eur("80.00"), netUtility: eur("760.00"), annualValue: eur("1210.00"),
    });
  });
  test("a band tells the result at both ends", () => {
    expect(productivityUtility(input({ spreadBand: { low: eur("12000"), high: eur("36000") } }))).toMatchObject({ netUtilityBand: { atLow: eur("4800.00"), atHigh: eur("134400.00") }, warnings: [] });
  });
  test("an effect for the worse costs, and is no benefit", () => { expect(productivityUtility(input({ effectSizeD: -0.36 }))).toMatchObject({ netUtility: eur("-189600.00"), annualValue: null, breakEvenSpread: { estimate: null, reason: "no-effect" }, breakEvenEffectSizeD: { estimate: 1 / 6 } }); });
  test("no effect brings nothing", () => { expect(productivityUtility(input({ effectSizeD: 0 }))).toMatchObject({ totalUtility: eur("0.00"), annualValue: null, breakEvenSpread: { estimate: null } }); });
  test("a value that taxes take whole breaks even nowhere", () => { expect(productivityUtility(input({ taxFraction: 1 })).breakEvenEffectSizeD).toEqual({ estimate: null, reason: "no-value" }); });
  test("twenty years with long fractions stay exact and fast", () => {
    const fractions = { attritionFraction: 0.123456789, decayFraction: 0.0987654321, discountRateRatio: 0.0712345678 };
    expect(productivityUtility(input({ yearCount: 20, ...fractions })).years).toHaveLength(20);
  });

  test.each<[string, Partial<ProductivityInput>, readonly string[]]>([
    ["a cost below zero", { totalCost: eur("-1") }, ["productivity-utility.negative_cost /totalCost/amount"]],
    ["a spread of zero", { annualPerformanceSpread: eur("0") }, ["productivity-utility.no_spread /annualPerformanceSpread/amount"]],
    ["a spread in another currency", { annualPerformanceSpread: { amount: "1", currency: "USD" } }, ["productivity-utility.mixed_currencies /annualPerformanceSpread/currency"]],
    ["a band beside its spread", { spreadBand: { low: eur("25000"), high: eur("36000") } }, ["productivity-utility.crossed_band /spreadBand"]],
    ["a band of zero", { spreadBand: { low: eur("0"), high: eur("36000") } }, ["productivity-utility.no_spread /spreadBand/low/amount"]],
    ["a discount rate of −1", { discountRateRatio: -1 }, ["input.too_small /discountRateRatio"]],
    ["half a year", { yearCount: 0.5 }, ["input.invalid_type /yearCount"]],
    ["more years than twenty", { yearCount: 21 }, ["input.too_big /yearCount"]],
    ["an effect in percent", { effectSizeD: 36 }, ["input.too_big /effectSizeD"]],
    ["a hostile amount", { totalCost: eur("9".repeat(1000)) }, ["input.invalid_format /totalCost/amount"]],
  ])("refuses %s", (_, change, want) => { expect(faults(() => productivityUtility(input(change)))).toEqual(want); });

  test("the years add up, and more attrition, decay, waiting or cost never makes more", () => {
    const share = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
    fc.assert(fc.property(share, share, share, share, fc.constantFrom("attritionFraction" as const, "decayFraction" as const, "discountRateRatio" as const), (attritionFraction, decayFraction, discountRateRatio, more, key) => {
      const base = { yearCount: 3, attritionFraction, decayFraction, discountRateRatio };
      const { years, totalUtility } = productivityUtility(input(base));
      expect(sumMoney("EUR", years.map(({ presentValue }) => presentValue))).toEqual(totalUtility);
      const stricter = productivityUtility(input({ ...base, [key]: Math.min(1, base[key] + more) }));
      expect(Number(stricter.totalUtility.amount)).toBeLessThanOrEqual(Number(totalUtility.amount));
    }));
  });
});
