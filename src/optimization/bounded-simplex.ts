/** A variable of a linear program: between zero and its capacity. */
export interface BoundedColumn {
  readonly gain: number;
  readonly capacity: number;
  /** What one unit adds to each row. */
  readonly column: readonly number[];
}

/** Numbers this small are rounding. */
const dust = 1e-9;

interface Tableau {
  readonly rows: readonly Float64Array[];
  readonly reduced: Float64Array;
  readonly levels: Float64Array;
  readonly capacities: readonly number[];
  readonly isFull: boolean[];
  readonly basis: number[];
}

function tableauOf(columns: readonly BoundedColumn[], limits: readonly number[]): Tableau {
  const width = columns.length + limits.length;
  const rows = limits.map((_, row) => Float64Array.from({ length: width }, (_unused, at) => (at < columns.length ? columns[at]?.column[row] ?? 0 : at - columns.length === row ? 1 : 0)));
  return {
    rows,
    reduced: Float64Array.from({ length: width }, (_, at) => columns[at]?.gain ?? 0),
    levels: Float64Array.from(limits),
    capacities: Array.from({ length: width }, (_, at) => columns[at]?.capacity ?? Infinity),
    isFull: Array.from({ length: width }, () => false),
    basis: limits.map((_, row) => columns.length + row),
  };
}

/** The column that gains most by leaving its bound, or −1. */
function enteringColumn({ reduced, isFull, capacities }: Tableau): number {
  let [most, entering] = [dust, -1];
  for (let at = 0; at < reduced.length; at += 1) {
    const gain = isFull[at] ? -(reduced[at] ?? 0) : reduced[at] ?? 0;
    if (gain > most && (capacities[at] ?? 0) > 0) [most, entering] = [gain, at];
  }
  return entering;
}

interface Leaving {
  readonly row: number;
  readonly step: number;
  readonly isAtCapacity: boolean;
}

/** How far a column can go, and whose bound stops it; row −1 when it is its own. */
function leavingRow({ rows, levels, capacities, isFull, basis }: Tableau, entering: number): Leaving {
  const direction = isFull[entering] ? -1 : 1;
  let leaving: Leaving = { row: -1, step: capacities[entering] ?? Infinity, isAtCapacity: false };
  rows.forEach((own, row) => {
    const slope = direction * (own[entering] ?? 0);
    if (Math.abs(slope) <= dust) return;
    const level = levels[row] ?? 0;
    const room = slope > 0 ? level / slope : ((capacities[basis[row] ?? 0] ?? Infinity) - level) / -slope;
    if (room < leaving.step) leaving = { row, step: Math.max(0, room), isAtCapacity: slope < 0 };
  });
  return leaving;
}

function pivot(tableau: Tableau, entering: number, { row: leavingAt, step, isAtCapacity }: Leaving): void {
  const { rows, reduced, levels, capacities, isFull, basis } = tableau;
  const direction = isFull[entering] ? -1 : 1;
  rows.forEach((own, row) => { levels[row] = (levels[row] ?? 0) - direction * step * (own[entering] ?? 0); });
  if (leavingAt === -1) {
    isFull[entering] = !isFull[entering];
    return;
  }
  levels[leavingAt] = direction * step + (isFull[entering] ? capacities[entering] ?? 0 : 0);
  isFull[basis[leavingAt] ?? 0] = isAtCapacity;
  isFull[entering] = false;
  basis[leavingAt] = entering;
  const pivotRow = rows[leavingAt] as Float64Array;
  const factor = pivotRow[entering] ?? 1;
  for (let at = 0; at < pivotRow.length; at += 1) pivotRow[at] = (pivotRow[at] ?? 0) / factor;
  const cleared = (own: Float64Array): void => {
    const times = own[entering] ?? 0;
    if (times !== 0) for (let at = 0; at < own.length; at += 1) own[at] = (own[at] ?? 0) - times * (pivotRow[at] ?? 0);
  };
  rows.forEach((own, row) => { if (row !== leavingAt) cleared(own); });
  cleared(reduced);
}

/**
 * Prices of the rows at the maximum of a linear program with upper bounds, Σ columns ≤ limits (limits of zero or more): the primal simplex method on the full tableau (V. Chvátal, Linear Programming, 1983, chapter 8).
 * Whoever uses them has to see by itself what they prove: it ends after `stepCount` steps with the prices of then.
 */
export function rowPrices(columns: readonly BoundedColumn[], limits: readonly number[], stepCount: number): readonly number[] {
  const tableau = tableauOf(columns, limits);
  for (let step = 0; step < stepCount; step += 1) {
    const entering = enteringColumn(tableau);
    if (entering === -1) break;
    const leaving = leavingRow(tableau, entering);
    if (leaving.step === Infinity) break;
    pivot(tableau, entering, leaving);
  }
  return limits.map((_, row) => Math.max(0, -(tableau.reduced[columns.length + row] ?? 0)));
}
