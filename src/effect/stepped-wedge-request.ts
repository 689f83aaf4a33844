import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { Seed } from "../statistics/index.js";
import { Count, Id } from "../unit/index.js";
import { DrawAim, findMissingStrata, findRepeatedClusters } from "./chance-order.js";
import { EFFECT_LIMITS } from "./effect-people.js";

/** A team that is to start at a step that chance decides. */
export interface WedgeCluster {
  /** Which team, once. */
  readonly clusterId: Id;
  /** Within what starts are spread over the steps: a site, a size. All have one, or nobody has. */
  readonly stratumId?: Id;
  /** The first step at which it may start, from 1; above 1 its start is no longer by chance alone. Left out: any. */
  readonly earliestStep?: number;
}
/** How many teams start at each step: `equal`, as equally as capacities allow, the first steps taking the odd ones; `given`, so many. */
export type WedgeSteps =
  | { readonly kind: "equal"; readonly stepCount: number; readonly capacityCounts?: readonly Count[] }
  | { readonly kind: "given"; readonly clusterCounts: readonly Count[] };
/** Which teams are to be drawn into steps, and how. */
export interface SteppedWedgeRequest {
  /** All teams: 2 to 200. */
  readonly clusters: readonly WedgeCluster[];
  /** How many start at each step; 1 to 59 steps. */
  readonly steps: WedgeSteps;
  /** How many periods are observed before the first step: 1 at least. */
  readonly baselinePeriods: number;
  /** How many periods are observed after each step. All periods together: at most 60. */
  readonly periodsPerStep: number;
  /** How many people of a team are scored in each period; the mean where teams differ little. */
  readonly cellSize: number;
  /** What the test shall be able to find; with `intraclassCorrelation`. */
  readonly aim: DrawAim;
  /** The seed, a whole number. Take one that nobody could have tried out: the date on which the draw was announced. */
  readonly seed: Seed;
}

const tooFewTeams: Fault = { code: "stepped-wedge-request.too_few_clusters", message: "{count} teams cannot start at {steps} steps.", hint: "Take two teams at least, and no more steps than teams." };
const wrongTotal: Fault = { code: "stepped-wedge-request.wrong_total", message: "The steps take {total} teams, and there are {count}.", hint: "Let clusterCounts add up to the number of teams." };
const capacityTooSmall: Fault = { code: "stepped-wedge-request.capacity_too_small", message: "The steps have room for {capacity} teams, and there are {count}.", hint: "Add a step, raise a capacity, or leave teams out." };
const wrongCapacityCount: Fault = { code: "stepped-wedge-request.wrong_capacity_count", message: "{length} capacities are given for {steps} steps.", hint: "Give one capacity for each step." };
const tooManyPeriods: Fault = { code: "stepped-wedge-request.too_many_periods", message: "The design has {periods} periods, more than {limit}.", hint: "Take fewer steps, or longer periods." };
const unknownStep: Fault = { code: "stepped-wedge-request.unknown_step", message: "“{clusterId}” may not start before step {earliestStep}, of {steps}.", hint: "Name a step that there is." };
const startsTooLate: Fault = { code: "stepped-wedge-request.held_back_too_long", message: "Up to step {step} {wanted} teams shall start, and {free} may.", hint: "Let more teams start early, or fewer at the first steps." };
const heldBackInStrata: Fault = { code: "stepped-wedge-request.held_back_in_strata", message: "“{clusterId}” is held back, and teams are in strata.", hint: "Leave out either the strata or earliestStep." };
const missingCorrelation: Fault = { code: "stepped-wedge-request.missing_correlation", message: "Nothing is said of how alike the members of a team are.", hint: "Give intraclassCorrelation: the share of variance between teams." };

/** How many steps there are. */
const stepCountOf = (steps: WedgeSteps): number => (steps.kind === "equal" ? steps.stepCount : steps.clusterCounts.length);

/** How many teams start at each step: one after the other goes to the emptiest step that has room, of those the first. */
export function countsOf(steps: WedgeSteps, clusterCount: number): readonly number[] {
  if (steps.kind === "given") return steps.clusterCounts;
  const { stepCount, capacityCounts } = steps;
  const counts = Array.from({ length: stepCount }, () => 0);
  for (let cluster = 0; cluster < clusterCount; cluster += 1) {
    let emptiest = -1;
    counts.forEach((count, step) => {
      if (count < (capacityCounts?.[step] ?? Infinity) && (emptiest < 0 || count < (counts[emptiest] as number))) emptiest = step;
    });
    if (emptiest >= 0) counts[emptiest] = (counts[emptiest] as number) + 1;
  }
  return counts;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** What is wrong with the steps by themselves; whether teams may be dealt out to them. */
function findStepFaults({ clusters, steps, baselinePeriods, periodsPerStep }: SteppedWedgeRequest, report: Report): boolean {
  const [count, stepCount] = [clusters.length, stepCountOf(steps)];
  const periods = baselinePeriods + stepCount * periodsPerStep;
  if (periods > EFFECT_LIMITS.wedgePeriods) report(tooManyPeriods, ["steps"], { periods, limit: EFFECT_LIMITS.wedgePeriods });
  if (count < 2 || count < stepCount) {
    report(tooFewTeams, ["clusters"], { count, steps: stepCount });
    return false;
  }
  if (steps.kind === "given") {
    const total = sumOf(steps.clusterCounts);
    if (total !== count) report(wrongTotal, ["steps", "clusterCounts"], { total, count });
    return total === count;
  }
  if (steps.capacityCounts === undefined) return true;
  const [length, capacity] = [steps.capacityCounts.length, sumOf(steps.capacityCounts)];
  if (length !== stepCount) report(wrongCapacityCount, ["steps", "capacityCounts"], { length, steps: stepCount });
  else if (capacity < count) report(capacityTooSmall, ["steps", "capacityCounts"], { capacity, count });
  return length === stepCount && capacity >= count;
}

/** Whether those that may start early are enough for the early steps. */
function findHeldBackFaults({ clusters, steps }: SteppedWedgeRequest, report: Report): void {
  const stepCount = stepCountOf(steps);
  const isStratified = clusters.some(({ stratumId }) => stratumId !== undefined);
  clusters.forEach(({ clusterId, earliestStep = 1 }, index) => {
    if (earliestStep > stepCount) report(unknownStep, ["clusters", index, "earliestStep"], { clusterId, earliestStep, steps: stepCount });
    else if (earliestStep > 1 && isStratified) report(heldBackInStrata, ["clusters", index, "earliestStep"], { clusterId });
  });
}

function findTooLate({ clusters, steps }: SteppedWedgeRequest, report: Report): void {
  const stepCount = stepCountOf(steps);
  let wanted = 0;
  for (const [at, count] of countsOf(steps, clusters.length).entries()) {
    wanted += count;
    const free = clusters.filter(({ earliestStep = 1 }) => Math.min(earliestStep, stepCount) <= at + 1).length;
    if (free < wanted) {
      report(startsTooLate, ["clusters"], { step: at + 1, wanted, free });
      return;
    }
  }
}

function findRequestFaults(request: SteppedWedgeRequest, report: Report): void {
  const { clusters, aim } = request;
  findRepeatedClusters(clusters, report);
  findMissingStrata("clusters", clusters.map(({ clusterId, stratumId }) => ({ id: clusterId, stratumId })), report);
  if (aim.intraclassCorrelation === undefined) report(missingCorrelation, ["aim", "intraclassCorrelation"]);
  findHeldBackFaults(request, report);
  if (findStepFaults(request, report)) findTooLate(request, report);
}

const MOST_STEPS = EFFECT_LIMITS.wedgePeriods - 1;
const Counts = z.array(Count.min(1).max(EFFECT_LIMITS.wedgeClusters)).min(1).max(MOST_STEPS).readonly();
const Periods = z.int().min(1).max(EFFECT_LIMITS.wedgePeriods);
/** Schema of a team that is to start at a step that chance decides. */
export const WedgeCluster = z.strictObject({ clusterId: Id, stratumId: z.exactOptional(Id), earliestStep: z.exactOptional(Periods) }).readonly() satisfies z.ZodType<WedgeCluster>;
/** Schema of how many teams start at each step. */
export const WedgeSteps = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("equal"), stepCount: z.int().min(1).max(MOST_STEPS), capacityCounts: z.exactOptional(Counts) }).readonly(),
  z.strictObject({ kind: z.literal("given"), clusterCounts: Counts }).readonly(),
]) satisfies z.ZodType<WedgeSteps>;
/** Schema of which teams are to be drawn into steps, with its rules between parts. */
export const SteppedWedgeRequest = z
  .strictObject({
    clusters: z.array(WedgeCluster).max(EFFECT_LIMITS.wedgeClusters).readonly(), steps: WedgeSteps, baselinePeriods: Periods, periodsPerStep: Periods,
    cellSize: z.number().min(1).max(1_000_000), aim: DrawAim, seed: Seed,
  })
  .check(rule(findRequestFaults))
  .readonly() satisfies z.ZodType<SteppedWedgeRequest>;
