import fc from "fast-check";
import { assignAtLeastCost, lexicographicWeights } from "coachkit/optimization";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const binary = { minimum: 0, maximum: 1 };

describe("lexicographicWeights", () => {
  // w = 1 + L · range below, L = min(rows, columns + 1)
  test.each([
    ["one objective", [{ minimum: 0, maximum: 9 }], 5, 5, [1]],
    ["two: 1 + 3 · 9", [binary, { minimum: 0, maximum: 9 }], 3, 5, [28, 1]],
    ["columns bind: 1 + (2 + 1) · 9", [binary, { minimum: -4, maximum: 5 }], 100, 2, [28, 1]],
    ["three: 1 + 3 · (28 + 9)", [binary, binary, { minimum: 0, maximum: 9 }], 3, 5, [112, 28, 1]],
  ])("%s", (_, objectives, rowCount, columnCount, weights) => { expect(lexicographicWeights({ objectives, rowCount, columnCount })).toEqual(weights); });

  test("10,000 rows and 1,000 columns hold as few changes as can be before a cost of a million steps, exactly", () => {
    expect(lexicographicWeights({ objectives: [binary, { minimum: 0, maximum: 1_000_000 }], rowCount: 10_000, columnCount: 1000 })).toEqual([1_001_000_001, 1]);
  });

  test("the least weighted cost is the least first objective, and of those the least second one", () => {
    const row = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -5, max: 20 })), { minLength: 4, maxLength: 4 });
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (pairs) => {
      const [most, least] = lexicographicWeights({ objectives: [{ minimum: 0, maximum: 2 }, { minimum: -5, maximum: 20 }], rowCount: pairs.length, columnCount: 4 });
      const { columnOfRow, tolerance } = assignAtLeastCost({ columnCapacities: [1, 1, 1, 1], rows: pairs.map((list) => ({ columns: [0, 1, 2, 3], costs: list.map(([first, second]) => most! * first + least! * second) })), unassignedRule: { kind: "as-few-as-possible" } });
      expect(tolerance).toBe(0);
      const sums = (columns: readonly (number | null)[]): readonly [number, number] => [0, 1].map((part) => columns.reduce<number>((sum, column, index) => sum + pairs[index]![column!]![part]!, 0)) as [number, number];
      const all = (row: number, taken: readonly number[]): readonly (readonly number[])[] => (row === pairs.length ? [taken] : [0, 1, 2, 3].filter((column) => !taken.includes(column)).flatMap((column) => all(row + 1, [...taken, column])));
      expect(sums(columnOfRow)).toEqual(all(0, []).map(sums).toSorted((one, other) => one[0] - other[0] || one[1] - other[1])[0]);
    }));
  });

  test("refuses what doubles could not reckon with exactly", () => {
    const big = { minimum: 0, maximum: 1_000_000_000 };
    expect(issuesOf(() => lexicographicWeights({ objectives: [big, big], rowCount: 10_000, columnCount: 1000 }))).toEqual(["lexicographic-weights.too_many_digits at /objectives"]);
  });
  test("refuses a range that is turned round, and values that are not whole", () => {
    expect(issuesOf(() => lexicographicWeights({ objectives: [{ minimum: 2, maximum: 1 }], rowCount: 1, columnCount: 1 }))).toEqual(["lexicographic-weights.reversed at /objectives/0/maximum"]);
    expect(issuesOf(() => lexicographicWeights({ objectives: [{ minimum: 0.5, maximum: 1 }], rowCount: 0, columnCount: 1 }))).toEqual(["input.invalid_type at /objectives/0/minimum", "input.too_small at /rowCount"]);
  });
});
