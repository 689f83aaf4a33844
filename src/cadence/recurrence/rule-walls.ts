import { DAY, END_DAY_NUMBER, weekdayIndexOfDayNumber } from "../../time/internal.js";
import { isDayAsked, monthMask, skipEmptyMonths, yearDays } from "./asked-days.js";
import { END_MONTH, monthOfDay, startOfMonth } from "./calendar-months.js";
import { ALL_MONTHS, chosen, type CompiledRule, periodMilliseconds } from "./compiled-rule.js";

/** The wall clocks that a walk gathers: from one on, before another, and no more than so many. */
interface Gathering {
  values: Float64Array;
  count: number;
  readonly from: number;
  readonly before: number;
  /** Up to here nothing is too late. */
  readonly safeBefore: number;
  readonly limit: number;
  readonly maybeLateFrom: number;
  readonly isLate: (wall: number) => boolean;
}

/** A stretch of wall clocks and how many of them are wanted. */
export interface WallWindow {
  readonly from: number;
  readonly before: number;
  readonly limit: number;
}

/** Takes one wall clock in; false when no more are wanted. */
function add(gathering: Gathering, wall: number): boolean {
  if (wall < gathering.from) return true;
  if (wall >= gathering.before) return false;
  if (wall >= gathering.maybeLateFrom && gathering.isLate(wall)) return true;
  if (gathering.count === gathering.values.length) {
    const grown = new Float64Array(gathering.count * 4);
    grown.set(gathering.values);
    gathering.values = grown;
  }
  gathering.values[gathering.count] = wall;
  gathering.count += 1;
  return gathering.count < gathering.limit;
}

function addDay(gathering: Gathering, day: number, times: readonly number[]): boolean {
  const start = day * DAY;
  const { values, count, from, safeBefore, limit } = gathering;
  const next = count + times.length;
  // a day in the midst of the window needs no look at each time
  if (start >= from && start + DAY <= safeBefore && next < limit && next <= values.length) {
    for (let index = 0; index < times.length; index += 1) values[count + index] = start + (times[index] ?? 0);
    gathering.count = next;
    return true;
  }
  for (let index = 0; index < times.length; index += 1) if (!add(gathering, start + (times[index] ?? 0))) return false;
  return true;
}

/** The positions of a period: its set is every time of every one of its days. */
function addChosen(gathering: Gathering, rule: CompiledRule, days: readonly number[]): boolean {
  const { times } = rule;
  for (const index of chosen(rule.fromFirst, rule.fromLast, days.length * times.length)) {
    if (!add(gathering, (days[Math.floor(index / times.length)] ?? 0) * DAY + (times[index % times.length] ?? 0))) return false;
  }
  return true;
}

/** The last period on the rule's grid at or before `from`, so that a far window is reached in one step. */
const onGrid = (start: number, step: number, from: number): number => start + Math.max(0, Math.floor((from - start) / step)) * step;
const dayOf = (wall: number): number => Math.floor(wall / DAY);

function walkDays(rule: CompiledRule, gathering: Gathering): void {
  for (let day = onGrid(rule.startDay, rule.every, dayOf(gathering.from)); day * DAY < gathering.before; day += rule.every) {
    const asked = skipEmptyMonths(rule, day);
    if (asked > day) day += Math.ceil((asked - day) / rule.every) * rule.every - rule.every;
    else if (isDayAsked(rule, day) && !addDay(gathering, day, rule.times)) return;
  }
}

/** Days of the week as distances from its beginning, in order. */
function weekOffsets({ weekdaysMask, weekStart }: CompiledRule): readonly number[] {
  return [0, 1, 2, 3, 4, 5, 6].filter((offset) => ((weekdaysMask >> ((weekStart + offset) % 7)) & 1) === 1);
}

function walkWeeks(rule: CompiledRule, gathering: Gathering): void {
  const offsets = weekOffsets(rule);
  const firstWeek = rule.startDay - ((weekdayIndexOfDayNumber(rule.startDay) - rule.weekStart + 7) % 7);
  const step = 7 * rule.every;
  const inMonths = (day: number): boolean => day >= 0 && day < END_DAY_NUMBER && ((rule.monthsMask >> (monthOfDay(day) % 12)) & 1) === 1;
  const isPlain = rule.monthsMask === ALL_MONTHS && !rule.hasPositions;
  for (let week = onGrid(firstWeek, step, dayOf(gathering.from)); week * DAY < gathering.before; week += step) {
    if (isPlain) {
      for (let index = 0; index < offsets.length; index += 1) if (!addDay(gathering, week + (offsets[index] ?? 0), rule.times)) return;
      continue;
    }
    // positions count from the first day on, in the first week too: dateutil's reading
    const days = offsets.map((offset) => week + offset).filter((day) => day >= rule.startDay && inMonths(day));
    if (rule.hasPositions ? !addChosen(gathering, rule, days) : !days.every((day) => addDay(gathering, day, rule.times))) return;
  }
}

function walkMonths(rule: CompiledRule, gathering: Gathering): void {
  for (let month = onGrid(monthOfDay(rule.startDay), rule.every, monthOfDay(dayOf(gathering.from))); month < END_MONTH; month += rule.every) {
    const start = startOfMonth(month);
    if (start * DAY >= gathering.before) return;
    if (((rule.monthsMask >> (month % 12)) & 1) === 0) continue;
    if (!rule.hasPositions) {
      for (let mask = monthMask(rule, month); mask !== 0; mask &= mask - 1) if (!addDay(gathering, start + 31 - Math.clz32(mask & -mask), rule.times)) return;
      continue;
    }
    const days: number[] = [];
    for (let mask = monthMask(rule, month); mask !== 0; mask &= mask - 1) days.push(start + 31 - Math.clz32(mask & -mask));
    if (!addChosen(gathering, rule, days)) return;
  }
}

function walkYears(rule: CompiledRule, gathering: Gathering): void {
  const yearOf = (day: number): number => 1970 + Math.floor(monthOfDay(day) / 12);
  for (let year = onGrid(yearOf(rule.startDay), rule.every, yearOf(dayOf(gathering.from))); year < 2200; year += rule.every) {
    const start = startOfMonth((year - 1970) * 12);
    if (start * DAY >= gathering.before) return;
    const days = yearDays(rule, year);
    if (rule.hasPositions) {
      if (!addChosen(gathering, rule, days.map((day) => start + day))) return;
      continue;
    }
    for (let index = 0; index < days.length; index += 1) if (!addDay(gathering, start + (days[index] ?? 0), rule.times)) return;
  }
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** From when on a period may begin, at `time` or later; `time` itself when one may begin then. */
function allowedFrom({ allowed: [hours, minutes, seconds] }: CompiledRule, time: number): number {
  const hour = Math.floor(time / HOUR);
  if (hours?.[hour] === false) return (hour + 1) * HOUR;
  const minute = Math.floor(time / MINUTE);
  if (minutes?.[minute % 60] === false) return (minute + 1) * MINUTE;
  return seconds?.[Math.floor(time / 1000) % 60] === false ? time + 1000 : time;
}

/** Goes through the times of a day whose first period on the rule's grid begins at `first`, from the time `from` on, until `take` wants no more. */
function eachTime(rule: CompiledRule, first: number, step: number, take: (time: number) => boolean): boolean {
  for (let start = first; start < DAY;) {
    const next = allowedFrom(rule, start);
    if (next > start) {
      start += Math.ceil((next - start) / step) * step;
      continue;
    }
    for (let index = 0; index < rule.times.length; index += 1) if (!take(start + (rule.times[index] ?? 0))) return false;
    start += step;
  }
  return true;
}

/** Whether some period of the rule begins at a time of day that it allows. The grid reaches those that differ from its start's by a multiple of the step's and the day's greatest common divisor. */
function hasTimes(rule: CompiledRule, perDay: number, period: number): boolean {
  if (rule.allowed.every((parts) => parts === null)) return true;
  let [left, right] = [rule.every, perDay];
  while (right > 0) [left, right] = [right, left % right];
  return !eachTime(rule, (Math.floor(rule.startWall / period) % left) * period, left * period, () => false);
}

/**
 * Rules that repeat within the day, day by day: which periods of a day lie on the rule's grid depends only on how far the grid is shifted against midnight,
 * so the times of each shift are worked out once. Hours, minutes and days that the rule's parts rule out are passed over whole.
 */
function walkPeriods(rule: CompiledRule, gathering: Gathering, period: number): void {
  const perDay = DAY / period;
  const step = rule.every * period;
  const startPeriod = Math.floor(rule.startWall / period);
  const isUnfiltered = rule.allowed.every((parts) => parts === null);
  const timesOfShift: (readonly number[] | undefined)[] = [];
  if (!hasTimes(rule, perDay, period)) return;
  // from midnight to the next period on the grid; each day it falls back by what the step leaves of a day
  const shiftOf = (day: number): number => (rule.every - ((day * perDay - startPeriod) % rule.every)) % rule.every;
  const rest = perDay % rule.every;
  let midnight = 0;
  const take = (time: number): boolean => add(gathering, midnight + time);
  for (let day = dayOf(gathering.from), shift = shiftOf(day); day * DAY < gathering.before; day += 1, shift += shift < rest ? rule.every - rest : -rest) {
    const asked = skipEmptyMonths(rule, day);
    if (asked > day) {
      day = asked;
      if (day * DAY >= gathering.before) return;
      shift = shiftOf(day);
    }
    if (shift >= perDay || !isDayAsked(rule, day)) continue;
    midnight = day * DAY;
    if (isUnfiltered || rule.every > perDay) {
      // the last period at or before the window's beginning, so that a window within a day is reached in one step too
      const first = isUnfiltered ? onGrid(shift * period, step, gathering.from - midnight) : shift * period;
      if (!eachTime(rule, first, step, take)) return;
      continue;
    }
    let times = timesOfShift[shift];
    if (times === undefined) {
      const found: number[] = [];
      eachTime(rule, shift * period, step, (time) => found.push(time) > 0);
      times = timesOfShift[shift] = found;
    }
    if (!addDay(gathering, day, times)) return;
  }
}

/** Where walks gather before their answer is cut out, one after the other: a typed array of its own for each would cost a short rule more than its walk. Nothing is read from it that the same walk has not written. */
const scratch = new Float64Array(1024);

/** The wall clocks of a rule within a window, ascending and each once, COUNT left aside. */
function walk(rule: CompiledRule, { from, before, limit }: WallWindow): Float64Array {
  const end = Math.min(before, rule.lastWall + 1, END_DAY_NUMBER * DAY);
  const gathering: Gathering = {
    values: scratch, count: 0, from: Math.max(from, rule.startWall), before: end, safeBefore: Math.min(end, rule.maybeLateFrom), limit,
    maybeLateFrom: rule.maybeLateFrom, isLate: rule.isLate,
  };
  if (limit < 1 || gathering.from >= gathering.before || rule.times.length === 0 || rule.isBeyondSets || rule.known.firstWall === Infinity) return new Float64Array(0);
  switch (rule.frequency) {
    case "YEARLY": walkYears(rule, gathering); break;
    case "MONTHLY": walkMonths(rule, gathering); break;
    case "WEEKLY": walkWeeks(rule, gathering); break;
    case "DAILY": walkDays(rule, gathering); break;
    default: walkPeriods(rule, gathering, periodMilliseconds[rule.frequency]);
  }
  if (from <= rule.startWall && (gathering.count > 0 || before === Infinity)) rule.known.firstWall = gathering.count === 0 ? Infinity : (gathering.values[0] ?? 0);
  if (from <= rule.startWall && before === Infinity && gathering.count < limit) rule.known.total = gathering.count;
  const walls = new Float64Array(gathering.count);
  // a loop, since slicing a short typed array costs more than filling one
  for (let index = 0; index < walls.length; index += 1) walls[index] = gathering.values[index] ?? 0;
  return walls;
}

/** The first wall clock of a rule; `Infinity` when it has none up to the year 2199. */
export const firstWall = (rule: CompiledRule): number => rule.known.firstWall ?? walk(rule, { from: rule.startWall, before: Infinity, limit: 1 })[0] ?? Infinity;

/** How many wall clocks a window has at least, without walking: known of rules that repeat within the day and name nothing else. */
export function leastCount(rule: CompiledRule, { from, before }: Omit<WallWindow, "limit">): number {
  const { frequency, every, times, weekdaysMask, usesCalendar, allowed, count, startWall, lastWall } = rule;
  if (frequency === "YEARLY" || frequency === "MONTHLY" || frequency === "WEEKLY" || frequency === "DAILY") return 0;
  if (usesCalendar || weekdaysMask !== 0x7f || count < Infinity || allowed.some((parts) => parts !== null)) return 0;
  const span = Math.min(before, lastWall - 2 * DAY, END_DAY_NUMBER * DAY) - Math.max(from, startWall);
  return Math.floor(span / (every * periodMilliseconds[frequency])) * times.length;
}

/** Whether COUNT is reached before the calendar ends. */
export const reachesCount = (rule: CompiledRule): boolean => (rule.known.total ?? walk(rule, { from: rule.startWall, before: Infinity, limit: rule.count }).length) >= rule.count;

/** The wall clock of the last occurrence that COUNT allows: by arithmetic where every day or every week has as many, else by walking there, which takes as long as COUNT is high and no longer for a far window. */
function lastByCount(rule: CompiledRule): number {
  const { count, every, times, startWall, startDay } = rule;
  const isPlain = rule.monthsMask === ALL_MONTHS && rule.monthDays.length + rule.yearDays.length === 0 && !rule.hasPositions && times.length === 1;
  const time = times[0] ?? 0;
  const missesStart = startDay * DAY + time < startWall;
  if (isPlain && rule.frequency === "DAILY" && rule.weekdaysMask === 0x7f) return (startDay + (count - 1 + (missesStart ? 1 : 0)) * every) * DAY + time;
  if (isPlain && rule.frequency === "WEEKLY") {
    const offsets = weekOffsets(rule);
    const ownOffset = (weekdayIndexOfDayNumber(startDay) - rule.weekStart + 7) % 7;
    // those of the first week that lie before the start do not count
    const before = offsets.filter((offset) => offset < ownOffset || (offset === ownOffset && missesStart)).length;
    const index = count - 1 + before;
    return (startDay - ownOffset + Math.floor(index / offsets.length) * 7 * every + (offsets[index % offsets.length] ?? 0)) * DAY + time;
  }
  return walk(rule, { from: startWall, before: Infinity, limit: count }).at(-1) ?? -Infinity;
}

/** The wall clocks of a rule within a window, ascending and each once. */
export function wallsOfRule(rule: CompiledRule, window: WallWindow): Float64Array {
  if (rule.count === Infinity) return walk(rule, window);
  if (window.from <= rule.startWall) return walk(rule, { ...window, limit: Math.min(window.limit, rule.count) });
  return walk(rule, { ...window, before: Math.min(window.before, lastByCount(rule) + 1) });
}
