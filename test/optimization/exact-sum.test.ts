import { describe, expect, test } from "vitest";
import { addProductTo, addTo, runningSum, sumOf } from "../../src/optimization/exact-sum.js";
import { costBoundOf, unplacedBoundOf } from "../../src/optimization/placement/placement-bound.js";

describe("a running sum", () => {
  test("keeps what single additions round away", () => {
    const sum = runningSum();
    for (const term of [1e20, 9000, -1e20]) addTo(sum, term);
    expect(sumOf(sum)).toBe(9000);
  });
  test("keeps what products round away: 3 times the double next to 0.1 is 2 ** -55 below the double 0.1 + 0.2", () => {
    const sum = runningSum();
    addProductTo(sum, 3, 0.1);
    addTo(sum, -(0.1 + 0.2));
    expect(sumOf(sum)).toBe(-(2 ** -55));
  });
  test("is NaN for factors too large to split", () => {
    const sum = runningSum();
    addProductTo(sum, 1.7e308, 1);
    expect(sumOf(sum)).toBeNaN();
  });
});

test("what may be lost by rounding lowers both bounds of prices", () => {
  const priced = { rest: { total: 5, error: 0 }, leftOutCount: 2, lost: 1, unplaced: 8 };
  expect(costBoundOf(priced, 2)).toBe(4);
  expect(costBoundOf(priced, 1)).toBe(12);
  expect(unplacedBoundOf(priced, 4)).toBe(2);
  expect(unplacedBoundOf({ ...priced, unplaced: 0 }, 4)).toBe(0);
});
