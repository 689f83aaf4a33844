import { AMOUNT_LIMITS, amountChoice, type AmountItem, type AmountProblem, type AmountRow, type FoundAmounts } from "coachkit/optimization";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const atMost = (bound: number, ...uses: readonly number[]): AmountRow => ({ kind: "at-most", bound, uses });
const atLeast = (bound: number, ...uses: readonly number[]): AmountRow => ({ kind: "at-least", bound, uses });
const item = (...values: readonly number[]): AmountItem => ({ values });
const worth = ({ items }: AmountProblem, amounts: readonly number[]): number => amounts.reduce((sum, amount, index) => sum + (amount === 0 ? 0 : items[index]!.values[amount - 1]!), 0);
const useOf = ({ uses }: AmountRow, amounts: readonly number[]): number => uses.reduce((sum, use, index) => sum + use * amounts[index]!, 0);
const keeps = ({ rows }: AmountProblem, amounts: readonly number[]): boolean => rows.every((row) => (row.kind === "at-most" ? useOf(row, amounts) <= row.bound : useOf(row, amounts) >= row.bound));

/** Every choice, one after the other, the preferred one last said. */
function plainAmounts(problem: AmountProblem): readonly number[] | null {
  let best: readonly number[] | null = null;
  const rank = (amounts: readonly number[]): readonly number[] => [worth(problem, amounts), ...problem.spares.map((row) => -useOf(problem.rows[row]!, amounts)), ...amounts];
  const isBefore = (one: readonly number[], other: readonly number[]): boolean => { const at = one.findIndex((own, index) => own !== other[index]); return at !== -1 && one[at]! > other[at]!; };
  const visit = (amounts: readonly number[]): void => {
    const next = problem.items[amounts.length];
    if (next !== undefined) { for (let amount = 0; amount <= next.values.length; amount += 1) visit([...amounts, amount]); return; }
    if (keeps(problem, amounts) && (best === null || isBefore(rank(amounts), rank(best)))) best = amounts;
  };
  visit([]);
  return best;
}

/** The bound that the prices prove, added up by the book. */
const bookBound = ({ items, rows }: AmountProblem, prices: readonly number[]): number => {
  const sign = (row: AmountRow): number => (row.kind === "at-most" ? 1 : -1);
  return rows.reduce((sum, row, index) => sum + sign(row) * row.bound * prices[index]!, 0)
    + items.reduce((sum, { values }, at) => sum + Math.max(0, ...values.map((value, index) => value - (index + 1) * rows.reduce((price, row, of) => price + sign(row) * prices[of]! * row.uses[at]!, 0))), 0);
};

test("takes the amounts of most value that keep to every row", () => {
  expect(amountChoice({ items: [item(10, 16, 18), item(6, 11, 15)], rows: [atMost(7, 3, 2)], spares: [0] })).toMatchObject({ status: "optimal", amounts: [1, 2], value: 21, bound: 21, rowUses: [7] });
});

describe("small problems that a reader can check", () => {
  const cases: readonly (readonly [string, AmountProblem, readonly number[]])[] = [
    ["no items", { items: [], rows: [], spares: [] }, []],
    ["an item without units after the last one that a wish asks about", { items: [item(7, 12), item()], rows: [atLeast(1, 2, 1)], spares: [] }, [2, 0]],
    ["an item that has no units", { items: [item(), item(1)], rows: [], spares: [] }, [0, 1]],
    ["no rows: as much as there is", { items: [item(1, 2), item(3)], rows: [], spares: [] }, [2, 1]],
    ["no room", { items: [item(1, 2), item(3)], rows: [atMost(0, 1, 1)], spares: [] }, [0, 0]],
    ["a wish that costs value", { items: [item(9, 18), item(1, 2)], rows: [atMost(2, 1, 1), atLeast(1, 0, 1)], spares: [] }, [1, 1]],
    ["values that rise late: two at once or none", { items: [item(0, 10), item(3)], rows: [atMost(2, 1, 1)], spares: [] }, [2, 0]],
    ["of equal value the one that spares more", { items: [item(5), item(5)], rows: [atMost(1, 1, 1), atMost(9, 4, 3)], spares: [1] }, [0, 1]],
    ["of several to spare the first goes before", { items: [item(5), item(5)], rows: [atMost(9, 1, 2), atMost(9, 9, 1), atMost(1, 1, 1)], spares: [0, 1] }, [1, 0]],
    ["all alike: more of the earlier item", { items: [item(5), item(5), item(5)], rows: [atMost(2, 1, 1, 1)], spares: [0] }, [1, 1, 0]],
    ["what is worth nothing is left out where it uses what is spared, and taken where it is free", { items: [item(0), item(0)], rows: [atMost(9, 1, 0)], spares: [0] }, [0, 1]],
  ];
  test.each(cases)("%s", (_, problem, amounts) => { expect(amountChoice(problem)).toMatchObject({ status: "optimal", amounts, value: worth(problem, amounts) }); });
  test.each<readonly [string, AmountProblem]>([
    ["a wish beyond all units", { items: [item(1)], rows: [atLeast(2, 1)], spares: [] }],
    ["a wish of no item", { items: [], rows: [atLeast(1)], spares: [] }],
    ["two rows that exclude each other", { items: [item(1, 2)], rows: [atLeast(2, 1), atMost(3, 2)], spares: [] }],
  ])("%s is infeasible", (_, problem) => { expect(amountChoice(problem)).toEqual({ status: "infeasible" }); });
});

/** Few units, so that every choice can be tried, and few values, so that many are equal. */
const problems = fc.integer({ min: 1, max: 5 }).chain((count) => fc.record({
  items: fc.array(fc.record({ values: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }) }), { minLength: count, maxLength: count }),
  rows: fc.array(fc.record({ kind: fc.constantFrom("at-most" as const, "at-least" as const), bound: fc.integer({ min: 0, max: 14 }), uses: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: count, maxLength: count }) }), { minLength: 1, maxLength: 4 }),
  spares: fc.constant<number[]>([]),
}));
const spared = problems.map((problem): AmountProblem => ({ ...problem, spares: [...problem.rows.keys()].filter((row) => problem.rows[row]!.kind === "at-most") }));

describe("laws", () => {
  test("agrees with trying every choice, ties included", () => {
    let feasible = 0;
    fc.assert(fc.property(fc.oneof(problems, spared), (problem) => {
      const plain = plainAmounts(problem);
      const choice = amountChoice(problem);
      if (plain === null) expect(choice).toEqual({ status: "infeasible" });
      else expect(choice).toMatchObject({ status: "optimal", amounts: plain });
      feasible += plain === null ? 0 : 1;
    }), { numRuns: 1500 });
    expect(feasible).toBeGreaterThan(100);
  });

  test("with room for few states it keeps to all rows, and its bound holds", () => {
    const told = new Set<string>();
    fc.assert(fc.property(spared, fc.integer({ min: 1, max: 3 }), (problem, stateLimit) => {
      const plain = plainAmounts(problem);
      const choice = amountChoice({ ...problem, stateLimit });
      told.add(choice.status);
      if (choice.status === "infeasible") expect(plain).toBeNull();
      if (!("amounts" in choice)) return;
      expect(keeps(problem, choice.amounts)).toBe(true);
      expect(choice.value).toBe(worth(problem, choice.amounts));
      expect(choice.bound).toBeGreaterThanOrEqual(worth(problem, plain!));
      if (choice.status === "optimal") expect(choice.amounts).toEqual(plain);
    }), { numRuns: 1500 });
    expect([...told].sort()).toEqual(["infeasible", "not-proven", "optimal", "undecided"]);
  });

  test("with little work allowed it keeps to all rows, and its bound holds", () => {
    const random = (seed: number): number => (seed * 7919 + 104_729) % 997;
    // everything is worth half of what it costs, which leaves bounds nothing to tell apart
    const items = Array.from({ length: 24 }, (_, item) => ({ values: [2 * random(item) + 101] }));
    const problem: AmountProblem = { items, rows: [{ kind: "at-most", bound: 12_001, uses: items.map(({ values }) => 2 * (values[0] ?? 0)) }, { kind: "at-most", bound: 3001, uses: items.map((_, item) => random(item * item + 7)) }], spares: [0] };
    const [whole, hasty] = [amountChoice(problem), amountChoice({ ...problem, workLimit: 1 })];
    if (!("amounts" in whole) || !("amounts" in hasty)) throw new Error("some choice keeps to the rows");
    expect([whole.status, hasty.status]).toEqual(["optimal", "not-proven"]);
    expect(keeps(problem, hasty.amounts)).toBe(true);
    expect(hasty.value).toBeLessThanOrEqual(whole.value);
    expect(hasty.bound).toBeGreaterThanOrEqual(whole.value);
  });

  test("what is asked for at least is found or proven not to be there, however large the values are", () => {
    fc.assert(fc.property(spared, fc.constantFrom(1, 10_000_000_000), (problem, times) => {
      const large: AmountProblem = { ...problem, items: problem.items.map(({ values }) => ({ values: values.map((value) => value * times) })) };
      const plain = plainAmounts(large);
      if (plain === null) return;
      expect(amountChoice({ ...large, leastValue: worth(large, plain) })).toMatchObject({ status: "optimal", amounts: plain });
      expect(amountChoice({ ...large, leastValue: worth(large, plain) + 1 })).toEqual({ status: "infeasible" });
    }), { numRuns: 500 });
  });

  test("the prices are a proof: whoever adds them up finds a bound on every choice", () => {
    fc.assert(fc.property(spared, (problem) => {
      const choice = amountChoice(problem);
      if (!("amounts" in choice)) return;
      expect(choice.relaxation.prices.every((price) => price >= 0)).toBe(true);
      expect(choice.relaxation.bound).toBeCloseTo(bookBound(problem, choice.relaxation.prices), 6);
      expect(choice.relaxation.bound).toBeGreaterThan(choice.value - 1e-6);
    }));
  });
});

test("the prices of a linear program by the book are found: 3x + 2y, x + y ≤ 4, x + 3y ≤ 6, x ≤ 3", () => {
  // The maximum is 11 at x = 3, y = 1; a unit of the first row is worth 2, of the second nothing (V. Chvátal's textbook program).
  const { relaxation } = amountChoice({ items: [item(3, 6, 9), item(2, 4, 6, 8)], rows: [atMost(4, 1, 1), atMost(6, 1, 3)], spares: [] }) as FoundAmounts;
  expect(relaxation.bound).toBeCloseTo(11, 9);
  expect(relaxation.prices[0]).toBeCloseTo(2, 9);
});

test("thirty items of 24 units under twenty rows are solved to the end", () => {
  const state = { at: 7919 };
  const draw = (most: number): number => { state.at = (Math.imul(state.at, 1_664_525) + 1_013_904_223) >>> 0; return Math.floor((state.at / 2 ** 32) * (most + 1)); };
  const items = Array.from({ length: 30 }, () => { const [first, fall, weight] = [20 + draw(80), 0.85 + draw(10) / 100, 10 + draw(90)]; let total = 0; return { values: Array.from({ length: 24 }, (_, unit) => (total += Math.round(first * fall ** unit) * weight)) }; });
  const rows: AmountRow[] = [atMost(120_000, ...items.map(() => 50 * (1 + draw(20)))), atMost(60_000, ...items.map((_, at) => (at % 5 < 2 ? 15 * (1 + draw(60)) : 0)))];
  for (let group = 0; group < 6; group += 1) {
    const own = (use: (at: number) => number): readonly number[] => items.map((_, at) => (Math.floor(at / 5) === group ? use(at % 5) : 0));
    rows.push(atMost(720, ...own((at) => [60, 90, 15, 45, 5][at]!)), atLeast(4, ...own(() => 1)), atLeast(2, ...own((at) => (at < 2 ? 1 : 0))));
  }
  const choice = amountChoice({ items, rows, spares: [0, 1] });
  expect(choice.status).toBe("optimal");
  expect(keeps({ items, rows, spares: [] }, (choice as FoundAmounts).amounts)).toBe(true);
});

describe("what cannot be answered is refused", () => {
  const problem: AmountProblem = { items: [item(1), item(2)], rows: [atMost(3, 1, 1)], spares: [0] };
  const cases: readonly (readonly [string, AmountProblem, string, readonly (string | number)[]])[] = [
    ["a use too few", { ...problem, rows: [atMost(3, 1)] }, "amount-problem.wrong_uses", ["rows", 0, "uses"]],
    ["a use too many", { ...problem, rows: [atMost(3, 1, 1, 1)] }, "amount-problem.wrong_uses", ["rows", 0, "uses"]],
    ["a row to spare that there is not", { ...problem, spares: [1] }, "amount-problem.unknown_row", ["spares", 0]],
    ["a wish, of which nothing can be spared", { ...problem, rows: [atLeast(1, 1, 1)] }, "amount-problem.unknown_row", ["spares", 0]],
    ["values that come to more than a sum holds", { ...problem, items: [item(AMOUNT_LIMITS.total), item(1)] }, "amount-problem.too_large", ["items"]],
    ["uses that come to more than a sum holds", { ...problem, rows: [atMost(3, AMOUNT_LIMITS.total, 1)] }, "amount-problem.too_large", ["rows", 0, "uses"]],
    ["a value below zero", { ...problem, items: [item(-1), item(1)] }, "input.too_small", ["items", 0, "values", 0]],
    ["half a unit", { ...problem, rows: [atMost(0.5, 1, 1)] }, "input.invalid_type", ["rows", 0, "bound"]],
    ["no number", { ...problem, rows: [atMost(Number.NaN, 1, 1)] }, "input.invalid_type", ["rows", 0, "bound"]],
    ["a bound beyond the largest total", { ...problem, rows: [atMost(AMOUNT_LIMITS.total + 1, 1, 1)] }, "input.too_big", ["rows", 0, "bound"]],
    ["more states than the limit", { ...problem, stateLimit: AMOUNT_LIMITS.states + 1 }, "input.too_big", ["stateLimit"]],
    ["more items than the limit", { items: Array.from({ length: AMOUNT_LIMITS.items + 1 }, () => item()), rows: [], spares: [] }, "input.too_big", ["items"]],
    ["more rows than the limit", { items: [], rows: Array.from({ length: AMOUNT_LIMITS.rows + 1 }, () => atMost(1)), spares: [] }, "input.too_big", ["rows"]],
  ];
  test.each(cases)("%s", (_, input, code, path) => { refuses(() => amountChoice(input), { code, path }); });
  test("more units than the limit, and not the limit itself", () => {
    const units = (count: number): AmountProblem => ({ items: [{ values: Array.from({ length: count }, (_, unit) => unit) }], rows: [atMost(5, 1)], spares: [] });
    refuses(() => amountChoice({ ...units(AMOUNT_LIMITS.units), items: [...units(AMOUNT_LIMITS.units).items, item(1)], rows: [atMost(5, 1, 1)] }), { code: "amount-problem.too_many_units", path: ["items"] });
    expect(amountChoice(units(AMOUNT_LIMITS.units))).toMatchObject({ amounts: [5] });
  });
});
