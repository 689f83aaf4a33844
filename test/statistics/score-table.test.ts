import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalScore } from "../../src/statistics/normal.js";
import { scoresOfDraws } from "../../src/statistics/score-table.js";

const cells = 2 ** 32;
const scoresOf = (...at: readonly number[]): readonly number[] => {
  const column = Float64Array.from(at, (cell) => (cell + 0.5) / cells);
  scoresOfDraws(column);
  return [...column];
};

describe("normal scores of drawn numbers", () => {
  // mpmath 1.3.0, 40 digits: the root of erfc(-x / sqrt(2)) / 2 - (cell + 1/2) / 2^32
  test.each([
    [0, -6.3379577545537895],
    [1, -6.166429517819751],
    [357, -5.233340224873673],
    [429_496_729, -1.2815515656772687],
    [1_073_741_823, -0.6744897505624251],
    [1_073_741_824, -0.6744897498297384],
    [2_147_483_647, -2.918099372916623e-10],
    [2_147_483_648, 2.918099372916623e-10],
    [4_294_967_295, 6.3379577545537895],
  ])("of cell %d is %d", (cell, want) => { expect(Math.abs((scoresOf(cell)[0] ?? NaN) - want)).toBeLessThan(5e-15); });

  test("are within 1e-14 of the plain ones in every cell, from the middle to both tails", () => {
    // each number of leading zeros with each of the 16 parts that a halving has, at both ends and within
    const tails = Array.from({ length: 31 }, (_, halving) => Array.from({ length: 48 }, (_step, part) => Math.floor(2 ** (31 - halving) * (1 + part / 48)) - 1)).flat().filter((cell) => cell < cells / 2);
    const both = [...tails, ...tails.map((cell) => cells - 1 - cell)];
    scoresOf(...both).forEach((score, index) => { expect(Math.abs(score - normalScore(((both[index] ?? NaN) + 0.5) / cells))).toBeLessThan(1e-14); });
  });

  test("rise strictly, also from one cell of the table to the next", () => {
    const seams = Array.from({ length: 31 }, (_, halving) => Array.from({ length: 16 }, (_part, part) => (2 ** (31 - halving) * (16 + part)) / 16)).flat().filter((cell) => Number.isInteger(cell) && cell < cells / 2);
    for (const seam of seams) {
      const [before = NaN, at = NaN, after = NaN] = scoresOf(seam - 1, seam, seam + 1);
      expect(before < at && at < after).toBe(true);
    }
  });

  test("are the same on both sides of the middle, but for their sign", () => fc.assert(fc.property(fc.nat(0x7fffffff), (cell) => {
    const [low = NaN, high = NaN] = scoresOf(cell, cells - 1 - cell);
    expect(high).toBe(-low);
  })));
});
