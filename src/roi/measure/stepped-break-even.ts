import * as z from "zod";
import { check, type Fault, repeated, rule } from "../../error/index.js";
import { Money } from "../../money/index.js";
import { isNegative } from "../negative-money.js";
import { BREAK_EVEN_LIMITS } from "./break-even.js";
import { findMixed } from "./cash-flows.js";

/** The net benefit at one value of a driver. */
export interface NetStep {
  /** The driver's value: 12 agents, 3 sessions. */
  readonly value: number;
  /** The net benefit there. */
  readonly netBenefit: Money;
}

/** The net benefit as a function of one driver, in steps or of any other form, given by its values. */
export interface SteppedNet {
  /** At least one, in any order, each value once; at most 10,000. */
  readonly rows: readonly NetStep[];
}

const duplicateValue: Fault = { code: "stepped-break-even.duplicate_value", message: "Two rows have the value {value}; the first is row {first}.", hint: "Keep one." };

/** Schema of a net benefit at one value of a driver. */
export const NetStep = z.strictObject({ value: z.number().overwrite((value) => value + 0), netBenefit: Money }).readonly() satisfies z.ZodType<NetStep>;
/** Schema of a net benefit given by its values. */
export const SteppedNet = z.strictObject({ rows: z.array(NetStep).min(1).max(BREAK_EVEN_LIMITS.rows).readonly() })
  .check(rule(({ rows }: SteppedNet, report) => {
    const firsts = new Map<number, number>();
    rows.forEach(({ value }, index) => { if (!firsts.has(value)) firsts.set(value, index); });
    for (const [index, { value }] of repeated(rows, (row) => String(row.value))) report(duplicateValue, ["rows", index, "value"], { value, first: firsts.get(value) ?? 0 });
    findMixed(rows.map(({ netBenefit }) => netBenefit), (fault, path, params) => { report(fault, ["rows", ...path], params); }, ["netBenefit"]);
  })).readonly() satisfies z.ZodType<SteppedNet>;

/** The smallest value that passes: whose net benefit is zero or more. */
export type SteppedBreakEven =
  | {
    /** The smallest value that passes. */
    readonly estimate: number;
    /** Its net benefit. */
    readonly netBenefit: Money;
    /** The largest value below it, which fails; null when it is the smallest of all. A finer table between the two tells more. */
    readonly lastFailing: number | null;
    /** The smallest value from which on all pass; null where the largest value fails. Larger than `estimate` where the net benefit falls below zero again. */
    readonly lastingFrom: number | null;
  }
  | { readonly estimate: null; readonly reason: "never-passes"; /** How many values were looked at. */ readonly valueCount: number };

/**
 * Break-even where the net benefit has no formula: staffing by whole agents, bulk discounts, curves. The caller works out the net benefit at each value; every value is looked at, so that none that passes is missed where it goes up and down.
 *
 * @throws CoachingError `stepped-break-even.duplicate_value`, `cash-flows.mixed_currencies`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const rows = [[1, "-500"], [2, "-20"], [3, "460"]].map(([value, amount]) => ({ value: Number(value), netBenefit: { amount: String(amount), currency: "EUR" } }));
 * steppedBreakEven({ rows }); // => { estimate: 3, netBenefit: { amount: "460", currency: "EUR" }, lastFailing: 2, lastingFrom: 3 }
 * ```
 */
export function steppedBreakEven(net: SteppedNet): SteppedBreakEven {
  const rows = [...check(SteppedNet, net).rows].sort((one, other) => one.value - other.value);
  const first = rows.findIndex(({ netBenefit }) => !isNegative(netBenefit));
  const row = rows[first];
  if (row === undefined) return { estimate: null, reason: "never-passes", valueCount: rows.length };
  const lasting = rows.findLastIndex(({ netBenefit }) => isNegative(netBenefit)) + 1;
  return { estimate: row.value, netBenefit: row.netBenefit, lastFailing: rows[first - 1]?.value ?? null, lastingFrom: rows[lasting]?.value ?? null };
}
