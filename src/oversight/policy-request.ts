import * as z from "zod";
import { Id, Instant } from "../unit/index.js";
import { OversightPolicy, PolicyModel } from "./policy.js";
import { CONSENT_LIMITS, PurposeConsent } from "./purpose-consent.js";
import { POLICY_LIMITS } from "./policy-limits.js";

/** What somebody wants to do with data about people. Ids that nobody knows are no fault: they are denied. */
export interface PolicyRequest {
  /** What it serves. */
  readonly purposeId: Id;
  /** What the result is: one of `builtInUses` or the host's own. */
  readonly use: Id;
  /** The classes of all data that go into it (of a proposal: the `inputClasses` of its provenance). */
  readonly dataClasses: readonly Id[];
  /** All that the result concludes about people; empty when it concludes nothing. */
  readonly inferences: readonly Id[];
  /** Everybody whose data go into it, or whom it reaches: each one's consent counts. */
  readonly personIds: readonly Id[];
  /** The roles of all who see the result. */
  readonly recipientRoles: readonly Id[];
  /** The model that makes it; `null` when none does. */
  readonly model: PolicyModel | null;
  /** Whether it goes out without a person deciding on it. */
  readonly isAutomatic: boolean;
  /** The template it is made from; looked at only when it is automatic. */
  readonly templateId?: Id;
}
/** One request and what it is judged by. */
export interface PolicyQuestion {
  /** The policy. */
  readonly policy: OversightPolicy;
  /** What somebody wants to do. */
  readonly request: PolicyRequest;
  /** What people decided, by anyone about anything, in any order. */
  readonly consents: readonly PurposeConsent[];
  /** When it would be done. */
  readonly at: Instant;
}
/** Many requests and what they are judged by. */
export interface PolicyQuestions {
  /** The policy. */
  readonly policy: OversightPolicy;
  /** What somebody wants to do. */
  readonly requests: readonly PolicyRequest[];
  /** What people decided, by anyone about anything, in any order. */
  readonly consents: readonly PurposeConsent[];
  /** When it would be done. */
  readonly at: Instant;
}

const partsOf = z.array(Id).max(POLICY_LIMITS.parts).readonly();
/** Schema of a request. */
export const PolicyRequest = z
  .strictObject({
    purposeId: Id, use: Id, dataClasses: partsOf, inferences: partsOf, personIds: z.array(Id).max(POLICY_LIMITS.persons).readonly(), recipientRoles: partsOf,
    model: PolicyModel.nullable(), isAutomatic: z.boolean(), templateId: z.exactOptional(Id),
  })
  .readonly() satisfies z.ZodType<PolicyRequest>;
const grounds = { policy: OversightPolicy, consents: z.array(PurposeConsent).max(CONSENT_LIMITS.decisions).readonly(), at: Instant };
/** Schema of a question about one request. */
export const PolicyQuestion = z.strictObject({ ...grounds, request: PolicyRequest }).readonly() satisfies z.ZodType<PolicyQuestion>;
/** Schema of a question about many requests. */
export const PolicyQuestions = z.strictObject({ ...grounds, requests: z.array(PolicyRequest).max(POLICY_LIMITS.requests).readonly() }).readonly() satisfies z.ZodType<PolicyQuestions>;

/**
 * Why a request is denied. `not-in-force`: the policy does not hold yet; `kill-switch-on`: of several on one scope the first by id is named; `unknown-…`: the policy does not know it; `no-…`: the request does not say whose data, which data or who sees the result, so that nothing can be permitted;
 * `use-not-permitted` and the like: no rule of the purpose for this use permits it; `no-rule-permits-all`: each part is permitted by some rule, but no rule permits all of them together; `inference-forbidden`; `sharing-forbidden`;
 * `retention-missing`: nobody said how long this class is kept for this purpose; `consent-missing` and `opted-out`, with the standing; `model-missing`: this use comes from a model and none is named;
 * `person-must-decide`: the use judges a person, or the request concludes something about people; `template-missing`, `template-not-approved`: why it may not go out by itself.
 */
export const DenialCode = z.enum([
  "not-in-force", "kill-switch-on", "unknown-purpose", "unknown-use", "use-not-permitted", "no-data-class", "unknown-data-class", "data-class-not-permitted", "retention-missing",
  "unknown-inference", "inference-forbidden", "inference-not-permitted", "no-recipient", "unknown-role", "role-not-permitted", "sharing-forbidden", "no-rule-permits-all",
  "no-person", "consent-missing", "opted-out", "unknown-model", "model-missing", "person-must-decide", "template-missing", "template-not-approved",
]);
/** Why a request is denied. */
export type DenialCode = z.infer<typeof DenialCode>;

/** One reason for a denial. */
export interface DenialReason {
  /** What speaks against it. */
  readonly code: DenialCode;
  /** What it is about, by the names of the request's keys: `{ dataClass: "journal-text" }`. */
  readonly params: Readonly<Record<string, string>>;
}
/** Whether a request is allowed. */
export interface PolicyDecision {
  /** Whether it is. */
  readonly isAllowed: boolean;
  /** The rule that allows it, of several the first by id; `null` when it is denied. */
  readonly ruleId: Id | null;
  /** Everything that speaks against it; empty when it is allowed. */
  readonly reasons: readonly DenialReason[];
}
/** Schema of a reason for a denial. */
export const DenialReason = z.strictObject({ code: DenialCode, params: z.record(Id, Id).readonly() }).readonly() satisfies z.ZodType<DenialReason>;
/** Schema of a decision. */
export const PolicyDecision = z.strictObject({ isAllowed: z.boolean(), ruleId: Id.nullable(), reasons: z.array(DenialReason).max(100_000).readonly() }).readonly() satisfies z.ZodType<PolicyDecision>;
