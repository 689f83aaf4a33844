import { type Weekday, Weekday as Weekdays } from "../time/index.js";
import { DAY, END_DAY_NUMBER, dateOfDayNumber, dayNumberOf, offsetChanges, offsetMillisecondsAt, weekdayIndexOfDayNumber, type ZoneTable } from "../time/internal.js";

/** A change of the clock that comes back each year: on the `ordinal`-th `weekday` of a month (−1: the last) at a reading of the clock as it is set before. */
export interface YearlyChange {
  readonly month: number;
  readonly weekday: Weekday;
  readonly ordinal: number;
  readonly clockMilliseconds: number;
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

/** How the clock of a zone goes in a range of years: never changed, or forward and back each year by one pattern. */
export type ZoneRule = { readonly kind: "fixed"; readonly offsetMilliseconds: number } | { readonly kind: "yearly"; readonly changes: readonly [YearlyChange, YearlyChange] };

/** The local years in which a zone is used. */
export interface YearSpan {
  readonly timeZone: string;
  readonly table: ZoneTable;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** Years looked at on either side: enough to tell a fourth Sunday from a last one. */
const NEIGHBORS = 8;
/** A pattern must hold for this many years in a row: in one year any two changes look like a pattern, Morocco's around Ramadan too. It also makes sure that the second change leads back to where the first began. */
const FEWEST_YEARS = 3;

/** No program is longer than ten years; without a limit, two far dates in each of 400 zones would keep the host busy for minutes. */
const MOST_YEARS = 20;

/** 1 January of a year, in UTC. */
const startOfYear = (year: number): number => (year === 2200 ? END_DAY_NUMBER : dayNumberOf(isoDate(year, 1))) * DAY;
const isoDate = (year: number, month: number): string => `${String(year)}-${String(month).padStart(2, "0")}-01`;
const lengthOfMonth = (year: number, month: number): number => dayNumberOf(month === 12 ? isoDate(year + 1, 1) : isoDate(year, month + 1)) - dayNumberOf(isoDate(year, month));

/** A change as the wall clock shows it just before. */
interface WallChange {
  readonly dayNumber: number;
  readonly clockMilliseconds: number;
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

const yearOf = (dayNumber: number): number => Number(dateOfDayNumber(dayNumber).slice(0, 4));

function wallChangesByYear({ table, firstYear, lastYear }: YearSpan): ReadonlyMap<number, readonly WallChange[]> {
  const changes = offsetChanges(table, startOfYear(Math.max(1970, firstYear - NEIGHBORS)), startOfYear(Math.min(2200, lastYear + NEIGHBORS + 1)));
  const byYear = new Map<number, WallChange[]>();
  for (const { at, before: fromMilliseconds, after: toMilliseconds } of changes) {
    const dayNumber = Math.floor((at + fromMilliseconds) / DAY);
    const change = { dayNumber, clockMilliseconds: at + fromMilliseconds - dayNumber * DAY, fromMilliseconds, toMilliseconds };
    const year = yearOf(dayNumber);
    byYear.set(year, [...(byYear.get(year) ?? []), change]);
  }
  return byYear;
}

/** The patterns that one change fits: the n-th weekday of its month, the last, or both. */
function patternsOf({ dayNumber, ...clock }: WallChange): readonly YearlyChange[] {
  const date = dateOfDayNumber(dayNumber);
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const weekday = Weekdays.options[weekdayIndexOfDayNumber(dayNumber)] ?? "MO";
  const ordinals = [...(day > lengthOfMonth(year, month) - 7 ? [-1] : []), ...(day <= 28 ? [Math.ceil(day / 7)] : [])];
  return ordinals.map((ordinal) => ({ month, weekday, ordinal, ...clock }));
}

/** The day on which a yearly change falls. */
export function dayNumberIn(year: number, { month, weekday, ordinal }: YearlyChange): number {
  const first = dayNumberOf(isoDate(year, month));
  const firstOfWeekday = first + ((Weekdays.options.indexOf(weekday) - weekdayIndexOfDayNumber(first) + 7) % 7);
  if (ordinal > 0) return firstOfWeekday + (ordinal - 1) * 7;
  return firstOfWeekday + Math.floor((first + lengthOfMonth(year, month) - 1 - firstOfWeekday) / 7) * 7;
}

const fits = (change: WallChange | undefined, year: number, pattern: YearlyChange): boolean =>
  change?.dayNumber === dayNumberIn(year, pattern) && change.clockMilliseconds === pattern.clockMilliseconds && change.fromMilliseconds === pattern.fromMilliseconds && change.toMilliseconds === pattern.toMilliseconds;

/** For how many years in a row, those of the span among them, a pair of patterns says all changes; 0 when it fails in the span. */
function yearsInARow(byYear: ReadonlyMap<number, readonly WallChange[]>, { firstYear, lastYear }: YearSpan, [first, second]: readonly [YearlyChange, YearlyChange]): number {
  const holds = (year: number): boolean => {
    const changes = byYear.get(year) ?? [];
    return changes.length === 2 && fits(changes[0], year, first) && fits(changes[1], year, second);
  };
  let [from, to] = [firstYear, firstYear];
  while (holds(to)) to += 1;
  if (to <= lastYear) return 0;
  while (holds(from - 1)) from -= 1;
  return to - from;
}

/** RFC 5545 has offsets with seconds, calendar programs have not. Zones that had them after 1970 kept them all year. */
const isWholeMinutes = (offsetMilliseconds: number): boolean => offsetMilliseconds % 60_000 === 0;

/** The rule of a zone in the years of the span, read off the changes that its clock makes; `undefined` when there is none. Of several patterns, the one that holds longest. */
export function zoneRuleOf(span: YearSpan): ZoneRule | undefined {
  if (span.lastYear - span.firstYear >= MOST_YEARS) return undefined;
  const byYear = wallChangesByYear(span);
  const years = Array.from({ length: span.lastYear - span.firstYear + 1 }, (_, index) => span.firstYear + index);
  if (years.every((year) => !byYear.has(year))) {
    const offsetMilliseconds = offsetMillisecondsAt(span.table, dayNumberOf(isoDate(span.firstYear, 7)) * DAY);
    return isWholeMinutes(offsetMilliseconds) ? { kind: "fixed", offsetMilliseconds } : undefined;
  }
  const [first, second] = byYear.get(span.firstYear) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [best] = patternsOf(first)
    .flatMap((one) => patternsOf(second).map((other) => [one, other] as const))
    .map((changes) => ({ changes, years: yearsInARow(byYear, span, changes) }))
    .sort((one, other) => other.years - one.years);
  return best !== undefined && best.years >= FEWEST_YEARS ? { kind: "yearly", changes: best.changes } : undefined;
}
