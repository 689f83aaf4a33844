import { columnQueue, dequeue, enqueue } from "../column-queue.js";
import type { NetworkPlacement } from "./network-placement.js";
import type { PlacementPriceColumns, PlacementProblemColumns } from "./placement-columns.js";
import { largestPlacementCost } from "./placement-cost.js";
import type { PlacementNetwork } from "./placement-network.js";

interface Labels {
  readonly cell: Float64Array;
  readonly outlet: Float64Array;
}

/**
 * What one unit more would cost anywhere, at the least: λ(cell), λ(outlet).
 * From the cell to which one unit more adds least, then the next: everything is labeled from which a unit could come there, so that another takes its place.
 * Cell → its outlets with room → the units that may use them → where those are now.
 */
function labelsOf({ cellCount, outletCount, unitCount, stepsOfCell, firstOutlet, outlets, firstUnit, units, cellOfOutlet, capacityOfOutlet }: PlacementNetwork, { outletOfUnit, loadOfOutlet, countOfCell }: NetworkPlacement, unplaced: number): Labels {
  const labels: Labels = { cell: new Float64Array(cellCount).fill(unplaced), outlet: new Float64Array(outletCount).fill(unplaced) };
  const [isCellSeen, isOutletSeen, isUnitSeen] = [cellCount, outletCount, unitCount].map((count) => new Uint8Array(count)) as [Uint8Array, Uint8Array, Uint8Array];
  const reached = new Uint32Array(outletCount);
  let reachedCount = 0;
  let label = 0;
  const reachOutlet = (outlet: number): void => {
    if (isOutletSeen[outlet] === 1) return;
    isOutletSeen[outlet] = 1;
    labels.outlet[outlet] = label;
    reached[reachedCount] = outlet;
    reachedCount += 1;
  };
  const reachCell = (cell: number): void => {
    if (isCellSeen[cell] === 1) return;
    isCellSeen[cell] = 1;
    labels.cell[cell] = label;
    for (let at = firstOutlet[cell] ?? 0; at < (firstOutlet[cell + 1] ?? 0); at += 1) {
      const outlet = outlets[at] ?? 0;
      if ((loadOfOutlet[outlet] ?? 0) < (capacityOfOutlet[outlet] ?? 0)) reachOutlet(outlet);
    }
  };
  const reachUnits = (outlet: number): void => {
    for (let at = firstUnit[outlet] ?? 0; at < (firstUnit[outlet + 1] ?? 0); at += 1) {
      const unit = units[at] ?? 0;
      const left = outletOfUnit[unit] ?? -1;
      if (isUnitSeen[unit] === 1 || left < 0) continue;
      isUnitSeen[unit] = 1;
      reachOutlet(left);
      reachCell(cellOfOutlet[left] ?? 0);
    }
  };
  const queue = columnQueue(new Int8Array(cellCount), new Float64Array(cellCount));
  for (let cell = 0; cell < cellCount; cell += 1) {
    const added = stepsOfCell[cell]?.[countOfCell[cell] ?? 0];
    if (added === undefined) continue;
    queue.amounts[cell] = added;
    enqueue(queue, cell);
  }
  for (let head = 0; queue.count > 0;) {
    const cell = dequeue(queue);
    // nobody comes where one more is dearer than being left out
    label = Math.min(unplaced, queue.amounts[cell] ?? 0);
    reachCell(cell);
    for (; head < reachedCount; head += 1) reachUnits(reached[head] ?? 0);
  }
  return labels;
}

/** A power of two, twice to four times a number of zero or more: its multiples do not round. */
const roomyPowerOfTwo = (value: number): number => (value === 0 ? 1 : 2 ** (Math.floor(Math.log2(value)) + 2));

/**
 * Prices that prove a placement in a network to be the cheapest: `placementBound` at them is its cost.
 * The price of a cell is λ(cell), that of a resource what its label stands above its cell's, and where nothing comes from at any cost stands the price of leaving a unit out. The optimal dual of a network flow is its distance labels.
 */
export function networkPrices(problem: PlacementProblemColumns, network: PlacementNetwork, placement: NetworkPlacement): PlacementPriceColumns {
  const unplaced = roomyPowerOfTwo(largestPlacementCost(problem));
  const labels = labelsOf(network, placement, unplaced);
  const cell = labels.cell.map((label, at) => {
    const amount = network.amountOfTrack[Math.floor(at / problem.stepCount)] ?? 0;
    return amount === 0 ? 0 : label / amount;
  });
  const resource = Float64Array.from(problem.resourceCapacity, (capacity) => (capacity === 0 ? unplaced : 0));
  network.placeOfOutlet.forEach((place, outlet) => {
    if (place >= 0) resource[place] = Math.max(0, (labels.outlet[outlet] ?? 0) - (labels.cell[network.cellOfOutlet[outlet] ?? 0] ?? 0));
  });
  return { cell, resource, unplaced };
}
