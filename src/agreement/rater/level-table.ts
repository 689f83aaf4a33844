import type { Criterion } from "../../rubric/index.js";
import type { Id } from "../../unit/index.js";
import { criterionSteps, type RatedLevel } from "./rated-level.js";
import { placesOf } from "../coefficient/rating.js";

/** The scale that criteria share, and how its levels are numbered in an answer. */
export interface LevelScale {
  /** How many levels. */
  readonly levelCount: number;
  /** The number of the lowest level. */
  readonly lowestLevel: number;
  /** `levels`: as in the rubric, where all rated criteria number their levels alike and without gaps. `ranks`: counted from 1 up, where they do not. */
  readonly numbering: "levels" | "ranks";
}

/** Levels as ranks from 0, sorted by subject, rater and criterion, so that nothing depends on their order. */
export interface LevelTable {
  readonly subjectIds: readonly Id[];
  readonly raterIds: readonly Id[];
  readonly criterionIds: readonly Id[];
  /** One entry a rating: places among the ids, and the rank. */
  readonly subjects: Uint32Array;
  readonly raters: Uint32Array;
  readonly criteria: Uint32Array;
  readonly ranks: Float64Array;
}

/** Criteria with the same number of levels. */
export interface CriterionScale {
  /** How many levels each has. */
  readonly levelCount: number;
  /** They, sorted. */
  readonly criterionIds: readonly Id[];
}

/** Rated criteria by their number of levels, fewest levels first. */
export function scalesOf(criteria: readonly Criterion[]): readonly CriterionScale[] {
  const counts = [...new Set(criteria.map(({ levels }) => levels.length))].sort((left, right) => left - right);
  return counts.map((levelCount) => ({ levelCount, criterionIds: criteria.filter(({ levels }) => levels.length === levelCount).map(({ id }) => id).toSorted() }));
}

/** The scale of criteria that have the same number of levels. */
export function scaleOf(criteria: readonly Criterion[]): LevelScale {
  const lowest = criteria[0]?.levels[0]?.level ?? 1;
  const isAlike = criteria.every(({ levels }) => levels.every(({ level }, rank) => level === lowest + rank));
  return { levelCount: criteria[0]?.levels.length ?? 0, lowestLevel: isAlike ? lowest : 1, numbering: isAlike ? "levels" : "ranks" };
}

/** The table of checked ratings. The limits keep a cell's place, times the number of ratings, below 2^53. */
export function levelTableOf(criteria: readonly Criterion[], ratings: readonly RatedLevel[]): LevelTable {
  const subject = placesOf(ratings, ({ subjectId }) => subjectId);
  const rater = placesOf(ratings, ({ raterId }) => raterId);
  const criterion = placesOf(ratings, ({ criterionId }) => criterionId);
  const known = criterionSteps(criteria);
  const count = ratings.length;
  const keys = Float64Array.from({ length: count }, (_, index) =>
    (((subject.places[index] as number) * rater.ids.length + (rater.places[index] as number)) * criterion.ids.length + (criterion.places[index] as number)) * count + index).sort();
  const order = keys.map((key) => key % count);
  const sorted = (places: Uint32Array): Uint32Array => Uint32Array.from(order, (index) => places[index] as number);
  return {
    subjectIds: subject.ids, raterIds: rater.ids, criterionIds: criterion.ids, subjects: sorted(subject.places), raters: sorted(rater.places), criteria: sorted(criterion.places),
    ranks: Float64Array.from(order, (index) => { const { criterionId = "", level = NaN } = ratings[index] ?? {}; return known.get(criterionId)?.steps.get(level) ?? NaN; }),
  };
}

/** The table as psychometrics takes it. */
export const facetColumnsOf = ({ subjectIds, raterIds, criterionIds, subjects, raters, criteria, ranks }: LevelTable) => ({
  personIds: subjectIds, itemIds: criterionIds, raterIds, persons: subjects, items: criteria, raters, scores: ranks,
});

/** What can be compared: by rater, the ratings of subjects whom another one rated too, and how many such subjects; and how many subjects have two raters or more. */
export interface Comparisons {
  readonly ratings: Uint32Array;
  readonly subjects: Uint32Array;
  readonly subjectCount: number;
}

/** How much of each rater can be compared. */
export function comparisonsOf({ subjectIds, raterIds, subjects, raters }: LevelTable): Comparisons {
  const first = new Int32Array(subjectIds.length).fill(-1);
  const isShared = new Uint8Array(subjectIds.length);
  subjects.forEach((subject, index) => {
    const rater = raters[index] as number;
    if (first[subject] === -1) first[subject] = rater;
    else if (first[subject] !== rater) isShared[subject] = 1;
  });
  const [ratings, looks] = [new Uint32Array(raterIds.length), new Uint32Array(raterIds.length)];
  raters.forEach((rater, index) => {
    const shared = isShared[subjects[index] as number] as number;
    ratings[rater] = (ratings[rater] as number) + shared;
    // the table is sorted by subject, then rater
    if (subjects[index - 1] !== subjects[index] || raters[index - 1] !== rater) looks[rater] = (looks[rater] as number) + shared;
  });
  return { ratings, subjects: looks, subjectCount: isShared.reduce((sum, shared) => sum + shared, 0) };
}
