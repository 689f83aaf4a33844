import { type Fault, faultAt } from "../error/index.js";
import { DAY, instantMillisecondsOf, type ZoneTable } from "../time/internal.js";
import { ICS_READ_LIMITS } from "./ics-departure.js";
import type { CalendarRecord } from "./ics-file.js";
import { endOfPeriod } from "./ics-free-busy.js";
import { compiledRule, wallsWithin } from "./ics-recurrence.js";
import { clockOf, instantIn, keysOfOccurrence, occurrenceKey, type PlacedEvent, type Series, seriesOf, wallAt } from "./ics-series.js";
import type { Extent, Moment } from "./ics-values.js";

/** More in the window than is listed. */
export const tooManyInAll: Fault = { code: "ics-expansion.too_many_in_all", message: "The calendars have more than {limit} occurrences in the window.", hint: "Ask for a shorter window." };
const tooMany: Fault = { code: "ics-expansion.too_many", message: "The event of line {line} has more than {limit} occurrences in the window.", hint: "Ask for a shorter window." };

/** An occurrence of an event. */
export interface Occurrence {
  /** What it says of itself: the series, or what stands in for this occurrence. */
  readonly event: PlacedEvent;
  readonly from: number;
  readonly before: number;
}

/** What is asked for. */
export interface ExpansionWindow {
  /** The clock of the person whose calendar it is, for times that float and whole days. */
  readonly floating: ZoneTable;
  readonly from: number;
  readonly before: number;
}

/** How long an event takes. Without an end a day takes a day, and a moment nothing; a DTEND gives each occurrence the exact length of the first (section 3.8.5.3). */
function extentOf(event: PlacedEvent, floating: ZoneTable): Extent {
  const { start, end } = event;
  const isDay = start?.form === "date";
  if (start === undefined || end === undefined) return { days: isDay ? 1 : 0, milliseconds: 0 };
  if (!("form" in end)) return { days: Math.max(0, end.days), milliseconds: Math.max(0, end.milliseconds) };
  // a whole day that ends on its own date is a common slip for one day
  if (isDay && end.form === "date") return { days: Math.max(1, (end.wall - start.wall) / DAY), milliseconds: 0 };
  return { days: 0, milliseconds: Math.max(0, instantIn(end, event, floating) - instantIn(start, event, floating)) };
}

/** Days are counted on the clock, hours after them in time that passes. */
const endOf = (instant: number, { days, milliseconds }: Extent, clock: ZoneTable | null): number => {
  if (days === 0) return instant + milliseconds;
  const wall = wallAt(clock, instant) + days * DAY;
  return (clock === null ? wall : instantMillisecondsOf(clock, wall)) + milliseconds;
};

const lengthOf = ({ days, milliseconds }: Extent): number => (days + 1) * DAY + milliseconds;

/** An override that holds for all later occurrences: from when on, how far they move on the clock, and what they become. */
interface Turn {
  readonly from: number;
  readonly shift: number;
  readonly event: PlacedEvent;
  readonly extent: Extent;
}

function turnsOf({ overrides }: Series, clock: ZoneTable | null, floating: ZoneTable): readonly Turn[] {
  const turns: Turn[] = [];
  for (const event of overrides) {
    if (!event.reachesFuture || event.recurrenceId === undefined) continue;
    const from = instantIn(event.recurrenceId, event, floating);
    const to = event.start === undefined ? from : instantIn(event.start, event, floating);
    turns.push({ from, shift: wallAt(clock, to) - wallAt(clock, from), event, extent: extentOf(event, floating) });
  }
  return turns.sort((left, right) => left.from - right.from);
}

/** The last turn at or before an instant, found by halving. */
function turnAt(turns: readonly Turn[], instant: number): Turn | undefined {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle]?.from ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return turns[low - 1];
}

/** The start instants of a series that may reach into the window, with the end of those that say their own. */
function startsOf(master: PlacedEvent, { floating, from, before }: ExpansionWindow): ReadonlyMap<number, number | undefined> {
  const starts = new Map<number, number | undefined>();
  const { start, rules, added } = master;
  if (start === undefined) return starts;
  const clock = clockOf(master, floating);
  if (rules.length === 0) starts.set(instantIn(start, master, floating), undefined);
  for (const rule of rules) {
    const limit = ICS_READ_LIMITS.occurrencesPerEvent + 1;
    const walls = wallsWithin(compiledRule(rule, clock), { from: from - DAY, before: before + DAY, limit });
    if (walls.length === limit) throw faultAt(tooMany, ["ics", master.fileIndex], { line: master.component.line, limit: ICS_READ_LIMITS.occurrencesPerEvent });
    for (const wall of walls) starts.set(clock === null ? wall : instantMillisecondsOf(clock, wall), undefined);
  }
  for (const time of added) {
    if ("form" in time) starts.set(instantIn(time, master, floating), undefined);
    else starts.set(instantIn(time.start, master, floating), endOfAdded(time, master, floating));
  }
  return starts;
}

function endOfAdded(period: { readonly start: Moment; readonly end: Moment | Extent }, master: PlacedEvent, floating: ZoneTable): number {
  if ("form" in period.end) return instantIn(period.end, master, floating);
  return period.start.form === "utc" ? endOfPeriod(period) : endOf(instantIn(period.start, master, floating), period.end, clockOf(master, floating));
}

/** What does not take place, by the same keys as overrides. */
const excludedKeys = (master: PlacedEvent, floating: ZoneTable): ReadonlySet<string> => new Set(master.excluded.map((recurrenceId) => occurrenceKey({ ...master, recurrenceId }, master, floating)));

/** The occurrences of a series that follow from its rule, within the window. */
function* repeated(master: PlacedEvent, series: Series, window: ExpansionWindow): Generator<Occurrence, void, undefined> {
  const { floating, from, before } = window;
  const clock = clockOf(master, floating);
  const extent = extentOf(master, floating);
  const turns = turnsOf(series, clock, floating);
  let [longest, later, ahead] = [lengthOf(extent), 0, 0];
  for (const turn of turns) {
    longest = Math.max(longest, lengthOf(turn.extent));
    later = Math.max(later, turn.shift);
    ahead = Math.max(ahead, -turn.shift);
  }
  const gone = excludedKeys(master, floating);
  const replaced = new Set(series.overrides.map((event) => occurrenceKey(event, master, floating)));
  for (const [instant, ownEnd] of startsOf(master, { floating, from: from - longest - later, before: before + ahead })) {
    const wall = wallAt(clock, instant);
    const keys = keysOfOccurrence(instant, wall);
    if (keys.some((key) => gone.has(key) || replaced.has(key))) continue;
    const turn = turnAt(turns, instant);
    if (turn === undefined) yield { event: master, from: instant, before: ownEnd ?? endOf(instant, extent, clock) };
    else {
      const moved = clock === null ? wall + turn.shift : instantMillisecondsOf(clock, wall + turn.shift);
      yield { event: turn.event, from: moved, before: endOf(moved, turn.extent, clock) };
    }
  }
}

/** What overrides say of their own occurrences. */
function* replacements({ overrides }: Series, { floating }: ExpansionWindow): Generator<Occurrence, void, undefined> {
  for (const event of overrides) {
    if (event.start === undefined) continue;
    const from = instantIn(event.start, event, floating);
    yield { event, from, before: endOf(from, extentOf(event, floating), clockOf(event, floating)) };
  }
}

/** Every occurrence that lies at least in part in the window, or is a moment in it, ordered by its start. */
export function occurrencesIn(files: readonly (readonly CalendarRecord[])[], window: ExpansionWindow): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const take = (occurrence: Occurrence): void => {
    const { from, before } = occurrence;
    if (from >= window.before || (before <= window.from && !(from === before && from === window.from))) return;
    if (found.length === ICS_READ_LIMITS.occurrences) throw faultAt(tooManyInAll, ["ics"], { limit: ICS_READ_LIMITS.occurrences });
    found.push(occurrence);
  };
  for (const series of seriesOf(files, window.floating)) {
    if (series.master !== undefined) for (const occurrence of repeated(series.master, series, window)) take(occurrence);
    for (const occurrence of replacements(series, window)) take(occurrence);
  }
  return found.sort((left, right) => left.from - right.from || (left.event.uid < right.event.uid ? -1 : left.event.uid > right.event.uid ? 1 : 0));
}
