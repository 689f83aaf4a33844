import { answerTo, type PriceAnswer, type Prices } from "./price-answer.js";
import type { PriceProblem } from "./price-problem.js";

/** Rounds: as many as take this many looks at options, places and cells, within these limits. */
const LOOKS = 2.5e8;
const ROUNDS = { least: 200, most: 1000 } as const;
/** The step is so long at first, grows and shrinks by so much, and shrinks after so many rounds without a better bound. */
const SCALE = { first: 0.2, most: 2, longer: 1.1, shorter: 0.66, patience: 10 } as const;
/** Part of the newest answer in the average of answers; it falls every 100 rounds. */
const NEWEST_SHARE = { first: 0.1, least: 0.01, everyRounds: 100, falls: 0.7 } as const;
/** The place of a resource concerns one unit or a few, a cell many; so its price moves farther, by this factor on the mean curvature of cells. Found by trial on 300 to 10,000 × 2 units. */
const PLACE_WEIGHT = 50;
/** A cell's price moves in proportion to how much one load more changes what the next one costs, at least by this part of the mean. */
const LEAST_WEIGHT_RATIO = 0.05;
/** Steps aim a little above what a plan is known to cost. */
const AIM_RATIO = 1.001;
/** Closer than this part of the cost there is nothing left to prove. */
const CLOSE_RATIO = 1e-10;

/** How far the price of each cell moves in comparison with others: how fast its costs bend around what it holds. */
function cellWeights({ hulls, hullOfCell }: PriceProblem, { grainCount }: PriceAnswer): { readonly weights: Float64Array; readonly mean: number } {
  const weights = Float64Array.from(hullOfCell, (which, cell) => {
    const hull = hulls[which];
    if (hull === undefined || hull.steps.length === 0) return 0;
    const count = grainCount[cell] ?? 0;
    const [from, to] = [Math.max(0, Math.min(count - 2, hull.steps.length - 1)), Math.min(hull.steps.length - 1, count + 1)];
    return ((hull.steps[to] ?? 0) - (hull.steps[from] ?? 0)) / 3 / hull.grain ** 2;
  });
  const bent = weights.filter((weight) => weight > 0);
  // where no cell bends, all move alike
  const mean = bent.length === 0 ? 1 : bent.reduce((sum, weight) => sum + weight, 0) / bent.length;
  return { weights: weights.map((weight, cell) => ((hullOfCell[cell] ?? -1) < 0 ? 0 : Math.max(weight, LEAST_WEIGHT_RATIO * mean))), mean };
}

interface Volume {
  readonly priced: PriceProblem;
  readonly prices: Prices;
  readonly answer: PriceAnswer;
  readonly best: Prices;
  readonly weights: Float64Array;
  readonly placeWeight: number;
  /** The averages of answers. */
  readonly cellMean: Float64Array;
  readonly placeMean: Float64Array;
}

/** The weighted length of the direction, squared; prices at zero that would fall do not count. */
function lengthOf({ best, weights, placeWeight, cellMean, placeMean }: Volume): number {
  let length = 0;
  for (let at = 0; at < cellMean.length; at += 1) length += (weights[at] ?? 0) * (cellMean[at] ?? 0) ** 2;
  for (let at = 0; at < placeMean.length; at += 1) {
    const mean = placeMean[at] ?? 0;
    if (mean > 0 || (best.place[at] ?? 0) > 0) length += placeWeight * mean * mean;
  }
  return length;
}

function moveFromBest({ prices, best, weights, placeWeight, cellMean, placeMean }: Volume, step: number): void {
  for (let at = 0; at < cellMean.length; at += 1) prices.cell[at] = Math.min(prices.most, Math.max(0, (best.cell[at] ?? 0) + step * (weights[at] ?? 0) * (cellMean[at] ?? 0)));
  for (let at = 0; at < placeMean.length; at += 1) prices.place[at] = Math.min(prices.most, Math.max(0, (best.place[at] ?? 0) + step * placeWeight * (placeMean[at] ?? 0)));
}

/** Whether the newest answer points the way that was taken, so that the step could have been longer. */
function pointsOn({ answer: { cellExcess, placeExcess }, weights, placeWeight, cellMean, placeMean }: Volume): boolean {
  let along = 0;
  for (let at = 0; at < cellMean.length; at += 1) along += (weights[at] ?? 0) * (cellExcess[at] ?? 0) * (cellMean[at] ?? 0);
  for (let at = 0; at < placeMean.length; at += 1) along += placeWeight * (placeExcess[at] ?? 0) * (placeMean[at] ?? 0);
  return along > 0;
}

function average({ answer: { cellExcess, placeExcess }, cellMean, placeMean }: Volume, share: number): void {
  for (let at = 0; at < cellMean.length; at += 1) cellMean[at] = (cellMean[at] ?? 0) + share * ((cellExcess[at] ?? 0) - (cellMean[at] ?? 0));
  for (let at = 0; at < placeMean.length; at += 1) placeMean[at] = (placeMean[at] ?? 0) + share * ((placeExcess[at] ?? 0) - (placeMean[at] ?? 0));
}

/**
 * Raises the bound by moving all prices, from the best so far towards what the average of the answers asks for (F. Barahona, R. Anbil, "The volume algorithm", Math. Program. 87, 2000, pp. 385–399), weighted by how fast costs bend.
 * Returns the best prices.
 */
export function raiseBound(priced: PriceProblem, prices: Prices, { answer, placedCount, totalCost }: { readonly answer: PriceAnswer; readonly placedCount: number; readonly totalCost: number }): Prices {
  const { problem: { options }, cellOfPlace, hullOfCell } = priced;
  const { weights, mean } = cellWeights(priced, answer);
  let bound = answerTo(priced, prices, { answer, placedCount });
  const best: Prices = { ...prices, cell: prices.cell.slice(), place: prices.place.slice() };
  const volume: Volume = { priced, prices, answer, best, weights, placeWeight: mean * PLACE_WEIGHT, cellMean: answer.cellExcess.slice(), placeMean: answer.placeExcess.slice(0, cellOfPlace.length) };
  const rounds = Math.max(ROUNDS.least, Math.min(ROUNDS.most, Math.floor(LOOKS / (options.step.length + cellOfPlace.length + hullOfCell.length + 1))));
  let [scale, roundsWithout, share]: [number, number, number] = [SCALE.first, 0, NEWEST_SHARE.first];
  for (let round = 1; round <= rounds && totalCost - bound > CLOSE_RATIO * totalCost; round += 1) {
    const length = lengthOf(volume);
    if (length === 0) break;
    moveFromBest(volume, (scale * (totalCost * AIM_RATIO - bound)) / length);
    const now = answerTo(priced, prices, { answer, placedCount });
    if (now > bound) {
      bound = now;
      best.cell.set(prices.cell);
      best.place.set(prices.place);
      roundsWithout = 0;
      if (pointsOn(volume)) scale = Math.min(SCALE.most, scale * SCALE.longer);
    } else {
      roundsWithout += 1;
      if (roundsWithout === SCALE.patience) [scale, roundsWithout] = [scale * SCALE.shorter, 0];
    }
    if (round % NEWEST_SHARE.everyRounds === 0) share = Math.max(NEWEST_SHARE.least, share * NEWEST_SHARE.falls);
    average(volume, share);
  }
  return best;
}
