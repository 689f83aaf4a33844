import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { CivilDate, Id, Title } from "../unit/index.js";

const repeatedDate: Fault = { code: "holiday-calendar.repeated_date", message: "The date {date} stands in the calendar “{id}” twice.", hint: "Keep one entry for each date." };

/** A day on which nobody is expected to work. */
export interface Holiday {
  /** The day. */
  readonly date: CivilDate;
  /** What people call it. */
  readonly name: Title;
}
/** A day on which nobody is expected to work. */
export const Holiday = z.strictObject({ date: CivilDate, name: Title }).readonly() satisfies z.ZodType<Holiday>;

/** The holidays of a country, a site or a client, as data: this package ships none, since laws change. */
export interface HolidayCalendar {
  /** The host's id of the calendar. */
  readonly id: Id;
  /** What people call it. */
  readonly name: Title;
  /** Each day once, in any order; moving feasts are written out year by year. */
  readonly holidays: readonly Holiday[];
}
/** The holidays of a country, a site or a client, as data. The fault is `holiday-calendar.repeated_date`. */
export const HolidayCalendar = z
  .strictObject({ id: Id, name: Title, holidays: z.array(Holiday).max(10_000).readonly() })
  .check(rule(({ id, holidays }: HolidayCalendar, report) => {
    for (const [index, { date }] of repeated(holidays, ({ date }) => date)) report(repeatedDate, ["holidays", index, "date"], { date, id });
  }))
  .readonly() satisfies z.ZodType<HolidayCalendar>;

/** What becomes of something dated on a day without work: it stays, is left out, or moves to the next or the previous working day at the same wall time. */
export const HolidayPolicy = z.enum(["stay", "skip", "next-working-day", "previous-working-day"]);
/** What becomes of something dated on a day without work. */
export type HolidayPolicy = z.infer<typeof HolidayPolicy>;

/**
 * The dates of one or more calendars, each once and in order, as working days and working hours take them.
 *
 * @throws CoachingError `input.*`, `holiday-calendar.repeated_date`
 * @example
 * ```ts
 * const berlin = { id: "de-be", name: "Berlin", holidays: [{ date: "2027-10-03", name: "Tag der Deutschen Einheit" }, { date: "2027-05-01", name: "Tag der Arbeit" }] };
 * holidayDates([berlin]); // => ["2027-05-01", "2027-10-03"]
 * ```
 */
export function holidayDates(calendars: readonly HolidayCalendar[]): readonly CivilDate[] {
  const dates = check(z.array(HolidayCalendar).max(100), calendars).flatMap(({ holidays }) => holidays.map(({ date }) => date));
  return [...new Set(dates)].sort();
}
