import { dateOfDayNumber, DAY, offsetChanges, offsetMillisecondsAt, type ZoneTable } from "../../time/internal.js";
import type { CivilDate, WallTime } from "../../unit/index.js";

const MINUTE = 60_000;

/** What the clock of the site shows. */
export interface WallMoment {
  readonly date: CivilDate;
  readonly wallTime: WallTime;
}
const twoDigits = (count: number): string => String(count).padStart(2, "0");
/** What the clock of the site shows at an instant, in minutes since 1970. */
export function wallMomentAt(table: ZoneTable, minutes: number): WallMoment {
  const wall = minutes * MINUTE + offsetMillisecondsAt(table, minutes * MINUTE);
  const day = Math.floor(wall / DAY);
  const ofDay = Math.floor((wall - day * DAY) / MINUTE);
  return { date: dateOfDayNumber(day), wallTime: `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}` };
}

/** The staffing interval that begins at or before an instant: it ends where the wall clock reaches a whole number of intervals after midnight, or where the clock changes. All in minutes since 1970. */
export function staffingIntervalAt(table: ZoneTable, minutes: number, length: number): readonly [start: number, end: number] {
  const [at, step] = [minutes * MINUTE, length * MINUTE];
  const offset = offsetMillisecondsAt(table, at);
  let start = Math.floor((at + offset) / step) * step - offset;
  let end = start + step;
  if (offsetMillisecondsAt(table, start) !== offset || offsetMillisecondsAt(table, end - 1) !== offset) {
    for (const change of offsetChanges(table, start + 1, end)) {
      if (change.at <= at) start = change.at;
      else end = Math.min(end, change.at);
    }
  }
  return [start / MINUTE, end / MINUTE];
}

/** Staffing intervals one after the other. */
export interface StaffingClock {
  /** Where each begins, in minutes since 1970, and where the last one ends. */
  readonly edges: readonly number[];
  /** The interval in which a minute lies. */
  readonly indexOf: (minutes: number) => number;
}
/** The staffing intervals that cover a stretch of time. */
export function staffingClock(table: ZoneTable, length: number, [from, to]: readonly [from: number, to: number]): StaffingClock {
  const edges: number[] = [staffingIntervalAt(table, from, length)[0]];
  for (let edge = edges[0] as number; edge < to; ) {
    edge = staffingIntervalAt(table, edge, length)[1];
    edges.push(edge);
  }
  const first = edges[0] as number;
  // an interval that a change of the clock cuts is shorter, so that the guess is never too far
  const indexOf = (minutes: number): number => {
    let index = Math.floor((minutes - first) / length);
    while ((edges[index + 1] ?? Infinity) <= minutes) index += 1;
    return index;
  };
  return { edges, indexOf };
}

/** Minutes of stretches of time in each staffing interval, each added in the same time however long it is. */
export interface SpanSums {
  readonly add: (start: number, end: number) => void;
  readonly addAt: (index: number, minutes: number) => void;
  readonly minutes: () => Float64Array;
}
/** Nothing yet in any staffing interval. */
export function spanSums({ edges, indexOf }: StaffingClock): SpanSums {
  const parts = new Float64Array(edges.length);
  const steps = new Float64Array(edges.length + 1);
  const bump = (list: Float64Array, index: number, by: number): void => { list[index] = (list[index] ?? 0) + by; };
  const edge = (index: number): number => edges[index] ?? 0;
  return {
    add: (start, end) => {
      if (end <= start) return;
      const [first, last] = [indexOf(start), indexOf(end - 1)];
      if (first === last) {
        bump(parts, first, end - start);
        return;
      }
      bump(parts, first, edge(first + 1) - start);
      bump(parts, last, end - edge(last));
      bump(steps, first + 1, 1);
      bump(steps, last, -1);
    },
    addAt: (index, minutes) => { bump(parts, index, minutes); },
    minutes: () => {
      let whole = 0;
      return parts.slice(0, -1).map((part, index) => {
        whole += steps[index] ?? 0;
        return part + whole * (edge(index + 1) - edge(index));
      });
    },
  };
}
