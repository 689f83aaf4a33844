import * as z from "zod";
import { check } from "../error/index.js";
import { inverseOfPositive } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import { cellsOf, type RatingCells, ratingKeys, type RatingList, soundRatings } from "./facet-ratings.js";

/** Raters who can be compared with each other. */
export interface RaterSubset {
  /** They, sorted. */
  readonly raterIds: readonly Id[];
  /** The items at which they rated, sorted. */
  readonly itemIds: readonly Id[];
  /** People whom they rated. */
  readonly personCount: Count;
  /** Ratings that they gave. */
  readonly ratingCount: Count;
}

/** One more scoring that would connect two subsets. */
export interface RaterLink {
  /** The rater who should score. */
  readonly raterId: Id;
  /** The person who should be scored once more. */
  readonly personId: Id;
  /** The items at which others scored that person: one of them connects, each further one makes the comparison sharper. */
  readonly itemIds: readonly Id[];
}

/** Who can be compared with whom. */
export interface RaterConnections {
  /** Groups of raters who can be compared, those with the most ratings first; raters of different ones cannot be compared at all. */
  readonly subsets: readonly RaterSubset[];
  /** The fewest further scorings that connect all: one for each subset but the first, of its rater with the most ratings, for the person of the first one with the most. Empty when all are connected. */
  readonly links: readonly RaterLink[];
}

const Ratings = z.strictObject(ratingKeys).check(soundRatings).readonly() satisfies z.ZodType<RatingList>;

/** Sets that grow together (union–find with path halving). */
function forest(size: number) {
  const parents = Int32Array.from({ length: size }, (_, place) => place);
  const rootOf = (place: number): number => {
    let at = place;
    while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number;
    return at;
  };
  return { rootOf, unite: (left: number, right: number): void => { parents[rootOf(right)] = rootOf(left); }, roots: (): Int32Array => parents.map((_, place) => rootOf(place)) };
}

const setCount = (roots: Int32Array): number => new Set(roots).size;

/** Raters, or items, seen as the facet that is compared; the other one stands across. */
export interface ComparedFacet {
  readonly cells: RatingCells;
  readonly compared: Int32Array;
  readonly across: Int32Array;
  readonly count: number;
  readonly acrossCount: number;
}

/** The raters as the facet that is compared. */
export const byRater = (cells: RatingCells): ComparedFacet => ({ cells, compared: cells.raters, across: cells.items, count: cells.raterIds.length, acrossCount: cells.itemIds.length });
/** The items as the facet that is compared. */
export const byItem = (cells: RatingCells): ComparedFacet => ({ cells, compared: cells.items, across: cells.raters, count: cells.itemIds.length, acrossCount: cells.raterIds.length });

/** Sets of those who rated the same person, and at the same item where `isDirect`. */
function united({ cells: { begins }, compared, across, count, acrossCount }: ComparedFacet, isDirect: boolean): Int32Array {
  const { unite, roots } = forest(count);
  const first = new Int32Array(acrossCount);
  for (let person = 0; person + 1 < begins.length; person += 1) {
    first.fill(-1);
    for (let index = begins[person] as number; index < (begins[person + 1] as number); index += 1) {
      const place = isDirect ? (across[index] as number) : 0;
      if (first[place] === -1) first[place] = compared[index] as number;
      else unite(first[place] as number, compared[index] as number);
    }
  }
  return roots();
}

/**
 * Sets by what the additive model can tell: two are comparable when their difference is a sum of differences within people.
 * These span a space; what is left of a unit vector outside of it, ε(G + εI)⁻¹ for small ε with G = Σdd′, must be the same for both.
 */
function estimable({ cells: { begins }, compared, across, count, acrossCount }: ComparedFacet): Int32Array {
  const size = count + acrossCount;
  const gram = new Float64Array(size * size);
  const seen = new Set<number>();
  for (let person = 0; person + 1 < begins.length; person += 1) {
    for (let index = (begins[person] as number) + 1; index < (begins[person + 1] as number); index += 1) {
      const signs = [[compared[index - 1] as number, 1], [count + (across[index - 1] as number), 1], [compared[index] as number, -1], [count + (across[index] as number), -1]] as const;
      const key = signs.reduce((sum, [place]) => sum * size + place, 0);
      if (seen.has(key)) continue;
      seen.add(key);
      for (const [row, left] of signs) for (const [column, right] of signs) gram[row * size + column] = (gram[row * size + column] as number) + left * right;
    }
  }
  const small = 1e-10 * Math.max(1, ...Array.from({ length: size }, (_, place) => gram[place * (size + 1)] as number));
  const inverse = inverseOfPositive(gram.map((value, index) => value + (index % (size + 1) === 0 ? small : 0)), size);
  if (inverse === null) throw new Error("a matrix of squares has no inverse");
  const at = (row: number, column: number): number => small * (inverse[row * size + column] as number);
  const { rootOf, unite, roots } = forest(count);
  for (let one = 0; one < count; one += 1) for (let other = 0; other < one; other += 1) if (rootOf(one) !== rootOf(other) && at(one, one) + at(other, other) - 2 * at(one, other) < 1e-4) unite(other, one);
  return roots();
}

/**
 * Who can be compared with whom, as the root of each one's set. Whoever scored the same person at the same item can (at least these sets); whoever has no person in common, even through others, cannot (at most those).
 * Where the two differ, as with raters who divide the items among them, the additive model decides (D. Weeks, D. Williams, A note on the determination of connectedness in an N-way cross classification, Technometrics 6, 1964).
 */
export function comparableSets(facet: ComparedFacet): Int32Array {
  const least = united(facet, true);
  return setCount(least) === setCount(united(facet, false)) ? least : estimable(facet);
}

/** The ids of each set. */
export const setsOf = (ids: readonly string[], roots: Int32Array): readonly (readonly string[])[] => [...new Set(roots)].map((root) => ids.filter((_, place) => roots[place] === root));

const sorted = (places: ReadonlySet<number>, ids: readonly string[]): readonly string[] => [...places].sort((left, right) => left - right).map((place) => ids[place] as string);

interface Found {
  readonly subset: RaterSubset;
  readonly root: number;
}

function subsetsOf({ persons, items, raters, raterIds, itemIds }: RatingCells, roots: Int32Array): readonly Found[] {
  const parts = new Map<number, { readonly raters: Set<number>; readonly items: Set<number>; readonly persons: Set<number>; ratingCount: number }>();
  raters.forEach((rater, index) => {
    const root = roots[rater] as number;
    const part = parts.get(root) ?? { raters: new Set(), items: new Set(), persons: new Set(), ratingCount: 0 };
    parts.set(root, part);
    part.raters.add(rater);
    part.items.add(items[index] as number);
    part.persons.add(persons[index] as number);
    part.ratingCount += 1;
  });
  return [...parts].map(([root, part]) => ({ root, subset: { raterIds: sorted(part.raters, raterIds), itemIds: sorted(part.items, itemIds), personCount: part.persons.size, ratingCount: part.ratingCount } }))
    .sort((left, right) => right.subset.ratingCount - left.subset.ratingCount || ((left.subset.raterIds[0] ?? "") < (right.subset.raterIds[0] ?? "") ? -1 : 1));
}

/** The person of a subset with the most ratings there, one who got more than the lowest or the highest score only if there is one: the others say nothing of severity. */
function bestPerson({ raters, scores, begins }: RatingCells, isOwn: (rater: number) => boolean): { readonly person: number; readonly indices: readonly number[] } {
  const [lowest, highest] = scores.reduce(([low, high], score) => [Math.min(low, score), Math.max(high, score)], [Infinity, -Infinity]);
  let best: { readonly person: number; readonly indices: readonly number[]; readonly rank: number } = { person: 0, indices: [], rank: -1 };
  for (let person = 0; person + 1 < begins.length; person += 1) {
    const indices = Array.from({ length: (begins[person + 1] as number) - (begins[person] as number) }, (_, offset) => (begins[person] as number) + offset).filter((index) => isOwn(raters[index] as number));
    const isExtreme = indices.every((index) => scores[index] === lowest) || indices.every((index) => scores[index] === highest);
    const rank = indices.length + (isExtreme ? 0 : scores.length);
    if (indices.length > 0 && rank > best.rank) best = { person, indices, rank };
  }
  return best;
}

/** Subsets and links for sets that are known. */
export function connectionsOf(cells: RatingCells, roots: Int32Array): RaterConnections {
  const [hub, ...others] = subsetsOf(cells, roots);
  const subsets = hub === undefined ? [] : [hub, ...others].map(({ subset }) => subset);
  if (hub === undefined || others.length === 0) return { subsets, links: [] };
  const counts = new Int32Array(cells.raterIds.length);
  for (const rater of cells.raters) counts[rater] = (counts[rater] as number) + 1;
  const { person, indices } = bestPerson(cells, (rater) => roots[rater] === hub.root);
  const itemIds = sorted(new Set(indices.map((index) => cells.items[index] as number)), cells.itemIds);
  const links = others.map(({ root }): RaterLink => {
    const rater = counts.reduce((best, count, each) => (roots[each] === root && (best < 0 || count > (counts[best] as number)) ? each : best), -1);
    return { raterId: cells.raterIds[rater] as string, personId: cells.personIds[person] as string, itemIds };
  });
  return { subsets, links };
}

/**
 * Which raters can be compared with each other, and who should score whom once more where some cannot.
 * A harsh rater and a weak group look the same unless somebody else rated the same people: raters are comparable when they scored the same person at the same item, or through others who did,
 * or where an additive model (score = person − item − rater) can tell their difference otherwise. The choice of person and rater for a link is a heuristic: those known best.
 *
 * @throws CoachingError `facet-ratings.duplicate_rating`, `facet-ratings.too_many`, `input.*`
 * @example
 * ```ts
 * const rating = (personId, raterId) => ({ personId, itemId: "opening", raterId, score: 3 });
 * const { subsets, links } = raterConnections({ ratings: [rating("ada", "kim"), rating("ada", "lee"), rating("bo", "max")] });
 * subsets.map(({ raterIds }) => raterIds); // => [["kim", "lee"], ["max"]]
 * links; // => [{ raterId: "max", personId: "ada", itemIds: ["opening"] }]
 * ```
 */
export function raterConnections(list: RatingList): RaterConnections {
  const cells = cellsOf(check(Ratings, list).ratings);
  return connectionsOf(cells, comparableSets(byRater(cells)));
}
