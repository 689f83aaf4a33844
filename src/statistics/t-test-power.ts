import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { ConfidenceLevel } from "./estimate.js";
import { passedPlace, risingRoot } from "./rising-root.js";
import { upperStudentScore } from "./student.js";
import { noncentralityFor, studentPower } from "./student-power.js";
import { AllocationRatio, EffectSize, ErrorProbability, GroupSize, Sides, WantedPower, wholeSize } from "./test-question.js";

/** What a t test compares: one group with a number, pairs of values, or two independent groups. */
export type TDesign = "one-sample" | "paired" | "two-sample";

/** Groups of a t test. */
export interface TGroups {
  /** What is compared. */
  readonly design: TDesign;
  /** How many are in the group, or in the first of two; of pairs, how many pairs. 2 to 1e9. */
  readonly n: number;
  /** How many are in the second of two groups. Left out: as many as in the first. */
  readonly secondN?: number;
}
/** A t test whose power is asked for. */
export interface TTestPowerQuestion extends TGroups {
  /** The true effect in standard deviations, 0 to 10: of the values, or with `paired` of the differences within pairs. */
  readonly effectSize: number;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
}
/** A t test whose smallest detectable effect is asked for. */
export interface TTestEffectQuestion extends TGroups {
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
}
/** A t test whose sample size is asked for. */
export interface TTestSizeQuestion {
  /** What is compared. */
  readonly design: TDesign;
  /** The effect that shall be found, in standard deviations, 0.001 to 10: of the values, or with `paired` of the differences within pairs. */
  readonly effectSize: number;
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
  /** How many times as large as the first the second of two groups is, 0.001 to 1,000. Left out: both are alike. */
  readonly allocationRatio?: number;
}
/** Groups, and the level of the interval of a mean or of a difference of means. */
export interface TInterval extends TGroups {
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const noSecondGroup: Fault = { code: "t-test-power.no_second_group", message: "The design “{design}” has no second group.", hint: "Leave it out, or say “two-sample”." };
const TDesign = z.enum(["one-sample", "paired", "two-sample"]);
const groups = { design: TDesign, n: GroupSize, secondN: z.exactOptional(GroupSize) };
const test = { alpha: ErrorProbability, sides: Sides };
const oneGroup = rule(({ design, secondN }: TGroups, report) => { if (design !== "two-sample" && secondN !== undefined) report(noSecondGroup, ["secondN"], { design }); });

/** A t test whose power is asked for. */
export const TTestPowerQuestion = z.strictObject({ ...groups, effectSize: z.number().min(0).max(10), ...test }).check(oneGroup).readonly() satisfies z.ZodType<TTestPowerQuestion>;
/** A t test whose smallest detectable effect is asked for. */
export const TTestEffectQuestion = z.strictObject({ ...groups, power: WantedPower, ...test }).check(oneGroup).readonly() satisfies z.ZodType<TTestEffectQuestion>;
/** Groups, and the level of the interval of a mean or of a difference of means. */
export const TInterval = z.strictObject({ ...groups, confidenceLevel: ConfidenceLevel }).check(oneGroup).readonly() satisfies z.ZodType<TInterval>;
/** A t test whose sample size is asked for. */
export const TTestSizeQuestion = z
  .strictObject({ design: TDesign, effectSize: EffectSize, power: WantedPower, ...test, allocationRatio: z.exactOptional(AllocationRatio) })
  .check(rule(({ design, allocationRatio }: TTestSizeQuestion, report) => { if (design !== "two-sample" && allocationRatio !== undefined) report(noSecondGroup, ["allocationRatio"], { design }); }))
  .readonly() satisfies z.ZodType<TTestSizeQuestion>;

/** How many to observe. */
export interface SampleSize {
  /** How many in the one group, or in the first; of pairs, how many pairs. */
  readonly n: number;
  /** How many in the second group; null where there is none. */
  readonly secondN: number | null;
  /** The `n` that the formula gives, not whole. */
  readonly exactN: number;
  /** The power with the whole numbers, at least what was wanted. */
  readonly power: number;
}

/** Degrees of freedom, and how much information a standard deviation of effect meets: noncentrality = effect · √weight. */
interface Footing {
  readonly freedom: number;
  readonly weight: number;
}
const footingOf = ({ design, n, secondN = n }: TGroups): Footing => (design === "two-sample" ? { freedom: n + secondN - 2, weight: 1 / (1 / n + 1 / secondN) } : { freedom: n - 1, weight: n });

/**
 * The power of a t test: how probable a finding is if the effect is as large as said. Two-sided tests count findings at both ends.
 * Source: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988), by the noncentral t distribution.
 *
 * @throws CoachingError `input.*`, `t-test-power.no_second_group`
 * @example
 * ```ts
 * tTestPower({ design: "two-sample", n: 64, effectSize: 0.5, alpha: 0.05, sides: "two-sided" }).toFixed(4); // => "0.8015"
 * ```
 */
export function tTestPower(question: TTestPowerQuestion): number {
  const checked = check(TTestPowerQuestion, question);
  const { freedom, weight } = footingOf(checked);
  return studentPower(checked, freedom, checked.effectSize * Math.sqrt(weight));
}

/**
 * The smallest effect that a t test finds with the wanted power, in standard deviations: what a sample of this size can show.
 * Print it beside a result: "nothing found" says nothing about smaller effects. 0 where chance alone finds as often.
 *
 * @throws CoachingError `input.*`, `t-test-power.no_second_group`
 * @example
 * ```ts
 * detectableEffect({ design: "two-sample", n: 15, power: 0.8, alpha: 0.05, sides: "two-sided" }).toFixed(3); // => "1.060"
 * ```
 */
export function detectableEffect(question: TTestEffectQuestion): number {
  const checked = check(TTestEffectQuestion, question);
  const { freedom, weight } = footingOf(checked);
  return noncentralityFor(checked, freedom, checked.power) / Math.sqrt(weight);
}

/**
 * How many observations a t test needs to find an effect with the wanted power; at least two in a group.
 *
 * @throws CoachingError `input.*`, `t-test-power.no_second_group`
 * @example
 * ```ts
 * tTestSampleSize({ design: "two-sample", effectSize: 0.36, power: 0.8, alpha: 0.05, sides: "two-sided" }).n; // => 123
 * tTestSampleSize({ design: "paired", effectSize: 0.36, power: 0.8, alpha: 0.05, sides: "two-sided" }).n; // => 63
 * ```
 */
export function tTestSampleSize(question: TTestSizeQuestion): SampleSize {
  const checked = check(TTestSizeQuestion, question);
  const { design, effectSize, power, allocationRatio: ratio = 1 } = checked;
  const at = (n: number, secondN: number): number => {
    const { freedom, weight } = footingOf({ design, n, secondN });
    return studentPower(checked, freedom, effectSize * Math.sqrt(weight));
  };
  const fewest = design === "two-sample" ? Math.max(2, 2 / ratio) : 2;
  const excess = (n: number): number => at(n, n * ratio) - power;
  const exactN = risingRoot(excess, fewest, passedPlace(excess, 2 * fewest, 1e12));
  const [n, secondN] = [wholeSize(exactN), wholeSize(exactN * ratio)];
  return { n, secondN: design === "two-sample" ? secondN : null, exactN, power: at(n, secondN) };
}

/**
 * Half the width of the interval that a sample of this size will give for its mean, or for the difference of its means, in standard deviations: t · √(1/n) or t · √(1/n + 1/m).
 *
 * @throws CoachingError `input.*`, `t-test-power.no_second_group`
 * @example
 * ```ts
 * meanHalfWidth({ design: "two-sample", n: 15, confidenceLevel: 0.95 }).toFixed(3); // => "0.748"
 * ```
 */
export function meanHalfWidth(sample: TInterval): number {
  const checked = check(TInterval, sample);
  const { freedom, weight } = footingOf(checked);
  return upperStudentScore((1 - checked.confidenceLevel) / 2, freedom) / Math.sqrt(weight);
}
