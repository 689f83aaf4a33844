import * as z from "zod";
import { check } from "../error/index.js";
import { LookFractions } from "./look-fractions.js";
import { normalProbability, upperNormalScore } from "./normal.js";
import { probabilityAbove, startedWalk, walkedOn } from "./normal-walk.js";
import { risingRoot } from "./rising-root.js";

/** How the error probability is spent over the looks: `obrien-fleming` nearly all at the end, `pocock` nearly evenly. */
export type AlphaSpending = "obrien-fleming" | "pocock";
/** Looks at results while they come in, planned in advance. */
export interface SequentialPlan {
  /** The share of the planned information that each look has, ascending, at least 0.02 and at least 0.005 apart, at most 50; 1 is all that was planned. Give what the looks had where that is known. */
  readonly lookFractions: readonly number[];
  /** The probability, over all looks together, of a success where there is no effect: 0.0001 to below 0.5. */
  readonly oneSidedAlpha: number;
  /** How it is spent over the looks. */
  readonly spending: AlphaSpending;
  /** Whether there will be no look after these, so that the last one spends all that is left, also where its fraction is below 1. Left out: only where its fraction is 1 or more. */
  readonly isComplete?: boolean;
}

/** An error probability over all looks together. */
export const OneSidedAlpha = z.number().min(0.0001).lt(0.5);
/** Looks at results while they come in, planned in advance. */
export const SequentialPlan = z
  .strictObject({ lookFractions: LookFractions, oneSidedAlpha: OneSidedAlpha, spending: z.enum(["obrien-fleming", "pocock"]), isComplete: z.exactOptional(z.boolean()) })
  .readonly() satisfies z.ZodType<SequentialPlan>;

/** What one look must show. */
export interface SequentialBound {
  /** The share of the planned information that the look has. */
  readonly informationFraction: number;
  /** A success where z is at least this. */
  readonly z: number;
  /** The same as a one-sided p value: a success where p is at most this. Small samples: turn the t statistic into p, and compare that. */
  readonly nominalPValue: number;
  /** The probability of a first success at this look where there is no effect. */
  readonly alpha: number;
  /** The sum of `alpha` up to and with this look. */
  readonly spentAlpha: number;
}

/** The bounds of a plan. */
export interface SequentialBounds {
  /** One for each look. */
  readonly looks: readonly SequentialBound[];
  /** What is left to spend at later looks. */
  readonly remainingAlpha: number;
}

/** 2 − 2Φ(Φ⁻¹(1 − α / 2) / √t) and α · ln(1 + (e − 1) t): both reach α at t = 1. */
const spentAt = ({ oneSidedAlpha: alpha, spending }: SequentialPlan, t: number): number =>
  spending === "obrien-fleming" ? 2 * normalProbability(-upperNormalScore(alpha / 2) / Math.sqrt(t)) : alpha * Math.log1p((Math.E - 1) * t);

/**
 * The bounds that looks at results must pass for a success, so that all looks together keep one error probability (alpha spending, one-sided, upper bound).
 * A bound depends on the looks up to it only: where a look comes earlier or later than planned, give the fractions that the looks had, and the bounds of those that are past stay as they were.
 * To at least 1e-8, by numerical integration of the density between looks.
 * Sources: K. Lan, D. DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983); P. Armitage, C. McPherson, B. Rowe, JRSS A 132 (1969).
 *
 * @throws CoachingError `input.*`, `look-fractions.too_near`, `look-fractions.after_the_end`
 * @example
 * ```ts
 * const { looks } = sequentialBounds({ lookFractions: [0.5, 1], oneSidedAlpha: 0.025, spending: "obrien-fleming" });
 * looks.map(({ z }) => z.toFixed(4)).join(" "); // => "2.9626 1.9686"
 * looks.map(({ nominalPValue }) => nominalPValue.toFixed(6)).join(" "); // => "0.001525 0.024500"
 * ```
 */
export function sequentialBounds(plan: SequentialPlan): SequentialBounds {
  const checked = check(SequentialPlan, plan);
  const { lookFractions, oneSidedAlpha, isComplete = false } = checked;
  let walk = startedWalk;
  let [before, spentBefore] = [0, 0];
  const looks = lookFractions.map((fraction, index): SequentialBound => {
    const isAll = fraction >= 1 || (isComplete && index === lookFractions.length - 1);
    const spentAlpha = isAll ? oneSidedAlpha : spentAt(checked, fraction);
    const alpha = spentAlpha - spentBefore;
    const deviation = Math.sqrt(fraction - before);
    const [scale, here] = [Math.sqrt(fraction), walk];
    // the success at this look alone is less probable than z is passed, and that by any look more
    const score = index === 0 ? upperNormalScore(alpha) : risingRoot((x) => Math.log(alpha / probabilityAbove(here, deviation, x * scale)), upperNormalScore(spentAlpha), upperNormalScore(alpha));
    walk = walkedOn(walk, { deviation, nextDeviation: Math.sqrt((lookFractions[index + 1] ?? 2 * fraction) - fraction), low: -9 * scale, high: score * scale });
    [before, spentBefore] = [fraction, spentAlpha];
    return { informationFraction: fraction, z: score, nominalPValue: normalProbability(-score), alpha, spentAlpha };
  });
  return { looks, remainingAlpha: oneSidedAlpha - spentBefore };
}
