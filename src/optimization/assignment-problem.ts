import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { Count } from "../unit/index.js";
import type { CostTable } from "./cost-table.js";

/** How large an assignment may be, and how large its costs. */
export const ASSIGNMENT_LIMITS = {
  /** Rows of one problem. */
  rows: 100_000,
  /** Columns of one problem. */
  columns: 100_000,
  /** Pairs of one problem; lists in JSON reach `INPUT_LIMITS.values` before. */
  pairs: 20_000_000,
  /** The size of a cost, above or below zero. */
  cost: 1e15,
} as const;

/** The columns that a row may go to, and what each costs. */
export interface AssignmentRow {
  /** Indexes into `columnCapacities`, each once; none when the row may go nowhere. */
  readonly columns: readonly number[];
  /** What the row costs in each of `columns`, in the same order; below zero is a gain. */
  readonly costs: readonly number[];
}

/** What becomes of rows that are left over. */
export type UnassignedRule =
  /** As few rows as can be stay without a column, whatever that costs; of all such assignments the cheapest. */
  | { readonly kind: "as-few-as-possible" }
  /** A row stays without a column where that makes the total lower; `costs` says, for each row, what it then adds. */
  | { readonly kind: "at-cost"; readonly costs: readonly number[] };

/** Rows that go to columns, each row to one at most, and no more rows to a column than it takes. */
export interface AssignmentProblem {
  /** How many rows each column takes. */
  readonly columnCapacities: readonly number[];
  /** The rows. */
  readonly rows: readonly AssignmentRow[];
  /** What becomes of rows that are left over. */
  readonly unassignedRule: UnassignedRule;
}

const unequalLengths: Fault = { code: "assignment-problem.unequal_lengths", message: "There are {costs} costs for {count}.", hint: "Give one cost for each." };
const unknownColumn: Fault = { code: "assignment-problem.unknown_column", message: "There is no column {column}; there are {columnCount}, counted from 0.", hint: "Add its capacity, or correct the index." };
const duplicateColumn: Fault = { code: "assignment-problem.duplicate_column", message: "The column {column} stands twice in one row.", hint: "Keep the cheaper of the two." };

/** A cost; below zero is a gain. */
export const AssignmentCost = z.number().min(-ASSIGNMENT_LIMITS.cost).max(ASSIGNMENT_LIMITS.cost);
const Costs = z.array(AssignmentCost).max(ASSIGNMENT_LIMITS.columns).readonly();

/** The columns that a row may go to, and what each costs. */
export const AssignmentRow = z
  .strictObject({ columns: z.array(Count).max(ASSIGNMENT_LIMITS.columns).readonly(), costs: Costs })
  .readonly() satisfies z.ZodType<AssignmentRow>;

/** What becomes of rows that are left over. */
export const UnassignedRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("as-few-as-possible") }).readonly(),
  z.strictObject({ kind: z.literal("at-cost"), costs: Costs }).readonly(),
]) satisfies z.ZodType<UnassignedRule>;

function reportRow({ columns, costs }: AssignmentRow, { row, columnCount, lastRow }: { readonly row: number; readonly columnCount: number; readonly lastRow: Map<number, number> }, report: Report): void {
  if (costs.length !== columns.length) report(unequalLengths, ["rows", row, "costs"], { costs: costs.length, count: columns.length });
  columns.forEach((column, index) => {
    if (column >= columnCount) report(unknownColumn, ["rows", row, "columns", index], { column, columnCount });
    else if (lastRow.get(column) === row) report(duplicateColumn, ["rows", row, "columns", index], { column });
    lastRow.set(column, row);
  });
}

/** Rows that go to columns, each row to one at most, and no more rows to a column than it takes. */
export const AssignmentProblem = z
  .strictObject({ columnCapacities: z.array(Count).min(1).max(ASSIGNMENT_LIMITS.columns).readonly(), rows: z.array(AssignmentRow).min(1).max(ASSIGNMENT_LIMITS.rows).readonly(), unassignedRule: UnassignedRule })
  .check(rule(({ columnCapacities, rows, unassignedRule }: AssignmentProblem, report) => {
    if (unassignedRule.kind === "at-cost" && unassignedRule.costs.length !== rows.length) report(unequalLengths, ["unassignedRule", "costs"], { costs: unassignedRule.costs.length, count: rows.length });
    const lastRow = new Map<number, number>();
    rows.forEach((one, row) => { reportRow(one, { row, columnCount: columnCapacities.length, lastRow }, report); });
  }))
  .readonly() satisfies z.ZodType<AssignmentProblem>;

/** A checked problem in the form that is solved. */
export function tableOfProblem({ columnCapacities, rows, unassignedRule }: AssignmentProblem): CostTable {
  const firstPair = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => { firstPair[index + 1] = (firstPair[index] ?? 0) + row.columns.length; });
  const pairCount = firstPair[rows.length] ?? 0;
  const columns = new Uint32Array(pairCount);
  const costs = new Float64Array(pairCount);
  rows.forEach((row, index) => {
    columns.set(row.columns, firstPair[index]);
    costs.set(row.costs, firstPair[index]);
  });
  return { rowCount: rows.length, columnCount: columnCapacities.length, firstPair, columns, isDense: false, costs, capacities: Uint32Array.from(columnCapacities), unassignedCosts: unassignedRule.kind === "at-cost" ? Float64Array.from(unassignedRule.costs) : null };
}
