import { envelopeSteps } from "./convex-envelope.js";
import { NO_RESOURCE, type PlacementProblemColumns } from "./placement-columns.js";

/**
 * A placement problem as a network: unit → outlet (a resource in a step, or the step alone) → cell.
 * It is one where every unit covers one step and loads one track, all units of a track by the same amount, and no resource serves two tracks in one step.
 */
export interface PlacementNetwork {
  readonly unitCount: number;
  readonly cellCount: number;
  readonly outletCount: number;
  /** The outlet of each option; −1 where its resource takes nobody. */
  readonly optionOutlet: Int32Array;
  readonly cellOfOutlet: Uint32Array;
  /** How many units an outlet takes. */
  readonly capacityOfOutlet: Uint32Array;
  /** The resource × stepCount + step that it stands for; −1 where it needs no resource. */
  readonly placeOfOutlet: Int32Array;
  /** Units that may use an outlet, outlet after outlet. */
  readonly firstUnit: Uint32Array;
  readonly units: Uint32Array;
  /** Outlets of a cell, cell after cell. */
  readonly firstOutlet: Uint32Array;
  readonly outlets: Uint32Array;
  /** What each unit more adds to a cell, on the convex envelope of its table: never falling. */
  readonly stepsOfCell: readonly Float64Array[];
  /** How much each unit of a track loads; 0 where none does. */
  readonly amountOfTrack: Uint32Array;
}

/** How much each unit of a track loads; null where they differ, or units load more tracks than one or cover more steps. */
function amountsOfTracks({ unitCount, trackCount, unitSteps, loads: { firstLoad, track, size: amount } }: PlacementProblemColumns): Uint32Array | null {
  const amounts = new Uint32Array(trackCount);
  for (let unit = 0; unit < unitCount; unit += 1) {
    if (unitSteps[unit] !== 1 || (firstLoad[unit] ?? 0) + 1 !== firstLoad[unit + 1]) return null;
    const [on = 0, own = 0] = [track[unit], amount[unit]];
    if (amounts[on] !== 0 && amounts[on] !== own) return null;
    amounts[on] = own;
  }
  return amounts;
}

interface Outlets {
  readonly optionOutlet: Int32Array;
  readonly cells: number[];
  readonly places: number[];
  readonly capacities: number[];
}

/** Numbers the outlets that options name; null where one would serve two cells. */
function outletsOf({ unitCount, stepCount, cellTable, loads, options, resourceCapacity }: PlacementProblemColumns): Outlets | null {
  const placeCount = resourceCapacity.length;
  const known = new Int32Array(placeCount + cellTable.length).fill(-1);
  const found: Outlets = { optionOutlet: new Int32Array(options.step.length).fill(-1), cells: [], places: [], capacities: [] };
  for (let unit = 0; unit < unitCount; unit += 1) {
    const track = loads.track[unit] ?? 0;
    for (let option = options.firstOption[unit] ?? 0; option < (options.firstOption[unit + 1] ?? 0); option += 1) {
      const [step = 0, resource = 0] = [options.step[option], options.resource[option]];
      const cell = track * stepCount + step;
      const isFree = resource === NO_RESOURCE;
      const place = isFree ? placeCount + cell : resource * stepCount + step;
      const capacity = isFree ? unitCount : (resourceCapacity[place] ?? 0);
      if (capacity === 0) continue;
      let outlet = known[place] ?? -1;
      if (outlet < 0) {
        outlet = found.cells.length;
        known[place] = outlet;
        found.cells.push(cell);
        found.places.push(isFree ? -1 : place);
        found.capacities.push(capacity);
      }
      if (found.cells[outlet] !== cell) return null;
      found.optionOutlet[option] = outlet;
    }
  }
  return found;
}

/** Members of groups, group after group; `visit` tells all pairs, twice. */
function grouped(groupCount: number, visit: (tell: (group: number, member: number) => void) => void): { readonly first: Uint32Array; readonly members: Uint32Array } {
  const first = new Uint32Array(groupCount + 1);
  visit((group) => { first[group + 1] = (first[group + 1] ?? 0) + 1; });
  for (let group = 0; group < groupCount; group += 1) first[group + 1] = (first[group + 1] ?? 0) + (first[group] ?? 0);
  const members = new Uint32Array(first[groupCount] ?? 0);
  const next = first.slice();
  visit((group, member) => {
    const at = next[group] ?? 0;
    members[at] = member;
    next[group] = at + 1;
  });
  return { first, members };
}

/** What each unit more adds, for every cell. Cells with the same table and amount share it. */
function stepsOfCells({ cellTable, costTables, stepCount }: PlacementProblemColumns, amounts: Uint32Array): readonly Float64Array[] {
  const known = new Map<string, Float64Array>();
  return Array.from(cellTable, (table, cell) => {
    const amount = amounts[Math.floor(cell / stepCount)] ?? 0;
    const key = `${String(table)} ${String(amount)}`;
    const costs = costTables[table] ?? new Float64Array(1);
    const steps = known.get(key) ?? envelopeSteps(amount === 0 ? new Float64Array(1) : Float64Array.from({ length: Math.floor((costs.length - 1) / amount) + 1 }, (_, count) => costs[count * amount] ?? 0));
    known.set(key, steps);
    return steps;
  });
}

/** The problem as a network, without its members; null where it is none. */
export function placementNetwork(problem: PlacementProblemColumns): PlacementNetwork | null {
  const { unitCount, options: { firstOption }, cellTable } = problem;
  const amountOfTrack = amountsOfTracks(problem);
  const found = amountOfTrack === null ? null : outletsOf(problem);
  if (amountOfTrack === null || found === null) return null;
  const { optionOutlet, cells, places, capacities } = found;
  const { first: firstUnit, members: units } = grouped(cells.length, (tell) => {
    for (let unit = 0; unit < unitCount; unit += 1) {
      for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
        const outlet = optionOutlet[option] ?? -1;
        if (outlet >= 0) tell(outlet, unit);
      }
    }
  });
  const { first: firstOutlet, members: outlets } = grouped(cellTable.length, (tell) => { cells.forEach((cell, outlet) => { tell(cell, outlet); }); });
  return {
    unitCount, cellCount: cellTable.length, outletCount: cells.length, optionOutlet, cellOfOutlet: Uint32Array.from(cells), capacityOfOutlet: Uint32Array.from(capacities), placeOfOutlet: Int32Array.from(places),
    firstUnit, units, firstOutlet, outlets, stepsOfCell: stepsOfCells(problem, amountOfTrack), amountOfTrack,
  };
}
