import { DAY } from "../time/internal.js";
import type { CohortCalendar } from "./cohort-calendar.js";
import type { CompiledProgram, CompiledTouchpoint } from "./compiled-program.js";

const MINUTE = 60_000;

/** The occurrences of a program as distances from W0, valid for every cohort whose weeks and start fall alike and whom no day off and no blackout hours hinder. In order of the wall clock. */
export interface CadenceTemplate {
  readonly rowCount: number;
  /** From midnight of W0 to the start, on the wall clock. */
  readonly wall: Float64Array;
  readonly day: Int32Array;
  readonly durationMilliseconds: Float64Array;
  readonly touchpointIndex: Uint16Array;
  readonly week: Int16Array;
  /** Weekdays used, one bit each: by touchpoints that follow the cohort's policy, and by those that move by a policy of their own. */
  readonly inheritingWeekdays: number;
  readonly movingWeekdays: number;
  /** Days used, from the first one on: bit 1 by the former, bit 2 by the latter. */
  readonly used: Uint8Array;
}

interface Entry {
  readonly compiled: CompiledTouchpoint;
  readonly day: number;
  readonly week: number;
}

const byWeek = ({ weeks, weekdays }: CompiledTouchpoint, weekStart: number): readonly Omit<Entry, "compiled">[] =>
  weeks.flatMap((week) => weekdays.map((weekday) => ({ week, day: 7 * week + ((weekday - weekStart + 7) % 7) })));

/** The entries of a touchpoint that depend on nothing but the weekdays of W0 and S; `null` when they depend on more. */
function entriesOf(compiled: CompiledTouchpoint, weekStart: number, startOffset: number): readonly Omit<Entry, "compiled">[] | null {
  const { timing } = compiled.touchpoint;
  switch (timing.kind) {
    case "weeks":
    case "every-weeks":
    case "per-week":
      return byWeek(compiled, weekStart);
    case "start-date":
      return [{ week: 0, day: startOffset }];
    case "day-offsets":
      return timing.dayOffsets.map((offset) => ({ week: -1, day: startOffset + offset }));
    case "after-contact":
    case "after-completion":
      return [];
    default:
      return null;
  }
}

/** The template for cohorts whose weeks begin on `weekStart` and who start `startOffset` days after W0; `null` when the program has touchpoints that need a calendar. */
export function templateOf({ order }: CompiledProgram, weekStart: number, startOffset: number): CadenceTemplate | null {
  const entries: Entry[] = [];
  for (const compiled of order) {
    const own = entriesOf(compiled, weekStart, startOffset);
    if (own === null || compiled.touchpoint.blackouts !== undefined) return null;
    entries.push(...own.map((entry) => ({ ...entry, compiled })));
  }
  const wallOf = ({ day, compiled }: Entry): number => day * DAY + compiled.startMinutes * MINUTE;
  entries.sort((left, right) => wallOf(left) - wallOf(right) || left.compiled.index - right.compiled.index);
  const used = new Uint8Array(1 + Math.max(0, ...entries.map(({ day }) => day)));
  let [inheritingWeekdays, movingWeekdays] = [0, 0];
  for (const { day, compiled: { policy } } of entries) {
    const weekdayBit = 1 << ((weekStart + day) % 7);
    if (policy === null) inheritingWeekdays |= weekdayBit;
    else if (policy !== "stay") movingWeekdays |= weekdayBit;
    used[day] = (used[day] ?? 0) | (policy === null ? 1 : policy === "stay" ? 0 : 2);
  }
  return {
    rowCount: entries.length,
    wall: Float64Array.from(entries, wallOf),
    day: Int32Array.from(entries, ({ day }) => day),
    durationMilliseconds: Float64Array.from(entries, ({ compiled }) => compiled.durationMilliseconds),
    touchpointIndex: Uint16Array.from(entries, ({ compiled }) => compiled.index),
    week: Int16Array.from(entries, ({ week }) => week),
    inheritingWeekdays,
    movingWeekdays,
    used,
  };
}

/** Whether no occurrence of the template falls on a day of the cohort's calendar from which it would have to move. */
export function isUnhindered(template: CadenceTemplate, { cohort, workingMask, daysOff, weekZeroDay }: CohortCalendar): boolean {
  if (cohort.blackouts !== undefined) return false;
  const inherits = cohort.holidayPolicy !== "stay";
  const weekdays = template.movingWeekdays | (inherits ? template.inheritingWeekdays : 0);
  if ((weekdays & ~workingMask) !== 0) return false;
  const bits = inherits ? 3 : 2;
  for (const day of daysOff.keys()) {
    if (((template.used[day - weekZeroDay] ?? 0) & bits) !== 0) return false;
  }
  return true;
}
