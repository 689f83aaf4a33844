import { utc } from "@date-fns/utc";
import { addDays as addDaysTo } from "date-fns/addDays";
import { addMonths as addMonthsTo } from "date-fns/addMonths";
import { differenceInCalendarDays } from "date-fns/differenceInCalendarDays";
import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { CivilDate } from "../unit/index.js";
import { dateOfDayNumber, DAY, dayNumberOf, weekdayIndexOfDayNumber } from "./day-number.js";
import { isWithinTime } from "./instant-text.js";

/** `in` keeps date-fns off the host's zone: under Pacific/Apia it would skip 2011-12-30, and so would the context of `@date-fns/tz`. */
const inUtc = { in: utc };

const outOfRange: Fault = { code: "civil-date.out_of_range", message: "The date lies outside the years 1970 to 2199.", hint: "Stay within these years." };

/** A day of the week by its two letters in RFC 5545. */
export const Weekday = z.enum(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
/** A day of the week by its two letters in RFC 5545: `MO`, `TU`, `WE`, `TH`, `FR`, `SA`, `SU`. */
export type Weekday = z.infer<typeof Weekday>;

/** The weekday of a day number. */
export const weekdayOfDayNumber = (dayNumber: number): Weekday => Weekday.options[weekdayIndexOfDayNumber(dayNumber)] ?? "MO";
/** Monday 0 to Sunday 6. */
export const weekdayIndexOf = (weekday: Weekday): number => Weekday.options.indexOf(weekday);

/** The first millisecond of the date as if it were in UTC. */
const midnightOf = (date: CivilDate): number => dayNumberOf(date) * DAY;

function dateAt(milliseconds: number, key: string): CivilDate {
  if (!isWithinTime(milliseconds)) throw faultAt(outOfRange, [key]);
  return dateOfDayNumber(milliseconds / DAY);
}

const DaysLater = z.strictObject({ date: CivilDate, days: z.int() });
const MonthsLater = z.strictObject({ date: CivilDate, months: z.int() });
const DateSpan = z.strictObject({ fromDate: CivilDate, toDate: CivilDate });
const WeekOf = z.strictObject({ date: CivilDate, weekStartsOn: Weekday });

/**
 * The date `days` days after `date`; before it when negative. No time zone takes part.
 *
 * @throws CoachingError `input.*`; `civil-date.out_of_range` when the result is before 1970 or after 2199
 * @example
 * ```ts
 * addDays("2026-02-28", 1); // => "2026-03-01"
 * ```
 */
export function addDays(date: CivilDate, days: number): CivilDate {
  const later = check(DaysLater, { date, days });
  return dateAt(addDaysTo(midnightOf(later.date), later.days, inUtc).getTime(), "days");
}

/**
 * The date `months` months after `date`; before it when negative. A month too short for the day gives its last day.
 *
 * @throws CoachingError `input.*`; `civil-date.out_of_range` when the result is before 1970 or after 2199
 * @example
 * ```ts
 * addMonths("2027-10-31", 4); // => "2028-02-29"
 * ```
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const later = check(MonthsLater, { date, months });
  return dateAt(addMonthsTo(midnightOf(later.date), later.months, inUtc).getTime(), "months");
}

/**
 * The days from `fromDate` to `toDate`; negative when `toDate` is the earlier.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * daysBetween({ fromDate: "2028-02-28", toDate: "2028-03-01" }); // => 2
 * ```
 */
export function daysBetween(span: { readonly fromDate: CivilDate; readonly toDate: CivilDate }): number {
  const { fromDate, toDate } = check(DateSpan, span);
  return differenceInCalendarDays(midnightOf(toDate), midnightOf(fromDate), inUtc) + 0;
}

/**
 * The day of the week of `date`.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * weekdayOf("2026-10-05"); // => "MO"
 * ```
 */
export const weekdayOf = (date: CivilDate): Weekday => weekdayOfDayNumber(dayNumberOf(check(CivilDate, date)));

/**
 * The first day of the week that holds `date`: the latest date not after it that falls on `weekStartsOn`.
 *
 * @throws CoachingError `input.*`; `civil-date.out_of_range` when the week begins before 1970
 * @example
 * ```ts
 * startOfWeek("2026-10-08", "MO"); // => "2026-10-05"
 * startOfWeek("2026-10-08", "SU"); // => "2026-10-04"
 * ```
 */
export function startOfWeek(date: CivilDate, weekStartsOn: Weekday): CivilDate {
  const week = check(WeekOf, { date, weekStartsOn });
  const dayNumber = dayNumberOf(week.date);
  const daysIn = (weekdayIndexOfDayNumber(dayNumber) - weekdayIndexOf(week.weekStartsOn) + 7) % 7;
  return dateAt((dayNumber - daysIn) * DAY, "date");
}
