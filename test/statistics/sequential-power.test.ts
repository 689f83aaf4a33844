import fc from "fast-check";
import { expect, test } from "vitest";
import { repeatedTestingAlpha, sequentialBounds, sequentialDrift, sequentialPower, standardNormalProbability } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const looksAt = (...looks: readonly (readonly [number, number])[]) => looks.map(([informationFraction, z]) => ({ informationFraction, z }));
const even = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) / count);
const repeated = (lookFractions: readonly number[], sides: "one-sided" | "two-sided", alpha = 0.05) => repeatedTestingAlpha({ lookFractions, alpha, sides });

test("one look has the power of an ordinary test, and uses all its information", () => {
  expect(sequentialPower({ looks: looksAt([1, 1.96]), drift: 2.8 })).toEqual({ power: expect.closeTo(standardNormalProbability(0.84), 12), successProbabilities: [expect.closeTo(standardNormalProbability(0.84), 12)], expectedInformationFraction: 1 });
});

// scipy 1.17.1, multivariate_normal.cdf with correlations √(tᵢ / tⱼ), abseps 1e-12
test("three looks and an effect: as the multivariate normal distribution says", () => {
  const { power, successProbabilities: [first = NaN, second = NaN], expectedInformationFraction } = sequentialPower({ looks: looksAt([0.5, 2.9626], [0.75, 2.3590], [1, 2.0141]), drift: 2.5 });
  expect(power).toBeCloseTo(0.6965342654, 9);
  expect(first).toBeCloseTo(0.11607613294610, 12);
  expect(first + second).toBeCloseTo(0.42708137147891, 10);
  expect(expectedInformationFraction).toBeCloseTo(1 - first / 2 - second / 4, 12);
});

// scipy as above. P. Armitage, C. McPherson, B. Rowe (1969), table 2: 2 looks 0.083, 3 0.107, 5 0.142, 10 0.193, 50 0.320.
test.each([
  [even(2),        "two-sided", 0.08312],
  [even(3),        "two-sided", 0.10726],
  [even(5),        "two-sided", 0.14169],
  [even(10),       "two-sided", 0.19336],
  [even(12),       "two-sided", 0.20754],
  [even(50),       "two-sided", 0.32045],
  [[0.5, 0.75, 1], "two-sided", 0.09728],
  [[0.5, 0.75, 1], "one-sided", 0.09184],
] as const)("uncorrected looks at %j, %s at 5 %%, alarm falsely with %d", (fractions, sides, wanted) => {
  expect(Math.abs(repeated(fractions, sides) - wanted)).toBeLessThan(1e-5);
});

// numpy 2: the same recursion over 1,500 nodes of Gauss and Legendre in one stretch
test.each([[12, "two-sided", 0.20753893836371], [50, "two-sided", 0.32045000388855], [50, "one-sided", 0.27011930516544]] as const)("%d even looks, %s: %d to 12 digits", (count, sides, wanted) => {
  expect(Math.abs(repeated(even(count), sides) - wanted)).toBeLessThan(1e-12);
});

test("a design that goes on after the planned information saves what it does not come to", () => {
  const { successProbabilities: [first = NaN], expectedInformationFraction } = sequentialPower({ looks: looksAt([0.5, 2.5], [1.2, 2]), drift: 2 });
  expect(expectedInformationFraction).toBeCloseTo(1.2 - 0.7 * first, 12);
});

test("bounds that nothing passes give no power, and bounds that all pass end it at the first look", () => {
  expect(sequentialPower({ looks: looksAt([0.5, 40], [1, 40]), drift: 0 }).power).toBeLessThan(1e-300);
  expect(sequentialPower({ looks: looksAt([0.5, -20], [1, -20]), drift: 1000 })).toEqual({ power: 1, successProbabilities: [1, 0], expectedInformationFraction: 0.5 });
  expect(sequentialPower({ looks: looksAt([0.5, 2], [1, 2]), drift: -1000 })).toEqual({ power: 0, successProbabilities: [0, 0], expectedInformationFraction: 1 });
});

test("looks cost little information where nearly all error is spent at the end", () => {
  const { looks } = sequentialBounds({ lookFractions: [0.5, 1], oneSidedAlpha: 0.025, spending: "obrien-fleming" });
  const drift = sequentialDrift({ looks: looks.map(({ informationFraction, z }) => ({ informationFraction, z })), power: 0.9 });
  // Jennison and Turnbull (2000) give 1.003 to 1.007 for two looks of this kind
  expect((drift / 3.2415155391) ** 2).toBeCloseTo(1.0034, 4);
});

test("a drift for a power below the error probability is one the wrong way", () => {
  expect(sequentialDrift({ looks: looksAt([1, 0]), power: 0.01 })).toBeCloseTo(-2.3263478740408408, 10);
  expect(sequentialDrift({ looks: looksAt([0.02, 40]), power: 0.9999 })).toBeCloseTo((40 + 3.719016485455709) / Math.sqrt(0.02), 8);
});

test("refuses bounds and effects that are none", () => {
  refuses(() => sequentialPower({ looks: [], drift: 1001 }), { code: "input.too_small", path: ["looks"] }, { code: "input.too_big", path: ["drift"] });
  refuses(() => sequentialDrift({ looks: looksAt([1, 41]), power: 80 }), { code: "input.too_big", path: ["looks", 0, "z"] }, { code: "input.too_big", path: ["power"] });
  refuses(() => repeated([1], "both" as "one-sided", 5), { code: "input.too_big", path: ["alpha"] }, { code: "input.invalid_value", path: ["sides"] });
});

const fractions = fc.array(fc.integer({ min: 4, max: 199 }), { minLength: 1, maxLength: 5 }).map((parts) => [...[...new Set(parts)].sort((a, b) => a - b).map((part) => part / 200), 1]);
test("law: the drift gives the power that was wanted", () => fc.assert(fc.property(fractions, fc.double({ min: 0.5, max: 3, noNaN: true }), fc.double({ min: 0.2, max: 0.99, noNaN: true }), (lookFractions, z, power) => {
  const looks = lookFractions.map((informationFraction) => ({ informationFraction, z }));
  expect(sequentialPower({ looks, drift: sequentialDrift({ looks, power }) }).power).toBeCloseTo(power, 9);
}), { numRuns: 30 }));
test("law: another look never makes false alarms rarer, and two sides of half the error are a little fewer than twice one side", () => fc.assert(fc.property(fractions, (lookFractions) => {
  const all = repeated(lookFractions, "two-sided");
  expect(all).toBeGreaterThanOrEqual(repeated(lookFractions.slice(0, -1), "two-sided") - 1e-12);
  const oneSide = repeated(lookFractions, "one-sided", 0.025);
  expect(all).toBeLessThanOrEqual(2 * oneSide + 1e-10);
  expect(all).toBeGreaterThan(2 * oneSide - 0.02);
}), { numRuns: 30 }));
