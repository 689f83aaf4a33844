import { toDecimalText } from "../../money/index.js";
import { discountFactors, type ExactAmount, exactOf, growthOf, productOf, within } from "../../roi/internal.js";
import type { Id } from "../../unit/index.js";
import type { ScenarioTerm } from "../scenario.js";

/** What a term comes to at one point, in decimals. */
export interface ExactTerm {
  /** In each of its months. */
  readonly monthly: ExactAmount;
  /** In all of them. */
  readonly total: ExactAmount;
  /** All of them, discounted. */
  readonly present: ExactAmount;
}

/** A number as the decimal that it is printed as, so that a product can be redone by hand. */
const exactNumber = (value: number): ExactAmount => exactOf(toDecimalText(value));
/** An exact amount over no months. */
export const NOTHING: ExactTerm = { monthly: 0n, total: 0n, present: 0n };

/** For each month m the sum of the discount factors of months 0 to m − 1: the worth today of one unit a month is a difference of two of them. */
export function discountedMonths(annualDiscountRatio: number, months: number): readonly ExactAmount[] {
  const sums: ExactAmount[] = [0n];
  for (const factor of discountFactors(growthOf({ annualRatio: annualDiscountRatio, periodsPerYear: 12 }), months)) sums.push((sums.at(-1) ?? 0n) + factor);
  return sums;
}
/** What one unit a month, from the first to the last month of a term, is worth today. */
export const worthOfMonths = (sums: readonly ExactAmount[], { fromMonth, toMonth }: Pick<ScenarioTerm, "fromMonth" | "toMonth">): ExactAmount => (sums[toMonth + 1] ?? 0n) - (sums[fromMonth] ?? 0n);

/** A term where each of its factors has one value: amount × factors, × months, × their worth today. */
export function exactTerm(term: ScenarioTerm, valueOf: (id: Id) => number, sums: readonly ExactAmount[]): ExactTerm {
  const monthly = within(term.driverIds.reduce((product, id) => within(productOf(product, exactNumber(valueOf(id)))), exactOf(term.money.amount)));
  return { monthly, total: within(monthly * BigInt(term.toMonth - term.fromMonth + 1)), present: within(productOf(monthly, worthOfMonths(sums, term))) };
}
