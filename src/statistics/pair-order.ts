/** All sums of a row and a column, each in rising order; in a triangle only those of a row with a column at its own place or later. */
export interface PairSums {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly isTriangle: boolean;
}

/** All differences of a value and a reference. */
export function pairDifferences(values: Float64Array, reference: Float64Array): PairSums {
  return { rows: values, columns: reference.map((value) => -value).reverse(), isTriangle: false };
}

/** The Walsh averages: the means of any two values, and each value itself. */
export function walshAverages(values: Float64Array): PairSums {
  const halves = values.map((value) => value / 2);
  return { rows: halves, columns: halves, isTriangle: true };
}

/** How many sums there are. */
export const pairCount = ({ rows, columns, isTriangle }: PairSums): number => (isTriangle ? (rows.length * (rows.length + 1)) / 2 : rows.length * columns.length);

/** How many sums are at most `limit`, the largest of these, and the smallest beyond; one walk along the border between the two. */
function cutAt({ rows, columns, isTriangle }: PairSums, limit: number) {
  let [count, below, above] = [0, -Infinity, Infinity];
  let last = columns.length - 1;
  for (let row = 0; row < rows.length; row += 1) {
    const own = rows[row] as number;
    while (last >= 0 && own + (columns[last] as number) > limit) last -= 1;
    const first = isTriangle ? row : 0;
    if (last >= first) {
      count += last - first + 1;
      const sum = own + (columns[last] as number);
      if (sum > below) below = sum;
    }
    // below the diagonal of a triangle stands the same sum as above it
    if (last + 1 < columns.length) {
      const sum = own + (columns[last + 1] as number);
      if (sum < above) above = sum;
    }
  }
  return { count, below, above };
}

/** The sums from `low` to `high`, of which there are `size`, in rising order. */
function listed({ rows, columns, isTriangle }: PairSums, { low, high, size }: { readonly low: number; readonly high: number; readonly size: number }): Float64Array {
  const sums = new Float64Array(size);
  let [at, last] = [0, columns.length - 1];
  for (let row = 0; row < rows.length; row += 1) {
    const own = rows[row] as number;
    while (last >= 0 && own + (columns[last] as number) > high) last -= 1;
    const first = isTriangle ? row : 0;
    for (let column = last; column >= first && own + (columns[column] as number) >= low; column -= 1) {
      sums[at] = own + (columns[column] as number);
      at += 1;
    }
  }
  return sums.sort();
}

/**
 * The sum at place `rank` in rising order, counted from 1: the range that holds it is cut down, each cut drawn to a sum that is there, until it is one sum or the sums left can be listed.
 * Cuts go where the place is expected if sums lie evenly, a little to either side in turn, and every third one halves the range.
 * Source: after D. Johnson, T. Mizoguchi, "Selecting the Kth element in X + Y and X1 + X2 + … + Xm", SIAM Journal on Computing 7 (1978).
 */
export function pairAt(sums: PairSums, rank: number): number {
  const { rows, columns } = sums;
  let low = (rows[0] as number) + (columns[0] as number);
  let high = (rows[rows.length - 1] as number) + (columns[columns.length - 1] as number);
  let [before, upTo] = [0, pairCount(sums)];
  for (let round = 0; low < high; round += 1) {
    if (upTo - before <= 2 * (rows.length + columns.length)) return (listed(sums, { low, high, size: upTo - before })[rank - 1 - before] as number) + 0;
    const expected = (rank - before) / (upTo - before);
    const share = round % 3 === 2 ? 0.5 : Math.min(0.99, Math.max(0.01, round % 3 === 0 ? expected - 0.005 : expected + 0.005));
    const place = low + (high - low) * share;
    const { count, below, above } = cutAt(sums, place < high ? place : low);
    if (count >= rank) [high, upTo] = [below, count];
    else [low, before] = [above, count];
  }
  return high + 0;
}

/** The median of the sums. */
export function middlePair(sums: PairSums): number {
  const total = pairCount(sums);
  const lower = pairAt(sums, Math.ceil(total / 2));
  if (total % 2 === 1) return lower;
  const { count, above } = cutAt(sums, lower);
  return count > total / 2 ? lower : (lower + above) / 2 + 0;
}
