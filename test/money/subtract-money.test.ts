import { negateMoney, subtractMoney, sumMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalTexts } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

describe("subtractMoney", () => {
  test.each([["10.00", "2.50", "7.50"], ["2.50", "10", "-7.50"], ["1", "1.00", "0.00"], ["0.3", "0.1", "0.20"], ["1", "0.0001", "0.9999"]])("%s less %s is %s", (from, less, rest) => { expect(subtractMoney({ from: eur(from), less: eur(less) })).toEqual(eur(rest)); });
  test("refuses two currencies and names both", () => {
    expect(faults(() => subtractMoney({ from: eur("1"), less: jpy("1") }))).toEqual(["currency.mixed_currencies /less/currency"]);
    expect(() => subtractMoney({ from: eur("1"), less: jpy("1") })).toThrow(/JPY is mixed with EUR/u);
  });
  test("an empty currency is one fault, not also a mixture", () => { expect(faults(() => subtractMoney({ from: { amount: "1", currency: "" }, less: eur("1") }))).toEqual(["input.invalid_format /from/currency"]); });
  test("refuses a missing part", () => { expect(faults(() => subtractMoney({ from: eur("1") } as never))).toEqual(["input.invalid_type /less"]); });
  test("is adding the opposite", () => {
    fc.assert(fc.property(decimalTexts, decimalTexts, (from, less) => { expect(subtractMoney({ from: eur(from), less: eur(less) })).toEqual(sumMoney("EUR", [eur(from), negateMoney(eur(less))])); }));
  });
});
