import { impatientLosses } from "./erlang-a.js";
import { waitShare } from "./erlang-c.js";
import { inverseBlockingStart } from "./inverse-blocking.js";
import type { ServiceTarget } from "./least-agents.js";
import { withoutDust } from "./queue.js";

/** What counts as lost: `late-contacts` are not answered in time, those who hung up included; `lost-contacts` hang up (Erlang A only). */
type LossMeasure = "late-contacts" | "lost-contacts";

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
  readonly measure: LossMeasure;
}
/** What a queue loses when k = 0, 1, … steps have been taken; as many as the agents allow. */
export interface LossCurve {
  /** Expected contacts lost. It never falls. */
  readonly contacts: Float64Array;
  /** The service level. */
  readonly serviceLevels: Float64Array;
}

/** How many steps make whole agents, so that one recurrence serves all of them: shares are whole hundredths, parts of a staffing interval whole minutes. */
function periodOf(quantumFte: number, most: number): number {
  for (let period = 1; period < most; period += 1) {
    const agents = period * quantumFte;
    if (Math.abs(agents - Math.round(agents)) < 1e-9) return period;
  }
  return most;
}

/** The shares that are not answered in time by Erlang C. One recurrence on 1 / B passes all agents that have a fractional part in common. */
function patientLateShares({ offeredErlangs, handleTimeSeconds, target, onQueueFte, quantumFte }: LossCurveQuestion, length: number): Float64Array {
  const shares = new Float64Array(length).fill(1);
  const period = periodOf(quantumFte, length);
  const stride = Math.round(period * quantumFte);
  for (let residue = 0; residue < period; residue += 1) {
    const most = onQueueFte - residue * quantumFte;
    if (most <= offeredErlangs) break;
    const { part, step, inverse } = inverseBlockingStart(offeredErlangs, most);
    let [agents, ratio] = [step, inverse];
    const last = Math.floor((length - 1 - residue) / period);
    const stable = stride === 0 ? 0 : Math.ceil((most - offeredErlangs) / stride) - 1;
    for (let turn = Math.min(last, stable); turn >= 0; turn -= 1) {
      const whole = Math.floor(most) - turn * stride;
      while (agents < whole) {
        agents += 1;
        ratio = 1 + (ratio * (part + agents)) / offeredErlangs;
      }
      const spare = part + whole - offeredErlangs;
      shares[residue + turn * period] = waitShare(offeredErlangs, part + whole, ratio) * Math.exp((-spare * target.answerWithinSeconds) / handleTimeSeconds);
    }
  }
  return shares;
}

/**
 * The contacts that a staffing interval loses for every number of agents that may leave its queue, in one pass: what placing coaching in it costs.
 * Equal to `erlangC` and `erlangA` asked one by one; service 0 where the agents are no more than the load (Erlang C).
 */
export function lossCurve(question: LossCurveQuestion): LossCurve {
  const { offeredContacts, offeredErlangs, handleTimeSeconds, target, onQueueFte, quantumFte, count, measure } = question;
  const length = Math.min(count, Math.floor((onQueueFte + 1e-9) / quantumFte)) + 1;
  const { model, answerWithinSeconds, patienceSeconds = Infinity } = target;
  if (offeredErlangs === 0) return { contacts: new Float64Array(length), serviceLevels: new Float64Array(length).fill(1) };
  if (model === "erlang-c") {
    if (measure === "lost-contacts") throw new Error("Erlang C loses no contacts; the measure was not checked.");
    const shares = patientLateShares(question, length);
    return { contacts: shares.map((share) => offeredContacts * share), serviceLevels: shares.map((share) => 1 - share) };
  }
  const [contacts, serviceLevels] = [new Float64Array(length), new Float64Array(length)];
  for (let step = 0; step < length; step += 1) {
    const agentFte = withoutDust(onQueueFte - step * quantumFte);
    const { lateFraction, abandonedFraction } = impatientLosses({ offeredErlangs, agentFte, handleTimeSeconds, answerWithinSeconds, patienceSeconds });
    contacts[step] = offeredContacts * (measure === "late-contacts" ? lateFraction : abandonedFraction);
    serviceLevels[step] = 1 - lateFraction;
  }
  return { contacts, serviceLevels };
}
