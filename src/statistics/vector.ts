/** Rows worked on at a time, so that a few columns of them stay in the processor's nearest memory. */
const BLOCK = 1024;

/** Some rows of a table: from the first up to, not including, the other. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Calls `work` for one block of rows after the other. */
export function inBlocks(rowCount: number, work: (rows: Rows) => void): void {
  for (let from = 0; from < rowCount; from += BLOCK) work({ from, to: Math.min(rowCount, from + BLOCK) });
}

/** The sum of products of two columns over some rows, in four strands: faster, and less is rounded off. */
export function dotProduct(left: Float64Array, right: Float64Array, { from, to }: Rows = { from: 0, to: left.length }): number {
  const whole = to - ((to - from) % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let row = from; row < whole; row += 4) {
    a += (left[row] as number) * (right[row] as number);
    b += (left[row + 1] as number) * (right[row + 1] as number);
    c += (left[row + 2] as number) * (right[row + 2] as number);
    d += (left[row + 3] as number) * (right[row + 3] as number);
  }
  for (let row = whole; row < to; row += 1) a += (left[row] as number) * (right[row] as number);
  return a + b + (c + d);
}

/** The sum of a column, and of its sizes, in two strands each. */
export function sumsOf(column: Float64Array): { readonly sum: number; readonly sizes: number } {
  const { length } = column;
  let [left, right, leftSizes, rightSizes] = [0, 0, 0, 0];
  for (let row = 1; row < length; row += 2) {
    const [first, second] = [column[row - 1] as number, column[row] as number];
    left += first;
    right += second;
    leftSizes += Math.abs(first);
    rightSizes += Math.abs(second);
  }
  const last = length % 2 === 1 ? (column[length - 1] as number) : 0;
  return { sum: left + right + last, sizes: leftSizes + rightSizes + Math.abs(last) };
}

/** target − factor · column over some rows, in place. */
export function subtractScaled(target: Float64Array, factor: number, column: Float64Array, { from, to }: Rows = { from: 0, to: target.length }): void {
  for (let row = from; row < to; row += 1) target[row] = (target[row] as number) - factor * (column[row] as number);
}

/** A column times a factor over some rows, in place. */
export function scale(target: Float64Array, factor: number, { from, to }: Rows = { from: 0, to: target.length }): void {
  for (let row = from; row < to; row += 1) target[row] = (target[row] as number) * factor;
}
