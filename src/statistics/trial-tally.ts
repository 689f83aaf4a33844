import { type Fault, faultAt } from "../error/index.js";

/** Bins begin where the upper 22 bits of a number change: 1,024 between a power of two and the next, so that a bin is at most 1/1,024 of its values wide. */
const BIN_BITS = 10;
const binsPerExponent = 2 ** BIN_BITS;

/** What the trials of one block add up to. */
interface BlockTally {
  /** The block, counted from 0. */
  readonly block: number;
  /** Its trials. */
  readonly n: number;
  /** Their mean. */
  readonly mean: number;
  /** The sum of squared distances from it. */
  readonly squares: number;
  /** The least and the greatest of them. */
  readonly min: number;
  readonly max: number;
}
/** What is kept of some blocks of trials, in any order: plain JSON, and all of it merges exactly. */
export interface TrialTally {
  /** One entry a block, in the order of blocks. */
  readonly blocks: readonly BlockTally[];
  /** The bins that hold trials, from the least values to the greatest. */
  readonly bins: readonly number[];
  /** How many trials are in each. */
  readonly counts: readonly number[];
  /** The values that trials were compared with, and how many lay below each: exact, unlike what bins could tell. */
  readonly thresholds: readonly number[];
  readonly belowCounts: readonly number[];
}

const unusableTrial: Fault = { code: "trial-tally.unusable_trial", message: "Trial {trial} gave {value}, which is no number within 1e100.", hint: "Make the model answer for every trial: a cost of 0 below a fraction is the usual reason." };
const otherThresholds: Fault = { code: "trial-tally.other_thresholds", message: "Part {part} was compared with other values than the first.", hint: "Count all parts of a run alike." };
const repeatedBlock: Fault = { code: "trial-tally.repeated_block", message: "Block {block} was counted twice.", hint: "Leave out the answer that was delivered again." };

const words = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** The bin of a number, in the order of numbers: the upper bits of its binary form, those of negative numbers turned round; −0 counts as 0. */
function binOf(value: number): number {
  words.setFloat64(0, value + 0);
  const head = words.getInt32(0) >> (20 - BIN_BITS);
  return head >= 0 ? head : -(head & (2 ** (11 + BIN_BITS) - 1)) - 1;
}

/** Where a bin begins, on the side of 0. */
function edgeOf(bin: number): number {
  words.setInt32(0, (bin >= 0 ? bin : -bin - 1) << (20 - BIN_BITS));
  words.setInt32(4, 0);
  return bin >= 0 ? words.getFloat64(0) : -words.getFloat64(0);
}

/** The two ends of a bin, the lower one first. */
export const rangeOf = (bin: number): readonly [number, number] => (bin >= 0 ? [edgeOf(bin), edgeOf(bin + 1)] : [edgeOf(bin - 1), edgeOf(bin)]);

/** The block's moments, in two passes: what is rounded off the mean does not grow with the mean. */
function blockTally(block: number, values: Float64Array): BlockTally {
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (let trial = 0; trial < values.length; trial += 1) {
    const value = values[trial] as number;
    if (!(Math.abs(value) <= 1e100)) throw faultAt(unusableTrial, ["trials", trial], { trial, value: String(value) });
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let trial = 0; trial < values.length; trial += 1) {
    const distance = (values[trial] as number) - mean;
    squares += distance * distance;
  }
  return { block, n: values.length, mean, squares, min: min + 0, max: max + 0 };
}

/** Counts trials block by block. */
export interface TallyCounter {
  /** Adds the outcomes of one block, which may be used again afterwards. */
  readonly add: (block: number, values: Float64Array) => void;
  /** What was added so far. */
  readonly tally: () => TrialTally;
}

/** Where a bin stands among its neighbors of one sign and exponent. */
const exponentOf = (bin: number): number => bin >> BIN_BITS;

/** A counter that has counted nothing; its memory goes with how far outcomes spread, not with how many there are. */
export function tallyCounter(thresholds: readonly number[] = []): TallyCounter {
  const blocks: BlockTally[] = [];
  const tables = new Map<number, Uint32Array>();
  const belowCounts = thresholds.map(() => 0);
  let last = NaN;
  let table: Uint32Array = new Uint32Array(0);
  const count = (value: number): void => {
    const bin = binOf(value);
    const exponent = exponentOf(bin);
    if (exponent !== last) {
      table = tables.get(exponent) ?? new Uint32Array(binsPerExponent);
      tables.set(exponent, table);
      last = exponent;
    }
    const place = bin & (binsPerExponent - 1);
    table[place] = (table[place] as number) + 1;
  };
  return {
    add: (block, values) => {
      blocks.push(blockTally(block, values));
      for (let trial = 0; trial < values.length; trial += 1) count(values[trial] as number);
      thresholds.forEach((threshold, place) => {
        let below = belowCounts[place] as number;
        for (let trial = 0; trial < values.length; trial += 1) below += Number((values[trial] as number) < threshold);
        belowCounts[place] = below;
      });
    },
    tally: () => {
      const [bins, counts]: [number[], number[]] = [[], []];
      for (const [exponent, own] of [...tables].sort(([left], [right]) => left - right)) {
        own.forEach((times, place) => {
          if (times === 0) return;
          bins.push(exponent * binsPerExponent + place);
          counts.push(times);
        });
      }
      return { blocks: inOrder(blocks), bins, counts, thresholds, belowCounts: [...belowCounts] };
    },
  };
}

function inOrder(blocks: readonly BlockTally[]): readonly BlockTally[] {
  const sorted = [...blocks].sort((left, right) => left.block - right.block);
  sorted.forEach(({ block }, place) => { if (sorted[place - 1]?.block === block) throw faultAt(repeatedBlock, ["blocks", place], { block }); });
  return sorted;
}

/** One tally of several, whatever parts the run was cut into and in whatever order they come: the same bits. */
export function mergedTally(parts: readonly TrialTally[]): TrialTally {
  const thresholds = parts[0]?.thresholds ?? [];
  parts.forEach((part, place) => { if (String(part.thresholds) !== String(thresholds)) throw faultAt(otherThresholds, ["parts", place], { part: place }); });
  const times = new Map<number, number>();
  for (const { bins, counts } of parts) bins.forEach((bin, place) => { times.set(bin, (times.get(bin) ?? 0) + (counts[place] as number)); });
  const bins = [...times.keys()].sort((left, right) => left - right);
  return { blocks: inOrder(parts.flatMap(({ blocks }) => blocks)), bins, counts: bins.map((bin) => times.get(bin) as number), thresholds, belowCounts: thresholds.map((_, place) => parts.reduce((sum, { belowCounts }) => sum + (belowCounts[place] as number), 0)) };
}
