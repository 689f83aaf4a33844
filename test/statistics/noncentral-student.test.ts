import fc from "fast-check";
import { noncentralStudentProbability, standardNormalProbability, studentProbability } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { noncentralityAbove } from "../../src/statistics/noncentral-student.js";
import { issuesOf } from "../issues-of.js";
import { relativeError } from "./relative-error.js";

// mpmath 1.3.0, 40 digits: quad of Phi(t e^u - d) times the density of u = ln(chi / sqrt(v)), cut where it is e^-90 of its highest.
describe("noncentralStudentProbability", () => {
  test.each([
    // t, degrees of freedom, noncentrality, probability
    [2, 5, 1, 0.77807466261621487],
    [-3, 5, 2, 6.7331885312372698e-5],
    [0.5, 1, 0.2, 0.57407290898252381],
    [30, 1, 0.5, 0.98145072431186304],
    [1e3, 1, 40, 0.96809314223925669],
    [2.04, 28, 2.8, 0.22628174354931175],
    [-1, 28, 3, 3.7944009427954131e-5],
    [10, 1000, 5, 0.99999946409257158],
    [1.96, 1e6, 2.8, 0.20045428205517964],
    [14.47, 5, 23.4, 0.02467860220423649],
    [3, 2.5, -1, 0.99482279428230448],
    [-8, 10, 3, 3.6627342616049056e-11],
    [50, 10, 80, 0.0044202933217119506],
    [500, 30, 480, 0.58907529560605445],
    [1e4, 10, 8e3, 0.78061248791524504],
    [5, 1e9, 9, 3.1671245011587913e-5],
  ])("of %d with %d degrees of freedom about %d is %d", (t, degreesOfFreedom, noncentrality, want) => {
    expect(relativeError(noncentralStudentProbability({ t, degreesOfFreedom, noncentrality }), want)).toBeLessThan(1e-12);
  });

  test("about 0 it is Student's own", () => {
    for (const t of [-2, 0, 1.5]) expect(noncentralStudentProbability({ t, degreesOfFreedom: 7, noncentrality: 0 })).toBe(studentProbability({ t, degreesOfFreedom: 7 }));
  });
  test("at 0 it is the normal probability of what lies below", () => { expect(noncentralStudentProbability({ t: 0, degreesOfFreedom: 3, noncentrality: 1.2 })).toBe(standardNormalProbability(-1.2)); });
  test("beyond any table it is 0 or 1, no NaN", () => {
    const extremes = [-1e9, 1e9];
    for (const t of extremes) for (const noncentrality of extremes) for (const degreesOfFreedom of [1, 1e9]) {
      const probability = noncentralStudentProbability({ t, degreesOfFreedom, noncentrality });
      expect(probability >= 0 && probability <= 1).toBe(true);
    }
    expect(noncentralStudentProbability({ t: -1e9, degreesOfFreedom: 5, noncentrality: 1e3 })).toBe(0);
    expect(noncentralStudentProbability({ t: 1e9, degreesOfFreedom: 5, noncentrality: -1e3 })).toBe(1);
  });
  test("names every fault", () => {
    expect(issuesOf(() => noncentralStudentProbability({ t: NaN, degreesOfFreedom: 0, noncentrality: 2e9 }))).toEqual(["input.invalid_type at /t", "input.too_small at /degreesOfFreedom", "input.too_big at /noncentrality"]);
  });

  const places = fc.double({ min: -60, max: 60, noNaN: true });
  const freedoms = fc.double({ min: 0, max: 5, noNaN: true }).map((power) => 10 ** power);
  test("what lies below and what lies above make one, and both fall with the noncentrality", () => fc.assert(fc.property(places, places, freedoms, (t, noncentrality, degreesOfFreedom) => {
    const below = noncentralStudentProbability({ t, degreesOfFreedom, noncentrality });
    expect(below + noncentralStudentProbability({ t: -t, degreesOfFreedom, noncentrality: -noncentrality })).toBeCloseTo(1, 12);
    expect(noncentralStudentProbability({ t, degreesOfFreedom, noncentrality: noncentrality + 0.1 })).toBeLessThanOrEqual(below);
  })));
  test("the noncentrality at which a tail is left gives that tail, also where t is beyond all use", () => fc.assert(fc.property(fc.double({ min: -3, max: 8, noNaN: true }), fc.boolean(), freedoms, fc.double({ min: 0.0005, max: 0.25, noNaN: true }), (power, isNegative, degreesOfFreedom, tail) => {
    const t = (isNegative ? -1 : 1) * 10 ** power;
    const noncentrality = noncentralityAbove(t, degreesOfFreedom, tail);
    expect(relativeError(noncentralStudentProbability({ t, degreesOfFreedom, noncentrality }), tail)).toBeLessThan(1e-9);
  })));
});
