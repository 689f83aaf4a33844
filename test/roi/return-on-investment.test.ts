import { ledgerTotals, sumMoney } from "coachkit/money";
import { BenefitRule, returnOnInvestment } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answers, claimOf, costOf, estimate, ledgerOf, phillipsClaim, phillipsCosts, waive } from "./claims.js";
import { eur, faults } from "../money/faults.js";

const measured = (id: string, annualValue: string, currency = "EUR") => ({ ...estimate(id, annualValue, 1, 1), basis: "measured" as const, annualValue: { amount: annualValue, currency } });
const roiOf = (annualValue: string, amount: string, change = {}) => returnOnInvestment({ benefits: claimOf([measured("x", annualValue)], change), costs: ledgerOf([costOf("1", "cost", amount)]) });

describe("returnOnInvestment", () => {
  test("75,000 on 50,000 is 0.5, a benefit-cost ratio of 1.5, paid back after 8 months", () => {
    expect(roiOf("75000", "50000")).toMatchObject({ currency: "EUR", totalBenefit: eur("75000.00"), totalCost: eur("50000.00"), netBenefit: eur("25000.00"), roiRatio: 0.5, benefitCostRatio: 1.5, paybackMonths: { estimate: 8, isWithinHorizon: true } });
  });

  describe("eight participants by Phillips' rules", () => {
    const result = returnOnInvestment({ benefits: phillipsClaim, costs: phillipsCosts });
    test("benefit 13,660, cost 11,500, net 2,160", () => { expect([result.totalBenefit, result.totalCost, result.netBenefit]).toEqual([eur("13660.00"), eur("11500.00"), eur("2160.00")]); });
    test("ROI 0.18782608…, benefit-cost ratio 1.18782608…, payback 10.1025 months", () => {
      expect(result.roiRatio).toBe(2160 / 11_500);
      expect(result.benefitCostRatio).toBe(13_660 / 11_500);
      expect(result.paybackMonths).toEqual({ estimate: (11_500 * 12) / 13_660, isWithinHorizon: true });
      expect(result.paybackMonths.estimate).toBeCloseTo(10.1025, 4);
    });
    test("the extreme answer is left out in plain sight", () => {
      expect(result.excluded).toEqual([{ lineId: "e", respondentId: "person-e", reason: "extreme", adjustedValue: eur("84000.00"), respondentValue: eur("84000.00"), largestKept: eur("5920.00") }]);
    });
    test("kept, it would make an ROI of 7.492174", () => {
      const kept = returnOnInvestment({ benefits: { ...phillipsClaim, ...waive("exclude-extremes") }, costs: phillipsCosts });
      expect([kept.totalBenefit, kept.excluded]).toEqual([eur("97660.00"), []]);
      expect(kept.roiRatio).toBeCloseTo(7.492174, 6);
    });
    test("three people who did not answer count as zero, and are named", () => { expect(result.nonRespondentIds).toEqual(["person-f", "person-g", "person-h"]); });
    test("intangibles are listed, not converted", () => { expect(result.intangibles).toEqual([{ id: "satisfaction", title: "Customer satisfaction" }]); });
    test("parts of a fully loaded cost without an entry are named", () => { expect(result.unbookedAccounts).toEqual(["cost/design", "cost/facilities"]); });
    test("what the figures rest on is said", () => {
      expect(result.assumptions).toEqual({
        horizonMonths: 12, multiYear: false, accrual: "even", rules: BenefitRule.options, waivedRules: [], rounding: "half-even", valuationDate: "2027-12-31", largestKept: eur("5920.00"), costRounding: "half-even", paybackCountedFrom: "start-of-benefits",
      });
    });
    test("every total names its entries, every entry its records", () => {
      expect(result.trace.costs).toEqual(ledgerTotals(phillipsCosts));
      expect(result.trace.benefits.accounts).toEqual(["benefit", "benefit/cost-avoided"].map((account) => ({ account, total: eur("13660.00"), entryIds: ["a", "b", "c", "d"] })));
      expect(result.trace.benefits.lines.map(({ booked, sourceIds }) => [booked.amount, ...sourceIds])).toEqual([["4000.00", "answer-a"], ["3360.00", "answer-b"], ["3600.00", "answer-c"], ["2700.00", "answer-d"]]);
    });
  });

  test.each([
    ["nothing came of it: all is lost, and it never pays back", "0", { roiRatio: -1, benefitCostRatio: 0, paybackMonths: { estimate: null, reason: "never-pays-back" } }],
    ["it paid for itself", "100", { roiRatio: 0, benefitCostRatio: 1, paybackMonths: { estimate: 12, isWithinHorizon: true } }],
    ["a tenth came back, with no digit lost to ROI + 1", "10", { roiRatio: -0.9, benefitCostRatio: 0.1 }],
    ["half of it came back: payback lies beyond what is counted", "50", { roiRatio: -0.5, benefitCostRatio: 0.5, paybackMonths: { estimate: 24, isWithinHorizon: false } }],
  ])("%s", (_, annualValue, answer) => { expect(roiOf(annualValue, "100")).toMatchObject(answer); });
  test("a shorter horizon brings less and leaves the payback where it was", () => {
    expect(roiOf("120", "60", { horizonMonths: 6 })).toMatchObject({ totalBenefit: eur("60.00"), roiRatio: 0, paybackMonths: { estimate: 6, isWithinHorizon: true } });
  });
  test("benefits in another currency are converted by the dated rate of the ledger", () => {
    const rate = { from: "USD", to: "EUR", toPerFrom: "0.9", date: "2027-12-31", source: "ECB" };
    const usd = claimOf([measured("x", "200", "USD")], { currency: "USD" });
    const costs = ledgerOf([costOf("1", "cost", "100"), costOf("2", "cost", "100", "USD")], { exchangeRates: [rate, { ...rate, date: "2027-01-01", toPerFrom: "0.5" }] });
    expect(returnOnInvestment({ benefits: usd, costs })).toMatchObject({ currency: "EUR", totalBenefit: eur("180.00"), totalCost: eur("150.00"), roiRatio: 0.2 });
    expect(returnOnInvestment({ benefits: usd, costs: ledgerOf([costOf("1", "cost", "100")], { exchangeRates: [rate] }) }).roiRatio).toBe(0.8);
    expect(returnOnInvestment({ benefits: usd, costs }).trace.benefits.lines[0]?.exchangeRate).toEqual(rate);
  });
  test("a net benefit of tenths is exact: 0.30 on 0.10 is 2, which binary tenths miss", () => {
    expect((0.3 - 0.1) / 0.1).not.toBe(2);
    expect(roiOf("0.30", "0.10").roiRatio).toBe(2);
  });

  describe("refuses", () => {
    const thrown = (benefits: unknown, costs: unknown) => faults(() => returnOnInvestment({ benefits, costs } as never));
    const good = claimOf([measured("x", "10")]);
    test("costs of zero: a return on nothing has no value", () => {
      for (const entries of [[], [costOf("1", "cost", "0")]]) expect(thrown(good, ledgerOf(entries))).toEqual(["return-on-investment.zero_cost /costs/entries"]);
    });
    test("a cost below zero, and one that is booked elsewhere", () => {
      expect(thrown(good, ledgerOf([costOf("1", "cost", "-5"), costOf("2", "benefit/x", "5"), costOf("3", "costs", "5"), costOf("4", "cost", "-0.00")]))).toEqual([
        "return-on-investment.negative_cost /costs/entries/0/amount/amount", "return-on-investment.foreign_account /costs/entries/1/account", "return-on-investment.foreign_account /costs/entries/2/account",
      ]);
    });
    test("benefits in another currency without a dated rate, naming both", () => {
      const usd = claimOf([measured("x", "10", "USD")], { currency: "USD" });
      const late = { from: "USD", to: "EUR", toPerFrom: "0.9", date: "2028-01-01", source: "ECB" };
      for (const change of [{}, { exchangeRates: [late] }, { exchangeRates: [{ ...late, from: "GBP", date: "2027-01-01" }, { ...late, to: "GBP", date: "2027-01-01" }] }]) expect(thrown(usd, ledgerOf([costOf("1", "cost", "5")], change))).toEqual(["return-on-investment.mixed_currencies /benefits/currency"]);
      expect(() => returnOnInvestment({ benefits: usd, costs: ledgerOf([costOf("1", "cost", "5")]) })).toThrow("in USD, the costs in EUR");
    });
    test("costs of mixed currencies without a dated rate", () => { expect(thrown(good, ledgerOf([costOf("1", "cost", "5", "INR")]))).toEqual(["ledger.missing_rate /costs/entries/0/amount/currency"]); });
    test("two costs with one id", () => { expect(thrown(good, ledgerOf([costOf("1", "cost", "5"), costOf("1", "cost", "5")]))).toEqual(["ledger.duplicate_entry /costs/entries/1/id"]); });
    test("every fault of both parts at once", () => {
      expect(thrown(claimOf([{ ...measured("x", "NaN"), confidenceFraction: 50 }], { horizonMonths: 0 }), ledgerOf([costOf("1", "cost", "-1")]))).toEqual([
        "input.too_small /benefits/horizonMonths", "input.invalid_format /benefits/lines/0/annualValue/amount", "input.too_big /benefits/lines/0/confidenceFraction", "return-on-investment.negative_cost /costs/entries/0/amount/amount",
      ]);
    });
    test("a key called __proto__", () => { expect(thrown(JSON.parse('{"__proto__":{"currency":"EUR"}}'), phillipsCosts)).toContain("input.forbidden_key /benefits/__proto__"); });
  });

  describe("laws", () => {
    const amount = fc.integer({ min: 1, max: 1_000_000_000 }).map((cents) => `${String(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, "0")}`);
    test("a costlier program never has a higher ROI", () => {
      fc.assert(fc.property(amount, amount, amount, (value, cost, more) => { expect(roiOf(value, sumMoney("EUR", [eur(cost), eur(more)]).amount).roiRatio).toBeLessThanOrEqual(roiOf(value, cost).roiRatio); }));
    });
    test("the benefit-cost ratio is the ROI and 1, to the last digit", () => {
      fc.assert(fc.property(amount, amount, (value, cost) => { const { roiRatio, benefitCostRatio } = roiOf(value, cost); expect(benefitCostRatio).toBeCloseTo(roiRatio + 1, 9); }));
    });
    test("within the horizon it pays back if and only if the ROI is not below zero", () => {
      fc.assert(fc.property(amount, amount, (value, cost) => { expect(roiOf(value, cost)).toMatchObject({ paybackMonths: { isWithinHorizon: roiOf(value, cost).roiRatio >= 0 } }); }));
    });
    test("the order of lines and entries does not matter to any figure", () => {
      fc.assert(fc.property(fc.shuffledSubarray(answers, { minLength: answers.length }), fc.shuffledSubarray([...phillipsCosts.entries], { minLength: 5 }), (lines, entries) => {
        expect(returnOnInvestment({ benefits: { ...phillipsClaim, lines }, costs: ledgerOf(entries) })).toEqual(returnOnInvestment({ benefits: phillipsClaim, costs: phillipsCosts }));
      }));
    });
  });
});
