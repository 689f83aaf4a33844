import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { CancelledSession, ChangeCause, ChangedSession, ChangeReason, PlanDiff, SessionField } from "./plan-diff.js";
import { Plan, type Session, type Unassigned } from "./session.js";

const otherPlan: Fault = { code: "diff-plans.other_plan", message: "The plan after is of “{after}”, the plan before of “{before}”.", hint: "Compare two plans of one program and one cohort." };

/** Two plans of one program and one cohort. */
interface PlanPair {
  /** The plan as it was. */
  readonly before: Plan;
  /** The plan as it is. */
  readonly after: Plan;
}
const PlanPair = z
  .strictObject({ before: Plan, after: Plan })
  .check(rule(({ before, after }: PlanPair, report) => {
    for (const key of ["programId", "cohortId"] as const) if (before[key] !== after[key]) report(otherPlan, ["after", key], { before: before[key], after: after[key] });
  }))
  .readonly() satisfies z.ZodType<PlanPair>;

/** A cause that concerns nobody in particular. */
export const causeOf = (reason: ChangeReason, more: Partial<Omit<ChangeCause, "reason">> = {}): ChangeCause => ({ reason, personId: null, date: null, sessionId: null, ...more });

/** Minutes from start to end as the instants have it. */
const lastingOf = ({ startsAt, endsAt }: Session): number => millisecondsOf(endsAt) - millisecondsOf(startsAt);
const isSamePeople = (some: readonly string[], others: readonly string[]): boolean => some.length === others.length && new Set([...some, ...others]).size === some.length;

const isOther: Readonly<Record<SessionField, (before: Session, after: Session) => boolean>> = {
  coach: (before, after) => before.coachId !== after.coachId,
  participants: (before, after) => !isSamePeople(before.participantIds, after.participantIds),
  title: (before, after) => before.title !== after.title,
  length: (before, after) => before.durationMinutes !== after.durationMinutes || lastingOf(before) !== lastingOf(after),
  scheduled: (before, after) => before.isScheduled !== after.isScheduled,
  week: (before, after) => before.week !== after.week,
};
const fieldsOf = (before: Session, after: Session): readonly SessionField[] => (Object.keys(isOther) as SessionField[]).filter((field) => isOther[field](before, after));

const isRecordMoved = (before: Session, after: Session): boolean => before.date !== after.date || before.startTime !== after.startTime || before.timeZone !== after.timeZone;

/** Whether a session is elsewhere: its record, or the start that its record stands for. */
const isMoved = (before: Session, after: Session): boolean => isRecordMoved(before, after) || millisecondsOf(before.startsAt) !== millisecondsOf(after.startsAt);

/** Who takes part in the plan at all. */
const peopleOf = ({ coachAssignments }: Plan): ReadonlySet<string> => new Set(coachAssignments.map(({ participantId }) => participantId));

/** What of two plans tells why a session changed. */
interface Causes {
  readonly ofCancelled: (session: Session) => ChangeCause;
  readonly ofChanged: (before: Session, after: Session, fields: readonly SessionField[]) => ChangeCause;
}

function causesBetween(before: Plan, after: Plan): Causes {
  const [were, are] = [peopleOf(before), peopleOf(after)];
  const missing = new Map<string, Unassigned[]>();
  for (const one of after.unassigned) missing.set(one.occurrenceId, [...(missing.get(one.occurrenceId) ?? []), one]);
  const leaving = (ids: readonly string[]): string | undefined => ids.find((id) => were.has(id) && !are.has(id));
  return {
    ofCancelled: ({ occurrenceId, participantIds }) => {
      const unassigned = missing.get(occurrenceId)?.find((one) => one.participantIds.length === 0 || one.participantIds.some((id) => participantIds.includes(id)));
      if (unassigned !== undefined && unassigned.reason !== "no-participants") return causeOf(unassigned.reason);
      const personId = leaving(participantIds);
      if (personId !== undefined && participantIds.every((id) => !are.has(id))) return causeOf("participant-left", { personId });
      return causeOf(unassigned?.reason ?? "no-longer-planned");
    },
    ofChanged: (one, other, [field = "week"]) => {
      if (field !== "participants") return causeOf(field);
      const left = leaving(one.participantIds);
      if (left !== undefined) return causeOf("participant-left", { personId: left });
      const joined = other.participantIds.find((id) => are.has(id) && !were.has(id));
      return joined === undefined ? causeOf("participants") : causeOf("participant-joined", { personId: joined });
    },
  };
}

/** `diffPlans` of plans that have been checked. */
export function differenceOf(before: Plan, after: Plan): PlanDiff {
  const causes = causesBetween(before, after);
  const now = new Map(after.sessions.map((session) => [session.id, session]));
  const was = new Set(before.sessions.map(({ id }) => id));
  const [cancelled, moved, changed]: [CancelledSession[], ChangedSession[], ChangedSession[]] = [[], [], []];
  for (const session of before.sessions) {
    const other = now.get(session.id);
    if (other === undefined) {
      cancelled.push({ session, cause: causes.ofCancelled(session) });
      continue;
    }
    const fields = fieldsOf(session, other);
    const [first] = fields;
    if (isMoved(session, other)) {
      const cause = isRecordMoved(session, other) ? (first === "coach" ? causeOf("coach") : causeOf("slot")) : causeOf("zone-data");
      moved.push({ before: session, after: other, fields, cause });
    } else if (first !== undefined) changed.push({ before: session, after: other, fields, cause: causes.ofChanged(session, other, fields) });
  }
  const keptCount = before.sessions.length - cancelled.length - moved.length - changed.length;
  return { programId: before.programId, cohortId: before.cohortId, added: after.sessions.filter(({ id }) => !was.has(id)), cancelled, moved, changed, keptCount };
}

/**
 * What makes one plan of another: what to tell the people concerned, and nobody else.
 *
 * - A session is the same when its id is: ids are made of program, cohort, touchpoint, week and people, so they stay when the calendar around them changes.
 * - A session that is both elsewhere and otherwise changed stands once, in `moved`, with its `fields`.
 * - What lost its session is under `cancelled` with the reason of `unassigned`; what has found one is under `added`.
 * - The cause is what the two plans tell; `replanSessions` knows more and says so. A start that differs under an equal record comes from other zone data.
 *
 * @throws CoachingError `diff-plans.other_plan`, `input.*`, and the faults of `Plan`
 * @example
 * ```ts
 * const session = { id: "pilot/spring/talk/w01-1/ada", occurrenceId: "pilot/spring/talk/w01-1", touchpointId: "talk", title: "Talk", week: 1, coachId: "kim", participantIds: ["ada"], date: "2027-03-30", startTime: "10:00", timeZone: "Europe/Berlin", startsAt: "2027-03-30T08:00:00Z", endsAt: "2027-03-30T09:00:00Z", durationMinutes: 60, isScheduled: true, warnings: [] };
 * const before = { kind: "plan", schemaVersion: 1, programId: "pilot", cohortId: "spring", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const later = { ...session, startTime: "11:00", startsAt: "2027-03-30T09:00:00Z", endsAt: "2027-03-30T10:00:00Z" };
 * const { moved, keptCount } = diffPlans({ before, after: { ...before, sessions: [later] } });
 * moved.map(({ after, cause }) => `${after.startTime} ${cause.reason}`); // => ["11:00 slot"]
 * keptCount; // => 0
 * ```
 */
export function diffPlans(pair: { readonly before: Plan; readonly after: Plan }): PlanDiff {
  const { before, after } = check(PlanPair, pair);
  return differenceOf(before, after);
}
