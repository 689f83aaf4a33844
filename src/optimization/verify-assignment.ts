import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { LeastCostAssignment, type LeastCostAssignmentColumns, totalCostOf } from "./assign-at-least-cost.js";
import { type AssignmentProblemColumns, tableOfColumns } from "./assignment-columns.js";
import { AssignmentProblem, tableOfProblem } from "./assignment-problem.js";
import { type ColumnFaults, isColumn, throwFaults } from "./column-faults.js";
import { toGrains } from "./cost-grain.js";
import { columnShift, type CostTable } from "./cost-table.js";
import { addTo, type RunningSum, runningSum, sumOf } from "./exact-sum.js";

/** What can be wrong with an assignment or its certificate. The first three: it is none for this problem, or its total is another. `bad-price`: below zero at a column that is not contested, or not finite. The others: it may be one, but this certificate does not prove it to be the cheapest. */
export type AssignmentFlawKind = "pair-not-allowed" | "column-over-capacity" | "wrong-total" | "bad-price" | "price-of-a-column-with-room" | "row-not-at-its-least";

/** A kind of flaw, and how often and how badly it was found. */
export interface AssignmentFlaw {
  /** What is wrong. */
  readonly kind: AssignmentFlawKind;
  /** At how many rows or columns. */
  readonly count: number;
  /** The largest amount by which: of cost, of price, or of rows. */
  readonly largest: number;
}

/** Whether an assignment is the cheapest, by its certificate. */
export interface AssignmentProof {
  /** Whether it is an assignment for the problem, and its total is the least but for the tolerance. */
  readonly isOptimal: boolean;
  /** At most so far does the total lie above the least; null when the certificate does not say, or it is no assignment for the problem. */
  readonly gap: number | null;
  /** At most so many rows fewer could be without a column, when as few as can be shall be; null as `gap`. */
  readonly unassignedGapCount: number | null;
  /** The total, added up anew; null when a pair is not allowed. */
  readonly totalCost: number | null;
  /** The gap that the grain of the costs can leave: see `assignAtLeastCost`. */
  readonly tolerance: number;
  /** What is wrong; empty when nothing is. */
  readonly flaws: readonly AssignmentFlaw[];
}

interface Claim {
  readonly columnOfRow: Int32Array;
  readonly totalCost: number;
  readonly columnPrices: Float64Array;
  readonly isContested: Uint8Array;
}

interface Findings {
  readonly flaws: Map<AssignmentFlawKind, { count: number; largest: number }>;
  /** How far rows and columns are from what the prices allow at best, tier and price. */
  tierGap: number;
  readonly gap: RunningSum;
  /** What the grain of the costs can hide at one row. */
  readonly rowTolerance: number;
}

function note({ flaws }: Findings, kind: AssignmentFlawKind, size: number): void {
  const known = flaws.get(kind) ?? { count: 0, largest: 0 };
  flaws.set(kind, { count: known.count + 1, largest: Math.max(known.largest, size) });
}

/** Whether it is an assignment for the problem at all. Returns its total, and how many rows each column has. */
function findUnusable(table: CostTable, { columnOfRow, totalCost }: Claim, findings: Findings): { readonly total: number; readonly loads: Float64Array } {
  const loads = new Float64Array(table.columnCount);
  for (let row = 0; row < table.rowCount; row += 1) {
    const column = columnOfRow[row] ?? -1;
    if (column >= 0) loads[column] = (loads[column] ?? 0) + 1;
  }
  loads.forEach((load, column) => {
    const excess = load - (table.capacities[column] ?? 0);
    if (excess > 0) note(findings, "column-over-capacity", excess);
  });
  const total = totalCostOf(table, columnOfRow);
  if (total === Infinity) note(findings, "pair-not-allowed", 1);
  // adding up in another order may differ in the last digits
  else if (!(Math.abs(total - totalCost) <= 1e-12 * (Math.abs(total) + table.rowCount))) note(findings, "wrong-total", Math.abs(total - totalCost));
  return { total, loads };
}

/** Prices are of zero or more, and only full columns have one: p ≥ 0, p·(capacity − load) = 0. A contested column's stands a tier higher, so it may be below zero. */
function weighColumns({ columnCount, capacities }: CostTable, { claim: { columnPrices, isContested }, loads }: { readonly claim: Claim; readonly loads: Float64Array }, findings: Findings): void {
  for (let column = 0; column < columnCount; column += 1) {
    const price = columnPrices[column] ?? 0;
    const tier = isContested[column] ?? 0;
    const idle = (capacities[column] ?? 0) - (loads[column] ?? 0);
    if (!Number.isFinite(price)) note(findings, "bad-price", 0);
    else if (tier === 0 && price < 0) note(findings, "bad-price", -price);
    if (idle <= 0 || (tier === 0 && price === 0)) continue;
    note(findings, "price-of-a-column-with-room", Math.abs(price) * idle);
    findings.tierGap += tier * idle;
    addTo(findings.gap, price * idle);
  }
}

/** Each row is where its cost and the column's price together are least: c + p = min(c′ + p′), tier first. */
function weighRow({ table, claim: { columnOfRow, columnPrices, isContested } }: { readonly table: CostTable; readonly claim: Claim }, row: number, findings: Findings): void {
  const { firstPair, columns, costs, unassignedCosts } = table;
  const own = columnOfRow[row] ?? -1;
  const outsideTier = unassignedCosts === null ? 1 : 0;
  let [leastTier, least] = [outsideTier, unassignedCosts?.[row] ?? 0];
  let [ownTier, ownSum] = [leastTier, least];
  const shift = columnShift(table, row);
  for (let at = firstPair[row] ?? 0; at < (firstPair[row + 1] ?? 0); at += 1) {
    const cost = costs[at] ?? Infinity;
    if (cost === Infinity) continue;
    const column = columns[at + shift] ?? 0;
    const tier = isContested[column] ?? 0;
    const sum = cost + (columnPrices[column] ?? 0);
    if (column === own) [ownTier, ownSum] = [tier, sum];
    if (tier < leastTier || (tier === leastTier && sum < least)) [leastTier, least] = [tier, sum];
  }
  findings.tierGap += ownTier - leastTier;
  addTo(findings.gap, ownSum - least);
  if (ownTier > leastTier) note(findings, "row-not-at-its-least", 1);
  else if (ownSum - least > findings.rowTolerance) note(findings, "row-not-at-its-least", ownSum - least);
}

/** Weak duality: no assignment costs less than the sum of all rows' least c + p, less the prices of all places. The gap to that is a sum of terms of zero or more, so nothing cancels. */
function prove(table: CostTable, claim: Claim): AssignmentProof {
  const { tolerance } = toGrains(table);
  const findings: Findings = { flaws: new Map(), tierGap: 0, gap: runningSum(), rowTolerance: tolerance / table.rowCount };
  const { total, loads } = findUnusable(table, claim, findings);
  const isUsable = findings.flaws.size === 0 || (findings.flaws.size === 1 && findings.flaws.has("wrong-total"));
  weighColumns(table, { claim, loads }, findings);
  const saysSomething = isUsable && !findings.flaws.has("bad-price");
  if (saysSomething) for (let row = 0; row < table.rowCount; row += 1) weighRow({ table, claim }, row, findings);
  return {
    isOptimal: findings.flaws.size === 0,
    gap: saysSomething && findings.tierGap === 0 ? sumOf(findings.gap) : null,
    unassignedGapCount: saysSomething ? findings.tierGap : null,
    totalCost: total === Infinity ? null : total,
    tolerance,
    flaws: Array.from(findings.flaws, ([kind, { count, largest }]) => ({ kind, count, largest })),
  };
}

const wrongRows: Fault = { code: "verify-assignment.wrong_rows", message: "The assignment has {got} rows, the problem {expected}.", hint: "Give the assignment of this problem." };
const wrongColumns: Fault = { code: "verify-assignment.wrong_columns", message: "The certificate has {got} prices for {expected} columns.", hint: "Give the certificate of this problem." };
const unknownContested: Fault = { code: "verify-assignment.unknown_column", message: "There is no column {column}; there are {columnCount}, counted from 0.", hint: "Give the certificate of this problem." };

interface Claimed {
  readonly problem: AssignmentProblem;
  readonly assignment: LeastCostAssignment;
}
const Claimed = z.strictObject({ problem: AssignmentProblem, assignment: LeastCostAssignment })
  .check(rule(({ problem: { rows, columnCapacities }, assignment: { columnOfRow, certificate } }: Claimed, report) => {
    const columnCount = columnCapacities.length;
    if (columnOfRow.length !== rows.length) report(wrongRows, ["assignment", "columnOfRow"], { got: columnOfRow.length, expected: rows.length });
    if (certificate.columnPrices.length !== columnCount) report(wrongColumns, ["assignment", "certificate", "columnPrices"], { got: certificate.columnPrices.length, expected: columnCount });
    certificate.contestedColumns.forEach((column, index) => { if (column >= columnCount) report(unknownContested, ["assignment", "certificate", "contestedColumns", index], { column, columnCount }); });
  }))
  .readonly() satisfies z.ZodType<Claimed>;

/**
 * Checks an assignment against its problem without solving it: whether it keeps to the pairs and capacities, and whether the prices of its certificate prove that nothing is cheaper. One look at every pair.
 * A wrong assignment or certificate is no bad input: what is wrong stands under `flaws`.
 *
 * @throws CoachingError `input.*`, `assignment-problem.*`, `verify-assignment.wrong_rows`, `verify-assignment.wrong_columns`, `verify-assignment.unknown_column`
 * @example
 * ```ts
 * const problem = { columnCapacities: [1, 1], rows: [{ columns: [0, 1], costs: [1, 2] }, { columns: [0], costs: [5] }], unassignedRule: { kind: "as-few-as-possible" } };
 * const proof = verifyAssignment(problem, assignAtLeastCost(problem));
 * proof.isOptimal; // => true
 * proof.gap; // => 0
 * ```
 */
export function verifyAssignment(problem: AssignmentProblem, assignment: LeastCostAssignment): AssignmentProof {
  const { problem: checked, assignment: { columnOfRow, totalCost, certificate } } = check(Claimed, { problem, assignment });
  const isContested = new Uint8Array(checked.columnCapacities.length);
  for (const column of certificate.contestedColumns) isContested[column] = 1;
  return prove(tableOfProblem(checked), { columnOfRow: Int32Array.from(columnOfRow, (column) => column ?? -1), totalCost, columnPrices: Float64Array.from(certificate.columnPrices), isContested });
}

/**
 * `verifyAssignment` in typed arrays.
 *
 * @returns JSON
 * @throws CoachingError `input.*`, `assignment-columns.*`, `column-faults.wrong_kind`, `column-faults.wrong_length`
 * @example
 * ```ts
 * const problem = { rowCount: 2, columnCapacities: Uint32Array.of(1, 1), pairCosts: Float64Array.of(1, 2, 5, Infinity) };
 * verifyAssignmentColumns(problem, assignAtLeastCostColumns(problem)).isOptimal; // => true
 * ```
 */
export function verifyAssignmentColumns(problem: AssignmentProblemColumns, assignment: LeastCostAssignmentColumns): AssignmentProof {
  const table = tableOfColumns(problem, { isNested: true });
  const faults: ColumnFaults = { issues: [], path: ["assignment"] };
  const { columnOfRow, columnPrices, isContested, totalCost } = assignment;
  isColumn(faults, ["columnOfRow"], { value: columnOfRow, kind: "Int32Array", expected: table.rowCount });
  isColumn(faults, ["columnPrices"], { value: columnPrices, kind: "Float64Array", expected: table.columnCount });
  isColumn(faults, ["isContested"], { value: isContested, kind: "Uint8Array", expected: table.columnCount });
  throwFaults(faults);
  return prove(table, { columnOfRow, columnPrices, isContested, totalCost });
}
