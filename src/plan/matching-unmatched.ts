import type { Count, Id } from "../unit/index.js";
import { type MatchingDesk, scoreAll } from "./matching-desk.js";
import { MATCHING_LIMITS, type MatchingCoach, type MatchingParticipant } from "./matching-person.js";
import { MatchingRejection, rejectionOf } from "./matching-rules.js";
import type { MatchingSolution } from "./matching-solution.js";

/** One change that would let a participant go to a coach, where it is a number. */
export interface MatchingChange {
  /** The coach. */
  readonly coachId: Id;
  /** What would have to change: the coach's places (with the people from elsewhere), the minutes they share, the coach's standing, or the coach's level in a competency. */
  readonly kind: "places" | "common-minutes" | "seniority" | "competency-level";
  /** The competency; `null` for the other kinds. */
  readonly competencyId: Id | null;
  /** What it is. */
  readonly actual: number;
  /** What it would have to be. */
  readonly needed: number;
}

/** How many coaches a rule keeps from a participant. */
export interface RejectedCoaches {
  /** The first rule that does. */
  readonly reason: MatchingRejection;
  /** How many coaches it is. */
  readonly coachCount: Count;
}

/** A participant who has no coach. */
export interface UnmatchedParticipant {
  /** The participant. */
  readonly participantId: Id;
  /** The first rule that leaves nobody, in the order of `MatchingRejection`; `no-room` when there are coaches but all their places are needed for others, or taken from elsewhere. */
  readonly reason: MatchingRejection | "no-room";
  /** Coaches who would have been allowed, also where all their places are taken. */
  readonly eligibleCoachCount: Count;
  /** All other coaches, each by the first rule that is in the way; in the order of the rules. */
  readonly rejected: readonly RejectedCoaches[];
  /** Changes each of which would do by itself: with `no-room` it is places, with another reason it would allow the pair, if the coach has room. At most 10: the best coaches with `no-room`, else the smallest changes. */
  readonly wouldHelp: readonly MatchingChange[];
}

const byCoach = (one: { readonly coachId: string }, other: { readonly coachId: string }): number => (one.coachId < other.coachId ? -1 : 1);

/** One place more with a coach who is full: the participant takes it, and nobody else has to move. */
function placesThatHelp(desk: MatchingDesk, { counts }: MatchingSolution, { participant, codes }: { readonly participant: MatchingParticipant; readonly codes: Uint8Array }): readonly MatchingChange[] {
  const scores = new Float64Array(desk.coaches.length);
  scoreAll(desk, participant, scores);
  const places = Array.from(codes.keys()).filter((place) => codes[place] === 0).sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other).slice(0, MATCHING_LIMITS.advisedCoachCount);
  return places.flatMap((place) => {
    const coach = desk.coaches[place];
    return coach === undefined ? [] : [{ coachId: coach.id, kind: "places" as const, competencyId: null, actual: coach.placeCount, needed: (coach.takenPlaceCount ?? 0) + (counts[place] ?? 0) + 1 }];
  });
}

type Shortfall = Omit<MatchingChange, "coachId">;

/** What a coach falls short of by one rule; `null` where it is no number, or more than one. */
function shortfallOf({ seniorityRule, policy: { minimumCommonMinutes } }: MatchingDesk, rule: MatchingRejection, { participant, coach, commonMinutes }: { readonly participant: MatchingParticipant; readonly coach: MatchingCoach; readonly commonMinutes: number }): Shortfall | null {
  if (rule === "no-common-hours") return { kind: "common-minutes", competencyId: null, actual: commonMinutes, needed: minimumCommonMinutes };
  if (rule === "other-standing") {
    const { seniority: actual } = coach;
    const { supervisorSeniority = 0 } = participant;
    const { mostBelowCount = 0, mostAboveCount = 0 } = seniorityRule ?? {};
    return actual === undefined ? null : { kind: "seniority", competencyId: null, actual: actual + 0, needed: actual < supervisorSeniority ? supervisorSeniority - mostBelowCount : supervisorSeniority + mostAboveCount };
  }
  if (rule !== "competency-too-low") return null;
  const levels = new Map(coach.competencies?.map(({ competencyId, levelFraction }) => [competencyId, levelFraction]));
  const short = (participant.needs ?? []).flatMap(({ competencyId, minimumFraction: needed = 0 }): readonly Shortfall[] => {
    const actual = levels.get(competencyId) ?? 0;
    return actual < needed ? [{ kind: "competency-level", competencyId, actual, needed }] : [];
  });
  return short.length === 1 ? (short[0] ?? null) : null;
}

/** Changes of a number that would allow the participant to go to a coach, whom nothing else keeps apart. */
function numbersThatHelp(desk: MatchingDesk, participant: MatchingParticipant): readonly MatchingChange[] {
  const broken = MatchingRejection.options.map((name) => [name, desk.rules[name](participant)] as const);
  const minutes = desk.commonMinutes(participant);
  const changes = desk.coaches.flatMap((coach, place): readonly MatchingChange[] => {
    const [first, ...others] = broken.filter(([, row]) => row[place] === 1);
    const shortfall = first === undefined || others.length > 0 ? null : shortfallOf(desk, first[0], { participant, coach, commonMinutes: minutes[place] ?? 0 });
    return shortfall === null ? [] : [{ coachId: coach.id, ...shortfall }];
  });
  // numbers of one kind are compared with each other; the kinds keep the order of the rules
  const kinds: readonly MatchingChange["kind"][] = ["seniority", "competency-level", "common-minutes"];
  const gap = ({ actual, needed }: MatchingChange): number => Math.abs(needed - actual);
  return changes.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || gap(one) - gap(other) || byCoach(one, other)).slice(0, MATCHING_LIMITS.advisedCoachCount);
}

/** Why a participant has no coach, and what would have to change. */
export function unmatchedOf(desk: MatchingDesk, solution: MatchingSolution, index: number): UnmatchedParticipant {
  const { participants, coaches } = desk;
  const participant = participants[index];
  if (participant === undefined) throw new Error("There is no participant at this place.");
  const codes = solution.codes.subarray(index * coaches.length, (index + 1) * coaches.length);
  const counts = new Uint32Array(MatchingRejection.options.length + 1);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const eligibleCoachCount = counts[0] ?? 0;
  const rejected = Array.from(counts.keys()).filter((code) => code > 0 && (counts[code] ?? 0) > 0).map((code): RejectedCoaches => ({ reason: rejectionOf(code), coachCount: counts[code] ?? 0 }));
  if (eligibleCoachCount > 0) return { participantId: participant.id, reason: "no-room", eligibleCoachCount, rejected, wouldHelp: placesThatHelp(desk, solution, { participant, codes }) };
  return { participantId: participant.id, reason: rejected.at(-1)?.reason ?? "no-coach", eligibleCoachCount, rejected, wouldHelp: numbersThatHelp(desk, participant) };
}
