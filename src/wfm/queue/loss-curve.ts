import { impatientLossColumns } from "./erlang-a.js";
import { waitShare } from "./erlang-c.js";
import { inverseBlockingColumn } from "./inverse-blocking.js";
import type { ServiceTarget } from "./least-agents.js";

/** A staffing interval of a queue, and by which steps agents leave it. Unchecked: for those who have checked their input. */
export interface LossCurveQuestion {
  readonly offeredContacts: number;
  readonly offeredErlangs: number;
  readonly handleTimeSeconds: number;
  readonly target: ServiceTarget;
  readonly onQueueFte: number;
  /** How many full-time equivalents leave at a step, above zero. */
  readonly quantumFte: number;
  /** How many steps at most. */
  readonly count: number;
}
/** What a queue loses when k = 0, 1, … steps have been taken; as many as the agents allow. */
export interface LossCurve {
  /** Expected contacts that are not answered in time, those who hung up included. It never falls. */
  readonly lateContacts: Float64Array;
  /** Expected contacts that hang up. It never falls; null by Erlang C, where nobody does. */
  readonly lostContacts: Float64Array | null;
  /** The service level. */
  readonly serviceLevels: Float64Array;
}

/** The shares that are not answered in time by Erlang C: all of them where the agents are no more than the load. */
function patientLateShares({ offeredErlangs, handleTimeSeconds, target, onQueueFte, quantumFte }: LossCurveQuestion, length: number): Float64Array {
  const shares = new Float64Array(length).fill(1);
  const stable = Math.max(0, Math.min(length, Math.ceil((onQueueFte - offeredErlangs) / quantumFte)));
  for (const [place, inverse] of inverseBlockingColumn({ erlangs: offeredErlangs, servers: onQueueFte, step: quantumFte, count: stable }).entries()) {
    const agentFte = onQueueFte - place * quantumFte;
    shares[place] = Math.min(1, waitShare(offeredErlangs, agentFte, inverse) * Math.exp((-(agentFte - offeredErlangs) * target.answerWithinSeconds) / handleTimeSeconds));
  }
  return shares;
}

/**
 * The contacts that a staffing interval loses for every number of agents that may leave its queue, in one pass: what placing coaching in it costs.
 * Equal to `erlangC` and `erlangA` asked one by one; service 0 where the agents are no more than the load (Erlang C).
 */
export function lossCurve(question: LossCurveQuestion): LossCurve {
  const { offeredContacts, offeredErlangs, handleTimeSeconds, target, onQueueFte, quantumFte, count } = question;
  const length = Math.min(count, Math.floor((onQueueFte + 1e-9) / quantumFte)) + 1;
  const { model, answerWithinSeconds, patienceSeconds = Infinity } = target;
  const contactsOf = (shares: Float64Array): Float64Array => shares.map((share) => offeredContacts * share);
  if (model === "erlang-c") {
    const shares = offeredErlangs === 0 ? new Float64Array(length) : patientLateShares(question, length);
    return { lateContacts: contactsOf(shares), lostContacts: null, serviceLevels: shares.map((share) => 1 - share) };
  }
  const { lateFractions, abandonedFractions } = impatientLossColumns({ offeredErlangs, agentFte: onQueueFte, handleTimeSeconds, answerWithinSeconds, patienceSeconds }, quantumFte, length);
  return { lateContacts: contactsOf(lateFractions), lostContacts: contactsOf(abandonedFractions), serviceLevels: lateFractions.map((share) => 1 - share) };
}
