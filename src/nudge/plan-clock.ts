import { holidayDates, type WorkingDays } from "../time/index.js";
import { DAY, dayNumberOf, instantMillisecondsOf, minutesAfterMidnight, offsetChanges, offsetMillisecondsAt, weekdayIndexOf, weekdayIndexOfDayNumber, type WorkingDayTest, workingDayTest, type Zones, type ZoneTable } from "../time/internal.js";
import type { WallTime } from "../unit/index.js";
import type { NudgeRules, NudgeWish, QuietHours } from "./plan-rules.js";

const MINUTE = 60_000;

/** A zone's clock with its working days, compiled once for all who live by it. */
export interface NudgeClock {
  readonly table: ZoneTable;
  readonly isWorked: WorkingDayTest;
}

/** The clock of each calendar. */
export function clocksOf({ calendars, holidayCalendars }: NudgeRules, zones: Zones): ReadonlyMap<string, NudgeClock> {
  const calendarOf = new Map(holidayCalendars.map((calendar) => [calendar.id, calendar]));
  return new Map(calendars.map(({ id, timeZone, workingWeekdays, holidayCalendarIds }) => {
    const days: WorkingDays = { workingWeekdays, holidays: holidayDates(holidayCalendarIds.flatMap((one) => calendarOf.get(one) ?? [])) };
    return [id, { table: zones(timeZone), isWorked: workingDayTest(days) }];
  }));
}

/** What the clock of a zone shows at an instant, in milliseconds as if it were UTC. */
export const wallAt = (table: ZoneTable, instant: number): number => instant + offsetMillisecondsAt(table, instant);

/** The instant at which the clock shows `wall`: the first of two, and in a gap the first instant after it. */
export function firstInstantOf(table: ZoneTable, wall: number): number {
  const instant = instantMillisecondsOf(table, wall);
  if (wallAt(table, instant) === wall) return instant;
  // in a gap: the instant lies as far after the change as the wall lies in the gap
  return offsetChanges(table, instant - 2 * DAY, instant + 1).findLast(({ before, after }) => after > before)?.at ?? instant;
}

/** Monday of the ISO week of a day number. */
export const mondayOf = (dayNumber: number): number => dayNumber - weekdayIndexOfDayNumber(dayNumber);

/** The ISO 8601 name of the week that begins on `monday`: its year is that of its Thursday. */
export function isoWeekName(monday: number, dateOf: (dayNumber: number) => string): string {
  const year = dateOf(monday + 3).slice(0, 4);
  const first = mondayOf(dayNumberOf(`${year}-01-04`));
  return `${year}-W${String((monday - first) / 7 + 1).padStart(2, "0")}`;
}

/** The wall clock at a time of a day. */
export const wallOfTime = (dayNumber: number, atTime: WallTime): number => dayNumber * DAY + minutesAfterMidnight(atTime) * MINUTE;

/** The wall clock of a wish in the week of `monday`. */
export const wallOfWish = (monday: number, { weekday, atTime }: NudgeWish): number => wallOfTime(monday + weekdayIndexOf(weekday), atTime);

/** The day number of a wall clock, and the time of that day, in milliseconds. */
export function dayAndTimeOf(wall: number): readonly [day: number, time: number] {
  const day = Math.floor(wall / DAY);
  return [day, wall - day * DAY];
}

/** Whether a time of a day, in milliseconds, lies in the quiet hours. */
export function quietTest({ fromTime, toTime }: QuietHours): (time: number) => boolean {
  const [from, to] = [minutesAfterMidnight(fromTime) * MINUTE, minutesAfterMidnight(toTime) * MINUTE];
  return (time) => (from < to ? time >= from && time < to : time >= from || time < to);
}

const byNearness = (target: number) => (left: number, right: number): number => Math.abs(left - target) - Math.abs(right - target) || left - right;

/** The days of the week of `monday`, nearest to `day` first; the earlier of two as near. */
export const daysNear = (monday: number, day: number): readonly number[] => [0, 1, 2, 3, 4, 5, 6].map((index) => monday + index).sort(byNearness(day));

/** `time` and every slot of a day, in milliseconds, nearest to `time` first; the earlier of two as near. */
export function timesNear(time: number, everyMinutes: number): readonly number[] {
  const step = everyMinutes * MINUTE;
  return [...new Set([time, ...Array.from({ length: DAY / step }, (_, index) => index * step)])].sort(byNearness(time));
}
