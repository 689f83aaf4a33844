import * as z from "zod";
import { check, rule } from "../error/index.js";
import { Coach, Plan } from "../plan/index.js";
import { Program } from "../program/index.js";
import { PersonRegion, type SessionTime } from "./session-time.js";
import { findHeldFaults, findOtherProgram, termRules, timeUnder } from "./time-terms.js";

/** A plan, and what is needed to tell the time it takes. */
export interface PlannedTimeInput {
  /** The program of the plan: modalities, prep tasks and the coaches' contracts. */
  readonly program: Program;
  /** Who meets whom when. */
  readonly plan: Plan;
  /** The coaches of the plan, for their sources. */
  readonly coaches: readonly Coach[];
  /** Where people are paid, where rates depend on it; absent for those who are not listed. */
  readonly regions?: readonly PersonRegion[];
}

/** Schema of a plan whose time is asked for. */
export const PlannedTimeInput = z
  .strictObject({ program: Program, plan: Plan, coaches: z.array(Coach).max(10_000).readonly(), regions: z.exactOptional(z.array(PersonRegion).max(100_000).readonly()) })
  .check(
    ...termRules.map((find) => rule(find)),
    rule((input: PlannedTimeInput, report) => { findOtherProgram(input, input.plan, { report, at: ["plan"] }); }),
    rule((input: PlannedTimeInput, report) => { findHeldFaults(input, input.plan.sessions, { report, at: ["plan", "sessions"] }); }),
  )
  .readonly() satisfies z.ZodType<PlannedTimeInput>;

/**
 * The time that a plan takes of its people, session by session: the coach's live time with preparation and notes as the contract of the coach's source states them, each participant's live time and prep tasks.
 * Sessions that are only offered count too. A coach without a source has no contract: then the coach's prep tasks of the touchpoint count as preparation, and no notes do.
 * The plan does not say which manager or peer leads: add their time in the same shape.
 *
 * @throws CoachingError `time-terms.other_program`, `time-terms.unknown_touchpoint`, `time-terms.unknown_coach`, `time-terms.unknown_source`, `time-terms.duplicate_person`, `program.*`, `session.*`, `input.*`
 * @example
 * ```ts
 * const plan: Plan = { kind: "plan", schemaVersion: 1, programId: blendedTwelveWeek.id, cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * plannedSessionTimes({ program: blendedTwelveWeek, plan, coaches: [] }); // => []
 * ```
 */
export function plannedSessionTimes(input: PlannedTimeInput): readonly SessionTime[] {
  const { plan, ...terms } = check(PlannedTimeInput, input);
  const timeOf = timeUnder(terms);
  return plan.sessions.map(({ id, date, touchpointId, coachId, durationMinutes, participantIds }) =>
    timeOf({ id, date, touchpointId, coachId, coachMinutes: durationMinutes, participants: participantIds.map((personId) => ({ personId, minutes: durationMinutes })) }));
}
