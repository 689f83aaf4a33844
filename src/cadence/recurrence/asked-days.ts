import { DAY, weekdayIndexOfDayNumber } from "../../time/internal.js";
import { rrule } from "../rrule-adapter.js";
import { isLeapYear, monthOfDay, startOfMonth } from "./calendar-months.js";
import { ALL_MONTHS, type CompiledRule, type NumberedWeekday } from "./compiled-rule.js";

const weekStarts = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

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
  const known = rule.monthMasks[kind] ?? -1;
  if (known >= 0) return known;
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

/**
 * The days of one year that BYWEEKNO or BYYEARDAY name: rrule's, on floating dates, one part at a time and one year at a time. Alone each of them matches again
 * within twelve years, so that rrule, which searches until the year 9999, comes back.
 */
function daysByRrule(part: { readonly byweekno: number[] } | { readonly byyearday: number[] }, year: number, weekStart: number): ReadonlySet<number> {
  const { RRule } = rrule();
  const start = Date.UTC(year, 0, 1);
  const dates = new RRule({ freq: RRule.YEARLY, dtstart: new Date(start), until: new Date(Date.UTC(year, 11, 31)), wkst: RRule[weekStarts[weekStart] ?? "MO"], ...part }).all();
  return new Set(dates.map((date) => Math.round((date.getTime() - start) / DAY)));
}

/** The days of a year that the rule asks for, from 0. Years alike in length and first weekday have the same; where weeks are numbered the length of the year before counts too, for its last week may reach into this one. */
export function yearDays(rule: CompiledRule, year: number): readonly number[] {
  const january = (year - 1970) * 12;
  const start = startOfMonth(january);
  const length = startOfMonth(january + 12) - start;
  const first = weekdayIndexOfDayNumber(start);
  const kind = ((length - 365) * 2 + (isLeapYear(year - 1) ? 1 : 0)) * 7 + first;
  const known = rule.yearLists.get(kind);
  if (known !== undefined) return known;
  let days: number[] = [];
  for (let month = january; month < january + 12; month += 1) {
    if (((rule.monthsMask >> (month - january)) & 1) === 0) continue;
    for (let mask = monthMask(rule, month); mask !== 0; mask &= mask - 1) days.push(startOfMonth(month) - start + 31 - Math.clz32(mask & -mask));
  }
  if (rule.countsInYear) days = days.filter((day) => isNthOfYear(rule.weekdays, day, { first, dayCount: length }));
  if (rule.yearWeeks.length > 0) {
    const ofWeeks = daysByRrule({ byweekno: [...rule.yearWeeks] }, year, rule.weekStart);
    days = days.filter((day) => ofWeeks.has(day));
  }
  if (rule.yearDays.length > 0) {
    const ofDays = daysByRrule({ byyearday: [...rule.yearDays] }, year, rule.weekStart);
    days = days.filter((day) => ofDays.has(day));
  }
  rule.yearLists.set(kind, days);
  return days;
}

/** Whether a daily rule, or one that repeats within the day, falls on a day. */
export function isDayAsked(rule: CompiledRule, day: number): boolean {
  if (((rule.weekdaysMask >> weekdayIndexOfDayNumber(day)) & 1) === 0) return false;
  if (rule.monthsMask === ALL_MONTHS && rule.monthDays.length === 0 && rule.yearDays.length === 0) return true;
  const month = monthOfDay(day);
  if (((rule.monthsMask >> (month % 12)) & 1) === 0) return false;
  if (((monthMask(rule, month) >> (day - startOfMonth(month))) & 1) === 0) return false;
  if (rule.yearDays.length === 0) return true;
  const year = 1970 + Math.floor(month / 12);
  return yearDays(rule, year).includes(day - startOfMonth((year - 1970) * 12));
}
