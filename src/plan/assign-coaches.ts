import type { MillisecondSpan } from "../time/internal.js";
import { type Bookings, commonFree } from "./booking.js";
import type { Coach, Participant } from "./person.js";
import type { CoachAssignment } from "./session.js";

/** What coaches are assigned from; participants and coaches by id. */
export interface People {
  readonly participants: readonly Participant[];
  readonly coaches: readonly Coach[];
  readonly bookings: ReadonlyMap<string, Bookings>;
  /** A week like any other, to see whose hours meet. */
  readonly sampleWeek: MillisecondSpan;
}

/** By id: an order that the input's own order does not change. */
export const byId = (left: { readonly id: string }, right: { readonly id: string }): number => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

const sharesLanguage = (participant: Participant, coach: Coach): boolean => participant.languages.some((language) => coach.languages.includes(language));

/** Working time that two people share in a week like any other. Most people keep one of a few kinds of hours, so each pair of kinds is worked out once. */
function sharedTimes({ bookings, participants, coaches, sampleWeek }: People): (participant: Participant, coach: Coach) => number {
  const numbers = new Map<string, number>();
  const numberOf = (calendar: string): number => {
    const number = numbers.get(calendar) ?? numbers.size;
    numbers.set(calendar, number);
    return number;
  };
  const kinds = new Map([...participants, ...coaches].map((person) => [person, numberOf(JSON.stringify([person.hours, person.leave, person.quietHours]))]));
  const known = new Map<number, number>();
  return (participant, coach) => {
    const kind = (kinds.get(participant) ?? 0) * numbers.size + (kinds.get(coach) ?? 0);
    const time = known.get(kind) ?? commonFree([participant.id, coach.id].flatMap((id) => bookings.get(id) ?? []).map((one) => ({ ...one, booked: [] })), sampleWeek).reduce((sum, [from, to]) => sum + to - from, 0);
    known.set(kind, time);
    return time;
  };
}

/** The rules one after the other: the first that leaves nobody names the reason. */
function eligible(people: People, sharedTime: (participant: Participant, coach: Coach) => number, participant: Participant): { readonly coaches: readonly Coach[]; readonly reason: CoachAssignment["reason"] } {
  const rules: readonly (readonly [NonNullable<CoachAssignment["reason"]>, (coach: Coach) => boolean])[] = [
    ["no-coach", (coach) => coach.weeklyAvailableMinutes > 0 && coach.id !== participant.id],
    ["own-manager", (coach) => coach.id !== participant.managerId],
    ["no-common-language", (coach) => sharesLanguage(participant, coach)],
    ["no-common-hours", (coach) => sharedTime(participant, coach) > 0],
  ];
  let left = people.coaches;
  for (const [reason, fits] of rules) {
    left = left.filter(fits);
    if (left.length === 0) return { coaches: [], reason };
  }
  return { coaches: left, reason: null };
}

/**
 * Who coaches whom throughout the program: the host's choice where there is one, else, among the eligible coaches who have not yet their share of the participants, the one whose hours meet the participant's most; then the one with the least participants for the time there is, then the first id.
 * Participants with the fewest eligible coaches choose first. A heuristic: it balances, it does not optimize.
 */
export function assignCoaches(people: People): readonly CoachAssignment[] {
  const sharedTime = sharedTimes(people);
  const carried = new Map<string, number>();
  const assigned = new Map<string, CoachAssignment>();
  const take = (participantId: string, coachId: string): void => {
    carried.set(coachId, (carried.get(coachId) ?? 0) + 1);
    assigned.set(participantId, { participantId, coachId, reason: null });
  };
  const totalMinutes = people.coaches.reduce((sum, { weeklyAvailableMinutes }) => sum + weeklyAvailableMinutes, 0);
  const hasRoom = ({ id, weeklyAvailableMinutes }: Coach): boolean => (carried.get(id) ?? 0) < Math.ceil((people.participants.length * weeklyAvailableMinutes) / totalMinutes);
  const loadOf = ({ id, weeklyAvailableMinutes }: Coach): number => (carried.get(id) ?? 0) / weeklyAvailableMinutes;
  for (const { id, coachId } of people.participants) if (coachId !== undefined) take(id, coachId);
  const open = people.participants.filter(({ coachId }) => coachId === undefined).map((participant) => ({ participant, ...eligible(people, sharedTime, participant) }));
  for (const { participant, coaches, reason } of open.toSorted((left, right) => left.coaches.length - right.coaches.length)) {
    const roomy = coaches.filter(hasRoom);
    const isBetter = (one: Coach, other: Coach): boolean => (sharedTime(participant, other) - sharedTime(participant, one) || loadOf(one) - loadOf(other) || byId(one, other)) < 0;
    const best = (roomy.length > 0 ? roomy : coaches).reduce<Coach | undefined>((found, one) => (found === undefined || isBetter(one, found) ? one : found), undefined);
    if (best === undefined) assigned.set(participant.id, { participantId: participant.id, coachId: null, reason });
    else take(participant.id, best.id);
  }
  return people.participants.flatMap(({ id }) => assigned.get(id) ?? []);
}
