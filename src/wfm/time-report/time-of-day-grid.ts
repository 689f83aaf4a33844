import * as z from "zod";
import { check, type Fault, type Report, rule } from "../../error/index.js";
import { KnownTimeZone, ZoneData } from "../../time/index.js";
import { dateOfDayNumber, DAY, dayNumberOf, instantMillisecondsOf, millisecondsOf, weekdayIndexOfDayNumber, zonesOf, type ZoneTable } from "../../time/internal.js";
import { type CivilDate, Instant, type WallTime } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { STAFFING_LIMITS } from "../staffing/skill-forecast.js";
import { StaffingIntervalMinutes } from "./coaching-time-question.js";
import { staffingIntervalAt, wallMomentAt } from "./staffing-clock.js";

/** A figure of a staffing interval: coaching minutes, agents off the queue, service level lost. */
export interface StaffingValue {
  /** Where the staffing interval begins. */
  readonly startsAt: Instant;
  /** The figure; `null` where there is none. It is not zero. */
  readonly value: number | null;
}
/** Figures that are to stand by day and time of day. */
export interface TimeOfDayGridQuestion {
  /** The zone of the site. */
  readonly timeZone: KnownTimeZone;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
  /** How long a staffing interval is: a divisor of 60, 5 or more. */
  readonly staffingIntervalMinutes: number;
  /** The figures, each staffing interval at most once. */
  readonly values: readonly StaffingValue[];
}
/** A day of a grid. */
export interface TimeOfDayGridDay {
  /** The day of the site. */
  readonly date: CivilDate;
  /** Its weekday: 0 is Monday. */
  readonly weekdayIndex: number;
}
/** A time of day in a grid. */
export interface TimeOfDayGridTime {
  /** What the wall clock shows. */
  readonly wallTime: WallTime;
  /** True for the second time that the clock shows it, on a day on which it is set back. */
  readonly isRepeated: boolean;
}
/** One day's staffing interval. */
export interface TimeOfDayGridCell {
  /** The place of its day. */
  readonly dayIndex: number;
  /** The place of its time. */
  readonly timeIndex: number;
  /** The figure; `null` where there is none. */
  readonly value: number | null;
  /** Why there is none: `no-value` was given; the clock skips the time on that day: `skipped`. */
  readonly reason: "no-value" | "skipped" | null;
}
/** Figures by day and time of day, as the wall clock of the site shows it. */
export interface TimeOfDayGrid {
  /** Every day from the first to the last one with a figure. */
  readonly days: readonly TimeOfDayGridDay[];
  /** Every time from the earliest to the latest one. An hour that is shown twice has rows of its own for the second time: its figures are added into nothing. */
  readonly times: readonly TimeOfDayGridTime[];
  /** A cell for each day and time; of the second time that an hour is shown, for the days that have it. */
  readonly cells: readonly TimeOfDayGridCell[];
}

const duplicateInterval: Fault = { code: "time-of-day-grid.duplicate", message: "The staffing interval has two values.", hint: "Add them, or keep one." };
const offGrid: Fault = { code: "time-of-day-grid.off_grid", message: "No staffing interval of {minutes} minutes begins there by the clock of the site.", hint: "Give the beginnings of staffing intervals; they are counted from midnight." };
const tooManyDays: Fault = { code: "time-of-day-grid.too_many_days", message: "The values cover more than {limit} days.", hint: "Show a part of them." };

/** What bounds a grid. */
export const TIME_OF_DAY_GRID_LIMITS = {
  /** Days from the first to the last. */
  days: 366,
} as const;

const MINUTE = 60_000;
function findGridFaults({ values, timeZone, zoneData, staffingIntervalMinutes: minutes }: TimeOfDayGridQuestion, report: Report): void {
  const table = zonesOf(zoneData)(timeZone);
  const seen = new Set<number>();
  let [first, last] = [Infinity, -Infinity];
  for (const [index, { startsAt }] of values.entries()) {
    const at = millisecondsOf(startsAt);
    if (seen.has(at)) report(duplicateInterval, ["values", index, "startsAt"]);
    seen.add(at);
    if (staffingIntervalAt(table, at / MINUTE, minutes)[0] !== at / MINUTE) report(offGrid, ["values", index, "startsAt"], { minutes });
    [first, last] = [Math.min(first, at), Math.max(last, at)];
    if (last - first >= TIME_OF_DAY_GRID_LIMITS.days * DAY) {
      report(tooManyDays, ["values", index, "startsAt"], { limit: TIME_OF_DAY_GRID_LIMITS.days });
      return;
    }
  }
}
/** Schema of a figure of a staffing interval. */
export const StaffingValue = z.strictObject({ startsAt: Instant, value: z.number().min(-1e15).max(1e15).overwrite((value) => value + 0).nullable() }).readonly() satisfies z.ZodType<StaffingValue>;
/** Schema of figures by day and time. */
export const TimeOfDayGridQuestion = z.strictObject({
  timeZone: KnownTimeZone, zoneData: z.exactOptional(ZoneData), staffingIntervalMinutes: StaffingIntervalMinutes, values: z.array(StaffingValue).min(1).max(4 * STAFFING_LIMITS.staffingIntervals).readonly(),
}).check(rule(findGridFaults)).readonly() satisfies z.ZodType<TimeOfDayGridQuestion>;

/** Whether the clock of the site never shows a time of a day. */
const isSkipped = (table: ZoneTable, date: CivilDate, wallTime: WallTime): boolean => wallMomentAt(table, instantMillisecondsOf(table, millisecondsOf(`${date}T${wallTime}`)) / MINUTE).wallTime !== wallTime;

/** Every time of the day, in steps of a staffing interval, from one to another. */
function timesBetween(first: WallTime, last: WallTime, step: number): readonly WallTime[] {
  const [from, to] = [first, last].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) as [number, number];
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => `${String(Math.floor((from + index * step) / 60)).padStart(2, "0")}:${String((from + index * step) % 60).padStart(2, "0")}`);
}

interface PlacedValues {
  readonly table: ZoneTable;
  /** Values by day and time. */
  readonly given: ReadonlyMap<string, number | null>;
  readonly days: readonly number[];
  readonly times: readonly TimeOfDayGridTime[];
}
const placeOf = (day: number, { wallTime, isRepeated }: TimeOfDayGridTime): string => `${String(day)} ${wallTime}${isRepeated ? "+" : ""}`;

function gridOf({ table, given, days: used, times }: PlacedValues): TimeOfDayGrid {
  let [first, last] = [Infinity, -Infinity];
  for (const day of used) [first, last] = [Math.min(first, day), Math.max(last, day)];
  const days = Array.from({ length: last - first + 1 }, (_, index): TimeOfDayGridDay => ({ date: dateOfDayNumber(first + index), weekdayIndex: weekdayIndexOfDayNumber(first + index) }));
  const cells = days.flatMap(({ date }, dayIndex) => times.flatMap((time, timeIndex): readonly TimeOfDayGridCell[] => {
    const value = given.get(placeOf(first + dayIndex, time));
    if (value === undefined && time.isRepeated) return [];
    const reason = value === undefined && isSkipped(table, date, time.wallTime) ? "skipped" : "no-value";
    return [{ dayIndex, timeIndex, value: value ?? null, reason: (value ?? null) === null ? reason : null }];
  }));
  return { days, times, cells };
}

/**
 * Figures of staffing intervals by day and time of day of the site, for a heat map. A day on which the clock is set forward says of the skipped times that they are; where it is set back, the hour that is shown twice has rows of its own for the second time.
 *
 * @throws CoachingError `time-of-day-grid.*`, `known-time-zone.unknown_zone`, `input.*`
 * @example
 * ```ts
 * const values = [{ startsAt: "2026-10-05T07:00:00Z", value: 60 }, { startsAt: "2026-10-05T08:00:00Z", value: 0 }];
 * const { days, times, cells } = timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 30, values });
 * days; // => [{ date: "2026-10-05", weekdayIndex: 0 }]
 * times.map(({ wallTime }) => wallTime); // => ["09:00", "09:30", "10:00"]
 * cells.map(({ value, reason }) => [value, reason]); // => [[60, null], [null, "no-value"], [0, null]]
 * ```
 */
export function timeOfDayGrid(question: TimeOfDayGridQuestion): TimeOfDayGrid {
  const { timeZone, zoneData, staffingIntervalMinutes, values } = check(TimeOfDayGridQuestion, question);
  const table = zonesOf(zoneData)(timeZone);
  const placed = values.map(({ startsAt, value }) => {
    const at = millisecondsOf(startsAt);
    const { date, wallTime } = wallMomentAt(table, at / MINUTE);
    return { day: dayNumberOf(date), wallTime, isRepeated: instantMillisecondsOf(table, millisecondsOf(`${date}T${wallTime}`)) < at, value };
  });
  const wallTimes = placed.map(({ wallTime }) => wallTime).sort(inTextOrder);
  const repeatedTimes = [...new Set(placed.flatMap(({ wallTime, isRepeated }) => (isRepeated ? [wallTime] : [])))].sort(inTextOrder);
  const shown = timesBetween(wallTimes[0] ?? "", wallTimes.at(-1) ?? "", staffingIntervalMinutes).map((wallTime): TimeOfDayGridTime => ({ wallTime, isRepeated: false }));
  // the second time follows the whole of the first one
  const after = repeatedTimes.length === 0 ? shown.length : shown.findIndex(({ wallTime }) => wallTime === repeatedTimes.at(-1)) + 1;
  const times = [...shown.slice(0, after), ...repeatedTimes.map((wallTime): TimeOfDayGridTime => ({ wallTime, isRepeated: true })), ...shown.slice(after)];
  return gridOf({ table, given: new Map(placed.map(({ day, value, ...time }) => [placeOf(day, time), value])), days: placed.map(({ day }) => day), times });
}
