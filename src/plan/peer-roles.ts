/** Who does what in a group; members by their place. */
export interface PeerRoles {
  readonly coach: number;
  readonly participant: number;
  readonly observer: number | null;
}

type Group = readonly number[];

/** The one with the smallest count; the first at a tie. */
const least = (group: Group, countOf: (member: number) => number): number => group.reduce((best, member) => (countOf(member) < countOf(best) ? member : best), group[0] ?? 0);

const without = (group: Group, member: number | null): Group => group.filter((one) => one !== member);

/** In each triad whoever has observed least observes. */
function observersOf(groups: readonly Group[]): readonly (number | null)[] {
  const counts = new Map<number, number>();
  return groups.map((group) => {
    if (group.length < 3) return null;
    const observer = least(group, (member) => counts.get(member) ?? 0);
    counts.set(observer, (counts.get(observer) ?? 0) + 1);
    return observer;
  });
}

/** Edges of a graph by the members at their ends. */
interface Edges {
  readonly ends: readonly (readonly [number, number])[];
  /** For each member the edges not yet walked. */
  readonly open: readonly number[][];
}

/** A closed walk from a member along edges not yet walked; each edge is given its direction. */
function walk({ ends, open }: Edges, start: number, walked: Uint8Array, direct: (edge: number, from: number) => void): void {
  let member = start;
  for (let edge = open[member]?.pop(); edge !== undefined; edge = open[member]?.pop()) {
    if (walked[edge] === 1) continue;
    walked[edge] = 1;
    direct(edge, member);
    const [one, other] = ends[edge] ?? [0, 0];
    member = one === member ? other : one;
  }
}

/**
 * Coach and participant in each group, so that everybody is the one as often as the other, or once more or less: the groups are the edges of a graph, those with an odd number of them are tied to one more point, and every closed walk (Euler) goes into a member as often as out.
 */
export function rolesOf(memberCount: number, groups: readonly Group[]): readonly PeerRoles[] {
  const observers = observersOf(groups);
  const ends = groups.map((group, index): readonly [number, number] => {
    const [one = 0, other = 0] = without(group, observers[index] ?? null);
    return [one, other];
  });
  const degrees = new Uint32Array(memberCount);
  for (const pair of ends) for (const member of pair) degrees[member] = (degrees[member] ?? 0) + 1;
  const tied = [...degrees.keys()].filter((member) => (degrees[member] ?? 0) % 2 === 1).map((member): readonly [number, number] => [member, memberCount]);
  const edges: Edges = { ends: [...ends, ...tied], open: Array.from({ length: memberCount + 1 }, () => []) };
  edges.ends.forEach((pair, edge) => { for (const member of pair) edges.open[member]?.unshift(edge); });
  const coaches = new Uint32Array(edges.ends.length);
  const walked = new Uint8Array(edges.ends.length);
  for (let member = memberCount; member >= 0; member -= 1) while ((edges.open[member]?.length ?? 0) > 0) walk(edges, member, walked, (edge, from) => { coaches[edge] = from; });
  return ends.map(([one, other], index) => {
    const coach = coaches[index] ?? one;
    return { coach, participant: coach === one ? other : one, observer: observers[index] ?? null };
  });
}

/** Roles in a group that was changed: who has coached least beside being coached coaches, who has observed least observes. */
export function rolesByTurn(group: Group, balance: (member: number) => number, observed: (member: number) => number): PeerRoles {
  const observer = group.length < 3 ? null : least(group, observed);
  const [one = 0, other = 0] = without(group, observer);
  return balance(one) <= balance(other) ? { coach: one, participant: other, observer } : { coach: other, participant: one, observer };
}
