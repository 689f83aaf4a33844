import { check } from "../../error/index.js";
import type { Fraction, Seconds } from "../../unit/index.js";
import { inverseBlocking } from "./inverse-blocking.js";
import { Queue } from "./queue.js";

/** How a queue serves whose callers wait as long as it takes. */
export interface PatientQueueFigures {
  /** The model: nobody hangs up. */
  readonly model: "erlang-c";
  /** What the service level is a share of. */
  readonly serviceLevelDefinition: "answered-in-time-of-offered";
  /** Whether the agents are more than the load. Where they are not the queue grows without end: nothing is answered in time, and there is no mean wait. */
  readonly isStable: boolean;
  /** The share of contacts that have to wait. */
  readonly waitFraction: Fraction;
  /** The share that is answered within the threshold. 1 where nothing is offered. */
  readonly serviceLevelFraction: Fraction;
  /** The average speed of answer, over all contacts, those who did not wait included; null where the queue grows without end. */
  readonly meanWaitSeconds: Seconds | null;
  /** The mean wait of those who have to wait; null where the queue grows without end. */
  readonly meanWaitOfDelayedSeconds: Seconds | null;
  /** How many wait, on average over time; null where the queue grows without end. */
  readonly meanQueueLength: number | null;
  /** Load ÷ agents: the share of logged-in time in which they handle contacts; 1 where the queue grows without end. */
  readonly occupancyFraction: Fraction;
}

/** The share that has to wait, for N > A: N / (I · (N − A) + A) with I = 1 / B(N, A), which is N·B / (N − A(1 − B)) without its cancellation. */
export const waitShare = (erlangs: number, agents: number, inverse: number): number => agents / (inverse * (agents - erlangs) + erlangs);

/** The share that is not answered within the threshold, unchecked, for a load above zero. */
export function patientLateFraction({ offeredErlangs, agentFte, handleTimeSeconds, answerWithinSeconds }: Queue): number {
  if (agentFte <= offeredErlangs) return 1;
  return waitShare(offeredErlangs, agentFte, inverseBlocking(offeredErlangs, agentFte)) * Math.exp((-(agentFte - offeredErlangs) * answerWithinSeconds) / handleTimeSeconds);
}

/** Erlang C, unchecked, for a load and agents above zero with N > A: the shares that wait and that are answered in time. */
function patientShares({ offeredErlangs, agentFte, handleTimeSeconds, answerWithinSeconds }: Queue): { readonly waitFraction: number; readonly serviceLevelFraction: number } {
  const waitFraction = waitShare(offeredErlangs, agentFte, inverseBlocking(offeredErlangs, agentFte));
  return { waitFraction, serviceLevelFraction: 1 - waitFraction * Math.exp((-(agentFte - offeredErlangs) * answerWithinSeconds) / handleTimeSeconds) };
}

/** `erlangC`, unchecked; the handle time may be anything where nothing is offered. */
export function patientFigures(queue: Queue): PatientQueueFigures {
  const { offeredErlangs, agentFte, handleTimeSeconds } = queue;
  const names = { model: "erlang-c", serviceLevelDefinition: "answered-in-time-of-offered" } as const;
  if (offeredErlangs === 0) return { ...names, isStable: true, waitFraction: 0, serviceLevelFraction: 1, meanWaitSeconds: 0, meanWaitOfDelayedSeconds: agentFte === 0 ? null : handleTimeSeconds / agentFte, meanQueueLength: 0, occupancyFraction: 0 };
  const spare = agentFte - offeredErlangs;
  if (spare <= 0) return { ...names, isStable: false, waitFraction: 1, serviceLevelFraction: 0, meanWaitSeconds: null, meanWaitOfDelayedSeconds: null, meanQueueLength: null, occupancyFraction: 1 };
  const { waitFraction, serviceLevelFraction } = patientShares(queue);
  return {
    ...names, isStable: true, waitFraction, serviceLevelFraction, meanWaitSeconds: (waitFraction * handleTimeSeconds) / spare,
    meanWaitOfDelayedSeconds: handleTimeSeconds / spare, meanQueueLength: (waitFraction * offeredErlangs) / spare, occupancyFraction: offeredErlangs / agentFte,
  };
}

/**
 * How a queue serves whose callers all wait (Erlang C): P(wait > t) = C · e^(−(N − A) t / AHT). Agents may be fractional, by the continuous extension of Erlang B.
 * It overstates the staff that is needed where some hang up; `erlangA` counts those.
 * Source: A. Erlang (1917); the formulas as in N. Gans, G. Koole, A. Mandelbaum, "Telephone call centers: tutorial, review, and research prospects" (2003).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { serviceLevelFraction, meanWaitSeconds } = erlangC({ offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 });
 * serviceLevelFraction.toFixed(4); // => "0.8884"
 * meanWaitSeconds?.toFixed(2); // => "7.84"
 * ```
 */
export const erlangC = (queue: Queue): PatientQueueFigures => patientFigures(check(Queue, queue));
