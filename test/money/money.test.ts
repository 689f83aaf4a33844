import { allocateMoney, compareMoney, convertMoney, ledgerTotals, Money, multiplyMoney, negateMoney, ratioOfMoney, roundMoney, subtractMoney, sumMoney, zeroMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalTexts } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

describe("zeroMoney and negateMoney", () => {
  test("zero has the digits of its currency", () => { expect([zeroMoney("EUR"), zeroMoney("JPY"), zeroMoney("CLF")].map(({ amount }) => amount)).toEqual(["0.00", "0", "0.0000"]); });
  test.each([["1.50", "-1.50"], ["-1.50", "1.50"], ["0", "0.00"], ["-0.00", "0.00"], ["0.0125", "-0.0125"], ["1.500", "-1.50"], ["007", "-7.00"]])("the opposite of %s is %s", (amount, opposite) => {
    expect(negateMoney(eur(amount))).toEqual(eur(opposite));
  });
  test("twice negated is the same amount, in the one way we write it", () => {
    fc.assert(fc.property(decimalTexts, (amount) => { expect(negateMoney(negateMoney(eur(amount)))).toEqual(sumMoney("EUR", [eur(amount)])); }));
  });
});

describe("an amount that is no plain decimal is refused at once, by every function, with its path", () => {
  const good = eur("1");
  const exchangeRate = { from: "EUR", to: "USD", toPerFrom: "1.1", date: "2026-11-02", source: "ECB" };
  const ledgerOf = (amount: Money) => ({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries: [{ id: "e", date: "2026-11-02", account: "cost", amount, sourceIds: [] }] }) as const;
  const places: readonly (readonly [string, string, (money: Money) => unknown])[] = [
    ["negateMoney", "", (money) => negateMoney(money)],
    ["roundMoney", "money/", (money) => roundMoney(money, "half-even")],
    ["multiplyMoney", "money/", (money) => multiplyMoney(money, { factors: ["2"], rounding: "half-even" })],
    ["allocateMoney", "money/", (money) => allocateMoney(money, { weights: ["1"], remainder: "first-come" })],
    ["convertMoney", "money/", (money) => convertMoney(money, { exchangeRate, rounding: "half-even" })],
    ["sumMoney", "monies/1/", (money) => sumMoney("EUR", [good, money])],
    ["subtractMoney", "less/", (money) => subtractMoney({ from: good, less: money })],
    ["compareMoney", "right/", (money) => compareMoney({ left: good, right: money })],
    ["ratioOfMoney", "denominator/", (money) => ratioOfMoney({ numerator: good, denominator: money })],
    ["ledgerTotals", "entries/0/amount/", (money) => ledgerTotals(ledgerOf(money))],
  ];
  const texts = ["1e1000000000", "0x10", "NaN", "Infinity", "", " 1", "1,5", "9".repeat(10_000), "0".repeat(1_000_000), "-", "1."];
  test.each(places)("%s", (_, path, call) => {
    for (const amount of texts) expect(faults(() => call(eur(amount)))).toEqual([`input.invalid_format /${path}amount`]);
    for (const amount of [1e21, 1, Number.NaN, null, undefined, ["1"], {}]) expect(faults(() => call({ amount, currency: "EUR" } as unknown as Money))).toEqual([`input.invalid_type /${path}amount`]);
    expect(faults(() => call({ amount: "1", currency: "eur" }))).toEqual([`input.invalid_format /${path}currency`]);
    expect(faults(() => call({ amount: "1", currency: "ABC" }))).toEqual([`currency.unknown_currency /${path}currency`]);
    expect(faults(() => call({ ...good, cents: 1 } as Money))).toEqual([`input.unrecognized_keys /${path}cents`]);
    expect(faults(() => call(JSON.parse('{"amount":"1","currency":"EUR","__proto__":{}}') as Money))).toEqual([`input.forbidden_key /${path}__proto__`]);
    expect(faults(() => call(5 as unknown as Money))).toEqual([`input.invalid_type /${path.slice(0, -1)}`]);
  });
  test("both faults of an amount are named in one error", () => { expect(faults(() => negateMoney({ amount: "1,5", currency: "eur" }))).toEqual(["input.invalid_format /amount", "input.invalid_format /currency"]); });
  test("throws nothing but its own error, whatever it is given", () => {
    fc.assert(fc.property(fc.anything(), (value) => { for (const [, , call] of places) faults(() => call(value as Money)); }));
  });
});

describe("a result past 18 digits before the point is refused, never written wrong", () => {
  const most = "999999999999999999";
  test.each([
    ["sumMoney", () => sumMoney("EUR", [eur(most), eur("1")])],
    ["subtractMoney", () => subtractMoney({ from: eur(`-${most}`), less: eur("1") })],
    ["multiplyMoney", () => multiplyMoney(eur(most), { factors: ["2"], rounding: "half-even" })],
    ["roundMoney", () => roundMoney(jpy(`${most}.5`), "half-up")],
    ["convertMoney", () => convertMoney(eur(most), { exchangeRate: { from: "EUR", to: "JPY", toPerFrom: "160", date: "2026-11-02", source: "ECB" }, rounding: "half-even" })],
  ])("%s", (_, call) => { expect(faults(call)).toEqual(["decimal-text.too_large /"]); });
  test("the largest amount itself is fine", () => { expect(sumMoney("EUR", [eur(most)])).toEqual(eur(`${most}.00`)); });
  test("a sum may pass the limit on its way", () => { expect(sumMoney("EUR", [eur(most), eur(most), eur(`-${most}`)])).toEqual(eur(`${most}.00`)); });
});
