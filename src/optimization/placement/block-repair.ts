import { obstacleOf } from "./block-obstacles.js";
import { bestOption, type BlockPlan, lookAnew, NONE, put, takeOut } from "./block-plan.js";

/** How far one unit may push others: chains of so many units at most are tried, shorter ones first. */
const CHAIN_LENGTHS: readonly number[] = [1, 2, 4, 8];
/** So many units at most make way at once for one option. */
const MOST_MAKE_WAY = 3;

interface Push {
  readonly plan: BlockPlan;
  /** Units that have just been given their place, and keep it. */
  readonly isSettled: Uint8Array;
  /** The longest chain with which each unit is known to find no place. */
  readonly failedWith: Int8Array;
  readonly touched: number[];
  /** Moves so far, as unit and option before, so that they can be taken back. */
  readonly trail: number[];
  readonly workLimit: number;
}

function change({ plan, trail }: Push, unit: number, option: number): void {
  const before = plan.unitOption[unit] ?? NONE;
  trail.push(unit, before);
  if (before !== NONE) takeOut(plan, unit);
  if (option !== NONE) put(plan, unit, option);
}

function takeBack({ plan, trail }: Push, to: number): void {
  while (trail.length > to) {
    const [before = NONE, unit = NONE] = [trail.pop(), trail.pop()];
    if (plan.unitOption[unit] !== NONE) takeOut(plan, unit);
    if (before !== NONE) put(plan, unit, before);
  }
}

/** Makes way for a unit on an option, one unit after another, then finds places for those that made way. */
function clearOption(push: Push, unit: number, task: { readonly option: number; readonly chainLength: number; readonly gone: readonly number[] }): boolean {
  const { plan, trail, isSettled, workLimit } = push;
  const { option, chainLength, gone } = task;
  plan.work += 1;
  lookAnew(plan);
  const obstacle = obstacleOf(plan, unit, option);
  const mark = trail.length;
  if (obstacle === null) {
    change(push, unit, option);
    isSettled[unit] = 1;
    const isDone = gone.every((other) => settle(push, other, chainLength - 1));
    isSettled[unit] = 0;
    if (!isDone) takeBack(push, mark);
    return isDone;
  }
  if (gone.length === MOST_MAKE_WAY || chainLength === 0) return false;
  for (const other of obstacle.units) {
    if (isSettled[other] === 1 || plan.work > workLimit) continue;
    change(push, other, NONE);
    if (clearOption(push, unit, { option, chainLength, gone: [...gone, other] })) return true;
    takeBack(push, mark);
  }
  return false;
}

/** Finds a unit a place, if need be by a chain of `chainLength` units that make way. */
function settle(push: Push, unit: number, chainLength: number): boolean {
  const { plan, failedWith, touched, workLimit } = push;
  const { option } = bestOption(plan, unit);
  if (option !== NONE) {
    change(push, unit, option);
    return true;
  }
  if (chainLength <= 0 || (failedWith[unit] ?? 0) >= chainLength) return false;
  const { firstOption } = plan.problem.options;
  for (let at = firstOption[unit] ?? 0; at < (firstOption[unit + 1] ?? 0) && plan.work <= workLimit; at += 1) {
    if (clearOption(push, unit, { option: at, chainLength, gone: [] })) return true;
  }
  failedWith[unit] = chainLength;
  touched.push(unit);
  return false;
}

/**
 * Finds places for units that were left out, by letting others make way: a chain in which each unit that makes way finds a place itself, as in a matching, and up to three make way at once.
 * A heuristic: a unit found hopeless in one chain is not tried again in longer ones of the same search.
 * `workEach` bounds the options looked at for one unit, `workLimit` for all.
 */
export function placeLeftOut(plan: BlockPlan, order: Int32Array, { workEach, workLimit }: { readonly workEach: number; readonly workLimit: number }): void {
  const { unitCount } = plan.problem;
  const [isSettled, failedWith, touched] = [new Uint8Array(unitCount), new Int8Array(unitCount), [] as number[]];
  for (const unit of order) {
    if (plan.unitOption[unit] !== NONE) continue;
    const push: Push = { plan, isSettled, failedWith, touched, trail: [], workLimit: Math.min(workLimit, plan.work + workEach) };
    for (const chainLength of CHAIN_LENGTHS) {
      if (settle(push, unit, chainLength)) break;
      if (plan.work > push.workLimit) break;
    }
    for (const one of touched) failedWith[one] = 0;
    touched.length = 0;
  }
}
