import * as z from "zod";
import { check, type Fault, faultAt, repeated, type Report, rule } from "../../error/index.js";
import { Rubric } from "../../rubric/index.js";
import { ConfidenceLevel } from "../../statistics/index.js";
import { Count, Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { CALIBRATION_ROUND_LIMITS, ConflictOfInterest } from "./calibration-round.js";
import { casesOf, type Divergence, divergences, type RatedCase } from "./diverging-cases.js";
import { leastSubjectCount, type RaterPair, raterPairs } from "./diverging-pairs.js";
import { findLevelFaults, RatedLevel } from "../rater/rated-level.js";
import { type Escalation, thirdRaters } from "./third-rater.js";

/** What a search for diverging ratings refuses. */
export const DIVERGENCE_LIMITS = {
  /** Ratings of one call. */
  ratings: 200_000,
  /** Raters of one call, and raters who may be asked. */
  raters: 500,
  /** Pairs of ratings of one subject on one criterion, all together. */
  pairs: 20_000_000,
} as const;

/** Who is seen in what was rated. */
export interface SeenParticipant {
  /** What was rated. */
  readonly subjectId: Id;
  /** Who is seen in it. */
  readonly participantId: Id;
}
/** Who is seen in what was rated. */
export const SeenParticipant = z.strictObject({ subjectId: Id, participantId: Id }).readonly() satisfies z.ZodType<SeenParticipant>;

/** Ratings among which those are looked for that diverge. */
export interface DivergenceRequest {
  /** The rubric that they were made by. */
  readonly rubric: Rubric;
  /** At most 200,000 ratings by at most 500 raters, in any order. */
  readonly ratings: readonly RatedLevel[];
  /** From how many steps of the scale on two ratings are far apart. Left out: 2. Ratings on both sides of a threshold diverge whatever their distance. */
  readonly leastStepCount?: Count;
  /** Who may be asked for a third rating, at most 500. Left out: everybody who rated something. */
  readonly thirdRaterIds?: readonly Id[];
  /** Who is seen in which subject, so that conflicts are known. Subjects without ratings are counted and left aside. */
  readonly participants?: readonly SeenParticipant[];
  /** Who must not rate whom; nobody rates themselves anyway. Pairs that meet nowhere are counted and left aside. */
  readonly conflicts?: readonly ConflictOfInterest[];
  /** The level of the intervals of pairs of raters. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateParticipant: Fault = { code: "diverging-ratings.duplicate_participant", message: "“{id}” is said twice to show somebody.", hint: "Name one participant for each subject." };
const duplicateThirdRater: Fault = { code: "diverging-ratings.duplicate_third_rater", message: "The rater “{id}” stands in the list twice.", hint: "Remove one entry." };
const tooManyRaters: Fault = { code: "diverging-ratings.too_many_raters", message: "{count} raters are more than the {limit} of one call.", hint: "Ask site by site, or for a shorter time." };
const tooManyPairs: Fault = { code: "diverging-ratings.too_many_pairs", message: "There are more than {limit} pairs of ratings.", hint: "Ask for a shorter time; where a hundred raters rate one clip, raterAgreement tells more." };

function findDivergenceFaults({ rubric, ratings, thirdRaterIds = [], participants = [] }: DivergenceRequest, report: Report): void {
  findLevelFaults(rubric.criteria, ratings, ["ratings"], report);
  for (const [index, { subjectId: id }] of repeated(participants, ({ subjectId }) => subjectId)) report(duplicateParticipant, ["participants", index, "subjectId"], { id });
  for (const [index, id] of repeated(thirdRaterIds, (id) => id)) report(duplicateThirdRater, ["thirdRaterIds", index], { id });
  const count = new Set(ratings.map(({ raterId }) => raterId)).size;
  if (count > DIVERGENCE_LIMITS.raters) report(tooManyRaters, ["ratings"], { count, limit: DIVERGENCE_LIMITS.raters });
}

/** Ratings among which those are looked for that diverge. */
export const DivergenceRequest = z
  .strictObject({
    rubric: Rubric, ratings: z.array(RatedLevel).max(DIVERGENCE_LIMITS.ratings).readonly(), leastStepCount: z.exactOptional(Count.min(1).max(6)),
    thirdRaterIds: z.exactOptional(z.array(Id).max(DIVERGENCE_LIMITS.raters).readonly()), participants: z.exactOptional(z.array(SeenParticipant).max(DIVERGENCE_LIMITS.ratings).readonly()),
    conflicts: z.exactOptional(z.array(ConflictOfInterest).max(CALIBRATION_ROUND_LIMITS.records).readonly()), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findDivergenceFaults))
  .readonly() satisfies z.ZodType<DivergenceRequest>;

/** A divergence, and to whom it goes. */
export interface EscalatedDivergence extends Divergence {
  /** To whom it goes. */
  readonly escalation: Escalation;
}
/** Where raters diverge. */
export interface DivergingRatings {
  /** Subjects with diverging ratings, criterion by criterion: gates first, then compliance, then distance; of equals the farthest, then the least usual. */
  readonly cases: readonly EscalatedDivergence[];
  /** How many subjects, criterion by criterion, have two ratings or more. */
  readonly comparedCount: Count;
  /** Every two raters with common subjects, those who diverge systematically first, then those who agree least. */
  readonly raterPairs: readonly RaterPair[];
  /** What was taken for granted. */
  readonly assumptions: {
    /** From how many steps of the scale on two ratings are far apart. */
    readonly leastStepCount: Count;
    /** With fewer common subjects a pair of raters is not called systematic. Heuristic. */
    readonly leastSubjectCount: Count;
    /** The level at which each of two questions about every pair is judged, so that all verdicts together hold at the level asked for (Bonferroni). Intervals shown are at the level asked for. */
    readonly simultaneousLevel: number;
    /** Conflicts of nobody who may be asked, or with nobody who is seen in a subject with ratings: a slip in an id would let them pass. */
    readonly ignoredConflictCount: Count;
    /** Participants of subjects without ratings. */
    readonly ignoredParticipantCount: Count;
    /** Subjects with diverging ratings of which nobody said whom they show, so that no conflict could be found; 0 where neither participants nor conflicts were given. */
    readonly withoutParticipantCount: Count;
  };
}

/** From so many raters on one more settles nothing. */
const manyRaters = 3;

/** Values by key, all that a key has. */
function gathered<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => Id, valueOf: (entry: Entry) => Id): ReadonlyMap<Id, ReadonlySet<Id>> {
  const found = new Map<Id, Set<Id>>();
  for (const entry of entries) {
    const own = found.get(keyOf(entry));
    if (own === undefined) found.set(keyOf(entry), new Set([valueOf(entry)]));
    else own.add(valueOf(entry));
  }
  return found;
}

/** What conflicts of interest could not be held against anything. */
function conflictGaps({ participants = [], conflicts = [] }: DivergenceRequest, { askedIds, ratedIds, divergingIds }: Readonly<Record<"askedIds" | "ratedIds" | "divergingIds", ReadonlySet<Id>>>): Pick<DivergingRatings["assumptions"], "ignoredConflictCount" | "ignoredParticipantCount" | "withoutParticipantCount"> {
  const shown = participants.filter(({ subjectId }) => ratedIds.has(subjectId));
  const [seenIds, namedIds] = [new Set(shown.map(({ participantId }) => participantId)), new Set(shown.map(({ subjectId }) => subjectId))];
  return {
    ignoredConflictCount: conflicts.filter(({ raterId, participantId }) => !askedIds.has(raterId) || !seenIds.has(participantId)).length, ignoredParticipantCount: participants.length - shown.length,
    withoutParticipantCount: participants.length + conflicts.length === 0 ? 0 : [...divergingIds].filter((id) => !namedIds.has(id)).length,
  };
}

function checkPairs(cases: readonly RatedCase[]): void {
  const count = cases.reduce((sum, { steps: { length } }) => sum + (length * (length - 1)) / 2, 0);
  if (count > DIVERGENCE_LIMITS.pairs) throw faultAt(tooManyPairs, ["ratings"], { limit: DIVERGENCE_LIMITS.pairs });
}

/**
 * Where raters diverge, and who is to decide: subjects on which two ratings lie on both sides of a gate or of the compliant level, or far apart, with those at stake first; and pairs of raters who diverge by more than chance, all pairs taken into account.
 * A case goes to a third rater who has not seen the subject and is in no conflict, the one with the least to rate; to the coach lead where there is none, or where three have rated it already.
 * Sources: E. Wilson, "Probable inference", JASA 22 (1927), for the intervals shown; R. Fisher, "The logic of inductive inference", JRSS 98 (1935), for agreement against that of others; C. Bonferroni (1936), for the level of all pairs together. How far is far, and from how many subjects on a pair is judged, are heuristics.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rated-level.unknown_criterion`, `rated-level.level_off_scale`, `rated-level.duplicate_level`, `diverging-ratings.duplicate_participant`, `diverging-ratings.duplicate_third_rater`, `diverging-ratings.too_many_raters`, `diverging-ratings.too_many_pairs`
 * @example
 * ```ts
 * const levels = [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria: [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 3 }] } as const;
 * const ratings = [["clip-1", "ana", 4], ["clip-1", "ben", 2], ["clip-2", "ana", 3], ["clip-2", "cem", 4]].map(([subjectId, raterId, level]) => ({ subjectId, raterId, criterionId: "listens", level }));
 * const { cases } = divergingRatings({ rubric, ratings, confidenceLevel: 0.95 });
 * cases.map(({ subjectId, stakes, escalation }) => [subjectId, stakes, escalation]); // => [["clip-1", ["compliance-flip", "distance"], { to: "third-rater", raterIds: ["cem"] }]]
 * ```
 */
export function divergingRatings(request: DivergenceRequest): DivergingRatings {
  const checked = check(DivergenceRequest, request);
  const { rubric, ratings, leastStepCount = 2, thirdRaterIds, participants = [], conflicts = [], confidenceLevel } = checked;
  const cases = casesOf(rubric.criteria, ratings);
  checkPairs(cases);
  const ratersOf = gathered(ratings, ({ subjectId }) => subjectId, ({ raterId }) => raterId);
  const subjectsOf = gathered(ratings, ({ raterId }) => raterId, ({ subjectId }) => subjectId);
  const raterIds = thirdRaterIds ?? [...subjectsOf.keys()].sort(inTextOrder);
  const proposals = thirdRaters({
    raterIds, loads: new Map([...subjectsOf].map(([id, subjects]) => [id, subjects.size])), ratersOf,
    participantOf: new Map(participants.map(({ subjectId, participantId }) => [subjectId, participantId])), conflictsOf: gathered(conflicts, ({ raterId }) => raterId, ({ participantId }) => participantId),
  });
  const escalate = ({ subjectId, raterCount }: Divergence): Escalation => {
    if (raterCount >= manyRaters) return { to: "coach-lead", reason: "three-raters-already" };
    const proposed = proposals(subjectId);
    return proposed.length > 0 ? { to: "third-rater", raterIds: proposed } : { to: "coach-lead", reason: "no-rater-left" };
  };
  const { pairs, simultaneousLevel } = raterPairs(cases, confidenceLevel);
  const found = divergences(cases, leastStepCount);
  const gaps = conflictGaps(checked, { askedIds: new Set(raterIds), ratedIds: new Set(ratersOf.keys()), divergingIds: new Set(found.map(({ subjectId }) => subjectId)) });
  return {
    cases: found.map((divergence) => ({ ...divergence, escalation: escalate(divergence) })), comparedCount: cases.filter(({ steps }) => steps.length > 1).length, raterPairs: pairs,
    assumptions: { leastStepCount, leastSubjectCount, simultaneousLevel, ...gaps },
  };
}
