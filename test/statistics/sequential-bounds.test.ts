import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlphaSpending, sequentialBounds, sequentialPower, standardNormalProbability, standardNormalQuantile } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const bounds = (lookFractions: readonly number[], oneSidedAlpha: number, spending: AlphaSpending = "obrien-fleming", isComplete?: boolean) => sequentialBounds({ lookFractions, oneSidedAlpha, spending, ...(isComplete === undefined ? {} : { isComplete }) });
const scores = (...asked: Parameters<typeof bounds>) => bounds(...asked).looks.map(({ z }) => z);

test("one look at all information is an ordinary one-sided test", () => {
  expect(bounds([1], 0.025)).toEqual({ looks: [{ informationFraction: 1, z: expect.closeTo(1.959963984540054, 12), nominalPValue: expect.closeTo(0.025, 12), alpha: 0.025, spentAlpha: 0.025 }], remainingAlpha: 0 });
});

// The last row by SeqBounds.jl: 3.74955, 2.53993, 2.01604, 1.72014. gsDesign, sfLDOF gives 3.7103, 2.5114, 1.9930 for thirds.
test.each([
  [[0.5, 1],               0.025, [2.9626, 1.9686],                 [0.001525, 0.0245]],
  [[0.5, 0.75, 1],         0.025, [2.9626, 2.3590, 2.0141],         [0.001525, 0.009162, 0.022]],
  [[1 / 3, 2 / 3, 1],      0.025, [3.7103, 2.5114, 1.9930],         [0.000104, 0.006012, 0.023128]],
  [[0.25, 0.5, 0.75, 1],   0.05,  [3.7496, 2.5399, 2.0161, 1.7202], [0.000089, 0.005544, 0.021896, 0.0427]],
] as const)("looks at %j with %d, spent as O'Brien and Fleming", (fractions, alpha, wanted, nominal) => {
  bounds(fractions, alpha).looks.forEach(({ z, nominalPValue }, index) => {
    expect(Math.abs(z - (wanted[index] ?? NaN))).toBeLessThan(1e-4);
    expect(Math.abs(nominalPValue - (nominal[index] ?? NaN))).toBeLessThan(1e-6);
  });
});

// gsDesign, k = 4, sfLDPocock, test.type = 1, alpha = 0.025
test("spent as Pocock's, quarters have nearly one bound", () => {
  scores([0.25, 0.5, 0.75, 1], 0.025, "pocock").forEach((z, index) => { expect(Math.abs(z - ([2.3683, 2.3675, 2.3582, 2.3500][index] ?? NaN))).toBeLessThan(1e-4); });
});

test("what is spent follows its formula, worked out by hand", () => {
  const { looks, remainingAlpha } = bounds([0.25], 0.025);
  expect(looks[0]?.spentAlpha).toBeCloseTo(2 * standardNormalProbability(standardNormalQuantile(0.0125) / 0.5), 14);
  expect(remainingAlpha).toBeCloseTo(0.025 - (looks[0]?.spentAlpha ?? NaN), 14);
  expect(bounds([0.25], 0.025, "pocock").looks[0]?.alpha).toBeCloseTo(0.025 * Math.log(1 + (Math.E - 1) / 4), 14);
});

test("an early look with next to no error to spend has a bound far out, not none", () => {
  const [first = NaN, second = NaN] = scores([0.02, 0.025, 1], 0.0001);
  expect(first).toBeCloseTo(27.485, 3);
  expect(second).toBeCloseTo(24.578, 3);
});

test("where the last look comes early or late it spends all that is left, if it is known to be the last", () => {
  expect(bounds([0.5, 0.9], 0.025).remainingAlpha).toBeGreaterThan(0.001);
  expect(bounds([0.5, 0.9], 0.025, "obrien-fleming", false)).toEqual(bounds([0.5, 0.9], 0.025));
  const early = bounds([0.5, 0.9], 0.025, "obrien-fleming", true);
  expect(early.remainingAlpha).toBe(0);
  expect(early.looks[1]?.z).toBeLessThan(scores([0.5, 0.9], 0.025)[1] ?? NaN);
  expect(early.looks[0]).toEqual(bounds([0.5, 1], 0.025).looks[0]);
  expect(bounds([0.5, 1.1], 0.025).remainingAlpha).toBe(0);
});

test("refuses no error probability, a percent and an unknown spending", () => {
  refuses(() => bounds([1], 2.5, "haybittle" as "pocock"), { code: "input.too_big", path: ["oneSidedAlpha"] }, { code: "input.invalid_value", path: ["spending"] });
  refuses(() => bounds([1], 0), { code: "input.too_small", path: ["oneSidedAlpha"] });
});

describe("laws", () => {
  const fractions = fc.array(fc.integer({ min: 4, max: 199 }), { minLength: 1, maxLength: 8 }).map((parts) => [...new Set(parts)].sort((a, b) => a - b).map((part) => part / 200));
  const spendings = fc.constantFrom("obrien-fleming" as const, "pocock" as const);
  test("all looks together err as often as said, and each as its share says", () => fc.assert(fc.property(fractions, spendings, fc.double({ min: 0.001, max: 0.4, noNaN: true }), (looks, spending, alpha) => {
    const planned = bounds([...looks, 1], alpha, spending).looks;
    const { power, successProbabilities } = sequentialPower({ looks: planned.map(({ informationFraction, z }) => ({ informationFraction, z })), drift: 0 });
    expect(power).toBeCloseTo(alpha, 10);
    planned.forEach((look, index) => { expect(successProbabilities[index]).toBeCloseTo(look.alpha, 10); });
  }), { numRuns: 40 }));
  test("a bound depends on the looks up to it, on none after it", () => fc.assert(fc.property(fractions, spendings, (looks, spending) => {
    const whole = scores([...looks, 1], 0.025, spending);
    const part = scores(looks, 0.025, spending);
    part.forEach((z, index) => { expect(z).toBeCloseTo(whole[index] ?? NaN, 10); });
  }), { numRuns: 40 }));
});
