import * as z from "zod";
import { type Fault, rule } from "../error/index.js";

/** How large a choice of amounts may be. */
export const AMOUNT_LIMITS = {
  /** Items of one problem. */
  items: 200,
  /** Units of all items together. */
  units: 2000,
  /** Rows of one problem. */
  rows: 100,
  /** What the values, and the uses of one row, may come to together, all units taken: sums stay exact. */
  total: 1_000_000_000_000_000,
  /** Partial choices carried from one item to the next. */
  states: 30_000,
  /** Partial choices looked at in one search: some ten seconds. */
  work: 10_000_000,
} as const;

/** Something of which zero units or more are taken. */
export interface AmountItem {
  /** What one unit is worth, two units together, and so on; as many as can be taken. Whole numbers, in any order. */
  readonly values: readonly number[];
}
const Whole = z.int().min(0).max(AMOUNT_LIMITS.total).overwrite((value) => value + 0);
/** Something of which zero units or more are taken. */
export const AmountItem = z.strictObject({ values: z.array(Whole).max(AMOUNT_LIMITS.units).readonly() }).readonly() satisfies z.ZodType<AmountItem>;

/** A bound on what the chosen units use together, or come to together. */
export interface AmountRow {
  /** Whether the sum of uses may not be more, or not be less, than the bound. */
  readonly kind: "at-most" | "at-least";
  /** The bound, a whole number. */
  readonly bound: number;
  /** What one unit of each item uses, in the order of the items; whole numbers. */
  readonly uses: readonly number[];
}
/** A bound on what the chosen units use together. */
export const AmountRow = z.strictObject({ kind: z.enum(["at-most", "at-least"]), bound: Whole, uses: z.array(Whole).max(AMOUNT_LIMITS.items).readonly() }).readonly() satisfies z.ZodType<AmountRow>;

/** How many units of each item to take. */
export interface AmountProblem {
  /** What to choose from. */
  readonly items: readonly AmountItem[];
  /** What holds the choice back. */
  readonly rows: readonly AmountRow[];
  /** Rows of the kind at-most of which, among choices of equal value, least is used: the most important one first. */
  readonly spares: readonly number[];
  /** Most partial choices that are carried from one item to the next; `AMOUNT_LIMITS.states` when absent. */
  readonly stateLimit?: number;
  /** Most partial choices that are looked at; then the search ends on a narrow path. `AMOUNT_LIMITS.work` when absent. */
  readonly workLimit?: number;
  /** What a choice has to be worth at least to be of interest; the higher, the shorter the search. */
  readonly leastValue?: number;
}

const wrongUses: Fault = { code: "amount-problem.wrong_uses", message: "The row has {uses} uses for {items} items.", hint: "Give one use for each item." };
const unknownRow: Fault = { code: "amount-problem.unknown_row", message: "There is no row {row} of the kind at-most.", hint: "Give the place of such a row, counted from 0." };
const tooManyUnits: Fault = { code: "amount-problem.too_many_units", message: "The items have {units} units together; {limit} can be searched.", hint: "Count in larger units." };
const tooLarge: Fault = { code: "amount-problem.too_large", message: "Together that comes to more than {limit}.", hint: "Count in larger units." };

function findTotals({ items, rows }: AmountProblem, report: (place: readonly (string | number)[]) => void): void {
  if (items.reduce((sum, { values }) => sum + Math.max(0, ...values), 0) > AMOUNT_LIMITS.total) report(["items"]);
  rows.forEach(({ uses }, index) => {
    if (uses.reduce((sum, use, item) => sum + use * (items[item]?.values.length ?? 0), 0) > AMOUNT_LIMITS.total) report(["rows", index, "uses"]);
  });
}

/** How many units of each item to take. */
export const AmountProblem = z
  .strictObject({
    items: z.array(AmountItem).max(AMOUNT_LIMITS.items).readonly(),
    rows: z.array(AmountRow).max(AMOUNT_LIMITS.rows).readonly(),
    spares: z.array(z.int().min(0)).max(AMOUNT_LIMITS.rows).readonly(),
    stateLimit: z.exactOptional(z.int().min(1).max(AMOUNT_LIMITS.states)),
    workLimit: z.exactOptional(z.int().min(1).max(AMOUNT_LIMITS.work)),
    leastValue: z.exactOptional(Whole),
  })
  .check(rule((problem: AmountProblem, report) => {
    const { items, rows, spares } = problem;
    rows.forEach(({ uses }, index) => { if (uses.length !== items.length) report(wrongUses, ["rows", index, "uses"], { uses: uses.length, items: items.length }); });
    spares.forEach((row, index) => { if (rows[row]?.kind !== "at-most") report(unknownRow, ["spares", index], { row }); });
    const units = items.reduce((sum, { values }) => sum + values.length, 0);
    if (units > AMOUNT_LIMITS.units) report(tooManyUnits, ["items"], { units, limit: AMOUNT_LIMITS.units });
    findTotals(problem, (path) => { report(tooLarge, path, { limit: AMOUNT_LIMITS.total }); });
  }))
  .readonly() satisfies z.ZodType<AmountProblem>;
