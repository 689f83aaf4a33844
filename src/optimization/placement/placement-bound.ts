import { addProductTo, addTo, type RunningSum, runningSum, sumOf } from "../exact-sum.js";
import { NO_RESOURCE, type PlacementPriceColumns, type PlacementProblemColumns } from "./placement-columns.js";

/** Longer units are priced by differences of running totals, shorter ones step by step. */
const LONG_STEPS = 8;
/** All sums carry their rounding errors beside them: what is still lost is a smaller part than this of the size of their terms, for as many terms as `PLACEMENT_COLUMN_LIMITS` lets through. */
const LOST_RATIO = 2 ** -76;
/** Terms smaller than this may lose more. */
const LEAST_SIZE = 2 ** -900;
/** So far may a difference of two numbers be off, as a share of them, and more. */
const ROUNDING_RATIO = 2 ** -50;

const greatestCommonDivisor = (one: number, other: number): number => (other === 0 ? one : greatestCommonDivisor(other, one % other));

/** What every load on a track is a whole multiple of; 0 for a track that nobody loads. So a cell never holds what lies between. */
export function trackGrains({ trackCount, loads: { track, size: amount } }: PlacementProblemColumns): Uint32Array {
  const grains = new Uint32Array(trackCount);
  for (let at = 0; at < track.length; at += 1) {
    const on = track[at] ?? 0;
    grains[on] = greatestCommonDivisor(grains[on] ?? 0, amount[at] ?? 0);
  }
  return grains;
}

/** Prices in rows of steps. */
interface PriceRows {
  readonly prices: Float64Array;
  readonly stepCount: number;
  /** Totals up to each step of a row, one entry more than steps, and what their rounding leaves out; null where no unit is long. */
  readonly totals: { readonly total: Float64Array; readonly error: Float64Array } | null;
}

function priceRows(prices: Float64Array, { stepCount, unitSteps }: PlacementProblemColumns): PriceRows {
  if (!unitSteps.some((steps) => steps > LONG_STEPS)) return { prices, stepCount, totals: null };
  const rowCount = prices.length / stepCount;
  const totals = { total: new Float64Array(rowCount * (stepCount + 1)), error: new Float64Array(rowCount * (stepCount + 1)) };
  for (let row = 0; row < rowCount; row += 1) {
    const sum = runningSum();
    for (let step = 0; step < stepCount; step += 1) {
      addTo(sum, prices[row * stepCount + step] ?? 0);
      const to = row * (stepCount + 1) + step + 1;
      totals.total[to] = sum.total;
      totals.error[to] = sum.error;
    }
  }
  return { prices, stepCount, totals };
}

interface Span {
  start: number;
  readonly steps: number;
  /** How often the prices are paid. */
  times: number;
}

/** Adds what the steps of a row cost. */
function addPrices(sum: RunningSum, { prices, stepCount, totals }: PriceRows, row: number, { start, steps, times }: Span): void {
  if (totals !== null && steps > LONG_STEPS) {
    const from = row * (stepCount + 1) + start;
    for (const list of [totals.total, totals.error]) {
      addProductTo(sum, times, list[from + steps] ?? 0);
      addProductTo(sum, -times, list[from] ?? 0);
    }
    return;
  }
  const from = row * stepCount + start;
  for (let at = from; at < from + steps; at += 1) {
    if (times === 1) addTo(sum, prices[at] ?? 0);
    else addProductTo(sum, times, prices[at] ?? 0);
  }
}

interface UnitPrices {
  readonly cells: PriceRows;
  readonly resources: PriceRows;
  readonly unplaced: number;
}

/** Adds the least that a unit pays at these prices for an option; returns whether none is below the price of being left out, which is not added. */
function addUnit({ unitSteps, loads, options }: PlacementProblemColumns, { cells, resources, unplaced }: UnitPrices, { unit, sum }: { readonly unit: number; readonly sum: RunningSum }): boolean {
  let leastTotal = unplaced;
  let leastError = 0;
  let isLeftOut = true;
  const price = runningSum();
  const span: Span = { start: 0, steps: unitSteps[unit] ?? 1, times: 1 };
  const [firstLoad = 0, endLoad = 0] = [loads.firstLoad[unit], loads.firstLoad[unit + 1]];
  for (let option = options.firstOption[unit] ?? 0; option < (options.firstOption[unit + 1] ?? 0); option += 1) {
    price.total = 0;
    price.error = 0;
    span.start = options.step[option] ?? 0;
    span.times = 1;
    const resource = options.resource[option] ?? NO_RESOURCE;
    if (resource !== NO_RESOURCE) addPrices(price, resources, resource, span);
    for (let load = firstLoad; load < endLoad; load += 1) {
      span.times = loads.size[load] ?? 0;
      addPrices(price, cells, loads.track[load] ?? 0, span);
    }
    // so said that NaN is the least: it makes the bound NaN, which proves nothing
    if (price.total - leastTotal + (price.error - leastError) >= 0) continue;
    leastTotal = price.total;
    leastError = price.error;
    isLeftOut = false;
  }
  if (isLeftOut) return true;
  addTo(sum, leastTotal);
  sum.error += leastError;
  return false;
}

/** Adds for every cell the least of table[k] − price · k, over all k that it can hold. Returns the size of the terms. */
function addCells({ cellTable, costTables, stepCount }: PlacementProblemColumns, { prices, grains }: { readonly prices: Float64Array; readonly grains: Uint32Array }, sum: RunningSum): number {
  let size = 0;
  for (let cell = 0; cell < cellTable.length; cell += 1) {
    const table = costTables[cellTable[cell] ?? 0] ?? new Float64Array(1);
    const grain = grains[Math.floor(cell / stepCount)] ?? 0;
    const price = prices[cell] ?? 0;
    let [least, other] = [runningSum(), runningSum()];
    for (let held = grain; held < table.length && grain > 0; held += grain) {
      const [cost = 0, paid] = [table[held], price * held];
      if (cost - paid > least.total + ROUNDING_RATIO * (cost + Math.abs(paid))) continue;
      [other.total, other.error] = [cost, 0];
      addProductTo(other, -price, held);
      if (other.total - least.total + (other.error - least.error) < 0 || Number.isNaN(other.total)) [least, other] = [other, least];
    }
    addTo(sum, least.total);
    sum.error += least.error;
    size += (table[table.length - 1] ?? 0) + Math.abs(price) * table.length;
  }
  return size;
}

const largestOf = (list: Float64Array): number => list.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** How large all terms together can be that units are priced with. */
function sizeOfUnits({ unitCount, stepCount, unitSteps, loads: { firstLoad, size: amount } }: PlacementProblemColumns, { cell, resource, unplaced }: PlacementPriceColumns): number {
  const [largestCell, largestResource] = [largestOf(cell), largestOf(resource)];
  let size = unitCount * unplaced;
  for (let unit = 0; unit < unitCount; unit += 1) {
    const steps = unitSteps[unit] ?? 1;
    const width = steps > LONG_STEPS ? 2 * stepCount : steps;
    size += width * largestResource;
    for (let load = firstLoad[unit] ?? 0; load < (firstLoad[unit + 1] ?? 0); load += 1) size += width * (amount[load] ?? 0) * largestCell;
  }
  return size;
}

/** What prices prove: no placement has a lower [cost of all cells + `unplaced` × units left out] than `rest` + `unplaced` × `leftOutCount`. The two are apart since the second is often so large that the first would drown in it. */
export interface PricedBound {
  readonly rest: RunningSum;
  /** How many units would rather be left out at these prices. */
  readonly leftOutCount: number;
  /** At most so much has been lost by rounding. */
  readonly lost: number;
  readonly unplaced: number;
}

/**
 * A bound by weak duality, whatever the (finite) prices are. Members are not looked at, which only lowers the bound; prices below zero of resources and of leaving out count as zero.
 *
 * Σ units min(unplaced, min over options Σ covered steps (Σ amount · cell price + resource price)) − Σ resource price · capacity + Σ cells min over k (table[k] − cell price · k)
 */
export function pricedBound(problem: PlacementProblemColumns, given: PlacementPriceColumns): PricedBound {
  const { unitCount, resourceCapacity } = problem;
  const prices = { cell: given.cell, resource: given.resource.map((price) => Math.max(0, price)), unplaced: Math.max(0, given.unplaced) };
  const rest = runningSum();
  const rows: UnitPrices = { cells: priceRows(prices.cell, problem), resources: priceRows(prices.resource, problem), unplaced: prices.unplaced };
  let [leftOutCount, size] = [0, sizeOfUnits(problem, prices)];
  for (let unit = 0; unit < unitCount; unit += 1) if (addUnit(problem, rows, { unit, sum: rest })) leftOutCount += 1;
  for (let at = 0; at < resourceCapacity.length; at += 1) {
    const [price = 0, capacity = 0] = [prices.resource[at], resourceCapacity[at]];
    if (price === 0) continue;
    addProductTo(rest, -price, capacity);
    size += price * capacity;
  }
  size += addCells(problem, { prices: prices.cell, grains: trackGrains(problem) }, rest);
  return { rest, leftOutCount, lost: LOST_RATIO * (size + LEAST_SIZE), unplaced: prices.unplaced };
}

/** No placement that leaves out `unplacedCount` units, or fewer, costs less; NaN where prices are too large. */
export function costBoundOf({ rest, leftOutCount, lost, unplaced }: PricedBound, unplacedCount: number): number {
  const sum = { ...rest };
  addProductTo(sum, unplaced, leftOutCount - unplacedCount);
  addTo(sum, -lost);
  return sumOf(sum);
}

/** At least so many units are left out in every placement that costs at most `largestCost`, not rounded up; NaN where prices are too large. */
export function unplacedBoundOf({ rest, leftOutCount, lost, unplaced }: PricedBound, largestCost: number): number {
  if (unplaced === 0) return 0;
  const sum = { ...rest };
  addTo(sum, -largestCost);
  addTo(sum, -lost);
  return leftOutCount + sumOf(sum) / unplaced;
}

/** What no placement is below in [cost of all cells + `unplaced` × units left out]. */
export const placementBound = (problem: PlacementProblemColumns, prices: PlacementPriceColumns): number => costBoundOf(pricedBound(problem, prices), 0);
