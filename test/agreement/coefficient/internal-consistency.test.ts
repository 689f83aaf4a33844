import { describe, expect, test } from "vitest";
import { CONSISTENCY_LIMITS, internalConsistency, measurementError } from "coachkit/agreement";
import { at95 } from "../ratings.js";
import { refuses } from "../../refusal.js";

const scores = [[1, 2, 2], [3, 3, 4], [2, 3, 3], [4, 4, 5], [5, 4, 5]];
const of = (rows: readonly (readonly (number | null)[])[], itemIds = ["a", "b", "c"]) => internalConsistency({ itemIds, scores: rows, ...at95 });

describe("internalConsistency", () => {
  test("compares the variances of items with that of their sum", () => {
    // by hand: variances 2.5, 0.7, 1.7, of the sums 5 10 8 13 14 13.5
    expect(of(scores)).toMatchObject({ estimate: expect.closeTo((3 / 2) * (1 - 4.9 / 13.5), 12), n: 5, method: "feldt", totalStandardDeviation: expect.closeTo(Math.sqrt(13.5), 12), warnings: ["few-people"], leftOutCount: 0 });
  });

  test("says how far off a person's sum is", () => {
    const found = of(scores);
    if (found.estimate === null) throw new Error("no estimate");
    expect(found.standardErrorOfMeasurement).toBeCloseTo(Math.sqrt(13.5) * Math.sqrt(1 - found.estimate), 12);
    expect(found.smallestDetectableChange).toBeCloseTo(1.959963984540054 * Math.SQRT2 * found.standardErrorOfMeasurement, 12);
  });

  test("of two items has no alpha without one of them", () => {
    expect(of([[1, 2], [2, 4], [3, 5]], ["a", "b"])).toMatchObject({ items: [{ itemId: "a", alphaWithout: null, restCorrelation: expect.closeTo(0.9819805, 6) }, { itemId: "b", alphaWithout: null, restCorrelation: expect.closeTo(0.9819805, 6) }] });
  });

  test("leaves out people with a missing entry, and says how many", () => {
    expect(of([...scores, [1, null, 2]])).toMatchObject({ estimate: expect.closeTo((3 / 2) * (1 - 4.9 / 13.5), 12), n: 5, leftOutCount: 1, warnings: ["few-people", "incomplete-people-left-out"] });
  });

  test("an item that everybody scored alike has no correlation, and is told", () => {
    expect(of([[1, 2, 3], [2, 3, 3], [3, 5, 3]])).toMatchObject({ standardizedAlpha: null, meanCorrelation: null, warnings: ["few-people", "item-without-variation"], items: [{}, {}, { restCorrelation: null }] });
  });

  test("items that contradict each other have an alpha below zero, and are told", () => {
    const found = of([[1, 5], [2, 4], [3, 3.5], [4, 1.9]], ["a", "b"]);
    expect(found.estimate).toBeLessThan(0);
    expect(found).toMatchObject({ warnings: ["few-people", "negative-alpha"] });
  });

  test.each<[string, readonly (readonly number[])[], string]>([
    ["nobody", [], "too-few-people"],
    ["one person", [[1, 2, 3]], "too-few-people"],
    ["people with equal sums", [[1, 2, 3], [3, 2, 1], [2, 2, 2]], "zero-variance"],
    ["people with equal scores", [[0.1, 0.2, 0.3], [0.1, 0.2, 0.3], [0.1, 0.2, 0.3]], "zero-variance"],
  ])("cannot tell of %s", (_, rows, reason) => { expect(of(rows)).toEqual({ estimate: null, reason, n: rows.length, needed: 2 }); });

  test("names every fault", () => {
    refuses(() => of([[1, 2, 3], [1, 2]], ["a", "b", "a"]), { code: "internal-consistency.duplicate_item", path: ["itemIds", 2] }, { code: "internal-consistency.wrong_length", path: ["scores", 1] });
    refuses(() => of([[1], [2]], ["a"]), { code: "input.too_small", path: ["itemIds"] });
  });

  test("takes 200 items and 100,000 people, and no more", () => {
    refuses(() => of([], Array.from({ length: CONSISTENCY_LIMITS.items + 1 }, (_, item) => `i${String(item)}`)), { code: "input.too_big", path: ["itemIds"] });
    refuses(() => of(Array.from({ length: CONSISTENCY_LIMITS.people + 1 }, () => [1, 2]), ["a", "b"]), { code: "input.too_big", path: ["scores"] });
  });

  test("does not depend on the order of people but for rounding", () => {
    expect(of(scores.toReversed()).estimate).toBeCloseTo(of(scores).estimate ?? NaN, 12);
  });
});

describe("measurementError", () => {
  test("is s √(1 − r), and a change is z √2 times it", () => {
    expect(measurementError({ standardDeviation: 10, reliability: 0.91, confidenceLevel: 0.9 })).toEqual({ standardErrorOfMeasurement: expect.closeTo(3, 12), smallestDetectableChange: expect.closeTo(3 * Math.SQRT2 * 1.6448536269514722, 12) });
  });
  test("is none where scores are wholly reliable, and all there is where they are not at all", () => {
    expect(measurementError({ standardDeviation: 10, reliability: 1, ...at95 })).toEqual({ standardErrorOfMeasurement: 0, smallestDetectableChange: 0 });
    expect(measurementError({ standardDeviation: 10, reliability: 0, ...at95 }).standardErrorOfMeasurement).toBe(10);
  });
  test("refuses a reliability above 1 and a negative spread", () => {
    refuses(() => measurementError({ standardDeviation: -1, reliability: 1.1, ...at95 }), { code: "input.too_small", path: ["standardDeviation"] }, { code: "input.too_big", path: ["reliability"] });
  });
});
