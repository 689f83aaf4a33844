import * as z from "zod";
import { Seconds } from "../../unit/index.js";

/** What bounds a queue. */
export const QUEUE_LIMITS = {
  /** Erlangs of offered load. */
  erlangs: 100_000,
  /** Agents or servers. */
  agents: 1_000_000,
} as const;

const LEAST = 1e-9;
/** The load or the agents, where less is dust of a sum and none: a billionth of an erlang brings nobody, a billionth of an agent serves nobody. */
export const withoutDust = (value: number): number => (value < LEAST ? 0 : value);

/** Work that is offered: contacts in an interval × mean handle time ÷ length of the interval, in erlangs; 0 to 100,000. Less than 10⁻⁹ is taken for 0. */
export const Erlangs = z.number().min(0).max(QUEUE_LIMITS.erlangs).overwrite(withoutDust);
/** Work that is offered, in erlangs. */
export type Erlangs = z.infer<typeof Erlangs>;

/** Agents who take contacts, in full-time equivalents: 7.5 is allowed, by the continuous extension of Erlang's formula; 0 to 1,000,000. Less than 10⁻⁹ is taken for 0. */
export const AgentFte = z.number().min(0).max(QUEUE_LIMITS.agents).overwrite(withoutDust);
/** Agents who take contacts, in full-time equivalents. */
export type AgentFte = z.infer<typeof AgentFte>;

/** A mean length of time above zero, in seconds. */
export const MeanSeconds = Seconds.refine((seconds) => seconds >= 0.001, { error: "A mean time in seconds is at least a millisecond.\nGive the mean of what was measured." });

/** A queue in a staffing interval, in which nothing changes: contacts arrive by chance, all agents are alike, and who came first is served first. */
export interface Queue {
  /** The offered load. */
  readonly offeredErlangs: Erlangs;
  /** Agents on the queue. */
  readonly agentFte: AgentFte;
  /** The mean handle time: talk, hold and wrap-up. */
  readonly handleTimeSeconds: Seconds;
  /** The threshold of the service level: answered within so many seconds. */
  readonly answerWithinSeconds: Seconds;
}
/** A queue whose callers hang up when they have waited too long. */
export interface ImpatientQueue extends Queue {
  /** How long callers would wait on average before they hang up, exponentially distributed. It is longer than the mean wait of those who hung up. */
  readonly patienceSeconds: Seconds;
}

const keys = { offeredErlangs: Erlangs, agentFte: AgentFte, handleTimeSeconds: MeanSeconds, answerWithinSeconds: Seconds };
/** Schema of a queue. */
export const Queue = z.strictObject(keys).readonly() satisfies z.ZodType<Queue>;
/** Schema of a queue whose callers hang up. */
export const ImpatientQueue = z.strictObject({ ...keys, patienceSeconds: MeanSeconds }).readonly() satisfies z.ZodType<ImpatientQueue>;
