import type { AssignmentProof } from "../optimization/index.js";
import { allowedPairs, assignByLoad, loadsOf } from "./load-assignment.js";
import { type MatchingDesk, scoreAll } from "./matching-desk.js";
import { firstBroken } from "./matching-rules.js";

/** Who goes to whom, and what proves that nothing is better. */
export interface MatchingSolution {
  /** By participant: the place of the coach, −1 where there is none. */
  readonly placeOf: Int32Array;
  /** How many people of the question each coach has. */
  readonly counts: Uint32Array;
  /** 1 for coaches of whom one place more would match one more. */
  readonly isContested: Uint8Array;
  readonly proof: AssignmentProof;
  /** By participant and coach: the code of the first rule that keeps them apart, 0 where none does. */
  readonly codes: Uint8Array;
}

/** What it costs to lose a place. */
export interface StayRule {
  /** By participant: the place to stay at; −1 where there is none. */
  readonly stays: Int32Array;
  /** In points of score. */
  readonly moveCost: number;
}

/** A coach is looked at first with half as many places again as an even spread would fill, and so many more. */
const OPENED_MORE = 8;

/** The codes of all pairs, row by row. */
export function codesOf({ participants, coaches, rules }: MatchingDesk): Uint8Array {
  const codes = new Uint8Array(participants.length * coaches.length);
  participants.forEach((participant, index) => { firstBroken(rules, participant, codes.subarray(index * coaches.length, (index + 1) * coaches.length)); });
  return codes;
}

/** How far the costs of pairs and of places lie apart at most: a pair costs between −Σ weights and 0, a place between 0 and twice the weight of load. */
export const scoreRange = ({ policy: { weights: { competency, hours, load, preference, continuity } } }: MatchingDesk): number => Math.max(2 * load, competency + hours + load + preference + continuity);

/**
 * As many matched as can be, then the highest total score. A coach with n people of P places adds n · (1 − n / P) in load parts,
 * so that the nth comes at 1 − (2n − 1) / P: what a place costs rises from one to the next, and the sum is exact.
 */
export function solveMatching(desk: MatchingDesk, { codes, stay }: { readonly codes: Uint8Array; readonly stay: StayRule | null }): MatchingSolution {
  const { participants, coaches, chosen, chosenCounts, policy: { weights: { load } } } = desk;
  const { length: coachCount } = coaches;
  const open = Int32Array.from(participants.keys()).filter((index) => (chosen[index] ?? -1) < 0);
  const codesOfRow = (row: number): Uint8Array => codes.subarray((open[row] ?? 0) * coachCount, ((open[row] ?? 0) + 1) * coachCount);
  const pairs = allowedPairs({ rowCount: open.length, columnCount: coachCount }, codesOfRow, (row, costs) => {
    const participant = participants[open[row] ?? 0];
    if (participant === undefined) return;
    scoreAll(desk, participant, costs);
    for (let place = 0; place < coachCount; place += 1) costs[place] = -load - (costs[place] ?? 0);
    // staying is a gain, not going elsewhere a cost: who stays without a coach has lost the place too
    const home = stay?.stays[open[row] ?? 0] ?? -1;
    if (home >= 0) costs[home] = (costs[home] ?? 0) - (stay?.moveCost ?? 0);
  });
  const placeCost = (place: number, nth: number): number => {
    const { placeCount = 1, takenPlaceCount = 0 } = coaches[place] ?? {};
    return (load * (takenPlaceCount + 2 * ((chosenCounts[place] ?? 0) + nth) - 1)) / placeCount;
  };
  const capacities = Uint32Array.from(coaches, ({ placeCount, takenPlaceCount = 0 }, place) => Math.max(0, placeCount - takenPlaceCount - (chosenCounts[place] ?? 0)));
  const roomCount = Math.max(1, capacities.reduce((sum, room) => sum + room, 0));
  const openedFirst = capacities.map((room) => Math.min(room, OPENED_MORE + Math.ceil((1.5 * open.length * room) / roomCount)));
  const { columnOfRow, isContested, proof } = assignByLoad({ ...pairs, capacities, openedFirst, placeCost: load === 0 ? null : placeCost });
  const placeOf = chosen.slice();
  open.forEach((index, row) => { placeOf[index] = columnOfRow[row] ?? -1; });
  return { placeOf, counts: loadsOf(placeOf, coachCount), isContested, proof, codes };
}
