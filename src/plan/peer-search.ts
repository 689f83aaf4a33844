import type { PeerDraft } from "./peer-design.js";
import { addMet, addRounds, at, figuresOf, type PeerField, withoutRounds } from "./peer-field.js";

/** Weighs more than all repeats together. */
const FORBIDDEN = 1_000_000;
/** A member who was just moved in a round stays for so many moves. */
const REST = 8;

/** Whole numbers below a limit, the same for the same seed: the minimal standard generator of Park and Miller (1988). */
export function drawsFrom(seed: number): (limit: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (limit) => {
    state = (state * 16_807) % 2_147_483_647;
    return state % limit;
  };
}

type Groups = number[][];
const copyOf = (rounds: readonly PeerDraft[]): { readonly groups: Groups; readonly bench: readonly number[] }[] => rounds.map(({ groups, bench }) => ({ groups: groups.map((group) => [...group]), bench }));

/** What one more encounter of two costs: each costs as much as they have met already, so that repeats spread. */
const added = ({ memberCount, met, isForbidden }: PeerField, one: number, other: number): number => at(met, memberCount, one, other) + FORBIDDEN * at(isForbidden, memberCount, one, other);
/** What it saves when two meet once less. */
const removed = ({ memberCount, met, isForbidden }: PeerField, one: number, other: number): number => at(met, memberCount, one, other) - 1 + FORBIDDEN * at(isForbidden, memberCount, one, other);

/** What changes when `one` of a group takes the place of `other` in another group. */
function swapCost(field: PeerField, from: readonly number[], to: readonly number[], one: number, other: number): number {
  let cost = 0;
  for (const peer of from) if (peer !== one) cost += added(field, other, peer) - removed(field, one, peer);
  for (const peer of to) if (peer !== other) cost += added(field, one, peer) - removed(field, other, peer);
  return cost;
}

function swap(field: PeerField, from: number[], to: number[], one: number, other: number): void {
  for (const peer of from) if (peer !== one) { addMet(field, one, peer, -1); addMet(field, other, peer, 1); }
  for (const peer of to) if (peer !== other) { addMet(field, other, peer, -1); addMet(field, one, peer, 1); }
  from[from.indexOf(one)] = other;
  to[to.indexOf(other)] = one;
}

/** A member of a group in which two meet again or may not meet. */
interface Conflict {
  readonly round: number;
  readonly group: number[];
  readonly member: number;
}

/** Written without inner lists: it is asked before every move. */
function conflictsIn(field: PeerField, rounds: readonly { readonly groups: Groups }[]): readonly Conflict[] {
  const found: Conflict[] = [];
  for (const [round, { groups }] of rounds.entries()) {
    for (const group of groups) {
      for (const member of group) {
        for (const other of group) {
          if (other === member || removed(field, member, other) === 0) continue;
          found.push({ round, group, member });
          break;
        }
      }
    }
  }
  return found;
}

/** About how many numbers a move looks at. */
export const comparisonsOf = (rounds: readonly PeerDraft[], memberCount: number): number => 4 * (memberCount + rounds.reduce((sum, { groups }) => sum + groups.length, 0));

/** What a search starts from and may spend. */
interface SearchInput {
  readonly field: PeerField;
  readonly base: Uint16Array;
  readonly draw: (limit: number) => number;
  /** Moves it may make. */
  readonly moveCount: number;
}

/** The best member of another group to change places with; those who rest are left alone. */
function bestSwap({ field, draw }: Pick<SearchInput, "field" | "draw">, groups: Groups, { group, member }: Conflict, rests: (one: number) => boolean): { readonly to: number[]; readonly other: number; readonly change: number } | null {
  let best: { readonly to: number[]; readonly other: number; readonly change: number } | null = null;
  let ties = 0;
  for (const to of groups) {
    if (to === group) continue;
    for (const other of to) {
      if (rests(other)) continue;
      const change = swapCost(field, group, to, member, other);
      ties = best === null || change < best.change ? 1 : change === best.change ? ties + 1 : ties;
      if (best === null || change < best.change || (change === best.change && draw(ties) === 0)) best = { to, other, change };
    }
  }
  return best;
}

/**
 * Changes members of two groups of a round as long as two meet again, always the cheapest change for a member who does, even when it makes things worse for a while (tabu search; after Dotú and Van Hentenryck, "Scheduling social golfers locally", 2005). A heuristic: it ends when nothing is repeated that need not be, or when its moves are spent.
 */
export function improve(input: SearchInput, drafts: readonly PeerDraft[]): readonly PeerDraft[] {
  const field = withoutRounds(input.field, input.base);
  const { memberCount } = field;
  addRounds(field, drafts, 1);
  const rounds = copyOf(drafts);
  const movedAt = new Int32Array(rounds.length * memberCount).fill(-REST);
  let best: readonly PeerDraft[] = drafts;
  let [cost, least, isBestNow] = [0, 0, false];
  for (let move = 0; move < input.moveCount; move += 1) {
    const conflicts = conflictsIn(field, rounds);
    const conflict = conflicts[input.draw(Math.max(1, conflicts.length))];
    if (conflict === undefined) return rounds;
    const offset = conflict.round * memberCount;
    const found = bestSwap({ field, draw: input.draw }, rounds[conflict.round]?.groups ?? [], conflict, (one) => move - (movedAt[offset + one] ?? 0) < REST);
    if (found === null) continue;
    // copied only before it gets worse: on the way down every move is the best so far
    if (isBestNow && found.change >= 0) {
      best = copyOf(rounds);
      isBestNow = false;
      const { repeatCount, leastRepeatCount, forbiddenCount } = figuresOf(field, input.base, best);
      if (forbiddenCount === 0 && repeatCount === leastRepeatCount) return best;
    }
    swap(field, conflict.group, found.to, conflict.member, found.other);
    movedAt[offset + conflict.member] = move;
    movedAt[offset + found.other] = move;
    cost += found.change;
    if (cost >= least) continue;
    least = cost;
    isBestNow = true;
  }
  return isBestNow ? rounds : best;
}
