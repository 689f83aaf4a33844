import type { Fault, IssueParams } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import type { ActionStanding, ActionTransition } from "./action-standing.js";
import { EventDetail, type FollowupEvent } from "./followup-event.js";
import type { FollowupTransition } from "./followup-policy.js";
import { EXPIRED, NEW, SAME_STATE, STATE_BEFORE } from "./policy-faults.js";
import type { TransitionTable } from "./transition-table.js";

const unknownAction: Fault = { code: "followup-step.unknown_action", message: "“{kind}” on the action “{actionId}”, which nobody proposed before.", hint: "An action starts with one of: {allowed}." };
const illegalTransition: Fault = { code: "followup-step.illegal_transition", message: "“{kind}” is not allowed while the action “{actionId}” is in the state “{state}”.", hint: "Allowed from here: {allowed}." };
const endedAction: Fault = { code: "followup-step.ended_action", message: "“{kind}” on the action “{actionId}”, which has ended as “{state}”.", hint: "Propose a new action with followsActionId." };
const expiredAction: Fault = { code: "followup-step.expired_action", message: "“{kind}” on the action “{actionId}”, which lay idle and is expired since {expiredAt}.", hint: "Allowed from here: {allowed}." };
const wrongRole: Fault = { code: "followup-step.wrong_role", message: "The role “{role}” may not do “{kind}” in the state “{state}”.", hint: "It is for: {allowed}." };
const otherPerson: Fault = { code: "followup-step.other_person", message: "“{actorId}” is not the {role} of the action “{actionId}”.", hint: "Only the person named in the log's events may do it in this role." };
const missingDetail: Fault = { code: "followup-step.missing_detail", message: "“{kind}” has to say {detail}.", hint: "Give it." };
const unexpectedDetail: Fault = { code: "followup-step.unexpected_detail", message: "“{kind}” does not say {detail}.", hint: "Leave it out, or use an event that may say it." };
const dueBeforeEvent: Fault = { code: "followup-step.due_before_event", message: "The next step would be due at {dueAt}, before the event itself.", hint: "Give a later dueAt." };
const dependentSecondRater: Fault = { code: "followup-step.dependent_second_rater", message: "“{secondRaterId}” cannot judge the dispute: it is the {part} of the action “{actionId}”.", hint: "Name somebody who has no part in it." };

/** What is wrong with an event, and at which of its keys. */
export interface StepFault {
  readonly fault: Fault;
  readonly path: readonly string[];
  readonly params: IssueParams;
}

/** What a step leads to. */
export interface Step {
  readonly standing: ActionStanding;
  readonly transition: ActionTransition;
}

/** An action as it is at an instant: expired when it lay idle until then. */
export function agedTo(standing: ActionStanding, at: number): Step | undefined {
  const { actionId, state: from, expiresAt } = standing;
  if (expiresAt === null || millisecondsOf(expiresAt) > at) return undefined;
  return {
    standing: { ...standing, state: EXPIRED, stateSinceAt: expiresAt, expiresAt: null, dueAt: null, returnsTo: withReturn(standing, EXPIRED) },
    transition: { actionId, eventId: null, kind: EXPIRED, from, to: EXPIRED, actorId: null, role: null, occurredAt: expiresAt, reason: "idle" },
  };
}

/** Whence the action came into `to`, for a way back. */
function withReturn({ state, returnsTo }: ActionStanding, to: Id): ActionStanding["returnsTo"] {
  return [...returnsTo.filter((one) => one.state !== to), { state: to, to: state }];
}

/** The state, or that in which it lay idle. */
const stateBeforeExpiry = ({ state, returnsTo }: ActionStanding): Id => (state === EXPIRED ? (returnsTo.find((one) => one.state === EXPIRED)?.to ?? state) : state);

/** A new or expired action has no place to go back to. */
const comesFromElsewhere = ({ state }: ActionStanding, to: Id): boolean => state !== to && state !== NEW && state !== EXPIRED;

/** Whom the action names in a role; undefined for roles that anyone may have. */
function personIn(role: Id, { participantId, coachId, secondRaterId = null }: { readonly participantId?: Id; readonly coachId?: Id; readonly secondRaterId?: Id | null }): Id | null | undefined {
  if (role === "participant") return participantId;
  if (role === "coach") return coachId;
  return role === "second-rater" ? secondRaterId : undefined;
}

function refusalOf({ rows, ends }: TransitionTable, standing: ActionStanding | undefined, { actionId, kind }: FollowupEvent): StepFault {
  const state = standing?.state ?? NEW;
  const allowed = [...(rows.get(state)?.values() ?? [])].map((row) => `${row.kind} (${row.roles.join(", ")})`);
  const [path, params] = [["kind"], { actionId, kind, state, allowed }];
  if (standing === undefined) return { fault: unknownAction, path, params };
  if (state === EXPIRED) return { fault: expiredAction, path, params: { ...params, expiredAt: standing.stateSinceAt } };
  return { fault: ends.has(state) ? endedAction : illegalTransition, path, params };
}

/** What the event says and should not, or should say and does not. */
function detailFaults({ requires, allows }: FollowupTransition, event: FollowupEvent): readonly StepFault[] {
  const { kind, dueAt, occurredAt } = event;
  const faults: StepFault[] = [];
  for (const detail of EventDetail.options) {
    const isSaid = event[detail] !== undefined;
    if (isSaid === requires.includes(detail) || (isSaid && allows.includes(detail))) continue;
    faults.push({ fault: isSaid ? unexpectedDetail : missingDetail, path: [detail], params: { kind, detail } });
  }
  if (dueAt !== undefined && millisecondsOf(dueAt) < millisecondsOf(occurredAt)) faults.push({ fault: dueBeforeEvent, path: ["dueAt"], params: { dueAt } });
  return faults;
}

/** Who judges a dispute has no part in it: nobody is judge in their own cause. */
function dependence({ actionId, secondRaterId, participantId, proposerId, raterId, coachId, entryCoachId }: ActionStanding, event: FollowupEvent): readonly StepFault[] {
  if (secondRaterId === null) return [];
  const parts: readonly (readonly [string, Id | null])[] = [["participant", participantId], ["proposer", proposerId], ["first rater", raterId], ["coach", coachId], ["earlier coach", entryCoachId]];
  const part = parts.find(([, personId]) => personId === secondRaterId)?.[0];
  return part === undefined ? [] : [{ fault: dependentSecondRater, path: [event.secondRaterId !== undefined ? "secondRaterId" : part === "first rater" ? "raterId" : "coachId"], params: { actionId, secondRaterId, part } }];
}

function destinationOf({ to }: FollowupTransition, standing: ActionStanding | undefined): Id {
  if (standing === undefined || (to !== SAME_STATE && to !== STATE_BEFORE)) return to;
  return to === SAME_STATE ? standing.state : (standing.returnsTo.find(({ state }) => state === standing.state)?.to ?? standing.state);
}

function firstStanding({ actionId, actorId, occurredAt, participantId = "", coachId = "" }: FollowupEvent): ActionStanding {
  return {
    actionId, state: NEW, hasEnded: false, participantId, coachId, entryCoachId: coachId, proposerId: actorId, raterId: null, secondRaterId: null, sessionId: null, followsActionId: null,
    proposedAt: occurredAt, stateSinceAt: occurredAt, coachSinceAt: occurredAt, secondRaterSinceAt: null, dueAt: null, lastEventAt: occurredAt, expiresAt: null, returnsTo: [], eventCount: 0,
  };
}

/** The standing after an event that the table allows. */
function standingAfter(before: ActionStanding, event: FollowupEvent, { to, row, table }: { readonly to: Id; readonly row: FollowupTransition; readonly table: TransitionTable }): ActionStanding {
  const { occurredAt } = event;
  const isEntry = row.to !== SAME_STATE;
  const hasEnded = table.ends.has(to);
  // a second rater judges one dispute; that it lay idle in between changes nothing
  const staysOn = to === stateBeforeExpiry(before);
  const secondRaterId = event.secondRaterId ?? (staysOn ? before.secondRaterId : null);
  return {
    ...before,
    state: to, hasEnded, participantId: event.participantId ?? before.participantId, coachId: event.coachId ?? before.coachId, entryCoachId: staysOn ? before.entryCoachId : before.coachId,
    raterId: event.raterId ?? before.raterId, secondRaterId, sessionId: event.sessionId ?? before.sessionId, followsActionId: event.followsActionId ?? before.followsActionId,
    stateSinceAt: isEntry ? occurredAt : before.stateSinceAt, coachSinceAt: (event.coachId ?? before.coachId) === before.coachId ? before.coachSinceAt : occurredAt,
    secondRaterSinceAt: secondRaterId === null ? null : secondRaterId === before.secondRaterId ? before.secondRaterSinceAt : occurredAt,
    dueAt: event.dueAt ?? (isEntry ? null : before.dueAt), lastEventAt: occurredAt, expiresAt: hasEnded ? null : table.expiryAfter(occurredAt),
    returnsTo: isEntry && comesFromElsewhere(before, to) && row.to !== STATE_BEFORE && table.returning.has(to) ? withReturn(before, to) : before.returnsTo, eventCount: before.eventCount + 1,
  };
}

/** One event on an action that has been aged to it; `undefined` is an action that nobody proposed yet. All that is wrong with the event, or where it leads. */
export function stepOf(table: TransitionTable, standing: ActionStanding | undefined, event: FollowupEvent): Step | readonly StepFault[] {
  const { actionId, eventId, kind, actorId, role, occurredAt, reason } = event;
  const from = standing?.state ?? NEW;
  const row = table.rows.get(from)?.get(kind);
  if (row === undefined) return [refusalOf(table, standing, event)];
  const person = personIn(role, standing ?? event);
  const faults = [...detailFaults(row, event)];
  if (!row.roles.includes(role)) faults.push({ fault: wrongRole, path: ["role"], params: { role, kind, state: from, allowed: row.roles } });
  else if (person !== undefined && person !== actorId) faults.push({ fault: otherPerson, path: ["actorId"], params: { actorId, role, actionId } });
  const to = destinationOf(row, standing);
  const after = standingAfter(standing ?? firstStanding(event), event, { to, row, table });
  faults.push(...dependence(after, event));
  if (faults.length > 0) return faults;
  return { standing: after, transition: { actionId, eventId, kind, from, to, actorId, role, occurredAt, reason } };
}
