import { DecimalText, toDecimalText } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faults } from "./faults.js";

describe("DecimalText", () => {
  test.each(["0", "-0", "1", "1234.50", "007.5", "9".repeat(18), `-${"9".repeat(18)}.${"9".repeat(18)}`])("takes %s", (text) => { expect(DecimalText.safeParse(text).success).toBe(true); });
  test.each(["1e1000000000", "1e5", "0x10", "0b1", "1_000", "NaN", "Infinity", "-Infinity", "", " ", " 1", "1 ", "1\n", "+1", "--1", "-", ".5", "1.", "1.2.3", "1,5", "1,000.00", "１", "٣", "9".repeat(19), `0.${"1".repeat(19)}`, "9".repeat(10_000)])("refuses %s", (text) => { expect(DecimalText.safeParse(text).success).toBe(false); });
});

describe("toDecimalText", () => {
  test.each([
    [0, "0"], [-0, "0"], [1, "1"], [-1.5, "-1.5"], [0.7, "0.7"], [1e-7, "0.0000001"], [1e17, "100000000000000000"], [123456.789, "123456.789"],
    [1 / 3, "0.3333333333333333"], [5e-324, "0"], [-5e-324, "0"],
    // a tie at the 18th digit goes to the even one
    [1.5e-18, "0.000000000000000002"], [2.5e-18, "0.000000000000000002"],
  ])("%d is %s", (value, text) => { expect(toDecimalText(value)).toBe(text); });
  test("binary dust is not hidden: 0.1 + 0.2 is not 0.3", () => { expect(toDecimalText(0.1 + 0.2)).toBe("0.30000000000000004"); });
  test.each([1e18, -1e18, 1e21, Number.MAX_VALUE])("refuses %d: it has more than 18 digits before the point", (value) => { expect(faults(() => toDecimalText(value))).toEqual(["decimal-text.too_large /"]); });
  test.each([Number.NaN, Infinity, -Infinity, "1", null])("refuses %s", (value) => { expect(faults(() => toDecimalText(value as number))).toEqual(["input.invalid_type /"]); });
  test("reads back as the same number where 18 digits after the point hold it", () => {
    fc.assert(fc.property(fc.double({ min: -1e17, max: 1e17, noNaN: true }).filter((value) => Math.abs(value) >= 0.1), (value) => { expect(Number(toDecimalText(value))).toBe(value); }));
  });
  test("always gives a DecimalText", () => {
    fc.assert(fc.property(fc.double({ min: -1e17, max: 1e17, noNaN: true }), (value) => { expect(DecimalText.safeParse(toDecimalText(value)).success).toBe(true); }));
  });
});
