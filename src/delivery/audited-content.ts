import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, stratifiedMean, type StratifiedMean, tooFewObservations } from "../statistics/index.js";
import { Count, type Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { AuditSample, type AuditStratum } from "./audit-sample.js";
import { Delivery } from "./delivery.js";
import { findDuplicateIds } from "./delivery-rules.js";

/** A drawn sample, and what its audits found. */
export interface AuditedContentInput {
  /** The sample, as it was stored before the audits. */
  readonly sample: AuditSample;
  /** What became of the sessions, with the share of content that audits found covered. Those of other sessions take no part. */
  readonly deliveries: readonly Delivery[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Audits from which something is said of one coach, 2 or more; absent 5, a heuristic. */
  readonly minimumPerCoachCount?: Count;
}

const duplicateSession: Fault = { code: "audited-content.duplicate_session", message: "The session “{id}” has more than one delivery.", hint: "Keep the one that says what became of it." };
const drawnTwice: Fault = { code: "audited-content.drawn_twice", message: "The sample names “{id}” twice.", hint: "Give the sample as it was drawn." };
const otherCount: Fault = { code: "audited-content.other_count", message: "The sample names {found} sessions of “{id}”, and says {drawnCount} of {sessionCount}.", hint: "Give the sample as it was drawn." };
const unknownStratum: Fault = { code: "audited-content.unknown_stratum", message: "The sample has no stratum “{id}”.", hint: "Give the sample as it was drawn." };

function findSampleFaults({ sample: { drawn, strata } }: AuditedContentInput, report: Report): void {
  const counts = new Map<Id, number>(strata.map(({ stratumId }) => [stratumId, 0]));
  drawn.forEach(({ stratumId: id }, index) => {
    const count = counts.get(id);
    if (count === undefined) report(unknownStratum, ["sample", "drawn", index, "stratumId"], { id });
    else counts.set(id, count + 1);
  });
  for (const [index, { sessionId: id }] of repeated(drawn, ({ sessionId }) => sessionId)) report(drawnTwice, ["sample", "drawn", index, "sessionId"], { id });
  for (const [index, { stratumId: id }] of repeated(strata, ({ stratumId }) => stratumId)) report(drawnTwice, ["sample", "strata", index, "stratumId"], { id });
  strata.forEach(({ stratumId: id, drawnCount, sessionCount }, index) => {
    const found = counts.get(id) ?? 0;
    if (found !== drawnCount || drawnCount > sessionCount) report(otherCount, ["sample", "strata", index, "drawnCount"], { id, found, drawnCount, sessionCount });
  });
}

function findDeliveryFaults({ deliveries }: AuditedContentInput, report: Report): void {
  findDuplicateIds("deliveries", deliveries, report);
  const seen = new Set<Id>();
  deliveries.forEach(({ sessionId: id }, index) => {
    if (id === null) return;
    if (seen.has(id)) report(duplicateSession, ["deliveries", index, "sessionId"], { id });
    seen.add(id);
  });
}

/** Schema of a drawn sample with its audits, with its rules between parts. */
export const AuditedContentInput = z
  .strictObject({ sample: AuditSample, deliveries: z.array(Delivery).max(1_000_000).readonly(), confidenceLevel: ConfidenceLevel, minimumPerCoachCount: z.exactOptional(Count.min(2).max(1000)) })
  .check(rule(findSampleFaults), rule(findDeliveryFaults))
  .readonly() satisfies z.ZodType<AuditedContentInput>;

/** What the audits found of one coach. */
export interface CoachContent {
  /** The coach; `null` for sessions that no coach led. */
  readonly coachId: Id | null;
  /** Sessions that were drawn from. */
  readonly sessionCount: Count;
  /** The share of content that was covered; `too-few-observations` where too few were audited. */
  readonly contentFraction: StratifiedMean;
}

/** What the audits of a drawn sample found. */
export interface AuditedContent {
  /** The share of planned content that was covered in the sessions that were drawn from, by strata. */
  readonly contentFraction: StratifiedMean;
  /** By coach, in the order of ids; none comes first. */
  readonly coaches: readonly CoachContent[];
  /** Drawn sessions that were audited. */
  readonly auditedCount: Count;
  /** Drawn sessions that were held, or of which nothing is recorded, and not audited. */
  readonly openCount: Count;
  /** Drawn sessions that were not held: nothing to audit, and a sign of how many others were not. */
  readonly notHeldCount: Count;
  /** Sessions that were audited without having been drawn. They take no part: whoever adds sessions chooses them. */
  readonly notDrawnCount: Count;
  /** `audits-open`: what is missing may differ from what was found. `drawn-not-held`. `audited-not-drawn`. */
  readonly warnings: readonly ("audits-open" | "drawn-not-held" | "audited-not-drawn")[];
  /** What was taken for granted. */
  readonly assumptions: { readonly minimumPerCoachCount: Count };
}

/** A stratum with what was found of it. */
interface FoundStratum { readonly stratum: AuditStratum; readonly values: number[]; openCount: number; notHeldCount: number }

/** The mean of the sessions that were held: a draw that met some that were not tells that there are more of them among those that nobody drew. */
const contentOf = (found: readonly FoundStratum[], confidenceLevel: number): StratifiedMean =>
  stratifiedMean({ areFractions: true, confidenceLevel, strata: found.map(({ stratum: { stratumId, sessionCount }, values, openCount, notHeldCount }) => ({ stratumId, populationCount: sessionCount, values, blankCount: notHeldCount, missingCount: openCount })) });

/**
 * What share of the planned content was covered, from the audits of a drawn sample: each stratum counts as much as it has sessions that were held, and the interval knows how few were left out. Where the sample was drawn before the sessions were held, how many of a stratum took place is estimated from its draw, and that doubt is in the interval. It speaks of the sessions that were drawn from, not of those to come.
 * By coach only where enough were audited. Methods and further warnings of the shares are those of `stratifiedMean`.
 * `programFidelity` tells the plain mean of all that were audited beside the dose; where audits were drawn, this is the figure with an interval.
 *
 * @throws CoachingError `audited-content.*`, `delivery.*`, `delivery-rules.duplicate_id`, `input.*`
 * @example
 * ```ts
 * const stratum = { stratumId: "stratum-1", coachId: "kim", touchpointId: null, siteId: null, sessionCount: 20, drawnCount: 3 };
 * const sample = { kind: "audit-sample", schemaVersion: 1, auditId: "autumn", frameHash: "0", strata: [stratum], drawn: ["s1", "s2", "s3"].map((sessionId) => ({ sessionId, date: "2027-10-13", stratumId: "stratum-1" })), neededCount: 3, expectedHalfWidthFraction: 0.4, reason: null, assumptions: { expectedFraction: 0.5, minimumPerStratumCount: 2 } };
 * const held = (sessionId, contentCoveredFraction) => ({ id: sessionId, status: "held", sessionId, touchpointId: "one-to-one", startsAt: "2027-10-13T08:00:00Z", endsAt: "2027-10-13T08:30:00Z", coachId: "kim", attendance: [{ participantId: "ana", status: "attended" }], contentCoveredFraction });
 * const { contentFraction, coaches, notDrawnCount } = auditedContent({ sample, deliveries: [held("s1", 0.8), held("s2", 0.9), held("s3", 0.7), held("s4", 1)], confidenceLevel: 0.95 });
 * [contentFraction.estimate.toFixed(2), contentFraction.method, notDrawnCount]; // => ["0.80", "stratified-wilson", 1]
 * coaches[0].contentFraction; // => { estimate: null, reason: "too-few-observations", n: 3, needed: 5 }
 * ```
 */
export function auditedContent(input: AuditedContentInput): AuditedContent {
  const { sample, deliveries, confidenceLevel, minimumPerCoachCount = 5 } = check(AuditedContentInput, input);
  const found = new Map(sample.strata.map((stratum): [Id, FoundStratum] => [stratum.stratumId, { stratum, values: [], openCount: 0, notHeldCount: 0 }]));
  const records = new Map(deliveries.map((delivery) => [delivery.sessionId, delivery]));
  for (const { sessionId, stratumId } of sample.drawn) {
    const [record, at] = [records.get(sessionId), found.get(stratumId)];
    if (at === undefined) continue;
    if (record?.status === "held" && record.contentCoveredFraction !== undefined) at.values.push(record.contentCoveredFraction);
    else if (record === undefined || record.status === "held") at.openCount += 1;
    else at.notHeldCount += 1;
  }
  const drawn = new Set(sample.drawn.map(({ sessionId }) => sessionId));
  const notDrawnCount = deliveries.filter((one) => one.status === "held" && one.contentCoveredFraction !== undefined && (one.sessionId === null || !drawn.has(one.sessionId))).length;
  const strata = [...found.values()];
  const [openCount, notHeldCount] = [strata.reduce((sum, one) => sum + one.openCount, 0), strata.reduce((sum, one) => sum + one.notHeldCount, 0)];
  const coachIds = [...new Set(strata.map(({ stratum }) => stratum.coachId))].sort((one, other) => inTextOrder(one ?? "", other ?? ""));
  return {
    contentFraction: contentOf(strata, confidenceLevel),
    coaches: coachIds.map((coachId): CoachContent => {
      const own = strata.filter(({ stratum }) => stratum.coachId === coachId);
      const n = own.reduce((sum, { values }) => sum + values.length, 0);
      return { coachId, sessionCount: own.reduce((sum, { stratum }) => sum + stratum.sessionCount, 0), contentFraction: n < minimumPerCoachCount ? tooFewObservations(n, minimumPerCoachCount) : contentOf(own, confidenceLevel) };
    }),
    auditedCount: strata.reduce((sum, { values }) => sum + values.length, 0), openCount, notHeldCount, notDrawnCount,
    warnings: [...(openCount > 0 ? ["audits-open" as const] : []), ...(notHeldCount > 0 ? ["drawn-not-held" as const] : []), ...(notDrawnCount > 0 ? ["audited-not-drawn" as const] : [])],
    assumptions: { minimumPerCoachCount },
  };
}
