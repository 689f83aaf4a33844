import * as z from "zod";
import { type Fault, type Report, repeated, rule } from "../error/index.js";
import { Id } from "../unit/index.js";

/** What a calibration of facets refuses, so that no input can exhaust the host. */
export const FACET_LIMITS = {
  /** Ratings of one calibration: as records, as many as one input holds. */
  ratings: 900_000,
  /** People of one calibration. */
  people: 100_000,
  /** Raters of one calibration. */
  raters: 500,
  /** Items of one calibration. */
  items: 100,
  /** The distance of the highest score from the lowest. */
  scoreSpan: 20,
  /** Operations of one step of the conditional method. */
  conditionalOperations: 4_000_000_000,
} as const;

/** One score that one rater gave one person at one item. */
export interface FacetRating {
  /** Who, or what, was rated. */
  readonly personId: Id;
  /** At which item; one name throughout where there are no items. */
  readonly itemId: Id;
  /** Who rated. */
  readonly raterId: Id;
  /** The score; more is better. */
  readonly score: number;
}
/** One score that one rater gave one person at one item. */
export const FacetRating = z.strictObject({ personId: Id, itemId: Id, raterId: Id, score: z.number().min(-1e6).max(1e6) }).readonly() satisfies z.ZodType<FacetRating>;

/** Ratings; missing ones are left out. */
export interface RatingList {
  /** At most 900,000; no rater rates a person twice at an item. */
  readonly ratings: readonly FacetRating[];
}

const duplicateRating: Fault = { code: "facet-ratings.duplicate_rating", message: "The rater “{raterId}” rates the person “{personId}” twice at the item “{itemId}”.", hint: "Keep one of them, or give the second scoring a rater or a person of its own." };
const tooMany: Fault = { code: "facet-ratings.too_many", message: "{count} {facet} are more than the {limit} of one calibration.", hint: "Calibrate them in parts that share raters." };

/** Each list of ids within its limit. */
function reportCounts(counts: { readonly people: number; readonly raters: number; readonly items: number }, report: (fault: Fault, params: { readonly count: number; readonly facet: string; readonly limit: number }) => void): void {
  for (const facet of ["people", "raters", "items"] as const) if (counts[facet] > FACET_LIMITS[facet]) report(tooMany, { count: counts[facet], facet, limit: FACET_LIMITS[facet] });
}

/** No rating twice, and not too many of anything. No id holds a line break. */
export const soundRatings = rule(({ ratings }: RatingList, report: Report) => {
  for (const [index, { personId, itemId, raterId }] of repeated(ratings, (rating) => `${rating.personId}\n${rating.itemId}\n${rating.raterId}`)) report(duplicateRating, ["ratings", index], { personId, itemId, raterId });
  const distinct = (of: (rating: FacetRating) => string): number => new Set(ratings.map(of)).size;
  reportCounts({ people: distinct(({ personId }) => personId), raters: distinct(({ raterId }) => raterId), items: distinct(({ itemId }) => itemId) }, (fault, params) => { report(fault, ["ratings"], params); });
});

/** The part of a request that holds its ratings. */
export const ratingKeys = { ratings: z.array(FacetRating).max(FACET_LIMITS.ratings).readonly() };

/** Ratings as calibrations work on them: sorted by person, rater and item, so that nothing depends on their order. */
export interface RatingCells {
  /** The ids, sorted. */
  readonly personIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly raterIds: readonly string[];
  /** One entry a rating: places among the ids, and the score. */
  readonly persons: Int32Array;
  readonly items: Int32Array;
  readonly raters: Int32Array;
  readonly scores: Float64Array;
  /** Where the ratings of each person begin; one more at the end. */
  readonly begins: Int32Array;
}

/** Ratings by places in lists of ids, unsorted. */
export interface IndexedRatings {
  readonly personIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly raterIds: readonly string[];
  readonly persons: ArrayLike<number>;
  readonly items: ArrayLike<number>;
  readonly raters: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
}

/** The ids that are used, sorted, and the place of each old place among them. */
function sortedIds(ids: readonly string[], places: ArrayLike<number>): { readonly ids: readonly string[]; readonly placeOf: Int32Array } {
  const isUsed = new Uint8Array(ids.length);
  for (let index = 0; index < places.length; index += 1) isUsed[places[index] as number] = 1;
  const order = [...ids.keys()].filter((place) => isUsed[place] === 1).sort((left, right) => ((ids[left] as string) < (ids[right] as string) ? -1 : 1));
  const placeOf = new Int32Array(ids.length);
  order.forEach((old, place) => { placeOf[old] = place; });
  return { ids: order.map((old) => ids[old] as string), placeOf };
}

/** Sorted cells, and where each stood before. The limits keep a cell's place among all, times the number of ratings, below 2^53. */
export function sortedCells(given: IndexedRatings): { readonly cells: RatingCells; readonly origins: Float64Array } {
  const count = given.scores.length;
  const [person, item, rater] = [sortedIds(given.personIds, given.persons), sortedIds(given.itemIds, given.items), sortedIds(given.raterIds, given.raters)];
  const keys = Float64Array.from({ length: count }, (_, index) => {
    const cell = ((person.placeOf[given.persons[index] as number] as number) * rater.ids.length + (rater.placeOf[given.raters[index] as number] as number)) * item.ids.length + (item.placeOf[given.items[index] as number] as number);
    return cell * count + index;
  }).sort();
  const origins = keys.map((key) => key % count);
  const placed = (places: ArrayLike<number>, placeOf: Int32Array): Int32Array => Int32Array.from(origins, (origin) => placeOf[places[origin] as number] as number);
  const persons = placed(given.persons, person.placeOf);
  const cells: RatingCells = {
    personIds: person.ids, itemIds: item.ids, raterIds: rater.ids, persons, items: placed(given.items, item.placeOf), raters: placed(given.raters, rater.placeOf),
    scores: Float64Array.from(origins, (origin) => given.scores[origin] as number), begins: beginsOf(persons, person.ids.length),
  };
  return { cells, origins };
}

/** Where each person's ratings begin in a sorted list. */
function beginsOf(persons: Int32Array, personCount: number): Int32Array {
  const begins = new Int32Array(personCount + 1);
  for (const person of persons) begins[person + 1] = (begins[person + 1] as number) + 1;
  for (let person = 0; person < personCount; person += 1) begins[person + 1] = (begins[person + 1] as number) + (begins[person] as number);
  return begins;
}

/** The cells of checked records. */
export function cellsOf(ratings: readonly FacetRating[]): RatingCells {
  const listed = (of: (rating: FacetRating) => string) => {
    const places = new Map<string, number>();
    const at = Int32Array.from(ratings, (rating) => {
      const id = of(rating);
      const known = places.get(id) ?? places.size;
      if (known === places.size) places.set(id, known);
      return known;
    });
    return { ids: [...places.keys()], at };
  };
  const [person, item, rater] = [listed(({ personId }) => personId), listed(({ itemId }) => itemId), listed(({ raterId }) => raterId)];
  return sortedCells({ personIds: person.ids, itemIds: item.ids, raterIds: rater.ids, persons: person.at, items: item.at, raters: rater.at, scores: ratings.map(({ score }) => score) }).cells;
}

/** The ratings that `keeps` says, with the same ids. */
export function someCells(cells: RatingCells, keeps: (index: number) => boolean): RatingCells {
  const kept = Int32Array.from(cells.scores.keys()).filter(keeps);
  const taken = (places: Int32Array): Int32Array => kept.map((index) => places[index] as number);
  const persons = taken(cells.persons);
  return { ...cells, persons, items: taken(cells.items), raters: taken(cells.raters), scores: Float64Array.from(kept, (index) => cells.scores[index] as number), begins: beginsOf(persons, cells.personIds.length) };
}
