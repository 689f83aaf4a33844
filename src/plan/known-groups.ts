import type { Touchpoint } from "../program/index.js";
import { type PartiesOf, type Party, plannedParties } from "./gather-participants.js";
import type { Participant } from "./person.js";
import type { Plan } from "./session.js";

/** A group as its latest session has it. */
interface KnownGroup {
  readonly key: string;
  readonly memberIds: readonly string[];
}

const unescaped = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~");

/** The groups of each touchpoint, read off the ids and people of a plan's sessions. */
function groupsOf({ sessions }: Plan, grouped: ReadonlySet<string>): ReadonlyMap<string, readonly KnownGroup[]> {
  const groups = new Map<string, Map<string, KnownGroup>>();
  for (const { id, occurrenceId, touchpointId, participantIds: memberIds } of sessions) {
    if (!grouped.has(touchpointId) || !id.startsWith(`${occurrenceId}/`)) continue;
    const key = unescaped(id.slice(occurrenceId.length + 1));
    const ofTouchpoint = groups.get(touchpointId) ?? new Map<string, KnownGroup>();
    ofTouchpoint.set(key, { key, memberIds });
    groups.set(touchpointId, ofTouchpoint);
  }
  return new Map([...groups].map(([touchpointId, known]) => [touchpointId, [...known.values()].sort((left, right) => (left.key < right.key ? -1 : 1))]));
}

/** Who is new, and who is about to leave: they take up no room. */
interface Comings {
  readonly joining: ReadonlySet<string>;
  readonly leaving: ReadonlySet<string>;
}

/**
 * How people meet in a plan that is changed: groups stay as they are, also when their first member leaves, after whom they are named.
 * Who joins goes to the group with room that has most people of the same segment and zone, then to the smallest. Those for whom there is no room make groups of their own; where they are too few for that they are left over.
 */
export function knownParties(plan: Plan, touchpoints: readonly Touchpoint[], { joining, leaving }: Comings): { readonly partiesOf: PartiesOf; readonly leftOver: ReadonlyMap<string, readonly Participant[]> } {
  const known = groupsOf(plan, new Set(touchpoints.filter(({ audience }) => audience.kind === "groups").map(({ id }) => id)));
  const leftOver = new Map<string, readonly Participant[]>();
  const partiesOf: PartiesOf = (touchpoint, members) => {
    const groups = known.get(touchpoint.id);
    const { audience } = touchpoint;
    if (groups === undefined || audience.kind !== "groups") return plannedParties(touchpoint, members);
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
    const own = open.length === 0 ? [] : plannedParties(touchpoint, open);
    if (own === null) leftOver.set(touchpoint.id, [...(leftOver.get(touchpoint.id) ?? []), ...open]);
    return [...[...parties].map(([key, participants]): Party => ({ key, participants })), ...(own ?? [])];
  };
  return { partiesOf, leftOver };
}
