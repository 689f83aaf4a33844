import type { CivilDate } from "../unit/index.js";

/** Milliseconds of a day of UTC, which has no clock changes. */
export const DAY = 86_400_000;
/** The day number of 2200-01-01, the first day that no `CivilDate` names. */
export const END_DAY_NUMBER = 84_006;

/** "00" to "99": cheaper than padding each time. */
const two: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));
/** A number below 100 as two digits. */
export const twoDigits = (number: number): string => two[number] ?? String(number);

/** The whole number that the two digits at `index` spell. */
export const digitsAt = (text: string, index: number): number => text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - 528;

/**
 * Days from 1970-01-01 to `date`, which must have been checked.
 *
 *   n = 146097·e + 365·y + ⌊y/4⌋ − ⌊y/100⌋ + ⌊(153·m + 2)/5⌋ + d − 719469
 *
 * e: era of 400 years, y: year of the era, m: month, d: day of the month; years begin on 1 March, so that 29 February is their last day.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
 */
export function dayNumberOf(date: CivilDate): number {
  const month = digitsAt(date, 5);
  const year = digitsAt(date, 0) * 100 + digitsAt(date, 2) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digitsAt(date, 8) - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The date `dayNumber` days after 1970-01-01: `civil_from_days` of the same source. */
export function dateOfDayNumber(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${twoDigits(Math.floor(year / 100))}${twoDigits(year % 100)}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The weekday of a day number, Monday 0 to Sunday 6; 1970-01-01 was a Thursday. */
export const weekdayIndexOfDayNumber = (dayNumber: number): number => (((dayNumber + 3) % 7) + 7) % 7;
