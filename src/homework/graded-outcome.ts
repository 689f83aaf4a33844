import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { type CompletedHomework, HomeworkAttempt, type HomeworkNotDone, type HomeworkSelfReport } from "./homework-attempt.js";

/** How much each kind of evidence counts. */
export interface EvidenceWeights {
  /** The coach's rating, beside other sources. */
  readonly coachRatingWeight: Fraction;
  /** The observed level, beside other sources. */
  readonly rubricLevelWeight: Fraction;
  /** The self-report, beside other sources. */
  readonly selfReportWeight: Fraction;
  /** What an outcome counts that rests on the self-report alone; an outcome from others counts 1. At 0 it is no outcome. */
  readonly selfReportAloneWeight: Fraction;
  /** What an outcome counts that was not done because it was too hard. At 0 it is no outcome. */
  readonly notDoneTooHardWeight: Fraction;
}

const noWeight: Fault = { code: "graded-outcome.no_weight", message: "The weights of the sources must be above zero.", hint: "Give each source a weight above zero; they are divided by their sum." };

/** How much each kind of evidence counts. */
export const EvidenceWeights = z
  .strictObject({ coachRatingWeight: Fraction, rubricLevelWeight: Fraction, selfReportWeight: Fraction, selfReportAloneWeight: Fraction, notDoneTooHardWeight: Fraction })
  .check(rule((weights: EvidenceWeights, report) => {
    for (const key of ["coachRatingWeight", "rubricLevelWeight", "selfReportWeight"] as const) if (weights[key] === 0) report(noWeight, [key]);
  }))
  .readonly() satisfies z.ZodType<EvidenceWeights>;

/** Heuristic. Self-evaluation and performance correlate at a mean of r = .29 (Mabe & West 1982), so a self-report counts little. */
export const defaultEvidenceWeights: EvidenceWeights = { coachRatingWeight: 0.6, rubricLevelWeight: 0.3, selfReportWeight: 0.1, selfReportAloneWeight: 0.25, notDoneTooHardWeight: 0.5 };

/** One source of an outcome. */
export interface OutcomeSource {
  /** Where it comes from. */
  readonly source: "coach-rating" | "rubric-level" | "self-report" | "not-done-too-hard";
  /** What this source alone says. */
  readonly outcome: Fraction;
  /** Its share of the outcome; the shares add up to 1. */
  readonly weight: Fraction;
}

/** Why an attempt says nothing about ability. `not-done` feeds engagement, not ability. `weightless`: by the weights in use, evidence of its kind counts 0. */
export type UngradedReason = "not-done" | "not-rated" | "found-about-right" | "weightless";

/** An attempt as a number, or the reason why it is none. */
export interface GradedOutcome {
  /** From 0, nothing achieved, to 1, all of it; null when the attempt says nothing about ability. */
  readonly outcome: Fraction | null;
  /** How much it counts, 0 to 1. */
  readonly evidenceWeight: Fraction;
  /** What it is made of. */
  readonly sources: readonly OutcomeSource[];
  /** Why there is no outcome; null when there is one. */
  readonly reason: UngradedReason | null;
  /** The weights used when the caller gave none. */
  readonly assumptions: { readonly evidenceWeights?: EvidenceWeights };
}

const saidBySelf: Readonly<Record<HomeworkSelfReport, number | undefined>> = { "too-easy": 1, "about-right": undefined, "too-hard": 0 };

/** A grade, whatever weights it was made with. */
export type Grade = Omit<GradedOutcome, "assumptions">;
const ungraded = (reason: UngradedReason): Grade => ({ outcome: null, evidenceWeight: 0, sources: [], reason });

/** Σ w·s ÷ Σ w over the sources at hand: rating (r − 1) ÷ (R − 1), level L ÷ M, self-report 1 for too easy and 0 for too hard. */
function completed({ coachRating, rubricLevel, selfReport }: CompletedHomework, weights: EvidenceWeights): Grade {
  const self = selfReport === undefined ? undefined : saidBySelf[selfReport];
  const found: OutcomeSource[] = [];
  if (coachRating !== undefined) found.push({ source: "coach-rating", outcome: (coachRating.rating - 1) / (coachRating.ratingCount - 1), weight: weights.coachRatingWeight });
  if (rubricLevel !== undefined) found.push({ source: "rubric-level", outcome: rubricLevel.level / rubricLevel.highestLevel + 0, weight: weights.rubricLevelWeight });
  const byOthers = found.length > 0;
  if (self !== undefined) found.push({ source: "self-report", outcome: self, weight: weights.selfReportWeight });
  if (found.length === 0) return ungraded(selfReport === undefined ? "not-rated" : "found-about-right");
  const weightSum = found.reduce((sum, { weight }) => sum + weight, 0);
  const sources = found.map((one) => ({ ...one, weight: one.weight / weightSum }));
  const outcome = Math.min(1, sources.reduce((sum, one) => sum + one.weight * one.outcome, 0));
  return { outcome, evidenceWeight: byOthers ? 1 : weights.selfReportAloneWeight, sources, reason: null };
}

function notDone({ reason }: HomeworkNotDone, weights: EvidenceWeights): Grade {
  if (reason !== "too-hard") return ungraded("not-done");
  return { outcome: 0, evidenceWeight: weights.notDoneTooHardWeight, sources: [{ source: "not-done-too-hard", outcome: 0, weight: 1 }], reason: null };
}

/** The grade of a checked attempt. Evidence that counts 0 is none: counted, it would keep the rating out that follows it. */
export function gradeOf(attempt: HomeworkAttempt, weights: EvidenceWeights): Grade {
  const grade = attempt.status === "completed" ? completed(attempt, weights) : notDone(attempt, weights);
  return grade.reason === null && grade.evidenceWeight === 0 ? ungraded("weightless") : grade;
}

/** An attempt to be graded. */
export interface GradingInput {
  /** The attempt. */
  readonly attempt: HomeworkAttempt;
  /** How much each kind of evidence counts; when absent the default is used and returned under `assumptions`. */
  readonly evidenceWeights?: EvidenceWeights;
}
/** An attempt to be graded. */
export const GradingInput = z.strictObject({ attempt: HomeworkAttempt, evidenceWeights: z.exactOptional(EvidenceWeights) }).readonly() satisfies z.ZodType<GradingInput>;

/**
 * What an attempt says about ability, as a number from 0 to 1.
 * Coach .6, observed behavior .3, self-report .1, divided by the sum of those at hand; a self-report alone counts a quarter (heuristic).
 * Not done is not failed: only `too-hard` counts, as 0 at half weight. Done and unrated, or found about right and nothing else, says nothing; nor does evidence of weight 0.
 *
 * @throws CoachingError `homework-attempt.rating_off_scale`, `homework-attempt.level_off_scale`, `graded-outcome.no_weight`, `input.*`
 * @example
 * ```ts
 * const attempt = { id: "a1", itemId: "h1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating: 4, ratingCount: 5 } };
 * gradedOutcome({ attempt }).outcome; // => 0.75
 * ```
 */
export function gradedOutcome(input: GradingInput): GradedOutcome {
  const { attempt, evidenceWeights } = check(GradingInput, input);
  return { ...gradeOf(attempt, evidenceWeights ?? defaultEvidenceWeights), assumptions: evidenceWeights === undefined ? { evidenceWeights: defaultEvidenceWeights } : {} };
}
