import { faultAt } from "../error/index.js";
import { DAY, dayNumberOf, instantMillisecondsOf, instantText, isWithinTime, type MillisecondSpan, millisecondsOf } from "../time/internal.js";
import { bookingOrder, sessionOf } from "./book-sessions.js";
import { causeOf } from "./diff-plans.js";
import { type Gathering, sessionIdOf } from "./gather-participants.js";
import { hasLeft } from "./known-plan.js";
import type { ChangeCause } from "./plan-diff.js";
import { outOfRange, type SessionMoved } from "./plan-change.js";
import { isAwayNow, newcomerIn, offNow, personIdsOf, putDown, type ReplanDesk, spanOf } from "./replan-desk.js";
import type { Session, SessionWarning, Unassigned, UnassignedReason } from "./session.js";

/** A gathering of the changed program, with its session before the changes. */
export interface Case {
  readonly id: string;
  readonly gathering: Gathering;
  readonly old: Gathering | undefined;
  readonly before: Session | undefined;
  /** Who takes part from now on. */
  readonly participantIds: readonly string[];
  /** From when to when it may be. */
  readonly range: MillisecondSpan;
  /** Whether it had no session before and is only to be filled in where there is room. */
  readonly isRetried: boolean;
}

/** Which change it was that took an occurrence elsewhere. */
export function shiftCause({ given: { changes }, daysOff, oldGatherings }: ReplanDesk, { id, date, participantIds }: Pick<Session, "id" | "date" | "participantIds">, gathering: Gathering | undefined): ChangeCause {
  const move = gathering?.occurrence.move;
  const offDate = move?.reason === "holiday" || move?.reason === "leave" ? move.fromDate : date;
  const leave = changes.find((change) => change.kind === "participant-on-leave" && participantIds.includes(change.participantId) && change.fromDate <= offDate && change.toDate >= offDate);
  if (leave?.kind === "participant-on-leave" && oldGatherings.get(id)?.touchpoint.clock === "participant") return causeOf(leave.kind, { personId: leave.participantId });
  const holidays = daysOff.map((one) => one.date);
  if (holidays.includes(offDate)) return causeOf("holiday-added", { date: offDate });
  const start = changes.find(({ kind }) => kind === "start-date-moved");
  if (start?.kind === "start-date-moved") return causeOf("start-date-moved", { date: start.startDate });
  return holidays[0] === undefined ? causeOf("slot") : causeOf("holiday-added", { date: holidays[0] });
}

/** Why a session cannot stay in its slot; `null` when it can: a slot has to meet what it met before, and nothing new may be in the way. */
export function hindrance(desk: ReplanDesk, session: Pick<Session, "id" | "date"> & { readonly personIds: readonly string[] }, span: MillisecondSpan): ChangeCause | null {
  const [offId] = offNow(desk, session.personIds, span);
  const leave = offId !== undefined && isAwayNow(desk, offId, span) ? desk.onLeave.get(offId) : undefined;
  if (leave !== undefined) return causeOf(leave, { personId: offId ?? null });
  if (offId !== undefined) {
    const dates = desk.daysOff.filter(({ personIds }) => personIds?.has(offId) !== false).map(({ date }) => date);
    return causeOf("holiday-added", { date: dates.find((date) => date === session.date) ?? dates[0] ?? null });
  }
  const newcomer = newcomerIn(desk, session, span);
  return newcomer === undefined ? null : causeOf("made-room", { sessionId: newcomer.sessionId });
}

/** Whether a session starts before the horizon. */
export const isFrozen = ({ horizon }: ReplanDesk, { startsAt }: Session): boolean => millisecondsOf(startsAt) < horizon;
/** Whether somebody takes part who had left before the changes. */
export const isStranger = ({ people }: ReplanDesk, { participantIds }: Session): boolean => participantIds.some((id) => !people.has(id));

/** Who of a session's people is still there on a date. */
const remaining = (desk: ReplanDesk, ids: readonly string[], date: string): readonly string[] => ids.filter((id) => !hasLeft(desk, id, date));

/** The session with other people: what was said of those who have left goes with them. */
function withPeople(session: Session, participantIds: readonly string[], minimumCount: number): Session {
  if (participantIds.length === session.participantIds.length && participantIds.every((id, index) => id === session.participantIds[index])) return session;
  const there = new Set([...participantIds, session.coachId]);
  const warnings = session.warnings.filter(({ personId }) => personId === null || there.has(personId));
  const isSmall = participantIds.length < minimumCount && !warnings.some(({ reason }) => reason === "group-too-small");
  return { ...session, participantIds, warnings: isSmall ? [...warnings, { reason: "group-too-small", personId: null }] : warnings };
}

/** The fewest that a group is meant for. */
export const minimumOf = (gathering: Gathering | undefined): number => (gathering?.touchpoint.audience.kind === "groups" ? gathering.touchpoint.audience.minimumCount : 0);

/** A session that stays, warned of what the changes have made impossible. */
function warnedOf(desk: ReplanDesk, session: Session, isPlanned: boolean): Session {
  const span = spanOf(session);
  const warnings: readonly SessionWarning[] = [
    ...offNow(desk, personIdsOf(session), span).map((personId) => ({ reason: isAwayNow(desk, personId, span) ? "on-leave" as const : "outside-working-hours" as const, personId })),
    ...(isPlanned ? [] : [{ reason: "no-longer-planned" as const, personId: null }]),
  ];
  const added = warnings.filter((warning) => !session.warnings.some(({ reason, personId }) => reason === warning.reason && personId === warning.personId));
  return added.length === 0 ? session : { ...session, warnings: [...session.warnings, ...added] };
}

/** A session that somebody put elsewhere. */
function movedByHand(desk: ReplanDesk, session: Session, change: SessionMoved): Session {
  const { date, startTime } = change;
  const [from, to] = spanOf(session);
  const start = instantMillisecondsOf(desk.zones(session.timeZone), millisecondsOf(`${date}T${startTime}`));
  if (!isWithinTime(start) || !isWithinTime(start + to - from)) throw faultAt(outOfRange, ["changes", desk.given.changes.indexOf(change), "date"], { id: session.id, timeZone: session.timeZone });
  return { ...session, date, startTime, startsAt: instantText(start), endsAt: instantText(start + to - from) };
}

/** Whether a session stays where it is, whatever happens: it is frozen or pinned, it has people who had left before, or it is none of the program's. */
function isFixed(desk: ReplanDesk, session: Session, isPlanned: boolean): boolean {
  return isFrozen(desk, session) || desk.pinned.has(session.id) || isStranger(desk, session) || (!isPlanned && !desk.oldGatherings.has(session.id));
}

function stay(desk: ReplanDesk, session: Session, one: Case | undefined): void {
  const gathering = one?.gathering ?? desk.oldGatherings.get(session.id);
  const joiners = one?.participantIds.filter((id) => desk.joining.has(id)) ?? [];
  const isPast = isFrozen(desk, session);
  if (isPast && joiners.length > 0 && one !== undefined) desk.unassigned.push(unassignedOf(one.gathering, joiners, "already-past"));
  const remain = remaining(desk, session.participantIds, session.date);
  const present = isPast || joiners.length === 0 ? remain : [...remain, ...joiners].sort();
  if (present.length > 0) putDown(desk, warnedOf(desk, withPeople(session, present, minimumOf(gathering)), one !== undefined || gathering === undefined), { isNew: false });
}

/** Puts down what stays where it is, whatever happens, and what somebody moved by hand; those who leave now leave these too. The answer is what they are. */
export function putDownFixed(desk: ReplanDesk, cases: ReadonlyMap<string, Case>): ReadonlySet<string> {
  const byHand = new Map(desk.given.changes.flatMap((change) => (change.kind === "session-moved" ? [[change.sessionId, change] as const] : [])));
  const fixed = new Set<string>();
  for (const session of desk.given.plan.sessions) {
    if (byHand.has(session.id) || !isFixed(desk, session, cases.has(session.id))) continue;
    fixed.add(session.id);
    stay(desk, session, cases.get(session.id));
  }
  for (const session of desk.given.plan.sessions) {
    const change = byHand.get(session.id);
    if (change === undefined) continue;
    fixed.add(session.id);
    const one = cases.get(session.id);
    const present = remaining(desk, one?.participantIds ?? session.participantIds, change.date);
    if (present.length === 0) continue;
    desk.causes.set(session.id, causeOf("moved-by-hand"));
    putDown(desk, movedByHand(desk, withPeople(session, present, minimumOf(one?.gathering)), change), { isNew: true });
  }
  return fixed;
}

const listedAs = (entries: readonly Unassigned[] | undefined, ids: readonly string[]): Unassigned | undefined => entries?.find(({ participantIds }) => participantIds.some((id) => ids.includes(id)));

/** What stays listed as it is: what its time has passed, and what a journal replaced, wherever its occurrence is now. */
function keptListed(listed: Unassigned | undefined, gathering: Gathering, { participantIds, isMoved }: { readonly participantIds: readonly string[]; readonly isMoved: boolean }): Unassigned | undefined {
  if (listed?.reason === "already-past") return unassignedOf(gathering, participantIds, listed.reason);
  if (listed?.reason !== "replaced-by-journal") return undefined;
  const { startsAt } = listed;
  return { ...unassignedOf(gathering, participantIds, listed.reason), ...(startsAt === undefined ? {} : { startsAt: isMoved ? gathering.occurrence.startsAt : startsAt }) };
}

/** Where a session may be from now on: not before the horizon, nor after somebody of a one-to-one has left. */
function rangeOf({ horizon, leaving, zones }: ReplanDesk, { range, occurrence: { timeZone }, touchpoint }: Gathering, participantIds: readonly string[]): MillisecondSpan {
  const leave = touchpoint.audience.kind === "each" ? leaving.get(participantIds[0] ?? "") : undefined;
  const end = leave === undefined ? Infinity : instantMillisecondsOf(zones(timeZone), dayNumberOf(leave) * DAY);
  return [Math.max(range[0], horizon), Math.min(range[1], end)];
}

/** Who is to come: those of the session before, and who joins them. Peers who rotate may come from other groups of their round. */
function peopleOf({ joining }: ReplanDesk, { participants, touchpoint: { audience } }: Gathering, before: Session | undefined): readonly string[] {
  const ids = participants.map(({ id }) => id);
  const joiners = ids.filter((id) => joining.has(id));
  if (before === undefined || (audience.kind === "groups" && audience.rotation !== undefined)) return ids;
  return joiners.length === 0 ? before.participantIds : [...before.participantIds, ...joiners].sort();
}

/** Everything that is to be met for, by session; what only those who left would have come to is not among it. */
export function casesOf(desk: ReplanDesk): ReadonlyMap<string, Case> {
  const { sessions, unassigned: listed } = desk.known;
  const isTakenOut = ({ occurrence: { id } }: Gathering): boolean => desk.known.oldStarts.has(id) && !sessions.has(id) && !listed.has(id);
  const cases = new Map<string, Case>();
  for (const gathering of desk.gatherings.toSorted(bookingOrder)) {
    const id = sessionIdOf(desk.input.program.id, gathering);
    const [old, before] = [desk.oldGatherings.get(id), desk.before.get(id)];
    const isMoved = old?.occurrence.startsAt !== gathering.occurrence.startsAt;
    const isSettled = !isMoved && before !== undefined;
    const participantIds = remaining(desk, peopleOf(desk, gathering, before), isSettled ? before.date : gathering.occurrence.date);
    if (participantIds.length === 0) continue;
    const listedOne = before === undefined ? listedAs(listed.get(gathering.occurrence.id), participantIds) : undefined;
    const isNew = old === undefined || participantIds.every((one) => desk.joining.has(one));
    // what the host took out of the plan stays out
    if (before === undefined && listedOne === undefined && (!isNew || isTakenOut(gathering))) continue;
    const range = rangeOf(desk, gathering, participantIds);
    const kept = keptListed(listedOne, gathering, { participantIds, isMoved });
    if (kept !== undefined) desk.unassigned.push(kept);
    else cases.set(id, { id, gathering, old, before, participantIds, range, isRetried: before === undefined && !isNew });
  }
  return cases;
}

/** What finds no place. */
export const unassignedOf = ({ occurrence, touchpoint }: Gathering, participantIds: readonly string[], reason: UnassignedReason): Unassigned => ({ occurrenceId: occurrence.id, touchpointId: touchpoint.id, week: occurrence.week, participantIds, reason });

/** Whether no choice of place is left to a session: everyone comes to it, or nobody leads it. */
export const isFixedInTime = ({ touchpoint: { audience, ledBy } }: Gathering): boolean => ledBy !== "coach" || audience.kind === "everyone";

/** When a session without choice takes place: where it was, as long as its occurrence is where it was. */
export function fixedStart({ gathering, old, before }: Case, horizon: number): number {
  const start = millisecondsOf(gathering.occurrence.startsAt);
  if (before === undefined) return start;
  return old?.occurrence.startsAt === gathering.occurrence.startsAt || start < horizon ? millisecondsOf(before.startsAt) : start;
}

/** The session of a case at its new place. */
export const placed = (desk: ReplanDesk, { gathering, participantIds }: Case, { coachId, start }: { readonly coachId: string | null; readonly start: number }): Session =>
  sessionOf(gathering, { programId: desk.input.program.id, zones: desk.zones, coachId, participantIds, start, warnings: [] });
