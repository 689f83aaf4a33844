import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expOf, logOf, logOfOnePlus, smallSine } from "../../src/statistics/elementary.js";

/** Distance in units of the last place of `want`. */
const unitsOff = (got: number, want: number): number => {
  const unit = 2 ** (Math.max(-1022, Math.floor(Math.log2(Math.abs(want)))) - 52);
  return Math.abs(got - want) / unit;
};

// mpmath 1.2.1, 40 digits, each argument the double itself
const table: readonly (readonly [string, (x: number) => number, readonly (readonly [number, number])[]])[] = [
  ["e^x", expOf, [[0, 1], [-740, 4.2e-322], [-30.5, 5.675685232632723e-14], [-1, 0.36787944117144233], [-0.1, 0.9048374180359595], [1e-10, 1.0000000001], [0.3, 1.3498588075760032], [0.7, 2.0137527074704766], [1, 2.718281828459045], [10.25, 28282.541920334977], [700, 1.0142320547350045e304], [709.7, 1.6549840276802644e308]]],
  ["ln x", logOf, [[5e-324, -744.4400719213812], [1e-300, -690.7755278982137], [0.1, -2.3025850929940455], [0.5, -0.6931471805599453], [0.9999999, -1.0000000494736474e-7], [1.0000001, 9.999999505838704e-8], [1.5, 0.4054651081081644], [2, 0.6931471805599453], [10, 2.302585092994046], [12345.678, 9.421061321291832], [1.7e308, 709.7268368932282]]],
  ["ln(1 + x)", logOfOnePlus, [[-0.999, -6.907755278982136], [-0.5, -0.6931471805599453], [-0.2, -0.22314355131420976], [-1e-12, -1.0000000000005e-12], [1e-300, 1e-300], [1e-9, 9.999999995e-10], [0.3, 0.26236426446749106], [0.5, 0.4054651081081644], [1, 0.6931471805599453], [1e6, 13.815511557963774]]],
  ["sin x", smallSine, [[1e-20, 1e-20], [0.001, 0.0009999998333333417], [0.25, 0.24740395925452294], [0.5235987755982988, 0.49999999999999994], [-0.7, -0.644217687237691]]],
];

describe.each(table)("%s", (_, own, rows) => {
  test.each(rows)("of %d is %d, but for one unit in the last place", (x, want) => { expect(unitsOff(own(x), want)).toBeLessThanOrEqual(1); });
});

test("ln 1 is 0 exactly, and so is ln(1 + 0)", () => { expect([logOf(1), logOfOnePlus(0)]).toEqual([0, 0]); });

test.each<[string, (x: number) => number, (x: number) => number, number, number]>([
  ["e^x", expOf, Math.exp, -744, 709], ["ln x", logOf, Math.log, 1e-310, 1e10], ["ln(1 + x)", logOfOnePlus, Math.log1p, -0.99999, 1e6], ["sin x", smallSine, Math.sin, -0.785, 0.785],
])("%s is within two units of this engine's, everywhere", (_, own, engine, min, max) => {
  fc.assert(fc.property(fc.double({ min, max, noNaN: true }), (x) => { fc.pre(engine(x) !== 0); expect(unitsOff(own(x), engine(x))).toBeLessThanOrEqual(2); }), { numRuns: 2000 });
});

test("e^x is 0 where nothing is left, and 2^k between", () => {
  expect([expOf(-800), expOf(-1e5)]).toEqual([0, 0]);
  expect(expOf(Math.LN2 * 10)).toBeCloseTo(1024, 9);
});
