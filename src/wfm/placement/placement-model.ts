import { type Fault, faultAt } from "../../error/index.js";
import { NO_RESOURCE, type PlacementMemberColumns, type PlacementOptionColumns, type PlacementProblemColumns } from "../../optimization/index.js";
import type { CoachingRequest } from "./coaching-request.js";
import { type MicroLoad, microLoad } from "./micro-coaching.js";
import { type CoachResources, coachResources } from "./placement-coaches.js";
import { coachRanges, offMilliseconds, pinsOfDays, type PlacementDesk, placementDesk, stepsOf, unitRanges } from "./placement-desk.js";
import type { PlacementRequest } from "./placement-request.js";
import { PLACEMENT_LIMITS } from "./placement-rules.js";
import { skillParts, type SkillParts } from "./skill-losses.js";
import { sharedRanges, type StartRanges } from "./start-ranges.js";
import { stepsTouched, touchedSteps } from "./step-grid.js";
import { type StepTables, stepTables } from "./step-tables.js";

const tooManyOptions: Fault = { code: "placement-model.too_many_options", message: "The requests have more than {limit} starts and coaches to choose from.", hint: "Narrow windows, name fewer coaches, widen the grid, or place in parts." };

const tooManyLosses: Fault = { code: "placement-model.too_many_losses", message: "For all the sessions that could meet in a step, in shares of {hundredths} hundredths of an agent, {count} losses would have to be reckoned by {models}, above {limit}.", hint: "Narrow windows, take shares of tenths or quarters, or place in parts, such as week by week." };

/** A request as a placement problem, and the way back. */
export interface PlacementModel {
  readonly desk: PlacementDesk;
  readonly micro: MicroLoad | null;
  readonly coaches: CoachResources;
  readonly quantumHundredths: number;
  readonly skills: readonly SkillParts[];
  /** Quanta that pinned sessions take off, by skill × stepCount + step. */
  readonly pinned: Uint32Array;
  readonly tables: StepTables;
  readonly problem: PlacementProblemColumns;
}

const greatestCommonDivisor = (one: number, other: number): number => (other === 0 ? one : greatestCommonDivisor(other, one % other));

/** What every share of an agent to be coached is a whole multiple of, in hundredths. */
function quantumOf({ agents, request: { requests } }: PlacementDesk): number {
  let quantum = 0;
  for (const { agentIds } of requests) for (const agentId of agentIds) for (const { shareFraction } of agents.get(agentId)?.skills ?? []) quantum = greatestCommonDivisor(quantum, Math.round(shareFraction * 100));
  return quantum === 0 ? 100 : quantum;
}

/** What a session takes off each skill, in quanta, by the skill's place. */
function loadsOf({ agents }: PlacementDesk, { agentIds }: CoachingRequest, { placeOfSkill, quantum }: { readonly placeOfSkill: ReadonlyMap<string, number>; readonly quantum: number }): readonly (readonly [track: number, amount: number])[] {
  const amounts = new Map<number, number>();
  for (const agentId of agentIds) {
    for (const { skillId, shareFraction } of agents.get(agentId)?.skills ?? []) {
      const track = placeOfSkill.get(skillId) ?? 0;
      amounts.set(track, (amounts.get(track) ?? 0) + Math.round(shareFraction * 100) / quantum);
    }
  }
  return [...amounts].sort(([one], [other]) => one - other);
}

/** What a session takes off each skill of a model, in quanta, by the skill's place. */
export const skillLoads = ({ desk, skills, quantumHundredths }: Pick<PlacementModel, "desk" | "skills" | "quantumHundredths">, request: CoachingRequest): readonly (readonly [track: number, amount: number])[] =>
  loadsOf(desk, request, { placeOfSkill: new Map(skills.map(({ skill: { skillId } }, place) => [skillId, place])), quantum: quantumHundredths });

/** Options of which it is not known how many there will be. */
interface Growing {
  step: Uint32Array;
  resource: Uint32Array;
  count: number;
}

function addOption(options: Growing, step: number, resource: number): void {
  if (options.count === PLACEMENT_LIMITS.options) throw faultAt(tooManyOptions, ["requests"], { limit: PLACEMENT_LIMITS.options });
  if (options.count === options.step.length) {
    for (const key of ["step", "resource"] as const) {
      const wider = new Uint32Array(options.count * 2);
      wider.set(options[key]);
      options[key] = wider;
    }
  }
  options.step[options.count] = step;
  options.resource[options.count] = resource;
  options.count += 1;
}

/** All that a unit may choose from, whatever service floors say. */
function addOptions(desk: PlacementDesk, { unit, ranges, places }: { readonly unit: CoachingRequest; readonly ranges: StartRanges; readonly places: readonly number[] }, { resources, capacity }: CoachResources, options: Growing): void {
  if (places.length === 0) for (const [first, end] of ranges) for (let step = first; step < end; step += 1) addOption(options, step, NO_RESOURCE);
  for (const place of places) {
    const { coachIds: [coachId = ""], isPool } = resources[place] ?? { coachIds: [], isPool: false };
    const shared = isPool ? ranges : sharedRanges([ranges, coachRanges(desk, coachId, offMilliseconds(desk, unit))]);
    for (const [first, end] of shared) for (let step = first; step < end; step += 1) if (!isPool || (capacity[place * desk.grid.stepCount + step] ?? 0) > 0) addOption(options, step, place);
  }
}

/** What pinned sessions take of each member's days; null where no member has any. */
function takenOf(desk: PlacementDesk, places: ReadonlyMap<string, number>): Uint32Array | null {
  const pinned = [...places].filter(([agentId]) => desk.pinsOfAgent.has(agentId));
  if (pinned.length === 0) return null;
  const dayCount = (desk.dayOfStep.at(-1) ?? 0) + 1;
  const taken = new Uint32Array(places.size * dayCount);
  for (const [agentId, place] of pinned) for (const [day, count] of pinsOfDays(desk, agentId)) taken[place * dayCount + day] = count;
  return taken;
}

/** Steps that a session's agents wait after those that it covers: what its last step leaves over is part of the gap. */
const gapStepsAfter = (desk: PlacementDesk, unit: CoachingRequest): number =>
  Math.max(0, stepsTouched(desk.grid, unit.durationMinutes + desk.request.rules.transitionMinutes + desk.request.rules.minimumGapMinutes) - stepsOf(desk, unit));

/** Agents with more sessions than one: the others meet nobody but in cells and with coaches. */
function membersOf(desk: PlacementDesk): PlacementMemberColumns | undefined {
  const { units, unitCountOfAgent, dayOfStep, request: { rules } } = desk;
  const places = new Map<string, number>();
  const firstMember = new Uint32Array(units.length + 1);
  const member: number[] = [];
  let gapSteps = 0;
  units.forEach((unit, at) => {
    for (const agentId of unit.agentIds) {
      if ((unitCountOfAgent.get(agentId) ?? 0) < 2) continue;
      gapSteps = Math.max(gapSteps, gapStepsAfter(desk, unit));
      const place = places.get(agentId) ?? places.size;
      places.set(agentId, place);
      member.push(place);
    }
    firstMember[at + 1] = member.length;
  });
  if (places.size === 0) return undefined;
  const taken = takenOf(desk, places);
  return { ...(taken === null ? {} : { periodTaken: taken }), memberCount: places.size, firstMember, member: Uint32Array.from(member), gapSteps, periodOfStep: dayOfStep, periodLimit: rules.sessionsPerAgentDay };
}

/** Counts the losses that tables would take. */
function refuseTooManyLosses({ grid: { stepCount, partsPerStep } }: PlacementDesk, skills: readonly SkillParts[], { pinned, demand, hundredths }: { readonly pinned: Uint32Array; readonly demand: Float64Array; readonly hundredths: number }): void {
  let [all, impatient] = [0, 0];
  demand.forEach((most, cell) => {
    if (most === 0) return;
    const count = (most + (pinned[cell] ?? 0) + 1) * partsPerStep;
    all += count;
    if (skills[Math.floor(cell / stepCount)]?.skill.target.model === "erlang-a") impatient += count;
  });
  for (const [count, limit, models] of [[impatient, PLACEMENT_LIMITS.impatientLosses, "Erlang A"], [all, PLACEMENT_LIMITS.losses, "Erlang A and C"]] as const) {
    if (count > limit) throw faultAt(tooManyLosses, ["requests"], { hundredths, count, models, limit });
  }
}

/** Sets up the problem of a checked request. Where what is given breaks a floor nobody may go, unless such floors are open: then they do not count there. */
export function placementModel(request: PlacementRequest, areBrokenFloorsOpen = false): PlacementModel {
  const desk = placementDesk(request);
  const { units, grid: { stepCount } } = desk;
  const micro = microLoad(desk);
  const coaches = coachResources(desk);
  const quantumHundredths = quantumOf(desk);
  const skills = skillParts(desk, quantumHundredths, micro);
  const placeOfSkill = new Map(skills.map(({ skill: { skillId } }, place) => [skillId, place]));
  const lookup = { placeOfSkill, quantum: quantumHundredths };

  const pinned = new Uint32Array(skills.length * stepCount);
  for (const pin of desk.pins) {
    const [first, end] = touchedSteps(desk.grid, [pin.start, pin.end]);
    for (const [track, amount] of loadsOf(desk, pin.request, lookup)) for (let at = track * stepCount + first; at < track * stepCount + end; at += 1) pinned[at] = (pinned[at] ?? 0) + amount;
  }

  const growing: Growing = { step: new Uint32Array(1024), resource: new Uint32Array(1024), count: 0 };
  const [firstOption, firstLoad, unitSteps] = [new Uint32Array(units.length + 1), new Uint32Array(units.length + 1), new Uint32Array(units.length)];
  const [track, amount]: [number[], number[]] = [[], []];
  const change = new Float64Array(skills.length * (stepCount + 1));
  units.forEach((unit, at) => {
    const steps = stepsOf(desk, unit);
    const ranges = unitRanges(desk, unit);
    unitSteps[at] = steps;
    for (const [on, own] of loadsOf(desk, unit, lookup)) {
      track.push(on);
      amount.push(own);
      for (const [first, end] of ranges) {
        const row = on * (stepCount + 1);
        change[row + first] = (change[row + first] ?? 0) + own;
        change[row + end - 1 + steps] = (change[row + end - 1 + steps] ?? 0) - own;
      }
    }
    firstLoad[at + 1] = track.length;
    addOptions(desk, { unit, ranges, places: coaches.ofUnit[at] ?? [] }, coaches, growing);
    firstOption[at + 1] = growing.count;
  });

  const members = membersOf(desk);
  const loose: PlacementProblemColumns = {
    unitCount: units.length, stepCount, trackCount: skills.length, cellTable: new Uint32Array(skills.length * stepCount), costTables: [new Float64Array(1)], unitSteps,
    loads: { firstLoad, track: Uint32Array.from(track), size: Uint32Array.from(amount) },
    options: { firstOption, step: growing.step.subarray(0, growing.count), resource: growing.resource.subarray(0, growing.count) },
    resourceCount: coaches.resources.length, resourceCapacity: coaches.capacity, ...(members === undefined ? {} : { members }),
  };
  const demand = demandOf(loose, change);
  refuseTooManyLosses(desk, skills, { pinned, demand, hundredths: quantumHundredths });
  const tables = stepTables(desk, skills, { pinned, demand, areBrokenFloorsOpen });
  return { desk, micro, coaches, quantumHundredths, skills, pinned, tables, problem: tabled(loose, tables) };
}

const tabled = (problem: PlacementProblemColumns, { cellTable, costTables }: StepTables): PlacementProblemColumns => ({ ...problem, cellTable, costTables, options: withinTables({ ...problem, cellTable, costTables }) });

/** How many sessions the coaches, each who has an option there, can lead in each step at once. */
function placesOf({ unitCount, stepCount, unitSteps, options, resourceCapacity }: PlacementProblemColumns): Float64Array {
  const places = new Float64Array(stepCount);
  const isSeen = new Uint8Array(resourceCapacity.length);
  for (let unit = 0; unit < unitCount; unit += 1) {
    for (let option = options.firstOption[unit] ?? 0; option < (options.firstOption[unit + 1] ?? 0); option += 1) {
      const [first = 0, resource = NO_RESOURCE] = [options.step[option], options.resource[option]];
      for (let step = first; step < first + (unitSteps[unit] ?? 1); step += 1) {
        const at = resource * stepCount + step;
        if (resource === NO_RESOURCE) places[step] = Infinity;
        else if (isSeen[at] === 0) {
          isSeen[at] = 1;
          places[step] = (places[step] ?? 0) + (resourceCapacity[at] ?? 0);
        }
      }
    }
  }
  return places;
}

/** The most that can be taken off each cell: what its sessions add up to (given as changes from step to step), and what coaches let through, and one more, so that it is seen whether a coach or the floor stands in the way. Tables longer than that would be reckoned for nothing. */
function demandOf(problem: PlacementProblemColumns, change: Float64Array): Float64Array {
  const { stepCount, trackCount, loads } = problem;
  const places = placesOf(problem);
  const largest = new Float64Array(trackCount);
  loads.track.forEach((track, at) => { largest[track] = Math.max(largest[track] ?? 0, loads.size[at] ?? 0); });
  const demand = new Float64Array(trackCount * stepCount);
  for (let track = 0; track < trackCount; track += 1) {
    let offered = 0;
    for (let step = 0; step < stepCount; step += 1) {
      offered += change[track * (stepCount + 1) + step] ?? 0;
      if (offered > 0) demand[track * stepCount + step] = Math.min(offered, (largest[track] ?? 0) * ((places[step] ?? 0) + 1));
    }
  }
  return demand;
}

/** The options that a floor, or the agents on a queue, leave when nobody else is off. */
function withinTables({ unitCount, stepCount, unitSteps, loads, options, cellTable, costTables }: PlacementProblemColumns): PlacementOptionColumns {
  const room = Uint32Array.from(cellTable, (table) => (costTables[table]?.length ?? 1) - 1);
  const firstOption = new Uint32Array(unitCount + 1);
  const [step, resource] = [options.step.slice(), options.resource.slice()];
  let kept = 0;
  for (let unit = 0; unit < unitCount; unit += 1) {
    for (let option = options.firstOption[unit] ?? 0; option < (options.firstOption[unit + 1] ?? 0); option += 1) {
      const start = options.step[option] ?? 0;
      let fits = true;
      for (let load = loads.firstLoad[unit] ?? 0; fits && load < (loads.firstLoad[unit + 1] ?? 0); load += 1) {
        const cell = (loads.track[load] ?? 0) * stepCount + start;
        for (let at = cell; fits && at < cell + (unitSteps[unit] ?? 1); at += 1) fits = (room[at] ?? 0) >= (loads.size[load] ?? 0);
      }
      if (!fits) continue;
      step[kept] = start;
      resource[kept] = options.resource[option] ?? NO_RESOURCE;
      kept += 1;
    }
    firstOption[unit + 1] = kept;
  }
  return { firstOption, step: step.slice(0, kept), resource: resource.slice(0, kept) };
}
