/** Who meets in a round, and who is left over; members by their place. */
export interface PeerDraft {
  readonly groups: readonly (readonly number[])[];
  readonly bench: readonly number[];
}

/** What a rotation looks like. */
export interface PeerShape {
  readonly memberCount: number;
  readonly size: 2 | 3;
  /** Whether those left over join others: a pair takes a third, and those who make no triad meet as pairs. */
  readonly joins: boolean;
}

/** Puts those left over to a pair, which becomes a triad. */
function joined(groups: readonly (readonly number[])[], bench: readonly number[]): PeerDraft {
  const [first = [], ...others] = groups;
  return groups.length === 0 || bench.length === 0 ? { groups, bench } : { groups: [[...first, ...bench], ...others], bench: [] };
}

/**
 * Round `round` of the circle method: one member stands still, the others go round; with an odd number the one opposite the empty place is left over.
 * In as many rounds as there are other members all pairs meet once. Source: Kirkman, "On a problem in combinations" (1847).
 */
function pairRound({ memberCount, joins }: PeerShape, round: number): PeerDraft {
  const circle = memberCount + (memberCount % 2) - 1;
  const pairs = Array.from({ length: (circle + 1) / 2 }, (_, step): readonly number[] => (step === 0 ? [circle, round % circle] : [(round + step) % circle, (((round - step) % circle) + circle) % circle]));
  const groups = pairs.filter((pair) => pair.every((member) => member < memberCount));
  const bench = pairs.filter((pair) => pair.some((member) => member >= memberCount)).flat().filter((member) => member < memberCount);
  return joins ? joined(groups, bench) : { groups, bench };
}

/**
 * Three rows of g members each: in round r, member i of the first row meets i + r of the second and i + 2r of the third. With g odd nobody of different rows meets twice in g rounds, with g even in g/2; empty places at the end of the third row make pairs.
 */
function triadRound({ memberCount, joins }: PeerShape, round: number): PeerDraft {
  const over = joins ? 0 : memberCount % 3;
  const bench = Array.from({ length: over }, (_, index) => (round * over + index) % memberCount);
  const members = Array.from({ length: memberCount }, (_, member) => member).filter((member) => !bench.includes(member));
  const row = Math.ceil(members.length / 3);
  const groups = Array.from({ length: row }, (_, place) => [place, row + ((place + round) % row), 2 * row + ((place + 2 * round) % row)].flatMap((at) => members[at] ?? []));
  // a single member has nobody to meet
  return groups.some((group) => group.length === 1) ? { groups: [], bench: members } : { groups, bench };
}

/** How many rounds the design has before it begins anew. */
export const cycleOf = ({ memberCount, size }: PeerShape): number => Math.max(1, size === 2 ? memberCount + (memberCount % 2) - 1 : Math.ceil(memberCount / 3));

/** A round of the design, counted from 0. */
export const designedRound = (shape: PeerShape, round: number): PeerDraft => (shape.size === 2 ? pairRound(shape, round) : triadRound(shape, round));
