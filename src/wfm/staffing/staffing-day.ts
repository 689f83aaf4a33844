import { dateOfDayNumber, DAY, offsetMillisecondsAt, zoneTable } from "../../time/internal.js";
import type { CivilDate, Fraction, Hours } from "../../unit/index.js";
import type { StaffedInterval, StaffingFigures } from "./staffed-interval.js";
import type { StaffingGrid } from "./staffing-grid.js";

/** How a skill is served on a day. */
export interface StaffingDayFigures {
  /** Hours that agents are on the queue. */
  readonly onQueueAgentHours: Hours;
  /** The service levels of the staffing intervals, weighted by contacts; 1 where there are none. */
  readonly serviceLevelFraction: Fraction;
  /** Contacts that are not answered in time, those who hung up included. */
  readonly lateContacts: number;
  /** Contacts that hang up; 0 by Erlang C, which knows none. */
  readonly abandonedContacts: number;
  /** In how many staffing intervals the queue grows without end. */
  readonly unstableCount: number;
}
/** A day of the site: the staffing intervals that start on it. */
export interface StaffedDay {
  /** The date in the site's time zone. */
  readonly date: CivilDate;
  /** How many staffing intervals start on it: of half-hours 48, on a day with a change of the clocks 46 or 50, or 47 or 49. */
  readonly intervalCount: number;
  /** Contacts that are offered. */
  readonly offeredContacts: number;
  /** Hours on the queue that the targets need. */
  readonly requiredAgentHours: Hours;
  /** Hours that are paid. */
  readonly scheduledAgentHours: Hours;
  /** How it is served. */
  readonly staffing: StaffingDayFigures;
  /** How it would be served if the sessions were not held; there when `coaching` was given. */
  readonly withoutCoaching?: StaffingDayFigures;
}

/** The day on which each staffing interval starts, as its number. */
export function dayNumbersOf({ startsAt, intervalMilliseconds, intervalCount }: StaffingGrid, timeZone: string): readonly number[] {
  const table = zoneTable(timeZone);
  return Array.from({ length: intervalCount }, (_, index) => {
    const at = startsAt + index * intervalMilliseconds;
    return Math.floor((at + offsetMillisecondsAt(table, at)) / DAY);
  });
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function figuresOf(intervals: readonly StaffedInterval[], hours: number, of: (interval: StaffedInterval) => StaffingFigures): StaffingDayFigures {
  const contacts = total(intervals.map(({ offeredContacts }) => offeredContacts));
  const inTime = total(intervals.map((interval) => interval.offeredContacts * of(interval).serviceLevelFraction));
  return {
    onQueueAgentHours: hours * total(intervals.map((interval) => of(interval).onQueueFte)), serviceLevelFraction: contacts === 0 ? 1 : Math.min(1, inTime / contacts),
    lateContacts: total(intervals.map((interval) => of(interval).lateContacts)), abandonedContacts: total(intervals.map((interval) => of(interval).abandonedContacts)),
    unstableCount: intervals.filter((interval) => !of(interval).isStable).length,
  };
}

/** The days of a skill, in order. */
export function staffedDays(intervals: readonly StaffedInterval[], dayNumbers: readonly number[], { intervalMilliseconds }: StaffingGrid): readonly StaffedDay[] {
  const hours = intervalMilliseconds / 3_600_000;
  const days: StaffedDay[] = [];
  for (let from = 0; from < intervals.length;) {
    const dayNumber = dayNumbers[from] ?? 0;
    let to = from;
    while (dayNumbers[to] === dayNumber) to += 1;
    const own = intervals.slice(from, to);
    days.push({
      date: dateOfDayNumber(dayNumber), intervalCount: own.length, offeredContacts: total(own.map(({ offeredContacts }) => offeredContacts)),
      requiredAgentHours: hours * total(own.map(({ requiredFte }) => requiredFte)), scheduledAgentHours: hours * total(own.map(({ scheduledFte }) => scheduledFte)),
      staffing: figuresOf(own, hours, ({ staffing }) => staffing),
      ...(own[0]?.withoutCoaching === undefined ? {} : { withoutCoaching: figuresOf(own, hours, ({ staffing, withoutCoaching = staffing }) => withoutCoaching) }),
    });
    from = to;
  }
  return days;
}
