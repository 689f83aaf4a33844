import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Seed } from "../statistics/index.js";
import { Count, Id } from "../unit/index.js";
import { byId, DrawAim, findMissingStrata } from "./chance-order.js";
import { EFFECT_LIMITS, EffectScore } from "./effect-people.js";

/** One person who may start now or wait. */
export interface WaitListPerson {
  /** Who, once. */
  readonly personId: Id;
  /** The team that starts or waits as a whole: all have one, or nobody has. */
  readonly clusterId?: Id;
  /** Within what chance deals out starts evenly: a site, a level, or both as in `graz/lead`. All have one, or nobody has; of a team all are in one. */
  readonly stratumId?: Id;
  /** What is known from before, in the order of `baselineIds`; null where it is not. */
  readonly baselines?: readonly (number | null)[];
}
/**
 * How many start now: `equal`, half, the odd one too; `by-cost`, fewer the more one who starts costs (`costRatio` times one who waits, 0.001 to 1,000); `count`, so many.
 * People are counted, or teams where people have one.
 */
export type WaitListSplit = { readonly kind: "equal" } | { readonly kind: "by-cost"; readonly costRatio: number } | { readonly kind: "count"; readonly startCount: Count };
/** Who is to be drawn, and how. */
export interface WaitListRequest {
  /** Everyone who may start now or wait: 2 to 100,000. */
  readonly people: readonly WaitListPerson[];
  /** How many start now. */
  readonly split: WaitListSplit;
  /** How many people, or teams, can start now at most. Left out: any number. */
  readonly capacityCount?: Count;
  /** What is known of people from before the draw, at most 20; by them the arms are compared. Left out: none. */
  readonly baselineIds?: readonly Id[];
  /** What the test shall be able to find. */
  readonly aim: DrawAim;
  /** The seed, a whole number. Take one that nobody could have tried out: the date on which the draw was announced. */
  readonly seed: Seed;
}

const duplicatePerson: Fault = { code: "wait-list-request.duplicate_person", message: "“{personId}” is listed twice.", hint: "Keep one entry for each person." };
const missingCluster: Fault = { code: "wait-list-request.missing_cluster", message: "“{personId}” belongs to no team, and others do.", hint: "Give everybody a clusterId, or nobody." };
const clusterInTwoStrata: Fault = { code: "wait-list-request.cluster_in_two_strata", message: "The team “{clusterId}” is in the strata “{first}” and “{stratumId}”.", hint: "Put a team into one stratum as a whole, or draw its people one by one." };
const oneUnit: Fault = { code: "wait-list-request.one_unit", message: "There is {count} to draw from, and one has to start and one to wait.", hint: "Give two people at least, or two teams." };
const tooManyStarts: Fault = { code: "wait-list-request.too_many_starts", message: "{startCount} of {units} shall start now, and {limit} can.", hint: "Let fewer start: somebody has to wait, and no more can start than there is capacity for. Where people have a clusterId, startCount and capacityCount count teams." };
const wrongBaselineCount: Fault = { code: "wait-list-request.wrong_baseline_count", message: "“{personId}” has {length} baselines, and {count} are named.", hint: "Give each person one value for each of baselineIds, null where it is not known." };
const duplicateBaseline: Fault = { code: "wait-list-request.duplicate_baseline", message: "The baseline “{baselineId}” is named twice.", hint: "Name each once." };
const missingCorrelation: Fault = { code: "wait-list-request.missing_correlation", message: "Teams are drawn, and nothing is said of how alike their members are.", hint: "Give intraclassCorrelation: the share of variance between teams." };

const unitCountOf = (people: readonly WaitListPerson[]): number => new Set(people.map(({ personId, clusterId }) => clusterId ?? personId)).size;

function findSplitFaults({ people, split, capacityCount }: WaitListRequest, report: Report): void {
  const count = unitCountOf(people);
  if (count < 2) report(oneUnit, ["people"], { count });
  const limit = Math.min(count - 1, capacityCount ?? Infinity);
  if (split.kind === "count" && count >= 2 && split.startCount > limit) report(tooManyStarts, ["split", "startCount"], { startCount: split.startCount, limit, units: `${String(count)} ${people.some(({ clusterId }) => clusterId !== undefined) ? "teams" : "people"}` });
}

function findClusterFaults({ people, aim }: WaitListRequest, report: Report): void {
  if (people.every(({ clusterId }) => clusterId === undefined)) return;
  if (aim.intraclassCorrelation === undefined) report(missingCorrelation, ["aim", "intraclassCorrelation"]);
  const stratumOf = new Map<Id, Id>();
  people.forEach(({ personId, clusterId, stratumId }, index) => {
    if (clusterId === undefined) report(missingCluster, ["people", index, "clusterId"], { personId });
    else if (stratumId !== undefined) {
      const first = stratumOf.get(clusterId);
      if (first === undefined) stratumOf.set(clusterId, stratumId);
      else if (first !== stratumId) report(clusterInTwoStrata, ["people", index, "stratumId"], { clusterId, first, stratumId });
    }
  });
}

function findRequestFaults(request: WaitListRequest, report: Report): void {
  const { people, baselineIds = [] } = request;
  for (const [index, { personId }] of repeated(people, (person) => person.personId)) report(duplicatePerson, ["people", index, "personId"], { personId });
  for (const [index, baselineId] of repeated(baselineIds, (id) => id)) report(duplicateBaseline, ["baselineIds", index], { baselineId });
  people.forEach(({ personId, baselines = [] }, index) => {
    if (baselines.length !== baselineIds.length) report(wrongBaselineCount, ["people", index, "baselines"], { personId, length: baselines.length, count: baselineIds.length });
  });
  findMissingStrata("people", people.map(({ personId, stratumId }) => ({ id: personId, stratumId })), report);
  findClusterFaults(request, report);
  findSplitFaults(request, report);
}

/** Schema of one person who may start now or wait. */
export const WaitListPerson = z
  .strictObject({ personId: Id, clusterId: z.exactOptional(Id), stratumId: z.exactOptional(Id), baselines: z.exactOptional(z.array(EffectScore.nullable()).max(EFFECT_LIMITS.balancedBaselines).readonly()) })
  .readonly() satisfies z.ZodType<WaitListPerson>;
/** Schema of how many start now. */
export const WaitListSplit = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("equal") }).readonly(),
  z.strictObject({ kind: z.literal("by-cost"), costRatio: z.number().min(0.001).max(1000) }).readonly(),
  z.strictObject({ kind: z.literal("count"), startCount: Count.min(1) }).readonly(),
]) satisfies z.ZodType<WaitListSplit>;
/** Schema of who is to be drawn, with its rules between parts. */
export const WaitListRequest = z
  .strictObject({
    people: z.array(WaitListPerson).max(EFFECT_LIMITS.people).readonly(), split: WaitListSplit, capacityCount: z.exactOptional(Count.min(1)),
    baselineIds: z.exactOptional(z.array(Id).max(EFFECT_LIMITS.balancedBaselines).readonly()), aim: DrawAim, seed: Seed,
  })
  .check(rule(findRequestFaults))
  .readonly() satisfies z.ZodType<WaitListRequest>;

/** What chance deals out: a person, or a team as a whole. */
export interface WaitListUnit {
  readonly unitId: Id;
  readonly stratumId?: Id;
  readonly personCount: number;
}

/** Whom chance deals out, in the order of ids. */
export function waitListUnits(people: readonly WaitListPerson[]): readonly WaitListUnit[] {
  const units = new Map<Id, WaitListUnit>();
  for (const { personId, clusterId, stratumId } of people) {
    const unitId = clusterId ?? personId;
    units.set(unitId, { unitId, ...(stratumId === undefined ? {} : { stratumId }), personCount: (units.get(unitId)?.personCount ?? 0) + 1 });
  }
  return byId([...units.values()], ({ unitId }) => unitId);
}

/** Started ÷ waiting = 1 ÷ √(cost ratio) finds most for a budget; the same share for both where they cost the same. */
function wantedCount(split: WaitListSplit, count: number): number {
  if (split.kind === "count") return split.startCount;
  return Math.round(count / (1 + Math.sqrt(split.kind === "by-cost" ? split.costRatio : 1)));
}

/** How many start now: one at least, not all, and no more than can. */
export function startCountOf({ split, capacityCount = Infinity }: Pick<WaitListRequest, "split" | "capacityCount">, count: number): { readonly startCount: number; readonly isCapped: boolean } {
  const wanted = Math.min(count - 1, Math.max(1, wantedCount(split, count)));
  return { startCount: Math.min(wanted, capacityCount), isCapped: wanted > capacityCount };
}
