import { DAY, END_DAY_NUMBER, weekdayIndexOfDayNumber } from "../../time/internal.js";
import { isDayAsked, monthMask, yearDays } from "./asked-days.js";
import { END_MONTH, monthOfDay, startOfMonth } from "./calendar-months.js";
import { ALL_MONTHS, chosen, type CompiledRule, periodMilliseconds } from "./compiled-rule.js";

/** The wall clocks that a walk gathers: from one on, before another, and no more than so many. */
interface Gathering {
  values: Float64Array;
  count: number;
  readonly from: number;
  readonly before: number;
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

const hasPositions = ({ fromFirst, fromLast }: CompiledRule): boolean => fromFirst.length + fromLast.length > 0;
/** The last period on the rule's grid at or before `from`, so that a far window is reached in one step. */
const onGrid = (start: number, step: number, from: number): number => start + Math.max(0, Math.floor((from - start) / step)) * step;
const dayOf = (wall: number): number => Math.floor(wall / DAY);

function walkDays(rule: CompiledRule, gathering: Gathering): void {
  for (let day = onGrid(rule.startDay, rule.every, dayOf(gathering.from)); day < END_DAY_NUMBER; day += rule.every) {
    if (isDayAsked(rule, day) && !addDay(gathering, day, rule.times)) return;
    if (day * DAY >= gathering.before) return;
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
  const isPlain = rule.monthsMask === ALL_MONTHS && !hasPositions(rule);
  for (let week = onGrid(firstWeek, step, dayOf(gathering.from)); week * DAY < gathering.before; week += step) {
    if (isPlain) {
      for (let index = 0; index < offsets.length; index += 1) if (!addDay(gathering, week + (offsets[index] ?? 0), rule.times)) return;
      continue;
    }
    // positions count from the first day on, in the first week too: dateutil's reading
    const days = offsets.map((offset) => week + offset).filter((day) => day >= rule.startDay && inMonths(day));
    if (hasPositions(rule) ? !addChosen(gathering, rule, days) : !days.every((day) => addDay(gathering, day, rule.times))) return;
  }
}

function walkMonths(rule: CompiledRule, gathering: Gathering): void {
  for (let month = onGrid(monthOfDay(rule.startDay), rule.every, monthOfDay(dayOf(gathering.from))); month < END_MONTH; month += rule.every) {
    const start = startOfMonth(month);
    if (start * DAY >= gathering.before) return;
    if (((rule.monthsMask >> (month % 12)) & 1) === 0) continue;
    if (!hasPositions(rule)) {
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
    if (hasPositions(rule)) {
      if (!addChosen(gathering, rule, days.map((day) => start + day))) return;
      continue;
    }
    for (let index = 0; index < days.length; index += 1) if (!addDay(gathering, start + (days[index] ?? 0), rule.times)) return;
  }
}

/** Whether a period of the day may begin at `time`. */
const isTimeAllowed = ({ allowed: [hours, minutes, seconds] }: CompiledRule, time: number): boolean =>
  (hours?.has(Math.floor(time / 3_600_000)) ?? true) && (minutes?.has(Math.floor(time / 60_000) % 60) ?? true) && (seconds?.has(Math.floor(time / 1000) % 60) ?? true);

/** The times of a day whose first period on the rule's grid is its `first`. */
function timesOfDay(rule: CompiledRule, first: number, period: number): readonly number[] {
  const times: number[] = [];
  for (let start = first * period; start < DAY; start += rule.every * period) {
    if (!isTimeAllowed(rule, start)) continue;
    for (const time of rule.times) times.push(start + time);
  }
  return times;
}

/**
 * Rules that repeat within the day, day by day: which periods of a day lie on the rule's grid depends only on how far the grid is shifted against midnight,
 * so the times of each shift are worked out once. A second that the day's parts rule out is never looked at.
 */
function walkPeriods(rule: CompiledRule, gathering: Gathering, period: number): void {
  const perDay = DAY / period;
  const startPeriod = Math.floor(rule.startWall / period);
  const known: (readonly number[] | undefined)[] = [];
  for (let day = dayOf(gathering.from); day < END_DAY_NUMBER && day * DAY < gathering.before; day += 1) {
    // from midnight to the next period on the grid
    const shift = (rule.every - ((day * perDay - startPeriod) % rule.every)) % rule.every;
    if (shift >= perDay) continue;
    const times = known[shift] ?? timesOfDay(rule, shift, period);
    // a longer step has more shifts than are worth keeping, each with one period
    if (rule.every <= perDay) known[shift] = times;
    if (times.length > 0 && isDayAsked(rule, day) && !addDay(gathering, day, times)) return;
  }
}

/** The wall clocks of a rule within a window, ascending and each once, COUNT left aside. */
function walk(rule: CompiledRule, { from, before, limit }: WallWindow): Float64Array {
  const gathering: Gathering = {
    values: new Float64Array(Math.min(limit, 64)), count: 0, from: Math.max(from, rule.startWall), before: Math.min(before, rule.lastWall + 1, END_DAY_NUMBER * DAY), limit,
    maybeLateFrom: rule.maybeLateFrom, isLate: rule.isLate,
  };
  if (limit < 1 || gathering.from >= gathering.before || rule.times.length === 0) return new Float64Array(0);
  switch (rule.frequency) {
    case "YEARLY": walkYears(rule, gathering); break;
    case "MONTHLY": walkMonths(rule, gathering); break;
    case "WEEKLY": walkWeeks(rule, gathering); break;
    case "DAILY": walkDays(rule, gathering); break;
    default: walkPeriods(rule, gathering, periodMilliseconds[rule.frequency]);
  }
  return gathering.values.subarray(0, gathering.count);
}

/** The wall clock of the last occurrence that COUNT allows: by arithmetic where every day or every week has as many, else by walking there, which takes as long as COUNT is high and no longer for a far window. */
function lastByCount(rule: CompiledRule): number {
  const { count, every, times, startWall, startDay } = rule;
  const isPlain = rule.monthsMask === ALL_MONTHS && rule.monthDays.length + rule.yearDays.length === 0 && !hasPositions(rule) && times.length === 1;
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

/** The wall clocks of a rule within a window, ascending and each once. The array may be a view of a larger one. */
export function wallsOfRule(rule: CompiledRule, window: WallWindow): Float64Array {
  if (rule.count === Infinity) return walk(rule, window);
  if (window.from <= rule.startWall) return walk(rule, { ...window, limit: Math.min(window.limit, rule.count) });
  return walk(rule, { ...window, before: Math.min(window.before, lastByCount(rule) + 1) });
}
