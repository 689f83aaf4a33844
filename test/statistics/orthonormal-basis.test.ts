import { describe, expect, test } from "vitest";
import { project } from "../../src/statistics/least-squares.js";
import { type Basis, orthonormalBasis } from "../../src/statistics/orthonormal-basis.js";
import { dotProduct } from "../../src/statistics/vector.js";
import { filip } from "./reference-datasets.js";

function basisOf(columns: readonly (readonly number[])[], changes: { readonly hasIntercept?: boolean; readonly roots?: Float64Array } = {}): Basis {
  const basis = orthonormalBasis({ columns: columns.map((column) => Float64Array.from(column)), hasIntercept: true, roots: null, rowCount: columns[0]?.length ?? 0, ...changes });
  if (!("triangle" in basis)) throw new Error("dependent");
  return basis;
}
/** By how much the products of directions miss 0 and 1. */
const skewness = ({ directions }: Basis): number => Math.max(...directions.flatMap((left, row) => directions.map((right, column) => Math.abs(dotProduct(left, right) - (row === column ? 1 : 0)))));
const nearPowers = Array.from({ length: 6 }, (_, power) => filip.places.map((place) => place ** (power + 1)));

describe("directions are at right angles and of length 1", () => {
  test("of plain columns", () => { expect(skewness(basisOf([[1, 2, 3, 5, 9], [2, 0, 1, 1, 0]]))).toBeLessThan(1e-14); });
  test("of columns that go nearly together, and of one far from zero, by the second round", () => {
    expect(skewness(basisOf(nearPowers))).toBeLessThan(1e-14);
    expect(skewness(basisOf([[1e12 + 1, 1e12 + 2, 1e12 + 4, 1e12 + 9], [0, 1, 0, 1]]))).toBeLessThan(1e-14);
  });
  test("of weighted rows, with and without an intercept", () => {
    const roots = Float64Array.of(1, 2, 0.5, 3, 1);
    for (const hasIntercept of [true, false]) expect(skewness(basisOf([[1, 2, 3, 5, 9], [2, 0, 1, 1, 0]], { roots, hasIntercept }))).toBeLessThan(1e-14);
  });
});

test("directions and triangle put the centered columns together again, also after a second round", () => {
  const { directions, triangle, centers } = basisOf(nearPowers);
  nearPowers.forEach((column, at) => {
    const widest = Math.max(...column.map(Math.abs));
    column.forEach((value, row) => {
      let sum = centers[at] ?? NaN;
      for (let above = 0; above <= at; above += 1) sum += (directions[above + 1]?.[row] ?? NaN) * (triangle[above * 6 + at] ?? NaN);
      expect(Math.abs(sum - value) / widest).toBeLessThan(1e-14);
    });
  });
});

test("residuals far smaller than the response are still at right angles to every direction", () => {
  const columns = [Array.from({ length: 50 }, (_, row) => Math.sin(row)), Array.from({ length: 50 }, (_, row) => Math.cos(3 * row))];
  const basis = basisOf(columns);
  const { residuals, residualSum } = project(basis, Float64Array.from({ length: 50 }, (_, row) => 7e6 + 1e7 * (columns[0]?.[row] ?? NaN) + ((row * 7) % 5)));
  for (const direction of basis.directions) expect(Math.abs(dotProduct(direction, residuals)) / Math.sqrt(residualSum)).toBeLessThan(1e-13);
});
