import { addTo, runningSum, sumOf } from "../exact-sum.js";
import { NO_RESOURCE, periodRoom, type PlacementMemberColumns, type PlacementProblemColumns } from "./placement-columns.js";

/** What can be wrong with a placement, and where. */
export type PlacementFlaw =
  /** The unit has not this option. */
  | { readonly kind: "unknown-option"; readonly unit: number }
  /** The cell holds more than its table tells the cost of. */
  | { readonly kind: "cell-over-table"; readonly track: number; readonly step: number; readonly load: number; readonly limit: number }
  /** The resource has more units in a step than it takes. */
  | { readonly kind: "resource-over-capacity"; readonly resource: number; readonly step: number; readonly load: number; readonly limit: number }
  /** The unit starts too soon after another of the same member. */
  | { readonly kind: "members-too-near"; readonly member: number; readonly unit: number; readonly otherUnit: number }
  /** The unit is one too many of the member in the period. */
  | { readonly kind: "period-over-limit"; readonly member: number; readonly periodIndex: number; readonly unit: number };

/** How many flaws are listed; all are counted. */
const LISTED_FLAWS = 100;

/** What a placement costs, and what is wrong with it. */
export interface PlacementReckoning {
  /** The cost of all cells; null where a cell holds more than its table says. */
  readonly totalCost: number | null;
  /** How many units are left out. */
  readonly unplacedCount: number;
  /** What each cell holds. */
  readonly cellLoad: Float64Array;
  /** The first 100 flaws. */
  readonly flaws: readonly PlacementFlaw[];
  /** How many there are. */
  readonly flawCount: number;
}

interface Flaws {
  readonly list: PlacementFlaw[];
  count: number;
}

function note(flaws: Flaws, flaw: PlacementFlaw): void {
  if (flaws.list.length < LISTED_FLAWS) flaws.list.push(flaw);
  flaws.count += 1;
}

/** The option of a unit; −1 when it is left out or has not this one. */
function optionOf({ options: { firstOption } }: PlacementProblemColumns, unitOption: Int32Array, unit: number): number {
  const option = unitOption[unit] ?? -1;
  return option >= (firstOption[unit] ?? 0) && option < (firstOption[unit + 1] ?? 0) ? option : -1;
}

/** Units that are placed, in the order of their starts. */
function unitsByStart(problem: PlacementProblemColumns, unitOption: Int32Array): Uint32Array {
  const ends = new Uint32Array(problem.stepCount + 1);
  const startOf = (unit: number): number => {
    const option = optionOf(problem, unitOption, unit);
    return option < 0 ? -1 : (problem.options.step[option] ?? 0);
  };
  let placedCount = 0;
  for (let unit = 0; unit < problem.unitCount; unit += 1) {
    const start = startOf(unit);
    if (start < 0) continue;
    placedCount += 1;
    ends[start + 1] = (ends[start + 1] ?? 0) + 1;
  }
  for (let step = 0; step < problem.stepCount; step += 1) ends[step + 1] = (ends[step + 1] ?? 0) + (ends[step] ?? 0);
  const units = new Uint32Array(placedCount);
  for (let unit = 0; unit < problem.unitCount; unit += 1) {
    const start = startOf(unit);
    if (start < 0) continue;
    const at = ends[start] ?? 0;
    units[at] = unit;
    ends[start] = at + 1;
  }
  return units;
}

/** Goes through units by their starts and holds each against the one before it of the same member. */
function findMemberFlaws(problem: PlacementProblemColumns, { unitOption, members }: { readonly unitOption: Int32Array; readonly members: PlacementMemberColumns }, flaws: Flaws): void {
  const { memberCount, firstMember, member: memberAt, gapSteps, periodOfStep } = members;
  const lastUnit = new Int32Array(memberCount).fill(-1);
  const lastEnd = new Float64Array(memberCount);
  const lastPeriod = new Float64Array(memberCount).fill(-1);
  const startedCount = new Uint32Array(memberCount);
  for (const unit of unitsByStart(problem, unitOption)) {
    const start = problem.options.step[unitOption[unit] ?? 0] ?? 0;
    const end = start + (problem.unitSteps[unit] ?? 1);
    const period = periodOfStep[start] ?? 0;
    for (let at = firstMember[unit] ?? 0; at < (firstMember[unit + 1] ?? 0); at += 1) {
      const member = memberAt[at] ?? 0;
      const otherUnit = lastUnit[member] ?? -1;
      if (otherUnit >= 0 && start < (lastEnd[member] ?? 0) + gapSteps) note(flaws, { kind: "members-too-near", member, unit, otherUnit });
      startedCount[member] = period === lastPeriod[member] ? (startedCount[member] ?? 0) + 1 : 1;
      if ((startedCount[member] ?? 0) > periodRoom(members, member, start)) note(flaws, { kind: "period-over-limit", member, periodIndex: period, unit });
      lastPeriod[member] = period;
      if (otherUnit >= 0 && end <= (lastEnd[member] ?? 0)) continue;
      lastUnit[member] = unit;
      lastEnd[member] = end;
    }
  }
}

/** What cells and resources hold. */
function loadsOf(problem: PlacementProblemColumns, unitOption: Int32Array): { readonly cellLoad: Float64Array; readonly resourceLoad: Uint32Array; readonly placedCount: number } {
  const { unitCount, stepCount, unitSteps, loads, options } = problem;
  const cellLoad = new Float64Array(problem.cellTable.length);
  const resourceLoad = new Uint32Array(problem.resourceCapacity.length);
  let placedCount = 0;
  for (let unit = 0; unit < unitCount; unit += 1) {
    const option = optionOf(problem, unitOption, unit);
    if (option < 0) continue;
    placedCount += 1;
    const resource = options.resource[option] ?? NO_RESOURCE;
    for (let step = options.step[option] ?? 0, left = unitSteps[unit] ?? 1; left > 0; step += 1, left -= 1) {
      if (resource !== NO_RESOURCE) resourceLoad[resource * stepCount + step] = (resourceLoad[resource * stepCount + step] ?? 0) + 1;
      for (let load = loads.firstLoad[unit] ?? 0; load < (loads.firstLoad[unit + 1] ?? 0); load += 1) {
        const cell = (loads.track[load] ?? 0) * stepCount + step;
        cellLoad[cell] = (cellLoad[cell] ?? 0) + (loads.size[load] ?? 0);
      }
    }
  }
  return { cellLoad, resourceLoad, placedCount };
}

/** Reckons a placement from nothing but the problem and the option of each unit (its place in `options`; −1: left out). */
export function placementCost(problem: PlacementProblemColumns, unitOption: Int32Array): PlacementReckoning {
  const { unitCount, stepCount, cellTable, costTables, resourceCapacity, members } = problem;
  const flaws: Flaws = { list: [], count: 0 };
  for (let unit = 0; unit < unitCount; unit += 1) if (unitOption[unit] !== -1 && optionOf(problem, unitOption, unit) < 0) note(flaws, { kind: "unknown-option", unit });
  const { cellLoad, resourceLoad, placedCount } = loadsOf(problem, unitOption);
  const sum = runningSum();
  let isPriced = true;
  for (let cell = 0; cell < cellTable.length; cell += 1) {
    const table = costTables[cellTable[cell] ?? 0] ?? new Float64Array(1);
    const load = cellLoad[cell] ?? 0;
    addTo(sum, table[load] ?? 0);
    if (load < table.length) continue;
    isPriced = false;
    note(flaws, { kind: "cell-over-table", track: Math.floor(cell / stepCount), step: cell % stepCount, load, limit: table.length - 1 });
  }
  for (let at = 0; at < resourceLoad.length; at += 1) {
    const [load = 0, limit = 0] = [resourceLoad[at], resourceCapacity[at]];
    if (load > limit) note(flaws, { kind: "resource-over-capacity", resource: Math.floor(at / stepCount), step: at % stepCount, load, limit });
  }
  if (members !== undefined) findMemberFlaws(problem, { unitOption, members }, flaws);
  return { totalCost: isPriced ? sumOf(sum) : null, unplacedCount: unitCount - placedCount, cellLoad, flaws: flaws.list, flawCount: flaws.count };
}

/** What no placement costs more than: every cell at the most that the options could put into it, and resources let through. An `unplaced` price above it lets every unit fewer left out win. */
export function largestPlacementCost(problem: PlacementProblemColumns): number {
  const { unitCount, stepCount, trackCount, unitSteps, loads, options, cellTable, costTables, resourceCapacity } = problem;
  const change = new Float64Array(trackCount * (stepCount + 1));
  const largestAmount = new Float64Array(trackCount);
  const places = new Float64Array(stepCount);
  const freeChange = new Float64Array(stepCount + 1);
  for (let at = 0; at < resourceCapacity.length; at += 1) places[at % stepCount] = (places[at % stepCount] ?? 0) + (resourceCapacity[at] ?? 0);
  for (let unit = 0; unit < unitCount; unit += 1) {
    for (let load = loads.firstLoad[unit] ?? 0; load < (loads.firstLoad[unit + 1] ?? 0); load += 1) {
      const [track = 0, amount = 0] = [loads.track[load], loads.size[load]];
      largestAmount[track] = Math.max(largestAmount[track] ?? 0, amount);
      for (let option = options.firstOption[unit] ?? 0; option < (options.firstOption[unit + 1] ?? 0); option += 1) {
        const start = options.step[option] ?? 0;
        const end = start + (unitSteps[unit] ?? 1);
        const row = track * (stepCount + 1);
        change[row + start] = (change[row + start] ?? 0) + amount;
        change[row + end] = (change[row + end] ?? 0) - amount;
        if (options.resource[option] !== NO_RESOURCE) continue;
        freeChange[start] = (freeChange[start] ?? 0) + 1;
        freeChange[end] = (freeChange[end] ?? 0) - 1;
      }
    }
  }
  for (let step = 0, free = 0; step < stepCount; step += 1) {
    free += freeChange[step] ?? 0;
    places[step] = (places[step] ?? 0) + free;
  }
  const sum = runningSum();
  for (let track = 0; track < trackCount; track += 1) {
    let offered = 0;
    for (let step = 0; step < stepCount; step += 1) {
      offered += change[track * (stepCount + 1) + step] ?? 0;
      const table = costTables[cellTable[track * stepCount + step] ?? 0] ?? new Float64Array(1);
      const held = largestAmount[track] === 0 ? 0 : Math.min(offered, (largestAmount[track] ?? 0) * (places[step] ?? 0), table.length - 1);
      addTo(sum, table[held] ?? 0);
    }
  }
  return sumOf(sum);
}
