import { expect, test } from "vitest";
import { passedPlace, risingRoot } from "../../src/statistics/rising-root.js";

test.each([
  ["a straight line",        (x: number) => x - 3,                                    0, 10, 3],
  ["one that bends",         (x: number) => Math.exp(x) - 20,                          0, 700, Math.log(20)],
  ["one flat for long",      (x: number) => Math.atan(1e6 * (x - 0.7)) * 1e-3,         -1e6, 1e6, 0.7],
  ["one of infinite height", (x: number) => Math.log(Math.max(0, x) / 0.25),           -5, 1e9, 0.25],
  ["a step",                 (x: number) => (x < 2 ? -1 : 1e9),                        -1e3, 1e3, 2],
])("%s is passed where it should be", (_, excess, low, high, want) => {
  let calls = 0;
  expect(Math.abs(risingRoot((x) => { calls += 1; return excess(x); }, low, high) - want)).toBeLessThan(1e-12);
  expect(calls).toBeLessThan(130);
});

test("where all of it lies above, or below, the end is the answer", () => {
  expect(risingRoot((x) => x + 1, 0, 5)).toBe(0);
  expect(risingRoot((x) => x - 9, 0, 5)).toBe(5);
});

test("an upper place is doubled until it is passed, or as far as it may go", () => {
  expect(passedPlace((x) => x - 7, 1, 1e9)).toBe(8);
  expect(passedPlace((x) => x - 7, 1, 4)).toBe(4);
  expect(passedPlace((x) => x - 7, 9, 1e9)).toBe(9);
});
