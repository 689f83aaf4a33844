import * as z from "zod";
import { check, pattern } from "../error/index.js";
import { CivilDate, Instant, WallTime } from "../unit/index.js";
import { Weekday } from "./civil-date.js";
import { DAY, dayNumberOf, digitsAt, weekdayIndexOfDayNumber } from "./day-number.js";
import { millisecondsOf } from "./instant-text.js";
import { KnownTimeZone } from "./known-time-zone.js";
import { type MillisecondSpan, rangeRule, type TimeRange, type TimeSpan, timeSpanOf, unionOfSpans } from "./time-span.js";
import { ZoneData, type Zones, zonesOf } from "./zone-data.js";
import { instantMillisecondsOf, type ZoneTable } from "./zone-table.js";

/** A wall time at which a period ends: `HH:MM`, or `24:00` for the end of the day, as people write it. */
export const EndTime = pattern(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u, { maximumLength: 5, error: "An end is a wall time HH:MM, from 00:00 to 24:00.\nWrite it as 17:30." });
/** A wall time at which a period ends: `HH:MM` or `24:00`. */
export type EndTime = z.infer<typeof EndTime>;

/** A period of work on a day, by the wall clock. */
export interface DailyHours {
  /** When it begins. */
  readonly fromTime: WallTime;
  /** When it ends: on the next day when this is not later than `fromTime`. 00:00 to 24:00 is the whole day, and so is 00:00 to 00:00. */
  readonly toTime: EndTime;
}
/** A period of work on a day, by the wall clock. */
export const DailyHours = z.strictObject({ fromTime: WallTime, toTime: EndTime }).readonly() satisfies z.ZodType<DailyHours>;

/** When a person works: by weekday, in the person's own zone. */
export interface WorkingHours {
  /** Where the person's clock hangs. */
  readonly timeZone: KnownTimeZone;
  /** The periods of each weekday; a weekday left out is free. A period belongs to the day on which it begins. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly DailyHours[]>>>;
  /** Dates on which no period begins. */
  readonly holidays: readonly CivilDate[];
}
/** When a person works: by weekday, in the person's own zone. */
export const WorkingHours = z
  .strictObject({ timeZone: KnownTimeZone, weekly: z.partialRecord(Weekday, z.array(DailyHours).max(12).readonly()).readonly(), holidays: z.array(CivilDate).max(10_000).readonly() })
  .readonly() satisfies z.ZodType<WorkingHours>;

/** Working hours made ready to be asked often. */
export interface WorkingPattern {
  readonly table: ZoneTable;
  /** For each weekday from Monday on: milliseconds after midnight by the wall clock. */
  readonly periods: readonly (readonly MillisecondSpan[])[];
  /** Day numbers. */
  readonly holidays: ReadonlySet<number>;
}

/** Minutes from midnight to a checked reading of the wall clock. */
export const minutesAfterMidnight = (wallTime: EndTime): number => digitsAt(wallTime, 0) * 60 + digitsAt(wallTime, 3);

function periodOf({ fromTime, toTime }: DailyHours): MillisecondSpan {
  const [from, to] = [minutesAfterMidnight(fromTime) * 60_000, minutesAfterMidnight(toTime) * 60_000];
  return [from, to <= from ? to + DAY : to];
}

/** Checked working hours, made ready to be asked often. */
export const workingPatternOf = ({ timeZone, weekly, holidays }: WorkingHours, zones: Zones): WorkingPattern => ({
  table: zones(timeZone),
  periods: Weekday.options.map((weekday) => (weekly[weekday] ?? []).map(periodOf)),
  holidays: new Set(holidays.map(dayNumberOf)),
});

/** No zone is farther from UTC. */
const FARTHEST_OFFSET = 0.75 * DAY;

/**
 * The working time in [`from`, `to`), merged and in order. Both ends of a period are taken to instants by the rule `compatible`,
 * so a period that spans a clock change is as long as the clock makes it, and one that lies in a gap moves with it.
 */
export function workingTimes({ table, periods, holidays }: WorkingPattern, from: number, to: number): readonly MillisecondSpan[] {
  const spans: MillisecondSpan[] = [];
  const lastDay = Math.floor((to + FARTHEST_OFFSET) / DAY);
  // A period that began the day before may reach into the range.
  for (let day = Math.floor((from - FARTHEST_OFFSET) / DAY) - 1; day <= lastDay; day += 1) {
    if (holidays.has(day)) continue;
    for (const [start, end] of periods[weekdayIndexOfDayNumber(day)] ?? []) {
      spans.push([Math.max(from, instantMillisecondsOf(table, day * DAY + start)), Math.min(to, instantMillisecondsOf(table, day * DAY + end))]);
    }
  }
  return unionOfSpans(spans);
}

/** Working hours over a range of time. */
export interface WorkingHoursInRange extends TimeRange {
  /** The hours. */
  readonly hours: WorkingHours;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
/** Working hours over a range of time. */
export const WorkingHoursInRange = z.strictObject({ hours: WorkingHours, fromAt: Instant, toAt: Instant, zoneData: z.exactOptional(ZoneData) }).check(rangeRule).readonly() satisfies z.ZodType<WorkingHoursInRange>;

/**
 * When a person works within a range of at most 1830 days: spans in UTC, cut to the range, touching ones merged.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `time-span.range_too_long`
 * @example
 * ```ts
 * const hours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "09:00", toTime: "12:00" }, { fromTime: "13:00", toTime: "17:00" }] }, holidays: [] };
 * workingSpans({ hours, fromAt: "2027-11-01T00:00:00Z", toAt: "2027-11-02T00:00:00Z" })[0]; // => { startsAt: "2027-11-01T08:00:00Z", endsAt: "2027-11-01T11:00:00Z" }
 * ```
 */
export function workingSpans(input: WorkingHoursInRange): readonly TimeSpan[] {
  const { hours, fromAt, toAt, zoneData } = check(WorkingHoursInRange, input);
  return workingTimes(workingPatternOf(hours, zonesOf(zoneData)), millisecondsOf(fromAt), millisecondsOf(toAt)).map(timeSpanOf);
}
