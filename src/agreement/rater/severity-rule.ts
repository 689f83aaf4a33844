import * as z from "zod";
import { type NoEstimate, standardNormalProbability, studentProbability, studentQuantile } from "../../statistics/index.js";
import type { BiasEstimate } from "./gold-comparison.js";
import { DUST, isAtLeast, type RaterVerdict } from "./rater-verdict.js";

/** From where on a rater's bias is large, certain, or based on too little. All are heuristics. */
export interface SeverityRule {
  /** From how many levels on a bias is large, 0.1 to 6; 0.5 where left out (after the manual of Facets, which asks for half a score point). */
  readonly largeBiasLevels?: number;
  /** From how many standard errors on a bias over all criteria is certain, 1 to 10; 2.58 where left out, a hundredth for a normal estimate. A single one of several criteria is certain by the same share of false alarms, with Student's distribution and Holm's correction. */
  readonly certainZ?: number;
  /** Fewer gold clips than these are insufficient, 2 to 1,000; 8 where left out. */
  readonly minimumClipCount?: number;
}
/** From where on a rater's bias is large, certain, or based on too little. */
export const SeverityRule = z
  .strictObject({ largeBiasLevels: z.exactOptional(z.number().min(0.1).max(6)), certainZ: z.exactOptional(z.number().min(1).max(10)), minimumClipCount: z.exactOptional(z.int().min(2).max(1000)) })
  .readonly() satisfies z.ZodType<SeverityRule>;

/**
 * Why. `too-few-clips`; `large-bias`: at least as large as the rule says; `small-bias`: certain, but smaller; `certain-bias`: at least as many standard errors as the rule asks for; `uncertain-bias`: large, but fewer;
 * `same-bias-on-every-clip`: there is no error to measure by, which is certain, not unknown; `large-bias-ruled-out`, `large-bias-not-ruled-out`: whether the interval ends before a large bias begins;
 * of a rater: `criterion-biased`: a criterion whose bias is certain asks for more than the mean over criteria does; `biases-cancel`: criteria are biased in opposite directions, for certain; `criteria-uncertain`: fine, but some criteria have a large bias that is not certain; `criteria-too-few-clips`: fine, but some criteria have too few clips.
 */
export type SeverityReason =
  | "too-few-clips" | "large-bias" | "small-bias" | "certain-bias" | "uncertain-bias" | "same-bias-on-every-clip" | "large-bias-ruled-out" | "large-bias-not-ruled-out"
  | "criterion-biased" | "biases-cancel" | "criteria-uncertain" | "criteria-too-few-clips";

/** What the rule says, and what would settle it. */
export interface SeverityVerdict {
  /** What to do. */
  readonly verdict: RaterVerdict;
  /** Why. */
  readonly reasons: readonly SeverityReason[];
  /** About how many more gold clips would settle what is open, at today's bias and spread: enough to judge, to tell a large bias from chance, or to rule one out. 0: nothing is open. Null: more than 10,000. */
  readonly moreClipCount: number | null;
}

/** How many standard errors of a mean of so many clips are certain. */
export type CertainScore = (clipCount: number) => number;

/** The share of unbiased normal estimates that a number of standard errors calls biased. */
export const falseAlarmFraction = (certainZ: number): number => 2 * standardNormalProbability(-certainZ);

/** How many standard errors make one of several criteria certain, when `count` of them are still to be judged: Holm's step, for errors that are estimated from the clips themselves. */
export const scoreAmong = (count: number, certainZ: number): CertainScore => (clipCount) => -studentQuantile({ probability: falseAlarmFraction(certainZ) / 2 / Math.max(1, count), degreesOfFreedom: clipCount - 1 });

/** Whether a bias is as many standard errors as are asked for; one that is the same on every clip is more than any. */
export const isCertainBias = ({ estimate, z: score }: BiasEstimate, certainScore: number): boolean => (score === null ? Math.abs(estimate) >= DUST : isAtLeast(score, certainScore));

/** How often an unbiased rater comes as far, with a standard error that is estimated from as many clips. */
function chanceOf({ estimate, z: score, n }: BiasEstimate): number {
  if (score === null) return Math.abs(estimate) < DUST ? 1 : 0;
  return 2 * studentProbability({ t: -Math.abs(score), degreesOfFreedom: n - 1 });
}

/**
 * Which of several biases are certain, when all of them are looked through: the least likely by chance has to be as rare as one for all, the next as one for all but one, and so on, until one fails.
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 */
export function certainAmong(biases: readonly BiasEstimate[], certainZ: number): ReadonlySet<BiasEstimate> {
  const rising = biases.map((bias) => ({ bias, chance: chanceOf(bias) })).sort((one, other) => one.chance - other.chance);
  const failed = rising.findIndex(({ chance }, index) => chance * (rising.length - index) > falseAlarmFraction(certainZ) * (1 + DUST));
  return new Set((failed === -1 ? rising : rising.slice(0, failed)).map(({ bias }) => bias));
}

const reachable = (clipCount: number): number | null => (clipCount > 10_000 ? null : clipCount);

/** Clips until a bias of this size is certain: the fewest n for which (score · s ÷ bias)² are no more than n; the score falls as n grows. */
function clipsToBeCertain({ estimate, standardDeviationLevels: spread, n }: BiasEstimate, score: CertainScore): number | null {
  const isEnough = (clipCount: number): boolean => ((score(clipCount) * spread) / estimate) ** 2 - DUST <= clipCount;
  let [few, enough] = [n, n + 10_000];
  if (!isEnough(enough)) return null;
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else few = middle;
  }
  return enough - n;
}

/** Clips until the interval ends before a large bias begins: (t · s ÷ room)². */
function clipsToRuleOut({ estimate, confidence, standardErrorLevels, standardDeviationLevels: spread, n }: BiasEstimate, largeBiasLevels: number): number | null {
  if (Math.max(confidence.upper, -confidence.lower) < largeBiasLevels) return 0;
  const score = (confidence.upper - estimate) / standardErrorLevels;
  return reachable(Math.max(1, Math.ceil(((score * spread) / (largeBiasLevels - Math.abs(estimate))) ** 2) - n));
}

/** The rule for one bias, given whether it is certain, and how many standard errors it needs. */
export function severityVerdict(bias: BiasEstimate | NoEstimate, certainty: { readonly isCertain: boolean; readonly score: CertainScore }, { largeBiasLevels, minimumClipCount }: Required<SeverityRule>): SeverityVerdict {
  if (bias.estimate === null || bias.n < minimumClipCount) return { verdict: "insufficient", reasons: ["too-few-clips"], moreClipCount: minimumClipCount - bias.n };
  const isLarge = isAtLeast(bias.estimate, largeBiasLevels);
  const { isCertain, score } = certainty;
  const constant: readonly SeverityReason[] = isCertain && bias.z === null ? ["same-bias-on-every-clip"] : [];
  if (isLarge && isCertain) return { verdict: "recalibrate", reasons: ["large-bias", "certain-bias", ...constant], moreClipCount: 0 };
  if (isLarge) return { verdict: "watch", reasons: ["large-bias", "uncertain-bias"], moreClipCount: clipsToBeCertain(bias, score) };
  const moreClipCount = clipsToRuleOut(bias, largeBiasLevels);
  if (isCertain) return { verdict: "watch", reasons: ["certain-bias", "small-bias", ...constant], moreClipCount };
  return { verdict: "fine", reasons: [moreClipCount === 0 ? "large-bias-ruled-out" : "large-bias-not-ruled-out"], moreClipCount };
}
