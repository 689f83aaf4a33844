import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { Program } from "../program/index.js";
import { addDays, daysBetween, startOfWeek } from "../time/index.js";
import { type CivilDate, Count, Title } from "../unit/index.js";
import { Cohort } from "./cohort.js";
import type { Completion } from "./completion.js";
import { type Cadence, expandCadence } from "./expand-cadence.js";

/** How fast somebody completes what opens the next step. */
export interface StepPace {
  /** For people: “steady”, “slow”. */
  readonly name: Title;
  /** Calendar days from the date of a step, or the last date of a touchpoint that takes place several times, to its completion. */
  readonly completionDays: Count;
}
/** Schema of a pace. */
export const StepPace = z.strictObject({ name: Title, completionDays: Count.max(3650) }).readonly() satisfies z.ZodType<StepPace>;

/** A program with steps that wait for completions, and the paces to try. */
export interface StepProjectionInput {
  /** The program. */
  readonly program: Program;
  /** The cohort, or the calendar of one person. */
  readonly cohort: Cohort;
  /** The paces, each under a name of its own. */
  readonly paces: readonly StepPace[];
}

const duplicatePace: Fault = { code: "step-projection.duplicate_pace", message: "The pace “{name}” stands there twice.", hint: "Give each pace a name of its own." };

const StepProjectionInput = z
  .strictObject({ program: Program, cohort: Cohort, paces: z.array(StepPace).min(1, { error: "There is no pace to try.\nName at least one." }).max(20).readonly() })
  .check(rule(({ paces }: StepProjectionInput, report) => {
    for (const [index, { name }] of repeated(paces, (pace) => pace.name)) report(duplicatePace, ["paces", index, "name"], { name });
  }))
  .readonly() satisfies z.ZodType<StepProjectionInput>;

/** What a pace comes to. */
export interface StepProjection {
  /** The pace. */
  readonly name: string;
  /** The steps that wait for a completion, with their dates, in order of dates; those that something else keeps from a date are left out. */
  readonly steps: readonly { readonly touchpointId: string; readonly date: CivilDate }[];
  /** The date of the last occurrence of the program. */
  readonly lastDate: CivilDate | null;
  /** Days by which it lies beyond the last week of the program; 0 when it does not. */
  readonly overrunDays: Count;
}

function completedAt(program: Program, cadence: Cadence, completionDays: number): readonly Completion[] {
  const gates = new Set(program.touchpoints.flatMap(({ timing }) => (timing.kind === "after-completion" ? [timing.touchpointId] : [])));
  const last = new Map(cadence.occurrences.map(({ touchpointId, date }) => [touchpointId, date]));
  return [...gates].flatMap((touchpointId) => {
    const date = last.get(touchpointId);
    return date === undefined ? [] : [{ touchpointId, completedDate: addDays(date, completionDays) }];
  });
}

function projectPace({ program, cohort }: StepProjectionInput, { name, completionDays }: StepPace): StepProjection {
  let cadence = expandCadence({ program, cohort });
  for (let known = 0, completions = completedAt(program, cadence, completionDays); completions.length > known; completions = completedAt(program, cadence, completionDays)) {
    known = completions.length;
    cadence = expandCadence({ program, cohort, completions });
  }
  const gated = new Set(program.touchpoints.flatMap(({ id, timing }) => (timing.kind === "after-completion" ? [id] : [])));
  const lastDate = cadence.occurrences.reduce<CivilDate | null>((latest, { date }) => (latest === null || date > latest ? date : latest), null);
  const endDate = addDays(startOfWeek(cohort.startDate, cohort.weekStartsOn), 7 * (program.weekCount + 1) - 1);
  return {
    name,
    steps: cadence.occurrences.flatMap(({ touchpointId, date }) => (gated.has(touchpointId) ? [{ touchpointId, date }] : [])),
    lastDate,
    overrunDays: lastDate === null ? 0 : Math.max(0, daysBetween({ fromDate: endDate, toDate: lastDate })),
  };
}

/**
 * What if people finish late: when the steps of a program would open for somebody who completes each so many days after its date, and how far that reaches beyond the program.
 * A projection by one fixed pace, not a forecast: people speed up and slow down.
 *
 * @throws CoachingError `step-projection.duplicate_pace` and all of `expandCadence`
 * @example
 * ```ts
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
 * const lesson = (id, timing) => ({ id, title: id, durationMinutes: 20, timing: { ...timing, startTime: "09:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true });
 * const touchpoints = [lesson("one", { kind: "start-date" }), lesson("two", { kind: "after-completion", touchpointId: "one", delayDays: 1 }), lesson("three", { kind: "after-completion", touchpointId: "two", delayDays: 1 })];
 * projectSteps({ program: { ...blendedTwelveWeek, weekCount: 2, touchpoints }, cohort, paces: [{ name: "steady", completionDays: 2 }, { name: "slow", completionDays: 14 }] }).map(({ name, lastDate, overrunDays }) => `${name}: ${lastDate}, ${overrunDays} days late`); // => ["steady: 2027-03-29, 0 days late", "slow: 2027-04-21, 10 days late"]
 * ```
 */
export function projectSteps(input: StepProjectionInput): readonly StepProjection[] {
  const checked = check(StepProjectionInput, input);
  return checked.paces.map((pace) => projectPace(checked, pace));
}
