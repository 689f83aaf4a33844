import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { logisticOf } from "../statistics/internal.js";

/** Ratings of many people and items, and their outcomes in the order in which they happened. */
export interface EloColumns {
  /** Each person's rating before, in log-odds. */
  readonly personLogits: Float64Array;
  /** Each item's rating before, in log-odds. */
  readonly itemLogits: Float64Array;
  /** The person of each outcome, as a place in `personLogits`. */
  readonly persons: Uint32Array;
  /** The item of each outcome, as a place in `itemLogits`. */
  readonly items: Uint32Array;
  /** Each outcome: 1 right, 0 wrong, a share in between when graded. */
  readonly scores: Float64Array;
  /** How far a complete surprise moves a person, in log-odds. */
  readonly step: number;
  /** How far it moves an item; 0 keeps items where they are. */
  readonly itemStep: number;
}

/** Ratings after all outcomes. */
export interface EloColumnRatings {
  /** Each person's rating after, in log-odds. */
  readonly personLogits: Float64Array;
  /** Each item's rating after, in log-odds. */
  readonly itemLogits: Float64Array;
}

const wrongKind: Fault = { code: "elo-columns.wrong_kind", message: "“{key}” is no {kind}.", hint: "Give a typed array of this kind: it is read without a copy." };
const wrongLength: Fault = { code: "elo-columns.wrong_length", message: "There are {count} scores, but {length} {key}.", hint: "Give one person, one item and one score an outcome." };
const unknownPlace: Fault = { code: "elo-columns.unknown_place", message: "The outcome is of place {place}, of {count} in “{key}”.", hint: "Places count from 0." };
const noShare: Fault = { code: "elo-columns.no_share", message: "A score runs from 0 to 1; here stands {score}.", hint: "Divide by the highest score." };
const noRating: Fault = { code: "elo-columns.no_rating", message: "A rating lies within a million log-odds; here stands {rating}.", hint: "Begin with 0 where nothing is known." };

const Step = z.number().nonnegative().max(1e4);
const Steps = z.strictObject({ step: Step, itemStep: Step });

const float64 = (value: unknown, key: string): Float64Array => {
  if (isTypedArray(value, "Float64Array")) return value;
  throw faultAt(wrongKind, [key], { key, kind: "Float64Array" });
};
const places = (value: unknown, key: string): Uint32Array => {
  if (isTypedArray(value, "Uint32Array")) return value;
  throw faultAt(wrongKind, [key], { key, kind: "Uint32Array" });
};

const columnNames = ["personLogits", "itemLogits", "persons", "items", "scores"];
/** What is no column; a schema reads no typed array. */
const plainPart = (input: unknown): unknown => (typeof input === "object" && input !== null ? Object.fromEntries(Object.entries(input).filter(([key]) => !columnNames.includes(key))) : input);

/** The columns, each of its kind and length; a copy of the ratings, which will move. */
function readColumns(input: Partial<EloColumns>): Omit<EloColumns, "step" | "itemStep"> {
  const columns = {
    personLogits: float64(input.personLogits, "personLogits").slice(), itemLogits: float64(input.itemLogits, "itemLogits").slice(),
    persons: places(input.persons, "persons"), items: places(input.items, "items"), scores: float64(input.scores, "scores"),
  };
  const { persons, items, scores } = columns;
  for (const [key, { length }] of [["persons", persons], ["items", items]] as const) if (length !== scores.length) throw faultAt(wrongLength, [key], { count: scores.length, length, key });
  for (const key of ["personLogits", "itemLogits"] as const) {
    const at = columns[key].findIndex((rating) => !(Math.abs(rating) <= 1e6));
    if (at !== -1) throw faultAt(noRating, [key, at], { rating: String(columns[key][at]) });
  }
  return columns;
}

function faultyOutcome({ personLogits, itemLogits, persons, items, scores }: Omit<EloColumns, "step" | "itemStep">, at: number): Error {
  const [person = 0, item = 0] = [persons[at], items[at]];
  if (person >= personLogits.length) return faultAt(unknownPlace, ["persons", at], { place: person, count: personLogits.length, key: "personLogits" });
  if (item >= itemLogits.length) return faultAt(unknownPlace, ["items", at], { place: item, count: itemLogits.length, key: "itemLogits" });
  return faultAt(noShare, ["scores", at], { score: String(scores[at]) });
}

/**
 * Elo's rule over many outcomes in typed arrays, one after the other: what `eloRatings` answers on log-odds, for whole histories. Nothing given is written to.
 *
 * @throws CoachingError `elo-columns.wrong_kind`, `elo-columns.wrong_length`, `elo-columns.unknown_place`, `elo-columns.no_share`, `elo-columns.no_rating`, `input.*`
 * @example
 * ```ts
 * const columns = { personLogits: Float64Array.of(0), itemLogits: Float64Array.of(0), persons: Uint32Array.of(0), items: Uint32Array.of(0), scores: Float64Array.of(1), step: 0.4, itemStep: 0.2 };
 * eloRatingColumns(columns); // => { personLogits: Float64Array.of(0.2), itemLogits: Float64Array.of(-0.1) }
 * ```
 */
export function eloRatingColumns(input: EloColumns): EloColumnRatings {
  const { step, itemStep } = check(Steps, plainPart(input));
  const columns = readColumns(input);
  const { personLogits, itemLogits, persons, items, scores } = columns;
  const [personCount, itemCount] = [personLogits.length, itemLogits.length];
  for (let at = 0; at < scores.length; at += 1) {
    const person = persons[at] as number;
    const item = items[at] as number;
    const score = scores[at] as number;
    if (!(person < personCount && item < itemCount && score >= 0 && score <= 1)) throw faultyOutcome(columns, at);
    const surprise = score - logisticOf((personLogits[person] as number) - (itemLogits[item] as number));
    personLogits[person] = (personLogits[person] as number) + step * surprise;
    itemLogits[item] = (itemLogits[item] as number) - itemStep * surprise;
  }
  return { personLogits, itemLogits };
}
