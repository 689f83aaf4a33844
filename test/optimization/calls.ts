const rows = [{ columns: [0, 1], costs: [1, 2] }, { columns: [0], costs: [5] }, { columns: [0], costs: [6] }, { columns: [], costs: [] }];
const columns = { rowCount: 2, columnCapacities: Uint32Array.of(1, 1), pairCosts: Float64Array.of(1, 2, 5, Infinity) };

const placement = {
  unitCount: 2, stepCount: 2, trackCount: 1, cellTable: Uint32Array.of(0, 1), costTables: [Float64Array.of(0, 1, 3), Float64Array.of(0, 1.5)],
  unitSteps: Uint32Array.of(1, 1), loads: { firstLoad: Uint32Array.of(0, 1, 2), track: Uint32Array.of(0, 0), size: Uint32Array.of(1, 1) },
  options: { firstOption: Uint32Array.of(0, 2, 3), step: Uint32Array.of(0, 1, 0), resource: new Uint32Array(3).fill(0xffff_ffff) },
  resourceCount: 0, resourceCapacity: new Uint8Array(0),
};

/** One good call for each public function. */
export const calls = {
  amountChoice: [{ items: [{ values: [10, 16, 18] }, { values: [6, 11, 15] }], rows: [{ kind: "at-most", bound: 7, uses: [3, 2] }], spares: [0] }],
  assignAtLeastCost: [{ columnCapacities: [1, 1], rows, unassignedRule: { kind: "as-few-as-possible" } }],
  assignAtLeastCostColumns: [columns],
  knapsackChoice: [{ capacity: 10, items: [{ size: 6, value: 7 }, { size: 5, value: 5 }, { size: 5, value: 5 }] }],
  lexicographicWeights: [{ objectives: [{ minimum: 0, maximum: 1 }, { minimum: 0, maximum: 100 }], rowCount: 50, columnCount: 10 }],
  placeAtLeastCostColumns: [placement],
  verifyPlacementColumns: [{ problem: placement, unitOption: Int32Array.of(1, 2), prices: { cell: Float64Array.of(1.5, 1.5), resource: new Float64Array(0), unplaced: 16 } }],
  verifyAssignment: [
    { columnCapacities: [1, 1], rows, unassignedRule: { kind: "as-few-as-possible" } },
    { columnOfRow: [1, 0, null, null], unassigned: [{ row: 2, reason: "no-room" }, { row: 3, reason: "no-pair" }], totalCost: 7, certificate: { columnPrices: [-5, 0], contestedColumns: [0] }, tolerance: 0 },
  ],
  verifyAssignmentColumns: [columns, { columnOfRow: Int32Array.of(1, 0), totalCost: 7, columnPrices: Float64Array.of(1, 0), isContested: Uint8Array.of(0, 0), tolerance: 0 }],
};
