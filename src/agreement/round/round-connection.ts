import { inverseOfPositive } from "../../statistics/internal.js";
import { exchange } from "./round-search.js";
import { assign, mayTake, type RoundTable, withdraw } from "./round-table.js";

/** For each rater the first of those whom common subjects, by way of others too, connect with that rater. */
export function connections({ field: { raterCount }, blocks }: RoundTable): Int32Array {
  const heads = Int32Array.from({ length: raterCount }, (_, rater) => rater);
  const headOf = (rater: number): number => {
    let head = rater;
    while (heads[head] !== head) head = heads[head] as number;
    heads[rater] = head;
    return head;
  };
  for (const block of blocks) {
    for (let place = 1; place < block.length; place += 1) {
      const [one, two] = [headOf(block[0] as number), headOf(block[place] as number)];
      heads[Math.max(one, two)] = Math.min(one, two);
    }
  }
  return heads.map((_, rater) => headOf(rater));
}

const partCount = (heads: Int32Array): number => heads.reduce((count, head, rater) => count + Number(head === rater), 0);

/** Work that each way of connecting raters may take: subjects, raters and ratings times attempts. */
const connectingSteps = 20_000_000;

/** A change of raters by chance that may connect parts, already made; how to take it back. */
type Attempt = () => (() => void) | undefined;

/** Two raters of two subjects of one kind change places: loads and shares of kinds stay as they are. */
const exchangeAttempt = (table: RoundTable, kindOf: (subject: number) => string, whole: (below: number) => number): Attempt => () => {
  const { blocks } = table;
  const [first, second] = [whole(blocks.length), whole(blocks.length)];
  const [own, others] = [blocks[first] as number[], blocks[second] as number[]];
  const [leaving, coming] = [own[whole(own.length)], others[whole(others.length)]];
  if (leaving === undefined || coming === undefined || kindOf(first) !== kindOf(second) || !mayTake(table, second, leaving) || !mayTake(table, first, coming)) return undefined;
  exchange(table, [first, second], [leaving, coming]);
  return () => { exchange(table, [first, second], [coming, leaving]); };
};

/** One rater stands for another of any load: to be connected is worth more than to have one subject fewer. */
const replacementAttempt = (table: RoundTable, whole: (below: number) => number): Attempt => () => {
  const { blocks, loads, field: { raterCount, limits } } = table;
  const [subject, coming] = [whole(blocks.length), whole(raterCount)];
  const own = blocks[subject] as number[];
  const leaving = own[whole(own.length)];
  if (leaving === undefined || !mayTake(table, subject, coming) || (loads[coming] as number) >= (limits[coming] as number)) return undefined;
  withdraw(table, subject, leaving);
  assign(table, subject, coming);
  return () => {
    withdraw(table, subject, coming);
    assign(table, subject, leaving);
  };
};

/** Connects raters where that can be done, by changes that keep loads and kinds first, then by others; whether anything was changed. */
export function connectRaters(table: RoundTable, kindOf: (subject: number) => string, uniform: () => number): boolean {
  const size = table.blocks.reduce((sum, block) => sum + block.length, table.field.subjectCount + table.field.raterCount);
  const whole = (below: number): number => Math.floor(uniform() * below);
  const rounds = Math.min(10_000, Math.floor(connectingSteps / size));
  let [parts, isChanged] = [partCount(connections(table)), false];
  for (const attempt of [exchangeAttempt(table, kindOf, whole), exchangeAttempt(table, () => "", whole), replacementAttempt(table, whole)]) {
    for (let round = 0; round < rounds && parts > 1; round += 1) {
      const undo = attempt();
      const found = undo === undefined ? parts : partCount(connections(table));
      if (found < parts) [parts, isChanged] = [found, true];
      else undo?.();
    }
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
  const bound = rank / ((v - 1) * each);
  // rounding must not lift a design above what none can exceed
  return { efficiency: inverse === null ? null : Math.min(bound, (v - 1) / (each * trace)), bound };
}
