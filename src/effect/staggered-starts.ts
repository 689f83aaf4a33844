import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, Seed } from "../statistics/index.js";
import { Count, Id } from "../unit/index.js";
import { findMissingStrata, findRepeatedClusters } from "./chance-order.js";
import { EffectMeasure } from "./effect-measure.js";
import { EFFECT_LIMITS, EffectScore } from "./effect-people.js";

/** When a team started. */
export interface ClusterStart {
  /** Which team, once. */
  readonly clusterId: Id;
  /** The first period in which it had started, from 1, by the assignment and whatever came of it; null if not within the periods observed. */
  readonly startPeriod: number | null;
  /** The stratum within which its start was drawn. All have one, or nobody has. */
  readonly stratumId?: Id;
}
/** One score of a team's member, or the only one of a team, in one period. */
export interface PeriodScore {
  /** The team, by the assignment: people who move stay with it. */
  readonly clusterId: Id;
  /** In which period, from 1. */
  readonly inPeriod: number;
  /** Whose score. All have one, or nobody has: then there is one score for each team and period. */
  readonly personId?: Id;
  /** The score, at most 1e12 either way; null for whoever left or was not scored. */
  readonly score: number | null;
}
/** Teams that started one after another, scored in every period. */
export interface StaggeredStarts {
  /** What was measured. */
  readonly measure: EffectMeasure;
  /** All teams, at most 200. */
  readonly clusters: readonly ClusterStart[];
  /** How many periods were observed, 2 to 60. */
  readonly periodCount: Count;
  /** All scores, at most 200,000. */
  readonly scores: readonly PeriodScore[];
  /** How teams came to their starts: `by-chance-in-steps`, as `drawSteppedWedge` does; `not-by-chance`, anything else, also where some were held back. */
  readonly assignment: "by-chance-in-steps" | "not-by-chance";
  /** How many orders of starts to draw where there are more than 500,000: 1,000 to 100,000; 10,000 tell 0.05 to 0.002. */
  readonly replicates: Count;
  /** The seed of that drawing. */
  readonly seed: Seed;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const startOutside: Fault = { code: "staggered-starts.start_outside", message: "“{clusterId}” starts in period {startPeriod}, of {periodCount}.", hint: "Count periods from 1; say null of a team that had not started by the last one." };
const periodOutside: Fault = { code: "staggered-starts.period_outside", message: "A score is of period {inPeriod}, of {periodCount}.", hint: "Count periods from 1, and let periodCount be the last one." };
const unknownCluster: Fault = { code: "staggered-starts.unknown_cluster", message: "No team has the id “{clusterId}”.", hint: "Add the team with its start, or correct the id." };
const duplicateScore: Fault = { code: "staggered-starts.duplicate_score", message: "“{id}” has two scores in period {inPeriod}.", hint: "Keep one score for each person and period, or for each team and period where no personId is given." };
const missingPerson: Fault = { code: "staggered-starts.missing_person", message: "It is not said whose score this is, and of others it is.", hint: "Give every score a personId, or none." };
const personInTwoClusters: Fault = { code: "staggered-starts.person_in_two_clusters", message: "“{personId}” is in the teams “{first}” and “{clusterId}”.", hint: "Keep people in the team in which they were when starts were assigned." };
const notAFraction: Fault = { code: "staggered-starts.not_a_fraction", message: "The score {score} is no fraction from 0 to 1.", hint: "0.2 means 20 %. Divide a percent by 100, or name another unit." };

function findPersonFaults(scores: readonly PeriodScore[], report: Report): void {
  if (scores.every(({ personId }) => personId === undefined)) return;
  const teamOf = new Map<Id, Id>();
  scores.forEach(({ personId, clusterId }, index) => {
    if (personId === undefined) {
      report(missingPerson, ["scores", index, "personId"]);
      return;
    }
    const first = teamOf.get(personId);
    if (first === undefined) teamOf.set(personId, clusterId);
    else if (first !== clusterId) report(personInTwoClusters, ["scores", index, "clusterId"], { personId, first, clusterId });
  });
}

function findScoreFaults({ measure, clusters, periodCount, scores }: StaggeredStarts, report: Report): void {
  const known = new Set(clusters.map(({ clusterId }) => clusterId));
  scores.forEach(({ clusterId, inPeriod, score }, index) => {
    if (!known.has(clusterId)) report(unknownCluster, ["scores", index, "clusterId"], { clusterId });
    if (inPeriod > periodCount) report(periodOutside, ["scores", index, "inPeriod"], { inPeriod, periodCount });
    if (measure.unit === "fraction" && score !== null && (score < 0 || score > 1)) report(notAFraction, ["scores", index, "score"], { score });
  });
  for (const [index, { clusterId, inPeriod, personId }] of repeated(scores, (score) => JSON.stringify([score.personId ?? null, score.clusterId, score.inPeriod]))) report(duplicateScore, ["scores", index], { id: personId ?? clusterId, inPeriod });
  findPersonFaults(scores, report);
}

function findStartFaults({ clusters, periodCount }: StaggeredStarts, report: Report): void {
  findRepeatedClusters(clusters, report);
  findMissingStrata("clusters", clusters.map(({ clusterId, stratumId }) => ({ id: clusterId, stratumId })), report);
  clusters.forEach(({ clusterId, startPeriod }, index) => { if (startPeriod !== null && startPeriod > periodCount) report(startOutside, ["clusters", index, "startPeriod"], { clusterId, startPeriod, periodCount }); });
}

const Period = z.int().min(1).max(EFFECT_LIMITS.wedgePeriods);
/** Schema of when a team started. */
export const ClusterStart = z.strictObject({ clusterId: Id, startPeriod: Period.nullable(), stratumId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<ClusterStart>;
/** Schema of one score in one period. */
export const PeriodScore = z.strictObject({ clusterId: Id, inPeriod: Period, personId: z.exactOptional(Id), score: EffectScore.nullable() }).readonly() satisfies z.ZodType<PeriodScore>;
/** Schema of teams that started one after another, with its rules between parts. */
export const StaggeredStarts = z
  .strictObject({
    measure: EffectMeasure, clusters: z.array(ClusterStart).max(EFFECT_LIMITS.wedgeClusters).readonly(), periodCount: Count.min(2).max(EFFECT_LIMITS.wedgePeriods),
    scores: z.array(PeriodScore).max(EFFECT_LIMITS.wedgeScores).readonly(), assignment: z.enum(["by-chance-in-steps", "not-by-chance"]),
    replicates: Count.min(1000).max(EFFECT_LIMITS.drawnOrders), seed: Seed, confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findStartFaults), rule(findScoreFaults))
  .readonly() satisfies z.ZodType<StaggeredStarts>;
