import * as z from "zod";
import { check } from "../error/index.js";
import { type LegendreNodes, legendreNodes } from "./gauss-legendre.js";
import { standardNormalProbability } from "./normal.js";
import { stepsUntilExit } from "./time-to-exit.js";

/** A chart of an average that forgets, and where the process is. */
export interface EwmaDesign {
  /** λ: the weight of the newest value, 0.02 to 1. */
  readonly newestWeight: number;
  /** L: how many standard deviations of the average the limits lie from the target, above 0, at most 6. */
  readonly limitDeviations: number;
  /** `exact`: limits that widen with the first values, as `ewmaChart` draws them; `asymptotic`: the same limits from the first value on, as in most tables. */
  readonly limits: "exact" | "asymptotic";
  /** How many standard deviations of one value the mean lies from the target, at most 10 either way; 0 is a process in control, whose signals are false alarms. */
  readonly shiftDeviations: number;
}
/** A chart of cumulative sums, and where the process is. */
export interface CusumDesign {
  /** k ÷ σ: the allowance in standard deviations of one value, 0 to 5. */
  readonly allowanceDeviations: number;
  /** h ÷ σ: the decision limit in standard deviations of one value, above 0, at most 20. */
  readonly decisionDeviations: number;
  /** How many standard deviations of one value the mean lies from the target, at most 10 either way; 0 is a process in control, whose signals are false alarms. */
  readonly shiftDeviations: number;
}

const Shift = z.number().min(-10).max(10);
/** A chart of an average that forgets, and where the process is. */
export const EwmaDesign = z
  .strictObject({ newestWeight: z.number().min(0.02).max(1), limitDeviations: z.number().gt(0).max(6), limits: z.enum(["exact", "asymptotic"]), shiftDeviations: Shift })
  .readonly() satisfies z.ZodType<EwmaDesign>;
/** A chart of cumulative sums, and where the process is. */
export const CusumDesign = z.strictObject({ allowanceDeviations: z.number().min(0).max(5), decisionDeviations: z.number().gt(0).max(20), shiftDeviations: Shift }).readonly() satisfies z.ZodType<CusumDesign>;

/** How many nodes: neighbors then lie within 0.8 standard deviations of a step, which leaves the mean of a smooth function an error of e^(−2π² ÷ 0.8²). */
const nodeCount = (width: number): number => Math.ceil(16 + 2 * width);
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Where a process may be without a signal, and how far one value takes it, in steps of one standard deviation: from `lower` to `upper`, next at `keep` times where it is plus `drift` plus a normal value. */
interface Walk {
  readonly lower: number;
  readonly upper: number;
  readonly keep: number;
  readonly drift: number;
}

const nodesOf = ({ lower, upper }: Walk, { places, weights }: LegendreNodes): LegendreNodes => {
  const half = (upper - lower) / 2;
  return { places: places.map((place) => lower + half * (place + 1)), weights: weights.map((weight) => weight * half) };
};

/** The mean of `lengths` over where the next value takes a process that would stand at `center`, signals counting as 0. */
function meanAhead(center: number, { places, weights }: LegendreNodes, lengths: Float64Array): number {
  let sum = 0;
  for (let to = 0; to < places.length; to += 1) sum += (weights[to] as number) * density((places[to] as number) - center) * (lengths[to] as number);
  return sum;
}

/** The run lengths of the two-sided average from its target: where limits widen, backwards from where they no longer do. */
function ewmaLength({ newestWeight: weight, limitDeviations, limits, shiftDeviations: drift }: EwmaDesign): number {
  const keep = 1 - weight;
  // in units of λσ, the size of one step
  const farthest = limitDeviations / Math.sqrt(weight * (2 - weight));
  const count = nodeCount(2 * farthest);
  const base = legendreNodes(count);
  const walkAt = (step: number): Walk => {
    const half = farthest * Math.sqrt(1 - keep ** (2 * step));
    return { lower: -half, upper: half, keep, drift };
  };
  const settled: Walk = { lower: -farthest, upper: farthest, keep, drift };
  let ahead = nodesOf(settled, base);
  const moves = new Float64Array(count * count);
  const exits = ahead.places.map((place, from) => {
    const center = keep * place + drift;
    ahead.places.forEach((next, to) => { moves[from * count + to] = (ahead.weights[to] as number) * density(next - center); });
    return standardNormalProbability(settled.lower - center) + standardNormalProbability(center - settled.upper);
  });
  let lengths = stepsUntilExit({ moves, exits });
  const widening = limits === "asymptotic" || keep === 0 ? 0 : Math.ceil(Math.log(1e-13) / (2 * Math.log(keep)));
  for (let step = widening; step >= 1; step -= 1) {
    const now = nodesOf(walkAt(step), base);
    const [{ places }, next, after] = [now, ahead, lengths];
    lengths = places.map((place) => 1 + meanAhead(keep * place + drift, next, after));
    ahead = now;
  }
  return 1 + meanAhead(drift, ahead, lengths);
}

/**
 * How many values a chart of an average that forgets takes until its first signal, on average, where values are independent and normal: of a process in control, how often it alarms without a cause; of one that has shifted, how soon it is seen.
 * By the integral equation of the run length, with Gauss and Legendre's nodes; where limits widen, backwards from where they no longer do. About 9 digits, 6 of the longest ones.
 * Sources: S. Crowder, "A simple method for studying run-length distributions of exponentially weighted moving average charts", Technometrics 29 (1987); tables in J. Lucas, M. Saccucci, "Exponentially weighted moving average control schemes", Technometrics 32 (1990).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * ewmaRunLength({ newestWeight: 0.2, limitDeviations: 2.962, limits: "asymptotic", shiftDeviations: 0 }).toFixed(0); // => "500"
 * ewmaRunLength({ newestWeight: 0.2, limitDeviations: 2.962, limits: "asymptotic", shiftDeviations: 1 }).toFixed(1); // => "10.5"
 * ```
 */
export const ewmaRunLength = (design: EwmaDesign): number => ewmaLength(check(EwmaDesign, design));

/** The run length of the upper sum from 0. It stands at 0, or at a node between 0 and the limit. */
function upperSumLength({ allowanceDeviations, decisionDeviations: upper }: CusumDesign, shift: number): number {
  const drift = shift - allowanceDeviations;
  const { places, weights } = nodesOf({ lower: 0, upper, keep: 1, drift }, legendreNodes(nodeCount(upper)));
  const starts = [0, ...places];
  const count = starts.length;
  const moves = new Float64Array(count * count);
  const exits = Float64Array.from(starts, (start, from) => {
    const center = start + drift;
    moves[from * count] = standardNormalProbability(-center);
    places.forEach((next, to) => { moves[from * count + to + 1] = (weights[to] as number) * density(next - center); });
    return standardNormalProbability(center - upper);
  });
  return stepsUntilExit({ moves, exits })[0] as number;
}

/**
 * How many values the two-sided chart of cumulative sums takes until its first signal, on average, where values are independent and normal: of a process in control, how often it alarms without a cause; of one that has shifted, how soon it is seen.
 * By the integral equation of each sum, with Gauss and Legendre's nodes; 1 ÷ length = 1 ÷ length of the upper sum + 1 ÷ length of the lower one. About 9 digits.
 * Sources: E. Page, "Continuous inspection schemes", Biometrika 41 (1954); K. Kemp, "Formal expressions which can be applied to Cusum charts", Journal of the Royal Statistical Society B 33 (1971); tables in D. Montgomery, "Introduction to Statistical Quality Control".
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * cusumRunLength({ allowanceDeviations: 0.5, decisionDeviations: 5, shiftDeviations: 0 }).toFixed(0); // => "465"
 * cusumRunLength({ allowanceDeviations: 0.5, decisionDeviations: 5, shiftDeviations: 1 }).toFixed(1); // => "10.4"
 * ```
 */
export function cusumRunLength(design: CusumDesign): number {
  const checked = check(CusumDesign, design);
  const { shiftDeviations } = checked;
  const upper = upperSumLength(checked, shiftDeviations);
  return 1 / (1 / upper + 1 / (shiftDeviations === 0 ? upper : upperSumLength(checked, -shiftDeviations)));
}
