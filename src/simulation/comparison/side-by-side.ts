import { BLOCK_TRIALS } from "../../statistics/index.js";
import { type OptionBlock, zeros } from "./option-worker.js";

/** The plain sum of a block. */
export function sumOf(column: Float64Array): number {
  let sum = 0;
  for (let trial = 0; trial < column.length; trial += 1) sum += column[trial] as number;
  return sum;
}

/** Looks at the options of a block side by side: the best of each trial, and each pair. */
export function sideBySide(count: number) {
  const [best, dust, tied] = [zeros(), zeros(), zeros()];
  const shares = new Float64Array(count);
  const [better, equal] = [new Float64Array(count * count), new Float64Array(count * count)];
  const level = (blocks: readonly OptionBlock[]): void => {
    best.fill(-Infinity);
    dust.fill(0);
    for (const { net, moved } of blocks) {
      for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) {
        best[trial] = Math.max(best[trial] as number, net[trial] as number);
        dust[trial] = Math.max(dust[trial] as number, 1e-12 * (moved[trial] as number));
      }
    }
  };
  const addShares = (blocks: readonly OptionBlock[]): void => {
    tied.fill(0);
    for (const { net } of blocks) for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) tied[trial] = (tied[trial] as number) + Number((net[trial] as number) >= (best[trial] as number) - (dust[trial] as number));
    blocks.forEach(({ net }, place) => {
      let share = 0;
      for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) if ((net[trial] as number) >= (best[trial] as number) - (dust[trial] as number)) share += 1 / (tied[trial] as number);
      shares[place] = (shares[place] as number) + share;
    });
  };
  const addPair = (one: Float64Array, other: Float64Array, pair: number): void => {
    let [ahead, level] = [0, 0];
    for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) {
      const distance = (one[trial] as number) - (other[trial] as number);
      const near = dust[trial] as number;
      ahead += Number(distance > near);
      level += Number(distance <= near && distance >= -near);
    }
    better[pair] = (better[pair] as number) + ahead;
    equal[pair] = (equal[pair] as number) + level;
  };
  return {
    shares, better, equal,
    /** Adds a block, and answers the sum of its bests. */
    add: (blocks: readonly OptionBlock[]): number => {
      level(blocks);
      addShares(blocks);
      blocks.forEach(({ net: one }, first) => { blocks.forEach(({ net: other }, second) => { if (first < second) addPair(one, other, first * count + second); }); });
      return sumOf(best);
    },
  };
}
