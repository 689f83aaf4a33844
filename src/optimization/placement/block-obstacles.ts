import { addedCost, type BlockPlan, isTooNear, NONE } from "./block-plan.js";
import { NO_RESOURCE, periodRoom } from "./placement-columns.js";

/** Why a unit cannot take an option now. */
type BlockObstacleKind = "cell" | "resource" | "member-gap" | "member-period";

/** What stands in the way first, and the placed units of which one would have to go (or several, one after another). */
export interface BlockObstacle {
  readonly kind: BlockObstacleKind;
  readonly units: readonly number[];
}

/** So many units are looked at as those that could make way; where more are in the way, the first in the order of starts count. */
const MOST_BLOCKERS = 8;

/** Placed units that cover a step and of which `asks` says that they are in the way. */
function unitsOver(plan: BlockPlan, step: number, asks: (unit: number) => boolean): number[] {
  const { problem: { unitSteps }, firstStarting, nextStarting, mostSteps } = plan;
  const units: number[] = [];
  for (let start = Math.max(0, step - mostSteps + 1); start <= step; start += 1) {
    for (let unit = firstStarting[start] ?? NONE; unit !== NONE; unit = nextStarting[unit] ?? NONE) {
      if (start + (unitSteps[unit] ?? 0) > step && asks(unit)) units.push(unit);
      if (units.length === MOST_BLOCKERS) return units;
    }
  }
  return units;
}

function resourceObstacle(plan: BlockPlan, unit: number, option: number): BlockObstacle | null {
  const { unitOption, used, usedBy, problem: { stepCount, unitSteps, resourceCapacity, options: { step, resource } } } = plan;
  const whose = resource[option] ?? NO_RESOURCE;
  if (whose === NO_RESOURCE) return null;
  const start = step[option] ?? 0;
  for (let at = start; at < start + (unitSteps[unit] ?? 0); at += 1) {
    const cell = whose * stepCount + at;
    if ((used[cell] ?? 0) < (resourceCapacity[cell] ?? 0)) continue;
    if (used[cell] === 1) return { kind: "resource", units: [usedBy[cell] ?? NONE] };
    return { kind: "resource", units: unitsOver(plan, at, (other) => resource[unitOption[other] ?? 0] === whose) };
  }
  return null;
}

function cellObstacle(plan: BlockPlan, unit: number, option: number): BlockObstacle | null {
  if (addedCost(plan, unit, option) < Infinity) return null;
  const { stepCosts, held, problem: { stepCount, unitSteps, cellTable, costTables, loads: { firstLoad, track, size: amount }, options: { step } } } = plan;
  let at = step[option] ?? 0;
  const end = at + (unitSteps[unit] ?? 0);
  while (at < end - 1 && (stepCosts[at] ?? 0) < Infinity) at += 1;
  const isFull = (load: number): boolean => {
    const cell = (track[load] ?? 0) * stepCount + at;
    return (held[cell] ?? 0) + (amount[load] ?? 0) >= (costTables[cellTable[cell] ?? 0]?.length ?? 0);
  };
  let load = firstLoad[unit] ?? 0;
  while (!isFull(load)) load += 1;
  const loadsIt = (other: number): boolean => {
    for (let one = firstLoad[other] ?? 0; one < (firstLoad[other + 1] ?? 0); one += 1) if (track[one] === track[load]) return true;
    return false;
  };
  return { kind: "cell", units: unitsOver(plan, at, loadsIt) };
}

function memberObstacle(plan: BlockPlan, unit: number, option: number): BlockObstacle | null {
  const { problem, unitOption, unitsOfMember } = plan;
  const { members, options: { step } } = problem;
  if (members === undefined || unitsOfMember === null) return null;
  const { firstMember, member, periodOfStep } = members;
  const start = step[option] ?? 0;
  for (let at = firstMember[unit] ?? 0; at < (firstMember[unit + 1] ?? 0); at += 1) {
    const whose = member[at] ?? 0;
    const others = unitsOfMember.unit.subarray(unitsOfMember.first[whose], unitsOfMember.first[whose + 1]);
    plan.work += others.length >>> 6;
    const [near, same]: [number[], number[]] = [[], []];
    for (const other of others) {
      const its = unitOption[other] ?? NONE;
      if (its === NONE || other === unit) continue;
      if (isTooNear(problem, { unit, start }, { unit: other, option: its })) near.push(other);
      if (periodOfStep[step[its] ?? 0] === periodOfStep[start]) same.push(other);
    }
    // all that are too near have to go, so there is no choice among them
    if (near.length > 0) return { kind: "member-gap", units: near.slice(0, 1) };
    if (same.length >= periodRoom(members, whose, start)) return { kind: "member-period", units: same.slice(0, MOST_BLOCKERS) };
  }
  return null;
}

/** What keeps a unit that is left out from an option, the first thing found; null when nothing does. The caller has called `lookAnew` since the plan changed. */
export const obstacleOf = (plan: BlockPlan, unit: number, option: number): BlockObstacle | null =>
  resourceObstacle(plan, unit, option) ?? memberObstacle(plan, unit, option) ?? cellObstacle(plan, unit, option);
