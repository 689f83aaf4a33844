/** Text order by UTF-16 code units: the same on every machine. */
export const inTextOrder = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** Indexes of the entries whose key an earlier entry already has. */
export function repeatedAt<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly number[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry);
    if (seen.has(key)) return [index];
    seen.add(key);
    return [];
  });
}
