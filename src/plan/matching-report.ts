import type { Count, Id } from "../unit/index.js";
import { giniOf } from "./hardship.js";
import { loadRatioOf, type MatchingDesk } from "./matching-desk.js";
import type { MatchingSolution } from "./matching-solution.js";

/** How full one coach is. */
export interface CoachLoad {
  /** The coach. */
  readonly coachId: Id;
  /** People of this question. */
  readonly participantCount: Count;
  /** People in all ÷ places; above 1 only by the host's own choices. `null` for a coach without places. */
  readonly loadRatio: number | null;
}

/** How evenly the coaches are filled. */
export interface MatchingFairness {
  /** In the order of ids. */
  readonly coaches: readonly CoachLoad[];
  /** Of the coaches who have places; `null` when none has. */
  readonly maximumLoadRatio: number | null;
  /** Of the coaches who have places; `null` when none has. */
  readonly minimumLoadRatio: number | null;
  /** Of their load ratios: 0 when all are equally full. */
  readonly giniCoefficient: number;
}

/** Tells how full the coaches are. */
export function fairnessOf({ coaches }: MatchingDesk, counts: Uint32Array): MatchingFairness {
  const loads = coaches.map((coach, place): CoachLoad => ({ coachId: coach.id, participantCount: counts[place] ?? 0, loadRatio: coach.placeCount === 0 ? null : loadRatioOf(coach, counts[place] ?? 0) }));
  const ratios = loads.flatMap(({ loadRatio }) => (loadRatio === null ? [] : [loadRatio])).sort((one, other) => one - other);
  return { coaches: loads, maximumLoadRatio: ratios.at(-1) ?? null, minimumLoadRatio: ratios[0] ?? null, giniCoefficient: giniOf(ratios) };
}

/** How a group fares that the host wants to compare; all `null` when it is too small to be told, or when telling it would leave too few others as the rest. */
export interface MatchedGroup {
  /** The group. */
  readonly groupId: Id;
  /** Its participants. */
  readonly participantCount: Count | null;
  /** Share of them who have a coach. */
  readonly matchedFraction: number | null;
  /** Mean score of those who have one; `null` when nobody has. */
  readonly meanScore: number | null;
  /** Whether the figures are kept back. */
  readonly isSuppressed: boolean;
}

/**
 * How the groups fare, in the order of ids. Groups below the least size are kept back. What is not told, those groups and who is in none, could be had as the rest of the total:
 * while it is somebody, and fewer than the least size, the next smallest group is kept back with it.
 * `scores`: of each participant, `null` for who has no coach.
 */
export function groupsOf({ participants, policy: { leastGroupSize } }: MatchingDesk, scores: readonly (number | null)[]): readonly MatchedGroup[] {
  const groups = new Map<string, (number | null)[]>();
  let restCount = 0;
  participants.forEach(({ groupId }, index) => {
    if (groupId === undefined) {
      restCount += 1;
      return;
    }
    const known = groups.get(groupId) ?? [];
    known.push(scores[index] ?? null);
    groups.set(groupId, known);
  });
  const byIds = [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
  const bySize = byIds.toSorted(([, one], [, other]) => one.length - other.length);
  const hidden = new Set<string>();
  for (const [groupId, { length }] of bySize) {
    if (length >= leastGroupSize && (restCount === 0 || restCount >= leastGroupSize)) break;
    hidden.add(groupId);
    restCount += length;
  }
  return byIds.map(([groupId, all]): MatchedGroup => {
    if (hidden.has(groupId)) return { groupId, participantCount: null, matchedFraction: null, meanScore: null, isSuppressed: true };
    const matched = all.flatMap((score) => (score === null ? [] : [score]));
    return { groupId, participantCount: all.length, matchedFraction: matched.length / all.length, meanScore: matched.length === 0 ? null : matched.reduce((sum, score) => sum + score, 0) / matched.length, isSuppressed: false };
  });
}

/**
 * Something about a matching that is worth a look.
 * `host-choice-breaks-rule`: participants whose chosen coach would not have been allowed. `more-than-places`: coaches to whom the host's choices, or people from elsewhere, give more than their places.
 * `unknown-person`: ids in wishes, exclusions or as present coach that are not in the question: gone, or misspelled. `wishes-weigh-nothing`, `present-coaches-weigh-nothing`: participants whose wishes or present coach count nothing by the weights. `small-groups`: groups that are kept back.
 */
export interface MatchingWarning {
  /** What it is. */
  readonly reason: "host-choice-breaks-rule" | "more-than-places" | "unknown-person" | "wishes-weigh-nothing" | "present-coaches-weigh-nothing" | "small-groups";
  /** Whom it concerns, in order. */
  readonly ids: readonly Id[];
}

/** Ids that the question speaks of, and that are not in it. */
function unknownIds({ participants, coaches, placeOf }: MatchingDesk): readonly string[] {
  const known = new Set(participants.map(({ id }) => id));
  const asCoach = participants.flatMap(({ wishedCoachIds = [], excludedCoachIds = [], presentCoachId }) => [...wishedCoachIds, ...excludedCoachIds, ...(presentCoachId === undefined ? [] : [presentCoachId])].filter((id) => placeOf(id) < 0));
  return [...asCoach, ...coaches.flatMap(({ excludedParticipantIds = [] }) => excludedParticipantIds.filter((id) => !known.has(id)))];
}

/** Tells what is worth a look. */
export function matchingWarnings(desk: MatchingDesk, { counts, codes }: MatchingSolution, groups: readonly MatchedGroup[]): readonly MatchingWarning[] {
  const { participants, coaches, chosen, policy: { weights } } = desk;
  const idsOf = (people: readonly { readonly id: string }[]): readonly string[] => people.map(({ id }) => id);
  const found: readonly MatchingWarning[] = [
    { reason: "host-choice-breaks-rule", ids: idsOf(participants.filter((_, index) => (chosen[index] ?? -1) >= 0 && codes[index * coaches.length + (chosen[index] ?? 0)] !== 0)) },
    { reason: "more-than-places", ids: idsOf(coaches.filter(({ placeCount, takenPlaceCount = 0 }, place) => takenPlaceCount + (counts[place] ?? 0) > placeCount)) },
    { reason: "unknown-person", ids: [...new Set(unknownIds(desk))].sort() },
    { reason: "wishes-weigh-nothing", ids: weights.preference > 0 ? [] : idsOf(participants.filter(({ wishedCoachIds = [] }) => wishedCoachIds.length > 0)) },
    { reason: "present-coaches-weigh-nothing", ids: weights.continuity > 0 ? [] : idsOf(participants.filter(({ presentCoachId }) => presentCoachId !== undefined)) },
    { reason: "small-groups", ids: groups.filter(({ isSuppressed }) => isSuppressed).map(({ groupId }) => groupId) },
  ];
  return found.filter(({ ids }) => ids.length > 0);
}
