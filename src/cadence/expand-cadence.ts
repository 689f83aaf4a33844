import * as z from "zod";
import { check, type IssuePath, rule } from "../error/index.js";
import { stableIdOf } from "../identity/internal.js";
import { Program } from "../program/index.js";
import { ZoneData } from "../time/index.js";
import { dateOfDayNumber, instantText, offsetMillisecondsAt, offsetText, zoneDataName, zonesOf } from "../time/internal.js";
import type { CivilDate, Instant, Minutes, TimeZoneId, WallTime } from "../unit/index.js";
import { CadenceBatch } from "./cadence-batch.js";
import { Cohort } from "./cohort.js";
import { calendarOf, type CohortCalendar } from "./cohort-calendar.js";
import { CADENCE_LIMITS, compileProgram, type CompiledProgram, refuseTooManyTogether } from "./compiled-program.js";
import { Completion, completionDaysOf, Completions, findCompletionListFaults, type LockedStep, lockedSteps } from "./completion.js";
import type { Move } from "./move.js";
import { type CompletionDays, type Placement, placeProgram, type SkippedPlacement, type SkipReason } from "./placement.js";
import { findRecurrenceFaults } from "./recurrence-days.js";

/** A dated touchpoint of a cohort, still without people. Its record is date, wall time and zone; the instants are derived from them. */
export interface Occurrence {
  /** Made of program, cohort, touchpoint, week and place in the week: the same when the calendar around it changes. */
  readonly id: string;
  /** The cohort. */
  readonly cohortId: string;
  /** The touchpoint. */
  readonly touchpointId: string;
  /** Tells it from the touchpoint's other occurrences: `"w09-1"` is the first of week 9. */
  readonly key: string;
  /** The week of the program it is planned for, also when it was moved into another one; `null` when it goes by days from the start. */
  readonly week: number | null;
  /** The date on the cohort's calendar. */
  readonly date: CivilDate;
  /** Start on the wall clock of `timeZone`. */
  readonly startTime: WallTime;
  /** The cohort's zone. */
  readonly timeZone: TimeZoneId;
  /** Start: in a gap of the clock shifted forward, in an overlap the first (RFC 5545 section 3.3.5). */
  readonly startsAt: Instant;
  /** End: start and length in exact minutes. */
  readonly endsAt: Instant;
  /** Offset from UTC at the start, `+02:00`. */
  readonly offset: string;
  /** Length. */
  readonly durationMinutes: Minutes;
  /** Set when it was moved off a day on which nobody works or its hour is blacked out. */
  readonly move: Move | null;
  /** For a touchpoint with a window: the last date that the plan may use. */
  readonly windowEndDate: CivilDate | null;
}

/** A planned touchpoint that has no date, with the reason. */
export interface SkippedOccurrence {
  /** The id it would have. */
  readonly id: string;
  /** The touchpoint. */
  readonly touchpointId: string;
  /** Tells it from the touchpoint's other occurrences. */
  readonly key: string;
  /** The week of the program. */
  readonly week: number | null;
  /** The date it was planned for. */
  readonly plannedDate: CivilDate;
  /** `no-spaced-day`: no day of the week keeps the spacing; `anchor-skipped`: the touchpoint it goes by was skipped. */
  readonly reason: SkipReason;
}

/** A program in a cohort's calendar. */
export interface Cadence {
  /** The program. */
  readonly programId: string;
  /** The cohort. */
  readonly cohortId: string;
  /** By start, then by the order of the touchpoints in the program. */
  readonly occurrences: readonly Occurrence[];
  /** Planned, but without a date. */
  readonly skipped: readonly SkippedOccurrence[];
  /** Touchpoints that follow customer contacts and have no dates. */
  readonly undatedTouchpointIds: readonly string[];
  /** Steps that wait for a completion, and what goes by them. */
  readonly locked: readonly LockedStep[];
  /** Whose time zone data the instants come from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/** What a cadence is made of. */
export interface CadenceInput {
  /** The program. */
  readonly program: Program;
  /** The cohort. */
  readonly cohort: Cohort;
  /** What has been completed so far, where the calendar is one person's: it dates the steps that wait for it. */
  readonly completions?: readonly Completion[];
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
const CadenceInput = z
  .strictObject({ program: Program, cohort: Cohort, completions: z.exactOptional(Completions), zoneData: z.exactOptional(ZoneData) })
  .check(rule(({ program, completions = [] }: CadenceInput, report) => { findCompletionListFaults(program, completions, (fault, path, params) => { report(fault, ["completions", ...path], params); }); }))
  .check(rule(({ program, cohort }: CadenceInput, report) => { findRecurrenceFaults(program, [cohort.startDate], report); }))
  .readonly() satisfies z.ZodType<CadenceInput>;

const two = (number: number): string => String(number).padStart(2, "0");
const wallTimeOf = (minute: number): WallTime => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

function occurrenceOf(programId: string, calendar: CohortCalendar, { compiled, key, week, plannedDay, day, startsAt, endsAt, windowEndDay, obstacle }: Placement): Occurrence {
  const { cohort, table } = calendar;
  const { id: touchpointId, durationMinutes, timing } = compiled.touchpoint;
  const offset = offsetMillisecondsAt(table, startsAt);
  const startTime = "startTime" in timing ? timing.startTime : wallTimeOf(Math.floor((startsAt + offset) / 60_000) - day * 1440);
  return {
    id: stableIdOf([programId, cohort.id, touchpointId, key]),
    cohortId: cohort.id,
    touchpointId,
    key,
    week,
    date: dateOfDayNumber(day),
    startTime,
    timeZone: cohort.timeZone,
    startsAt: instantText(startsAt),
    endsAt: instantText(endsAt),
    offset: offsetText(offset),
    durationMinutes,
    move: obstacle === null ? null : { fromDate: dateOfDayNumber(plannedDay), ...obstacle },
    windowEndDate: windowEndDay === null ? null : dateOfDayNumber(windowEndDay),
  };
}

const skippedOf = (programId: string, { cohort }: CohortCalendar, { compiled, key, week, plannedDay, reason }: SkippedPlacement): SkippedOccurrence => ({
  id: stableIdOf([programId, cohort.id, compiled.touchpoint.id, key]),
  touchpointId: compiled.touchpoint.id,
  key,
  week,
  plannedDate: dateOfDayNumber(plannedDay),
  reason,
});

function cadenceOf(compiled: CompiledProgram, calendar: CohortCalendar, { path, completionDays }: { readonly path: IssuePath; readonly completionDays: CompletionDays }): Omit<Cadence, "zoneData"> {
  const { program } = compiled;
  const { placements, skipped } = placeProgram(compiled, calendar, { path, completionDays });
  return {
    programId: program.id,
    cohortId: calendar.cohort.id,
    occurrences: placements.map((placement) => occurrenceOf(program.id, calendar, placement)),
    skipped: skipped.map((placement) => skippedOf(program.id, calendar, placement)),
    undatedTouchpointIds: program.touchpoints.flatMap(({ id, timing }) => (timing.kind === "after-contact" ? [id] : [])),
    locked: lockedSteps(program, completionDays),
  };
}

/**
 * A program as dated occurrences in a cohort's calendar, right in every time zone, whatever zone the host stands in.
 * Days are counted on the calendar, never in hours; every move off a day on which nobody works is explained, and what could not be placed is listed.
 *
 * @throws CoachingError `program.*`, `timing-rules.*`, `recurrence-rule.*`, `recurrence-rule-text.*`, `recurrence-days.*`, `compiled-program.too_many`, `known-time-zone.unknown_zone`, `placement.out_of_range`, `input.*`
 * @example
 * ```ts
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [{ date: "2027-03-26", name: "Good Friday" }], holidayPolicy: "next-working-day" };
 * const { occurrences } = expandCadence({ program: blendedTwelveWeek, cohort });
 * occurrences.length; // => 33
 * occurrences[0].startsAt; // => "2027-03-22T08:30:00Z"
 * occurrences[1].startsAt; // => "2027-03-30T07:00:00Z"
 * ```
 */
export function expandCadence(input: CadenceInput): Cadence {
  const { program, cohort, completions = [], zoneData } = check(CadenceInput, input);
  return { ...cadenceOf(compileProgram(program, ["program"]), calendarOf(cohort, zonesOf(zoneData)), { path: ["cohort"], completionDays: completionDaysOf(completions) }), zoneData: zoneDataName(zoneData) };
}

/**
 * `expandCadence` for many cohorts at once: the program is checked and worked out once. `expandCadenceColumns` is faster still and answers in numbers.
 *
 * @returns the cadences in order of the cohorts
 * @throws CoachingError as `expandCadence`, and `cadence-batch.duplicate_cohort`, `compiled-program.too_many_together`
 * @example
 * ```ts
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "stay" };
 * const cadences = expandCadences({ program: blendedTwelveWeek, cohorts: [cohort, { ...cohort, id: "summer", startDate: "2027-06-21" }] });
 * cadences.map(({ cohortId, occurrences }) => `${cohortId} ${occurrences[0].date}`); // => ["spring 2027-03-22", "summer 2027-06-21"]
 * ```
 */
export function expandCadences(batch: CadenceBatch): readonly Cadence[] {
  const { program, cohorts, zoneData } = check(CadenceBatch, batch);
  const compiled = compileProgram(program, ["program"]);
  refuseTooManyTogether(compiled, cohorts.length, CADENCE_LIMITS.recordCount);
  const zones = zonesOf(zoneData);
  return cohorts.map((cohort, index) => ({ ...cadenceOf(compiled, calendarOf(cohort, zones), { path: ["cohorts", index], completionDays: new Map() }), zoneData: zoneDataName(zoneData) }));
}
