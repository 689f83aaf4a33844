import * as z from "zod";
import { check, type Fault, faultAt } from "../../error/index.js";
import { isTypedArray } from "../../error/internal.js";
import type { Seconds } from "../../unit/index.js";
import { BEYOND_LIMIT, wholeAgentsFor } from "./agents-table.js";
import { beyondLimit, ServiceTarget } from "./least-agents.js";
import { MeanSeconds, QUEUE_LIMITS } from "./queue.js";

/** Many loads of one handle time and target. */
export interface LeastAgentsColumns {
  /** The offered loads in erlangs, in any order. */
  readonly offeredErlangs: Float64Array;
  /** The mean handle time. */
  readonly handleTimeSeconds: Seconds;
  /** What has to be achieved. */
  readonly target: ServiceTarget;
}
/** The whole agents that each load needs. */
export interface LeastAgentCounts {
  /** The model that they are counted by. */
  readonly model: ServiceTarget["model"];
  /** What the service level is a share of. */
  readonly serviceLevelDefinition: "answered-in-time-of-offered";
  /** Agents on the queue, one number for each load: a typed array, not JSON. */
  readonly agentCounts: Uint32Array;
}

const notColumn: Fault = { code: "least-agents-columns.not_a_column", message: "The loads are not a Float64Array.", hint: "Put them into a Float64Array." };
const outOfRange: Fault = { code: "least-agents-columns.out_of_range", message: "{load} is no load: it lies outside 0 to {limit} erlangs.", hint: "Give contacts × handle time ÷ length of the staffing interval." };

const Question = z.strictObject({ handleTimeSeconds: MeanSeconds, target: ServiceTarget });

/**
 * The whole agents of `leastAgents` for many loads, such as a year of half-hours, which differ in nothing else. Tables of the greatest load that each number of agents carries are kept for the next call.
 *
 * @throws CoachingError `least-agents-columns.not_a_column`, `least-agents-columns.out_of_range`, `least-agents.beyond_limit`, `least-agents.patience_missing`, `least-agents.patience_unused`, `input.*`
 * @example
 * ```ts
 * const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
 * leastAgentsColumns({ offeredErlangs: Float64Array.of(0, 0.5, 10, 100), handleTimeSeconds: 180, target }).agentCounts; // => new Uint32Array([0, 2, 14, 107])
 * ```
 */
export function leastAgentsColumns(columns: LeastAgentsColumns): LeastAgentCounts {
  const { offeredErlangs, ...rest } = Object(columns) as LeastAgentsColumns;
  const { handleTimeSeconds, target } = check(Question, rest);
  if (!isTypedArray(offeredErlangs, "Float64Array")) throw faultAt(notColumn, ["offeredErlangs"]);
  const agentsOf = wholeAgentsFor(target, handleTimeSeconds, offeredErlangs.length);
  const agentCounts = new Uint32Array(offeredErlangs.length);
  for (let index = 0; index < agentCounts.length; index += 1) {
    const load = offeredErlangs[index] ?? 0;
    if (!(load >= 0 && load <= QUEUE_LIMITS.erlangs)) throw faultAt(outOfRange, ["offeredErlangs", index], { load: String(load), limit: QUEUE_LIMITS.erlangs });
    const agents = agentsOf(load);
    if (agents === BEYOND_LIMIT) throw faultAt(beyondLimit, ["offeredErlangs", index], { limit: QUEUE_LIMITS.agents });
    agentCounts[index] = agents;
  }
  return { model: target.model, serviceLevelDefinition: "answered-in-time-of-offered", agentCounts };
}
