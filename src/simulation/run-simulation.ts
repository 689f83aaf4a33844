import * as z from "zod";
import { check } from "../error/index.js";
import { blockCountOf, SIMULATION_LIMITS, SimulationRequest, type SimulationTask, stepsOfBlock } from "./simulation-request.js";
import { mergedBlocks, runIdOf, simulateBlocks, SimulatedBlocks } from "./simulated-blocks.js";
import { checkBlocks, returnOf, type SimulatedReturn } from "./simulate-return.js";

/** What tells a run to stop; every AbortSignal is one. */
export interface StopSignal {
  /** Whether the run shall stop. */
  readonly aborted: boolean;
  /** Throws the reason where the run shall stop. */
  readonly throwIfAborted: () => void;
}
/**
 * Computes the blocks of a task and answers what `simulateBlocks` answers: in this process, on a worker thread, by a queue of jobs.
 * The task is plain JSON, and so is the answer. A task that is lost may be sent again: the same task has the same answer. What it rejects with ends the run.
 */
export type SimulationExecutor = (task: SimulationTask, signal?: StopSignal) => SimulatedBlocks | Promise<SimulatedBlocks>;
/** How far a run is. */
export interface SimulationProgress {
  /** Blocks whose trials are in. */
  readonly doneBlockCount: number;
  /** Blocks of the whole run. */
  readonly blockCount: number;
}
/** Where and how a simulation runs; nothing here changes its answer. */
export interface SimulationRun {
  /** Computes the tasks. Left out: in this process, by `simulateBlocks`. */
  readonly executor?: SimulationExecutor;
  /** How many blocks of 1,024 trials a task has. Left out: as many as give each of the tasks under way at once a second one, but 64 to 512, and no more than one call may compute. */
  readonly blocksPerTask?: number;
  /** How many tasks are under way at once, 1 to 1,000; no more than the executor has hands. Left out: 1. */
  readonly tasksAtOnce?: number;
  /** Is called after each task. The run waits for a promise that it answers, so that a host can give way to its other work in between. */
  readonly onProgress?: (progress: SimulationProgress) => unknown;
  /** Stops the run before its next task; the run then rejects with the signal's reason. */
  readonly signal?: StopSignal;
}

/** How many blocks a part holds. */
const sizeOf = (part: SimulatedBlocks | undefined): number => (part?.replicates ?? []).reduce((sum, { roiRatio }) => sum + roiRatio.blocks.length, 0);

/** A part has hardly more bytes for 512 blocks than for 256, and to read it takes longer than to compute 64: large tasks, as long as all hands have some. */
function usualTask({ scenario, trialCount }: SimulationRequest, tasksAtOnce: number): number {
  const shared = Math.ceil(blockCountOf({ trialCount }) / (2 * tasksAtOnce));
  const most = Math.floor(SIMULATION_LIMITS.steps / stepsOfBlock(scenario));
  return Math.max(1, Math.min(Math.max(64, shared), 512, most));
}

const RunSize = z.strictObject({ blocksPerTask: z.int().min(1).max(1_000_000), tasksAtOnce: z.int().min(1).max(1000) });

/**
 * Simulates a return in tasks that an executor computes: in this process, on worker threads, by a queue of jobs. The same bits as `simulateReturn`, whatever the tasks and whoever computes them, in bounded memory.
 * What an executor answers is checked as any input, task by task: a part of another run, a block that comes twice or is missing is refused.
 * A task that is never answered is waited for: an executor that may lose one watches the signal and its own clock.
 *
 * @returns a promise of the return; it rejects with the signal's reason when stopped, and with the executor's error when a task fails
 * @throws CoachingError `simulate-return.missing_block`, `simulate-return.foreign_parts`, `simulated-blocks.miscounted`, `trial-tally.repeated_block`, `simulation-request.*`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount) => ({ id, money: eur(amount), driverIds: ["people"], fromMonth: 1, toMonth: 1 });
 * const scenario = { inputs: [{ inputId: "people", distribution: { family: "uniform", min: 10, max: 20 } }], drivers: [], benefits: [term("gain", "500")], costs: [term("seat", "400")], horizonMonths: 1, annualDiscountRatio: 0 };
 * const request = { scenario, seed: 7, method: "sobol", replicateCount: 4, trialCount: 65536, confidenceLevel: 0.95 };
 * const stop = new AbortController();
 * const executor = async (task) => simulateBlocks(task); // or: send the task to a worker
 * const run = runSimulation(request, { executor, blocksPerTask: 16, tasksAtOnce: 2, onProgress: ({ doneBlockCount, blockCount }) => doneBlockCount / blockCount, signal: stop.signal });
 * run instanceof Promise; // => true
 * ```
 */
export async function runSimulation(request: SimulationRequest, { executor, blocksPerTask: wantedBlocks, tasksAtOnce = 1, onProgress, signal }: SimulationRun = {}): Promise<SimulatedReturn> {
  const checked = check(SimulationRequest, request);
  check(RunSize, { blocksPerTask: wantedBlocks ?? 1, tasksAtOnce });
  const blocksPerTask = wantedBlocks ?? usualTask(checked, tasksAtOnce);
  const [blockCount, runId] = [blockCountOf(checked), runIdOf(checked)];
  let [next, doneBlockCount, hasFailed] = [0, 0, false];
  const parts: SimulatedBlocks[] = [];
  const work = async (): Promise<void> => {
    while (next < blockCount && !hasFailed) {
      signal?.throwIfAborted();
      const task = { ...checked, fromBlock: next, toBlock: Math.min(blockCount, next + blocksPerTask) };
      next = task.toBlock;
      // what was computed here by this package need not be looked through
      const part = executor === undefined ? simulateBlocks(task) : check(SimulatedBlocks, await executor(task, signal));
      // a worker of another run is found at its first task, not at the end of the run
      checkBlocks(part, { ...task, runId });
      parts.push(part);
      // equals are merged with equals, so that neither memory nor effort grows with the square of the tasks
      while (parts.length > 1 && sizeOf(parts.at(-1)) >= sizeOf(parts.at(-2))) parts.push(mergedBlocks(parts.splice(-2)));
      doneBlockCount += task.toBlock - task.fromBlock;
      await onProgress?.({ doneBlockCount, blockCount });
    }
  };
  // one failure stops the others before their next task
  const stopOthers = (error: unknown): never => {
    hasFailed = true;
    throw error;
  };
  await Promise.all(Array.from({ length: Math.min(tasksAtOnce, blockCount) }, () => work().catch(stopOthers)));
  signal?.throwIfAborted();
  return returnOf(checked, mergedBlocks(parts));
}
