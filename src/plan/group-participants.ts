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
