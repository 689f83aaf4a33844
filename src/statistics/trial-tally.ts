import { type Fault, faultAt } from "../error/index.js";

/** Bins begin where the upper 22 bits of a number change: 1,024 between a power of two and the next, so that a bin is at most 1/1,024 of its values wide. */
const BIN_BITS = 10;
const binsPerExponent = 2 ** BIN_BITS;

/** What the trials of one block add up to. */
export interface BlockTally {
  /** The block, counted from 0. */
  readonly block: number;
  /** Its trials. */
  readonly n: number;
  /** Their mean. */
  readonly mean: number;
  /** The sum of squared distances from it. */
  readonly squares: number;
  /** The least of them. */
  readonly min: number;
  /** The greatest of them. */
  readonly max: number;
}
/** What is kept of some blocks of trials, in any order: plain JSON, and all of it merges exactly. */
export interface TrialTally {
  /** One entry a block, in the order of blocks. */
  readonly blocks: readonly BlockTally[];
  /** The bins that hold trials, from the least values to the greatest; each is at most 1/1,024 of its values wide. */
  readonly bins: readonly number[];
  /** How many trials are in each. */
  readonly counts: readonly number[];
  /** The values that trials were compared with. */
  readonly thresholds: readonly number[];
  /** How many trials lay below each: exact, unlike what bins could tell. */
  readonly belowCounts: readonly number[];
}

const unusableTrial: Fault = { code: "trial-tally.unusable_trial", message: "Trial {trial} gave {value}, which is no number within 1e100.", hint: "Make the model answer for every trial: a cost of 0 below a fraction is the usual reason." };
const otherThresholds: Fault = { code: "trial-tally.other_thresholds", message: "Part {part} was compared with other values than the first.", hint: "Count all parts of a run alike." };
const repeatedBlock: Fault = { code: "trial-tally.repeated_block", message: "Block {block} was counted twice.", hint: "Leave out the answer that was delivered again." };

const words = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** The bin of a number, in the order of numbers: the upper bits of its binary form, those of negative numbers turned round; −0 counts as 0. */
function binOf(value: number): number {
  // little-endian, as nearly all machines are: no bytes have to be turned
  words.setFloat64(0, value + 0, true);
  const head = words.getInt32(4, true) >> 10;
  return head ^ ((head >> 31) & 0x1fffff);
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

/** Exponents of numbers, those of negative numbers before the others. */
const EXPONENTS = 4096;
/** Counts by bin. The bins of an exponent begin in `counts` where `starts` says, 0 for one that was not met; the first 1,024 places stay empty. */
interface BinCounts {
  readonly starts: Int32Array;
  counts: Uint32Array;
  end: number;
}

const noBins = (): BinCounts => ({ starts: new Int32Array(EXPONENTS), counts: new Uint32Array(8 * binsPerExponent), end: binsPerExponent });

/** Makes room for the bins of one more exponent. */
function openExponent(bins: BinCounts, exponent: number): number {
  if (bins.end === bins.counts.length) {
    const longer = new Uint32Array(2 * bins.end);
    longer.set(bins.counts);
    bins.counts = longer;
  }
  const start = bins.end;
  bins.starts[exponent] = start;
  bins.end += binsPerExponent;
  return start;
}

/** Where a bin's count stands. By a table, as outcomes jump between signs and exponents, so that the last one's place is no help. */
function placeIn(bins: BinCounts, bin: number): number {
  const exponent = (bin >> 10) + 2048;
  const start = bins.starts[exponent] as number;
  return (start === 0 ? openExponent(bins, exponent) : start) + (bin & 1023);
}

/** Adds to the count of a bin. */
function addToBin(bins: BinCounts, bin: number, times: number): void {
  const place = placeIn(bins, bin);
  bins.counts[place] = (bins.counts[place] as number) + times;
}

/** The bins that hold values, in their order, and how many each. */
function filledBins({ starts, counts }: BinCounts): { readonly bins: readonly number[]; readonly counts: readonly number[] } {
  const filled: { readonly bins: number[]; readonly counts: number[] } = { bins: [], counts: [] };
  starts.forEach((start, exponent) => {
    for (let place = 0; start > 0 && place < binsPerExponent; place += 1) {
      const times = counts[start + place] as number;
      if (times === 0) continue;
      filled.bins.push((exponent - EXPONENTS / 2) * binsPerExponent + place);
      filled.counts.push(times);
    }
  });
  return filled;
}

/** A counter that has counted nothing; its memory goes with how far outcomes spread, not with how many there are. */
export function tallyCounter(thresholds: readonly number[] = []): TallyCounter {
  const blocks: BlockTally[] = [];
  const bins = noBins();
  const belowCounts = thresholds.map(() => 0);
  return {
    add: (block, values) => {
      blocks.push(blockTally(block, values));
      for (let trial = 0; trial < values.length; trial += 1) addToBin(bins, binOf(values[trial] as number), 1);
      thresholds.forEach((threshold, place) => {
        let below = belowCounts[place] as number;
        for (let trial = 0; trial < values.length; trial += 1) below += Number((values[trial] as number) < threshold);
        belowCounts[place] = below;
      });
    },
    tally: () => ({ blocks: inOrder(blocks), ...filledBins(bins), thresholds, belowCounts: [...belowCounts] }),
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
  const together = noBins();
  for (const { bins, counts } of parts) for (let place = 0; place < bins.length; place += 1) addToBin(together, bins[place] as number, counts[place] as number);
  return { blocks: inOrder(parts.flatMap(({ blocks }) => blocks)), ...filledBins(together), thresholds, belowCounts: thresholds.map((_, place) => parts.reduce((sum, { belowCounts }) => sum + (belowCounts[place] as number), 0)) };
}
