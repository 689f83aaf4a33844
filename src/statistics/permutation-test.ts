import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { Count } from "../unit/index.js";
import type { NoTest } from "./no-test.js";
import { differencesOf } from "./paired-sample.js";
import { Sample } from "./probability.js";
import { randomStream, Seed } from "./random-stream.js";
import { meanOf } from "./summary.js";

/** Bounds of the work of one permutation test. */
export const PERMUTATION_LIMITS = {
  /** Arrangements that are all gone through; beyond, some are drawn. */
  arrangements: 3_000_000,
  /** Arrangements that may be drawn. */
  replicates: 1_000_000,
  /** Values moved in all arrangements drawn: replicates times the values of the smaller sample, or times pairs. */
  moves: 50_000_000,
} as const;

/** Two samples whose labels are exchanged. */
export interface PermutationComparison {
  /** What is compared, at most 1,000,000 values, each at most 1e100 either way. */
  readonly values: readonly number[];
  /** What it is compared with. */
  readonly reference: readonly number[];
  /** `independent`: any values may have come to either sample, which may differ in number; `paired`: each value may change places with its partner at the same place of the reference, and with no other. */
  readonly design: "independent" | "paired";
  /** How many arrangements to draw where there are more than 3,000,000: 1 to 1,000,000; 10,000 tell 0.05 to 0.002. */
  readonly replicates: Count;
  /** The seed of the drawing; a whole number. */
  readonly seed: Seed;
}

const unequalLengths: Fault = { code: "permutation-test.unequal_lengths", message: "{values} values and {reference} partners make no pairs.", hint: "Give each value its partner at the same place, or say that the samples are independent." };
const tooMuch: Fault = { code: "permutation-test.too_much", message: "{moves} values would be moved, more than {limit}.", hint: "Draw fewer replicates; for samples so large a t test gives the same answer." };

/** Values that one arrangement moves. */
const movesOf = ({ values, reference, design }: Pick<PermutationComparison, "values" | "reference" | "design">): number => (design === "paired" ? values.length : Math.min(values.length, reference.length));

/** Two samples whose labels are exchanged. */
export const PermutationComparison = z
  .strictObject({ values: Sample.readonly(), reference: Sample.readonly(), design: z.enum(["independent", "paired"]), replicates: Count.min(1).max(PERMUTATION_LIMITS.replicates), seed: Seed })
  .check(rule((comparison: PermutationComparison, report) => {
    const { values, reference, design, replicates } = comparison;
    if (design === "paired" && values.length !== reference.length) report(unequalLengths, ["reference"], { values: values.length, reference: reference.length });
    const moves = movesOf(comparison) * replicates;
    if (moves > PERMUTATION_LIMITS.moves) report(tooMuch, ["replicates"], { moves, limit: PERMUTATION_LIMITS.moves });
  }))
  .readonly() satisfies z.ZodType<PermutationComparison>;

/** Among how many arrangements of the same values a difference of means as large is found. */
export interface PermutationTest {
  /** The mean of the values less that of the reference. */
  readonly difference: number;
  /** Two-sided: the share of arrangements whose difference lies at least as far from 0. */
  readonly pValue: number;
  /** The share of arrangements whose difference is at least as large. */
  readonly greaterPValue: number;
  /** The share of arrangements whose difference is at most as large. */
  readonly lessPValue: number;
  /** `permutation-exact`: all arrangements; `permutation-drawn`: as many as were asked for, and the one observed counted with them. */
  readonly method: "permutation-exact" | "permutation-drawn";
  /** How many arrangements were gone through. */
  readonly arrangementCount: number;
  /** By how much `pValue` would vary if others were drawn: its Monte-Carlo standard error; 0 when all were gone through. */
  readonly pValueError: number;
  /** How many values, or pairs. */
  readonly n: number;
}

/** Counts arrangements by their statistic; those equal but for rounding count as equal. */
function tally(observed: number, dust: number) {
  let [total, far, high, low] = [0, 0, 0, 0];
  return {
    add: (statistic: number): void => {
      total += 1;
      if (Math.abs(statistic) >= Math.abs(observed) - dust) far += 1;
      if (statistic >= observed - dust) high += 1;
      if (statistic <= observed + dust) low += 1;
    },
    counts: () => ({ total, far, high, low }),
  };
}

/** What one design asks for: the observed statistic, all its arrangements, or one by chance. The statistic is a sum of values about their mean, which stands for the difference of means. */
interface Design {
  readonly observed: number;
  /** What statistics may differ by through rounding. */
  readonly dust: number;
  readonly arrangementCount: number;
  readonly each: (add: (statistic: number) => void) => void;
  readonly draw: (uniform: () => number) => number;
}

const sizeOf = (values: readonly number[] | Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  return sum;
};
/** A share of what is summed, and the last places of what it was taken from. */
const dustOf = (summed: Float64Array, values: readonly number[], reference: readonly number[]): number => 1e-11 * sizeOf(summed) + 2 ** -51 * (sizeOf(values) + sizeOf(reference));

/** Which of all values come to the smaller sample. Sums about the grand mean are the difference of means but for a factor. */
function independent(values: readonly number[], reference: readonly number[]): Design {
  const isSwapped = values.length > reference.length;
  const [few, many] = isSwapped ? [reference, values] : [values, reference];
  const sign = isSwapped ? -1 : 1;
  // in rising order, so that the order of the input does not matter
  const raw = Float64Array.from([...few, ...many]).sort();
  const start = raw[0] as number;
  const middle = start + raw.reduce((sum, value) => sum + (value - start), 0) / raw.length;
  const all = raw.map((value) => sign * (value - middle));
  const chosen = few.length;
  const go = (add: (statistic: number) => void, first: number, left: number, sum: number): void => {
    if (left === 0) add(sum);
    else for (let at = first; at <= all.length - left; at += 1) go(add, at + 1, left - 1, sum + (all[at] as number));
  };
  let arrangementCount = 1;
  for (let at = 1; at <= chosen && arrangementCount <= PERMUTATION_LIMITS.arrangements; at += 1) arrangementCount *= (all.length - chosen + at) / at;
  return {
    observed: Float64Array.from(few, (value) => sign * (value - middle)).sort().reduce((sum, value) => sum + value, 0),
    dust: dustOf(all, values, reference), arrangementCount: Math.round(arrangementCount),
    each: (add) => { go(add, 0, chosen, 0); },
    draw: (uniform) => {
      let sum = 0;
      for (let at = 0; at < chosen; at += 1) {
        const other = at + Math.floor(uniform() * (all.length - at));
        const value = all[other] as number;
        all[other] = all[at] as number;
        all[at] = value;
        sum += value;
      }
      return sum;
    },
  };
}

/** Which differences change their sign; those of 0 change nothing. */
function paired(values: readonly number[], reference: readonly number[]): Design {
  const differences = Float64Array.from(differencesOf({ values, reference })).sort();
  const sizes = differences.map(Math.abs).filter((size) => size > 0).sort();
  const go = (add: (statistic: number) => void, at: number, sum: number): void => {
    if (at === sizes.length) {
      add(sum);
      return;
    }
    go(add, at + 1, sum + (sizes[at] as number));
    go(add, at + 1, sum - (sizes[at] as number));
  };
  return {
    observed: differences.reduce((sum, value) => sum + value, 0), dust: dustOf(sizes, values, reference), arrangementCount: 2 ** sizes.length,
    each: (add) => { go(add, 0, 0); },
    draw: (uniform) => sizes.reduce((sum, size) => (uniform() < 0.5 ? sum - size : sum + size), 0),
  };
}

/**
 * The permutation test of a difference of means: where nothing sets the two samples apart, every arrangement of their values is as probable as the one observed.
 * All arrangements are gone through up to 3,000,000 (`permutation-exact`); beyond, `replicates` are drawn and p = (b + 1) ÷ (m + 1), b of m at least as far (`permutation-drawn`). It needs no distribution, but exchangeable values: samples of unlike spread and number can mislead it.
 * An empty sample: `too-few-observations`.
 * Sources: R. Fisher, "The Design of Experiments" (1935); E. Pitman, JRSS Supplement 4 (1937); B. Phipson, G. Smyth, "Permutation p-values should never be zero", Statistical Applications in Genetics and Molecular Biology 9 (2010).
 *
 * @throws CoachingError `input.*`, `permutation-test.unequal_lengths`, `permutation-test.too_much`
 * @example
 * ```ts
 * // one of the four ways to choose one of four values gives a difference as large
 * permutationTest({ values: [9], reference: [1, 2, 3], design: "independent", replicates: 1000, seed: 7 }).pValue; // => 0.25
 * ```
 */
export function permutationTest(comparison: PermutationComparison): PermutationTest | NoTest {
  const { values, reference, design, replicates, seed } = check(PermutationComparison, comparison);
  const fewest = Math.min(values.length, reference.length);
  if (fewest < 1) return { pValue: null, reason: "too-few-observations", n: fewest, needed: 1 };
  const { observed, dust, arrangementCount, each, draw } = design === "paired" ? paired(values, reference) : independent(values, reference);
  const { add, counts } = tally(observed, dust);
  const isExact = arrangementCount <= PERMUTATION_LIMITS.arrangements;
  if (isExact) each(add);
  else {
    const { uniform } = randomStream(seed, ["permutation-test"]);
    for (let replicate = 0; replicate < replicates; replicate += 1) add(draw(uniform));
  }
  const { total, far, high, low } = counts();
  const shareOf = (count: number): number => (isExact ? count / total : (count + 1) / (total + 1));
  const pValue = shareOf(far);
  return {
    difference: meanOf(values) - meanOf(reference) + 0, pValue, greaterPValue: shareOf(high), lessPValue: shareOf(low),
    method: isExact ? "permutation-exact" : "permutation-drawn", arrangementCount: total, pValueError: isExact ? 0 : Math.sqrt((pValue * (1 - pValue)) / total), n: design === "paired" ? values.length : values.length + reference.length,
  };
}
