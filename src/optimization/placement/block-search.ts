import { obstacleOf } from "./block-obstacles.js";
import { addedCost, bestOption, type BlockPlan, lookAnew, NONE, put, takeOut } from "./block-plan.js";

/** By less than this share of what a unit costs where it is no move counts as better: it would be rounding. */
const LEAST_GAIN_RATIO = 1e-11;

const costOf = (plan: BlockPlan, unit: number, option: number): number => {
  lookAnew(plan);
  return addedCost(plan, unit, option);
};

/** Moves one placed unit to where it adds least; returns whether it moved. */
function moveUnit(plan: BlockPlan, unit: number): boolean {
  const present = takeOut(plan, unit);
  const cost = costOf(plan, unit, present);
  const { option } = bestOption(plan, unit, cost - LEAST_GAIN_RATIO * (1 + cost));
  put(plan, unit, option === NONE ? present : option);
  return option !== NONE;
}

/** Moves units one at a time until none moves, or the work is used up. */
export function moveWhileBetter(plan: BlockPlan, order: Int32Array, workLimit: number): void {
  for (let [lastMoved, unitsSince] = [true, 0]; lastMoved;) {
    lastMoved = false;
    for (const unit of order) {
      unitsSince += 1;
      if (plan.unitOption[unit] === NONE) continue;
      if (plan.work > workLimit) return;
      if (!moveUnit(plan, unit)) continue;
      lastMoved = true;
      unitsSince = 0;
    }
    if (unitsSince >= order.length) return;
  }
}

/** Tries to put `unit`, which is out, on an option from which `other` makes way; `gain` is what was saved by taking the unit out. Returns whether that was better, else all is as it was. */
function exchange(plan: BlockPlan, unit: number, { option, other, saved }: { readonly option: number; readonly other: number; readonly saved: number }): boolean {
  const itsOption = takeOut(plan, other);
  const itsCost = costOf(plan, other, itsOption);
  const wasOut = saved === Infinity;
  lookAnew(plan);
  if (obstacleOf(plan, unit, option) === null) {
    const cost = addedCost(plan, unit, option);
    put(plan, unit, option);
    // the one that makes way may cost what is saved; a unit that was left out brings one more into the plan, so any place will do
    const below = wasOut ? Infinity : itsCost + saved - cost;
    const found = bestOption(plan, other, below - LEAST_GAIN_RATIO * (1 + itsCost));
    if (found.option !== NONE) {
      put(plan, other, found.option);
      return true;
    }
    if (wasOut && cost < itsCost * (1 - LEAST_GAIN_RATIO)) return true;
    takeOut(plan, unit);
  }
  put(plan, other, itsOption);
  return false;
}

/** Looks for an exchange that makes a unit and the one in its way better off together. */
function exchangeUnit(plan: BlockPlan, unit: number, workLimit: number): boolean {
  const present = plan.unitOption[unit] === NONE ? NONE : takeOut(plan, unit);
  const saved = present === NONE ? Infinity : costOf(plan, unit, present);
  const { firstOption } = plan.problem.options;
  lookAnew(plan);
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0) && plan.work <= workLimit; option += 1) {
    plan.work += 1;
    if (option === present) continue;
    const cost = addedCost(plan, unit, option);
    if (cost >= saved && cost < Infinity) continue;
    const obstacle = obstacleOf(plan, unit, option);
    for (const other of obstacle?.units ?? []) {
      if (exchange(plan, unit, { option, other, saved })) return true;
      lookAnew(plan);
    }
  }
  if (present !== NONE) put(plan, unit, present);
  return false;
}

/** Exchanges the places of two units while that is better, with single moves in between; also a unit that was left out against one that is placed and costs more. Ends when nothing gets better, or the work is used up. */
export function exchangeWhileBetter(plan: BlockPlan, order: Int32Array, workLimit: number): void {
  for (let isBetter = true; isBetter && plan.work <= workLimit;) {
    isBetter = false;
    for (const unit of order) if (exchangeUnit(plan, unit, workLimit)) isBetter = true;
    if (isBetter) moveWhileBetter(plan, order, workLimit);
  }
}
