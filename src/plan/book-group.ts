import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { ZoneData } from "../time/index.js";
import { DAY, type MillisecondSpan, millisecondsOf, timeSpanOf, zoneDataName } from "../time/internal.js";
import { Count, Fraction, Id, Instant, type Minutes } from "../unit/index.js";
import { GROUP_LIMITS, GroupMember, GroupPerson, inFairOrder, nobodyTwice, type Openings, openingsBy, type Seating, seatMembers } from "./group-member.js";

const MINUTE = 60_000;

/** A group for which a slot is wanted. */
export interface GroupQuestion {
  /** Who asks for a seat: 1 to 300 people. */
  readonly members: readonly GroupMember[];
  /** Members who have to be there; they are seated first. None when absent. */
  readonly requiredIds?: readonly Id[];
  /** Who has to be there and takes no seat, such as the coach. None when absent. */
  readonly leaders?: readonly GroupPerson[];
  /** The earliest start. */
  readonly fromAt: Instant;
  /** The latest end; at most 92 days later. */
  readonly toAt: Instant;
  /** How long it lasts: whole minutes, 1 to 1440. */
  readonly durationMinutes: Minutes;
  /** Starts lie on a grid of so many minutes counted from 1970-01-01T00:00Z; whole minutes, 1 to 1440. */
  readonly stepMinutes: number;
  /** The fewest seats that have to be taken. */
  readonly minimumCount: Count;
  /** The seats there are. */
  readonly maximumCount: Count;
  /** The share of members that has to be seated, of those for whom there are seats: with 30 members and 10 seats, 0.5 is 5. */
  readonly quorumFraction: Fraction;
  /** The start wished for: of slots that are equal otherwise the nearest is taken, the earlier at a tie; without it the earliest. */
  readonly preferredAt?: Instant;
  /** How many slots to list under `nextSlots` at most, up to 1,000. */
  readonly limitCount: Count;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const badRange: Fault = { code: "book-group.bad_range", message: "The range is not one of 0 to {days} days.", hint: "Set toAt after fromAt, and ask for longer ranges in parts." };
const boundsSwapped: Fault = { code: "book-group.bounds_swapped", message: "The fewest seats, {minimum}, are more than there are, {maximum}.", hint: "Swap them, or correct one." };
const tooManyRequired: Fault = { code: "book-group.too_many_required", message: "{required} members have to be there, and there are {maximum} seats.", hint: "Raise maximumCount, or require fewer." };
const unknownMember: Fault = { code: "book-group.unknown_member", message: "No member has the id “{id}”.", hint: "Add the person to members, or to leaders when no seat is to be taken." };

/** Schema of a group for which a slot is wanted, with its rules between parts. */
export const GroupQuestion = z
  .strictObject({
    members: z.array(GroupMember).min(1, { error: "Nobody asks for a seat.\nName at least one member." }).max(GROUP_LIMITS.memberCount).readonly(),
    requiredIds: z.exactOptional(z.array(Id).max(GROUP_LIMITS.memberCount).readonly()),
    leaders: z.exactOptional(z.array(GroupPerson).max(20).readonly()),
    fromAt: Instant, toAt: Instant, durationMinutes: z.int().min(1).max(1440), stepMinutes: z.int().min(1).max(1440),
    minimumCount: Count.min(1), maximumCount: Count.min(1), quorumFraction: Fraction, preferredAt: z.exactOptional(Instant), limitCount: Count.max(1000), zoneData: z.exactOptional(ZoneData),
  })
  .check(
    rule(({ fromAt, toAt }: GroupQuestion, report) => {
      const length = millisecondsOf(toAt) - millisecondsOf(fromAt);
      if (length < 0 || length > GROUP_LIMITS.rangeDays * DAY) report(badRange, ["toAt"], { days: GROUP_LIMITS.rangeDays });
    }),
    rule(({ minimumCount: minimum, maximumCount: maximum }: GroupQuestion, report) => { if (minimum > maximum) report(boundsSwapped, ["minimumCount"], { minimum, maximum }); }),
    rule(({ members, requiredIds = [] }: GroupQuestion, report) => {
      const known = new Set(members.map(({ personId }) => personId));
      requiredIds.forEach((id, index) => { if (!known.has(id)) report(unknownMember, ["requiredIds", index], { id }); });
    }),
    rule(({ requiredIds = [], maximumCount: maximum }: GroupQuestion, report) => {
      const { size: required } = new Set(requiredIds);
      if (required > maximum) report(tooManyRequired, ["requiredIds"], { required, maximum });
    }),
    nobodyTwice(({ members, leaders = [] }: GroupQuestion) => ({ members, leaders })),
  )
  .readonly() satisfies z.ZodType<GroupQuestion>;

/** A slot with how many can be there. */
export interface GroupSlot {
  /** Start. */
  readonly startsAt: Instant;
  /** End. */
  readonly endsAt: Instant;
  /** Members who would have a seat. */
  readonly seatedCount: Count;
  /** Members who could attend. */
  readonly freeCount: Count;
  /** `seatedCount` as a share of the members for whom there are seats: what the quorum is compared with. */
  readonly quorumFraction: Fraction;
}

/** Where a group meets, or why it cannot. */
export interface GroupBooking extends Seating {
  /** The slot chosen; `null` when there is none. */
  readonly slot: GroupSlot | null;
  /** Why there is none: `no-start`: no start of the grid leaves room for the length; `leader-not-free`: the leaders are never free together; `required-not-free`: they and the required members are not; `below-minimum` and `below-quorum`: too few can come, at `bestSlot` the most. */
  readonly reason: "no-start" | "leader-not-free" | "required-not-free" | "below-minimum" | "below-quorum" | null;
  /** Seats that have to be taken, by minimum and quorum. */
  readonly neededCount: Count;
  /** The best slot at which leaders and required members are free, also when too few can come; `null` when they never are. */
  readonly bestSlot: GroupSlot | null;
  /** The first slots that could be booked, by start. */
  readonly nextSlots: readonly GroupSlot[];
  /** Whose time zone data it comes from: the version that the caller stated, else `"runtime"`. */
  readonly zoneData: string;
}

/** What is known of each start of the grid. */
interface Grid {
  readonly firstStart: number;
  readonly step: number;
  readonly lasting: number;
  readonly leaders: Uint16Array;
  readonly required: Uint16Array;
  readonly free: Uint16Array;
  readonly seated: Uint16Array;
  /** How often those seated have waited, in sum. */
  readonly waited: Float64Array;
}

/** The places of the grid at which a person can start and stay for the whole length. */
function eachStart({ firstStart, step, lasting }: Grid, free: readonly MillisecondSpan[], visit: (place: number) => void): void {
  for (const [from, to] of free) {
    const last = Math.floor((to - lasting - firstStart) / step);
    for (let place = Math.ceil((from - firstStart) / step); place <= last; place += 1) visit(place);
  }
}

/** Members in fair order, the required ones before the others, so that seats are given in this order. */
const inSeatOrder = ({ members, requiredIds = [] }: GroupQuestion): readonly GroupMember[] => {
  const required = new Set(requiredIds);
  return members.toSorted((left, right) => Number(required.has(right.personId)) - Number(required.has(left.personId)) || inFairOrder(left, right));
};

function gridOf(question: GroupQuestion, openings: Openings): Grid {
  const range: MillisecondSpan = [millisecondsOf(question.fromAt), millisecondsOf(question.toAt)];
  const [step, lasting] = [question.stepMinutes * MINUTE, question.durationMinutes * MINUTE];
  const firstStart = Math.ceil(range[0] / step) * step;
  const size = Math.max(0, Math.floor((range[1] - lasting - firstStart) / step) + 1);
  const counts = (): Uint16Array => new Uint16Array(size);
  const grid: Grid = { firstStart, step, lasting, leaders: counts(), required: counts(), free: counts(), seated: counts(), waited: new Float64Array(size) };
  const add = (list: Uint16Array | Float64Array, place: number, value = 1): void => { list[place] = (list[place] ?? 0) + value; };
  for (const leader of question.leaders ?? []) eachStart(grid, openings.freeIn(leader, range), (place) => { add(grid.leaders, place); });
  const required = new Set(question.requiredIds);
  for (const member of inSeatOrder(question)) {
    eachStart(grid, openings.freeIn(member, range), (place) => {
      add(grid.free, place);
      if (required.has(member.personId)) add(grid.required, place);
      if ((grid.seated[place] ?? 0) >= question.maximumCount) return;
      add(grid.seated, place);
      add(grid.waited, place, member.waitedCount ?? 0);
    });
  }
  return grid;
}

/** Whether one place is better: more seats taken, then by those who have waited more, then nearer to the preferred start. Places are looked at by time, so the earlier stays at a tie. */
function isBetter({ seated, waited, firstStart, step }: Grid, preferred: number | null, one: number, other: number): boolean {
  const away = (place: number): number => (preferred === null ? 0 : Math.abs(firstStart + place * step - preferred));
  return ((seated[one] ?? 0) - (seated[other] ?? 0) || (waited[one] ?? 0) - (waited[other] ?? 0) || away(other) - away(one)) > 0;
}

/** Why nothing can be booked. */
function obstacle(grid: Grid, question: GroupQuestion, best: number | null): NonNullable<GroupBooking["reason"]> {
  if (grid.free.length === 0) return "no-start";
  if (!grid.leaders.includes(question.leaders?.length ?? 0)) return "leader-not-free";
  if (best === null) return "required-not-free";
  return (grid.seated[best] ?? 0) < question.minimumCount ? "below-minimum" : "below-quorum";
}

/**
 * The slot at which most members of a group have a seat, with the leaders and the required members all there; exact, over every start of the grid.
 *
 * A slot can be booked when at least `minimumCount` members and the quorum are seated. Of those the one with the most seats taken is chosen; then the one that seats those who have waited most; then the nearest to the preferred start, or the earliest.
 * Seats go to required members, then in the fair order: who has found no seat most often, then who asked first, then by id. All others come back with one wait more, so that storing it makes the next round fair.
 *
 * @throws CoachingError `book-group.*`, `group-member.duplicate_person`, `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `zone-data.*`
 * @example
 * ```ts
 * const hours = (fromTime: string, toTime: string) => ({ timeZone: "UTC", weekly: { MO: [{ fromTime, toTime }] }, holidays: [] });
 * const members = [{ personId: "ada", hours: hours("09:00", "12:00"), busy: [] }, { personId: "ben", hours: hours("10:00", "17:00"), busy: [] }, { personId: "cem", hours: hours("11:00", "13:00"), busy: [], waitedCount: 1 }];
 * const range = { fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-05T00:00:00Z", durationMinutes: 60, stepMinutes: 30 };
 * const booking = bookGroup({ members, ...range, minimumCount: 2, maximumCount: 2, quorumFraction: 0.5, limitCount: 2 });
 * booking.slot?.startsAt; // => "2027-10-04T11:00:00Z"
 * booking.seatedIds; // => ["cem", "ada"]
 * booking.waitlist; // => [{ personId: "ben", waitedCount: 1 }]
 * ```
 */
export function bookGroup(input: GroupQuestion): GroupBooking {
  const question = check(GroupQuestion, input);
  const openings = openingsBy(question.zoneData);
  const grid = gridOf(question, openings);
  const capacityCount = Math.min(question.members.length, question.maximumCount);
  // 0.07 × 100 is a little more than 7 in binary, and would need 8
  const neededCount = Math.max(question.minimumCount, Math.ceil(Math.round(question.quorumFraction * capacityCount * 1e6) / 1e6));
  const preferred = question.preferredAt === undefined ? null : millisecondsOf(question.preferredAt);
  const slotAt = (place: number): GroupSlot => {
    const start = grid.firstStart + place * grid.step;
    const seatedCount = grid.seated[place] ?? 0;
    return { ...timeSpanOf([start, start + grid.lasting]), seatedCount, freeCount: grid.free[place] ?? 0, quorumFraction: seatedCount / capacityCount };
  };
  const [leaderCount, requiredCount] = [question.leaders?.length ?? 0, new Set(question.requiredIds).size];
  const nextSlots: GroupSlot[] = [];
  let best: number | null = null;
  for (let place = 0; place < grid.free.length; place += 1) {
    if (grid.leaders[place] !== leaderCount || grid.required[place] !== requiredCount) continue;
    if (best === null || isBetter(grid, preferred, place, best)) best = place;
    if ((grid.seated[place] ?? 0) >= neededCount && nextSlots.length < question.limitCount) nextSlots.push(slotAt(place));
  }
  const bestSlot = best === null ? null : slotAt(best);
  if (bestSlot === null || bestSlot.seatedCount < neededCount) {
    const reason = obstacle(grid, question, best);
    return { slot: null, reason, neededCount, bestSlot, seatedIds: [], waitlist: [], absent: [], nextSlots, zoneData: zoneDataName(question.zoneData) };
  }
  const seats = seatMembers(inSeatOrder(question), openings, [millisecondsOf(bestSlot.startsAt), millisecondsOf(bestSlot.endsAt)], question.maximumCount);
  return { slot: bestSlot, reason: null, neededCount, bestSlot, ...seats, nextSlots, zoneData: zoneDataName(question.zoneData) };
}
