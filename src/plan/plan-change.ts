import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Holiday } from "../time/index.js";
import { millisecondsOf, zoneDataName } from "../time/internal.js";
import { CivilDate, Id, Instant, WallTime } from "../unit/index.js";
import { findParticipantFaults, PlanInput } from "./assign-sessions.js";
import { Participant } from "./person.js";
import { Plan } from "./session.js";

/** The cohort starts on another date. */
export interface StartDateMoved {
  readonly kind: "start-date-moved";
  /** The new start date. */
  readonly startDate: CivilDate;
}
/** Another day off. */
export interface HolidayAdded {
  readonly kind: "holiday-added";
  /** The day. */
  readonly holiday: Holiday;
  /** Whose day off it is: participants and coaches. Absent: everybody's, and a holiday of the cohort. */
  readonly personIds?: readonly Id[];
}
/** A participant leaves the program. */
export interface ParticipantLeft {
  readonly kind: "participant-left";
  /** Who leaves. */
  readonly participantId: Id;
  /** The first date without the participant. */
  readonly fromDate: CivilDate;
}
/** A participant comes into the program. */
export interface ParticipantJoined {
  readonly kind: "participant-joined";
  /** Who comes. */
  readonly participant: Participant;
}
/** A coach is away. */
export interface CoachOnLeave {
  readonly kind: "coach-on-leave";
  /** Who is away. */
  readonly coachId: Id;
  /** The first day of the leave on the coach's own calendar. */
  readonly fromDate: CivilDate;
  /** The last day of it. */
  readonly toDate: CivilDate;
}
/** A participant is away: the own sessions go elsewhere; sessions of several stand, and say so. */
export interface ParticipantOnLeave {
  readonly kind: "participant-on-leave";
  /** Who is away. */
  readonly participantId: Id;
  /** The first day of the leave on the participant's own calendar. */
  readonly fromDate: CivilDate;
  /** The last day of it. */
  readonly toDate: CivilDate;
}
/** A participant has completed a touchpoint: the steps that waited for it open. */
export interface TouchpointCompleted {
  readonly kind: "touchpoint-completed";
  /** Who completed it. */
  readonly participantId: Id;
  /** What was completed. */
  readonly touchpointId: Id;
  /** On which day of the participant's calendar. */
  readonly completedDate: CivilDate;
}
/** Somebody put a session elsewhere; there it stays. */
export interface SessionMoved {
  readonly kind: "session-moved";
  /** Which session. */
  readonly sessionId: Id;
  /** Its new date, in the zone of the session. */
  readonly date: CivilDate;
  /** Its new start on the wall clock of that zone. */
  readonly startTime: WallTime;
}
/** Something that happens to a plan. */
export type PlanChange = StartDateMoved | HolidayAdded | ParticipantLeft | ParticipantJoined | CoachOnLeave | ParticipantOnLeave | TouchpointCompleted | SessionMoved;
/** Schema of something that happens to a plan. */
export const PlanChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("start-date-moved"), startDate: CivilDate }).readonly(),
  z.strictObject({ kind: z.literal("holiday-added"), holiday: Holiday, personIds: z.exactOptional(z.array(Id).min(1).max(12_000).readonly()) }).readonly(),
  z.strictObject({ kind: z.literal("participant-left"), participantId: Id, fromDate: CivilDate }).readonly(),
  z.strictObject({ kind: z.literal("participant-joined"), participant: Participant }).readonly(),
  z.strictObject({ kind: z.literal("coach-on-leave"), coachId: Id, fromDate: CivilDate, toDate: CivilDate }).readonly(),
  z.strictObject({ kind: z.literal("participant-on-leave"), participantId: Id, fromDate: CivilDate, toDate: CivilDate }).readonly(),
  z.strictObject({ kind: z.literal("touchpoint-completed"), participantId: Id, touchpointId: Id, completedDate: CivilDate }).readonly(),
  z.strictObject({ kind: z.literal("session-moved"), sessionId: Id, date: CivilDate, startTime: WallTime }).readonly(),
]) satisfies z.ZodType<PlanChange>;

/** A plan, what it was made from, and what happened since. */
export interface ReplanInput {
  /** The plan as it stands. */
  readonly plan: Plan;
  /** What it was made from: that of `assignSessions`, or the `input` of the last `replanSessions`. */
  readonly input: PlanInput;
  /** What happened, at most a hundred changes; applied together. */
  readonly changes: readonly PlanChange[];
  /** Sessions that start before this instant stay as they are, and nothing is put before it: now, or some days ahead. */
  readonly frozenBeforeAt?: Instant;
  /** Sessions that stay where they are. */
  readonly pinnedSessionIds?: readonly Id[];
}

const otherPlan: Fault = { code: "plan-change.other_plan", message: "The plan is of “{planned}”, the input of “{given}”.", hint: "Give the input that the plan was made from." };
const otherZoneData: Fault = { code: "plan-change.other_zone_data", message: "The plan's instants come from the zone data “{planned}”, the input has “{given}”.", hint: "Derive the plan's instants anew with rederivePlan." };
const unknownSession: Fault = { code: "plan-change.unknown_session", message: "The plan has no session “{id}”.", hint: "Correct the id." };
const unknownPerson: Fault = { code: "plan-change.unknown_person", message: "The input has nobody with the id “{id}” to whom this could happen.", hint: "Correct the id." };
const knownPerson: Fault = { code: "plan-change.known_person", message: "“{id}” is in the plan already.", hint: "Leave the change out, or correct the id." };
const endBeforeStart: Fault = { code: "plan-change.end_before_start", message: "The leave ends before it begins.", hint: "Swap fromDate and toDate." };
const repeatedChange: Fault = { code: "plan-change.repeated_change", message: "Two changes of one kind speak of the same: {subject}.", hint: "Keep one of them." };
const frozenSession: Fault = { code: "plan-change.frozen_session", message: "The session “{id}” starts before frozenBeforeAt.", hint: "Leave it where it is, or set frozenBeforeAt earlier." };
/** Where a move by hand leads out of what instants can say; the date alone does not tell, since zones lie on both sides of UTC. */
export const outOfRange: Fault = { code: "plan-change.out_of_range", message: "In {timeZone} the session “{id}” would lie outside the years 1970 to 2199.", hint: "Stay within these years." };
const nobodyLeft: Fault = { code: "plan-change.nobody_left", message: "Nobody takes part any more.", hint: "Cancel the sessions instead." };

/** What no second change of the kind may speak of; `null` where several may. */
function subjectOf(change: PlanChange): string | null {
  switch (change.kind) {
    case "start-date-moved": return "the start date";
    case "participant-left": return change.participantId;
    case "participant-joined": return change.participant.id;
    case "session-moved": return change.sessionId;
    case "touchpoint-completed": return `${change.participantId} ${change.touchpointId}`;
    default: return null;
  }
}

/** Whom a change speaks of, by key; joining is for those who are not there. */
function peopleIn(change: PlanChange): readonly (readonly [key: string, id: string, isOf: "participants" | "coaches" | "people"])[] {
  switch (change.kind) {
    case "participant-left": case "participant-on-leave": case "touchpoint-completed": return [["participantId", change.participantId, "participants"]];
    case "coach-on-leave": return [["coachId", change.coachId, "coaches"]];
    case "holiday-added": return (change.personIds ?? []).map((id) => ["personIds", id, "people"] as const);
    default: return [];
  }
}

const idsOf = (people: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(people.map(({ id }) => id));

const rules: readonly ((input: ReplanInput, report: Report) => void)[] = [
  ({ plan, input }, report) => {
    if (plan.programId !== input.program.id) report(otherPlan, ["input", "program", "id"], { planned: plan.programId, given: input.program.id });
    if (plan.cohortId !== input.cohort.id) report(otherPlan, ["input", "cohort", "id"], { planned: plan.cohortId, given: input.cohort.id });
    const given = zoneDataName(input.zoneData);
    if (plan.zoneData !== given) report(otherZoneData, ["plan", "zoneData"], { planned: plan.zoneData, given });
  },
  ({ input, changes }, report) => {
    const [participants, coaches] = [idsOf(input.participants), idsOf(input.coaches)];
    const lists = { participants, coaches, people: new Set([...participants, ...coaches]) };
    changes.forEach((change, index) => {
      for (const [key, id, list] of peopleIn(change)) if (!lists[list].has(id)) report(unknownPerson, ["changes", index, key], { id });
      if ((change.kind === "coach-on-leave" || change.kind === "participant-on-leave") && change.toDate < change.fromDate) report(endBeforeStart, ["changes", index, "toDate"]);
    });
  },
  ({ plan, input, changes }, report) => {
    const here = new Set([...idsOf(input.participants), ...plan.sessions.flatMap(({ participantIds }) => participantIds)]);
    changes.forEach((change, index) => { if (change.kind === "participant-joined" && here.has(change.participant.id)) report(knownPerson, ["changes", index, "participant", "id"], { id: change.participant.id }); });
  },
  ({ input: { program, coaches }, changes }, report) => {
    const joiners = changes.flatMap((change, index) => (change.kind === "participant-joined" ? [{ participant: change.participant, index }] : []));
    findParticipantFaults({ program, coaches, participants: joiners.map(({ participant }) => participant) }, (fault, [, place, ...key], params) => { report(fault, ["changes", joiners[Number(place)]?.index ?? 0, "participant", ...key], params); });
  },
  ({ changes }, report) => {
    const subjects = changes.map((change, index) => `${change.kind} ${subjectOf(change) ?? String(index)}`);
    for (const [index] of repeated(subjects, (subject) => subject)) report(repeatedChange, ["changes", index], { subject: subjects[index] ?? "" });
  },
  ({ plan, changes, frozenBeforeAt, pinnedSessionIds = [] }, report) => {
    const starts = new Map(plan.sessions.map(({ id, startsAt }) => [id, millisecondsOf(startsAt)]));
    const frozenBefore = frozenBeforeAt === undefined ? -Infinity : millisecondsOf(frozenBeforeAt);
    changes.forEach((change, index) => {
      if (change.kind !== "session-moved") return;
      const start = starts.get(change.sessionId);
      if (start === undefined) report(unknownSession, ["changes", index, "sessionId"], { id: change.sessionId });
      else if (start < frozenBefore) report(frozenSession, ["changes", index, "sessionId"], { id: change.sessionId });
    });
    pinnedSessionIds.forEach((id, index) => { if (!starts.has(id)) report(unknownSession, ["pinnedSessionIds", index], { id }); });
  },
  ({ input, changes }, report) => {
    const leaving = new Set(changes.flatMap((change) => (change.kind === "participant-left" ? [change.participantId] : [])));
    if (!changes.some(({ kind }) => kind === "participant-joined") && input.participants.every(({ id }) => leaving.has(id))) report(nobodyLeft, ["changes"]);
  },
];

/** Schema of a plan, what it was made from, and what happened since. */
export const ReplanInput = z
  .strictObject({
    plan: Plan, input: PlanInput, changes: z.array(PlanChange).max(100).readonly(),
    frozenBeforeAt: z.exactOptional(Instant), pinnedSessionIds: z.exactOptional(z.array(Id).max(1_000_000).readonly()),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<ReplanInput>;
