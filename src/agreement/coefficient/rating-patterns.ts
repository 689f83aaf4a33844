import type { RatingTable } from "./rating-table.js";

/**
 * How subjects were rated, who rated them left aside: subjects with the same number of ratings in every category show one pattern. All that agreement among any number of raters needs to know, and small:
 * five raters on five categories make 126 patterns at most, however many subjects there are.
 * Pattern p has `sizes[p]` ratings, is shown by `times[p]` subjects, and its entries run from `starts[p]` to before `starts[p + 1]`: `counts[e]` ratings in category `categories[e]`, by rising category.
 */
export interface RatingPatterns {
  readonly categoryCount: number;
  readonly sizes: Uint32Array;
  readonly times: Float64Array;
  readonly starts: Uint32Array;
  readonly categories: Uint16Array;
  readonly counts: Uint32Array;
  /** The pattern of each subject; -1 for those with too few ratings. */
  readonly shown: Int32Array;
}

/** Patterns while they are found. `slots` is a hash table of their places, counted from 1; 0 is a free slot. */
interface Found {
  slots: Uint32Array;
  readonly hashes: number[];
  readonly starts: number[];
  readonly sizes: number[];
  readonly times: number[];
  readonly categories: number[];
  readonly counts: number[];
}

/** A number for each category. A pattern's hash is the sum over its ratings, so that their order does not matter; murmur3's finalizer keeps sums apart. */
function categoryHashes(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, category) => {
    let hash = Math.imul(category + 1, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  });
}

/** Whether a subject with this tally and as many ratings shows the pattern at `place`. */
function isShown({ starts, categories, counts }: Found, place: number, tally: Uint32Array): boolean {
  const end = starts[place + 1] as number;
  for (let at = starts[place] as number; at < end; at += 1) if (tally[categories[at] as number] !== counts[at]) return false;
  return true;
}

/** A table twice as large, so that at least half of its slots stay free. */
function grow(found: Found): void {
  const slots = new Uint32Array(found.slots.length * 2);
  found.hashes.forEach((hash, place) => {
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = place + 1;
  });
  found.slots = slots;
}

/** Writes down a pattern that no subject showed before. */
function add(found: Found, slot: number, hash: number, tally: Uint32Array, size: number): void {
  for (let category = 0; category < tally.length; category += 1) {
    const count = tally[category] as number;
    if (count === 0) continue;
    found.categories.push(category);
    found.counts.push(count);
  }
  found.starts.push(found.categories.length);
  found.hashes.push(hash);
  found.sizes.push(size);
  found.times.push(1);
  found.slots[slot] = found.hashes.length;
  if (found.hashes.length * 2 > found.slots.length) grow(found);
}

/** The patterns of the subjects with `leastSize` ratings or more, one pass over the ratings. */
export function patternsOf({ starts, order, values: given, subjectCount, categories }: Pick<RatingTable, "starts" | "order" | "values" | "subjectCount" | "categories">, leastSize: 1 | 2): RatingPatterns {
  const values = order === null ? given : inOrder(given, order);
  const found: Found = { slots: new Uint32Array(256), hashes: [], starts: [0], sizes: [], times: [], categories: [], counts: [] };
  const tally = new Uint32Array(categories.length);
  const hashes = categoryHashes(categories.length);
  const shown = new Int32Array(subjectCount).fill(-1);
  for (let subject = 0; subject < subjectCount; subject += 1) {
    const start = starts[subject] as number;
    const end = starts[subject + 1] as number;
    if (end - start < leastSize) continue;
    let hash = 0;
    for (let at = start; at < end; at += 1) {
      const value = values[at] as number;
      tally[value] = (tally[value] as number) + 1;
      hash = (hash + (hashes[value] as number)) | 0;
    }
    const mask = found.slots.length - 1;
    let slot = hash & mask;
    let place = (found.slots[slot] as number) - 1;
    while (place !== -1 && !(found.hashes[place] === hash && found.sizes[place] === end - start && isShown(found, place, tally))) {
      slot = (slot + 1) & mask;
      place = (found.slots[slot] as number) - 1;
    }
    shown[subject] = place === -1 ? found.hashes.length : place;
    if (place === -1) add(found, slot, hash, tally, end - start);
    else found.times[place] = (found.times[place] as number) + 1;
    for (let at = start; at < end; at += 1) tally[values[at] as number] = 0;
  }
  return { categoryCount: categories.length, sizes: new Uint32Array(found.sizes), times: new Float64Array(found.times), starts: new Uint32Array(found.starts), categories: new Uint16Array(found.categories), counts: new Uint32Array(found.counts), shown };
}

function inOrder(values: Uint8Array | Uint16Array, order: Uint32Array): Uint16Array {
  const sorted = new Uint16Array(order.length);
  for (let at = 0; at < order.length; at += 1) sorted[at] = values[order[at] as number] as number;
  return sorted;
}
