import { describe, expect, test } from "vitest";
import { interruptedSeries, type InterruptedSeries } from "coachkit/effect";
import { refuses } from "../refusal.js";
import { fraction, lower, measure } from "./study.js";

/** a + b t, then a jump of 5 and 2 steeper, with a wobble that neither moves. */
const values = Array.from({ length: 20 }, (_, at) => 10 + 0.5 * at + (at < 10 ? 0 : 5 + 2 * (at - 10)) + [0.3, -0.3, -0.3, 0.3][at % 4]!);
const study: InterruptedSeries = { measure, values, preCount: 10, confidenceLevel: 0.95 };
const ask = (change: Partial<InterruptedSeries>) => interruptedSeries({ ...study, ...change });

describe("interruptedSeries", () => {
  test("tells the jump, the change of slope and both together at the end", () => {
    const { levelChange, slopeChange, effectAtEnd, preSlope, expectedAtEnd, assumptions } = ask({});
    expect([levelChange.estimate, slopeChange.estimate, effectAtEnd.estimate]).toEqual([expect.closeTo(5, 0), expect.closeTo(2, 1), expect.closeTo(23, 0)]);
    expect([preSlope, expectedAtEnd]).toEqual([expect.closeTo(0.5, 1), expect.closeTo(19.5, 0)]);
    expect(effectAtEnd.estimate).toBeCloseTo((levelChange.estimate ?? 0) + 9 * (slopeChange.estimate ?? 0), 10);
    expect(levelChange).toMatchObject({ method: "segmented-autoregressive", isolation: { grade: "trend", reason: "own-trend-continued" }, arms: [], degreesOfFreedom: 16, n: 20, standardized: null, smallestDetectable: { inStandardDeviations: null, text: expect.stringMatching(/^n=20 figures: only effects ≥ [\d.]+ units are detectable with 80 % power$/u) } });
    expect(levelChange.warnings).toContain("short-series");
    expect(assumptions).toEqual({ lagCount: null });
  });
  test.each([[49, true], [50, false]])("a series of %i figures is short: %s", (count, isShort) => {
    expect(ask({ values: Array.from({ length: count }, (_, at) => Math.sin(at * at)) }).levelChange.warnings.includes("short-series")).toBe(isShort);
  });
  test("warns where neighbors go together, also in a long series", () => {
    const slow = Array.from({ length: 100 }, (_, at) => Math.sin(at / 3));
    expect([ask({ values: slow }), ask({ values: slow.map((_, at) => Math.sin(at * at)) })].map(({ levelChange }) => levelChange.warnings.includes("neighbors-go-together"))).toEqual([true, false]);
  });
  test("goes by the lags that are given, and by what is better", () => {
    const [none, three, left] = [ask({ lagCount: 0 }), ask({ lagCount: 3, measure: lower }), ask({})];
    expect([none.assumptions.lagCount, three.assumptions.lagCount]).toEqual([0, 3]);
    if (none.levelChange.estimate === null || three.levelChange.estimate === null || left.levelChange.estimate === null) throw new Error("no effect");
    expect(none.levelChange.standardError).not.toBeCloseTo(three.levelChange.standardError, 6);
    expect([none.levelChange.method, left.levelChange.method]).toEqual(["segmented-newey-west", "segmented-autoregressive"]);
    expect([none.levelChange.improvementPValue < 0.5, three.levelChange.improvementPValue < 0.5]).toEqual([true, false]);
  });
  test.each([
    ["five figures before the start", { preCount: 5 }, { n: 5, needed: 6 }],
    ["two figures after it", { preCount: 18 }, { n: 2, needed: 3 }],
    ["no figures at all", { values: [], preCount: 0 }, { n: 0, needed: 6 }],
  ])("cannot say with %s", (_, change, answer) => {
    expect(ask(change)).toMatchObject({ levelChange: { estimate: null, reason: "too-few-observations", ...answer }, slopeChange: { estimate: null }, effectAtEnd: { estimate: null }, preSlope: null, expectedAtEnd: null, durbinWatson: null });
  });
  test("six before and three after are enough", () => { expect(ask({ values: values.slice(4, 13), preCount: 6 }).levelChange.estimate).not.toBeNull(); });
  test("cannot say where all figures lie on the lines", () => { expect(ask({ values: values.map((_, at) => (at < 10 ? 1 : 2)) })).toMatchObject({ levelChange: { estimate: null, reason: "no-variation" }, durbinWatson: null }); });
  test("each fault by code and path", () => {
    refuses(() => ask({ preCount: 21 }), { code: "interrupted-series.start_outside", path: ["preCount"], params: { preCount: 21, count: 20 } });
    refuses(() => ask({ lagCount: 20 }), { code: "interrupted-series.too_many_lags", path: ["lagCount"], params: { lagCount: 20, count: 20 } });
    refuses(() => ask({ measure: fraction, values: [0.5, 50], preCount: 1 }), { code: "interrupted-series.not_a_fraction", path: ["values", 1], params: { score: 50 } });
  });
  test("more figures than one series has", () => { refuses(() => ask({ values: Array.from({ length: 10_001 }, () => 0) }), { code: "input.too_big", path: ["values"] }); });
  test("the longest series with the most lags ends", () => {
    const long = Array.from({ length: 10_000 }, (_, at) => Math.sin(at * at));
    expect(ask({ values: long, preCount: 6, lagCount: 1000 }).levelChange.estimate).not.toBeNull();
    expect(ask({ values: long, preCount: 6 }).levelChange.estimate).not.toBeNull();
  });
});
