import type { Touchpoint } from "../program/index.js";
import { type Missing, type PartiesOf, type Party, plannedParties, steadyParties } from "./gather-participants.js";
import { keyOf, type KnownPlan } from "./known-plan.js";
import { knownRounds } from "./known-rounds.js";
import type { Participant } from "./person.js";

/** A group as its latest session has it. */
interface KnownGroup {
  readonly key: string;
  readonly memberIds: readonly string[];
}

/** The groups of each touchpoint, read off the ids and people of a plan's sessions. */
function groupsOf({ sessions }: KnownPlan, grouped: ReadonlySet<string>): ReadonlyMap<string, readonly KnownGroup[]> {
  const groups = new Map<string, Map<string, KnownGroup>>();
  for (const session of [...sessions.values()].flat()) {
    const key = keyOf(session);
    if (!grouped.has(session.touchpointId) || key === null) continue;
    const ofTouchpoint = groups.get(session.touchpointId) ?? new Map<string, KnownGroup>();
    groups.set(session.touchpointId, ofTouchpoint.set(key, { key, memberIds: session.participantIds }));
  }
  return new Map([...groups].map(([touchpointId, known]) => [touchpointId, [...known.values()].sort((left, right) => (left.key < right.key ? -1 : 1))]));
}

/**
 * How people meet in a plan that is changed: groups stay as they are, also when their first member leaves, after whom they are named.
 * Who joins goes to the group with room that has most people of the same segment and zone, then to the smallest. Those for whom there is no room make groups of their own; where they are too few for that they are left over. Who was left over before still is.
 */
export function knownParties(known: KnownPlan, touchpoints: readonly Touchpoint[]): PartiesOf {
  const { joining, leaving, unassigned } = known;
  const groupsOfTouchpoints = groupsOf(known, new Set(touchpoints.filter(({ audience }) => audience.kind === "groups" && audience.rotation === undefined).map(({ id }) => id)));
  return (touchpoint, members, keys) => {
    const groups = groupsOfTouchpoints.get(touchpoint.id);
    const { audience } = touchpoint;
    if (audience.kind === "groups" && audience.rotation !== undefined) return knownRounds(known, touchpoint, members, keys);
    if (groups === undefined || audience.kind !== "groups") return plannedParties(touchpoint, members, keys);
    const groupOf = new Map(groups.flatMap(({ key, memberIds }) => memberIds.map((id) => [id, key] as const)));
    const parties = new Map<string, Participant[]>();
    for (const member of members) {
      const key = groupOf.get(member.id);
      if (key !== undefined && !joining.has(member.id)) parties.set(key, [...(parties.get(key) ?? []), member]);
    }
    const isAlike = (one: Participant, other: Participant): boolean => one.segmentId === other.segmentId && one.hours.timeZone === other.hours.timeZone;
    const staying = (people: readonly Participant[]): readonly Participant[] => people.filter(({ id }) => !leaving.has(id));
    const open: Participant[] = [];
    for (const joiner of members.filter(({ id }) => joining.has(id))) {
      const roomy = [...parties.values()].filter((people) => staying(people).length > 0 && staying(people).length < audience.maximumCount);
      const alikeIn = (people: readonly Participant[]): number => staying(people).filter((one) => isAlike(one, joiner)).length;
      const [best] = roomy.sort((left, right) => alikeIn(right) - alikeIn(left) || staying(left).length - staying(right).length);
      if (best === undefined) open.push(joiner);
      else best.push(joiner);
    }
    const own = open.length === 0 ? { parties: [], missing: [] } : steadyParties(touchpoint, open);
    const all = [...[...parties].map(([key, participants]): Party => ({ key, participants })), ...own.parties];
    const ungrouped = new Map(members.filter(({ id }) => !joining.has(id) && !groupOf.has(id)).map((member) => [member.id, member]));
    const stillMissing = (occurrenceId: string): readonly Missing[] => (unassigned.get(occurrenceId) ?? []).filter(({ reason }) => reason === "group-too-small")
      .map(({ participantIds, reason }) => ({ reason, participants: participantIds.flatMap((id) => ungrouped.get(id) ?? []) })).filter(({ participants }) => participants.length > 0);
    return ({ id }) => ({ parties: all, missing: [...stillMissing(id), ...own.missing] });
  };
}
