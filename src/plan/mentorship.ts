import * as z from "zod";
import { Id } from "../unit/index.js";
import type { SeniorityRule } from "./matching-question.js";

/** How many people one question about mentors takes. */
export const MENTORING_LIMITS = {
  /** People of the organization. */
  people: 100_000,
  /** Participants times mentors. */
  pairs: 5_000_000,
  /** Managers above one person, by all lines. */
  managersAbove: 100,
} as const;

/** Who mentors whom. */
export interface Mentorship {
  /** The mentor. */
  readonly mentorId: Id;
  /** Whom the mentor advises. */
  readonly participantId: Id;
  /** Grade or rank of the mentor, higher is more senior. */
  readonly mentorGrade: number;
  /** Grade or rank of the participant's immediate supervisor, on the same scale. */
  readonly supervisorGrade: number;
  /** Whether one of the two reports to the other, directly or through others, by a solid or a dotted line. */
  readonly isInReportingLine: boolean;
}
const Grade = z.int().min(0).max(1000);
/** Schema of a mentorship. */
export const Mentorship = z.strictObject({ mentorId: Id, participantId: Id, mentorGrade: Grade, supervisorGrade: Grade, isInReportingLine: z.boolean() }).readonly() satisfies z.ZodType<Mentorship>;

/** Someone of the organization: a participant, a mentor, or one of the managers above them. */
export interface OrganizationMember {
  /** The person. */
  readonly personId: Id;
  /** Grade or rank, 0 to 1000, higher is more senior. */
  readonly grade: number;
  /** The immediate supervisor; `null` for whoever has none. */
  readonly supervisorId: Id | null;
  /** Others to whom the person reports: dotted lines. */
  readonly dottedLineIds?: readonly Id[];
}
/** Schema of someone of the organization. */
export const OrganizationMember = z.strictObject({ personId: Id, grade: Grade, supervisorId: Id.nullable(), dottedLineIds: z.exactOptional(z.array(Id).max(20).readonly()) }).readonly() satisfies z.ZodType<OrganizationMember>;

/**
 * How far a mentor's standing may lie from that of the immediate supervisor unless the caller says otherwise: one grade either way, a heuristic.
 *
 * @example
 * ```ts
 * usualMentorStanding; // => { mostBelowCount: 1, mostAboveCount: 1 }
 * ```
 */
export const usualMentorStanding = { mostBelowCount: 1, mostAboveCount: 1 } as const satisfies SeniorityRule;
