import * as z from "zod";
import { pattern } from "../error/index.js";

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Whether a year has a 29 February. */
export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The calendar is checked by arithmetic here: date libraries live in the room of time. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number);
  const days = daysInMonth[month - 1] ?? 0;
  return day >= 1 && day <= (month === 2 && isLeapYear(year) ? 29 : days);
}

/** What is wrong with 2027-02-30. */
export const noSuchDay = { error: "There is no such day in the calendar.\nCheck the month and the day." };

/** A calendar date `YYYY-MM-DD`, years 1970 to 2199, no time, no zone. */
export const CivilDate = pattern(/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\d$/u, { maximumLength: 10, error: "A date is YYYY-MM-DD, from 1970 to 2199.\nWrite it as 2026-10-05." })
  .check(z.refine((text: string) => !/^\d{4}-\d\d-\d\d$/u.test(text.slice(0, 11)) || isDay(text), noSuchDay));
/** A calendar date `YYYY-MM-DD`, years 1970 to 2199. */
export type CivilDate = z.infer<typeof CivilDate>;

/** An instant in UTC, RFC 3339 with `Z`, to the second or the millisecond: `2026-10-05T07:00:00Z`. */
export const Instant = pattern(/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/u, { maximumLength: 24, error: "An instant is RFC 3339 in UTC, from 1970 to 2199.\nWrite it as 2026-10-05T07:00:00Z." })
  .check(z.refine((text: string) => !/^\d{4}-\d\d-\d\dT/u.test(text.slice(0, 11)) || isDay(text), noSuchDay));
/** An instant in UTC: `2026-10-05T07:00:00Z`. */
export type Instant = z.infer<typeof Instant>;

/** A reading of a wall clock, `HH:MM`, 00:00 to 23:59. It means something only beside a time zone. */
export const WallTime = pattern(/^([01]\d|2[0-3]):[0-5]\d$/u, { maximumLength: 5, error: "A wall time is HH:MM, from 00:00 to 23:59.\nWrite it as 09:30." });
/** A reading of a wall clock, `HH:MM`. */
export type WallTime = z.infer<typeof WallTime>;

/** The name of a time zone in the form of the IANA data base, `Europe/Berlin`. Whether the runtime knows it is asked in the room of time. */
export const TimeZoneId = pattern(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,3}$/u, { maximumLength: 64, error: "A time zone is an IANA name.\nUse a name such as Europe/Berlin." });
/** The name of a time zone in the form of the IANA data base, `Europe/Berlin`. */
export type TimeZoneId = z.infer<typeof TimeZoneId>;
