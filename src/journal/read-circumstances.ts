import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id, Instant } from "../unit/index.js";
import { JournalConsent, ReaderAssignment, ReadOverride, ThreeWayAgreement } from "./read-records.js";
import { sidesOf, VisibilityPolicy } from "./visibility-policy.js";

/** What a question about visibility may ask for. */
export const VISIBILITY_LIMITS = {
  /** Assignments, consents, agreements or overrides of one question, each. */
  recordCount: 200_000,
  /** Participants of one view. */
  participantCount: 10_000,
  /** Entries of one view. */
  entryCount: 200_000,
} as const;

/** Who reads, and as what. */
export interface JournalViewer {
  /** Who reads. */
  readonly personId: Id;
  /** In one role: who has two asks twice. */
  readonly role: Id;
}
/** Who reads, and as what. */
export const JournalViewer = z.strictObject({ personId: Id, role: Id }).readonly() satisfies z.ZodType<JournalViewer>;

/** Who reads when, and all that decides on it. What is not in these records does not hold. */
export interface ReadCircumstances {
  /** Who reads. */
  readonly viewer: JournalViewer;
  /** When it is read. No record is of a later decision. */
  readonly readAt: Instant;
  /** Who may read what. */
  readonly policy: VisibilityPolicy;
  /** Who has which role toward whom; may begin later. */
  readonly assignments: readonly ReaderAssignment[];
  /** What the participants decided, in any order. */
  readonly consents: readonly JournalConsent[];
  /** What was agreed on with sponsors. */
  readonly agreements: readonly ThreeWayAgreement[];
  /** What has to be read all the same. */
  readonly overrides: readonly ReadOverride[];
}

const unknownRole: Fault = { code: "read-circumstances.unknown_role", message: "No role is called “{role}”.", hint: "Declare it among the policy's own roles, or correct it." };
const laterDecision: Fault = { code: "read-circumstances.later_decision", message: "It was decided at {decidedAt}, after the reading.", hint: "Leave out what was decided after the reading, or correct the instants." };
const duplicateOverride: Fault = { code: "read-circumstances.duplicate_override", message: "Two overrides have the id “{id}”.", hint: "Give each its own id." };

/** The keys that every question about visibility has. */
export const readCircumstances = {
  viewer: JournalViewer,
  readAt: Instant,
  policy: VisibilityPolicy,
  assignments: z.array(ReaderAssignment).max(VISIBILITY_LIMITS.recordCount).readonly(),
  consents: z.array(JournalConsent).max(VISIBILITY_LIMITS.recordCount).readonly(),
  agreements: z.array(ThreeWayAgreement).max(VISIBILITY_LIMITS.recordCount).readonly(),
  overrides: z.array(ReadOverride).max(VISIBILITY_LIMITS.recordCount).readonly(),
};

/** Finds roles that the policy does not know. */
export function findUnknownRoles({ viewer, policy, assignments, consents, agreements }: ReadCircumstances, report: Report): void {
  const sides = sidesOf(policy);
  const see = (role: Id, ...path: readonly (string | number)[]): void => { if (!sides.has(role)) report(unknownRole, [...path, "role"], { role }); };
  see(viewer.role, "viewer");
  for (const [index, { role }] of assignments.entries()) see(role, "assignments", index);
  for (const [index, { role }] of consents.entries()) see(role, "consents", index);
  for (const [index, { shared }] of agreements.entries()) for (const [at, { role }] of shared.entries()) see(role, "agreements", index, "shared", at);
}

/** Finds decisions that were made after the reading. */
export function findLaterDecisions({ readAt, consents, agreements, overrides }: ReadCircumstances, report: Report): void {
  const end = millisecondsOf(readAt);
  const see = (decidedAt: Instant, ...path: readonly (string | number)[]): void => { if (millisecondsOf(decidedAt) > end) report(laterDecision, path, { decidedAt }); };
  for (const [index, { decidedAt }] of consents.entries()) see(decidedAt, "consents", index, "decidedAt");
  for (const [index, { agreedAt }] of agreements.entries()) see(agreedAt, "agreements", index, "agreedAt");
  for (const [index, { decidedAt }] of overrides.entries()) see(decidedAt, "overrides", index, "decidedAt");
  for (const [index, { id }] of repeated(overrides, (one) => one.id)) report(duplicateOverride, ["overrides", index, "id"], { id });
}
