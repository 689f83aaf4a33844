import { PEER_LIMITS } from "./peer-question.js";
import { planPeers } from "./peer-rotation.js";
import type { Participant } from "./person.js";

/** Whole numbers that differ by one at most and add up to `count`. */
const evenSizes = (count: number, groupCount: number): readonly number[] => Array.from({ length: groupCount }, (_, index) => Math.floor(count / groupCount) + (index < count % groupCount ? 1 : 0));

/**
 * Participants in as few groups as their largest size allows, of even size; people of one segment and zone stay together where it can be. `null` when no number of groups keeps the sizes.
 */
export function groupParticipants(participants: readonly Participant[], size: { readonly minimumCount: number; readonly maximumCount: number }): readonly (readonly Participant[])[] | null {
  const sizes = evenSizes(participants.length, Math.ceil(participants.length / size.maximumCount));
  if (sizes.some((count) => count < size.minimumCount)) return null;
  const order = ({ segmentId = "", hours, id }: Participant): string => JSON.stringify([segmentId, hours.timeZone, id]);
  const sorted = participants.toSorted((left, right) => (order(left) < order(right) ? -1 : 1));
  let from = 0;
  return sizes.map((count) => sorted.slice(from, (from += count)));
}

/** A round of peers: their groups by id, and who sits out. */
interface PeerParties {
  readonly groups: readonly (readonly Participant[])[];
  readonly leftOver: readonly Participant[];
}

/** More peers than anybody meets; a multiple of both sizes.  */
const POOL = 300;

/** Participants in pools of at least 300 and below 600, so that a cohort of thousands is no square of thousands. */
const poolsOf = (participants: readonly Participant[]): readonly (readonly Participant[])[] => {
  const count = Math.max(1, Math.floor(participants.length / POOL));
  return Array.from({ length: count }, (_, index) => participants.slice(index * POOL, index === count - 1 ? participants.length : (index + 1) * POOL));
};

/** Peers in other pairs or triads in each round, never along a reporting line. Participants come by id; of many, neighbors by id rotate among themselves. */
export function rotateGroups(participants: readonly Participant[], { rotation, minimumCount, maximumCount }: { readonly rotation: "pairs" | "triads"; readonly minimumCount: number; readonly maximumCount: number }, roundCount: number): readonly PeerParties[] {
  const joins = rotation === "pairs" ? maximumCount === 3 : minimumCount === 2;
  const pools = poolsOf(participants);
  const rotated = pools.map((members) => {
    const people = (places: readonly number[]): readonly Participant[] => places.toSorted((one, other) => one - other).flatMap((place) => members[place] ?? []);
    const { rounds } = planPeers({ members, size: rotation === "pairs" ? 2 : 3, joins, roundCount, alreadyMet: [], absent: new Map(), seed: 0, budget: PEER_LIMITS.searchComparisons / pools.length });
    return rounds.map(({ groups, sitOuts }): PeerParties => ({ groups: groups.map(people), leftOver: people(sitOuts.map(({ member }) => member)) }));
  });
  return Array.from({ length: roundCount }, (_, round) => ({ groups: rotated.flatMap((rounds) => rounds[round]?.groups ?? []), leftOver: rotated.flatMap((rounds) => rounds[round]?.leftOver ?? []) }));
}
