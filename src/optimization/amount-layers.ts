import { type AmountPrices, bestGain, signsOf, unitPrice } from "./amount-prices.js";
import type { AmountProblem, AmountRow } from "./amount-problem.js";

/** What is the same for all partial choices that end with one item. */
export interface AmountStage {
  readonly values: readonly number[];
  readonly uses: readonly number[];
  /** Rows that an item up to here uses and a later one too, and those to spare: what else partial choices come to, nobody asks about. */
  readonly carried: readonly number[];
  /** What one unit of use changes in the bound. */
  readonly weights: readonly number[];
  /** What the bound of an empty partial choice would be. */
  readonly rest: number;
  /** The most that later items can add to each row. */
  readonly later: readonly number[];
  /** What later items of the block gain for each room that one row has left; that row has no price then. */
  readonly table: RoomTable | null;
}

interface RoomTable {
  readonly row: number;
  readonly gains: Float64Array;
}

/** Rooms of a row up to which gains are listed for each. */
const largestRoom = 5000;

/** The row of a block whose price is worth most, small enough to list its rooms. */
function tableRow({ rows, spares }: AmountProblem, prices: readonly number[], lastItems: readonly number[], { from, to }: AmountBlock): number {
  const fit = [...rows.keys()].filter((row) => rows[row]?.kind === "at-most" && !spares.includes(row) && rows[row].bound <= largestRoom && (lastItems[row] ?? -1) >= from && (lastItems[row] ?? -1) < to);
  const worth = (row: number): number => (prices[row] ?? 0) * (rows[row]?.bound ?? 0);
  return fit.toSorted((one, other) => worth(other) - worth(one))[0] ?? -1;
}

/** The gains with one item more: the knapsack of whole units by dynamic programming. */
function widened(gains: Float64Array, values: readonly number[], price: number, use: number): Float64Array {
  return gains.map((own, room) => {
    let best = own;
    for (let amount = 1; amount <= values.length && amount * use <= room; amount += 1) best = Math.max(best, (values[amount - 1] ?? 0) - amount * price + (gains[room - amount * use] ?? 0));
    return best;
  });
}

/** Items from one place to before another that share no row with the others, but those to spare; and a bound on what they gain at the prices of these. */
export interface AmountBlock {
  readonly from: number;
  readonly to: number;
  readonly gain: number;
}

/** Each item's stage, in order. A closed row's price is left out: what it has left over earns nothing any more. Of later blocks the gain is known better than by prices. */
export function amountStages(problem: AmountProblem, { prices }: AmountPrices, blocks: readonly AmountBlock[]): readonly AmountStage[] {
  const { items, rows, spares } = problem;
  const signs = signsOf(problem);
  const isUsing = (use: number, item: number): boolean => use > 0 && (items[item]?.values.length ?? 0) > 0;
  const firstItems = rows.map(({ uses }) => uses.findIndex(isUsing));
  const lastItems = rows.map(({ uses }) => uses.findLastIndex(isUsing));
  let later = rows.map(() => 0);
  const stages: AmountStage[] = [];
  let afterBlocks = 0;
  for (const { from, to, gain } of blocks.toReversed()) {
    let gains = 0;
    const listed = tableRow(problem, prices, lastItems, { from, to, gain });
    const unlisted = prices.map((price, row) => (row === listed ? 0 : price));
    let roomGains: Float64Array | null = listed === -1 ? null : new Float64Array((rows[listed]?.bound ?? 0) + 1);
    for (let item = to - 1; item >= from; item -= 1) {
      const { values } = items[item] ?? { values: [] };
      const carried = [...rows.keys()].filter((row) => spares.includes(row) || ((firstItems[row] ?? 0) <= item && (lastItems[row] ?? 0) > item));
      const weights = rows.map((_, row) => ((lastItems[row] ?? 0) > item && (spares.includes(row) || (lastItems[row] ?? 0) < to) ? -(signs[row] ?? 0) * (unlisted[row] ?? 0) : 0));
      // An item without units asks for no row.
      const uses = rows.map((row) => (values.length === 0 ? 0 : row.uses[item] ?? 0));
      stages.unshift({ values, uses, weights, carried, rest: afterBlocks + gains - rows.reduce((sum, { bound }, row) => sum + (weights[row] ?? 0) * bound, 0), later, table: roomGains === null ? null : { row: listed, gains: roomGains } });
      const price = unitPrice(problem, signs, unlisted, item);
      if (roomGains === null) gains += bestGain(values, price);
      else roomGains = widened(roomGains, values, price, uses[listed] ?? 0);
      later = later.map((own, row) => own + (uses[row] ?? 0) * values.length);
    }
    afterBlocks += gain;
  }
  return stages;
}

/** Partial choices, in the order of preference: those with more of earlier items first. */
export interface AmountStates {
  readonly count: number;
  readonly values: Float64Array;
  readonly bounds: Float64Array;
  /** Rows whose uses are carried along. */
  readonly carried: readonly number[];
  /** Uses of these rows, state after state. */
  readonly uses: Float64Array;
  readonly parents: Int32Array;
  readonly amounts: Uint16Array;
}

/** Room for states; it doubles when it is full. */
function statesOf(capacity: number, carried: readonly number[], from?: AmountStates): AmountStates {
  const states = { count: 0, carried, values: new Float64Array(capacity), bounds: new Float64Array(capacity), uses: new Float64Array(capacity * carried.length), parents: new Int32Array(capacity), amounts: new Uint16Array(capacity) };
  if (from === undefined) return states;
  states.values.set(from.values);
  states.bounds.set(from.bounds);
  states.uses.set(from.uses);
  states.parents.set(from.parents);
  states.amounts.set(from.amounts);
  return states;
}

/** Nothing chosen yet. */
export const emptyChoice = (): AmountStates => ({ ...statesOf(1, []), count: 1 });

/** These states alone, in this order. */
export function statesAt(states: AmountStates, kept: readonly number[]): AmountStates {
  const chosen = statesOf(kept.length, states.carried);
  const width = states.carried.length;
  kept.forEach((from, to) => {
    chosen.values[to] = states.values[from] ?? 0;
    chosen.bounds[to] = states.bounds[from] ?? 0;
    chosen.parents[to] = states.parents[from] ?? 0;
    chosen.amounts[to] = states.amounts[from] ?? 0;
    for (let at = 0; at < width; at += 1) chosen.uses[to * width + at] = states.uses[from * width + at] ?? 0;
  });
  return { ...chosen, count: kept.length };
}

/** What a row comes to with more units, or null when that cannot be kept; what goes beyond a wish is the same as the wish. */
function roomFor({ kind, bound }: AmountRow, use: number, later: number): number | null {
  if (kind === "at-most") return use > bound ? null : use;
  return use + later < bound ? null : Math.min(use, bound);
}

/** Every state with every amount of the next item that can still become a choice worth `least`. */
export function extendedStates(problem: AmountProblem, states: AmountStates, stage: AmountStage, least: number): AmountStates {
  const { rows } = problem;
  const { table, carried } = stage;
  const touched = [...rows.keys()].filter((row) => (stage.uses[row] ?? 0) > 0);
  const untouched = states.carried.filter((row) => !touched.includes(row) && stage.weights[row] !== 0);
  const [current, next] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let [out, count] = [statesOf(1024, carried), 0];
  /** What the touched rows add to the bound; null when one of them cannot be kept. */
  const touchedBound = (amount: number): number | null => {
    let bound = table === null ? 0 : table.gains[(rows[table.row]?.bound ?? 0) - (current[table.row] ?? 0) - amount * (stage.uses[table.row] ?? 0)] ?? 0;
    for (const row of touched) {
      const use = roomFor(rows[row] as AmountRow, (current[row] ?? 0) + amount * (stage.uses[row] ?? 0), stage.later[row] ?? 0);
      if (use === null) return null;
      next[row] = use;
      bound += (stage.weights[row] ?? 0) * use;
    }
    return bound;
  };
  const add = (state: number, amount: number, value: number, bound: number): void => {
    if (count === out.values.length) out = statesOf(2 * count, carried, out);
    out.values[count] = value;
    out.bounds[count] = bound;
    out.parents[count] = state;
    out.amounts[count] = amount;
    for (let at = 0; at < carried.length; at += 1) out.uses[count * carried.length + at] = next[carried[at] ?? 0] ?? 0;
    count += 1;
  };
  for (let state = 0; state < states.count; state += 1) {
    states.carried.forEach((row, at) => { next[row] = current[row] = states.uses[state * states.carried.length + at] ?? 0; });
    const own = untouched.reduce((sum, row) => sum + (stage.weights[row] ?? 0) * (current[row] ?? 0), stage.rest);
    for (let amount = stage.values.length; amount >= 0; amount -= 1) {
      const value = (states.values[state] ?? 0) + (amount === 0 ? 0 : stage.values[amount - 1] ?? 0);
      const more = touchedBound(amount);
      if (more !== null && value + own + more >= least) add(state, amount, value, value + own + more);
    }
  }
  return { ...out, count };
}
