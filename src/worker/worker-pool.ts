/// <reference lib="esnext.disposable" preserve="true" />
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { check, pattern } from "../error/index.js";
import { type SimulatedBlocks, SimulationTask, type StopSignal } from "../simulation/index.js";
import { partOf, type TaskAnswer } from "./task-answer.js";

/** What bounds a pool of worker threads. */
export const WORKER_LIMITS = {
  /** Threads of one pool. */
  workers: 256,
  /** How often one task is sent, when each time the thread that had it dies. */
  attemptsPerTask: 3,
} as const;

/** How many threads there are, and what they run; nothing here changes an answer. */
export interface WorkerSetup {
  /** How many threads compute at once, 1 to 256. Left out: as many as this process may use cores. */
  readonly workerCount?: number;
  /** The `file:` URL of the script that the threads run, which calls `answerTasks`. Left out: the one beside this package's files. Needed only where this package is bundled into another file. */
  readonly scriptUrl?: string;
}
/** Schema of the setup of a pool. */
export const WorkerSetup = z.strictObject({
  workerCount: z.exactOptional(z.int().min(1).max(WORKER_LIMITS.workers)),
  scriptUrl: z.exactOptional(pattern(/^file:\/\/./u, { maximumLength: 4096, error: "The script of the threads is no file: URL.\nWrite new URL(\"./thread.js\", import.meta.url).href." })),
}).readonly() satisfies z.ZodType<WorkerSetup>;

/** Worker threads that compute the tasks of simulations. Started when there are tasks for them; while they rest, they do not keep the process alive. */
export interface WorkerPool {
  /** How many threads compute at once. */
  readonly workerCount: number;
  /** What `runSimulation` takes: computes a task on a thread, and stops at once when its AbortSignal says so. */
  readonly executor: (task: SimulationTask, signal?: StopSignal) => Promise<SimulatedBlocks>;
  /** Ends the threads; tasks under way are rejected. Resolves when no thread is left. */
  readonly close: () => Promise<void>;
  /** As `close`, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A task on its way. */
interface Job {
  readonly task: SimulationTask;
  readonly resolve: (part: SimulatedBlocks) => void;
  readonly reject: (reason: unknown) => void;
  attempts: number;
}
/** A thread, the job that it has, and why it died. */
interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
  cause: unknown;
}

// without the flags of this process: --input-type, for one, is refused for a file
const threadOptions = { name: "coachkit", execArgv: [] };
// spelled out in one expression, as bundlers know it
const started = (scriptUrl: string | undefined): Worker => (scriptUrl === undefined ? new Worker(new URL("./task-thread.js", import.meta.url), threadOptions) : new Worker(new URL(scriptUrl), threadOptions));

function settle(job: Job, answer: TaskAnswer): void {
  try {
    job.resolve(partOf(answer));
  } catch (error) {
    job.reject(error);
  }
}
const lost = ({ task: { fromBlock, toBlock }, attempts }: Job, cause: unknown): Error =>
  new Error(`Blocks ${String(fromBlock)} to ${String(toBlock)} were sent ${String(attempts)} times, and each time the worker thread died. Its last error is the cause: a script that is not where it should be wants a scriptUrl, a lack of memory a smaller blocksPerTask.`, { cause });
const closed = (): Error => new Error("The worker pool was closed.");

/** A signal of which one can be told; a mere flag is read between tasks. */
const isHeard = (signal: StopSignal | undefined): signal is AbortSignal => signal !== undefined && "addEventListener" in signal;

/**
 * Worker threads of Node for `runSimulation`: the same bits as in this process, sooner where there are cores.
 * A thread that dies is replaced and its task sent again, three times at most; then the run rejects with a plain error whose cause is what the thread died of. What a task throws is thrown here, with its issues.
 * Needs no closing for the process to end: threads at rest do not hold it. `close` gives their memory back.
 * Not for browsers; the CJS and the ESM form start the same script.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const pool = workerPool({ workerCount: 4 });
 * const onFourCores = (request, signal) => runSimulation(request, { executor: pool.executor, tasksAtOnce: pool.workerCount, signal });
 * pool.workerCount; // => 4
 * ```
 */
export function workerPool(setup: WorkerSetup = {}): WorkerPool {
  const { workerCount = Math.min(availableParallelism(), WORKER_LIMITS.workers), scriptUrl } = check(WorkerSetup, setup);
  const waiting: Job[] = [];
  const threads = new Set<Thread>();
  const ending = new Set<Promise<unknown>>();
  let isClosed = false;

  const end = (thread: Thread): void => {
    threads.delete(thread);
    thread.job = undefined;
    const ended: Promise<unknown> = thread.worker.terminate().finally(() => ending.delete(ended));
    ending.add(ended);
  };
  const died = (thread: Thread, exitCode: number): void => {
    const { job, cause = new Error(`It ended with exit code ${String(exitCode)}.`) } = thread;
    threads.delete(thread);
    if (job === undefined) return;
    if (job.attempts < WORKER_LIMITS.attemptsPerTask) waiting.unshift(job);
    else job.reject(lost(job, cause));
    next();
  };
  const open = (): Thread => {
    const worker = started(scriptUrl);
    const thread: Thread = { worker, job: undefined, cause: undefined };
    threads.add(thread);
    worker.on("message", (answer: TaskAnswer) => {
      const { job } = thread;
      thread.job = undefined;
      worker.unref();
      if (job !== undefined) settle(job, answer);
      next();
    });
    worker.on("error", (cause) => { thread.cause = cause; });
    worker.on("exit", (exitCode) => { died(thread, exitCode); });
    return thread;
  };
  /** Gives the first task that waits to a thread at rest, or to a new one. */
  const send = (resting: Thread | undefined): void => {
    const job = waiting.shift();
    if (job === undefined) return;
    let thread = resting;
    try {
      thread ??= open();
      job.attempts += 1;
      thread.job = job;
      // the process stays while a task is under way, and only then
      thread.worker.ref();
      thread.worker.postMessage(job.task);
    } catch (error) {
      // the thread has no job after all, and is neither kept for one nor holds the process
      if (thread !== undefined) {
        thread.job = undefined;
        thread.worker.unref();
      }
      job.reject(error);
    }
  };
  const next = (): void => {
    while (waiting.length > 0) {
      const resting = [...threads].find(({ job }) => job === undefined);
      if (resting === undefined && threads.size >= workerCount) return;
      send(resting);
    }
  };
  const drop = (job: Job): void => {
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    // a computation under way ends only with its thread
    for (const thread of threads) if (thread.job === job) end(thread);
  };

  const executor = async (task: SimulationTask, signal?: StopSignal): Promise<SimulatedBlocks> => {
    const checked = check(SimulationTask, task);
    if (isClosed) throw closed();
    signal?.throwIfAborted();
    let stop = (): void => undefined;
    try {
      return await new Promise<SimulatedBlocks>((resolve, reject) => {
        const job: Job = { task: checked, resolve, reject, attempts: 0 };
        stop = () => {
          drop(job);
          job.reject((signal as AbortSignal).reason);
          // later, as the same signal may drop those that wait
          queueMicrotask(next);
        };
        if (isHeard(signal)) signal.addEventListener("abort", stop);
        waiting.push(job);
        next();
      });
    } finally {
      if (isHeard(signal)) signal.removeEventListener("abort", stop);
    }
  };
  const close = async (): Promise<void> => {
    isClosed = true;
    for (const job of [...waiting.splice(0), ...[...threads].flatMap((thread) => thread.job ?? [])]) job.reject(closed());
    for (const thread of [...threads]) end(thread);
    await Promise.all(ending);
  };
  return { workerCount, executor, close, [Symbol.asyncDispose]: close };
}
