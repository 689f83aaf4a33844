import type { SignalComparison } from "./trigger-condition.js";

/** Kleene's three values, in an order in which `all` is the least, `any` the greatest and `not` the distance from true. */
export type Truth = 0 | 1 | 2;
/** It does not hold. */
export const FALSE = 0;
/** Nobody can say. */
export const UNKNOWN = 1;
/** It holds. */
export const TRUE = 2;

/** Whether a number lies to its limit as it has to. */
export const meetsLimit = (comparison: SignalComparison, value: number, limit: number): boolean =>
  comparison === "below" ? value < limit : comparison === "at-most" ? value <= limit : comparison === "at-least" ? value >= limit : value > limit;
