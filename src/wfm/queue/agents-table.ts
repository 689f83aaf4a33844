import { passedPlace, risingRoot } from "../../statistics/internal.js";
import { impatientLosses } from "./erlang-a.js";
import { patientLateFraction } from "./erlang-c.js";
import { leastPassing, loadAtOccupancy, missedWith, type ServiceTarget } from "./least-agents.js";
import { QUEUE_LIMITS, withoutDust } from "./queue.js";

/** More than there may be are needed. */
export const BEYOND_LIMIT = -1;
/** The whole agents that a load needs, or `BEYOND_LIMIT`. */
export type AgentsOfLoad = (offeredErlangs: number) => number;

/** Where the greatest load of a number of agents is within this of the load asked, relatively, the targets are asked themselves: the table is far nearer than that. */
const MARGIN = 1e-9;
/** Beyond, a target is so near to 0 or 1 that its own rounding is wider than the margin. */
const NEAREST = 1e-4;

const isWithin = (share: number): boolean => share >= NEAREST && share <= 1 - NEAREST;

/** The natural logarithms of what a target limits ÷ its limit, each rising with the load: 0 at the greatest load that so many agents carry. */
function excessesOf({ model, answerWithinSeconds, patienceSeconds = Infinity, serviceLevelFraction, maximumAbandonedFraction }: ServiceTarget, handleTimeSeconds: number) {
  const queueOf = (agentFte: number, offeredErlangs: number) => ({ offeredErlangs, agentFte, handleTimeSeconds, answerWithinSeconds });
  const late = 1 - serviceLevelFraction;
  if (model === "erlang-c") return [(agentFte: number, erlangs: number): number => Math.log(patientLateFraction(queueOf(agentFte, erlangs)) / late)];
  const losses = (agentFte: number, erlangs: number) => impatientLosses({ ...queueOf(agentFte, erlangs), patienceSeconds });
  const lateExcess = (agentFte: number, erlangs: number): number => Math.log(losses(agentFte, erlangs).lateFraction / late);
  if (maximumAbandonedFraction === undefined) return [lateExcess];
  return [lateExcess, (agentFte: number, erlangs: number): number => Math.log(losses(agentFte, erlangs).abandonedFraction / maximumAbandonedFraction)];
}

/** Where a rising function passes 0, by secants from a place that is near; by a bracket where they do not settle. */
function nearRoot(excess: (erlangs: number) => number, near: number, farthest: number): number {
  let [before, here] = [near * 0.999, near];
  let [atBefore, atHere] = [excess(before), excess(here)];
  for (let round = 0; round < 12; round += 1) {
    const next = here - (atHere * (here - before)) / (atHere - atBefore);
    if (!(next > 0 && next < farthest)) break;
    // the next step would be smaller by many orders of magnitude
    if (Math.abs(next - here) <= 1e-8 * here) return next;
    [before, atBefore, here, atHere] = [here, atHere, next, excess(next)];
  }
  return risingRoot(excess, Number.MIN_VALUE, passedPlace(excess, Math.min(near, farthest), farthest));
}

/** A list of numbers that grows as it is asked for higher places. */
function grown(values: Float64Array<ArrayBuffer>, place: number): Float64Array<ArrayBuffer> {
  if (place < values.length) return values;
  const longer = new Float64Array(2 * place + 64).fill(NaN);
  longer.set(values);
  return longer;
}

/** Loads that begin their search at the same place lie within a quarter of an erlang. */
const PLACES = 4;
/** A guess further off than this is no better than a search from the load on. */
const FARTHEST_GUESS = 4;

/**
 * Which agents carry which load. The greatest load of each number of agents is found when it is first asked for, and where a search ended is remembered as where the next one begins:
 * then two comparisons are the answer.
 */
function tableOf(target: ServiceTarget, handleTimeSeconds: number): AgentsOfLoad {
  const excesses = excessesOf(target, handleTimeSeconds);
  const { maximumOccupancyFraction: occupancy } = target;
  // what so many agents carry for sure, and beyond which load they do not; nobody carries dust
  let [carried, refused, starts] = [grown(new Float64Array(), 0), grown(new Float64Array(), 0), grown(new Float64Array(), 0)];
  refused[0] = 1e-9;
  // by how many square roots of the load the agents were more than it, the last time
  let spare = 0.8;

  const learn = (agents: number, near: number): void => {
    [carried, refused] = [grown(carried, agents), grown(refused, agents)];
    if (!Number.isNaN(carried[agents] ?? NaN)) return;
    const below = refused[agents - 1] ?? NaN;
    // with Erlang C nothing is answered in time from as many erlangs as agents on
    const farthest = target.model === "erlang-c" ? agents : QUEUE_LIMITS.erlangs;
    const begin = Math.min(below > 0 ? below + 1 : near, target.model === "erlang-c" ? agents - 0.3 * Math.sqrt(agents) : farthest);
    const cap = Math.min(occupancy === undefined ? Infinity : loadAtOccupancy(agents, occupancy), ...excesses.map((excess) => nearRoot((erlangs) => excess(agents, erlangs), begin, farthest)));
    carried[agents] = cap * (1 - MARGIN);
    refused[agents] = cap * (1 + MARGIN);
  };
  const areEnough = (agents: number, load: number): boolean => {
    if (agents === 0) return false;
    learn(agents, load);
    if (load < (carried[agents] ?? 0)) return true;
    return load <= (refused[agents] ?? 0) && missedWith({ offeredErlangs: load, handleTimeSeconds, target }, agents).length === 0;
  };
  const searched = (load: number): number => {
    const guess = Math.max(1, Math.ceil(load + spare * Math.sqrt(load)));
    if (guess < QUEUE_LIMITS.agents - FARTHEST_GUESS) {
      let agents = guess;
      while (agents < guess + FARTHEST_GUESS && !areEnough(agents, load)) agents += 1;
      while (agents > guess - FARTHEST_GUESS && areEnough(agents - 1, load)) agents -= 1;
      if (areEnough(agents, load) && !areEnough(agents - 1, load)) return agents;
    }
    return leastPassing({ offeredErlangs: load, handleTimeSeconds, target }, "whole")?.passes ?? BEYOND_LIMIT;
  };
  return (offeredErlangs) => {
    const place = Math.floor(offeredErlangs * PLACES);
    let agents = starts[place] ?? 0;
    if (offeredErlangs < (carried[agents] ?? 0) && offeredErlangs > (refused[agents - 1] ?? Infinity)) return agents;
    const load = withoutDust(offeredErlangs);
    if (load === 0) return 0;
    if (!(agents > 0)) agents = searched(load);
    if (agents === BEYOND_LIMIT) return BEYOND_LIMIT;
    while (!areEnough(agents, load)) {
      if (agents === QUEUE_LIMITS.agents) return BEYOND_LIMIT;
      agents += 1;
    }
    while (areEnough(agents - 1, load)) agents -= 1;
    starts = grown(starts, place);
    starts[place] = agents;
    spare = (agents - load) / Math.sqrt(load);
    return agents;
  };
}

/** The tables that were used last: a site asks for the same few targets and handle times again and again. They change no answer. */
const tables = new Map<string, AgentsOfLoad>();
const MOST_TABLES = 16;

/** The table of a checked target and handle time. */
function keptTable(target: ServiceTarget, handleTimeSeconds: number): AgentsOfLoad {
  const { model, patienceSeconds, answerWithinSeconds, serviceLevelFraction, maximumOccupancyFraction, maximumAbandonedFraction } = target;
  const key = [handleTimeSeconds, model, patienceSeconds, answerWithinSeconds, serviceLevelFraction, maximumOccupancyFraction, maximumAbandonedFraction].join(" ");
  const table = tables.get(key) ?? tableOf(target, handleTimeSeconds);
  // the one used last stands last
  tables.delete(key);
  tables.set(key, table);
  if (tables.size > MOST_TABLES) tables.delete(tables.keys().next().value as string);
  return table;
}

/** Below this many loads, a table is not worth its making. */
const WORTH_A_TABLE = 8;

/** How to find the whole agents of so many loads: always what `leastAgents` says. */
export function wholeAgentsFor(target: ServiceTarget, handleTimeSeconds: number, loadCount: number): AgentsOfLoad {
  if (loadCount >= WORTH_A_TABLE && isWithin(target.serviceLevelFraction) && isWithin(target.maximumAbandonedFraction ?? 0.5)) return keptTable(target, handleTimeSeconds);
  return (offeredErlangs) => leastPassing({ offeredErlangs: withoutDust(offeredErlangs), handleTimeSeconds, target }, "whole")?.passes ?? BEYOND_LIMIT;
}
