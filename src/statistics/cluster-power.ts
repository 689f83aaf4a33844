import * as z from "zod";
import { check } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { passedPlace, risingRoot } from "./rising-root.js";
import { noncentralityFor, studentPower } from "./student-power.js";
import { EffectSize, ErrorProbability, Sides, WantedPower, wholeSize } from "./test-question.js";

/** Whole clusters drawn into one of two arms, and how their means are tested. */
export interface ClusterDesign {
  /** How many members of a cluster are observed, 1 to 1,000,000; the mean where sizes differ little. */
  readonly clusterSize: number;
  /** The share of the variance that lies between clusters: 0, members are as different as strangers; 1, all members of a cluster are alike. */
  readonly intraclassCorrelation: Fraction;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
}
/** Two arms of clusters whose power is asked for. */
export interface ClusterPowerQuestion extends ClusterDesign {
  /** How many clusters are in each arm, 2 to 1,000,000. */
  readonly clustersPerArm: number;
  /** The true effect in standard deviations of a member, both parts of the variance together: 0 to 10. */
  readonly effectSize: number;
}
/** Two arms of clusters whose smallest detectable effect is asked for. */
export interface ClusterEffectQuestion extends ClusterDesign {
  /** How many clusters are in each arm, 2 to 1,000,000. */
  readonly clustersPerArm: number;
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
}
/** Two arms of clusters whose number is asked for. */
export interface ClusterSizeQuestion extends ClusterDesign {
  /** The effect that shall be found, in standard deviations of a member: 0.001 to 10. */
  readonly effectSize: number;
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
}

const design = { clusterSize: z.number().min(1).max(1_000_000), intraclassCorrelation: Fraction, alpha: ErrorProbability, sides: Sides };
const clustersPerArm = z.int().min(2).max(1_000_000);
/** Two arms of clusters whose power is asked for. */
export const ClusterPowerQuestion = z.strictObject({ ...design, clustersPerArm, effectSize: z.number().min(0).max(10) }).readonly() satisfies z.ZodType<ClusterPowerQuestion>;
/** Two arms of clusters whose smallest detectable effect is asked for. */
export const ClusterEffectQuestion = z.strictObject({ ...design, clustersPerArm, power: WantedPower }).readonly() satisfies z.ZodType<ClusterEffectQuestion>;
/** Two arms of clusters whose number is asked for. */
export const ClusterSizeQuestion = z.strictObject({ ...design, effectSize: EffectSize, power: WantedPower }).readonly() satisfies z.ZodType<ClusterSizeQuestion>;

/** How many clusters to observe. */
export interface ClusterSampleSize {
  /** How many clusters in each arm. */
  readonly clustersPerArm: number;
  /** The number that the formula gives, not whole. */
  readonly exactClustersPerArm: number;
  /** The power with the whole number, at least what was wanted. */
  readonly power: number;
}

/** Noncentrality of a standard deviation of effect: √(k m / (2 (1 + (m − 1) ICC))), k clusters an arm of m members. */
const weightOf = ({ clusterSize: m, intraclassCorrelation }: ClusterDesign, clusters: number): number => Math.sqrt(((clusters / 2) * m) / (1 + (m - 1) * intraclassCorrelation));

/**
 * The power of two parallel arms of whole clusters, by the t test of cluster means with 2 (k − 1) degrees of freedom: clusters count, not members.
 * Source: A. Donner, N. Klar, "Design and Analysis of Cluster Randomization Trials in Health Research" (2000), chapter 5.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * // 12 groups of 10 in each arm, where a tenth of the variance lies between groups
 * clusterPower({ clustersPerArm: 12, clusterSize: 10, intraclassCorrelation: 0.1, effectSize: 0.5, alpha: 0.05, sides: "two-sided" }).toFixed(3); // => "0.766"
 * ```
 */
export function clusterPower(question: ClusterPowerQuestion): number {
  const checked = check(ClusterPowerQuestion, question);
  return studentPower(checked, 2 * checked.clustersPerArm - 2, checked.effectSize * weightOf(checked, checked.clustersPerArm));
}

/**
 * The smallest effect that two parallel arms of whole clusters find with the wanted power, in standard deviations of a member.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * clusterDetectableEffect({ clustersPerArm: 12, clusterSize: 10, intraclassCorrelation: 0.1, power: 0.8, alpha: 0.05, sides: "two-sided" }).toFixed(3); // => "0.522"
 * ```
 */
export function clusterDetectableEffect(question: ClusterEffectQuestion): number {
  const checked = check(ClusterEffectQuestion, question);
  return noncentralityFor(checked, 2 * checked.clustersPerArm - 2, checked.power) / weightOf(checked, checked.clustersPerArm);
}

/**
 * How many clusters each of two parallel arms needs to find an effect with the wanted power; at least two.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * clusterSampleSize({ clusterSize: 10, intraclassCorrelation: 0.1, effectSize: 0.5, power: 0.8, alpha: 0.05, sides: "two-sided" }).clustersPerArm; // => 13
 * ```
 */
export function clusterSampleSize(question: ClusterSizeQuestion): ClusterSampleSize {
  const checked = check(ClusterSizeQuestion, question);
  const at = (clusters: number): number => studentPower(checked, 2 * clusters - 2, checked.effectSize * weightOf(checked, clusters));
  const excess = (clusters: number): number => at(clusters) - checked.power;
  const exactClustersPerArm = risingRoot(excess, 2, passedPlace(excess, 4, 1e12));
  const clusters = wholeSize(exactClustersPerArm);
  return { clustersPerArm: clusters, exactClustersPerArm, power: at(clusters) };
}
