import { allocateMoney, type Remainder, sumMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaled } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

const amounts = (amount: string, weights: readonly string[], remainder: Remainder = "largest-remainder") => allocateMoney(eur(amount), { weights, remainder }).map((share) => share.amount);

describe("allocateMoney", () => {
  test("gives all to the only share", () => { expect(amounts("12.34", ["1"])).toEqual(["12.34"]); });
  test.each([
    // amount  weights                 largest remainder           first come
    ["1.00",  ["1", "1", "1"],        ["0.34", "0.33", "0.33"],   ["0.34", "0.33", "0.33"]],
    ["-1.00", ["1", "1", "1"],        ["-0.34", "-0.33", "-0.33"], ["-0.34", "-0.33", "-0.33"]],
    ["0.05",  ["3", "7"],             ["0.02", "0.03"],           ["0.02", "0.03"]],
    ["10",    ["0", "1", "0", "2"],   ["0.00", "3.33", "0.00", "6.67"], ["0.00", "3.34", "0.00", "6.66"]],
    ["0.01",  ["1", "1", "2"],        ["0.00", "0.00", "0.01"],   ["0.01", "0.00", "0.00"]],
    ["0.00",  ["1", "2"],             ["0.00", "0.00"],           ["0.00", "0.00"]],
    ["-0",    ["1"],                  ["0.00"],                   ["0.00"]],
    ["1.00",  ["0.5", "0.25", "0.25"], ["0.50", "0.25", "0.25"],  ["0.50", "0.25", "0.25"]],
  ] as const)("%s by %j", (amount, weights, largest, first) => {
    expect(amounts(amount, weights)).toEqual(largest);
    expect(amounts(amount, weights, "first-come")).toEqual(first);
  });
  test("thirds are compared as thirds: two remainders that differ in the 30th digit are told apart", () => {
    expect(amounts("0.01", ["0.333333333333333333", "0.333333333333333334", "0.333333333333333333"])).toEqual(["0.00", "0.01", "0.00"]);
    expect(amounts("0.01", ["999999999999999999.999999999999999998", "999999999999999999.999999999999999999"])).toEqual(["0.00", "0.01"]);
  });

  const faultsOf = (weights: unknown, remainder: unknown = "first-come") => faults(() => allocateMoney(eur("1"), { weights, remainder } as never));
  test.each([
    ["no weights", [], ["input.too_small /allocation/weights"]],
    ["only zeros", ["0", "0.00"], ["allocate-money.no_weight /allocation/weights"]],
    ["a weight below zero", ["1", "-1"], ["input.invalid_format /allocation/weights/1"]],
    ["NaN as a number", [Number.NaN], ["input.invalid_type /allocation/weights/0"]],
    ["NaN as text", ["NaN", "1"], ["input.invalid_format /allocation/weights/0"]],
    ["a number", [0.5], ["input.invalid_type /allocation/weights/0"]],
    ["an exponent", ["1e1000000000"], ["input.invalid_format /allocation/weights/0"]],
    ["a hole", ["1", null], ["input.invalid_type /allocation/weights/1"]],
    ["1,000,001 weights", Array.from({ length: 1_000_001 }, () => "1"), ["input.too_big /allocation/weights"]],
    ["no list", "1", ["input.invalid_type /allocation/weights"]],
  ])("refuses %s", (_, weights, want) => { expect(faultsOf(weights)).toEqual(want); });
  test("refuses a remainder rule it does not know", () => { expect(faultsOf(["1"], "random")).toEqual(["input.invalid_value /allocation/remainder"]); });
  test("refuses an amount finer than the minor unit: which part is lost is for the caller to say", () => {
    expect(faults(() => allocateMoney(eur("0.001"), { weights: ["1"], remainder: "first-come" }))).toEqual(["allocate-money.too_fine /money/amount"]);
    expect(faults(() => allocateMoney(jpy("0.5"), { weights: ["1"], remainder: "first-come" }))).toEqual(["allocate-money.too_fine /money/amount"]);
    expect(amounts("0.010", ["1"])).toEqual(["0.01"]);
  });

  const totals = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(String);
  const weightings = fc.array(fc.stringMatching(/^\d{1,6}(\.\d{1,6})?$/u), { minLength: 1, maxLength: 12 }).filter((weights) => weights.some((weight) => scaled(weight) > 0n));
  const remainders = fc.constantFrom<Remainder>("largest-remainder", "first-come");
  test("never loses a unit, each share lies within one unit of its exact part, and no weight takes nothing", () => {
    fc.assert(fc.property(totals, weightings, remainders, (total, weights, remainder) => {
      const shares = allocateMoney(jpy(total), { weights, remainder });
      expect(sumMoney("JPY", shares)).toEqual(sumMoney("JPY", [jpy(total)]));
      const sum = weights.reduce((all, weight) => all + scaled(weight), 0n);
      for (const [index, { amount }] of shares.entries()) {
        const weight = scaled(weights[index] ?? "");
        const off = BigInt(amount) * sum - BigInt(total) * weight;
        expect((off < 0n ? -off : off) < sum).toBe(true);
        if (weight === 0n) expect(amount).toBe("0");
      }
    }));
  });
  test("with the largest remainder, what a share gets does not hang on its place where weights differ", () => {
    fc.assert(fc.property(totals, fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 2, maxLength: 8 }), (total, weights) => {
      const shares = allocateMoney(jpy(total), { weights: weights.map(String), remainder: "largest-remainder" });
      const size = BigInt(total) < 0n ? -BigInt(total) : BigInt(total);
      const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
      const rests = weights.map((weight) => (size * BigInt(weight)) % sum);
      fc.pre(new Set(rests).size === rests.length);
      const turned = allocateMoney(jpy(total), { weights: weights.toReversed().map(String), remainder: "largest-remainder" });
      expect(turned.toReversed()).toEqual(shares);
    }));
  });
  test("weights are shares of their sum: all ten times larger, the same allocation", () => {
    fc.assert(fc.property(totals, fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 8 }).filter((weights) => weights.some((weight) => weight > 0)), remainders, (total, weights, remainder) => {
      const at = (scale: number) => allocateMoney(jpy(total), { weights: weights.map((weight) => String(weight * scale)), remainder });
      expect(at(10)).toEqual(at(1));
    }));
  });
});
