import { CurrencyCode, minorUnitDigits, zeroMoney } from "coachkit/money";
import { describe, expect, test } from "vitest";
import { faults } from "./faults.js";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const known = letters.flatMap((first) => letters.flatMap((second) => letters.map((third) => first + second + third))).filter((code) => CurrencyCode.safeParse(code).success);

describe("minorUnitDigits", () => {
  test.each([["EUR", 2], ["USD", 2], ["JPY", 0], ["KRW", 0], ["ISK", 0], ["KWD", 3], ["TND", 3], ["CLF", 4], ["UYW", 4], ["MGA", 2], ["HUF", 2], ["XCG", 2], ["BGN", 2]])("%s has %d", (code, digits) => { expect(minorUnitDigits(code)).toBe(digits); });
  test("knows the 165 codes with a minor unit of ISO 4217 as of amendment 180, and five that were withdrawn of late", () => {
    const counts = [0, 1, 2, 3, 4].map((digits) => known.filter((code) => minorUnitDigits(code) === digits).length);
    expect(counts).toEqual([17, 0, 144, 7, 2]);
  });
  test.each([["eur", "input.invalid_format /"], ["EURO", "input.invalid_format /"], ["", "input.invalid_format /"], [" EU", "input.invalid_format /"], ["D A", "input.invalid_format /"], ["E".repeat(1_000_000), "input.invalid_format /"],
    ["ABC", "currency.unknown_currency /"], ["EDA", "currency.unknown_currency /"], ["XXX", "currency.unknown_currency /"], ["XAU", "currency.unknown_currency /"], ["DEM", "currency.unknown_currency /"]])("refuses %.8s", (code, fault) => {
    expect(faults(() => minorUnitDigits(code))).toEqual([fault]);
    expect(faults(() => zeroMoney(code))).toEqual([fault]);
  });
  test.each([null, undefined, 978, true, {}])("refuses what is no text: %s", (code) => { expect(faults(() => minorUnitDigits(code as string))).toEqual(["input.invalid_type /"]); });
  test("names the code that it does not know", () => { expect(() => minorUnitDigits("ABC")).toThrow(/“ABC”/u); });
});

describe("agrees with the currencies of the runtime", () => {
  /** CLDR states digits in daily use, where cents have no coins, and its releases differ; ISO 4217 states the minor unit that books are kept in. */
  const cldrDrops = ["AFN", "ALL", "COP", "HUF", "IDR", "IQD", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "PKR", "SLL", "SOS", "SYP", "YER", "RSD", "TZS", "AMD", "CRC", "GYD", "MUR", "GNF", "MNT", "UZS", "STN", "ZMW"];
  /** No minor unit in ISO 4217, or withdrawn more than five years ago. */
  const without = ["CUC", "XDR", "XSU", "XUA", "XXX", "XAU", "XAG", "XPD", "XPT", "XTS"];
  const runtime = Intl.supportedValuesOf("currency");
  const cldrDigits = (currency: string) => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;

  test("every code the runtime lists is known, but those without a minor unit", () => {
    expect(runtime.filter((code) => !known.includes(code) && !without.includes(code))).toEqual([]);
  });
  test("the digits are those of the runtime, but for coins out of use", () => {
    expect(runtime.filter((code) => known.includes(code) && cldrDigits(code) !== minorUnitDigits(code) && !cldrDrops.includes(code))).toEqual([]);
  });
  test("where they differ, the runtime drops digits, never adds them", () => {
    for (const code of runtime.filter((one) => known.includes(one))) expect(cldrDigits(code)).toBeLessThanOrEqual(minorUnitDigits(code));
  });
});
