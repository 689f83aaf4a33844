import * as z from "zod";
import { DeliveryRecords } from "../delivery/index.js";
import { check } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, meanEstimate, type NoEstimate, type ProportionEstimate, proportionEstimate } from "../statistics/index.js";
import type { Count } from "../unit/index.js";
import { personalProportion } from "./clustered-estimate.js";
import { type CoachingReceived, coachingReceived } from "./coaching-received.js";

/** What participation is measured on. */
export interface ParticipationInput {
  /** The plan and what became of it. For an interim figure give the part that was due. */
  readonly records: DeliveryRecords;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Schema of what participation is measured on. */
export const ParticipationInput = z.strictObject({ records: DeliveryRecords, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<ParticipationInput>;

/** Who took part, and how much. */
export interface Participation {
  /** Places attended ÷ places of those invited to sessions that were held, with Wilson's interval over participants. Excused is not attended. */
  readonly attendedFraction: ProportionEstimate | NoEstimate;
  /** Participants who attended anything ÷ participants of the plan, with Wilson's interval. */
  readonly reachedFraction: ProportionEstimate | NoEstimate;
  /** Hours in sessions per participant of the plan, those with none among them, with Student's interval. */
  readonly hoursPerParticipant: EstimateResult;
  /** By participant, in order of ids. */
  readonly participants: readonly CoachingReceived[];
  /** Sessions of the plan that no record speaks of. They take no part. */
  readonly unrecordedSessionCount: Count;
}

/**
 * Who took part, and how many hours: a condition of change and no sign of it, so it is no KPI of the catalog. How much of the program's plan was delivered, weighted, is `programFidelity`.
 * Warnings: `few-people` (below 10, a heuristic), `one-person`, `no-variation`.
 *
 * @throws CoachingError `delivery.*`, `delivery-rules.*`, `session.*`, `rapid-feedback.duplicate_item`, `input.*`
 * @example
 * ```ts
 * const plan = { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions: [], unassigned: [], coachAssignments: [{ participantId: "ana", coachId: "c1", reason: null }, { participantId: "ben", coachId: "c1", reason: null }], warnings: [], zoneData: "runtime" };
 * const makeUp = { id: "d1", status: "held", sessionId: null, touchpointId: "one-to-one", startsAt: "2027-10-04T09:00:00Z", endsAt: "2027-10-04T10:00:00Z", coachId: "c1", attendance: [{ participantId: "ana", status: "attended" }] };
 * const { reachedFraction, hoursPerParticipant } = participation({ records: { plan, deliveries: [makeUp] }, confidenceLevel: 0.95 });
 * [reachedFraction.estimate, hoursPerParticipant.estimate]; // => [0.5, 0.5]
 * ```
 */
export function participation(input: ParticipationInput): Participation {
  const { records, confidenceLevel } = check(ParticipationInput, input);
  const participants = coachingReceived(records);
  const places = participants.flatMap(({ participantId: personId, invitedCount, attendedCount }) => Array.from({ length: invitedCount }, (_, index) => ({ personId, value: index < attendedCount ? 1 : 0 })));
  const recorded = new Set(records.deliveries.map(({ sessionId }) => sessionId));
  return {
    attendedFraction: personalProportion(places, confidenceLevel),
    reachedFraction: proportionEstimate({ successes: participants.filter(({ attendedCount, furtherCount }) => attendedCount + furtherCount > 0).length, n: participants.length, confidenceLevel }),
    hoursPerParticipant: meanEstimate({ values: participants.map(({ coachingHours }) => coachingHours), confidenceLevel }),
    participants,
    unrecordedSessionCount: records.plan.sessions.filter(({ id }) => !recorded.has(id)).length,
  };
}
