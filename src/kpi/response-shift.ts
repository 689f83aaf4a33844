import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, meanEstimate } from "../statistics/index.js";
import { type Count, Id } from "../unit/index.js";
import { KPI_LIMITS } from "./measure-window.js";
import { PulseScaleEnd } from "./pulse-change.js";

/** Three ratings of one person by oneself. */
export interface ThenRating {
  /** The person. */
  readonly participantId: Id;
  /** Before the program; `null` when there is none. */
  readonly beforeScore: number | null;
  /** Asked afterwards: how one was then, before the program; `null` when there is none. */
  readonly thenScore: number | null;
  /** After the program; `null` when there is none. */
  readonly afterScore: number | null;
}
const Score = PulseScaleEnd.nullable();
/** Schema of three ratings of one person. */
export const ThenRating = z.strictObject({ participantId: Id, beforeScore: Score, thenScore: Score, afterScore: Score }).readonly() satisfies z.ZodType<ThenRating>;

/** What a response shift is looked for in. */
export interface ResponseShiftInput {
  /** Each person once, all by one questionnaire. */
  readonly ratings: readonly ThenRating[];
  /** The lowest score there is. */
  readonly scaleMinimum: number;
  /** The highest score there is. */
  readonly scaleMaximum: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateParticipant: Fault = { code: "response-shift.duplicate_participant", message: "“{id}” is rated twice.", hint: "Keep one entry for each person." };
const offScale: Fault = { code: "response-shift.score_off_scale", message: "The score {score} lies outside the scale from {minimum} to {maximum}.", hint: "Correct the score, or the scale." };
const scaleSwapped: Fault = { code: "response-shift.scale_swapped", message: "The scale runs from {minimum} to {maximum}.", hint: "scaleMinimum must be below scaleMaximum." };

const keys = ["beforeScore", "thenScore", "afterScore"] as const;
/** Schema of what a response shift is looked for in, with its rules between parts. */
export const ResponseShiftInput = z
  .strictObject({ ratings: z.array(ThenRating).max(KPI_LIMITS.personCount).readonly(), scaleMinimum: PulseScaleEnd, scaleMaximum: PulseScaleEnd, confidenceLevel: ConfidenceLevel })
  .check(
    rule(({ ratings }: ResponseShiftInput, report) => { for (const [index, { participantId: id }] of repeated(ratings, (one) => one.participantId)) report(duplicateParticipant, ["ratings", index, "participantId"], { id }); }),
    rule(({ ratings, scaleMinimum: minimum, scaleMaximum: maximum }: ResponseShiftInput, report) => {
      ratings.forEach((rating, index) => {
        for (const key of keys) {
          const score = rating[key];
          if (score !== null && (score < minimum || score > maximum)) report(offScale, ["ratings", index, key], { score, minimum, maximum });
        }
      });
    }),
    rule(({ scaleMinimum: minimum, scaleMaximum: maximum }: ResponseShiftInput, report) => { if (minimum >= maximum) report(scaleSwapped, ["scaleMinimum"], { minimum, maximum }); }),
  )
  .readonly() satisfies z.ZodType<ResponseShiftInput>;

/** Whether people changed their yardstick between two ratings of themselves. */
export interface ResponseShift {
  /** Then − before: what the same time looks like with the yardstick of afterwards, less what it looked like. Below zero: people had thought too well of themselves. */
  readonly shiftOnScale: EstimateResult;
  /** After − before, on the same people: the usual change, with the shift in it. */
  readonly usualChangeOnScale: EstimateResult;
  /** After − then, on the same people: the change by one yardstick. */
  readonly thenChangeOnScale: EstimateResult;
  /** `shown` when the interval of the shift leaves out zero; `not-shown` says that nobody knows, not that there is none. */
  readonly verdict: "shown" | "not-shown";
  /** Those without all three ratings. They take no part. */
  readonly incompleteCount: Count;
}

/**
 * Whether self-ratings moved because the yardstick did: who learns what listening is may rate oneself lower than before, and a program that works then looks like one that harms.
 * The three figures rest on the same people. Ratings of the past lean to what people think they ought to have learned, so neither change is the true one: observed behavior is the better measure of both.
 * Sources: G. Howard, “Response-shift bias: a problem in evaluating interventions with pre/post self-reports”, Evaluation Review 4 (1980); C. Schwartz, M. Sprangers, “Methodological approaches for assessing response shift in longitudinal health-related quality-of-life research”, Social Science & Medicine 48 (1999).
 *
 * @throws CoachingError `response-shift.duplicate_participant`, `response-shift.score_off_scale`, `response-shift.scale_swapped`, `input.*`
 * @example
 * ```ts
 * const ratings = [[4, 2, 4], [4, 3, 4], [5, 3, 4], [3, 2, 4]].map(([beforeScore, thenScore, afterScore], index) => ({ participantId: `p${index}`, beforeScore, thenScore, afterScore }));
 * const { shiftOnScale, usualChangeOnScale, thenChangeOnScale, verdict } = responseShift({ ratings, scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 });
 * [shiftOnScale.estimate, usualChangeOnScale.estimate, thenChangeOnScale.estimate, verdict]; // => [-1.5, 0, 1.5, "shown"]
 * ```
 */
export function responseShift(input: ResponseShiftInput): ResponseShift {
  const { ratings, confidenceLevel } = check(ResponseShiftInput, input);
  const complete = ratings.flatMap(({ beforeScore, thenScore, afterScore }) => (beforeScore === null || thenScore === null || afterScore === null ? [] : [{ beforeScore, thenScore, afterScore }]));
  const estimateOf = (difference: (one: (typeof complete)[number]) => number): EstimateResult => meanEstimate({ values: complete.map(difference), confidenceLevel });
  const shiftOnScale = estimateOf(({ beforeScore, thenScore }) => thenScore - beforeScore);
  return {
    shiftOnScale,
    usualChangeOnScale: estimateOf(({ beforeScore, afterScore }) => afterScore - beforeScore),
    thenChangeOnScale: estimateOf(({ thenScore, afterScore }) => afterScore - thenScore),
    verdict: shiftOnScale.estimate !== null && (shiftOnScale.confidence.lower > 0 || shiftOnScale.confidence.upper < 0) ? "shown" : "not-shown",
    incompleteCount: ratings.length - complete.length,
  };
}
