import * as z from "zod";
import { check, CoachingError, type Fault, type Issue, issueOf, repeated, rule } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { Id } from "../unit/index.js";
import { FACET_LIMITS, type RatingCells, sortedCells } from "./facet-ratings.js";

/** Ratings in typed arrays, one entry a rating: for large tables. */
export interface FacetColumns {
  /** The people, each once; at most 100,000. */
  readonly personIds: readonly Id[];
  /** The items, each once; at most 100. */
  readonly itemIds: readonly Id[];
  /** The raters, each once; at most 500. */
  readonly raterIds: readonly Id[];
  /** The place of each rating's person among `personIds`. */
  readonly persons: Uint32Array;
  /** The place of each rating's item among `itemIds`. */
  readonly items: Uint32Array;
  /** The place of each rating's rater among `raterIds`. */
  readonly raters: Uint32Array;
  /** The scores. */
  readonly scores: Float64Array;
}

const duplicateId: Fault = { code: "facet-columns.duplicate_id", message: "The id “{id}” stands twice.", hint: "List each once." };
const notTyped: Fault = { code: "facet-columns.not_typed", message: "This column is no {expected}.", hint: "Give one, or use the function for plain records." };
const wrongLength: Fault = { code: "facet-columns.wrong_length", message: "This column has {length} entries; the scores have {count}.", hint: "Give every rating one entry in each column." };
const tooManyRatings: Fault = { code: "facet-columns.too_many_ratings", message: "{count} ratings are more than the {limit} of one calibration.", hint: "Calibrate a part of them; severities will hardly differ." };
const unknownPlace: Fault = { code: "facet-columns.unknown_place", message: "The place {place} is not among the {count} ids.", hint: "Count places from 0." };
const badScore: Fault = { code: "facet-columns.bad_score", message: "The score {score} cannot be used.", hint: "Give finite scores on the scale." };
const duplicateRating: Fault = { code: "facet-columns.duplicate_rating", message: "This rating has the same person, item and rater as an earlier one.", hint: "Keep one of them." };

const ids = (limit: number) => z.array(Id).max(limit).check(rule((list: readonly string[], report) => { for (const [index, id] of repeated(list, (each) => each)) report(duplicateId, [index], { id }); })).readonly();
/** The parts of columns that are plain data. */
export const facetColumnKeys = { personIds: ids(FACET_LIMITS.people), itemIds: ids(FACET_LIMITS.items), raterIds: ids(FACET_LIMITS.raters) };

/** More faults than this are not looked for. */
const MOST_FAULTS = 100;

function shapeFaults({ persons, items, raters, scores }: FacetColumns): readonly Issue[] {
  const issues: Issue[] = [];
  if (!isTypedArray(scores, "Float64Array")) return [issueOf(notTyped, ["scores"], { expected: "Float64Array" })];
  if (scores.length > FACET_LIMITS.ratings) issues.push(issueOf(tooManyRatings, ["scores"], { count: scores.length, limit: FACET_LIMITS.ratings }));
  for (const [key, column] of Object.entries({ persons, items, raters })) {
    if (!isTypedArray(column, "Uint32Array")) issues.push(issueOf(notTyped, [key], { expected: "Uint32Array" }));
    else if (column.length !== scores.length) issues.push(issueOf(wrongLength, [key], { length: column.length, count: scores.length }));
  }
  return issues;
}

/** Places beyond the ids, and scores that cannot be used. */
function entryFaults(columns: FacetColumns, isScore: (score: number) => boolean): readonly Issue[] {
  const issues: Issue[] = [];
  const lists = [["persons", columns.persons, columns.personIds.length], ["items", columns.items, columns.itemIds.length], ["raters", columns.raters, columns.raterIds.length]] as const;
  for (const [key, places, count] of lists) {
    for (let index = 0; index < places.length && issues.length < MOST_FAULTS; index += 1) {
      const place = places[index] as number;
      if (place >= count) issues.push(issueOf(unknownPlace, [key, index], { place, count }));
    }
  }
  for (let index = 0; index < columns.scores.length && issues.length < MOST_FAULTS; index += 1) {
    const score = columns.scores[index] as number;
    if (!isScore(score)) issues.push(issueOf(badScore, ["scores", index], { score: Number.isFinite(score) ? score : String(score) }));
  }
  return issues;
}

/** What is no object has no columns, and the schema says so. */
function asObject(schema: z.ZodType, columns: unknown): FacetColumns {
  if (typeof columns === "object" && columns !== null) return columns as FacetColumns;
  check(schema, columns);
  throw new Error("a request that is no object passed its schema");
}

/** Splits off the typed arrays, checks the plain part by `schema` and the rest here, and gives sorted cells. Faults of shape come first: nothing else can be said before they are mended. */
export function cellsOfColumns<Rest>(schema: z.ZodType<Rest>, columns: FacetColumns, scoreTest: (rest: Rest) => (score: number) => boolean): { readonly rest: Rest; readonly cells: RatingCells } {
  const { persons, items, raters, scores, ...plain } = asObject(schema, columns);
  const rest = check(schema, plain);
  const given = { ...columns, persons, items, raters, scores };
  const misshapen = shapeFaults(given);
  if (misshapen.length > 0) throw new CoachingError(misshapen);
  const faulty = entryFaults(given, scoreTest(rest));
  if (faulty.length > 0) throw new CoachingError(faulty);
  const { cells, origins } = sortedCells(given);
  const repeats: number[] = [];
  for (let index = 1; index < origins.length && repeats.length < MOST_FAULTS; index += 1) {
    if (cells.persons[index] === cells.persons[index - 1] && cells.items[index] === cells.items[index - 1] && cells.raters[index] === cells.raters[index - 1]) repeats.push(origins[index] as number);
  }
  if (repeats.length > 0) throw new CoachingError(repeats.map((index) => issueOf(duplicateRating, ["scores", index])));
  return { rest, cells };
}
