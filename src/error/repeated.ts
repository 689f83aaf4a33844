/**
 * For rules: each entry whose key an earlier entry has, with its place. It goes entry by entry, so that what stands before a faulty one is found.
 *
 * @example
 * ```ts
 * [...repeated([{ id: "a" }, { id: "b" }, { id: "a" }], ({ id }) => id)]; // => [[2, { id: "a" }]]
 * ```
 */
export function* repeated<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Generator<readonly [index: number, entry: Entry], void, undefined> {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const key = keyOf(entry);
    if (seen.has(key)) yield [index, entry];
    seen.add(key);
  }
}
