/** What it costs to put a row into a column, row by row. The form that the search reads: dense and sparse costs look alike in it. */
export interface CostTable {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Place of each row's first pair in `costs`, and at the end how many pairs there are. */
  readonly firstPair: Uint32Array;
  /** The column of each pair; of a dense table 0, 1, 2, … once, since all rows share them. */
  readonly columns: Uint32Array;
  readonly isDense: boolean;
  /** The cost of each pair; infinite where the pair is not allowed. */
  readonly costs: Float64Array;
  readonly capacities: Uint32Array;
  /** What a row without a column costs; null when as few as possible shall be without one, whatever the costs. */
  readonly unassignedCosts: Float64Array | null;
}

/** What has to be added to a place in `costs` to come to its place in `columns`. */
export const columnShift = ({ isDense, firstPair }: CostTable, row: number): number => (isDense ? -(firstPair[row] ?? 0) : 0);

/** The cost of a pair; infinite where it is not allowed. */
export function costOfPair({ firstPair, columns, costs, isDense, columnCount }: CostTable, row: number, column: number): number {
  const begin = firstPair[row] ?? 0;
  if (isDense) return column < columnCount ? (costs[begin + column] ?? Infinity) : Infinity;
  const at = columns.subarray(begin, firstPair[row + 1]).indexOf(column);
  return at < 0 ? Infinity : (costs[begin + at] ?? Infinity);
}
