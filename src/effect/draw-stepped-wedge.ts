import { check } from "../error/index.js";
import { randomStream } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import { byId, byStratum, FEWEST_CLUSTERS, shuffled } from "./chance-order.js";
import { type ArmAssignment, type Isolation, isolationOfArms } from "./isolation.js";
import type { ClusterStart } from "./staggered-starts.js";
import { countsOf, SteppedWedgeRequest, type WedgeCluster } from "./stepped-wedge-request.js";
import { NO_WEDGE_POWER, type WedgePower, wedgePower } from "./wedge-power.js";

/** One step of a stepped wedge. */
export interface WedgeStep {
  /** Which one, from 1. */
  readonly step: number;
  /** The first period in which its teams have started, from 1. */
  readonly startPeriod: number;
  /** Its teams, by id. */
  readonly clusterIds: readonly Id[];
}
/** Which team starts when, by chance. */
export interface SteppedWedgeDraw {
  /** How it was drawn: the same method, seed and request give the same draw everywhere, which is what an audit repeats. */
  readonly method: "stepped-wedge-draw-1";
  /** The seed that was given. */
  readonly seed: number;
  /** The steps in their order. */
  readonly steps: readonly WedgeStep[];
  /** Every team by id, as `steppedWedgeEffect` takes them. */
  readonly clusters: readonly ClusterStart[];
  /** How many periods are observed. */
  readonly periodCount: Count;
  /** Whether it may be called a trial: four teams at least, and two steps. */
  readonly isTrial: boolean;
  /** Teams that were held back from the first steps, by id: their starts are not by chance alone. */
  readonly heldBackClusterIds: readonly Id[];
  /** What the design can show: by Hussey and Hughes' formula, and by the analysis as it is made. */
  readonly power: WedgePower;
  /** What to hand to `steppedWedgeEffect` as `assignment`. */
  readonly assignment: Exclude<ArmAssignment, "by-chance-wait-list">;
  /** The isolation that its result will have. */
  readonly isolation: Isolation;
  /** What the figures take for granted. */
  readonly assumptions: readonly string[];
  /** What to keep in mind, stable codes in kebab-case. */
  readonly warnings: readonly string[];
}

type Stream = ReturnType<typeof randomStream>;

/** Step by step, from those that may start by then: all ways that keep to who may start when are alike probable, because it makes no odds to later steps who of them was taken. */
function dealtWithin(clusters: readonly WedgeCluster[], counts: readonly number[], stream: Stream): ReadonlyMap<Id, number> {
  const steps = new Map<Id, number>();
  counts.forEach((count, at) => {
    const free = clusters.filter(({ clusterId, earliestStep = 1 }) => !steps.has(clusterId) && earliestStep <= at + 1);
    for (const { clusterId } of shuffled(free, stream.split("step").split(at + 1)).slice(0, count)) steps.set(clusterId, at + 1);
  });
  return steps;
}

/**
 * Places in rounds, each holding every step that still has room once, in one order by chance: as many neighbors as there are steps are one of each. Strata take places one after the other, from a place by chance on.
 * So a stratum is spread over the steps, and every team has the same chance of every place.
 */
function dealtByStratum(clusters: readonly WedgeCluster[], counts: readonly number[], stream: Stream): ReadonlyMap<Id, number> {
  const steps = shuffled(counts.map((count, at) => ({ count, step: at + 1 })), stream.split("steps"));
  const places = Array.from({ length: Math.max(...counts) }, (_, round) => steps.flatMap(({ count, step }) => (count > round ? [step] : []))).flat();
  const first = Math.floor(stream.split("first").uniform() * places.length);
  const order = shuffled(byStratum(clusters, ({ clusterId }) => clusterId), stream.split("strata")).flatMap(([stratumId, members]) => shuffled(members, stream.split("within").split(stratumId ?? 0)));
  return new Map(order.map(({ clusterId }, at) => [clusterId, places[(first + at) % places.length] as number]));
}

/** Why the isolation is no better. */
function isolationOfDraw(isTrial: boolean, heldBackCount: number): Isolation {
  if (!isTrial) return { grade: "difference-in-differences", reason: "too-few-clusters" };
  return heldBackCount > 0 ? { grade: "difference-in-differences", reason: "starts-held-back" } : isolationOfArms("by-chance-in-steps", false);
}

/**
 * Draws when each team starts: all begin without the program, start at one step after the other, and all have it in the end. Who has not started yet is the comparison.
 * The draw goes by ids, never by the order of the list. In strata each stratum is spread over the steps. Teams with an `earliestStep` above 1 are drawn among the steps that they may start at; what comes of them is then no better isolated than a difference in differences.
 * The power by the usual formula is that of a mixed model with known variances (Hussey and Hughes), too high with few teams; `power.ofAnalysis` is that of `steppedWedgeEffect`: plan by it. Below four teams there is none, and `isTrial` is false.
 *
 * Warnings: `not-a-trial`, fewer than four teams, or one step only; `starts-held-back`; `one-cluster-per-step`, a step that hangs on one team. With a small correlation or few people a period, two arms of teams drawn once and scored before and after show at least as much.
 * Sources: M. Hussey, J. Hughes, Contemporary Clinical Trials 28 (2007); K. Hemming, R. Lilford, A. Girling, "Stepped-wedge cluster randomised controlled trials: a generic framework including parallel and multiple-level designs", Statistics in Medicine 34 (2015). That four teams are the fewest is a heuristic.
 *
 * @throws CoachingError `stepped-wedge-request.*`, `chance-order.*`, `input.*`
 * @example
 * ```ts
 * const clusters = ["ash", "birch", "cedar", "elm", "fir", "oak"].map((clusterId) => ({ clusterId }));
 * const aim = { powerFraction: 0.8, alpha: 0.05, sides: "two-sided", intraclassCorrelation: 0.05 };
 * const draw = drawSteppedWedge({ clusters, steps: { kind: "equal", stepCount: 3 }, baselinePeriods: 1, periodsPerStep: 1, cellSize: 10, aim, seed: 20270104 });
 * draw.steps.map(({ startPeriod, clusterIds }) => [startPeriod, clusterIds.length]); // => [[2, 2], [3, 2], [4, 2]]
 * [draw.power.smallestDetectable.toFixed(3), draw.power.ofAnalysis.smallestDetectable.toFixed(3)]; // => ["0.612", "0.868"]
 * draw.isolation.grade; // => "stepped-wedge"
 * ```
 */
export function drawSteppedWedge(request: SteppedWedgeRequest): SteppedWedgeDraw {
  const checked = check(SteppedWedgeRequest, request);
  const { steps, baselinePeriods, periodsPerStep, cellSize, aim, seed } = checked;
  const clusters = byId(checked.clusters, ({ clusterId }) => clusterId);
  const counts = countsOf(steps, clusters.length);
  const heldBackClusterIds = clusters.flatMap(({ clusterId, earliestStep = 1 }) => (earliestStep > 1 ? [clusterId] : []));
  const stream = randomStream(seed, ["stepped-wedge-draw-1"]);
  const stepOf = clusters.some(({ stratumId }) => stratumId !== undefined) ? dealtByStratum(clusters, counts, stream) : dealtWithin(clusters, counts, stream);
  const startOf = (step: number): number => baselinePeriods + (step - 1) * periodsPerStep + 1;
  const isTrial = clusters.length >= FEWEST_CLUSTERS && counts.length > 1;
  const isolation = isolationOfDraw(isTrial, heldBackClusterIds.length);
  const drawn = clusters.map(({ clusterId, stratumId }): ClusterStart => ({ clusterId, startPeriod: startOf(stepOf.get(clusterId) ?? NaN), ...(stratumId === undefined ? {} : { stratumId }) }));
  const found: readonly (readonly [string, boolean])[] = [
    ["not-a-trial", !isTrial],
    ["starts-held-back", heldBackClusterIds.length > 0],
    ["one-cluster-per-step", counts.includes(1)],
  ];
  return {
    method: "stepped-wedge-draw-1", seed,
    steps: counts.map((_, at) => ({ step: at + 1, startPeriod: startOf(at + 1), clusterIds: clusters.flatMap(({ clusterId }) => (stepOf.get(clusterId) === at + 1 ? [clusterId] : [])) })),
    clusters: drawn,
    periodCount: baselinePeriods + counts.length * periodsPerStep, isTrial, heldBackClusterIds,
    power: isTrial ? wedgePower({ clusters: drawn, clustersPerStep: counts, baselinePeriods, periodsPerStep, cellSize }, aim) : NO_WEDGE_POWER,
    assignment: isolation.grade === "stepped-wedge" ? "by-chance-in-steps" : "not-by-chance", isolation,
    assumptions: ["variances-known", "intraclass-correlation-as-given", "others-scored-in-each-period", "nobody-leaves"], warnings: found.filter(([, holds]) => holds).map(([code]) => code),
  };
}
