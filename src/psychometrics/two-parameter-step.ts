import { logisticOf, logOfOnePlusExp, type NormalNodes } from "../statistics/internal.js";
import { type AnswerPatterns, BLOCK } from "./two-parameter-answers.js";

/** Patterns of right answers in a block. */
const CODES = 256;

/** The items' curves at the nodes for one set of parameters: slopes a first, then intercepts c; logit P = az + c. */
interface Curves {
  /** ln odds of success, items times nodes. */
  readonly logOdds: Float64Array;
  readonly success: Float64Array;
  /** −ln(1 − P), items times nodes. */
  readonly norm: Float64Array;
}

/** The curves of all items at all nodes. */
export function curvesAt(parameters: Float64Array, { places }: NormalNodes): Curves {
  const nodeCount = places.length;
  const itemCount = parameters.length / 2;
  const logOdds = new Float64Array(itemCount * nodeCount);
  const success = new Float64Array(itemCount * nodeCount);
  const norm = new Float64Array(itemCount * nodeCount);
  for (let item = 0; item < itemCount; item += 1) {
    const slope = parameters[item] as number;
    const intercept = parameters[itemCount + item] as number;
    for (let node = 0; node < nodeCount; node += 1) {
      const index = item * nodeCount + node;
      const value = slope * (places[node] as number) + intercept;
      logOdds[index] = value;
      success[index] = logisticOf(value);
      norm[index] = logOfOnePlusExp(value);
    }
  }
  return { logOdds, success, norm };
}

/** For every pattern of a block the sum of its items' rows: each is the pattern without its lowest item, plus that item. */
function blockSums(rows: Float64Array, { itemCount, blockCount }: AnswerPatterns, nodeCount: number): Float64Array {
  const sums = new Float64Array(blockCount * CODES * nodeCount);
  for (let block = 0; block < blockCount; block += 1) {
    for (let code = 1; code < CODES; code += 1) {
      const item = block * BLOCK + 31 - Math.clz32(code & -code);
      if (item >= itemCount) continue;
      const into = (block * CODES + code) * nodeCount;
      const from = (block * CODES + (code & (code - 1))) * nodeCount;
      for (let node = 0; node < nodeCount; node += 1) sums[into + node] = (sums[from + node] as number) + (rows[item * nodeCount + node] as number);
    }
  }
  return sums;
}

/** The way back: what was gathered by pattern, given to each of the pattern's items. */
function byItem(gathered: Float64Array, { itemCount, blockCount }: AnswerPatterns, nodeCount: number): Float64Array {
  const rows = new Float64Array(itemCount * nodeCount);
  for (let block = 0; block < blockCount; block += 1) {
    for (let code = CODES - 1; code > 0; code -= 1) {
      const item = block * BLOCK + 31 - Math.clz32(code & -code);
      if (item >= itemCount) continue;
      const from = (block * CODES + code) * nodeCount;
      const into = (block * CODES + (code & (code - 1))) * nodeCount;
      for (let node = 0; node < nodeCount; node += 1) {
        const value = gathered[from + node] as number;
        rows[item * nodeCount + node] = (rows[item * nodeCount + node] as number) + value;
        gathered[into + node] = (gathered[into + node] as number) + value;
      }
    }
  }
  return rows;
}

/** What the E-step expects at each node. */
export interface NodeCounts {
  /** People who answered each item, items times nodes. */
  readonly people: Float64Array;
  /** Those of them who were right. */
  readonly right: Float64Array;
  readonly logLikelihood: number;
}

/** Answers, the curves of their items, and the nodes. */
export interface TwoParameterModelAtNodes {
  readonly patterns: AnswerPatterns;
  readonly curves: Curves;
  readonly nodes: NormalNodes;
}

/** Adds to each node what the blocks of one pattern sum to there. */
function addBlocks(into: Float64Array, sums: Float64Array, codes: Uint8Array): void {
  const nodeCount = into.length;
  for (let block = 0; block < codes.length; block += 1) {
    const from = (block * CODES + (codes[block] as number)) * nodeCount;
    for (let node = 0; node < nodeCount; node += 1) into[node] = (into[node] as number) + (sums[from + node] as number);
  }
}

/** Turns logarithms into shares of their sum; returns the logarithm of that sum. */
function normalized(logs: Float64Array): number {
  const nodeCount = logs.length;
  let top = -Infinity;
  for (let node = 0; node < nodeCount; node += 1) if ((logs[node] as number) > top) top = logs[node] as number;
  let total = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    const distance = (logs[node] as number) - top;
    // e^−40 adds nothing to a sum of 1 that a double could show
    const value = distance < -40 ? 0 : Math.exp(distance);
    logs[node] = value;
    total += value;
  }
  for (let node = 0; node < nodeCount; node += 1) logs[node] = (logs[node] as number) / total;
  return top + Math.log(total);
}

/** Each pattern's posterior: p(z | x) ∝ w(z)·e^(Σ right logit) ÷ Π(1 + e^logit), given to `visit` with the pattern's place and how many gave it. Returns the log-likelihood. */
export function visitPatterns({ patterns, curves, nodes: { places, logWeights } }: TwoParameterModelAtNodes, visit: (pattern: number, posterior: Float64Array, count: number) => void): number {
  const nodeCount = places.length;
  const { blockCount, right, missing, hasMissing, counts } = patterns;
  const rightSums = blockSums(curves.logOdds, patterns, nodeCount);
  const missingSums = hasMissing ? blockSums(curves.norm, patterns, nodeCount) : rightSums;
  const base = Float64Array.from(logWeights);
  for (let index = 0; index < curves.norm.length; index += 1) base[index % nodeCount] = (base[index % nodeCount] as number) - (curves.norm[index] as number);
  const posterior = new Float64Array(nodeCount);
  let logLikelihood = 0;
  for (let pattern = 0; pattern < counts.length; pattern += 1) {
    posterior.set(base);
    addBlocks(posterior, rightSums, right.subarray(pattern * blockCount, (pattern + 1) * blockCount));
    if (hasMissing) addBlocks(posterior, missingSums, missing.subarray(pattern * blockCount, (pattern + 1) * blockCount));
    const count = counts[pattern] as number;
    logLikelihood += count * normalized(posterior);
    visit(pattern, posterior, count);
  }
  return logLikelihood;
}

/** The E-step. */
export function nodeCounts(model: TwoParameterModelAtNodes): NodeCounts {
  const { patterns } = model;
  const nodeCount = model.nodes.places.length;
  const { blockCount, right, missing, hasMissing } = patterns;
  const gathered = new Float64Array(blockCount * CODES * nodeCount);
  const absent = new Float64Array(hasMissing ? blockCount * CODES * nodeCount : 0);
  const everybody = new Float64Array(nodeCount);
  const logLikelihood = visitPatterns(model, (pattern, posterior, count) => {
    for (let node = 0; node < nodeCount; node += 1) {
      posterior[node] = (posterior[node] as number) * count;
      everybody[node] = (everybody[node] as number) + (posterior[node] as number);
    }
    for (let block = 0; block < blockCount; block += 1) {
      const into = (block * CODES + (right[pattern * blockCount + block] as number)) * nodeCount;
      for (let node = 0; node < nodeCount; node += 1) gathered[into + node] = (gathered[into + node] as number) + (posterior[node] as number);
      if (!hasMissing) continue;
      const out = (block * CODES + (missing[pattern * blockCount + block] as number)) * nodeCount;
      for (let node = 0; node < nodeCount; node += 1) absent[out + node] = (absent[out + node] as number) + (posterior[node] as number);
    }
  });
  const missed = hasMissing ? byItem(absent, patterns, nodeCount) : undefined;
  const people = new Float64Array(patterns.itemCount * nodeCount);
  for (let index = 0; index < people.length; index += 1) people[index] = (everybody[index % nodeCount] as number) - (missed === undefined ? 0 : (missed[index] as number));
  return { people, right: byItem(gathered, patterns, nodeCount), logLikelihood };
}

/** No slope is taken farther: beyond it success jumps from never to always. */
export const STEEPEST = 20;

/** The M-step: for each item a logistic regression of right answers on the nodes, by Newton's method. */
export function regressItems(parameters: Float64Array, { places }: NormalNodes, { people, right }: NodeCounts): Float64Array {
  const nodeCount = places.length;
  const itemCount = parameters.length / 2;
  const next = Float64Array.from(parameters);
  for (let item = 0; item < itemCount; item += 1) {
    let slope = parameters[item] as number;
    let intercept = parameters[itemCount + item] as number;
    for (let round = 0; round < 6; round += 1) {
      let [atIntercept, atSlope, both0, both1, both2] = [0, 0, 0, 0, 0];
      for (let node = 0; node < nodeCount; node += 1) {
        const z = places[node] as number;
        const success = logisticOf(slope * z + intercept);
        const there = people[item * nodeCount + node] as number;
        const surplus = (right[item * nodeCount + node] as number) - there * success;
        const weight = there * success * (1 - success);
        atIntercept += surplus;
        atSlope += surplus * z;
        both0 += weight;
        both1 += weight * z;
        both2 += weight * z * z;
      }
      const determinant = both0 * both2 - both1 * both1;
      if (!(determinant > 0)) break;
      const slopeStep = (both0 * atSlope - both1 * atIntercept) / determinant;
      const interceptStep = (both2 * atIntercept - both1 * atSlope) / determinant;
      const share = Math.min(1, 2 / Math.max(Math.abs(slopeStep), Math.abs(interceptStep)));
      slope = Math.max(-STEEPEST, Math.min(STEEPEST, slope + share * slopeStep));
      intercept += share * interceptStep;
      if (Math.abs(slopeStep) + Math.abs(interceptStep) < 1e-6) break;
    }
    next[item] = slope;
    next[itemCount + item] = intercept;
  }
  return next;
}
