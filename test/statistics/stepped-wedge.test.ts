import fc from "fast-check";
import { expect, test } from "vitest";
import { type SteppedWedge, steppedWedgeDetectableEffect, steppedWedgePower } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const usual = { alpha: 0.05, sides: "two-sided" } as const;
const wedge = (clustersPerStep: readonly number[], baselinePeriods: number, periodsPerStep: number, cellSize: number, intraclassCorrelation: number): SteppedWedge => ({ clustersPerStep, baselinePeriods, periodsPerStep, cellSize, intraclassCorrelation });

// numpy 2: the generalized least squares of the same mixed model written out, cell by cell, and inverted.
test.each([
  [wedge([2, 2, 2], 1, 1, 10, 0.05),    0.6284320732243387, 0.6123235198746693],
  [wedge([1, 3, 2, 4], 2, 3, 7, 0.2),   0.9974630742340219, 0.29414380672929646],
  [wedge([1, 1], 1, 1, 1, 0),           0.05409186236185353, 3.9620398115993463],
  [wedge([5, 5, 5, 5], 1, 2, 25, 0.3),  1, 0.12527757971721917],
])("%j finds half a standard deviation with %d, and %d with 80 %%", (design, power, detectable) => {
  expect(steppedWedgePower({ ...design, effectSize: 0.5, ...usual })).toBeCloseTo(power, 10);
  expect(steppedWedgeDetectableEffect({ ...design, power: 0.8, ...usual })).toBeCloseTo(detectable, 9);
});

test("a one-sided test leaves all its error at one end", () => {
  expect(steppedWedgePower({ ...wedge([2, 2, 2], 1, 1, 10, 0.05), effectSize: 0.5, alpha: 0.05, sides: "one-sided" })).toBeCloseTo(0.739827556294485, 10);
});

test("all clusters in one step: periods explain everything, so nothing can be detected", () => {
  expect(steppedWedgeDetectableEffect({ ...wedge([5], 2, 3, 7, 0.2), power: 0.8, ...usual })).toBeNull();
  expect(steppedWedgePower({ ...wedge([5], 2, 3, 7, 0.2), effectSize: 10, ...usual })).toBeCloseTo(0.025, 12);
});

test("a power that chance alone gives needs no effect", () => {
  expect(steppedWedgeDetectableEffect({ ...wedge([1, 1], 1, 1, 5, 0.1), power: 0.01, ...usual })).toBe(0);
});

test("the largest wedge is a sum like any other", () => {
  const largest = wedge(Array.from({ length: 100 }, () => 10_000), 100, 100, 1_000_000, 0.999_999);
  expect(steppedWedgeDetectableEffect({ ...largest, power: 0.8, ...usual })).toBeGreaterThan(0);
});

test("refuses no step, an empty one, no baseline, and members all alike", () => {
  refuses(() => steppedWedgePower({ ...wedge([], 0, 101, 0, 1), effectSize: -1, alpha: 5, sides: "one-sided" }), { code: "input.too_small", path: ["clustersPerStep"] }, { code: "input.too_small", path: ["baselinePeriods"] }, { code: "input.too_big", path: ["periodsPerStep"] }, { code: "input.too_small", path: ["cellSize"] }, { code: "input.too_big", path: ["intraclassCorrelation"] }, { code: "input.too_small", path: ["effectSize"] }, { code: "input.too_big", path: ["alpha"] });
  refuses(() => steppedWedgeDetectableEffect({ ...wedge([2, 0, 10_001], 1, 1, 5, 0.1), power: 80, ...usual }), { code: "input.too_small", path: ["clustersPerStep", 1] }, { code: "input.too_big", path: ["clustersPerStep", 2] }, { code: "input.too_big", path: ["power"] });
  refuses(() => steppedWedgePower({ ...wedge(Array.from({ length: 101 }, () => 1), 1, 1, 5, 0.1), effectSize: 1, ...usual }), { code: "input.too_big", path: ["clustersPerStep"] });
});

test("law: the steps the other way round, with as long after them as before, are as good; more members are never worse", () => fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 6 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.9, noNaN: true }), (steps, periods, members, correlation) => {
  const found = (clustersPerStep: readonly number[], cellSize: number) => steppedWedgeDetectableEffect({ ...wedge(clustersPerStep, periods, periods, cellSize, correlation), power: 0.8, ...usual }) ?? NaN;
  expect(found([...steps].reverse(), members)).toBeCloseTo(found(steps, members), 8);
  expect(found(steps, members + 1)).toBeLessThan(found(steps, members));
})));
