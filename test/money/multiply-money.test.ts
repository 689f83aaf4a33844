import { multiplyMoney, Rounding } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencies, decimalTexts, one, roundedQuotient, scaled, textOfUnits } from "./exact.js";
import { eur, faults } from "./faults.js";

describe("multiplyMoney", () => {
  test.each([
    // 12 people at 1.5 hours of 64.30 each
    ["64.30", ["12", "1.5"], "1157.40"],
    ["100", ["1"], "100.00"], ["100", ["0"], "0.00"], ["100", ["-0.5"], "-50.00"], ["-0.01", ["0.1"], "0.00"],
    // a rate finer than a cent: 0.0125 for a message, 330 messages
    ["0.0125", ["330"], "4.12"],
  ])("%s by %j is %s", (amount, factors, product) => { expect(multiplyMoney(eur(amount), { factors, rounding: "half-even" })).toEqual(eur(product)); });
  test("rounds once, at the end: 0.05 by 0.5 by 0.6 is 0.015, not 0.02 by 0.6", () => {
    expect(multiplyMoney(eur("0.05"), { factors: ["0.5", "0.6"], rounding: "half-down" })).toEqual(eur("0.01"));
  });
  test("the 72nd digit still counts: (1e17 + 1e-18) by (1e17 − 1e-18) by 1e-36 is 1e-72 short of a cent, and its floor is nothing", () => {
    const tiny = `0.${"0".repeat(17)}1`;
    const factors = ["99999999999999999.999999999999999999", tiny, tiny];
    expect(multiplyMoney(eur("100000000000000000.000000000000000001"), { factors, rounding: "floor" })).toEqual(eur("0.00"));
    expect(multiplyMoney(eur("100000000000000000.000000000000000001"), { factors, rounding: "half-even" })).toEqual(eur("0.01"));
  });
  test("refuses no factor, nine factors, numbers and hostile texts, each at its place", () => {
    const call = (factors: unknown) => faults(() => multiplyMoney(eur("1"), { factors: factors as string[], rounding: "half-even" }));
    expect(call([])).toEqual(["input.too_small /multiplication/factors"]);
    expect(call(Array.from({ length: 9 }, () => "1"))).toEqual(["input.too_big /multiplication/factors"]);
    expect(call(["1", 1.5, "NaN", "1e9"])).toEqual(["input.invalid_type /multiplication/factors/1", "input.invalid_format /multiplication/factors/2", "input.invalid_format /multiplication/factors/3"]);
    expect(call("1")).toEqual(["input.invalid_type /multiplication/factors"]);
    expect(faults(() => multiplyMoney(eur("1"), { factors: ["1"] } as never))).toEqual(["input.invalid_value /multiplication/rounding"]);
  });
  test("agrees with whole-number arithmetic, in every mode", () => {
    const factorTexts = fc.stringMatching(/^-?\d{1,2}(\.\d{1,18})?$/u);
    fc.assert(fc.property(decimalTexts, fc.array(factorTexts, { minLength: 1, maxLength: 3 }), currencies, fc.constantFrom(...Rounding.options), (amount, factors, [currency, digits], rounding) => {
      const exact = factors.reduce((product, factor) => product * scaled(factor), scaled(amount) * 10n ** BigInt(digits));
      expect(multiplyMoney({ amount, currency }, { factors, rounding }).amount).toBe(textOfUnits(roundedQuotient(exact, one ** BigInt(factors.length + 1), rounding), digits));
    }), { numRuns: 500 });
  });
});
