import { type EstimateResult, meanEstimate, type NoEstimate, type ProportionEstimate, proportionEstimate, studentQuantile } from "../statistics/index.js";
import { meanOf } from "../statistics/internal.js";
import type { Id } from "../unit/index.js";

/** A value, and whose it is; without a person it stands for itself. */
export interface PersonalValue {
  readonly personId?: Id;
  readonly value: number;
}

/** Fewer people than this make an interval over people unsure; a heuristic. */
const FEW_PEOPLE = 10;

interface Clusters {
  readonly values: readonly number[];
  readonly mean: number;
  /** How many values each person has, and how far their sum is from as many means. */
  readonly people: readonly { readonly count: number; readonly residual: number }[];
  readonly warnings: readonly string[];
}

function clustersOf(records: readonly PersonalValue[]): Clusters {
  const values = records.map(({ value }) => value);
  const mean = values.length === 0 ? 0 : meanOf(values);
  const known = new Map<Id, { count: number; residual: number }>();
  const strangers: { count: number; residual: number }[] = [];
  for (const { personId, value } of records) {
    const entry = (personId === undefined ? undefined : known.get(personId)) ?? { count: 0, residual: 0 };
    entry.count += 1;
    entry.residual += value - mean;
    if (personId === undefined) strangers.push(entry);
    else known.set(personId, entry);
  }
  const people = [...known.values(), ...strangers];
  const isOnePerson = people.length === 1 && values.length > 1;
  const isNested = !isOnePerson && people.length < values.length;
  return { values, mean, people: isNested ? people : [], warnings: isOnePerson ? ["one-person"] : isNested && people.length < FEW_PEOPLE ? ["few-people"] : [] };
}

/**
 * The variance of a mean of M values of G people: G / (G − 1) · Σ r² / M², r the sum of one person's distances from the mean.
 * With one value each it is s² / n. Source: W. Cochran, “Sampling Techniques” (1977), ratio of cluster totals to cluster sizes.
 */
const variance = ({ values, people }: Clusters): number => (people.length / (people.length - 1)) * people.reduce((sum, { residual }) => sum + residual * residual, 0) / values.length ** 2;

/** The width of an interval in standard errors, for G people. */
const scoreOf = (count: number, confidenceLevel: number): number => studentQuantile({ probability: (1 + confidenceLevel) / 2, degreesOfFreedom: count - 1 });

/** A mean with Student's interval over people: values of one person are alike, and many of few people say less than as many of as many. */
export function personalMean(records: readonly PersonalValue[], confidenceLevel: number): EstimateResult {
  const clusters = clustersOf(records);
  const { values, mean, people, warnings } = clusters;
  const plain = meanEstimate({ values, confidenceLevel });
  if (plain.estimate === null) return plain;
  if (people.length === 0) return { ...plain, warnings: [...plain.warnings, ...warnings] };
  const half = scoreOf(people.length, confidenceLevel) * Math.sqrt(variance(clusters));
  return { estimate: mean, confidence: { lower: mean - half + 0, upper: mean + half + 0, level: confidenceLevel }, n: values.length, method: "student-t-clustered", warnings: half === 0 ? [...warnings, "no-variation"] : warnings };
}

/**
 * How many values say as much as one of a stranger: the variance over people by that of independent values, p (1 − p) / (M − 1), made wider for few people. Where all values are one there is nothing to derive it from: then each person counts once.
 * Source: E. Korn, B. Graubard, “Confidence intervals for proportions with small expected number of positive counts estimated from survey data”, Survey Methodology 24 (1998).
 */
function personalEffect(clusters: Clusters, confidenceLevel: number): number {
  const { values, mean, people } = clusters;
  if (people.length === 0) return 1;
  if (mean === 0 || mean === 1) return people.reduce((sum, { count }) => sum + count * count, 0) / values.length;
  const score = scoreOf(people.length, confidenceLevel) / scoreOf(values.length, confidenceLevel);
  const effect = (variance(clusters) * (values.length - 1) * score * score) / (mean * (1 - mean));
  return Math.min(values.length, Math.max(1, effect));
}

/** A share of records with a value of 1 among those with 0 or 1, with Wilson's interval over people. */
export function personalProportion(records: readonly PersonalValue[], confidenceLevel: number): ProportionEstimate | NoEstimate {
  const clusters = clustersOf(records);
  const { values, mean, people, warnings } = clusters;
  const answer = proportionEstimate({ successes: values.filter((value) => value === 1).length, n: values.length, confidenceLevel, designEffect: personalEffect(clusters, confidenceLevel) });
  if (answer.estimate === null) return answer;
  return { ...answer, warnings: people.length > 0 && (mean === 0 || mean === 1) ? [...warnings, "no-variation"] : warnings };
}
