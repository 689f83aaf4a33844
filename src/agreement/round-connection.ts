import { inverseOfPositive } from "../statistics/internal.js";
import { exchange } from "./round-search.js";
import { mayTake, type RoundTable } from "./round-table.js";

/** For each rater the first of those whom common subjects, by way of others too, connect with that rater. */
export function connections({ field: { raterCount }, blocks }: RoundTable): Int32Array {
  const heads = Int32Array.from({ length: raterCount }, (_, rater) => rater);
  const headOf = (rater: number): number => {
    let head = rater;
    while (heads[head] !== head) head = heads[head] as number;
    heads[rater] = head;
    return head;
  };
  for (const [first = 0, ...others] of blocks) {
    for (const other of others) {
      const [one, two] = [headOf(first), headOf(other)];
      heads[Math.max(one, two)] = Math.min(one, two);
    }
  }
  return heads.map((_, rater) => headOf(rater));
}

const partCount = (heads: Int32Array): number => heads.reduce((count, head, rater) => count + Number(head === rater), 0);

/** Work that connecting raters may take, ratings times attempts. */
const connectingSteps = 20_000_000;

/** Lets raters of unconnected parts change places, by chance, where that connects parts; subjects of one kind first, so that shares of kinds stay as they are. */
export function connectRaters(table: RoundTable, kindOf: (subject: number) => string, uniform: () => number): boolean {
  const { blocks } = table;
  const ratingCount = blocks.reduce((sum, block) => sum + block.length, 0);
  let [heads, isChanged] = [connections(table), false];
  const whole = (below: number): number => Math.floor(uniform() * below);
  const rounds = Math.min(20_000, Math.floor(connectingSteps / Math.max(1, ratingCount)));
  for (let attempt = 0; attempt < rounds && partCount(heads) > 1; attempt += 1) {
    const [first, second] = [whole(blocks.length), whole(blocks.length)];
    const [own, others] = [blocks[first] as number[], blocks[second] as number[]];
    const [leaving, coming] = [own[whole(own.length)], others[whole(others.length)]];
    if (leaving === undefined || coming === undefined || heads[leaving] === heads[coming] || (attempt < rounds / 2 && kindOf(first) !== kindOf(second))) continue;
    if (!mayTake(table, second, leaving) || !mayTake(table, first, coming)) continue;
    exchange(table, [first, second], [leaving, coming]);
    const found = connections(table);
    if (partCount(found) < partCount(heads)) [heads, isChanged] = [found, true];
    else exchange(table, [first, second], [coming, leaving]);
  }
  return isChanged;
}

/**
 * How well a design tells severities apart: the average variance of a difference of two raters' severities where everybody rates everything with as many ratings, over that of this design.
 * With C = R − Σ over subjects of 1/k for each two of its k raters, R a rater's Σ (k − 1)/k, it is the harmonic mean of C's eigenvalues but the one that is zero, over the mean number r of ratings of a rater: (v − 1) / (r tr C⁺).
 * No design with these numbers exceeds the arithmetic mean of the eigenvalues, Σ (k − 1) / ((v − 1) r). Null where raters are not connected: some differences cannot be told at all.
 * Source: J. John, E. Williams, "Cyclic and Computer Generated Designs" (1995), chapter 2.
 */
export function designEfficiency({ field: { raterCount: v }, blocks }: RoundTable): { readonly efficiency: number | null; readonly bound: number } {
  // J/v fills the direction that says nothing, with the eigenvalue 1
  const information = new Float64Array(v * v).fill(1 / v);
  let [ratings, rank] = [0, 0];
  for (const block of blocks) {
    const k = block.length;
    if (k === 0) continue;
    ratings += k;
    rank += k - 1;
    for (const one of block) for (const other of block) information[one * v + other] = (information[one * v + other] as number) + Number(one === other) - 1 / k;
  }
  if (ratings === 0) return { efficiency: null, bound: 0 };
  const each = ratings / v;
  const inverse = inverseOfPositive(information, v);
  let trace = -1;
  for (let rater = 0; rater < v; rater += 1) trace += inverse?.[rater * v + rater] ?? 0;
  return { efficiency: inverse === null ? null : Math.min(1, (v - 1) / (each * trace)), bound: rank / ((v - 1) * each) };
}
