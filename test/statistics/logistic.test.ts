import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logistic, logit } from "coachkit/statistics";
import { relativeError } from "./relative-error.js";

// mpmath 1.2.1, 40 digits: 1 / (1 + exp(-x)).
describe("logistic", () => {
  test.each([
    [-40, 4.248354255291589e-18],
    [-1, 0.2689414213699951],
    [0.8, 0.6899744811276125],
    [4.3, 0.9866130821723352],
    [40, 1],
  ])("of %d is %d", (x, want) => { expect(relativeError(logistic(x), want)).toBeLessThan(1e-15); });

  test("neither end overflows: e^800 is no number, the probability is", () => {
    expect(logistic(-800)).toBe(0);
    expect(logistic(800)).toBe(1);
  });

  test.each([NaN, Infinity])("refuses %d", (x) => {
    expect(() => logistic(x)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "input.invalid_type", path: [] })] }));
  });
});

// mpmath 1.2.1, 40 digits: log(p / (1 - p)).
describe("logit", () => {
  test.each([
    [1e-300, -690.7755278982137],
    [0.1, -2.197224577336219],
    [0.7, 0.8472978603872034],
    [0.8, 1.3862943611198908],
    [0.97, 3.4760986898352724],
    [0.9999999999999999, 36.7368005696771],
  ])("of %d is %d", (p, want) => { expect(relativeError(logit(p), want)).toBeLessThan(1e-15); });

  test("keeps its digits near one half, where ln(p / (1 − p)) would lose seven", () => {
    expect(relativeError(logit(0.4999999), -4.000000000115076e-7)).toBeLessThan(1e-15);
    expect(logit(0.5)).toBe(0);
  });

  test.each([[0, "input.too_small"], [1, "input.too_big"], [-0.1, "input.too_small"], [50, "input.too_big"]])("refuses %d: it has no finite log odds", (p, code) => {
    expect(() => logit(p)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code, path: [], hint: expect.stringContaining("Divide a percent by 100") })] }));
  });

  test("undoes logistic", () => fc.assert(fc.property(fc.double({ min: -30, max: 5, noNaN: true }), (x) => {
    expect(logit(logistic(x))).toBeCloseTo(x, 10);
  })));
});
