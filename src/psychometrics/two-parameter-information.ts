import type { NormalNodes } from "../statistics/internal.js";
import type { AnswerPatterns } from "./two-parameter-answers.js";
import { curvesAt, nodeCounts, visitPatterns } from "./two-parameter-step.js";

/** Gradient and observed information, slopes first, then intercepts. */
export interface ObservedInformation {
  readonly gradient: Float64Array;
  readonly matrix: Float64Array;
}

interface Square {
  readonly size: number;
  readonly cells: Float64Array;
}
const adder = ({ size, cells }: Square) => (row: number, column: number, amount: number): void => { cells[row * size + column] = (cells[row * size + column] as number) + amount; };

/** What the E-step counted, items times nodes, and where the nodes are. */
interface Expected {
  readonly success: Float64Array;
  readonly right: Float64Array;
  readonly people: Float64Array;
  readonly places: Float64Array;
}

/** The information of complete data and the gradient, item by item. */
function completeInformation(matrix: Square, gradient: Float64Array, { success, right, people, places }: Expected): void {
  const add = adder(matrix);
  const nodeCount = places.length;
  const itemCount = matrix.size / 2;
  for (let index = 0; index < success.length; index += 1) {
    const item = Math.floor(index / nodeCount);
    const z = places[index % nodeCount] as number;
    const probability = success[index] as number;
    const expected = (people[index] as number) * probability;
    const weight = expected * (1 - probability);
    const surplus = (right[index] as number) - expected;
    gradient[item] = (gradient[item] as number) + surplus * z;
    gradient[itemCount + item] = (gradient[itemCount + item] as number) + surplus;
    add(item, item, weight * z * z);
    add(itemCount + item, item, weight * z);
    add(itemCount + item, itemCount + item, weight);
  }
}

/** Adds `factor`·v·v′ to the lower half. */
function addSquare({ size, cells }: Square, vector: Float64Array, factor: number): void {
  for (let row = 0; row < size; row += 1) {
    const scaled = factor * (vector[row] as number);
    if (scaled === 0) continue;
    for (let column = 0; column <= row; column += 1) cells[row * size + column] = (cells[row * size + column] as number) + scaled * (vector[column] as number);
  }
}

/**
 * −Σ E[s s′] for complete answers: E[(x_j − P_j)(x_k − P_k)zᵗ] = x_j x_k E[zᵗ] − x_j E[P_k zᵗ] − x_k E[P_j zᵗ] + E[P_j P_k zᵗ], t = 0, 1, 2.
 * Only the first term is a sum over people; the others are sums over nodes of what the E-step counted.
 */
function subtractPairs(matrix: Square, pairs: readonly Float64Array[], { success, right, people, places }: Expected): void {
  const add = adder(matrix);
  const itemCount = matrix.size / 2;
  const nodeCount = places.length;
  for (let item = 0; item < itemCount; item += 1) {
    for (let other = 0; other <= item; other += 1) {
      const sums: [number, number, number] = [0, 0, 0];
      for (let node = 0; node < nodeCount; node += 1) {
        const z = places[node] as number;
        const [mine, theirs] = [item * nodeCount + node, other * nodeCount + node];
        const term = (people[mine] as number) * (success[mine] as number) * (success[theirs] as number) - (right[mine] as number) * (success[theirs] as number) - (right[theirs] as number) * (success[mine] as number);
        sums[0] += term;
        sums[1] += term * z;
        sums[2] += term * z * z;
      }
      const [none = 0, once = 0, twice = 0] = sums.map((sum, power) => sum + ((pairs[power] as Float64Array)[item * itemCount + other] as number));
      add(item, other, -twice);
      add(itemCount + item, other, -once);
      if (item !== other) add(itemCount + other, item, -once);
      add(itemCount + item, itemCount + other, -none);
    }
  }
}

/** Pairs of items that a pattern has right, by the moments of its posterior. */
function addPairs(pairs: readonly Float64Array[], rightItems: Int32Array, { itemCount, moments }: { readonly itemCount: number; readonly moments: readonly number[] }): void {
  moments.forEach((moment, power) => {
    const into = pairs[power] as Float64Array;
    for (let left = 0; left < rightItems.length; left += 1) {
      const row = (rightItems[left] as number) * itemCount;
      for (let right = 0; right <= left; right += 1) into[row + (rightItems[right] as number)] = (into[row + (rightItems[right] as number)] as number) + moment;
    }
  });
}

const bit = (codes: Uint8Array, start: number, item: number): number => ((codes[start + (item >> 3)] as number) >> (item & 7)) & 1;

/**
 * Gradient and observed information of the marginal likelihood by Louis' identity: I = E[complete information] − Σ (E[s s′] − E[s]·E[s]′),
 * with the scores s = (x − P)·(z, 1) of each item, 0 where there is no answer.
 * Source: T. Louis, Finding the observed information matrix when using the EM algorithm, JRSS B 44 (1982).
 */
export function observedInformation(patterns: AnswerPatterns, parameters: Float64Array, nodes: NormalNodes): ObservedInformation {
  const { itemCount, blockCount, right, missing, hasMissing } = patterns;
  const { places } = nodes;
  const nodeCount = places.length;
  const curves = curvesAt(parameters, nodes);
  const model = { patterns, curves, nodes };
  const { people, right: rightAtNodes } = nodeCounts(model);
  const expected = { success: curves.success, right: rightAtNodes, people, places };
  const matrix: Square = { size: 2 * itemCount, cells: new Float64Array((2 * itemCount) ** 2) };
  const gradient = new Float64Array(2 * itemCount);
  const pairs = [0, 1, 2].map(() => new Float64Array(itemCount ** 2));
  const mean = new Float64Array(2 * itemCount);
  const atNode = new Float64Array(2 * itemCount);
  completeInformation(matrix, gradient, expected);

  visitPatterns(model, (pattern, posterior, count) => {
    const start = pattern * blockCount;
    const answered = Int32Array.from({ length: itemCount }, (_, item) => item).filter((item) => bit(missing, start, item) === 0);
    mean.fill(0);
    let [once, twice] = [0, 0];
    for (let node = 0; node < nodeCount; node += 1) {
      const share = posterior[node] as number;
      if (share === 0) continue;
      const z = places[node] as number;
      once += share * z;
      twice += share * z * z;
      for (const item of answered) {
        const score = bit(right, start, item) - (curves.success[item * nodeCount + node] as number);
        atNode[item] = score * z;
        atNode[itemCount + item] = score;
        mean[item] = (mean[item] as number) + share * score * z;
        mean[itemCount + item] = (mean[itemCount + item] as number) + share * score;
      }
      if (hasMissing) addSquare(matrix, atNode, -count * share);
    }
    atNode.fill(0);
    addSquare(matrix, mean, count);
    if (!hasMissing) addPairs(pairs, answered.filter((item) => bit(right, start, item) === 1), { itemCount, moments: [count, count * once, count * twice] });
  });
  if (!hasMissing) subtractPairs(matrix, pairs, expected);
  const { size, cells } = matrix;
  for (let row = 0; row < size; row += 1) for (let column = row + 1; column < size; column += 1) cells[row * size + column] = cells[column * size + row] as number;
  return { gradient, matrix: cells };
}
