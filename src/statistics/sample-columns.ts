import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { Seed } from "./random-stream.js";
import { BLOCK_TRIALS, TRIAL_LIMITS } from "./trial-blocks.js";
import { trialSampler } from "./trial-sampler.js";
import { uncertainInputKeys, uncertainInputRule, type UncertainInputs } from "./uncertain-input.js";

/** Which trials to draw of a model's inputs. */
export interface SampleRequest extends UncertainInputs {
  /** The seed; a whole number. The same seed gives the same bits in every engine. */
  readonly seed: Seed;
  /** `sobol`: a scrambled Sobol sequence, whose averages come far closer at equal trials; at most 128 inputs. `random`: independent pseudo-random numbers. */
  readonly method: "sobol" | "random";
  /** How many independent randomizations the trials are made of, 1 to 64: block k, of 1,024 trials, belongs to randomization k mod this. What the averages of each differ by tells their error; 16 are plenty, one tells nothing. */
  readonly replicateCount: number;
  /** The first trial wanted, counted from 0: a multiple of 1,024. */
  readonly fromTrial: number;
  /** One past the last trial wanted; at most 20,000,000 trials times inputs in one answer. */
  readonly toTrial: number;
}
/** Trials, one column an input. */
export interface SampleColumns {
  /** The inputs, in the order given. */
  readonly inputIds: readonly Id[];
  /** One column an input, in the order of `inputIds`; one entry a trial. */
  readonly columns: readonly Float64Array[];
}

const notAtBlock: Fault = { code: "sample-columns.not_at_block", message: "Trial {trial} does not begin a block of {block} trials.", hint: "Cut a run at multiples of {block}." };
const emptyTrials: Fault = { code: "sample-columns.no_trials", message: "There is no trial from {from} up to {to}.", hint: "Count from 0, and give one past the last trial." };
const tooManyCells: Fault = { code: "sample-columns.too_many", message: "{count} trials times inputs are more than {limit}.", hint: "Ask for a part of the trials at a time: the parts are the same bits." };
const tooManyDimensions: Fault = { code: "sample-columns.too_many_dimensions", message: "{count} inputs are more than the {limit} dimensions of a Sobol sequence.", hint: "Draw by `random`, or fix the inputs that matter least." };

/** What has to hold between method and inputs. */
function reportDimensions({ inputs, method }: Pick<SampleRequest, "inputs" | "method">, report: Report): void {
  if (method === "sobol" && inputs.length > TRIAL_LIMITS.sobolDimensions) report(tooManyDimensions, ["inputs"], { count: inputs.length, limit: TRIAL_LIMITS.sobolDimensions });
}
const trialsRule = rule((request: SampleRequest, report) => {
  const { inputs, fromTrial, toTrial } = request;
  if (fromTrial % BLOCK_TRIALS !== 0) report(notAtBlock, ["fromTrial"], { trial: fromTrial, block: BLOCK_TRIALS });
  if (fromTrial >= toTrial) report(emptyTrials, ["toTrial"], { from: fromTrial, to: toTrial });
  const count = (toTrial - fromTrial) * inputs.length;
  if (count > TRIAL_LIMITS.cells) report(tooManyCells, ["toTrial"], { count, limit: TRIAL_LIMITS.cells });
  reportDimensions(request, report);
});

const Trial = z.int().min(0).max(TRIAL_LIMITS.trials);
/** Which trials to draw of a model's inputs. */
export const SampleRequest = z.strictObject({ ...uncertainInputKeys, seed: Seed, method: z.enum(["sobol", "random"]), replicateCount: z.int().min(1).max(TRIAL_LIMITS.replicates), fromTrial: Trial, toTrial: Trial })
  .check(uncertainInputRule).check(trialsRule).readonly() satisfies z.ZodType<SampleRequest>;

/**
 * Trials of a model's uncertain inputs, drawn by the inverse of each distribution, correlated by a Gaussian copula.
 * A run cut at multiples of 1,024 trials and drawn in parts, in any order, on any machine and in any engine, gives the same bits as in one piece.
 * PERT and beta columns are within 1e-9 of the range of the exact quantile, normal ones within 1e-14 standard deviations, lognormal ones within as much of their logarithm; all others hold the quantiles of `distributionQuantile`.
 * Sources: A. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences" (1995); S. Joe, F. Kuo (2008) for the sequence; J. Matoušek (1998) for the scramble.
 *
 * @throws CoachingError `sample-columns.not_at_block`, `sample-columns.no_trials`, `sample-columns.too_many`, `sample-columns.too_many_dimensions`, `uncertain-input.*`, `distribution.*`, `input.*`
 * @example
 * ```ts
 * const hours = { inputId: "hours", distribution: { family: "triangular", min: 18, mode: 24, max: 36 } };
 * const fee = { inputId: "fee", distribution: { family: "lognormal-range", p5: 300, p95: 800 } };
 * const run = { inputs: [hours, fee], correlations: [{ inputIds: ["hours", "fee"], coefficient: 0.4, kind: "spearman" }], seed: 7, method: "sobol", replicateCount: 4 };
 * const whole = sampleColumns({ ...run, fromTrial: 0, toTrial: 4096 });
 * const part = sampleColumns({ ...run, fromTrial: 2048, toTrial: 4096 });
 * whole.columns[1].subarray(2048).every((value, index) => value === part.columns[1][index]); // => true
 * mean(Array.from(whole.columns[0])).toFixed(2); // => "26.00"
 * ```
 */
export function sampleColumns(request: SampleRequest): SampleColumns {
  const { inputs, correlations = [], fromTrial, toTrial, ...plan } = check(SampleRequest, request);
  const fill = trialSampler({ inputs, correlations }, plan);
  const columns = inputs.map(() => new Float64Array(toTrial - fromTrial));
  for (let from = fromTrial; from < toTrial; from += BLOCK_TRIALS) {
    fill(from / BLOCK_TRIALS, columns.map((column) => column.subarray(from - fromTrial, Math.min(toTrial, from + BLOCK_TRIALS) - fromTrial)));
  }
  return { inputIds: inputs.map(({ inputId }) => inputId), columns };
}
