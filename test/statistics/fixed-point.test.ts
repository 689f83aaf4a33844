import { expect, test } from "vitest";
import { restingPoint } from "../../src/statistics/fixed-point.js";

/** A step that closes a tenth of the way to (3, −1): 160 plain steps to 1e-7. */
const crawl = (from: Float64Array) => ({ next: from.map((value, index) => value + 0.1 * ((index === 0 ? 3 : -1) - value)), height: -from.reduce((sum, value, index) => sum + (value - (index === 0 ? 3 : -1)) ** 2, 0) });

test("comes to rest where the algorithm does, in far fewer steps", () => {
  const { at, hasSettled, stepCount } = restingPoint({ start: Float64Array.of(0, 0), step: crawl, tolerance: 1e-9, mostSteps: 1000 });
  expect([...at]).toEqual([expect.closeTo(3, 6), expect.closeTo(-1, 6)]);
  expect(hasSettled).toBe(true);
  expect(stepCount).toBeLessThan(20);
});

test("a leap that lands lower is not taken", () => {
  const { at } = restingPoint({ start: Float64Array.of(0), step: (from) => ({ next: from.map((value) => Math.min(5, value + 1)), height: (from[0] ?? 0) > 5 ? -Infinity : from[0] ?? 0 }), tolerance: 1e-9, mostSteps: 100 });
  expect(at[0]).toBe(5);
});

test("says when it was stopped before", () => {
  expect(restingPoint({ start: Float64Array.of(0, 0), step: crawl, tolerance: 1e-12, mostSteps: 2 }).hasSettled).toBe(false);
});
