import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { ConfidenceLevel, Seed } from "../../statistics/index.js";
import { Id, Title } from "../../unit/index.js";
import { cellOrder, repeatedCells } from "./cell-order.js";

/** What this room refuses, so that no input can exhaust the host. */
export const AGREEMENT_LIMITS = {
  /** Ratings of one call as records. */
  records: 1_000_000,
  /** Ratings, and places of subjects and raters, of one call as columns. */
  columnRatings: 10_000_000,
  /** Categories of a scale, and distinct scores of a ratio scale. */
  categories: 1000,
  /** Samples of one bootstrap. */
  replicates: 20_000,
  /** Steps of one bootstrap: samples times kinds of subjects with their ratings. */
  bootstrapSteps: 5_000_000_000,
} as const;

/** A category: its name, or its number where it is a level. */
export type Category = string | number;
/** One subject, put into a category by one rater. */
export interface CategoryRating {
  /** Who or what is rated: a clip, a session, a person. */
  readonly subjectId: Id;
  /** Who rates. */
  readonly raterId: Id;
  /** One of the categories of the scale. */
  readonly category: Category;
}
/** One subject, scored by one rater. */
export interface ScoreRating {
  /** Who or what is rated: a clip, a session, a person. */
  readonly subjectId: Id;
  /** Who rates. */
  readonly raterId: Id;
  /** The score, at most 1e9 either way; equal steps are to mean equal differences. */
  readonly score: number;
}
/** An interval from samples of the subjects drawn again, instead of from the published standard error. */
export interface Bootstrap {
  /** The seed; the same seed gives the same interval. */
  readonly seed: Seed;
  /** How many samples, 2,000 to 20,000. */
  readonly replicateCount: number;
}
/** What every question about agreement brings along. */
export interface IntervalRequest {
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Ask for a percentile bootstrap over subjects. Left out: the interval of the standard error that was published for the coefficient. */
  readonly bootstrap?: Bootstrap;
}
/** Ratings in categories, with the scale that they were made on. A cell without a rating is left out. */
export interface CategoryRatings extends IntervalRequest {
  /** All categories of the scale, used or not, each once; from lowest to highest where they have an order. 2 to 1,000. */
  readonly categories: readonly Category[];
  /** At most one rating for each subject and rater, at most 1,000,000 together, in any order. */
  readonly ratings: readonly CategoryRating[];
}
/** Scores. A cell without a score is left out. */
export interface ScoreRatings extends IntervalRequest {
  /** At most one score for each subject and rater, at most 1,000,000 together, in any order. */
  readonly ratings: readonly ScoreRating[];
}

const duplicateCategory: Fault = { code: "rating.duplicate_category", message: "The category “{category}” stands twice.", hint: "List each category once." };
const offScale: Fault = { code: "rating.off_scale", message: "“{category}” is no category of the scale.", hint: "Correct the rating, or add the category to the scale." };
const duplicateRating: Fault = { code: "rating.duplicate_rating", message: "“{raterId}” rates “{subjectId}” twice.", hint: "Keep one rating for each subject and rater." };

/** A ratio scale begins at zero. */
export const negativeRatio: Fault = { code: "rating.negative_ratio", message: "A ratio scale has no score below zero; here stands {score}.", hint: "Use the scale “interval”." };

const categoryError = "A category is a text, or a finite number where it is a level.\nGive one of the categories of the scale; leave a cell without a rating out.";
const CategorySchema = z.union([z.string().max(300), z.number()], { error: categoryError });
/** A category: its name, or its number where it is a level. */
export const Category = z.union([Title, z.number().min(-1e9).max(1e9)], { error: "A category is a title of one line, or a number from -1e9 to 1e9.\nGive its name, or its number where it is a level." }) satisfies z.ZodType<Category>;
/** One subject, put into a category by one rater. */
export const CategoryRating = z.strictObject({ subjectId: Id, raterId: Id, category: CategorySchema }).readonly() satisfies z.ZodType<CategoryRating>;
/** One subject, scored by one rater. */
export const ScoreRating = z.strictObject({ subjectId: Id, raterId: Id, score: z.number().min(-1e9).max(1e9) }).readonly() satisfies z.ZodType<ScoreRating>;
/** An interval from samples of the subjects drawn again. */
export const Bootstrap = z.strictObject({ seed: Seed, replicateCount: z.int().min(2000).max(AGREEMENT_LIMITS.replicates) }).readonly() satisfies z.ZodType<Bootstrap>;

/** Each id as the place at which it is first met. */
function firstPlaces<Rating>(ratings: readonly Rating[], idOf: (rating: Rating) => Id): { readonly ids: readonly Id[]; readonly places: Uint32Array } {
  const known = new Map<Id, number>();
  const places = new Uint32Array(ratings.length);
  let [lastId, lastPlace] = ["", 0];
  for (let index = 0; index < ratings.length; index += 1) {
    const id = idOf(ratings[index] as Rating);
    if (id !== lastId) {
      lastPlace = known.get(id) ?? known.size;
      if (lastPlace === known.size) known.set(id, lastPlace);
      lastId = id;
    }
    places[index] = lastPlace;
  }
  return { ids: [...known.keys()], places };
}

/** Ids in their order, each once, and the place of every rating's id in that order: what is computed does not depend on the order of the ratings. */
export function placesOf<Rating>(ratings: readonly Rating[], idOf: (rating: Rating) => Id): { readonly ids: readonly Id[]; readonly places: Uint32Array } {
  const { ids: found, places } = firstPlaces(ratings, idOf);
  const ids = found.toSorted();
  const rankOf = new Map(ids.map((id, rank) => [id, rank]));
  const ranks = Uint32Array.from(found, (id) => rankOf.get(id) as number);
  for (let index = 0; index < places.length; index += 1) places[index] = ranks[places[index] as number] as number;
  return { ids, places };
}

function reportRepeated(ratings: readonly { readonly subjectId: Id; readonly raterId: Id }[], report: Report): void {
  const subjects = firstPlaces(ratings, ({ subjectId }) => subjectId);
  const raters = firstPlaces(ratings, ({ raterId }) => raterId);
  const cells = { subjects: subjects.places, raters: raters.places, subjectCount: subjects.ids.length, raterCount: raters.ids.length };
  for (const index of repeatedCells(cells, cellOrder(cells))) {
    const { subjectId = "", raterId = "" } = ratings[index] ?? {};
    report(duplicateRating, ["ratings", index], { subjectId, raterId });
  }
}

/** The parts of `IntervalRequest`. */
export const intervalKeys = { confidenceLevel: ConfidenceLevel, bootstrap: z.exactOptional(Bootstrap) };
/** The parts of `CategoryRatings`. */
export const categoryKeys = {
  categories: z.array(Category).min(2).max(AGREEMENT_LIMITS.categories)
    .check(rule((categories: readonly Category[], report) => { for (const [index, category] of repeated(categories, (one) => String(one))) report(duplicateCategory, [index], { category }); }))
    .readonly(),
  ratings: z.array(CategoryRating).max(AGREEMENT_LIMITS.records).readonly(),
  ...intervalKeys,
};
/** The parts of `ScoreRatings`. */
export const scoreKeys = { ratings: z.array(ScoreRating).max(AGREEMENT_LIMITS.records).readonly(), ...intervalKeys };

/** Every category stands on the scale, and no cell is rated twice. */
export const categoriesFit = rule(({ categories, ratings }: CategoryRatings, report) => {
  const scale = new Set(categories);
  ratings.forEach(({ category }, index) => { if (!scale.has(category)) report(offScale, ["ratings", index, "category"], { category }); });
  reportRepeated(ratings, report);
});
const outOfOrder: Fault = { code: "rating.out_of_order", message: "The categories neither rise nor fall: after {previous} stands {category}.", hint: "List categories that have an order from the lowest to the highest." };

/** Names a category that is a number and stands out of order. Names are taken in the order in which they stand. */
export function reportOutOfOrder(categories: readonly Category[], report: Report): void {
  const numbers = categories.filter((category) => typeof category === "number");
  if (numbers.length < categories.length) return;
  const direction = Math.sign((numbers[1] ?? 0) - (numbers[0] ?? 0));
  const place = numbers.findIndex((category, index) => index > 0 && Math.sign(category - (numbers[index - 1] ?? category)) * direction < 0);
  if (place > 0) report(outOfOrder, ["categories", place], { previous: numbers[place - 1] ?? 0, category: numbers[place] ?? 0 });
}
/** Categories in order stand in it. */
export const orderFits = rule(({ scale, categories }: { readonly scale: "nominal" | "ordinal"; readonly categories: readonly Category[] }, report) => { if (scale === "ordinal") reportOutOfOrder(categories, report); });
/** No cell is scored twice. */
export const scoresFit = rule(({ ratings }: ScoreRatings, report) => { reportRepeated(ratings, report); });

/** No score of a ratio scale is below zero. */
export const ratioFits = rule(({ scale, ratings }: ScoreRatings & { readonly scale: "interval" | "ratio" }, report) => {
  if (scale === "ratio") ratings.forEach(({ score }, index) => { if (score < 0) report(negativeRatio, ["ratings", index, "score"], { score }); });
});

/** Ratings in categories, with the scale that they were made on. */
export const CategoryRatings = z.strictObject(categoryKeys).check(categoriesFit).readonly() satisfies z.ZodType<CategoryRatings>;
/** Scores. */
export const ScoreRatings = z.strictObject(scoreKeys).check(scoresFit).readonly() satisfies z.ZodType<ScoreRatings>;
