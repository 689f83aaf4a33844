import fc from "fast-check";
import { noncentralStudentProbability, type NoEstimate, standardizedDifference, type StandardizedDifference, standardizedMean, standardizedPairedDifference } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const there = (result: StandardizedDifference | NoEstimate): StandardizedDifference => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};
const independent = ["pooled", "average-variance", "reference"] as const;
const paired = ["differences", "average-deviation"] as const;

describe("standardizedDifference", () => {
  // means 7 and 3, variances 4 and 2.5: pooled (2 · 4 + 4 · 2.5) ÷ 6 = 3, average 3.25
  const sample = { values: [5, 7, 9], reference: [1, 2, 3, 4, 5], confidenceLevel: 0.95 };
  test.each([["pooled", 3, "cohen-d-pooled", 6], ["average-variance", 3.25, "cohen-d-average-variance", 3.5328467153284691], ["reference", 2.5, "glass-delta", 4]] as const)("in units of %s divides by the root of %d", (standardizer, variance, method, degreesOfFreedom) => {
    expect(standardizedDifference({ ...sample, standardizer })).toMatchObject({ estimate: expect.closeTo(4 / Math.sqrt(variance), 13) as number, standardizer: expect.closeTo(Math.sqrt(variance), 13) as number, n: 8, method, degreesOfFreedom: expect.closeTo(degreesOfFreedom, 12) as number, warnings: [] });
  });

  test("the ends are the noncentralities that leave half of the rest beyond t, in units", () => {
    for (const [standardizer, standardError] of [["pooled", Math.sqrt(1.6)], ["average-variance", Math.sqrt(4 / 3 + 0.5)], ["reference", Math.sqrt(4 / 3 + 0.5)]] as const) {
      const { confidence, standardizer: unit, degreesOfFreedom } = there(standardizedDifference({ ...sample, standardizer }));
      const t = 4 / standardError;
      expect(noncentralStudentProbability({ t, degreesOfFreedom, noncentrality: (confidence.upper * unit) / standardError })).toBeCloseTo(0.025, 11);
      expect(noncentralStudentProbability({ t: -t, degreesOfFreedom, noncentrality: (-confidence.lower * unit) / standardError })).toBeCloseTo(0.025, 11);
    }
  });

  test("Hedges' g is Cohen's d and its interval times one factor", () => {
    const { estimate, confidence, unbiased, smallSampleFactor } = there(standardizedDifference({ ...sample, standardizer: "pooled" }));
    // R 4.2.2: gamma(3) / (sqrt(3) * gamma(2.5))
    expect(smallSampleFactor).toBeCloseTo(0.8686266878274126, 13);
    expect(unbiased).toEqual({ estimate: estimate * smallSampleFactor, confidence: { lower: confidence.lower * smallSampleFactor, upper: confidence.upper * smallSampleFactor, level: 0.95 } });
  });

  test.each(independent)("in units of %s needs spread, and degrees of freedom to tell it", (standardizer) => {
    expect(standardizedDifference({ values: [1], reference: [2, 3], standardizer, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 1, needed: 2 });
    expect(standardizedDifference({ values: [1, 1], reference: [2, 2], standardizer, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 2, needed: 2 });
  });
  test("a single degree of freedom is too few", () => {
    expect(standardizedDifference({ values: [1, 5, 6], reference: [2, 3], standardizer: "reference", confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 2, needed: 3 });
    expect(standardizedDifference({ values: [1, 1], reference: [2, 3], standardizer: "average-variance", confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 2, needed: 3 });
    expect(standardizedMean({ values: [1, 2], expectedMean: 0, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 2, needed: 3 });
    expect(standardizedPairedDifference({ values: [1, 2], reference: [2, 4], standardizer: "differences", confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 2, needed: 3 });
  });
  test("a reference without spread is no unit for Glass' Δ, though the error is above 0", () => {
    expect(standardizedDifference({ values: [1, 5, 6], reference: [2, 2, 2], standardizer: "reference", confidenceLevel: 0.95 })).toMatchObject({ reason: "no-variation" });
  });

  test("samples that hardly vary have an enormous difference with a finite interval", () => {
    const { confidence, estimate } = there(standardizedDifference({ values: [5, 5.000001, 5.000002], reference: [1, 1.000001, 1.000002], standardizer: "pooled", confidenceLevel: 0.95 }));
    expect(estimate).toBeCloseTo(4e6, -1);
    expect(confidence.lower > 1e6 && confidence.upper < 1e7).toBe(true);
  });

  test("names every fault", () => {
    expect(issuesOf(() => standardizedDifference({ values: ["1"], reference: [2], standardizer: "average", confidenceLevel: 0.95 } as never))).toEqual(["input.invalid_type at /values/0", "input.invalid_value at /standardizer"]);
    expect(issuesOf(() => standardizedPairedDifference({ values: [1, 2, 3], reference: [2], standardizer: "differences", confidenceLevel: 0.95 }))).toEqual(["paired-sample.unequal_lengths at /reference"]);
  });

  const samples = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 3, maxLength: 20 }).filter((values) => new Set(values).size > 1);
  test("no unit of measurement changes it, and exchanging the samples turns it about, but for Glass' unit", () => fc.assert(fc.property(samples, samples, fc.constantFrom("pooled" as const, "average-variance" as const), (values, reference, standardizer) => {
    const own = there(standardizedDifference({ values, reference, standardizer, confidenceLevel: 0.9 }));
    const other = there(standardizedDifference({ values: reference.map((value) => 3.6 * value + 32), reference: values.map((value) => 3.6 * value + 32), standardizer, confidenceLevel: 0.9 }));
    expect([other.estimate, other.confidence.lower, other.confidence.upper]).toEqual([expect.closeTo(-own.estimate, 8), expect.closeTo(-own.confidence.upper, 8), expect.closeTo(-own.confidence.lower, 8)]);
  })));
});

describe("standardizedPairedDifference", () => {
  // differences 1, 2, 3, 2: mean 2, variance 2/3; variances 5/3 and 5/3
  const pairs = { values: [3, 5, 4, 6], reference: [2, 3, 1, 4], confidenceLevel: 0.95 };
  test("is worked by hand in either unit, of one interval about t", () => {
    const [ofDifferences, ofBoth] = paired.map((standardizer) => there(standardizedPairedDifference({ ...pairs, standardizer })));
    expect([ofDifferences?.estimate, ofDifferences?.method, ofDifferences?.n]).toEqual([expect.closeTo(2 / Math.sqrt(2 / 3), 13), "cohen-d-z", 4]);
    expect([ofBoth?.estimate, ofBoth?.method, ofBoth?.n]).toEqual([expect.closeTo(2 / Math.sqrt(5 / 3), 13), "cohen-d-average-deviation", 4]);
    expect((ofBoth?.confidence.upper ?? 0) * Math.sqrt(5 / 3)).toBeCloseTo((ofDifferences?.confidence.upper ?? 0) * Math.sqrt(2 / 3), 10);
  });
  test("the same difference in all pairs has no unit", () => {
    for (const standardizer of paired) expect(standardizedPairedDifference({ values: [0.3, 0.4, 1.3], reference: [0.1, 0.2, 1.1], standardizer, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 3, needed: 3 });
  });
});

describe("standardizedMean", () => {
  test("of 1, 2, 3 against 1 is one standard deviation, and against 2 none", () => {
    expect(standardizedMean({ values: [1, 2, 3], expectedMean: 1, confidenceLevel: 0.95 })).toMatchObject({ estimate: 1, standardizer: 1, n: 3, degreesOfFreedom: 2, method: "cohen-d" });
    const none = there(standardizedMean({ values: [1, 2, 3], expectedMean: 2, confidenceLevel: 0.95 }));
    // at t = 0 the noncentral t is normal: ± 1.96 ÷ √3
    expect([none.estimate, none.confidence.upper, none.confidence.lower]).toEqual([0, expect.closeTo(1.959963984540054 / Math.sqrt(3), 12), expect.closeTo(-1.959963984540054 / Math.sqrt(3), 12)]);
  });
  test("equal values have no unit", () => { expect(standardizedMean({ values: [2, 2, 2], expectedMean: 1, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 3, needed: 3 }); });
});
