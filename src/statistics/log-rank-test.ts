import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { upperChiSquare } from "./chi-square.js";
import { type FollowUp, FollowUps, SURVIVAL_LIMITS } from "./follow-up.js";
import { lifeTable, type LifeTable } from "./life-table.js";
import { inverseOfPositive, timesVector } from "./positive-matrix.js";

/** One group that was followed up. */
export interface FollowedGroup {
  /** What to call it. */
  readonly groupId: Id;
  /** Its follow-ups, independent of each other. */
  readonly followUps: readonly FollowUp[];
}
/** Groups whose survival is to be compared. */
export interface SurvivalGroups {
  /** Two to 20 groups, of together at most 200,000 follow-ups. */
  readonly groups: readonly FollowedGroup[];
  /** `log-rank` counts every event alike and finds lasting differences of risk best; `peto-peto` counts early ones more, by the survival of all groups together. */
  readonly weighting: "log-rank" | "peto-peto";
}

const duplicateGroup: Fault = { code: "log-rank-test.duplicate_group", message: "The group “{groupId}” stands twice.", hint: "Put its follow-ups together." };
const tooManyFollowUps: Fault = { code: "log-rank-test.too_many_follow_ups", message: "{count} follow-ups of all groups are more than {limit}.", hint: "Draw a sample of each." };

const FollowedGroup = z.strictObject({ groupId: Id, followUps: FollowUps }).readonly() satisfies z.ZodType<FollowedGroup>;
/** Groups whose survival is to be compared. */
export const SurvivalGroups = z
  .strictObject({ groups: z.array(FollowedGroup).min(2).max(SURVIVAL_LIMITS.groups).readonly(), weighting: z.enum(["log-rank", "peto-peto"]) })
  .check(rule(({ groups }: SurvivalGroups, report) => {
    for (const [index, { groupId }] of repeated(groups, (group) => group.groupId)) report(duplicateGroup, ["groups", index, "groupId"], { groupId });
    const count = groups.reduce((sum, { followUps }) => sum + followUps.length, 0);
    if (count > SURVIVAL_LIMITS.followUps) report(tooManyFollowUps, ["groups"], { count, limit: SURVIVAL_LIMITS.followUps });
  }))
  .readonly() satisfies z.ZodType<SurvivalGroups>;

/** What a group had, and would have were all alike. */
export interface LogRankGroup {
  /** The group. */
  readonly groupId: Id;
  /** How many were followed up. */
  readonly n: number;
  /** How many had the event; weighted, where the weighting is `peto-peto`. */
  readonly observed: number;
  /** How many were to be expected, had every group the risk of all; likewise. */
  readonly expected: number;
}
/** Whether groups differ in survival. */
export interface LogRankTest {
  /** How far observed and expected lie apart. */
  readonly chiSquare: number;
  /** Groups that could have had events, less one. */
  readonly degreesOfFreedom: number;
  /** How probable so large a chi-square is, had all groups one survival curve. */
  readonly pValue: number;
  /** What each group had, in their order. */
  readonly groups: readonly LogRankGroup[];
  /** How many were followed up. */
  readonly n: number;
  /** The weighting: `log-rank` or `peto-peto`. */
  readonly method: string;
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}
/** No test: never were two groups at risk where an event came. */
export interface NoLogRankTest {
  /** Always null. */
  readonly chiSquare: null;
  /** Why. */
  readonly reason: "nothing-to-compare";
  /** How many were followed up. */
  readonly n: number;
  /** How many had the event. */
  readonly eventCount: number;
}

/** Observed and expected of each group, and the covariances of their differences. */
interface Tally {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * At each place with d events among n at risk, n_g of them of group g: expected d n_g ÷ n, covariance d (n − d) ÷ (n − 1) · n_g ÷ n · (δ_gh − n_h ÷ n);
 * weighted by 1, or by the survival of all right before.
 */
function tallied({ at, atRisk, events }: LifeTable, weighting: SurvivalGroups["weighting"]): Tally {
  const size = atRisk.length;
  const tally = { observed: new Float64Array(size), expected: new Float64Array(size), covariance: new Float64Array(size * size) };
  const add = (column: Float64Array, slot: number, amount: number): void => { column[slot] = (column[slot] as number) + amount; };
  let survival = 1;
  at.forEach((_, place) => {
    const watched = atRisk.map((column) => column[place] as number);
    const gone = events.map((column) => column[place] as number);
    const [n, d] = [watched.reduce((sum, count) => sum + count, 0), gone.reduce((sum, count) => sum + count, 0)];
    const weight = weighting === "log-rank" ? 1 : survival;
    const scatter = n > 1 ? weight * weight * d * ((n - d) / (n - 1)) : 0;
    watched.forEach((count, group) => {
      const share = count / n;
      add(tally.observed, group, weight * (gone[group] as number));
      add(tally.expected, group, weight * d * share);
      if (share > 0) watched.forEach((others, other) => { add(tally.covariance, group * size + other, scatter * share * ((group === other ? 1 : 0) - others / n)); });
    });
    survival *= (n - d) / n;
  });
  return tally;
}

/** Fewer expected events than this in a group, and chi-square is rough. */
const FEW_EXPECTED = 5;

/**
 * The log-rank test of whether two or more groups differ in survival, or its weighted form by Peto and Peto; as `survdiff` of R with rho 0 and 1.
 * A group without anyone at risk where events come does not count. Nothing to compare is data: `nothing-to-compare`, no two groups at risk where an event came, or sets of groups that were never at risk together.
 * The warning `few-expected-events`: a group has fewer than 5 to be expected, and p is rough (a heuristic).
 * It answers whether, not how much: see `restrictedMeanDifference`.
 * Sources: N. Mantel, Cancer Chemotherapy Reports 50 (1966); R. Peto, J. Peto, JRSS A 135 (1972); D. Harrington, T. Fleming, Biometrika 69 (1982).
 *
 * @throws CoachingError `input.*`, `log-rank-test.duplicate_group`, `log-rank-test.too_many_follow_ups`
 * @example
 * ```ts
 * const early = { groupId: "early", followUps: [{ followedFor: 1, hasEvent: true }, { followedFor: 2, hasEvent: true }] };
 * const late = { groupId: "late", followUps: [{ followedFor: 3, hasEvent: true }, { followedFor: 4, hasEvent: true }] };
 * logRankTest({ groups: [early, late], weighting: "log-rank" }).chiSquare.toFixed(4); // => "2.8824"
 * ```
 */
export function logRankTest(question: SurvivalGroups): LogRankTest | NoLogRankTest {
  const { groups, weighting } = check(SurvivalGroups, question);
  const table = lifeTable(groups.map(({ followUps }) => followUps));
  const { observed, expected, covariance } = tallied(table, weighting);
  const n = groups.reduce((sum, { followUps }) => sum + followUps.length, 0);
  const size = groups.length;
  const counted = groups.flatMap((_, group) => ((covariance[group * size + group] as number) > 0 ? [group] : []));
  const free = counted.slice(1);
  const part = Float64Array.from(free.flatMap((row) => free.map((column) => covariance[row * size + column] as number)));
  const inverse = free.length === 0 ? null : inverseOfPositive(part, free.length);
  if (inverse === null) return { chiSquare: null, reason: "nothing-to-compare", n, eventCount: table.events.flatMap((column) => [...column]).reduce((sum, count) => sum + count, 0) };
  const excess = Float64Array.from(free, (group) => (observed[group] as number) - (expected[group] as number));
  const chiSquare = timesVector(inverse, excess).reduce((sum, value, index) => sum + value * (excess[index] as number), 0) + 0;
  return {
    chiSquare, degreesOfFreedom: free.length, pValue: upperChiSquare(chiSquare, free.length),
    groups: groups.map(({ groupId, followUps }, group) => ({ groupId, n: followUps.length, observed: observed[group] as number, expected: expected[group] as number })),
    n, method: weighting, warnings: counted.some((group) => (expected[group] as number) < FEW_EXPECTED) ? ["few-expected-events"] : [],
  };
}
