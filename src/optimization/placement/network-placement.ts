import { type ColumnQueue, columnQueue, dequeue, enqueue } from "../column-queue.js";
import type { PlacementNetwork } from "./placement-network.js";

/** Who is where while units are placed one after another. */
interface Settling {
  readonly network: PlacementNetwork;
  readonly outletOfUnit: Int32Array;
  readonly loadOfOutlet: Uint32Array;
  readonly countOfCell: Uint32Array;
  /** Outlets of each cell that have room come first in its part of `roomy`; how many they are, and where each outlet stands. */
  readonly roomy: Uint32Array;
  readonly roomyCount: Uint32Array;
  readonly standing: Uint32Array;
  /** Units of an outlet before this place have been placed, and stay so. */
  readonly nextUnit: Uint32Array;
  /** A stack in each cell's part: outlets that may have room and a unit that waits. */
  readonly direct: Uint32Array;
  readonly directCount: Uint32Array;
  readonly isDirect: Uint8Array;
}

/** What a search has seen, and by what way: for an outlet the unit that leaves it or its cell (−1: nobody, it is the cell to be filled), for a unit the outlet that it would go to. Marks from failed searches stay. */
interface Search {
  readonly seenOutlet: Int32Array;
  readonly seenUnit: Int32Array;
  readonly seenCell: Int32Array;
  readonly leaver: Int32Array;
  readonly target: Int32Array;
  readonly queue: Uint32Array;
  queued: number;
  /** Cells that were reached, and the unit that leaves each; of which outlets are queued, and how many of its own have been. */
  readonly cells: Uint32Array;
  readonly cellLeaver: Int32Array;
  cellCount: number;
  cellHead: number;
  roomyHead: number;
  round: number;
}

/** A mark that no later round goes beyond: no waiting unit is reached from here, and never will be. */
const DEAD = 0x7fff_ffff;

function settling(network: PlacementNetwork): Settling {
  const { unitCount, cellCount, outletCount, firstOutlet, outlets, firstUnit } = network;
  const standing = new Uint32Array(outletCount);
  outlets.forEach((outlet, at) => { standing[outlet] = at; });
  const counts = Uint32Array.from({ length: cellCount }, (_, cell) => (firstOutlet[cell + 1] ?? 0) - (firstOutlet[cell] ?? 0));
  return {
    network, outletOfUnit: new Int32Array(unitCount).fill(-1), loadOfOutlet: new Uint32Array(outletCount), countOfCell: new Uint32Array(cellCount),
    roomy: outlets.slice(), roomyCount: counts, standing, nextUnit: firstUnit.slice(0, outletCount), direct: outlets.slice(), directCount: counts.slice(), isDirect: new Uint8Array(outletCount).fill(1),
  };
}

/** The first unit of an outlet that waits; −1 when none does. */
function waitingUnit({ network: { firstUnit, units }, outletOfUnit, nextUnit }: Settling, outlet: number): number {
  const end = firstUnit[outlet + 1] ?? 0;
  let at = nextUnit[outlet] ?? 0;
  while (at < end && (outletOfUnit[units[at] ?? 0] ?? -1) >= 0) at += 1;
  nextUnit[outlet] = at;
  return at < end ? (units[at] ?? 0) : -1;
}

/** An outlet of the cell that has room and a unit that waits; −1 when there is none. */
function directOutlet(state: Settling, cell: number): number {
  const { network: { firstOutlet, capacityOfOutlet }, loadOfOutlet, direct, directCount, isDirect } = state;
  const first = firstOutlet[cell] ?? 0;
  for (let count = directCount[cell] ?? 0; count > 0; count -= 1) {
    const outlet = direct[first + count - 1] ?? 0;
    if ((loadOfOutlet[outlet] ?? 0) < (capacityOfOutlet[outlet] ?? 0) && waitingUnit(state, outlet) >= 0) return outlet;
    isDirect[outlet] = 0;
    directCount[cell] = count - 1;
  }
  return -1;
}

function swapStanding({ roomy, standing }: Settling, outlet: number, to: number): void {
  const from = standing[outlet] ?? 0;
  const other = roomy[to] ?? 0;
  roomy[to] = outlet;
  roomy[from] = other;
  standing[outlet] = to;
  standing[other] = from;
}

/** One unit more or less at an outlet; keeps the lists of those with room. */
function changeLoad(state: Settling, outlet: number, by: 1 | -1): void {
  const { network: { capacityOfOutlet, cellOfOutlet, firstOutlet }, loadOfOutlet, roomyCount, direct, directCount, isDirect } = state;
  const capacity = capacityOfOutlet[outlet] ?? 0;
  const cell = cellOfOutlet[outlet] ?? 0;
  const first = firstOutlet[cell] ?? 0;
  const count = roomyCount[cell] ?? 0;
  const before = loadOfOutlet[outlet] ?? 0;
  loadOfOutlet[outlet] = before + by;
  if (before + by === capacity) {
    swapStanding(state, outlet, first + count - 1);
    roomyCount[cell] = count - 1;
  } else if (before === capacity) {
    swapStanding(state, outlet, first + count);
    roomyCount[cell] = count + 1;
    if (isDirect[outlet] === 1) return;
    isDirect[outlet] = 1;
    const stacked = directCount[cell] ?? 0;
    direct[first + stacked] = outlet;
    directCount[cell] = stacked + 1;
  }
}

/** Moves a waiting unit in, and along the way every unit that was in its place. */
function settleAlong(state: Settling, { leaver, target }: Search, found: { readonly unit: number; readonly outlet: number }): void {
  const { outletOfUnit } = state;
  let { unit, outlet } = found;
  for (;;) {
    const next = leaver[outlet] ?? -1;
    // the one that leaves goes first, so that no outlet is over its capacity meanwhile
    if (next >= 0) changeLoad(state, outletOfUnit[next] ?? 0, -1);
    changeLoad(state, outlet, 1);
    outletOfUnit[unit] = outlet;
    if (next < 0) return;
    unit = next;
    outlet = target[unit] ?? 0;
  }
}

const searchOf = ({ unitCount, cellCount, outletCount }: PlacementNetwork): Search => ({
  seenOutlet: new Int32Array(outletCount), seenUnit: new Int32Array(unitCount), seenCell: new Int32Array(cellCount),
  leaver: new Int32Array(outletCount), target: new Int32Array(unitCount), queue: new Uint32Array(outletCount), queued: 0,
  cells: new Uint32Array(cellCount), cellLeaver: new Int32Array(cellCount), cellCount: 0, cellHead: 0, roomyHead: 0, round: 0,
});

function reachOutlet({ seenOutlet, leaver, round }: Search, outlet: number, by: number): boolean {
  const seen = seenOutlet[outlet] ?? 0;
  if (seen === round || seen === DEAD) return false;
  seenOutlet[outlet] = round;
  leaver[outlet] = by;
  return true;
}

/** Reaches a cell, and so its outlets with room. Returns one with a unit that waits, −1 when there is none. */
function reachCell(state: Settling, search: Search, { cell, by }: { readonly cell: number; readonly by: number }): number {
  const { seenCell, round } = search;
  const seen = seenCell[cell] ?? 0;
  if (seen === round || seen === DEAD) return -1;
  seenCell[cell] = round;
  const outlet = directOutlet(state, cell);
  if (outlet >= 0) {
    // it may have been seen before, as the one that another unit leaves; then that way would have been taken
    search.leaver[outlet] = by;
    return outlet;
  }
  search.cells[search.cellCount] = cell;
  search.cellLeaver[search.cellCount] = by;
  search.cellCount += 1;
  return -1;
}

/** Queues the next outlet with room of the cells that were reached; one at a time, since most searches end soon. Returns whether there was one. */
function queueRoomy({ network: { firstOutlet }, roomy, roomyCount }: Settling, search: Search): boolean {
  for (; search.cellHead < search.cellCount; search.cellHead += 1, search.roomyHead = 0) {
    const cell = search.cells[search.cellHead] ?? 0;
    const by = search.cellLeaver[search.cellHead] ?? -1;
    while (search.roomyHead < (roomyCount[cell] ?? 0)) {
      const outlet = roomy[(firstOutlet[cell] ?? 0) + search.roomyHead] ?? 0;
      search.roomyHead += 1;
      if (!reachOutlet(search, outlet, by)) continue;
      search.queue[search.queued] = outlet;
      search.queued += 1;
      return true;
    }
  }
  return false;
}

/** Looks on from a unit that would leave its outlet: returns an outlet with a unit that waits, −1 when there is none. */
function reachFrom(state: Settling, search: Search, unit: number): number {
  const left = state.outletOfUnit[unit] ?? 0;
  if (reachOutlet(search, left, unit)) {
    if (waitingUnit(state, left) >= 0) return left;
    search.queue[search.queued] = left;
    search.queued += 1;
  }
  return reachCell(state, search, { cell: state.network.cellOfOutlet[left] ?? 0, by: unit });
}

/** Nothing was found: what was seen is dead. */
function bury({ seenCell, seenUnit, seenOutlet, queue, queued, cells, cellCount }: Search, units: readonly number[]): void {
  for (let at = 0; at < queued; at += 1) seenOutlet[queue[at] ?? 0] = DEAD;
  for (let at = 0; at < cellCount; at += 1) seenCell[cells[at] ?? 0] = DEAD;
  for (const unit of units) seenUnit[unit] = DEAD;
}

/** Puts one unit more into a cell, moving others between outlets and cells where needed but changing no other cell's count. Returns whether it can be done. */
function fill(state: Settling, search: Search, cell: number): boolean {
  const { firstUnit, units } = state.network;
  if (search.seenCell[cell] === DEAD) return false;
  Object.assign(search, { round: search.round + 1, queued: 0, cellCount: 0, cellHead: 0, roomyHead: 0 });
  const seenUnits: number[] = [];
  let outlet = reachCell(state, search, { cell, by: -1 });
  for (let head = 0; outlet < 0 && (head < search.queued || queueRoomy(state, search)); head += 1) {
    const from = search.queue[head] ?? 0;
    for (let at = firstUnit[from] ?? 0; outlet < 0 && at < (firstUnit[from + 1] ?? 0); at += 1) {
      const unit = units[at] ?? 0;
      const seen = search.seenUnit[unit] ?? 0;
      if (seen === search.round || seen === DEAD) continue;
      search.seenUnit[unit] = search.round;
      search.target[unit] = from;
      seenUnits.push(unit);
      outlet = reachFrom(state, search, unit);
    }
  }
  if (outlet < 0) bury(search, seenUnits);
  else settleAlong(state, search, { unit: waitingUnit(state, outlet), outlet });
  return outlet >= 0;
}

const queueOf = (cellCount: number): ColumnQueue => columnQueue(new Int8Array(cellCount), new Float64Array(cellCount));

/** Puts a cell into the queue by what one unit more would add; not when its table ends. */
function enqueueCell(queue: ColumnQueue, { network: { stepsOfCell }, countOfCell }: Settling, cell: number): void {
  const added = stepsOfCell[cell]?.[countOfCell[cell] ?? 0];
  if (added === undefined) return;
  queue.amounts[cell] = added;
  enqueue(queue, cell);
}

/** Where units are, at least cost. */
export interface NetworkPlacement {
  /** The outlet of each unit; −1 when it is left out. */
  readonly outletOfUnit: Int32Array;
  readonly loadOfOutlet: Uint32Array;
  readonly countOfCell: Uint32Array;
}

/**
 * Places as many units as can be at least cost. Counts of cells that can be filled form a polymatroid, and on one greedy is exact for convex costs: always fill the cell to which one unit more adds least, if units can be moved so that it gets one; a cell that gets none once never gets one again
 * (A. Federgruen and H. Groenevelt, "The greedy procedure for resource allocation problems", Operations Research 34, 1986).
 */
export function placeInNetwork(network: PlacementNetwork): NetworkPlacement {
  const state = settling(network);
  const search = searchOf(network);
  const queue = queueOf(network.cellCount);
  for (let cell = 0; cell < network.cellCount; cell += 1) enqueueCell(queue, state, cell);
  for (let placed = 0; queue.count > 0 && placed < network.unitCount;) {
    const cell = dequeue(queue);
    if (!fill(state, search, cell)) continue;
    placed += 1;
    state.countOfCell[cell] = (state.countOfCell[cell] ?? 0) + 1;
    enqueueCell(queue, state, cell);
  }
  return state;
}
