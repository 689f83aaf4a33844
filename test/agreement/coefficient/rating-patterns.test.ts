import { describe, expect, test } from "vitest";
import { patternsOf } from "../../../src/agreement/coefficient/rating-patterns.js";

describe("patternsOf", () => {
  test("counts subjects that were rated alike together, whoever said what", () => {
    // by hand: 0 2, 2 0, 1 1 1, 2, 0 2
    const found = patternsOf({ starts: Uint32Array.of(0, 2, 4, 7, 8, 10), order: null, values: Uint8Array.of(0, 2, 2, 0, 1, 1, 1, 2, 0, 2), subjectCount: 5, categories: [0, 1, 2] }, 1);
    expect(found).toEqual({ categoryCount: 3, sizes: Uint32Array.of(2, 3, 1), times: Float64Array.of(3, 1, 1), starts: Uint32Array.of(0, 2, 3, 4), categories: Uint16Array.of(0, 2, 1, 2), counts: Uint32Array.of(1, 1, 3, 1), shown: Int32Array.of(0, 0, 1, 2, 0) });
  });

  test("says which subjects have too few ratings to count", () => {
    expect(patternsOf({ starts: Uint32Array.of(0, 1, 3, 3), order: null, values: Uint8Array.of(1, 0, 1), subjectCount: 3, categories: [0, 1] }, 2).shown).toEqual(Int32Array.of(-1, 0, -1));
  });

  // among half a million sums of 32 bits some are equal
  test("keeps patterns apart whose hashes are the same", () => {
    const count = 1000;
    const pairs = Array.from({ length: count }, (_, low) => Array.from({ length: count - low }, (__, at) => [low, low + at])).flat(2);
    const subjectCount = pairs.length / 2;
    const found = patternsOf({ starts: Uint32Array.from({ length: subjectCount + 1 }, (_, at) => 2 * at), order: null, values: Uint16Array.from(pairs), subjectCount, categories: Array.from({ length: count }, (_, at) => at) }, 2);
    expect(found.times.length).toBe(subjectCount);
    expect(found.times.every((times) => times === 1)).toBe(true);
  });
});
