import fc from "fast-check";
import { normalDraws, type NoTest, PERMUTATION_LIMITS, PermutationComparison, permutationTest, type PermutationTest } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const there = (result: PermutationTest | NoTest): PermutationTest => {
  if (result.pValue === null) throw new Error(result.reason);
  return result;
};
const drawing = { replicates: 1000, seed: 7 };
const [values, reference] = [[12.1, 15.3, 14.2, 18.8], [10.4, 11.9, 13.3, 9.7, 12.5, 14.9, 11.1]];

describe("permutationTest of independent samples", () => {
  // R 4.2.2: all of combn(11, 4); 14 of 330 differences of means at least as far from 0, 10 at least as large, 322 at most
  test("goes through all arrangements, of samples that differ in number", () => {
    expect(permutationTest({ values, reference, design: "independent", ...drawing })).toEqual({
      difference: expect.closeTo(3.1285714285714281, 13) as number, pValue: 14 / 330, greaterPValue: 10 / 330, lessPValue: 322 / 330, method: "permutation-exact", arrangementCount: 330, pValueError: 0, n: 11,
    });
  });
  test("the larger sample may stand first: the two sides change places", () => {
    expect(permutationTest({ values: reference, reference: values, design: "independent", ...drawing })).toMatchObject({ difference: expect.closeTo(-3.1285714285714281, 13) as number, pValue: 14 / 330, greaterPValue: 322 / 330, lessPValue: 10 / 330 });
  });

  test("arrangements that are equal but for rounding are equal", () => {
    // 0.1 + 0.2 is not 0.3, yet all six arrangements have sums as far apart as the observed one or none
    expect(there(permutationTest({ values: [0.1, 0.2], reference: [0.3, 0], design: "independent", ...drawing })).pValue).toBe(1);
    expect(there(permutationTest({ values: [1e9 + 0.1, 1e9 + 0.2], reference: [1e9 + 0.3, 1e9], design: "independent", ...drawing })).pValue).toBe(1);
  });

  test("values all alike have the p value 1", () => { expect(permutationTest({ values: [2, 2], reference: [2, 2, 2], design: "independent", ...drawing })).toMatchObject({ pValue: 1, greaterPValue: 1, lessPValue: 1, difference: 0 }); });

  test("beyond the limit some are drawn, and the p value is near that of all, by its error", () => {
    // C(24, 9) = 1,307,504 are gone through; C(25, 10) = 3,268,760 are not
    const drawn = normalDraws({ seed: 3, stream: ["x"], count: 25 });
    const exact = there(permutationTest({ values: drawn.slice(0, 9).map((value) => value + 0.7), reference: drawn.slice(9, 24), design: "independent", ...drawing }));
    expect([exact.method, exact.arrangementCount]).toEqual(["permutation-exact", 1_307_504]);
    const some = there(permutationTest({ values: drawn.slice(0, 10).map((value) => value + 0.7), reference: drawn.slice(10), design: "independent", replicates: 20_000, seed: 1 }));
    const more = there(permutationTest({ values: drawn.slice(0, 10).map((value) => value + 0.7), reference: drawn.slice(10), design: "independent", replicates: 20_000, seed: 2 }));
    expect([some.method, some.arrangementCount]).toEqual(["permutation-drawn", 20_000]);
    expect(some.pValueError).toBeCloseTo(Math.sqrt((some.pValue * (1 - some.pValue)) / 20_000), 14);
    expect(some.pValue).not.toBe(more.pValue);
    expect(Math.abs(some.pValue - more.pValue)).toBeLessThan(4 * Math.SQRT2 * some.pValueError);
  });

  test("a p value that is drawn is never 0: the arrangement observed is one of them", () => {
    const apart = { values: Array.from({ length: 15 }, (_, index) => 100 + index), reference: Array.from({ length: 20 }, (_, index) => index), design: "independent" } as const;
    expect(permutationTest({ ...apart, replicates: 999, seed: 1 })).toMatchObject({ pValue: 1 / 1000, greaterPValue: 1 / 1000, lessPValue: 1 });
  });

  test.each([[[], [1]], [[1], []]])("of %j and %j cannot be told", (some, others) => {
    expect(permutationTest({ values: some, reference: others, design: "independent", ...drawing })).toStrictEqual({ pValue: null, reason: "too-few-observations", n: 0, needed: 1 });
  });
});

describe("permutationTest of pairs", () => {
  // R 4.2.2: all 256 signs of eight differences, one of them 0
  test("changes the signs of differences", () => {
    const differences = [1.2, -0.4, 2.2, 0.9, -0.1, 1.7, 0.9, 0];
    expect(permutationTest({ values: differences.map((value) => value + 5), reference: differences.map(() => 5), design: "paired", ...drawing })).toEqual({
      difference: expect.closeTo(0.8, 13) as number, pValue: 0.0625, greaterPValue: 0.03125, lessPValue: 0.9765625, method: "permutation-exact", arrangementCount: 128, pValueError: 0, n: 8,
    });
  });
  test("beyond 21 pairs some are drawn", () => {
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index - 6.25);
    const paired = (count: number) => there(permutationTest({ values: numbers(count), reference: numbers(count).map(() => 0), design: "paired", replicates: 5000, seed: 4 }));
    expect([paired(21).method, paired(21).arrangementCount, paired(22).method, paired(22).arrangementCount]).toEqual(["permutation-exact", 2 ** 21, "permutation-drawn", 5000]);
    expect(Math.abs(paired(22).pValue - paired(21).pValue)).toBeLessThan(0.02);
  });
  test("pairs of equals alone have the p value 1", () => { expect(permutationTest({ values: [1, 2], reference: [1, 2], design: "paired", ...drawing })).toMatchObject({ pValue: 1, arrangementCount: 1 }); });
});

describe("refuses", () => {
  test("values without partners, and what is no sample, design, count or seed", () => {
    expect(issuesOf(() => permutationTest({ values: [1, 2], reference: [1], design: "paired", ...drawing }))).toEqual(["permutation-test.unequal_lengths at /reference"]);
    expect(issuesOf(() => permutationTest({ values: [1, 2], reference: [NaN], design: "blocked", replicates: 0, seed: 0.5 } as never))).toEqual(["input.invalid_type at /reference/0", "input.invalid_value at /design", "input.too_small at /replicates", "input.invalid_type at /seed"]);
  });
  test("more moves than one test may make, before any is made", () => {
    const many = new Array<number>(PERMUTATION_LIMITS.moves / 1000 + 1).fill(1);
    for (const design of ["independent", "paired"] as const) expect(issuesOf(() => permutationTest({ values: many, reference: many, design, replicates: 1000, seed: 1 }))).toEqual(["permutation-test.too_much at /replicates"]);
    expect(PermutationComparison.safeParse({ values: many, reference: [1, 2], design: "independent", replicates: 1000, seed: 1 }).success).toBe(true);
  });
  test("more replicates than a test may draw", () => { expect(issuesOf(() => permutationTest({ values: [1], reference: [2], design: "paired", replicates: PERMUTATION_LIMITS.replicates + 1, seed: 1 }))).toEqual(["input.too_big at /replicates"]); });
});

const samples = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 7 });
test("the order of the values does not matter, drawn or not, and no p value is below that of one arrangement", () => {
  fc.assert(fc.property(samples, samples, (one, other) => {
    const own = there(permutationTest({ values: one, reference: other, design: "independent", ...drawing }));
    expect(permutationTest({ values: [...one].reverse(), reference: [...other].reverse(), design: "independent", ...drawing })).toEqual(own);
    expect(Math.min(own.pValue, own.greaterPValue, own.lessPValue)).toBeGreaterThanOrEqual(1 / own.arrangementCount);
  }));
  const drawn = normalDraws({ seed: 9, stream: ["y"], count: 60 });
  for (const design of ["independent", "paired"] as const) expect(permutationTest({ values: drawn.slice(0, 30).reverse(), reference: drawn.slice(30).reverse(), design, ...drawing })).toEqual(permutationTest({ values: drawn.slice(0, 30), reference: drawn.slice(30), design, ...drawing }));
});

test("under no effect a level of 10 % is exceeded in 10 % of samples", () => {
  const drawn = normalDraws({ seed: 11, stream: ["null"], count: 9 * 1000 });
  let alarms = 0;
  for (let round = 0; round < 1000; round += 1) {
    const own = drawn.slice(round * 9, round * 9 + 9);
    if (there(permutationTest({ values: own.slice(0, 3), reference: own.slice(3), design: "independent", ...drawing })).pValue <= 0.1) alarms += 1;
  }
  // 8 of 84 arrangements reach the level: 9.5 %
  expect(alarms > 65 && alarms < 125).toBe(true);
});
