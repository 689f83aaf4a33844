import * as z from "zod";
import { check, type Fault, faultAt, repeated, rule } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { columnChange } from "./distribution-column.js";
import { ConfidenceLevel, type EstimateResult } from "./estimate.js";
import { Seed } from "./random-stream.js";
import { replicateEstimate } from "./replicate-estimate.js";
import { BLOCK_TRIALS, TRIAL_LIMITS, uniformBlocks } from "./trial-blocks.js";
import { meanOf } from "./summary.js";
import { UncertainInput } from "./uncertain-input.js";

/** Which inputs of a model matter, by how much of the outcome's variance they bring. */
export interface SobolQuestion {
  /** The uncertain inputs, independent of each other: 1 to 64, in any order. */
  readonly inputs: readonly UncertainInput[];
  /** The seed; a whole number. */
  readonly seed: Seed;
  /** How many independent randomizations, 2 to 64; what they differ by gives the intervals. 16 are plenty. */
  readonly replicateCount: number;
  /** How many blocks of 1,024 base points each randomization has, 1 to 1,000; the model runs (inputs + 2) times for each point. */
  readonly blocksPerReplicate: number;
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** How much one input matters. */
export interface SobolIndex {
  /** The input. */
  readonly inputId: Id;
  /** The share of the variance that would go if this input alone became known: what is worth measuring on its own. */
  readonly first: EstimateResult;
  /** The share that would stay if all others became known: an input whose total is near 0 may be fixed. */
  readonly total: EstimateResult;
}
/** How much each input matters, in the order of the inputs given; or that nothing varies. */
export type SobolIndices = readonly SobolIndex[];
/** A model: from the value of each input, by id, to its outcome. It is called many times with one record, which it must not keep. */
export type TrialModel = (trial: Readonly<Record<string, number>>) => number;

const repeatedInput: Fault = { code: "sobol-indices.repeated_input", message: "The input “{id}” is listed before.", hint: "List each input once." };
const noOutcome: Fault = { code: "sobol-indices.unusable_outcome", message: "The model gave {value} for a trial, which is no number within 1e100.", hint: "Make the model answer for every value of its inputs; the trial is in params." };
const tooManyRuns: Fault = { code: "sobol-indices.too_many", message: "The model would run {count} times, more than {limit}.", hint: "Take fewer blocks or randomizations, or fix inputs that matter little." };

/** What a sensitivity analysis takes. */
export const SENSITIVITY_LIMITS = {
  /** Inputs of one model. */
  inputs: TRIAL_LIMITS.sobolDimensions / 2,
  /** Runs of the model in one call. */
  runs: 100_000_000,
} as const;

/** Which inputs of a model matter, by how much of the outcome's variance they bring. */
export const SobolQuestion = z.strictObject({ inputs: z.array(UncertainInput).min(1).max(SENSITIVITY_LIMITS.inputs).readonly(), seed: Seed, replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates), blocksPerReplicate: z.int().min(1).max(1000), confidenceLevel: ConfidenceLevel })
  .check(rule(({ inputs, replicateCount, blocksPerReplicate }: SobolQuestion, report) => {
    for (const [index, { inputId: id }] of repeated(inputs, ({ inputId }) => inputId)) report(repeatedInput, ["inputs", index, "inputId"], { id });
    const count = (inputs.length + 2) * replicateCount * blocksPerReplicate * BLOCK_TRIALS;
    if (count > SENSITIVITY_LIMITS.runs) report(tooManyRuns, ["blocksPerReplicate"], { count, limit: SENSITIVITY_LIMITS.runs });
  })).readonly() satisfies z.ZodType<SobolQuestion>;

/** The outcomes of a block of trials. */
function outcomesOf(model: TrialModel, names: readonly string[], columns: readonly Float64Array[], outcomes: Float64Array): void {
  const trial: Record<string, number> = {};
  for (let row = 0; row < outcomes.length; row += 1) {
    for (let place = 0; place < names.length; place += 1) trial[names[place] as string] = (columns[place] as Float64Array)[row] as number;
    const value = model(trial);
    if (!(Math.abs(value) <= 1e100)) throw faultAt(noOutcome, ["model"], { value: String(value), ...trial });
    outcomes[row] = value;
  }
}

/** Sums of one randomization: over both bases, and for each input what it alone explains and what it alone changes. */
interface Sums {
  n: number;
  sum: number;
  squares: number;
  readonly first: Float64Array;
  readonly total: Float64Array;
}

/** Adds a block to the sums; `center` is near the mean, so that no square loses digits. With f at base A, g at base B and h at A with one input from B: first g (h − f), total ½ (f − h)². */
function addBlock(sums: Sums, { f, g }: { readonly f: Float64Array; readonly g: Float64Array }, center: number): void {
  for (let row = 0; row < f.length; row += 1) {
    const [left, right] = [(f[row] as number) - center, (g[row] as number) - center];
    sums.sum += left + right;
    sums.squares += left * left + right * right;
  }
  sums.n += f.length;
}

function addInput(sums: Sums, place: number, { f, g, h }: { readonly f: Float64Array; readonly g: Float64Array; readonly h: Float64Array }, center: number): void {
  let [first, total] = [0, 0];
  for (let row = 0; row < f.length; row += 1) {
    const change = (h[row] as number) - (f[row] as number);
    first += ((g[row] as number) - center) * change;
    total += change * change;
  }
  sums.first[place] = (sums.first[place] as number) + first;
  sums.total[place] = (sums.total[place] as number) + total / 2;
}

const variancePerRun = ({ n, sum, squares }: Sums): number => Math.max(0, squares / (2 * n) - (sum / (2 * n)) ** 2);

/**
 * Variance-based sensitivity: for each input the share of the outcome's variance that it brings alone (first order) and with all its interactions (total), each with an interval.
 * By a scrambled Sobol sequence in twice as many dimensions as inputs; estimators of Saltelli and of Jansen. Where inputs add up, both indices are the same and sum to 1.
 * Inputs must be independent: shares of variance have no meaning where inputs hang together.
 * Sources: A. Saltelli and others, "Variance based sensitivity analysis of model output", Computer Physics Communications 181 (2010); M. Jansen, Computer Physics Communications 117 (1999).
 *
 * @param question the inputs, and how many points
 * @param model gives the outcome of one trial; called (inputs + 2) · randomizations · blocks · 1,024 times
 * @throws CoachingError `sobol-indices.repeated_input`, `sobol-indices.too_many`, `sobol-indices.unusable_outcome`, `distribution.*`, `input.*`
 * @example
 * ```ts
 * const between = (max) => ({ family: "uniform", min: 0, max });
 * const inputs = [{ inputId: "hours", distribution: between(2) }, { inputId: "fee", distribution: between(1) }];
 * const indices = sobolIndices({ inputs, seed: 7, replicateCount: 8, blocksPerReplicate: 1, confidenceLevel: 0.95 }, ({ hours, fee }) => hours + fee);
 * indices.map(({ inputId, first, total }) => [inputId, first.estimate.toFixed(2), total.estimate.toFixed(2)]); // => [["hours", "0.80", "0.80"], ["fee", "0.20", "0.20"]]
 * ```
 */
export function sobolIndices(question: SobolQuestion, model: TrialModel): SobolIndices {
  const { inputs, seed, replicateCount, blocksPerReplicate, confidenceLevel } = check(SobolQuestion, question);
  const names = inputs.map(({ inputId }) => inputId);
  const changes = inputs.map(({ distribution }) => columnChange(distribution, "draws"));
  const ranks = new Map([...names].sort().map((name, rank) => [name, rank]));
  const uniform = uniformBlocks({ seed, method: "sobol", replicateCount }, ["sensitivity"]);
  const column = (): Float64Array => new Float64Array(BLOCK_TRIALS);
  const [bases, others] = [names.map(column), names.map(column)];
  const [f, g, h] = [column(), column(), column()];
  let center: number | null = null;
  const all = Array.from({ length: replicateCount }, (): Sums => ({ n: 0, sum: 0, squares: 0, first: new Float64Array(names.length), total: new Float64Array(names.length) }));
  for (let block = 0; block < replicateCount * blocksPerReplicate; block += 1) {
    names.forEach((name, place) => {
      const rank = ranks.get(name) as number;
      for (const [columns, dimension] of [[bases, rank], [others, rank + names.length]] as const) {
        uniform(block, { name, dimension }, columns[place] as Float64Array);
        changes[place]?.(columns[place] as Float64Array);
      }
    });
    outcomesOf(model, names, bases, f);
    outcomesOf(model, names, others, g);
    center ??= f.reduce((sum, value) => sum + value, 0) / f.length;
    const sums = all[block % replicateCount] as Sums;
    addBlock(sums, { f, g }, center);
    for (let place = 0; place < names.length; place += 1) {
      outcomesOf(model, names, bases.map((own, at) => (at === place ? (others[at] as Float64Array) : own)), h);
      addInput(sums, place, { f, g, h }, center);
    }
  }
  const n = replicateCount * blocksPerReplicate * BLOCK_TRIALS;
  const variances = all.map(variancePerRun);
  const variance = meanOf(variances);
  const indexOf = (shares: readonly number[]): EstimateResult => {
    if (variance === 0) return { estimate: null, reason: "no-variance", n, needed: n };
    const index = meanOf(shares) / variance;
    // a ratio of means, by the delta method: the variance is itself an estimate, and its error belongs into the interval
    return replicateEstimate({ values: shares.map((share, replicate) => index + (share - index * (variances[replicate] as number)) / variance), n, confidenceLevel });
  };
  return names.map((inputId, place) => ({
    inputId,
    first: indexOf(all.map((sums) => (sums.first[place] as number) / sums.n)),
    total: indexOf(all.map((sums) => (sums.total[place] as number) / sums.n)),
  }));
}
