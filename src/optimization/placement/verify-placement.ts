import { type ColumnFaults, isColumn, throwFaults } from "../column-faults.js";
import type { PlacementPriceColumns, PlacementProblemColumns } from "./placement-columns.js";
import { checkPlacement } from "./placement-problem.js";
import { type PlacementProof, placementProof } from "./placement-proof.js";

/** A placement and the prices that are said to prove it. */
export interface ClaimedPlacementColumns {
  /** The problem. */
  readonly problem: PlacementProblemColumns;
  /** The option of each unit, its place in `options`; −1 when it is left out. */
  readonly unitOption: Int32Array;
  /** The prices. */
  readonly prices: PlacementPriceColumns;
}

/**
 * Checks a placement against its problem without solving it: reckons flaws and cost anew, and what the prices prove by weak duality. Nothing is taken on trust, and any prices give a valid bound.
 * A wrong placement or wrong prices are no bad input: flaws are listed, and prices that prove nothing (such as NaN) leave `isOptimal` false.
 *
 * @returns JSON
 * @throws CoachingError `input.*`, `placement-problem.*`, `column-faults.wrong_kind`, `column-faults.wrong_length`
 * @example
 * ```ts
 * const problem = {
 *   unitCount: 1, stepCount: 2, trackCount: 1, cellTable: Uint32Array.of(0, 1), costTables: [Float64Array.of(0, 1), Float64Array.of(0, 2)],
 *   unitSteps: Uint32Array.of(1), loads: { firstLoad: Uint32Array.of(0, 1), track: Uint32Array.of(0), size: Uint32Array.of(1) },
 *   options: { firstOption: Uint32Array.of(0, 2), step: Uint32Array.of(0, 1), resource: Uint32Array.of(NO_RESOURCE, NO_RESOURCE) },
 *   resourceCount: 0, resourceCapacity: new Uint8Array(0),
 * };
 * const { prices } = placeAtLeastCostColumns(problem);
 * verifyPlacementColumns({ problem, unitOption: Int32Array.of(0), prices }).isOptimal; // => true
 * verifyPlacementColumns({ problem, unitOption: Int32Array.of(1), prices }).gapRatio; // => 0.5
 * ```
 */
export function verifyPlacementColumns(claimed: ClaimedPlacementColumns): PlacementProof {
  const { problem, unitOption, prices: given } = Object(claimed) as ClaimedPlacementColumns;
  checkPlacement(problem, { isNested: true });
  const prices = Object(given) as PlacementPriceColumns;
  const faults: ColumnFaults = { issues: [], path: [] };
  isColumn(faults, ["unitOption"], { value: unitOption, kind: "Int32Array", expected: problem.unitCount });
  isColumn(faults, ["prices", "cell"], { value: prices.cell, kind: "Float64Array", expected: problem.cellTable.length });
  isColumn(faults, ["prices", "resource"], { value: prices.resource, kind: "Float64Array", expected: problem.resourceCapacity.length });
  throwFaults(faults);
  return placementProof(problem, unitOption, prices);
}
