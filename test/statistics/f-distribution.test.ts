import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fProbability, fQuantile, studentQuantile } from "coachkit/statistics";
import { relativeError } from "./relative-error.js";

const level = (probability: number, numeratorFreedom: number, denominatorFreedom: number) => ({ probability, numeratorFreedom, denominatorFreedom });
const score = (f: number, numeratorFreedom: number, denominatorFreedom: number) => ({ f, numeratorFreedom, denominatorFreedom });

// mpmath 1.3.0, 60 digits: betainc(a/2, b/2, 0, a*f/(a*f+b), regularized=True).
describe("fProbability", () => {
  test.each([
    [1e-9,             1,   1,   2.0131684835084253e-5],
    [0.3,              2.5, 7,   0.20738898751253009],
    [2,                5,   18,  0.87257787379712681],
    [1.79467849223947, 5,   18,  0.83523119165536075],
    [0.02,             40,  3,   1.3443392666414131e-13],
    [1e6,              1,   2,   0.9999990000015],
    [0.9,              999, 1e4, 0.013892399911002277],
    [1e-30,            0.1, 0.1, 0.015872120820239375],
    [0.5,              1e6, 50,  3.4573407886332949e-5],
  ])("of %d with %d and %d degrees of freedom is %d", (f, above, below, want) => {
    expect(relativeError(fProbability(score(f, above, below)), want)).toBeLessThan(1e-12);
  });

  test("no ratio at all has no probability below it", () => { expect(fProbability(score(0, 3, 4))).toBe(0); });

  test("names every fault", () => {
    expect(() => fProbability(score(-1, 0, 2e9))).toThrow(expect.objectContaining({ issues: [
      expect.objectContaining({ code: "input.too_small", path: ["f"] }),
      expect.objectContaining({ code: "input.too_small", path: ["numeratorFreedom"] }),
      expect.objectContaining({ code: "input.too_big", path: ["denominatorFreedom"] }),
    ] }));
  });
});

// mpmath 1.3.0, 60 digits: the root of the function above, found from scipy's f.ppf.
describe("fQuantile", () => {
  test.each([
    [0.95,     5,   18,  2.77285315299783],
    [0.975,    5,   18,  3.3819678058752421],
    [0.025,    5,   18,  0.15718616136624451],
    [0.5,      1,   1,   1],
    [0.975,    8.3, 1.7, 67.8600787390718],
    [1e-12,    3,   4,   7.2384470326012883e-9],
    [0.999999, 1,   1,   405284734545.37596],
    [0.975,    0.1, 0.1, 1.13213714823654e26],
    [0.995,    0.2, 1e6, 20.945642956756113],
    [0.005,    400, 800, 0.79688979881308436],
    [0.3,      200, 2,   0.82559357816500099],
    [0.51,     33,  99,  0.99361144021562174],
  ])("of %d with %d and %d degrees of freedom is %d", (probability, above, below, want) => {
    expect(relativeError(fQuantile(level(probability, above, below)), want)).toBeLessThan(1e-12);
  });

  test.each([[0, "input.too_small"], [1, "input.too_big"], [95, "input.too_big"]])("refuses the probability %d", (probability, code) => {
    expect(() => fQuantile(level(probability, 3, 4))).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code, path: ["probability"] })] }));
  });

  const freedoms = fc.double({ min: -1, max: 9, noNaN: true }).map((power) => 10 ** power);
  const tails = fc.double({ min: -12, max: -0.31, noNaN: true }).map((power) => 10 ** power);

  test("undoes fProbability, from a tenth to a thousand million degrees of freedom", () => fc.assert(fc.property(tails, freedoms, freedoms, (probability, above, below) => {
    const f = fQuantile(level(probability, above, below));
    // between the smallest number that has all its digits and the largest that fProbability takes
    fc.pre(f > 1e-300 && f < 1e100);
    expect(relativeError(fProbability(score(f, above, below)), probability)).toBeLessThan(1e-9);
  })));

  test("of one degree of freedom above the line is the square of Student's t", () => fc.assert(fc.property(fc.double({ min: 1e-3, max: 0.5, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), (tail, freedom) => {
    const t = studentQuantile({ probability: 1 - tail / 2, degreesOfFreedom: freedom });
    expect(relativeError(fQuantile(level(1 - tail, 1, freedom)), t * t)).toBeLessThan(1e-11);
  })));
});
