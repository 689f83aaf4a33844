import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { BLOCK_TRIALS, ConfidenceLevel, Seed, TRIAL_LIMITS } from "../statistics/index.js";
import { Scenario } from "./scenario.js";

/** What bounds a simulation. */
export const SIMULATION_LIMITS = {
  /** Trials of one run, all its parts together. */
  trials: TRIAL_LIMITS.trials,
  /** Numbers drawn and factors multiplied by one call: trials times (inputs, terms and their factors). A million trials of ten inputs are some thirty million. */
  steps: 500_000_000,
  /** Parts that one call merges. */
  parts: 10_000,
} as const;

/** Which return to simulate, and how. */
export interface SimulationRequest {
  /** What would come in and go out. */
  readonly scenario: Scenario;
  /** The seed; a whole number. The same seed gives the same bits in every engine. */
  readonly seed: Seed;
  /** `sobol`: a scrambled Sobol sequence, whose averages come far closer at equal trials; at most 128 uncertain inputs. `random`: independent pseudo-random numbers. */
  readonly method: "sobol" | "random";
  /** How many independent randomizations, 2 to 64: how they differ tells the error of the simulation. 16 are plenty. */
  readonly replicateCount: number;
  /** How many trials: a multiple of 1,024 times `replicateCount`. Sobol's sequence is most even where each randomization has a power of two of them. */
  readonly trialCount: number;
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Some blocks of a simulation, of 1,024 trials each: what a worker is sent. */
export interface SimulationTask extends SimulationRequest {
  /** The first block, counted from 0. */
  readonly fromBlock: number;
  /** One past the last block. */
  readonly toBlock: number;
}

const unevenTrials: Fault = { code: "simulation-request.uneven_trials", message: "{count} trials are not a multiple of {step}: 1,024 for each randomization.", hint: "Take {step}, or a multiple of it." };
const tooManyDimensions: Fault = { code: "simulation-request.too_many_dimensions", message: "{count} uncertain inputs are more than the {limit} dimensions of a Sobol sequence.", hint: "Draw by `random`, or fix the inputs that matter least." };
const tooManySteps: Fault = { code: "simulation-request.too_many_steps", message: "{count} numbers and factors are more than the {limit} of one call.", hint: "Run it in parts, by runSimulation or simulateBlocks: merged, they are the same bits." };
const noBlocks: Fault = { code: "simulation-request.no_blocks", message: "There is no block from {from} up to {to} in a run of {count}.", hint: "Count blocks from 0, and give one past the last." };

/** How many blocks a run has. */
export const blockCountOf = ({ trialCount }: Pick<SimulationRequest, "trialCount">): number => trialCount / BLOCK_TRIALS;

/** What the terms of one trial cost. */
export const stepsOfTrial = ({ benefits, costs }: Scenario): number => [...benefits, ...costs].reduce((sum, { driverIds }) => sum + 1 + driverIds.length, 0);
/** What one block costs. */
export const stepsOfBlock = (scenario: Scenario): number => BLOCK_TRIALS * (scenario.inputs.length + stepsOfTrial(scenario));
/** Reports trials that do not share out evenly. */
export function reportUneven({ replicateCount, trialCount }: Pick<SimulationRequest, "replicateCount" | "trialCount">, report: Report): void {
  const step = BLOCK_TRIALS * replicateCount;
  if (trialCount % step !== 0) report(unevenTrials, ["trialCount"], { count: trialCount, step });
}
function reportRun(request: SimulationRequest, report: Report): void {
  reportUneven(request, report);
  const { method, scenario: { inputs: { length: count } } } = request;
  if (method === "sobol" && count > TRIAL_LIMITS.sobolDimensions) report(tooManyDimensions, ["scenario", "inputs"], { count, limit: TRIAL_LIMITS.sobolDimensions });
}
function reportSteps(scenario: Scenario, blocks: number, report: (fault: Fault, params: { readonly count: number; readonly limit: number }) => void): void {
  const count = blocks * stepsOfBlock(scenario);
  if (count > SIMULATION_LIMITS.steps) report(tooManySteps, { count, limit: SIMULATION_LIMITS.steps });
}

const run = {
  scenario: Scenario, seed: Seed, method: z.enum(["sobol", "random"]), replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates),
  trialCount: z.int().min(1).max(SIMULATION_LIMITS.trials), confidenceLevel: ConfidenceLevel,
};
/** Schema of a simulation, whatever its size. */
export const SimulationRequest = z.strictObject(run).check(rule(reportRun)).readonly() satisfies z.ZodType<SimulationRequest>;
/** Schema of a simulation that one call may run. */
export const WholeSimulation = z.strictObject(run).check(rule(reportRun), rule((request: SimulationRequest, report) => {
  reportSteps(request.scenario, blockCountOf(request), (fault, params) => { report(fault, ["trialCount"], params); });
})).readonly() satisfies z.ZodType<SimulationRequest>;
/** Schema of some blocks of a simulation. */
export const SimulationTask = z.strictObject({ ...run, fromBlock: z.int().min(0), toBlock: z.int().min(0) }).check(rule(reportRun), rule(({ fromBlock: from, toBlock: to, ...request }: SimulationTask, report) => {
  const count = blockCountOf(request);
  if (from >= to || to > count) report(noBlocks, ["toBlock"], { from, to, count });
  reportSteps(request.scenario, to - from, (fault, params) => { report(fault, ["toBlock"], params); });
})).readonly() satisfies z.ZodType<SimulationTask>;
