import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directionsOf, fillSobol, scrambledDimension, SOBOL_DIMENSIONS } from "../../src/statistics/sobol.js";

const plain = (dimension: number, first: number, count: number): Float64Array => {
  const column = new Float64Array(count);
  fillSobol({ directions: directionsOf(dimension), shift: 0 }, first, column);
  return column;
};

describe("Sobol's sequence", () => {
  test("begins as in a book: 0, 1/2, 3/4, 1/4 and 0, 1/2, 1/4, 3/4", () => {
    expect([...plain(0, 0, 4)].map((x) => Math.floor(x * 8) / 8)).toEqual([0, 0.5, 0.75, 0.25]);
    expect([...plain(1, 0, 4)].map((x) => Math.floor(x * 8) / 8)).toEqual([0, 0.5, 0.25, 0.75]);
  });

  // scipy 1.10.1: qmc.Sobol(128, scramble=False), fast_forward(n), random(1), times 2^30; scipy keeps 30 bits
  const dimensions = [0, 1, 2, 3, 9, 36, 63, 100, 127];
  test.each<[number, readonly number[]]>([
    [1, [536870912, 536870912, 536870912, 536870912, 536870912, 536870912, 536870912, 536870912, 536870912]],
    [2, [805306368, 268435456, 268435456, 268435456, 805306368, 268435456, 805306368, 268435456, 268435456]],
    [3, [268435456, 805306368, 805306368, 805306368, 268435456, 805306368, 268435456, 805306368, 805306368]],
    [1000, [235929600, 103809024, 556793856, 726663168, 74448896, 911212544, 479199232, 825229312, 584056832]],
    [65535, [16384, 1073725440, 605372416, 817971200, 175980544, 968605696, 318226432, 700104704, 258162688]],
    [1048575, [1024, 1006648320, 828646400, 494291968, 444587008, 784370688, 580715520, 506698752, 146768896]],
  ])("has scipy's point %d", (n, want) => { expect(dimensions.map((dimension) => Math.floor((plain(dimension, n, 1)[0] ?? NaN) * 2 ** 30))).toEqual(want); });

  test("any place is reached at once", () => fc.assert(fc.property(fc.nat(SOBOL_DIMENSIONS - 1), fc.nat(5000), (dimension, first) => {
    expect(plain(dimension, first, 3)).toEqual(plain(dimension, 0, first + 3).subarray(first));
  })));
});

describe("a scrambled dimension", () => {
  const scrambled = (dimension: number, seed: number, first: number, count: number): Float64Array => {
    const column = new Float64Array(count);
    fillSobol(scrambledDimension(dimension, seed, ["x"]), first, column);
    return column;
  };

  test("still puts one of 2^k consecutive points into each of 2^k equal cells", () => fc.assert(fc.property(fc.nat(SOBOL_DIMENSIONS - 1), fc.integer(), fc.nat(7), (dimension, seed, block) => {
    for (const count of [2, 16, 256]) expect(new Set([...scrambled(dimension, seed, block * count, count)].map((x) => Math.floor(x * count))).size).toBe(count);
  })));

  test("each pair of the first dimensions fills 16 × 16 squares once with 256 points, as the unscrambled one does or does not", () => {
    const squares = (x: Float64Array, y: Float64Array): number => new Set([...x].map((value, index) => Math.floor(value * 16) * 16 + Math.floor((y[index] ?? NaN) * 16))).size;
    for (const [left, right] of [[0, 1], [0, 2], [1, 2], [3, 5]] as const) expect(squares(scrambled(left, 3, 0, 256), scrambled(right, 3, 0, 256))).toBe(squares(plain(left, 0, 256), plain(right, 0, 256)));
  });

  test("one point over many seeds is spread evenly", () => {
    const counts = new Float64Array(20);
    for (let seed = 0; seed < 4000; seed += 1) { const cell = Math.floor((scrambled(4, seed, 37, 1)[0] ?? NaN) * 20); counts[cell] = (counts[cell] ?? 0) + 1; }
    const statistic = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(Math.abs(statistic - 19)).toBeLessThan(4.5 * Math.sqrt(38));
  });

  test("seeds and dimensions share nothing", () => {
    expect(scrambled(4, 1, 0, 8)).not.toEqual(scrambled(4, 2, 0, 8));
    expect(scrambled(4, 1, 0, 8)).not.toEqual(scrambled(5, 1, 0, 8));
  });

  test("no point is 0 or 1", () => {
    const points = scrambled(0, 9, 0, 65_536);
    expect([Math.min(...points.slice(0, 60_000)) > 0, Math.max(...points.slice(0, 60_000)) < 1]).toEqual([true, true]);
  });
});
