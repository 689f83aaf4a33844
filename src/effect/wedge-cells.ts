import { meanOf } from "../statistics/internal.js";
import type { Count, Fraction, Id } from "../unit/index.js";
import { byId } from "./chance-order.js";
import type { ClusterStart, StaggeredStarts } from "./staggered-starts.js";

/** A team and a period. */
export interface WedgeCell {
  /** The team. */
  readonly clusterId: Id;
  /** The period, from 1. */
  readonly inPeriod: number;
}
/** Who was scored when. */
export interface WedgeCoverage {
  /** Teams with a score at all. */
  readonly clusterCount: Count;
  /** Periods that were to be observed. */
  readonly periodCount: Count;
  /** Scores in the figures. */
  readonly scoreCount: Count;
  /** Scores that are null. */
  readonly missingScoreCount: Count;
  /** Teams and periods without any score, by team and period: they are in no figure. */
  readonly missingCells: readonly WedgeCell[];
  /** People with a score before their team started; null where scores are not of people. */
  readonly beforeCount: Count | null;
  /** Those of them without a score from the start on ÷ all of them, in teams that started; null where there are none. */
  readonly attritionFraction: Fraction | null;
}

/** The mean score of each team in each period, teams in the order of their ids; null where there is none. */
export interface WedgeCells {
  readonly clusters: readonly ClusterStart[];
  readonly periodCount: number;
  /** By team, then by period. */
  readonly means: readonly (readonly (number | null)[])[];
}

/** Whether a team has started by a period. */
export const hasStarted = ({ startPeriod }: ClusterStart, inPeriod: number): boolean => startPeriod !== null && inPeriod >= startPeriod;

/** Means of teams and periods; each sum is taken in rising order, so that it does not go by the order of the list. */
export function wedgeCells({ clusters, periodCount, scores }: Pick<StaggeredStarts, "clusters" | "periodCount" | "scores">): WedgeCells {
  const inOrder = byId(clusters, ({ clusterId }) => clusterId);
  const placeOf = new Map(inOrder.map(({ clusterId }, place) => [clusterId, place]));
  const gathered = inOrder.map(() => Array.from({ length: periodCount }, (): number[] => []));
  for (const { clusterId, inPeriod, score } of scores) if (score !== null) gathered[placeOf.get(clusterId) ?? NaN]?.[inPeriod - 1]?.push(score);
  return { clusters: inOrder, periodCount, means: gathered.map((row) => row.map((own) => (own.length === 0 ? null : meanOf(own.sort((one, other) => one - other))))) };
}

/** People scored before their team started, and those of them who never were from then on. */
function leavers({ clusters, scores }: Pick<StaggeredStarts, "clusters" | "scores">): Pick<WedgeCoverage, "beforeCount" | "attritionFraction"> {
  const startOf = new Map(clusters.map((cluster) => [cluster.clusterId, cluster]));
  const [before, after] = [new Set<Id>(), new Set<Id>()];
  for (const { clusterId, inPeriod, personId, score } of scores) {
    const start = startOf.get(clusterId);
    if (personId === undefined) return { beforeCount: null, attritionFraction: null };
    if (score !== null && start !== undefined && start.startPeriod !== null) (hasStarted(start, inPeriod) ? after : before).add(personId);
  }
  const left = [...before].filter((personId) => !after.has(personId)).length;
  return { beforeCount: before.size, attritionFraction: before.size === 0 ? null : left / before.size };
}

/** Who was scored when. */
export function coverageOf(study: Pick<StaggeredStarts, "clusters" | "scores">, { clusters, periodCount, means }: WedgeCells): WedgeCoverage {
  const missingScoreCount = study.scores.filter(({ score }) => score === null).length;
  return {
    clusterCount: means.filter((row) => row.some((mean) => mean !== null)).length, periodCount, scoreCount: study.scores.length - missingScoreCount, missingScoreCount,
    missingCells: means.flatMap((row, place) => row.flatMap((mean, at) => (mean === null ? [{ clusterId: clusters[place]?.clusterId ?? "", inPeriod: at + 1 }] : []))),
    ...leavers(study),
  };
}

/** 1 where a team has started by a period, else 0; null where it has no score. */
export const startedCells = ({ clusters, means }: WedgeCells): WedgeCells["means"] =>
  clusters.map((cluster, place) => (means[place] ?? []).map((mean, at) => (mean === null ? null : hasStarted(cluster, at + 1) ? 1 : 0)));

/** Cells less the means of their team and of their period, by turns until nothing is left of either; missing ones 0. */
export function residualsOf(values: readonly (readonly (number | null)[])[], periodCount: number): readonly Float64Array[] {
  const rest = values.map((row) => Float64Array.from(row, (value) => value ?? 0));
  const isThere = (place: number, at: number): boolean => values[place]?.[at] !== null;
  const places = values.map((_, place) => place);
  const periods = Array.from({ length: periodCount }, (_, at) => at);
  const takeMean = (cells: readonly (readonly [place: number, at: number])[]): number => {
    if (cells.length === 0) return 0;
    const mean = cells.reduce((sum, [place, at]) => sum + (rest[place]?.[at] ?? 0), 0) / cells.length;
    for (const [place, at] of cells) (rest[place] as Float64Array)[at] = (rest[place]?.[at] ?? 0) - mean;
    return Math.abs(mean);
  };
  const rows = places.map((place) => periods.filter((at) => isThere(place, at)).map((at) => [place, at] as const));
  const columns = periods.map((at) => places.filter((place) => isThere(place, at)).map((place) => [place, at] as const));
  const largest = Math.max(...rest.flatMap((row) => [...row].map(Math.abs)));
  // any fixed statistic makes a valid test, so that a slow end is cut off
  for (let round = 0; round < 200; round += 1) {
    const moved = Math.max(...rows.map(takeMean), ...columns.map(takeMean));
    if (moved <= 1e-14 * largest) break;
  }
  return rest;
}
