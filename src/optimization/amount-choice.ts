import { check } from "../error/index.js";
import { amountPrices, roundingOf } from "./amount-prices.js";
import { AMOUNT_LIMITS, AmountProblem, type AmountRow } from "./amount-problem.js";
import { gainfulBlocks, isProven, sweeps } from "./amount-sweep.js";

/** Amounts that keep to all rows. */
export interface FoundAmounts {
  /** `optimal` when it is proven that no choice is worth more, and none of equal value comes before it; `not-proven` when the states or the work allowed did not suffice for the proof. */
  readonly status: "optimal" | "not-proven";
  /** Units of each item. */
  readonly amounts: readonly number[];
  /** What they are worth together. */
  readonly value: number;
  /** No choice is worth more than this; the value itself when optimal. */
  readonly bound: number;
  /** What each row comes to. */
  readonly rowUses: readonly number[];
  /** A proof that anybody can add up: at these prices of the rows, each zero or more, no choice is worth more than `bound` (Lagrangian relaxation). It is seldom as sharp as the search. */
  readonly relaxation: { readonly bound: number; readonly prices: readonly number[] };
}

/** No amounts: there are none (`infeasible`, proven), or none was found with the states and the work allowed (`undecided`). */
export interface NoAmounts {
  /** Whether it is proven. */
  readonly status: "infeasible" | "undecided";
}

/** How many units of each item to take, or why that is not known. */
export type AmountChoice = FoundAmounts | NoAmounts;

/** What the bounds of blocks may take of the work, as one part in so many. */
const BLOCK_SHARE = 4;

/** A wish that all units together do not meet. */
const isBeyond = ({ items }: AmountProblem) => ({ kind, bound, uses }: AmountRow): boolean => kind === "at-least" && uses.reduce((sum, use, item) => sum + use * (items[item]?.values.length ?? 0), 0) < bound;

/**
 * How many units of each item to take so that they are worth most together and every row is kept: exact, in whole numbers. What more units are worth may rise or fall in any way.
 * Of choices of equal value one that uses least of the rows under `spares`, in their order; of those the one with more of the first item, then of the second, and so on.
 *
 * All partial choices go from item to item together; one is dropped where another one is no worse in every respect, or where the prices of the rows prove that it cannot reach the best choice known (dynamic programming with bounds: R. Marsten, T. Morin, Mathematical Programming 14, 1978). Where more remain than `stateLimit`, or more were looked at than `workLimit`, those of the highest bounds go on, and the answer says how much better it could be.
 *
 * @throws CoachingError `amount-problem.wrong_uses`, `amount-problem.unknown_row`, `amount-problem.too_many_units`, `amount-problem.too_large`, `input.*`
 * @example
 * ```ts
 * // up to three units each, worth less and less; one unit of the first takes 3 of 7, of the second 2
 * const choice = amountChoice({ items: [{ values: [10, 16, 18] }, { values: [6, 11, 15] }], rows: [{ kind: "at-most", bound: 7, uses: [3, 2] }], spares: [0] });
 * choice.amounts; // => [1, 2]
 * choice.value; // => 21
 * choice.status; // => "optimal"
 * ```
 */
export function amountChoice(problem: AmountProblem): AmountChoice {
  const checked = check(AmountProblem, problem);
  const { rows, stateLimit = AMOUNT_LIMITS.states, workLimit = AMOUNT_LIMITS.work, leastValue = 0 } = checked;
  if (rows.some(isBeyond(checked))) return { status: "infeasible" };
  const prices = amountPrices(checked);
  if (prices.bound + roundingOf(checked, prices) < leastValue) return { status: "infeasible" };
  const blocks = gainfulBlocks(checked, prices, { left: workLimit / BLOCK_SHARE });
  const best = sweeps({ problem: checked, prices, blocks }, { room: stateLimit, work: { left: workLimit } }, leastValue);
  const proven = isProven(best, leastValue);
  const { amounts, value, leftOut } = best;
  if (amounts === null || value < leastValue) return { status: proven ? "infeasible" : "undecided" };
  const rowUses = rows.map(({ uses }) => uses.reduce((sum, use, item) => sum + use * (amounts[item] ?? 0), 0));
  const bound = proven ? value : Math.floor(Math.max(value, Math.min(prices.bound, leftOut)));
  return { status: proven ? "optimal" : "not-proven", amounts, value, bound, rowUses, relaxation: prices };
}
