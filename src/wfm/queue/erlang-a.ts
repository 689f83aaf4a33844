import { check } from "../../error/index.js";
import type { Fraction, Seconds } from "../../unit/index.js";
import { inverseBlocking, inverseBlockingColumn } from "./inverse-blocking.js";
import { lossIntegralColumns, offeredWaitIntegrals } from "./offered-wait.js";
import { ImpatientQueue, withoutDust } from "./queue.js";

/** How a queue serves whose callers hang up when their patience ends. */
export interface ImpatientQueueFigures {
  /** The model: patience is exponentially distributed. */
  readonly model: "erlang-a";
  /** What `serviceLevelFraction` is a share of. */
  readonly serviceLevelDefinition: "answered-in-time-of-offered";
  /** The share of contacts that find all agents busy. */
  readonly waitFraction: Fraction;
  /** Answered within the threshold ÷ offered. 1 where nothing is offered. */
  readonly serviceLevelFraction: Fraction;
  /** Answered within the threshold ÷ answered; null where nobody is answered. */
  readonly serviceLevelOfAnsweredFraction: Fraction | null;
  /** Answered within the threshold ÷ (offered less those who hang up within it). */
  readonly serviceLevelWithoutShortAbandonsFraction: Fraction;
  /** Hung up ÷ offered. */
  readonly abandonedFraction: Fraction;
  /** Hung up within the threshold ÷ offered. */
  readonly abandonedInTimeFraction: Fraction;
  /** The share that still waits when the threshold has passed. */
  readonly stillWaitingFraction: Fraction;
  /** The share for whom an agent is free within the threshold, whether they waited for it or not. */
  readonly offeredInTimeFraction: Fraction;
  /** The mean time in the queue, over all contacts: those who did not wait and those who hung up included. */
  readonly meanWaitSeconds: Seconds;
  /** The average speed of answer: the mean wait of those who are answered; null where nobody is. */
  readonly meanWaitOfAnsweredSeconds: Seconds | null;
  /** How many wait, on average over time. */
  readonly meanQueueLength: number;
  /** Handled load ÷ agents; 1 without agents. */
  readonly occupancyFraction: Fraction;
}

/** What every contact finds: nobody waits, or nobody answers. */
function extremeFigures({ patienceSeconds, answerWithinSeconds, offeredErlangs, handleTimeSeconds }: ImpatientQueue): ImpatientQueueFigures {
  const isIdle = offeredErlangs === 0;
  const stays = isIdle ? 0 : Math.exp(-answerWithinSeconds / patienceSeconds);
  return {
    model: "erlang-a", serviceLevelDefinition: "answered-in-time-of-offered", waitFraction: isIdle ? 0 : 1, serviceLevelFraction: isIdle ? 1 : 0,
    serviceLevelOfAnsweredFraction: isIdle ? 1 : null, serviceLevelWithoutShortAbandonsFraction: isIdle ? 1 : 0, abandonedFraction: isIdle ? 0 : 1,
    abandonedInTimeFraction: isIdle ? 0 : 1 - stays, stillWaitingFraction: stays, offeredInTimeFraction: isIdle ? 1 : 0,
    meanWaitSeconds: isIdle ? 0 : patienceSeconds, meanWaitOfAnsweredSeconds: isIdle ? 0 : null,
    meanQueueLength: isIdle ? 0 : (offeredErlangs * patienceSeconds) / handleTimeSeconds, occupancyFraction: isIdle ? 0 : 1,
  };
}

/** Load and agents in units of what a caller's patience takes, and the threshold in units of patience. */
const inPatience = ({ offeredErlangs, agentFte, handleTimeSeconds, patienceSeconds, answerWithinSeconds }: ImpatientQueue) => ({ x: (offeredErlangs * patienceSeconds) / handleTimeSeconds, c: (agentFte * patienceSeconds) / handleTimeSeconds, cut: answerWithinSeconds / patienceSeconds });

/** 1 / B(n − 1), from B(n) where n − 1 is below zero. */
const fewerBlocking = (erlangs: number, agentFte: number): number => (agentFte >= 1 ? inverseBlocking(erlangs, agentFte - 1) : ((inverseBlocking(erlangs, agentFte) - 1) * erlangs) / agentFte);

/** How much likelier a contact finds an agent free than all busy, by `fewerBlocking` and the integral over the offered wait. */
const freeToBusy = (fewer: number, x: number, { peak, all }: { readonly peak: number; readonly all: number }): number => (fewer * Math.exp(-peak)) / (x * all);

/** The shares of contacts that find all agents busy and one free, each with all its digits, and the integrals over the wait that the former are offered. */
function busyWait(queue: ImpatientQueue) {
  const places = inPatience(queue);
  const wait = offeredWaitIntegrals(places);
  const ratio = freeToBusy(fewerBlocking(queue.offeredErlangs, queue.agentFte), places.x, wait);
  return { wait, waitFraction: 1 / (1 + ratio), freeFraction: 1 / (1 + 1 / ratio) };
}

/** What a queue loses, unchecked: the shares of contacts that are not answered in time, those who hung up included, and that hang up; each with all its digits. */
export function impatientLosses(queue: ImpatientQueue): { readonly lateFraction: number; readonly abandonedFraction: number } {
  if (queue.offeredErlangs === 0) return { lateFraction: 0, abandonedFraction: 0 };
  if (queue.agentFte === 0) return { lateFraction: 1, abandonedFraction: 1 };
  const { wait, waitFraction } = busyWait(queue);
  return { lateFraction: Math.min(1, (waitFraction * (wait.late + wait.abandonedInTime)) / wait.all), abandonedFraction: Math.min(1, (waitFraction * wait.abandoned) / wait.all) };
}

/** `impatientLosses` for `count` numbers of agents, each by `quantumFte` below the one before, in one pass; none is below zero by more than dust. */
export function impatientLossColumns(queue: ImpatientQueue, quantumFte: number, count: number): { readonly lateFractions: Float64Array; readonly abandonedFractions: Float64Array } {
  const [lateFractions, abandonedFractions] = [new Float64Array(count), new Float64Array(count)];
  const { offeredErlangs, handleTimeSeconds, patienceSeconds } = queue;
  if (offeredErlangs === 0) return { lateFractions, abandonedFractions };
  const agentsAt = (place: number): number => withoutDust(queue.agentFte - place * quantumFte);
  const staffed = agentsAt(count - 1) > 0 ? count : count - 1;
  const { x, c, cut } = inPatience(queue);
  const { peak, all, notInTime, abandoned } = lossIntegralColumns({ c, step: (quantumFte * patienceSeconds) / handleTimeSeconds, count: staffed, x, cut });
  const manned = Math.max(0, Math.min(staffed, Math.floor((queue.agentFte - 1) / quantumFte) + 1));
  const fewer = inverseBlockingColumn({ erlangs: offeredErlangs, servers: queue.agentFte - 1, step: quantumFte, count: manned });
  for (let place = 0; place < count; place += 1) {
    const whole = all[place] ?? 1;
    const waitFraction = place < staffed ? 1 / (1 + freeToBusy(fewer[place] ?? fewerBlocking(offeredErlangs, agentsAt(place)), x, { peak: peak[place] ?? 0, all: whole })) : 1;
    lateFractions[place] = Math.min(1, (waitFraction * (notInTime[place] ?? 1)) / whole);
    abandonedFractions[place] = Math.min(1, (waitFraction * (abandoned[place] ?? 1)) / whole);
  }
  return { lateFractions, abandonedFractions };
}

/** `erlangA`, unchecked; the handle time may be anything where nothing is offered. */
export function impatientFigures(queue: ImpatientQueue): ImpatientQueueFigures {
  const { offeredErlangs, agentFte, handleTimeSeconds, patienceSeconds, answerWithinSeconds } = queue;
  if (offeredErlangs === 0 || agentFte === 0) return extremeFigures(queue);
  const { wait, waitFraction, freeFraction } = busyWait(queue);
  const ofWaiting = (integral: number): number => Math.min(1, waitFraction * (integral / wait.all));
  const abandonedFraction = ofWaiting(wait.abandoned);
  const late = ofWaiting(wait.late);
  const serviceLevelFraction = Math.min(1, freeFraction + ofWaiting(wait.servedInTime));
  const stillWaitingFraction = Math.exp(-answerWithinSeconds / patienceSeconds) * late;
  const abandonedInTimeFraction = Math.max(0, 1 - serviceLevelFraction - stillWaitingFraction);
  // not 1 − abandoned, of which nothing is left where almost all hang up
  const answeredFraction = Math.min(1, freeFraction + ofWaiting(wait.served));
  return {
    model: "erlang-a", serviceLevelDefinition: "answered-in-time-of-offered", waitFraction, serviceLevelFraction,
    serviceLevelOfAnsweredFraction: Math.min(1, serviceLevelFraction / answeredFraction), serviceLevelWithoutShortAbandonsFraction: Math.min(1, serviceLevelFraction / (1 - abandonedInTimeFraction)),
    abandonedFraction, abandonedInTimeFraction, stillWaitingFraction, offeredInTimeFraction: 1 - late,
    meanWaitSeconds: abandonedFraction * patienceSeconds, meanWaitOfAnsweredSeconds: (patienceSeconds * waitFraction * (wait.servedWait / wait.all)) / answeredFraction,
    meanQueueLength: (abandonedFraction * offeredErlangs * patienceSeconds) / handleTimeSeconds, occupancyFraction: Math.min(1, (offeredErlangs * answeredFraction) / agentFte),
  };
}

/**
 * How a queue serves whose callers hang up (Erlang A, M/M/n+M): patience is exponentially distributed with the given mean, so that the queue is stable at any load.
 * Every definition of a service level in use has its own figure. Measured patience is that of all callers, with those who were answered counted as censored.
 * Sources: C. Palm (1946); F. Baccelli, G. Hébuterne (1981); A. Mandelbaum, S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue" (2007).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const figures = erlangA({ offeredErlangs: 48, agentFte: 50, handleTimeSeconds: 60, answerWithinSeconds: 20, patienceSeconds: 120 });
 * figures.abandonedFraction.toFixed(6); // => "0.030912"
 * figures.meanWaitSeconds.toFixed(4); // => "3.7095"
 * ```
 */
export const erlangA = (queue: ImpatientQueue): ImpatientQueueFigures => impatientFigures(check(ImpatientQueue, queue));
