import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Plan } from "../plan/index.js";
import { ConfidenceLevel, type EstimateResult, mean, meanEstimate, proportionEstimate } from "../statistics/index.js";
import { type Count, Fraction, Id } from "../unit/index.js";
import { type ComponentDose, type DoseComponent, doseOf, type ExcludedComponent, Weight, weightRule } from "./delivered-dose.js";
import { Delivery } from "./delivery.js";
import { deliveryRules, pulseRules } from "./delivery-rules.js";
import { SessionPulse } from "./rapid-feedback.js";
import { emptyTally, type PersonTally, type PlaceCounts, type SessionTally, tallySessions } from "./session-tally.js";

/** How much a touchpoint matters beside the others. */
export interface TouchpointWeight {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** Zero or more, any scale. */
  readonly weight: number;
}
/** Schema of a touchpoint's weight. */
export const TouchpointWeight = z.strictObject({ touchpointId: Id, weight: Weight }).readonly() satisfies z.ZodType<TouchpointWeight>;

/** What fidelity is measured on. */
export interface FidelityInput {
  /** Who was to meet whom when. For an interim figure give the part of the plan that was due, and its deliveries. */
  readonly plan: Plan;
  /** What became of the sessions. A session without a record counts as not delivered. */
  readonly deliveries: readonly Delivery[];
  /** A weight for each touchpoint of the plan. */
  readonly weights: readonly TouchpointWeight[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The dose from which a participant counts as covered; 0.7 when absent, a heuristic. */
  readonly coverageThresholdFraction?: Fraction;
  /** What participants said after sessions, for quality and responsiveness. */
  readonly sessionPulses?: readonly SessionPulse[];
  /** The items on how well sessions were run. */
  readonly qualityItemIds?: readonly Id[];
  /** The items on how far participants were engaged. */
  readonly responsivenessItemIds?: readonly Id[];
}

/** The dose of one touchpoint, with what became of its places. */
export interface FidelityComponent extends ComponentDose, PlaceCounts {}

/** The dose that one participant received. */
export interface ParticipantDose {
  /** The participant. */
  readonly participantId: Id;
  /** Places planned for this participant. */
  readonly plannedCount: Count;
  /** Sessions attended, or done in a journal. */
  readonly attendedCount: Count;
  /** Attended ÷ planned by touchpoint, at most 1, weighted; `null` when nothing with a weight was planned for this participant. */
  readonly doseFraction: Fraction | null;
  /** Whether the dose reaches the threshold; `null` without a dose. */
  readonly isCovered: boolean | null;
}

/** How closely a program kept to its plan. */
export interface ProgramFidelity {
  /** Fidelity: weighted delivered ÷ planned. `null` when nothing with a weight was planned. */
  readonly doseFraction: Fraction | null;
  /** Why there is no dose. */
  readonly reason: "nothing-planned" | null;
  /** By touchpoint, in the order of the weights. */
  readonly components: readonly FidelityComponent[];
  /** Touchpoints of which nothing was planned. */
  readonly excluded: readonly ExcludedComponent[];
  /** The share of participants whose own dose reaches the threshold, with Wilson's interval. Whoever had nothing planned is left out. */
  readonly coverage: EstimateResult;
  /** By participant, in order of first appearance in the plan. */
  readonly participants: readonly ParticipantDose[];
  /** The mean share of planned content that was covered in the audited sessions; a description of these sessions, hence without interval: of a drawn sample, `auditedContent` gives one. `null` when none was audited. */
  readonly contentFraction: Fraction | null;
  /** How many held sessions were audited for content. */
  readonly contentAuditedCount: Count;
  /** How many sessions were held. */
  readonly heldCount: Count;
  /** How well sessions were run, 1 to 5: the mean over participants of each one's mean rating. */
  readonly quality: EstimateResult;
  /** How far participants were engaged, 1 to 5, in the same way. */
  readonly responsiveness: EstimateResult;
  /** What the figures take for granted. */
  readonly assumptions: { readonly coverageThresholdFraction: Fraction; readonly unassignedCounts: "as-planned"; readonly replacedCounts: "as-delivered"; readonly unrecordedCounts: "as-not-delivered" };
}

const missingWeight: Fault = { code: "program-fidelity.missing_weight", message: "The touchpoint “{id}” was planned but has no weight.", hint: "Add a weight for it; 0 leaves it out of the dose." };

function findMissingWeights({ plan, weights }: FidelityInput, report: Report): void {
  const weighted = new Set(weights.map(({ touchpointId }) => touchpointId));
  const planned = new Set([...plan.sessions, ...plan.unassigned].map(({ touchpointId }) => touchpointId));
  for (const id of planned) if (!weighted.has(id)) report(missingWeight, ["weights"], { id });
}

const rules: readonly ((input: FidelityInput, report: Report) => void)[] = [
  ...deliveryRules,
  findMissingWeights,
  ...pulseRules,
];

const ItemIds = z.array(Id).max(50).readonly();

/** Schema of what fidelity is measured on, with its rules between parts. */
export const FidelityInput = z
  .strictObject({
    plan: Plan, deliveries: z.array(Delivery).max(1_000_000).readonly(), weights: z.array(TouchpointWeight).max(10_000).check(weightRule).readonly(),
    confidenceLevel: ConfidenceLevel, coverageThresholdFraction: z.exactOptional(Fraction),
    sessionPulses: z.exactOptional(z.array(SessionPulse).max(1_000_000).readonly()), qualityItemIds: z.exactOptional(ItemIds), responsivenessItemIds: z.exactOptional(ItemIds),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<FidelityInput>;

/** Whoever reaches the threshold but for binary dust has reached it. */
const DUST = 1e-9;

function participantDose(participantId: Id, tally: PersonTally, { weights, thresholdFraction }: { readonly weights: readonly TouchpointWeight[]; readonly thresholdFraction: Fraction }): ParticipantDose {
  const parts = [...tally.values()];
  const { doseFraction } = doseOf(weights.map(({ touchpointId, weight }) => ({ touchpointId, weight, plannedCount: tally.get(touchpointId)?.planned ?? 0, deliveredCount: tally.get(touchpointId)?.attended ?? 0 })));
  return {
    participantId,
    plannedCount: parts.reduce((sum, { planned }) => sum + planned, 0),
    attendedCount: parts.reduce((sum, { attended }) => sum + attended, 0),
    doseFraction,
    isCovered: doseFraction === null ? null : doseFraction >= thresholdFraction - DUST,
  };
}

/** One number for each participant, so that someone who answers often does not pass for many. */
function meanRating(pulses: readonly SessionPulse[], itemIds: readonly Id[], confidenceLevel: ConfidenceLevel): EstimateResult {
  const items = new Set(itemIds);
  const byParticipant = new Map<Id, number[]>();
  for (const { participantId, ratings } of pulses) {
    const asked = ratings.filter(({ itemId }) => items.has(itemId)).map(({ rating }) => rating);
    const earlier = byParticipant.get(participantId);
    if (earlier !== undefined) earlier.push(...asked);
    else if (asked.length > 0) byParticipant.set(participantId, asked);
  }
  return meanEstimate({ values: [...byParticipant.values()].map(mean), confidenceLevel });
}

/** The touchpoints that have a weight, then those that took place without one: nothing of them was planned. */
function componentsOf(weights: readonly TouchpointWeight[], touchpoints: SessionTally["touchpoints"]): readonly DoseComponent[] {
  const weighted = new Set(weights.map(({ touchpointId }) => touchpointId));
  const others = [...touchpoints.keys()].filter((id) => !weighted.has(id)).map((touchpointId) => ({ touchpointId, weight: 0 }));
  return [...weights, ...others].map((entry) => ({ ...entry, plannedCount: touchpoints.get(entry.touchpointId)?.plannedCount ?? 0, deliveredCount: touchpoints.get(entry.touchpointId)?.deliveredCount ?? 0 }));
}

/**
 * How closely a program kept to its plan. Fidelity is `doseFraction`; coverage, content, quality and responsiveness stand beside it and are never multiplied in.
 *
 * Two doses, not one: a touchpoint's dose is what was offered, a session that was held, whoever came; a participant's dose, behind `coverage`, is what that participant attended.
 * Doses are counted in places: a session counts once for each of its participants. What the plan left unassigned was planned, and not delivered; what a journal replaced was delivered in writing.
 * Source: C. Carroll et al., "A conceptual framework for implementation fidelity", Implementation Science 2 (2007); the weighting and the threshold of coverage are heuristics.
 *
 * @throws CoachingError `delivery.*`, `delivery-rules.*`, `delivered-dose.duplicate_touchpoint`, `delivered-dose.no_weight`, `program-fidelity.missing_weight`, `rapid-feedback.duplicate_item`, `session.*`, `input.*`
 * @example
 * ```ts
 * const session = { id: "s1", occurrenceId: "o1", touchpointId: "huddle", title: "Huddle", week: 2, coachId: null, participantIds: ["ana", "ben"], date: "2027-10-13", startTime: "10:00", timeZone: "Europe/Berlin", startsAt: "2027-10-13T08:00:00Z", endsAt: "2027-10-13T08:30:00Z", durationMinutes: 30, isScheduled: true, warnings: [] };
 * const plan = { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions: [session, { ...session, id: "s2" }], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const held = { id: "d1", status: "held", sessionId: "s1", touchpointId: "huddle", startsAt: session.startsAt, endsAt: session.endsAt, coachId: null, attendance: [{ participantId: "ana", status: "attended" }] };
 * const fidelity = programFidelity({ plan, deliveries: [held], weights: [{ touchpointId: "huddle", weight: 1 }], confidenceLevel: 0.95, coverageThresholdFraction: 0.5 });
 * fidelity.doseFraction; // => 0.5
 * fidelity.participants.map(({ doseFraction }) => doseFraction); // => [0.5, 0]
 * ```
 */
export function programFidelity(input: FidelityInput): ProgramFidelity {
  const { plan, deliveries, weights, confidenceLevel, coverageThresholdFraction = 0.7, sessionPulses = [], qualityItemIds = [], responsivenessItemIds = [] } = check(FidelityInput, input);
  const tally = tallySessions(plan, deliveries);
  const { doseFraction, reason, components, excluded } = doseOf(componentsOf(weights, tally.touchpoints));
  const participants = [...tally.participants].map(([id, person]) => participantDose(id, person, { weights, thresholdFraction: coverageThresholdFraction }));
  const dosed = participants.filter(({ isCovered }) => isCovered !== null);
  const held = deliveries.filter((delivery) => delivery.status === "held");
  const audited = held.flatMap(({ contentCoveredFraction }) => contentCoveredFraction ?? []);
  return {
    doseFraction,
    reason,
    components: components.map((component) => ({ ...component, ...(tally.touchpoints.get(component.touchpointId) ?? emptyTally()) })),
    excluded,
    coverage: proportionEstimate({ successes: dosed.filter(({ isCovered }) => isCovered).length, n: dosed.length, confidenceLevel }),
    participants,
    contentFraction: audited.length === 0 ? null : mean(audited),
    contentAuditedCount: audited.length,
    heldCount: held.length,
    quality: meanRating(sessionPulses, qualityItemIds, confidenceLevel),
    responsiveness: meanRating(sessionPulses, responsivenessItemIds, confidenceLevel),
    assumptions: { coverageThresholdFraction, unassignedCounts: "as-planned", replacedCounts: "as-delivered", unrecordedCounts: "as-not-delivered" },
  };
}
