import type { PriceProblem } from "./price-problem.js";

/** Prices while they are being raised and lowered: one for each cell, and one for each place of a resource. */
export interface Prices {
  readonly cell: Float64Array;
  readonly place: Float64Array;
  /** No price rises above this. */
  readonly most: number;
}

/** What everyone would do at given prices, and how far that is from what cells and resources do. */
export interface PriceAnswer {
  /** The cheapest option of each of `units`, and its price. */
  readonly option: Int32Array;
  readonly unitPrices: Float64Array;
  /** What units load on each cell, less what the cell would hold: a direction in which its price should rise. */
  readonly cellExcess: Float64Array;
  /** How many units are at each place, less its capacity. */
  readonly placeExcess: Float64Array;
  /** Totals of prices: by track and step, by place, and of the loads of one unit from each step on. */
  readonly cellTotals: Float64Array;
  readonly placeTotals: Float64Array;
  readonly loadPrices: Float64Array;
  /** Where each cell is on its hull. */
  readonly grainCount: Int32Array;
  readonly sortedPrices: Float64Array;
}

/** Room for answers to prices of this problem. */
export const priceAnswer = ({ problem: { stepCount, trackCount }, units, cellOfPlace, mostSteps }: PriceProblem): PriceAnswer => ({
  option: new Int32Array(units.length), unitPrices: new Float64Array(units.length),
  cellExcess: new Float64Array(trackCount * stepCount), placeExcess: new Float64Array(cellOfPlace.length + mostSteps),
  cellTotals: new Float64Array(trackCount * (stepCount + 1)), placeTotals: new Float64Array(cellOfPlace.length + mostSteps + 1),
  loadPrices: new Float64Array(stepCount), grainCount: new Int32Array(trackCount * stepCount), sortedPrices: new Float64Array(units.length),
});

/** Totals of cell prices up to each step of a track. */
export function totalCells({ problem: { stepCount, trackCount } }: PriceProblem, { cell }: Prices, { cellTotals }: PriceAnswer): void {
  for (let track = 0; track < trackCount; track += 1) {
    for (let step = 0; step < stepCount; step += 1) {
      const to = track * (stepCount + 1) + step;
      cellTotals[to + 1] = (cellTotals[to] ?? 0) + (cell[track * stepCount + step] ?? 0);
    }
  }
}

/** Totals of resource prices up to each place; behind the last place all is free. Returns what all capacity costs. */
export function totalPlaces({ capacityOfPlace }: PriceProblem, { place }: Prices, { placeTotals }: PriceAnswer): number {
  let [total, capacityPrice] = [0, 0];
  for (let at = 0; at < capacityOfPlace.length; at += 1) {
    const price = place[at] ?? 0;
    total += price;
    capacityPrice += price * (capacityOfPlace[at] ?? 0);
    placeTotals[at + 1] = total;
  }
  placeTotals.fill(total, capacityOfPlace.length);
  return capacityPrice;
}

/** What the loads of a unit would pay from each step on. */
export function priceLoads({ problem: { stepCount, unitSteps, loads } }: PriceProblem, unit: number, { cellTotals, loadPrices }: PriceAnswer): void {
  const steps = unitSteps[unit] ?? 1;
  loadPrices.fill(0);
  for (let load = loads.firstLoad[unit] ?? 0; load < (loads.firstLoad[unit + 1] ?? 0); load += 1) {
    const base = (loads.track[load] ?? 0) * (stepCount + 1);
    const amount = loads.size[load] ?? 0;
    for (let step = 0; step + steps <= stepCount; step += 1) loadPrices[step] = (loadPrices[step] ?? 0) + amount * ((cellTotals[base + step + steps] ?? 0) - (cellTotals[base + step] ?? 0));
  }
}

/** Finds the cheapest option of every unit. */
export function chooseOptions(priced: PriceProblem, answer: PriceAnswer): void {
  const { problem: { unitSteps, options: { firstOption, step } }, units, isLikeLast, firstPlace } = priced;
  const { placeTotals, loadPrices, option: chosen, unitPrices: prices } = answer;
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    const steps = unitSteps[unit] ?? 1;
    const end = firstOption[unit + 1] ?? 0;
    if (isLikeLast[at] === 0) priceLoads(priced, unit, answer);
    let [best, least] = [firstOption[unit] ?? 0, Infinity];
    for (let option = best; option < end; option += 1) {
      const place = firstPlace[option] ?? 0;
      const price = (loadPrices[step[option] ?? 0] ?? 0) + (placeTotals[place + steps] ?? 0) - (placeTotals[place] ?? 0);
      if (price < least) [best, least] = [option, price];
    }
    chosen[at] = best;
    prices[at] = least;
  }
}

/** Lets each cell hold what is best for it at its price, and adds up what that saves (zero or less). */
function answerCells({ hulls, hullOfCell }: PriceProblem, { cell }: Prices, { cellExcess, grainCount }: PriceAnswer): number {
  let total = 0;
  for (let at = 0; at < hullOfCell.length; at += 1) {
    const hull = hulls[hullOfCell[at] ?? -1];
    if (hull === undefined) continue;
    const price = (cell[at] ?? 0) * hull.grain;
    let count = grainCount[at] ?? 0;
    while (count < hull.steps.length && (hull.steps[count] ?? 0) < price) count += 1;
    while (count > 0 && (hull.steps[count - 1] ?? 0) > price) count -= 1;
    grainCount[at] = count;
    total += (hull.values[count] ?? 0) - price * count;
    cellExcess[at] = (cellExcess[at] ?? 0) - count * hull.grain;
  }
  return total;
}

/** Counts a unit's load and place on the option that it chose. */
export function countIn({ problem: { stepCount, unitSteps, loads, options: { step } }, firstPlace }: PriceProblem, unit: number, { option, cellExcess, placeExcess }: { readonly option: number; readonly cellExcess: Float64Array; readonly placeExcess: Float64Array }): void {
  const start = step[option] ?? 0;
  const steps = unitSteps[unit] ?? 1;
  const place = firstPlace[option] ?? 0;
  for (let at = place; at < place + steps; at += 1) placeExcess[at] = (placeExcess[at] ?? 0) + 1;
  for (let load = loads.firstLoad[unit] ?? 0; load < (loads.firstLoad[unit + 1] ?? 0); load += 1) {
    const from = (loads.track[load] ?? 0) * stepCount + start;
    const amount = loads.size[load] ?? 0;
    for (let cell = from; cell < from + steps; cell += 1) cellExcess[cell] = (cellExcess[cell] ?? 0) + amount;
  }
}

/** The price of the dearest unit among the `placedCount` cheapest ones. */
export function leftOutPrice({ unitPrices: price, sortedPrices }: PriceAnswer, placedCount: number): number {
  if (placedCount === 0) return 0;
  if (placedCount >= price.length) return price.reduce((most, one) => Math.max(most, one), 0);
  sortedPrices.set(price);
  return Math.max(0, sortedPrices.sort()[placedCount - 1] ?? 0);
}

/** The bound that prices give on the cost of plans that place `placedCount` units or more, and the answer of units and cells to them. */
export function answerTo(priced: PriceProblem, prices: Prices, { answer, placedCount }: { readonly answer: PriceAnswer; readonly placedCount: number }): number {
  const { units, capacityOfPlace } = priced;
  const { cellExcess, placeExcess, option, unitPrices: price } = answer;
  totalCells(priced, prices, answer);
  let bound = -totalPlaces(priced, prices, answer);
  chooseOptions(priced, answer);
  cellExcess.fill(0);
  bound += answerCells(priced, prices, answer);
  for (let at = 0; at < capacityOfPlace.length; at += 1) placeExcess[at] = -(capacityOfPlace[at] ?? 0);
  const dearest = leftOutPrice(answer, placedCount);
  let tiesLeft = placedCount;
  for (let at = 0; at < price.length; at += 1) if ((price[at] ?? 0) < dearest) tiesLeft -= 1;
  for (let at = 0; at < price.length; at += 1) {
    const own = price[at] ?? 0;
    if (own > dearest || (own === dearest && (tiesLeft -= 1) < 0)) continue;
    bound += own;
    countIn(priced, units[at] ?? 0, { option: option[at] ?? 0, cellExcess, placeExcess });
  }
  return bound;
}
