import type { PeerDraft } from "./peer-design.js";

/** Who may meet, and how often they do: a square of members by members. */
export interface PeerField {
  readonly memberCount: number;
  /** 1 where one is in the other's reporting line. */
  readonly isForbidden: Uint8Array;
  /** How often two meet, those before the first round included. */
  readonly met: Uint16Array;
}

/** A number in a square, 0 outside of it. */
export const at = (square: Uint8Array | Uint16Array, memberCount: number, one: number, other: number): number => square[one * memberCount + other] ?? 0;

/** Adds to how often two meet. */
export function addMet({ memberCount, met }: PeerField, one: number, other: number, count: number): void {
  met[one * memberCount + other] = at(met, memberCount, one, other) + count;
  met[other * memberCount + one] = at(met, memberCount, other, one) + count;
}

/** Each two of a group. */
export const pairsOf = (group: readonly number[]): readonly (readonly [number, number])[] => group.flatMap((one, index) => group.slice(index + 1).map((other) => [one, other] as const));

/** Adds the encounters of some rounds to the field, or takes them away. */
export function addRounds(field: PeerField, rounds: readonly PeerDraft[], count: 1 | -1): void {
  for (const { groups } of rounds) for (const group of groups) for (const [one, other] of pairsOf(group)) addMet(field, one, other, count);
}

/** The same field before any round. */
export const withoutRounds = (field: PeerField, base: Uint16Array): PeerField => ({ ...field, met: base.slice() });

/** What rounds repeat. */
export interface PeerFigures {
  readonly encounterCount: number;
  /** Encounters of two who have met before. */
  readonly repeatCount: number;
  /** No rotation in which everybody has as many encounters repeats less. */
  readonly leastRepeatCount: number;
  /** Pairs in the same group although one is in the other's reporting line. */
  readonly forbiddenCount: number;
}

/**
 * Repeats, and how many there have to be. A member with e encounters and u peers whom the member may meet and had not met repeats e − u at least; halved, since a repeat is two members'.
 */
export function figuresOf({ memberCount, isForbidden }: PeerField, base: Uint16Array, rounds: readonly PeerDraft[]): PeerFigures {
  const met = base.slice();
  const encounters = new Uint32Array(memberCount);
  let [encounterCount, repeatCount, forbiddenCount] = [0, 0, 0];
  for (const { groups } of rounds) {
    for (const [one, other] of groups.flatMap(pairsOf)) {
      encounterCount += 1;
      if (at(met, memberCount, one, other) > 0) repeatCount += 1;
      forbiddenCount += at(isForbidden, memberCount, one, other);
      for (const [from, to] of [[one, other], [other, one]] as const) {
        met[from * memberCount + to] = at(met, memberCount, from, to) + 1;
        encounters[from] = (encounters[from] ?? 0) + 1;
      }
    }
  }
  let [unmetPairs, excess] = [0, 0];
  for (let one = 0; one < memberCount; one += 1) {
    let unmet = 0;
    for (let other = 0; other < memberCount; other += 1) if (other !== one && at(base, memberCount, one, other) === 0 && at(isForbidden, memberCount, one, other) === 0) unmet += 1;
    unmetPairs += unmet / 2;
    excess += Math.max(0, (encounters[one] ?? 0) - unmet);
  }
  return { encounterCount, repeatCount, leastRepeatCount: Math.max(0, encounterCount - unmetPairs, Math.ceil(excess / 2)), forbiddenCount };
}
