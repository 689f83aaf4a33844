import { KNAPSACK_LIMITS, knapsackChoice, type KnapsackItem } from "coachkit/optimization";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const item = (size: number, value: number): KnapsackItem => ({ size, value });

/** Every choice, one after the other. */
function plainChoice(capacity: number, items: readonly KnapsackItem[]): { readonly value: number; readonly size: number } {
  let best = { value: 0, size: 0 };
  for (let mask = 0; mask < 2 ** items.length; mask += 1) {
    const taken = items.filter((_, index) => ((mask >> index) & 1) === 1);
    const size = taken.reduce((sum, one) => sum + one.size, 0);
    const value = taken.reduce((sum, one) => sum + one.value, 0);
    if (size <= capacity && (value > best.value || (value === best.value && size < best.size))) best = { value, size };
  }
  return best;
}

describe("the choice of most value that fits", () => {
  test.each([
    ["nothing to choose from", 10, [], [], 0, 0],
    ["no room, but for what takes none", 0, [item(1, 5), item(0, 2)], [1], 0, 2],
    ["all that fits", 11, [item(5, 1), item(6, 1)], [0, 1], 11, 2],
    ["two small ones rather than the one that is worth most", 10, [item(6, 7), item(5, 5), item(5, 5)], [1, 2], 10, 10],
    ["the smaller of two that are worth the same", 10, [item(9, 5), item(4, 5), item(8, 4)], [1], 4, 5],
    ["nothing that is worth nothing", 10, [item(0, 0), item(3, 0)], [], 0, 0],
  ])("%s", (_, capacity, items, chosen, size, value) => {
    expect(knapsackChoice({ capacity, items })).toEqual({ chosen, size, value });
  });
});

test("agrees with trying every choice", () => {
  const whole = fc.record({ size: fc.integer({ min: 0, max: 12 }), value: fc.integer({ min: 0, max: 20 }) });
  fc.assert(fc.property(fc.integer({ min: 0, max: 30 }), fc.array(whole, { maxLength: 9 }), (capacity, items) => {
    const { chosen, size, value } = knapsackChoice({ capacity, items });
    expect({ value, size }).toEqual(plainChoice(capacity, items));
    expect(chosen.reduce((sum, index) => sum + (items[index]?.size ?? 0), 0)).toBe(size);
    expect(new Set(chosen).size).toBe(chosen.length);
  }));
});

describe("what cannot be answered is refused", () => {
  const many = Array.from({ length: 1000 }, () => item(1, 1));
  test("more cells than the limit, and not the limit itself", () => {
    refuses(() => knapsackChoice({ capacity: KNAPSACK_LIMITS.cells / 1000, items: many }), { code: "knapsack-choice.too_large", path: ["items"] });
    expect(knapsackChoice({ capacity: KNAPSACK_LIMITS.cells / 1000 - 1, items: many }).value).toBe(1000);
  });
  test.each([["a value below zero", { capacity: 1, items: [item(1, -1)] }, ["items", 0, "value"], "input.too_small"], ["half a unit", { capacity: 1, items: [item(0.5, 1)] }, ["items", 0, "size"], "input.invalid_type"]])("%s", (_, problem, path, code) => {
    refuses(() => knapsackChoice(problem), { code, path });
  });
});
