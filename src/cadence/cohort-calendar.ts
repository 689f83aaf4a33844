import type { HolidayPolicy } from "../time/index.js";
import { dayNumberOf, daysOfLeave, weekdayIndexOfDayNumber, type Zones, type ZoneTable } from "../time/internal.js";
import type { Cohort } from "./cohort.js";
import type { Move } from "./move.js";
import { weekdayIndex } from "./compiled-program.js";

/** A cohort's calendar as numbers. */
export interface CohortCalendar {
  readonly cohort: Cohort;
  readonly table: ZoneTable;
  /** Day number of the start date S. */
  readonly startDay: number;
  /** Day number of W0, where week 0 begins. */
  readonly weekZeroDay: number;
  /** Index of the weekday on which weeks begin, Monday 0. */
  readonly weekStart: number;
  /** One bit for each working weekday, Monday the lowest. */
  readonly workingMask: number;
  /** Holidays and leave by day number. */
  readonly daysOff: ReadonlyMap<number, Obstacle>;
}

/** What keeps something from taking place on a day. */
export type Obstacle = Pick<Move, "reason" | "name">;

/** Blackout hours that a touchpoint would run into, by weekday, Monday 0. */
export type BlackedOut = ReadonlyMap<number, string>;
/** Of a touchpoint without blackout hours. */
export const neverBlackedOut: BlackedOut = new Map();

/** Nobody is off longer than this; a search for a working day ends here. */
const searchDays = 366;

/** The cohort's calendar as numbers, made once and asked often. */
export function calendarOf(cohort: Cohort, zones: Zones): CohortCalendar {
  const startDay = dayNumberOf(cohort.startDate);
  const weekStart = weekdayIndex[cohort.weekStartsOn];
  return {
    cohort,
    table: zones(cohort.timeZone),
    startDay,
    weekZeroDay: startDay - ((weekdayIndexOfDayNumber(startDay) - weekStart + 7) % 7),
    weekStart,
    workingMask: cohort.workingWeekdays.reduce((mask, weekday) => mask | (1 << weekdayIndex[weekday]), 0),
    daysOff: new Map([
      ...(cohort.leave ?? []).flatMap(daysOfLeave).map((day): [number, Obstacle] => [day, { reason: "leave", name: null }]),
      ...cohort.holidays.map(({ date, name }): [number, Obstacle] => [dayNumberOf(date), { reason: "holiday", name }]),
    ]),
  };
}

/** Whether nobody works on a day, or the hour is blacked out. */
export function isBlocked({ workingMask, daysOff }: CohortCalendar, day: number, blackedOut: BlackedOut): boolean {
  const weekday = weekdayIndexOfDayNumber(day);
  return ((workingMask >> weekday) & 1) === 0 || daysOff.has(day) || blackedOut.has(weekday);
}

/** What is in the way on a blocked day. */
export function obstacleOn({ workingMask, daysOff }: CohortCalendar, day: number, blackedOut: BlackedOut): Obstacle {
  const weekday = weekdayIndexOfDayNumber(day);
  if (((workingMask >> weekday) & 1) === 1 && !daysOff.has(day)) return { reason: "blackout-hours", name: blackedOut.get(weekday) ?? null };
  return daysOff.get(day) ?? { reason: "weekday-off", name: null };
}

/** The day that a policy puts in place of `day`; `null` when it drops the day or finds none. */
export function dayByPolicy(calendar: CohortCalendar, day: number, { policy, blackedOut }: { readonly policy: HolidayPolicy; readonly blackedOut: BlackedOut }): number | null {
  if (policy === "stay" || !isBlocked(calendar, day, blackedOut)) return day;
  if (policy === "skip") return null;
  const step = policy === "next-working-day" ? 1 : -1;
  for (let distance = 1; distance <= searchDays; distance += 1) {
    if (!isBlocked(calendar, day + step * distance, blackedOut)) return day + step * distance;
  }
  return null;
}
