import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardNormalProbability, standardNormalQuantile } from "coachkit/statistics";
import { relativeError } from "./relative-error.js";

// mpmath 1.2.1, 60 digits: erfc(-z / sqrt(2)) / 2. The rows stand on both sides of each seam between two approximations.
describe("standardNormalProbability", () => {
  test.each([
    [-38, 2.88542835e-316],
    [-20, 2.7536241186062337e-89],
    [-8.2, 1.2019351542735859e-16],
    [-5.7, 5.990371401063528e-9],
    [-5.6, 1.071759025831093e-8],
    [-1.96, 0.024997895148220435],
    [-0.67, 0.2514288950953101],
    [-0.66, 0.25462691467133614],
    [-0.1, 0.460172162722971],
    [0.9, 0.8159398746532405],
    [5, 0.9999997133484281],
  ])("of %d is %d", (z, want) => { expect(relativeError(standardNormalProbability(z), want)).toBeLessThan(z < -37 ? 1e-8 : 1e-14); });

  test("ends at 0 and 1", () => {
    expect(standardNormalProbability(-1e308)).toBe(0);
    expect(standardNormalProbability(1e308)).toBe(1);
  });

  test("refuses what is no finite number", () => {
    expect(() => standardNormalProbability(NaN)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "input.invalid_type", path: [] })] }));
  });

  test("never falls as z rises", () => fc.assert(fc.property(fc.double({ min: -40, max: 40, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (z, more) => {
    expect(standardNormalProbability(z + more)).toBeGreaterThanOrEqual(standardNormalProbability(z) * (1 - 1e-15));
  })));
});

// mpmath 1.2.1, 60 digits: the root of erfc(-x / sqrt(2)) / 2 - p.
describe("standardNormalQuantile", () => {
  test.each([
    [1e-300, -37.0470962993612],
    [1e-50, -14.933337534788489],
    [1e-12, -7.034483825301132],
    [0.025, -1.9599639845400543],
    [0.074, -1.4466320671589785],
    [0.076, -1.4325027208258116],
    [0.3, -0.5244005127080408],
    [0.499999, -2.5066282745665593e-6],
    [0.8, 0.8416212335729144],
    [0.9999999, 5.199337582290661],
  ])("of %d is %d", (p, want) => { expect(relativeError(standardNormalQuantile(p), want)).toBeLessThan(1e-14); });

  test.each([[0, "input.too_small"], [1, "input.too_big"], [97.5, "input.too_big"]])("refuses %d", (p, code) => {
    expect(() => standardNormalQuantile(p)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code, path: [] })] }));
  });

  test("undoes standardNormalProbability to 12 digits, tails included", () => fc.assert(fc.property(fc.double({ min: -37, max: 0, noNaN: true }), (z) => {
    expect(Math.abs(standardNormalQuantile(standardNormalProbability(z)) - z)).toBeLessThan(1e-12 * Math.max(1, Math.abs(z)));
  })));
});
