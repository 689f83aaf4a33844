import fc from "fast-check";
import { meanDifference, meanDifferenceFromFigures, type MeanTest, type NoEstimate, pairedDifference } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const there = (result: MeanTest | NoEstimate): MeanTest => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};
const [values, reference] = [[5, 7, 9], [1, 2, 3, 4, 5]];

describe("meanDifference", () => {
  // R 4.2.2: t.test(c(5,7,9), 1:5)
  test("by Welch's test is that of R, for samples that differ in number", () => {
    const result = there(meanDifference({ values, reference, variances: "unequal", confidenceLevel: 0.95 }));
    expect(result).toMatchObject({ estimate: 4, n: 8, method: "welch-t", warnings: [] });
    expect([result.t, result.degreesOfFreedom, result.pValue]).toEqual([expect.closeTo(2.9541957835039852, 13), expect.closeTo(3.5328467153284691, 13), expect.closeTo(0.048794307700731752, 13)]);
    expect([result.confidence.lower, result.confidence.upper]).toEqual([expect.closeTo(0.036274477813726537, 11), expect.closeTo(7.963725522186273, 11)]);
  });

  test("by Student's is worked by hand: s² = (8 + 10) ÷ 6 = 3, error √(3 (1/3 + 1/5))", () => {
    const result = there(meanDifference({ values, reference, variances: "equal", confidenceLevel: 0.95 }));
    expect(result).toMatchObject({ estimate: 4, n: 8, method: "student-t-pooled", degreesOfFreedom: 6 });
    expect([result.standardError, result.t]).toEqual([expect.closeTo(Math.sqrt(1.6), 14), expect.closeTo(4 / Math.sqrt(1.6), 14)]);
  });

  test("against another difference than 0 leaves the estimate and moves t", () => {
    const against = there(meanDifference({ values, reference, variances: "equal", expectedDifference: 5, confidenceLevel: 0.95 }));
    expect([against.estimate, against.t]).toEqual([4, expect.closeTo(-1 / Math.sqrt(1.6), 14)]);
    expect(against.lessPValue).toBeLessThan(0.5);
  });

  test("two one-sided tests show equivalence within a margin just where the 90 % interval lies within it", () => {
    const figures = { values: { mean: 10.1, standardDeviation: 0.2 * Math.sqrt(5), n: 10 }, reference: { mean: 10, standardDeviation: 0.2 * Math.sqrt(5), n: 10 }, variances: "equal", confidenceLevel: 0.9 } as const;
    const against = (expectedDifference: number) => there(meanDifferenceFromFigures({ ...figures, expectedDifference }));
    // mpmath 1.3.0: the upper tails of t = 3 and t = 2 with 18 degrees of freedom
    expect([against(-0.5).greaterPValue, against(0.5).lessPValue]).toEqual([expect.closeTo(0.00384, 4), expect.closeTo(0.03041, 4)]);
    expect(against(0).confidence.upper).toBeLessThan(0.5);
  });

  test.each([[[], reference, 0], [[3], reference, 1], [values, [2], 1]])("of %j and %j cannot be told", (some, others, n) => {
    for (const variances of ["equal", "unequal"] as const) expect(meanDifference({ values: some, reference: others, variances, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n, needed: 2 });
  });

  test("one sample without spread is enough for Welch's test, two are not", () => {
    expect(there(meanDifference({ values: [3, 3, 3], reference, variances: "unequal", confidenceLevel: 0.95 }))).toMatchObject({ estimate: 0, t: 0, degreesOfFreedom: 4, pValue: 1 });
    for (const variances of ["equal", "unequal"] as const) expect(meanDifference({ values: [3, 3, 3], reference: [1, 1], variances, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 2, needed: 2 });
  });

  test("the largest and very unlike values give finite answers: no square of a square overflows", () => {
    const result = there(meanDifference({ values: [-1e100, 1e100, 5e99], reference: [1e-3, 2e-3], variances: "unequal", confidenceLevel: 0.95 }));
    expect(result.degreesOfFreedom).toBeCloseTo(2, 12);
    expect(Number.isFinite(result.standardError)).toBe(true);
  });

  test("as many observations as figures may tell are normal", () => {
    const figures = { mean: 0, standardDeviation: 1, n: 1e9 };
    // Φ(−2) twice; error √(2 / 1e9)
    expect(there(meanDifferenceFromFigures({ values: { ...figures, mean: 2 * Math.sqrt(2e-9) }, reference: figures, variances: "equal", confidenceLevel: 0.95 })).pValue).toBeCloseTo(2 * 0.022750131948179212, 9);
  });

  test("names every fault", () => {
    expect(issuesOf(() => meanDifference({ values: [Infinity], reference: [1], variances: "alike", expectedDifference: 1e101, confidenceLevel: 0.95 } as never))).toEqual(["input.invalid_type at /values/0", "input.invalid_value at /variances", "input.too_big at /expectedDifference"]);
    expect(issuesOf(() => meanDifferenceFromFigures({ values: { mean: 1, standardDeviation: 1, n: -1 }, reference: { mean: 1, standardDeviation: 1, n: 5, se: 1 }, variances: "equal", confidenceLevel: 0.95 } as never))).toEqual(["input.too_small at /values/n", "input.unrecognized_keys at /reference/se"]);
  });

  const samples = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 20 }).filter((sample) => new Set(sample).size > 1);
  test("exchanging the samples turns every sign and both sides about", () => fc.assert(fc.property(samples, samples, fc.constantFrom("equal" as const, "unequal" as const), (one, other, variances) => {
    const there1 = there(meanDifference({ values: one, reference: other, variances, confidenceLevel: 0.9 }));
    const there2 = there(meanDifference({ values: other, reference: one, variances, confidenceLevel: 0.9 }));
    expect([there2.estimate, there2.greaterPValue, there2.confidence.lower]).toEqual([expect.closeTo(-there1.estimate, 10), expect.closeTo(there1.lessPValue, 10), expect.closeTo(-there1.confidence.upper, 9)]);
  })));
});

describe("pairedDifference", () => {
  test("is worked by hand: differences 1, 2, 3 have mean 2 and error 1 / √3", () => {
    expect(pairedDifference({ values: [3, 5, 4], reference: [2, 3, 1], confidenceLevel: 0.95 })).toMatchObject({ estimate: 2, n: 3, method: "student-t-paired", degreesOfFreedom: 2, t: expect.closeTo(2 * Math.sqrt(3), 13) as number });
    expect(there(pairedDifference({ values: [3, 5, 4], reference: [2, 3, 1], expectedDifference: 2, confidenceLevel: 0.95 })).pValue).toBe(1);
  });

  test("the same difference in all pairs, but for rounding, has no variation", () => {
    expect(pairedDifference({ values: [0.3, 0.4, 1.3], reference: [0.1, 0.2, 1.1], confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 3, needed: 2 });
    expect(pairedDifference({ values: [0.1 + 0.2, 0.3], reference: [0.3, 0.3], confidenceLevel: 0.95 })).toMatchObject({ reason: "no-variation" });
  });

  test("a single pair cannot tell", () => { expect(pairedDifference({ values: [3], reference: [2], confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 1, needed: 2 }); });

  test("refuses values without partners", () => {
    expect(issuesOf(() => pairedDifference({ values: [1, 2], reference: [1], confidenceLevel: 0.95 }))).toEqual(["paired-sample.unequal_lengths at /reference"]);
  });
});
