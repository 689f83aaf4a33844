/**
 * Worker threads of Node for simulations. The one room that is not pure: no other room imports it, and the root does not show it.
 *
 * @packageDocumentation
 */
export { answerTasks } from "./task-answer.js";
export { WORKER_LIMITS, workerPool, WorkerSetup } from "./worker-pool.js";
export type { WorkerPool } from "./worker-pool.js";
