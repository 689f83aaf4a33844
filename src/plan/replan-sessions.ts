import { check } from "../error/index.js";
import { type Id, type Minutes, tidyMinutes } from "../unit/index.js";
import { byId } from "./assign-coaches.js";
import { type PlanInput, sizeWarnings } from "./assign-sessions.js";
import { book } from "./booking.js";
import { causeOf, differenceOf } from "./diff-plans.js";
import { leastDisruption } from "./least-disruption.js";
import { COACH_CHANGE, LOST, type Place } from "./placement-board.js";
import type { ChangeCause, ChangedSession, PlanDiff } from "./plan-diff.js";
import { ReplanInput } from "./plan-change.js";
import { type Case, casesOf, fixedStart, isFixedInTime, placed, putDownFixed, shiftCause, unassignedOf } from "./replan-cases.js";
import { diariesOf, freeMinutes, hardshipMinutes, personIdsOf, putDown, type ReplanDesk, replanDesk, spanOf } from "./replan-desk.js";
import { type MovableCase, movableCase, takerOf } from "./replan-movables.js";
import { warnAnew } from "./replan-warnings.js";
import { byStart, type Plan, type Session, type Unassigned } from "./session.js";

/** A plan that could be had instead: with one move more than the one before it, and less hardship. */
export interface ReplanTradeOff {
  /** The session to move. */
  readonly sessionId: Id;
  /** How many sessions would be moved in all. */
  readonly movedCount: number;
  /** The hardship that would be left. */
  readonly hardshipMinutes: Minutes;
}

/** What a change of the plan does to people. */
export interface Disruption {
  /** Sessions at another time. */
  readonly movedCount: number;
  /** Sessions with another coach. */
  readonly coachChangedCount: number;
  /** Sessions that do not take place any more. */
  readonly cancelledCount: number;
  /** Minutes of sessions outside people's working hours, summed over people and over all sessions that are not frozen. */
  readonly hardshipMinutes: Minutes;
  /** `exact`: nothing loses fewer sessions, and of what loses as few nothing changes fewer coaches, then moves fewer sessions, then has less hardship. `bounded-search`: so many sessions compete that not everything was tried; `bound` says how much better it could be. */
  readonly method: "exact" | "bounded-search";
  /** What no plan falls below, of the sessions with a choice of place: read from the first number on, as the counts are weighed. Equal to what was reached when the method is exact and nothing competes. */
  readonly bound: { readonly lostCount: number; readonly coachChangedCount: number; readonly movedCount: number };
  /** What each further move would save in hardship, the one that saves most first; at most five. */
  readonly tradeOff: readonly ReplanTradeOff[];
}

/** A changed plan. */
export interface Replan {
  /** The plan. */
  readonly plan: Plan;
  /** The input as the changes leave it: store it, the next change needs it. */
  readonly input: PlanInput;
  /** The sessions that were pinned, and those that were moved by hand: pin them the next time too. */
  readonly pinnedSessionIds: readonly Id[];
  /** What to tell people, with the change that brought it. */
  readonly diff: PlanDiff;
  /** What it does to people. */
  readonly disruption: Disruption;
}

/** Sessions without a choice of place: they stand where their occurrence stands. What everyone comes to has its time here, and finds its coach with the others. */
function putDownTimed(desk: ReplanDesk, one: Case): void {
  const { gathering, before, participantIds, id } = one;
  const start = fixedStart(one, desk.horizon);
  if (before === undefined && start < desk.horizon) {
    desk.unassigned.push(unassignedOf(gathering, participantIds, "already-past"));
    return;
  }
  const isKept = before !== undefined && spanOf(before)[0] === start;
  if (!isKept && before !== undefined) desk.causes.set(id, shiftCause(desk, before, gathering));
  const session = isKept ? { ...before, participantIds } : placed(desk, one, { coachId: null, start });
  putDown(desk, session, { isNew: !isKept, personIds: participantIds });
}

/** The session of a case in the place that was found for it. */
function sessionIn(desk: ReplanDesk, one: Case, place: Place): Session {
  const timed = desk.sessions.get(one.id);
  return timed === undefined ? placed(desk, one, place) : { ...timed, coachId: place.coachId };
}

/** A session in the place that the search found for it. */
function putDownMovable(desk: ReplanDesk, { of: one, movable, cause, reason }: MovableCase, place: Place | null): void {
  const { before, id, gathering, participantIds } = one;
  const isKept = before !== undefined && before.coachId === place?.coachId && spanOf(before)[0] === place.start;
  if (!isKept && cause !== null) desk.causes.set(id, cause);
  if (place === null) {
    desk.sessions.delete(id);
    desk.unassigned.push(unassignedOf(gathering, participantIds, reason()));
    return;
  }
  const session = isKept ? { ...before, participantIds } : sessionIn(desk, one, place);
  putDown(desk, session, { isNew: !isKept, personIds: [place.coachId, ...movable.people] });
}

const isAt = (place: Place | null, { coachId, start }: Place): boolean => place !== null && place.coachId === coachId && place.start === start;

/** Gives the sessions that stand in calendars their places; the answer is whether there are better ones. */
function putDownFirm(desk: ReplanDesk, cases: readonly Case[]): { readonly isOptimal: boolean; readonly boundPenalty: number } {
  const made = cases.map((one) => movableCase(desk, one));
  const { places, isOptimal, boundPenalty } = leastDisruption(made.map(({ movable }) => movable), { weekOf: desk.weekNumber, freeMinutes: (coachId, week) => freeMinutes(desk, coachId, week) });
  made.forEach((one, index) => { putDownMovable(desk, one, places[index] ?? null); });
  made.forEach((one, index) => {
    const { kept, id } = one.movable;
    if (kept !== null && !isAt(places[index] ?? null, kept)) desk.causes.set(id, causeOf("made-room", { sessionId: takerOf(desk, one) }));
  });
  return { isOptimal, boundPenalty };
}

/** Gives every session its place. */
function settle(desk: ReplanDesk, cases: ReadonlyMap<string, Case>): { readonly isOptimal: boolean; readonly boundPenalty: number } {
  const fixed = putDownFixed(desk, cases);
  const isPast = ({ before, gathering, range }: Case): boolean => before === undefined && !isFixedInTime(gathering) && range[1] <= range[0];
  for (const one of cases.values()) if (isPast(one)) desk.unassigned.push(unassignedOf(one.gathering, one.participantIds, "already-past"));
  const open = [...cases.values()].filter((one) => !fixed.has(one.id) && !isPast(one));
  for (const one of open) if (isFixedInTime(one.gathering) && !isRetriedWithCoach(one)) putDownTimed(desk, one);
  const led = open.filter((one) => one.gathering.touchpoint.ledBy === "coach" && (!isFixedInTime(one.gathering) || desk.sessions.has(one.id) || one.isRetried));
  const answer = putDownFirm(desk, led.filter(({ gathering, isRetried }) => gathering.touchpoint.isScheduled && !isRetried));
  // what is only offered gives way to all others; what found no place before takes what is free with its own coach
  for (const one of led.filter(({ gathering, isRetried }) => !gathering.touchpoint.isScheduled && !isRetried)) {
    const made = movableCase(desk, one);
    const [first] = made.movable.choices();
    putDownMovable(desk, made, made.movable.kept ?? first ?? null);
  }
  for (const one of led.filter(({ isRetried }) => isRetried)) {
    const made = movableCase(desk, one);
    putDownMovable(desk, made, made.movable.ownChoices()[0] ?? null);
  }
  warnAnew(desk, cases);
  return answer;
}

const isRetriedWithCoach = ({ isRetried, gathering }: Case): boolean => isRetried && gathering.touchpoint.ledBy === "coach";

/** What is planned but has no session: those who have one, or have left, are not among it. What was over before somebody joined stays so; everybody is listed once. */
function stillUnassigned({ sessions, unassigned, leaving, given: { plan } }: ReplanDesk): readonly Unassigned[] {
  const settled = new Set([...sessions.values()].flatMap(({ occurrenceId, participantIds }) => participantIds.map((id) => `${occurrenceId} ${id}`)));
  const all = [...unassigned, ...plan.unassigned.filter(({ reason }) => reason === "already-past")];
  return all.flatMap((one) => {
    const participantIds = one.participantIds.filter((id) => !settled.has(`${one.occurrenceId} ${id}`) && !leaving.has(id));
    for (const id of participantIds) settled.add(`${one.occurrenceId} ${id}`);
    return participantIds.length === 0 && one.participantIds.length > 0 ? [] : [{ ...one, participantIds }];
  });
}

/** The diff of two plans, with the changes that brought it. */
function explained(desk: ReplanDesk, after: Plan): PlanDiff {
  const { causes, leaving, joining } = desk;
  const diff = differenceOf(desk.given.plan, after);
  const causeOfLoss = (session: Session): ChangeCause => {
    const personId = session.participantIds.find((id) => leaving.has(id));
    return personId === undefined ? shiftCause(desk, session, undefined) : causeOf("participant-left", { personId });
  };
  const causeOfChange = ({ before: { participantIds: were, occurrenceId }, after: { participantIds: are }, cause }: ChangedSession): ChangeCause => {
    const came = are.filter((id) => !were.includes(id));
    // a peer whom somebody has left alone comes to others
    const formerPeers = (desk.known.sessions.get(occurrenceId) ?? []).flatMap(({ participantIds }) => (participantIds.some((id) => came.includes(id)) ? participantIds : []));
    const left = [...were, ...formerPeers].find((id) => leaving.has(id) && !are.includes(id));
    if (left !== undefined) return causeOf("participant-left", { personId: left });
    const joined = came.find((id) => joining.has(id));
    return joined === undefined ? cause : causeOf("participant-joined", { personId: joined });
  };
  const told = (list: readonly ChangedSession[]): readonly ChangedSession[] => list.map((one) => ({ ...one, cause: causes.get(one.before.id) ?? causeOfChange(one) }));
  return { ...diff, cancelled: diff.cancelled.map(({ session }) => ({ session, cause: causes.get(session.id) ?? causeOfLoss(session) })), moved: told(diff.moved), changed: told(diff.changed) };
}

/** What each further move would save, of sessions that stand outside somebody's hours and could stand inside. */
function tradeOffOf(desk: ReplanDesk, cases: ReadonlyMap<string, Case>, from: { readonly movedCount: number; readonly hardshipMinutes: number }): readonly ReplanTradeOff[] {
  const { changes } = desk.given;
  const isBound = (session: Session): boolean => spanOf(session)[0] < desk.horizon || desk.pinned.has(session.id) || changes.some((change) => change.kind === "session-moved" && change.sessionId === session.id);
  const hard = [...desk.sessions.values()].flatMap((session) => {
    const one = cases.get(session.id);
    const minutes = session.warnings.some(({ reason }) => reason === "outside-working-hours") ? hardshipMinutes(desk, personIdsOf(session), spanOf(session)) : 0;
    return one === undefined || minutes === 0 || isFixedInTime(one.gathering) || isBound(session) ? [] : [{ one: { ...one, before: session }, minutes }];
  });
  const points: ReplanTradeOff[] = [];
  let { movedCount, hardshipMinutes: left } = from;
  for (const { one, minutes } of hard.sort((some, other) => other.minutes - some.minutes || byId(some.one, other.one)).slice(0, 20)) {
    const [place] = movableCase(desk, one).movable.ownChoices();
    if (place === undefined || points.length === 5) continue;
    for (const diary of diariesOf(desk.full, [place.coachId, ...one.participantIds])) book(diary, [place.start, place.start + one.gathering.touchpoint.durationMinutes * 60_000]);
    movedCount += 1;
    left = tidyMinutes(left - minutes);
    points.push({ sessionId: one.id, movedCount, hardshipMinutes: left });
  }
  return points;
}

/** The counts that a penalty was made of. */
const countsOf = (penalty: number): Disruption["bound"] => ({ lostCount: Math.floor(penalty / LOST), coachChangedCount: Math.floor((penalty % LOST) / COACH_CHANGE), movedCount: penalty % COACH_CHANGE });

function disruptionOf(desk: ReplanDesk, cases: ReadonlyMap<string, Case>, { diff, isOptimal, boundPenalty }: { readonly diff: PlanDiff; readonly isOptimal: boolean; readonly boundPenalty: number }): Disruption {
  const movedCount = diff.moved.length;
  const open = [...desk.sessions.values()].filter((session) => spanOf(session)[0] >= desk.horizon);
  const hardship = tidyMinutes(open.reduce((sum, session) => sum + hardshipMinutes(desk, personIdsOf(session), spanOf(session)), 0));
  return {
    movedCount,
    coachChangedCount: [...diff.moved, ...diff.changed].filter(({ fields }) => fields.includes("coach")).length,
    cancelledCount: diff.cancelled.length,
    hardshipMinutes: hardship,
    method: isOptimal ? "exact" : "bounded-search",
    bound: countsOf(boundPenalty),
    tradeOff: tradeOffOf(desk, cases, { movedCount, hardshipMinutes: hardship }),
  };
}

/**
 * A plan after something happened, changed as little as can be. Who is told: those under `diff`, and nobody else.
 *
 * - Sessions before `frozenBeforeAt`, pinned ones and those moved by hand stay where they are. Who leaves is taken off them; where one became impossible its `warnings` say so. Nothing is put before `frozenBeforeAt`.
 * - Sessions of everyone, and what no coach leads, go with their occurrence, as in `assignSessions`. One-to-ones and groups with a coach keep their slot while it meets what it met before. Those that cannot get another one, on the quarter of an hour inside the hours of all and the coach's minutes; others make room where that loses fewer sessions.
 * - What is weighed, in this order: fewest sessions lost, fewest changes of coach (the own coach at another time comes before a substitute), fewest moves, least hardship. Equal places: the nearest to the preferred start. The search is exact where each session gets the best that it could have, and where at most `REPLAN_LIMITS.searchedCount` sessions compete and the steps suffice; `disruption.method` says which it was.
 * - Ids stay. Groups stay as they are, peers who rotate in each of their rounds; who joins goes to one with room and comes to its sessions as they stand, who is left alone among rotating peers to another group of the round. For leave of one participant only the own sessions move. What found no place before is filled in where there is room now.
 *
 * @throws CoachingError `plan-change.*`, `assign-sessions.*`, `input.*`, and the faults of `Plan` and `expandCadence`; what the changes make faulty is named by its path in the input as changed
 * @example
 * ```ts
 * const hours = { timeZone: "Europe/Berlin", weekly: { TU: [{ fromTime: "09:00", toTime: "17:00" }], WE: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] };
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["TU", "WE"], holidays: [], holidayPolicy: "next-working-day" };
 * const participants = ["ada", "ben", "cem"].map((id) => ({ id, hours, languages: ["en"] }));
 * const input = { program: blendedTwelveWeek, cohort, participants, coaches: [{ id: "kim", hours, languages: ["en"], weeklyAvailableMinutes: 600 }] };
 * const plan = assignSessions(input);
 * const changes = [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-05-25", toDate: "2027-05-25" }] as const;
 * const { diff, disruption } = replanSessions({ plan, input, changes, frozenBeforeAt: "2027-05-01T00:00:00Z" });
 * diff.moved.map(({ before, after, cause }) => `${before.participantIds[0]}: ${before.date} ${before.startTime} to ${after.date} ${after.startTime}, ${cause.reason}`); // => ["ada: 2027-05-25 10:00 to 2027-05-26 09:00, coach-on-leave", "ben: 2027-05-25 11:00 to 2027-05-26 10:00, coach-on-leave", "cem: 2027-05-25 12:00 to 2027-05-26 11:00, coach-on-leave"]
 * disruption.method; // => "exact"
 * ```
 */
export function replanSessions(given: ReplanInput): Replan {
  const checked = check(ReplanInput, given);
  const { plan, changes, pinnedSessionIds = [] } = checked;
  const desk = replanDesk(checked);
  const cases = casesOf(desk);
  const answer = changes.length === 0 ? undefined : settle(desk, cases);
  if (answer === undefined) for (const session of plan.sessions) desk.sessions.set(session.id, session);
  const after: Plan = answer === undefined ? plan : {
    ...plan,
    sessions: [...desk.sessions.values()].sort(byStart),
    unassigned: stillUnassigned(desk),
    coachAssignments: [...desk.coachAssignments.values()],
    warnings: sizeWarnings(desk.input.program, desk.input.participants.length),
  };
  const diff = explained(desk, after);
  const byHand = changes.flatMap((change) => (change.kind === "session-moved" ? [change.sessionId] : []));
  return {
    plan: after, input: desk.input, diff,
    pinnedSessionIds: [...new Set([...pinnedSessionIds, ...byHand])].filter((id) => desk.sessions.has(id)),
    disruption: disruptionOf(desk, cases, { diff, ...(answer ?? { isOptimal: true, boundPenalty: 0 }) }),
  };
}
