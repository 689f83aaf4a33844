import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { ZoneData } from "../time/index.js";
import { DAY, dayNumberOf, isWithinTime } from "../time/internal.js";
import { CivilDate, Count, Minutes } from "../unit/index.js";
import { MATCHING_LIMITS, MatchingCoach, MatchingParticipant } from "./matching-person.js";

/** What the parts of a pair's score count: each part is between 0 and 1, each weight between 0 and 1000. They need not add up to 1. */
export interface MatchingWeights {
  /** How much of the participant's needs the coach covers. */
  readonly competency: number;
  /** How many of their working hours they share. */
  readonly hours: number;
  /** How much room the coach has left: 1 − people ÷ places. */
  readonly load: number;
  /** How high the coach stands in the participant's wishes. */
  readonly preference: number;
  /** Whether it is the participant's present coach. */
  readonly continuity: number;
}
const Weight = z.number().min(0).max(1000);
/** Schema of the weights. */
export const MatchingWeights = z.strictObject({ competency: Weight, hours: Weight, load: Weight, preference: Weight, continuity: Weight }).readonly() satisfies z.ZodType<MatchingWeights>;

/** How far a coach's standing may lie from that of the participant's immediate supervisor, in levels of the host's scale. */
export interface SeniorityRule {
  /** Levels below; 0 when the coach has to be at least as senior. */
  readonly mostBelowCount: Count;
  /** Levels above; absent when a coach cannot be too senior. */
  readonly mostAboveCount?: Count;
}
/** Schema of the rule. */
export const SeniorityRule = z.strictObject({ mostBelowCount: Count, mostAboveCount: z.exactOptional(Count) }).readonly() satisfies z.ZodType<SeniorityRule>;

/** What a matching takes for granted unless the caller says otherwise. All are heuristics. */
export interface MatchingPolicy {
  /** The weights of the score; absent .5 competency, .3 hours, .2 load, and nothing for wishes and the present coach. */
  readonly weights?: MatchingWeights;
  /** Working time that a pair has to share in a week; 0 where it need not share any; absent 60. */
  readonly minimumCommonMinutes?: Minutes;
  /** Shared working time of a week that counts as full; above 0; absent 1200, four hours on each of five days. */
  readonly fullCommonMinutes?: Minutes;
  /** Groups with fewer participants are not told; at least 2, absent 5. */
  readonly leastGroupSize?: Count;
}

/** Who is to be matched. */
export interface MatchingQuestion extends MatchingPolicy {
  /** Who is to get a coach; at most 10,000. */
  readonly participants: readonly MatchingParticipant[];
  /** Who can coach; at most 2,000. */
  readonly coaches: readonly MatchingCoach[];
  /** The first day of a week like any other: which hours meet depends on where the clocks stand then. Days off are not looked at. */
  readonly sampleWeekDate: CivilDate;
  /** The coach is of similar standing to the immediate supervisor. Absent: standing does not matter. */
  readonly seniorityRule?: SeniorityRule;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const duplicatePerson: Fault = { code: "matching-question.duplicate_person", message: "The person “{id}” stands in {list} twice.", hint: "Remove one of them." };
const duplicateEntry: Fault = { code: "matching-question.duplicate_entry", message: "“{id}” stands in {list} twice.", hint: "Remove one of them." };
const unknownCoach: Fault = { code: "matching-question.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach, or correct the id." };
const ownCoach: Fault = { code: "matching-question.own_coach", message: "“{id}” cannot be coach and participant of one pair.", hint: "Choose another coach." };
const ownManager: Fault = { code: "matching-question.own_manager", message: "“{id}” manages the participant and cannot be the coach.", hint: "Choose another coach." };
const noWeight: Fault = { code: "matching-question.no_weight", message: "All weights are 0, so no pair would be better than another.", hint: "Give one of them a weight." };
const outOfRange: Fault = { code: "matching-question.out_of_range", message: "The week from {date} lies outside the years 1970 to 2199.", hint: "Stay within these years." };
const tooManyPairs: Fault = { code: "matching-question.too_many_pairs", message: "{participantCount} participants and {coachCount} coaches make more than {limit} pairs.", hint: "Match them in parts: by country or by language." };

function findDuplicates(list: "participants" | "coaches", people: readonly { readonly id: string }[], report: Report): void {
  for (const [index, { id }] of repeated(people, ({ id }) => id)) report(duplicatePerson, [list, index, "id"], { id, list });
}

function findRepeatedEntries({ participants, coaches }: MatchingQuestion, report: Report): void {
  participants.forEach(({ needs = [], wishedCoachIds = [] }, index) => {
    for (const [place, { competencyId: id }] of repeated(needs, ({ competencyId }) => competencyId)) report(duplicateEntry, ["participants", index, "needs", place], { id, list: "needs" });
    for (const [place, id] of repeated(wishedCoachIds, (id) => id)) report(duplicateEntry, ["participants", index, "wishedCoachIds", place], { id, list: "wishedCoachIds" });
  });
  coaches.forEach(({ competencies = [] }, index) => {
    for (const [place, { competencyId: id }] of repeated(competencies, ({ competencyId }) => competencyId)) report(duplicateEntry, ["coaches", index, "competencies", place], { id, list: "competencies" });
  });
}

function findChoiceFaults({ participants, coaches }: MatchingQuestion, report: Report): void {
  const coachIds = new Set(coaches.map(({ id }) => id));
  participants.forEach(({ id, coachId, reportingLineIds = [] }, index) => {
    if (coachId === undefined) return;
    if (!coachIds.has(coachId)) report(unknownCoach, ["participants", index, "coachId"], { id: coachId });
    else if (coachId === id) report(ownCoach, ["participants", index, "coachId"], { id });
    else if (reportingLineIds.includes(coachId)) report(ownManager, ["participants", index, "coachId"], { id: coachId });
  });
}

/** The parts of a question, for those that ask for more. */
export const matchingShape = {
  participants: z.array(MatchingParticipant).min(1, { error: "There is nobody to match.\nAdd at least one participant." }).max(MATCHING_LIMITS.participantCount).readonly(),
  coaches: z.array(MatchingCoach).max(MATCHING_LIMITS.coachCount).readonly(),
  sampleWeekDate: CivilDate,
  seniorityRule: z.exactOptional(SeniorityRule),
  zoneData: z.exactOptional(ZoneData),
  weights: z.exactOptional(MatchingWeights),
  minimumCommonMinutes: z.exactOptional(Minutes),
  fullCommonMinutes: z.exactOptional(z.number().gt(0).max(10_080)),
  leastGroupSize: z.exactOptional(Count.min(2, { error: "A group of one would be a person.\nTell groups of at least 2." })),
};

/** The rules between the parts of a question. */
export const matchingRules: readonly z.core.$ZodCheck<MatchingQuestion>[] = [
  rule(({ participants }, report) => { findDuplicates("participants", participants, report); }),
  rule(({ coaches }, report) => { findDuplicates("coaches", coaches, report); }),
  rule(findRepeatedEntries),
  rule(findChoiceFaults),
  rule(({ weights }, report) => { if (weights !== undefined && Object.values(weights).every((weight) => weight === 0)) report(noWeight, ["weights"]); }),
  // a zone's offset could reach beyond the first and the last day of all
  rule(({ sampleWeekDate: date }, report) => { if (!isWithinTime((dayNumberOf(date) - 3) * DAY) || !isWithinTime((dayNumberOf(date) + 10) * DAY)) report(outOfRange, ["sampleWeekDate"], { date }); }),
  rule(({ participants: { length: participantCount }, coaches: { length: coachCount } }, report) => {
    const limit = MATCHING_LIMITS.pairCount;
    if (participantCount * coachCount > limit) report(tooManyPairs, ["coaches"], { participantCount, coachCount, limit });
  }),
];

/** Schema of who is to be matched, with its rules between parts. */
export const MatchingQuestion = z.strictObject(matchingShape).check(...matchingRules).readonly() satisfies z.ZodType<MatchingQuestion>;

const usual: Required<MatchingPolicy> = { weights: { competency: 0.5, hours: 0.3, load: 0.2, preference: 0, continuity: 0 }, minimumCommonMinutes: 60, fullCommonMinutes: 1200, leastGroupSize: 5 };

/** The policy of a question, and what of it the caller did not say. */
export function policyOf(question: MatchingPolicy): { readonly policy: Required<MatchingPolicy>; readonly assumptions: MatchingPolicy } {
  const assumptions: MatchingPolicy = Object.fromEntries(Object.entries(usual).filter(([key]) => question[key as keyof MatchingPolicy] === undefined));
  const { weights = usual.weights, minimumCommonMinutes = usual.minimumCommonMinutes, fullCommonMinutes = usual.fullCommonMinutes, leastGroupSize = usual.leastGroupSize } = question;
  return { policy: { weights, minimumCommonMinutes, fullCommonMinutes, leastGroupSize }, assumptions };
}
