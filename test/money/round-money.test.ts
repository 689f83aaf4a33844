import { Money, Rounding, roundMoney } from "coachkit/money";
import * as fc from "fast-check";
import { Decimal as Shared } from "decimal.js";
import { describe, expect, test } from "vitest";
import { currencies, decimalTexts, one, roundedQuotient, scaled, textOfUnits } from "./exact.js";
import { eur, faults } from "./faults.js";

const modes = fc.constantFrom(...Rounding.options);

describe("roundMoney", () => {
  test("leaves whole minor units alone", () => { expect(roundMoney(eur("12.34"), "up")).toEqual(eur("12.34")); });
  test.each([
    //  amount    half-even half-up   half-down up        down      ceil      floor
    ["0.125",   "0.12",   "0.13",   "0.12",   "0.13",   "0.12",   "0.13",   "0.12"],
    ["0.135",   "0.14",   "0.14",   "0.13",   "0.14",   "0.13",   "0.14",   "0.13"],
    ["-0.125",  "-0.12",  "-0.13",  "-0.12",  "-0.13",  "-0.12",  "-0.12",  "-0.13"],
    ["0.1251",  "0.13",   "0.13",   "0.13",   "0.13",   "0.12",   "0.13",   "0.12"],
    ["-0.001",  "0.00",   "0.00",   "0.00",   "-0.01",  "0.00",   "0.00",   "-0.01"],
    ["1.005",   "1.00",   "1.01",   "1.00",   "1.01",   "1.00",   "1.01",   "1.00"],
  ])("%s in the seven modes", (amount, ...want) => { expect(Rounding.options.map((mode) => roundMoney(eur(amount), mode).amount)).toEqual(want); });
  test("1.005 is a tie here, though a binary number would be just below it", () => { expect(roundMoney(eur("1.005"), "half-up")).toEqual(eur("1.01")); });
  test("does not listen to what the host set for its own decimals", () => {
    const { precision, rounding } = Shared;
    Shared.set({ precision: 2, rounding: Shared.ROUND_UP });
    try { expect(roundMoney(eur("123456.785"), "half-even")).toEqual(eur("123456.78")); } finally { Shared.set({ precision, rounding }); }
  });
  test("refuses an unknown mode together with a faulty amount", () => { expect(faults(() => roundMoney(eur("1,5"), "bankers" as Rounding))).toEqual(["input.invalid_format /money/amount", "input.invalid_value /rounding"]); });
  test("rounding twice is rounding once, and gives an amount", () => {
    fc.assert(fc.property(decimalTexts, currencies, modes, (amount, [currency], mode) => {
      const once = roundMoney({ amount, currency }, mode);
      expect(roundMoney(once, mode)).toEqual(once);
      expect(Money.safeParse(once).success).toBe(true);
    }));
  });
  test("agrees with whole-number arithmetic", () => {
    fc.assert(fc.property(decimalTexts, currencies, modes, (amount, [currency, digits], mode) => {
      const units = roundedQuotient(scaled(amount) * 10n ** BigInt(digits), one, mode);
      expect(roundMoney({ amount, currency }, mode).amount).toBe(textOfUnits(units, digits));
    }), { numRuns: 500 });
  });
});
