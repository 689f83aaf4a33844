import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { type Criterion, Rubric } from "../../rubric/index.js";
import { ConfidenceLevel } from "../../statistics/index.js";
import { Count, Id } from "../../unit/index.js";
import { PassDecision, passLevelOf } from "./pass-decision.js";
import { findLevelFaults, RatedLevel } from "../rater/rated-level.js";

/** How much one choice of second scores takes. */
export const DOUBLE_SCORE_LIMITS = {
  /** Ratings of one choice. */
  ratings: 100_000,
  /** Decisions about each case. */
  decisions: 10,
  /** Raters who may score again, and raters with known errors. */
  raters: 2000,
  /** Conflicts of interest of one rater. */
  conflicts: 10_000,
} as const;

/** Somebody who may score a case again. */
export interface SecondRater {
  /** Who. */
  readonly raterId: Id;
  /** How many cases wait for this rater already; who has the fewest is asked first. */
  readonly waitingCount: Count;
  /** Cases that this rater may not score. A case that the rater has rated need not be named; those of subjects without ratings are counted and left aside. */
  readonly conflictSubjectIds?: readonly Id[];
}
/** What is known of a rater's error on one criterion. */
export interface KnownRaterError {
  /** Who. */
  readonly raterId: Id;
  /** The criterion of the rubric. */
  readonly criterionId: Id;
  /** By how many levels the rater's ratings lie below those of a rater of mean severity: positive is harsh. It is taken off. */
  readonly severityLevels: number;
  /** The standard deviation of this rater's ratings of one case, in levels. Left out: that of the decision. Decisions about scores use that of the decision always. */
  readonly errorStandardDeviation?: number;
}
/** Ratings, what is decided by them, and who could score again. */
export interface DoubleScoreRequest {
  /** The rubric that was rated by. */
  readonly rubric: Rubric;
  /** At most 100,000, in any order; a case is a subject with a rating. */
  readonly ratings: readonly RatedLevel[];
  /** What is decided of every case, 1 to 10. */
  readonly decisions: readonly PassDecision[];
  /** Who may score again, each once. */
  readonly raters: readonly SecondRater[];
  /** What is known of the raters' errors, each rater and criterion once. A rater who is not named is taken to have mean severity. */
  readonly knownErrors: readonly KnownRaterError[];
  /** For how many second scores there is time. */
  readonly scoreCount: Count;
  /** What a second score costs, in the unit of `wrongDecisionLoss`; 0 where only `scoreCount` binds. */
  readonly secondScoreLoss: number;
  /** The level of the intervals of estimated rater errors: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateDecision: Fault = { code: "double-score-request.duplicate_decision", message: "Two decisions have the id “{id}”.", hint: "Give each decision its own id." };
const unknownCriterion: Fault = { code: "double-score-request.unknown_criterion", message: "The rubric has no criterion “{id}”.", hint: "Correct the id, or give the rubric that it was rated by." };
const noGate: Fault = { code: "double-score-request.no_gate", message: "“{id}” is no must-pass criterion of the rubric.", hint: "Decide by “compliance”, or name a criterion with mustPass." };
const duplicateRater: Fault = { code: "double-score-request.duplicate_rater", message: "The rater “{id}” stands twice.", hint: "List each rater once." };
const duplicateError: Fault = { code: "double-score-request.duplicate_error", message: "Two errors of “{raterId}” on “{criterionId}” are given.", hint: "Keep the one that holds today." };

function findDecisionFaults(decisions: readonly PassDecision[], criteria: readonly Criterion[], report: Report): void {
  const criterionOf = new Map(criteria.map((criterion) => [criterion.id, criterion]));
  for (const [index, { id }] of repeated(decisions, (one) => one.id)) report(duplicateDecision, ["decisions", index, "id"], { id });
  decisions.forEach((decision, index) => {
    if (decision.kind === "score") return;
    const [id, criterion] = [decision.criterionId, criterionOf.get(decision.criterionId)];
    if (criterion === undefined) report(unknownCriterion, ["decisions", index, "criterionId"], { id });
    else if (passLevelOf(decision.kind, criterion) === undefined) report(noGate, ["decisions", index, "kind"], { id });
  });
}

function findRequestFaults({ rubric, ratings, decisions, raters, knownErrors }: DoubleScoreRequest, report: Report): void {
  const criteria = rubric.criteria;
  findLevelFaults(criteria, ratings, ["ratings"], report);
  findDecisionFaults(decisions, criteria, report);
  for (const [index, { raterId: id }] of repeated(raters, (one) => one.raterId)) report(duplicateRater, ["raters", index, "raterId"], { id });
  const known = new Set(criteria.map(({ id }) => id));
  knownErrors.forEach(({ criterionId: id }, index) => { if (!known.has(id)) report(unknownCriterion, ["knownErrors", index, "criterionId"], { id }); });
  for (const [index, { raterId, criterionId }] of repeated(knownErrors, (one) => JSON.stringify([one.raterId, one.criterionId]))) report(duplicateError, ["knownErrors", index], { raterId, criterionId });
}

const SecondRater = z.strictObject({ raterId: Id, waitingCount: Count, conflictSubjectIds: z.exactOptional(z.array(Id).max(DOUBLE_SCORE_LIMITS.conflicts).readonly()) }).readonly() satisfies z.ZodType<SecondRater>;
const KnownRaterError = z
  .strictObject({ raterId: Id, criterionId: Id, severityLevels: z.number().min(-200).max(200), errorStandardDeviation: z.exactOptional(z.number().min(1e-3).max(1000)) })
  .readonly() satisfies z.ZodType<KnownRaterError>;
/** Ratings, what is decided by them, and who could score again. */
export const DoubleScoreRequest = z
  .strictObject({
    rubric: Rubric, ratings: z.array(RatedLevel).max(DOUBLE_SCORE_LIMITS.ratings).readonly(), decisions: z.array(PassDecision).min(1).max(DOUBLE_SCORE_LIMITS.decisions).readonly(),
    raters: z.array(SecondRater).max(DOUBLE_SCORE_LIMITS.raters).readonly(), knownErrors: z.array(KnownRaterError).max(DOUBLE_SCORE_LIMITS.raters).readonly(),
    scoreCount: Count, secondScoreLoss: z.number().min(0).max(1e9), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findRequestFaults))
  .readonly() satisfies z.ZodType<DoubleScoreRequest>;
