import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { contentHash } from "../identity/index.js";
import { Seed } from "../statistics/index.js";
import { randomStream } from "../statistics/internal.js";
import { TimeSpan } from "../time/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type DecisionRecord, type ProposalRecord } from "./decision-record.js";
import { findRecordFaults, OVERSIGHT_LIMITS, type OversightRecords, recordKeys } from "./oversight-question.js";
import { Seal } from "./proposal.js";

/** What an audit draws, and needs. */
export const OVERSIGHT_AUDIT_LIMITS = {
  /** Proposals that have to be drawn and audited at the least: fewer say too little about a month. */
  leastDrawn: 20,
  /** Proposals that one audit draws. */
  drawn: 10_000,
} as const;

/** Which proposals could be audited, and how many are to be. */
export interface OversightAuditRequest extends OversightRecords {
  /** The id of this audit: with another one, the same seed draws others. */
  readonly auditId: Id;
  /** The seed, fixed before the month and not by those who decide or audit: whoever may try seeds may choose. */
  readonly seed: Seed;
  /** The month, or a longer stretch where a month has too few: proposals decided or sent in it are drawn from. */
  readonly within: TimeSpan;
  /** How many to draw, 20 to 10,000; of fewer all are drawn. */
  readonly drawCount: Count;
  /** Whether summaries, nudges and patterns are drawn from one by one, each as its share is. */
  readonly byKind: boolean;
}
/** Proposals that are drawn from together. */
export interface OversightStratum {
  /** Unique within the sample: the kind of output, or `"all"`. */
  readonly stratumId: Id;
  /** How many were decided or sent. */
  readonly decidedCount: Count;
  /** How many of them were drawn. */
  readonly drawnCount: Count;
}
/** A proposal that is to be audited. */
export interface DrawnProposal {
  /** The proposal. */
  readonly proposalId: Id;
  /** Its stratum. */
  readonly stratumId: Id;
  /** The model that made it. */
  readonly modelId: Id;
  /** Who decided; null where it was sent automatically. */
  readonly deciderId: Id | null;
}
/** Which proposals an audit looks at, drawn by chance: a document that a host stores before anybody audits. */
export interface OversightAuditSample {
  /** Says what this document is. */
  readonly kind: "oversight-audit-sample";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The audit. */
  readonly auditId: Id;
  /** The fingerprint of all that the draw depends on, 64 hexadecimal digits: whoever draws again from the same seed and decisions gets it again. */
  readonly frameHash: string;
  /** Those to be audited, by id. */
  readonly drawn: readonly DrawnProposal[];
  /** All strata, by id. */
  readonly strata: readonly OversightStratum[];
  /** Why they do not suffice for a verdict: `nothing-decided`, or `too-few-decided` with fewer than 20; null where they do. */
  readonly reason: "nothing-decided" | "too-few-decided" | null;
}

/** Schema of which proposals could be audited. */
export const OversightAuditRequest = z
  .strictObject({ ...recordKeys, auditId: Id, seed: Seed, within: TimeSpan, drawCount: Count.min(OVERSIGHT_AUDIT_LIMITS.leastDrawn).max(OVERSIGHT_AUDIT_LIMITS.drawn), byKind: z.boolean() })
  .check(rule(findRecordFaults))
  .readonly() satisfies z.ZodType<OversightAuditRequest>;
const OversightStratum = z.strictObject({ stratumId: Id, decidedCount: Count.max(OVERSIGHT_LIMITS.proposals), drawnCount: Count.max(OVERSIGHT_AUDIT_LIMITS.drawn) }).readonly() satisfies z.ZodType<OversightStratum>;
const DrawnProposal = z.strictObject({ proposalId: Id, stratumId: Id, modelId: Id, deciderId: Id.nullable() }).readonly() satisfies z.ZodType<DrawnProposal>;
const drawnTwice: Fault = { code: "oversight-audit.drawn_twice", message: "“{id}” was drawn twice.", hint: "Give the sample as it was drawn." };
const unknownStratum: Fault = { code: "oversight-audit.unknown_stratum", message: "The sample has no stratum “{id}”.", hint: "Give the sample as it was drawn." };
const countsDiffer: Fault = { code: "oversight-audit.counts_differ", message: "Of “{id}” {drawnCount} of {decidedCount} were drawn, and {count} are listed.", hint: "Give the sample as it was drawn." };

function findSampleFaults({ drawn, strata }: OversightAuditSample, report: Report): void {
  const counts = new Map(strata.map(({ stratumId }) => [stratumId, 0]));
  for (const [index, { proposalId: id }] of repeated(drawn, ({ proposalId }) => proposalId)) report(drawnTwice, ["drawn", index, "proposalId"], { id });
  drawn.forEach(({ stratumId: id }, index) => {
    const count = counts.get(id);
    if (count === undefined) report(unknownStratum, ["drawn", index, "stratumId"], { id });
    else counts.set(id, count + 1);
  });
  strata.forEach(({ stratumId: id, drawnCount, decidedCount }, index) => {
    const count = counts.get(id) ?? 0;
    if (drawnCount !== count || drawnCount > decidedCount) report(countsDiffer, ["strata", index, "drawnCount"], { id, drawnCount, decidedCount, count });
  });
}
/** Schema of which proposals an audit looks at. */
export const OversightAuditSample = z
  .strictObject({
    kind: z.literal("oversight-audit-sample"), schemaVersion: z.literal(1), auditId: Id, frameHash: Seal, drawn: z.array(DrawnProposal).max(OVERSIGHT_AUDIT_LIMITS.drawn).readonly(), strata: z.array(OversightStratum).max(3).readonly(),
    reason: z.enum(["nothing-decided", "too-few-decided"]).nullable(),
  })
  .check(rule(findSampleFaults))
  .readonly() satisfies z.ZodType<OversightAuditSample>;

interface Auditable extends DrawnProposal { readonly decision: DecisionRecord; readonly rank: number }

/** How many of each stratum: one each, then in proportion to what was decided, the largest shortfall first. */
function drawCounts(sizes: readonly number[], wanted: number): readonly number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const total = Math.min(wanted, all);
  const counts = sizes.map((size) => Math.min(1, size));
  for (let given = counts.reduce((sum, count) => sum + count, 0); given < total; given += 1) {
    const shortfalls = sizes.map((size, place) => (total * size) / all - (counts[place] as number));
    const next = shortfalls.indexOf(Math.max(...shortfalls));
    counts[next] = (counts[next] as number) + 1;
  }
  return counts;
}

/** All that was decided or sent in the stretch, by stratum; each with a number by chance of its own. */
function auditableStrata({ auditId, seed, within, byKind, proposals, decisions }: OversightAuditRequest): readonly (readonly [stratumId: Id, auditable: readonly Auditable[]])[] {
  const [from, until] = [millisecondsOf(within.startsAt), millisecondsOf(within.endsAt)];
  const known = new Map(proposals.map((proposal) => [proposal.proposalId, proposal]));
  const strata = new Map<Id, Auditable[]>();
  for (const decision of decisions) {
    const at = millisecondsOf(decision.decidedAt);
    if (at < from || at >= until) continue;
    const { proposalId, outputKind, provenance: { modelId } } = known.get(decision.proposalId) as ProposalRecord;
    const stratumId = byKind ? outputKind : "all";
    const one = { proposalId, stratumId, modelId, deciderId: decision.deciderId, decision, rank: randomStream(seed, [auditId, "proposal", proposalId]).uniform() };
    const stratum = strata.get(stratumId);
    if (stratum === undefined) strata.set(stratumId, [one]);
    else stratum.push(one);
  }
  for (const stratum of strata.values()) stratum.sort((one, other) => one.rank - other.rank || inTextOrder(one.proposalId, other.proposalId));
  return [...strata].sort(([one], [other]) => inTextOrder(one, other));
}

/**
 * Draws which decided or automatically sent proposals an audit looks at: by chance from a seed, at least 20, in proportion to each kind where wanted, and at least one of each kind.
 * Each proposal has a number of its own from seed, audit and id, and the lowest are drawn: nobody chooses, whoever has the records can draw again, and the order of the lists does not matter. Store the sample before anybody audits; `auditedOversight` counts no other proposals.
 * Of a stretch with fewer than 20 all are drawn, with a reason: no verdict can be given on them, so take a longer stretch.
 * Sources: W. Cochran, "Sampling Techniques" (1977), chapter 5; E. Ohlsson, "Coordination of samples using permanent random numbers", Business Survey Methods (1995). The least number of 20 is a heuristic.
 *
 * @throws CoachingError `input.*`, `oversight-question.*`, `time-span.*`, `decision-record.nobody_decided`
 * @example
 * ```ts
 * const provenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
 * const ids = [...Array(40).keys()].map((place) => `p${place}`);
 * const proposals = ids.map((proposalId, place) => ({ proposalId, outputKind: place < 30 ? "summary" : "pattern", subjectIds: [], provenance, outputSeal: "0".repeat(64) }));
 * const decisions = ids.map((proposalId) => ({ proposalId, outcome: "accepted", deciderId: "kim", reasonId: "fits", editFraction: null, wordsSeal: null, openedAt: null, decidedAt: "2026-03-02T12:00:00Z" }));
 * const within = { startsAt: "2026-03-01T00:00:00Z", endsAt: "2026-04-01T00:00:00Z" };
 * const sample = drawOversightAudit({ auditId: "march", seed: 20260301, within, drawCount: 20, byKind: true, proposals, decisions });
 * sample.strata.map(({ stratumId, decidedCount, drawnCount }) => [stratumId, decidedCount, drawnCount]); // => [["pattern", 10, 5], ["summary", 30, 15]]
 * ```
 */
export function drawOversightAudit(request: OversightAuditRequest): OversightAuditSample {
  const checked = check(OversightAuditRequest, request);
  const { auditId, seed, within, drawCount, byKind } = checked;
  const strata = auditableStrata(checked);
  const decidedCount = strata.reduce((sum, [, auditable]) => sum + auditable.length, 0);
  const counts = drawCounts(strata.map(([, { length }]) => length), drawCount);
  const drawn = strata.flatMap(([, auditable], place) => auditable.slice(0, counts[place])).map(({ proposalId, stratumId, modelId, deciderId }): DrawnProposal => ({ proposalId, stratumId, modelId, deciderId }));
  const frame = strata.flatMap(([stratumId, auditable]) => auditable.map(({ proposalId, modelId, deciderId, decision: { outcome, decidedAt } }) => [stratumId, proposalId, modelId, deciderId, outcome, decidedAt]));
  return {
    kind: "oversight-audit-sample", schemaVersion: 1, auditId, frameHash: contentHash([{ auditId, seed, within, drawCount, byKind }, frame]), drawn: drawn.sort((one, other) => inTextOrder(one.proposalId, other.proposalId)),
    strata: strata.map(([stratumId, { length }], place) => ({ stratumId, decidedCount: length, drawnCount: counts[place] as number })),
    reason: decidedCount === 0 ? "nothing-decided" : decidedCount < OVERSIGHT_AUDIT_LIMITS.leastDrawn ? "too-few-decided" : null,
  };
}
