import * as z from "zod";
import { check, type Fault } from "../error/index.js";
import { Count } from "../unit/index.js";
import { ASSIGNMENT_LIMITS } from "./assignment-problem.js";
import { type ColumnFaults, isColumn, reportFault, throwFaults } from "./column-faults.js";
import type { CostTable } from "./cost-table.js";

/** The pairs of all rows, one behind the other. */
export interface AssignmentPairColumns {
  /** Place of each row's first pair, and at the end how many pairs there are: one entry more than rows. */
  readonly firstPair: Uint32Array;
  /** The column of each pair, once in a row. */
  readonly column: Uint32Array;
}

/** `AssignmentProblem` in typed arrays: for millions of pairs. */
export interface AssignmentProblemColumns {
  /** How many rows there are. */
  readonly rowCount: number;
  /** How many rows each column takes. */
  readonly columnCapacities: Uint32Array;
  /** Which pairs are allowed. Left out, `pairCosts` has an entry for every row and column. */
  readonly pairs?: AssignmentPairColumns;
  /** The cost of each of `pairs`. Without them: row after row the cost in each column, `Infinity` where the row may not go. */
  readonly pairCosts: Float64Array;
  /** What each row adds when it stays without a column. Left out, as few rows as can be stay without one. */
  readonly unassignedCosts?: Float64Array;
}

const empty: Fault = { code: "assignment-columns.empty", message: "There is no column.", hint: "Give at least one." };
const tooMany: Fault = { code: "assignment-columns.too_many", message: "{got} entries are more than {limit}.", hint: "Leave out pairs that nobody would choose." };
const badCost: Fault = { code: "assignment-columns.bad_cost", message: "{cost} is no cost.", hint: "Costs are finite and lie within ±{limit}; Infinity says only in a full table that a pair is not allowed." };
const badFirstPair: Fault = { code: "assignment-columns.bad_first_pair", message: "The pairs of row {row} end at {end}, before they begin at {begin}.", hint: "Begin at 0 and let each row begin where the one before it ends." };
const unknownColumn: Fault = { code: "assignment-columns.unknown_column", message: "There is no column {column}; there are {columnCount}, counted from 0.", hint: "Add its capacity, or correct the index." };
const duplicateColumn: Fault = { code: "assignment-columns.duplicate_column", message: "The column {column} stands twice in the row {row}.", hint: "Keep the cheaper of the two." };

function findBadCosts(faults: ColumnFaults, key: string, { list, mayBeInfinite }: { readonly list: Float64Array; readonly mayBeInfinite: boolean }): void {
  const { cost: limit } = ASSIGNMENT_LIMITS;
  for (let at = 0; at < list.length; at += 1) {
    const cost = list[at] ?? 0;
    if ((cost >= -limit && cost <= limit) || (mayBeInfinite && cost === Infinity)) continue;
    reportFault(faults, [key, at], { fault: badCost, params: { cost: String(cost), limit } });
  }
}

function findBadPairs(faults: ColumnFaults, { firstPair, column }: AssignmentPairColumns, columnCount: number): void {
  const lastRow = new Int32Array(columnCount).fill(-1);
  for (let row = -1; row < firstPair.length - 1; row += 1) {
    const begin = row < 0 ? 0 : (firstPair[row] ?? 0);
    const end = firstPair[row + 1] ?? 0;
    if (row < 0 ? end !== 0 : end < begin) reportFault(faults, ["pairs", "firstPair", row + 1], { fault: badFirstPair, params: { row: Math.max(row, 0), begin, end } });
    for (let at = begin; row >= 0 && at < Math.min(end, column.length); at += 1) {
      const one = column[at] ?? 0;
      if (one >= columnCount) reportFault(faults, ["pairs", "column", at], { fault: unknownColumn, params: { column: one, columnCount } });
      else if (lastRow[one] === row) reportFault(faults, ["pairs", "column", at], { fault: duplicateColumn, params: { column: one, row } });
      if (one < columnCount) lastRow[one] = row;
    }
  }
}

const Size = z.strictObject({ rowCount: Count.min(1).max(ASSIGNMENT_LIMITS.rows) });
const NestedSize = z.strictObject({ problem: Size });

/** Looks at capacities and sizes; returns how many columns there are, 0 when that cannot be said. */
function columnCountOf(faults: ColumnFaults, capacities: Uint32Array): number {
  if (!isColumn(faults, ["columnCapacities"], { value: capacities, kind: "Uint32Array" })) return 0;
  if (capacities.length === 0) reportFault(faults, ["columnCapacities"], { fault: empty, params: {} });
  if (capacities.length <= ASSIGNMENT_LIMITS.columns) return capacities.length;
  reportFault(faults, ["columnCapacities"], { fault: tooMany, params: { got: capacities.length, limit: ASSIGNMENT_LIMITS.columns } });
  return 0;
}

/** Checks a problem in typed arrays, all of it. `isNested`: it stands under the key `problem`. */
export function tableOfColumns(problem: AssignmentProblemColumns, { isNested }: { readonly isNested: boolean }): CostTable {
  const { columnCapacities, pairs, pairCosts, unassignedCosts } = problem;
  const size = { rowCount: problem.rowCount };
  const { rowCount } = isNested ? check(NestedSize, { problem: size }).problem : check(Size, size);
  const faults: ColumnFaults = { issues: [], path: isNested ? ["problem"] : [] };
  const columnCount = columnCountOf(faults, columnCapacities);
  const arePairsRead = pairs === undefined || (isColumn(faults, ["pairs", "firstPair"], { value: pairs.firstPair, kind: "Uint32Array", expected: rowCount + 1 }) && isColumn(faults, ["pairs", "column"], { value: pairs.column, kind: "Uint32Array" }));
  throwFaults(faults);
  const pairCount = pairs === undefined ? rowCount * columnCount : (pairs.firstPair[rowCount] ?? 0);
  if (pairCount > ASSIGNMENT_LIMITS.pairs) reportFault(faults, ["pairCosts"], { fault: tooMany, params: { got: pairCount, limit: ASSIGNMENT_LIMITS.pairs } });
  if (isColumn(faults, ["pairCosts"], { value: pairCosts, kind: "Float64Array", expected: pairCount })) findBadCosts(faults, "pairCosts", { list: pairCosts, mayBeInfinite: pairs === undefined });
  if (unassignedCosts !== undefined && isColumn(faults, ["unassignedCosts"], { value: unassignedCosts, kind: "Float64Array", expected: rowCount })) findBadCosts(faults, "unassignedCosts", { list: unassignedCosts, mayBeInfinite: false });
  if (pairs !== undefined && arePairsRead && isColumn(faults, ["pairs", "column"], { value: pairs.column, kind: "Uint32Array", expected: pairCount })) findBadPairs(faults, pairs, columnCount);
  throwFaults(faults);
  return {
    rowCount, columnCount, capacities: columnCapacities, costs: pairCosts, isDense: pairs === undefined,
    firstPair: pairs?.firstPair ?? Uint32Array.from({ length: rowCount + 1 }, (_, row) => row * columnCount),
    columns: pairs?.column ?? Uint32Array.from({ length: columnCount }, (_, column) => column),
    unassignedCosts: unassignedCosts ?? null,
  };
}
