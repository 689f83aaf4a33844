import * as z from "zod";
import { type Fault, type IssuePath, repeated, type Report, rule } from "../error/index.js";
import { Id, Instant, Prose } from "../unit/index.js";
import { type Rubric, RubricVersion } from "./rubric.js";

/** The behavior was seen, at a level. */
export interface ObservedRating {
  /** The criterion that is rated. */
  readonly criterionId: Id;
  /** Tells the three kinds of ratings apart. */
  readonly status: "observed";
  /** One of the criterion's levels. */
  readonly level: number;
  /** What was seen or heard. */
  readonly evidence?: Prose;
}
/** The behavior was not rated at a level; why not makes a difference. */
export interface UnobservedRating {
  /** The criterion that is rated. */
  readonly criterionId: Id;
  /** `not-observed`: it could have been shown and nobody could tell, which lowers the coverage. `not-applicable`: the situation had no place for it, so it leaves the count. Neither is a zero. */
  readonly status: "not-observed" | "not-applicable";
  /** Why not. */
  readonly evidence?: Prose;
}
/** One criterion's rating in an observation. */
export type CriterionRating = ObservedRating | UnobservedRating;
/** One criterion's rating in an observation. */
export const CriterionRating = z.discriminatedUnion("status", [
  z.strictObject({ criterionId: Id, status: z.literal("observed"), level: z.int(), evidence: z.exactOptional(Prose) }).readonly(),
  z.strictObject({ criterionId: Id, status: z.enum(["not-observed", "not-applicable"]), evidence: z.exactOptional(Prose) }).readonly(),
]) satisfies z.ZodType<CriterionRating>;

/** One rater's look at one participant, rated by one version of a rubric. It is no attendance record: who came is delivery's matter. */
export interface Observation {
  /** Unique among the host's observations. */
  readonly id: Id;
  /** The rubric it was rated by. */
  readonly rubricId: Id;
  /** The version of the rubric it was rated by. */
  readonly rubricVersion: RubricVersion;
  /** Who was observed. */
  readonly participantId: Id;
  /** Who observed; the participant's own id for a self-rating. */
  readonly raterId: Id;
  /** When the behavior took place. */
  readonly observedAt: Instant;
  /** At most one rating for each criterion; a criterion without one counts as not observed. */
  readonly ratings: readonly CriterionRating[];
  /** The rating of the whole, one of the rubric's `holisticLevels`. Left out: the whole was not rated. */
  readonly holisticLevel?: number;
  /** The version that the rater had before them, where a migration map has carried the ratings over; see `migrateObservations`. */
  readonly migratedFromVersion?: RubricVersion;
}

const duplicateRating: Fault = { code: "observation.duplicate_rating", message: "The criterion “{id}” is rated twice.", hint: "Keep one rating for each criterion of an observation." };

/** One rater's look at one participant, rated by one version of a rubric. */
export const Observation = z
  .strictObject({
    id: Id, rubricId: Id, rubricVersion: RubricVersion, participantId: Id, raterId: Id, observedAt: Instant, ratings: z.array(CriterionRating).max(50).readonly(),
    holisticLevel: z.exactOptional(z.int()), migratedFromVersion: z.exactOptional(RubricVersion),
  })
  .check(
    rule(({ ratings }: Observation, report) => {
      for (const [index, { criterionId }] of repeated(ratings, ({ criterionId }) => criterionId)) report(duplicateRating, ["ratings", index, "criterionId"], { id: criterionId });
    }),
  )
  .readonly() satisfies z.ZodType<Observation>;

const otherRubric: Fault = { code: "observation.other_rubric", message: "The observation was rated by the rubric “{got}”, not by “{expected}”.", hint: "Give the rubric that it was rated by." };
const otherVersion: Fault = { code: "observation.other_version", message: "The observation was rated by version {got} of the rubric, not by {expected}.", hint: "Give the version that it was rated by; never pool versions unseen." };
const unknownCriterion: Fault = { code: "observation.unknown_criterion", message: "The rubric has no criterion “{id}”.", hint: "Correct the id, or give the rubric that has it." };
const levelOutsideScale: Fault = { code: "observation.level_outside_scale", message: "{level} is none of the levels of “{id}”.", hint: "Use one of {levels}." };
const holisticLevelOutsideScale: Fault = { code: "observation.holistic_level_outside_scale", message: "{level} is none of the rubric's levels of the whole.", hint: "Use one of the rubric's holisticLevels; where it has none, leave holisticLevel out." };

/** Names what does not fit between a rubric and observations made by it, each given with its place in the input. */
export function findMisfits(rubric: Rubric, observations: readonly { readonly observation: Observation; readonly path: IssuePath }[], report: Report): void {
  const scales = new Map(rubric.criteria.map(({ id, levels }) => [id, levels.map(({ level }) => level)]));
  const wholeScale = (rubric.holisticLevels ?? []).map(({ level }) => level);
  for (const { observation, path } of observations) {
    const { rubricId, rubricVersion, ratings, holisticLevel } = observation;
    if (rubricId !== rubric.id) { report(otherRubric, [...path, "rubricId"], { expected: rubric.id, got: rubricId }); continue; }
    if (rubricVersion !== rubric.version) { report(otherVersion, [...path, "rubricVersion"], { expected: rubric.version, got: rubricVersion }); continue; }
    if (holisticLevel !== undefined && !wholeScale.includes(holisticLevel)) report(holisticLevelOutsideScale, [...path, "holisticLevel"], { level: holisticLevel, levels: wholeScale });
    ratings.forEach((rating, index) => {
      const scale = scales.get(rating.criterionId);
      if (scale === undefined) report(unknownCriterion, [...path, "ratings", index, "criterionId"], { id: rating.criterionId });
      else if (rating.status === "observed" && !scale.includes(rating.level)) report(levelOutsideScale, [...path, "ratings", index, "level"], { id: rating.criterionId, level: rating.level, levels: scale });
    });
  }
}
