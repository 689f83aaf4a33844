import { obstacleOf } from "./block-obstacles.js";
import { addedCost, type BlockPlan, emptyPlan, isFree, lookAnew, NONE, planCost, put, takeOut } from "./block-plan.js";
import { type OptionalPlacementColumns, ownCost } from "./optional-columns.js";

/** By less than this share no change counts as better: it would be rounding. */
const LEAST_GAIN_RATIO = 1e-11;
/** How much is looked at, in options: by this and not by the clock search ends. */
const WORK_PER_OPTION = 60;
const LEAST_WORK = 200_000;

/** What a plan costs: cells, own costs, units left out. */
export function costOfPlan(optional: OptionalPlacementColumns, plan: BlockPlan): number {
  return plan.unitOption.reduce((cost, option, unit) => cost + ownCost(optional, unit, option), planCost(plan));
}

/** What a unit that is out would add, its own cost included. */
const costOf = (optional: OptionalPlacementColumns, plan: BlockPlan, { unit, option }: { readonly unit: number; readonly option: number }): number =>
  ownCost(optional, unit, option) + (option === NONE ? 0 : addedCost(plan, unit, option));

/** The cheapest choice of a unit that is out. Of equal ones leaving it out, then the first option. */
function bestChoice(optional: OptionalPlacementColumns, plan: BlockPlan, unit: number): { readonly option: number; readonly choiceCost: number } {
  const { firstOption } = optional.problem.options;
  let [best, least]: [number, number] = [NONE, ownCost(optional, unit, NONE)];
  lookAnew(plan);
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
    const cost = costOf(optional, plan, { unit, option });
    if (cost < least && isFree(plan, unit, option)) [best, least] = [option, cost];
  }
  plan.work += (firstOption[unit + 1] ?? 0) - (firstOption[unit] ?? 0);
  return { option: best, choiceCost: least };
}

const out = (plan: BlockPlan, unit: number): number => (plan.unitOption[unit] === NONE ? NONE : takeOut(plan, unit));
const into = (plan: BlockPlan, unit: number, option: number): void => {
  if (option !== NONE) put(plan, unit, option);
};
const isLess = (cost: number, than: number): boolean => cost < than - LEAST_GAIN_RATIO * (1 + Math.abs(than));

/** Moves one unit to its cheapest choice; returns whether that is better. */
function moveUnit(optional: OptionalPlacementColumns, plan: BlockPlan, unit: number): boolean {
  const present = out(plan, unit);
  lookAnew(plan);
  const cost = costOf(optional, plan, { unit, option: present });
  const found = bestChoice(optional, plan, unit);
  const isBetter = isLess(found.choiceCost, cost);
  into(plan, unit, isBetter ? found.option : present);
  return isBetter;
}

/** Puts a unit, which is out, where `other` is in the way, if both together are better off then. */
function exchange(optional: OptionalPlacementColumns, plan: BlockPlan, { unit, option, other, saved }: { readonly unit: number; readonly option: number; readonly other: number; readonly saved: number }): boolean {
  const itsOption = out(plan, other);
  lookAnew(plan);
  const itsCost = costOf(optional, plan, { unit: other, option: itsOption });
  lookAnew(plan);
  if (isFree(plan, unit, option)) {
    const cost = costOf(optional, plan, { unit, option });
    put(plan, unit, option);
    const found = bestChoice(optional, plan, other);
    if (isLess(cost + found.choiceCost, saved + itsCost)) {
      into(plan, other, found.option);
      return true;
    }
    takeOut(plan, unit);
  }
  into(plan, other, itsOption);
  return false;
}

/** Looks for an exchange with one unit that is in the way. */
function exchangeUnit(optional: OptionalPlacementColumns, plan: BlockPlan, { unit, workLimit }: { readonly unit: number; readonly workLimit: number }): boolean {
  const { firstOption } = optional.problem.options;
  const present = out(plan, unit);
  lookAnew(plan);
  const saved = costOf(optional, plan, { unit, option: present });
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0) && plan.work <= workLimit; option += 1) {
    plan.work += 1;
    lookAnew(plan);
    if (option === present || ownCost(optional, unit, option) >= saved) continue;
    for (const other of obstacleOf(plan, unit, option)?.units ?? []) if (other !== NONE && exchange(optional, plan, { unit, option, other, saved })) return true;
  }
  into(plan, unit, present);
  return false;
}

/** A plan from `start` on, made better by moves and exchanges while it can be: a heuristic. What of `start` cannot stand beside the rest is left out at first. */
export function improvedPlan(optional: OptionalPlacementColumns, start: Int32Array): BlockPlan {
  const { problem } = optional;
  const plan = emptyPlan(problem);
  start.forEach((option, unit) => {
    lookAnew(plan);
    if (option >= (problem.options.firstOption[unit] ?? 0) && option < (problem.options.firstOption[unit + 1] ?? 0) && isFree(plan, unit, option)) put(plan, unit, option);
  });
  const workLimit = Math.max(LEAST_WORK, WORK_PER_OPTION * problem.options.step.length);
  for (let isBetter = true; isBetter && plan.work <= workLimit;) {
    isBetter = false;
    for (let unit = 0; unit < problem.unitCount; unit += 1) if (moveUnit(optional, plan, unit)) isBetter = true;
    if (isBetter) continue;
    for (let unit = 0; unit < problem.unitCount; unit += 1) if (exchangeUnit(optional, plan, { unit, workLimit })) isBetter = true;
  }
  return plan;
}
