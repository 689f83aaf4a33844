import { ASSIGNMENT_LIMITS, assignAtLeastCostColumns, type AssignmentProblemColumns, verifyAssignmentColumns } from "coachkit/optimization";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const full: AssignmentProblemColumns = { rowCount: 2, columnCapacities: Uint32Array.of(1, 1), pairCosts: Float64Array.of(1, 2, 5, Infinity) };
const listed: AssignmentProblemColumns = { rowCount: 2, columnCapacities: Uint32Array.of(1, 1), pairs: { firstPair: Uint32Array.of(0, 2, 3), column: Uint32Array.of(0, 1, 0) }, pairCosts: Float64Array.of(1, 2, 5) };
const pairs = (firstPair: readonly number[], column: readonly number[]) => ({ firstPair: Uint32Array.from(firstPair), column: Uint32Array.from(column) });
/** Bad input has no type. */
const refused = (problem: AssignmentProblemColumns, changes: object) => issuesOf(() => assignAtLeastCostColumns({ ...problem, ...changes }));

describe("assignAtLeastCostColumns", () => {
  test("takes every pair, or a list of them", () => {
    for (const problem of [full, listed]) expect(assignAtLeastCostColumns(problem)).toEqual({ columnOfRow: Int32Array.of(1, 0), totalCost: 7, columnPrices: Float64Array.of(1, 0), isContested: Uint8Array.of(0, 0), tolerance: 0 });
  });
  test("leaves rows over at a cost", () => {
    expect(assignAtLeastCostColumns({ ...full, unassignedCosts: Float64Array.of(9, 3) })).toMatchObject({ columnOfRow: Int32Array.of(0, -1), totalCost: 4 });
  });
  test("leaves its arrays as they are, also those that it rounds", () => {
    const pairCosts = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    assignAtLeastCostColumns({ ...full, pairCosts });
    expect(pairCosts).toEqual(Float64Array.of(0.1, 0.2, 0.3, 0.4));
  });

  test.each<readonly [title: string, problem: AssignmentProblemColumns, changes: object, issues: readonly string[]]>([
    ["a plain list", full, { pairCosts: [1, 2, 5, 6] }, ["column-faults.wrong_kind at /pairCosts"]],
    ["another kind of array", full, { columnCapacities: Int32Array.of(1, -1) }, ["column-faults.wrong_kind at /columnCapacities"]],
    ["a table that is too short", full, { pairCosts: Float64Array.of(1) }, ["column-faults.wrong_length at /pairCosts"]],
    ["no column", full, { columnCapacities: new Uint32Array(0) }, ["assignment-columns.empty at /columnCapacities"]],
    ["no row", full, { rowCount: 0 }, ["input.too_small at /rowCount"]],
    ["no numbers as costs", full, { pairCosts: Float64Array.of(NaN, 2, -Infinity, 1e16), unassignedCosts: Float64Array.of(1, Infinity) }, ["assignment-columns.bad_cost at /pairCosts/0", "assignment-columns.bad_cost at /pairCosts/2", "assignment-columns.bad_cost at /pairCosts/3", "assignment-columns.bad_cost at /unassignedCosts/1"]],
    ["an infinite cost of a listed pair", listed, { pairCosts: Float64Array.of(1, 2, Infinity) }, ["assignment-columns.bad_cost at /pairCosts/2"]],
    ["a column that is not there", listed, { pairs: pairs([0, 2, 3], [0, 2, 0]) }, ["assignment-columns.unknown_column at /pairs/column/1"]],
    ["a column twice in a row", listed, { pairs: pairs([0, 2, 3], [1, 1, 0]) }, ["assignment-columns.duplicate_column at /pairs/column/1"]],
    ["rows that end before they begin", listed, { pairs: pairs([0, 4, 3], [0, 1, 0]) }, ["assignment-columns.duplicate_column at /pairs/column/2", "assignment-columns.bad_first_pair at /pairs/firstPair/2"]],
    ["a first row that begins late", listed, { pairs: pairs([1, 2, 3], [0, 1, 0]) }, ["assignment-columns.bad_first_pair at /pairs/firstPair/0"]],
    ["a list of pairs without columns", listed, { pairs: { firstPair: Uint32Array.of(0, 2, 3) } }, ["column-faults.wrong_kind at /pairs/column"]],
    ["more pairs than the limit", full, { rowCount: 100_000, columnCapacities: new Uint32Array(ASSIGNMENT_LIMITS.pairs / 100_000 + 1) }, ["assignment-columns.too_many at /pairCosts", "column-faults.wrong_length at /pairCosts"]],
    ["more rows than the limit", full, { rowCount: ASSIGNMENT_LIMITS.rows + 1, columnCapacities: new Uint32Array(), pairCosts: new Float64Array() }, ["input.too_big at /rowCount"]],
    ["more columns than the limit", full, { columnCapacities: new Uint32Array(ASSIGNMENT_LIMITS.columns + 1) }, ["assignment-columns.too_many at /columnCapacities"]],
  ])("refuses %s", (_, problem, changes, issues) => { expect(refused(problem, changes)).toEqual(issues); });

  test("lists a thousand faults of a million", () => { expect(refused({ ...full, rowCount: 1000, columnCapacities: new Uint32Array(1000) }, { pairCosts: new Float64Array(1_000_000).fill(NaN) }).length).toBe(1000); });
});

describe("verifyAssignmentColumns", () => {
  const answer = assignAtLeastCostColumns(full);
  test("proves the answer", () => { expect(verifyAssignmentColumns(full, answer)).toEqual({ isOptimal: true, gap: 0, unassignedGapCount: 0, totalCost: 7, tolerance: 0, flaws: [] }); });
  test("prices that are no numbers prove nothing", () => {
    expect(verifyAssignmentColumns(full, { ...answer, columnPrices: Float64Array.of(NaN, Infinity) })).toMatchObject({ isOptimal: false, gap: null, flaws: [{ kind: "bad-price", count: 2, largest: 0 }] });
    expect(verifyAssignmentColumns(full, { ...answer, totalCost: NaN })).toMatchObject({ isOptimal: false, flaws: [{ kind: "wrong-total" }] });
  });
  test("names where the problem and where the assignment is faulty", () => {
    expect(issuesOf(() => verifyAssignmentColumns({ ...full, rowCount: 0 }, answer))).toEqual(["input.too_small at /problem/rowCount"]);
    expect(issuesOf(() => verifyAssignmentColumns({ ...full, pairCosts: new Float64Array(1) }, answer))).toEqual(["column-faults.wrong_length at /problem/pairCosts"]);
    expect(issuesOf(() => verifyAssignmentColumns(full, { ...answer, columnOfRow: new Int32Array(3) }))).toEqual(["column-faults.wrong_length at /assignment/columnOfRow"]);
  });
});
