import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distinctRows, meanSquaresOf, resampledSquares, type ScoreRows } from "../../../src/agreement/coefficient/mean-squares.js";

const rowsOf = (rows: readonly (readonly number[])[]): ScoreRows => {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => { starts[index + 1] = (starts[index] as number) + row.length; });
  return { n: rows.length, starts, scores: Float64Array.from(rows.flat()), leftOutCount: 0, isUnequal: rows.some(({ length }) => length !== rows[0]?.length) };
};
const complete = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 8 });
const unequal = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 8 });

describe("mean squares of rows drawn again", () => {
  test.each<[string, typeof complete, boolean]>([["complete rows", complete, false], ["complete rows, raters of their own", complete, true], ["rows of different lengths", unequal, true]])("are those of the rows themselves: %s", (_, tables, isOneWay) => {
    fc.assert(fc.property(tables, fc.integer(), (rows, seed) => {
      const { rows: kinds, times } = distinctRows(rowsOf(rows));
      const drawn = rows.map((__, index) => Math.abs(Math.imul(index + 1, seed | 1)) % kinds.n);
      const counts = Float64Array.from(times, (__, kind) => drawn.filter((place) => place === kind).length);
      const expanded = rowsOf(drawn.map((kind) => Array.from(kinds.scores.subarray(kinds.starts[kind], kinds.starts[kind + 1]))));
      const want = meanSquaresOf({ ...expanded, isUnequal: kinds.isUnequal }, isOneWay);
      const got = resampledSquares(kinds, { isOneWay, n: rows.length, mean: 2 })(counts);
      for (const key of ["subjects", "within", "raters", "residual", "n", "k", "scoreCount"] as const) expect(got[key], key).toBeCloseTo(want[key], 9);
    }));
  });
});
