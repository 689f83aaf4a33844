import { type Estimate, type NoEstimate, proportionEstimate, type ProportionEstimate, studentQuantile } from "../../statistics/index.js";
import { atMostProbability } from "../../statistics/internal.js";
import type { Count, Fraction, Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { RatedCase } from "./diverging-cases.js";

/** Two raters against each other. */
export interface RaterPair {
  /** The two, by id. */
  readonly raterIds: readonly [Id, Id];
  /** On how many subjects they meet. */
  readonly subjectCount: Count;
  /** How often they give the same level, with Wilson's interval; criteria of one subject are taken to say the same, so that subjects count. */
  readonly agreement: ProportionEstimate;
  /** The mean over subjects of the second one's level less the first one's, in steps of the scale, with Student's interval. */
  readonly meanDifference: Estimate | NoEstimate;
  /** How often all other pairs agree; null where there is no other. */
  readonly othersAgreementFraction: Fraction | null;
  /** Whether they diverge by more than chance, at the level for all pairs together. */
  readonly isSystematic: boolean;
  /** `less-agreement-than-others`: by the one-sided exact test of Fisher they agree less often than all other pairs; `one-rates-higher`: the interval of their mean difference leaves out zero. */
  readonly reasons: readonly ("less-agreement-than-others" | "one-rates-higher")[];
}

/** Fewer common subjects than these are too few for a verdict. Heuristic. */
export const leastSubjectCount = 8;

/** What two raters' common subjects add up to. */
interface PairSums {
  readonly one: Id;
  readonly other: Id;
  subjectCount: number;
  cellCount: number;
  sameCount: number;
  difference: number;
  squares: number;
}

/** Sums for every two raters, subject by subject; cases stand by subject. */
function pairSums(cases: readonly RatedCase[]): readonly PairSums[] {
  const raterIds = [...new Set(cases.flatMap((one) => one.raterIds))].sort(inTextOrder);
  const places = new Map(raterIds.map((id, place) => [id, place]));
  const sums = new Map<number, PairSums>();
  const open = new Map<number, { cellCount: number; difference: number }>();
  const close = (): void => {
    for (const [key, { cellCount, difference }] of open) {
      const pair = sums.get(key) as PairSums;
      pair.subjectCount += 1;
      pair.difference += difference / cellCount;
      pair.squares += (difference / cellCount) ** 2;
    }
    open.clear();
  };
  const compare = ([one, other]: readonly [number, number], difference: number): void => {
    const key = one * raterIds.length + other;
    let pair = sums.get(key);
    if (pair === undefined) sums.set(key, (pair = { one: raterIds[one] as Id, other: raterIds[other] as Id, subjectCount: 0, cellCount: 0, sameCount: 0, difference: 0, squares: 0 }));
    pair.cellCount += 1;
    pair.sameCount += Number(difference === 0);
    const common = open.get(key);
    if (common === undefined) open.set(key, { cellCount: 1, difference });
    else {
      common.cellCount += 1;
      common.difference += difference;
    }
  };
  cases.forEach(({ subjectId, raterIds: ids, steps }, index) => {
    if (subjectId !== cases[index - 1]?.subjectId) close();
    const raters = ids.map((id) => places.get(id) as number);
    raters.forEach((one, first) => { for (let second = first + 1; second < raters.length; second += 1) compare([one, raters[second] as number], (steps[second] as number) - (steps[first] as number)); });
  });
  close();
  return [...sums.values()];
}

/** The mean difference and half the width of Student's interval. */
function spreadOf({ subjectCount: n, difference, squares }: PairSums): { readonly mean: number; readonly error: number } {
  const mean = difference / n;
  const variance = Math.max(0, squares - n * mean * mean) / (n - 1);
  // what is left of equal differences is rounding
  return { mean, error: variance > 1e-12 ? Math.sqrt(variance / n) : 0 };
}

/** Quantiles of Student's t, each worked out once. */
function studentScores(level: number): (n: number) => number {
  const known = new Map<number, number>();
  return (n) => {
    const score = known.get(n) ?? studentQuantile({ probability: (1 + level) / 2, degreesOfFreedom: n - 1 });
    known.set(n, score);
    return score;
  };
}

function meanDifference(sums: PairSums, level: number, scoreOf: (n: number) => number): Estimate | NoEstimate {
  const { subjectCount: n } = sums;
  if (n < 2) return { estimate: null, reason: "too-few-observations", n, needed: 2 };
  const { mean, error } = spreadOf(sums);
  const half = error === 0 ? 0 : scoreOf(n) * error;
  return { estimate: mean + 0, confidence: { lower: mean - half + 0, upper: mean + half + 0, level }, n, method: "student-t", warnings: half === 0 ? ["no-variation"] : [] };
}

/** Whether one rates higher, by more than chance. Equal differences on all subjects have no width: then by the chance that all signs are equal. */
function isHigher(sums: PairSums, level: number, scoreOf: (n: number) => number): boolean {
  const { mean, error } = spreadOf(sums);
  if (error === 0) return mean !== 0 && 2 ** (1 - sums.subjectCount) <= 1 - level;
  return Math.abs(mean) > scoreOf(sums.subjectCount) * error;
}

/** What pairs' common subjects add up to, all together. */
type AllSums = Pick<PairSums, "subjectCount" | "cellCount" | "sameCount">;

/** Subjects in place of cells: so many differences on so many subjects, rounded down. */
const differingSubjects = ({ subjectCount, cellCount, sameCount }: AllSums): number => Math.floor(((cellCount - sameCount) * subjectCount) / cellCount);

/** How probable so few equal levels are, or fewer, if the pair agreed as often as all others; both sides by whole subjects, rounded so that the pair looks no worse, nor the others better, than they are. */
function fewerByChance(pair: PairSums, all: AllSums): number {
  const others = { subjectCount: all.subjectCount - pair.subjectCount, cellCount: all.cellCount - pair.cellCount, sameCount: all.sameCount - pair.sameCount };
  const same = Math.floor((others.sameCount * others.subjectCount) / others.cellCount);
  return atMostProbability({ successes: pair.subjectCount - differingSubjects(pair), n: pair.subjectCount }, { successes: same, n: others.subjectCount });
}

/** Agreement of pairs by their counts, which many pairs have in common: each is worked out once. */
function agreements(confidenceLevel: number, all: AllSums): (sums: PairSums) => { readonly agreement: ProportionEstimate; readonly fewerProbability: number } {
  const known = new Map<string, { readonly agreement: ProportionEstimate; readonly fewerProbability: number }>();
  return (pair) => {
    const { sameCount, cellCount, subjectCount } = pair;
    const key = `${String(sameCount)} ${String(cellCount)} ${String(subjectCount)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const agreement = proportionEstimate({ successes: sameCount, n: cellCount, designEffect: cellCount / subjectCount, confidenceLevel }) as ProportionEstimate;
    const found = { agreement, fewerProbability: subjectCount < leastSubjectCount || cellCount === all.cellCount ? 1 : fewerByChance(pair, all) };
    known.set(key, found);
    return found;
  };
}

/** Every two raters with common subjects, those who diverge systematically first; `simultaneousLevel` is Bonferroni's for two questions about each pair. */
export function raterPairs(cases: readonly RatedCase[], confidenceLevel: number): { readonly pairs: readonly RaterPair[]; readonly simultaneousLevel: number } {
  const all = pairSums(cases);
  const simultaneousRisk = (1 - confidenceLevel) / Math.max(1, 2 * all.length);
  const simultaneousLevel = 1 - simultaneousRisk;
  const [scoreOf, simultaneousScoreOf] = [studentScores(confidenceLevel), studentScores(simultaneousLevel)];
  const total = { subjectCount: 0, cellCount: 0, sameCount: 0 };
  for (const { subjectCount, cellCount, sameCount } of all) {
    total.subjectCount += subjectCount;
    total.cellCount += cellCount;
    total.sameCount += sameCount;
  }
  const agreementOf = agreements(confidenceLevel, total);
  const pairs = all.map((sums): RaterPair => {
    const { one, other, subjectCount } = sums;
    const { agreement, fewerProbability } = agreementOf(sums);
    const othersAgreementFraction = total.cellCount === sums.cellCount ? null : (total.sameCount - sums.sameCount) / (total.cellCount - sums.cellCount);
    const isEnough = subjectCount >= leastSubjectCount;
    const reasons: RaterPair["reasons"] = [
      ...(fewerProbability <= simultaneousRisk ? ["less-agreement-than-others" as const] : []),
      ...(isEnough && isHigher(sums, simultaneousLevel, simultaneousScoreOf) ? ["one-rates-higher" as const] : []),
    ];
    return { raterIds: [one, other], subjectCount, agreement, meanDifference: meanDifference(sums, confidenceLevel, scoreOf), othersAgreementFraction, isSystematic: reasons.length > 0, reasons };
  });
  return { pairs: pairs.sort((left, right) => Number(right.isSystematic) - Number(left.isSystematic) || left.agreement.estimate - right.agreement.estimate || inTextOrder(left.raterIds[0], right.raterIds[0]) || inTextOrder(left.raterIds[1], right.raterIds[1])), simultaneousLevel };
}
