import { type AmountStates, statesAt } from "./amount-layers.js";
import type { AmountProblem } from "./amount-problem.js";

/** A step of the stairs: who reaches this far into the second axis has this value at least. */
interface Stair {
  readonly use: number;
  readonly value: number;
}

/** The last stair that does not lie beyond this use, or −1. */
function stairBelow(stairs: readonly Stair[], use: number): number {
  let [low, high] = [0, stairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stairs[middle]?.use ?? 0) <= use) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Puts a state on the stairs unless one there uses no more and is worth no less. */
function takesStair(stairs: Stair[], own: Stair): boolean {
  const below = stairBelow(stairs, own.use);
  if (below >= 0 && (stairs[below]?.value ?? 0) >= own.value) return false;
  let end = below + 1;
  while (end < stairs.length && (stairs[end]?.value ?? 0) <= own.value) end += 1;
  const isSame = below >= 0 && stairs[below]?.use === own.use;
  stairs.splice(isSame ? below : below + 1, end - (isSame ? below : below + 1), own);
  return true;
}

/**
 * The states that no other one makes needless. One does where it agrees in every row but the first two to spare, uses no more of these and is worth no less: whatever completes the one completes the other, which then comes first in value, in thrift or, all alike, in order.
 */
export function frontierOf(problem: AmountProblem, states: AmountStates): AmountStates {
  const { uses, values, carried } = states;
  const width = carried.length;
  const axes = [...new Set(problem.spares)].slice(0, 2);
  const order = [...carried.filter((row) => !axes.includes(row)), ...axes].map((row) => carried.indexOf(row));
  const groupEnd = order.length - axes.length;
  const firstDifference = (one: number, other: number): number => {
    for (let at = 0; at < order.length; at += 1) {
      const place = order[at] ?? 0;
      if (uses[one * width + place] !== uses[other * width + place]) return at;
    }
    return -1;
  };
  const places = Array.from({ length: states.count }, (_, place) => place).sort((one, other) => {
    const at = order[firstDifference(one, other)];
    return at === undefined ? (values[other] ?? 0) - (values[one] ?? 0) || one - other : (uses[one * width + at] ?? 0) - (uses[other * width + at] ?? 0);
  });
  const kept: number[] = [];
  let stairs: Stair[] = [];
  let previous = -1;
  for (const place of places) {
    const at = previous === -1 ? -1 : firstDifference(previous, place);
    if (at !== -1 && at < groupEnd) stairs = [];
    previous = place;
    const second = order[groupEnd + 1];
    if (takesStair(stairs, { use: second === undefined ? 0 : uses[place * width + second] ?? 0, value: values[place] ?? 0 })) kept.push(place);
  }
  return statesAt(states, kept.sort((one, other) => one - other));
}

/** The states of highest bounds, as many as there is room for, and the highest bound of those left out. */
export function widestStates(states: AmountStates, room: number): { readonly states: AmountStates; readonly leftOut: number } {
  if (states.count <= room) return { states, leftOut: -Infinity };
  const places = Array.from({ length: states.count }, (_, place) => place).sort((one, other) => (states.bounds[other] ?? 0) - (states.bounds[one] ?? 0) || one - other);
  return { states: statesAt(states, places.slice(0, room).sort((one, other) => one - other)), leftOut: states.bounds[places[room] ?? 0] ?? 0 };
}
