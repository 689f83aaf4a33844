import fc from "fast-check";
import { type MeanTest, meanTest, meanTestFromFigures, type NoEstimate } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { relativeError } from "./relative-error.js";

const there = (result: MeanTest | NoEstimate): MeanTest => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};

describe("meanTest", () => {
  test("of 1, 2, 3 against 1 is worked by hand: t = 1 ÷ (1 / √3), and with two degrees of freedom p = 1 − t ÷ √(t² + 2)", () => {
    const { estimate, confidence, n, method, warnings, standardError, t, degreesOfFreedom, pValue, greaterPValue, lessPValue } = there(meanTest({ values: [1, 2, 3], expectedMean: 1, confidenceLevel: 0.95 }));
    expect({ estimate, n, method, warnings, degreesOfFreedom }).toEqual({ estimate: 2, n: 3, method: "student-t", warnings: [], degreesOfFreedom: 2 });
    expect([standardError, t]).toEqual([expect.closeTo(1 / Math.sqrt(3), 14), expect.closeTo(Math.sqrt(3), 14)]);
    expect(pValue).toBeCloseTo(1 - Math.sqrt(0.6), 14);
    expect(greaterPValue).toBeCloseTo(pValue / 2, 14);
    expect(lessPValue).toBeCloseTo(1 - pValue / 2, 14);
    // Student's 0.975 quantile with two degrees of freedom, where P(|T| < t) = t ÷ √(t² + 2)
    const quantile = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
    expect(confidence).toEqual({ lower: expect.closeTo(2 - quantile / Math.sqrt(3), 11) as number, upper: expect.closeTo(2 + quantile / Math.sqrt(3), 11) as number, level: 0.95 });
  });

  test("a mean below the expected one turns the two sides about", () => {
    const below = there(meanTest({ values: [1, 2, 3], expectedMean: 3, confidenceLevel: 0.95 }));
    const above = there(meanTest({ values: [1, 2, 3], expectedMean: 1, confidenceLevel: 0.95 }));
    expect([below.t, below.lessPValue, below.greaterPValue, below.pValue]).toEqual([-above.t, above.greaterPValue, above.lessPValue, above.pValue]);
  });

  test("far tails keep their digits", () => {
    // mpmath 1.3.0, 40 digits: betainc(29/2, 1/2, 0, 29/(29+t*t), regularized=True), t = 100 sqrt(30)
    const far = there(meanTestFromFigures({ values: { mean: 100, standardDeviation: 1, n: 30 }, expectedMean: 0, confidenceLevel: 0.95 }));
    expect(relativeError(far.pValue, 8.97266783367150134e-60)).toBeLessThan(1e-12);
    expect(far.greaterPValue).toBe(far.pValue / 2);
  });

  test.each([[[], 0], [[3], 1]])("cannot say from %j", (values, n) => {
    expect(meanTest({ values, expectedMean: 0, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n, needed: 2 });
    expect(meanTestFromFigures({ values: { mean: 3, standardDeviation: 1, n }, expectedMean: 0, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n, needed: 2 });
  });

  test("values that differ by rounding alone have no variation, and give no enormous t", () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(meanTest({ values: [0.1 + 0.2, 0.3, 0.3], expectedMean: 0, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 3, needed: 2 });
    expect(meanTest({ values: [0, 0], expectedMean: 0, confidenceLevel: 0.95 })).toMatchObject({ reason: "no-variation" });
    expect(meanTestFromFigures({ values: { mean: 7, standardDeviation: 0, n: 9 }, expectedMean: 0, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "no-variation", n: 9, needed: 2 });
  });

  test("the largest values allowed give finite answers", () => {
    expect(Object.values(there(meanTest({ values: [-1e100, 1e100], expectedMean: 1e100, confidenceLevel: 0.95 }))).filter((value) => typeof value === "number").every(Number.isFinite)).toBe(true);
  });

  test("names every fault", () => {
    expect(issuesOf(() => meanTest({ values: [1, NaN], expectedMean: 1e101, confidenceLevel: 95 }))).toEqual(["input.invalid_type at /values/1", "input.too_big at /expectedMean", "input.too_big at /confidenceLevel"]);
    expect(issuesOf(() => meanTestFromFigures({ values: { mean: 0, standardDeviation: 1, n: 1e9 + 1 }, expectedMean: 0, confidenceLevel: 0.95 }))).toEqual(["input.too_big at /values/n"]);
    expect(issuesOf(() => meanTestFromFigures({ values: { mean: Infinity, standardDeviation: -1, n: 1.5 }, expectedMean: 0, confidenceLevel: 0.95 }))).toEqual(["input.invalid_type at /values/mean", "input.too_small at /values/standardDeviation", "input.invalid_type at /values/n"]);
  });

  test("of a million values the one that is none is named", () => {
    const values = new Array<number>(1_000_000).fill(1);
    values[777_777] = NaN;
    expect(issuesOf(() => meanTest({ values, expectedMean: 0, confidenceLevel: 0.95 }))).toEqual(["input.invalid_type at /values/777777"]);
  });

  const samples = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 3, maxLength: 25 }).filter((values) => new Set(values).size > 1);
  test("the interval leaves out the expected mean just where p is below what the level leaves", () => fc.assert(fc.property(samples, fc.integer({ min: -20, max: 20 }), (values, expectedMean) => {
    const { confidence, pValue } = there(meanTest({ values, expectedMean, confidenceLevel: 0.9 }));
    expect(pValue < 0.1).toBe(expectedMean < confidence.lower || expectedMean > confidence.upper);
  })));
  test("the order of the values does not matter, nor whether all or their figures are given", () => fc.assert(fc.property(samples, (values) => {
    const one = there(meanTest({ values, expectedMean: 1, confidenceLevel: 0.9 }));
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const standardDeviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
    for (const other of [there(meanTest({ values: [...values].reverse(), expectedMean: 1, confidenceLevel: 0.9 })), there(meanTestFromFigures({ values: { mean, standardDeviation, n }, expectedMean: 1, confidenceLevel: 0.9 }))]) {
      expect([other.t, other.pValue, other.confidence.lower]).toEqual([expect.closeTo(one.t, 8), expect.closeTo(one.pValue, 8), expect.closeTo(one.confidence.lower, 8)]);
    }
  })));
});
