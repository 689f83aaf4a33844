import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { clopperPearsonInterval, type Clustering, ConfidenceLevel, designEffect, type NoEstimate, type Proportion, type ProportionEstimate, proportionEstimate } from "../statistics/index.js";
import { Count, Fraction, Id } from "../unit/index.js";
import { findMisfits, Observation } from "./observation.js";
import { Rubric } from "./rubric.js";
import { majorOf } from "./version-order.js";

/** What compliance is a share of. The two answer different questions, so each answer names its own. */
export type ComplianceDenominator =
  /** Of the behaviors that were observed: how well it is done when seen. */
  | { readonly kind: "observed-anchors" }
  /** Of all opportunities that were expected, counted by the host: what was not observed counts against. Situations to which a criterion does not apply are none. */
  | { readonly kind: "expected-opportunities"; readonly expectedCount: Count };
/** What compliance is a share of. */
export const ComplianceDenominator = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("observed-anchors") }).readonly(),
  z.strictObject({ kind: z.literal("expected-opportunities"), expectedCount: Count }).readonly(),
]) satisfies z.ZodType<ComplianceDenominator>;

/** How alike the behaviors of one participant are: many looks at few people say less than as many looks at as many people. */
export interface ParticipantClustering {
  /** The share of the variance that lies between participants. There is no safe default: take it from earlier observations, or show the answer for several. */
  readonly intraclassCorrelation: Fraction;
  /** Behaviors counted per participant, 1 or more. Left out: derived from the observations, weighted by size (Σm² / Σm); with `expected-opportunities` it must be given. */
  readonly meanClusterSize?: number;
}
/** How alike the behaviors of one participant are. */
export const ParticipantClustering = z
  .strictObject({ intraclassCorrelation: Fraction, meanClusterSize: z.exactOptional(z.number().min(1).max(1_000_000)) })
  .readonly() satisfies z.ZodType<ParticipantClustering>;

/** Observations whose behavioral compliance is asked for. */
export interface ComplianceRequest {
  /** The rubric, in the version that all observations were rated by. */
  readonly rubric: Rubric;
  /** What was observed, at most 100,000. Choose them by date or group before. */
  readonly observations: readonly Observation[];
  /** Count only these criteria, such as those of one target behavior. Left out: all. */
  readonly criterionIds?: readonly Id[];
  /** What the answer is a share of. */
  readonly denominator: ComplianceDenominator;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Widens the interval for behaviors of the same participants. Left out: behaviors count as independent, with a warning where they are not. */
  readonly clustering?: ParticipantClustering;
  /** `exact` is Clopper and Pearson's interval, which is wider and never holds the truth less often than its level. Left out: `wilson`; `method` names it. */
  readonly intervalMethod?: "wilson" | "exact";
}
/** Observations whose behavioral compliance is asked for. */
export const ComplianceRequest = z
  .strictObject({
    rubric: Rubric,
    observations: z.array(Observation).max(100_000).readonly(),
    criterionIds: z.exactOptional(z.array(Id).min(1).max(50).readonly()),
    denominator: ComplianceDenominator,
    confidenceLevel: ConfidenceLevel,
    clustering: z.exactOptional(ParticipantClustering),
    intervalMethod: z.exactOptional(z.enum(["wilson", "exact"])),
  })
  .check(rule(findRequestFaults))
  .readonly() satisfies z.ZodType<ComplianceRequest>;

/** What a compliance rests on. */
export interface ComplianceBasis {
  /** What it is a share of. */
  readonly denominator: ComplianceDenominator;
  /** Ratings at or above the criterion's `compliantFromLevel`. */
  readonly matchingCount: number;
  /** Ratings below it. */
  readonly notMatchingCount: number;
  /** Criteria marked as not observed, or without a rating in an observation. */
  readonly notObservedCount: number;
  /** Criteria marked as not applicable; they never count. */
  readonly notApplicableCount: number;
  /** Expected opportunities of which no observation tells; 0 with `observed-anchors`. */
  readonly unrecordedCount: number;
  /** Observed ÷ all that could have been observed; null where there was nothing to observe. */
  readonly coverageFraction: Fraction | null;
  /** What the interval takes for granted: the clustering, or null where behaviors count as independent. */
  readonly assumptions: { readonly clustering: Clustering | null };
}
/** A compliance with its interval. */
export interface ComplianceEstimate extends ProportionEstimate, ComplianceBasis {}
/** No compliance: nothing counts, which is not 0 %. */
export interface NoComplianceEstimate extends NoEstimate, ComplianceBasis {}
/** The share of behaviors that match their anchors, or why it cannot be said. */
export type BehavioralCompliance = ComplianceEstimate | NoComplianceEstimate;

const unknownCriterion: Fault = { code: "compliance.unknown_criterion", message: "The rubric has no criterion “{id}”.", hint: "Correct the id, or give the rubric that has it." };
const duplicateObservation: Fault = { code: "compliance.duplicate_observation", message: "Two observations have the id “{id}”.", hint: "Give each observation once." };
const fewerExpectedThanRecorded: Fault = { code: "compliance.fewer_expected_than_recorded", message: "{expected} opportunities were expected, but {recorded} are recorded.", hint: "Count every opportunity of the period and criteria, those not observed included." };
const clusterSizeNeeded: Fault = { code: "compliance.cluster_size_needed", message: "With expected opportunities the cluster size cannot be derived: nobody knows whose the unrecorded ones are.", hint: "Give meanClusterSize: expected opportunities per participant." };

/** Behaviors of one participant: those at a level, and those of them that match. */
export interface ParticipantBehaviors {
  readonly observedCount: number;
  readonly matchingCount: number;
}

interface Tally {
  readonly matchingCount: number;
  readonly notMatchingCount: number;
  readonly notObservedCount: number;
  readonly notApplicableCount: number;
  /** For each participant of whom any was observed, by id. */
  readonly participants: readonly ParticipantBehaviors[];
}

/** Counts the ratings of a request that has been checked, or is being: of parts that do not fit it counts what it can. */
export function tallyBehaviors({ rubric, observations, criterionIds }: Pick<ComplianceRequest, "rubric" | "observations" | "criterionIds">): Tally {
  const thresholds = new Map(rubric.criteria.filter(({ id }) => criterionIds?.includes(id) ?? true).map(({ id, compliantFromLevel }) => [id, compliantFromLevel]));
  const participants = new Map<Id, ParticipantBehaviors>();
  let matchingCount = 0;
  let notMatchingCount = 0;
  let notApplicableCount = 0;
  for (const { participantId, ratings } of observations) {
    for (const rating of ratings) {
      const threshold = thresholds.get(rating.criterionId);
      if (threshold === undefined) continue;
      if (rating.status === "not-applicable") notApplicableCount += 1;
      if (rating.status !== "observed") continue;
      const isMatching = rating.level >= threshold;
      if (isMatching) matchingCount += 1;
      else notMatchingCount += 1;
      const before = participants.get(participantId) ?? { observedCount: 0, matchingCount: 0 };
      participants.set(participantId, { observedCount: before.observedCount + 1, matchingCount: before.matchingCount + (isMatching ? 1 : 0) });
    }
  }
  const notObservedCount = thresholds.size * observations.length - matchingCount - notMatchingCount - notApplicableCount;
  return { matchingCount, notMatchingCount, notObservedCount, notApplicableCount, participants: [...participants].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, behaviors]) => behaviors) };
}

/** Names what does not fit between a rubric, the criteria asked for and the observations. */
export function findBehaviorFaults({ rubric, observations, criterionIds = [] }: Pick<ComplianceRequest, "rubric" | "observations" | "criterionIds">, report: Report): void {
  const known = new Set(rubric.criteria.map(({ id }) => id));
  criterionIds.forEach((id, index) => { if (!known.has(id)) report(unknownCriterion, ["criterionIds", index], { id }); });
  for (const [index, { id }] of repeated(observations, ({ id }) => id)) report(duplicateObservation, ["observations", index, "id"], { id });
  findMisfits(rubric, observations.map((observation, index) => ({ observation, path: ["observations", index] })), report);
}

function findRequestFaults(request: ComplianceRequest, report: Report): void {
  const { denominator, clustering } = request;
  findBehaviorFaults(request, report);
  if (denominator.kind !== "expected-opportunities") return;
  const { matchingCount, notMatchingCount, notObservedCount } = tallyBehaviors(request);
  const recorded = matchingCount + notMatchingCount + notObservedCount;
  if (denominator.expectedCount < recorded) report(fewerExpectedThanRecorded, ["denominator", "expectedCount"], { expected: denominator.expectedCount, recorded });
  if (clustering !== undefined && clustering.meanClusterSize === undefined) report(clusterSizeNeeded, ["clustering", "meanClusterSize"]);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
/** The size-weighted mean: what a behavior picked at random has for company. */
const weightedSize = (sizes: readonly number[]): number => sizes.length === 0 ? 1 : sumOf(sizes.map((size) => size * size)) / sumOf(sizes);

function warningsOf({ rubric, observations, clustering }: ComplianceRequest, sizes: readonly number[]): readonly string[] {
  const warnings: string[] = [];
  const major = majorOf(rubric.version);
  if (clustering === undefined && sizes.some((size) => size > 1)) warnings.push("nested-in-participants");
  if (observations.some(({ raterId, participantId }) => raterId === participantId)) warnings.push("self-ratings");
  if (observations.some(({ migratedFromVersion }) => migratedFromVersion !== undefined && majorOf(migratedFromVersion) !== major)) warnings.push("migrated-from-other-major");
  return warnings;
}

/**
 * Behavioral compliance: the share of behaviors that match their anchors, with Wilson's or the exact interval and everything that it rests on.
 * With `observed-anchors` it is matching ÷ (matching + not matching), with `expected-opportunities` matching ÷ expected. Nothing to count gives no estimate, which is not 0.
 * Clustering widens the interval by the design effect 1 + (m − 1) · ICC (Kish 1965). Warnings: `nested-in-participants` (several behaviors of one participant, no clustering given: the interval is too narrow), `self-ratings`,
 * `migrated-from-other-major` (ratings that a migration map made from those of another major version: what the raters would have given by this one, nobody knows).
 *
 * @throws CoachingError `input.*`, `rubric.*`, `observation.*`, `compliance.unknown_criterion`, `compliance.duplicate_observation`, `compliance.fewer_expected_than_recorded`, `compliance.cluster_size_needed`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const rubric: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * const seen = { rubricId: "one-to-one", rubricVersion: "1.0.0", raterId: "c1", observedAt: "2027-10-04T09:00:00Z" };
 * const rated = (id: string, level: number): Observation => ({ ...seen, id, participantId: id, ratings: [{ criterionId: "listens", status: "observed", level }] });
 * const observations = [rated("p1", 3), rated("p2", 2), rated("p3", 1), rated("p4", 2)];
 * behavioralCompliance({ rubric, observations, denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95 }).estimate; // => 0.75
 * behavioralCompliance({ rubric, observations, denominator: { kind: "expected-opportunities", expectedCount: 6 }, confidenceLevel: 0.95 }).estimate; // => 0.5
 * ```
 */
export function behavioralCompliance(request: ComplianceRequest): BehavioralCompliance {
  const checked = check(ComplianceRequest, request);
  const { denominator, confidenceLevel, clustering, intervalMethod = "wilson" } = checked;
  const { participants, ...counts } = tallyBehaviors(checked);
  const clusterSizes = participants.map((one) => one.observedCount);
  const { matchingCount, notMatchingCount, notObservedCount } = counts;
  const recordedCount = matchingCount + notMatchingCount + notObservedCount;
  const opportunityCount = denominator.kind === "expected-opportunities" ? denominator.expectedCount : recordedCount;
  const observedCount = matchingCount + notMatchingCount;
  const applied: Clustering | null = clustering === undefined ? null : { meanClusterSize: clustering.meanClusterSize ?? weightedSize(clusterSizes), intraclassCorrelation: clustering.intraclassCorrelation };
  const basis: ComplianceBasis = {
    denominator,
    ...counts,
    unrecordedCount: opportunityCount - recordedCount,
    coverageFraction: opportunityCount === 0 ? null : observedCount / opportunityCount,
    assumptions: { clustering: applied },
  };
  const proportion: Proportion = {
    successes: matchingCount,
    n: denominator.kind === "expected-opportunities" ? opportunityCount : observedCount,
    confidenceLevel,
    designEffect: applied === null ? 1 : designEffect(applied),
  };
  const estimate = proportionEstimate(proportion);
  if (estimate.estimate === null) return { ...estimate, ...basis };
  const interval = intervalMethod === "wilson" ? {} : { confidence: clopperPearsonInterval(proportion), method: estimate.method.replace("wilson", "clopper-pearson") };
  return { ...estimate, ...interval, ...basis, warnings: warningsOf(checked, clusterSizes) };
}
