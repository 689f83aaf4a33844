import * as z from "zod";
import { check } from "../../error/index.js";
import { Fraction, type Seconds } from "../../unit/index.js";
import { erlangC } from "./erlang-c.js";
import { Queue } from "./queue.js";

/** Which share of contacts the answer is about. */
export interface WaitQuantileQuestion {
  /** The queue; its callers wait as long as it takes. */
  readonly queue: Queue;
  /** The share of contacts that wait no longer, at most 0.999999. */
  readonly fraction: Fraction;
}
/** Schema of which share of contacts the answer is about. */
export const WaitQuantileQuestion = z.strictObject({ queue: Queue, fraction: Fraction.refine((share) => share <= 0.999999, { error: "No wait is longer than that of all.\nGive a share such as 0.9." }) }).readonly() satisfies z.ZodType<WaitQuantileQuestion>;

/** How long contacts wait at most, but for a share of them. */
export interface WaitQuantile {
  /** The model: nobody hangs up. */
  readonly model: "erlang-c";
  /** The shortest wait that is not exceeded by more than the rest; null where the queue grows without end. */
  readonly waitSeconds: Seconds | null;
}

/**
 * The wait that a share of contacts does not exceed (Erlang C): the least t with C · e^(−(N − A) t / AHT) ≤ 1 − share; 0 where so many do not wait at all.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const queue = { offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 };
 * waitQuantile({ queue, fraction: 0.9 }).waitSeconds?.toFixed(1); // => "25.0"
 * ```
 */
export function waitQuantile(question: WaitQuantileQuestion): WaitQuantile {
  const { queue, fraction } = check(WaitQuantileQuestion, question);
  const { waitFraction, meanWaitOfDelayedSeconds, isStable } = erlangC(queue);
  if (!isStable) return { model: "erlang-c", waitSeconds: null };
  // 1 − 0.9 is less than 0.1 by binary dust
  return { model: "erlang-c", waitSeconds: waitFraction + fraction <= 1 + 1e-12 ? 0 : Math.log(waitFraction / (1 - fraction)) * (meanWaitOfDelayedSeconds ?? 0) };
}
