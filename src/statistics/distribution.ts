import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { SampleValue } from "./probability.js";

/** Every value between two ends is as likely as any other. */
export interface UniformDistribution {
  /** The kind. */
  readonly family: "uniform";
  /** The least value. */
  readonly min: number;
  /** The greatest value, above the least. */
  readonly max: number;
}
/** A least, a most likely and a greatest value, joined by straight lines. */
export interface TriangularDistribution {
  /** The kind. */
  readonly family: "triangular";
  /** The least value. */
  readonly min: number;
  /** The most likely value. */
  readonly mode: number;
  /** The greatest value, above the least. */
  readonly max: number;
}
/** A least, a most likely and a greatest value, joined by a smooth curve: a beta distribution, whose variance is (mean − min)(max − mean) / (modeWeight + 3). */
export interface PertDistribution {
  /** The kind. */
  readonly family: "pert";
  /** The least value. */
  readonly min: number;
  /** The most likely value. */
  readonly mode: number;
  /** The greatest value, above the least. */
  readonly max: number;
  /** How much the most likely value weighs in the mean, against 1 for each end: above 0, at most 1,000. Left out: 4, as PERT is defined. */
  readonly modeWeight?: number;
}
/** A normal distribution; it has no ends, so that a quantity that cannot be negative is better described by another family. */
export interface NormalDistribution {
  /** The kind. */
  readonly family: "normal";
  /** The mean. */
  readonly mean: number;
  /** The standard deviation, above 0. */
  readonly standardDeviation: number;
}
/** A quantity above 0 whose logarithm is normal, by its own mean and standard deviation (not those of the logarithm). */
export interface LognormalDistribution {
  /** The kind. */
  readonly family: "lognormal";
  /** The mean of the quantity, 1e-30 to 1e30. */
  readonly mean: number;
  /** The standard deviation of the quantity, above 0, at most 1e30. */
  readonly standardDeviation: number;
}
/** A quantity above 0 whose logarithm is normal, by a range that holds nine tenths of its values. */
export interface LognormalRangeDistribution {
  /** The kind. */
  readonly family: "lognormal-range";
  /** The value that 5 % stay at or below, 1e-30 to 1e30. */
  readonly p5: number;
  /** The value that 95 % stay at or below, above `p5`. */
  readonly p95: number;
}
/** A share between 0 and 1; after s successes and f failures the shapes s + 1 and f + 1 say what is known of a success rate. */
export interface BetaDistribution {
  /** The kind. */
  readonly family: "beta";
  /** The shape at 1, 0.1 to 1,000,000. */
  readonly alpha: number;
  /** The shape at 0, 0.1 to 1,000,000. */
  readonly beta: number;
}
/** One value and how likely it is. */
export interface DiscreteOutcome {
  /** The value. */
  readonly value: number;
  /** Its probability, 0 to 1. */
  readonly probability: number;
}
/** A few values, each with its probability; the probabilities add up to 1. */
export interface DiscreteDistribution {
  /** The kind. */
  readonly family: "discrete";
  /** 1 to 10,000 values, in any order, each once. */
  readonly outcomes: readonly DiscreteOutcome[];
}
/** Values that were seen, each as likely as any other. */
export interface EmpiricalDistribution {
  /** The kind. */
  readonly family: "empirical";
  /** 1 to 100,000 values, in any order. */
  readonly values: readonly number[];
  /** `observed`: only values that were seen are drawn. `between`: also those between two neighbors, along a straight line (quantiles by R-7). */
  readonly drawn: "observed" | "between";
}
/** What is known of an uncertain number. Tell the kinds apart by `family`. */
export type Distribution = UniformDistribution | TriangularDistribution | PertDistribution | NormalDistribution | LognormalDistribution | LognormalRangeDistribution | BetaDistribution | DiscreteDistribution | EmpiricalDistribution;

const emptyRange: Fault = { code: "distribution.empty_range", message: "The greatest value, {max}, is not above the least, {min}.", hint: "Swap them, or give a plain number where nothing is uncertain." };
const modeOutside: Fault = { code: "distribution.mode_outside", message: "The most likely value, {mode}, is not between {min} and {max}.", hint: "Give min ≤ mode ≤ max." };
const emptySpread: Fault = { code: "distribution.empty_spread", message: "The value that 95 % stay below, {p95}, is not above the one that 5 % stay below, {p5}.", hint: "Swap them, or give a plain number where nothing is uncertain." };
const wideSpread: Fault = { code: "distribution.wide_spread", message: "The value that 95 % stay below, {p95}, is more than 1e12 times the one that 5 % stay below, {p5}.", hint: "Check the unit of both: so wide a range says nothing." };
const probabilitySum: Fault = { code: "distribution.probability_sum", message: "The probabilities add up to {sum}, not to 1.", hint: "Add the missing outcomes, or divide each probability by the sum." };
const repeatedOutcome: Fault = { code: "distribution.repeated_outcome", message: "The value {value} is listed before.", hint: "List each value once, with its whole probability." };

interface Ends { readonly min: number; readonly max: number }
const endsRule = rule(({ min, max }: Ends, report) => { if (min >= max) report(emptyRange, ["max"], { min, max }); });
const modeRule = rule(({ min, mode, max }: Ends & { readonly mode: number }, report) => {
  if (min >= max) report(emptyRange, ["max"], { min, max });
  else if (mode < min || mode > max) report(modeOutside, ["mode"], { min, mode, max });
});
const outcomesRule = rule(({ outcomes }: DiscreteDistribution, report) => {
  const sum = outcomes.reduce((total, { probability }) => total + probability, 0);
  if (Math.abs(sum - 1) > 1e-9) report(probabilitySum, ["outcomes"], { sum });
  const seen = new Set<number>();
  outcomes.forEach(({ value }, index) => {
    if (seen.has(value)) report(repeatedOutcome, ["outcomes", index, "value"], { value: value + 0 });
    seen.add(value);
  });
});

const Deviation = z.number().gt(0).max(1e100);
const Positive = z.number().min(1e-30).max(1e30);
const Shape = z.number().min(0.1).max(1e6);
const ends = { min: SampleValue, max: SampleValue };
/** Every value between two ends is as likely as any other. */
export const UniformDistribution = z.strictObject({ family: z.literal("uniform"), ...ends }).check(endsRule).readonly() satisfies z.ZodType<UniformDistribution>;
/** A least, a most likely and a greatest value, joined by straight lines. */
export const TriangularDistribution = z.strictObject({ family: z.literal("triangular"), ...ends, mode: SampleValue }).check(modeRule).readonly() satisfies z.ZodType<TriangularDistribution>;
/** A least, a most likely and a greatest value, joined by a smooth curve. */
export const PertDistribution = z.strictObject({ family: z.literal("pert"), ...ends, mode: SampleValue, modeWeight: z.exactOptional(z.number().gt(0).max(1000)) }).check(modeRule).readonly() satisfies z.ZodType<PertDistribution>;
/** A normal distribution. */
export const NormalDistribution = z.strictObject({ family: z.literal("normal"), mean: SampleValue, standardDeviation: Deviation }).readonly() satisfies z.ZodType<NormalDistribution>;
/** A quantity above 0 whose logarithm is normal, by its own mean and standard deviation. */
export const LognormalDistribution = z.strictObject({ family: z.literal("lognormal"), mean: Positive, standardDeviation: z.number().gt(0).max(1e30) }).readonly() satisfies z.ZodType<LognormalDistribution>;
/** A quantity above 0 whose logarithm is normal, by a range that holds nine tenths of its values. */
export const LognormalRangeDistribution = z.strictObject({ family: z.literal("lognormal-range"), p5: Positive, p95: Positive })
  .check(rule(({ p5, p95 }: LognormalRangeDistribution, report) => {
    if (p5 >= p95) report(emptySpread, ["p95"], { p5, p95 });
    else if (p95 / p5 > 1e12) report(wideSpread, ["p95"], { p5, p95 });
  })).readonly() satisfies z.ZodType<LognormalRangeDistribution>;
/** A share between 0 and 1, by its two shapes. */
export const BetaDistribution = z.strictObject({ family: z.literal("beta"), alpha: Shape, beta: Shape }).readonly() satisfies z.ZodType<BetaDistribution>;
/** One value and how likely it is. */
export const DiscreteOutcome = z.strictObject({ value: SampleValue, probability: z.number().min(0).max(1) }).readonly() satisfies z.ZodType<DiscreteOutcome>;
/** A few values, each with its probability. */
export const DiscreteDistribution = z.strictObject({ family: z.literal("discrete"), outcomes: z.array(DiscreteOutcome).min(1).max(10_000).readonly() }).check(outcomesRule).readonly() satisfies z.ZodType<DiscreteDistribution>;
/** Values that were seen. */
export const EmpiricalDistribution = z.strictObject({ family: z.literal("empirical"), values: z.array(SampleValue).min(1).max(100_000).readonly(), drawn: z.enum(["observed", "between"]) }).readonly() satisfies z.ZodType<EmpiricalDistribution>;
/**
 * What is known of an uncertain number.
 *
 * @throws CoachingError `distribution.empty_range`, `distribution.mode_outside`, `distribution.empty_spread`, `distribution.wide_spread`, `distribution.probability_sum`, `distribution.repeated_outcome`
 */
export const Distribution = z.discriminatedUnion("family", [UniformDistribution, TriangularDistribution, PertDistribution, NormalDistribution, LognormalDistribution, LognormalRangeDistribution, BetaDistribution, DiscreteDistribution, EmpiricalDistribution]) satisfies z.ZodType<Distribution>;

/** The shapes of the beta distribution that a PERT distribution is: α = 1 + w (mode − min) / (max − min), β = 1 + w (max − mode) / (max − min). */
export function pertShapes({ min, mode, max, modeWeight = 4 }: PertDistribution): { readonly a: number; readonly b: number } {
  const width = max - min;
  return { a: 1 + (modeWeight * (mode - min)) / width, b: 1 + (modeWeight * (max - mode)) / width };
}
