import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateObservations, type AllocationRequest } from "coachkit/rubric";
import { refuses } from "../refusal.js";

const strata = [{ id: "berlin", opportunityCount: 300, expectedFraction: 0.5 }, { id: "pune", opportunityCount: 300, expectedFraction: 0.9 }, { id: "lima", opportunityCount: 60, expectedFraction: 0.5 }];
const allocate = (more: Partial<AllocationRequest> = {}) => allocateObservations({ totalCount: 66, strata, method: "proportional", confidenceLevel: 0.95, ...more });
const countsOf = (more: Partial<AllocationRequest> = {}): readonly number[] => allocate(more).strata.map(({ count }) => count);
/** Σ (N_h ÷ N)² p q (N_h − n_h) ÷ (n_h (N_h − 1)) */
const varianceOf = (list: AllocationRequest["strata"], counts: readonly number[]): number => {
  const total = list.reduce((sum, { opportunityCount }) => sum + opportunityCount, 0);
  return list.reduce((sum, { opportunityCount: size, expectedFraction: share = 0.5 }, index) => {
    const n = counts[index] ?? 0;
    return n === size || share * (1 - share) === 0 ? sum : sum + ((size / total) ** 2 * share * (1 - share) * (size - n)) / (n * (size - 1));
  }, 0);
};

describe("allocateObservations", () => {
  test("in proportion: 66 of 300, 300 and 60 are 30, 30 and 6", () => {
    const counts = [30, 30, 6];
    expect(allocate()).toStrictEqual({
      strata: strata.map(({ id, opportunityCount }, index) => ({ id, count: counts[index], opportunityCount })),
      expectedHalfWidthFraction: expect.closeTo(1.959963984540054 * Math.sqrt(varianceOf(strata, counts)), 12),
      assumptions: { method: "proportional", minimumCount: 2, defaultExpectedFraction: 0.5 },
    });
  });
  test("optimal: in proportion to 300 · .5, 300 · .3 and 60 · .5, which are 150, 90 and 30 of 270", () => {
    expect(countsOf({ method: "optimal", totalCount: 54 })).toEqual([30, 18, 6]);
    expect(allocate({ method: "optimal" }).expectedHalfWidthFraction).toBeLessThan(allocate().expectedHalfWidthFraction ?? 0);
  });
  test.each([
    ["the minimum comes first",            { totalCount: 6 },                     [2, 2, 2]],
    ["a host's own minimum",               { totalCount: 66, minimumCount: 20 },  [23, 23, 20]],
    ["no stratum gets more than it has",   { totalCount: 650, minimumCount: 60 }, [295, 295, 60]],
    ["all of all",                         { totalCount: 660 },                   [300, 300, 60]],
  ] as const)("%s", (_, more, want) => { expect(countsOf(more)).toEqual(want); });
  test("where nothing varies, the minimum is enough, unless nothing else is left", () => {
    const certain = [{ id: "a", opportunityCount: 50, expectedFraction: 1 }, { id: "b", opportunityCount: 10 }];
    expect(countsOf({ strata: certain, method: "optimal", totalCount: 10 })).toEqual([2, 8]);
    expect(countsOf({ strata: certain, method: "optimal", totalCount: 30 })).toEqual([20, 10]);
    expect(allocate({ strata: certain, method: "optimal", totalCount: 60 }).expectedHalfWidthFraction).toBe(0);
  });
  test("without an observation in a stratum nothing can be foretold", () => {
    const uneven = [{ id: "a", opportunityCount: 1000 }, { id: "b", opportunityCount: 2 }];
    expect(allocate({ strata: uneven, totalCount: 1, minimumCount: 0 })).toMatchObject({ strata: [{ count: 1 }, { count: 0 }], expectedHalfWidthFraction: null });
  });

  test("refuses strata twice, too few for the minimum and more than there are", () => {
    refuses(() => allocate({ strata: [...strata, ...strata.slice(0, 1)] }), { code: "allocate-observations.duplicate_stratum", path: ["strata", 3, "id"] });
    refuses(() => allocate({ totalCount: 5 }), { code: "allocate-observations.too_few", path: ["totalCount"], params: { totalCount: 5, needed: 6 } });
    refuses(() => allocate({ totalCount: 661 }), { code: "allocate-observations.too_many", path: ["totalCount"], params: { totalCount: 661, opportunityCount: 660 } });
  });

  const cases = fc.record({
    list: fc.array(fc.record({ opportunityCount: fc.integer({ min: 2, max: 12 }), expectedFraction: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10) }), { minLength: 3, maxLength: 3 })
      .map((list) => list.map((stratum, index) => ({ ...stratum, id: `s${String(index)}` }))),
    share: fc.integer({ min: 0, max: 100 }),
  });
  test("no other way to share out is known better: held against all of them", () => fc.assert(fc.property(cases, ({ list, share }) => {
    const most = list.reduce((sum, { opportunityCount }) => sum + opportunityCount, 0);
    const totalCount = 3 + Math.floor((share / 100) * (most - 3));
    const counts = countsOf({ strata: list, method: "optimal", minimumCount: 1, totalCount });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(totalCount);
    let best = Infinity;
    for (let a = 1; a <= (list[0]?.opportunityCount ?? 0); a += 1) for (let b = 1; b <= (list[1]?.opportunityCount ?? 0); b += 1) {
      const c = totalCount - a - b;
      if (c >= 1 && c <= (list[2]?.opportunityCount ?? 0)) best = Math.min(best, varianceOf(list, [a, b, c]));
    }
    expect(varianceOf(list, counts)).toBeLessThanOrEqual(best + 1e-12);
  })));
  test("the order of the strata does not matter", () => fc.assert(fc.property(fc.shuffledSubarray(strata, { minLength: 3 }), fc.integer({ min: 6, max: 660 }), (list, totalCount) => {
    const of = (order: AllocationRequest["strata"]) => new Map(allocate({ strata: order, method: "optimal", totalCount }).strata.map(({ id, count }) => [id, count]));
    for (const [id, count] of of(list)) expect(of(strata).get(id)).toBe(count);
  })));
});
