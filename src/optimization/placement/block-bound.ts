import { type BlockPlan, NONE } from "./block-plan.js";
import { costBoundOf, pricedBound } from "./placement-bound.js";
import type { PlacementPriceColumns } from "./placement-columns.js";
import { answerTo, leftOutPrice, priceAnswer, type Prices } from "./price-answer.js";
import { type PriceProblem, priceProblem } from "./price-problem.js";
import { priceResources } from "./price-resources.js";
import { raiseBound } from "./price-volume.js";

/** No price rises above so many times the cost of the plan: it could bring no more, and would drown the other prices in rounding. */
const MOST_PRICE_RATIO = 100;

/** A bound and the prices that prove it. */
export interface BlockBound {
  readonly bound: number;
  readonly prices: PlacementPriceColumns;
  /** The option that each unit would choose at these prices, whatever the others do; `NONE` where it would rather be left out. */
  readonly choice: Int32Array;
}

/** What one load more or less costs each cell of the plan, on its envelope; the mean of both. */
function marginals({ hulls, hullOfCell }: PriceProblem, { held }: BlockPlan, grainCount: Int32Array): Float64Array {
  return Float64Array.from(hullOfCell, (which, cell) => {
    const hull = hulls[which];
    if (hull === undefined) return 0;
    const count = (held[cell] ?? 0) / hull.grain;
    grainCount[cell] = count;
    const less = hull.steps[count - 1];
    const more = hull.steps[count];
    return ((less ?? more ?? 0) + (more ?? less ?? 0)) / 2 / hull.grain;
  });
}

/**
 * A bound on the cost of every plan that leaves out as few units as this one, or fewer, by weak duality; members are not looked at, which only lowers it.
 * In two phases: cells priced as in the plan, resource prices raised for each group of resources by itself; then all prices by the volume algorithm.
 * The bound is reckoned from the prices by `pricedBound`, not taken from the search for them.
 */
export function boundOfPlan(plan: BlockPlan, totalCost: number): BlockBound {
  const { problem, unitOption } = plan;
  const priced = priceProblem(problem);
  const answer = priceAnswer(priced);
  const placedCount = unitOption.reduce((count, option) => count + (option === NONE ? 0 : 1), 0);
  const first: Prices = { cell: marginals(priced, plan, answer.grainCount), place: new Float64Array(priced.cellOfPlace.length), most: MOST_PRICE_RATIO * totalCost };
  priceResources(priced, first, { answer, unitOption });
  const best = raiseBound(priced, first, { answer, placedCount, totalCost });
  answerTo(priced, best, { answer, placedCount });
  const resource = new Float64Array(problem.resourceCapacity.length);
  best.place.forEach((price, at) => { resource[priced.cellOfPlace[at] ?? 0] = price; });
  const prices = { cell: best.cell, resource, unplaced: leftOutPrice(answer, placedCount) };
  const choice = new Int32Array(problem.unitCount).fill(NONE);
  priced.units.forEach((unit, at) => { if ((answer.unitPrices[at] ?? 0) <= prices.unplaced) choice[unit] = answer.option[at] ?? NONE; });
  return { choice, bound: Math.max(0, costBoundOf(pricedBound(problem, prices), problem.unitCount - placedCount)), prices };
}
