import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, standardNormalQuantile } from "../statistics/index.js";
import { Count, Fraction, Id } from "../unit/index.js";

/** A part of the opportunities that is observed for itself: a site, a kind of touchpoint, a coach. */
export interface ObservationStratum {
  /** Unique within the request. */
  readonly id: Id;
  /** How many opportunities it has, 1 or more. */
  readonly opportunityCount: Count;
  /** The compliance that is expected there. Left out: 0.5. */
  readonly expectedFraction?: Fraction;
}
/** Observations to be shared out among strata. */
export interface AllocationRequest {
  /** How many there are to share out. */
  readonly totalCount: Count;
  /** 1 to 1,000. */
  readonly strata: readonly ObservationStratum[];
  /** `proportional`: as the opportunities are. `optimal`: such that the compliance of all together is known best, more where it is expected near one half (Neyman). */
  readonly method: "proportional" | "optimal";
  /** What each stratum gets at the least, as far as it has opportunities. Left out: 2, so that each can be seen to vary. */
  readonly minimumCount?: Count;
  /** The level of the interval that is foretold: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateStratum: Fault = { code: "allocate-observations.duplicate_stratum", message: "Two strata have the id “{id}”.", hint: "Give each stratum its own id." };
const tooFew: Fault = { code: "allocate-observations.too_few", message: "{totalCount} observations do not give each stratum its minimum: that takes {needed}.", hint: "Observe more, lower minimumCount, or put strata together." };
const tooMany: Fault = { code: "allocate-observations.too_many", message: "{totalCount} observations of {opportunityCount} opportunities.", hint: "Observe at most all of them." };

const ObservationStratum = z.strictObject({ id: Id, opportunityCount: Count.min(1), expectedFraction: z.exactOptional(Fraction) }).readonly() satisfies z.ZodType<ObservationStratum>;
const leastOf = (strata: readonly ObservationStratum[], minimum: number): number => strata.reduce((sum, { opportunityCount }) => sum + Math.min(opportunityCount, minimum), 0);

function findAllocationFaults({ totalCount, strata, minimumCount = 2 }: AllocationRequest, report: Report): void {
  for (const [index, { id }] of repeated(strata, (stratum) => stratum.id)) report(duplicateStratum, ["strata", index, "id"], { id });
  const [needed, opportunityCount] = [leastOf(strata, minimumCount), leastOf(strata, Infinity)];
  if (totalCount < needed) report(tooFew, ["totalCount"], { totalCount, needed });
  if (totalCount > opportunityCount) report(tooMany, ["totalCount"], { totalCount, opportunityCount });
}

/** Observations to be shared out among strata. */
export const AllocationRequest = z
  .strictObject({ totalCount: Count.min(1).max(10_000), strata: z.array(ObservationStratum).min(1).max(1000).readonly(), method: z.enum(["proportional", "optimal"]), minimumCount: z.exactOptional(Count.max(10_000)), confidenceLevel: ConfidenceLevel })
  .check(rule(findAllocationFaults))
  .readonly() satisfies z.ZodType<AllocationRequest>;

/** Observations shared out. */
export interface ObservationAllocation {
  /** In the order given. */
  readonly strata: readonly { readonly id: Id; readonly count: Count; readonly opportunityCount: Count }[];
  /** The half width of the interval that the compliance of all strata together will have, if it is as expected; null where a stratum that varies gets no observation. */
  readonly expectedHalfWidthFraction: number | null;
  /** The method and what was taken for granted. */
  readonly assumptions: { readonly method: "proportional" | "optimal"; readonly minimumCount: Count; readonly defaultExpectedFraction: Fraction };
}

interface Share { readonly id: Id; readonly weight: number; readonly opportunityCount: number; count: number }

/** The stratum that one more observation serves most: weight ÷ √(n (n + 1)), infinite for its first one; ties go to the first id. */
function neediest(shares: readonly Share[]): Share | undefined {
  let best: Share | undefined;
  let most = -1;
  for (const share of shares) {
    if (share.count >= share.opportunityCount) continue;
    const priority = share.weight === 0 ? 0 : share.weight / Math.sqrt(share.count * (share.count + 1));
    if (priority > most || (priority === Infinity && best !== undefined && share.weight > best.weight)) [best, most] = [share, priority];
  }
  return best;
}

/** √Σ (N_h ÷ N)² p q ÷ n_h · (N_h − n_h) ÷ (N_h − 1): without replacement, stratum by stratum. */
function standardError(strata: readonly ObservationStratum[], counts: readonly number[]): number | null {
  const total = leastOf(strata, Infinity);
  const terms = strata.map(({ opportunityCount, expectedFraction = 0.5 }, index) => {
    const [count, spread] = [counts[index] ?? 0, expectedFraction * (1 - expectedFraction)];
    if (spread === 0 || count === opportunityCount) return 0;
    return ((opportunityCount / total) ** 2 * spread * (opportunityCount - count)) / (count * (opportunityCount - 1));
  });
  const variance = terms.reduce((sum, term) => sum + term, 0);
  return Number.isFinite(variance) ? Math.sqrt(variance) : null;
}

/**
 * Shares observations out among strata: in proportion to their opportunities, or such that the compliance of all together is known best, in whole numbers and exactly.
 * Each further observation goes where N_h S_h ÷ √(n (n + 1)) is largest (S_h = √(p q N_h ÷ (N_h − 1)); for `proportional` S_h = 1), which in whole numbers is the optimum that Neyman's fractions only come near.
 * With counts out of proportion the compliance of all together is the mean of the strata's, weighted by their opportunities, not that of the pile.
 * Sources: J. Neyman, "On the two different aspects of the representative method", JRSS 97 (1934); T. Wright, "The equivalence of Neyman optimum allocation for sampling and equal proportions for apportioning the U.S. House of Representatives", The American Statistician 66 (2012).
 *
 * @throws CoachingError `input.*`, `allocate-observations.duplicate_stratum`, `allocate-observations.too_few`, `allocate-observations.too_many`
 * @example
 * ```ts
 * const strata = [{ id: "berlin", opportunityCount: 300, expectedFraction: 0.5 }, { id: "pune", opportunityCount: 300, expectedFraction: 0.9 }];
 * allocateObservations({ totalCount: 40, strata, method: "proportional", confidenceLevel: 0.95 }).strata.map(({ count }) => count); // => [20, 20]
 * allocateObservations({ totalCount: 40, strata, method: "optimal", confidenceLevel: 0.95 }).strata.map(({ count }) => count); // => [25, 15]
 * ```
 */
export function allocateObservations(request: AllocationRequest): ObservationAllocation {
  const { totalCount, strata, method, minimumCount = 2, confidenceLevel } = check(AllocationRequest, request);
  const shares = strata.map(({ id, opportunityCount, expectedFraction = 0.5 }): Share => ({
    id, opportunityCount, count: Math.min(minimumCount, opportunityCount),
    weight: opportunityCount * (method === "optimal" ? Math.sqrt((expectedFraction * (1 - expectedFraction) * opportunityCount) / Math.max(1, opportunityCount - 1)) : 1),
  }));
  const byId = [...shares].sort((left, right) => (left.id < right.id ? -1 : 1));
  for (let left = totalCount - leastOf(strata, minimumCount); left > 0; left -= 1) {
    const next = neediest(byId);
    if (next !== undefined) next.count += 1;
  }
  const error = standardError(strata, shares.map(({ count }) => count));
  return {
    strata: shares.map(({ id, count, opportunityCount }) => ({ id, count, opportunityCount })),
    expectedHalfWidthFraction: error === null ? null : standardNormalQuantile((1 + confidenceLevel) / 2) * error,
    assumptions: { method, minimumCount, defaultExpectedFraction: 0.5 },
  };
}
