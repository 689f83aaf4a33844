import type { Criterion } from "../../rubric/index.js";
import type { Count, Fraction, Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { criterionSteps, type CriterionSteps, type RatedLevel } from "../rater/rated-level.js";

/** What is at stake. `gate-flip`: one rating passes a must-pass criterion and another fails it; `compliance-flip`: by one the behavior counts as shown, by another not; `distance`: they are far apart. */
export type DivergenceStake = "gate-flip" | "compliance-flip" | "distance";
/** A rater's level. */
export interface RaterLevel {
  /** Who rated. */
  readonly raterId: Id;
  /** The level. */
  readonly level: number;
}
/** A subject on whose criterion raters diverge. */
export interface Divergence {
  /** What was rated. */
  readonly subjectId: Id;
  /** On which criterion. */
  readonly criterionId: Id;
  /** The lowest rating; of equals that of the first rater by id. */
  readonly lowest: RaterLevel;
  /** The highest rating; of equals that of the first rater by id. Where any two ratings diverge, these two do. */
  readonly highest: RaterLevel;
  /** How many steps of the scale lie between them. */
  readonly stepCount: Count;
  /** How many raters rated it. */
  readonly raterCount: Count;
  /** All that is at stake, the most first. */
  readonly stakes: readonly DivergenceStake[];
  /** How unusual that is: the share of all pairs of ratings of one subject on this criterion that are as many steps apart, or more. */
  readonly asFarFraction: Fraction;
}

/** Ratings of one subject on one criterion, as steps of its scale, in the order of the raters' ids. */
export interface RatedCase {
  readonly subjectId: Id;
  readonly criterion: Criterion;
  readonly raterIds: readonly Id[];
  readonly steps: readonly number[];
}

/** Ratings case by case, by subject and criterion. */
export function casesOf(criteria: readonly Criterion[], ratings: readonly RatedLevel[]): readonly RatedCase[] {
  const known = criterionSteps(criteria);
  const sorted = ratings.toSorted((left, right) => inTextOrder(left.subjectId, right.subjectId) || inTextOrder(left.criterionId, right.criterionId) || inTextOrder(left.raterId, right.raterId));
  const cases: { subjectId: Id; criterion: Criterion; raterIds: Id[]; steps: number[] }[] = [];
  for (const { subjectId, raterId, criterionId, level } of sorted) {
    const { criterion, steps } = known.get(criterionId) as CriterionSteps;
    const last = cases.at(-1);
    const step = steps.get(level) as number;
    if (last?.subjectId === subjectId && last.criterion === criterion) {
      last.raterIds.push(raterId);
      last.steps.push(step);
    } else cases.push({ subjectId, criterion, raterIds: [raterId], steps: [step] });
  }
  return cases;
}

/** For each criterion, how many pairs of ratings are so many steps apart. */
function distances(cases: readonly RatedCase[]): ReadonlyMap<Criterion, readonly number[]> {
  const found = new Map<Criterion, number[]>();
  for (const { criterion, steps } of cases) {
    const apart = found.get(criterion) ?? criterion.levels.map(() => 0);
    found.set(criterion, apart);
    const counts = criterion.levels.map(() => 0);
    for (const step of steps) {
      counts.forEach((count, other) => { apart[Math.abs(step - other)] = (apart[Math.abs(step - other)] as number) + count; });
      counts[step] = (counts[step] as number) + 1;
    }
  }
  return found;
}

const stakeOrder: readonly DivergenceStake[] = ["gate-flip", "compliance-flip", "distance"];

function stakesOf({ compliantFromLevel, mustPass }: Criterion, lowest: number, highest: number, isFar: boolean): readonly DivergenceStake[] {
  const parts = (from: number): boolean => lowest < from && highest >= from;
  const isAtStake = { "gate-flip": mustPass !== undefined && parts(mustPass.minimumLevel), "compliance-flip": parts(compliantFromLevel), distance: isFar };
  return stakeOrder.filter((stake) => isAtStake[stake]);
}

/** Cases on which raters diverge, those first on which the most is at stake. */
export function divergences(cases: readonly RatedCase[], leastStepCount: number): readonly Divergence[] {
  const apart = distances(cases);
  const found = cases.flatMap(({ subjectId, criterion, raterIds, steps }): readonly Divergence[] => {
    const [low, high] = [Math.min(...steps), Math.max(...steps)];
    const at = (step: number): RaterLevel => ({ raterId: raterIds[steps.indexOf(step)] as Id, level: (criterion.levels[step] as { readonly level: number }).level });
    const [lowest, highest, stepCount] = [at(low), at(high), high - low];
    const stakes = stakesOf(criterion, lowest.level, highest.level, stepCount >= leastStepCount);
    if (stakes.length === 0) return [];
    const counts = apart.get(criterion) as readonly number[];
    const total = counts.reduce((sum, count) => sum + count, 0);
    return [{ subjectId, criterionId: criterion.id, lowest, highest, stepCount, raterCount: steps.length, stakes, asFarFraction: counts.slice(stepCount).reduce((sum, count) => sum + count, 0) / total }];
  });
  const rank = ({ stakes: [stake = "distance"] }: Divergence): number => stakeOrder.indexOf(stake);
  return found.sort((left, right) => rank(left) - rank(right) || right.stepCount - left.stepCount || left.asFarFraction - right.asFarFraction || inTextOrder(left.subjectId, right.subjectId) || inTextOrder(left.criterionId, right.criterionId));
}
