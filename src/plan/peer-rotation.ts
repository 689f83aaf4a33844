import { cycleOf, designedRound, type PeerDraft, type PeerShape } from "./peer-design.js";
import { addRounds, at, figuresOf, type PeerField, type PeerFigures, withoutRounds } from "./peer-field.js";
import { mended, type MendedRound } from "./peer-repair.js";
import { comparisonsOf, drawsFrom, improve } from "./peer-search.js";

/** Moves that it may make, in all its attempts. */
const MOST_MOVES = 8000;
const MOST_ATTEMPTS = 9;

/** Members in the order of their places, and what they may do. */
export interface RotationInput {
  readonly members: readonly { readonly id: string; readonly managerId?: string | undefined }[];
  readonly size: 2 | 3;
  readonly joins: boolean;
  readonly roundCount: number;
  /** Places of those who have met before. */
  readonly alreadyMet: readonly (readonly [number, number])[];
  /** Who is absent in a round, by place; rounds counted from 0. */
  readonly absent: ReadonlyMap<number, ReadonlySet<number>>;
  readonly seed: number;
  /** Comparisons that the search may make. */
  readonly budget: number;
}

/** Rounds as planned, and as they take place. */
export interface PeerPlan {
  /** Before absences. */
  readonly planned: readonly MendedRound[];
  readonly rounds: readonly MendedRound[];
  /** Field after the rounds that take place. */
  readonly field: PeerField;
  readonly base: Uint16Array;
  readonly figures: PeerFigures;
  readonly method: "round-robin" | "search";
}

/** Everybody above each member, as far as members name their managers; a circle ends where it closes. */
function reportingLines(members: RotationInput["members"]): Uint8Array {
  const count = members.length;
  const places = new Map(members.map(({ id }, place) => [id, place]));
  const isForbidden = new Uint8Array(count * count);
  members.forEach((_, member) => {
    const seen = new Set([member]);
    for (let above = places.get(members[member]?.managerId ?? ""); above !== undefined && !seen.has(above); above = places.get(members[above]?.managerId ?? "")) {
      seen.add(above);
      isForbidden[member * count + above] = 1;
      isForbidden[above * count + member] = 1;
    }
  });
  return isForbidden;
}

const renamed = ({ groups, bench }: PeerDraft, names: readonly number[]): PeerDraft => {
  const nameOf = (place: number): number => names[place] ?? place;
  return { groups: groups.map((group) => group.map(nameOf).sort((one, other) => one - other)), bench: bench.map(nameOf) };
};

/** The rounds of the design in the order in which they hurt least: those without reporting lines and repeats come first. */
function designed(shape: PeerShape, names: readonly number[], field: PeerField, roundCount: number): readonly PeerDraft[] {
  const cycle = Array.from({ length: cycleOf(shape) }, (_, round) => renamed(designedRound(shape, round), names));
  // those left over from triads take turns by the number of the round, which no other order keeps
  if (shape.size === 3 && !shape.joins && shape.memberCount % 3 > 0) return Array.from({ length: roundCount }, (_, round) => renamed(designedRound(shape, round), names));
  const faults = ({ groups }: PeerDraft): number => groups.reduce((sum, group) => sum + group.reduce((inner, one) => inner + group.reduce((count, other) => count + at(field.isForbidden, field.memberCount, one, other) + at(field.met, field.memberCount, one, other), 0), 0), 0);
  const sorted = cycle.map((draft) => ({ draft, count: faults(draft) })).sort((left, right) => left.count - right.count).map(({ draft }) => draft);
  // lists of their own for each round: groups are told apart by their lists
  return Array.from({ length: roundCount }, (_, round) => ({ groups: (sorted[round % sorted.length]?.groups ?? []).map((group) => [...group]), bench: sorted[round % sorted.length]?.bench ?? [] }));
}

function shuffled(list: readonly number[], draw: (limit: number) => number): readonly number[] {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

const isBetter = (one: PeerFigures, other: PeerFigures): boolean => (one.forbiddenCount - other.forbiddenCount || one.repeatCount - other.repeatCount) < 0;
const isSettled = ({ forbiddenCount, repeatCount, leastRepeatCount }: PeerFigures): boolean => forbiddenCount === 0 && repeatCount === leastRepeatCount;

/** The design where it needs no change, else the best of some searches that start from it, the first with half of the moves, the others with other orders of the members. */
function plannedRounds(field: PeerField, base: Uint16Array, names: readonly number[], { size, joins, roundCount, seed, budget }: RotationInput): Pick<PeerPlan, "method"> & { readonly drafts: readonly PeerDraft[] } {
  const shape: PeerShape = { memberCount: names.length, size, joins };
  const draw = drawsFrom(seed);
  let drafts = designed(shape, names, field, roundCount);
  let best = figuresOf(field, base, drafts);
  if (isSettled(best)) return { drafts, method: "round-robin" };
  const moveCount = Math.min(MOST_MOVES, budget / comparisonsOf(drafts, field.memberCount));
  for (let attempt = 0; attempt < MOST_ATTEMPTS && !isSettled(best); attempt += 1) {
    const start = attempt === 0 ? drafts : designed(shape, shuffled(names, draw), field, roundCount);
    const found = improve({ field, base, draw, moveCount: attempt === 0 ? moveCount / 2 : moveCount / 2 / (MOST_ATTEMPTS - 1) }, start);
    const figures = figuresOf(field, base, found);
    if (isBetter(figures, best)) [drafts, best] = [found, figures];
  }
  return { drafts, method: "search" };
}

/** Groups for each round: planned for all, then mended where somebody is absent. Members are taken in the order given. */
export function planPeers(input: RotationInput): PeerPlan {
  const { members, alreadyMet, absent, joins } = input;
  const memberCount = members.length;
  const isForbidden = reportingLines(members);
  const base = new Uint16Array(memberCount * memberCount);
  for (const [one, other] of alreadyMet) for (const place of [one * memberCount + other, other * memberCount + one]) base[place] = 1;
  const field: PeerField = { memberCount, isForbidden, met: base.slice() };
  const everyone = members.map((_, member) => member);
  // who may meet nobody would only be in the way of the others
  const lonely = everyone.filter((one) => everyone.every((other) => one === other || at(isForbidden, memberCount, one, other) === 1));
  const names = everyone.filter((member) => !lonely.includes(member));
  const { drafts, method } = plannedRounds(field, base, names, input);
  const planning = withoutRounds(field, base);
  addRounds(planning, drafts, 1);
  const withLonely = (round: MendedRound): MendedRound => ({ ...round, sitOuts: [...round.sitOuts, ...lonely.map((member) => ({ member, reason: "no-allowed-peer" as const }))] });
  const planned = drafts.map((draft) => mended(planning, { joins }, draft, new Set()));
  const rounds = planned.map((round, index) => {
    const away = absent.get(index);
    if (away === undefined) return withLonely(round);
    const sitting = round.sitOuts.filter(({ reason }) => reason !== "odd-one-out");
    const again = mended(planning, { joins }, { groups: round.groups, bench: round.sitOuts.filter(({ reason }) => reason === "odd-one-out").map(({ member }) => member) }, away);
    return withLonely({ groups: again.groups, sitOuts: [...again.sitOuts, ...sitting.map((one) => (away.has(one.member) ? { ...one, reason: "absent" as const } : one))] });
  });
  const held = rounds.map(({ groups }): PeerDraft => ({ groups, bench: [] }));
  const after = withoutRounds(field, base);
  addRounds(after, held, 1);
  return { planned, rounds, field: after, base, figures: figuresOf(field, base, held), method };
}
