import type { PeerDraft, PeerShape } from "./peer-design.js";
import { at, type PeerField } from "./peer-field.js";

/** Why somebody meets nobody in a round. */
export type SitOutReason = "odd-one-out" | "absent" | "peer-absent" | "reporting-line" | "no-allowed-peer";

/** A round as it takes place. A group that nothing was changed in is the same list as in the draft. */
export interface MendedRound {
  readonly groups: readonly (readonly number[])[];
  readonly sitOuts: readonly { readonly member: number; readonly reason: SitOutReason }[];
}

type Loner = MendedRound["sitOuts"][number];

const forbiddenIn = ({ memberCount, isForbidden }: PeerField, group: readonly number[], member: number): number => group.reduce((sum, other) => sum + at(isForbidden, memberCount, member, other), 0);
const metIn = ({ memberCount, met }: PeerField, group: readonly number[], member: number): number => group.reduce((sum, other) => sum + at(met, memberCount, member, other), 0);

/** A group without those who are absent and without whoever stands in a reporting line with most of the others, and who is alone now. */
function reduced(field: PeerField, group: readonly number[], absent: ReadonlySet<number>): { readonly left: readonly number[]; readonly loners: readonly Loner[] } {
  const present = group.some((member) => absent.has(member)) ? group.filter((member) => !absent.has(member)) : group;
  const most = present.reduce((worst, member) => (forbiddenIn(field, present, member) > forbiddenIn(field, present, worst) ? member : worst), present[0] ?? 0);
  if (forbiddenIn(field, present, most) > 0) {
    const { left, loners } = reduced(field, present.filter((member) => member !== most), absent);
    return { left, loners: [{ member: most, reason: "reporting-line" }, ...loners.map(({ member }): Loner => ({ member, reason: "reporting-line" }))] };
  }
  return present.length === 1 ? { left: [], loners: present.map((member) => ({ member, reason: "peer-absent" })) } : { left: present, loners: [] };
}

/** The two of the pool who may meet and have met least; at least one of them has lost the peers, so that those left over from the beginning do not change what was planned. */
function nextPair(field: PeerField, pool: readonly Loner[]): readonly [Loner, Loner] | null {
  let best: readonly [Loner, Loner] | null = null;
  let least = Infinity;
  for (const one of pool) {
    for (const other of pool) {
      if (one.member >= other.member || (one.reason === "odd-one-out" && other.reason === "odd-one-out")) continue;
      const met = metIn(field, [one.member], other.member);
      if (met >= least || forbiddenIn(field, [one.member], other.member) > 0) continue;
      [best, least] = [[one, other], met];
    }
  }
  return best;
}

/** The pair that a loner joins: one in which the loner may meet both and has met them least. */
function pairFor(field: PeerField, groups: readonly (readonly number[])[], member: number): number {
  let [place, least] = [-1, Infinity];
  groups.forEach((group, index) => {
    if (group.length !== 2 || forbiddenIn(field, group, member) > 0 || metIn(field, group, member) >= least) return;
    [place, least] = [index, metIn(field, group, member)];
  });
  return place;
}

/**
 * A round without those who are absent and without reporting lines. Groups that still can meet stay as they are; those left alone pair up with each other or with whoever was left over, else join a pair where the shape allows it, else sit out.
 */
export function mended(field: PeerField, { joins }: Pick<PeerShape, "joins">, draft: PeerDraft, absent: ReadonlySet<number>): MendedRound {
  const groups: (readonly number[])[] = [];
  const sitOuts: Loner[] = [];
  let pool: readonly Loner[] = draft.bench.filter((member) => !absent.has(member)).map((member) => ({ member, reason: "odd-one-out" }));
  for (const group of draft.groups) {
    const { left, loners } = reduced(field, group, absent);
    if (left.length > 0) groups.push(left);
    pool = [...pool, ...loners];
  }
  for (let pair = nextPair(field, pool); pair !== null; pair = nextPair(field, pool)) {
    const [one, other] = pair;
    groups.push([one.member, other.member]);
    pool = pool.filter((loner) => loner !== one && loner !== other);
  }
  for (const loner of pool) {
    const place = joins && loner.reason !== "odd-one-out" ? pairFor(field, groups, loner.member) : -1;
    if (place === -1) sitOuts.push(loner);
    else groups[place] = [...(groups[place] ?? []), loner.member];
  }
  const away = [...draft.groups.flat(), ...draft.bench].filter((member) => absent.has(member));
  return { groups, sitOuts: [...sitOuts, ...away.map((member): Loner => ({ member, reason: "absent" }))] };
}
