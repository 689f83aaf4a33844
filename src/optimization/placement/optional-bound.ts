import { addTo, runningSum, sumOf } from "../exact-sum.js";
import type { OptionalPlacementColumns, OptionalPrices } from "./optional-columns.js";
import { trackGrains } from "./placement-bound.js";
import { NO_RESOURCE } from "./placement-columns.js";

/** How often prices are moved, at most; as many options as this are looked at in all. */
const ROUNDS = 600;
const LOOKS = 5e8;
/** After so many rounds without a better bound prices go back to the best ones and take shorter steps. */
const PATIENCE = 8;
const SHORTER = 0.7;
/** Part of the newest answer in the direction in which prices move. */
const NEWEST_SHARE = 0.4;
/** Closer than this part of the cost there is nothing left to prove. */
const CLOSE_RATIO = 1e-11;

/** Prices, the bound that they prove, and by how much cells and places are asked for more than they give. */
interface Answer {
  readonly cellExcess: Float64Array;
  readonly placeExcess: Float64Array;
  bound: number;
}

/** What an option costs at prices, its own cost included. */
export function pricedOption({ problem, optionCosts }: OptionalPlacementColumns, { cell, resource }: OptionalPrices, { unit, option }: { readonly unit: number; readonly option: number }): number {
  const { stepCount, unitSteps, loads: { firstLoad, track, size: amount }, options } = problem;
  const start = options.step[option] ?? 0;
  const steps = unitSteps[unit] ?? 1;
  const whose = options.resource[option] ?? NO_RESOURCE;
  let price = optionCosts[option] ?? 0;
  if (whose !== NO_RESOURCE) for (let at = whose * stepCount + start, left = steps; left > 0; at += 1, left -= 1) price += resource[at] ?? 0;
  for (let load = firstLoad[unit] ?? 0; load < (firstLoad[unit + 1] ?? 0); load += 1) {
    for (let at = (track[load] ?? 0) * stepCount + start, left = steps; left > 0; at += 1, left -= 1) price += (amount[load] ?? 0) * (cell[at] ?? 0);
  }
  return price;
}

/** The cheapest choice of a unit at prices; −1 for leaving it out. */
function cheapest(optional: OptionalPlacementColumns, prices: OptionalPrices, unit: number): { readonly option: number; readonly pricedCost: number } {
  const { firstOption } = optional.problem.options;
  let [best, least] = [-1, optional.leftOutCosts[unit] ?? 0];
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
    const price = pricedOption(optional, prices, { unit, option });
    if (price < least) [best, least] = [option, price];
  }
  return { option: best, pricedCost: least };
}

/** The load at which a cell is cheapest at its price, and what that saves (zero or less). */
export function cheapestLoad(table: Float64Array, price: number, grain: number): { readonly held: number; readonly saved: number } {
  let [held, saved] = [0, 0];
  for (let at = grain; at < table.length && grain > 0; at += grain) {
    const now = (table[at] ?? 0) - price * at;
    if (now < saved) [held, saved] = [at, now];
  }
  return { held, saved };
}

function countIn({ problem }: OptionalPlacementColumns, { unit, option }: { readonly unit: number; readonly option: number }, { cellExcess, placeExcess }: Answer): void {
  const { stepCount, unitSteps, loads: { firstLoad, track, size: amount }, options } = problem;
  const start = options.step[option] ?? 0;
  const whose = options.resource[option] ?? NO_RESOURCE;
  for (let step = start; step < start + (unitSteps[unit] ?? 1); step += 1) {
    if (whose !== NO_RESOURCE) placeExcess[whose * stepCount + step] = (placeExcess[whose * stepCount + step] ?? 0) + 1;
    for (let load = firstLoad[unit] ?? 0; load < (firstLoad[unit + 1] ?? 0); load += 1) {
      const cell = (track[load] ?? 0) * stepCount + step;
      cellExcess[cell] = (cellExcess[cell] ?? 0) + (amount[load] ?? 0);
    }
  }
}

/** Answers prices: what is proved by them, and what everybody would do. */
function answerTo(optional: OptionalPlacementColumns, prices: OptionalPrices, { answer, grains }: { readonly answer: Answer; readonly grains: Uint32Array }): void {
  const { problem: { unitCount, stepCount, cellTable, costTables, resourceCapacity } } = optional;
  const sum = runningSum();
  answer.placeExcess.forEach((_, at) => {
    const capacity = resourceCapacity[at] ?? 0;
    answer.placeExcess[at] = -capacity;
    addTo(sum, -capacity * (prices.resource[at] ?? 0));
  });
  answer.cellExcess.forEach((_, cell) => {
    const { held, saved } = cheapestLoad(costTables[cellTable[cell] ?? 0] ?? new Float64Array(1), prices.cell[cell] ?? 0, grains[Math.floor(cell / stepCount)] ?? 0);
    answer.cellExcess[cell] = -held;
    addTo(sum, saved);
  });
  for (let unit = 0; unit < unitCount; unit += 1) {
    const { option, pricedCost } = cheapest(optional, prices, unit);
    addTo(sum, pricedCost);
    if (option >= 0) countIn(optional, { unit, option }, answer);
  }
  answer.bound = sumOf(sum);
}

/**
 * A bound by weak duality: whatever the prices are (of resources zero or more), no placement has a lower [cells + own costs of options + costs of units left out]. Members are not looked at, which only lowers it.
 * Σ units min(leftOut, min over options (own cost + Σ amount · cell price + resource price)) − Σ resource price · capacity + Σ cells min over k (table[k] − price · k)
 */
export function optionalBound(optional: OptionalPlacementColumns, prices: OptionalPrices): number {
  const answer: Answer = { cellExcess: new Float64Array(prices.cell.length), placeExcess: new Float64Array(prices.resource.length), bound: 0 };
  answerTo(optional, prices, { answer, grains: trackGrains(optional.problem) });
  return answer.bound;
}

/** Prices to begin with: what one load more or less costs each cell of a plan, the mean of both. */
function marginals({ problem: { stepCount, cellTable, costTables } }: OptionalPlacementColumns, held: Uint32Array, grains: Uint32Array): Float64Array {
  return Float64Array.from(cellTable, (which, cell) => {
    const table = costTables[which] ?? new Float64Array(1);
    const grain = grains[Math.floor(cell / stepCount)] ?? 0;
    const now = held[cell] ?? 0;
    if (grain === 0) return 0;
    const less = now >= grain ? ((table[now] ?? 0) - (table[now - grain] ?? 0)) / grain : null;
    const more = now + grain < table.length ? ((table[now + grain] ?? 0) - (table[now] ?? 0)) / grain : null;
    return ((less ?? more ?? 0) + (more ?? less ?? 0)) / 2;
  });
}

function turn(direction: Float64Array, newest: Float64Array, share: number): void {
  newest.forEach((excess, at) => { direction[at] = (direction[at] ?? 0) + share * (excess - (direction[at] ?? 0)); });
}

/** The squared length of a direction; prices at zero that cannot fall do not count. */
function lengthOf(direction: Float64Array, price: Float64Array, isSigned: boolean): number {
  return direction.reduce((sum, along, at) => (isSigned || along > 0 || (price[at] ?? 0) > 0 ? sum + along * along : sum), 0);
}

/** Prices that prove much of what a plan costs, found by subgradient steps as long as the gap asks for (B. T. Polyak 1969), with the bound. `held` is what its cells hold. */
export function raisedPrices(optional: OptionalPlacementColumns, { held, totalCost: cost }: { readonly held: Uint32Array; readonly totalCost: number }): { readonly prices: OptionalPrices; readonly bound: number } {
  const { problem } = optional;
  const grains = trackGrains(problem);
  const prices: OptionalPrices = { cell: marginals(optional, held, grains), resource: new Float64Array(problem.resourceCapacity.length) };
  const best: OptionalPrices = { cell: prices.cell.slice(), resource: prices.resource.slice() };
  const answer: Answer = { cellExcess: new Float64Array(prices.cell.length), placeExcess: new Float64Array(prices.resource.length), bound: 0 };
  const [cellWay, placeWay] = [new Float64Array(prices.cell.length), new Float64Array(prices.resource.length)];
  const rounds = Math.min(ROUNDS, Math.ceil(LOOKS / (problem.options.step.length + prices.cell.length + prices.resource.length + 1)));
  let [bound, scale, roundsWithout] = [-Infinity, 1, 0];
  for (let round = 0; round < rounds && cost - bound > CLOSE_RATIO * cost; round += 1) {
    answerTo(optional, prices, { answer, grains });
    roundsWithout += 1;
    if (answer.bound > bound) {
      bound = answer.bound;
      roundsWithout = 0;
      best.cell.set(prices.cell);
      best.resource.set(prices.resource);
    } else if (roundsWithout > PATIENCE) {
      [scale, roundsWithout] = [scale * SHORTER, 0];
      prices.cell.set(best.cell);
      prices.resource.set(best.resource);
      continue;
    }
    const share = round === 0 ? 1 : NEWEST_SHARE;
    turn(cellWay, answer.cellExcess, share);
    turn(placeWay, answer.placeExcess, share);
    const length = lengthOf(cellWay, prices.cell, true) + lengthOf(placeWay, prices.resource, false);
    if (length === 0) break;
    const step = (scale * Math.max(0, cost - answer.bound)) / length;
    cellWay.forEach((along, at) => { prices.cell[at] = (prices.cell[at] ?? 0) + step * along; });
    placeWay.forEach((along, at) => { prices.resource[at] = Math.max(0, (prices.resource[at] ?? 0) + step * along); });
  }
  return { prices: best, bound };
}
