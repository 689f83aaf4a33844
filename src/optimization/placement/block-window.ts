import { addedCost, type BlockPlan, haveMembersRoom, isResourceFree, lookAnew, NONE, put, takeOut } from "./block-plan.js";
import { obstacleOf } from "./block-obstacles.js";

/** So many units are placed anew together at most. */
const MOST_UNITS = 6;
/** So many options are looked at for one window at most. */
const WORK_EACH = 10_000;
/** By less than this share of the cost nothing counts as better. */
const LEAST_GAIN_RATIO = 1e-11;

interface Window {
  readonly plan: BlockPlan;
  readonly units: readonly number[];
  /** The option of each unit in the best placement so far; what it leaves out and adds. */
  readonly best: number[];
  bestLeftOut: number;
  bestAdded: number;
  readonly workLimit: number;
}

/** Options of a unit that are free now, the cheapest first. */
function freeOptions(plan: BlockPlan, unit: number): { readonly option: number; readonly added: number }[] {
  const { firstOption, step } = plan.problem.options;
  const free: { option: number; added: number }[] = [];
  lookAnew(plan);
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
    const added = addedCost(plan, unit, option);
    if (added < Infinity && isResourceFree(plan, unit, option) && haveMembersRoom(plan, unit, step[option] ?? 0)) free.push({ option, added });
  }
  plan.work += (firstOption[unit + 1] ?? 0) - (firstOption[unit] ?? 0);
  return free.sort((one, other) => one.added - other.added || one.option - other.option);
}

/** Tries all placements of the units from `at` on; costs never fall, so what costs as much as the best so far is not followed. */
function tryFrom(window: Window, at: number, { leftOut, added }: { readonly leftOut: number; readonly added: number }): void {
  const { plan, units, best } = window;
  if (leftOut > window.bestLeftOut || (leftOut === window.bestLeftOut && added >= window.bestAdded * (1 - LEAST_GAIN_RATIO))) return;
  const unit = units[at];
  if (unit === undefined) {
    units.forEach((one, place) => { best[place] = plan.unitOption[one] ?? NONE; });
    window.bestLeftOut = leftOut;
    window.bestAdded = added;
    return;
  }
  if (plan.work > window.workLimit) return;
  for (const choice of freeOptions(plan, unit)) {
    put(plan, unit, choice.option);
    tryFrom(window, at + 1, { leftOut, added: added + choice.added });
    takeOut(plan, unit);
  }
  tryFrom(window, at + 1, { leftOut: leftOut + 1, added });
}

/** A unit and those nearest in its way: that block its options, or stand in the steps that it could cover. */
function unitsAround(plan: BlockPlan, unit: number, present: number): number[] {
  const { problem: { unitSteps, options: { firstOption, step } }, firstStarting, nextStarting, mostSteps } = plan;
  const around = new Set<number>();
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0) && around.size < MOST_UNITS; option += 1) {
    if (option === present) continue;
    lookAnew(plan);
    for (const other of obstacleOf(plan, unit, option)?.units ?? []) around.add(other);
  }
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0) && around.size < MOST_UNITS; option += 1) {
    const start = step[option] ?? 0;
    for (let at = Math.max(0, start - mostSteps + 1); at < start + (unitSteps[unit] ?? 0) && around.size < MOST_UNITS; at += 1) {
      for (let other = firstStarting[at] ?? NONE; other !== NONE && around.size < MOST_UNITS; other = nextStarting[other] ?? NONE) around.add(other);
    }
  }
  plan.work += (firstOption[unit + 1] ?? 0) - (firstOption[unit] ?? 0);
  return [...around].slice(0, MOST_UNITS - 1);
}

/** Places these units anew as well as can be, the others staying; returns whether that was better. */
function placeAnew(plan: BlockPlan, units: readonly number[]): boolean {
  const before = units.map((unit) => (plan.unitOption[unit] === NONE ? NONE : takeOut(plan, unit)));
  let [leftOut, added] = [0, 0];
  units.forEach((unit, at) => {
    const option = before[at] ?? NONE;
    if (option === NONE) leftOut += 1;
    else {
      lookAnew(plan);
      added += addedCost(plan, unit, option);
      put(plan, unit, option);
    }
  });
  for (const unit of units) if (plan.unitOption[unit] !== NONE) takeOut(plan, unit);
  const window: Window = { plan, units, best: [...before], bestLeftOut: leftOut, bestAdded: added, workLimit: plan.work + WORK_EACH };
  tryFrom(window, 0, { leftOut: 0, added: 0 });
  units.forEach((unit, at) => { if ((window.best[at] ?? NONE) !== NONE) put(plan, unit, window.best[at] ?? NONE); });
  return window.bestLeftOut < leftOut || window.bestAdded < added;
}

/**
 * Takes a unit and up to four others near it and places them anew by trying all ways, for one unit after another, those left out first; again and again until none gets better or the work is used up.
 * What is small gets solved by it, or nearly; in what is large it is worth its time for units left out only.
 */
export function placeAnewWhileBetter(plan: BlockPlan, order: Int32Array, workLimit: number): void {
  for (let isBetter = true; isBetter && plan.work <= workLimit;) {
    isBetter = false;
    const leftOutFirst = [...order.filter((unit) => plan.unitOption[unit] === NONE), ...order.filter((unit) => plan.unitOption[unit] !== NONE)];
    for (const unit of leftOutFirst) {
      if (plan.work > workLimit) break;
      const present = plan.unitOption[unit] === NONE ? NONE : takeOut(plan, unit);
      const others = unitsAround(plan, unit, present);
      if (present !== NONE) put(plan, unit, present);
      if (placeAnew(plan, [unit, ...others])) isBetter = true;
    }
  }
}
