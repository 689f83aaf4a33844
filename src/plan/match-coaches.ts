import { check } from "../error/index.js";
import type { Count, Id, Minutes } from "../unit/index.js";
import { type MatchingDesk, matchingDesk, type MatchScoreParts, partsOf, scoreOf } from "./matching-desk.js";
import { type MatchingPolicy, MatchingQuestion } from "./matching-question.js";
import { fairnessOf, groupsOf, type MatchedGroup, type MatchingFairness, type MatchingWarning, matchingWarnings } from "./matching-report.js";
import { type MatchingRejection, rulesBroken } from "./matching-rules.js";
import { codesOf, type MatchingSolution, solveMatching } from "./matching-solution.js";
import { type UnmatchedParticipant, unmatchedOf } from "./matching-unmatched.js";

/** A participant with a coach. */
export interface MatchedPair {
  /** The participant. */
  readonly participantId: Id;
  /** The coach. */
  readonly coachId: Id;
  /** Whether the host has chosen the coach, or the matching has. */
  readonly basis: "matched" | "host-choice";
  /** The weighted sum of the parts. */
  readonly score: number;
  /** What the score is made of. */
  readonly parts: MatchScoreParts;
  /** Working minutes that the two share in the sample week. */
  readonly commonMinutes: Minutes;
  /** Rules that a choice of the host breaks; empty otherwise. */
  readonly brokenRules: readonly MatchingRejection[];
}

/** What shows that no matching is better, found by `verifyAssignment` from the prices of the coaches' places and not from the search itself. */
export interface MatchingProof {
  /** Whether it is proven that not one more can be matched, and that no matching of as many has a higher total score, but for the tolerance. */
  readonly isOptimal: boolean;
  /** At most so far does the total score lie below the highest; `null` when nothing is proven. */
  readonly gap: number | null;
  /** At most so many more could be matched; `null` when nothing is proven. */
  readonly unmatchedGapCount: Count | null;
  /** How far the total may lie below the highest, since scores are rounded to a grain before they are added up. */
  readonly tolerance: number;
}

/** Who coaches whom, who goes without, and why. */
export interface CoachMatching {
  /** In the order of participants' ids. */
  readonly assignments: readonly MatchedPair[];
  /** In the order of ids. */
  readonly unmatched: readonly UnmatchedParticipant[];
  /** Sum of all scores. */
  readonly totalScore: number;
  /** That it is the best. */
  readonly proof: MatchingProof;
  /** Coaches of whom one place more would match one participant more, though it may take others to move. */
  readonly contestedCoachIds: readonly Id[];
  /** How evenly the coaches are filled. */
  readonly fairness: MatchingFairness;
  /** How the groups fare that the host wants to compare. Pairs and groups by one host: publish the latter only. */
  readonly groups: readonly MatchedGroup[];
  /** What is worth a look. */
  readonly warnings: readonly MatchingWarning[];
  /** What the caller did not say and was taken to be: heuristics. */
  readonly assumptions: MatchingPolicy;
}

function pairOf(desk: MatchingDesk, { counts }: MatchingSolution, { index, place }: { readonly index: number; readonly place: number }): MatchedPair {
  const [participant, coach] = [desk.participants[index], desk.coaches[place]];
  if (participant === undefined || coach === undefined) throw new Error("A pair lacks one of its two.");
  const parts = partsOf(desk, participant, { place, count: counts[place] ?? 0 });
  const isChosen = (desk.chosen[index] ?? -1) >= 0;
  return {
    participantId: participant.id, coachId: coach.id, basis: isChosen ? "host-choice" : "matched", score: scoreOf(desk, parts), parts,
    commonMinutes: desk.commonMinutes(participant)[place] ?? 0, brokenRules: isChosen ? rulesBroken(desk.rules, participant, place) : [],
  };
}

/** Tells a solution in words of the question. */
export function matchingOf(desk: MatchingDesk, solution: MatchingSolution): CoachMatching {
  const assignments: MatchedPair[] = [];
  const unmatched: UnmatchedParticipant[] = [];
  const scores = Array.from(solution.placeOf, (place, index) => {
    if (place < 0) {
      unmatched.push(unmatchedOf(desk, solution, index));
      return null;
    }
    const pair = pairOf(desk, solution, { index, place });
    assignments.push(pair);
    return pair.score;
  });
  const groups = groupsOf(desk, scores);
  const { isOptimal, gap, unassignedGapCount, tolerance } = solution.proof;
  return {
    assignments, unmatched, totalScore: assignments.reduce((sum, { score }) => sum + score, 0),
    proof: { isOptimal, gap, unmatchedGapCount: unassignedGapCount, tolerance },
    contestedCoachIds: desk.coaches.filter((_, place) => solution.isContested[place] === 1).map(({ id }) => id),
    fairness: fairnessOf(desk, solution.counts), groups, warnings: matchingWarnings(desk, solution, groups), assumptions: desk.assumptions,
  };
}

/**
 * Matches participants to coaches: as many as can be, and of all such matchings the one with the highest total score, with a proof that there is none better.
 * Nobody is forced on a coach: a rule that is broken keeps two people apart, and who goes without is told the reason and what would have to change.
 *
 *   score = w₁·competency + w₂·hours + w₃·(1 − people ÷ places) + w₄·preference + w₅·continuity
 *
 * A coach's load counts with all who are matched, so every further person makes the coach less attractive to all of them; the total with that effect is what is highest, not a stand-in for it.
 * Of equally good matchings it is always the same one, whatever the order of the input. The weights, the least and the full shared time are heuristics; those that the caller leaves out stand under `assumptions`.
 * Method: transportation simplex (`assignAtLeastCost`) on places that get dearer one by one.
 *
 * @throws CoachingError `matching-question.*`, `input.*`, `known-time-zone.unknown_zone`, `zone-data.*`
 * @example
 * ```ts
 * const day = [{ fromTime: "09:00", toTime: "17:00" }];
 * const hours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
 * const asks = (id: string, ...languages: string[]) => ({ id, hours, languages, needs: [{ competencyId: id, weight: 1 }] });
 * const knows = (id: string, placeCount: number, levels: number[]) => ({ id, hours, languages: ["en"], placeCount, competencies: levels.map((levelFraction, index) => ({ competencyId: `c${index + 1}`, levelFraction })) });
 * const matching = matchCoaches({
 *   participants: [asks("c1", "en"), asks("c2", "en"), asks("c3", "en"), asks("c4", "is")], coaches: [knows("A", 2, [0.9, 0.8, 0.7]), knows("B", 1, [0.85, 0.2, 0.3])],
 *   sampleWeekDate: "2027-03-01", weights: { competency: 1, hours: 0, load: 0, preference: 0, continuity: 0 },
 * });
 * matching.assignments.map(({ participantId, coachId }) => participantId + coachId); // => ["c1B", "c2A", "c3A"]
 * matching.totalScore.toFixed(2); // => "2.35"
 * matching.unmatched.map(({ participantId, reason }) => [participantId, reason]); // => [["c4", "no-common-language"]]
 * ```
 */
export function matchCoaches(question: MatchingQuestion): CoachMatching {
  const desk = matchingDesk(check(MatchingQuestion, question));
  return matchingOf(desk, solveMatching(desk, { codes: codesOf(desk), stay: null }));
}
