import { Weekday } from "../time/index.js";
import { DAY, dateOfDayNumber, daysOfLeave, instantMillisecondsOf, intersectionOfSpans, type MillisecondSpan, millisecondSpanOf, spansWithout, unionOfSpans, workingPatternOf, workingTimes, type Zones } from "../time/internal.js";
import type { Coach, Participant } from "./person.js";

/** Starts other than the preferred one lie on this grid; the offset of every zone is a multiple of it today. */
export const GRID = 15 * 60_000;

/** A person's working hours and bookings. */
export interface Bookings {
  readonly personId: string;
  readonly working: (span: MillisecondSpan) => readonly MillisecondSpan[];
  /** Whether the person is away on a day that the span touches. */
  readonly isOnLeave: (span: MillisecondSpan) => boolean;
  /** In order, none touching another. */
  readonly booked: MillisecondSpan[];
}

/** Working times are worked out once for each stretch of four weeks that is asked for, since every booking asks for a week again. */
const BLOCK = 28 * DAY;

/** When somebody works, made ready to be asked often. */
function workingTimesOf(timesBetween: (from: number, to: number) => readonly MillisecondSpan[]): Bookings["working"] {
  const blocks = new Map<number, readonly MillisecondSpan[]>();
  const blockOf = (block: number): readonly MillisecondSpan[] => {
    const known = blocks.get(block) ?? timesBetween(block * BLOCK, (block + 1) * BLOCK);
    blocks.set(block, known);
    return known;
  };
  return ([from, to]) => {
    const [first, last] = [Math.floor(from / BLOCK), Math.floor((to - 1) / BLOCK)];
    if (first >= last) return spansIn(blockOf(first), [from, to]);
    // a period that reaches over the end of a stretch is one period
    return unionOfSpans(Array.from({ length: last - first + 1 }, (_, index) => spansIn(blockOf(first + index), [from, to])).flat());
  };
}

/** The place of the first span that ends after an instant, in a list whose spans are in order and do not overlap. */
function firstEndingAfter(spans: readonly MillisecondSpan[], instant: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of the spans lies in `span`; they are in order and do not overlap. */
function spansIn(spans: readonly MillisecondSpan[], [from, to]: MillisecondSpan): readonly MillisecondSpan[] {
  const found: MillisecondSpan[] = [];
  if (to <= from) return found;
  for (let index = firstEndingAfter(spans, from); index < spans.length; index += 1) {
    const [start, end] = spans[index] ?? [Infinity, Infinity];
    if (start >= to) break;
    found.push([Math.max(start, from), Math.min(end, to)]);
  }
  return found;
}

/** What of a person's calendar does not depend on bookings. */
type Calendar = Pick<Bookings, "working" | "isOnLeave">;

/** When somebody works: not on leave and not in the quiet hours. */
function calendarOf({ hours, leave = [], quietHours }: Participant | Coach, zones: Zones): Calendar {
  const leaveDays = new Set(leave.flatMap(daysOfLeave));
  const table = zones(hours.timeZone);
  const pattern = workingPatternOf({ ...hours, holidays: [...hours.holidays, ...[...leaveDays].map(dateOfDayNumber)] }, zones);
  // a period that begins on the day before ends where the leave begins
  const away = unionOfSpans([...leaveDays].map((day) => [instantMillisecondsOf(table, day * DAY), instantMillisecondsOf(table, (day + 1) * DAY)]));
  const quiet = workingPatternOf({ timeZone: hours.timeZone, weekly: quietHours === undefined ? {} : Object.fromEntries(Weekday.options.map((weekday) => [weekday, [quietHours]])), holidays: [] }, zones);
  return {
    working: workingTimesOf((from, to) => spansWithout(workingTimes(pattern, from, to), unionOfSpans([...workingTimes(quiet, from, to), ...spansIn(away, [from, to])]))),
    isOnLeave: ([from, to]) => spansIn(away, [from, Math.max(to, from + 1)]).length > 0,
  };
}

/** A person's bookings, with what the host says is taken. */
const bookingsOf = ({ id, busy = [] }: Participant | Coach, calendar: Calendar): Bookings => ({ personId: id, ...calendar, booked: [...unionOfSpans(busy.map(millisecondSpanOf))] });

/** The bookings of one person in two roles: at work where both are, taken where one is. */
const asOnePerson = (one: Bookings, other: Bookings): Bookings => ({
  personId: one.personId,
  working: (span) => intersectionOfSpans(one.working(span), other.working(span)),
  isOnLeave: (span) => one.isOnLeave(span) || other.isOnLeave(span),
  booked: [...unionOfSpans([...one.booked, ...other.booked])],
});

/** Everybody's bookings by id, with what the host says is taken. Most people keep one of a few kinds of calendar, so each kind is worked out once. */
export function bookingsOfPeople(people: readonly (Participant | Coach)[], zones: Zones): ReadonlyMap<string, Bookings> {
  const kinds = new Map<string, Calendar>();
  const bookings = new Map<string, Bookings>();
  for (const person of people) {
    const kind = JSON.stringify([person.hours, person.leave, person.quietHours]);
    const calendar = kinds.get(kind) ?? calendarOf(person, zones);
    kinds.set(kind, calendar);
    const known = bookings.get(person.id);
    bookings.set(person.id, known === undefined ? bookingsOf(person, calendar) : asOnePerson(known, bookingsOf(person, calendar)));
  }
  return bookings;
}

/** Whether the whole span lies in the person's working hours. */
export const isAtWork = ({ working }: Bookings, span: MillisecondSpan): boolean => working(span).some(([from, to]) => from === span[0] && to === span[1]);

/** Whether nothing is booked in the span. */
export const isFree = ({ booked }: Bookings, [from, to]: MillisecondSpan): boolean => (booked[firstEndingAfter(booked, from)]?.[0] ?? Infinity) >= to;

/** Books the span; what touches becomes one. */
export function book({ booked }: Bookings, [from, to]: MillisecondSpan): void {
  if (to <= from) return;
  let first = firstEndingAfter(booked, from);
  if (booked[first - 1]?.[1] === from) first -= 1;
  let beyond = first;
  while ((booked[beyond]?.[0] ?? Infinity) <= to) beyond += 1;
  booked.splice(first, beyond - first, [Math.min(from, booked[first]?.[0] ?? from), Math.max(to, beyond > first ? (booked[beyond - 1]?.[1] ?? to) : to)]);
}

/** When all of these people work and none is booked, within the span. */
export const commonFree = (people: readonly Bookings[], span: MillisecondSpan): readonly MillisecondSpan[] =>
  people.reduce<readonly MillisecondSpan[]>((free, { working, booked }) => spansWithout(intersectionOfSpans(free, working(span)), spansIn(booked, span)), [span]);

/** The start nearest to `preferred` at which `length` fits into one of the spans, on the quarter of an hour where one fits; at a tie the later one. `null` when it fits nowhere. */
export function nearestStart(spans: readonly MillisecondSpan[], length: number, preferred: number): number | null {
  let best: number | null = null;
  for (const [from, to] of spans) {
    const last = to - length;
    if (last < from) continue;
    const nearest = Math.min(Math.max(preferred, from), last);
    const onGrid = preferred < from ? Math.ceil(from / GRID) * GRID : preferred > last ? Math.floor(last / GRID) * GRID : preferred;
    const start = onGrid < from || onGrid > last ? nearest : onGrid;
    if (best === null || Math.abs(start - preferred) <= Math.abs(best - preferred)) best = start;
  }
  return best;
}
