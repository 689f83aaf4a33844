import { convertMoney, type ExchangeRate, Rounding } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalTexts, one, roundedQuotient, scaled, textOfUnits } from "./exact.js";
import { eur, faults } from "./faults.js";

const exchangeRate: ExchangeRate = { from: "EUR", to: "JPY", toPerFrom: "162.35", date: "2026-11-02", source: "ECB reference rates" };
const convert = (amount: string, toPerFrom: string) => convertMoney(eur(amount), { exchangeRate: { ...exchangeRate, toPerFrom }, rounding: "half-even" }).amount;
const faultsOf = (change: object) => faults(() => convertMoney(eur("1"), { exchangeRate: { ...exchangeRate, ...change }, rounding: "half-even" }));

describe("convertMoney", () => {
  test("rounds to the minor unit of the new currency", () => { expect(convertMoney(eur("10.01"), { exchangeRate, rounding: "half-even" })).toEqual({ amount: "1625", currency: "JPY" }); });
  test.each([["1", "162.35", "162"], ["1", "1.5", "2"], ["1", "2.5", "2"], ["-1", "162.35", "-162"], ["0", "162.35", "0"]])("%s at %s is %s", (amount, rate, want) => { expect(convert(amount, rate)).toBe(want); });
  test.each([
    ["a rate for another currency", { from: "USD" }, ["currency.mixed_currencies /conversion/exchangeRate/from"]],
    ["a rate to itself", { to: "EUR" }, ["convert-money.one_currency /conversion/exchangeRate/to"]],
    ["no date", { date: undefined }, ["input.invalid_type /conversion/exchangeRate/date"]],
    ["a day that is none", { date: "2026-02-30" }, ["input.invalid_format /conversion/exchangeRate/date"]],
    ["no source", { source: "" }, ["input.invalid_format /conversion/exchangeRate/source"]],
    ["a rate of zero", { toPerFrom: "0.000" }, ["input.invalid_format /conversion/exchangeRate/toPerFrom"]],
    ["a rate below zero", { toPerFrom: "-1" }, ["input.invalid_format /conversion/exchangeRate/toPerFrom"]],
    ["a rate with an exponent", { toPerFrom: "1e9" }, ["input.invalid_format /conversion/exchangeRate/toPerFrom"]],
    ["a long rate", { toPerFrom: "0".repeat(1_000_000) }, ["input.invalid_format /conversion/exchangeRate/toPerFrom"]],
    ["a rate as a number", { toPerFrom: 1.1 }, ["input.invalid_type /conversion/exchangeRate/toPerFrom"]],
    ["an unknown currency", { to: "ABC" }, ["currency.unknown_currency /conversion/exchangeRate/to"]],
  ])("refuses %s", (_, change, want) => { expect(faultsOf(change)).toEqual(want); });
  test("needs a rounding mode", () => { expect(faults(() => convertMoney(eur("1"), { exchangeRate } as never))).toEqual(["input.invalid_value /conversion/rounding"]); });
  test("agrees with whole-number arithmetic", () => {
    const rates = fc.stringMatching(/^[1-9]\d{0,3}(\.\d{1,18})?$/u);
    fc.assert(fc.property(decimalTexts, rates, fc.constantFrom(...Rounding.options), (amount, toPerFrom, rounding) => {
      expect(convertMoney(eur(amount), { exchangeRate: { ...exchangeRate, toPerFrom }, rounding }).amount).toBe(textOfUnits(roundedQuotient(scaled(amount) * scaled(toPerFrom), one * one, rounding), 0));
    }));
  });
});
