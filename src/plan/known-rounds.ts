import type { Occurrence } from "../cadence/index.js";
import type { Touchpoint } from "../program/index.js";
import { type Missing, type Parties, plannedParties } from "./gather-participants.js";
import { hasLeft, isOfGroup, keyOf, type KnownPlan, listedKey } from "./known-plan.js";
import type { Participant } from "./person.js";
import type { Session } from "./session.js";

/** A group of peers in a round. */
interface Group {
  readonly key: string;
  readonly people: readonly Participant[];
  /** Whether people may come and go. */
  readonly isOpen: boolean;
  /** Whether somebody who was in it has left. */
  readonly isReduced: boolean;
}

/** A round as the plan has it, without those who have left by then. */
interface Round {
  readonly groups: readonly Group[];
  readonly missing: readonly Missing[];
}

/** How often people have met, by person and peer. */
type Acquaintance = Map<string, Map<string, number>>;

function acquaint(met: Acquaintance, some: readonly string[], others: readonly string[]): void {
  for (const one of some) {
    const peers = met.get(one) ?? new Map<string, number>();
    met.set(one, peers);
    for (const other of others) if (other !== one) peers.set(other, (peers.get(other) ?? 0) + 1);
  }
}

/** Everybody above and below a member, as far as members name their managers. */
function reportingLineOf(members: readonly Participant[]): (id: string) => ReadonlySet<string> {
  const managers = new Map(members.map(({ id, managerId }) => [id, managerId]));
  const reports = new Map<string, string[]>();
  for (const { id, managerId } of members) if (managerId !== undefined) reports.set(managerId, [...(reports.get(managerId) ?? []), id]);
  return (id) => {
    const above = new Set<string>();
    for (let next = managers.get(id); next !== undefined && !above.has(next); next = managers.get(next)) above.add(next);
    const below = new Set(reports.get(id) ?? []);
    // a set grows while it is walked
    for (const one of below) for (const report of reports.get(one) ?? []) below.add(report);
    return new Set([...above, ...below]);
  };
}

/** What a round is mended with. */
interface Mending {
  readonly minimumCount: number;
  readonly maximumCount: number;
  readonly lineOf: (id: string) => ReadonlySet<string>;
  readonly met: Acquaintance;
}

/** The place for somebody: a group that is too small comes first, then who has been met least, then the smallest group. */
function bestGroup({ minimumCount, maximumCount, lineOf, met }: Mending, groups: readonly Group[], { id }: Participant): Group | undefined {
  const line = lineOf(id);
  const peers = met.get(id);
  let best: { readonly group: Group; readonly rank: number } | undefined;
  for (const group of groups) {
    const { people } = group;
    if (!group.isOpen || people.length === 0 || people.length >= maximumCount || people.some((one) => one.id === id || line.has(one.id))) continue;
    const metCount = people.reduce((sum, one) => sum + (peers?.get(one.id) ?? 0), 0);
    const rank = (people.length < minimumCount ? 0 : 1e9) + 10 * metCount + people.length;
    if (best === undefined || rank < best.rank) best = { group, rank };
  }
  return best?.group;
}

const byId = (left: Participant, right: Participant): number => (left.id < right.id ? -1 : 1);

function joined({ met }: Mending, groups: readonly Group[], group: Group, member: Participant): readonly Group[] {
  const others = group.people.map(({ id }) => id);
  acquaint(met, [member.id], others);
  acquaint(met, others, [member.id]);
  return groups.map((one) => (one === group ? { ...one, people: [...one.people, member].sort(byId) } : one));
}

/** A mended round, and who found no place in it. */
interface Mended {
  readonly groups: readonly Group[];
  readonly loose: readonly Participant[];
}

/** New groups of those who found no place: of the fewest people that make one. */
function withNewGroups(mending: Mending, { groups, loose }: Mended): Mended {
  let [made, left] = [groups, loose];
  for (const first of loose) {
    if (!left.includes(first)) continue;
    const [people, lines] = [[first], [mending.lineOf(first.id)]];
    for (const other of left) {
      if (people.length >= mending.minimumCount) break;
      if (other === first || lines.some((line) => line.has(other.id))) continue;
      people.push(other);
      lines.push(mending.lineOf(other.id));
    }
    people.sort(byId);
    const key = people.map(({ id }) => `with-${id}`).find((one) => made.every((group) => group.key !== one));
    if (people.length < mending.minimumCount || key === undefined) continue;
    const ids = people.map(({ id }) => id);
    acquaint(mending.met, ids, ids);
    made = [...made, { key, people, isOpen: true, isReduced: false }];
    left = left.filter((one) => !people.includes(one));
  }
  return { groups: made, loose: left };
}

/** Who looks for a group: those who join, and those who went without before, for whom no group of full size is changed. */
interface Seekers {
  readonly joiners: readonly Participant[];
  readonly waiting: readonly Participant[];
}

/** The round with those who look for a group, and those whom others have left alone, in groups of others where there is room; groups of two or more stand. */
function mended(mending: Mending, { groups: standing }: Round, { joiners, waiting }: Seekers): Mended {
  let groups = standing;
  const loose: Participant[] = [];
  const place = (seeker: Participant, open: readonly Group[]): void => {
    const group = bestGroup(mending, open, seeker);
    if (group === undefined) loose.push(seeker);
    else groups = joined(mending, groups, group, seeker);
  };
  for (const seeker of waiting) place(seeker, groups.filter(({ people }) => people.length < mending.minimumCount));
  for (const seeker of joiners) place(seeker, groups);
  for (const { key } of standing) {
    const alone = groups.find((one) => one.key === key);
    const [member, other] = alone?.people ?? [];
    if (alone?.isReduced !== true || !alone.isOpen || other !== undefined) continue;
    const others = groups.filter((one) => one !== alone);
    const group = member === undefined ? undefined : bestGroup(mending, others, member);
    groups = member === undefined || group === undefined ? others : joined(mending, others, group, member);
    if (member !== undefined && group === undefined) loose.push(member);
  }
  return { groups, loose };
}

/**
 * How peers who rotate meet in a plan that is changed: each round as it stands. Who joins comes to a group with room, who was left alone to another one, never along a reporting line and rather to people not met yet; else they make a new group or are left over.
 * A round that the plan does not have yet is rotated as the program says.
 */
export function knownRounds(known: KnownPlan, touchpoint: Touchpoint, members: readonly Participant[], keys: readonly string[]): (occurrence: Occurrence) => Parties {
  const { audience, id: touchpointId } = touchpoint;
  const people = new Map(members.map((member) => [member.id, member]));
  const joiners = members.filter(({ id }) => known.joining.has(id));
  let rotated: ((occurrence: Occurrence) => Parties) | undefined;
  let mending: Mending | undefined;

  const peopleOf = (ids: readonly string[]): readonly Participant[] => ids.flatMap((id) => people.get(id) ?? []);
  const groupOf = (key: string, all: readonly Participant[], { isOpen, date }: { readonly isOpen: boolean; readonly date: string }): Group => {
    const there = isOpen ? all.filter(({ id }) => !hasLeft(known, id, date)) : all;
    return { key, people: there, isOpen, isReduced: there.length < all.length };
  };
  const standing = (occurrence: Occurrence): Round => {
    const sessions = known.sessions.get(occurrence.id) ?? [];
    const unassigned = known.unassigned.get(occurrence.id) ?? [];
    const listed = unassigned.filter(({ reason }) => reason === "group-too-small" || reason === "already-past");
    const unplaced = unassigned.filter(isOfGroup);
    if (sessions.length + listed.length + unplaced.length > 0) {
      const dateOf = (session: Session): string => (known.oldStarts.get(occurrence.id) === occurrence.startsAt ? session.date : occurrence.date);
      const groups = sessions.flatMap((session) => { const key = keyOf(session); return key === null ? [] : [groupOf(key, peopleOf(session.participantIds), { isOpen: !known.isClosed(session), date: dateOf(session) })]; });
      const keys = new Set(groups.map(({ key }) => key));
      for (const { participantIds } of unplaced) {
        const key = listedKey(participantIds, (taken) => keys.has(taken));
        keys.add(key);
        groups.push(groupOf(key, peopleOf(participantIds), { isOpen: true, date: occurrence.date }));
      }
      return { groups: groups.sort((left, right) => (left.key < right.key ? -1 : 1)), missing: listed.map(({ participantIds, reason }) => ({ reason, participants: peopleOf(participantIds) })) };
    }
    rotated ??= plannedParties(touchpoint, members.filter(({ id }) => !known.joining.has(id)), keys);
    const { parties, missing } = rotated(occurrence);
    return { groups: parties.map(({ key, participants }) => groupOf(key, participants, { isOpen: true, date: occurrence.date })), missing };
  };
  const mendingOf = (): Mending => {
    const met: Acquaintance = new Map();
    for (const { touchpointId: of, participantIds } of [...known.sessions.values()].flat()) if (of === touchpointId) acquaint(met, participantIds, participantIds);
    const { minimumCount, maximumCount } = audience.kind === "groups" ? audience : { minimumCount: 2, maximumCount: 2 };
    return { minimumCount, maximumCount, lineOf: reportingLineOf(members), met };
  };
  return (occurrence) => {
    const round = standing(occurrence);
    const partiesOf = (groups: readonly Group[]): Parties["parties"] => groups.map(({ key, people: participants }) => ({ key, participants }));
    if (joiners.length === 0 && !round.groups.some(({ isReduced }) => isReduced)) return { parties: partiesOf(round.groups), missing: round.missing };
    const isOver = known.isPast(occurrence.startsAt);
    const waiting = isOver ? [] : round.missing.flatMap(({ reason, participants }) => (reason === "group-too-small" ? participants.filter(({ id }) => !hasLeft(known, id, occurrence.date)) : []));
    mending ??= mendingOf();
    const placed = mended(mending, round, { joiners, waiting });
    const { groups, loose } = isOver ? placed : withNewGroups(mending, placed);
    const late = isOver ? loose.filter((one) => known.joining.has(one.id)) : [];
    const missing: readonly Missing[] = [
      ...round.missing.filter(({ reason }) => isOver || reason !== "group-too-small"),
      { reason: "group-too-small", participants: loose.filter((one) => !late.includes(one)) },
      { reason: "already-past", participants: late },
    ];
    return { parties: partiesOf(groups), missing: missing.filter(({ participants }) => participants.length > 0) };
  };
}
