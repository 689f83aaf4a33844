import { check } from "../error/index.js";
import { assignCoaches, byId } from "./assign-coaches.js";
import { PlanInput } from "./assign-sessions.js";
import { book, type Bookings, bookingsOfPeople, isAtWork } from "./booking.js";
import { changedInput } from "./changed-input.js";
import { type Gathering, gatherParticipants, sessionIdOf, weekNumberOf, weekOf } from "./gather-participants.js";
import { knownParties } from "./known-groups.js";
import { type KnownPlan, knownPlan } from "./known-plan.js";
import type { Coach, Participant } from "./person.js";
import type { ChangeCause } from "./plan-diff.js";
import type { PlanChange, ReplanInput } from "./plan-change.js";
import type { CoachAssignment, Session, Unassigned } from "./session.js";
import { type MillisecondSpan, millisecondsOf, type Zones, zonesOf } from "../time/internal.js";

const MINUTE = 60_000;

/** Who is where, by id. */
type Diaries = ReadonlyMap<string, Bookings>;

/** A session that was put somewhere and cannot move. */
interface Newcomer {
  readonly span: MillisecondSpan;
  readonly sessionId: string;
}

/** A plan while it is changed. */
export interface ReplanDesk {
  readonly given: ReplanInput;
  /** The input as the changes leave it. */
  readonly input: PlanInput;
  readonly zones: Zones;
  readonly horizon: number;
  readonly pinned: ReadonlySet<string>;
  /** The first date without them, of those who leave. */
  readonly leaving: ReadonlyMap<string, string>;
  readonly joining: ReadonlySet<string>;
  /** The days off that were added, and whose they are; `null`: everybody's. */
  readonly daysOff: readonly { readonly date: string; readonly personIds: ReadonlySet<string> | null }[];
  /** Who goes on leave, and why sessions move that cannot be then. */
  readonly onLeave: ReadonlyMap<string, "coach-on-leave" | "participant-on-leave">;
  readonly people: ReadonlyMap<string, Participant>;
  readonly coaches: ReadonlyMap<string, Coach>;
  /** Hours and busy times before and after the changes, without any session. */
  readonly was: Diaries;
  readonly is: Diaries;
  /** The same after the changes, with every session that has its place. */
  readonly full: Diaries;
  readonly newcomers: Map<string, Newcomer[]>;
  readonly weekNumber: (instant: number) => number;
  /** Minutes of the coaches' weeks that are used. */
  readonly used: Map<string, number>;
  readonly extraMinutes: ReadonlyMap<string, number>;
  readonly coachAssignments: ReadonlyMap<string, CoachAssignment>;
  readonly gatherings: readonly Gathering[];
  /** What was to be met for before the changes, by session. */
  readonly oldGatherings: ReadonlyMap<string, Gathering>;
  readonly before: ReadonlyMap<string, Session>;
  /** The same by occurrence. */
  readonly known: KnownPlan;
  /** What has its place so far. */
  readonly sessions: Map<string, Session>;
  readonly causes: Map<string, ChangeCause>;
  readonly unassigned: Unassigned[];
}

const keyed = <Kind extends PlanChange["kind"]>(changes: readonly PlanChange[], kind: Kind): readonly Extract<PlanChange, { kind: Kind }>[] => changes.filter((change): change is Extract<PlanChange, { kind: Kind }> => change.kind === kind);

/** Everybody keeps the coach of the plan; only who has none is assigned one. */
function assignedAnew({ plan }: ReplanInput, { program, participants, coaches, cohort }: PlanInput, bookings: Diaries, zones: Zones): ReadonlyMap<string, CoachAssignment> {
  const known = new Map(plan.coachAssignments.map(({ participantId, coachId }) => [participantId, coachId]));
  const bound = participants.map((participant): Participant => {
    const coachId = known.get(participant.id) ?? null;
    return coachId === null ? participant : { ...participant, coachId };
  });
  return new Map(assignCoaches({ program, participants: bound.toSorted(byId), coaches: coaches.toSorted(byId), bookings, sampleWeek: weekOf(cohort, 1, zones) }).map((assignment) => [assignment.participantId, assignment]));
}

/** A plan made ready to be changed. */
export function replanDesk(given: ReplanInput): ReplanDesk {
  const { plan, changes, frozenBeforeAt } = given;
  const zones = zonesOf(given.input.zoneData);
  // what is stored is checked as what is given
  const input = changes.length === 0 ? given.input : check(PlanInput, changedInput(given.input, changes));
  const { program, cohort, zoneData } = input;
  const leaving = new Map(keyed(changes, "participant-left").map(({ participantId, fromDate }) => [participantId, fromDate]));
  const joining = new Set(keyed(changes, "participant-joined").map(({ participant: { id } }) => id));
  const leavers = given.input.participants.filter(({ id }) => leaving.has(id));
  const people = [...input.participants, ...leavers].toSorted(byId);
  const horizon = frozenBeforeAt === undefined ? -Infinity : millisecondsOf(frozenBeforeAt);
  const everybody = [...people, ...input.coaches.toSorted(byId)];
  const is = bookingsOfPeople(everybody, zones);
  const before = new Map(plan.sessions.map((session) => [session.id, session]));
  const standing = knownPlan(plan);
  const old = gatherParticipants({ program, cohort: given.input.cohort, participants: given.input.participants.toSorted(byId), zoneData, partiesOf: knownParties(standing, program.touchpoints) });
  const [pinned, byHand] = [new Set(given.pinnedSessionIds), new Set(keyed(changes, "session-moved").map(({ sessionId }) => sessionId))];
  const isPast = (startsAt: string): boolean => millisecondsOf(startsAt) < horizon;
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const known: KnownPlan = {
    ...standing, joining, leaving, isPast,
    isClosed: ({ id, startsAt, participantIds }) => isPast(startsAt) || pinned.has(id) || byHand.has(id) || participantIds.some((one) => !peopleById.has(one)),
    oldStarts: new Map(old.gatherings.map(({ occurrence }) => [occurrence.id, occurrence.startsAt])),
  };
  const gathered = gatherParticipants({ program, cohort, participants: people, zoneData, partiesOf: knownParties(known, program.touchpoints) });
  const contracts = new Map((program.coachSources ?? []).map(({ id, contract }) => [id, contract.preparationMinutes + contract.noteMinutes]));
  return {
    given, input, zones, leaving, joining, is, before,
    daysOff: keyed(changes, "holiday-added").map(({ holiday: { date }, personIds }) => ({ date, personIds: personIds === undefined ? null : new Set(personIds) })),
    known, pinned, horizon,
    onLeave: new Map([...keyed(changes, "coach-on-leave").map(({ coachId, kind }) => [coachId, kind] as const), ...keyed(changes, "participant-on-leave").map(({ participantId, kind }) => [participantId, kind] as const)]),
    coaches: new Map(input.coaches.toSorted(byId).map((coach) => [coach.id, coach])),
    people: peopleById,
    was: bookingsOfPeople([...given.input.participants, ...given.input.coaches.toSorted(byId)], zones),
    full: bookingsOfPeople(everybody, zones),
    newcomers: new Map(),
    weekNumber: weekNumberOf(cohort, zones),
    used: new Map(),
    extraMinutes: new Map(input.coaches.map(({ id, sourceId }) => [id, contracts.get(sourceId ?? "") ?? 0])),
    coachAssignments: assignedAnew(given, input, is, zones),
    gatherings: gathered.gatherings,
    oldGatherings: new Map(old.gatherings.map((gathering) => [sessionIdOf(program.id, gathering), gathering])),
    sessions: new Map(),
    causes: new Map(),
    unassigned: [...gathered.unassigned],
  };
}

/** The span of a session. */
export const spanOf = ({ startsAt, endsAt }: Session): MillisecondSpan => [millisecondsOf(startsAt), millisecondsOf(endsAt)];
/** Everybody in a session. */
export const personIdsOf = ({ coachId, participantIds }: Pick<Session, "coachId" | "participantIds">): readonly string[] => (coachId === null ? participantIds : [coachId, ...participantIds]);
/** The diaries of people; who has left has none. */
export const diariesOf = (diaries: Diaries, ids: readonly string[]): readonly Bookings[] => ids.flatMap((id) => diaries.get(id) ?? []);

/** What a session takes of a coach's week. */
export const minutesWith = ({ extraMinutes }: ReplanDesk, coachId: string, durationMinutes: number): number => durationMinutes + (extraMinutes.get(coachId) ?? 0);
/** What is left of a coach's week. */
export const freeMinutes = ({ coaches, used }: ReplanDesk, coachId: string, week: number): number => (coaches.get(coachId)?.weeklyAvailableMinutes ?? 0) - (used.get(`${String(week)} ${coachId}`) ?? 0);

/** Puts a session down for good. One that was not there before is in the way of those that were. */
export function putDown(desk: ReplanDesk, session: Session, booking: { readonly isNew: boolean; readonly personIds?: readonly string[] }): void {
  desk.sessions.set(session.id, session);
  if (!session.isScheduled) return;
  const span = spanOf(session);
  const personIds = booking.personIds ?? personIdsOf(session);
  for (const diary of diariesOf(desk.full, personIds)) book(diary, span);
  if (booking.isNew) for (const id of personIds) desk.newcomers.set(id, [...(desk.newcomers.get(id) ?? []), { span, sessionId: session.id }]);
  if (session.coachId !== null && personIds.includes(session.coachId)) {
    const key = `${String(desk.weekNumber(span[0]))} ${session.coachId}`;
    desk.used.set(key, (desk.used.get(key) ?? 0) + minutesWith(desk, session.coachId, session.durationMinutes));
  }
}

/** The newcomer that a session in a span runs into, for one of these people. */
export function newcomerIn({ newcomers }: ReplanDesk, session: { readonly id: string; readonly personIds: readonly string[] }, [from, to]: MillisecondSpan): Newcomer | undefined {
  for (const id of session.personIds) {
    const found = newcomers.get(id)?.find(({ span, sessionId }) => sessionId !== session.id && span[0] < to && span[1] > from);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Who cannot be there in a span: of those who were there before, who could before. */
export const offNow = ({ was, is }: ReplanDesk, personIds: readonly string[], span: MillisecondSpan): readonly string[] => personIds.filter((id) => {
  const [old, now] = [was.get(id), is.get(id)];
  if (now === undefined) return false;
  return ((old === undefined || isAtWork(old, span)) && !isAtWork(now, span)) || (old?.isOnLeave(span) !== true && now.isOnLeave(span));
});

/** Whether somebody is away then who was not before the changes. */
export const isAwayNow = ({ was, is }: ReplanDesk, personId: string, span: MillisecondSpan): boolean => was.get(personId)?.isOnLeave(span) !== true && is.get(personId)?.isOnLeave(span) === true;

/** Minutes of a span outside people's working hours, summed over them. */
export function hardshipMinutes({ is }: ReplanDesk, personIds: readonly string[], span: MillisecondSpan): number {
  return diariesOf(is, personIds).reduce((sum, { working }) => sum + (span[1] - span[0] - working(span).reduce((atWork, [from, to]) => atWork + to - from, 0)) / MINUTE, 0);
}
