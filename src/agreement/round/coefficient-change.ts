import type { Criterion } from "../../rubric/index.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { boundSteps } from "../coefficient/bootstrap.js";
import { type ChangeEstimate, changeEstimate, type ClipKinds, differenceOf, drawClips, type JudgedChange, judgedChange, kindsOfClips, type NoChange, type Replicated } from "./change-estimate.js";
import { type CategoryAgreement, categoryAgreementOf, type CategoryCoefficient } from "../coefficient/coefficient.js";
import { type ComparedRounds, methodOf } from "./gold-change.js";
import type { RatedLevel } from "../rater/rated-level.js";
import { type CoefficientReason, orderedChoice } from "../coefficient/rater-agreement.js";
import type { CategoryRating } from "../coefficient/rating.js";
import { ratingTableOf, type RatingTable } from "../coefficient/rating-table.js";
import { type ResampledCoefficient, resampledCoefficient } from "../coefficient/resampled-coefficient.js";

/** From which share of one level on ratings count as skewed. Heuristic. */
export const skewedFraction = 0.8;

/** How agreement on one criterion changed. */
export interface CoefficientChange extends JudgedChange {
  /** The criterion. */
  readonly criterionId: Id;
  /** The coefficient of both rounds: the one that fits the ratings of both together. */
  readonly coefficient: CategoryCoefficient;
  /** Why it fits. */
  readonly reasons: readonly CoefficientReason[];
  /** Its value before, with a bootstrap interval; categories are levels. */
  readonly before: CategoryAgreement;
  /** Its value after. */
  readonly after: CategoryAgreement;
  /** After less before. */
  readonly change: ChangeEstimate | NoChange;
}
/** How the mean of the criteria's coefficients changed, every criterion counting the same. */
export interface MeanChange extends JudgedChange {
  /** In the first round. */
  readonly before: ChangeEstimate | NoChange;
  /** In the second round. */
  readonly after: ChangeEstimate | NoChange;
  /** After less before. */
  readonly change: ChangeEstimate | NoChange;
  /** Criteria without a coefficient in one of the rounds, which the mean leaves out. */
  readonly leftOutCriterionIds: readonly Id[];
}

/** One criterion in one round. */
interface Side {
  readonly table: RatingTable;
  readonly resampled: ResampledCoefficient;
}
/** One criterion in both rounds. */
interface Compared {
  readonly criterionId: Id;
  readonly coefficient: CategoryCoefficient;
  readonly reasons: readonly CoefficientReason[];
  readonly sides: readonly [Side, Side];
}

const asCategories = (levels: readonly RatedLevel[], prefix = ""): readonly CategoryRating[] => levels.map(({ subjectId, raterId, level }) => ({ subjectId: `${prefix}${subjectId}`, raterId, category: level }));

/** Ratings by criterion. */
function byCriterion(levels: readonly RatedLevel[]): ReadonlyMap<Id, readonly RatedLevel[]> {
  const found = new Map<Id, RatedLevel[]>();
  for (const level of levels) {
    const own = found.get(level.criterionId);
    if (own === undefined) found.set(level.criterionId, [level]);
    else own.push(level);
  }
  return found;
}

/** The coefficient that fits both rounds together, in each of them. */
function compared({ id, levels }: Criterion, before: readonly RatedLevel[], after: readonly RatedLevel[]): Compared {
  const categories = levels.map(({ level }) => level);
  const [coefficient, reasons] = orderedChoice(ratingTableOf({ categories, ratings: [...asCategories(before, "before "), ...asCategories(after, "after ")] }), skewedFraction);
  const side = (given: readonly RatedLevel[]): Side => {
    const ratings = asCategories(given);
    const table = ratingTableOf({ categories, ratings });
    return { table, resampled: resampledCoefficient(table, ratings, coefficient) };
  };
  return { criterionId: id, coefficient, reasons, sides: [side(before), side(after)] };
}

/** Clips that are alike on all criteria in both rounds. */
function alikeClips({ before, after }: ComparedRounds, criteria: readonly Compared[]): { readonly kinds: ClipKinds; readonly ids: readonly Id[] } {
  const [first, second] = [before, after].map((levels) => new Set(levels.map(({ subjectId }) => subjectId))) as [Set<Id>, Set<Id>];
  const ids = [...new Set([...first, ...second])].sort(inTextOrder);
  const likeness = (id: Id): string => criteria.map(({ sides }) => sides.map(({ resampled }) => resampled.kindOf.get(id) ?? "").join()).join(" ");
  return { kinds: kindsOfClips(ids.map((id) => ({ likeness: likeness(id), rounds: !first.has(id) ? "after" : !second.has(id) ? "before" : "both" }))), ids };
}

/** A coefficient for each sample of clips: `kindOf` says to which of the coefficient's kinds a kind of clips belongs, -1 to none. */
function resample(kindOf: Int32Array, { times, coefficient }: ResampledCoefficient): (drawn: Float64Array) => number {
  const own = new Float64Array(times.length);
  return (drawn) => {
    own.fill(0);
    for (let kind = 0; kind < drawn.length; kind += 1) {
      const place = kindOf[kind] as number;
      if (place >= 0) own[place] = (own[place] as number) + (drawn[kind] as number);
    }
    return coefficient(own);
  };
}

/** Every coefficient of every criterion before and after, in all samples of clips. */
function replicate(rounds: ComparedRounds, criteria: readonly Compared[]): { readonly method: string; readonly values: readonly (readonly [Replicated, Replicated])[]; readonly clipCounts: readonly [number, number] } {
  const { kinds, ids } = alikeClips(rounds, criteria);
  const sides = criteria.flatMap((criterion) => criterion.sides.map(({ resampled }) => resampled));
  boundSteps(rounds.bootstrap, sides.reduce((sum, { stepCount }) => sum + stepCount + kinds.samples.length, kinds.samples.length));
  const evaluate = sides.map((side) => resample(Int32Array.from(kinds.samples, (clip) => side.kindOf.get(ids[clip] as Id) ?? -1), side));
  const samples = sides.map((): number[] => []);
  drawClips(kinds, rounds.bootstrap, (drawn) => { evaluate.forEach((value, at) => { samples[at]?.push(value(drawn)); }); });
  const replicated = (at: number): Replicated => {
    const { times, coefficient } = sides[at] as ResampledCoefficient;
    return { value: coefficient(times), samples: samples[at] ?? [], n: times.reduce((sum, count) => sum + count, 0) };
  };
  const clipCount = (stratum: 0 | 1): number => [stratum, 2].reduce((sum, at) => sum + (kinds.strata[at] ?? new Float64Array()).reduce((count, times) => count + times, 0), 0);
  return { method: methodOf(kinds), values: criteria.map((_, at) => [replicated(2 * at), replicated(2 * at + 1)] as const), clipCounts: [clipCount(1), clipCount(0)] };
}

/** The mean of numbers and of all their samples; without any of them, no number. */
function meanOfAll(values: readonly Replicated[], replicateCount: number, n: number): Replicated {
  const mean = (numberOf: (one: Replicated) => number): number => values.reduce((sum, one) => sum + numberOf(one), 0) / values.length;
  return { value: mean(({ value }) => value), samples: Array.from({ length: replicateCount }, (_, at) => mean(({ samples }) => samples[at] as number)), n };
}

/** How agreement changed, criterion by criterion and in the mean. */
export function agreementChange(rounds: ComparedRounds, criteria: readonly Criterion[]): { readonly criteria: readonly CoefficientChange[]; readonly overall: MeanChange } {
  const { confidenceLevel, bootstrap } = rounds;
  const [before, after] = [byCriterion(rounds.before), byCriterion(rounds.after)];
  const all = criteria.map((criterion) => compared(criterion, before.get(criterion.id) ?? [], after.get(criterion.id) ?? []));
  const { method, values, clipCounts } = replicate(rounds, all);
  const changes = all.map(({ criterionId, coefficient, reasons, sides: [first, second] }, at): CoefficientChange => {
    const [valueBefore, valueAfter] = [first, second].map(({ table }) => categoryAgreementOf(table, coefficient, { confidenceLevel, bootstrap })) as [CategoryAgreement, CategoryAgreement];
    const difference = differenceOf(...(values[at] as readonly [Replicated, Replicated]));
    const change = changeEstimate(valueBefore.estimate === null || valueAfter.estimate === null ? { ...difference, value: NaN } : difference, method, confidenceLevel);
    return { criterionId, coefficient, reasons, before: valueBefore, after: valueAfter, change, ...judgedChange(change) };
  });
  const isDefined = changes.map(({ before: first, after: second }) => first.estimate !== null && second.estimate !== null);
  const means = ([0, 1] as const).map((side) => meanOfAll(values.flatMap((pair, at) => (isDefined[at] === true ? [pair[side]] : [])), bootstrap.replicateCount, clipCounts[side])) as [Replicated, Replicated];
  const change = changeEstimate(differenceOf(...means), method, confidenceLevel);
  const [meanBefore, meanAfter] = [changeEstimate(means[0], "percentile-bootstrap", confidenceLevel), changeEstimate(means[1], "percentile-bootstrap", confidenceLevel)];
  return { criteria: changes, overall: { before: meanBefore, after: meanAfter, change, ...judgedChange(change), leftOutCriterionIds: changes.flatMap(({ criterionId }, at) => (isDefined[at] === true ? [] : [criterionId])) } };
}
