import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { Seed } from "../../statistics/index.js";
import { Count, Id } from "../../unit/index.js";

/** What a calibration round may ask for, which is refused beyond; and how long is searched, beyond which the best found by then is given. */
export const CALIBRATION_ROUND_LIMITS = {
  /** Raters of one round. */
  raters: 500,
  /** Subjects of one round. */
  subjects: 10_000,
  /** Subjects times raters of each. */
  ratings: 100_000,
  /** Conflicts, and earlier ratings, that a round knows about. */
  records: 200_000,
  /** Changes that the search for balance tries, about half a second; in small rounds 2,000 for each rating. */
  searchSteps: 600_000,
  /** Cells, subject by rater, that are looked at to meet limits and conflicts and to even out loads, about half a second. */
  pathSteps: 20_000_000,
} as const;

/** Somebody who rates in a round. */
export interface RoundRater {
  /** Who rates; where it is also a participant's id, the rater never rates that participant. */
  readonly raterId: Id;
  /** How many subjects the rater takes at most. Left out: no limit. */
  readonly ratingLimit?: Count;
}
/** Somebody who rates in a round. */
export const RoundRater = z.strictObject({ raterId: Id, ratingLimit: z.exactOptional(Count) }).readonly() satisfies z.ZodType<RoundRater>;

/** What is rated in a round. */
export interface RoundSubject {
  /** A clip, a session. */
  readonly subjectId: Id;
  /** Who is seen in it: raters in conflict with this participant do not get it. */
  readonly participantId?: Id;
  /** Whether experts agreed on its levels beforehand. Left out: no. */
  readonly isGold?: boolean;
  /** A kind of subjects of which every rater is to get an even share: a situation, a criterion that is to be covered. Left out: those without one are a kind of their own. */
  readonly stratumId?: Id;
}
/** What is rated in a round. */
export const RoundSubject = z.strictObject({ subjectId: Id, participantId: z.exactOptional(Id), isGold: z.exactOptional(z.boolean()), stratumId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<RoundSubject>;

/** Somebody who must not rate a participant: the own coach, a line manager. */
export interface ConflictOfInterest {
  /** Who must not rate. */
  readonly raterId: Id;
  /** Who must not be rated by that rater. */
  readonly participantId: Id;
}
/** Somebody who must not rate a participant. */
export const ConflictOfInterest = z.strictObject({ raterId: Id, participantId: Id }).readonly() satisfies z.ZodType<ConflictOfInterest>;

/** A subject that a rater has rated before. */
export interface EarlierRating {
  /** Who rated. */
  readonly raterId: Id;
  /** What was rated. */
  readonly subjectId: Id;
}
/** A subject that a rater has rated before. */
export const EarlierRating = z.strictObject({ raterId: Id, subjectId: Id }).readonly() satisfies z.ZodType<EarlierRating>;

/** Who is to rate what in a calibration round. */
export interface CalibrationRoundRequest {
  /** 2 to 500 raters. */
  readonly raters: readonly RoundRater[];
  /** 1 to 10,000 subjects. */
  readonly subjects: readonly RoundSubject[];
  /** How many raters each subject gets, 2 or more: of one alone no agreement can be told. */
  readonly ratersPerSubject: Count;
  /** How many raters each gold subject gets; all of them make it a common measure. Left out: as many as the others. */
  readonly ratersPerGoldSubject?: Count;
  /** Who must not rate whom. Pairs with somebody who is not in this round count for nothing: a register need not be pruned. */
  readonly conflicts?: readonly ConflictOfInterest[];
  /** What was rated before, which its rater does not get again: a second look is not a fresh one. It does not count as a rating of this round. Others than those of this round count for nothing. */
  readonly alreadyRated?: readonly EarlierRating[];
  /** The seed; the same seed gives the same round, another one another that is as good. */
  readonly seed: Seed;
}

const duplicateRater: Fault = { code: "calibration-round.duplicate_rater", message: "The rater “{id}” stands in the list twice.", hint: "Remove one entry." };
const duplicateSubject: Fault = { code: "calibration-round.duplicate_subject", message: "The subject “{id}” stands in the list twice.", hint: "Remove one entry; no rater rates a subject twice." };
const tooManyRatings: Fault = { code: "calibration-round.too_many_ratings", message: "{count} ratings are more than the {limit} of one round.", hint: "Ask for fewer raters per subject, or plan several rounds." };

/** What a request takes for granted where it says nothing. */
export const goldRatersOf = ({ ratersPerSubject, ratersPerGoldSubject = ratersPerSubject }: CalibrationRoundRequest): number => ratersPerGoldSubject;

function findRoundFaults(request: CalibrationRoundRequest, report: Report): void {
  const { raters, subjects, ratersPerSubject } = request;
  for (const [index, { raterId: id }] of repeated(raters, ({ raterId }) => raterId)) report(duplicateRater, ["raters", index, "raterId"], { id });
  for (const [index, { subjectId: id }] of repeated(subjects, ({ subjectId }) => subjectId)) report(duplicateSubject, ["subjects", index, "subjectId"], { id });
  const goldCount = subjects.filter(({ isGold }) => isGold === true).length;
  const count = goldCount * goldRatersOf(request) + (subjects.length - goldCount) * ratersPerSubject;
  if (count > CALIBRATION_ROUND_LIMITS.ratings) report(tooManyRatings, ["subjects"], { count, limit: CALIBRATION_ROUND_LIMITS.ratings });
}

const perSubject = Count.min(2, { error: "One rater alone tells nothing of agreement.\nAsk for two or more." }).max(CALIBRATION_ROUND_LIMITS.raters);
/** Who is to rate what in a calibration round. */
export const CalibrationRoundRequest = z
  .strictObject({
    raters: z.array(RoundRater).min(2, { error: "One rater alone has nobody to agree with.\nName at least two." }).max(CALIBRATION_ROUND_LIMITS.raters).readonly(),
    subjects: z.array(RoundSubject).min(1).max(CALIBRATION_ROUND_LIMITS.subjects).readonly(),
    ratersPerSubject: perSubject, ratersPerGoldSubject: z.exactOptional(perSubject),
    conflicts: z.exactOptional(z.array(ConflictOfInterest).max(CALIBRATION_ROUND_LIMITS.records).readonly()),
    alreadyRated: z.exactOptional(z.array(EarlierRating).max(CALIBRATION_ROUND_LIMITS.records).readonly()),
    seed: Seed,
  })
  .check(rule(findRoundFaults))
  .readonly() satisfies z.ZodType<CalibrationRoundRequest>;
