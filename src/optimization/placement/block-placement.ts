import { type BlockBound, boundOfPlan } from "./block-bound.js";
import { blockOrder } from "./block-order.js";
import { bestOption, type BlockPlan, emptyPlan, isFree, lookAnew, NONE, planCost, put } from "./block-plan.js";
import { placeLeftOut } from "./block-repair.js";
import { exchangeWhileBetter, moveWhileBetter } from "./block-search.js";
import { placeAnewWhileBetter } from "./block-window.js";
import type { PlacementPriceColumns, PlacementProblemColumns } from "./placement-columns.js";

/** How much is looked at, in options: by this and not by the clock search ends. Times the number of options of the problem, with a floor for small ones. */
const WORK_PER_OPTION = { repair: 20, moves: 60, exchanges: 10 } as const;
const LEAST_WORK = 200_000;
const REPAIR_WORK_PER_UNIT = 100_000;

/** A plan, and what its prices prove. */
export interface BlockPlacement {
  /** The option of each unit; −1 where it is left out. */
  readonly unitOption: Int32Array;
  /** What all cells cost. */
  readonly totalCost: number;
  readonly unplacedCount: number;
  /** No plan that leaves out as few units as this one, or fewer, costs less. Whether fewer could be left out is not proved. */
  readonly bound: number;
  readonly prices: PlacementPriceColumns;
  /** (totalCost − bound) ÷ totalCost; 0 where nothing costs anything. */
  readonly gapRatio: number;
  /** Whether the bound is reached, but for rounding: no plan that leaves out as few units costs less. */
  readonly isOptimal: boolean;
}

/** How close to the bound a plan counts as reaching it, as a share of its cost. */
const REACHED_RATIO = 1e-9;
/** Where more than this part of the cost is not proved, a second search begins where units would go at the prices. */
const SECOND_SEARCH_RATIO = 0.01;

/** Puts units where `start` has them, as far as that is possible. */
function putAsBefore(plan: BlockPlan, order: Int32Array, start: Int32Array): void {
  const { firstOption } = plan.problem.options;
  for (const unit of order) {
    const option = start[unit] ?? NONE;
    if (option < (firstOption[unit] ?? 0) || option >= (firstOption[unit + 1] ?? 0)) continue;
    lookAnew(plan);
    if (isFree(plan, unit, option)) put(plan, unit, option);
  }
}

/** Builds a plan, from `start` where there is one, and makes it better while it can: a heuristic. */
function searchPlan(problem: PlacementProblemColumns, start?: Int32Array): BlockPlan {
  const plan = emptyPlan(problem);
  const order = blockOrder(problem);
  const workFor = (share: number): number => plan.work + Math.max(LEAST_WORK, share * problem.options.step.length);
  if (start !== undefined) putAsBefore(plan, order, start);
  for (const unit of order) {
    if (plan.unitOption[unit] !== NONE) continue;
    const { option } = bestOption(plan, unit);
    if (option !== NONE) put(plan, unit, option);
  }
  placeLeftOut(plan, order, { workEach: REPAIR_WORK_PER_UNIT, workLimit: workFor(WORK_PER_OPTION.repair) });
  moveWhileBetter(plan, order, workFor(WORK_PER_OPTION.moves));
  exchangeWhileBetter(plan, order, workFor(WORK_PER_OPTION.exchanges));
  placeAnewWhileBetter(plan, order, workFor(0));
  return plan;
}

const leftOutIn = ({ unitOption }: BlockPlan): number => unitOption.reduce((count, option) => count + (option === NONE ? 1 : 0), 0);

function placementOf(plan: BlockPlan, { bound, prices }: BlockBound): BlockPlacement {
  const totalCost = planCost(plan);
  return {
    unitOption: plan.unitOption, totalCost, unplacedCount: leftOutIn(plan), bound, prices,
    gapRatio: totalCost === 0 ? 0 : Math.max(0, (totalCost - bound) / totalCost), isOptimal: bound >= totalCost - REACHED_RATIO * totalCost,
  };
}

/**
 * A good plan for units that cover several steps, load several tracks, share members or are placed off a common grid, and a proven bound on what any plan costs that leaves out as few units.
 * As few units left out as can be found comes first, then the cost, of the true tables, convex or not. A heuristic with a proof of how far it is off at most; the same answer for the same problem, and with work bounded by the number of options.
 */
export function blockPlacement(problem: PlacementProblemColumns, start?: Int32Array): BlockPlacement {
  const plan = searchPlan(problem, start);
  const bound = boundOfPlan(plan, planCost(plan));
  const first = placementOf(plan, bound);
  // a plan that was given is made better, not exchanged for another
  if (start !== undefined || first.gapRatio <= SECOND_SEARCH_RATIO) return first;
  const second = searchPlan(problem, bound.choice);
  const fewer = first.unplacedCount - leftOutIn(second);
  if (fewer < 0 || (fewer === 0 && planCost(second) >= first.totalCost)) return first;
  // the bound is one on plans that leave out as few
  return placementOf(second, fewer === 0 ? bound : boundOfPlan(second, planCost(second)));
}
