import { instantMillisecondsOf, instantsOfWall, millisecondsOf, offsetMillisecondsAt, type ZoneTable } from "../../time/internal.js";
import { compileRule, type CompiledRule } from "./compiled-rule.js";
import type { RecurrenceSet } from "./recurrence-set.js";
import { wallsOfRule, type WallWindow } from "./rule-walls.js";

/** A reading of the set's clock and its instant; in a floating set both are the reading. */
interface Moment {
  readonly wall: number;
  readonly instant: number;
}

/** A set made ready to be asked for its occurrences. */
export interface CompiledRecurrence {
  readonly rule: CompiledRule | null;
  readonly table: ZoneTable | null;
  readonly startWall: number;
  readonly added: readonly Moment[];
  /** Instants; readings in a floating set. */
  readonly excluded: ReadonlySet<number>;
}

function momentOf(text: string, table: ZoneTable | null): Moment {
  const milliseconds = millisecondsOf(text);
  if (table === null) return { wall: milliseconds, instant: milliseconds };
  if (text.endsWith("Z")) return { wall: milliseconds + offsetMillisecondsAt(table, milliseconds), instant: milliseconds };
  return { wall: milliseconds, instant: instantMillisecondsOf(table, milliseconds) };
}

const none: ReadonlySet<number> = new Set();

/** A checked set as numbers. `table` is that of the set's zone, or of one that a file defines; `null` reads every time as the floating clock shows it. */
export function compileRecurrence(set: RecurrenceSet, table: ZoneTable | null): CompiledRecurrence {
  const start = momentOf(set.startLocalTime, table);
  const added = set.addedTimes.map((time) => momentOf(time, table));
  return {
    rule: set.rule === null ? null : compileRule(set.rule, start.wall, table),
    table,
    startWall: start.wall,
    added: set.rule === null ? [start, ...added] : added,
    excluded: set.excludedTimes.length === 0 ? none : new Set(set.excludedTimes.map((time) => momentOf(time, table).instant)),
  };
}

/** Occurrences as columns: entry `i` of each speaks of one. */
export interface RecurrenceRows {
  /** What the clock shows, in milliseconds as if it were in UTC. */
  readonly walls: Float64Array;
  /** The instants, ascending and each once; the readings themselves in a floating set. */
  readonly instants: Float64Array;
  /** Whether nothing more lies in the window. */
  readonly isExhausted: boolean;
}

function isAscending(numbers: Float64Array): boolean {
  for (let index = 1; index < numbers.length; index += 1) if ((numbers[index] ?? 0) <= (numbers[index - 1] ?? 0)) return false;
  return true;
}

/** A rule's readings with what was added and without what was excluded. Readings that the clock skips are shifted forward, onto and past readings that follow: hence the order by instants, and each once. */
function merged({ table, excluded }: CompiledRecurrence, walls: Float64Array, added: readonly Moment[]): Omit<RecurrenceRows, "isExhausted"> {
  let instants = walls;
  if (table !== null) {
    instants = new Float64Array(walls.length);
    instantsOfWall(table, walls, instants);
  }
  if (excluded.size === 0 && added.length === 0 && (table === null || isAscending(instants))) return { walls, instants };
  const moments = Array.from(walls, (wall, index): Moment => ({ wall, instant: instants[index] ?? 0 })).concat(added).filter(({ instant }) => !excluded.has(instant));
  moments.sort((left, right) => left.instant - right.instant || left.wall - right.wall);
  const once = moments.filter(({ instant }, index) => instant !== moments[index - 1]?.instant);
  return { walls: Float64Array.from(once, ({ wall }) => wall), instants: Float64Array.from(once, ({ instant }) => instant) };
}

const isSkipped = (table: ZoneTable | null, wall: number): boolean => {
  if (table === null) return false;
  const instant = instantMillisecondsOf(table, wall);
  return instant + offsetMillisecondsAt(table, instant) !== wall;
};

/** The first occurrences of a set whose readings lie from `from` on and before `before`, at most `limit`, by their instants. */
export function recurrenceRows(compiled: CompiledRecurrence, { from, before, limit }: WallWindow): RecurrenceRows {
  const { rule, table } = compiled;
  const added = compiled.added.length === 0 ? compiled.added : compiled.added.filter(({ wall }) => wall >= from && wall < before);
  for (let wanted = limit + 1 + compiled.excluded.size; ; wanted *= 2) {
    const found = rule === null ? new Float64Array(0) : wallsOfRule(rule, { from, before, limit: wanted });
    const isWhole = found.length < wanted;
    const last = isWhole ? Infinity : (found.at(-1) ?? 0);
    // of a part only what precedes its end is known; where the clock skips, what follows may precede
    if (!isWhole && isSkipped(table, last)) continue;
    const rows = merged(compiled, found, isWhole ? added : added.filter(({ wall }) => wall <= last));
    if (isWhole && rows.instants.length <= limit) return { walls: rows.walls, instants: rows.instants, isExhausted: true };
    if (rows.instants.length > limit) return { walls: rows.walls.slice(0, limit), instants: rows.instants.slice(0, limit), isExhausted: false };
  }
}
