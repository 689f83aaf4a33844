import { BLOCK_TRIALS, distributionMoments, type UncertainInput } from "../../statistics/index.js";
import { columnChange } from "../../statistics/internal.js";
import type { JointRun, OptionBlock } from "./option-worker.js";

/** What trials tell of one input. */
export interface InputSums {
  /** The sums of each option's net in each bin of the input, bin by bin. */
  readonly bins: Float64Array;
  /** Sums of the input's distance from its mean, of its square, and of its product with each option's net. */
  readonly distance: number;
  readonly square: number;
  readonly products: Float64Array;
}

/** The number of bins an input is cut into: the cube root of the trials. */
function binCountOf(trialCount: number): number {
  let bins = 2;
  while ((bins + 1) * (bins + 1) * (bins + 1) <= trialCount) bins += 1;
  return bins;
}

/** Adds up what trials tell of one input. Bins are cut at quantiles, so that equal values share one. */
export function inputCounter({ distribution }: UncertainInput, { options, trialCount }: JointRun) {
  const bins = binCountOf(trialCount);
  const edges = Float64Array.from({ length: bins - 1 }, (_, edge) => (edge + 1) / bins);
  columnChange(distribution, "probabilities")(edges);
  const { mean } = distributionMoments(distribution);
  const sums = { bins: new Float64Array(bins * options.length), distance: 0, square: 0, products: new Float64Array(options.length) };
  const binOf = (value: number): number => {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    sums,
    add: (column: Float64Array, blocks: readonly OptionBlock[]): void => {
      let [distances, squares] = [0, 0];
      for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) {
        const value = column[trial] as number;
        const at = binOf(value) * options.length;
        const distance = value - mean;
        distances += distance;
        squares += distance * distance;
        for (let place = 0; place < blocks.length; place += 1) {
          const net = (blocks[place] as OptionBlock).net[trial] as number;
          sums.bins[at + place] = (sums.bins[at + place] as number) + net;
          sums.products[place] = (sums.products[place] as number) + distance * net;
        }
      }
      sums.distance += distances;
      sums.square += squares;
    },
  };
}
