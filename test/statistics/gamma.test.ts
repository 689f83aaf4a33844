import { describe, expect, test } from "vitest";
import { logGamma, smallSampleFactor } from "../../src/statistics/gamma.js";

describe("logGamma", () => {
  // mpmath 1.3.0, 40 digits
  test.each([[1e-10, 23.02585092988273], [0.5, 0.5723649429247001], [1, 0], [2, 0], [3.7, 1.4280723266653883], [11.999, 17.499865227646105], [12, 17.502307845873886], [100, 359.1342053695754], [1e9, 19723265827.503716]])("of %d is %d", (a, want) => {
    expect(Math.abs(logGamma(a) - want)).toBeLessThan(1e-14 * Math.max(1, want));
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
