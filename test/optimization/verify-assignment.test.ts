import fc from "fast-check";
import { assignAtLeastCost, type AssignmentProblem, type LeastCostAssignment, verifyAssignment } from "coachkit/optimization";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const problem: AssignmentProblem = { columnCapacities: [1, 1], rows: [{ columns: [0, 1], costs: [1, 2] }, { columns: [0], costs: [5] }], unassignedRule: { kind: "as-few-as-possible" } };
const answer = assignAtLeastCost(problem);
const proofOf = (changes: Partial<LeastCostAssignment>, of: AssignmentProblem = problem) => verifyAssignment(of, { ...answer, ...changes });
const priced = (...columnPrices: readonly number[]) => ({ certificate: { columnPrices, contestedColumns: [] } });

describe("verifyAssignment", () => {
  test("finds nothing wrong with what assignAtLeastCost answers", () => {
    expect(answer).toEqual({ columnOfRow: [1, 0], unassigned: [], totalCost: 7, certificate: { columnPrices: [1, 0], contestedColumns: [] }, tolerance: 0 });
    expect(proofOf({})).toEqual({ isOptimal: true, gap: 0, unassignedGapCount: 0, totalCost: 7, tolerance: 0, flaws: [] });
  });
  test("any prices that prove it will do: the second row has no other column, whatever its own is worth", () => { for (const price of [1, 2.5, 1000]) expect(proofOf(priced(price, 0)).isOptimal).toBe(true); });

  // by hand: row 0 pays 1 + p0 or 2 + p1, row 1 pays 5 + p0
  test.each<readonly [title: string, changes: Partial<LeastCostAssignment>, expected: object]>([
    ["a row left over that need not be", { columnOfRow: [0, null], totalCost: 1, ...priced(0, 0) }, { isOptimal: false, gap: null, unassignedGapCount: 1, flaws: [{ kind: "row-not-at-its-least", count: 1, largest: 1 }] }],
    ["a pair that is not allowed", { columnOfRow: [0, 1] }, { isOptimal: false, gap: null, unassignedGapCount: null, totalCost: null, flaws: [{ kind: "pair-not-allowed", count: 1, largest: 1 }] }],
    ["a column that is not there", { columnOfRow: [2, 0] }, { isOptimal: false, gap: null, totalCost: null }],
    ["more rows than a column takes", { columnOfRow: [0, 0], totalCost: 6, ...priced(0, 1) }, { isOptimal: false, gap: null, flaws: [{ kind: "column-over-capacity", count: 1, largest: 1 }, { kind: "price-of-a-column-with-room", count: 1, largest: 1 }] }],
    ["a total that is another", { totalCost: 6 }, { isOptimal: false, gap: 0, totalCost: 7, flaws: [{ kind: "wrong-total", count: 1, largest: 1 }] }],
    ["prices that prove too little", priced(0, 0), { isOptimal: false, gap: 1, flaws: [{ kind: "row-not-at-its-least", count: 1, largest: 1 }] }],
    ["a price below zero", priced(1, -1), { isOptimal: false, gap: null, flaws: [{ kind: "bad-price", count: 1, largest: 1 }] }],
  ])("%s", (_, changes, expected) => { expect(proofOf(changes)).toMatchObject(expected); });

  test("a column with room has no price", () => {
    const roomy = { ...problem, columnCapacities: [1, 3] };
    expect(proofOf(priced(3, 2), roomy)).toMatchObject({ isOptimal: false, gap: 4, flaws: [{ kind: "price-of-a-column-with-room", count: 1, largest: 4 }] });
  });
  test("a contested column has to be full", () => {
    expect(proofOf({ certificate: { columnPrices: [0, 0], contestedColumns: [0, 1] } }, { ...problem, columnCapacities: [2, 1] })).toMatchObject({ isOptimal: false, gap: null });
  });

  test("whatever prices are shown, a dearer assignment is never proven, and the gap is no smaller than what it costs too much", () => {
    const price = fc.integer({ min: 0, max: 12 });
    const column = fc.constantFrom(0, 1, null);
    fc.assert(fc.property(price, price, column, column, (one, other, first, second) => {
      const cost = (first === null ? 9 : [1, 2][first]!) + (second === null ? 9 : [5, 7][second]!);
      const whole: AssignmentProblem = { columnCapacities: [1, 1], rows: [{ columns: [0, 1], costs: [1, 2] }, { columns: [0, 1], costs: [5, 7] }], unassignedRule: { kind: "at-cost", costs: [9, 9] } };
      const { isOptimal, gap } = verifyAssignment(whole, { ...answer, columnOfRow: [first, second], totalCost: cost, ...priced(one, other) });
      if (isOptimal) expect(cost).toBe(7);
      if (gap !== null) expect(gap).toBeGreaterThanOrEqual(cost - 7);
    }));
  });

  test("refuses an assignment of another size", () => {
    expect(issuesOf(() => proofOf({ columnOfRow: [1], certificate: { columnPrices: [1], contestedColumns: [2] } }))).toEqual(["verify-assignment.wrong_rows at /assignment/columnOfRow", "verify-assignment.wrong_columns at /assignment/certificate/columnPrices", "verify-assignment.unknown_column at /assignment/certificate/contestedColumns/0"]);
  });
  test("refuses prices that are no numbers", () => { expect(issuesOf(() => proofOf(priced(NaN, 0)))).toEqual(["input.invalid_type at /assignment/certificate/columnPrices/0"]); });
});
