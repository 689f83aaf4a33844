import * as z from "zod";
import { check } from "../error/index.js";
import { Count } from "../unit/index.js";
import { type AssignmentProblemColumns, tableOfColumns } from "./assignment-columns.js";
import { ASSIGNMENT_LIMITS, AssignmentProblem, tableOfProblem } from "./assignment-problem.js";
import { toGrains } from "./cost-grain.js";
import { costOfPair, type CostTable } from "./cost-table.js";
import { addTo, runningSum, sumOf } from "./exact-sum.js";
import { lowerPrices } from "./least-prices.js";
import { settle } from "./transportation-simplex.js";

/** Why a row has no column. `no-pair`: it may go nowhere. `no-room`: other rows need the places more. `cheaper-unassigned`: each of its columns costs at least as much as none. */
export type UnassignedRowReason = "no-pair" | "no-room" | "cheaper-unassigned";

/** A row without a column. */
export interface UnassignedRow {
  /** The row. */
  readonly row: number;
  /** Why it has none. */
  readonly reason: UnassignedRowReason;
}

/**
 * What proves an assignment to be the cheapest, without solving it again: what a place in each column is worth to the others.
 * Every row is where its cost and the column's price together are least, and only full columns have a price.
 */
export interface AssignmentCertificate {
  /** The price of a place in each column: what one place more would save. */
  readonly columnPrices: readonly number[];
  /** Columns of which one place more would leave one row less without a column, when as few as can be shall be; ascending. Their prices say by how much the total would be lower then, and may be below zero. */
  readonly contestedColumns: readonly number[];
}

/** The cheapest assignment, and its proof. */
export interface LeastCostAssignment {
  /** The column of each row; null when it has none. */
  readonly columnOfRow: readonly (number | null)[];
  /** The rows without a column, and why; ascending. */
  readonly unassigned: readonly UnassignedRow[];
  /** The costs of all pairs, and of the rows without a column where those have costs. */
  readonly totalCost: number;
  /** What proves it; `verifyAssignment` reads it. */
  readonly certificate: AssignmentCertificate;
  /** How far the true least total may lie below `totalCost`: 0 where all costs are whole numbers of the grain in which is reckoned. */
  readonly tolerance: number;
}
/** The cheapest assignment, and its proof. */
export const LeastCostAssignment = z.strictObject({
  columnOfRow: z.array(Count.nullable()).max(ASSIGNMENT_LIMITS.rows).readonly(),
  unassigned: z.array(z.strictObject({ row: Count, reason: z.enum(["no-pair", "no-room", "cheaper-unassigned"]) }).readonly()).max(ASSIGNMENT_LIMITS.rows).readonly(),
  totalCost: z.number(),
  certificate: z.strictObject({ columnPrices: z.array(z.number()).max(ASSIGNMENT_LIMITS.columns).readonly(), contestedColumns: z.array(Count).max(ASSIGNMENT_LIMITS.columns).readonly() }).readonly(),
  tolerance: z.number().nonnegative(),
}).readonly() satisfies z.ZodType<LeastCostAssignment>;

/** `LeastCostAssignment` in typed arrays. */
export interface LeastCostAssignmentColumns {
  /** The column of each row; −1 when it has none. */
  readonly columnOfRow: Int32Array;
  /** The costs of all pairs, and of the rows without a column where those have costs. */
  readonly totalCost: number;
  /** The price of a place in each column: what one place more would save. */
  readonly columnPrices: Float64Array;
  /** 1 for the columns that are contested. */
  readonly isContested: Uint8Array;
  /** How far the true least total may lie below `totalCost`. */
  readonly tolerance: number;
}

/** What an assignment costs; infinite when a pair in it is not allowed. */
export function totalCostOf(table: CostTable, columnOfRow: Int32Array): number {
  const sum = runningSum();
  for (let row = 0; row < table.rowCount; row += 1) {
    const column = columnOfRow[row] ?? -1;
    const cost = column < 0 ? (table.unassignedCosts?.[row] ?? 0) : costOfPair(table, row, column);
    if (cost === Infinity) return Infinity;
    addTo(sum, cost);
  }
  return sumOf(sum);
}

function assign(table: CostTable): LeastCostAssignmentColumns {
  const { columnCount } = table;
  const { table: grained, tolerance } = toGrains(table);
  const settlement = settle(grained);
  lowerPrices(grained, settlement);
  const { columnOfRow: settled, prices, tiers } = settlement;
  const columnOfRow = settled.map((column) => (column === columnCount ? -1 : column));
  return { columnOfRow, totalCost: totalCostOf(table, columnOfRow), columnPrices: prices.slice(0, columnCount), isContested: Uint8Array.from(tiers.subarray(0, columnCount)), tolerance };
}

function reasonOf({ firstPair, costs, unassignedCosts }: CostTable, row: number): UnassignedRowReason {
  const [begin = 0, end = 0] = [firstPair[row], firstPair[row + 1]];
  if (begin === end) return "no-pair";
  const outside = unassignedCosts?.[row] ?? Infinity;
  return costs.subarray(begin, end).some((cost) => cost < outside) ? "no-room" : "cheaper-unassigned";
}

/**
 * Assigns rows to columns at the least total cost, and proves it. Of equally cheap assignments it gives one that depends on nothing but the problem: a row stays where it is unless a move is better, and of equally good moves it makes that of the lowest row to the lowest column. Which of the cheapest that comes to is not promised; say what shall decide by costs (`lexicographicWeights`).
 *
 * Costs are rounded to a grain, a power of two about 2⁵¹ times smaller than the dearest chain of moves, and reckoned without further rounding; whole numbers of moderate size stay as they are and the answer is exact (`tolerance` 0).
 * Method: transportation simplex on strongly feasible trees (W. H. Cunningham, "A network simplex method", Mathematical Programming 11, 1976).
 *
 * @throws CoachingError `input.*`, `assignment-problem.unequal_lengths`, `assignment-problem.unknown_column`, `assignment-problem.duplicate_column`
 * @example
 * ```ts
 * // the first row likes column 0 a little better; the second can go nowhere else
 * const rows = [{ columns: [0, 1], costs: [1, 2] }, { columns: [0], costs: [5] }];
 * const answer = assignAtLeastCost({ columnCapacities: [1, 1], rows, unassignedRule: { kind: "as-few-as-possible" } });
 * answer.columnOfRow; // => [1, 0]
 * answer.totalCost; // => 7
 * answer.certificate.columnPrices; // => [1, 0]
 * ```
 */
export function assignAtLeastCost(problem: AssignmentProblem): LeastCostAssignment {
  const table = tableOfProblem(check(AssignmentProblem, problem));
  const { columnOfRow, totalCost, columnPrices, isContested, tolerance } = assign(table);
  const places = Array.from(columnOfRow, (column) => (column < 0 ? null : column));
  return {
    columnOfRow: places,
    unassigned: places.flatMap((column, row) => (column === null ? [{ row, reason: reasonOf(table, row) }] : [])),
    totalCost,
    certificate: { columnPrices: Array.from(columnPrices), contestedColumns: Array.from(isContested.keys()).filter((column) => isContested[column] === 1) },
    tolerance,
  };
}

/**
 * `assignAtLeastCost` in typed arrays, for millions of pairs: 10,000 rows and 1,000 columns with every pair allowed take seconds.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError `input.*`, `assignment-columns.*`, `column-faults.wrong_kind`, `column-faults.wrong_length`
 * @example
 * ```ts
 * const answer = assignAtLeastCostColumns({ rowCount: 2, columnCapacities: Uint32Array.of(1, 1), pairCosts: Float64Array.of(1, 2, 5, Infinity) });
 * Array.from(answer.columnOfRow); // => [1, 0]
 * ```
 */
export const assignAtLeastCostColumns = (problem: AssignmentProblemColumns): LeastCostAssignmentColumns => assign(tableOfColumns(problem, { isNested: false }));
