import { NO_RESOURCE } from "../../optimization/index.js";
import type { PlacementReckoning } from "../../optimization/internal.js";
import { intersectionOfSpans, millisecondSpanOf } from "../../time/internal.js";
import type { CoachingRequest } from "./coaching-request.js";
import { agentRanges, coachRanges, offMilliseconds, type PlacementDesk, unitRanges, windowRanges } from "./placement-desk.js";
import type { PlacementModel } from "./placement-model.js";
import { UnplacedCoachingReason, type UnplacedCoaching } from "./session-placement.js";
import { countOfStarts, freeSpans, paidSpans, type Relaxations, sharedRanges } from "./start-ranges.js";
import { MINUTE } from "./step-grid.js";

/** What is relaxed at first, and what is taken back one at a time. */
const RELAXED: Relaxations = { frozen: true, gap: true, dayLimit: true };
const TAKEN_BACK: readonly (readonly [reason: UnplacedCoachingReason, relaxed: Relaxations])[] = [
  ["no-start-on-grid", RELAXED],
  ["frozen", { frozen: false, gap: true, dayLimit: true }],
  ["gap", { frozen: false, gap: false, dayLimit: true }],
  ["day-limit", { frozen: false, gap: false, dayLimit: false }],
];

/** What keeps one agent from any start; null when nothing does. */
function agentObstacle(desk: PlacementDesk, unit: CoachingRequest, agentId: string): UnplacedCoachingReason | null {
  const agent = desk.agents.get(agentId);
  if (agent === undefined) throw new Error(`The agent ${agentId} was not checked.`);
  const [from, to] = millisecondSpanOf(unit.within);
  const window = [[from, to + desk.request.rules.transitionMinutes * MINUTE] as const];
  if (intersectionOfSpans(paidSpans(agent), [[from, to]]).length === 0) return "no-shift-in-window";
  const free = intersectionOfSpans(freeSpans(agent, desk.pinsOfAgent.get(agentId) ?? [], desk.request, RELAXED), window);
  if (!free.some(([start, end]) => end - start >= offMilliseconds(desk, unit))) return "session-longer-than-any-free-stretch";
  for (const [reason, relaxed] of TAKEN_BACK) if (countOfStarts(sharedRanges([windowRanges(desk, unit, relaxed), agentRanges(desk, unit, { agentId, relaxed })])) === 0) return reason;
  return null;
}

/** Why a session has nothing to choose from, whatever the others do. */
function withoutOptions(desk: PlacementDesk, unit: CoachingRequest): UnplacedCoaching {
  const own = unit.agentIds.map((agentId) => agentObstacle(desk, unit, agentId));
  const order = UnplacedCoachingReason.options;
  const first = own.filter((reason) => reason !== null).sort((a, b) => order.indexOf(a) - order.indexOf(b))[0];
  const reason = first ?? jointReason(desk, unit);
  return { requestId: unit.requestId, reason, perAgent: unit.agentIds.map((agentId, at) => ({ agentId, reason: own[at] ?? reason })) };
}

function jointReason(desk: PlacementDesk, unit: CoachingRequest): UnplacedCoachingReason {
  const ranges = unitRanges(desk, unit);
  if (countOfStarts(ranges) === 0) return "group-never-free-together";
  const isLed = unit.coachIds.length === 0 || unit.coachIds.some((coachId) => countOfStarts(sharedRanges([ranges, coachRanges(desk, coachId, offMilliseconds(desk, unit))])) > 0);
  return isLed ? "service-floor" : "no-coach-free";
}

interface Taken {
  readonly first: number;
  readonly end: number;
}

/** The sessions of each agent who has several. */
function takenByMember({ problem: { members, options, unitSteps } }: PlacementModel, unitOption: Int32Array): readonly (readonly Taken[])[] {
  const taken: Taken[][] = Array.from({ length: members?.memberCount ?? 0 }, () => []);
  unitOption.forEach((option, unit) => {
    if (option < 0 || members === undefined) return;
    const first = options.step[option] ?? 0;
    for (let at = members.firstMember[unit] ?? 0; at < (members.firstMember[unit + 1] ?? 0); at += 1) taken[members.member[at] ?? 0]?.push({ first, end: first + (unitSteps[unit] ?? 1) });
  });
  return taken;
}

/** What the others have left full. */
interface Full {
  readonly model: PlacementModel;
  readonly cellLoad: Float64Array;
  readonly resourceLoad: Uint32Array;
  readonly taken: readonly (readonly Taken[])[];
}

function isMemberTaken({ model: { problem: { members, unitSteps } }, taken }: Full, unit: number, first: number): boolean {
  if (members === undefined) return false;
  const { gapSteps, periodOfStep, periodLimit } = members;
  const end = first + (unitSteps[unit] ?? 1);
  for (let at = members.firstMember[unit] ?? 0; at < (members.firstMember[unit + 1] ?? 0); at += 1) {
    const own = taken[members.member[at] ?? 0] ?? [];
    if (own.some((one) => first < one.end + gapSteps && one.first < end + gapSteps)) return true;
    if (own.filter((one) => periodOfStep[one.first] === periodOfStep[first]).length >= periodLimit) return true;
  }
  return false;
}

/** What stands in the way of one option: each of coach, floor, agent. */
function obstaclesOf(full: Full, unit: number, option: number): readonly [isCoachFull: boolean, isCellFull: boolean, isAgentTaken: boolean] {
  const { model: { problem: { stepCount, unitSteps, loads, options, resourceCapacity, cellTable, costTables } }, cellLoad, resourceLoad } = full;
  const [first = 0, resource = NO_RESOURCE] = [options.step[option], options.resource[option]];
  let [isCoachFull, isCellFull] = [false, false];
  for (let step = first; step < first + (unitSteps[unit] ?? 1); step += 1) {
    if (resource !== NO_RESOURCE && (resourceLoad[resource * stepCount + step] ?? 0) >= (resourceCapacity[resource * stepCount + step] ?? 0)) isCoachFull = true;
    for (let load = loads.firstLoad[unit] ?? 0; load < (loads.firstLoad[unit + 1] ?? 0); load += 1) {
      const cell = (loads.track[load] ?? 0) * stepCount + step;
      if ((cellLoad[cell] ?? 0) + (loads.size[load] ?? 0) >= (costTables[cellTable[cell] ?? 0]?.length ?? 1)) isCellFull = true;
    }
  }
  return [isCoachFull, isCellFull, isMemberTaken(full, unit, first)];
}

function reasonAmongOthers(full: Full, unit: number): UnplacedCoachingReason {
  const { options: { firstOption } } = full.model.problem;
  const found = new Set<string>();
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) found.add(obstaclesOf(full, unit, option).map(Number).join(""));
  if (found.has("100")) return "coaches-full";
  if (found.has("010")) return "service-floor-reached";
  return found.has("001") ? "gap-or-day-limit-reached" : "taken-by-others";
}

/** Why requests have no place, by relaxing one constraint after another. */
export function unplacedReasons(model: PlacementModel, unitOption: Int32Array, { cellLoad }: PlacementReckoning): readonly UnplacedCoaching[] {
  const { desk, problem } = model;
  if (!unitOption.includes(-1)) return [];
  const resourceLoad = new Uint32Array(problem.resourceCapacity.length);
  unitOption.forEach((option, unit) => {
    const resource = option < 0 ? NO_RESOURCE : (problem.options.resource[option] ?? NO_RESOURCE);
    if (resource === NO_RESOURCE) return;
    const at = resource * problem.stepCount + (problem.options.step[option] ?? 0);
    for (let step = at; step < at + (problem.unitSteps[unit] ?? 1); step += 1) resourceLoad[step] = (resourceLoad[step] ?? 0) + 1;
  });
  const full: Full = { model, cellLoad, resourceLoad, taken: takenByMember(model, unitOption) };
  return desk.units.flatMap((unit, at): readonly UnplacedCoaching[] => {
    if (unitOption[at] !== -1) return [];
    if (problem.options.firstOption[at] === problem.options.firstOption[at + 1]) return [withoutOptions(desk, unit)];
    const reason = reasonAmongOthers(full, at);
    return [{ requestId: unit.requestId, reason, perAgent: unit.agentIds.map((agentId) => ({ agentId, reason })) }];
  });
}
