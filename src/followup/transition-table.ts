import { addMonths } from "../time/index.js";
import type { Id, Instant } from "../unit/index.js";
import type { FollowupPolicy, FollowupTransition } from "./followup-policy.js";
import { STATE_BEFORE } from "./policy-faults.js";

/** A policy, ready to be asked often. */
export interface TransitionTable {
  /** By state, then by kind of event. */
  readonly rows: ReadonlyMap<Id, ReadonlyMap<Id, FollowupTransition>>;
  /** The states that a way back leads out of. */
  readonly returning: ReadonlySet<Id>;
  readonly ends: ReadonlySet<Id>;
  /** When an action expires that has its last event at an instant; `null`: never. */
  readonly expiryAfter: (lastEventAt: Instant) => Instant | null;
}

const LAST_YEAR = 2199;

/** Many events fall on one date, so each date is reckoned once. */
function expiryBy(months: number | null): TransitionTable["expiryAfter"] {
  if (months === null) return () => null;
  const dates = new Map<string, string | null>();
  return (lastEventAt) => {
    const date = lastEventAt.slice(0, 10);
    let later = dates.get(date);
    if (later === undefined) {
      const year = Number(date.slice(0, 4)) + Math.floor((Number(date.slice(5, 7)) - 1 + months) / 12);
      later = year > LAST_YEAR ? null : addMonths(date, months);
      dates.set(date, later);
    }
    return later === null ? null : later + lastEventAt.slice(10);
  };
}

/** The table of a checked policy. */
export function tableOf({ transitions, endStates, expiresAfterIdleMonths }: FollowupPolicy): TransitionTable {
  const rows = new Map<Id, Map<Id, FollowupTransition>>();
  for (const row of transitions) {
    for (const state of row.from) {
      const known = rows.get(state);
      if (known === undefined) rows.set(state, new Map([[row.kind, row]]));
      else known.set(row.kind, row);
    }
  }
  const returning = new Set(transitions.flatMap(({ from, to }) => (to === STATE_BEFORE ? from : [])));
  return { rows, returning, ends: new Set(endStates), expiryAfter: expiryBy(expiresAfterIdleMonths) };
}
