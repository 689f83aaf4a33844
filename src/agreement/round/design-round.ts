import { randomStream } from "../../statistics/internal.js";
import { designedBlocks } from "./block-design.js";
import { CALIBRATION_ROUND_LIMITS } from "./calibration-round.js";
import { columnSum } from "../coefficient/column-sums.js";
import { connectRaters } from "./round-connection.js";
import type { RoundProblem } from "./round-problem.js";
import { searchBalance } from "./round-search.js";
import { emptyTable, evenLoads, placeSubject, type RoundField, type RoundTable, type StepBudget } from "./round-table.js";

/** A round that is planned. */
export interface PlannedRound {
  readonly table: RoundTable;
  readonly method: "construction" | "search";
  /** Whether steps ran out before limits, conflicts and loads were dealt with. */
  readonly isCut: boolean;
}

/** A list in an order by chance. */
function shuffle<Entry>(entries: readonly Entry[], uniform: () => number): Entry[] {
  return entries.map((entry) => ({ entry, rank: uniform() })).sort((left, right) => left.rank - right.rank).map(({ entry }) => entry);
}

/** How many places on a subject's block are looked at for one without conflicts. */
const tradesTried = 200;

/** How many raters of a block must not rate a subject. */
const conflictCount = ({ raterCount, isForbidden }: RoundField, subject: number, block: readonly number[]): number => block.reduce((sum, rater) => sum + (isForbidden[subject * raterCount + rater] as number), 0);

/** Lets subjects change blocks where that leaves fewer conflicts. */
function avoidConflicts(field: RoundField, subjects: readonly number[], blocks: (readonly number[])[]): void {
  subjects.forEach((subject, place) => {
    for (let step = 1; step <= Math.min(tradesTried, subjects.length - 1); step += 1) {
      const own = blocks[place] ?? [];
      const found = conflictCount(field, subject, own);
      if (found === 0) return;
      const otherPlace = (place + step) % subjects.length;
      const [other, others] = [subjects[otherPlace] as number, blocks[otherPlace] ?? []];
      if (conflictCount(field, subject, others) + conflictCount(field, other, own) < found + conflictCount(field, other, others)) [blocks[place], blocks[otherPlace]] = [others, own];
    }
  });
}

/** The blocks that construction gives to the subjects that can have all their raters; none to what it leaves over. */
function wishes({ field }: RoundProblem, uniform: () => number): ReadonlyMap<number, readonly number[]> {
  const { raterCount, needed, isForbidden } = field;
  const ofSize = new Map<number, number[]>();
  needed.forEach((size, subject) => {
    const allowed = raterCount - isForbidden.subarray(subject * raterCount, (subject + 1) * raterCount).reduce((sum, one) => sum + one, 0);
    if (allowed < size) return;
    const alike = ofSize.get(size);
    if (alike === undefined) ofSize.set(size, [subject]);
    else alike.push(subject);
  });
  const wished = new Map<number, readonly number[]>();
  for (const [size, subjects] of ofSize) {
    const own: (readonly number[])[] = shuffle(designedBlocks({ raterCount, size, blockCount: subjects.length }, uniform), uniform);
    avoidConflicts(field, subjects, own);
    subjects.forEach((subject, place) => { wished.set(subject, own[place] ?? []); });
  }
  return wished;
}

/** A design by construction where there is one, changed as far as limits and conflicts want it, with loads made even and then searched for balance. */
export function designRound(problem: RoundProblem, seed: number): PlannedRound {
  const { field, gold, strata } = problem;
  const { uniform } = randomStream(seed, ["calibration-round", "search"]);
  const table = emptyTable(field);
  const budget: StepBudget = { left: CALIBRATION_ROUND_LIMITS.pathSteps };
  const wished = wishes(problem, uniform);
  // what construction leaves over comes last, when loads are known
  const places = [...wished.keys()].sort((left, right) => Number(wished.get(left)?.length === 0) - Number(wished.get(right)?.length === 0) || left - right);
  let isDesigned = true;
  for (const subject of places) {
    const wish = wished.get(subject) ?? [];
    if (!placeSubject(table, subject, wish, budget) || wish.some((rater) => table.has[subject * field.raterCount + rater] === 0) || wish.length === 0) isDesigned = false;
  }
  const isLeveled = evenLoads(table, budget);
  const kinds = [gold, strata].filter(({ kinds: [first, ...others] }) => others.some((kind) => kind !== first));
  const steps = Math.min(CALIBRATION_ROUND_LIMITS.searchSteps, 2000 * columnSum(table.loads));
  const isSearched = searchBalance(table, kinds, { uniform, steps });
  const isConnected = connectRaters(table, (subject) => `${String(gold.kinds[subject])} ${String(strata.kinds[subject])}`, uniform);
  return { table, method: isDesigned && !isLeveled && !isSearched && !isConnected ? "construction" : "search", isCut: budget.left <= 0 };
}
