import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expOf } from "../../src/statistics/elementary.js";
import { exponentials } from "../../src/statistics/exponential-column.js";

const exponentialOf = (x: number, offset = 0, slope = 1): number => {
  const column = Float64Array.of(x);
  exponentials(column, offset, slope);
  return column[0] ?? NaN;
};
const relative = (got: number, want: number): number => Math.abs(got / want - 1);

describe("a column of exponentials", () => {
  // mpmath 1.3.0, 40 digits, each argument the double itself
  test.each([[0, 1], [-30.5, 5.675685232632723e-14], [-0.1, 0.9048374180359595], [1e-10, 1.0000000001], [0.7, 2.0137527074704766], [10.25, 28282.541920334977], [38.5, 5.252155228592516e16], [699.9, 9.177151136957067e303]])("e^%d is %d", (x, want) => { expect(relative(exponentialOf(x), want)).toBeLessThan(5e-16); });
  test("e^0 is 1 exactly", () => { expect(exponentialOf(0)).toBe(1); });
  test("goes by offset and slope", () => { expect(relative(exponentialOf(2, 3, 0.5), expOf(4))).toBeLessThan(5e-16); });
  test("is within three units in the last place of the plain one, everywhere", () => fc.assert(fc.property(fc.double({ min: -745, max: 709, noNaN: true }), (x) => {
    fc.pre(expOf(x) > 1e-300);
    expect(relative(exponentialOf(x), expOf(x))).toBeLessThanOrEqual(6.7e-16);
  }), { numRuns: 3000 }));
  test("is the plain one where powers of two run out", () => { expect([exponentialOf(-720), exponentialOf(709.5), exponentialOf(-5000)]).toEqual([expOf(-720), expOf(709.5), 0]); });
});
