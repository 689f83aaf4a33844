import { DAY } from "./day-number.js";
import { END_OF_TIME } from "./instant-text.js";

/** A change of the clock in milliseconds. */
export interface OffsetChange {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Where the offsets of a zone come from: the runtime, or data that the caller gives. */
interface OffsetSource {
  /** The offset from UTC in milliseconds that holds at an instant. */
  readonly offsetAt: (milliseconds: number) => number;
  /** Every change in (`from`, `to`], in order. */
  readonly changesBetween: (from: number, to: number) => readonly OffsetChange[];
}

/**
 * A time zone as numbers. Its source is asked once for each stretch of 400 days that is used; after that an offset is a short scan.
 * One call of `Intl.DateTimeFormat` takes more than a microsecond, a scan some nanoseconds.
 */
export interface ZoneTable {
  /** The runtime's own name of the zone: `Canada/Pacific` is `America/Vancouver`. Empty for a zone that no name stands for. */
  readonly name: string;
  readonly source: OffsetSource;
  /** Filled when first needed; facts of the source, so remembering them changes no answer. */
  readonly slices: (ZoneSlice | undefined)[];
}

/** The changes of the clock in 400 days and two days more at either end, so that a wall clock near the edge finds its change too. */
interface ZoneSlice {
  /** When the clock changes; this and the other bounds end with Infinity. */
  readonly at: readonly number[];
  /** Offset before the first change, then after each. */
  readonly offset: readonly number[];
  /** Wall clock from which the offset after each change holds when a gap is crossed forward and an overlap takes the first. */
  readonly compatibleFrom: readonly number[];
  /** Wall clock from which it holds when a gap is crossed backward and an overlap takes the second. */
  readonly contraryFrom: readonly number[];
}

const SLICE = 400 * DAY;
const MARGIN = 2 * DAY;
const LAST_SLICE = Math.floor(END_OF_TIME / SLICE);
/**
 * Two changes nearer to each other than this could hide one another. The nearest from 1970 to 2199 in the IANA data (2025b, all zones)
 * lie 6.96 days apart: Recife in October 2000, and Gaza around Ramadan in 2040, 2054 and 2072.
 */
const PROBE = 6 * DAY;

/** The first second in (`from`, `to`] whose offset is not that of `from`. */
function firstChange(offsetAt: OffsetSource["offsetAt"], from: number, to: number): number {
  const before = offsetAt(from);
  let [known, changed] = [from / 1000, to / 1000];
  while (changed - known > 1) {
    const middle = Math.floor((known + changed) / 2);
    if (offsetAt(middle * 1000) === before) known = middle;
    else changed = middle;
  }
  return changed * 1000;
}

/** The changes in (`start`, `end`], of more than `most` only one more, found by looking every few days and halving; both ends are whole seconds. */
export function searchedChanges(offsetAt: OffsetSource["offsetAt"], start: number, end: number, most = Infinity): readonly OffsetChange[] {
  const changes: OffsetChange[] = [];
  for (let from = start, before = offsetAt(start); from < end && changes.length <= most;) {
    const to = Math.min(from + PROBE, end);
    if (offsetAt(to) === before) {
      from = to;
      continue;
    }
    from = firstChange(offsetAt, from, to);
    const after = offsetAt(from);
    changes.push({ at: from, before, after });
    before = after;
  }
  return changes;
}

/** Offsets of a zone that take the place of the runtime's in a stretch of time. */
export interface OffsetStretch {
  readonly from: number;
  /** Infinity when they hold for good. */
  readonly before: number;
  /** The offset at `from`. */
  readonly offset: number;
  /** The later changes, in order; they may lie near to each other. */
  readonly changes: readonly { readonly at: number; readonly after: number }[];
}

/** The table of a zone by `stretch`, and outside of it by `base`. */
export function tableOfStretch(base: ZoneTable, { from, before, offset, changes }: OffsetStretch): ZoneTable {
  const ownOffsetAt = (milliseconds: number): number => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((changes[middle]?.at ?? Infinity) <= milliseconds) low = middle + 1;
      else high = middle;
    }
    return changes[low - 1]?.after ?? offset;
  };
  const offsetAt = (milliseconds: number): number => (milliseconds < from || milliseconds >= before ? base.source.offsetAt(milliseconds) : ownOffsetAt(milliseconds));
  /** Where the offset may change: the base's changes outside, the stretch's inside, and its two ends. */
  const changesBetween = (start: number, end: number): readonly OffsetChange[] =>
    [...base.source.changesBetween(start, end).map(({ at }) => at).filter((at) => at < from || at > before), from, ...changes.map(({ at }) => at).filter((at) => at < before), before]
      .filter((at) => at > start && at <= end)
      .sort((left, right) => left - right)
      .map((at) => ({ at, before: offsetAt(at - 1), after: offsetAt(at) }))
      .filter((change) => change.before !== change.after);
  return { name: base.name, source: { offsetAt, changesBetween }, slices: [] };
}

/**
 * A change at instant t from offset a to offset b skips the wall clocks [t + a, t + b) when b > a and repeats [t + b, t + a) when b < a.
 * With the new offset from t + max(a, b) on, a skipped one is shifted forward and a repeated one is the first: Temporal's `compatible`, RFC 5545 section 3.3.5.
 * With the new offset from t + min(a, b) on, a skipped one is shifted backward and a repeated one is the second.
 */
function sliceFrom({ offsetAt, changesBetween }: OffsetSource, start: number, end: number): ZoneSlice {
  const changes = changesBetween(start, end);
  const at = changes.map((change) => change.at);
  const offset = [offsetAt(start), ...changes.map(({ after }) => after)];
  const compatibleFrom = changes.map((change) => change.at + Math.max(change.before, change.after));
  const contraryFrom = changes.map((change) => change.at + Math.min(change.before, change.after));
  // Endless bounds end every scan inside the array: reading past an array's end is slow.
  for (const bounds of [at, compatibleFrom, contraryFrom]) bounds.push(Infinity);
  return { at, offset, compatibleFrom, contraryFrom };
}

/** Beyond the years that dates may have, the first and last slice answer for the rest. */
const sliceNumber = (milliseconds: number): number => (milliseconds < 0 ? 0 : milliseconds >= END_OF_TIME ? LAST_SLICE : Math.floor(milliseconds / SLICE));

function sliceOf(table: ZoneTable, milliseconds: number): ZoneSlice {
  const number = sliceNumber(milliseconds);
  return (table.slices[number] ??= sliceFrom(table.source, number * SLICE - MARGIN, (number + 1) * SLICE + MARGIN));
}

/** How many of the ascending `bounds` are reached by `value`; there are hardly ever more than three. */
function reached(bounds: readonly number[], value: number): number {
  let count = 0;
  while (value >= (bounds[count] ?? Infinity)) count += 1;
  return count;
}

/** "2026, GMT+05:30", "1970, GMT-00:44:30", "2026, GMT". */
function offsetOf(text: string): number {
  const sign = text.indexOf("GMT") + 3;
  if (sign === text.length) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(sign + 1).split(":").map(Number);
  return (text[sign] === "+" ? 1000 : -1000) * (hours * 3600 + minutes * 60 + seconds);
}

function tableOf(timeZone: string): ZoneTable | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", timeZoneName: "longOffset" });
    const offsetAt = (milliseconds: number): number => offsetOf(format.format(milliseconds));
    return { name: format.resolvedOptions().timeZone, source: { offsetAt, changesBetween: (from, to) => searchedChanges(offsetAt, from, to) }, slices: [] };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Only names that the runtime knows are kept, so no input can make this grow. */
const tables = new Map<string, ZoneTable>();

/** The runtime's table of a zone, or nothing when it does not know the name. Capital and small letters are one, as in the IANA data. */
export function findZoneTable(timeZone: string): ZoneTable | undefined {
  const name = timeZone.toLowerCase();
  const table = tables.get(name) ?? tableOf(timeZone);
  if (table !== undefined) tables.set(name, table);
  return table;
}

/** The runtime's table of a `KnownTimeZone`. */
export function zoneTable(timeZone: string): ZoneTable {
  const table = findZoneTable(timeZone);
  if (table === undefined) throw new Error(`The time zone ${timeZone} was not checked.`);
  return table;
}

/** The offset from UTC that holds at an instant. */
export function offsetMillisecondsAt(table: ZoneTable, instant: number): number {
  const slice = sliceOf(table, instant);
  return slice.offset[reached(slice.at, instant)] ?? 0;
}

/** The instant at which the clock shows `wall` (milliseconds as if it were UTC), by the rule `compatible`. */
export function instantMillisecondsOf(table: ZoneTable, wall: number): number {
  const slice = sliceOf(table, wall);
  return wall - (slice.offset[reached(slice.compatibleFrom, wall)] ?? 0);
}

/** Both answers for a wall clock: equal when it is shown once; `compatible` is the later one in a gap and the earlier one in an overlap. */
export function bothInstantsOf(table: ZoneTable, wall: number): { readonly compatible: number; readonly contrary: number } {
  const slice = sliceOf(table, wall);
  return { compatible: instantMillisecondsOf(table, wall), contrary: wall - (slice.offset[reached(slice.contraryFrom, wall)] ?? 0) };
}

/**
 * `instantMillisecondsOf` for many wall clocks: `into[i]` is the instant of `wall[i]`. `into` may be `wall` itself.
 * Fast when neighbors lie between the same two clock changes; right in any order.
 */
export function instantsOfWall(table: ZoneTable, wall: Float64Array, into: Float64Array): void {
  let [from, to, offset] = [Infinity, -Infinity, 0];
  for (let index = 0; index < wall.length; index += 1) {
    const value = wall[index] ?? 0;
    if (value < from || value >= to) {
      const slice = sliceOf(table, value);
      const count = reached(slice.compatibleFrom, value);
      const start = sliceNumber(value) * SLICE;
      from = Math.max(start, slice.compatibleFrom[count - 1] ?? start);
      to = Math.min(start + SLICE, slice.compatibleFrom[count] ?? Infinity);
      offset = slice.offset[count] ?? 0;
    }
    into[index] = value - offset;
  }
}

/** Every change of the offset in [`from`, `to`). */
export function offsetChanges(table: ZoneTable, from: number, to: number): readonly OffsetChange[] {
  const changes: OffsetChange[] = [];
  for (let number = sliceNumber(from); number <= sliceNumber(to); number += 1) {
    const { at, offset } = sliceOf(table, number * SLICE);
    at.forEach((instant, index) => {
      if (instant >= from && instant < to && sliceNumber(instant) === number) changes.push({ at: instant, before: offset[index] ?? 0, after: offset[index + 1] ?? 0 });
    });
  }
  return changes;
}
