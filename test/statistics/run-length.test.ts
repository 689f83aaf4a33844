import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CusumDesign, cusumRunLength, type EwmaDesign, ewmaRunLength, standardNormalProbability } from "coachkit/statistics";
import { legendreNodes } from "../../src/statistics/gauss-legendre.js";
import { stepsUntilExit } from "../../src/statistics/time-to-exit.js";
import { refuses } from "../refusal.js";

const ewma = (part: Partial<EwmaDesign>) => ewmaRunLength({ newestWeight: 0.2, limitDeviations: 3, limits: "asymptotic", shiftDeviations: 0, ...part });
const cusum = (part: Partial<CusumDesign>) => cusumRunLength({ allowanceDeviations: 0.5, decisionDeviations: 4, shiftDeviations: 0, ...part });

describe("ewmaRunLength", () => {
  test("with a weight of 1 it is that of the plain chart: 1 ÷ the chance of a value outside", () => {
    expect(ewma({ newestWeight: 1 })).toBeCloseTo(1 / (2 * standardNormalProbability(-3)), 6);
    expect(ewma({ newestWeight: 1, limits: "exact", shiftDeviations: 1 })).toBeCloseTo(1 / (standardNormalProbability(-2) + standardNormalProbability(-4)), 6);
  });

  // J. Lucas, M. Saccucci (1990), also in D. Montgomery, "Introduction to Statistical Quality Control", 6th edition, table 9.11; rounded as printed
  test.each<[weight: number, limit: number, lengths: readonly number[]]>([
    [0.4, 3.054, [500, 224, 71.2, 28.4, 14.3, 5.9, 3.5, 2.5, 2, 1.4]],
    [0.25, 2.998, [500, 170, 48.2, 20.1, 11.1, 5.5, 3.6, 2.7, 2.3, 1.7]],
    [0.2, 2.962, [500, 150, 41.8, 18.2, 10.5, 5.5, 3.7, 2.9, 2.4, 1.9]],
    [0.1, 2.814, [500, 106, 31.3, 15.9, 10.3, 6.1, 4.4, 3.4, 2.9, 2.2]],
    [0.05, 2.615, [500, 84.1, 28.8, 16.4, 11.4, 7.1, 5.2, 4.2, 3.5, 2.7]],
  ])("weight %d with limits at %d: the published table", (newestWeight, limitDeviations, lengths) => {
    const shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4];
    shifts.forEach((shiftDeviations, index) => {
      const printed = lengths[index] as number;
      expect(Math.abs(ewma({ newestWeight, limitDeviations, shiftDeviations }) - printed)).toBeLessThan(printed > 100 ? 0.51 : 0.11);
    });
  });

  // A second route, in Python: the Markov chain of D. Brook and D. Evans (1972) over 601 and 1,201 equal cells, extrapolated
  test.each<[EwmaDesign, number]>([
    [{ newestWeight: 0.2, limitDeviations: 3, limits: "exact", shiftDeviations: 0 }, 554.48752],
    [{ newestWeight: 0.2, limitDeviations: 3, limits: "exact", shiftDeviations: 1 }, 9.85658957],
    [{ newestWeight: 0.2, limitDeviations: 3, limits: "asymptotic", shiftDeviations: 0 }, 559.87406],
    [{ newestWeight: 0.1, limitDeviations: 2.814, limits: "exact", shiftDeviations: 0 }, 486.42931],
    [{ newestWeight: 0.1, limitDeviations: 2.814, limits: "exact", shiftDeviations: 0.5 }, 28.5124039],
    [{ newestWeight: 0.4, limitDeviations: 3.054, limits: "exact", shiftDeviations: 0 }, 498.0646],
  ])("%o agrees with a Markov chain", (design, length) => { expect(ewmaRunLength(design) / length - 1).toBeCloseTo(0, 6); });

  // one minus the chance to stay is 2e-9 here: taken as a difference it would have lost 7 digits
  test("very long run lengths keep their digits", () => { expect(ewma({ newestWeight: 1, limitDeviations: 6 }) * 2 * standardNormalProbability(-6)).toBeCloseTo(1, 10); });

  test.each<[string, Partial<EwmaDesign>, string, string]>([
    ["a weight too small to follow", { newestWeight: 0.01 }, "input.too_small", "newestWeight"],
    ["limits without width", { limitDeviations: 0 }, "input.too_small", "limitDeviations"],
    ["limits that nothing reaches", { limitDeviations: 7 }, "input.too_big", "limitDeviations"],
    ["a shift beyond the chart", { shiftDeviations: 11 }, "input.too_big", "shiftDeviations"],
  ])("refuses %s", (_, part, code, key) => { refuses(() => ewma(part), { code, path: [key] }); });
});

describe("cusumRunLength", () => {
  // D. Montgomery, "Introduction to Statistical Quality Control", 6th edition, table 9.3: k = 0.5
  test.each<[limit: number, lengths: readonly number[]]>([
    [4, [168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71]],
    [5, [465, 139, 38, 17, 10.4, 5.75, 4.01, 3.11, 2.57, 2.01]],
  ])("limit %d: the published table", (decisionDeviations, lengths) => {
    [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4].forEach((shiftDeviations, index) => {
      const printed = lengths[index] as number;
      expect(Math.abs(cusum({ decisionDeviations, shiftDeviations }) / printed - 1)).toBeLessThan(0.006);
    });
  });

  // the same book, table 9.4: pairs that give 370
  test.each([[0.25, 8.01], [0.5, 4.77], [0.75, 3.34], [1, 2.52], [1.25, 1.99], [1.5, 1.61]])("an allowance of %d with a limit of %d alarms every 370 values", (allowanceDeviations, decisionDeviations) => {
    expect(Math.abs(cusum({ allowanceDeviations, decisionDeviations }) / 370 - 1)).toBeLessThan(0.02);
  });

  test("a large shift is seen after as many values as the sum needs to pass the limit", () => { expect(cusum({ decisionDeviations: 20, allowanceDeviations: 0, shiftDeviations: 10 })).toBeCloseTo(2.5, 4); });
  test("the longest one is a finite number", () => { expect(Math.log10(cusum({ allowanceDeviations: 5, decisionDeviations: 20 }))).toBeCloseTo(88.2, 0); });

  test.each<[string, Partial<CusumDesign>, string, string]>([
    ["a negative allowance", { allowanceDeviations: -0.1 }, "input.too_small", "allowanceDeviations"],
    ["a limit of 0", { decisionDeviations: 0 }, "input.too_small", "decisionDeviations"],
    ["a limit beyond 20", { decisionDeviations: 21 }, "input.too_big", "decisionDeviations"],
  ])("refuses %s", (_, part, code, key) => { refuses(() => cusum(part), { code, path: [key] }); });
});

describe("both", () => {
  const shift = fc.double({ min: -3, max: 3, noNaN: true });
  test("a shift up is seen as soon as one down", () => fc.assert(fc.property(shift, (shiftDeviations) => {
    expect(ewma({ shiftDeviations }) / ewma({ shiftDeviations: -shiftDeviations })).toBeCloseTo(1, 9);
    expect(cusum({ shiftDeviations }) / cusum({ shiftDeviations: -shiftDeviations })).toBeCloseTo(1, 9);
  }), { numRuns: 10 }));
  test("wider limits take longer", () => fc.assert(fc.property(shift, fc.double({ min: 0.5, max: 4, noNaN: true }), (shiftDeviations, width) => {
    expect(ewma({ shiftDeviations, limitDeviations: width + 0.5 })).toBeGreaterThan(ewma({ shiftDeviations, limitDeviations: width }));
    expect(cusum({ shiftDeviations, decisionDeviations: width + 0.5 })).toBeGreaterThan(cusum({ shiftDeviations, decisionDeviations: width }));
  }), { numRuns: 10 }));
});

describe("what they are made of", () => {
  test("the nodes integrate powers: the mean of x² between −1 and 1 is a third", () => {
    const { places, weights } = legendreNodes(5);
    const integral = (power: number) => places.reduce((sum, place, index) => sum + (weights[index] as number) * place ** power, 0);
    expect([0, 1, 2, 8].map(integral)).toEqual([expect.closeTo(2, 13), expect.closeTo(0, 13), expect.closeTo(2 / 3, 13), expect.closeTo(2 / 9, 13)]);
  });
  test("steps of a chain that can be counted by hand", () => {
    // from 0: half the steps lead to 1, a quarter stay, a quarter leave; from 1: half return, half leave. a = 1 + a/4 + b/2, b = 1 + a/2
    expect([...stepsUntilExit({ moves: Float64Array.of(0.25, 0.5, 0.5, 0), exits: Float64Array.of(0.25, 0.5) })]).toEqual([expect.closeTo(3, 12), expect.closeTo(2.5, 12)]);
  });
});
