import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardNormalQuantile, studentProbability, studentQuantile } from "coachkit/statistics";
import { relativeError } from "./relative-error.js";

// mpmath 1.2.1, 60 digits: betainc(v/2, 1/2, 0, v/(v+t*t), regularized=True) / 2.
describe("studentProbability", () => {
  test.each([
    // t     degrees of freedom  probability
    [-1e-9, 1,    0.4999999996816901],
    [-1000, 1,    0.0003183097800805589],
    [-0.3,  2.5,  0.39367118574759863],
    [-10,   3,    0.0010641995292070751],
    [-1,    10.7, 0.16969420521669246],
    [-5,    28,   1.3866707498906324e-5],
    [-1000, 28,   1.3598847900925123e-65],
    [-30,   999,  8.364136065585923e-142],
    [-1e-9, 1e6,  0.49999999960105784],
    [-2.5,  1e6,  0.006209744751081623],
  ])("of %d with %d degrees of freedom is %d", (t, degreesOfFreedom, want) => {
    expect(relativeError(studentProbability({ t, degreesOfFreedom }), want)).toBeLessThan(5e-13);
  });

  test("the middle is one half", () => { expect(studentProbability({ t: 0, degreesOfFreedom: 7 })).toBe(0.5); });

  test("a t beyond any table is no NaN", () => {
    expect(studentProbability({ t: -1e100, degreesOfFreedom: 1 })).toBeCloseTo(0);
    expect(studentProbability({ t: 1e100, degreesOfFreedom: 1e9 })).toBe(1);
  });

  test("names every fault", () => {
    expect(() => studentProbability({ t: NaN, degreesOfFreedom: 0 })).toThrow(expect.objectContaining({ issues: [
      expect.objectContaining({ code: "input.invalid_type", path: ["t"] }), expect.objectContaining({ code: "input.too_small", path: ["degreesOfFreedom"] }),
    ] }));
  });
});

// mpmath 1.2.1, 60 digits: the root of the function above, found by Newton's method from scipy's t.ppf.
describe("studentQuantile", () => {
  test.each([
    // probability  degrees of freedom  t
    [1e-50,    1,   -3.1830988618379065e49],
    [0.24,     2.5, -0.8264103111756798],
    [0.26,     2.5, -0.745075047014185],
    [0.4999,   4,   -0.0002666666706172547],
    [0.975,    14,  2.1447866879178035],
    [0.025,    28,  -2.048407141795245],
    [0.500001, 29,  2.528326235719525e-6],
    [0.9995,   200, 3.3398354062757107],
    [0.005,    1e4, -2.5763210466685287],
    [1e-50,    1e6, -14.934173857988045],
    [0.975,    1e6, 1.9599663568141066],
  ])("of %d with %d degrees of freedom is %d", (probability, degreesOfFreedom, want) => {
    expect(relativeError(studentQuantile({ probability, degreesOfFreedom }), want)).toBeLessThan(5e-13);
  });

  test("the median is 0, not −0", () => { expect(studentQuantile({ probability: 0.5, degreesOfFreedom: 3 })).toBe(0); });

  test.each([[0, "input.too_small"], [1, "input.too_big"], [95, "input.too_big"]])("refuses the probability %d", (probability, code) => {
    expect(() => studentQuantile({ probability, degreesOfFreedom: 3 })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code, path: ["probability"] })] }));
  });

  const freedoms = fc.double({ min: 0, max: 9, noNaN: true }).map((power) => 10 ** power);
  const tails = fc.double({ min: -99, max: -0.31, noNaN: true }).map((power) => 10 ** power);

  test("undoes studentProbability, from one to a thousand million degrees of freedom", () => fc.assert(fc.property(tails, freedoms, (probability, degreesOfFreedom) => {
    const t = studentQuantile({ probability, degreesOfFreedom });
    expect(relativeError(studentProbability({ t, degreesOfFreedom }), probability)).toBeLessThan(1e-11);
  })));

  test("lies farther out than the normal quantile", () => fc.assert(fc.property(tails, freedoms, (probability, degreesOfFreedom) => {
    expect(studentQuantile({ probability, degreesOfFreedom })).toBeLessThanOrEqual(standardNormalQuantile(probability) * (1 - 1e-14));
  })));
});
