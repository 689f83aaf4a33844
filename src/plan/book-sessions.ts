import type { Cohort } from "../cadence/index.js";
import type { Program } from "../program/index.js";
import { instantText, intersectionOfSpans, localTimeText, type MillisecondSpan, millisecondsOf, offsetMillisecondsAt, unionOfSpans, type Zones } from "../time/internal.js";
import { book, type Bookings, commonFree, isAtWork, isFree, nearestStart } from "./booking.js";
import { type Gathering, sessionIdOf, weekNumberOf, weekOf } from "./gather-participants.js";
import type { Coach } from "./person.js";
import { byStart, type CoachAssignment, type Session, type SessionWarning, type Unassigned, type UnassignedReason } from "./session.js";

const MINUTE = 60_000;

/** What sessions are booked from. */
interface BookingInput {
  readonly program: Program;
  readonly cohort: Cohort;
  readonly coaches: readonly Coach[];
  readonly coachAssignments: readonly CoachAssignment[];
  readonly bookings: ReadonlyMap<string, Bookings>;
  readonly gatherings: readonly Gathering[];
  readonly zones: Zones;
}

/** What a coach may still give, and what each session takes beside its live time. */
interface CoachTime {
  readonly coach: Coach;
  readonly extraMinutes: number;
  readonly usedByWeek: Map<number, number>;
}

/** The state of booking: everybody's bookings and every coach's minutes. */
interface Desk {
  readonly input: BookingInput;
  readonly coachTimes: readonly CoachTime[];
  readonly assigned: ReadonlyMap<string, CoachAssignment>;
  /** The week of the program that holds an instant. */
  readonly weekNumber: (instant: number) => number;
  readonly sessions: Session[];
  readonly unassigned: Unassigned[];
}

const bookingsFor = ({ input }: Desk, ids: readonly string[]): readonly Bookings[] => ids.flatMap((id) => input.bookings.get(id) ?? []);

/** Whether the coach's minutes of the week hold one more session. */
const hasMinutes = ({ coach, extraMinutes, usedByWeek }: CoachTime, week: number, durationMinutes: number): boolean =>
  (usedByWeek.get(week) ?? 0) + durationMinutes + extraMinutes <= coach.weeklyAvailableMinutes;

function spend(desk: Desk, { extraMinutes, usedByWeek }: CoachTime, start: number, durationMinutes: number): void {
  const week = desk.weekNumber(start);
  usedByWeek.set(week, (usedByWeek.get(week) ?? 0) + durationMinutes + extraMinutes);
}

/** A slot with the coach who leads it, if one does. */
interface Slot {
  readonly start: number;
  readonly coachTime: CoachTime | null;
}

/** The coaches who may lead: one-to-ones stay with the participant's coach; for the others whoever has been booked least comes first. */
function candidates(desk: Desk, { touchpoint, participants }: Gathering): readonly CoachTime[] | UnassignedReason {
  if (touchpoint.audience.kind === "each") {
    const assignment = desk.assigned.get(participants[0]?.id ?? "");
    const own = desk.coachTimes.filter(({ coach }) => coach.id === assignment?.coachId);
    return own.length === 0 ? (assignment?.reason ?? "no-coach") : own;
  }
  const total = ({ usedByWeek }: CoachTime): number => [...usedByWeek.values()].reduce((sum, minutes) => sum + minutes, 0);
  const others = desk.coachTimes.filter(({ coach }) => coach.weeklyAvailableMinutes > 0 && participants.every(({ id }) => id !== coach.id));
  const sorted = others.filter(({ coach }) => participants.every(({ managerId }) => managerId !== coach.id)).toSorted((left, right) => total(left) / left.coach.weeklyAvailableMinutes - total(right) / right.coach.weeklyAvailableMinutes || (left.coach.id < right.coach.id ? -1 : 1));
  if (sorted.length > 0) return sorted;
  return others.length === 0 ? "no-coach" : "own-manager";
}

/** A session of everyone stands where it stands: only the coach has to be free. */
function fixedSlot(desk: Desk, coaches: readonly CoachTime[], preferred: number, length: number): Slot | UnassignedReason {
  const withMinutes = coaches.filter((one) => hasMinutes(one, desk.weekNumber(preferred), length / MINUTE));
  const free = withMinutes.find(({ coach }) => bookingsFor(desk, [coach.id]).every((bookings) => isFree(bookings, [preferred, preferred + length])));
  return free === undefined ? (withMinutes.length === 0 ? "coach-full" : "no-common-slot") : { start: preferred, coachTime: free };
}

/** The part of the range that lies in weeks in which the coach has minutes left. */
function weeksWithMinutes(desk: Desk, coachTime: CoachTime, [from, to]: MillisecondSpan, durationMinutes: number): readonly MillisecondSpan[] {
  const first = desk.weekNumber(from);
  const weeks = Array.from({ length: desk.weekNumber(to - 1) - first + 1 }, (_, index) => first + index);
  return unionOfSpans(weeks.filter((week) => hasMinutes(coachTime, week, durationMinutes)).map((week) => weekOf(desk.input.cohort, week, desk.input.zones)));
}

/** The free start nearest to the preferred one, inside everybody's hours and the coach's minutes; among coaches the one with the nearest start. */
function movableSlot(desk: Desk, coaches: readonly CoachTime[], gathering: Gathering, preferred: number, length: number): Slot | UnassignedReason {
  let best: Slot | null = null;
  let isFull = true;
  for (const coachTime of coaches) {
    const people = bookingsFor(desk, [coachTime.coach.id, ...gathering.participants.map(({ id }) => id)]);
    const free = commonFree(people, gathering.range);
    if (nearestStart(free, length, preferred) === null) isFull = false;
    const start = nearestStart(intersectionOfSpans(free, weeksWithMinutes(desk, coachTime, gathering.range, length / MINUTE)), length, preferred);
    if (start !== null && (best === null || Math.abs(start - preferred) < Math.abs(best.start - preferred))) best = { start, coachTime };
  }
  return best ?? (isFull ? "coach-full" : "no-common-slot");
}

function slotOf(desk: Desk, gathering: Gathering): Slot | UnassignedReason {
  const { touchpoint, occurrence } = gathering;
  const preferred = millisecondsOf(occurrence.startsAt);
  if (touchpoint.ledBy !== "coach") return { start: preferred, coachTime: null };
  const coaches = candidates(desk, gathering);
  if (typeof coaches === "string") return coaches;
  const length = touchpoint.durationMinutes * MINUTE;
  return touchpoint.audience.kind === "everyone" ? fixedSlot(desk, coaches, preferred, length) : movableSlot(desk, coaches, gathering, preferred, length);
}

/** What is worth a look about a gathering in a span, by what its people have booked so far. */
export function warningsOf(people: readonly Bookings[], gathering: Gathering, span: MillisecondSpan): readonly SessionWarning[] {
  const isMoved = span[0] !== millisecondsOf(gathering.occurrence.startsAt);
  return [
    ...(isMoved ? [{ reason: "moved-from-preferred-start" as const, personId: null }] : []),
    ...people.filter((one) => one.isOnLeave(span)).map(({ personId }) => ({ reason: "on-leave" as const, personId })),
    ...people.filter((one) => !one.isOnLeave(span) && !isAtWork(one, span)).map(({ personId }) => ({ reason: "outside-working-hours" as const, personId })),
    ...people.filter((one) => !isFree(one, span)).map(({ personId }) => ({ reason: "overlaps" as const, personId })),
  ];
}

/** A gathering in its slot. */
export interface BookedSlot {
  readonly programId: string;
  readonly zones: Zones;
  readonly coachId: string | null;
  readonly participantIds: readonly string[];
  readonly start: number;
  readonly warnings: readonly SessionWarning[];
}

/** The session of a gathering in its slot. */
export function sessionOf(gathering: Gathering, { programId, zones, coachId, participantIds, start, warnings }: BookedSlot): Session {
  const { touchpoint, occurrence } = gathering;
  const isPreferred = start === millisecondsOf(occurrence.startsAt);
  const shown = localTimeText(start + offsetMillisecondsAt(zones(occurrence.timeZone), start));
  return {
    id: sessionIdOf(programId, gathering),
    occurrenceId: occurrence.id,
    touchpointId: touchpoint.id,
    title: touchpoint.title,
    week: occurrence.week,
    coachId,
    participantIds,
    date: isPreferred ? occurrence.date : shown.slice(0, 10),
    startTime: isPreferred ? occurrence.startTime : shown.slice(11, 16),
    timeZone: occurrence.timeZone,
    startsAt: instantText(start),
    endsAt: instantText(start + touchpoint.durationMinutes * MINUTE),
    durationMinutes: touchpoint.durationMinutes,
    isScheduled: touchpoint.isScheduled,
    ...(occurrence.move === null ? {} : { move: occurrence.move }),
    warnings,
  };
}

function write(desk: Desk, gathering: Gathering, { start, coachTime }: Slot): void {
  const { touchpoint, participants } = gathering;
  const span: MillisecondSpan = [start, start + touchpoint.durationMinutes * MINUTE];
  const participantIds = participants.map(({ id }) => id);
  const personIds = coachTime === null ? participantIds : [coachTime.coach.id, ...participantIds];
  const { program, zones } = desk.input;
  desk.sessions.push(sessionOf(gathering, { programId: program.id, zones, coachId: coachTime?.coach.id ?? null, participantIds, start, warnings: warningsOf(bookingsFor(desk, personIds), gathering, span) }));
  if (!touchpoint.isScheduled) return;
  if (coachTime !== null) spend(desk, coachTime, start, touchpoint.durationMinutes);
  for (const bookings of bookingsFor(desk, personIds)) book(bookings, span);
}

/** What cannot move is booked first: sessions of everyone, then groups, then what each does alone, then one-to-ones. */
const rank = ({ touchpoint: { audience, ledBy } }: Gathering): number => (audience.kind === "everyone" ? 0 : audience.kind === "groups" ? 1 : ledBy === "coach" ? 3 : 2);

/** The order of booking: the same whatever the order of the input. */
export const bookingOrder = (left: Gathering, right: Gathering): number =>
  rank(left) - rank(right) || (left.occurrence.startsAt < right.occurrence.startsAt ? -1 : left.occurrence.startsAt > right.occurrence.startsAt ? 1 : 0) || (left.occurrence.id < right.occurrence.id ? -1 : left.occurrence.id > right.occurrence.id ? 1 : 0) || (left.key < right.key ? -1 : 1);

/** Books a slot for each gathering, greedily; what finds none is listed with its reason. */
export function bookSessions(input: BookingInput): { readonly sessions: readonly Session[]; readonly unassigned: readonly Unassigned[] } {
  const contracts = new Map((input.program.coachSources ?? []).map(({ id, contract }) => [id, contract.preparationMinutes + contract.noteMinutes]));
  const desk: Desk = {
    input,
    coachTimes: input.coaches.map((coach) => ({ coach, extraMinutes: contracts.get(coach.sourceId ?? "") ?? 0, usedByWeek: new Map<number, number>() })),
    assigned: new Map(input.coachAssignments.map((assignment) => [assignment.participantId, assignment])),
    weekNumber: weekNumberOf(input.cohort, input.zones),
    sessions: [],
    unassigned: [],
  };
  for (const gathering of input.gatherings.toSorted(bookingOrder)) {
    const slot = slotOf(desk, gathering);
    if (typeof slot !== "string") write(desk, gathering, slot);
    else desk.unassigned.push({ occurrenceId: gathering.occurrence.id, touchpointId: gathering.touchpoint.id, week: gathering.occurrence.week, participantIds: gathering.participants.map(({ id }) => id), reason: slot });
  }
  return { sessions: desk.sessions.sort(byStart), unassigned: desk.unassigned };
}
