import { DAY, instantMillisecondsOf, dayNumberOf, millisecondsOf, offsetMillisecondsAt, weekdayIndexOf, weekdayIndexOfDayNumber, type ZoneTable } from "../../time/internal.js";
import { monthOfDay, startOfMonth } from "./calendar-months.js";
import type { RecurrenceRule } from "./recurrence-rule.js";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1000;

/** How long the periods of the frequencies below a day are. */
export const periodMilliseconds = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND } as const;

/** A weekday and its ordinal as numbers; ordinal 0 is each. */
export interface NumberedWeekday {
  readonly index: number;
  readonly ordinal: number;
}

/** A rule as numbers, together with the start of its set, from which it takes what it leaves out (RFC 5545 section 3.3.10, "information … from the DTSTART"). Times are wall clocks in milliseconds, as if they were in UTC. */
export interface CompiledRule {
  readonly frequency: RecurrenceRule["frequency"];
  readonly every: number;
  readonly count: number;
  readonly startWall: number;
  readonly startDay: number;
  /** Monday 0. */
  readonly weekStart: number;
  /** The times of a day on which the rule falls, ascending; of the period, for rules that repeat within the day. */
  readonly times: readonly number[];
  /** Positions that the sets of this rule can have, ascending: counted from 0, and backward from −1. */
  readonly fromFirst: readonly number[];
  readonly fromLast: readonly number[];
  /** One bit for each month asked for, January the lowest; `ALL_MONTHS` when all are. */
  readonly monthsMask: number;
  /** One bit for each weekday asked for, Monday the lowest, when no ordinals stand beside them; else all. */
  readonly weekdaysMask: number;
  readonly monthDays: readonly number[];
  readonly weekdays: readonly NumberedWeekday[];
  /** Whether ordinals count within the year: yearly rules that name no month. */
  readonly countsInYear: boolean;
  readonly yearDays: readonly number[];
  readonly yearWeeks: readonly number[];
  /** Hours, minutes and seconds of the day at which a period of a rule that repeats within the day may begin; `null` allows all. */
  readonly allowed: readonly (readonly boolean[] | null)[];
  /** After this wall clock nothing comes. */
  readonly lastWall: number;
  /** From this wall clock on `isLate` has to be asked. */
  readonly maybeLateFrom: number;
  readonly isLate: (wall: number) => boolean;
  /** Whether days are asked for by more than their weekday. */
  readonly usesCalendar: boolean;
  /** Whether the rule has positions, and whether all of them lie beyond every set that it can have. */
  readonly hasPositions: boolean;
  readonly isBeyondSets: boolean;
  /** The days of each kind of month and year, found when first needed; they belong to this object. */
  readonly monthMasks: (number | undefined)[];
  readonly yearLists: (readonly number[] | undefined)[];
  /** The days that `yearDays` number, in a common year and in a leap year. */
  readonly numberedDays: (ReadonlySet<number> | undefined)[];
  /** The first wall clock of all, `Infinity` when there is none, and how many there are up to the calendar's end: once a walk has met them. */
  readonly known: { firstWall: number | null; total: number | null };
}

/** Every month of `CompiledRule.monthsMask`. */
export const ALL_MONTHS = 0xfff;
const ALL_WEEKDAYS = 0x7f;

const none: readonly number[] = [];
const ascending = (numbers: readonly number[]): readonly number[] => (numbers.length < 2 ? numbers : [...new Set(numbers)].sort((left, right) => left - right));
const bits = (numbers: readonly number[]): number => numbers.reduce((mask, number) => mask | (1 << number), 0);

/** The times that hours, minutes and seconds make together. */
function timesOf(hours: readonly number[], minutes: readonly number[], seconds: readonly number[]): readonly number[] {
  if (hours.length === 1 && minutes.length === 1 && seconds.length === 1) return [(hours[0] ?? 0) * HOUR + (minutes[0] ?? 0) * MINUTE + (seconds[0] ?? 0) * SECOND];
  const times: number[] = [];
  for (const hour of hours) for (const minute of minutes) for (const second of seconds) times.push(hour * HOUR + minute * MINUTE + second * SECOND);
  return times;
}

/** A list in order; what a rule leaves out comes from the start. */
const orElse = (numbers: readonly number[], other: number): readonly number[] => (numbers.length === 0 ? [other] : ascending(numbers));

/** Which of a list of that length the positions choose; the indexes ascend. */
export function chosen(fromFirst: readonly number[], fromLast: readonly number[], length: number): readonly number[] {
  const indexes: number[] = [];
  for (const position of fromFirst) {
    if (position >= length) break;
    indexes.push(position);
  }
  if (fromLast.length === 0) return indexes;
  // both lists ascend; where they meet they may cross
  for (let index = fromLast.length - 1; index >= 0 && -(fromLast[index] ?? 0) <= length; index -= 1) indexes.push(length + (fromLast[index] ?? 0));
  return ascending(indexes);
}

/** Parts that a rule leaves out are taken from its start. Rules with weeks or days of the year take no day from it, as in dateutil: BYWEEKNO without BYDAY is the whole week. */
function dayParts(rule: RecurrenceRule, startDay: number): Pick<RecurrenceRule, "months" | "monthDays"> & { readonly weekdays: readonly NumberedWeekday[] } {
  const { frequency, months, monthDays, yearWeeks, yearDays } = rule;
  const weekdays = rule.weekdays.map(({ weekday, ordinal }) => ({ index: weekdayIndexOf(weekday), ordinal: ordinal ?? 0 }));
  if (weekdays.length > 0) return { months, monthDays, weekdays };
  const namesDays = monthDays.length + yearWeeks.length + yearDays.length > 0;
  if (namesDays || !["WEEKLY", "MONTHLY", "YEARLY"].includes(frequency)) return { months, monthDays, weekdays };
  if (frequency === "WEEKLY") return { months, monthDays, weekdays: [{ index: weekdayIndexOfDayNumber(startDay), ordinal: 0 }] };
  const month = monthOfDay(startDay);
  return { months: frequency === "YEARLY" && months.length === 0 ? [(month % 12) + 1] : months, monthDays: [startDay - startOfMonth(month) + 1], weekdays };
}

const never = (): boolean => false;

/** Where the rule ends by UNTIL. An instant is one of the clock's readings; around a clock change the reading alone does not say on which side of it a time lies. */
function endOf(until: string | null, table: ZoneTable | null): Pick<CompiledRule, "lastWall" | "maybeLateFrom" | "isLate"> {
  if (until === null) return { lastWall: Infinity, maybeLateFrom: Infinity, isLate: never };
  if (until.length === 10) return { lastWall: (dayNumberOf(until) + 1) * DAY - 1, maybeLateFrom: Infinity, isLate: never };
  const end = millisecondsOf(until);
  if (!until.endsWith("Z") || table === null) return { lastWall: end, maybeLateFrom: Infinity, isLate: never };
  const wall = end + offsetMillisecondsAt(table, end);
  return { lastWall: wall + 2 * DAY, maybeLateFrom: wall - 2 * DAY, isLate: (other) => instantMillisecondsOf(table, other) > end };
}

/** How many of hours, minutes and seconds the period of a frequency settles. */
const partsWithin = { YEARLY: 0, MONTHLY: 0, WEEKLY: 0, DAILY: 0, HOURLY: 1, MINUTELY: 2, SECONDLY: 3 } as const;
const allAllowed = [null, null, null] as const;

function timeParts(rule: RecurrenceRule, startTime: number): Pick<CompiledRule, "times" | "allowed"> {
  const hour = Math.floor(startTime / HOUR);
  const minute = Math.floor(startTime / MINUTE) % 60;
  const second = Math.floor(startTime / SECOND) % 60;
  // a clock without leap seconds shows :59 for :60 (RFC 5545 section 3.3.12)
  const seconds = rule.seconds.length === 0 ? none : rule.seconds.map((one) => Math.min(one, 59));
  const within = partsWithin[rule.frequency];
  if (within === 0) return { times: timesOf(orElse(rule.hours, hour), orElse(rule.minutes, minute), orElse(seconds, second)), allowed: allAllowed };
  const asked = [rule.hours, rule.minutes, seconds];
  return {
    times: timesOf([0], within > 1 ? [0] : orElse(rule.minutes, minute), within > 2 ? [0] : orElse(seconds, second)),
    allowed: asked.map((numbers, index) => (index < within && numbers.length > 0 ? Array.from({ length: index === 0 ? 24 : 60 }, (_, number) => numbers.includes(number)) : null)),
  };
}

/** The most days that a period can have. */
const mostDaysOf = { YEARLY: 366, MONTHLY: 31, WEEKLY: 7, DAILY: 1, HOURLY: 1, MINUTELY: 1, SECONDLY: 1 } as const;

/** A rule made ready to be walked. `table` is the zone's, `null` for a floating set. */
export function compileRule(rule: RecurrenceRule, startWall: number, table: ZoneTable | null): CompiledRule {
  const startDay = Math.floor(startWall / DAY);
  const { months, monthDays, weekdays } = dayParts(rule, startDay);
  const { times, allowed } = timeParts(rule, startWall - startDay * DAY);
  const mostDays = rule.frequency === "WEEKLY" ? weekdays.length : mostDaysOf[rule.frequency];
  const reached = rule.positions.length === 0 ? none : ascending(rule.positions.filter((position) => Math.abs(position) <= mostDays * times.length));
  const fromFirst = reached.length === 0 ? none : reached.filter((position) => position > 0).map((position) => position - 1);
  const fromLast = reached.length === 0 ? none : reached.filter((position) => position < 0);
  const hasOrdinals = weekdays.some(({ ordinal }) => ordinal !== 0);
  // the sets of rules that repeat within the day, and of daily ones, are alike: their positions are chosen here once
  const isSetAlike = rule.positions.length > 0 && !["WEEKLY", "MONTHLY", "YEARLY"].includes(rule.frequency);
  return {
    frequency: rule.frequency,
    every: rule.everyPeriods,
    count: rule.occurrenceCount ?? Infinity,
    startWall,
    startDay,
    weekStart: weekdayIndexOf(rule.weekStartsOn),
    times: isSetAlike ? chosen(fromFirst, fromLast, times.length).map((index) => times[index] ?? 0) : times,
    fromFirst: isSetAlike ? [] : fromFirst,
    fromLast: isSetAlike ? [] : fromLast,
    monthsMask: months.length === 0 ? ALL_MONTHS : bits(months.map((month) => month - 1)),
    weekdaysMask: weekdays.length === 0 || hasOrdinals ? ALL_WEEKDAYS : bits(weekdays.map(({ index }) => index)),
    monthDays,
    weekdays,
    countsInYear: rule.frequency === "YEARLY" && rule.months.length === 0 && hasOrdinals,
    yearDays: rule.yearDays,
    yearWeeks: rule.yearWeeks,
    allowed,
    usesCalendar: months.length + monthDays.length + rule.yearDays.length > 0,
    hasPositions: rule.positions.length > 0 && !isSetAlike,
    isBeyondSets: rule.positions.length > 0 && reached.length === 0,
    ...endOf(rule.until, table),
    monthMasks: [],
    yearLists: [],
    numberedDays: [],
    known: { firstWall: null, total: null },
  };
}
