import { BLOCK_TRIALS } from "../../statistics/index.js";
import { trialSampler } from "../../statistics/internal.js";
import type { ReplicateTally } from "../simulated-blocks.js";
import { inputCounter, type InputSums } from "./input-counter.js";
import { type JointRun, optionWorker, outcomeCounter, zeros } from "./option-worker.js";
import { sideBySide, sumOf } from "./side-by-side.js";

/** One figure a randomization. */
export type ByReplicate = readonly number[];
/** What the trials of a run add up to. */
export interface JointTrials {
  /** The means of each option, the share of trials in which it is the best (shared where several are), and its whole outcome where asked for. */
  readonly options: readonly { readonly net: ByReplicate; readonly netBenefit: ByReplicate; readonly netPresentValue: ByReplicate; readonly bestShare: ByReplicate; readonly outcome: readonly ReplicateTally[] }[];
  /** The mean of the best option of each trial, in the measure that is decided by. */
  readonly best: ByReplicate;
  /** In which share of the trials the option `first` is better than `second`, and in which they are equal, by their places. */
  readonly pairs: readonly { readonly first: number; readonly second: number; readonly better: ByReplicate; readonly equal: ByReplicate }[];
  /** What trials tell of each input, where some are correlated; else nothing, as the closed form needs no trials. */
  readonly inputs: readonly InputSums[];
}
/** What one randomization adds up to, by option and by pair. */
interface ReplicateSums {
  readonly net: readonly number[];
  readonly netBenefit: readonly number[];
  readonly netPresentValue: readonly number[];
  readonly bestShare: readonly number[];
  readonly best: number;
  readonly better: readonly number[];
  readonly equal: readonly number[];
  readonly outcomes: readonly ReplicateTally[];
}

/**
 * Draws the trials of all options together, each input once, and adds them up: the same bits whatever the order of the options. One randomization after the other, so that memory does not grow with the trials.
 * Source: A. Law, "Simulation modeling and analysis" (2015), section 11.2: common random numbers.
 */
export function jointTrials(run: JointRun, wants: { readonly outcomes: boolean }): JointTrials {
  const { inputs, correlations, options, replicateCount, trialCount } = run;
  const sample = trialSampler({ inputs, correlations }, run);
  const columns = inputs.map(zeros);
  const workers = options.map((option) => optionWorker(run, option));
  const inputCounters = correlations.length === 0 ? [] : inputs.map((input) => inputCounter(input, run));
  const [blockCount, trialsEach] = [trialCount / BLOCK_TRIALS, trialCount / replicateCount];
  const replicateSums = (replicate: number): ReplicateSums => {
    const sides = sideBySide(options.length);
    const counters = options.map((option) => (wants.outcomes && option.scenario !== null ? outcomeCounter(option, replicate) : null));
    const sums = { net: options.map(() => 0), netBenefit: options.map(() => 0), netPresentValue: options.map(() => 0) };
    let best = 0;
    for (let block = replicate; block < blockCount; block += replicateCount) {
      sample(block, columns);
      const worths = workers.map((work) => work(columns));
      best += sides.add(worths);
      worths.forEach((worth, place) => {
        for (const key of ["net", "netBenefit", "netPresentValue"] as const) sums[key][place] = (sums[key][place] as number) + sumOf(worth[key]);
        counters[place]?.add(block, worth);
      });
      inputCounters.forEach((counter, place) => { counter.add(columns[place] as Float64Array, worths); });
    }
    return { ...sums, best, bestShare: [...sides.shares], better: [...sides.better], equal: [...sides.equal], outcomes: counters.flatMap((counter) => counter?.tally() ?? []) };
  };
  const replicates = Array.from({ length: replicateCount }, (_, replicate) => replicateSums(replicate));
  const means = (read: (sums: ReplicateSums) => number): ByReplicate => replicates.map((sums) => read(sums) / trialsEach);
  const at = (key: "net" | "netBenefit" | "netPresentValue" | "bestShare" | "better" | "equal", place: number): ByReplicate => means((sums) => sums[key][place] as number);
  const withOutcome = options.flatMap(({ scenario }, place) => (scenario === null ? [] : [place]));
  return {
    options: options.map((_, place) => ({
      net: at("net", place), netBenefit: at("netBenefit", place), netPresentValue: at("netPresentValue", place), bestShare: at("bestShare", place),
      outcome: wants.outcomes ? replicates.flatMap(({ outcomes }) => outcomes[withOutcome.indexOf(place)] ?? []) : [],
    })),
    best: means((sums) => sums.best),
    pairs: options.flatMap((_, first) => options.slice(first + 1).map((__, step) => {
      const [second, pair] = [first + 1 + step, first * options.length + first + 1 + step];
      return { first, second, better: at("better", pair), equal: at("equal", pair) };
    })),
    inputs: inputCounters.map(({ sums }) => sums),
  };
}
