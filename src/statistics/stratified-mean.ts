import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Count, Id } from "../unit/index.js";
import { type Confidence, ConfidenceLevel, type Estimate, type NoEstimate, tooFewObservations } from "./estimate.js";
import { upperNormalScore } from "./normal.js";
import { wilson } from "./proportion.js";
import { upperStudentScore } from "./student.js";
import { meanOf, varianceOf } from "./summary.js";

/** What a stratified sample refuses, so that no input can exhaust the host. */
export const STRATA_LIMITS = {
  /** Strata of one sample. */
  strata: 10_000,
  /** Values of one stratum. */
  values: 100_000,
} as const;

/** A part of a finite population, and the values of those drawn from it, each as likely as the other. */
export interface SampledStratum {
  /** Unique within the sample. */
  readonly stratumId: Id;
  /** How many the stratum has, drawn or not. */
  readonly populationCount: Count;
  /** The values of those drawn; may be empty. */
  readonly values: readonly number[];
  /** How many more were drawn that are found to be no part of what is asked about: blanks, such as entries of a list that have lapsed. Absent 0. */
  readonly blankCount?: Count;
  /** How many more were drawn that are no blanks, and whose values are missing. Absent 0. */
  readonly missingCount?: Count;
}
/** A sample drawn stratum by stratum, without replacement. */
export interface StratifiedSample {
  /** At most 10,000. */
  readonly strata: readonly SampledStratum[];
  /** Whether all values lie from 0 to 1, as shares do: the interval then stays there too. */
  readonly areFractions: boolean;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateStratum: Fault = { code: "stratified-mean.duplicate_stratum", message: "Two strata have the id “{id}”.", hint: "Put their values together." };
const moreThanPopulation: Fault = { code: "stratified-mean.more_than_population", message: "Of the stratum “{id}” {count} are said to be drawn, of {populationCount}.", hint: "Count each drawn one once, and all of the stratum as populationCount." };
const notAFraction: Fault = { code: "stratified-mean.not_a_fraction", message: "The value {value} is no fraction from 0 to 1.", hint: "0.2 means 20 %. Divide a percent by 100, or set areFractions to false." };

const drawnOf = ({ values, blankCount = 0, missingCount = 0 }: SampledStratum): Count => values.length + blankCount + missingCount;

function findStratumFaults({ strata, areFractions }: StratifiedSample, report: Report): void {
  for (const [index, { stratumId: id }] of repeated(strata, ({ stratumId }) => stratumId)) report(duplicateStratum, ["strata", index, "stratumId"], { id });
  strata.forEach((stratum, index) => {
    const { stratumId: id, populationCount, values } = stratum;
    const count = drawnOf(stratum);
    if (count > populationCount) report(moreThanPopulation, ["strata", index, "values"], { id, count, populationCount });
    if (areFractions) values.forEach((value, place) => { if (value < 0 || value > 1) report(notAFraction, ["strata", index, "values", place], { value }); });
  });
}

const Drawn = Count.max(1_000_000_000);
const SampledStratum = z.strictObject({ stratumId: Id, populationCount: Count.min(1).max(1_000_000_000), values: z.array(z.number().min(-1e100).max(1e100)).max(STRATA_LIMITS.values).readonly(), blankCount: z.exactOptional(Drawn), missingCount: z.exactOptional(Drawn) }).readonly() satisfies z.ZodType<SampledStratum>;
/** A sample drawn stratum by stratum, without replacement. */
export const StratifiedSample = z.strictObject({ strata: z.array(SampledStratum).max(STRATA_LIMITS.strata).readonly(), areFractions: z.boolean(), confidenceLevel: ConfidenceLevel }).check(rule(findStratumFaults)).readonly() satisfies z.ZodType<StratifiedSample>;

/** The mean of a finite population, from a sample of its strata. */
export interface StratifiedEstimate extends Estimate {
  /** The standard error; 0 where nothing was left out, or where nothing varied. */
  readonly standardError: number;
  /** How many of the population lie in strata of which values are known: of them the estimate speaks. Where there are blanks, as many as are estimated to be none. */
  readonly coveredCount: Count;
  /** How many lie in strata of which no value is known. */
  readonly uncoveredCount: Count;
}
/** The mean of a finite population, or why there is none. */
export type StratifiedMean = StratifiedEstimate | NoEstimate;

interface Spread { readonly variance: number; readonly degreesOfFreedom: number }
/** A stratum without its blanks, with the variance of how many that leaves. */
interface ClearedStratum extends SampledStratum { readonly countVariance: number; readonly countFreedom: number }

/**
 * Of n drawn of N, b blanks: about N h are none, h = 1 − b ÷ n, with variance N² (1 − n/N) h (1 − h) ÷ (n − 1). Where all drawn are blanks, only these are taken away.
 */
function clearedOf(stratum: SampledStratum): ClearedStratum {
  const { populationCount, blankCount = 0 } = stratum;
  const drawn = drawnOf(stratum);
  if (blankCount === 0 || blankCount === drawn || drawn === populationCount) return { ...stratum, populationCount: populationCount - blankCount, countVariance: 0, countFreedom: 1 };
  const share = 1 - blankCount / drawn;
  return { ...stratum, populationCount: populationCount * share, countVariance: (populationCount * (populationCount - drawn) * share * (1 - share)) / (drawn - 1), countFreedom: drawn - 1 };
}

/**
 * Σ W² (1 − n/N) s²/n over strata, W a stratum's share, n of its N drawn, s² their variance; Satterthwaite's degrees of freedom.
 * Where a stratum's size is estimated, the distance of its mean from that of all, squared, times the variance of its share comes on top.
 * A stratum of which only one was drawn shows no variance of its own: it is given that of all values, which holds the distances between strata too.
 */
function spreadOf(strata: readonly ClearedStratum[], { estimate, coveredCount: covered }: { readonly estimate: number; readonly coveredCount: number }): Spread {
  const all = strata.flatMap(({ values }) => values);
  const weightOf = ({ populationCount, values }: SampledStratum): number => ((populationCount / covered) ** 2 * (1 - values.length / populationCount)) / values.length;
  const own = strata.filter(({ values }) => values.length > 1).map((stratum) => ({ variance: weightOf(stratum) * varianceOf(stratum.values), degreesOfFreedom: stratum.values.length - 1 }));
  const single = strata.filter(({ values, populationCount }) => values.length === 1 && populationCount > 1);
  const borrowed = single.length === 0 ? [] : [{ variance: single.reduce((sum, stratum) => sum + weightOf(stratum), 0) * varianceOf(all), degreesOfFreedom: all.length - 1 }];
  const counted = strata.filter(({ countVariance }) => countVariance > 0).map(({ values, countVariance, countFreedom }) => ({ variance: (countVariance / covered ** 2) * (meanOf(values) - estimate) ** 2, degreesOfFreedom: countFreedom }));
  const terms = [...own, ...borrowed, ...counted];
  const variance = terms.reduce((sum, term) => sum + term.variance, 0);
  const doubt = terms.reduce((sum, term) => sum + term.variance ** 2 / term.degreesOfFreedom, 0);
  return { variance, degreesOfFreedom: doubt === 0 ? Math.max(1, all.length - strata.length) : variance ** 2 / doubt };
}

/**
 * Wilson's interval for as many values as would say the same: m (1 − m) ÷ variance, made fewer by (z ÷ t)². Where nothing varied, the values that were drawn, each as one success or failure, with the correction for few left out.
 */
function fractionInterval({ estimate, n, covered, spread: { variance, degreesOfFreedom } }: { readonly estimate: number; readonly n: number; readonly covered: number; readonly spread: Spread }, level: number): Confidence {
  const tail = (1 - level) / 2;
  const share = Math.min(1, Math.max(0, estimate));
  const narrower = (upperNormalScore(tail) / upperStudentScore(tail, degreesOfFreedom)) ** 2;
  const alike = variance === 0 ? (n * (covered - 1)) / (covered - n) : ((share * (1 - share)) / variance) * narrower;
  return wilson({ successes: share * alike, n: alike, confidenceLevel: level });
}

/**
 * The mean of a finite population from a sample drawn stratum by stratum without replacement: strata weighted by their size, the interval corrected for how few were left out.
 * It speaks of this population alone, and of the strata of which values are known. Blanks shrink their stratum by their share of its draw, and the doubt of that share is in the interval; missing values are taken to be like the others of their stratum.
 * Method `stratified-student-t`; for fractions `stratified-wilson`, which stays within 0 and 1; `census` where all were drawn, whose interval has no width. Warnings: `single-value-strata`, of which the variance is borrowed; `uncovered-strata`; `no-variation`.
 * Cannot say: `too-few-observations` without values, or with one of several.
 * Sources: W. Cochran, "Sampling Techniques" (1977), sections 2.10 to 2.12 (blanks: a mean of a part of the list) and 5.3 to 5.4; E. Korn, B. Graubard, Survey Methodology 24 (1998), for the interval of fractions.
 *
 * @throws CoachingError `stratified-mean.*`, `input.*`
 * @example
 * ```ts
 * const strata = [{ stratumId: "a", populationCount: 10, values: [1, 3] }, { stratumId: "b", populationCount: 20, values: [4, 6, 8] }];
 * const { estimate, standardError, coveredCount } = stratifiedMean({ strata, areFractions: false, confidenceLevel: 0.95 });
 * [estimate.toFixed(4), standardError.toFixed(4), coveredCount]; // => ["4.6667", "0.7698", 30]
 * ```
 */
export function stratifiedMean(sample: StratifiedSample): StratifiedMean {
  const { strata, areFractions, confidenceLevel: level } = check(StratifiedSample, sample);
  // in one order, so that no sum goes by the order of the lists
  const cleared = strata.map(clearedOf);
  const drawn = cleared.filter(({ values }) => values.length > 0).map((stratum) => ({ ...stratum, values: stratum.values.toSorted((one, other) => one - other) })).sort((one, other) => (one.stratumId < other.stratumId ? -1 : 1));
  const countOf = (some: readonly SampledStratum[]): number => some.reduce((sum, { populationCount }) => sum + populationCount, 0);
  const n = drawn.reduce((sum, { values }) => sum + values.length, 0);
  const coveredCount = countOf(drawn);
  const isCensus = n === coveredCount;
  if (n === 0) return tooFewObservations(0, 1);
  if (n === 1 && !isCensus) return tooFewObservations(1, 2);
  const estimate = drawn.reduce((sum, { populationCount, values }) => sum + (populationCount / coveredCount) * meanOf(values), 0);
  const spread = isCensus ? { variance: 0, degreesOfFreedom: 1 } : spreadOf(drawn, { estimate, coveredCount });
  const uncoveredCount = countOf(cleared) - coveredCount;
  const standardError = Math.sqrt(spread.variance);
  const half = isCensus ? 0 : upperStudentScore((1 - level) / 2, spread.degreesOfFreedom) * standardError;
  const confidence = areFractions && !isCensus ? fractionInterval({ estimate, n, covered: coveredCount, spread }, level) : { lower: estimate - half + 0, upper: estimate + half + 0, level };
  return {
    estimate, confidence, n, method: isCensus ? "census" : areFractions ? "stratified-wilson" : "stratified-student-t", standardError, coveredCount: Math.round(coveredCount), uncoveredCount,
    warnings: [
      ...(drawn.some(({ values, populationCount }) => values.length === 1 && populationCount > 1) ? ["single-value-strata"] : []),
      ...(uncoveredCount > 0 ? ["uncovered-strata"] : []), ...(!isCensus && spread.variance === 0 ? ["no-variation"] : []),
    ],
  };
}
