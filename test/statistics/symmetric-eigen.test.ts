import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eigenOf } from "../../src/statistics/symmetric-eigen.js";

test("eigenvalues that a reader can find", () => {
  expect([...eigenOf(Float64Array.of(2, 1, 1, 2), 2).values].sort()).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
  expect([...eigenOf(new Float64Array(4), 2).values]).toEqual([0, 0]);
  expect([...eigenOf(Float64Array.of(5), 1).values]).toEqual([5]);
});

test("values and vectors put the matrix together again, and the vectors are orthonormal", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 36, maxLength: 36 }), (size, cells) => {
    const matrix = Float64Array.from({ length: size * size }, (_, slot) => {
      const [row, column] = [Math.floor(slot / size), slot % size];
      return cells[Math.min(row, column) * 6 + Math.max(row, column)] ?? 0;
    });
    const { values, vectors } = eigenOf(matrix, size);
    const product = (row: number, column: number, weigh: (axis: number) => number) => [...values.keys()].reduce((sum, axis) => sum + weigh(axis) * (vectors[row * size + axis] ?? NaN) * (vectors[column * size + axis] ?? NaN), 0);
    matrix.forEach((cell, slot) => {
      const [row, column] = [Math.floor(slot / size), slot % size];
      expect(product(row, column, (axis) => values[axis] ?? NaN)).toBeCloseTo(cell, 11);
      expect(product(row, column, () => 1)).toBeCloseTo(row === column ? 1 : 0, 12);
    });
  }));
});
