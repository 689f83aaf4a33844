import * as z from "zod";
import { check, type Fault, faultAt } from "../../error/index.js";
import { passedPlace, risingRoot } from "../../statistics/internal.js";
import { Fraction } from "../../unit/index.js";
import { inverseBlocking } from "./inverse-blocking.js";
import { AgentFte, Erlangs, QUEUE_LIMITS, withoutDust } from "./queue.js";

/** Servers without a queue: who finds all busy is turned away. */
export interface LossSystem {
  /** The offered load. */
  readonly offeredErlangs: Erlangs;
  /** Lines, seats or agents; need not be whole. */
  readonly serverFte: AgentFte;
}
/** What a loss system turns away. */
export interface LossFigures {
  /** The model. */
  readonly model: "erlang-b";
  /** The share of what is offered that finds all servers busy. */
  readonly blockedFraction: Fraction;
  /** The load that is served. */
  readonly carriedErlangs: Erlangs;
  /** Served load ÷ servers; null without servers. */
  readonly occupancyFraction: Fraction | null;
}

/** Schema of servers without a queue. */
export const LossSystem = z.strictObject({ offeredErlangs: Erlangs, serverFte: AgentFte }).readonly() satisfies z.ZodType<LossSystem>;

const blockedOf = (erlangs: number, servers: number): number => (erlangs === 0 ? 0 : 1 / inverseBlocking(erlangs, servers));

/**
 * What servers without a queue turn away, by Erlang's loss formula (Erlang B), for whole and fractional servers.
 * Source: A. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges" (1917).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * erlangB({ offeredErlangs: 10, serverFte: 15 }).blockedFraction.toFixed(6); // => "0.036497"
 * ```
 */
export function erlangB(system: LossSystem): LossFigures {
  const { offeredErlangs, serverFte } = check(LossSystem, system);
  const blockedFraction = blockedOf(offeredErlangs, serverFte);
  const carriedErlangs = offeredErlangs * (1 - blockedFraction);
  return { model: "erlang-b", blockedFraction, carriedErlangs, occupancyFraction: serverFte === 0 ? null : Math.min(1, carriedErlangs / serverFte) };
}

/** How many servers a load needs. */
export interface LeastServersQuestion {
  /** The offered load. */
  readonly offeredErlangs: Erlangs;
  /** The share that may be turned away at most, above 0. */
  readonly maximumBlockedFraction: Fraction;
}
/** Schema of how many servers a load needs. */
export const LeastServersQuestion = z.strictObject({ offeredErlangs: Erlangs, maximumBlockedFraction: Fraction.refine((share) => share >= 1e-12, { error: "No number of servers turns nobody away.\nGive a share above 0, such as 0.01." }) }).readonly() satisfies z.ZodType<LeastServersQuestion>;

/** The least whole number of servers for a load. */
export interface LeastServers extends LossFigures {
  /** How many. */
  readonly serverCount: number;
}

/**
 * The least whole number of servers that turns away no more than a share.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * leastServers({ offeredErlangs: 10, maximumBlockedFraction: 0.01 }).serverCount; // => 18
 * ```
 */
export function leastServers(question: LeastServersQuestion): LeastServers {
  const { offeredErlangs, maximumBlockedFraction: target } = check(LeastServersQuestion, question);
  // a load of A loses at least 1 − n / A: no fewer servers can do
  let serverCount = Math.max(0, Math.ceil(offeredErlangs * (1 - target) - 1e-9));
  let inverse = offeredErlangs === 0 ? Infinity : inverseBlocking(offeredErlangs, serverCount);
  while (1 / inverse > target) {
    serverCount += 1;
    inverse = 1 + (inverse * serverCount) / offeredErlangs;
  }
  return { serverCount, ...erlangB({ offeredErlangs, serverFte: serverCount }) };
}

/** How much load servers carry. */
export interface GreatestLoadQuestion {
  /** The servers; need not be whole. */
  readonly serverFte: AgentFte;
  /** The share that may be turned away at most, above 0 and below 1. */
  readonly maximumBlockedFraction: Fraction;
}
/** Schema of how much load servers carry. */
export const GreatestLoadQuestion = z.strictObject({ serverFte: AgentFte, maximumBlockedFraction: Fraction.refine((share) => share >= 1e-12 && share <= 0.99, { error: "The share that may be turned away lies from 10⁻¹² to 0.99.\nGive one such as 0.01." }) }).readonly() satisfies z.ZodType<GreatestLoadQuestion>;

const beyondLimit: Fault = { code: "erlang-b.beyond_limit", message: "{servers} servers carry more than {limit} erlangs.", hint: "Split the load into systems of their own." };

/**
 * The greatest load that servers carry without turning away more than a share.
 *
 * @throws CoachingError `erlang-b.beyond_limit`, `input.*`
 * @example
 * ```ts
 * greatestLoad({ serverFte: 10, maximumBlockedFraction: 0.01 }).offeredErlangs.toFixed(4); // => "4.4612"
 * ```
 */
export function greatestLoad(question: GreatestLoadQuestion): { readonly model: "erlang-b"; readonly offeredErlangs: Erlangs } {
  const { serverFte, maximumBlockedFraction: target } = check(GreatestLoadQuestion, question);
  if (serverFte === 0) return { model: "erlang-b", offeredErlangs: 0 };
  const excess = (erlangs: number): number => Math.log(blockedOf(erlangs, serverFte) / target);
  const above = passedPlace(excess, Math.min(serverFte, QUEUE_LIMITS.erlangs), QUEUE_LIMITS.erlangs);
  if (excess(above) < 0) throw faultAt(beyondLimit, ["serverFte"], { servers: serverFte, limit: QUEUE_LIMITS.erlangs });
  // a load of servers × share at most: below it nothing is lost that could be told
  return { model: "erlang-b", offeredErlangs: withoutDust(risingRoot(excess, Number.MIN_VALUE, above)) };
}
