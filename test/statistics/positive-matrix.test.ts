import fc from "fast-check";
import { expect, test } from "vitest";
import { inverseOfPositive, timesVector } from "../../src/statistics/positive-matrix.js";

test("the inverse of a matrix that a reader can invert", () => {
  const inverse = inverseOfPositive(Float64Array.of(2, 1, 1, 1), 2);
  expect([...(inverse ?? [])]).toEqual([expect.closeTo(1, 12), expect.closeTo(-1, 12), expect.closeTo(-1, 12), expect.closeTo(2, 12)]);
});

test.each<[string, readonly number[]]>([["a direction without information", [1, 1, 1, 1]], ["a negative one", [1, 2, 2, 1]], ["nothing", [0, 0, 0, 0]], ["no number", [NaN, 0, 0, 1]]])("%s has no inverse", (_, cells) => {
  expect(inverseOfPositive(Float64Array.from(cells), 2)).toBeNull();
});

test("the inverse undoes the matrix", () => fc.assert(fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 9, maxLength: 9 }), (cells) => {
  // A·A′ + I is positive definite
  const matrix = Float64Array.from({ length: 9 }, (_, place) => [0, 1, 2].reduce((sum, inner) => sum + (cells[Math.floor(place / 3) * 3 + inner] ?? 0) * (cells[(place % 3) * 3 + inner] ?? 0), place % 4 === 0 ? 1 : 0));
  const inverse = inverseOfPositive(matrix, 3) ?? new Float64Array(9);
  timesVector(inverse, timesVector(matrix, Float64Array.of(1, -2, 3))).forEach((value, row) => { expect(value).toBeCloseTo([1, -2, 3][row] ?? NaN, 9); });
})));
