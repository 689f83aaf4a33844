import { DAY, dayNumberOf, workingPatternOf, workingTimes, zonesOf } from "../time/internal.js";
import { byId } from "./assign-coaches.js";
import { loadsOf } from "./load-assignment.js";
import type { MatchingCoach, MatchingParticipant } from "./matching-person.js";
import { type MatchingPolicy, type MatchingQuestion, policyOf } from "./matching-question.js";
import { type PairRules, pairRules } from "./matching-rules.js";
import { commonMinutesWith, once } from "./shared-time.js";

/** The parts of a pair's score, each between 0 and 1, before they are weighted. */
export interface MatchScoreParts {
  /** Share of the participant's needs, by their weights, that the coach's levels cover; 1 for who has none. */
  readonly competency: number;
  /** Shared working minutes of a week ÷ `fullCommonMinutes`, at most 1. */
  readonly hours: number;
  /** 1 − people ÷ places of the coach, with all who are matched; 0 when the host's choices fill more than the places. */
  readonly load: number;
  /** 1 for the first of n wishes, less by 1/n from one to the next; 0 for a coach who is not wished. */
  readonly preference: number;
  /** 1 for the present coach. */
  readonly continuity: number;
}

/** A question made ready to be solved: participants and coaches by id, so that the order of the input changes nothing. */
export interface MatchingDesk {
  readonly participants: readonly MatchingParticipant[];
  readonly coaches: readonly MatchingCoach[];
  readonly policy: Required<MatchingPolicy>;
  readonly assumptions: MatchingPolicy;
  readonly seniorityRule: MatchingQuestion["seniorityRule"];
  readonly rules: PairRules;
  /** By participant: the place of the coach that the host has chosen, −1 where there is none. */
  readonly chosen: Int32Array;
  /** How many have chosen each coach. */
  readonly chosenCounts: Uint32Array;
  readonly placeOf: (coachId: string | undefined) => number;
  readonly commonMinutes: (participant: MatchingParticipant) => Float64Array;
  readonly coverage: (participant: MatchingParticipant) => Float64Array;
}

/** For each coach the share of a participant's needs that is covered: Σ weight · level ÷ Σ weight. */
function coverageBy(coaches: readonly MatchingCoach[]): (participant: MatchingParticipant) => Float64Array {
  const levels = new Map<string, { readonly place: number; readonly levelFraction: number }[]>();
  coaches.forEach(({ competencies = [] }, place) => {
    for (const { competencyId, levelFraction } of competencies) {
      const known = levels.get(competencyId);
      if (known === undefined) levels.set(competencyId, [{ place, levelFraction }]);
      else known.push({ place, levelFraction });
    }
  });
  const sorted = ({ needs = [] }: MatchingParticipant): readonly (readonly [string, number])[] => needs.map(({ competencyId, weight }) => [competencyId, weight] as const).sort(([one], [other]) => (one < other ? -1 : 1));
  return once((participant) => JSON.stringify(sorted(participant)), (participant) => {
    const needs = sorted(participant);
    const total = needs.reduce((sum, [, weight]) => sum + weight, 0);
    const row = new Float64Array(coaches.length);
    if (total === 0) return row.fill(1);
    for (const [competencyId, weight] of needs) for (const { place, levelFraction } of levels.get(competencyId) ?? []) row[place] = (row[place] ?? 0) + weight * levelFraction;
    return row.map((covered) => Math.min(1, covered / total));
  });
}

/** The minutes that a participant shares with each coach in the sample week, days off left out of account. */
function commonMinutesOf({ sampleWeekDate, zoneData }: MatchingQuestion, coaches: readonly MatchingCoach[]): (participant: MatchingParticipant) => Float64Array {
  const zones = zonesOf(zoneData);
  const from = dayNumberOf(sampleWeekDate) * DAY;
  const spansOf = once(({ hours: { timeZone, weekly } }: Pick<MatchingParticipant, "hours">) => JSON.stringify([timeZone, weekly]), ({ hours }) => workingTimes(workingPatternOf({ ...hours, holidays: [] }, zones), from, from + 7 * DAY));
  const minutesWith = commonMinutesWith(coaches.map(spansOf));
  return (participant) => minutesWith(spansOf(participant));
}

/** Makes a checked question ready to be solved. */
export function matchingDesk(question: MatchingQuestion): MatchingDesk {
  const participants = question.participants.toSorted(byId);
  const coaches = question.coaches.toSorted(byId);
  const { policy, assumptions } = policyOf(question);
  const commonMinutes = commonMinutesOf(question, coaches);
  const places = new Map(coaches.map(({ id }, place) => [id, place]));
  const placeOf = (coachId: string | undefined): number => (coachId === undefined ? -1 : (places.get(coachId) ?? -1));
  const chosen = Int32Array.from(participants, ({ coachId }) => placeOf(coachId));
  return {
    participants, coaches, policy, assumptions, seniorityRule: question.seniorityRule, chosen, chosenCounts: loadsOf(chosen, coaches.length), placeOf, commonMinutes,
    coverage: coverageBy(coaches),
    rules: pairRules({ coaches, seniorityRule: question.seniorityRule, minimumCommonMinutes: policy.minimumCommonMinutes, commonMinutes }),
  };
}

/** How high a coach stands in a participant's wishes. */
const preferenceOf = ({ wishedCoachIds = [] }: MatchingParticipant, coachId: string): number => {
  const rank = wishedCoachIds.indexOf(coachId);
  return rank < 0 ? 0 : 1 - rank / wishedCoachIds.length;
};

/** Writes what a participant's score would be with each coach, before load counts. */
export function scoreAll({ policy: { weights, fullCommonMinutes }, coaches, placeOf, coverage, commonMinutes }: MatchingDesk, participant: MatchingParticipant, scores: Float64Array): void {
  const [covered, minutes] = [coverage(participant), commonMinutes(participant)];
  for (let place = 0; place < coaches.length; place += 1) scores[place] = weights.competency * (covered[place] ?? 0) + weights.hours * Math.min(1, (minutes[place] ?? 0) / fullCommonMinutes);
  for (const id of participant.wishedCoachIds ?? []) {
    const place = placeOf(id);
    if (place >= 0) scores[place] = (scores[place] ?? 0) + weights.preference * preferenceOf(participant, id);
  }
  const present = placeOf(participant.presentCoachId);
  if (present >= 0) scores[present] = (scores[present] ?? 0) + weights.continuity;
}

/** How full a coach is with so many people of the question: all people ÷ places. */
export const loadRatioOf = ({ placeCount, takenPlaceCount = 0 }: MatchingCoach, count: number): number => (takenPlaceCount + count) / placeCount;

/** The parts of a pair's score, when so many people come to the coach. */
export function partsOf({ coaches, policy: { fullCommonMinutes }, coverage, commonMinutes }: MatchingDesk, participant: MatchingParticipant, { place, count }: { readonly place: number; readonly count: number }): MatchScoreParts {
  const coach = coaches[place];
  if (coach === undefined) throw new Error("There is no coach at this place.");
  return {
    competency: coverage(participant)[place] ?? 0,
    hours: Math.min(1, (commonMinutes(participant)[place] ?? 0) / fullCommonMinutes),
    load: coach.placeCount === 0 ? 0 : Math.max(0, 1 - loadRatioOf(coach, count)),
    preference: preferenceOf(participant, coach.id),
    continuity: participant.presentCoachId === coach.id ? 1 : 0,
  };
}

/** The weighted sum of the parts. */
export const scoreOf = ({ policy: { weights } }: MatchingDesk, parts: MatchScoreParts): number =>
  weights.competency * parts.competency + weights.hours * parts.hours + weights.load * parts.load + weights.preference * parts.preference + weights.continuity * parts.continuity;
