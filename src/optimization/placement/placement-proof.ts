import { costBoundOf, pricedBound, unplacedBoundOf } from "./placement-bound.js";
import type { PlacementPriceColumns, PlacementProblemColumns } from "./placement-columns.js";
import { largestPlacementCost, type PlacementFlaw, placementCost } from "./placement-cost.js";

/** How far cost and bound may lie apart by rounding, as a share of the cost. */
const TOLERANCE_RATIO = 1e-9;

/** What a placement costs, and what its prices prove. */
export interface PlacementProof {
  /** Whether it keeps to options, tables, resources and members. */
  readonly isFeasible: boolean;
  /** What is wrong with it; the first 100. */
  readonly flaws: readonly PlacementFlaw[];
  /** How many flaws there are. */
  readonly flawCount: number;
  /** The cost of all cells; null where a cell holds more than its table tells the cost of. */
  readonly totalCost: number | null;
  /** How many units are left out. */
  readonly unplacedCount: number;
  /** Every placement leaves out at least so many. */
  readonly unplacedBound: number;
  /** No placement that leaves out as few units, or fewer, costs less. */
  readonly costBound: number;
  /** At most so far does the cost lie above the least, as a share of the cost; null when the placement is not feasible, or fewer units might be left out. */
  readonly gapRatio: number | null;
  /** Whether no placement leaves out fewer units, and none that leaves out as few costs less, but for rounding (a gap of 1e-9). */
  readonly isOptimal: boolean;
}

const areFinite = ({ cell, resource, unplaced }: PlacementPriceColumns): boolean => Number.isFinite(unplaced) && cell.every((price) => Number.isFinite(price)) && resource.every((price) => Number.isFinite(price));

/** Prices that are no numbers, or too large to reckon with, prove nothing: bounds of zero. */
function provenBy(problem: PlacementProblemColumns, prices: PlacementPriceColumns, unplacedCount: number): { readonly costBound: number; readonly unplacedBound: number } {
  if (!areFinite(prices)) return { costBound: 0, unplacedBound: 0 };
  const priced = pricedBound(problem, prices);
  const [costBound, leastUnplaced] = [costBoundOf(priced, unplacedCount), unplacedBoundOf(priced, largestPlacementCost(problem))];
  if (!Number.isFinite(costBound) || Number.isNaN(leastUnplaced)) return { costBound: 0, unplacedBound: 0 };
  return { costBound: Math.max(0, costBound), unplacedBound: Math.max(0, Math.ceil(leastUnplaced - TOLERANCE_RATIO)) };
}

/** Holds a placement against what its prices prove by weak duality. The problem is taken to be well-formed. */
export function placementProof(problem: PlacementProblemColumns, unitOption: Int32Array, prices: PlacementPriceColumns): PlacementProof {
  const { totalCost, unplacedCount, flaws, flawCount } = placementCost(problem, unitOption);
  const { costBound, unplacedBound } = provenBy(problem, prices, unplacedCount);
  const isFeasible = flawCount === 0;
  const isProvable = isFeasible && totalCost !== null && unplacedCount <= unplacedBound;
  const gap = isProvable ? Math.max(0, totalCost - costBound) : 0;
  const gapRatio = isProvable ? (gap === 0 ? 0 : gap / totalCost) : null;
  return { isFeasible, flaws, flawCount, totalCost, unplacedCount, unplacedBound, costBound, gapRatio, isOptimal: gapRatio !== null && gapRatio <= TOLERANCE_RATIO };
}
