import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mean, quantile, variance } from "coachkit/statistics";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 });
const refuses = (call: () => unknown, code: string, path: readonly (string | number)[]) => { expect(call).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code, path })] })); };

describe("mean", () => {
  test("of 1, 2, 6 is 3", () => { expect(mean([1, 2, 6])).toBe(3); });
  test("small values beside large ones are not lost: a plain sum gives 0.025", () => { expect(mean([1e15, 0.1, -1e15, 0.1])).toBe(0.05); });
  test("never answers −0", () => { expect(mean([-0, -0])).toBe(0); });
  test("the largest values allowed do not overflow", () => { expect(mean([1e100, 1e100])).toBe(1e100); });
  test("refuses an empty sample", () => { refuses(() => mean([]), "input.too_small", []); });
  test("refuses a value that is no number", () => { refuses(() => mean([1, NaN]), "input.invalid_type", [1]); });
  test("refuses a value whose square would overflow", () => { refuses(() => mean([1e200]), "input.too_big", [0]); });
  test("lies between the smallest and the largest value", () => fc.assert(fc.property(values, (sample) => {
    const slack = 1e-9;
    expect(mean(sample)).toBeGreaterThanOrEqual(Math.min(...sample) - slack);
    expect(mean(sample)).toBeLessThanOrEqual(Math.max(...sample) + slack);
  })));
});

describe("variance", () => {
  test("of 2, 4, 4, 4, 5, 5, 7, 9 is 32 / 7", () => { expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 14); });
  test("far from zero it keeps its digits: Σx² − n·mean² would give 0 or less", () => { expect(variance([4, 7, 13, 16].map((value) => value + 1e12))).toBe(30); });
  test("a mean that must be rounded does not show: about 1e15 + 0.625 instead of + 0.667 it would be 0.336", () => { expect(variance([1e15, 1e15 + 1, 1e15 + 1])).toBeCloseTo(1 / 3, 12); });
  test("equal values have none, also where their mean must be rounded", () => { expect(variance([0.1, 0.1, 0.1])).toBeLessThan(1e-33); });
  test("refuses a single value", () => { refuses(() => variance([1]), "input.too_small", []); });
  test("a shift does not change it", () => fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 }), fc.integer({ min: -1e9, max: 1e9 }), (sample, shift) => {
    expect(variance(sample.map((value) => value + shift))).toBeCloseTo(variance(sample), 6);
  })));
});

describe("quantile", () => {
  // numpy 1.24: np.quantile([7, 1, 4, 2], p), the method R-7.
  test.each([[0, 1], [0.1, 1.3], [0.25, 1.75], [0.5, 3], [0.9, 6.1], [1, 7]])("uses the R-7 method: %d of 7, 1, 4, 2 is %d", (probability, want) => {
    expect(quantile([7, 1, 4, 2], probability)).toBeCloseTo(want, 14);
  });
  test("sorts by number: as text, 10 would stand before 9", () => { expect(quantile([10, 9, 1], 0.5)).toBe(9); });
  test("one value is every quantile", () => { expect(quantile([3], 0.2)).toBe(3); });
  test("leaves the order of the sample alone", () => { const sample = [3, 1, 2]; quantile(sample, 0.5); expect(sample).toEqual([3, 1, 2]); });
  test("refuses an empty sample", () => { refuses(() => quantile([], 0.5), "input.too_small", []); });
  test("refuses a percent where a fraction belongs", () => { refuses(() => quantile([1, 2], 50), "input.too_big", []); });
  test("rises with the probability", () => fc.assert(fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (sample, p, q) => {
    expect(quantile(sample, Math.max(p, q))).toBeGreaterThanOrEqual(quantile(sample, Math.min(p, q)) - 1e-9);
  })));
});
