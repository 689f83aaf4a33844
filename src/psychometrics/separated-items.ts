import { type Answers, MISSING } from "./response-table.js";
import type { KeptAnswers } from "./score-groups.js";

/** Items reached from the first along the edges, as places. */
function reached(edges: readonly Uint32Array[], isEdge: (from: number, to: number) => boolean): ReadonlySet<number> {
  const seen = new Set([0]);
  const todo = [0];
  for (let from = todo.pop(); from !== undefined; from = todo.pop()) {
    for (let to = 0; to < edges.length; to += 1) {
      if (seen.has(to) || !isEdge(from, to)) continue;
      seen.add(to);
      todo.push(to);
    }
  }
  return seen;
}

/**
 * Items that the answers cannot place against the rest: nobody who answered one of them right and one of the others wrong, or the other way round, so that their distance grows without end.
 * Null when all hang together. An edge from i to j stands for somebody with i right and j wrong; finite estimates without a prior exist when every item is reached from every other one.
 * Source: G. Fischer, On the existence and uniqueness of maximum-likelihood estimates in the Rasch model, Psychometrika 46 (1981).
 */
export function separatedItems({ bytes, itemCount }: Answers, { columns, groupOf }: KeptAnswers): readonly number[] | null {
  const size = columns.length;
  const words = Math.ceil(size / 32);
  const edges = Array.from({ length: size }, () => new Uint32Array(words));
  const wrong = new Uint32Array(words);
  groupOf.forEach((group, person) => {
    if (group < 0) return;
    wrong.fill(0);
    const row = person * itemCount;
    for (let place = 0; place < size; place += 1) if (bytes[row + (columns[place] as number)] === 0) wrong[place >> 5] = ((wrong[place >> 5] as number) | (1 << (place & 31))) >>> 0;
    for (let place = 0; place < size; place += 1) {
      const byte = bytes[row + (columns[place] as number)] as number;
      if (byte === 0 || byte === MISSING) continue;
      const own = edges[place] as Uint32Array;
      for (let word = 0; word < words; word += 1) own[word] = ((own[word] as number) | (wrong[word] as number)) >>> 0;
    }
  });
  const isEdge = (from: number, to: number): boolean => (((edges[from] as Uint32Array)[to >> 5] as number) & (1 << (to & 31))) !== 0;
  for (const found of [reached(edges, isEdge), reached(edges, (from, to) => isEdge(to, from))]) {
    // of the two parts the smaller one is named
    const isNamed = (place: number): boolean => found.has(place) === found.size <= size / 2;
    if (found.size < size) return [...columns].filter((_, place) => isNamed(place));
  }
  return null;
}
