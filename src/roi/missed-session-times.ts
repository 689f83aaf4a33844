import * as z from "zod";
import { DeliveryRecords, type MissedDelivery } from "../delivery/index.js";
import { check, type Fault, rule } from "../error/index.js";
import { Coach } from "../plan/index.js";
import { Program } from "../program/index.js";
import { Fraction, Id, tidyMinutes } from "../unit/index.js";
import { PersonRegion, type SessionTime } from "./session-time.js";
import { findHeldFaults, findOtherProgram, termRules, timeUnder } from "./time-terms.js";

/** What did not take place, and what is owed for it all the same. */
export interface MissedTimeInput {
  /** The program of the plan. */
  readonly program: Program;
  /** The plan and what became of it; only its no-shows and cancellations take time here. */
  readonly records: DeliveryRecords;
  /** The coaches of the plan, for their sources. */
  readonly coaches: readonly Coach[];
  /** Where people are paid, where rates depend on it. */
  readonly regions?: readonly PersonRegion[];
  /** The share of the coach's live time that is paid, as the contract has it. */
  readonly paidFractions: { readonly noShow: Fraction; readonly cancelled: Fraction };
  /** Deliveries for which nothing is owed, as when the coach did not come. */
  readonly unpaidDeliveryIds: readonly Id[];
}

const unknownDelivery: Fault = { code: "missed-session-times.unknown_delivery", message: "No missed delivery has the id “{id}”.", hint: "Remove it, or correct the id." };

/** Schema of records whose missed sessions are paid for. */
export const MissedTimeInput = z
  .strictObject({
    program: Program, records: DeliveryRecords, coaches: z.array(Coach).max(10_000).readonly(), regions: z.exactOptional(z.array(PersonRegion).max(100_000).readonly()),
    paidFractions: z.strictObject({ noShow: Fraction, cancelled: Fraction }).readonly(), unpaidDeliveryIds: z.array(Id).max(100_000).readonly(),
  })
  .check(
    ...termRules.map((find) => rule(find)),
    rule((input: MissedTimeInput, report) => { findOtherProgram(input, input.records.plan, { report, at: ["records", "plan"] }); }),
    rule((input: MissedTimeInput, report) => { findHeldFaults(input, input.records.plan.sessions, { report, at: ["records", "plan", "sessions"] }); }),
    rule(({ records, unpaidDeliveryIds }: MissedTimeInput, report) => {
      const missed = new Set(records.deliveries.filter(({ status }) => status !== "held").map(({ id }) => id));
      unpaidDeliveryIds.forEach((id, index) => { if (!missed.has(id)) report(unknownDelivery, ["unpaidDeliveryIds", index], { id }); });
    }),
  )
  .readonly() satisfies z.ZodType<MissedTimeInput>;

/**
 * The coaches' time that is owed for sessions to which nobody came or that were called off: the planned live time, times the share that the contract pays. Its activity is `no-show` or `cancelled`, so that `sessionCosts` books it under an account of its own, as `cost/coach-time/no-show`.
 * A session without a coach, or for which nothing is paid, takes no time. Each delivery is dated by the planned day of its session.
 *
 * @throws CoachingError `missed-session-times.unknown_delivery`, `time-terms.other_program`, `time-terms.unknown_touchpoint`, `time-terms.unknown_coach`, `time-terms.unknown_source`, `time-terms.duplicate_person`, `program.*`, `session.*`, `delivery.*`, `delivery-rules.*`, `input.*`
 * @example
 * ```ts
 * const plan: Plan = { kind: "plan", schemaVersion: 1, programId: blendedTwelveWeek.id, cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * missedSessionTimes({ program: blendedTwelveWeek, records: { plan, deliveries: [] }, coaches: [], paidFractions: { noShow: 1, cancelled: 0.5 }, unpaidDeliveryIds: [] }); // => []
 * ```
 */
export function missedSessionTimes(input: MissedTimeInput): readonly SessionTime[] {
  const { records: { plan, deliveries }, paidFractions, unpaidDeliveryIds, ...terms } = check(MissedTimeInput, input);
  const timeOf = timeUnder(terms);
  const unpaid = new Set(unpaidDeliveryIds);
  const sessions = new Map(plan.sessions.map((session) => [session.id, session]));
  const timesOf = ({ id, status, sessionId }: MissedDelivery): readonly SessionTime[] => {
    const session = sessions.get(sessionId);
    if (session === undefined || unpaid.has(id)) return [];
    const { date, touchpointId, coachId, durationMinutes } = session;
    const coachMinutes = tidyMinutes(durationMinutes * (status === "no-show" ? paidFractions.noShow : paidFractions.cancelled));
    const time = timeOf({ id, date, touchpointId, coachId, coachMinutes, participants: [] });
    const personTimes = time.personTimes.filter(({ activity }) => activity === "live").map((personTime) => ({ ...personTime, activity: status }));
    return personTimes.length === 0 ? [] : [{ ...time, personTimes }];
  };
  return deliveries.flatMap((delivery) => (delivery.status === "held" ? [] : timesOf(delivery)));
}
