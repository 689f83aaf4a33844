import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../../error/index.js";
import { Fraction, Seconds } from "../../unit/index.js";
import { impatientFigures, type ImpatientQueueFigures } from "./erlang-a.js";
import { patientFigures, type PatientQueueFigures } from "./erlang-c.js";
import { AgentFte, Erlangs, MeanSeconds, QUEUE_LIMITS } from "./queue.js";

/** What a queue has to achieve, and by which model it is judged. */
export interface ServiceTarget {
  /** `erlang-c`: all callers wait as long as it takes. `erlang-a`: they hang up when their patience ends. */
  readonly model: "erlang-c" | "erlang-a";
  /** The mean patience; needed for `erlang-a`, refused for `erlang-c`. */
  readonly patienceSeconds?: Seconds;
  /** The threshold of the service level. */
  readonly answerWithinSeconds: Seconds;
  /** Answered within the threshold ÷ offered, at least; above 0 and below 1. */
  readonly serviceLevelFraction: Fraction;
  /** Load ÷ agents, at most; 0.05 to 1. Left out: only the service level counts. */
  readonly maximumOccupancyFraction?: Fraction;
  /** Hung up ÷ offered, at most, above 0; for `erlang-a` only. */
  readonly maximumAbandonedFraction?: Fraction;
}
/** How many agents a load needs. */
export interface LeastAgentsQuestion {
  /** The offered load. */
  readonly offeredErlangs: Erlangs;
  /** The mean handle time. */
  readonly handleTimeSeconds: Seconds;
  /** What has to be achieved. */
  readonly target: ServiceTarget;
  /** `whole`: people; `fractional`: full-time equivalents, to nine digits. */
  readonly agents: "whole" | "fractional";
}
/** The least number of agents that achieves a target. */
export interface LeastAgents {
  /** How many, on the queue. `rosteredFte` adds shrinkage. */
  readonly agentFte: AgentFte;
  /** The targets that one agent fewer would miss. Empty where nothing is offered. */
  readonly bindingTargets: readonly ("service-level" | "occupancy" | "abandonment")[];
  /** How the queue serves with them. */
  readonly figures: PatientQueueFigures | ImpatientQueueFigures;
}

const patienceMissing: Fault = { code: "least-agents.patience_missing", message: "Erlang A needs the callers' patience.", hint: "Give patienceSeconds, measured with answered callers as censored; or take erlang-c." };
const patienceUnused: Fault = { code: "least-agents.patience_unused", message: "Erlang C knows no callers who hang up.", hint: "Take erlang-a, or leave patience and abandonment out." };
/** Not even as many agents as there may be. */
export const beyondLimit: Fault = { code: "least-agents.beyond_limit", message: "{limit} agents miss the target.", hint: "Ask for a higher occupancy or a lower service level, or split the load into queues of their own." };

const Inside = Fraction.refine((share) => share >= 1e-9 && share <= 1 - 1e-9, { error: "A target lies between 0 and 1; no number of agents reaches 1.\nGive one such as 0.8." });
/** Schema of what a queue has to achieve. */
export const ServiceTarget = z.strictObject({
  model: z.enum(["erlang-c", "erlang-a"]), patienceSeconds: z.exactOptional(MeanSeconds), answerWithinSeconds: Seconds, serviceLevelFraction: Inside,
  maximumOccupancyFraction: z.exactOptional(Fraction.refine((share) => share >= 0.05, { error: "An occupancy below 5 % is no target.\nGive a share such as 0.85." })), maximumAbandonedFraction: z.exactOptional(Inside),
}).check(rule(({ model, patienceSeconds, maximumAbandonedFraction }: ServiceTarget, report) => {
  if (model === "erlang-a" && patienceSeconds === undefined) report(patienceMissing, ["patienceSeconds"]);
  if (model !== "erlang-c") return;
  if (patienceSeconds !== undefined) report(patienceUnused, ["patienceSeconds"]);
  if (maximumAbandonedFraction !== undefined) report(patienceUnused, ["maximumAbandonedFraction"]);
})).readonly() satisfies z.ZodType<ServiceTarget>;
/** Schema of how many agents a load needs. */
export const LeastAgentsQuestion = z.strictObject({ offeredErlangs: Erlangs, handleTimeSeconds: MeanSeconds, target: ServiceTarget, agents: z.enum(["whole", "fractional"]) }).readonly() satisfies z.ZodType<LeastAgentsQuestion>;

/** A load, its handle time and what it has to achieve; checked. */
export type TargetedLoad = Omit<LeastAgentsQuestion, "agents">;

/** How so many agents serve a load by the model of its target. */
export function figuresWith({ offeredErlangs, handleTimeSeconds, target: { model, patienceSeconds, answerWithinSeconds } }: TargetedLoad, agentFte: number): LeastAgents["figures"] {
  const queue = { offeredErlangs, agentFte, handleTimeSeconds, answerWithinSeconds };
  return model === "erlang-a" && patienceSeconds !== undefined ? impatientFigures({ ...queue, patienceSeconds }) : patientFigures(queue);
}

/** The targets that so many agents miss. */
export function missedWith(load: TargetedLoad, agentFte: number): LeastAgents["bindingTargets"] {
  const figures = figuresWith(load, agentFte);
  const { serviceLevelFraction, maximumOccupancyFraction, maximumAbandonedFraction = 1 } = load.target;
  const missed: LeastAgents["bindingTargets"][number][] = [];
  if (figures.serviceLevelFraction < serviceLevelFraction) missed.push("service-level");
  if (maximumOccupancyFraction !== undefined && load.offeredErlangs > loadAtOccupancy(agentFte, maximumOccupancyFraction)) missed.push("occupancy");
  if (figures.model === "erlang-a" && figures.abandonedFraction > maximumAbandonedFraction) missed.push("abandonment");
  return missed;
}

/** The load at which agents are as busy as they may be: by the offered load, as planners do, and without binary dust: 7 erlangs at 0.7 need 10 agents. */
export const loadAtOccupancy = (agentFte: number, occupancyFraction: number): number => agentFte * occupancyFraction * (1 + 1e-12);

/** The least number of agents that misses no target, and a lower one that misses one; `null` where as many as there may be miss one. More agents never serve worse, so that halving finds it. */
export function leastPassing(load: TargetedLoad, agents: LeastAgentsQuestion["agents"]): { readonly passes: number; readonly fails: number } | null {
  const isMissedBy = (agentFte: number): boolean => missedWith(load, agentFte).length > 0;
  if (!isMissedBy(0)) return { passes: 0, fails: 0 };
  let [fails, passes] = [0, Math.min(QUEUE_LIMITS.agents, Math.ceil(load.offeredErlangs) + 1)];
  for (let step = 1; isMissedBy(passes); step *= 2) {
    if (passes === QUEUE_LIMITS.agents) return null;
    [fails, passes] = [passes, Math.min(QUEUE_LIMITS.agents, passes + step)];
  }
  const width = agents === "whole" ? 1 : 1e-9;
  for (let middle = (fails + passes) / 2; passes - fails > width; middle = (fails + passes) / 2) {
    const place = agents === "whole" ? Math.floor(middle) : middle;
    if (isMissedBy(place)) fails = place;
    else passes = place;
  }
  return { passes, fails };
}

/**
 * The least number of agents that achieves a target: whole, or in full-time equivalents by the continuous extension.
 *
 * @throws CoachingError `least-agents.beyond_limit`, `least-agents.patience_missing`, `least-agents.patience_unused`, `input.*`
 * @example
 * ```ts
 * const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
 * const { agentFte, bindingTargets, figures } = leastAgents({ offeredErlangs: 10, handleTimeSeconds: 180, target, agents: "whole" });
 * [agentFte, bindingTargets]; // => [14, ["service-level"]]
 * figures.serviceLevelFraction.toFixed(4); // => "0.8884"
 * ```
 */
export function leastAgents(question: LeastAgentsQuestion): LeastAgents {
  const checked = check(LeastAgentsQuestion, question);
  const least = leastPassing(checked, checked.agents);
  if (least === null) throw faultAt(beyondLimit, ["target"], { limit: QUEUE_LIMITS.agents });
  const { passes, fails } = least;
  return { agentFte: passes, bindingTargets: missedWith(checked, fails), figures: figuresWith(checked, passes) };
}
