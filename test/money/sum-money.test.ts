import { sumMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalTexts, scaled } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

describe("sumMoney", () => {
  test("of nothing is zero of the stated currency", () => { expect(sumMoney("KWD", [])).toEqual({ amount: "0.000", currency: "KWD" }); });
  test.each([
    [["0.10", "0.20"], "0.30"], [["1", "-1"], "0.00"], [["0.0125", "0.0125"], "0.025"], [["0.005", "0.005"], "0.01"], [["-5.5"], "-5.50"],
    [["123456789012345678", "0.01"], "123456789012345678.01"],
  ])("of %j is %s, exact", (amounts, sum) => { expect(sumMoney("EUR", amounts.map(eur))).toEqual(eur(sum)); });
  test("a thousand tenths are a hundred, not 99.9999999999986", () => { expect(sumMoney("EUR", Array.from({ length: 1000 }, () => eur("0.1")))).toEqual(eur("100.00")); });
  test("names every amount in another currency, and both currencies", () => {
    const call = () => sumMoney("EUR", [jpy("1"), eur("1"), { amount: "1", currency: "USD" }]);
    expect(faults(call)).toEqual(["currency.mixed_currencies /monies/0/currency", "currency.mixed_currencies /monies/2/currency"]);
    expect(call).toThrow(/JPY is mixed with EUR/u);
    expect(call).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ params: { expected: "EUR", got: "JPY" } })]) as unknown }));
  });
  test("a faulty currency is named once, not as mixed", () => { expect(faults(() => sumMoney("EUR", [{ amount: "1", currency: "x".repeat(1_000_000) }]))).toEqual(["input.invalid_format /monies/0/currency"]); });
  test("refuses more amounts than it takes", () => { expect(faults(() => sumMoney("EUR", Array.from({ length: 100_001 }, () => eur("1"))))).toEqual(["input.too_big /monies"]); });
  test("lists no more faults than an error holds", () => { expect(faults(() => sumMoney("EUR", Array.from({ length: 50_000 }, () => jpy("1")))).length).toBe(1000); });
  test("refuses no list", () => { expect(faults(() => sumMoney("EUR", undefined as never))).toEqual(["input.invalid_type /monies"]); });

  test("the order and the grouping do not matter", () => {
    fc.assert(fc.property(fc.array(decimalTexts, { maxLength: 20 }).chain((amounts) => fc.tuple(fc.constant(amounts), fc.shuffledSubarray(amounts, { minLength: amounts.length }), fc.nat(amounts.length))), ([amounts, shuffled, cut]) => {
      const sum = sumMoney("EUR", amounts.map(eur));
      expect(sumMoney("EUR", shuffled.map(eur))).toEqual(sum);
      expect(sumMoney("EUR", [sumMoney("EUR", amounts.slice(0, cut).map(eur)), sumMoney("EUR", amounts.slice(cut).map(eur))])).toEqual(sum);
    }));
  });
  test("agrees with whole-number arithmetic", () => {
    fc.assert(fc.property(fc.array(decimalTexts, { maxLength: 20 }), (amounts) => {
      expect(scaled(sumMoney("EUR", amounts.map(eur)).amount)).toBe(amounts.reduce((sum, amount) => sum + scaled(amount), 0n));
    }));
  });
});
