import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cusumChart, type CusumSeries, ewmaChart, type EwmaSeries } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const ewma = (values: readonly number[], rest: Partial<EwmaSeries> = {}) => ewmaChart({ values, target: 10, standardDeviation: 1, newestWeight: 0.2, limitDeviations: 3, ...rest });
const cusum = (values: readonly number[], rest: Partial<CusumSeries> = {}) => cusumChart({ values, target: 10, allowance: 0.5, decisionLimit: 4, ...rest });

describe("ewmaChart", () => {
  // NIST/SEMATECH e-Handbook 6.3.2.4: target 50, σ 2.0539, λ 0.3, limits 50 ± 3 · 2.0539 · √(0.3 ÷ 1.7); the first two averages of 52.0, 47.0.
  test("the limits and the first averages of the handbook", () => {
    const { points, asymptoticLimits } = ewma([52, 47], { target: 50, standardDeviation: 2.0539, newestWeight: 0.3 });
    expect(asymptoticLimits.lower).toBeCloseTo(47.4115, 3);
    expect(asymptoticLimits.upper).toBeCloseTo(52.5884, 3);
    expect(points.map(({ average }) => average)).toEqual([expect.closeTo(50.6, 12), expect.closeTo(49.52, 12)]);
  });

  test("with a weight of 1 it is the plain chart of the values", () => {
    const { points, signals } = ewma([10, 13.5, 6.5, 13], { newestWeight: 1 });
    expect(points.map(({ average, lower, upper, signal }) => [average, lower, upper, signal])).toEqual([[10, 7, 13, null], [13.5, 7, 13, "above"], [6.5, 7, 13, "below"], [13, 7, 13, null]]);
    expect(signals).toEqual([1, 2]);
  });

  test("no values: no points, and where the limits would end up", () => {
    expect(ewma([])).toEqual({ points: [], asymptoticLimits: { lower: 9, upper: 11 }, signals: [] });
  });

  test("a tiny weight keeps the digits of its first limits", () => {
    expect((ewma([10], { newestWeight: 1e-12 }).points[0]?.upper ?? NaN) - 10).toBeCloseTo(3e-12, 14);
  });

  test.each<[string, Partial<EwmaSeries>, string, readonly (string | number)[]]>([
    ["a weight of 0", { newestWeight: 0 }, "input.too_small", ["newestWeight"]],
    ["a weight of 20", { newestWeight: 20 }, "input.too_big", ["newestWeight"]],
    ["a series that does not vary", { standardDeviation: 0 }, "input.too_small", ["standardDeviation"]],
    ["limits without width", { limitDeviations: 0 }, "input.too_small", ["limitDeviations"]],
    ["a value that is none", { values: [1, NaN] }, "input.invalid_type", ["values", 1]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => ewma([1], part), { code, path }); });

  test("a mirror image of the values gives one of the chart", () => fc.assert(fc.property(fc.array(fc.double({ min: -20, max: 40, noNaN: true })), (values) => {
    const straight = ewma(values);
    const mirrored = ewma(values.map((value) => 20 - value));
    expect(mirrored.signals).toEqual(straight.signals);
    mirrored.points.forEach(({ average }, index) => { expect(average).toBeCloseTo(20 - (straight.points[index]?.average ?? NaN), 9); });
  })));
});

describe("cusumChart", () => {
  test("a shift of two adds up by what exceeds the allowance, and signals beyond, not at, the limit", () => {
    const { points, signals } = cusum([12.5, 12.5, 12, 10]);
    expect(points).toEqual([{ high: 2, low: 0, signal: null }, { high: 4, low: 0, signal: null }, { high: 5.5, low: 0, signal: "above" }, { high: 5, low: 0, signal: "above" }]);
    expect(signals).toEqual([2, 3]);
    expect(cusum([5]).points).toEqual([{ high: 0, low: 4.5, signal: "below" }]);
  });

  test("what strays less than the allowance is not counted", () => { expect(cusum([10.5, 9.5, 10.5]).points.every(({ high, low }) => high === 0 && low === 0)).toBe(true); });
  test("when both sums are too high the larger one speaks", () => {
    expect(cusum([16, 4.4], { allowance: 0, decisionLimit: 0.3 }).points[1]).toEqual({ high: expect.closeTo(0.4, 12), low: expect.closeTo(5.6, 12), signal: "below" });
  });
  test("no values: no points", () => { expect(cusum([])).toEqual({ points: [], signals: [] }); });

  test.each<[string, Partial<CusumSeries>, string, readonly (string | number)[]]>([
    ["a negative allowance", { allowance: -1 }, "input.too_small", ["allowance"]],
    ["a limit of 0, above which everything is", { decisionLimit: 0 }, "input.too_small", ["decisionLimit"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => cusum([1], part), { code, path }); });
});
