import { blockPlacement } from "./block-placement.js";
import { type NetworkPlacement, placeInNetwork } from "./network-placement.js";
import { networkPrices } from "./network-prices.js";
import type { PlacementPriceColumns, PlacementProblemColumns } from "./placement-columns.js";
import { placementNetwork, type PlacementNetwork } from "./placement-network.js";
import { checkPlacement } from "./placement-problem.js";
import { type PlacementProof, placementProof } from "./placement-proof.js";

/** How sure it is that nothing is cheaper. `optimal`: proven; `within-gap`: proven up to `gapRatio`; `fewest-not-proved`: perhaps fewer units could be left out. */
export type PlacementStatus = "optimal" | "within-gap" | "fewest-not-proved";

/** A placement at least cost, and what proves it. */
export interface LeastCostPlacementColumns {
  /** The option of each unit, its place in `options`; −1 when it is left out. */
  readonly unitOption: Int32Array;
  /** How many units are left out. */
  readonly unplacedCount: number;
  /** Every placement leaves out at least so many. */
  readonly unplacedBound: number;
  /** The cost of all cells. */
  readonly totalCost: number;
  /** No placement that leaves out as few units costs less. */
  readonly costBound: number;
  /** At most so far does the cost lie above the least, as a share of the cost; null where it cannot be said. */
  readonly gapRatio: number | null;
  /** What proves the bounds; `verifyPlacementColumns` reads them. */
  readonly prices: PlacementPriceColumns;
  /** How sure it is. */
  readonly status: PlacementStatus;
}

/** A placement with its prices. */
interface PricedPlacement {
  readonly unitOption: Int32Array;
  readonly prices: PlacementPriceColumns;
}
/** A placement, and what its prices prove. */
export interface ProvenPlacement extends PricedPlacement {
  readonly proof: PlacementProof;
  /** `network`: exact but for members and tables that are not convex; `block`: searched. */
  readonly method: "network" | "block";
}

/** The option of each unit that leads to its outlet: the first, where several do. */
function optionsOf({ unitCount, options: { firstOption } }: PlacementProblemColumns, { optionOutlet }: PlacementNetwork, { outletOfUnit }: NetworkPlacement): Int32Array {
  const unitOption = new Int32Array(unitCount).fill(-1);
  for (let unit = 0; unit < unitCount; unit += 1) {
    const outlet = outletOfUnit[unit] ?? -1;
    if (outlet >= 0) unitOption[unit] = optionOutlet.indexOf(outlet, firstOption[unit]);
  }
  return unitOption;
}

/** The exact placement where the problem is a network, its members left aside; null where it is none. The bounds of its prices hold with members too. */
function networkStart(problem: PlacementProblemColumns): PricedPlacement | null {
  const network = placementNetwork(problem);
  if (network === null) return null;
  const placement = placeInNetwork(network);
  return { unitOption: optionsOf(problem, network, placement), prices: networkPrices(problem, network, placement) };
}

const provesMore = (one: PlacementProof, other: PlacementProof): boolean => one.unplacedBound > other.unplacedBound || (one.unplacedBound === other.unplacedBound && one.costBound > other.costBound);

/** The placement of a checked problem: exact where it is a network whose members do not meet, else searched, with the higher of two bounds. */
export function provenPlacement(problem: PlacementProblemColumns): ProvenPlacement {
  const start = networkStart(problem);
  const exact = start === null ? null : placementProof(problem, start.unitOption, start.prices);
  if (start !== null && exact?.isOptimal === true) return { ...start, proof: exact, method: "network" };
  const { unitOption, prices } = blockPlacement(problem, start?.unitOption);
  const searched = placementProof(problem, unitOption, prices);
  const byNetwork = start === null ? null : placementProof(problem, unitOption, start.prices);
  if (start !== null && byNetwork !== null && provesMore(byNetwork, searched)) return { unitOption, prices: start.prices, proof: byNetwork, method: "block" };
  return { unitOption, prices, proof: searched, method: "block" };
}

function statusOf({ gapRatio, isOptimal }: PlacementProof): PlacementStatus {
  if (isOptimal) return "optimal";
  return gapRatio === null ? "fewest-not-proved" : "within-gap";
}

/**
 * Places units on a line of steps at the least cost of all cells, leaving out as few as can be, and proves it. The cost is the same in whatever order units are listed; which of the cheapest placements it is depends on nothing but the columns.
 *
 * Where every unit covers one step and loads one track, all of a track by the same amount, no resource serves two tracks in one step, tables are convex and no member is met twice, the answer is exact. Otherwise it is searched for, a heuristic, and `gapRatio` says how far off it may be at most.
 * Source: A. Federgruen and H. Groenevelt, "The greedy procedure for resource allocation problems", Operations Research 34, 1986.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError `input.*`, `placement-problem.*`, `column-faults.wrong_kind`, `column-faults.wrong_length`
 * @example
 * ```ts
 * // two units, two steps; the second unit may only start in step 0, where one costs 1 and two cost 3
 * const answer = placeAtLeastCostColumns({
 *   unitCount: 2, stepCount: 2, trackCount: 1, cellTable: Uint32Array.of(0, 1), costTables: [Float64Array.of(0, 1, 3), Float64Array.of(0, 1.5)],
 *   unitSteps: Uint32Array.of(1, 1), loads: { firstLoad: Uint32Array.of(0, 1, 2), track: Uint32Array.of(0, 0), size: Uint32Array.of(1, 1) },
 *   options: { firstOption: Uint32Array.of(0, 2, 3), step: Uint32Array.of(0, 1, 0), resource: Uint32Array.of(NO_RESOURCE, NO_RESOURCE, NO_RESOURCE) },
 *   resourceCount: 0, resourceCapacity: new Uint8Array(0),
 * });
 * Array.from(answer.unitOption); // => [1, 2]
 * answer.totalCost; // => 2.5
 * answer.status; // => "optimal"
 * ```
 */
export function placeAtLeastCostColumns(problem: PlacementProblemColumns): LeastCostPlacementColumns {
  checkPlacement(problem, { isNested: false });
  const { unitOption, prices, proof } = provenPlacement(problem);
  const { unplacedCount, unplacedBound, totalCost, costBound, gapRatio } = proof;
  return { unitOption, unplacedCount, unplacedBound, totalCost: totalCost ?? 0, costBound, gapRatio, prices, status: statusOf(proof) };
}
