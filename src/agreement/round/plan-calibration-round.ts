import { check } from "../../error/index.js";
import { randomStream } from "../../statistics/internal.js";
import type { Count, Fraction, Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { CalibrationRoundRequest, goldRatersOf } from "./calibration-round.js";
import { designRound, type PlannedRound } from "./design-round.js";
import { connections, designEfficiency } from "./round-connection.js";
import { type RoundProblem, roundProblem } from "./round-problem.js";
import { kindShares, type SubjectKinds } from "./round-search.js";
import type { RoundTable } from "./round-table.js";

/** What one rater is to rate. */
export interface RoundAssignment {
  /** Who rates. */
  readonly raterId: Id;
  /** What, in the order in which it is to be rated: each rater's own, by chance. Nothing here says which of them are gold. */
  readonly subjectIds: readonly Id[];
}
/** How much one rater is to rate. */
export interface RoundLoad {
  /** Who rates. */
  readonly raterId: Id;
  /** Subjects, gold ones included. */
  readonly ratingCount: Count;
  /** Gold ones. */
  readonly goldCount: Count;
}
/** Why a subject has no raters. `too-few-raters`: it needs more than there are; `conflicts`: it needs more than may rate it; `limits-reached`: those who may have all that they take. */
export type UnassignedSubjectReason = "too-few-raters" | "conflicts" | "limits-reached";
/** A subject that nobody rates: fewer raters than it needs would tell less than was asked for. */
export interface UnassignedSubject {
  /** Which. */
  readonly subjectId: Id;
  /** Why. */
  readonly reason: UnassignedSubjectReason;
  /** How many raters it needs. */
  readonly neededCount: Count;
  /** How many may rate it. */
  readonly allowedCount: Count;
}
/**
 * What to keep in mind. `unassigned`: see there; `not-connected`: severities of some raters cannot be compared with those of others; `idle-raters`: some rate nothing;
 * `uneven-loads`, `uneven-gold`, `uneven-strata`: raters differ by more than one, because of limits, conflicts or few subjects; `no-gold`: severities can only be compared with each other; `few-gold`: some rater gets fewer than eight gold subjects, too few for a verdict on severity;
 * `steps-spent`: limits and conflicts took more steps than there are, so that more might be assigned, or more evenly.
 */
export type RoundWarning = "unassigned" | "not-connected" | "idle-raters" | "uneven-loads" | "uneven-gold" | "uneven-strata" | "no-gold" | "few-gold" | "steps-spent";
/** Who rates what in a calibration round, with what the design is worth. */
export interface CalibrationRound {
  /** By rater. */
  readonly assignments: readonly RoundAssignment[];
  /** By rater; not for raters to see. */
  readonly loads: readonly RoundLoad[];
  /** By subject. */
  readonly unassigned: readonly UnassignedSubject[];
  /** On how many subjects two raters meet. */
  readonly pairs: {
    /** The two who meet least. */
    readonly leastCount: Count;
    /** The two who meet most. */
    readonly mostCount: Count;
    /** Of all pairs. */
    readonly meanCount: number;
  };
  /** `balanced`: every two meet equally often; `regular`: they differ by one at most, and nothing better exists for these numbers; `uneven`: by more, because of limits, conflicts, or because the search found nothing better; null where no two meet, so that nothing is balanced. */
  readonly balance: "balanced" | "regular" | "uneven" | null;
  /** `construction`: all combinations, or a cyclic design; `search`: at least a part was found by a seeded search that is bounded, a heuristic. */
  readonly method: "construction" | "search";
  /** Whether severities of all raters can be compared. */
  readonly isConnected: boolean;
  /** Raters who can be compared with each other, by id; one part where all can. */
  readonly connectedRaterIds: readonly (readonly Id[])[];
  /** How precisely differences of severities can be told, against as many ratings in a design where everybody rates everything: the ratio of average variances. Null where raters are not connected. */
  readonly efficiencyFraction: Fraction | null;
  /** What no design with as many raters for each subject can exceed. */
  readonly efficiencyBoundFraction: Fraction;
  /** What to keep in mind. */
  readonly warnings: readonly RoundWarning[];
  /** What was taken for granted, or left aside. */
  readonly assumptions: {
    /** How many raters each gold subject gets. */
    readonly ratersPerGoldSubject: Count;
    /** Conflicts that name nobody of this round. */
    readonly ignoredConflictCount: Count;
    /** Earlier ratings by nobody, or of nothing, of this round. */
    readonly ignoredRatingCount: Count;
  };
}

/** Fewer gold subjects than these say too little of a rater's severity. */
const enoughGold = 8;


type Pairs = CalibrationRound["pairs"];

function pairsOf({ pairs, field: { raterCount } }: RoundTable): Pairs {
  let [leastCount, mostCount, sum] = [Infinity, 0, 0];
  for (let one = 0; one < raterCount; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const count = pairs[one * raterCount + other] as number;
      leastCount = Math.min(leastCount, count);
      mostCount = Math.max(mostCount, count);
      sum += count;
    }
  }
  return { leastCount, mostCount, meanCount: sum / ((raterCount * (raterCount - 1)) / 2) };
}

const balanceOf = ({ leastCount, mostCount }: Pairs): CalibrationRound["balance"] => (mostCount === 0 ? null : mostCount === leastCount ? "balanced" : mostCount === leastCount + 1 ? "regular" : "uneven");

/** Whether raters' shares of some kind differ by more than one. */
function isUneven(table: RoundTable, kinds: SubjectKinds): boolean {
  const { counts, kindCount } = kindShares(table, kinds);
  const [least, most] = [new Float64Array(kindCount).fill(Infinity), new Float64Array(kindCount)];
  counts.forEach((count, at) => {
    least[at % kindCount] = Math.min(least[at % kindCount] as number, count);
    most[at % kindCount] = Math.max(most[at % kindCount] as number, count);
  });
  return most.some((count, kind) => count - (least[kind] as number) > 1);
}

function unassignedOf({ field, subjectIds }: RoundProblem, { table: { blocks } }: PlannedRound): readonly UnassignedSubject[] {
  const { raterCount, isForbidden } = field;
  return blocks.flatMap((block, subject): readonly UnassignedSubject[] => {
    if (block.length > 0) return [];
    const neededCount = field.needed[subject] as number;
    const allowedCount = raterCount - isForbidden.subarray(subject * raterCount, (subject + 1) * raterCount).reduce((sum, one) => sum + one, 0);
    const reason = neededCount > raterCount ? "too-few-raters" : neededCount > allowedCount ? "conflicts" : "limits-reached";
    return [{ subjectId: subjectIds[subject] as Id, reason, neededCount, allowedCount }];
  }).sort((left, right) => inTextOrder(left.subjectId, right.subjectId));
}

const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

function warningsOf({ gold, strata }: RoundProblem, { table, isCut }: PlannedRound, { loads, unassigned, isConnected }: Pick<CalibrationRound, "loads" | "unassigned" | "isConnected">): readonly RoundWarning[] {
  const [ratingCounts, goldCounts] = [loads.map(({ ratingCount }) => ratingCount), loads.map(({ goldCount }) => goldCount)];
  const hasGold = gold.kinds.includes(1);
  const found: readonly (readonly [RoundWarning, boolean])[] = [
    ["unassigned", unassigned.length > 0], ["not-connected", !isConnected], ["idle-raters", ratingCounts.includes(0)],
    ["uneven-loads", spread(ratingCounts) > 1], ["uneven-gold", spread(goldCounts) > 1], ["uneven-strata", strata.kindCount > 1 && isUneven(table, strata)],
    ["no-gold", !hasGold], ["few-gold", hasGold && Math.min(...goldCounts) < enoughGold], ["steps-spent", isCut],
  ];
  return found.flatMap(([warning, holds]) => (holds ? [warning] : []));
}

/** The subjects of each rater in the rater's own order, by chance, so that no place tells what is gold. */
function assignmentsOf({ raterIds, subjectIds }: RoundProblem, { blocks }: RoundTable, seed: number): readonly RoundAssignment[] {
  const subjectsOf = raterIds.map((): Id[] => []);
  blocks.forEach((block, subject) => { for (const rater of block) subjectsOf[rater]?.push(subjectIds[subject] as Id); });
  return raterIds.map((raterId, rater) => {
    const { uniform } = randomStream(seed, ["calibration-round", "order", raterId]);
    const ranked = (subjectsOf[rater] ?? []).sort(inTextOrder).map((id) => ({ id, rank: uniform() }));
    return { raterId, subjectIds: ranked.sort((left, right) => left.rank - right.rank).map(({ id }) => id) };
  }).sort((left, right) => inTextOrder(left.raterId, right.raterId));
}

function loadsOf({ raterIds, gold }: RoundProblem, table: RoundTable): readonly RoundLoad[] {
  const { counts } = kindShares(table, gold);
  return raterIds.map((raterId, rater) => ({ raterId, ratingCount: table.loads[rater] as number, goldCount: counts[2 * rater + 1] as number })).sort((left, right) => inTextOrder(left.raterId, right.raterId));
}

function partsOf({ raterIds }: RoundProblem, table: RoundTable): readonly (readonly Id[])[] {
  const parts = new Map<number, Id[]>();
  connections(table).forEach((head, rater) => { parts.set(head, [...(parts.get(head) ?? []), raterIds[rater] as Id]); });
  return [...parts.values()].map((part) => part.sort(inTextOrder)).sort((left, right) => inTextOrder(left[0] ?? "", right[0] ?? ""));
}

/**
 * Who rates what in a calibration round: each subject gets as many raters as asked for, raters get equally many subjects and equally many gold ones, every two raters meet on equally many, and all raters are connected, so that their severities can be compared.
 * Without limits and conflicts it begins with a balanced or cyclic design; what such a design cannot give is found by a search that never gives up even loads. Loads are as even as limits and conflicts let them be. A subject gets all its raters or none, gold ones first.
 * The same input gives the same round; the order of the lists does not matter.
 * Sources: R. Fisher, F. Yates, "Statistical Tables for Biological, Agricultural and Medical Research" (1938), for balanced incomplete blocks; R. Bose, "On the construction of balanced incomplete block designs", Annals of Eugenics 9 (1939); J. John, E. Williams, "Cyclic and Computer Generated Designs" (1995).
 *
 * @throws CoachingError `input.*`, `calibration-round.duplicate_rater`, `calibration-round.duplicate_subject`, `calibration-round.too_many_ratings`
 * @example
 * ```ts
 * const raters = ["ana", "ben", "cem", "dee", "eve"].map((raterId) => ({ raterId }));
 * const subjects = Array.from({ length: 20 }, (_, clip) => ({ subjectId: `clip-${clip}`, isGold: clip < 5 }));
 * const round = planCalibrationRound({ raters, subjects, ratersPerSubject: 2, seed: 7 });
 * round.pairs; // => { leastCount: 2, mostCount: 2, meanCount: 2 }
 * round.loads.map(({ ratingCount, goldCount }) => [ratingCount, goldCount]); // => [[8, 2], [8, 2], [8, 2], [8, 2], [8, 2]]
 * round.balance; // => "balanced"
 * ```
 */
export function planCalibrationRound(request: CalibrationRoundRequest): CalibrationRound {
  const checked = check(CalibrationRoundRequest, request);
  const problem = roundProblem(checked);
  const planned = designRound(problem, checked.seed);
  const { table } = planned;
  const pairs = pairsOf(table);
  const connectedRaterIds = partsOf(problem, table);
  const { efficiency, bound } = designEfficiency(table);
  const [loads, unassigned, isConnected] = [loadsOf(problem, table), unassignedOf(problem, planned), connectedRaterIds.length === 1];
  return {
    assignments: assignmentsOf(problem, table, checked.seed), loads, unassigned, pairs, balance: balanceOf(pairs), method: planned.method, isConnected, connectedRaterIds,
    efficiencyFraction: efficiency, efficiencyBoundFraction: bound, warnings: warningsOf(problem, planned, { loads, unassigned, isConnected }),
    assumptions: { ratersPerGoldSubject: goldRatersOf(checked), ignoredConflictCount: problem.ignoredConflictCount, ignoredRatingCount: problem.ignoredRatingCount },
  };
}
