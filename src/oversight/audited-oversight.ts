import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type NoEstimate, proportionEstimate, tooFewObservations } from "../statistics/index.js";
import { type Count, Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { OVERSIGHT_AUDIT_LIMITS, OversightAuditSample } from "./oversight-audit.js";

/** What an auditor found in one proposal and what became of it. */
export interface OversightFinding {
  /** The proposal. */
  readonly proposalId: Id;
  /** Who looked: neither who decided on it, nor the model that made it. */
  readonly auditorId: Id;
  /** Whether it should not have been decided like this, or should not have been sent. */
  readonly isError: boolean;
  /** What is wrong, by one of the host's own ids: `"not-in-the-call"`, `"wrong-person"`; for errors alone. */
  readonly reasonId?: Id;
}
/** An audit that was made. */
export interface OversightAudit {
  /** Which proposals were drawn. */
  readonly sample: OversightAuditSample;
  /** What was found, at most one finding for each drawn proposal. */
  readonly findings: readonly OversightFinding[];
  /** The share of errors that the month may have at most: 0.05 for one in twenty. */
  readonly maximumErrorFraction: Fraction;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/**
 * Why there is no clear verdict. `too-few-audited`: fewer than 20; `interval-holds-maximum`: the interval lies on both sides of it, so that more would have to be drawn; `not-all-audited`: those that nobody looked at could turn it.
 */
export type OversightAuditReason = "too-few-audited" | "interval-holds-maximum" | "not-all-audited";
/** What an audit shows. */
export interface AuditedOversight {
  /** The share of errors, strata weighted by what was decided in them: `wilson` or `wilson-design-effect`, `census` where everything was audited. Its interval is not narrowed for how much was drawn. */
  readonly errorFraction: Estimate | NoEstimate;
  /** Whether the month keeps the maximum: `meets` where the whole interval does, `exceeds` where none of it does, `cannot-say` where the interval is too wide, `not-enough` with fewer than 20 audited. */
  readonly verdict: "meets" | "exceeds" | "cannot-say" | "not-enough";
  /** Why it is not clear; empty where it is. */
  readonly reasons: readonly OversightAuditReason[];
  /** How many were audited. */
  readonly auditedCount: Count;
  /** Those drawn that nobody looked at, by id. The verdict holds whatever they are. */
  readonly unauditedProposalIds: readonly Id[];
  /** What was found by stratum. */
  readonly strata: readonly { readonly stratumId: Id; readonly auditedCount: Count; readonly errorCount: Count }[];
  /** What was wrong, the most frequent first; errors without a reason under null. */
  readonly errors: readonly { readonly reasonId: Id | null; readonly count: Count }[];
}

const duplicateFinding: Fault = { code: "audited-oversight.duplicate_finding", message: "“{id}” has two findings.", hint: "Give one finding for each proposal." };
const notDrawn: Fault = { code: "audited-oversight.not_drawn", message: "“{id}” was not drawn.", hint: "Audit those of the sample only: whoever adds others chooses." };
const ownWork: Fault = { code: "audited-oversight.own_work", message: "“{auditorId}” audits what “{auditorId}” decided or made.", hint: "Let somebody else audit it." };
const needlessReason: Fault = { code: "audited-oversight.needless_reason", message: "A reason for an error that is none.", hint: "Leave reasonId out, or set isError." };

function findFindingFaults({ sample: { drawn }, findings }: OversightAudit, report: Report): void {
  const known = new Map(drawn.map((one) => [one.proposalId, one]));
  for (const [index, { proposalId: id }] of repeated(findings, ({ proposalId }) => proposalId)) report(duplicateFinding, ["findings", index, "proposalId"], { id });
  findings.forEach(({ proposalId: id, auditorId, isError, reasonId }, index) => {
    const one = known.get(id);
    if (one === undefined) report(notDrawn, ["findings", index, "proposalId"], { id });
    else if (auditorId === one.deciderId || auditorId === one.modelId) report(ownWork, ["findings", index, "auditorId"], { auditorId });
    if (!isError && reasonId !== undefined) report(needlessReason, ["findings", index, "reasonId"]);
  });
}
const OversightFinding = z.strictObject({ proposalId: Id, auditorId: Id, isError: z.boolean(), reasonId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<OversightFinding>;
/** Schema of an audit that was made. */
export const OversightAudit = z
  .strictObject({ sample: OversightAuditSample, findings: z.array(OversightFinding).max(OVERSIGHT_AUDIT_LIMITS.drawn).readonly(), maximumErrorFraction: Fraction, confidenceLevel: ConfidenceLevel })
  .check(rule(findFindingFaults))
  .readonly() satisfies z.ZodType<OversightAudit>;

/** Of a stratum, how many there are, how many of them are known, and how many of these are errors. */
interface Tally { readonly stratumId: Id; readonly decidedCount: number; readonly drawnCount: number; readonly auditedCount: number; readonly errorCount: number }

/**
 * The share of errors over strata, each audited proposal with the weight w = decided ÷ audited of its stratum. Wilson's interval counts (Σw)² ÷ Σw² trials (L. Kish, "Survey Sampling", 1965): strata that were drawn from in proportion lose nothing.
 * That some of a finite month were drawn is left out of the interval on purpose: so it also holds for what makes the proposals, and is on the safe side for the month.
 */
function errorFractionOf(strata: readonly Tally[], confidenceLevel: number): Estimate | NoEstimate {
  const audited = strata.filter(({ auditedCount }) => auditedCount > 0);
  const sum = (term: (tally: Tally) => number): number => audited.reduce((total, tally) => total + term(tally), 0);
  const n = sum(({ auditedCount }) => auditedCount);
  if (n === 0) return tooFewObservations(0, OVERSIGHT_AUDIT_LIMITS.leastDrawn);
  const covered = sum(({ decidedCount }) => decidedCount);
  const share = sum(({ decidedCount, auditedCount, errorCount }) => (decidedCount * errorCount) / auditedCount) / covered;
  const warnings = audited.length < strata.length ? ["uncovered-strata"] : [];
  if (strata.every(({ decidedCount, auditedCount }) => decidedCount === auditedCount)) return { estimate: share, confidence: { lower: share, upper: share, level: confidenceLevel }, n, method: "census", warnings };
  const designEffect = (n * sum(({ decidedCount, auditedCount }) => decidedCount ** 2 / auditedCount)) / covered ** 2;
  // binary dust must not take a rounding for weights
  const found = proportionEstimate({ successes: Math.min(n, share * n), n, confidenceLevel, ...(designEffect > 1 + 1e-9 ? { designEffect } : {}) });
  return found.estimate === null ? found : { estimate: share, confidence: found.confidence, n, method: found.method, warnings };
}

/** The verdict, whatever those that nobody looked at are. */
function verdictOf(strata: readonly Tally[], { maximumErrorFraction: maximum, confidenceLevel }: OversightAudit): Pick<AuditedOversight, "verdict" | "reasons"> {
  if (strata.reduce((sum, { auditedCount }) => sum + auditedCount, 0) < OVERSIGHT_AUDIT_LIMITS.leastDrawn) return { verdict: "not-enough", reasons: ["too-few-audited"] };
  const shareIf = (errorsAmongMissing: 0 | 1) => errorFractionOf(strata.map((one) => ({ ...one, auditedCount: one.drawnCount, errorCount: one.errorCount + errorsAmongMissing * (one.drawnCount - one.auditedCount) })), confidenceLevel) as Estimate;
  const [best, worst, known] = [shareIf(0), shareIf(1), errorFractionOf(strata, confidenceLevel) as Estimate];
  if (worst.confidence.upper <= maximum) return { verdict: "meets", reasons: [] };
  if (best.confidence.lower > maximum) return { verdict: "exceeds", reasons: [] };
  const isClear = known.confidence.upper <= maximum || known.confidence.lower > maximum;
  return { verdict: "cannot-say", reasons: [isClear ? "not-all-audited" : "interval-holds-maximum"] };
}

function errorCounts(findings: readonly OversightFinding[]): AuditedOversight["errors"] {
  const counts = new Map<Id | null, number>();
  for (const { isError, reasonId = null } of findings) if (isError) counts.set(reasonId, (counts.get(reasonId) ?? 0) + 1);
  return [...counts].map(([reasonId, count]) => ({ reasonId, count })).sort((one, other) => other.count - one.count || inTextOrder(one.reasonId ?? "", other.reasonId ?? ""));
}

/**
 * What an audit of decided proposals shows: the share of errors with Wilson's interval, and whether it keeps a stated maximum, by the interval and not by the share. 20 audits without an error show no more than that the share lies below 16 % (at 95 %); to show less than 5 % takes 73.
 * What was drawn and not audited is taken as it would turn the verdict: whoever leaves out the bad ones gets "cannot-say".
 *
 * @throws CoachingError `input.*`, `audited-oversight.duplicate_finding`, `audited-oversight.not_drawn`, `audited-oversight.own_work`, `audited-oversight.needless_reason`, `oversight-audit.drawn_twice`, `oversight-audit.unknown_stratum`, `oversight-audit.counts_differ`
 * @example
 * ```ts
 * const drawn = [...Array(20).keys()].map((place) => ({ proposalId: `p${place}`, stratumId: "all", modelId: "notes", deciderId: "kim" }));
 * const sample = { kind: "oversight-audit-sample", schemaVersion: 1, auditId: "march", frameHash: "0".repeat(64), drawn, strata: [{ stratumId: "all", decidedCount: 300, drawnCount: 20 }], reason: null };
 * const findings = drawn.map(({ proposalId }) => ({ proposalId, auditorId: "ulla", isError: false }));
 * const { errorFraction, verdict } = auditedOversight({ sample, findings, maximumErrorFraction: 0.05, confidenceLevel: 0.95 });
 * [errorFraction.estimate, errorFraction.confidence.upper.toFixed(4), verdict]; // => [0, "0.1611", "cannot-say"]
 * ```
 */
export function auditedOversight(audit: OversightAudit): AuditedOversight {
  const checked = check(OversightAudit, audit);
  const { sample: { drawn, strata }, findings, confidenceLevel } = checked;
  const findingOf = new Map(findings.map((finding) => [finding.proposalId, finding]));
  const tallies = strata.map(({ stratumId, decidedCount, drawnCount }): Tally => {
    const own = drawn.flatMap((one) => (one.stratumId === stratumId ? (findingOf.get(one.proposalId) ?? []) : []));
    return { stratumId, decidedCount, drawnCount, auditedCount: own.length, errorCount: own.filter(({ isError }) => isError).length };
  });
  return {
    errorFraction: errorFractionOf(tallies, confidenceLevel), ...verdictOf(tallies, checked), auditedCount: findings.length,
    unauditedProposalIds: drawn.flatMap(({ proposalId }) => (findingOf.has(proposalId) ? [] : [proposalId])).sort(inTextOrder),
    strata: tallies.map(({ stratumId, auditedCount, errorCount }) => ({ stratumId, auditedCount, errorCount })), errors: errorCounts(findings),
  };
}
