import { frontierOf, widestStates } from "./amount-frontier.js";
import { type AmountBlock, amountStages, type AmountStates, emptyChoice, extendedStates } from "./amount-layers.js";
import { type AmountPrices, roundingOf } from "./amount-prices.js";
import type { AmountProblem } from "./amount-problem.js";

/** What one sweep found. */
export interface Sweep {
  readonly amounts: readonly number[] | null;
  readonly value: number;
  /** The highest bound of a state that was left out for want of room. */
  readonly leftOut: number;
}

function backwards(layers: readonly AmountStates[], state: number): readonly number[] {
  const amounts: number[] = [];
  for (let [layer, at] = [layers.length - 1, state]; layer >= 0; layer -= 1) {
    amounts.unshift(layers[layer]?.amounts[at] ?? 0);
    at = layers[layer]?.parents[at] ?? 0;
  }
  return amounts;
}

/** The first of the most valuable states that uses least of the rows to spare. */
function bestState(problem: AmountProblem, { count, values, uses, carried }: AmountStates): number {
  const width = carried.length;
  const places = problem.spares.map((row) => carried.indexOf(row));
  const isBefore = (one: number, other: number): boolean => {
    if (values[one] !== values[other]) return (values[one] ?? 0) > (values[other] ?? 0);
    const at = places.find((place) => uses[one * width + place] !== uses[other * width + place]);
    return at !== undefined && (uses[one * width + at] ?? 0) < (uses[other * width + at] ?? 0);
  };
  let best = 0;
  for (let state = 1; state < count; state += 1) if (isBefore(state, best)) best = state;
  return best;
}

/** A problem with what is known of it. */
interface PricedProblem {
  readonly problem: AmountProblem;
  readonly prices: AmountPrices;
  readonly blocks: readonly AmountBlock[];
}

/** Narrow sweeps find good choices, which make the wide one short. */
const narrowRoom = 200;
const rooms = [narrowRoom, 2000];

/** Partial choices that may still be looked at. */
export interface Work { left: number }

/** How wide a sweep may be, and how long it may stay so. */
interface Effort { readonly room: number; readonly work: Work }

/** Goes through the items once, all partial choices at a time; once the work is done, on a narrow path. `least`: what a choice has to be worth to be of interest. */
function sweep({ problem, prices, blocks }: PricedProblem, { room, work }: Effort, least: number): Sweep {
  const margin = roundingOf(problem, prices);
  const layers: AmountStates[] = [];
  let states = emptyChoice();
  let leftOut = -Infinity;
  const narrowed = (wide: AmountStates, most: number): AmountStates => {
    const narrow = widestStates(wide, most);
    leftOut = Math.max(leftOut, narrow.leftOut);
    return narrow.states;
  };
  for (const stage of amountStages(problem, prices, blocks)) {
    const extended = extendedStates(problem, states, stage, least - margin);
    work.left -= extended.count;
    const most = work.left > 0 ? room : Math.min(room, narrowRoom);
    states = narrowed(frontierOf(problem, narrowed(extended, 8 * most)), most);
    layers.push({ ...states, uses: new Float64Array(0) });
  }
  if (states.count === 0) return { amounts: null, value: -Infinity, leftOut: leftOut + margin };
  const best = bestState(problem, states);
  return { amounts: backwards(layers, best), value: states.values[best] ?? 0, leftOut: leftOut + margin };
}

/** Sweeps that get wider until the best choice is proven: nothing as good was left out. */
export function sweeps(priced: PricedProblem, { room: limit, work }: Effort, least: number): Sweep {
  let best: Sweep = { amounts: null, value: -Infinity, leftOut: Infinity };
  for (const room of [...rooms.filter((narrow) => narrow < limit), limit]) {
    const next = sweep(priced, { room, work }, Math.max(best.value, least));
    const leftOut = Math.min(best.leftOut, next.leftOut);
    best = { ...(next.value >= best.value ? next : best), leftOut };
    if (isProven(best, least) || work.left <= 0) break;
  }
  return best;
}

/** Whether nothing that was left out could be as good. */
export const isProven = ({ value, leftOut }: Sweep, least: number): boolean => leftOut === -Infinity || leftOut < Math.max(value, least);

/** Room for the states of one block: its bound need not be the sharpest. */
const blockRoom = 2000;

/** The items without what only they share: as if each unit cost what the rows to spare are worth. */
function blockProblem({ items, rows, spares }: AmountProblem, { prices }: AmountPrices, from: number, to: number): PricedProblem {
  const own = [...rows.keys()].filter((row) => !spares.includes(row) && rows[row]?.uses.some((use, item) => use > 0 && item >= from && item < to));
  const priceOf = (item: number): number => spares.reduce((sum, row) => sum + (prices[row] ?? 0) * (rows[row]?.uses[item] ?? 0), 0);
  const problem: AmountProblem = {
    items: items.slice(from, to).map(({ values }, index) => ({ values: values.map((value, unit) => value - (unit + 1) * priceOf(from + index)) })),
    rows: own.map((row) => { const { kind, bound, uses } = rows[row] as AmountProblem["rows"][number]; return { kind, bound, uses: uses.slice(from, to) }; }),
    spares: [],
  };
  return { problem, prices: { bound: 0, prices: own.map((row) => prices[row] ?? 0) }, blocks: [{ from: 0, to: to - from, gain: 0 }] };
}

/** The blocks of a problem. What a block gains is found by going through its own items: that is sharper than prices for its own rows, which cut whole units. The first block's gain is never asked for. */
export function gainfulBlocks(problem: AmountProblem, prices: AmountPrices, work: Work): readonly AmountBlock[] {
  const { items, rows } = problem;
  const spared = new Set(problem.spares);
  const spans = rows.filter((_, row) => !spared.has(row)).map(({ uses }) => [uses.findIndex((use) => use > 0), uses.findLastIndex((use) => use > 0)] as const);
  const starts = [...items.keys()].filter((item) => spans.every(([first, last]) => !(first < item && item <= last)));
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? items.length;
    if (index === 0) return { from, to, gain: 0 };
    const { value, leftOut } = sweeps(blockProblem({ ...problem, spares: [...spared] }, prices, from, to), { room: blockRoom, work }, -Infinity);
    return { from, to, gain: Math.max(value, leftOut) };
  });
}
