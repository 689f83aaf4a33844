import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { SeniorityRule } from "./matching-question.js";
import { lineRules, type MatchingRejection, standingRule } from "./matching-rules.js";
import { MENTORING_LIMITS, type Mentorship, OrganizationMember, usualMentorStanding } from "./mentorship.js";
import { findLineFaults, linesOf } from "./reporting-line.js";

/** A mentor thought of for a participant. */
export interface ProposedMentor {
  /** The mentor; one of `mentorIds`. */
  readonly mentorId: Id;
  /** The participant; one of `participantIds`. */
  readonly participantId: Id;
}
/** Schema of a proposal. */
export const ProposedMentor = z.strictObject({ mentorId: Id, participantId: Id }).readonly() satisfies z.ZodType<ProposedMentor>;

/** Who may mentor whom. */
export interface MentorQuestion {
  /** Participants, mentors and every manager above them; at most 100,000. */
  readonly people: readonly OrganizationMember[];
  /** Who could mentor. */
  readonly mentorIds: readonly Id[];
  /** Who is to get a mentor. */
  readonly participantIds: readonly Id[];
  /** Pairs that somebody proposes, to be answered one by one. */
  readonly proposals: readonly ProposedMentor[];
  /** How far a mentor's grade may lie from that of the participant's immediate supervisor; absent one grade either way. */
  readonly seniorityRule?: SeniorityRule;
}

const unknownPerson: Fault = { code: "mentor-eligibility.unknown_person", message: "Nobody has the id “{id}”.", hint: "Add the person to {list}, or correct the id." };
const duplicatePerson: Fault = { code: "mentor-eligibility.duplicate_person", message: "“{id}” stands in {list} twice.", hint: "Keep one entry." };
const duplicateProposal: Fault = { code: "mentor-eligibility.duplicate_proposal", message: "“{mentorId}” is proposed for “{participantId}” twice.", hint: "Keep one of the two." };
const ownMentor: Fault = { code: "mentor-eligibility.own_mentor", message: "“{id}” cannot mentor the own person.", hint: "Propose somebody else." };
const tooManyPairs: Fault = { code: "mentor-eligibility.too_many_pairs", message: "{participantCount} participants and {mentorCount} mentors make more than {limit} pairs.", hint: "Ask in parts: by site or by department." };

function findUnknown(list: "mentorIds" | "participantIds", { people, ...question }: MentorQuestion, report: Report): void {
  const known = new Set(people.map(({ personId }) => personId));
  question[list].forEach((id, index) => { if (!known.has(id)) report(unknownPerson, [list, index], { id, list: "people" }); });
  for (const [index, id] of repeated(question[list], (one) => one)) report(duplicatePerson, [list, index], { id, list });
}

function findProposalFaults({ mentorIds, participantIds, proposals }: MentorQuestion, report: Report): void {
  const [mentors, participants] = [new Set(mentorIds), new Set(participantIds)];
  proposals.forEach(({ mentorId, participantId }, index) => {
    if (!mentors.has(mentorId)) report(unknownPerson, ["proposals", index, "mentorId"], { id: mentorId, list: "mentorIds" });
    if (!participants.has(participantId)) report(unknownPerson, ["proposals", index, "participantId"], { id: participantId, list: "participantIds" });
    if (mentorId === participantId) report(ownMentor, ["proposals", index, "mentorId"], { id: mentorId });
  });
  // no id holds a line break
  for (const [index, { mentorId, participantId }] of repeated(proposals, (one) => `${one.mentorId}\n${one.participantId}`)) report(duplicateProposal, ["proposals", index], { mentorId, participantId });
}

const Ids = z.array(Id).min(1).max(MENTORING_LIMITS.people).readonly();
/** Schema of who may mentor whom, with its rules between parts. */
export const MentorQuestion = z
  .strictObject({ people: z.array(OrganizationMember).max(MENTORING_LIMITS.people).readonly(), mentorIds: Ids, participantIds: Ids, proposals: z.array(ProposedMentor).max(MENTORING_LIMITS.people).readonly(), seniorityRule: z.exactOptional(SeniorityRule) })
  .check(
    rule(({ people }: MentorQuestion, report) => { findLineFaults(people, report); }),
    rule((question: MentorQuestion, report) => { findUnknown("mentorIds", question, report); }),
    rule((question: MentorQuestion, report) => { findUnknown("participantIds", question, report); }),
    rule(findProposalFaults),
    rule(({ people, participantIds, mentorIds }: MentorQuestion, report) => { linesOf([...new Set([...participantIds, ...mentorIds])], people, report); }),
    rule(({ participantIds: { length: participantCount }, mentorIds: { length: mentorCount } }: MentorQuestion, report) => {
      if (participantCount * mentorCount > MENTORING_LIMITS.pairs) report(tooManyPairs, ["mentorIds"], { participantCount, mentorCount, limit: MENTORING_LIMITS.pairs });
    }),
  )
  .readonly() satisfies z.ZodType<MentorQuestion>;

/** Why a pair may not be, in the words of `matchCoaches`: the mentor stands above the participant or below, by whatever lines; the mentor's grade is not near that of the participant's supervisor. */
export type MentorRejection = Extract<MatchingRejection, "own-manager" | "own-report" | "other-standing">;

/** The answer to one proposal. */
export interface MentorVerdict extends ProposedMentor {
  /** Whether no rule is broken. */
  readonly isEligible: boolean;
  /** The rules that are broken. */
  readonly reasons: readonly MentorRejection[];
  /** The mentor's grade less that of the participant's supervisor; `null` for a participant without a supervisor, whom the rule on standing does not bind. */
  readonly standingDistance: number | null;
}

/** The lines of one person, as `matchCoaches` takes them: spread it over the participant or the coach of a matching. */
export interface PersonLines {
  /** The person. */
  readonly id: Id;
  /** All managers above, by solid and dotted lines, the nearest first. */
  readonly reportingLineIds: readonly Id[];
}

/** Who may mentor whom, and why not. */
export interface MentorEligibility {
  /** By participant, then by mentor. */
  readonly verdicts: readonly MentorVerdict[];
  /** The mentors whom each participant may have, in the order of ids. */
  readonly participants: readonly { readonly participantId: Id; readonly eligibleMentorIds: readonly Id[] }[];
  /** The proposals as the program review takes them; those of participants without a supervisor are left out, since there is no standing to compare. */
  readonly mentorships: readonly Mentorship[];
  /** For `matchCoaches`: each participant with the managers above and the supervisor's standing. */
  readonly matchingParticipants: readonly (PersonLines & { readonly supervisorSeniority?: number })[];
  /** For `matchCoaches`: each mentor with the managers above and the own standing. */
  readonly matchingMentors: readonly (PersonLines & { readonly seniority: number })[];
  /** What the caller did not say and was taken to be: a heuristic. */
  readonly assumptions: { readonly seniorityRule: SeniorityRule };
}

/**
 * Who may mentor whom: a mentor stands outside the participant's reporting line at any height, dotted lines included, and about as high as the participant's immediate supervisor.
 * The rules are those of `matchCoaches`; give it `matchingParticipants`, `matchingMentors` and the `seniorityRule` to have it choose among the eligible. `mentorships` is evidence for `reviewProgram`.
 * A line of supervisors that goes round is refused. How near a standing is similar is a heuristic.
 *
 * @throws CoachingError `reporting-line.*`, `mentor-eligibility.*`, `input.*`
 * @example
 * ```ts
 * const people = [
 *   { personId: "eva", grade: 9, supervisorId: null }, { personId: "ned", grade: 7, supervisorId: "eva" }, { personId: "sue", grade: 6, supervisorId: "ned" }, { personId: "tom", grade: 6, supervisorId: "eva" },
 *   { personId: "ana", grade: 4, supervisorId: "sue" },
 * ];
 * const proposals = ["ned", "tom", "eva"].map((mentorId) => ({ mentorId, participantId: "ana" }));
 * const { verdicts, participants } = mentorEligibility({ people, mentorIds: ["eva", "ned", "tom"], participantIds: ["ana"], proposals });
 * verdicts.map(({ mentorId, reasons }) => [mentorId, ...reasons]); // => [["eva", "own-manager", "other-standing"], ["ned", "own-manager"], ["tom"]]
 * participants[0].eligibleMentorIds; // => ["tom"]
 * ```
 */
export function mentorEligibility(question: MentorQuestion): MentorEligibility {
  const { people, mentorIds, participantIds, proposals, seniorityRule = usualMentorStanding } = check(MentorQuestion, question);
  const members = new Map(people.map((member) => [member.personId, member]));
  const lines = linesOf([...new Set([...participantIds, ...mentorIds])], people, () => undefined);
  const gradeOf = (id: Id): number => (members.get(id) as OrganizationMember).grade;
  const lineOf = (id: Id): PersonLines => ({ id, reportingLineIds: lines.get(id) ?? [] });
  const matchingMentors = mentorIds.toSorted(inTextOrder).map((id) => ({ ...lineOf(id), seniority: gradeOf(id) }));
  const matchingParticipants = participantIds.toSorted(inTextOrder).map((id) => {
    const supervisorId = members.get(id)?.supervisorId ?? null;
    return { ...lineOf(id), ...(supervisorId === null ? {} : { supervisorSeniority: gradeOf(supervisorId) }) };
  });
  const rules = { ...lineRules(matchingMentors), "other-standing": standingRule(matchingMentors, seniorityRule) };
  const places = new Map(matchingMentors.map(({ id }, place) => [id, place]));
  const participants = new Map(matchingParticipants.map((one) => {
    const broken = (["own-manager", "own-report", "other-standing"] as const).map((name) => ({ name, row: rules[name](one) }));
    return [one.id, { participant: one, reasonsOf: (place: number): readonly MentorRejection[] => broken.flatMap(({ name, row }) => (row[place] === 1 ? [name] : [])), allows: (place: number): boolean => broken.every(({ row }) => row[place] !== 1) }];
  }));
  const verdicts = proposals.toSorted((one, other) => inTextOrder(one.participantId, other.participantId) || inTextOrder(one.mentorId, other.mentorId)).map(({ mentorId, participantId }): MentorVerdict => {
    const { participant, reasonsOf } = participants.get(participantId) as NonNullable<ReturnType<typeof participants.get>>;
    const reasons = reasonsOf(places.get(mentorId) ?? -1);
    return { mentorId, participantId, isEligible: reasons.length === 0, reasons, standingDistance: participant.supervisorSeniority === undefined ? null : gradeOf(mentorId) - participant.supervisorSeniority };
  });
  return {
    verdicts,
    participants: [...participants].map(([participantId, { allows }]) => ({ participantId, eligibleMentorIds: matchingMentors.flatMap(({ id }, place) => (id !== participantId && allows(place) ? [id] : [])) })),
    mentorships: verdicts.flatMap(({ mentorId, participantId, reasons, standingDistance }): readonly Mentorship[] =>
      standingDistance === null ? [] : [{ mentorId, participantId, mentorGrade: gradeOf(mentorId), supervisorGrade: gradeOf(mentorId) - standingDistance, isInReportingLine: reasons.includes("own-manager") || reasons.includes("own-report") }]),
    matchingParticipants, matchingMentors, assumptions: { seniorityRule },
  };
}
