import { compareMoney } from "coachkit/money";
import { costPerOutcome, costPerPoint } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../money/faults.js";

const totalCost = eur("11500");
const rounding = "half-even";

describe("costPerOutcome", () => {
  test("11,500 for 8 outcomes is 1,437.50 each", () => { expect(costPerOutcome({ totalCost, outcomeCount: 8, rounding })).toEqual({ estimate: eur("1437.50"), totalCost, outcomeCount: 8 }); });
  test("of no outcome there is no price", () => { expect(costPerOutcome({ totalCost, outcomeCount: 0, rounding })).toEqual({ estimate: null, reason: "no-outcome", n: 0, needed: 1, totalCost, outcomeCount: 0 }); });
  test("18 digits before the point are the most", () => { expect(costPerOutcome({ totalCost: eur("9".repeat(18)), outcomeCount: 1, rounding }).estimate).toEqual(eur(`${"9".repeat(18)}.00`)); });
  test("what cost nothing costs nothing each", () => { expect(costPerOutcome({ totalCost: eur("0"), outcomeCount: 3, rounding }).estimate).toEqual(eur("0.00")); });
  test.each([["half-even", "3.33"], ["half-up", "3.33"], ["up", "3.34"], ["ceil", "3.34"], ["down", "3.33"], ["floor", "3.33"]] as const)("10 for 3 is rounded by %s to %s", (mode, amount) => {
    expect(costPerOutcome({ totalCost: eur("10"), outcomeCount: 3, rounding: mode }).estimate).toEqual(eur(amount));
  });
  test.each([["half-even", "0.12"], ["half-up", "0.13"], ["half-down", "0.12"]] as const)("1 for 8 is a tie, by %s %s", (mode, amount) => { expect(costPerOutcome({ totalCost: eur("1"), outcomeCount: 8, rounding: mode }).estimate).toEqual(eur(amount)); });
  test("a hair above a tie is no tie: 0.125 and 10⁻¹⁸, for one", () => { expect(costPerOutcome({ totalCost: eur("0.125000000000000001"), outcomeCount: 1, rounding }).estimate).toEqual(eur("0.13")); });
  test("the currency of the cost is that of the price", () => { expect(costPerOutcome({ totalCost: { amount: "1000", currency: "JPY" }, outcomeCount: 3, rounding }).estimate).toEqual({ amount: "333", currency: "JPY" }); });
  test.each([
    ["a cost below zero", { totalCost: eur("-1"), outcomeCount: 1, rounding }, ["cost-per-outcome.negative_cost /totalCost/amount"]],
    ["part of an outcome", { totalCost, outcomeCount: 1.5, rounding }, ["input.invalid_type /outcomeCount"]],
    ["fewer than no outcomes, and no mode", { totalCost, outcomeCount: -1 }, ["input.too_small /outcomeCount", "input.invalid_value /rounding"]],
    ["an amount as a number", { totalCost: { amount: 1e21, currency: "EUR" }, outcomeCount: 1, rounding }, ["input.invalid_type /totalCost/amount"]],
    ["an unknown currency", { totalCost: { amount: "1", currency: "XYZ" }, outcomeCount: 1, rounding }, ["currency.unknown_currency /totalCost/currency"]],
  ])("refuses %s", (_, input, found) => { expect(faults(() => costPerOutcome(input as never))).toEqual(found); });
  test("no outcome costs more when there are more of them", () => {
    fc.assert(fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 1000 }), fc.nat({ max: 1000 }), (cost, count, more) => {
      const [few, many] = [count, count + more].map((outcomeCount) => costPerOutcome({ totalCost: eur(String(cost)), outcomeCount, rounding }).estimate);
      expect(compareMoney({ left: many ?? eur("NaN"), right: few ?? eur("NaN") })).toBeLessThanOrEqual(0);
    }));
  });
  test("it agrees with whole cents divided by hand in every mode for ties and thirds", () => {
    fc.assert(fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 1000 }), (cents, outcomeCount) => {
      const estimateBy = (mode: "down" | "up") => costPerOutcome({ totalCost: eur((cents / 100).toFixed(2)), outcomeCount, rounding: mode }).estimate?.amount;
      const whole = Math.floor(cents / outcomeCount);
      expect([estimateBy("down"), estimateBy("up")]).toEqual([whole, cents % outcomeCount === 0 ? whole : whole + 1].map((share) => (share / 100).toFixed(2)));
    }));
  });
});

describe("costPerPoint", () => {
  test("11,500 for 14 points is 821.43 a point", () => { expect(costPerPoint({ totalCost, improvementPoints: 14, rounding })).toEqual({ estimate: eur("821.43"), totalCost, improvementPoints: 14 }); });
  test("half a point costs double", () => { expect(costPerPoint({ totalCost, improvementPoints: 0.5, rounding }).estimate).toEqual(eur("23000.00")); });
  test.each([[0], [-0], [-2], [-1000]])("an improvement of %d points has no price, never one below zero", (improvementPoints) => {
    expect(costPerPoint({ totalCost, improvementPoints, rounding })).toEqual({ estimate: null, reason: "no-effect", totalCost, improvementPoints: improvementPoints + 0 });
  });
  test("binary dust is no improvement: 0.3 − 0.1 − 0.2 in points", () => {
    expect((0.3 - 0.1 - 0.2) * -100).toBeGreaterThan(0);
    expect(costPerPoint({ totalCost, improvementPoints: (0.3 - 0.1 - 0.2) * -100, rounding })).toMatchObject({ estimate: null, reason: "no-effect" });
  });
  test.each([
    ["points that are no number", { totalCost, improvementPoints: Number.NaN, rounding }, ["input.invalid_type /improvementPoints"]],
    ["more points than any share has", { totalCost, improvementPoints: 1e9, rounding }, ["input.too_big /improvementPoints"]],
    ["a cost below zero, also without an improvement", { totalCost: eur("-0.01"), improvementPoints: 0, rounding }, ["cost-per-outcome.negative_cost /totalCost/amount"]],
    ["a price of too many digits", { totalCost: eur("9".repeat(18)), improvementPoints: 0.000001, rounding }, ["divided-money.too_large /"]],
  ])("refuses %s", (_, input, found) => { expect(faults(() => costPerPoint(input as never))).toEqual(found); });
});
