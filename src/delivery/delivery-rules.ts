import { type Fault, repeated, type Report } from "../error/index.js";
import type { Plan } from "../plan/index.js";
import type { Delivery } from "./delivery.js";
import type { SessionPulse } from "./rapid-feedback.js";

const duplicateId: Fault = { code: "delivery-rules.duplicate_id", message: "The id “{id}” is used twice in {list}.", hint: "Give each record an id of its own." };
const duplicateSession: Fault = { code: "delivery-rules.duplicate_session", message: "The session “{id}” has more than one delivery.", hint: "Keep the one that says what became of it; record a make-up session with sessionId null." };
const unknownSession: Fault = { code: "delivery-rules.unknown_session", message: "The plan has no session with the id “{id}”.", hint: "Correct the id; record a session beyond the plan with sessionId null." };
const unknownParticipant: Fault = { code: "delivery-rules.unknown_participant", message: "The plan has no participant with the id “{id}”.", hint: "Correct the id, or plan the participant." };
const otherTouchpoint: Fault = { code: "delivery-rules.other_touchpoint", message: "The session “{id}” belongs to the touchpoint “{expected}”, not to “{given}”.", hint: "Correct touchpointId or sessionId." };
const answeredTwice: Fault = { code: "delivery-rules.answered_twice", message: "“{participantId}” has two pulses for the session “{sessionId}”.", hint: "Keep the latest." };

/** Everyone the plan knows: in a session, without one, or assigned to a coach. In order of first appearance. */
const participantIdsOf = ({ sessions, unassigned, coachAssignments }: Plan): ReadonlySet<string> =>
  new Set([...sessions, ...unassigned].flatMap(({ participantIds }) => participantIds).concat(coachAssignments.map(({ participantId }) => participantId)));

/** Reports the ids of `list` that were used before. */
export function findDuplicateIds(list: string, records: readonly { readonly id: string }[], report: Report): void {
  for (const [index, { id }] of repeated(records, ({ id }) => id)) report(duplicateId, [list, index, "id"], { id, list });
}

/** Reports the sessions and participants that a list of records names and the plan does not. */
export function findUnknownReferences(list: string, records: readonly { readonly sessionId?: string; readonly participantId?: string }[], { plan, report }: { readonly plan: Plan; readonly report: Report }): void {
  const sessions = new Set(plan.sessions.map(({ id }) => id));
  const participants = participantIdsOf(plan);
  records.forEach(({ sessionId, participantId }, index) => {
    if (sessionId !== undefined && !sessions.has(sessionId)) report(unknownSession, [list, index, "sessionId"], { id: sessionId });
    if (participantId !== undefined && !participants.has(participantId)) report(unknownParticipant, [list, index, "participantId"], { id: participantId });
  });
}

function findUnknownAttendance({ plan, deliveries }: { readonly plan: Plan; readonly deliveries: readonly Delivery[] }, report: Report): void {
  const participants = participantIdsOf(plan);
  deliveries.forEach((delivery, index) => {
    if (delivery.status !== "held") return;
    delivery.attendance.forEach(({ participantId: id }, position) => {
      if (!participants.has(id)) report(unknownParticipant, ["deliveries", index, "attendance", position, "participantId"], { id });
    });
  });
}

function findSessionFaults({ plan, deliveries }: { readonly plan: Plan; readonly deliveries: readonly Delivery[] }, report: Report): void {
  const touchpoints = new Map(plan.sessions.map(({ id, touchpointId }) => [id, touchpointId]));
  const seen = new Set<string>();
  deliveries.forEach(({ sessionId: id, touchpointId: given }, index) => {
    if (id === null) return;
    const at = ["deliveries", index];
    const expected = touchpoints.get(id);
    if (expected === undefined) report(unknownSession, [...at, "sessionId"], { id });
    else if (expected !== given) report(otherTouchpoint, [...at, "touchpointId"], { id, expected, given });
    if (seen.has(id)) report(duplicateSession, [...at, "sessionId"], { id });
    seen.add(id);
  });
}

/** What can be wrong between a plan and its deliveries; each kind is looked for by itself, so that one faulty part does not hide the faults of another. */
export const deliveryRules: readonly ((input: { readonly plan: Plan; readonly deliveries: readonly Delivery[] }, report: Report) => void)[] = [
  ({ deliveries }, report) => { findDuplicateIds("deliveries", deliveries, report); },
  findSessionFaults,
  findUnknownAttendance,
];

function findSecondAnswers(pulses: readonly SessionPulse[], report: Report): void {
  const seen = new Set<string>();
  pulses.forEach(({ sessionId, participantId }, index) => {
    // No id holds a line break.
    const key = `${sessionId}\n${participantId}`;
    if (seen.has(key)) report(answeredTwice, ["sessionPulses", index], { sessionId, participantId });
    seen.add(key);
  });
}

/** What can be wrong between a plan and its session pulses. */
export const pulseRules: readonly ((input: { readonly plan: Plan; readonly sessionPulses?: readonly SessionPulse[] }, report: Report) => void)[] = [
  ({ sessionPulses = [] }, report) => { findDuplicateIds("sessionPulses", sessionPulses, report); },
  ({ plan, sessionPulses = [] }, report) => { findUnknownReferences("sessionPulses", sessionPulses, { plan, report }); },
  ({ sessionPulses = [] }, report) => { findSecondAnswers(sessionPulses, report); },
];
