import { assignAtLeastCostColumns, type AssignmentProblemColumns, type AssignmentProof, verifyAssignmentColumns } from "../optimization/index.js";

/** Rows that go to columns, where the places of a column get dearer one by one. */
export interface LoadProblem {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Place of each row's first pair, and at the end how many pairs there are. */
  readonly firstPair: Uint32Array;
  /** The column of each pair. */
  readonly column: Uint32Array;
  readonly pairCosts: Float64Array;
  /** Places of each column. */
  readonly capacities: Uint32Array;
  /** How many rows each column is likely to get. A bad guess costs time, nothing else. */
  readonly likelyLoads: Float64Array;
  /** What the nth place of a column costs, counted from 1: zero or more, and no less than the one before it. `null`: nothing. */
  readonly placeCost: ((column: number, nth: number) => number) | null;
}

/** As few rows as can be without a column, at the least total of pairs and places. */
export interface LoadAssignment {
  /** The column of each row; −1 when it has none. */
  readonly columnOfRow: Int32Array;
  /** 1 for the columns of which one place more would leave one row less without a column. */
  readonly isContested: Uint8Array;
  readonly proof: AssignmentProof;
}

/** At first a column is opened with half as many places again as it is likely to need, and so many more; as far as it has them. */
const OPENED_MORE = 8;

function solve(problem: AssignmentProblemColumns): LoadAssignment {
  const assignment = assignAtLeastCostColumns(problem);
  return { columnOfRow: assignment.columnOfRow, isContested: assignment.isContested, proof: verifyAssignmentColumns(problem, assignment) };
}

/** More rows than may go to a column never fill it. */
function useful({ columnCount, column, capacities }: LoadProblem): Uint32Array {
  const wanted = new Uint32Array(columnCount);
  for (const one of column) wanted[one] = (wanted[one] ?? 0) + 1;
  return capacities.map((places, index) => Math.min(places, wanted[index] ?? 0));
}

/**
 * The problem with `opened` places in each column, and a filler for each of them. A filler takes its column's place, which saves what its place costs, or goes to a spare column for nothing.
 * A column with n rows has room for all but n of its fillers, and takes the dearest: what is left to pay are its n cheapest places.
 */
function withFillers({ rowCount, columnCount, firstPair, column, pairCosts }: LoadProblem, opened: Uint32Array, placeCost: (column: number, nth: number) => number): AssignmentProblemColumns {
  const fillerCount = opened.reduce((sum, places) => sum + places, 0);
  const pairCount = firstPair[rowCount] ?? 0;
  const first = new Uint32Array(rowCount + fillerCount + 1);
  const columns = new Uint32Array(pairCount + 2 * fillerCount);
  const costs = new Float64Array(pairCount + 2 * fillerCount);
  first.set(firstPair);
  columns.set(column);
  costs.set(pairCosts);
  let [row, at] = [rowCount, pairCount];
  opened.forEach((places, one) => {
    for (let nth = 1; nth <= places; nth += 1) {
      columns[at] = one;
      costs[at] = -placeCost(one, nth);
      columns[at + 1] = columnCount;
      at += 2;
      row += 1;
      first[row] = at;
    }
  });
  return { rowCount: rowCount + fillerCount, columnCapacities: Uint32Array.of(...opened, fillerCount), pairs: { firstPair: first, column: columns }, pairCosts: costs };
}

/** How many rows each column has. */
export function loadsOf(columnOfRow: Int32Array, columnCount: number): Uint32Array {
  const loads = new Uint32Array(columnCount);
  for (const column of columnOfRow) if (column >= 0) loads[column] = (loads[column] ?? 0) + 1;
  return loads;
}

/**
 * Assigns rows to columns whose places get dearer, exactly: as few rows as can be stay without a column, and of all such assignments it is the cheapest.
 * At first only as many places are opened as a column is likely to need. Where all of them are taken, more are opened and it is solved again: a limit that does not bind changes no optimum, since costs are convex.
 */
export function assignByLoad(problem: LoadProblem): LoadAssignment {
  const { rowCount, columnCount, placeCost, firstPair, column, pairCosts, likelyLoads } = problem;
  const proof: AssignmentProof = { isOptimal: true, gap: 0, unassignedGapCount: 0, totalCost: 0, tolerance: 0, flaws: [] };
  if (rowCount === 0 || columnCount === 0) return { columnOfRow: new Int32Array(rowCount).fill(-1), isContested: new Uint8Array(columnCount), proof };
  const limits = useful(problem);
  if (placeCost === null) return solve({ rowCount, columnCapacities: limits, pairs: { firstPair, column }, pairCosts });
  let opened = limits.map((places, one) => Math.min(places, OPENED_MORE + Math.ceil(1.5 * (likelyLoads[one] ?? 0))));
  for (;;) {
    const { columnOfRow, isContested, proof: found } = solve(withFillers(problem, opened, placeCost));
    const own = columnOfRow.subarray(0, rowCount);
    const loads = loadsOf(own, columnCount);
    const isTight = loads.map((load, one) => (load === opened[one] && load < (limits[one] ?? 0) ? 1 : 0));
    if (!isTight.includes(1)) return { columnOfRow: own, isContested: isContested.subarray(0, columnCount), proof: found };
    opened = opened.map((places, one) => (isTight[one] === 1 ? Math.min(limits[one] ?? 0, 2 * places) : places));
  }
}
