import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { TimeSpan, ZoneData } from "../time/index.js";
import { type MillisecondSpan, millisecondSpanOf } from "../time/internal.js";
import { Count, Id } from "../unit/index.js";
import { type AbsentMember, GROUP_LIMITS, GroupMember, GroupPerson, inFairOrder, nobodyTwice, openingsBy, type Seating, seatMembers, type WaitingMember } from "./group-member.js";

/** A session of a fixed time with so many seats, and who asks for one. */
export interface SeatRequests {
  /** When the session is. */
  readonly span: TimeSpan;
  /** The seats there are. */
  readonly maximumCount: Count;
  /** Who asks for one, up to 10,000 people. */
  readonly members: readonly GroupMember[];
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
const Members = z.array(GroupMember).max(GROUP_LIMITS.seatRequestCount).readonly();
/** Schema of requests for seats. */
export const SeatRequests = z
  .strictObject({ span: TimeSpan, maximumCount: Count, members: Members, zoneData: z.exactOptional(ZoneData) })
  .check(nobodyTwice(({ members }: SeatRequests) => ({ members })))
  .readonly() satisfies z.ZodType<SeatRequests>;

/**
 * Who has a seat in a session of a fixed time: of those who can attend, who has found no seat most often, then who asked first, then by id. All others come back with one wait more, so that storing it makes the next round fair.
 *
 * @throws CoachingError `group-member.duplicate_person`, `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `zone-data.*`
 * @example
 * ```ts
 * const person = { hours: { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] }, busy: [] };
 * const members = [{ personId: "ada", ...person }, { personId: "ben", ...person, waitedCount: 2 }];
 * fillSeats({ span: { startsAt: "2027-10-04T10:00:00Z", endsAt: "2027-10-04T11:00:00Z" }, maximumCount: 1, members }); // => { seatedIds: ["ben"], waitlist: [{ personId: "ada", waitedCount: 1 }], absent: [] }
 * ```
 */
export function fillSeats(input: SeatRequests): Seating {
  const { span, maximumCount, members, zoneData } = check(SeatRequests, input);
  return seatMembers(members.toSorted(inFairOrder), openingsBy(zoneData), millisecondSpanOf(span), maximumCount);
}

const notSeated: Fault = { code: "seats.not_seated", message: "“{id}” has no seat there.", hint: "Correct the id, or seat the person first." };
const seatedTwice: Fault = { code: "seats.seated_twice", message: "“{id}” has two seats, or has one and waits.", hint: "Remove one entry." };
const tooManySeated: Fault = { code: "seats.too_many_seated", message: "{seated} people sit on {maximum} seats.", hint: "Raise maximumCount, or name fewer." };

/** A session that somebody gives up a seat of. */
export interface SeatRelease {
  /** When the session is. */
  readonly span: TimeSpan;
  /** The seats there are. */
  readonly maximumCount: Count;
  /** Who has a seat. */
  readonly seatedIds: readonly Id[];
  /** Who of them gives it up. */
  readonly cancelledIds: readonly Id[];
  /** Who waits, with hours and diary as they are now. */
  readonly waitlist: readonly GroupMember[];
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
const Ids = z.array(Id).max(GROUP_LIMITS.seatRequestCount).readonly();
/** Schema of a session that somebody gives up a seat of, with its rules between parts. */
export const SeatRelease = z
  .strictObject({ span: TimeSpan, maximumCount: Count, seatedIds: Ids, cancelledIds: Ids, waitlist: Members, zoneData: z.exactOptional(ZoneData) })
  .check(
    nobodyTwice(({ waitlist }: SeatRelease) => ({ waitlist })),
    rule(({ seatedIds, cancelledIds }: SeatRelease, report) => {
      const known = new Set(seatedIds);
      cancelledIds.forEach((id, index) => { if (!known.has(id)) report(notSeated, ["cancelledIds", index], { id }); });
    }),
    rule(({ seatedIds, waitlist }: SeatRelease, report) => {
      const waiting = new Set(waitlist.map(({ personId }) => personId));
      seatedIds.forEach((id, index) => { if (waiting.has(id) || seatedIds.indexOf(id) < index) report(seatedTwice, ["seatedIds", index], { id }); });
    }),
    rule(({ seatedIds, maximumCount: maximum }: SeatRelease, report) => { if (seatedIds.length > maximum) report(tooManySeated, ["seatedIds"], { seated: seatedIds.length, maximum }); }),
  )
  .readonly() satisfies z.ZodType<SeatRelease>;

/** Who has moved up. */
export interface Promotion {
  /** Who has a seat now: those who kept theirs, then those who moved up. */
  readonly seatedIds: readonly Id[];
  /** Who moved up, in fair order. */
  readonly promotedIds: readonly Id[];
  /** Who still waits, in fair order; their waits do not change, since it is the same round. */
  readonly waitlist: readonly WaitingMember[];
  /** Who was passed over for a seat, and why; they keep their place in the waitlist. */
  readonly passedOver: readonly AbsentMember[];
  /** Seats left empty. */
  readonly emptyCount: Count;
}

/**
 * Who moves up when seats are given up: in the fair order, whoever is free now.
 *
 * @throws CoachingError `seats.*`, `group-member.duplicate_person`, `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `zone-data.*`
 * @example
 * ```ts
 * const hours = { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] };
 * const span = { startsAt: "2027-10-04T10:00:00Z", endsAt: "2027-10-04T11:00:00Z" };
 * const waitlist = [{ personId: "cem", hours, busy: [span], waitedCount: 2 }, { personId: "dee", hours, busy: [], waitedCount: 1 }];
 * const promotion = promoteFromWaitlist({ span, maximumCount: 2, seatedIds: ["ada", "ben"], cancelledIds: ["ada"], waitlist });
 * promotion.seatedIds; // => ["ben", "dee"]
 * promotion.passedOver; // => [{ personId: "cem", waitedCount: 2, reason: "busy" }]
 * ```
 */
export function promoteFromWaitlist(input: SeatRelease): Promotion {
  const { span, maximumCount, seatedIds, cancelledIds, waitlist, zoneData } = check(SeatRelease, input);
  const { hindrance } = openingsBy(zoneData);
  const given = new Set(cancelledIds);
  const kept = seatedIds.filter((id) => !given.has(id));
  const promotedIds: string[] = [];
  const waiting: WaitingMember[] = [];
  const passedOver: AbsentMember[] = [];
  for (const member of waitlist.toSorted(inFairOrder)) {
    const { personId, waitedCount = 0 } = member;
    const hasSeat = kept.length + promotedIds.length < maximumCount;
    const reason = hasSeat ? hindrance(member, millisecondSpanOf(span)) : null;
    if (hasSeat && reason === null) {
      promotedIds.push(personId);
      continue;
    }
    waiting.push({ personId, waitedCount });
    if (reason !== null) passedOver.push({ personId, waitedCount, reason });
  }
  return { seatedIds: [...kept, ...promotedIds], promotedIds, waitlist: waiting, passedOver, emptyCount: maximumCount - kept.length - promotedIds.length };
}

/** A session, and somebody who wants to change out of it. */
export interface SeatOffer {
  /** When the session is. */
  readonly span: TimeSpan;
  /** Who has a seat. */
  readonly seatedIds: readonly Id[];
  /** Who of them wants the seat in the other session. The diary holds no entry for the seat given away. */
  readonly person: GroupPerson;
}
const SeatOffer = z.strictObject({ span: TimeSpan, seatedIds: Ids, person: GroupPerson }).readonly() satisfies z.ZodType<SeatOffer>;

/** Two people of two sessions who want to change seats. */
export interface SeatSwap {
  /** The one. */
  readonly one: SeatOffer;
  /** The other. */
  readonly other: SeatOffer;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
/** Schema of two people who want to change seats, with its rules between parts. */
export const SeatSwap = z
  .strictObject({ one: SeatOffer, other: SeatOffer, zoneData: z.exactOptional(ZoneData) })
  .check(...(["one", "other"] as const).map((side) => rule((swap: SeatSwap, report) => {
    const { seatedIds, person: { personId: id } } = swap[side];
    if (!seatedIds.includes(id)) report(notSeated, [side, "person", "personId"], { id });
  })))
  .readonly() satisfies z.ZodType<SeatSwap>;

/** Why somebody cannot take a seat in the other session. */
export interface SwapHindrance {
  /** The person. */
  readonly personId: Id;
  /** `already-seated`: the person has a seat there. */
  readonly reason: AbsentMember["reason"] | "already-seated";
}

/** What became of a swap. */
export interface SwappedSeats {
  /** Whether seats were changed: only when both can attend. */
  readonly isSwapped: boolean;
  /** Who has a seat in the one session; as before when nothing was changed. */
  readonly oneSeatedIds: readonly Id[];
  /** Who has a seat in the other session. */
  readonly otherSeatedIds: readonly Id[];
  /** What stood in the way. */
  readonly hindrances: readonly SwapHindrance[];
}

/**
 * Two people of two groups change seats when both are free for the other's session. Everybody else keeps the seat, and the places of the two in the lists are changed.
 *
 * @throws CoachingError `seats.not_seated`, `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `zone-data.*`
 * @example
 * ```ts
 * const hours = { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] };
 * const at = (hour: string) => ({ startsAt: `2027-10-04T${hour}:00:00Z`, endsAt: `2027-10-04T${hour}:30:00Z` });
 * const one = { span: at("10"), seatedIds: ["ada", "ben"], person: { personId: "ada", hours, busy: [] } };
 * const other = { span: at("14"), seatedIds: ["cem", "dee"], person: { personId: "dee", hours, busy: [] } };
 * swapSeats({ one, other }); // => { isSwapped: true, oneSeatedIds: ["dee", "ben"], otherSeatedIds: ["cem", "ada"], hindrances: [] }
 * ```
 */
export function swapSeats(input: SeatSwap): SwappedSeats {
  const { one, other, zoneData } = check(SeatSwap, input);
  const { hindrance } = openingsBy(zoneData);
  const hindrancesOf = ({ person }: SeatOffer, { span, seatedIds }: SeatOffer): readonly SwapHindrance[] => {
    const into: MillisecondSpan = millisecondSpanOf(span);
    const reason = seatedIds.includes(person.personId) ? "already-seated" : hindrance(person, into);
    return reason === null ? [] : [{ personId: person.personId, reason }];
  };
  const hindrances = [...hindrancesOf(one, other), ...hindrancesOf(other, one)];
  const isSwapped = hindrances.length === 0;
  const changed = ({ seatedIds, person }: SeatOffer, to: string): readonly string[] => seatedIds.map((id) => (isSwapped && id === person.personId ? to : id));
  return { isSwapped, oneSeatedIds: changed(one, other.person.personId), otherSeatedIds: changed(other, one.person.personId), hindrances };
}
