import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../../error/index.js";
import { LocalTime, ZoneData } from "../../time/index.js";
import { END_DAY_NUMBER, DAY, instantText, isWithinTime, localTimeText, millisecondsOf, offsetMillisecondsAt, zoneDataName, zonesOf } from "../../time/internal.js";
import type { Instant } from "../../unit/index.js";
import { compileRecurrence, type CompiledRecurrence, recurrenceRows } from "./compiled-recurrence.js";
import { RECURRENCE_LIMITS } from "./recurrence-limits.js";
import { RecurrenceSet } from "./recurrence-set.js";
import { firstWall, leastCount, reachesCount } from "./rule-walls.js";

/** A recurrence set and the part of it that is wanted. A rule without end needs `beforeLocalTime` or `limitCount`. */
export interface RecurrenceWindow {
  /** The set. */
  readonly set: RecurrenceSet;
  /** Only occurrences from this reading of the set's clock on. A far one costs no more than a near one. */
  readonly fromLocalTime?: LocalTime;
  /** Only occurrences before this reading of the set's clock. */
  readonly beforeLocalTime?: LocalTime;
  /** The first so many of them, 1 to 100,000; without it more than 100,000 are refused. */
  readonly limitCount?: number;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const unbounded: Fault = { code: "expand-recurrence.unbounded", message: "The rule has no end, and neither has what is wanted of it.", hint: "Set beforeLocalTime or limitCount, or give the rule COUNT or UNTIL." };
const endsBeforeStart: Fault = { code: "expand-recurrence.ends_before_start", message: "The window ends at {beforeLocalTime}, before it begins.", hint: "Set beforeLocalTime after fromLocalTime." };
const tooMany: Fault = { code: "expand-recurrence.too_many", message: "The set has more than {limit} occurrences in the window.", hint: "Narrow the window, or set limitCount." };

/** A recurrence set and the part of it that is wanted. */
export const RecurrenceWindow = z
  .strictObject({
    set: RecurrenceSet, fromLocalTime: z.exactOptional(LocalTime), beforeLocalTime: z.exactOptional(LocalTime),
    limitCount: z.exactOptional(z.int().min(1).max(RECURRENCE_LIMITS.occurrenceCount)), zoneData: z.exactOptional(ZoneData),
  })
  .check(rule(({ set: { rule: read }, fromLocalTime, beforeLocalTime, limitCount }: RecurrenceWindow, report) => {
    if (read !== null && read.occurrenceCount === null && read.until === null && beforeLocalTime === undefined && limitCount === undefined) report(unbounded, ["set", "rule"]);
    if (fromLocalTime !== undefined && beforeLocalTime !== undefined && beforeLocalTime <= fromLocalTime) report(endsBeforeStart, ["beforeLocalTime"], { beforeLocalTime });
  }))
  .readonly() satisfies z.ZodType<RecurrenceWindow>;

/** Occurrences as columns: entry `i` of each column speaks of one occurrence. */
export interface RecurrenceColumns {
  /** What the set's clock shows by the rule, in milliseconds as if it were in UTC. */
  readonly localMilliseconds: Float64Array;
  /** The instants, ascending, as milliseconds after 1970-01-01T00:00:00Z; `null` for a floating set. */
  readonly startsAtMilliseconds: Float64Array | null;
  /** Whether these are all occurrences in the window. */
  readonly isComplete: boolean;
}

/** One time of a recurrence set. */
export interface RecurrenceOccurrence {
  /** What the set's clock shows by the rule; a reading that it skips is kept, and shifted forward for the instant. */
  readonly localTime: LocalTime;
  /** The instant; `null` for a floating set. */
  readonly startsAt: Instant | null;
}

/**
 * What a set's author might not expect. `start-not-in-rule`: DTSTART does not fit the rule and is left out. `rule-never-matches`: no time up to the year 2199 fits the rule.
 * `calendar-ends`: occurrences before 1970 or after 2199 cannot be named. `time-never-shown`: a clock is set forward over an occurrence's reading, which is shifted by as much.
 */
export type RecurrenceWarning = "start-not-in-rule" | "rule-never-matches" | "calendar-ends" | "time-never-shown";

/** The occurrences of a recurrence set in a window. */
export interface ExpandedRecurrence {
  /** In order of their instants, each once. */
  readonly occurrences: readonly RecurrenceOccurrence[];
  /** Whether these are all occurrences in the window. */
  readonly isComplete: boolean;
  /** What the author might not expect. */
  readonly warnings: readonly RecurrenceWarning[];
  /** Whose time zone data the instants come from: the version that the caller states, else `"runtime"`; `null` for a floating set. */
  readonly zoneData: string | null;
}

interface Expansion extends RecurrenceColumns {
  readonly compiled: CompiledRecurrence;
  readonly endsWithCalendar: boolean;
}

/** Whether the rule would go on after the last day that has a date. */
function goesOn({ rule: walked }: CompiledRecurrence): boolean {
  if (walked === null) return false;
  const mayGoOn = walked.count === Infinity ? walked.lastWall >= END_DAY_NUMBER * DAY : !reachesCount(walked);
  return mayGoOn && firstWall(walked) !== Infinity;
}

function expanded({ set, fromLocalTime, beforeLocalTime, limitCount, zoneData }: RecurrenceWindow): Expansion {
  const compiled = compileRecurrence(set, set.timeZone === null ? null : zonesOf(zoneData)(set.timeZone));
  const limit = limitCount ?? RECURRENCE_LIMITS.occurrenceCount;
  const window = { from: fromLocalTime === undefined ? 0 : millisecondsOf(fromLocalTime), before: beforeLocalTime === undefined ? Infinity : millisecondsOf(beforeLocalTime), limit };
  // what is excluded, and what the clock skips, is far less than twice the limit
  if (limitCount === undefined && compiled.rule !== null && leastCount(compiled.rule, window) > 2 * limit) throw faultAt(tooMany, ["set"], { limit });
  const { walls, instants, isExhausted } = recurrenceRows(compiled, window);
  if (!isExhausted && limitCount === undefined) throw faultAt(tooMany, ["set"], { limit });
  let [first, end] = [0, instants.length];
  while (first < end && !isWithinTime(instants[first] ?? 0)) first += 1;
  while (end > first && !isWithinTime(instants[end - 1] ?? 0)) end -= 1;
  const endsWithCalendar = end - first < instants.length || (isExhausted && beforeLocalTime === undefined && goesOn(compiled));
  return {
    compiled, endsWithCalendar, isComplete: isExhausted && !endsWithCalendar,
    localMilliseconds: end - first === walls.length ? walls : walls.slice(first, end),
    startsAtMilliseconds: compiled.table === null ? null : end - first === instants.length ? instants : instants.slice(first, end),
  };
}

function warningsOf({ compiled, endsWithCalendar, localMilliseconds, startsAtMilliseconds }: Expansion): readonly RecurrenceWarning[] {
  const { rule: walked, table, startWall } = compiled;
  const first = walked === null ? startWall : firstWall(walked);
  const isSkipped = table !== null && startsAtMilliseconds !== null && localMilliseconds.some((wall, index) => {
    const instant = startsAtMilliseconds[index] ?? 0;
    return instant + offsetMillisecondsAt(table, instant) !== wall;
  });
  return [
    ...(first === startWall ? [] : first === Infinity ? (["rule-never-matches"] as const) : (["start-not-in-rule"] as const)),
    ...(endsWithCalendar ? (["calendar-ends"] as const) : []),
    ...(isSkipped ? (["time-never-shown"] as const) : []),
  ];
}

/**
 * The times of a recurrence set in a window: RFC 5545 sections 3.3.10 and 3.8.5, every frequency. Rule and added times come together, ordered, each once, without what is excluded.
 * Each is a reading of the set's clock; its instant follows Temporal's `compatible`: a reading that the clock skips is shifted forward, one that it shows twice is the first.
 * A set whose rule never matches has none, and a warning. Where readers of RFC 5545 differ we follow python-dateutil: a start that does not fit its rule is left out.
 *
 * @throws CoachingError `input.*`, `recurrence-rule.*`, `recurrence-set.*`, `expand-recurrence.*`, `known-time-zone.unknown_zone`
 * @example
 * ```ts
 * const set = { startLocalTime: "2026-10-20T09:00", timeZone: "Europe/Berlin", rule: parseRecurrenceRule("FREQ=WEEKLY;BYDAY=TU"), addedTimes: [], excludedTimes: ["2026-11-03T09:00"] };
 * expandRecurrence({ set, limitCount: 2 }).occurrences; // => [{ localTime: "2026-10-20T09:00:00", startsAt: "2026-10-20T07:00:00Z" }, { localTime: "2026-10-27T09:00:00", startsAt: "2026-10-27T08:00:00Z" }]
 * expandRecurrence({ set, fromLocalTime: "2026-11-01T00:00", beforeLocalTime: "2026-11-11T00:00" }).occurrences.length; // => 1
 * ```
 */
export function expandRecurrence(window: RecurrenceWindow): ExpandedRecurrence {
  const expansion = expanded(check(RecurrenceWindow, window));
  const { localMilliseconds, startsAtMilliseconds, isComplete } = expansion;
  return {
    occurrences: Array.from(localMilliseconds, (wall, index) => ({ localTime: localTimeText(wall), startsAt: startsAtMilliseconds === null ? null : instantText(startsAtMilliseconds[index] ?? 0) })),
    isComplete,
    warnings: warningsOf(expansion),
    zoneData: startsAtMilliseconds === null ? null : zoneDataName(window.zoneData),
  };
}

/**
 * `expandRecurrence` as columns of numbers, without its warnings: for whoever moves many sets.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError as `expandRecurrence`
 * @example
 * ```ts
 * const set = { startLocalTime: "2026-10-20T09:00", timeZone: "Europe/Berlin", rule: parseRecurrenceRule("FREQ=WEEKLY;COUNT=2"), addedTimes: [], excludedTimes: [] };
 * expandRecurrenceColumns({ set }).startsAtMilliseconds; // => Float64Array.of(Date.parse("2026-10-20T07:00:00Z"), Date.parse("2026-10-27T08:00:00Z"))
 * ```
 */
export const expandRecurrenceColumns = (window: RecurrenceWindow): RecurrenceColumns => expandRecurrenceColumnsUnchecked(check(RecurrenceWindow, window));

/**
 * `expandRecurrenceColumns` without its check at the door, which takes most of the time of a short rule: for a window that `RecurrenceWindow` has accepted and that has not changed since.
 * What another gives is undefined: wrong numbers, or an error that says nothing.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError `expand-recurrence.too_many`
 * @example
 * ```ts
 * const set = { startLocalTime: "2026-10-20T09:00", timeZone: null, rule: parseRecurrenceRule("FREQ=DAILY"), addedTimes: [], excludedTimes: [] };
 * expandRecurrenceColumnsUnchecked({ set, limitCount: 3 }).localMilliseconds.length; // => 3
 * ```
 */
export function expandRecurrenceColumnsUnchecked(window: RecurrenceWindow): RecurrenceColumns {
  const { localMilliseconds, startsAtMilliseconds, isComplete } = expanded(window);
  return { localMilliseconds, startsAtMilliseconds, isComplete };
}
