import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquareProbability, chiSquareQuantile, standardNormalQuantile } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { relativeError } from "./relative-error.js";

// mpmath 1.3.0, 50 digits: gammainc(df/2, 0, x/2, regularized=True) and gammainc(df/2, x/2, inf, regularized=True).
test.each([
  [1e-9,    1,    2.5231325215996380e-5,  0.999974768674784004],
  [0.5,     0.1,  0.94770882017331866,    0.0522911798266813404],
  [2.1,     0.1,  0.989376821772250443,   0.0106231782277495574],
  [3,       2.5,  0.694150370554182086,   0.305849629445817914],
  [7.9,     5,    0.83816638160495266,    0.16183361839504734],
  [1e-6,    40,   3.91990248300411404e-145, 1],
  [200,     40,   1,                      3.76489357600147497e-23],
  [1000,    1000, 0.505947146170760358,   0.494052853829239642],
  [1200,    1000, 0.999987744057669377,   1.22559423306229042e-5],
  [1e6,     1e6,  0.5001880631966055,     0.4998119368033945],
  [1.01e6,  1e6,  0.999999999999093147,   9.06852882326207686e-13],
  [700,     3,    1,                      2.09913085342040884e-151],
])("chi-square of %d with %d degrees of freedom: %d below, %d above", (chiSquare, degreesOfFreedom, lower, upper) => {
  expect(relativeError(chiSquareProbability({ chiSquare, degreesOfFreedom, tail: "lower" }), lower)).toBeLessThan(1e-12);
  expect(relativeError(chiSquareProbability({ chiSquare, degreesOfFreedom, tail: "upper" }), upper)).toBeLessThan(1e-12);
});

// mpmath 1.3.0, 40 digits: the root of the functions above.
test.each([
  [0.05,   1,    "upper", 3.84145882069412587],
  [1e-100, 3,    "upper", 466.214357571291349],
  [0.975,  2.5,  "lower", 8.39229526691296412],
  [0.5,    0.1,  "lower", 1.1147756881492495e-6],
  [1e-12,  40,   "lower", 4.66008315518523343],
  [0.025,  1000, "upper", 1089.5309127749135],
  [0.999,  7,    "upper", 0.598493752375376108],
] as const)("the quantile of %d with %d degrees of freedom, %s tail, is %d", (probability, degreesOfFreedom, tail, want) => {
  expect(relativeError(chiSquareQuantile({ probability, degreesOfFreedom, tail }), want)).toBeLessThan(1e-12);
});

test("nothing lies below 0, and nothing above a value beyond all reach", () => {
  expect(chiSquareProbability({ chiSquare: 0, degreesOfFreedom: 3, tail: "lower" })).toBe(0);
  expect(chiSquareProbability({ chiSquare: 0, degreesOfFreedom: 3, tail: "upper" })).toBe(1);
  expect(chiSquareProbability({ chiSquare: 1e100, degreesOfFreedom: 1e9, tail: "upper" })).toBe(0);
  expect(chiSquareProbability({ chiSquare: 1, degreesOfFreedom: 1e9, tail: "lower" })).toBe(0);
});

test("names every fault", () => {
  refuses(() => chiSquareProbability({ chiSquare: -1, degreesOfFreedom: 0, tail: "both" as "upper" }), { code: "input.too_small", path: ["chiSquare"] }, { code: "input.too_small", path: ["degreesOfFreedom"] }, { code: "input.invalid_value", path: ["tail"] });
  refuses(() => chiSquareQuantile({ probability: 95, degreesOfFreedom: 2e9, tail: "lower" }), { code: "input.too_big", path: ["probability"] }, { code: "input.too_big", path: ["degreesOfFreedom"] });
});

describe("laws", () => {
  const freedoms = fc.double({ min: -1, max: 7, noNaN: true }).map((power) => 10 ** power);
  const tails = fc.constantFrom("lower" as const, "upper" as const);
  test("the quantile undoes the probability", () => fc.assert(fc.property(fc.double({ min: -12, max: -0.01, noNaN: true }).map((power) => 10 ** power), freedoms, tails, (probability, degreesOfFreedom, tail) => {
    const chiSquare = chiSquareQuantile({ probability, degreesOfFreedom, tail });
    fc.pre(chiSquare > 1e-300);
    expect(relativeError(chiSquareProbability({ chiSquare, degreesOfFreedom, tail }), probability)).toBeLessThan(1e-9);
  })));

  test("of one degree of freedom is the square of a normal score", () => fc.assert(fc.property(fc.double({ min: 1e-10, max: 0.9, noNaN: true }), (probability) => {
    expect(relativeError(chiSquareQuantile({ probability, degreesOfFreedom: 1, tail: "upper" }), standardNormalQuantile(probability / 2) ** 2)).toBeLessThan(1e-11);
  })));
});

test("a thousand million degrees of freedom take no longer than one", () => {
  // Wilson and Hilferty's cube is right to 1e-10 there
  const [freedom, z] = [1e9, 1.959963984540054];
  const cube = 1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom));
  expect(relativeError(chiSquareQuantile({ probability: 0.025, degreesOfFreedom: freedom, tail: "upper" }), freedom * cube ** 3)).toBeLessThan(1e-9);
});
