import type { HolidayPolicy } from "../time/index.js";
import { dayNumberOf, weekdayIndexOfDayNumber, type Zones, type ZoneTable } from "../time/internal.js";
import type { Cohort } from "./cohort.js";
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
  readonly holidays: ReadonlyMap<number, string>;
}

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
    holidays: new Map(cohort.holidays.map(({ date, name }) => [dayNumberOf(date), name])),
  };
}

/** Whether nobody works on a day. */
export const isBlocked = ({ workingMask, holidays }: CohortCalendar, day: number): boolean => ((workingMask >> weekdayIndexOfDayNumber(day)) & 1) === 0 || holidays.has(day);

/** Why nobody works on a blocked day. */
export const reasonBlocked = ({ holidays }: CohortCalendar, day: number): "holiday" | "weekday-off" => (holidays.has(day) ? "holiday" : "weekday-off");

/** The day that a policy puts in place of `day`; `null` when it drops the day or finds none. */
export function dayByPolicy(calendar: CohortCalendar, day: number, policy: HolidayPolicy): number | null {
  if (policy === "stay" || !isBlocked(calendar, day)) return day;
  if (policy === "skip") return null;
  const step = policy === "next-working-day" ? 1 : -1;
  for (let distance = 1; distance <= searchDays; distance += 1) {
    if (!isBlocked(calendar, day + step * distance)) return day + step * distance;
  }
  return null;
}
