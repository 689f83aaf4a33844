import { columnSum } from "../coefficient/column-sums.js";

/** What blocks are asked for: sets of `size` raters out of `raterCount`. */
interface BlockShape {
  readonly raterCount: number;
  readonly size: number;
  readonly blockCount: number;
}
/** Steps of the search for base blocks. */
const baseSteps = 60_000;

/** The least Σ c² of whole numbers c that add up to `total`: they differ by one at most. */
export function leastSquares(total: number, count: number): number {
  const each = Math.floor(total / count);
  return count * each * each + (total - each * count) * (2 * each + 1);
}

/** How many sets of `size` there are, or a number above `limit`. */
function combinationCount(raterCount: number, size: number, limit: number): number {
  let count = 1;
  for (let chosen = 1; chosen <= Math.min(size, raterCount - size); chosen += 1) {
    count = Math.round((count * (raterCount - chosen + 1)) / chosen);
    if (count > limit) return count;
  }
  return count;
}

/** All sets of `size` of the numbers below `raterCount`, in order. */
function combinations(raterCount: number, size: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  const chosen = Array.from({ length: size }, (_, place) => place);
  for (;;) {
    found.push([...chosen]);
    let place = size - 1;
    while (place >= 0 && chosen[place] === raterCount - size + place) place -= 1;
    if (place < 0) return found;
    chosen[place] = (chosen[place] as number) + 1;
    for (let after = place + 1; after < size; after += 1) chosen[after] = (chosen[after - 1] as number) + 1;
  }
}

/** Counts an element's differences to the others of its block in or out. */
function countDifferences(differences: Float64Array, block: readonly number[], place: number, change: 1 | -1): void {
  const raterCount = differences.length;
  const element = block[place] as number;
  block.forEach((other, at) => {
    if (at === place) return;
    const difference = (element - other + raterCount) % raterCount;
    differences[difference] = (differences[difference] as number) + change;
    differences[raterCount - difference] = (differences[raterCount - difference] as number) + change;
  });
}

const squareSum = (differences: Float64Array): number => differences.reduce((sum, count) => sum + count * count, 0);

/** Base blocks whose differences come as equally often as a bounded search finds: turned through all raters, they let every two meet as often as their difference comes. */
function baseBlocks({ raterCount, size }: BlockShape, count: number, given: { readonly differences: Float64Array; readonly uniform: () => number }): readonly (readonly number[])[] {
  const { differences, uniform } = given;
  const whole = (below: number): number => Math.floor(uniform() * below);
  const blocks = Array.from({ length: count }, () => Array.from({ length: size }, (_, place) => place));
  for (const block of blocks) block.forEach((_, place) => { if (place > 0) countDifferences(differences, block.slice(0, place + 1), place, 1); });
  const least = leastSquares(columnSum(differences), raterCount - 1);
  let squares = squareSum(differences);
  for (let step = 0; step < baseSteps && squares > least && count > 0; step += 1) {
    const block = blocks[whole(count)] as number[];
    const place = 1 + whole(size - 1);
    const [former, next] = [block[place] as number, whole(raterCount)];
    if (block.includes(next)) continue;
    countDifferences(differences, block, place, -1);
    block[place] = next;
    countDifferences(differences, block, place, 1);
    const found = squareSum(differences);
    if (found <= squares) squares = found;
    else {
      countDifferences(differences, block, place, -1);
      block[place] = former;
      countDifferences(differences, block, place, 1);
    }
  }
  return blocks;
}

/** Blocks that a cyclic design has, as many as go into `blockCount`. Where the size divides the number of raters, an even spread of raters comes round sooner: such short cycles are taken where they make the number whole. */
function cyclicBlocks(shape: BlockShape, uniform: () => number): readonly (readonly number[])[] {
  const { raterCount, size, blockCount } = shape;
  const short = raterCount % size === 0 ? raterCount / size : raterCount;
  const rest = blockCount % raterCount;
  const shortCount = rest % short === 0 ? rest / short : 0;
  const differences = new Float64Array(raterCount);
  for (let difference = short; difference < raterCount; difference += short) differences[difference] = shortCount;
  const bases = baseBlocks(shape, Math.floor(blockCount / raterCount), { differences, uniform });
  const turned = (block: readonly number[], turn: number): readonly number[] => block.map((rater) => (rater + turn) % raterCount);
  const even = Array.from({ length: size }, (_, place) => place * short);
  const shorts = Array.from({ length: shortCount * short }, (_, turn) => turned(even, turn % short));
  return [...bases.flatMap((block) => Array.from({ length: raterCount }, (_, turn) => turned(block, turn))), ...shorts];
}

/**
 * Blocks in all of which every rater stands equally often, and every two raters as equally often as can be: all combinations as often as they fit, and turns of base blocks for the rest. There may be fewer than were asked for: what neither can make is left to a search.
 * Sources: R. Bose, "On the construction of balanced incomplete block designs", Annals of Eugenics 9 (1939), for difference families; J. John, E. Williams, "Cyclic and Computer Generated Designs" (1995).
 */
export function designedBlocks(shape: BlockShape, uniform: () => number): readonly (readonly number[])[] {
  const { raterCount, size, blockCount } = shape;
  const setCount = combinationCount(raterCount, size, blockCount);
  const copies = Math.floor(blockCount / setCount);
  const all = copies === 0 ? [] : combinations(raterCount, size);
  const repeatedSets = Array.from({ length: copies }, () => all).flat();
  return [...repeatedSets, ...cyclicBlocks({ ...shape, blockCount: blockCount - repeatedSets.length }, uniform)];
}
