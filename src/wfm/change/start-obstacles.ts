import { millisecondSpanOf, millisecondsOf } from "../../time/internal.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { CoachingRequest } from "../placement/coaching-request.js";
import { coachRanges, offMilliseconds, type PlacementDesk, stepsOf } from "../placement/placement-desk.js";
import { type PlacementModel, skillLoads } from "../placement/placement-model.js";
import { partLoss } from "../placement/skill-losses.js";
import { paidSpans, type Pin } from "../placement/start-ranges.js";
import { MINUTE } from "../placement/step-grid.js";
import type { Booking } from "./standing-plan.js";

/**
 * Why a session cannot stand somewhere:
 * `pinned`: its own request pins it elsewhere; `not-on-grid`: no start of the grid; `outside-window`: not inside `within`; `outside-forecast`: it would run over the end; `frozen`: before the end of the frozen time; `too-long-without-coaching`: fairness asks for an earlier one;
 * `not-on-shift`; `in-break`; `gap-to-break`; `in-session`: with another one of the agent; `gap`: to another one; `day-limit`: of the agent;
 * `coach-not-asked-for`: none of those who may lead it; `coach-not-free`: in the calendar; `coach-taken`: leads another session;
 * `service-floor`: of a skill.
 */
export interface StartObstacle {
  /** What binds. */
  readonly reason:
    | "pinned" | "not-on-grid" | "outside-window" | "outside-forecast" | "frozen" | "too-long-without-coaching" | "not-on-shift" | "in-break" | "gap-to-break" | "in-session" | "gap" | "day-limit"
    | "coach-not-asked-for" | "coach-not-free" | "coach-taken" | "service-floor";
  /** The agent concerned; `null` where it is none. */
  readonly agentId: Id | null;
  /** The coach concerned. */
  readonly coachId: Id | null;
  /** The skill concerned. */
  readonly skillId: Id | null;
  /** The sessions in the way, by id. */
  readonly requestIds: readonly Id[];
}

/** Who else stands where, and the session in question. */
export interface Asked {
  readonly model: PlacementModel;
  readonly unit: CoachingRequest;
  /** All other sessions, the pinned ones included. */
  readonly others: readonly Booking[];
  /** Those that are not pinned, by agent of the session and by coach. */
  readonly ofAgent: ReadonlyMap<string, readonly Booking[]>;
  readonly ofCoach: ReadonlyMap<string, readonly Booking[]>;
  /** What they take off, in quanta by skill × stepCount + step. */
  readonly load: Float64Array;
}

/** Looks a session's surroundings up. */
export function askedOf(model: PlacementModel, unit: CoachingRequest, { others, load }: { readonly others: readonly Booking[]; readonly load: Float64Array }): Asked {
  const ofAgent = new Map<string, Booking[]>(unit.agentIds.map((agentId) => [agentId, []]));
  const ofCoach = new Map<string, Booking[]>(unit.coachIds.map((coachId) => [coachId, []]));
  for (const other of others) {
    if (other.isPinned) continue;
    for (const agentId of other.request.agentIds) ofAgent.get(agentId)?.push(other);
    if (other.coachId !== null) ofCoach.get(other.coachId)?.push(other);
  }
  return { model, unit, others, ofAgent, ofCoach, load };
}

type Concerned = Partial<Omit<StartObstacle, "reason">>;
/** An obstacle, and whom it concerns. */
export const obstacle = (reason: StartObstacle["reason"], concerned: Concerned = {}): StartObstacle => ({ reason, agentId: null, coachId: null, skillId: null, requestIds: [], ...concerned });

const meets = (one: readonly [number, number], other: readonly [number, number]): boolean => one[0] < other[1] && other[0] < one[1];
const idsOf = (list: readonly { readonly request: CoachingRequest }[]): readonly string[] => list.map(({ request }) => request.requestId).sort(inTextOrder);

/** Window, forecast, frozen time and fairness. */
function timeObstacles({ model: { desk }, unit }: Asked, step: number): readonly StartObstacle[] {
  const { request: { rules }, grid, latestStart } = desk;
  const start = grid.startsAt + step * grid.stepMilliseconds;
  const [from, to] = millisecondSpanOf(unit.within);
  const found: StartObstacle[] = [];
  if (start < from || start + unit.durationMinutes * MINUTE > to) found.push(obstacle("outside-window"));
  if (step < 0 || step + stepsOf(desk, unit) > grid.stepCount) found.push(obstacle("outside-forecast"));
  if (rules.freezeUntil !== undefined && start < millisecondsOf(rules.freezeUntil)) found.push(obstacle("frozen"));
  if (start > (latestStart.get(unit.requestId) ?? Infinity)) found.push(obstacle("too-long-without-coaching"));
  return found;
}

/** Shift and breaks of an agent. */
function shiftObstacles({ request: { rules }, agents }: PlacementDesk, agentId: string, span: readonly [number, number]): readonly StartObstacle[] {
  const agent = agents.get(agentId);
  if (agent === undefined) throw new Error(`The agent ${agentId} was not checked.`);
  const isPaid = paidSpans(agent).some(([start, end]) => start <= span[0] && span[1] <= end);
  const breaks = agent.shifts.flatMap((shift) => shift.breaks.map(millisecondSpanOf));
  const gap = rules.isGapToBreaks ? rules.minimumGapMinutes * MINUTE : 0;
  const isInBreak = breaks.some((pause) => meets(span, pause));
  const isNearBreak = !isInBreak && gap > 0 && breaks.some(([start, end]) => meets(span, [start - gap, end + gap]));
  return [...(isPaid ? [] : [obstacle("not-on-shift", { agentId })]), ...(isInBreak ? [obstacle("in-break", { agentId })] : []), ...(isNearBreak ? [obstacle("gap-to-break", { agentId })] : [])];
}

const pinSpan = ({ start, end }: Pin): readonly [number, number] => [start, end];

/** Other sessions of an agent: the pinned ones by the minute, the others by steps, as placeSessions holds them apart. */
function sessionObstacles({ model: { desk, problem: { members } }, unit, ofAgent }: Asked, agentId: string, step: number): readonly StartObstacle[] {
  const { request: { rules }, grid, dayOfStep, pinsOfAgent } = desk;
  const start = grid.startsAt + step * grid.stepMilliseconds;
  const span = [start, start + offMilliseconds(desk, unit)] as const;
  const steps = [step, step + stepsOf(desk, unit)] as const;
  const gap = rules.minimumGapMinutes * MINUTE;
  const gapSteps = members?.gapSteps ?? 0;
  const pins = pinsOfAgent.get(agentId) ?? [];
  const own = ofAgent.get(agentId) ?? [];
  const meeting = idsOf([...pins.filter((pin) => meets(span, pinSpan(pin))), ...own.filter(({ first, end }) => meets(steps, [first, end]))]);
  const near = idsOf([
    ...pins.filter((pin) => !meets(span, pinSpan(pin)) && meets(span, [pin.start - gap, pin.end + gap])),
    ...own.filter(({ first, end }) => !meets(steps, [first, end]) && meets(steps, [first - gapSteps, end + gapSteps])),
  ]);
  const day = dayOfStep[step];
  const onDay = own.filter(({ first }) => dayOfStep[first] === day);
  const pinsOnDay = pins.filter((pin) => dayOfStep[Math.floor((pin.start - grid.startsAt) / grid.stepMilliseconds)] === day);
  const isFull = onDay.length + pinsOnDay.length >= rules.sessionsPerAgentDay;
  return [
    ...(meeting.length > 0 ? [obstacle("in-session", { agentId, requestIds: meeting })] : []), ...(near.length > 0 ? [obstacle("gap", { agentId, requestIds: near })] : []),
    ...(isFull ? [obstacle("day-limit", { agentId, requestIds: idsOf([...pinsOnDay, ...onDay]) })] : []),
  ];
}

/** What keeps a coach from leading the session then. */
export function coachObstacles({ model: { desk, coaches }, unit, ofCoach }: Asked, coachId: string | null, step: number): readonly StartObstacle[] {
  if (coachId === null ? unit.coachIds.length > 0 : !unit.coachIds.includes(coachId)) return [obstacle("coach-not-asked-for", { coachId })];
  if (coachId === null) return [];
  const steps = [step, step + stepsOf(desk, unit)] as const;
  const start = desk.grid.startsAt + step * desk.grid.stepMilliseconds;
  const span = [start, start + offMilliseconds(desk, unit)] as const;
  const taken = idsOf([...(desk.pinsOfCoach.get(coachId) ?? []).filter((pin) => meets(span, pinSpan(pin))), ...(ofCoach.get(coachId) ?? []).filter((other) => meets(steps, [other.first, other.end]))]);
  if (taken.length > 0) return [obstacle("coach-taken", { coachId, requestIds: taken })];
  const pool = coaches.resources.find(({ coachIds, isPool }) => isPool && coachIds.includes(coachId));
  const isFree = coachRanges(desk, coachId, pool?.longestMilliseconds ?? offMilliseconds(desk, unit)).some(([first, end]) => first <= step && step < end);
  return isFree ? [] : [obstacle("coach-not-free", { coachId })];
}

/** Skills whose floor would not hold. */
export function floorObstacles({ model, unit, others, load }: Asked, step: number): readonly StartObstacle[] {
  const { desk, skills } = model;
  const { stepCount, partsPerStep } = desk.grid;
  const end = Math.min(stepCount, step + stepsOf(desk, unit));
  return skillLoads(model, unit).flatMap(([track, amount]): readonly StartObstacle[] => {
    const skill = skills[track];
    if (skill === undefined) return [];
    const floor = skill.skill.serviceFloorFraction ?? 0;
    let isBroken = false;
    for (let part = step * partsPerStep; part < end * partsPerStep; part += 1) {
      const off = ((load[track * stepCount + Math.floor(part / partsPerStep)] ?? 0) + amount) * skill.quantumFte;
      if (partLoss(skill, part, (skill.fteGiven[part] ?? 0) - off).serviceLevel < floor - 1e-12) isBroken = true;
    }
    if (!isBroken) return [];
    const requestIds = idsOf(others.filter((other) => meets([step, end], [other.first, other.end]) && skillLoads(model, other.request).some(([on]) => on === track)));
    return [obstacle("service-floor", { skillId: skill.skill.skillId, requestIds })];
  });
}

/** What keeps the agents, and the rules, from a start; coaches and floors aside. */
export function agentObstacles(asked: Asked, step: number): readonly StartObstacle[] {
  const { model: { desk }, unit } = asked;
  const start = desk.grid.startsAt + step * desk.grid.stepMilliseconds;
  const span = [start, start + offMilliseconds(desk, unit)] as const;
  return [...timeObstacles(asked, step), ...unit.agentIds.flatMap((agentId) => [...shiftObstacles(desk, agentId, span), ...sessionObstacles(asked, agentId, step)])];
}
