import { describe, expect, test } from "vitest";
import { smallSampleFactor, stirlingError } from "../../src/statistics/gamma.js";
import { relativeError } from "./relative-error.js";

describe("Stirling's error", () => {
  // mpmath 1.3.0, 40 digits: loggamma(a) - ((a - 1/2) log(a) - a + log(2 pi) / 2)
  test.each([[1e-10, 10.593986934110419], [0.5, 0.15342640972002735], [1, 0.081061466795327258], [3.7, 0.022468770580143147], [11.999, 0.0069434184585177195], [12, 0.0069428401072095299], [100, 0.00083333055563491468], [1e9, 8.3333333333333333e-11]])("of %d is %d", (a, want) => {
    expect(relativeError(stirlingError(a), want)).toBeLessThan(1e-13);
  });
});

describe("the factor against the bias of small samples", () => {
  test("is worked by hand for two and three degrees of freedom: Γ(1) / Γ(½) = 1/√π and Γ(1.5) / (√1.5 Γ(1)) = √(π/6)", () => {
    expect(smallSampleFactor(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 14);
    expect(smallSampleFactor(3)).toBeCloseTo(Math.sqrt(Math.PI / 6), 14);
  });
  test("nears 1 − 3 / (4ν − 1) without losing digits", () => {
    for (const freedom of [1e3, 1e6, 1e9]) expect(Math.abs(smallSampleFactor(freedom) - 1 + 3 / (4 * freedom - 1))).toBeLessThan(0.2 / freedom ** 2 + 1e-15);
  });
});
