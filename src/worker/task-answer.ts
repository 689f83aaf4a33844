import { parentPort } from "node:worker_threads";
import { CoachingError, isCoachingError, type Issue } from "../error/index.js";
import { type SimulatedBlocks, simulateBlocks, type SimulationTask } from "../simulation/index.js";

/** What a thread answers: a part, the faults of a task, or an error of ours. Between threads an error keeps its text, but neither its class nor its issues. */
export type TaskAnswer = { readonly part: SimulatedBlocks } | { readonly issues: readonly Issue[] } | { readonly error: unknown };

function answerOf(task: SimulationTask): TaskAnswer {
  try {
    return { part: simulateBlocks(task) };
  } catch (error) {
    return isCoachingError(error) ? { issues: error.issues } : { error };
  }
}

/** The part that was answered; throws what the task threw. */
export function partOf(answer: TaskAnswer): SimulatedBlocks {
  if ("part" in answer) return answer.part;
  throw "issues" in answer ? new CoachingError(answer.issues) : answer.error;
}

/**
 * The whole script of a worker thread: computes the tasks that `workerPool` sends it. Needed only where this package is bundled: build a file that calls it, and give its place as `scriptUrl`.
 * Throws a plain error outside of a worker thread.
 *
 * @example
 * ```ts
 * // simulation-thread.js: import { answerTasks } from "coachkit/worker"; answerTasks();
 * // main.js: workerPool({ scriptUrl: new URL("./simulation-thread.js", import.meta.url).href })
 * const pool = workerPool({ workerCount: 2, scriptUrl: "file:///srv/app/simulation-thread.js" });
 * pool.workerCount; // => 2
 * ```
 */
export function answerTasks(): void {
  const port = parentPort;
  if (port === null) throw new Error("answerTasks is the script of a worker thread: start it by workerPool({ scriptUrl }).");
  port.on("message", (task: SimulationTask) => { port.postMessage(answerOf(task)); });
}
