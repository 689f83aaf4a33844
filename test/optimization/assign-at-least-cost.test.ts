import fc from "fast-check";
import { assignAtLeastCost, assignAtLeastCostColumns, type AssignmentProblem, type AssignmentRow, type UnassignedRule, verifyAssignment, verifyAssignmentColumns } from "coachkit/optimization";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { byPlainFlow, byTryingAll } from "./plain-assignment.js";
import { streamOf } from "./stream.js";

const asFew: UnassignedRule = { kind: "as-few-as-possible" };
const rowOf = (...costs: readonly (number | null)[]): AssignmentRow => {
  const columns = costs.flatMap((one, column) => (one === null ? [] : [column]));
  return { columns, costs: columns.map((column) => costs[column]!) };
};
const problemOf = (columnCapacities: readonly number[], rows: readonly AssignmentRow[], unassignedRule: UnassignedRule = asFew): AssignmentProblem => ({ columnCapacities, rows, unassignedRule });

describe("assignAtLeastCost", () => {
  // each case can be checked by trying all
  test.each<readonly [title: string, problem: AssignmentProblem, columnOfRow: readonly (number | null)[], totalCost: number]>([
    ["one row, one column", problemOf([1], [rowOf(3)]), [0], 3],
    ["the cheaper column", problemOf([1, 1], [rowOf(3, 2)]), [1], 2],
    ["a row gives way where that is cheaper for all", problemOf([1, 1], [rowOf(1, 2), rowOf(1, 5)]), [1, 0], 3],
    ["a column takes as many as it has room for", problemOf([2, 1], [rowOf(1, 9), rowOf(1, 9), rowOf(1, 4)]), [0, 0, 1], 6],
    ["the greedy choice of the first row would cost 101", problemOf([1, 1], [rowOf(0, 1), rowOf(1, 100)]), [1, 0], 2],
    ["a gain is a cost below zero", problemOf([1, 1], [rowOf(-5, -4), rowOf(-3, 0)]), [1, 0], -7],
    ["a dear row is assigned all the same, as few as can be being left over", problemOf([1], [rowOf(1e6)]), [0], 1e6],
    ["the dearer of two that compete is left over", problemOf([1], [rowOf(5), rowOf(3)]), [null, 0], 3],
    ["first as many as can be, then the cost", problemOf([1, 1], [rowOf(1, 90), rowOf(2, null)]), [1, 0], 92],
    ["at a cost, a row that would cost more is left over", problemOf([1, 1], [rowOf(1, 90), rowOf(2, null)], { kind: "at-cost", costs: [10, 10] }), [0, null], 11],
    ["at a cost, nothing is gained by an equal one", problemOf([1], [rowOf(4)], { kind: "at-cost", costs: [4] }), [null], 4],
    ["a column without room takes nobody", problemOf([0, 1], [rowOf(1, 7)]), [1], 7],
  ])("%s", (_, problem, columnOfRow, totalCost) => {
    const answer = assignAtLeastCost(problem);
    expect(answer.columnOfRow).toEqual(columnOfRow);
    expect(answer.totalCost).toBe(totalCost);
    expect(verifyAssignment(problem, answer)).toEqual({ isOptimal: true, gap: 0, unassignedGapCount: 0, totalCost, tolerance: 0, flaws: [] });
  });

  test("of equally cheap columns the first", () => { expect(assignAtLeastCost(problemOf([1, 1, 1], [rowOf(2, 2, 2)])).columnOfRow).toEqual([0]); });

  test("the certificate says what one place more would save", () => {
    const rows = [rowOf(1, 4), rowOf(1, 6), rowOf(1, 9)];
    const prices = [1, 2, 3].map((room) => assignAtLeastCost(problemOf([room, 5], rows)));
    expect(prices.map(({ totalCost }) => totalCost)).toEqual([11, 6, 3]);
    expect(prices.map(({ certificate }) => certificate.columnPrices)).toEqual([[5, 0], [3, 0], [0, 0]]);
  });

  test("says why a row has no column", () => {
    expect(assignAtLeastCost(problemOf([1], [rowOf(1), rowOf(2), rowOf(null)])).unassigned).toEqual([{ row: 1, reason: "no-room" }, { row: 2, reason: "no-pair" }]);
    expect(assignAtLeastCost(problemOf([1], [rowOf(1), rowOf(2), rowOf(9), rowOf(null)], { kind: "at-cost", costs: [5, 5, 5, 0] })).unassigned)
      .toEqual([{ row: 1, reason: "no-room" }, { row: 2, reason: "cheaper-unassigned" }, { row: 3, reason: "no-pair" }]);
  });

  test("names the columns for which too many compete", () => {
    const { certificate, columnOfRow } = assignAtLeastCost(problemOf([1, 1], [rowOf(3, null), rowOf(2, 8), rowOf(1, null)]));
    expect(columnOfRow).toEqual([null, 1, 0]);
    expect(certificate.contestedColumns).toEqual([0]);
  });

  test("a bonus for the present place keeps what need not move", () => {
    // one column closes; its rows move, and nobody else, although two others would like to
    const costs = [[1, 5, 6], [4, 1, 2], [3, 1, 9], [2, 1, 1], [1, 2, 9], [6, 1, 3]];
    const present = [0, 1, 2, 2, 1, 0];
    const closed = [0, 3, 3];
    const chosen = (bonus: number): readonly (number | null)[] =>
      assignAtLeastCost(problemOf(closed, costs.map((list, row) => ({ columns: [0, 1, 2], costs: list.map((one, column) => one - (present[row] === column ? bonus : 0)) })))).columnOfRow;
    const moved = (columns: readonly (number | null)[]): readonly number[] => columns.flatMap((column, row) => (column === present[row] ? [] : [row]));
    expect(moved(chosen(100))).toEqual([0, 5]);
    expect(moved(chosen(0)).length).toBeGreaterThan(2);
  });
});

describe("costs that doubles cannot hold", () => {
  test("0.1 + 0.2 against 0.3 is decided within the tolerance that is stated", () => {
    const answer = assignAtLeastCost(problemOf([1, 1], [rowOf(0.1, 0.3), rowOf(0.3, 0.2)]));
    expect(answer.columnOfRow).toEqual([0, 1]);
    expect(answer.totalCost).toBeCloseTo(0.3, 12);
    expect(answer.tolerance).toBeGreaterThan(0);
    expect(answer.tolerance).toBeLessThan(1e-14);
  });
  test("whole numbers of millions are exact, and so are quarters", () => {
    expect(assignAtLeastCost(problemOf([1, 1], [rowOf(1_000_000_000_001, 1_000_000_000_003), rowOf(1_000_000_000_000, 1_000_000_000_001)]))).toMatchObject({ totalCost: 2_000_000_000_002, tolerance: 0 });
    expect(assignAtLeastCost(problemOf([1, 1], [rowOf(0.25, 0.75), rowOf(0.5, 0.25)]))).toMatchObject({ totalCost: 0.5, tolerance: 0 });
  });
  test("a count that comes first loses no digit to the costs, where a large penalty would", () => {
    // with 1e18 for a row left over, costs of 1 and 2 are the same number
    const rows = [rowOf(2, 1), rowOf(1, 2), rowOf(1, 1)];
    expect(1e18 + 1).toBe(1e18 + 2);
    expect(assignAtLeastCost(problemOf([1, 1], rows)).totalCost).toBe(2);
  });
  test("very small, very large and negative zero costs", () => {
    // no grain is finer than 2^-1000: below that, costs are alike
    const { totalCost, tolerance } = assignAtLeastCost(problemOf([1, 1], [rowOf(5e-324, 0), rowOf(-0, 0)]));
    expect(totalCost).toBeLessThanOrEqual(tolerance);
    expect(tolerance).toBe(2 ** -998);
    expect(assignAtLeastCost(problemOf([1, 1], [rowOf(1e15, -1e15), rowOf(0, 1)])).totalCost).toBe(-1e15);
    expect(Object.is(assignAtLeastCost(problemOf([1], [rowOf(-0)])).totalCost, 0)).toBe(true);
  });
});

/** Small problems, with ties, closed columns and rows that may go nowhere. */
const problems = (maximum: number, cost: fc.Arbitrary<number>): fc.Arbitrary<AssignmentProblem> =>
  fc.tuple(fc.integer({ min: 1, max: maximum }), fc.integer({ min: 1, max: maximum })).chain(([rowCount, columnCount]) => fc.record({
    columnCapacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: columnCount, maxLength: columnCount }),
    rows: fc.array(fc.array(fc.option(cost, { freq: 4, nil: null }), { minLength: columnCount, maxLength: columnCount }).map((costs) => rowOf(...costs)), { minLength: rowCount, maxLength: rowCount }),
    unassignedRule: fc.oneof(fc.constant(asFew), fc.array(cost, { minLength: rowCount, maxLength: rowCount }).map((costs): UnassignedRule => ({ kind: "at-cost", costs }))),
  }));
const whole = fc.integer({ min: -3, max: 9 });
const anyCost = fc.oneof(whole, fc.double({ min: -10, max: 10, noNaN: true }));
const countOf = ({ unassignedRule }: AssignmentProblem, count: number): number => (unassignedRule.kind === "at-cost" ? 0 : count);

describe("is the cheapest", () => {
  test("of all assignments of up to six rows", () => fc.assert(fc.property(problems(6, whole), (problem) => {
    const answer = assignAtLeastCost(problem);
    const best = byTryingAll(problem);
    expect(answer.totalCost).toBe(best.totalCost);
    expect(countOf(problem, answer.unassigned.length)).toBe(countOf(problem, best.unassignedCount));
    expect(verifyAssignment(problem, answer)).toMatchObject({ isOptimal: true, gap: 0, unassignedGapCount: 0, flaws: [] });
  }), { numRuns: 300 }));

  test("also with costs that are no whole numbers, within the tolerance", () => fc.assert(fc.property(problems(5, anyCost), (problem) => {
    const answer = assignAtLeastCost(problem);
    expect(Math.abs(answer.totalCost - byTryingAll(problem).totalCost)).toBeLessThanOrEqual(answer.tolerance + 1e-12);
    const proof = verifyAssignment(problem, answer);
    expect(proof.isOptimal).toBe(true);
    expect(proof.gap).toBeLessThanOrEqual(answer.tolerance);
  })));

  const kinds: Readonly<Record<string, (random: () => number, row: number, column: number) => number>> = {
    "spread evenly": (random) => random(),
    "of few values": (random) => Math.floor(random() * 5),
    "much the same for all rows": (random, _, column) => Math.sin(column) + 0.05 * random(),
    "products, the hard case for shortest paths": (_, row, column) => (row + 1) * (column + 1),
  };
  test.each(Object.entries(kinds))("of 60 rows and 20 columns, by a plain flow: costs %s", (_, cost) => {
    const random = streamOf(7);
    for (const [room, share] of [[3, 1], [4, 0.4], [2, 0.7]] as const) {
      const rows = Array.from({ length: 60 }, (__, row) => rowOf(...Array.from({ length: 20 }, (___, column) => (random() < share ? cost(random, row, column) : null))));
      for (const rule of [asFew, { kind: "at-cost", costs: rows.map((___, row) => cost(random, row, 10)) } as const]) {
        const problem = problemOf(Array.from({ length: 20 }, (___, column) => room + (column % 3) - 1), rows, rule);
        const answer = assignAtLeastCost(problem);
        const plain = byPlainFlow(problem);
        expect(answer.totalCost).toBeCloseTo(plain.totalCost, 8);
        if (rule.kind !== "at-cost") expect(answer.unassigned.length).toBe(plain.unassignedCount);
        expect(verifyAssignment(problem, answer).flaws).toEqual([]);
      }
    }
  });
});

describe("laws", () => {
  const turned = <Entry>(list: readonly Entry[]): readonly Entry[] => list.toReversed();
  test("the order of rows and columns does not change the total", () => fc.assert(fc.property(problems(6, whole), (problem) => {
    const { rows, columnCapacities, unassignedRule } = problem;
    const last = columnCapacities.length - 1;
    const other: AssignmentProblem = {
      columnCapacities: turned(columnCapacities),
      rows: turned(rows.map(({ columns, costs }) => ({ columns: turned(columns.map((column) => last - column)), costs: turned(costs) }))),
      unassignedRule: unassignedRule.kind === "at-cost" ? { kind: "at-cost", costs: turned(unassignedRule.costs) } : unassignedRule,
    };
    expect(assignAtLeastCost(other).totalCost).toBe(assignAtLeastCost(problem).totalCost);
  })));
  test("one column more never leaves more rows over, nor raises the cost of as many", () => fc.assert(fc.property(problems(6, whole), fc.array(whole, { minLength: 6, maxLength: 6 }), (problem, more) => {
    const before = assignAtLeastCost(problem);
    const column = problem.columnCapacities.length;
    const after = assignAtLeastCost({ ...problem, columnCapacities: [...problem.columnCapacities, 2], rows: problem.rows.map(({ columns, costs }, row) => ({ columns: [...columns, column], costs: [...costs, more[row]!] })) });
    if (problem.unassignedRule.kind === "at-cost" || after.unassigned.length === before.unassigned.length) expect(after.totalCost).toBeLessThanOrEqual(before.totalCost);
    else expect(after.unassigned.length).toBeLessThan(before.unassigned.length);
  })));
  test("a price is what one place more would save", () => fc.assert(fc.property(problems(5, whole), fc.nat(), (problem, pick) => {
    const column = pick % problem.columnCapacities.length;
    const before = assignAtLeastCost(problem);
    const after = assignAtLeastCost({ ...problem, columnCapacities: problem.columnCapacities.map((room, index) => room + (index === column ? 1 : 0)) });
    expect(before.certificate.columnPrices[column]).toBe(before.totalCost - after.totalCost);
    if (problem.unassignedRule.kind === "at-cost") expect(before.certificate.contestedColumns).toEqual([]);
    else expect(before.certificate.contestedColumns.includes(column)).toBe(after.unassigned.length < before.unassigned.length);
  }), { numRuns: 300 }));
  test("adding one amount to all costs of a row changes the total by it, when all are assigned", () => fc.assert(fc.property(fc.array(fc.array(whole, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 4 }), whole, (costs, more) => {
    const total = (list: readonly (readonly number[])[]): number => assignAtLeastCost(problemOf([1, 1, 1, 1], list.map((one) => rowOf(...one)))).totalCost;
    expect(total([costs[0]!.map((one) => one + more), ...costs.slice(1)])).toBe(total(costs) + more);
  })));
  test("typed arrays, with every pair or with a list of them, give the same answer", () => fc.assert(fc.property(problems(6, anyCost), (problem) => {
    const { rows, columnCapacities, unassignedRule } = problem;
    const answer = assignAtLeastCost(problem);
    const common = { rowCount: rows.length, columnCapacities: Uint32Array.from(columnCapacities), ...(unassignedRule.kind === "at-cost" ? { unassignedCosts: Float64Array.from(unassignedRule.costs) } : {}) };
    const full = { ...common, pairCosts: Float64Array.from(rows.flatMap(({ columns, costs }) => columnCapacities.map((_, column) => costs[columns.indexOf(column)] ?? Infinity))) };
    let end = 0;
    const listed = { ...common, pairs: { firstPair: Uint32Array.from([0, ...rows.map(({ columns }) => (end += columns.length))]), column: Uint32Array.from(rows.flatMap(({ columns }) => columns)) }, pairCosts: Float64Array.from(rows.flatMap(({ costs }) => costs)) };
    for (const one of [full, listed]) {
      const columns = assignAtLeastCostColumns(one);
      expect(Array.from(columns.columnOfRow, (column) => (column < 0 ? null : column))).toEqual(answer.columnOfRow);
      expect(columns.totalCost).toBe(answer.totalCost);
      expect(Array.from(columns.columnPrices)).toEqual(answer.certificate.columnPrices);
      expect(verifyAssignmentColumns(one, columns)).toEqual(verifyAssignment(problem, answer));
    }
  })));
});

describe("size", () => {
  test("2,000 rows and 200 columns, every pair allowed, are proven", () => {
    const random = streamOf(3);
    const problem = { rowCount: 2000, columnCapacities: new Uint32Array(200).fill(10), pairCosts: Float64Array.from({ length: 400_000 }, random) };
    const answer = assignAtLeastCostColumns(problem);
    expect(answer.columnOfRow.includes(-1)).toBe(false);
    expect(verifyAssignmentColumns(problem, answer)).toMatchObject({ isOptimal: true, flaws: [] });
  });
  test("all costs alike end at once, and a long chain of moves needs no deep stack", () => {
    expect(assignAtLeastCostColumns({ rowCount: 500, columnCapacities: new Uint32Array(500).fill(1), pairCosts: new Float64Array(250_000) }).totalCost).toBe(0);
    // each row but the last may go to its own column or the next; the last one pushes them all on
    const rows = [...Array.from({ length: 3000 }, (_, row) => ({ columns: [row, row + 1], costs: [0, 1] })), { columns: [0], costs: [0] }];
    expect(assignAtLeastCost(problemOf(new Array<number>(3001).fill(1), rows)).totalCost).toBe(3000);
  });
});

describe("refuses", () => {
  const good = problemOf([1, 1], [rowOf(1, 2)]);
  const given = (changes: object) => () => assignAtLeastCost({ ...good, ...changes });
  test.each<readonly [title: string, call: () => unknown, issues: readonly string[]]>([
    ["no rows", given({ rows: [] }), ["input.too_small at /rows"]],
    ["no columns", given({ columnCapacities: [], rows: [rowOf()] }), ["input.too_small at /columnCapacities"]],
    ["a cost that is no number", given({ rows: [rowOf(NaN, 2)] }), ["input.invalid_type at /rows/0/costs/0"]],
    ["an infinite cost", given({ rows: [rowOf(1, Infinity)] }), ["input.invalid_type at /rows/0/costs/1"]],
    ["a cost beyond a thousand million million", given({ rows: [rowOf(1, 2e15)] }), ["input.too_big at /rows/0/costs/1"]],
    ["a capacity below zero", given({ columnCapacities: [1, -1] }), ["input.too_small at /columnCapacities/1"]],
    ["half a place", given({ columnCapacities: [1, 0.5] }), ["input.invalid_type at /columnCapacities/1"]],
    ["a column that is not there", given({ rows: [{ columns: [2], costs: [1] }] }), ["assignment-problem.unknown_column at /rows/0/columns/0"]],
    ["a column twice in a row", given({ rows: [{ columns: [1, 1], costs: [1, 2] }] }), ["assignment-problem.duplicate_column at /rows/0/columns/1"]],
    ["costs that do not fit the columns", given({ rows: [{ columns: [1], costs: [1, 2] }] }), ["assignment-problem.unequal_lengths at /rows/0/costs"]],
    ["costs of being left over that do not fit the rows", given({ unassignedRule: { kind: "at-cost", costs: [] } }), ["assignment-problem.unequal_lengths at /unassignedRule/costs"]],
    ["an unknown rule", given({ unassignedRule: { kind: "whatever" } }), ["input.invalid_union at /unassignedRule/kind"]],
    ["typed arrays in JSON", given({ columnCapacities: Uint32Array.of(1, 1) }), ["input.not_json at /columnCapacities"]],
  ])("%s", (_, call, issues) => { expect(issuesOf(call)).toEqual(issues); });
});
