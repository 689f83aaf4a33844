import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { Count } from "../unit/index.js";

/** How large a choice may be. */
export const KNAPSACK_LIMITS = {
  /** Items times capacity: what the exact answer costs in memory and time. */
  cells: 20_000_000,
} as const;

/** Something that takes room and is worth something. */
export interface KnapsackItem {
  /** The room it takes, in whole units. */
  readonly size: Count;
  /** What it is worth, zero or more. */
  readonly value: number;
}
/** Something that takes room and is worth something. */
export const KnapsackItem = z.strictObject({ size: Count, value: z.number().min(0).max(1e12).overwrite((value) => value + 0) }).readonly() satisfies z.ZodType<KnapsackItem>;

/** What to choose from, and the room there is. */
export interface KnapsackProblem {
  /** The room there is, in the same units. */
  readonly capacity: Count;
  /** What to choose from, at most 100,000. */
  readonly items: readonly KnapsackItem[];
}

const tooLarge: Fault = { code: "knapsack-choice.too_large", message: "{items} items times a capacity of {capacity} are more than {limit}.", hint: "Use a coarser unit, or leave out items that cannot fit." };

/** What to choose from, and the room there is. */
export const KnapsackProblem = z
  .strictObject({ capacity: Count, items: z.array(KnapsackItem).max(100_000).readonly() })
  .check(rule(({ capacity, items }: KnapsackProblem, report) => {
    if (items.length * (capacity + 1) > KNAPSACK_LIMITS.cells) report(tooLarge, ["items"], { items: items.length, capacity, limit: KNAPSACK_LIMITS.cells });
  }))
  .readonly() satisfies z.ZodType<KnapsackProblem>;

/** The choice of most value that fits. */
export interface KnapsackChoice {
  /** Indexes of the chosen items, rising. */
  readonly chosen: readonly number[];
  /** The room they take. */
  readonly size: Count;
  /** What they are worth together. */
  readonly value: number;
}

/**
 * The items of most value that fit together: the 0/1 knapsack, solved exactly by dynamic programming over whole units of size. Of choices of equal value one of least size; an item worth nothing is never taken.
 * Source: H. Kellerer, U. Pferschy, D. Pisinger, Knapsack Problems (2004), section 2.3.
 *
 * @throws CoachingError `knapsack-choice.too_large`, `input.*`
 * @example
 * ```ts
 * // the most valuable alone would leave less than the two others together
 * knapsackChoice({ capacity: 10, items: [{ size: 6, value: 7 }, { size: 5, value: 5 }, { size: 5, value: 5 }] }); // => { chosen: [1, 2], size: 10, value: 10 }
 * ```
 */
export function knapsackChoice(problem: KnapsackProblem): KnapsackChoice {
  const { capacity, items } = check(KnapsackProblem, problem);
  const width = capacity + 1;
  const best = new Float64Array(width);
  const isTaken = new Uint8Array(items.length * width);
  items.forEach(({ size, value }, index) => {
    for (let room = capacity; room >= size && value > 0; room -= 1) {
      const withIt = (best[room - size] ?? 0) + value;
      if (withIt <= (best[room] ?? 0)) continue;
      best[room] = withIt;
      isTaken[index * width + room] = 1;
    }
  });
  let room = best.indexOf(best[capacity] ?? 0);
  const size = room;
  const chosen: number[] = [];
  for (let index = items.length - 1; index >= 0; index -= 1) {
    if (isTaken[index * width + room] !== 1) continue;
    chosen.push(index);
    room -= items[index]?.size ?? 0;
  }
  return { chosen: chosen.reverse(), size, value: chosen.reduce((sum, index) => sum + (items[index]?.value ?? 0), 0) };
}
