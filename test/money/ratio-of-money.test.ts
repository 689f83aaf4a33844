import { ratioOfMoney, subtractMoney } from "coachkit/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalTexts, scaled } from "./exact.js";
import { eur, faults, jpy } from "./faults.js";

const ratio = (numerator: string, denominator: string) => ratioOfMoney({ numerator: eur(numerator), denominator: eur(denominator) });

describe("ratioOfMoney", () => {
  test.each([["75000", "50000", 1.5], ["1", "3", 1 / 3], ["-50000", "50000", -1], ["2", "-8", -0.25], ["999999999999999999", "0.000000000000000001", 999999999999999999e18]])("%s ÷ %s is %d", (numerator, denominator, want) => { expect(ratio(numerator, denominator)).toBe(want); });
  test("zero by a negative amount is zero, not minus zero", () => { expect(Object.is(ratio("0", "-5"), 0)).toBe(true); });
  test("net benefit by cost keeps 15 digits where numbers lose them: 0.3 − 0.1 by 0.1 is 2, not 1.9999999999999998", () => {
    expect((0.3 - 0.1) / 0.1).not.toBe(2);
    expect(ratioOfMoney({ numerator: subtractMoney({ from: eur("0.3"), less: eur("0.1") }), denominator: eur("0.1") })).toBe(2);
  });
  test("refuses a zero denominator and two currencies", () => {
    expect(faults(() => ratio("1", "-0.00"))).toEqual(["ratio-of-money.zero_denominator /denominator/amount"]);
    expect(faults(() => ratioOfMoney({ numerator: eur("1"), denominator: jpy("1") }))).toEqual(["currency.mixed_currencies /denominator/currency"]);
  });
  test("is the number nearest to the exact quotient", () => {
    fc.assert(fc.property(decimalTexts, decimalTexts.filter((text) => scaled(text) !== 0n), (numerator, denominator) => {
      const got = ratio(numerator, denominator);
      const [top, bottom] = [scaled(numerator), scaled(denominator)];
      // 60 digits of the quotient, read back as a number by the engine itself
      const digits = 10n ** 60n;
      const size = (top < 0n ? -top : top) * digits / (bottom < 0n ? -bottom : bottom);
      expect(Math.abs(got)).toBe(Number(`${String(size)}e-60`));
      expect(got === 0 || got < 0 === (top < 0n !== bottom < 0n)).toBe(true);
    }));
  });
});
