import { inTextOrder } from "../../unit/internal.js";
import { type MillisecondSpan, millisecondsOf, spansWithout } from "../../time/internal.js";
import type { AgentSchedule } from "../staffing/agent-schedule.js";
import { staffingGridOf } from "../staffing/staffing-grid.js";
import type { CoachCalendar, CoachingRequest } from "./coaching-request.js";
import type { PlacementRequest } from "./placement-request.js";
import { coachSpans, freeSpans, type Pin, rangesWithin, type Relaxations, sharedRanges, type StartRanges, STRICT } from "./start-ranges.js";
import { dayOfSteps, MINUTE, type StepGrid, stepGridOf, stepsTouched } from "./step-grid.js";

/** A checked request, looked up: everybody by id, and what is derived from them once. */
export interface PlacementDesk {
  readonly request: PlacementRequest;
  readonly grid: StepGrid;
  readonly dayOfStep: Uint32Array;
  readonly agents: ReadonlyMap<string, AgentSchedule>;
  readonly coaches: ReadonlyMap<string, CoachCalendar>;
  /** What is to be placed, by id. */
  readonly units: readonly CoachingRequest[];
  /** What is pinned, by id. */
  readonly pins: readonly Pin[];
  readonly pinsOfAgent: ReadonlyMap<string, readonly Pin[]>;
  readonly pinsOfCoach: ReadonlyMap<string, readonly Pin[]>;
  readonly unitCountOfAgent: ReadonlyMap<string, number>;
  /** When an agent's first session has to start at the latest, so that nobody goes without for too long; by request. */
  readonly latestStart: Map<string, number>;
  readonly freeOfAgent: Map<string, readonly MillisecondSpan[]>;
  readonly rangesOfCoach: Map<string, StartRanges>;
}

function listed<Value>(entries: Iterable<readonly [key: string, value: Value]>): Map<string, Value[]> {
  const lists = new Map<string, Value[]>();
  for (const [key, value] of entries) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }
  return lists;
}

const DAY_MILLISECONDS = 86_400_000;

/** The first request of each agent, if the agent's time without coaching ends in its window. */
function latestStarts({ rules: { fairness } }: PlacementRequest, units: readonly CoachingRequest[], { pinsOfAgent, startsAt }: { readonly pinsOfAgent: ReadonlyMap<string, readonly Pin[]>; readonly startsAt: number }): Map<string, number> {
  const latest = new Map<string, number>();
  if (fairness === undefined) return latest;
  const lastCoached = new Map(fairness.lastCoached.map(({ agentId, coachedAt }) => [agentId, millisecondsOf(coachedAt)]));
  const first = new Map<string, CoachingRequest>();
  for (const unit of units) {
    for (const agentId of unit.agentIds) {
      const earlier = first.get(agentId);
      if (earlier === undefined || millisecondsOf(unit.within.startsAt) < millisecondsOf(earlier.within.startsAt)) first.set(agentId, unit);
    }
  }
  for (const [agentId, { requestId, within, durationMinutes }] of first) {
    const deadline = (lastCoached.get(agentId) ?? startsAt) + fairness.withoutCoachingDays * DAY_MILLISECONDS;
    const isPinnedBefore = (pinsOfAgent.get(agentId) ?? []).some(({ start }) => start <= deadline);
    const isInWindow = deadline >= millisecondsOf(within.startsAt) && deadline < millisecondsOf(within.endsAt) - durationMinutes * MINUTE;
    if (!isPinnedBefore && isInWindow) latest.set(requestId, Math.min(deadline, latest.get(requestId) ?? Infinity));
  }
  return latest;
}

/** Sets a checked request out. */
export function placementDesk(request: PlacementRequest): PlacementDesk {
  const grid = stepGridOf(request.rules, staffingGridOf(request.skills));
  const byId = [...request.requests].sort((a, b) => inTextOrder(a.requestId, b.requestId));
  const units = byId.filter(({ pinned }) => pinned === undefined);
  const pins = byId.flatMap((one): readonly Pin[] => {
    if (one.pinned === undefined) return [];
    const start = millisecondsOf(one.pinned.startsAt);
    return [{ request: one, coachId: one.pinned.coachId, start, end: start + (one.durationMinutes + request.rules.transitionMinutes) * MINUTE }];
  });
  const pinsOfAgent = listed(pins.flatMap((pin) => pin.request.agentIds.map((agentId) => [agentId, pin] as const)));
  const unitCountOfAgent = new Map<string, number>();
  for (const { agentIds } of units) for (const agentId of agentIds) unitCountOfAgent.set(agentId, (unitCountOfAgent.get(agentId) ?? 0) + 1);
  const desk: PlacementDesk = {
    request, grid, units, pins, pinsOfAgent, unitCountOfAgent,
    dayOfStep: dayOfSteps(grid, request.rules.timeZone),
    agents: new Map(request.agents.map((agent) => [agent.agentId, agent])),
    coaches: new Map(request.coaches.map((coach) => [coach.coachId, coach])),
    pinsOfCoach: listed(pins.flatMap((pin) => (pin.coachId === null ? [] : [[pin.coachId, pin] as const]))),
    latestStart: latestStarts(request, units, { pinsOfAgent, startsAt: grid.startsAt }),
    freeOfAgent: new Map(), rangesOfCoach: new Map(),
  };
  // who has no start in time is rather late than left out
  for (const unit of units) if (desk.latestStart.has(unit.requestId) && !hasStart(desk, unit)) desk.latestStart.delete(unit.requestId);
  return desk;
}

/** How long a session takes its people, in milliseconds. */
export const offMilliseconds = ({ request: { rules } }: PlacementDesk, { durationMinutes }: CoachingRequest): number => (durationMinutes + rules.transitionMinutes) * MINUTE;
/** How many steps a session covers. */
export const stepsOf = ({ grid, request: { rules } }: PlacementDesk, { durationMinutes }: CoachingRequest): number => stepsTouched(grid, durationMinutes + rules.transitionMinutes);

/** How many pinned sessions an agent has on each day that has any. */
export function pinsOfDays({ grid, dayOfStep, pinsOfAgent }: PlacementDesk, agentId: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { start } of pinsOfAgent.get(agentId) ?? []) {
    const day = dayOfStep[Math.floor((start - grid.startsAt) / grid.stepMilliseconds)] ?? 0;
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

/** Days on which an agent gets no more, because pinned sessions use the limit up. */
const fullDays = (desk: PlacementDesk, agentId: string): readonly number[] =>
  [...pinsOfDays(desk, agentId)].filter(([, count]) => count >= desk.request.rules.sessionsPerAgentDay).map(([day]) => day);

function withoutFullDays(desk: PlacementDesk, agentId: string, ranges: StartRanges): StartRanges {
  const days = new Set(fullDays(desk, agentId));
  if (days.size === 0) return ranges;
  const closed: MillisecondSpan[] = [];
  desk.dayOfStep.forEach((day, step) => { if (days.has(day)) closed.push([step, step + 1]); });
  return spansWithout(ranges, closed);
}

/** The starts at which one agent could be in a session, its window and the frozen time not looked at. */
export function agentRanges(desk: PlacementDesk, unit: CoachingRequest, { agentId, relaxed = STRICT }: { readonly agentId: string; readonly relaxed?: Relaxations }): StartRanges {
  const agent = desk.agents.get(agentId);
  if (agent === undefined) throw new Error(`The agent ${agentId} was not checked.`);
  const key = relaxed.gap ? `${agentId} gap` : agentId;
  const free = desk.freeOfAgent.get(key) ?? freeSpans(agent, desk.pinsOfAgent.get(agentId) ?? [], desk.request, relaxed);
  desk.freeOfAgent.set(key, free);
  const ranges = rangesWithin(desk.grid, free, offMilliseconds(desk, unit));
  return relaxed.dayLimit ? ranges : withoutFullDays(desk, agentId, ranges);
}

/** The starts that its window, the frozen time and the end of the forecast leave to a session. */
export function windowRanges(desk: PlacementDesk, unit: CoachingRequest, { frozen: isFrozenRelaxed }: Relaxations = STRICT): StartRanges {
  const { request: { rules }, grid } = desk;
  const [from, to] = [millisecondsOf(unit.within.startsAt), millisecondsOf(unit.within.endsAt)];
  const frozen = isFrozenRelaxed || rules.freezeUntil === undefined ? from : Math.max(from, millisecondsOf(rules.freezeUntil));
  const latest = (desk.latestStart.get(unit.requestId) ?? Infinity) + unit.durationMinutes * MINUTE;
  const inWindow = rangesWithin(grid, [[frozen, Math.min(to, latest)]], unit.durationMinutes * MINUTE);
  return sharedRanges([inWindow, rangesWithin(grid, [[grid.startsAt, grid.endsAt]], stepsOf(desk, unit) * grid.stepMilliseconds)]);
}

/** The starts at which all agents of a session could be in it. */
export const unitRanges = (desk: PlacementDesk, unit: CoachingRequest, relaxed: Relaxations = STRICT): StartRanges =>
  sharedRanges([windowRanges(desk, unit, relaxed), ...unit.agentIds.map((agentId) => agentRanges(desk, unit, { agentId, relaxed }))]);

/** The starts at which a coach could lead a session of this length. */
export function coachRanges(desk: PlacementDesk, coachId: string, length: number): StartRanges {
  const key = `${String(length)} ${coachId}`;
  const known = desk.rangesOfCoach.get(key);
  if (known !== undefined) return known;
  const coach = desk.coaches.get(coachId);
  if (coach === undefined) throw new Error(`The coach ${coachId} was not checked.`);
  const ranges = rangesWithin(desk.grid, coachSpans(coach, desk.pinsOfCoach.get(coachId) ?? []), length);
  desk.rangesOfCoach.set(key, ranges);
  return ranges;
}

/** Whether agents and a coach have a start in common; floors are not looked at. */
function hasStart(desk: PlacementDesk, unit: CoachingRequest): boolean {
  const ranges = unitRanges(desk, unit);
  return unit.coachIds.length === 0 ? ranges.length > 0 : unit.coachIds.some((coachId) => sharedRanges([ranges, coachRanges(desk, coachId, offMilliseconds(desk, unit))]).length > 0);
}
