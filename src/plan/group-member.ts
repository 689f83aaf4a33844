import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { type Diary, TIME_LIMITS, WorkingHours, TimeSpan, type ZoneData } from "../time/index.js";
import { intersectionOfSpans, type MillisecondSpan, millisecondSpanOf, millisecondsOf, spansWithout, unionOfSpans, workingPatternOf, workingTimes, zonesOf } from "../time/internal.js";
import { Count, Id, Instant } from "../unit/index.js";

/** What a question about a group may ask for; a larger one is refused before it is computed. */
export const GROUP_LIMITS = {
  /** Members for whom a slot is looked for. */
  memberCount: 300,
  /** Days in which it is looked for: a quarter of a year. */
  rangeDays: 92,
  /** People who ask for a seat in a session of a fixed time, or have one. */
  seatRequestCount: 10_000,
} as const;

/** Somebody who is to be there, with hours and what is already in the diary. */
export interface GroupPerson extends Diary {
  /** Given by the host. */
  readonly personId: Id;
}
const person = { personId: Id, hours: WorkingHours, busy: z.array(TimeSpan).max(TIME_LIMITS.busySpans).readonly() };
/** Schema of somebody who is to be there. */
export const GroupPerson = z.strictObject(person).readonly() satisfies z.ZodType<GroupPerson>;

/** Somebody who asks for a seat. */
export interface GroupMember extends GroupPerson {
  /** How often the person has asked for such a seat and found none; 0 when absent. */
  readonly waitedCount?: Count;
  /** When the person asked; the latest of all when absent. */
  readonly requestedAt?: Instant;
}
/** Schema of somebody who asks for a seat. */
export const GroupMember = z.strictObject({ ...person, waitedCount: z.exactOptional(Count.max(100_000)), requestedAt: z.exactOptional(Instant) }).readonly() satisfies z.ZodType<GroupMember>;

/** Somebody without a seat who could attend. Waiting once more counts in the next round. */
export interface WaitingMember {
  /** The person. */
  readonly personId: Id;
  /** How often the person has found no seat, this time included. */
  readonly waitedCount: Count;
}

/** Somebody who cannot attend. Being away counts as waiting too: those with odd hours would else never come to the front. */
export interface AbsentMember extends WaitingMember {
  /** `outside-working-hours` comes before `busy` when both are so. */
  readonly reason: "outside-working-hours" | "busy";
}

const duplicatePerson: Fault = { code: "group-member.duplicate_person", message: "The person “{id}” stands in the list twice.", hint: "Remove one entry." };

/** Reports each person who stands in the lists twice. */
function findDuplicatePeople(lists: Readonly<Record<string, readonly { readonly personId: string }[]>>, report: Report): void {
  const all = Object.entries(lists).flatMap(([list, people]) => people.map(({ personId }, index) => ({ personId, path: [list, index, "personId"] })));
  for (const [, { personId: id, path }] of repeated(all, ({ personId }) => personId)) report(duplicatePerson, path, { id });
}

/** The fair order: who has waited most, then who asked first, then by id. */
export const inFairOrder = (left: GroupMember, right: GroupMember): number =>
  (right.waitedCount ?? 0) - (left.waitedCount ?? 0) || askedAt(left) - askedAt(right) || (left.personId < right.personId ? -1 : 1);

/** Later than every instant when it is not known. */
const askedAt = ({ requestedAt }: GroupMember): number => (requestedAt === undefined ? Number.MAX_SAFE_INTEGER : millisecondsOf(requestedAt));

/** The person as one who waits once more. */
const waitingOnceMore = ({ personId, waitedCount = 0 }: GroupMember): WaitingMember => ({ personId, waitedCount: waitedCount + 1 });

/** Who has a seat, and who has none. */
export interface Seating {
  /** Who has a seat: required members first, then in fair order. */
  readonly seatedIds: readonly Id[];
  /** Who could attend and finds no seat, in fair order. */
  readonly waitlist: readonly WaitingMember[];
  /** Who cannot attend, in fair order. */
  readonly absent: readonly AbsentMember[];
}

/** When people work and are not busy. */
export interface Openings {
  readonly freeIn: (person: GroupPerson, span: MillisecondSpan) => readonly MillisecondSpan[];
  /** Why the person cannot be there during the whole span; `null` when the person can. */
  readonly hindrance: (person: GroupPerson, span: MillisecondSpan) => AbsentMember["reason"] | null;
}

/** Openings by the zone data of an input. */
export function openingsBy(zoneData: ZoneData | undefined): Openings {
  const zones = zonesOf(zoneData);
  const workingIn = ({ hours }: GroupPerson, [from, to]: MillisecondSpan): readonly MillisecondSpan[] => workingTimes(workingPatternOf(hours, zones), from, to);
  const freeIn = (one: GroupPerson, span: MillisecondSpan): readonly MillisecondSpan[] => spansWithout(workingIn(one, span), unionOfSpans(one.busy.map(millisecondSpanOf)));
  const hindrance = (one: GroupPerson, span: MillisecondSpan): AbsentMember["reason"] | null => {
    if (!workingIn(one, span).some(([from, to]) => from === span[0] && to === span[1])) return "outside-working-hours";
    return intersectionOfSpans(unionOfSpans(one.busy.map(millisecondSpanOf)), [span]).length > 0 ? "busy" : null;
  };
  return { freeIn, hindrance };
}

/** Who sits, who waits and who cannot come in a span. */
export function seatMembers(members: readonly GroupMember[], openings: Openings, span: MillisecondSpan, maximumCount: number): Seating {
  const seatedIds: string[] = [];
  const waitlist: WaitingMember[] = [];
  const absent: AbsentMember[] = [];
  for (const member of members) {
    const reason = openings.hindrance(member, span);
    if (reason !== null) absent.push({ ...waitingOnceMore(member), reason });
    else if (seatedIds.length < maximumCount) seatedIds.push(member.personId);
    else waitlist.push(waitingOnceMore(member));
  }
  return { seatedIds, waitlist, absent };
}

/** The rule that nobody stands in the given lists of an input twice. */
export const nobodyTwice = <Input>(listsOf: (input: Input) => Readonly<Record<string, readonly { readonly personId: string }[]>>): z.core.$ZodCheck<Input> =>
  rule((input: Input, report) => { findDuplicatePeople(listsOf(input), report); });
