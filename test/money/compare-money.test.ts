import { compareMoney, subtractMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalTexts } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

describe("compareMoney", () => {
  test.each([["1", "2", -1], ["2", "1", 1], ["1.5", "1.50", 0], ["-0", "0.00", 0], ["-2", "-1", -1], ["9", "10", -1], ["123456789012345678.01", "123456789012345678.02", -1]])("%s against %s is %d", (left, right, order) => { expect(compareMoney({ left: eur(left), right: eur(right) })).toBe(order); });
  test("refuses two currencies", () => { expect(faults(() => compareMoney({ left: eur("1"), right: jpy("1") }))).toEqual(["currency.mixed_currencies /right/currency"]); });
  test("is the sign of the difference", () => {
    fc.assert(fc.property(decimalTexts, decimalTexts, (left, right) => {
      const { amount } = subtractMoney({ from: eur(left), less: eur(right) });
      expect(compareMoney({ left: eur(left), right: eur(right) })).toBe(amount.startsWith("-") ? -1 : amount === "0.00" ? 0 : 1);
    }));
  });
});
