import { type CellOrder, cellOrder, type Cells } from "./cell-order.js";
import { type Category, type CategoryRatings, placesOf, type ScoreRatings } from "./rating.js";

/** Ratings in categories: the rating `index` puts subject `subjects[index]` into `categories[values[index]]`. */
export interface RatingTable extends Cells, CellOrder {
  readonly categories: readonly Category[];
  readonly values: Uint8Array | Uint16Array;
}
/** Scores, sorted by subject and then by rater: those of subject s stand from `starts[s]` to before `starts[s + 1]`. */
export interface ScoreTable {
  readonly subjectCount: number;
  readonly starts: Uint32Array;
  readonly activeRaterCount: number;
  readonly scores: Float64Array;
}

function cellsOf(ratings: CategoryRatings["ratings"] | ScoreRatings["ratings"]): Cells {
  const subjects = placesOf<{ readonly subjectId: string }>(ratings, ({ subjectId }) => subjectId);
  const raters = placesOf<{ readonly raterId: string }>(ratings, ({ raterId }) => raterId);
  return { subjectCount: subjects.ids.length, raterCount: raters.ids.length, subjects: subjects.places, raters: raters.places };
}

/** The table of checked records. */
export function ratingTableOf({ categories, ratings }: Pick<CategoryRatings, "categories" | "ratings">): RatingTable {
  const placeOf = new Map(categories.map((category, place) => [category, place]));
  const cells = cellsOf(ratings);
  return { ...cells, ...cellOrder(cells), categories, values: Uint16Array.from(ratings, ({ category }) => placeOf.get(category) as number) };
}

/** Scores of cells in their order. */
export function sortedScores(subjectCount: number, { starts, order, activeRaterCount }: CellOrder, scores: Float64Array): ScoreTable {
  if (order === null) return { subjectCount, starts, activeRaterCount, scores };
  const own = new Float64Array(order.length);
  for (let at = 0; at < order.length; at += 1) own[at] = scores[order[at] as number] as number;
  return { subjectCount, starts, activeRaterCount, scores: own };
}

/** The table of checked scores. */
export function scoreTableOf({ ratings }: Pick<ScoreRatings, "ratings">): ScoreTable {
  const cells = cellsOf(ratings);
  return sortedScores(cells.subjectCount, cellOrder(cells), Float64Array.from(ratings, ({ score }) => score));
}
