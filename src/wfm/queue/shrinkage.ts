import * as z from "zod";
import { check } from "../../error/index.js";
import { Fraction } from "../../unit/index.js";
import { AgentFte } from "./queue.js";

/** Agents who are paid, and the share of paid time in which they are not on the queue. */
export interface RosteredAgents {
  /** Agents who are paid for the time, in full-time equivalents. */
  readonly rosteredFte: AgentFte;
  /** Paid time not on the queue ÷ paid time: holidays, illness, breaks, meetings, training. Coaching that is scheduled as sessions is taken out of it, or it counts twice. */
  readonly shrinkageFraction: Fraction;
}
/** Agents who are needed on the queue, and the share of paid time in which they are not. */
export interface NeededAgents {
  /** Agents on the queue, in full-time equivalents. */
  readonly agentFte: AgentFte;
  /** Paid time not on the queue ÷ paid time, at most 0.95. */
  readonly shrinkageFraction: Fraction;
}

/** Schema of agents who are paid. */
export const RosteredAgents = z.strictObject({ rosteredFte: AgentFte, shrinkageFraction: Fraction }).readonly() satisfies z.ZodType<RosteredAgents>;
/** Schema of agents who are needed on the queue. */
export const NeededAgents = z.strictObject({ agentFte: AgentFte, shrinkageFraction: Fraction.refine((share) => share <= 0.95, { error: "With a shrinkage above 95 % hardly anybody is on the queue.\nGive the share of paid time that is lost, such as 0.3." }) }).readonly() satisfies z.ZodType<NeededAgents>;

/**
 * How many agents to roster so that enough are on the queue: needed ÷ (1 − shrinkage), never × (1 + shrinkage), which is too few.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * rosteredFte({ agentFte: 14, shrinkageFraction: 0.3 }); // => 20
 * ```
 */
export function rosteredFte(needed: NeededAgents): number {
  const { agentFte, shrinkageFraction } = check(NeededAgents, needed);
  return tidied(agentFte / (1 - shrinkageFraction));
}

/**
 * How many of the rostered agents are on the queue: rostered × (1 − shrinkage).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * onQueueFte({ rosteredFte: 20, shrinkageFraction: 0.3 }); // => 14
 * ```
 */
export function onQueueFte(rostered: RosteredAgents): number {
  const { rosteredFte: fte, shrinkageFraction } = check(RosteredAgents, rostered);
  return tidied(fte * (1 - shrinkageFraction));
}

/** Without binary dust: 14 ÷ (1 − 0.3) is 20, not 20.000000000000004, which somebody would round up to 21. */
export const tidied = (fte: number): number => Math.round(fte * 1e9) / 1e9;
