import { Weekday } from "../time/index.js";
import { DAY, dateOfDayNumber, daysOfLeave, intersectionOfSpans, type MillisecondSpan, millisecondSpanOf, offsetMillisecondsAt, spansWithout, unionOfSpans, workingPatternOf, workingTimes, type Zones } from "../time/internal.js";
import type { Coach, Participant } from "./person.js";

/** Starts other than the preferred one lie on this grid; the offset of every zone is a multiple of it today. */
const GRID = 15 * 60_000;

/** A person's working hours and bookings. */
export interface Bookings {
  readonly personId: string;
  readonly working: (span: MillisecondSpan) => readonly MillisecondSpan[];
  /** Whether the person is away on the day of an instant. */
  readonly isOnLeave: (instant: number) => boolean;
  /** In order, none touching another. */
  booked: readonly MillisecondSpan[];
}

/** A person's bookings, with what the host says is taken; nobody works on leave or in the quiet hours. */
export function bookingsOf({ id, hours, busy = [], leave = [], quietHours }: Participant | Coach, zones: Zones): Bookings {
  const leaveDays = new Set(leave.flatMap(daysOfLeave));
  const pattern = workingPatternOf({ ...hours, holidays: [...hours.holidays, ...[...leaveDays].map(dateOfDayNumber)] }, zones);
  const table = zones(hours.timeZone);
  const quiet = quietHours === undefined ? null : workingPatternOf({ timeZone: hours.timeZone, weekly: Object.fromEntries(Weekday.options.map((weekday) => [weekday, [quietHours]])), holidays: [] }, zones);
  return {
    personId: id,
    working: ([from, to]) => (quiet === null ? workingTimes(pattern, from, to) : spansWithout(workingTimes(pattern, from, to), workingTimes(quiet, from, to))),
    isOnLeave: (instant) => leaveDays.has(Math.floor((instant + offsetMillisecondsAt(table, instant)) / DAY)),
    booked: unionOfSpans(busy.map(millisecondSpanOf)),
  };
}

/** Whether the whole span lies in the person's working hours. */
export const isAtWork = ({ working }: Bookings, span: MillisecondSpan): boolean => working(span).some(([from, to]) => from === span[0] && to === span[1]);

/** Whether nothing is booked in the span. */
export const isFree = ({ booked }: Bookings, span: MillisecondSpan): boolean => intersectionOfSpans(booked, [span]).length === 0;

/** Books the span. */
export function book(bookings: Bookings, span: MillisecondSpan): void {
  bookings.booked = unionOfSpans([...bookings.booked, span]);
}

/** When all of these people work and none is booked, within the span. */
export const commonFree = (people: readonly Bookings[], span: MillisecondSpan): readonly MillisecondSpan[] =>
  people.reduce<readonly MillisecondSpan[]>((free, { working, booked }) => spansWithout(intersectionOfSpans(free, working(span)), intersectionOfSpans(booked, [span])), [span]);

/** The bookings of one person in two roles: at work where both are, taken where one is. */
export const asOnePerson = (one: Bookings, other: Bookings): Bookings => ({
  personId: one.personId,
  working: (span) => intersectionOfSpans(one.working(span), other.working(span)),
  isOnLeave: (instant) => one.isOnLeave(instant) || other.isOnLeave(instant),
  booked: unionOfSpans([...one.booked, ...other.booked]),
});

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
