import type { Confidence } from "../statistics/index.js";
import { randomStream } from "../statistics/internal.js";
import { type Count, type Fraction, type Id } from "../unit/index.js";
import { byStratum, shuffled } from "./chance-order.js";
import { EFFECT_LIMITS } from "./effect-people.js";
import type { StaggeredStarts } from "./staggered-starts.js";
import { residualsOf, startedCells, type WedgeCells } from "./wedge-cells.js";

/** Among how many orders of starts an effect as large is found. It asks nothing of scores but that starts came by chance. */
export interface StartOrderTest {
  /** Two-sided: twice the smaller of the shares of orders whose effect is at least, and at most, as large; at most 1. */
  readonly pValue: Fraction;
  /** One-sided, the way that is better. */
  readonly improvementPValue: Fraction;
  /** The effects that the test does not rule out, if it is one and the same for all; null where there are too few orders for the level. */
  readonly confidence: Confidence | null;
  /** How many orders were gone through, the one that came with them. */
  readonly orderCount: Count;
  /** The smallest two-sided probability that so many orders can give. */
  readonly leastPValue: Fraction;
  /** All orders, or as many as were asked for and the one that came. */
  readonly method: "start-orders-exact" | "start-orders-drawn";
}

/** Team by team what each start would add to a statistic: the sum of its cells from that start on. */
type StartSums = readonly Float64Array[];

/** The sums from each of the starts on. */
const sumsFrom = (residuals: readonly Float64Array[], starts: readonly (number | null)[]): StartSums =>
  residuals.map((row) => Float64Array.from(starts, (start) => (start === null ? 0 : row.subarray(start - 1).reduce((sum, value) => sum + value, 0))));

/** Teams in turn, each with the starts of its stratum. */
interface Turns {
  readonly strata: readonly (readonly number[])[];
  /** The start of each team, as a place among all starts. */
  readonly chosen: readonly number[];
  readonly startCount: number;
}

/** How many orders there are; a number beyond the limit where they are more. */
function orderCountOf({ strata, chosen }: Turns): number {
  let count = 1;
  for (const places of strata) {
    const taken = new Map<number, number>();
    places.forEach((place, at) => {
      const own = (taken.get(chosen[place] as number) ?? 0) + 1;
      taken.set(chosen[place] as number, own);
      count = count > 1e12 ? count : (count * (at + 1)) / own;
    });
  }
  return Math.round(count);
}

type Add = (effect: number, reach: number) => void;

/** Every order of starts within strata, those alike once. */
function eachOrder({ strata, chosen, startCount }: Turns, [effects, reaches]: readonly [StartSums, StartSums], add: Add): void {
  const turns = strata.flatMap((places, stratum) => places.map((place) => ({ place, stratum })));
  const left = strata.map((places) => {
    const own = new Uint32Array(startCount);
    for (const place of places) own[chosen[place] as number] = (own[chosen[place] as number] as number) + 1;
    return own;
  });
  const go = (turn: number, effect: number, reach: number): void => {
    const now = turns[turn];
    if (now === undefined) {
      add(effect, reach);
      return;
    }
    const own = left[now.stratum] as Uint32Array;
    for (let start = 0; start < startCount; start += 1) {
      if (own[start] === 0) continue;
      own[start] = (own[start] as number) - 1;
      go(turn + 1, effect + (effects[now.place]?.[start] as number), reach + (reaches[now.place]?.[start] as number));
      own[start] = (own[start] as number) + 1;
    }
  };
  go(0, 0, 0);
}

const totalOf = (sums: StartSums, chosen: readonly number[]): number => sums.reduce((sum, row, place) => sum + (row[chosen[place] as number] as number), 0);

function drawnOrders({ strata, chosen }: Turns, [effects, reaches]: readonly [StartSums, StartSums], { add, replicates, seed }: { readonly add: Add; readonly replicates: number; readonly seed: number }): void {
  const stream = randomStream(seed, ["start-orders"]);
  const order = [...chosen];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    for (const places of strata) {
      const dealt = shuffled(places.map((place) => chosen[place] as number), stream);
      places.forEach((place, at) => { order[place] = dealt[at] as number; });
    }
    add(totalOf(effects, order), totalOf(reaches, order));
  }
}

/** Orders counted, and for each the effect at which it would come out as the observed one does. */
function tally(observed: { readonly effect: number; readonly reach: number }, dust: { readonly effect: number; readonly reach: number }) {
  const crossings: number[] = [];
  let [total, high, low, always] = [0, 0, 0, 0];
  return {
    add: (effect: number, reach: number): void => {
      total += 1;
      if (effect >= observed.effect - dust.effect) high += 1;
      if (effect <= observed.effect + dust.effect) low += 1;
      const apart = observed.reach - reach;
      if (apart > dust.reach) crossings.push((observed.effect - effect) / apart);
      else always += 1;
    },
    found: () => ({ total, high, low, always, crossings }),
  };
}

/**
 * The randomization test of starts. The statistic is Σ started · (score less the means of its team and its period); were there no effect every order of starts would have been as probable as the one that came.
 * With an effect θ taken off the scores an order comes out as high as the observed one where θ is at or above (observed − its own) ÷ (observed reach − its own), which gives the interval.
 */
export function startOrderTest(cells: WedgeCells, { measure, replicates, seed, confidenceLevel: level }: Pick<StaggeredStarts, "measure" | "replicates" | "seed" | "confidenceLevel">): StartOrderTest {
  const { clusters, periodCount, means } = cells;
  const starts = [...new Set(clusters.map(({ startPeriod }) => startPeriod))].sort((one, other) => (one ?? Infinity) - (other ?? Infinity));
  const sums = [sumsFrom(residualsOf(means, periodCount), starts), sumsFrom(residualsOf(startedCells(cells), periodCount), starts)] as const;
  const placeOf = new Map(clusters.map(({ clusterId }, place) => [clusterId, place]));
  const turns: Turns = {
    strata: byStratum(clusters, ({ clusterId }): Id => clusterId).map(([, members]) => members.map(({ clusterId }) => placeOf.get(clusterId) as number)),
    chosen: clusters.map(({ startPeriod }) => starts.indexOf(startPeriod)), startCount: starts.length,
  };
  const sizeOf = (rows: StartSums): number => rows.reduce((sum, row) => sum + Math.max(...row.map(Math.abs)), 0);
  const observed = { effect: totalOf(sums[0], turns.chosen), reach: totalOf(sums[1], turns.chosen) };
  const { add, found } = tally(observed, { effect: 1e-10 * sizeOf(sums[0]), reach: 1e-10 * sizeOf(sums[1]) });
  const isExact = orderCountOf(turns) <= EFFECT_LIMITS.startOrders;
  if (isExact) eachOrder(turns, sums, add);
  else {
    add(observed.effect, observed.reach);
    drawnOrders(turns, sums, { add, replicates, seed });
  }
  const { total, high, low, always, crossings } = found();
  const improved = measure.direction === "higher-is-better" ? high : low;
  return {
    pValue: Math.min(1, (2 * Math.min(high, low)) / total), improvementPValue: improved / total, confidence: intervalOf(Float64Array.from(crossings).sort(), { tailCount: ((1 - level) / 2) * total - always, level }),
    orderCount: total, leastPValue: Math.min(1, 2 / total), method: isExact ? "start-orders-exact" : "start-orders-drawn",
  };
}

/** From the first effect that more than half of what the level leaves out does not rule out, to the last; the rest of a count is rounding. */
function intervalOf(crossings: Float64Array, { tailCount, level }: { readonly tailCount: number; readonly level: number }): Confidence | null {
  const place = Math.floor(tailCount + 1e-9);
  const [lower, upper] = [crossings[place], crossings[crossings.length - 1 - place]];
  return place < 0 || lower === undefined || upper === undefined ? null : { lower: lower + 0, upper: upper + 0, level };
}
