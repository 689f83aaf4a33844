import * as z from "zod";
import { check, type Fault, faultAt, repeated, type Report, rule } from "../error/index.js";
import { Plan } from "../plan/index.js";
import { allocateObservations, drawObservations, observationSampleSize } from "../rubric/index.js";
import { ConfidenceLevel, Seed } from "../statistics/index.js";
import { CivilDate, Count, Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { AUDIT_SAMPLE_LIMITS, type AuditSample, type AuditStratum } from "./audit-sample.js";
import { Delivery } from "./delivery.js";
import { deliveryRules } from "./delivery-rules.js";

/** Where a participant works. */
export interface ParticipantSite {
  /** The participant. */
  readonly participantId: Id;
  /** The site. */
  readonly siteId: Id;
}
/** Schema of where a participant works. */
export const ParticipantSite = z.strictObject({ participantId: Id, siteId: Id }).readonly() satisfies z.ZodType<ParticipantSite>;

/** Which sessions could be audited, and how exactly their content is to be known. */
export interface AuditRequest {
  /** The id of this audit: with another one, the same seed draws others. */
  readonly auditId: Id;
  /** The seed, fixed before the audit and not by those who are audited or audit: whoever may try seeds may choose. */
  readonly seed: Seed;
  /** The sessions. */
  readonly plan: Plan;
  /** The first day of the sessions looked at. */
  readonly fromDate: CivilDate;
  /** The last day. */
  readonly toDate: CivilDate;
  /** What became of the sessions: only those held are drawn from, each with the coach who led it. Absent: all planned ones, before they are held. */
  readonly deliveries?: readonly Delivery[];
  /** Whether each coach's touchpoints are covered one by one. */
  readonly byTouchpoint: boolean;
  /** Where participants work; given, each coach's sites are covered one by one. */
  readonly participantSites?: readonly ParticipantSite[];
  /** The half of the interval's width that is aimed at: 0.1 for ±10 percentage points; above 0, below 0.5. */
  readonly halfWidthFraction: Fraction;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The share of the content that is expected to be covered; absent 0.5, which needs the most. */
  readonly expectedFraction?: Fraction;
  /** Audits of each stratum at the least, as far as it has sessions; absent 2, so that each can be seen to vary. */
  readonly minimumPerStratumCount?: Count;
}

const datesSwapped: Fault = { code: "draw-audits.dates_swapped", message: "The sessions run from {fromDate} to {toDate}.", hint: "Swap fromDate and toDate." };
const duplicateSite: Fault = { code: "draw-audits.duplicate_site", message: "Two sites are given for “{id}”.", hint: "Keep one." };
const tooManySessions: Fault = { code: "draw-audits.too_many_sessions", message: "{count} sessions are more than {limit}.", hint: "Audit a shorter stretch, or by site." };
const tooManyStrata: Fault = { code: "draw-audits.too_many_strata", message: "{count} strata are more than {limit}.", hint: "Leave touchpoints or sites together, or audit by site." };
const tooManyAudits: Fault = { code: "draw-audits.too_many_audits", message: "That takes {count} audits, more than {limit}.", hint: "Ask for a wider interval, or lower minimumPerStratumCount." };

function findRequestFaults({ fromDate, toDate, participantSites = [] }: AuditRequest, report: Report): void {
  if (fromDate > toDate) report(datesSwapped, ["toDate"], { fromDate, toDate });
  for (const [index, { participantId: id }] of repeated(participantSites, ({ participantId }) => participantId)) report(duplicateSite, ["participantSites", index, "participantId"], { id });
}

/** Schema of which sessions could be audited, with its rules between parts. */
export const AuditRequest = z
  .strictObject({
    auditId: Id, seed: Seed, plan: Plan, fromDate: CivilDate, toDate: CivilDate, deliveries: z.exactOptional(z.array(Delivery).max(1_000_000).readonly()), byTouchpoint: z.boolean(),
    participantSites: z.exactOptional(z.array(ParticipantSite).max(100_000).readonly()), halfWidthFraction: z.number().min(0.001).lt(0.5), confidenceLevel: ConfidenceLevel, expectedFraction: z.exactOptional(Fraction),
    minimumPerStratumCount: z.exactOptional(Count.max(1000)),
  })
  .check(rule(findRequestFaults), ...deliveryRules.map((find) => rule(({ plan, deliveries }: AuditRequest, report) => { if (deliveries !== undefined) find({ plan, deliveries }, report); })))
  .readonly() satisfies z.ZodType<AuditRequest>;

/** A session that could be audited, with what it is told apart by. */
interface Auditable { readonly sessionId: Id; readonly date: CivilDate; readonly place: Pick<AuditStratum, "coachId" | "touchpointId" | "siteId"> }

/** The site of all who meet; `null` where they are of several, or nobody's is known. */
function siteOf(participantIds: readonly Id[], sites: ReadonlyMap<Id, Id>): Id | null {
  const [site, ...others] = new Set(participantIds.map((id) => sites.get(id)));
  return others.length > 0 ? null : (site ?? null);
}

/** The sessions of the stretch that could be audited: those held, where that is known. */
function auditableSessions({ plan, fromDate, toDate, deliveries, byTouchpoint, participantSites = [] }: AuditRequest): readonly Auditable[] {
  const sites = new Map(participantSites.map(({ participantId, siteId }) => [participantId, siteId]));
  const held = deliveries && new Map(deliveries.flatMap((one) => (one.status === "held" && one.sessionId !== null ? [[one.sessionId, one.coachId] as const] : [])));
  return plan.sessions.flatMap(({ id, date, touchpointId, coachId, participantIds }): readonly Auditable[] => {
    if (date < fromDate || date > toDate || held?.has(id) === false) return [];
    const ledBy = held === undefined ? coachId : (held.get(id) ?? null);
    return [{ sessionId: id, date, place: { coachId: ledBy, touchpointId: byTouchpoint ? touchpointId : null, siteId: siteOf(participantIds, sites) } }];
  });
}

/** Sessions by what they are told apart by, in the order of coaches, touchpoints and sites; none comes first. */
function strataOf(sessions: readonly Auditable[]): readonly { readonly place: Auditable["place"]; readonly sessions: readonly Auditable[] }[] {
  const known = new Map<string, { place: Auditable["place"]; sessions: Auditable[] }>();
  for (const session of sessions) {
    const { place } = session;
    const key = JSON.stringify([place.coachId, place.touchpointId, place.siteId]);
    const stratum = known.get(key);
    if (stratum === undefined) known.set(key, { place, sessions: [session] });
    else stratum.sessions.push(session);
  }
  const order = (one: Id | null, other: Id | null): number => inTextOrder(one ?? "", other ?? "");
  return [...known.values()].sort(({ place: one }, { place: other }) => order(one.coachId, other.coachId) || order(one.touchpointId, other.touchpointId) || order(one.siteId, other.siteId));
}

function refuseTooMany(fault: Fault, path: readonly string[], { count, limit }: { readonly count: number; readonly limit: number }): void {
  if (count > limit) throw faultAt(fault, path, { count, limit });
}

/** One day for all sessions: drawn from a single week, each of a stratum is as likely as another, and its mean needs no weights. */
const ONE_DAY = "2000-01-03";

/**
 * Draws which sessions a fidelity audit looks at: by chance from a seed, from every coach, and from each coach's touchpoints and sites where wanted, as many as the wanted precision takes of these sessions.
 * Nobody chooses, so nobody can pick the good ones: whoever has the plan and the seed can draw again, and the order of the lists does not matter. Store the sample before anybody audits; `auditedContent` counts no session that was not drawn.
 * Numbers and draw are those of `observationSampleSize` and `drawObservations`, in proportion to sessions with a least number for each stratum; within a stratum every session is as likely as another.
 * Shares of content vary less than yes and no do, so the interval is rather narrower than asked for; where strata get two or three audits each and content is all or nothing, it is a quarter wider or more, since their variances are hardly known.
 * Sources: as of `observationSampleSize`, `allocateObservations` and `drawObservations`; the least number of 2 is a heuristic.
 *
 * @throws CoachingError `draw-audits.*`, `delivery.*`, `delivery-rules.*`, `session.*`, `input.*`
 * @example
 * ```ts
 * const session = (id, coachId) => ({ id, occurrenceId: id, touchpointId: "one-to-one", title: "1:1", week: 2, coachId, participantIds: ["ana"], date: "2027-10-13", startTime: "10:00", timeZone: "Europe/Berlin", startsAt: "2027-10-13T08:00:00Z", endsAt: "2027-10-13T08:30:00Z", durationMinutes: 30, isScheduled: true, warnings: [] });
 * const sessions = [...Array(30).keys()].map((index) => session(`s${index}`, index < 25 ? "kim" : "lee"));
 * const plan = { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const { strata, drawn, neededCount } = drawAudits({ auditId: "autumn", seed: 20271001, plan, fromDate: "2027-10-01", toDate: "2027-12-31", byTouchpoint: false, halfWidthFraction: 0.2, confidenceLevel: 0.95 });
 * strata.map(({ coachId, sessionCount, drawnCount }) => [coachId, sessionCount, drawnCount]); // => [["kim", 25, 11], ["lee", 5, 2]]
 * [neededCount, drawn.length]; // => [13, 13]
 * ```
 */
export function drawAudits(request: AuditRequest): AuditSample {
  const checked = check(AuditRequest, request);
  const { auditId, seed, fromDate, halfWidthFraction, confidenceLevel, expectedFraction = 0.5, minimumPerStratumCount = 2 } = checked;
  const sessions = auditableSessions(checked);
  const strata = strataOf(sessions).map((stratum, index) => ({ ...stratum, stratumId: `stratum-${String(index + 1)}` }));
  refuseTooMany(tooManySessions, ["plan", "sessions"], { count: sessions.length, limit: AUDIT_SAMPLE_LIMITS.sessions });
  refuseTooMany(tooManyStrata, ["plan", "sessions"], { count: strata.length, limit: AUDIT_SAMPLE_LIMITS.strata });
  const opportunities = strata.flatMap(({ stratumId, sessions: own }) => own.map(({ sessionId: id }) => ({ id, date: ONE_DAY, participantId: id, stratumId })));
  const frame = { kind: "audit-sample", schemaVersion: 1, auditId, assumptions: { expectedFraction, minimumPerStratumCount } } as const;
  const draw = (counts: readonly { readonly stratumId: Id; readonly count: Count }[]) => drawObservations({ planId: auditId, seed, startDate: ONE_DAY, weekCount: 1, opportunities, counts });
  if (sessions.length === 0) return { ...frame, frameHash: draw([{ stratumId: "none", count: 0 }]).frameHash, drawn: [], strata: [], neededCount: 0, expectedHalfWidthFraction: null, reason: "no-sessions" };
  const { neededCount } = observationSampleSize({ halfWidthFraction, confidenceLevel, expectedFraction, opportunityCount: sessions.length });
  const leastCount = strata.reduce((sum, { sessions: own }) => sum + Math.min(own.length, minimumPerStratumCount), 0);
  const totalCount = Math.max(1, neededCount, leastCount);
  refuseTooMany(tooManyAudits, ["halfWidthFraction"], { count: totalCount, limit: AUDIT_SAMPLE_LIMITS.audits });
  const allocation = allocateObservations({
    totalCount, method: "proportional", minimumCount: minimumPerStratumCount, confidenceLevel, strata: strata.map(({ stratumId: id, sessions: own }) => ({ id, opportunityCount: own.length, expectedFraction })),
  });
  const { drawn, frameHash } = draw(allocation.strata.map(({ id: stratumId, count }) => ({ stratumId, count })));
  const dates = new Map(sessions.map(({ sessionId, date }) => [sessionId, date]));
  return {
    ...frame, frameHash, neededCount, expectedHalfWidthFraction: allocation.expectedHalfWidthFraction === null ? null : Math.min(1, allocation.expectedHalfWidthFraction), reason: null,
    drawn: drawn.map(({ id: sessionId, stratumId }) => ({ sessionId, date: dates.get(sessionId) ?? fromDate, stratumId })).sort((one, other) => inTextOrder(one.date, other.date) || inTextOrder(one.sessionId, other.sessionId)),
    strata: strata.map(({ stratumId, place, sessions: own }, index) => ({ stratumId, ...place, sessionCount: own.length, drawnCount: allocation.strata[index]?.count ?? 0 })),
  };
}
