/** Raters and subjects of a round as places, with what is allowed. */
export interface RoundField {
  readonly raterCount: number;
  readonly subjectCount: number;
  /** How many raters each subject needs. */
  readonly needed: Int32Array;
  /** How many subjects each rater takes at most. */
  readonly limits: Float64Array;
  /** Whether a rater must not get a subject, subject by subject. */
  readonly isForbidden: Uint8Array;
}
/** Who rates what, while it is planned. */
export interface RoundTable {
  readonly field: RoundField;
  /** The raters of each subject. */
  readonly blocks: number[][];
  /** Whether a rater has a subject, subject by subject. */
  readonly has: Uint8Array;
  /** How many subjects each rater has. */
  readonly loads: Float64Array;
  /** On how many subjects two raters meet, row by row. */
  readonly pairs: Float64Array;
}

/** A table in which nobody has anything. */
export const emptyTable = (field: RoundField): RoundTable => ({
  field, blocks: Array.from({ length: field.subjectCount }, () => []), has: new Uint8Array(field.subjectCount * field.raterCount),
  loads: new Float64Array(field.raterCount), pairs: new Float64Array(field.raterCount ** 2),
});

/** Whether a rater may have a subject, and does not have it yet. */
export const mayTake = ({ field, has }: RoundTable, subject: number, rater: number): boolean => {
  const cell = subject * field.raterCount + rater;
  return field.isForbidden[cell] === 0 && has[cell] === 0;
};

function countPairs({ field: { raterCount }, pairs }: RoundTable, block: readonly number[], rater: number, change: 1 | -1): void {
  for (const other of block) {
    if (other === rater) continue;
    pairs[rater * raterCount + other] = (pairs[rater * raterCount + other] as number) + change;
    pairs[other * raterCount + rater] = (pairs[other * raterCount + rater] as number) + change;
  }
}

/** Gives a subject to a rater. */
export function assign(table: RoundTable, subject: number, rater: number): void {
  const block = table.blocks[subject] as number[];
  countPairs(table, block, rater, 1);
  block.push(rater);
  table.has[subject * table.field.raterCount + rater] = 1;
  table.loads[rater] = (table.loads[rater] as number) + 1;
}

/** Takes a subject from a rater. */
export function withdraw(table: RoundTable, subject: number, rater: number): void {
  const block = table.blocks[subject] as number[];
  countPairs(table, block, rater, -1);
  block.splice(block.indexOf(rater), 1);
  table.has[subject * table.field.raterCount + rater] = 0;
  table.loads[rater] = (table.loads[rater] as number) - 1;
}

/** One subject that goes from one rater to another. */
interface Handover {
  readonly subject: number;
  readonly from: number;
  readonly to: number;
}

/** Cells that may still be looked at. */
export interface StepBudget {
  left: number;
}

/** The shortest chain of handovers from one of the raters to one who fits the goal; undefined where there is none, or no steps are left. */
function handovers(table: RoundTable, starts: readonly number[], isGoal: (rater: number) => boolean, budget: StepBudget): readonly Handover[] | undefined {
  const { field: { raterCount, subjectCount }, has, blocks } = table;
  const cameBy = new Map<number, Handover | null>(starts.map((rater) => [rater, null]));
  const chainTo = (last: Handover): readonly Handover[] => {
    const before = cameBy.get(last.from);
    return before === undefined || before === null ? [last] : [...chainTo(before), last];
  };
  // a map goes on to entries that are added on the way
  for (const from of cameBy.keys()) {
    for (let subject = 0; subject < subjectCount; subject += 1) {
      if (budget.left <= 0) return undefined;
      budget.left -= 1;
      if (has[subject * raterCount + from] === 0 || blocks[subject]?.length === 0) continue;
      budget.left -= raterCount;
      for (let to = 0; to < raterCount; to += 1) {
        if (cameBy.has(to) || !mayTake(table, subject, to)) continue;
        const handover = { subject, from, to };
        if (isGoal(to)) return chainTo(handover);
        cameBy.set(to, handover);
      }
    }
  }
  return undefined;
}

function follow(table: RoundTable, chain: readonly Handover[]): void {
  for (const { subject, from, to } of chain.toReversed()) {
    withdraw(table, subject, from);
    assign(table, subject, to);
  }
}

const isFree = ({ loads, field: { limits } }: RoundTable, rater: number): boolean => (loads[rater] as number) < (limits[rater] as number);

/** The free rater with the least load, of equals the one who has met those of the subject least, of equals the first. */
function leastLoaded(table: RoundTable, subject: number): number | undefined {
  const { field: { raterCount }, loads, blocks, pairs } = table;
  let best: { readonly rater: number; readonly load: number; readonly met: number } | undefined;
  for (let rater = 0; rater < raterCount; rater += 1) {
    if (!isFree(table, rater) || !mayTake(table, subject, rater)) continue;
    const load = loads[rater] as number;
    if (best !== undefined && load > best.load) continue;
    const met = (blocks[subject] as number[]).reduce((sum, other) => sum + (pairs[rater * raterCount + other] as number), 0);
    if (best === undefined || load < best.load || met < best.met) best = { rater, load, met };
  }
  return best?.rater;
}

/** Gives a subject one rater more, where need be by handing others on; false where nobody can be free for it. */
function addRater(table: RoundTable, subject: number, budget: StepBudget): boolean {
  const direct = leastLoaded(table, subject);
  if (direct !== undefined) {
    assign(table, subject, direct);
    return true;
  }
  const starts = Array.from({ length: table.field.raterCount }, (_, rater) => rater).filter((rater) => mayTake(table, subject, rater));
  const chain = handovers(table, starts, (rater) => isFree(table, rater), budget);
  if (chain === undefined) return false;
  follow(table, chain);
  assign(table, subject, chain[0]?.from ?? 0);
  return true;
}

/** Gives a subject the raters that are wished for as far as they may and can, and others for the rest: all that it needs, or none. */
export function placeSubject(table: RoundTable, subject: number, wished: readonly number[], budget: StepBudget): boolean {
  const needed = table.field.needed[subject] as number;
  for (const rater of wished) if (mayTake(table, subject, rater) && isFree(table, rater)) assign(table, subject, rater);
  const block = table.blocks[subject] as number[];
  while (block.length < needed && addRater(table, subject, budget));
  if (block.length === needed) return true;
  for (const rater of [...block]) withdraw(table, subject, rater);
  return false;
}

/**
 * Hands subjects on from raters with many to raters with few, as long as there is a chain from one to another with two fewer; whether any was. Where none is left, no loads are more even.
 * Source: N. Harvey, R. Ladner, L. Lovász, T. Tamir, "Semi-matchings for bipartite graphs and load balancing", Journal of Algorithms 59 (2006).
 */
export function evenLoads(table: RoundTable, budget: StepBudget): boolean {
  const { loads, field: { raterCount } } = table;
  let [isChanged, wasChanged] = [true, false];
  while (isChanged && budget.left > 0) {
    isChanged = false;
    const heaviest = Array.from({ length: raterCount }, (_, rater) => rater).sort((left, right) => (loads[right] as number) - (loads[left] as number));
    const least = loads.reduce((low, load) => Math.min(low, load), Infinity);
    for (const rater of heaviest) {
      const load = loads[rater] as number;
      if (load < least + 2) break;
      const chain = handovers(table, [rater], (other) => (loads[other] as number) <= load - 2 && isFree(table, other), budget);
      if (chain === undefined) continue;
      follow(table, chain);
      [isChanged, wasChanged] = [true, true];
    }
  }
  return wasChanged;
}
