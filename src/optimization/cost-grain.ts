import type { CostTable } from "./cost-table.js";

/** The largest whole number below which a double holds every whole number. */
const EXACT_LIMIT = 2 ** 53;

/** How far costs lie apart, and how large they are. */
export interface CostSpread {
  readonly largest: number;
  readonly range: number;
}

/** How many columns a chain of moves can touch: each row and each column once, "no column" being one more. */
export const longestChain = (rowCount: number, columnCount: number): number => Math.min(rowCount, columnCount + 1);

/**
 * The grain of the costs, a power of two: g is the least one with 4·(c + L·r) ≤ 2^53·g.
 * c largest cost, r largest less smallest, L the most columns in a chain of moves.
 * A chain of moves costs at most c + L·r, a price is the difference of two chains, and the search adds at most a chain and a price:
 * whatever it adds up is a whole number of grains below 2^53 of them, which doubles add without rounding.
 */
export function costGrain({ largest, range }: CostSpread, rowCount: number, columnCount: number): number {
  const reach = 4 * (largest + longestChain(rowCount, columnCount) * range);
  let grain = 1;
  while (reach > EXACT_LIMIT * grain) grain *= 2;
  while (grain > 2 ** -1000 && reach <= EXACT_LIMIT * (grain / 2)) grain /= 2;
  return grain;
}

/** The spread of all finite costs of a table. */
function spreadOf({ costs, unassignedCosts }: CostTable): CostSpread {
  let smallest = Infinity;
  let greatest = -Infinity;
  for (const list of unassignedCosts === null ? [costs] : [costs, unassignedCosts]) {
    for (let at = 0; at < list.length; at += 1) {
      const cost = list[at] ?? 0;
      if (cost === Infinity) continue;
      if (cost < smallest) smallest = cost;
      if (cost > greatest) greatest = cost;
    }
  }
  return smallest > greatest ? { largest: 0, range: 0 } : { largest: Math.max(Math.abs(smallest), Math.abs(greatest)), range: greatest - smallest };
}

/** The costs as whole numbers of grains: the list itself when they are so already. */
function rounded(list: Float64Array, grain: number): Float64Array {
  const perUnit = 1 / grain;
  let at = 0;
  while (at < list.length && isWhole((list[at] ?? 0) * perUnit)) at += 1;
  return at === list.length ? list : list.map((cost) => (cost === Infinity ? cost : Math.round(cost * perUnit) * grain));
}
const isWhole = (value: number): boolean => Math.floor(value) === value;

/** A table whose costs are whole numbers of grains, and how far the least total may lie from the true one. */
export interface GrainedTable {
  readonly table: CostTable;
  readonly tolerance: number;
}

/** Rounds a table to its grain. A cost moves by half a grain at most, and so does each sum of a cost and a price in a check: two grains for each row bound what that can hide. */
export function toGrains(table: CostTable): GrainedTable {
  const grain = costGrain(spreadOf(table), table.rowCount, table.columnCount);
  const costs = rounded(table.costs, grain);
  const unassignedCosts = table.unassignedCosts === null ? null : rounded(table.unassignedCosts, grain);
  const isExact = costs === table.costs && unassignedCosts === table.unassignedCosts;
  return { table: { ...table, costs, unassignedCosts }, tolerance: isExact ? 0 : 2 * grain * table.rowCount };
}
