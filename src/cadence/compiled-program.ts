import { type Fault, faultAt, type IssuePath } from "../error/index.js";
import type { HolidayPolicy, Weekday } from "../time/index.js";
import type { Program, Timing, Touchpoint } from "../program/index.js";
import { openWeekdays, spacedWeekdays, stepsBetween } from "../program/internal.js";
import { readTouchpointRule } from "./recurrence-days.js";
import { RECURRENCE_LIMITS } from "./recurrence/recurrence-limits.js";
import type { RecurrenceRule } from "./recurrence/recurrence-rule.js";

/** Monday first, as day numbers count weekdays. */
export const weekdayIndex: Readonly<Record<Weekday, number>> = { MO: 0, TU: 1, WE: 2, TH: 3, FR: 4, SA: 5, SU: 6 };

/** What of a touchpoint can be worked out once for all cohorts. */
export interface CompiledTouchpoint {
  readonly index: number;
  readonly touchpoint: Touchpoint;
  /** Minutes after midnight of the wall clock; 0 where the start comes from another touchpoint's instant. */
  readonly startMinutes: number;
  /** Length, to the whole millisecond that instants are written in. */
  readonly durationMilliseconds: number;
  readonly policy: HolidayPolicy | null;
  /** Weeks it takes place in, for the timings that go by weeks. */
  readonly weeks: readonly number[];
  /** Weekdays it takes place on in each of them. */
  readonly weekdays: readonly number[];
  /** Weekdays that a spaced one may move to. */
  readonly allowedWeekdays: readonly number[];
  readonly rule: RecurrenceRule | null;
  /** Where the touchpoint it goes by stands in the program. */
  readonly anchor: number | null;
}

/** A program made ready to be placed in the calendars of any number of cohorts. */
export interface CompiledProgram {
  readonly program: Program;
  /** Anchors before those who go by them. */
  readonly order: readonly CompiledTouchpoint[];
  /** The most occurrences that one cohort can have; a rule that ends by UNTIL counts with the highest COUNT. */
  readonly mostOccurrences: number;
}

/** What one cohort may be asked to hold. */
export const CADENCE_LIMITS = {
  /** Occurrences of one cohort. */
  occurrenceCount: 20_000,
  /** Cohorts of one call. */
  cohortCount: 100_000,
  /** Occurrences of one call as records. */
  recordCount: 1_000_000,
  /** Occurrences of one call as columns. */
  rowCount: 20_000_000,
} as const;

const tooMany: Fault = { code: "compiled-program.too_many", message: "The touchpoints come to more than {limit} occurrences for one cohort.", hint: "Shorten the program, or split it." };
const tooManyTogether: Fault = { code: "compiled-program.too_many_together", message: "The cohorts may come to {count} occurrences; one answer holds {limit}.", hint: "Send them in parts." };

/** The most occurrences that a touchpoint can have. */
function mostOf({ touchpoint: { timing }, weeks, weekdays, rule }: CompiledTouchpoint, ofAnchor: number): number {
  switch (timing.kind) {
    case "start-date":
    case "window":
    case "after-completion":
      return 1;
    case "day-offsets":
      return timing.dayOffsets.length;
    case "recurrence":
      return rule?.occurrenceCount ?? RECURRENCE_LIMITS.touchpointOccurrenceCount;
    case "days-from":
    case "minutes-from":
      return ofAnchor;
    default:
      return weeks.length * weekdays.length;
  }
}

/** The most occurrences that one cohort can have. */
function mostTogether(order: readonly CompiledTouchpoint[]): number {
  const counts = new Map<number | null, number>();
  for (const one of order) counts.set(one.index, mostOf(one, counts.get(one.anchor) ?? 0));
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

const indexes = (weekdays: readonly Weekday[]): readonly number[] => weekdays.map((weekday) => weekdayIndex[weekday]);

function weeksAndDays(touchpoint: Touchpoint): Pick<CompiledTouchpoint, "weeks" | "weekdays"> {
  const { timing } = touchpoint;
  switch (timing.kind) {
    case "weeks":
      return { weeks: timing.weeks.toSorted((left, right) => left - right), weekdays: indexes(timing.weekdays) };
    case "every-weeks":
      return { weeks: stepsBetween(timing.fromWeek, timing.toWeek, timing.everyWeeks), weekdays: indexes(timing.weekdays) };
    case "per-week":
      return { weeks: stepsBetween(timing.fromWeek, timing.toWeek, 1), weekdays: indexes(spacedWeekdays(timing, openWeekdays(touchpoint)) ?? []) };
    case "window":
      return { weeks: stepsBetween(timing.fromWeek, timing.toWeek, 1), weekdays: indexes(timing.weekdays) };
    default:
      return { weeks: [], weekdays: [] };
  }
}

const minuteOf = (timing: Timing): number => ("startTime" in timing ? Number(timing.startTime.slice(0, 2)) * 60 + Number(timing.startTime.slice(3)) : 0);

/** Puts each touchpoint behind the one it goes by; the program's rules have ruled out circles. */
function inOrder(touchpoints: readonly CompiledTouchpoint[]): readonly CompiledTouchpoint[] {
  const order: CompiledTouchpoint[] = [];
  const placed = new Set<number>();
  const place = (one: CompiledTouchpoint): void => {
    if (placed.has(one.index)) return;
    placed.add(one.index);
    const anchor = one.anchor === null ? undefined : touchpoints[one.anchor];
    if (anchor !== undefined) place(anchor);
    order.push(one);
  };
  touchpoints.forEach(place);
  return order;
}

/** Works out once what does not depend on a cohort. `path` is where the program stands in the caller's input. */
export function compileProgram(program: Program, path: IssuePath): CompiledProgram {
  const positions = new Map(program.touchpoints.map(({ id }, index) => [id, index]));
  const touchpoints = program.touchpoints.map((touchpoint, index): CompiledTouchpoint => {
    const { timing } = touchpoint;
    return {
      index,
      touchpoint,
      startMinutes: minuteOf(timing),
      durationMilliseconds: Math.round(touchpoint.durationMinutes * 60_000),
      policy: touchpoint.holidayPolicy ?? null,
      ...weeksAndDays(touchpoint),
      allowedWeekdays: "weekdays" in timing ? indexes(timing.weekdays) : [],
      rule: timing.kind === "recurrence" ? readTouchpointRule(timing.rule, (fault, _path, params) => { throw faultAt(fault, [...path, "touchpoints", index, "timing", "rule"], params); }) : null,
      anchor: "touchpointId" in timing ? (positions.get(timing.touchpointId) ?? null) : null,
    };
  });
  const order = inOrder(touchpoints);
  const mostOccurrences = mostTogether(order);
  if (mostOccurrences > CADENCE_LIMITS.occurrenceCount) throw faultAt(tooMany, [...path, "touchpoints"], { limit: CADENCE_LIMITS.occurrenceCount });
  return { program, order, mostOccurrences };
}

/** Refuses more cohorts than fit into one answer, before any of them is placed. */
export function refuseTooManyTogether({ mostOccurrences }: CompiledProgram, cohortCount: number, limit: number): void {
  if (mostOccurrences * cohortCount > limit) throw faultAt(tooManyTogether, ["cohorts"], { count: mostOccurrences * cohortCount, limit });
}
