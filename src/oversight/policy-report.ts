import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Id, Instant } from "../unit/index.js";
import { OversightPolicy, type PolicyModel } from "./policy.js";
import { builtInForbiddenInferences, type BuiltInForbiddenInference } from "./policy-built-in.js";
import { changesBetween, type PolicyChange } from "./policy-change.js";
import { findingsOf, type PolicyFinding } from "./policy-finding.js";
import { type KillSwitch, switchesOn } from "./policy-kill-switch.js";
import { POLICY_LIMITS } from "./policy-limits.js";
import { usesOf } from "./policy-lookup.js";
import type { PolicyPurpose } from "./policy-purpose.js";
import { DenialCode, PolicyDecision } from "./policy-request.js";
import { findRecordFaults, type KeptRecord, keptRecords, type LegalHold, recordsDueOf } from "./policy-retention.js";
import { euRiskLabels, type RiskLabel, type RiskLabelId } from "./policy-risk-label.js";
import { CONSENT_LIMITS, consentBook, PurposeConsent } from "./purpose-consent.js";

/** What a report is made from. */
export interface PolicyReportRequest {
  /** The policy. */
  readonly policy: OversightPolicy;
  /** The version before it, to tell what changed. */
  readonly previousPolicy?: OversightPolicy;
  /** The people whom the policy is about, each once. */
  readonly personIds: readonly Id[];
  /** What people decided. */
  readonly consents: readonly PurposeConsent[];
  /** The decisions to count, as `policyDecisions` gave them. */
  readonly decisions: readonly PolicyDecision[];
  /** The records that are kept. */
  readonly records: readonly KeptRecord[];
  /** The legal holds. */
  readonly holds: readonly LegalHold[];
  /** As of when. */
  readonly at: Instant;
  /** Counts about people between 1 and this number less one are not shown, 1 to 1,000. */
  readonly leastCellCount: number;
}
/** How many people consented to a purpose. A count between 1 and `leastCellCount` less one would tell who; then both counts are `null`. */
export interface ConsentCoverage {
  /** People asked about. */
  readonly personCount: Count;
  /** Whose consent is given. */
  readonly givenCount: Count | null;
  /** Whose is not, for whatever reason. */
  readonly notGivenCount: Count | null;
}
/** What a report says of a purpose. */
export interface PurposeReport extends Omit<PolicyPurpose, "emotionGround"> {
  /** The ground for concluding emotion; `null` when there is none. */
  readonly emotionGround: PolicyPurpose["emotionGround"] | null;
  /** How many consented. */
  readonly consent: ConsentCoverage;
  /** The rules of law it touches as far as cited, ids of `euRiskLabels`. */
  readonly labels: readonly RiskLabelId[];
}
/** How many decisions were denied for one reason. */
export interface DenialCount {
  /** The reason. */
  readonly code: DenialCode;
  /** In how many decisions; `null` where it tells of people and is small. */
  readonly decisionCount: Count | null;
}
/** What a data steward is shown: plain data that a host stores, renders or sends on. Labels point to law as far as cited; it is no legal advice. */
export interface PolicyReport {
  /** Says what this document is. */
  readonly kind: "policy-report";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The policy. */
  readonly policyId: Id;
  /** Its version. */
  readonly policyVersion: Id;
  /** As of when. */
  readonly at: Instant;
  /** Whether the policy holds then. */
  readonly isInForce: boolean;
  /** The persons named; `null` where nobody is. */
  readonly named: { readonly ownerId: Id | null; readonly coachLeadId: Id | null; readonly dataStewardId: Id | null; readonly killSwitchHolderIds: readonly Id[] };
  /** What data serve. */
  readonly purposes: readonly PurposeReport[];
  /** The versions of models that may be used. */
  readonly models: readonly PolicyModel[];
  /** The decisions counted. How many were allowed and denied is `null` where it would tell more of a count that is not shown. */
  readonly decisions: { readonly allowedCount: Count | null; readonly deniedCount: Count | null; readonly denials: readonly DenialCount[] };
  /** The kill switches that are on. */
  readonly killSwitchesOn: readonly KillSwitch[];
  /** How many records should be gone by now, how many a hold keeps, and how many are due later; `recordsDue` names them. */
  readonly retention: { readonly overdueCount: Count; readonly heldCount: Count; readonly laterCount: Count };
  /** What may not be concluded about people. */
  readonly forbiddenInferences: readonly BuiltInForbiddenInference[];
  /** The labels spoken of above. */
  readonly labels: readonly RiskLabel[];
  /** What a person should look at. */
  readonly findings: readonly PolicyFinding[];
  /** What changed since the previous version; `null` when none is given. */
  readonly changes: readonly PolicyChange[] | null;
  /** What the report rests on. */
  readonly assumptions: { readonly leastCellCount: number; readonly setting: "workplace" };
}

const duplicatePerson: Fault = { code: "policy-report.duplicate_person", message: "“{id}” stands twice among the people.", hint: "List each person once." };
const otherPolicy: Fault = { code: "policy-report.other_policy", message: "“{before}” and “{after}” are two policies.", hint: "Give the earlier version of the same policy." };

/** Schema of what a report is made from. */
export const PolicyReportRequest = z
  .strictObject({
    policy: OversightPolicy, previousPolicy: z.exactOptional(OversightPolicy), personIds: z.array(Id).max(POLICY_LIMITS.people).readonly(), consents: z.array(PurposeConsent).max(CONSENT_LIMITS.decisions).readonly(),
    decisions: z.array(PolicyDecision).max(POLICY_LIMITS.decisions).readonly(), ...keptRecords, leastCellCount: z.int().min(1).max(1000),
  })
  .check(rule(findRecordFaults), rule(({ policy, previousPolicy, personIds }: PolicyReportRequest, report) => {
    if (previousPolicy !== undefined && previousPolicy.id !== policy.id) report(otherPolicy, ["previousPolicy", "id"], { before: previousPolicy.id, after: policy.id });
    for (const [index, id] of repeated(personIds, (one) => one)) report(duplicatePerson, ["personIds", index], { id });
  }))
  .readonly() satisfies z.ZodType<PolicyReportRequest>;

/** Both counts, or neither: one of them and the number of people would tell the other. */
function coverage(personCount: number, givenCount: number, least: number): ConsentCoverage {
  const isSmall = [givenCount, personCount - givenCount].some((count) => count > 0 && count < least);
  return isSmall ? { personCount, givenCount: null, notGivenCount: null } : { personCount, givenCount, notGivenCount: personCount - givenCount };
}

function purposeReports({ policy, personIds, consents, at, leastCellCount }: PolicyReportRequest): readonly PurposeReport[] {
  const [now, consentOf, uses] = [millisecondsOf(at), consentBook(consents), usesOf(policy)];
  return policy.purposes.map(({ emotionGround = null, ...purpose }) => {
    const isJudging = purpose.rules.some((rule) => rule.uses.some((use) => uses.get(use)?.isJudgment === true));
    const givenCount = personIds.filter((personId) => consentOf(personId, purpose.id, now).isGiven).length;
    const labels: readonly RiskLabelId[] = [...(emotionGround === null ? [] : (["emotion-at-work"] as const)), ...(isJudging ? (["employment-high-risk"] as const) : [])];
    return { ...purpose, emotionGround, consent: coverage(personIds.length, givenCount, leastCellCount), labels };
  });
}

/** Reasons that lie with single people: small counts of them would tell who. */
const personalCodes: ReadonlySet<DenialCode> = new Set<DenialCode>(["consent-missing", "opted-out"]);

function denialCounts(decisions: readonly PolicyDecision[], least: number): readonly DenialCount[] {
  const counts = new Map<DenialCode, number>();
  for (const { reasons } of decisions) for (const code of new Set(reasons.map((one) => one.code))) counts.set(code, (counts.get(code) ?? 0) + 1);
  return DenialCode.options.flatMap((code) => {
    const decisionCount = counts.get(code);
    return decisionCount === undefined ? [] : [{ code, decisionCount: personalCodes.has(code) && decisionCount < least ? null : decisionCount }];
  });
}

/** Both counts of decisions, or neither: every denial has a reason, so that their number can tell a count that is hidden. */
function decisionCounts(decisions: readonly PolicyDecision[], least: number): PolicyReport["decisions"] {
  const denials = denialCounts(decisions, least);
  const allowedCount = decisions.filter(({ isAllowed }) => isAllowed).length;
  const deniedCount = decisions.length - allowedCount;
  const hiddenCount = denials.filter(({ decisionCount }) => decisionCount === null).length;
  // a hidden count is at most all denials, and at least those that no other reason can account for
  const unaccounted = deniedCount - denials.reduce((sum, { decisionCount }) => sum + (decisionCount ?? 0), 0) - (hiddenCount - 1) * (least - 1);
  const wouldTell = hiddenCount > 0 && (deniedCount < least - 1 || unaccounted > 1);
  return wouldTell ? { allowedCount: null, deniedCount: null, denials } : { allowedCount, deniedCount, denials };
}

/**
 * The report on a policy for a data steward: purposes with their rules, terms and consent, what was allowed and denied and why, kill switches that are on, records that should be gone, forbidden inferences, labels with their citations and caveats, findings, and what changed since the previous version. Plain JSON with a version; how it looks is the host's.
 *
 * @throws CoachingError `policy-report.*`, `policy-retention.*`, `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const rule = { id: "coach-summaries", uses: ["summary"], dataClasses: ["calls"], inferences: [], recipientRoles: ["coach"] };
 * const purpose = { id: "summaries", title: "Summaries for coaches", basis: "Works agreement", isConsentRequired: true, rules: [rule], retention: [{ dataClass: "calls", retentionDays: 30 }] };
 * const lists = { dataClasses: [{ id: "calls", title: "Calls" }], inferences: [], purposes: [purpose], models: [], automaticTemplates: [], killSwitchHolderIds: ["dee"], killSwitches: [] };
 * const policy = { kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", ownerId: "olu", coachLeadId: "cleo", dataStewardId: "dee", ...lists };
 * const report = policyReport({ policy, personIds: ["ana", "ben"], consents: [], decisions: [], records: [], holds: [], at: "2026-02-02T08:00:00Z", leastCellCount: 5 });
 * report.purposes[0].labels; // => ["employment-high-risk"]
 * report.purposes[0].consent; // => { personCount: 2, givenCount: null, notGivenCount: null }
 * report.findings; // => []
 * ```
 */
export function policyReport(request: PolicyReportRequest): PolicyReport {
  const checked = check(PolicyReportRequest, request);
  const { policy, previousPolicy, decisions, at, leastCellCount } = checked;
  const now = millisecondsOf(at);
  const { due, held, laterCount } = recordsDueOf({ ...checked, aheadDays: 0 });
  const purposes = purposeReports(checked);
  const forbiddenInferences = [...builtInForbiddenInferences, ...(policy.ownForbiddenInferences ?? []).map((one) => ({ ...one, labels: [] }))];
  const spoken = new Set([...purposes, ...forbiddenInferences].flatMap(({ labels }) => labels));
  return {
    kind: "policy-report", schemaVersion: 1, policyId: policy.id, policyVersion: policy.version, at, isInForce: millisecondsOf(policy.inForceFromAt) <= now,
    named: { ownerId: policy.ownerId ?? null, coachLeadId: policy.coachLeadId ?? null, dataStewardId: policy.dataStewardId ?? null, killSwitchHolderIds: policy.killSwitchHolderIds },
    purposes, models: policy.models,
    decisions: decisionCounts(decisions, leastCellCount),
    killSwitchesOn: switchesOn(policy, now), retention: { overdueCount: due.length, heldCount: held.length, laterCount },
    forbiddenInferences, labels: euRiskLabels.filter(({ id }) => spoken.has(id)), findings: findingsOf(policy),
    changes: previousPolicy === undefined ? null : changesBetween({ before: previousPolicy, after: policy }), assumptions: { leastCellCount, setting: "workplace" },
  };
}
