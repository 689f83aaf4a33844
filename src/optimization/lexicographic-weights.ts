import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { Count } from "../unit/index.js";
import { ASSIGNMENT_LIMITS } from "./assignment-problem.js";
import { costGrain, longestChain } from "./cost-grain.js";

/** The whole numbers that one objective takes, over all pairs. */
export interface ObjectiveRange {
  /** The smallest. */
  readonly minimum: number;
  /** The largest. */
  readonly maximum: number;
}

/** Objectives in order of importance, and the size of the problem they are for. */
export interface LexicographicObjectives {
  /** The most important first. */
  readonly objectives: readonly ObjectiveRange[];
  /** Rows of the problem. */
  readonly rowCount: number;
  /** Columns of the problem. */
  readonly columnCount: number;
}

const reversed: Fault = { code: "lexicographic-weights.reversed", message: "The largest value, {maximum}, is below the smallest, {minimum}.", hint: "Swap them." };
const tooManyDigits: Fault = { code: "lexicographic-weights.too_many_digits", message: "Together the objectives need {digits} digits; a number holds 15.", hint: "Round the last objective to coarser steps, or leave one out." };

const Whole = z.int();
/** The whole numbers that one objective takes, over all pairs. */
export const ObjectiveRange = z.strictObject({ minimum: Whole, maximum: Whole })
  .check(rule(({ minimum, maximum }: ObjectiveRange, report) => { if (maximum < minimum) report(reversed, ["maximum"], { minimum, maximum }); }))
  .readonly() satisfies z.ZodType<ObjectiveRange>;
/** Objectives in order of importance, and the size of the problem they are for. */
export const LexicographicObjectives = z.strictObject({
  objectives: z.array(ObjectiveRange).min(1).max(20).readonly(),
  rowCount: Count.min(1).max(ASSIGNMENT_LIMITS.rows),
  columnCount: Count.min(1).max(ASSIGNMENT_LIMITS.columns),
}).readonly() satisfies z.ZodType<LexicographicObjectives>;

/**
 * Weights that make one cost of several objectives without losing a digit: the assignment of least Σ weight · value has the least first objective, of all those the least second one, and so on.
 * As few unassigned rows as can be need no weight: `as-few-as-possible` comes before all costs. Where rows stay unassigned at a cost, its values count in the ranges too.
 *
 * wₖ = 1 + L · (range of everything below k): two assignments differ by chains of moves that touch each column once, L = min(rows, columns + 1) of them at most, so no chain wins below k as much as one unit of k.
 * Weights are refused where the solver could not reckon with them exactly.
 *
 * @throws CoachingError `input.*`, `lexicographic-weights.reversed`, `lexicographic-weights.too_many_digits`
 * @example
 * ```ts
 * // first as few changes as can be (0 or 1 each), then the cost of 0 to 100
 * lexicographicWeights({ objectives: [{ minimum: 0, maximum: 1 }, { minimum: 0, maximum: 100 }], rowCount: 50, columnCount: 10 }); // => [1101, 1]
 * ```
 */
export function lexicographicWeights(objectives: LexicographicObjectives): readonly number[] {
  const { objectives: ranges, rowCount, columnCount } = check(LexicographicObjectives, objectives);
  const chain = longestChain(rowCount, columnCount);
  const weights: number[] = [];
  let [range, largest] = [0, 0];
  for (const { minimum, maximum } of ranges.toReversed()) {
    const weight = 1 + chain * range;
    weights.unshift(weight);
    range += weight * (maximum - minimum);
    largest += weight * Math.max(Math.abs(minimum), Math.abs(maximum));
  }
  if (costGrain({ range, largest }, rowCount, columnCount) > 1 || largest > ASSIGNMENT_LIMITS.cost) throw faultAt(tooManyDigits, ["objectives"], { digits: Math.ceil(Math.log10(4 * (largest + chain * range))) });
  return weights;
}
