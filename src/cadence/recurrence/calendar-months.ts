import { dayNumberOf } from "../../time/internal.js";
import { isLeapYear } from "../../unit/internal.js";

/** Months are counted from January 1970, 0; this one is January 2200, which no date has. */
export const END_MONTH = 2760;

function startsOfMonths(): Int32Array {
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const starts = new Int32Array(END_MONTH + 1);
  let day = dayNumberOf("1970-01-01");
  for (let month = 0; month <= END_MONTH; month += 1) {
    starts[month] = day;
    day += (lengths[month % 12] ?? 0) + (month % 12 === 1 && isLeapYear(1970 + Math.floor(month / 12)) ? 1 : 0);
  }
  return starts;
}
const starts = startsOfMonths();

/** The day number on which a month begins. */
export const startOfMonth = (month: number): number => starts[month] ?? 0;

/** The month that holds a day number from 1970 to 2199. */
export function monthOfDay(day: number): number {
  // 30.436875 days is the mean month of 400 years; the guess is at most one off
  const guess = Math.floor(day / 30.436875);
  if (day < startOfMonth(guess)) return guess - 1;
  return day >= startOfMonth(guess + 1) ? guess + 1 : guess;
}
