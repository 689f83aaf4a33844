import * as z from "zod";
import { DeliveryRecords, type HeldDelivery } from "../delivery/index.js";
import { check, rule } from "../error/index.js";
import { Coach } from "../plan/index.js";
import { Program } from "../program/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Minutes, tidyMinutes } from "../unit/index.js";
import { PersonRegion, type SessionTime } from "./session-time.js";
import { findHeldFaults, findOtherProgram, type TimedSession, termRules, timeUnder } from "./time-terms.js";

/** What took place, and what is needed to tell the time it took. */
export interface DeliveredTimeInput {
  /** The program of the plan: modalities, prep tasks and the coaches' contracts. */
  readonly program: Program;
  /** The plan and what became of it; only its deliveries take time here. */
  readonly records: DeliveryRecords;
  /** The coaches who led, for their sources; those who stood in for others, too. */
  readonly coaches: readonly Coach[];
  /** Where people are paid, where rates depend on it; absent for those who are not listed. */
  readonly regions?: readonly PersonRegion[];
}

/** Schema of records whose time is asked for. */
export const DeliveredTimeInput = z
  .strictObject({ program: Program, records: DeliveryRecords, coaches: z.array(Coach).max(10_000).readonly(), regions: z.exactOptional(z.array(PersonRegion).max(100_000).readonly()) })
  .check(
    ...termRules.map((find) => rule(find)),
    rule((input: DeliveredTimeInput, report) => { findOtherProgram(input, input.records.plan, { report, at: ["records", "plan"] }); }),
    rule((input: DeliveredTimeInput, report) => { findHeldFaults(input, input.records.deliveries, { report, at: ["records", "deliveries"] }); }),
  )
  .readonly() satisfies z.ZodType<DeliveredTimeInput>;

function timedSessionOf({ id, touchpointId, coachId, startsAt, endsAt, attendance }: HeldDelivery): TimedSession {
  const heldMinutes: Minutes = tidyMinutes((millisecondsOf(endsAt) - millisecondsOf(startsAt)) / 60_000);
  const participants = attendance.flatMap((one) => (one.status === "attended" ? [{ personId: one.participantId, minutes: one.attendedMinutes ?? heldMinutes }] : []));
  return { id, date: startsAt.slice(0, 10), touchpointId, coachId, coachMinutes: heldMinutes, participants };
}

/**
 * The time that was really taken, delivery by delivery: the coach's from start to end with preparation and notes as the contract states them, each attendee's as attended, with the touchpoint's prep tasks. It is dated by the UTC day of its start.
 * Absent and excused participants take none. Nor does a session that was cancelled or missed: book what was owed all the same as an entry of its own.
 *
 * @throws CoachingError `time-terms.other_program`, `time-terms.unknown_touchpoint`, `time-terms.unknown_coach`, `time-terms.unknown_source`, `time-terms.duplicate_person`, `program.*`, `session.*`, `delivery.*`, `delivery-rules.*`, `input.*`
 * @example
 * ```ts
 * const plan: Plan = { kind: "plan", schemaVersion: 1, programId: blendedTwelveWeek.id, cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * deliveredSessionTimes({ program: blendedTwelveWeek, records: { plan, deliveries: [] }, coaches: [] }); // => []
 * ```
 */
export function deliveredSessionTimes(input: DeliveredTimeInput): readonly SessionTime[] {
  const { records, ...terms } = check(DeliveredTimeInput, input);
  const timeOf = timeUnder(terms);
  return records.deliveries.flatMap((delivery) => (delivery.status === "held" ? [timeOf(timedSessionOf(delivery))] : []));
}
