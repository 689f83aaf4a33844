import type { PlacementModel } from "../placement/placement-model.js";
import type { StepCost } from "./interval-impact.js";
import { type Booking, cellsOf } from "./standing-plan.js";

/** A session that leaves a place, and the place to which it goes; `null` where it is given back. */
export interface Departure {
  readonly from: Booking;
  readonly to: Booking | null;
}
/** When it is its turn, and what that saves. */
export interface Turn {
  readonly departure: Departure;
  readonly savedLoss: number;
}

/** What a departure changes, cell by cell. */
function changesOf(model: PlacementModel, { from, to }: Departure): readonly (readonly [cell: number, by: number])[] {
  const changes = new Map<number, number>();
  for (const [cell, amount] of cellsOf(model, from)) changes.set(cell, -amount);
  for (const [cell, amount] of to === null ? [] : cellsOf(model, to)) changes.set(cell, (changes.get(cell) ?? 0) + amount);
  return [...changes].filter(([, by]) => by !== 0);
}

/** Departures in the order in which each saves most when those before it are done; of equal ones the first given. */
export function inOrderOfSaving(model: PlacementModel, departures: readonly Departure[], { load, costOf }: { readonly load: Float64Array; readonly costOf: StepCost }): readonly Turn[] {
  const now = load.slice();
  const waiting = departures.map((departure) => ({ departure, changes: changesOf(model, departure) }));
  const turns: Turn[] = [];
  const savedBy = (changes: readonly (readonly [number, number])[]): number => changes.reduce((sum, [cell, by]) => sum + costOf(cell, now[cell] ?? 0) - costOf(cell, (now[cell] ?? 0) + by), 0);
  while (waiting.length > 0) {
    const saved = waiting.map(({ changes }) => savedBy(changes));
    const savedLoss = saved.reduce((most, amount) => Math.max(most, amount), -Infinity);
    for (const { departure, changes } of waiting.splice(saved.indexOf(savedLoss), 1)) {
      for (const [cell, by] of changes) now[cell] = (now[cell] ?? 0) + by;
      turns.push({ departure, savedLoss });
    }
  }
  return turns;
}
