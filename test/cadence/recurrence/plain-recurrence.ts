import type { RecurrenceRule } from "coachkit/cadence";

/**
 * A plain reading of RFC 5545 section 3.3.10, with nothing clever in it: it looks at every day and, where a rule repeats within the day, at every hour, minute or second,
 * asks each part in turn, gathers what is left period by period, and takes the positions. It shares no line with what it tests.
 */
const day = 86_400_000;
const names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const yearOf = (time: number): number => new Date(time).getUTCFullYear();
const monthOf = (time: number): number => new Date(time).getUTCMonth();
const dateOf = (time: number): number => new Date(time).getUTCDate();
const weekday = (time: number): number => (new Date(time).getUTCDay() + 6) % 7;
const startOfYear = (year: number): number => Date.UTC(year, 0, 1);
const startOfDay = (time: number): number => Math.floor(time / day) * day;
const startOfWeek = (time: number, first: number): number => startOfDay(time) - ((weekday(time) - first + 7) % 7) * day;

/** The first day of week 1 of a year: the week that has at least four of its days. */
const firstWeek = (year: number, first: number): number => startOfWeek(startOfYear(year) + 3 * day, first);

/** Weeks belong to years; a rule's days stay within their calendar year (dateutil's reading). */
function isInWeeks(time: number, weeks: readonly number[], first: number): boolean {
  const year = [yearOf(time) + 1, yearOf(time), yearOf(time) - 1].find((one) => firstWeek(one, first) <= time) ?? 0;
  const number = Math.floor((time - firstWeek(year, first)) / (7 * day)) + 1;
  const count = Math.round((firstWeek(year + 1, first) - firstWeek(year, first)) / (7 * day));
  return weeks.includes(number) || weeks.includes(number - count - 1);
}

/** Whether a number is asked for, forward from 1 or backward from the last. */
const isAsked = (asked: readonly number[], number: number, length: number): boolean => asked.includes(number) || asked.includes(number - length - 1);

function isDayAsked(rule: RecurrenceRule, time: number): boolean {
  const [year, month] = [yearOf(time), monthOf(time)];
  const monthLength = dateOf(Date.UTC(year, month + 1, 0));
  const yearLength = (startOfYear(year + 1) - startOfYear(year)) / day;
  const dayOfYear = (startOfDay(time) - startOfYear(year)) / day + 1;
  if (rule.months.length > 0 && !rule.months.includes(month + 1)) return false;
  if (rule.monthDays.length > 0 && !isAsked(rule.monthDays, dateOf(time), monthLength)) return false;
  if (rule.yearDays.length > 0 && !isAsked(rule.yearDays, dayOfYear, yearLength)) return false;
  if (rule.yearWeeks.length > 0 && !isInWeeks(startOfDay(time), rule.yearWeeks, names.indexOf(rule.weekStartsOn))) return false;
  if (rule.weekdays.length === 0) return true;
  const [place, length] = rule.frequency === "YEARLY" && rule.months.length === 0 ? [dayOfYear, yearLength] : [dateOf(time), monthLength];
  return rule.weekdays.some((one) => one.weekday === names[weekday(time)] && (one.ordinal === null || one.ordinal === Math.ceil(place / 7) || one.ordinal === -Math.ceil((length - place + 1) / 7)));
}

/** The number of the period, counted from anywhere. */
function periodOf({ frequency, weekStartsOn }: RecurrenceRule, time: number): number {
  switch (frequency) {
    case "YEARLY": return yearOf(time);
    case "MONTHLY": return yearOf(time) * 12 + monthOf(time);
    case "WEEKLY": return Math.round(startOfWeek(time, names.indexOf(weekStartsOn)) / (7 * day));
    case "DAILY": return Math.floor(time / day);
    case "HOURLY": return Math.floor(time / 3_600_000);
    case "MINUTELY": return Math.floor(time / 60_000);
    case "SECONDLY": return Math.floor(time / 1000);
  }
}

/** What the start says where the rule does not. */
function withStart(rule: RecurrenceRule, start: number): RecurrenceRule {
  const level = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"].indexOf(rule.frequency);
  const namesNoDay = rule.weekdays.length + rule.monthDays.length + rule.yearDays.length + rule.yearWeeks.length === 0;
  const or = (numbers: readonly number[], other: number, below: number): readonly number[] => (numbers.length > 0 || level >= below ? numbers : [other]);
  return {
    ...rule,
    months: rule.frequency === "YEARLY" && namesNoDay ? or(rule.months, monthOf(start) + 1, 1) : rule.months,
    monthDays: level < 2 && namesNoDay ? [dateOf(start)] : rule.monthDays,
    weekdays: rule.frequency === "WEEKLY" && namesNoDay ? [{ weekday: names[weekday(start)] as "MO", ordinal: null }] : rule.weekdays,
    hours: or(rule.hours, new Date(start).getUTCHours(), 4),
    minutes: or(rule.minutes, new Date(start).getUTCMinutes(), 5),
    seconds: or(rule.seconds, new Date(start).getUTCSeconds(), 6),
  };
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** The wall clocks of a rule from its start on and before another, COUNT and UNTIL included, in milliseconds as if they were in UTC. */
export function plainWalls(given: RecurrenceRule, start: number, before: number): readonly number[] {
  const rule = withStart(given, start);
  const until = rule.until === null ? Infinity : Date.parse(rule.until.length === 10 ? `${rule.until}T23:59:59Z` : rule.until.replace(/Z?$/u, "Z"));
  const first = rule.frequency === "YEARLY" ? startOfYear(yearOf(start)) : rule.frequency === "MONTHLY" ? startOfDay(start) - (dateOf(start) - 1) * day : startOfDay(start);
  const own = periodOf(rule, start);
  const sets = new Map<number, number[]>();
  // the last period whole, for positions that count from its end
  const slack = { YEARLY: 366, MONTHLY: 31, WEEKLY: 7, DAILY: 0, HOURLY: 0, MINUTELY: 0, SECONDLY: 0 }[rule.frequency];
  for (let date = first; date < before + slack * day; date += day) {
    if (!isDayAsked(rule, date)) continue;
    for (const hour of rule.hours.length > 0 ? rule.hours : range(24)) for (const minute of rule.minutes.length > 0 ? rule.minutes : range(60)) for (const second of rule.seconds.length > 0 ? rule.seconds : range(60)) {
      const time = date + hour * 3_600_000 + minute * 60_000 + second * 1000;
      const period = periodOf(rule, time);
      if ((period - own) % rule.everyPeriods === 0) sets.set(period, [...(sets.get(period) ?? []), time]);
    }
  }
  const walls = [...sets.values()].flatMap((set) => {
    const ordered = set.sort((left, right) => left - right);
    return rule.positions.length === 0 ? ordered : ordered.filter((_, index) => isAsked(rule.positions, index + 1, ordered.length));
  });
  return walls.sort((left, right) => left - right).filter((wall) => wall >= start && wall <= until).slice(0, rule.occurrenceCount ?? Infinity).filter((wall) => wall < before);
}
