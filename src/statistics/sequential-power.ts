import * as z from "zod";
import { check, rule } from "../error/index.js";
import { InformationFraction, LookFractions, reportDisorder, SEQUENTIAL_LIMITS } from "./look-fractions.js";
import { upperNormalScore } from "./normal.js";
import { probabilityAbove, startedWalk, type Walk, walkedOn } from "./normal-walk.js";
import { risingRoot } from "./rising-root.js";

/** A look and the bound that z must reach at it. */
export interface SequentialLook {
  /** The share of the planned information that the look has. */
  readonly informationFraction: number;
  /** The bound, −20 to 40. */
  readonly z: number;
}
/** Looks with their bounds, and how large the effect is. */
export interface SequentialDesign {
  /** The looks in their order, at most 50. */
  readonly looks: readonly SequentialLook[];
  /** The mean of z with all the planned information, effect ÷ standard error then, at most 1,000 either way; 0 is no effect. */
  readonly drift: number;
}
/** Looks with their bounds, and how probable a success shall be. */
export interface SequentialAim {
  /** The looks in their order, at most 50. */
  readonly looks: readonly SequentialLook[];
  /** The probability of a success that is wanted, 0.01 to 0.9999. */
  readonly power: number;
}
/** Looks at which each time the same test is made, as if it were the only one. */
export interface RepeatedTests {
  /** The share of the planned information that each look has, ascending, at least 0.02 and at least 0.005 apart, at most 50. */
  readonly lookFractions: readonly number[];
  /** The error probability of each single test, 0.0001 to below 0.5. */
  readonly alpha: number;
  /** Whether a test finds differences one way or both ways. */
  readonly sides: "one-sided" | "two-sided";
}

const SequentialLook = z.strictObject({ informationFraction: InformationFraction, z: z.number().min(-20).max(40) }).readonly() satisfies z.ZodType<SequentialLook>;
const looks = z.array(SequentialLook).min(1).max(SEQUENTIAL_LIMITS.lookCount)
  .check(rule((all: readonly SequentialLook[], report) => { reportDisorder(all.map(({ informationFraction }) => informationFraction), (fault, index, params) => { report(fault, [index, "informationFraction"], params); }); }))
  .readonly();
/** Looks with their bounds, and how large the effect is. */
export const SequentialDesign = z.strictObject({ looks, drift: z.number().min(-1000).max(1000) }).readonly() satisfies z.ZodType<SequentialDesign>;
/** Looks with their bounds, and how probable a success shall be. */
export const SequentialAim = z.strictObject({ looks, power: z.number().min(0.01).max(0.9999) }).readonly() satisfies z.ZodType<SequentialAim>;
/** Looks at which each time the same test is made, as if it were the only one. */
export const RepeatedTests = z.strictObject({ lookFractions: LookFractions, alpha: z.number().min(0.0001).lt(0.5), sides: z.enum(["one-sided", "two-sided"]) }).readonly() satisfies z.ZodType<RepeatedTests>;

/** What a design does at an effect. */
export interface SequentialPower {
  /** The probability of a success at any look. */
  readonly power: number;
  /** The probability of the first success at each look. */
  readonly successProbabilities: readonly number[];
  /** How much of the planned information is used on average, when a success ends it. */
  readonly expectedInformationFraction: number;
}

const mirrored = ({ places, weights }: Walk): Walk => ({ places: places.map((place) => -place), weights });

/** The probability of passing a limit first at each look; z must stay between −`bound` and `bound` where `isTwoSided`, and its mean is drift · √t. */
function firstPassages(all: readonly SequentialLook[], drift: number, isTwoSided: boolean): readonly number[] {
  let walk: Walk = startedWalk;
  let before = 0;
  return all.map(({ informationFraction: fraction, z: bound }, index) => {
    const deviation = Math.sqrt(fraction - before);
    const scale = Math.sqrt(fraction);
    const [high, low] = [bound * scale - drift * fraction, isTwoSided ? -bound * scale - drift * fraction : -Infinity];
    const passed = probabilityAbove(walk, deviation, high) + (isTwoSided ? probabilityAbove(mirrored(walk), deviation, -low) : 0);
    const nextDeviation = Math.sqrt((all[index + 1]?.informationFraction ?? 2 * fraction) - fraction);
    walk = walkedOn(walk, { deviation, nextDeviation, low: Math.max(low, -9 * scale), high: Math.min(high, 9 * scale) });
    before = fraction;
    return passed;
  });
}

const sumOf = (probabilities: readonly number[]): number => Math.min(1, probabilities.reduce((sum, probability) => sum + probability, 0));

/**
 * How probable a success is, at each look and at any, with an effect of a given size; with `drift` 0, the error probability of the design.
 * To at least 1e-8. The bounds come from `sequentialBounds`, or from anywhere.
 * Source: C. Jennison, B. Turnbull, "Group Sequential Methods with Applications to Clinical Trials" (2000), chapter 19.
 *
 * @throws CoachingError `input.*`, `look-fractions.too_near`, `look-fractions.after_the_end`
 * @example
 * ```ts
 * // an effect that one look would find with 90 %
 * sequentialPower({ looks: [{ informationFraction: 0.5, z: 2.9626 }, { informationFraction: 1, z: 1.9686 }], drift: 3.2415 }).power.toFixed(3); // => "0.899"
 * ```
 */
export function sequentialPower(design: SequentialDesign): SequentialPower {
  const { looks: all, drift } = check(SequentialDesign, design);
  const successProbabilities = firstPassages(all, drift, false);
  const last = all.at(-1)?.informationFraction ?? 1;
  const saved = all.reduce((sum, { informationFraction }, index) => sum + (successProbabilities[index] ?? 0) * (last - informationFraction), 0);
  return { power: sumOf(successProbabilities), successProbabilities, expectedInformationFraction: last - saved };
}

/**
 * The drift at which a design has a given power: the mean that z must have with all the planned information. Its square, divided by that of a single look, is how many times as much information the looks cost.
 *
 * @throws CoachingError `input.*`, `look-fractions.too_near`, `look-fractions.after_the_end`
 * @example
 * ```ts
 * // one look at 2.5 %: 1.960 + 0.842
 * sequentialDrift({ looks: [{ informationFraction: 1, z: 1.959964 }], power: 0.8 }).toFixed(3); // => "2.802"
 * ```
 */
export function sequentialDrift(aim: SequentialAim): number {
  const { looks: all, power } = check(SequentialAim, aim);
  const excess = (drift: number): number => sumOf(firstPassages(all, drift, false)) - power;
  const lastScore = Math.max(...all.map(({ informationFraction, z: bound }) => bound / Math.sqrt(informationFraction)));
  return risingRoot(excess, -400, lastScore + 40);
}

/**
 * How probable a false alarm is when the same test is made at every look as if it were the only one: what uncorrected looks cost.
 *
 * @throws CoachingError `input.*`, `look-fractions.too_near`, `look-fractions.after_the_end`
 * @example
 * ```ts
 * repeatedTestingAlpha({ lookFractions: [0.5, 1], alpha: 0.05, sides: "two-sided" }).toFixed(3); // => "0.083"
 * ```
 */
export function repeatedTestingAlpha(tests: RepeatedTests): number {
  const { lookFractions, alpha, sides } = check(RepeatedTests, tests);
  const bound = upperNormalScore(sides === "two-sided" ? alpha / 2 : alpha);
  return sumOf(firstPassages(lookFractions.map((informationFraction) => ({ informationFraction, z: bound })), 0, sides === "two-sided"));
}
