import type { Touchpoint } from "../program/index.js";
import { type Missing, type PartiesOf, type Party, plannedParties, steadyParties } from "./gather-participants.js";
import { isOfGroup, keyOf, type KnownPlan, listedKey } from "./known-plan.js";
import { knownRounds } from "./known-rounds.js";
import type { Participant } from "./person.js";
import type { Unassigned } from "./session.js";

/** A group as its latest session has it. */
interface KnownGroup {
  readonly key: string;
  readonly memberIds: readonly string[];
  /** Whether it meets at all; otherwise it is only listed as one that found no place. */
  readonly isBooked: boolean;
}

/** Adds the groups that found no place; who is listed with somebody belongs to the same group. */
function addListed(groups: Map<string, KnownGroup>, listed: readonly Unassigned[]): void {
  const keys = new Map([...groups.values()].flatMap(({ key, memberIds }) => memberIds.map((id) => [id, key] as const)));
  for (const { participantIds } of listed) {
    const others = participantIds.filter((id) => !keys.has(id));
    if (others.length === 0) continue;
    const key = participantIds.flatMap((id) => keys.get(id) ?? [])[0] ?? listedKey(participantIds, (taken) => groups.has(taken));
    const { memberIds, isBooked } = groups.get(key) ?? { memberIds: [], isBooked: false };
    groups.set(key, { key, memberIds: [...memberIds, ...others], isBooked });
    for (const id of others) keys.set(id, key);
  }
}

/** The groups of each touchpoint, read off the ids and people of a plan's sessions, and off what found no place. */
function groupsOf({ sessions, unassigned }: KnownPlan, grouped: ReadonlySet<string>): ReadonlyMap<string, readonly KnownGroup[]> {
  const groups = new Map([...grouped].map((touchpointId) => [touchpointId, new Map<string, KnownGroup>()]));
  for (const session of [...sessions.values()].flat()) {
    const key = keyOf(session);
    if (key !== null) groups.get(session.touchpointId)?.set(key, { key, memberIds: session.participantIds, isBooked: true });
  }
  const listed = new Map([...grouped].map((touchpointId) => [touchpointId, [] as Unassigned[]]));
  for (const one of [...unassigned.values()].flat()) if (isOfGroup(one)) listed.get(one.touchpointId)?.push(one);
  for (const [touchpointId, known] of groups) addListed(known, listed.get(touchpointId) ?? []);
  return new Map([...groups].map(([touchpointId, known]) => [touchpointId, [...known.values()].sort((left, right) => (left.key < right.key ? -1 : 1))]));
}

/**
 * How people meet in a plan that is changed: groups stay as they are, those that found no place too, also when their first member leaves, after whom they are named.
 * Who joins goes to the group with room that meets and has most people of the same segment and zone, then to the smallest. Those for whom there is no room make groups of their own; where they are too few for that they are left over. Who was left over before still is.
 */
export function knownParties(known: KnownPlan, touchpoints: readonly Touchpoint[]): PartiesOf {
  const { joining, leaving, unassigned } = known;
  const groupsOfTouchpoints = groupsOf(known, new Set(touchpoints.filter(({ audience }) => audience.kind === "groups" && audience.rotation === undefined).map(({ id }) => id)));
  return (touchpoint, members, keys) => {
    const groups = groupsOfTouchpoints.get(touchpoint.id);
    const { audience } = touchpoint;
    if (audience.kind === "groups" && audience.rotation !== undefined) return knownRounds(known, touchpoint, members, keys);
    if (groups === undefined || groups.length === 0 || audience.kind !== "groups") return plannedParties(touchpoint, members, keys);
    const groupOf = new Map(groups.flatMap(({ key, memberIds }) => memberIds.map((id) => [id, key] as const)));
    const parties = new Map<string, Participant[]>();
    for (const member of members) {
      const key = groupOf.get(member.id);
      if (key !== undefined && !joining.has(member.id)) parties.set(key, [...(parties.get(key) ?? []), member]);
    }
    // in the order of the plan, which names a new session of theirs after the same one
    for (const { key, memberIds } of groups) parties.get(key)?.sort((left, right) => memberIds.indexOf(left.id) - memberIds.indexOf(right.id));
    const booked = new Set(groups.flatMap(({ key, isBooked }) => (isBooked ? [key] : [])));
    const isAlike = (one: Participant, other: Participant): boolean => one.segmentId === other.segmentId && one.hours.timeZone === other.hours.timeZone;
    const staying = (people: readonly Participant[]): readonly Participant[] => people.filter(({ id }) => !leaving.has(id));
    const open: Participant[] = [];
    for (const joiner of members.filter(({ id }) => joining.has(id))) {
      const roomy = [...parties].filter(([, people]) => staying(people).length > 0 && staying(people).length < audience.maximumCount).map(([key, people]) => ({ people, bookedCount: Number(booked.has(key)), count: staying(people).length }));
      const alikeIn = (people: readonly Participant[]): number => staying(people).filter((one) => isAlike(one, joiner)).length;
      const [best] = roomy.sort((left, right) => right.bookedCount - left.bookedCount || alikeIn(right.people) - alikeIn(left.people) || left.count - right.count);
      if (best === undefined) open.push(joiner);
      else best.people.push(joiner);
    }
    const own = open.length === 0 ? { parties: [], missing: [] } : steadyParties(touchpoint, open);
    const all = [...[...parties].map(([key, participants]): Party => ({ key, participants })), ...own.parties];
    const ungrouped = new Map(members.filter(({ id }) => !joining.has(id) && !groupOf.has(id)).map((member) => [member.id, member]));
    const stillMissing = (occurrenceId: string): readonly Missing[] => (unassigned.get(occurrenceId) ?? []).filter(({ reason }) => reason === "group-too-small")
      .map(({ participantIds, reason }) => ({ reason, participants: participantIds.flatMap((id) => ungrouped.get(id) ?? []) })).filter(({ participants }) => participants.length > 0);
    return ({ id }) => ({ parties: all, missing: [...stillMissing(id), ...own.missing] });
  };
}
