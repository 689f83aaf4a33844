import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { inTextOrder } from "../unit/internal.js";
import { type Count, type Fraction, Id, Instant } from "../unit/index.js";
import { KPI_LIMITS } from "./measure-window.js";

/** Whether someone wants a role, as said by that person at one time. */
export interface CareerInterest {
  /** The person. */
  readonly participantId: Id;
  /** The role: `"team-leader"`. */
  readonly roleId: Id;
  /** Whether the person wants it; the latest word counts. */
  readonly isInterested: boolean;
  /** When it was said. */
  readonly recordedAt: Instant;
}
/** Schema of an interest. */
export const CareerInterest = z.strictObject({ participantId: Id, roleId: Id, isInterested: z.boolean(), recordedAt: Instant }).readonly() satisfies z.ZodType<CareerInterest>;

/** What a person has shown of what a role asks. */
export interface ReadinessEvidence {
  /** The person. */
  readonly participantId: Id;
  /** A criterion of the role. */
  readonly criterionId: Id;
  /** Whether the person meets it. */
  readonly isMet: boolean;
}
/** Schema of evidence. */
export const ReadinessEvidence = z.strictObject({ participantId: Id, criterionId: Id, isMet: z.boolean() }).readonly() satisfies z.ZodType<ReadinessEvidence>;

/** A role, and what is known of people who may want it. */
export interface ReadinessQuestion {
  /** The role. */
  readonly roleId: Id;
  /** What it asks. */
  readonly criterionIds: readonly Id[];
  /** What people said of this and other roles. */
  readonly interests: readonly CareerInterest[];
  /** What they have shown; each person and criterion at most once. */
  readonly evidence: readonly ReadinessEvidence[];
  /** When it is asked. */
  readonly asOfAt: Instant;
}

const futureRecord: Fault = { code: "role-readiness.future_record", message: "“{id}” speaks at {recordedAt}, after {asOfAt}.", hint: "Correct the instant: nothing is known of later times." };
const unknownCriterion: Fault = { code: "role-readiness.unknown_criterion", message: "The role has no criterion “{id}”.", hint: "Correct the id, or add it to criterionIds." };
const duplicateCriterion: Fault = { code: "role-readiness.duplicate_criterion", message: "The criterion “{id}” is listed twice.", hint: "Keep one entry." };
const duplicateEvidence: Fault = { code: "role-readiness.duplicate_evidence", message: "“{id}” is assessed twice by “{criterionId}”.", hint: "Keep the assessment that holds." };

function findEvidenceFaults({ criterionIds, evidence }: ReadinessQuestion, report: Report): void {
  const known = new Set(criterionIds);
  for (const [index, id] of repeated(criterionIds, (one) => one)) report(duplicateCriterion, ["criterionIds", index], { id });
  evidence.forEach(({ criterionId: id }, index) => { if (!known.has(id)) report(unknownCriterion, ["evidence", index, "criterionId"], { id }); });
  // no id holds a line break
  for (const [index, { participantId: id, criterionId }] of repeated(evidence, (one) => `${one.participantId}\n${one.criterionId}`)) report(duplicateEvidence, ["evidence", index], { id, criterionId });
}

function findFutureRecords({ interests, asOfAt }: ReadinessQuestion, report: Report): void {
  const now = millisecondsOf(asOfAt);
  interests.forEach(({ participantId: id, recordedAt }, index) => { if (millisecondsOf(recordedAt) > now) report(futureRecord, ["interests", index, "recordedAt"], { id, recordedAt, asOfAt }); });
}

/** Schema of a role and its people, with its rules between parts. */
export const ReadinessQuestion = z
  .strictObject({
    roleId: Id, criterionIds: z.array(Id).min(1).max(100).readonly(), interests: z.array(CareerInterest).max(KPI_LIMITS.personCount).readonly(),
    evidence: z.array(ReadinessEvidence).max(KPI_LIMITS.recordCount).readonly(), asOfAt: Instant,
  })
  .check(rule(findEvidenceFaults), rule(findFutureRecords))
  .readonly() satisfies z.ZodType<ReadinessQuestion>;

/** How near someone who wants a role is to it. */
export interface PersonReadiness {
  /** The person. */
  readonly participantId: Id;
  /** When the person said so last. */
  readonly interestRecordedAt: Instant;
  /** `ready`: every criterion is met. `not-assessed`: some are open and none is missed. */
  readonly status: "ready" | "on-the-way" | "not-assessed";
  /** Criteria met ÷ all of the role; those nobody assessed count as not met. A count, no forecast. */
  readonly metFraction: Fraction;
  /** Criteria met, in the order of the role. */
  readonly metCriterionIds: readonly Id[];
  /** Criteria assessed and not met. */
  readonly missedCriterionIds: readonly Id[];
  /** Criteria that nobody assessed. */
  readonly openCriterionIds: readonly Id[];
}

/** Who is how near to a role, of those who want it. */
export interface RoleReadiness {
  /** The role. */
  readonly roleId: Id;
  /** Of those who said that they want it, in order of ids. */
  readonly shown: readonly PersonReadiness[];
  /** People with evidence whose wish nobody recorded, or who do not want the role, or no longer. Nothing else is told of them. */
  readonly withheldCount: Count;
}

/** The latest word of each person on a role; of two at one time, the no. */
function latestInterests({ roleId, interests }: ReadinessQuestion): ReadonlyMap<Id, CareerInterest> {
  const latest = new Map<Id, CareerInterest>();
  for (const interest of interests) {
    if (interest.roleId !== roleId) continue;
    const known = latest.get(interest.participantId);
    const later = known === undefined ? 1 : millisecondsOf(interest.recordedAt) - millisecondsOf(known.recordedAt);
    if (later > 0 || (later === 0 && !interest.isInterested)) latest.set(interest.participantId, interest);
  }
  return latest;
}

/**
 * Who is how near to a role, only of those who said that they want it. Coaching is not a list of candidates kept in secret: without a recorded wish, or after it was taken back, nothing is told but how many.
 *
 * @throws CoachingError `role-readiness.future_record`, `role-readiness.unknown_criterion`, `role-readiness.duplicate_criterion`, `role-readiness.duplicate_evidence`, `input.*`
 * @example
 * ```ts
 * const interests = [{ participantId: "ana", roleId: "team-leader", isInterested: true, recordedAt: "2027-10-01T09:00:00Z" }];
 * const evidence = [{ participantId: "ana", criterionId: "runs-huddles", isMet: true }, { participantId: "ben", criterionId: "runs-huddles", isMet: true }];
 * const readiness = roleReadiness({ roleId: "team-leader", criterionIds: ["runs-huddles", "coaches-peers"], interests, evidence, asOfAt: "2027-12-01T09:00:00Z" });
 * readiness.shown.map(({ participantId, metFraction, openCriterionIds }) => [participantId, metFraction, openCriterionIds]); // => [["ana", 0.5, ["coaches-peers"]]]
 * readiness.withheldCount; // => 1
 * ```
 */
export function roleReadiness(input: ReadinessQuestion): RoleReadiness {
  const question = check(ReadinessQuestion, input);
  const { roleId, criterionIds, evidence } = question;
  const assessed = new Map<Id, Map<Id, boolean>>();
  for (const { participantId, criterionId, isMet } of evidence) {
    const known = assessed.get(participantId) ?? new Map<Id, boolean>();
    assessed.set(participantId, known.set(criterionId, isMet));
  }
  const wanting = [...latestInterests(question).values()].filter(({ isInterested }) => isInterested).sort((left, right) => inTextOrder(left.participantId, right.participantId));
  const shown = wanting.map(({ participantId, recordedAt }): PersonReadiness => {
    const known = assessed.get(participantId);
    const idsThat = (isMet: boolean | undefined): readonly Id[] => criterionIds.filter((id) => known?.get(id) === isMet);
    const [metCriterionIds, missedCriterionIds, openCriterionIds] = [idsThat(true), idsThat(false), idsThat(undefined)];
    const status = metCriterionIds.length === criterionIds.length ? "ready" : missedCriterionIds.length === 0 ? "not-assessed" : "on-the-way";
    return { participantId, interestRecordedAt: recordedAt, status, metFraction: metCriterionIds.length / criterionIds.length, metCriterionIds, missedCriterionIds, openCriterionIds };
  });
  const wanted = new Set(shown.map(({ participantId }) => participantId));
  return { roleId, shown, withheldCount: [...assessed.keys()].filter((id) => !wanted.has(id)).length };
}
