import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mean, meanEstimate, tooFewObservations } from "coachkit/statistics";

describe("meanEstimate", () => {
  // mpmath 1.2.1, 40 digits: the root t of betainc(5/2, 1/2, 0, 5/(5+t*t), regularized=True) / 2 - (1 - 0.95) / 2, mean ± t s / sqrt(6). (scipy 1.10.1 is off by 4e-10 here.)
  test("gives the mean with Student's interval", () => {
    const result = meanEstimate({ values: [3.1, 4.2, 2.2, 5, 4.4, 3.9], confidenceLevel: 0.95 });
    expect(result).toMatchObject({ estimate: expect.closeTo(3.8, 14), n: 6, method: "student-t", warnings: [], confidence: { level: 0.95 } });
    expect(result).toHaveProperty("confidence.lower", expect.closeTo(2.748467583508226, 13));
    expect(result).toHaveProperty("confidence.upper", expect.closeTo(4.851532416491774, 13));
  });

  test.each([[[]], [[3]]])("cannot say from %j", (values) => {
    expect(meanEstimate({ values, confidenceLevel: 0.95 })).toStrictEqual({ estimate: null, reason: "too-few-observations", n: values.length, needed: 2 });
  });

  test("equal values give an interval without width, and a warning, since they prove no certainty", () => {
    expect(meanEstimate({ values: [4, 4, 4], confidenceLevel: 0.9 })).toStrictEqual({ estimate: 4, confidence: { lower: 4, upper: 4, level: 0.9 }, n: 3, method: "student-t", warnings: ["no-variation"] });
  });

  test.each([[95, "input.too_big"], [1, "input.too_big"], [0.05, "input.too_small"]])("refuses %d as a confidence level", (confidenceLevel, code) => {
    expect(() => meanEstimate({ values: [1, 2], confidenceLevel })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code, path: ["confidenceLevel"], hint: expect.stringContaining("not the error probability") })] }));
  });

  test("has no confidence level of its own", () => {
    expect(() => meanEstimate({ values: [1, 2] } as never)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "input.invalid_type", path: ["confidenceLevel"] })] }));
  });

  test("the interval holds the mean, and a higher level holds the lower one", () => fc.assert(fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 }), (values) => {
    const [narrow, wide] = [0.8, 0.99].map((confidenceLevel) => meanEstimate({ values, confidenceLevel }));
    if (narrow?.estimate == null || wide?.estimate == null) throw new Error("two values suffice");
    expect(narrow.estimate).toBe(mean(values));
    expect(wide.confidence.lower).toBeLessThanOrEqual(narrow.confidence.lower);
    expect(narrow.confidence.lower).toBeLessThanOrEqual(narrow.estimate);
    expect(narrow.estimate).toBeLessThanOrEqual(narrow.confidence.upper);
    expect(narrow.confidence.upper).toBeLessThanOrEqual(wide.confidence.upper);
  })));
});

test("tooFewObservations says how many there are and how many are needed", () => {
  expect(tooFewObservations(3, 5)).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 3, needed: 5 });
});
