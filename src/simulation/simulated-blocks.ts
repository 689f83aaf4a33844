import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { contentHash } from "../identity/index.js";
import { BLOCK_TRIALS, TRIAL_LIMITS } from "../statistics/index.js";
import { type BlockTally as BlockMoments, mergedTally, SampleValue, tallyCounter, trialSampler, type TrialTally as OutcomeTally } from "../statistics/internal.js";
import { columnWorker, compiledScenario, type WorthColumns } from "./compiled-scenario.js";
import { SIMULATION_LIMITS, type SimulationRequest, SimulationTask } from "./simulation-request.js";

/** What is kept of the blocks of one randomization. */
export interface ReplicateTally {
  /** Which one, counted from 0: block k belongs to k mod `replicateCount`. */
  readonly replicate: number;
  /** (benefit − cost) ÷ cost. */
  readonly roiRatio: OutcomeTally;
  /** Benefit − cost, undiscounted. */
  readonly netBenefit: OutcomeTally;
  /** Benefit − cost, discounted. */
  readonly netPresentValue: OutcomeTally;
}
/** Some blocks of a simulation, computed anywhere: plain JSON, which merges with other parts of the same run to the same bits in any order. */
export interface SimulatedBlocks {
  /** The run that they belong to: a hash of scenario, seed, method and counts. */
  readonly runId: string;
  /** What is kept, one entry a randomization that these blocks touch, in their order. */
  readonly replicates: readonly ReplicateTally[];
}

const noCost: Fault = { code: "simulated-blocks.no_cost", message: "In trial {trial} the whole cost is {cost}, so that there is no return on it.", hint: "Describe costs by distributions that stay above zero: lognormal or PERT, not normal." };
const otherRun: Fault = { code: "simulated-blocks.other_run", message: "The part belongs to another run.", hint: "Merge parts of one scenario, seed, method and number of trials." };
const miscounted: Fault = { code: "simulated-blocks.miscounted", message: "The part does not add up: its bins hold {counted} trials, its blocks {n}.", hint: "Send the part as simulateBlocks answered it." };

const Trials = z.int().min(0).max(SIMULATION_LIMITS.trials);
/** Most bins that a run can fill: every number within 1e100. */
const mostBins = 1_500_000;
/** Whole numbers of a range, looked through in one pass: a part holds hundreds of thousands, and to read one must not take longer than to compute it. */
function wholeNumbers(low: number, high: number) {
  const isOne = (value: unknown): boolean => typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
  const areAll = (values: unknown): boolean => {
    if (!Array.isArray(values) || values.length > mostBins) return false;
    // not by every, which passes over holes
    for (let place = 0; place < values.length; place += 1) if (!isOne(values[place])) return false;
    return true;
  };
  return z.custom<readonly number[]>(areAll, { error: `This is no list of at most ${String(mostBins)} whole numbers from ${String(low)} to ${String(high)}.\nSend the part as simulateBlocks answered it.` });
}
/** A bin of any number there is: the upper 22 bits of its binary form. */
const Bins = wholeNumbers(-2_097_152, 2_097_151);
const BlockMoments = z.strictObject({ block: Trials, n: z.int().min(1).max(BLOCK_TRIALS), mean: SampleValue, squares: z.number().min(0), min: SampleValue, max: SampleValue }).readonly() satisfies z.ZodType<BlockMoments>;
const OutcomeTally = z.strictObject({
  blocks: z.array(BlockMoments).min(1).max(SIMULATION_LIMITS.trials / BLOCK_TRIALS).readonly(), bins: Bins, counts: wholeNumbers(1, SIMULATION_LIMITS.trials),
  thresholds: z.array(SampleValue).length(1).readonly(), belowCounts: z.array(Trials).length(1).readonly(),
}).check(rule(({ blocks, bins, counts, thresholds, belowCounts: [below = 0] }: OutcomeTally, report) => {
  const n = blocks.reduce((sum, block) => sum + block.n, 0);
  const counted = counts.reduce((sum, times) => sum + times, 0);
  const isOfZero = thresholds[0] === 0 && below <= n;
  const isRising = bins.every((bin, place) => place === 0 || bin > (bins[place - 1] as number));
  if (counted !== n || bins.length !== counts.length || !isOfZero || !isRising) report(miscounted, ["counts"], { counted, n });
})).readonly() satisfies z.ZodType<OutcomeTally>;
const ReplicateTally = z.strictObject({ replicate: z.int().min(0).max(TRIAL_LIMITS.replicates - 1), roiRatio: OutcomeTally, netBenefit: OutcomeTally, netPresentValue: OutcomeTally }).readonly() satisfies z.ZodType<ReplicateTally>;
/** Schema of some blocks of a simulation; what does not add up is refused. */
export const SimulatedBlocks = z.strictObject({ runId: z.string().max(200), replicates: z.array(ReplicateTally).max(TRIAL_LIMITS.replicates).readonly() }).readonly() satisfies z.ZodType<SimulatedBlocks>;
const Parts = z.array(SimulatedBlocks).min(1).max(SIMULATION_LIMITS.parts);

/** The name of a run: whatever changes an answer changes it. */
export const runIdOf = ({ scenario, seed, method, replicateCount, trialCount }: SimulationRequest): string => contentHash({ scenario, seed, method, replicateCount, trialCount });

/** The outcomes of one block, written over the columns that they are computed from. */
function outcomesInto({ gained, spent }: WorthColumns, block: number): void {
  for (let trial = 0; trial < spent.length; trial += 1) {
    const outlay = spent[trial] as number;
    if (!(outlay > 0)) throw faultAt(noCost, ["scenario", "costs"], { trial: block * BLOCK_TRIALS + trial, cost: outlay + 0 });
    const net = (gained[trial] as number) - outlay;
    gained[trial] = net;
    spent[trial] = net / outlay;
  }
}

/** As `simulateBlocks`, of a task that was checked. */
export function blocksOf(task: SimulationTask): SimulatedBlocks {
  const { scenario, fromBlock, toBlock, seed, method, replicateCount } = task;
  const inputs = [...scenario.inputs].sort((one, other) => (one.inputId < other.inputId ? -1 : 1));
  const sample = trialSampler({ inputs, correlations: scenario.correlations ?? [] }, { seed, method, replicateCount });
  const columns = inputs.map(() => new Float64Array(BLOCK_TRIALS));
  const work = columnWorker(compiledScenario(scenario, inputs.map(({ inputId }) => inputId)), BLOCK_TRIALS);
  // one randomization after the other, whose bins then stay in the processor's memory
  const tallied = (first: number): ReplicateTally => {
    const [ratios, nets, presentValues] = [tallyCounter([0]), tallyCounter([0]), tallyCounter([0])];
    for (let block = first; block < toBlock; block += replicateCount) {
      sample(block, columns);
      const worth = work(columns);
      outcomesInto(worth, block);
      ratios.add(block, worth.spent);
      nets.add(block, worth.gained);
      presentValues.add(block, worth.presentValue);
    }
    return { replicate: first % replicateCount, roiRatio: ratios.tally(), netBenefit: nets.tally(), netPresentValue: presentValues.tally() };
  };
  const replicates = Array.from({ length: Math.min(replicateCount, toBlock - fromBlock) }, (_, index) => tallied(fromBlock + index)).sort((left, right) => left.replicate - right.replicate);
  return { runId: runIdOf(task), replicates };
}

/**
 * Some blocks of a simulation, by themselves: on a worker, another machine, another engine. `mergeSimulatedBlocks` puts parts together in any order, and `returnOfBlocks` reads the whole, to the same bits as `simulateReturn`.
 *
 * @throws CoachingError `simulation-request.no_blocks`, `simulation-request.too_many_steps`, `simulation-request.uneven_trials`, `simulation-request.too_many_dimensions`, `simulated-blocks.no_cost`, `trial-tally.unusable_trial`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario = {
 *   inputs: [{ inputId: "benefit", distribution: { family: "normal", mean: 130, standardDeviation: 30 } }], drivers: [], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "gain", money: eur("1000"), driverIds: ["benefit"], fromMonth: 12, toMonth: 12 }],
 *   costs: [{ id: "program", money: eur("100000"), driverIds: [], fromMonth: 0, toMonth: 0 }],
 * };
 * const request = { scenario, seed: 7, method: "sobol", replicateCount: 2, trialCount: 4096, confidenceLevel: 0.95 };
 * const late = simulateBlocks({ ...request, fromBlock: 2, toBlock: 4 });
 * const early = simulateBlocks({ ...request, fromBlock: 0, toBlock: 2 });
 * JSON.stringify(returnOfBlocks(request, [late, early])) === JSON.stringify(simulateReturn(request)); // => true
 * ```
 */
export const simulateBlocks = (task: SimulationTask): SimulatedBlocks => blocksOf(check(SimulationTask, task));

/** As `mergeSimulatedBlocks`, of parts that were checked. */
export function mergedBlocks(parts: readonly SimulatedBlocks[]): SimulatedBlocks {
  const runId = parts[0]?.runId ?? "";
  parts.forEach((part, index) => { if (part.runId !== runId) throw faultAt(otherRun, ["parts", index, "runId"]); });
  const byReplicate = new Map<number, ReplicateTally[]>();
  for (const tally of parts.flatMap(({ replicates }) => replicates)) byReplicate.set(tally.replicate, [...(byReplicate.get(tally.replicate) ?? []), tally]);
  const merged = (tallies: readonly ReplicateTally[], outcome: "roiRatio" | "netBenefit" | "netPresentValue"): OutcomeTally => mergedTally(tallies.map((tally) => tally[outcome]));
  return {
    runId,
    replicates: [...byReplicate].sort(([left], [right]) => left - right).map(([replicate, tallies]) => ({ replicate, roiRatio: merged(tallies, "roiRatio"), netBenefit: merged(tallies, "netBenefit"), netPresentValue: merged(tallies, "netPresentValue") })),
  };
}

/**
 * One part of several of the same run, in any order: the same bits as if its blocks had been simulated in one piece.
 *
 * @throws CoachingError `simulated-blocks.other_run`, `simulated-blocks.miscounted`, `trial-tally.repeated_block` where a block was delivered twice, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount) => ({ id, money: eur(amount), driverIds: ["people"], fromMonth: 1, toMonth: 1 });
 * const scenario = { inputs: [{ inputId: "people", distribution: { family: "uniform", min: 10, max: 20 } }], drivers: [], benefits: [term("gain", "500")], costs: [term("seat", "400")], horizonMonths: 1, annualDiscountRatio: 0 };
 * const blocks = (fromBlock, toBlock) => simulateBlocks({ scenario, seed: 7, method: "random", replicateCount: 2, trialCount: 4096, confidenceLevel: 0.95, fromBlock, toBlock });
 * JSON.stringify(mergeSimulatedBlocks([blocks(3, 4), blocks(0, 3)])) === JSON.stringify(blocks(0, 4)); // => true
 * ```
 */
export const mergeSimulatedBlocks = (parts: readonly SimulatedBlocks[]): SimulatedBlocks => mergedBlocks(check(Parts, parts));
