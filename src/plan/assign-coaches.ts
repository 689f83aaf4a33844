import { ASSIGNMENT_LIMITS, lexicographicWeights } from "../optimization/index.js";
import type { Program } from "../program/index.js";
import type { MillisecondSpan } from "../time/internal.js";
import type { Bookings } from "./booking.js";
import { allowedPairs, assignByLoad, loadsOf } from "./load-assignment.js";
import { firstBroken, type PairRules, pairRules, rejectionOf } from "./matching-rules.js";
import type { Coach, Participant } from "./person.js";
import type { CoachAssignment } from "./session.js";
import { commonMinutesWith } from "./shared-time.js";

/** What coaches are assigned from; participants and coaches by id. */
export interface People {
  readonly program: Program;
  readonly participants: readonly Participant[];
  readonly coaches: readonly Coach[];
  readonly bookings: ReadonlyMap<string, Bookings>;
  /** A week like any other, to see whose hours meet. */
  readonly sampleWeek: MillisecondSpan;
}

/** By id: an order that the input's own order does not change. */
export const byId = (left: { readonly id: string }, right: { readonly id: string }): number => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

/** What it costs to round a share up by a whole participant, as a part of the most hours that any pair shares; by less in proportion. A heuristic. */
const ROUNDING_UP = 0.2;
/** Any shared time will do here. */
const MILLISECOND_MINUTES = 1 / 60_000;

/** A program's participant as one who is to be matched, and the rules that keep coaches from it. */
interface Candidates {
  readonly rules: PairRules;
  readonly people: readonly Parameters<PairRules["no-coach"]>[0][];
  readonly commonMinutes: (id: string) => Float64Array;
}

/** The minutes that each coach has for people of one's own: none where a week of the coach does not hold the program's shortest one-to-one, with the preparation and notes of the coach's contract. */
function roomOf({ program: { touchpoints, coachSources = [] }, coaches }: People): readonly number[] {
  const lengths = touchpoints.flatMap(({ audience, ledBy, durationMinutes }) => (audience.kind === "each" && ledBy === "coach" ? [durationMinutes] : []));
  // without one-to-ones any time will do
  if (lengths.length === 0) return coaches.map(({ weeklyAvailableMinutes }) => weeklyAvailableMinutes);
  const shortest = Math.min(...lengths);
  const extra = new Map(coachSources.map(({ id, contract: { preparationMinutes, noteMinutes } }) => [id, preparationMinutes + noteMinutes]));
  return coaches.map(({ weeklyAvailableMinutes, sourceId = "" }) => (weeklyAvailableMinutes < shortest + (extra.get(sourceId) ?? 0) ? 0 : weeklyAvailableMinutes));
}

function candidatesOf({ participants, coaches, bookings, sampleWeek }: People, room: readonly number[]): Candidates {
  const spansOf = (id: string): readonly MillisecondSpan[] => bookings.get(id)?.working(sampleWeek) ?? [];
  const minutesWith = commonMinutesWith(coaches.map(({ id }) => spansOf(id)));
  const commonMinutes = (id: string): Float64Array => minutesWith(spansOf(id));
  return {
    commonMinutes,
    people: participants.map(({ id, hours, languages, managerId }) => ({ id, hours, languages, ...(managerId === undefined ? {} : { reportingLineIds: [managerId] }) })),
    rules: pairRules({
      coaches: coaches.map(({ id, hours, languages }, place) => ({ id, hours, languages, placeCount: (room[place] ?? 0) > 0 ? 1 : 0 })),
      seniorityRule: undefined, minimumCommonMinutes: MILLISECOND_MINUTES, commonMinutes: ({ id }) => commonMinutes(id),
    }),
  };
}

/** The first rule that leaves nobody; of the rules of a matching a program's people know these four. */
function reasonOf(codes: Uint8Array): CoachAssignment["reason"] {
  const last = rejectionOf(codes.reduce((most, code) => Math.max(most, code), 0));
  return last === "own-manager" || last === "no-common-language" || last === "no-common-hours" ? last : "no-coach";
}

/**
 * What the nth participant of a coach costs. Each coach has a share of the participants, by minutes: within it places are free, and rounding it up costs the more, the further it is up to the whole number (largest remainders first).
 * Whoever comes beyond it costs more than all else together, and as much again with every further share.
 */
function placeCostBy(shares: readonly number[], { chosen, participantCount }: { readonly chosen: Uint32Array; readonly participantCount: number }): (place: number, nth: number) => number {
  const [beyond = 0, rest = 1] = lexicographicWeights({ objectives: [{ minimum: 0, maximum: participantCount }, { minimum: 0, maximum: 2 }], rowCount: ASSIGNMENT_LIMITS.rows, columnCount: shares.length + 1 });
  return (place, nth) => {
    const share = shares[place] ?? 1;
    const count = (chosen[place] ?? 0) + nth;
    return count <= share ? 0 : ROUNDING_UP * (Math.ceil(share) - share) + (beyond / rest) * (Math.ceil(count / Math.ceil(share)) - 1);
  };
}

/**
 * Who coaches whom throughout the program: the host's choice where there is one. Of the others everybody who may have a coach gets one, as few as can be beyond their coach's share of the participants (by minutes; who has none for a single one-to-one has no share),
 * and then with the highest total of shared hours, less what it costs to round shares up: among coaches of the same hours the largest remainders are. What counts how much is a heuristic; the total is the best there is.
 */
export function assignCoaches(people: People): readonly CoachAssignment[] {
  const { participants, coaches } = people;
  const { length: coachCount } = coaches;
  const room = roomOf(people);
  const { rules, people: asked, commonMinutes } = candidatesOf(people, room);
  const placeOf = new Map(coaches.map(({ id }, place) => [id, place]));
  const chosen = Int32Array.from(participants, ({ coachId }) => (coachId === undefined ? -1 : (placeOf.get(coachId) ?? -1)));
  const open = participants.flatMap(({ coachId }, index) => (coachId === undefined ? [index] : []));
  const codes = open.map((index) => {
    const row = new Uint8Array(coachCount);
    const one = asked[index];
    if (one !== undefined) firstBroken(rules, one, row);
    return row;
  });
  const most = open.reduce((found, index) => commonMinutes(participants[index]?.id ?? "").reduce((longest, minutes) => Math.max(longest, minutes), found), MILLISECOND_MINUTES);
  const totalMinutes = room.reduce((sum, minutes) => sum + minutes, 0);
  const shares = room.map((minutes) => (participants.length * minutes) / totalMinutes);
  const pairs = allowedPairs({ rowCount: open.length, columnCount: coachCount }, (row) => codes[row] ?? new Uint8Array(0), (row, costs) => {
    const minutes = commonMinutes(participants[open[row] ?? 0]?.id ?? "");
    for (let place = 0; place < coachCount; place += 1) costs[place] = -(minutes[place] ?? 0) / most;
  });
  const carried = loadsOf(chosen, coachCount);
  const placeCost = coachCount === 0 ? null : placeCostBy(shares, { chosen: carried, participantCount: participants.length });
  const openedFirst = Uint32Array.from(shares, (share, place) => Math.max(0, Math.ceil(share) - (carried[place] ?? 0)));
  const { columnOfRow } = assignByLoad({ ...pairs, capacities: new Uint32Array(coachCount).fill(open.length), openedFirst, placeCost });
  const found = new Map(open.map((index, row) => [index, { coachId: coaches[columnOfRow[row] ?? -1]?.id ?? null, codes: codes[row] ?? new Uint8Array(0) }]));
  return participants.map(({ id: participantId, coachId: own = null }, index): CoachAssignment => {
    const one = found.get(index);
    const coachId = one === undefined ? own : one.coachId;
    return { participantId, coachId, reason: one === undefined || coachId !== null ? null : reasonOf(one.codes) };
  });
}
