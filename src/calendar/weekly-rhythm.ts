import { Weekday } from "../time/index.js";
import { dateOfDayNumber, dayNumberOf, weekdayIndexOfDayNumber } from "../time/internal.js";
import type { CivilDate } from "../unit/index.js";

/** Dates that come back on the same weekdays every so many weeks. */
export interface WeeklyRhythm {
  /** The value of an RRULE line: WEEKLY with BYDAY and COUNT, which every calendar program reads alike. */
  readonly rule: string;
  /** Every date of the rule, in order. */
  readonly dates: readonly CivilDate[];
  /** For each given date, which date of the rule it stands for; `null` for one that stands for none. */
  readonly places: readonly (number | null)[];
}

/** Two dates are no rhythm. */
const FEWEST_DATES = 3;
/** Outlook reads a COUNT of at most three digits (MS-OXCICAL 2.1.3.2.2). */
const MOST_DATES = 999;
/** A date stands for one of the rule that is less than a week away: a holiday moves a day by days. */
const FARTHEST = 6;

/** Day 0, 1970-01-01, was a Thursday; weeks begin on Monday, as WKST does when it is not written. */
const weekOf = (dayNumber: number): number => Math.floor((dayNumber + 3) / 7);
const divisorOf = (one: number, other: number): number => (other === 0 ? one : divisorOf(other, one % other));

/** The weekdays on which more than half as many dates lie as on the most frequent one. */
function regularWeekdays(days: readonly number[]): readonly number[] {
  const counts = Array.from({ length: 7 }, () => 0);
  for (const day of days) counts[weekdayIndexOfDayNumber(day)] = (counts[weekdayIndexOfDayNumber(day)] ?? 0) + 1;
  const most = Math.max(...counts);
  return counts.flatMap((count, weekday) => (count * 2 > most ? [weekday] : []));
}

/** The days of the rule from the week of the first date to that of the last; `anchor` is a week of the rule. */
function daysOfRule({ anchor, everyWeeks, weekdays }: { readonly anchor: number; readonly everyWeeks: number; readonly weekdays: readonly number[] }, firstDay: number, lastDay: number): readonly number[] {
  const firstWeek = anchor - Math.ceil((anchor - weekOf(firstDay)) / everyWeeks) * everyWeeks;
  const days: number[] = [];
  for (let week = firstWeek; week <= weekOf(lastDay); week += everyWeeks) days.push(...weekdays.map((weekday) => week * 7 - 3 + weekday));
  return days;
}

/** The free day of the rule nearest to a date, at most `farthest` days away. */
function nearestFree(ruleDays: readonly number[], taken: ReadonlySet<number>, { day, farthest }: { readonly day: number; readonly farthest: number }): number | null {
  const near = ruleDays.map((ruleDay, place) => ({ place, away: Math.abs(ruleDay - day) })).filter(({ place, away }) => away <= farthest && !taken.has(place));
  const [first] = near;
  return first === undefined ? null : near.reduce((best, one) => (one.away < best.away ? one : best), first).place;
}

/** Which day of the rule each date stands for: its own where that is free, else the nearest free one. */
function placesAmong(ruleDays: readonly number[], days: readonly number[]): readonly (number | null)[] {
  const places: (number | null)[] = days.map(() => null);
  const taken = new Set<number>();
  for (const farthest of [0, FARTHEST]) {
    days.forEach((day, index) => {
      const place = places[index] ?? nearestFree(ruleDays, taken, { day, farthest });
      places[index] = place;
      if (place !== null) taken.add(place);
    });
  }
  return places;
}

/**
 * The rhythm that some dates, in order, follow, though holidays may have moved or taken single ones; `null` when they follow none.
 * A heuristic: the weekdays that are usual, every so many weeks as divides all distances; at least half of the rule's dates have to be met, and two thirds of those on the very day.
 */
export function weeklyRhythm(dates: readonly CivilDate[]): WeeklyRhythm | null {
  const days = dates.map(dayNumberOf);
  const weekdays = regularWeekdays(days);
  const weeks = [...new Set(days.filter((day) => weekdays.includes(weekdayIndexOfDayNumber(day))).map(weekOf))];
  const [anchor] = weeks;
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (days.length < FEWEST_DATES || days.length > MOST_DATES || anchor === undefined || firstDay === undefined || lastDay === undefined) return null;
  const everyWeeks = weeks.reduce((divisor, week) => divisorOf(divisor, week - anchor), 0);
  if (everyWeeks === 0) return null;
  const whole = daysOfRule({ anchor, everyWeeks, weekdays }, firstDay, lastDay);
  if (whole.length > 2 * MOST_DATES) return null;
  const found = placesAmong(whole, days).filter((place) => place !== null);
  const ruleDays = whole.slice(Math.min(...found), Math.max(...found) + 1);
  const places = placesAmong(ruleDays, days);
  const onTheDay = places.filter((place, index) => place !== null && ruleDays[place] === days[index]).length;
  if (found.length < FEWEST_DATES || found.length * 2 < ruleDays.length || onTheDay * 3 < found.length * 2 || ruleDays.length > MOST_DATES) return null;
  const byDay = weekdays.map((weekday) => Weekday.options[weekday] ?? "MO").join();
  return { rule: `FREQ=WEEKLY${everyWeeks === 1 ? "" : `;INTERVAL=${String(everyWeeks)}`};BYDAY=${byDay};COUNT=${String(ruleDays.length)}`, dates: ruleDays.map(dateOfDayNumber), places };
}
