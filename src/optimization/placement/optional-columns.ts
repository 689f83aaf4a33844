import type { PlacementProblemColumns } from "./placement-columns.js";

/** A placement in which options have costs of their own, and leaving a unit out has a price: whichever is cheaper together. */
export interface OptionalPlacementColumns {
  /** The placement. */
  readonly problem: PlacementProblemColumns;
  /** What each option costs besides its cells, zero or more. */
  readonly optionCosts: Float64Array;
  /** What leaving out each unit costs, zero or more. */
  readonly leftOutCosts: Float64Array;
}

/** Prices of loads in cells and of places of resources. */
export interface OptionalPrices {
  readonly cell: Float64Array;
  readonly resource: Float64Array;
}

/** What a unit's choice costs by itself. */
export const ownCost = ({ optionCosts, leftOutCosts }: OptionalPlacementColumns, unit: number, option: number): number => (option < 0 ? (leftOutCosts[unit] ?? 0) : (optionCosts[option] ?? 0));
