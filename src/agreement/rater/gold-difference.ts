import type { Fault, Report } from "../../error/index.js";
import type { Criterion } from "../../rubric/index.js";
import type { Id } from "../../unit/index.js";
import { criterionSteps, type CriterionSteps, findGoldFaults, findLevelFaults, type GoldLevel, RATED_LEVEL_LIMITS, type RatedLevel } from "./rated-level.js";
import { placesOf } from "../coefficient/rating.js";

/** How far one level is from gold. */
export interface CellDifference<Rating> {
  readonly rating: Rating;
  /** The place of the criterion in the rubric. */
  readonly criterion: number;
  /** Steps of the scale above gold; below it is negative. */
  readonly steps: number;
  /** The same as a share of the scale from end to end. */
  readonly spanRatio: number;
}
/** One rater's levels for one gold clip, by criterion. */
export interface ClipDifferences<Rating> {
  readonly subjectId: Id;
  readonly cells: readonly CellDifference<Rating>[];
}
/** All that one rater rated, against gold; clips by their ids. */
export interface RaterDifferences<Rating> {
  readonly raterId: Id;
  readonly ratingCount: number;
  readonly withoutGoldCount: number;
  readonly clips: readonly ClipDifferences<Rating>[];
}

const tooManyRaters: Fault = { code: "gold-difference.too_many_raters", message: "{count} raters are more than {limit}.", hint: "Ask for fewer raters at a time." };

/** Names what does not fit between a rubric, gold levels and raters' levels. */
export function findGoldRatingFaults({ rubric: { criteria }, gold, ratings }: { readonly rubric: { readonly criteria: readonly Criterion[] }; readonly gold: readonly GoldLevel[]; readonly ratings: readonly RatedLevel[] }, report: Report): void {
  findGoldFaults(criteria, gold, ["gold"], report);
  findLevelFaults(criteria, ratings, ["ratings"], report);
  const count = new Set(ratings.map(({ raterId }) => raterId)).size;
  if (count > RATED_LEVEL_LIMITS.raters) report(tooManyRaters, ["ratings"], { count, limit: RATED_LEVEL_LIMITS.raters });
}

/** The gold levels of each clip, by criterion. */
function goldByClip(gold: readonly GoldLevel[]): ReadonlyMap<Id, ReadonlyMap<Id, number>> {
  const clips = new Map<Id, Map<Id, number>>();
  for (const { subjectId, criterionId, level } of gold) {
    const clip = clips.get(subjectId) ?? new Map<Id, number>();
    clips.set(subjectId, clip.set(criterionId, level));
  }
  return clips;
}

/** Each rater's differences from gold, in the order of ids, whatever the order of the lists. Checked input only. */
export function differencesFromGold<Rating extends RatedLevel>(criteria: readonly Criterion[], gold: readonly GoldLevel[], ratings: readonly Rating[]): readonly RaterDifferences<Rating>[] {
  const known = criterionSteps(criteria);
  const clipsOfGold = goldByClip(gold);
  const raters = placesOf(ratings, ({ raterId }) => raterId);
  const subjects = placesOf(ratings, ({ subjectId }) => subjectId);
  const ofRater = raters.ids.map((raterId) => ({ raterId, ratingCount: 0, clips: new Map<number, CellDifference<Rating>[]>(), withoutGoldCount: 0 }));
  ratings.forEach((rating, index) => {
    const rater = ofRater[raters.places[index] as number] as (typeof ofRater)[number];
    const { place, steps } = known.get(rating.criterionId) as CriterionSteps;
    const goldLevel = clipsOfGold.get(rating.subjectId)?.get(rating.criterionId);
    rater.ratingCount += 1;
    if (goldLevel === undefined) {
      rater.withoutGoldCount += 1;
      return;
    }
    const subject = subjects.places[index] as number;
    const cells = rater.clips.get(subject) ?? [];
    const difference = (steps.get(rating.level) as number) - (steps.get(goldLevel) as number);
    cells.push({ rating, criterion: place, steps: difference, spanRatio: difference / (steps.size - 1) });
    rater.clips.set(subject, cells);
  });
  return ofRater.map(({ raterId, ratingCount, withoutGoldCount, clips }) => ({
    raterId, ratingCount, withoutGoldCount,
    clips: [...clips].sort(([one], [other]) => one - other).map(([subject, cells]) => ({ subjectId: subjects.ids[subject] as Id, cells: cells.sort((one, other) => one.criterion - other.criterion) })),
  }));
}
