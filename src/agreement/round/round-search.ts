import { leastSquares } from "./block-design.js";
import { columnSum } from "../coefficient/column-sums.js";
import { assign, mayTake, type RoundTable, withdraw } from "./round-table.js";

/** Kinds of subjects of which every rater is to have an even share: the kind of each subject. */
export interface SubjectKinds {
  readonly kinds: Int32Array;
  readonly kindCount: number;
}
/** How many subjects of each kind each rater has, rater by rater. */
export interface KindShares extends SubjectKinds {
  readonly counts: Float64Array;
}

/** A kind out of balance by one weighs more than any pair of raters. */
const kindWeight = 1000;

/** How many subjects of each kind each rater has now. */
export function kindShares({ field: { raterCount }, blocks }: RoundTable, given: SubjectKinds): KindShares {
  const counts = new Float64Array(raterCount * given.kindCount);
  blocks.forEach((block, subject) => {
    for (const rater of block) counts[rater * given.kindCount + (given.kinds[subject] as number)] = (counts[rater * given.kindCount + (given.kinds[subject] as number)] as number) + 1;
  });
  return { ...given, counts };
}

const squares = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count * count, 0);

/** How far the counts of kinds are from even ones. */
function unevenness({ counts, kindCount }: KindShares, raterCount: number): number {
  const totals = new Float64Array(kindCount);
  counts.forEach((count, at) => { totals[at % kindCount] = (totals[at % kindCount] as number) + count; });
  return squares(counts) - totals.reduce((sum, total) => sum + leastSquares(total, raterCount), 0);
}

/** How far pairs are from meeting equally often. */
const pairExcess = ({ pairs, field: { raterCount } }: RoundTable): number => squares(pairs) / 2 - leastSquares(columnSum(pairs) / 2, (raterCount * (raterCount - 1)) / 2);

/** What Σ c² gains when one goes from the first count to the second. */
const shift = (from: number, to: number): number => 2 * (to - from + 1);

/** What the counts of kinds gain when `rater` has `to` instead of `from`. */
function kindChange(shares: readonly KindShares[], rater: number, from: number, to: number): number {
  let change = 0;
  for (const { kinds, kindCount, counts } of shares) {
    const [former, next] = [kinds[from] as number, kinds[to] as number];
    if (former !== next) change += shift(counts[rater * kindCount + former] as number, counts[rater * kindCount + next] as number);
  }
  return change * kindWeight;
}

/** What Σ λ² over pairs of raters gains when `leaving` stands for `coming` in the block of `subject`, those of `other` left aside. */
function pairChange({ blocks, pairs, has, field: { raterCount } }: RoundTable, exchange: { readonly subject: number; readonly other: number; readonly leaving: number; readonly coming: number }): number {
  const { subject, other, leaving, coming } = exchange;
  let change = 0;
  for (const member of blocks[subject] as number[]) {
    if (member === leaving || has[other * raterCount + member] === 1) continue;
    change += shift(pairs[leaving * raterCount + member] as number, pairs[coming * raterCount + member] as number);
  }
  return change;
}

function moveKinds(shares: readonly KindShares[], rater: number, from: number, to: number): void {
  for (const { kinds, kindCount, counts } of shares) {
    const [former, next] = [rater * kindCount + (kinds[from] as number), rater * kindCount + (kinds[to] as number)];
    counts[former] = (counts[former] as number) - 1;
    counts[next] = (counts[next] as number) + 1;
  }
}

/** Lets two raters of two subjects change places where that makes nothing worse; what it gained. */
function tryExchange(table: RoundTable, shares: readonly KindShares[], [first, second]: readonly [number, number], whole: (below: number) => number): { readonly kinds: number; readonly pairs: number } | undefined {
  const [own, others] = [table.blocks[first] as number[], table.blocks[second] as number[]];
  if (own.length === 0 || others.length === 0) return undefined;
  const [leaving, coming] = [own[whole(own.length)] as number, others[whole(others.length)] as number];
  if (!mayTake(table, second, leaving) || !mayTake(table, first, coming)) return undefined;
  const kinds = kindChange(shares, leaving, first, second) + kindChange(shares, coming, second, first);
  const pairs = pairChange(table, { subject: first, other: second, leaving, coming }) + pairChange(table, { subject: second, other: first, leaving: coming, coming: leaving });
  if (kinds + pairs > 0) return undefined;
  exchange(table, [first, second], [leaving, coming]);
  moveKinds(shares, leaving, first, second);
  moveKinds(shares, coming, second, first);
  return { kinds, pairs };
}

/** Two raters of two subjects change places. */
export function exchange(table: RoundTable, [first, second]: readonly [number, number], [leaving, coming]: readonly [number, number]): void {
  withdraw(table, first, leaving);
  withdraw(table, second, coming);
  assign(table, first, coming);
  assign(table, second, leaving);
}

/** Lets two subjects change all their raters, which leaves every pair as it is, where the counts of kinds get better by it; what these gained. */
function tryTrade(table: RoundTable, shares: readonly KindShares[], [first, second]: readonly [number, number]): number {
  const [own, others] = [[...table.blocks[first] as number[]], [...table.blocks[second] as number[]]];
  if (own.length !== others.length) return 0;
  const leaving = own.filter((rater) => !others.includes(rater));
  const coming = others.filter((rater) => !own.includes(rater));
  if (leaving.some((rater) => !mayTake(table, second, rater)) || coming.some((rater) => !mayTake(table, first, rater))) return 0;
  const gain = leaving.reduce((sum, rater) => sum + kindChange(shares, rater, first, second), 0) + coming.reduce((sum, rater) => sum + kindChange(shares, rater, second, first), 0);
  if (gain >= 0) return 0;
  leaving.forEach((rater, place) => {
    exchange(table, [first, second], [rater, coming[place] as number]);
    moveKinds(shares, rater, first, second);
    moveKinds(shares, coming[place] as number, second, first);
  });
  return gain;
}

/** Changes places by chance, never for the worse, until raters' shares of kinds are even and pairs of raters meet equally often, or the steps are spent; whether single raters were moved. Loads stay as they are. */
export function searchBalance(table: RoundTable, kinds: readonly SubjectKinds[], { uniform, steps }: { readonly uniform: () => number; readonly steps: number }): boolean {
  const { subjectCount, raterCount } = table.field;
  const whole = (below: number): number => Math.floor(uniform() * below);
  const shares = kinds.map((one) => kindShares(table, one));
  let uneven = kindWeight * shares.reduce((sum, one) => sum + unevenness(one, raterCount), 0);
  let excess = pairExcess(table);
  // whole blocks first: they keep what the construction has balanced
  for (let step = 0; step < steps / 4 && uneven > 0; step += 1) uneven += tryTrade(table, shares, [whole(subjectCount), whole(subjectCount)]);
  let isMoved = false;
  for (let step = 0; step < steps && uneven + excess > 0; step += 1) {
    const gained = tryExchange(table, shares, [whole(subjectCount), whole(subjectCount)], whole);
    if (gained === undefined) continue;
    uneven += gained.kinds;
    excess += gained.pairs;
    isMoved = true;
  }
  return isMoved;
}
