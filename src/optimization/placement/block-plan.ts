import { NO_RESOURCE, periodRoom, type PlacementProblemColumns } from "./placement-columns.js";

/** Says that a unit is left out, or that a list ends. */
export const NONE = -1;

/** Which units have each member. */
interface UnitsOfMember {
  readonly first: Int32Array;
  readonly unit: Int32Array;
}

/** A plan that is being made: where each unit stands, and what that leaves in cells and resources. */
export interface BlockPlan {
  readonly problem: PlacementProblemColumns;
  /** The option of each unit; `NONE` where it is left out. */
  readonly unitOption: Int32Array;
  /** What each cell holds. */
  readonly held: Uint32Array;
  /** How many units each resource has in each step. */
  readonly used: Uint32Array;
  /** The exclusive or of those units: the unit itself where there is one. */
  readonly usedBy: Int32Array;
  /** The first unit that starts in each step, and the next and the one before in the same step. */
  readonly firstStarting: Int32Array;
  readonly nextStarting: Int32Array;
  readonly earlierStarting: Int32Array;
  readonly unitsOfMember: UnitsOfMember | null;
  /** The most steps that a unit covers. */
  readonly mostSteps: number;
  /** What a unit would add in each step, valid where the stamp is the present one. */
  readonly stepCosts: Float64Array;
  readonly stamps: Int32Array;
  stamp: number;
  /** How many options have been looked at: search ends when it has done enough, never by the clock. */
  work: number;
}

function unitsOfMemberOf({ members, unitCount }: PlacementProblemColumns): UnitsOfMember | null {
  if (members === undefined) return null;
  const { memberCount, firstMember, member } = members;
  const first = new Int32Array(memberCount + 1);
  for (const one of member) first[one + 1] = (first[one + 1] ?? 0) + 1;
  for (let at = 0; at < memberCount; at += 1) first[at + 1] = (first[at + 1] ?? 0) + (first[at] ?? 0);
  const filled = first.slice();
  const unit = new Int32Array(member.length);
  for (let one = 0; one < unitCount; one += 1) {
    for (let at = firstMember[one] ?? 0; at < (firstMember[one + 1] ?? 0); at += 1) {
      const whose = member[at] ?? 0;
      const place = filled[whose] ?? 0;
      unit[place] = one;
      filled[whose] = place + 1;
    }
  }
  return { first, unit };
}

/** A plan that leaves out every unit. */
export function emptyPlan(problem: PlacementProblemColumns): BlockPlan {
  const { unitCount, stepCount, trackCount, resourceCount, unitSteps } = problem;
  return {
    problem, unitOption: new Int32Array(unitCount).fill(NONE), held: new Uint32Array(trackCount * stepCount), used: new Uint32Array(resourceCount * stepCount), usedBy: new Int32Array(resourceCount * stepCount),
    firstStarting: new Int32Array(stepCount).fill(NONE), nextStarting: new Int32Array(unitCount).fill(NONE), earlierStarting: new Int32Array(unitCount).fill(NONE),
    unitsOfMember: unitsOfMemberOf(problem), mostSteps: unitSteps.reduce((most, steps) => Math.max(most, steps), 1),
    stepCosts: new Float64Array(stepCount), stamps: new Int32Array(stepCount), stamp: 0, work: 0,
  };
}

/** Adds a unit's load and its place of the resource, `sign` times. */
function shift({ problem, held, used, usedBy }: BlockPlan, unit: number, { option, sign }: { readonly option: number; readonly sign: 1 | -1 }): void {
  const { stepCount, unitSteps, loads: { firstLoad, track, size: amount }, options: { step, resource } } = problem;
  const start = step[option] ?? 0;
  const end = start + (unitSteps[unit] ?? 0);
  for (let at = firstLoad[unit] ?? 0; at < (firstLoad[unit + 1] ?? 0); at += 1) {
    const base = (track[at] ?? 0) * stepCount;
    const load = sign * (amount[at] ?? 0);
    for (let cell = base + start; cell < base + end; cell += 1) held[cell] = (held[cell] ?? 0) + load;
  }
  const whose = resource[option] ?? NO_RESOURCE;
  if (whose === NO_RESOURCE) return;
  for (let cell = whose * stepCount + start; cell < whose * stepCount + end; cell += 1) {
    used[cell] = (used[cell] ?? 0) + sign;
    usedBy[cell] = (usedBy[cell] ?? 0) ^ unit;
  }
}

/** Puts a unit that is left out on one of its options. */
export function put(plan: BlockPlan, unit: number, option: number): void {
  const { unitOption, firstStarting, nextStarting, earlierStarting } = plan;
  const start = plan.problem.options.step[option] ?? 0;
  const next = firstStarting[start] ?? NONE;
  unitOption[unit] = option;
  firstStarting[start] = unit;
  nextStarting[unit] = next;
  earlierStarting[unit] = NONE;
  if (next !== NONE) earlierStarting[next] = unit;
  shift(plan, unit, { option, sign: 1 });
}

/** Takes a placed unit out; returns the option that it had. */
export function takeOut(plan: BlockPlan, unit: number): number {
  const { unitOption, firstStarting, nextStarting, earlierStarting } = plan;
  const option = unitOption[unit] ?? NONE;
  const [next, earlier] = [nextStarting[unit] ?? NONE, earlierStarting[unit] ?? NONE];
  if (earlier === NONE) firstStarting[plan.problem.options.step[option] ?? 0] = next;
  else nextStarting[earlier] = next;
  if (next !== NONE) earlierStarting[next] = earlier;
  unitOption[unit] = NONE;
  shift(plan, unit, { option, sign: -1 });
  return option;
}

/** What a unit would add to the cells of one step; Infinity where one of them cannot hold it. */
function stepCost({ problem, held }: BlockPlan, unit: number, step: number): number {
  const { stepCount, cellTable, costTables, loads: { firstLoad, track, size: amount } } = problem;
  let added = 0;
  for (let at = firstLoad[unit] ?? 0; at < (firstLoad[unit + 1] ?? 0); at += 1) {
    const cell = (track[at] ?? 0) * stepCount + step;
    const table = costTables[cellTable[cell] ?? 0];
    const now = held[cell] ?? 0;
    added += (table?.[now + (amount[at] ?? 0)] ?? Infinity) - (table?.[now] ?? 0);
  }
  return added;
}

/** Forgets what steps would cost: to be called when another unit is looked at or the plan has changed. */
export const lookAnew = (plan: BlockPlan): void => {
  plan.stamp += 1;
};

/** What a unit that is left out would add on an option; Infinity where a cell cannot hold it. */
export function addedCost(plan: BlockPlan, unit: number, option: number): number {
  const { stepCosts, stamps, stamp, problem: { options: { step }, unitSteps } } = plan;
  const start = step[option] ?? 0;
  const end = start + (unitSteps[unit] ?? 0);
  let added = 0;
  for (let at = start; at < end; at += 1) {
    if (stamps[at] !== stamp) {
      stamps[at] = stamp;
      stepCosts[at] = stepCost(plan, unit, at);
    }
    added += stepCosts[at] ?? 0;
  }
  return added;
}

/** Whether the option's resource has a place in all steps. */
export function isResourceFree({ problem, used }: BlockPlan, unit: number, option: number): boolean {
  const { stepCount, unitSteps, resourceCapacity, options: { step, resource } } = problem;
  const whose = resource[option] ?? NO_RESOURCE;
  if (whose === NO_RESOURCE) return true;
  const begin = whose * stepCount + (step[option] ?? 0);
  const end = begin + (unitSteps[unit] ?? 0);
  for (let cell = begin; cell < end; cell += 1) if ((used[cell] ?? 0) >= (resourceCapacity[cell] ?? 0)) return false;
  return true;
}

/** Whether two units of one member, both placed there, come too near one another. */
export function isTooNear({ unitSteps, members, options: { step } }: PlacementProblemColumns, unit: { readonly unit: number; readonly start: number }, other: { readonly unit: number; readonly option: number }): boolean {
  const gap = members?.gapSteps ?? 0;
  const otherStart = step[other.option] ?? 0;
  return unit.start < otherStart + (unitSteps[other.unit] ?? 0) + gap && otherStart < unit.start + (unitSteps[unit.unit] ?? 0) + gap;
}

/** Whether all members of a unit that is left out could come to this start. */
export function haveMembersRoom(plan: BlockPlan, unit: number, start: number): boolean {
  const { problem, unitOption, unitsOfMember } = plan;
  const { members, options: { step } } = problem;
  if (members === undefined || unitsOfMember === null) return true;
  const { firstMember, member, periodOfStep } = members;
  for (let at = firstMember[unit] ?? 0; at < (firstMember[unit + 1] ?? 0); at += 1) {
    const whose = member[at] ?? 0;
    let room = periodRoom(members, whose, start);
    // a member of very many units is work too; one of a few is not counted beside the option itself
    plan.work += ((unitsOfMember.first[whose + 1] ?? 0) - (unitsOfMember.first[whose] ?? 0)) >>> 6;
    for (let place = unitsOfMember.first[whose] ?? 0; place < (unitsOfMember.first[whose + 1] ?? 0); place += 1) {
      const other = unitsOfMember.unit[place] ?? 0;
      const option = unitOption[other] ?? NONE;
      if (option === NONE || other === unit) continue;
      if (isTooNear(problem, { unit, start }, { unit: other, option })) return false;
      if (periodOfStep[step[option] ?? 0] === periodOfStep[start]) room -= 1;
    }
    if (room <= 0) return false;
  }
  return true;
}

/** Whether a unit that is left out could take an option now. */
export const isFree = (plan: BlockPlan, unit: number, option: number): boolean =>
  addedCost(plan, unit, option) < Infinity && isResourceFree(plan, unit, option) && haveMembersRoom(plan, unit, plan.problem.options.step[option] ?? 0);

/** An option and what it adds. */
export interface BlockOption {
  readonly option: number;
  readonly added: number;
}

/** The option of a unit that is left out that adds least, below `below`; of equal ones the earliest, then the lowest resource. `NONE` when there is none. */
export function bestOption(plan: BlockPlan, unit: number, below = Infinity): BlockOption {
  const { firstOption, step, resource } = plan.problem.options;
  const end = firstOption[unit + 1] ?? 0;
  let [best, least] = [NONE, below];
  lookAnew(plan);
  for (let option = firstOption[unit] ?? 0; option < end; option += 1) {
    const added = addedCost(plan, unit, option);
    if (added > least || added === Infinity) continue;
    if (added === least) {
      if (best === NONE) continue;
      const apart = (step[option] ?? 0) - (step[best] ?? 0) || (resource[option] ?? 0) - (resource[best] ?? 0);
      if (apart >= 0) continue;
    }
    if (isResourceFree(plan, unit, option) && haveMembersRoom(plan, unit, step[option] ?? 0)) [best, least] = [option, added];
  }
  plan.work += end - (firstOption[unit] ?? 0);
  return { option: best, added: least };
}

/** What all cells cost, added up in the order of cells. */
export function planCost({ problem: { cellTable, costTables }, held }: BlockPlan): number {
  let cost = 0;
  for (let cell = 0; cell < held.length; cell += 1) cost += costTables[cellTable[cell] ?? 0]?.[held[cell] ?? 0] ?? 0;
  return cost;
}
