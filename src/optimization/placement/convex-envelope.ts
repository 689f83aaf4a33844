/**
 * The lower convex envelope of a table, as what each further count adds on it: `steps[k]` is what going from k to k + 1 adds, and never falls.
 * Where the table is convex itself these are its own differences, untouched by rounding beyond them.
 */
export function envelopeSteps(table: Float64Array): Float64Array {
  const corners = new Uint32Array(table.length);
  let count = 0;
  const slope = (from: number, to: number): number => ((table[to] ?? 0) - (table[from] ?? 0)) / (to - from);
  for (let at = 0; at < table.length; at += 1) {
    while (count >= 2 && slope(corners[count - 2] ?? 0, corners[count - 1] ?? 0) > slope(corners[count - 1] ?? 0, at)) count -= 1;
    corners[count] = at;
    count += 1;
  }
  const steps = new Float64Array(Math.max(0, table.length - 1));
  for (let corner = 1; corner < count; corner += 1) {
    const [from = 0, to = 0] = [corners[corner - 1], corners[corner]];
    steps.fill(slope(from, to), from, to);
  }
  return steps;
}
