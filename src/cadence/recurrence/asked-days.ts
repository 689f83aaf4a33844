import { DAY, dayNumberOf, weekdayIndexOfDayNumber } from "../../time/internal.js";
import { isLeapYear } from "../../unit/internal.js";
import { rrule } from "../rrule-adapter.js";
import { END_MONTH, monthOfDay, startOfMonth } from "./calendar-months.js";
import type { CompiledRule, NumberedWeekday } from "./compiled-rule.js";

/** The days of a month, as bits, that weekdays name. `first` is the weekday of its first day. */
function weekdayBits(weekdays: readonly NumberedWeekday[], first: number, length: number): number {
  let mask = 0;
  for (const { index, ordinal } of weekdays) {
    const start = (index - first + 7) % 7;
    const count = Math.floor((length - 1 - start) / 7) + 1;
    if (ordinal === 0) for (let day = start; day < length; day += 7) mask |= 1 << day;
    else if (Math.abs(ordinal) <= count) mask |= 1 << (start + 7 * (ordinal > 0 ? ordinal - 1 : count + ordinal));
  }
  return mask;
}

function monthDayBits(monthDays: readonly number[], length: number): number {
  let mask = 0;
  for (const asked of monthDays) {
    const day = asked > 0 ? asked - 1 : length + asked;
    if (day >= 0 && day < length) mask |= 1 << day;
  }
  return mask;
}

/** The days of a month that the rule asks for, the first one the lowest bit; months of one length that begin on one weekday are alike. */
export function monthMask(rule: CompiledRule, month: number): number {
  const start = startOfMonth(month);
  const length = startOfMonth(month + 1) - start;
  const first = weekdayIndexOfDayNumber(start);
  const kind = (length - 28) * 7 + first;
  const known = rule.monthMasks[kind];
  if (known !== undefined) return known;
  let mask = 2 ** length - 1;
  if (rule.monthDays.length > 0) mask &= monthDayBits(rule.monthDays, length);
  if (rule.weekdays.length > 0 && !rule.countsInYear) mask &= weekdayBits(rule.weekdays, first, length);
  rule.monthMasks[kind] = mask;
  return mask;
}

/** Whether the weekdays of a rule whose ordinals count within the year name its day `dayOfYear`, from 0. */
function isNthOfYear(weekdays: readonly NumberedWeekday[], dayOfYear: number, { first, dayCount }: { readonly first: number; readonly dayCount: number }): boolean {
  const weekday = (first + dayOfYear) % 7;
  const fromFirst = Math.floor(dayOfYear / 7) + 1;
  const fromLast = -Math.floor((dayCount - 1 - dayOfYear) / 7) - 1;
  return weekdays.some(({ index, ordinal }) => index === weekday && (ordinal === 0 || ordinal === fromFirst || ordinal === fromLast));
}

/** The day number on which week 1 of a year begins: the first week with at least four of its days (RFC 5545 section 3.3.10, ISO 8601), so the one that holds 4 January. */
function firstWeek(year: number, weekStart: number): number {
  const fourth = dayNumberOf(`${String(year)}-01-04`);
  return fourth - ((weekdayIndexOfDayNumber(fourth) - weekStart + 7) % 7);
}

/** Whether the week of a day, a day number of `year`, is asked for. It may be the last one of the year before, or the first one of the next. */
function weekTest({ yearWeeks, weekStart }: CompiledRule, year: number): (day: number) => boolean {
  const [first = 0, second = 0, third = 0, fourth = 0] = [year - 1, year, year + 1, year + 2].map((one) => firstWeek(one, weekStart));
  return (day) => {
    const [from, before] = day < second ? [first, second] : day < third ? [second, third] : [third, fourth];
    const week = Math.floor((day - from) / 7) + 1;
    return yearWeeks.includes(week) || yearWeeks.includes(week - (before - from) / 7 - 1);
  };
}

/**
 * The days of one year that BYYEARDAY names: rrule's, on floating dates and one year at a time. Alone such a rule matches again within twelve years (day 366),
 * so that rrule, which searches until the year 9999, comes back. Its BYWEEKNO is not used: it gives the first days of 2011 to a week 53 that 2010 does not have.
 */
function daysByNumber({ yearDays: numbers, numberedDays }: CompiledRule, year: number): ReadonlySet<number> {
  const kind = isLeapYear(year) ? 1 : 0;
  const known = numberedDays[kind];
  if (known !== undefined) return known;
  const { RRule } = rrule();
  const start = Date.UTC(year, 0, 1);
  const dates = new RRule({ freq: RRule.YEARLY, dtstart: new Date(start), until: new Date(Date.UTC(year, 11, 31)), byyearday: [...numbers] }).all();
  const days = new Set(dates.map((date) => Math.round((date.getTime() - start) / DAY)));
  numberedDays[kind] = days;
  return days;
}

/** The days of a year that the rule asks for, from 0. Years alike in length and first weekday have the same; where weeks are numbered the lengths of their neighbors count too, whose weeks may reach into them. */
export function yearDays(rule: CompiledRule, year: number): readonly number[] {
  const january = (year - 1970) * 12;
  const start = startOfMonth(january);
  const length = startOfMonth(january + 12) - start;
  const first = weekdayIndexOfDayNumber(start);
  const neighbors = (isLeapYear(year - 1) ? 1 : 0) + (isLeapYear(year + 1) ? 2 : 0);
  const kind = ((length - 365) * 4 + neighbors) * 7 + first;
  const known = rule.yearLists[kind];
  if (known !== undefined) return known;
  let days: number[] = [];
  for (let month = january; month < january + 12; month += 1) {
    if (((rule.monthsMask >> (month - january)) & 1) === 0) continue;
    for (let mask = monthMask(rule, month); mask !== 0; mask &= mask - 1) days.push(startOfMonth(month) - start + 31 - Math.clz32(mask & -mask));
  }
  if (rule.countsInYear) days = days.filter((day) => isNthOfYear(rule.weekdays, day, { first, dayCount: length }));
  if (rule.yearWeeks.length > 0) {
    const isInWeeks = weekTest(rule, year);
    days = days.filter((day) => isInWeeks(start + day));
  }
  if (rule.yearDays.length > 0) {
    const numbered = daysByNumber(rule, year);
    days = days.filter((day) => numbered.has(day));
  }
  rule.yearLists[kind] = days;
  return days;
}

/** The days of a month that a daily rule, or one that repeats within the day, may fall on. */
const maskOfMonth = (rule: CompiledRule, month: number): number => (((rule.monthsMask >> (month % 12)) & 1) === 0 ? 0 : monthMask(rule, month));

/** Whether a month has no day that the rule asks for, or lies in a year that has none by its numbers. */
const isEmptyMonth = (rule: CompiledRule, month: number): boolean => maskOfMonth(rule, month) === 0 || (rule.yearDays.length > 0 && yearDays(rule, 1970 + Math.floor(month / 12)).length === 0);

/** The first day from `day` on whose month may have any that the rule asks for; the end of the calendar when there is none. */
export function skipEmptyMonths(rule: CompiledRule, day: number): number {
  if (!rule.usesCalendar) return day;
  let month = monthOfDay(day);
  if (!isEmptyMonth(rule, month)) return day;
  do month += 1; while (month < END_MONTH && isEmptyMonth(rule, month));
  return startOfMonth(month);
}

/** Whether a daily rule, or one that repeats within the day, falls on a day. */
export function isDayAsked(rule: CompiledRule, day: number): boolean {
  if (!rule.usesCalendar) return ((rule.weekdaysMask >> weekdayIndexOfDayNumber(day)) & 1) === 1;
  const month = monthOfDay(day);
  if (((maskOfMonth(rule, month) >> (day - startOfMonth(month))) & 1) === 0) return false;
  if (rule.yearDays.length === 0) return true;
  const year = 1970 + Math.floor(month / 12);
  return yearDays(rule, year).includes(day - startOfMonth((year - 1970) * 12));
}
