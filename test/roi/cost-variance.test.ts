import { sumMoney } from "coachkit/money";
import { costVariance, type VarianceInput } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf, ledgerOf } from "./claims.js";
import { eur, faults } from "../money/faults.js";

const budget = ledgerOf([costOf("1", "cost/coach-time", "12000"), costOf("2", "cost/platform", "900"), costOf("3", "benefit/cost-avoided", "20000")]);
const actual = ledgerOf([costOf("a", "cost/coach-time", "9000"), costOf("b", "cost/coach-time", "5300"), costOf("c", "cost/travel", "100"), costOf("d", "benefit/cost-avoided", "18000")]);
const input = (change: Partial<VarianceInput> = {}): VarianceInput => ({ budget, actual, quantities: [{ account: "cost/coach-time", budgetedCount: 100, actualCount: 110 }], rounding: "half-even", ...change });

describe("costVariance", () => {
  test("tells each account of either book, with the entries behind it", () => {
    const { accounts, forecast } = costVariance(input());
    expect(accounts.map(({ account, budgeted, actual: spent, variance, direction }) => [account, budgeted.amount, spent.amount, variance.amount, direction].join(" "))).toEqual([
      "benefit 20000.00 18000.00 -2000.00 unfavorable", "benefit/cost-avoided 20000.00 18000.00 -2000.00 unfavorable", "cost 12900.00 14400.00 1500.00 unfavorable",
      "cost/coach-time 12000.00 14300.00 2300.00 unfavorable", "cost/platform 900.00 0.00 -900.00 favorable", "cost/travel 0.00 100.00 100.00 unfavorable",
    ]);
    expect(accounts[3]).toMatchObject({ budgetEntryIds: ["1"], actualEntryIds: ["a", "b"], split: { priceVariance: eur("1100.00"), volumeVariance: eur("1200.00") } });
    expect([accounts[4]?.split, forecast]).toEqual([null, null]);
  });
  test("as budgeted is neither favorable nor unfavorable", () => { expect(costVariance(input({ actual: budget })).accounts.every(({ direction }) => direction === "none")).toBe(true); });
  test("at half of the work the rest goes on as budgeted, or as so far", () => { expect(costVariance(input({ completedFraction: 0.5 })).forecast).toEqual({ restAsBudgeted: eur("20850.00"), restAsSoFar: { estimate: eur("28800.00") } }); });
  test("before anything is done nothing is foreseen from it", () => { expect(costVariance(input({ completedFraction: 0 })).forecast).toEqual({ restAsBudgeted: eur("27300.00"), restAsSoFar: { estimate: null, reason: "nothing-completed" } }); });
  test.each([1e-300, 5e-324, 4e-19])("a share of %s, finer than a decimal is written, is nothing done", (completedFraction) => {
    expect(costVariance(input({ completedFraction })).forecast?.restAsSoFar).toEqual({ estimate: null, reason: "nothing-completed" });
  });
  test("at the end the forecast is what was spent", () => { expect(costVariance(input({ completedFraction: 1 })).forecast).toEqual({ restAsBudgeted: eur("14400.00"), restAsSoFar: { estimate: eur("14400.00") } }); });
  test("a credit keeps its sign", () => {
    const credit = ledgerOf([costOf("1", "cost", "-30")]);
    expect(costVariance({ budget: credit, actual: credit, quantities: [{ account: "cost", budgetedCount: 3, actualCount: 1 }], completedFraction: 0.5, rounding: "half-even" })).toMatchObject({
      accounts: [{ split: { priceVariance: eur("-20.00"), volumeVariance: eur("20.00") } }], forecast: { restAsBudgeted: eur("-45.00"), restAsSoFar: { estimate: eur("-60.00") } },
    });
  });

  test.each<[string, Partial<VarianceInput>, readonly string[]]>([
    ["two currencies", { actual: ledgerOf([], { currency: "USD" }) }, ["cost-variance.mixed_currencies /actual/currency"]],
    ["units of one account twice", { quantities: [1, 2].map((actualCount) => ({ account: "cost", budgetedCount: 1, actualCount })) }, ["cost-variance.duplicate_account /quantities/1/account"]],
    ["units of an account that was not budgeted", { quantities: [{ account: "cost/travel", budgetedCount: 1, actualCount: 1 }] }, ["cost-variance.unknown_account /quantities/0/account"]],
    ["no units in the budget", { quantities: [{ account: "cost", budgetedCount: 0, actualCount: 1 }] }, ["input.too_small /quantities/0/budgetedCount"]],
    ["a share of 50", { completedFraction: 50 }, ["input.too_big /completedFraction"]],
    ["an entry twice", { actual: ledgerOf([costOf("1", "cost", "1"), costOf("1", "cost", "1")]) }, ["ledger.duplicate_entry /actual/entries/1/id"]],
  ])("refuses %s", (_, change, want) => { expect(faults(() => costVariance(input(change)))).toEqual(want); });

  test("price and volume add up to the variance to the cent", () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((units) => `${String(Math.floor(units / 100))}.${String(units % 100).padStart(2, "0")}`);
    fc.assert(fc.property(cents, cents, fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (planned, spent, budgetedCount, actualCount) => {
      const quantities = [{ account: "cost", budgetedCount: budgetedCount / 10, actualCount: actualCount / 10 }];
      const [account] = costVariance({ budget: ledgerOf([costOf("1", "cost", planned)]), actual: ledgerOf([costOf("1", "cost", spent)]), quantities, rounding: "half-even" }).accounts;
      expect(sumMoney("EUR", [account?.split?.priceVariance ?? eur("NaN"), account?.split?.volumeVariance ?? eur("NaN")])).toEqual(account?.variance);
    }));
  });
});
