import { describe, expect, test } from "vitest";
import { eventChart, individualsChart, proportionChart } from "coachkit/statistics";
import { refuses } from "../refusal.js";

describe("individualsChart", () => {
  test("limits come from how much neighbors differ, and both charts signal", () => {
    // ranges 1, 1, 1, 1, 6: mean 2, σ 2 ÷ 1.128, center 16 ÷ 6; upper range 3.267 · 2
    expect(individualsChart([1, 2, 1, 2, 1, 7])).toMatchObject({ center: expect.closeTo(14 / 6, 12), meanMovingRange: 2, standardDeviation: expect.closeTo(2 / 1.128, 12), movingRangeUpper: 6.534, signals: [], movingRangeSignals: [] });
    expect(individualsChart([1, 2, 1, 2, 1, 2, 1, 2, 1, 19])).toMatchObject({ signals: [9], movingRangeSignals: [9] });
  });
  test("a value below its limits is told from one above", () => {
    const { points } = individualsChart([9, 8, 9, 8, 9, 8, 9, 8, 9, -9]);
    expect(points?.map(({ signal }) => signal).at(-1)).toBe("below");
  });
  test("values that do not differ have limits without width, and no signal", () => { expect(individualsChart([3, 3, 3])).toMatchObject({ limits: { lower: 3, upper: 3 }, signals: [], movingRangeSignals: [] }); });
  test.each([[[]], [[4]]])("%j is too little", (values) => { expect(individualsChart(values)).toEqual({ points: null, reason: "too-few-observations", n: values.length, needed: 2 }); });
});

describe("proportionChart", () => {
  test("the center weighs times by their trials, and few trials have wide limits", () => {
    // 20 of 100: 0.2; with 80 trials 0.2 ± 3√(0.16 ÷ 80), with 20 cut at 0
    expect(proportionChart([{ successes: 4, n: 80 }, { successes: 16, n: 20 }])).toEqual({
      center: expect.closeTo(0.2, 14), signals: [0, 1],
      points: [{ value: 0.05, lower: expect.closeTo(0.2 - 3 * Math.sqrt(0.002), 12), upper: expect.closeTo(0.2 + 3 * Math.sqrt(0.002), 12), signal: "below" }, { value: 0.8, lower: 0, upper: expect.closeTo(0.2 + 3 * Math.sqrt(0.008), 12), signal: "above" }],
    });
  });
  test("no times are no chart", () => { expect(proportionChart([])).toEqual({ points: null, reason: "too-few-observations", n: 0, needed: 1 }); });
  test("refuses more successes than trials, and a time without trials", () => {
    refuses(() => proportionChart([{ successes: 1, n: 1 }, { successes: 3, n: 2 }]), { code: "proportion.more_successes_than_trials", path: [1, "successes"] });
    refuses(() => proportionChart([{ successes: 0, n: 0 }]), { code: "input.too_small", path: [0, "n"] });
  });
});

describe("eventChart", () => {
  test("events per unit, limits by exposure, cut at 0", () => {
    // 20 events in 40 hours: 0.5; in 36 hours 0.5 ± 3√(0.5 ÷ 36), in 4 cut at 0
    expect(eventChart([{ events: 5, exposure: 36 }, { events: 15, exposure: 4 }])).toEqual({
      center: 0.5, signals: [0, 1],
      points: [{ value: 5 / 36, lower: expect.closeTo(0.5 - 3 * Math.sqrt(0.5 / 36), 12), upper: expect.closeTo(0.5 + 3 * Math.sqrt(0.5 / 36), 12), signal: "below" }, { value: 3.75, lower: 0, upper: expect.closeTo(0.5 + 3 * Math.sqrt(0.125), 12), signal: "above" }],
    });
  });
  test("no times are no chart", () => { expect(eventChart([])).toEqual({ points: null, reason: "too-few-observations", n: 0, needed: 1 }); });
  test("refuses no exposure", () => { refuses(() => eventChart([{ events: 1, exposure: 0 }]), { code: "input.too_small", path: [0, "exposure"] }); });
});
