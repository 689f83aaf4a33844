import { assignAtLeastCostColumns, type AssignmentProblemColumns, type AssignmentProof, verifyAssignmentColumns } from "../optimization/index.js";

/** The pairs that are allowed. */
export interface AllowedPairs {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Place of each row's first pair, and at the end how many pairs there are. */
  readonly firstPair: Uint32Array;
  /** The column of each pair. */
  readonly column: Uint32Array;
  readonly pairCosts: Float64Array;
}

/** Lists the pairs whose code is 0. `codesOf` gives a row's codes by column; `fillCosts` writes its costs by column. */
export function allowedPairs({ rowCount, columnCount }: Pick<AllowedPairs, "rowCount" | "columnCount">, codesOf: (row: number) => Uint8Array, fillCosts: (row: number, costs: Float64Array) => void): AllowedPairs {
  const firstPair = new Uint32Array(rowCount + 1);
  for (let row = 0; row < rowCount; row += 1) {
    let count = 0;
    for (const code of codesOf(row)) if (code === 0) count += 1;
    firstPair[row + 1] = (firstPair[row] ?? 0) + count;
  }
  const pairCount = firstPair[rowCount] ?? 0;
  const [column, pairCosts, costs] = [new Uint32Array(pairCount), new Float64Array(pairCount), new Float64Array(columnCount)];
  let at = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const codes = codesOf(row);
    fillCosts(row, costs);
    for (let one = 0; one < columnCount; one += 1) {
      if (codes[one] !== 0) continue;
      column[at] = one;
      pairCosts[at] = costs[one] ?? 0;
      at += 1;
    }
  }
  return { rowCount, columnCount, firstPair, column, pairCosts };
}

/** Rows that go to columns, where the places of a column get dearer one by one. */
export interface LoadProblem extends AllowedPairs {
  /** Places of each column. */
  readonly capacities: Uint32Array;
  /** How many places of each column are looked at first. A bad guess costs time, nothing else. */
  readonly openedFirst: Uint32Array;
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

function solve(problem: AssignmentProblemColumns): LoadAssignment & { readonly columnPrices: Float64Array } {
  const assignment = assignAtLeastCostColumns(problem);
  const { columnOfRow, isContested, columnPrices } = assignment;
  return { columnOfRow, isContested, columnPrices, proof: verifyAssignmentColumns(problem, assignment) };
}

/** More rows than may go to a column never fill it. */
function useful({ columnCount, column, capacities }: LoadProblem): Uint32Array {
  const wanted = new Uint32Array(columnCount);
  for (const one of column) wanted[one] = (wanted[one] ?? 0) + 1;
  return capacities.map((places, index) => Math.min(places, wanted[index] ?? 0));
}

/**
 * The problem with `opened` places in each column, and a filler for each of them that costs something. A filler takes its column's place, which saves what its own place costs, or goes to a spare column for nothing.
 * A column with n rows has no room for n of its fillers, and takes the dearest: what is left to pay are its n cheapest places.
 */
function withFillers({ rowCount, columnCount, firstPair, column, pairCosts }: LoadProblem, opened: Uint32Array, placeCost: (column: number, nth: number) => number): AssignmentProblemColumns {
  const fillers: (readonly [column: number, saving: number])[] = [];
  opened.forEach((places, one) => {
    for (let nth = places; nth >= 1; nth -= 1) {
      const saving = placeCost(one, nth);
      // the places before it cost nothing either
      if (saving === 0) return;
      fillers.push([one, saving]);
    }
  });
  const pairCount = firstPair[rowCount] ?? 0;
  const first = new Uint32Array(rowCount + fillers.length + 1);
  const columns = new Uint32Array(pairCount + 2 * fillers.length);
  const costs = new Float64Array(pairCount + 2 * fillers.length);
  first.set(firstPair);
  columns.set(column);
  costs.set(pairCosts);
  fillers.forEach(([one, saving], index) => {
    const at = pairCount + 2 * index;
    columns[at] = one;
    costs[at] = -saving;
    columns[at + 1] = columnCount;
    first[rowCount + index + 1] = at + 2;
  });
  return { rowCount: rowCount + fillers.length, columnCapacities: Uint32Array.of(...opened, fillers.length), pairs: { firstPair: first, column: columns }, pairCosts: costs };
}

/** How many rows each column has. */
export function loadsOf(columnOfRow: Int32Array, columnCount: number): Uint32Array {
  const loads = new Uint32Array(columnCount);
  for (const column of columnOfRow) if (column >= 0) loads[column] = (loads[column] ?? 0) + 1;
  return loads;
}

/**
 * Assigns rows to columns whose places get dearer, exactly: as few rows as can be stay without a column, and of all such assignments it is the cheapest.
 * At first only some places of each column are opened. Where all of them are taken, and one more is worth more than it costs, more are opened and it is solved again; where none is, the prices prove that the others would stay empty.
 */
export function assignByLoad(problem: LoadProblem): LoadAssignment {
  const { rowCount, columnCount, placeCost, firstPair, column, pairCosts, openedFirst } = problem;
  const proof: AssignmentProof = { isOptimal: true, gap: 0, unassignedGapCount: 0, totalCost: 0, tolerance: 0, flaws: [] };
  if (rowCount === 0 || columnCount === 0) return { columnOfRow: new Int32Array(rowCount).fill(-1), isContested: new Uint8Array(columnCount), proof };
  const limits = useful(problem);
  if (placeCost === null) return solve({ rowCount, columnCapacities: limits, pairs: { firstPair, column }, pairCosts });
  let opened = limits.map((places, one) => Math.min(places, openedFirst[one] ?? 0));
  for (;;) {
    const { columnOfRow, isContested, columnPrices, proof: found } = solve(withFillers(problem, opened, placeCost));
    const own = columnOfRow.subarray(0, rowCount);
    const wider = opened.map((places, one) => {
      const isWorthIt = isContested[one] === 1 || (columnPrices[one] ?? 0) > placeCost(one, places + 1);
      return isWorthIt ? Math.min(limits[one] ?? 0, Math.max(1, 2 * places)) : places;
    });
    if (wider.every((places, one) => places === opened[one])) return { columnOfRow: own, isContested: isContested.subarray(0, columnCount), proof: found };
    opened = wider;
  }
}
