import { type Fault, faultAt, type IssuePath } from "../error/index.js";
import { dateOfDayNumber, DAY, dayNumberOf, weekdayIndexOf, weekdayIndexOfDayNumber, weekdayOfDayNumber } from "../time/internal.js";
import { RECURRENCE_LIMITS, type RecurrenceRule } from "./recurrence-rule.js";
import { rrule } from "./rrule-adapter.js";

const tooLong: Fault = { code: "recurrence-days.too_long", message: "The rule does not end within {years} years of its first date.", hint: "Lower COUNT or INTERVAL, or set UNTIL." };
const tooMany: Fault = { code: "recurrence-days.too_many", message: "The rule comes to more than {limit} dates.", hint: "Set an earlier UNTIL." };
const noDates: Fault = { code: "recurrence-days.no_dates", message: "The rule has no date from {firstDate} on.", hint: "Correct UNTIL, or the parts that rule each other out." };

/** From a first day to the day before another, as day numbers. */
interface Span {
  readonly from: number;
  readonly before: number;
}

/** The first day of a month; months are counted from January of the year 0. */
const firstOfMonth = (month: number): number => dayNumberOf(`${String(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, "0")}-01`);
const months = (from: number, count: number): Span => ({ from: firstOfMonth(from), before: firstOfMonth(from + count) });

/** A month of the calendar, 0 is January of the year 0. */
interface Month extends Span {
  readonly number: number;
}
function monthOf(day: number): Month {
  const date = dateOfDayNumber(day);
  const number = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  return { number, ...months(number, 1) };
}

/** The period of the rule's frequency that lies `distance` periods after the one that holds `day`. */
function periodFrom({ frequency, weekStartsOn }: RecurrenceRule, day: number, distance: number): Span {
  switch (frequency) {
    case "DAILY":
      return { from: day + distance, before: day + distance + 1 };
    case "WEEKLY": {
      const from = day - ((weekdayIndexOfDayNumber(day) - weekdayIndexOf(weekStartsOn) + 7) % 7) + 7 * distance;
      return { from, before: from + 7 };
    }
    case "MONTHLY":
      return months(monthOf(day).number + distance, 1);
    case "YEARLY":
      return months(12 * (Math.floor(monthOf(day).number / 12) + distance), 12);
  }
}

/** Whether `number`, or its place counted from the end of `length`, is asked for. */
const isAsked = (asked: readonly number[], number: number, length: number): boolean => asked.includes(number) || asked.includes(number - length - 1);

/** Parts that a rule leaves out are taken from its first day: RFC 5545 section 3.3.10, "information … from the DTSTART". */
function completed(rule: RecurrenceRule, firstDay: number): RecurrenceRule {
  if (rule.frequency === "DAILY" || rule.weekdays.length > 0 || rule.monthDays.length > 0) return rule;
  const first = dateOfDayNumber(firstDay);
  if (rule.frequency === "WEEKLY") return { ...rule, weekdays: [{ weekday: weekdayOfDayNumber(firstDay), ordinal: null }] };
  const ownMonths = rule.frequency === "YEARLY" && rule.months.length === 0 ? [Number(first.slice(5, 7))] : rule.months;
  return { ...rule, months: ownMonths, monthDays: [Number(first.slice(8))] };
}

/** The days of a period that the rule asks for, before positions are taken. An ordinal counts weekdays within the year where a yearly rule names no month, else within the month. */
function daysAsked(rule: RecurrenceRule, period: Span, known: Month): { readonly days: readonly number[]; readonly month: Month } {
  const days: number[] = [];
  let month = known;
  for (let day = period.from; day < period.before; day += 1) {
    if (day < month.from || day >= month.before) month = monthOf(day);
    if (rule.months.length > 0 && !rule.months.includes((month.number % 12) + 1)) {
      day = month.before - 1;
      continue;
    }
    if (rule.monthDays.length > 0 && !isAsked(rule.monthDays, day - month.from + 1, month.before - month.from)) continue;
    if (isWeekdayAsked(rule, day, rule.frequency === "YEARLY" && rule.months.length === 0 ? period : month)) days.push(day);
  }
  return { days, month };
}

function isWeekdayAsked({ weekdays }: RecurrenceRule, day: number, { from, before }: Span): boolean {
  if (weekdays.length === 0) return true;
  const name = weekdayOfDayNumber(day);
  const fromStart = Math.floor((day - from) / 7) + 1;
  const fromEnd = -Math.floor((before - 1 - day) / 7) - 1;
  return weekdays.some(({ weekday, ordinal }) => weekday === name && (ordinal === null || ordinal === fromStart || ordinal === fromEnd));
}

/** Weeks and days of the year are rrule's: on floating dates, and only in the shapes that the reader lets pass, which match within a few years. */
function daysByYear(rule: RecurrenceRule, firstDay: number, lastDay: number): readonly number[] {
  const { RRule } = rrule();
  const list = (numbers: readonly number[]): number[] | null => (numbers.length === 0 ? null : [...numbers]);
  const dates = new RRule({
    freq: RRule.YEARLY, interval: rule.everyPeriods, dtstart: new Date(firstDay * DAY), until: new Date(lastDay * DAY), wkst: RRule[rule.weekStartsOn],
    byweekday: rule.weekdays.length === 0 ? null : rule.weekdays.map(({ weekday }) => RRule[weekday]), byweekno: list(rule.yearWeeks), byyearday: list(rule.yearDays),
  }).all();
  return [...new Set(dates.map((date) => Math.round(date.getTime() / DAY)))].sort((left, right) => left - right);
}

function daysByPeriod(rule: RecurrenceRule, firstDay: number, lastDay: number): readonly number[] {
  const limit = rule.occurrenceCount ?? RECURRENCE_LIMITS.occurrenceCount + 1;
  const whole = completed(rule, firstDay);
  const days: number[] = [];
  let month = monthOf(firstDay);
  for (let distance = 0, period = periodFrom(whole, firstDay, 0); period.from <= lastDay && days.length < limit; distance += rule.everyPeriods, period = periodFrom(whole, firstDay, distance)) {
    const found = daysAsked(whole, period, month);
    const asked = found.days;
    month = found.month;
    const taken = rule.positions.length === 0 ? asked : asked.filter((_, index) => isAsked(rule.positions, index + 1, asked.length));
    days.push(...taken.filter((day) => day >= firstDay && day <= lastDay));
  }
  return days;
}

/**
 * The dates of a rule as day numbers, on and after its first day: RFC 5545 section 3.3.10, on whole days.
 * It goes period by period and stops at a horizon of our own, so that no rule runs away, also not one that never matches; a rule that has not ended by then is refused.
 */
export function recurrenceDays(rule: RecurrenceRule, first: { readonly day: number; readonly untilDay: number | null }, path: IssuePath): readonly number[] {
  const lastDay = first.untilDay ?? first.day + RECURRENCE_LIMITS.years * 366;
  if (lastDay > first.day + RECURRENCE_LIMITS.years * 366) throw faultAt(tooLong, path, { years: RECURRENCE_LIMITS.years });
  const found = rule.yearWeeks.length + rule.yearDays.length > 0 ? daysByYear(rule, first.day, lastDay) : daysByPeriod(rule, first.day, lastDay);
  const days = rule.occurrenceCount === null ? found : found.slice(0, rule.occurrenceCount);
  if (rule.occurrenceCount !== null && days.length < rule.occurrenceCount) throw faultAt(tooLong, path, { years: RECURRENCE_LIMITS.years });
  if (days.length === 0) throw faultAt(noDates, path, { firstDate: dateOfDayNumber(first.day) });
  if (rule.occurrenceCount === null && days.length > RECURRENCE_LIMITS.occurrenceCount) throw faultAt(tooMany, path, { limit: RECURRENCE_LIMITS.occurrenceCount });
  return days;
}
