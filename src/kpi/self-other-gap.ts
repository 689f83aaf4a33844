import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, mean, meanEstimate } from "../statistics/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type Count, Id } from "../unit/index.js";
import { KPI_LIMITS } from "./measure-window.js";
import { PulseScaleEnd } from "./pulse-change.js";

/** How one participant is seen by oneself and by others, on one scale and the same items. */
export interface SelfOtherScores {
  /** The participant. */
  readonly participantId: Id;
  /** The participant's own score; `null` when there is none. */
  readonly selfScore: number | null;
  /** The scores that others give, each rater once. */
  readonly otherScores: readonly { readonly raterId: Id; readonly score: number }[];
}
/** Schema of how one participant is seen. */
export const SelfOtherScores = z
  .strictObject({ participantId: Id, selfScore: PulseScaleEnd.nullable(), otherScores: z.array(z.strictObject({ raterId: Id, score: PulseScaleEnd }).readonly()).max(1000).readonly() })
  .readonly() satisfies z.ZodType<SelfOtherScores>;

/** What the gap between self and others is measured on. */
export interface SelfOtherInput {
  /** The participants, each once. */
  readonly participants: readonly SelfOtherScores[];
  /** The lowest score there is. */
  readonly scaleMinimum: number;
  /** The highest score there is. */
  readonly scaleMaximum: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The fewest raters of whose mean something is told; 2 to 100, 3 to 5 by custom; there is no default. */
  readonly leastRaterCount: number;
}

const duplicateParticipant: Fault = { code: "self-other-gap.duplicate_participant", message: "The participant “{id}” is listed twice.", hint: "Keep one entry for each participant." };
const duplicateRater: Fault = { code: "self-other-gap.duplicate_rater", message: "“{id}” rates one participant twice.", hint: "Keep one score of each rater." };
const ownRater: Fault = { code: "self-other-gap.own_rater", message: "“{id}” stands among the others.", hint: "Give it as selfScore." };
const offScale: Fault = { code: "self-other-gap.score_off_scale", message: "The score {score} lies outside the scale from {minimum} to {maximum}.", hint: "Correct the score, or the scale." };
const scaleSwapped: Fault = { code: "self-other-gap.scale_swapped", message: "The scale runs from {minimum} to {maximum}.", hint: "scaleMinimum must be below scaleMaximum." };

/** Schema of what the gap is measured on, with its rules between parts. */
export const SelfOtherInput = z
  .strictObject({ participants: z.array(SelfOtherScores).max(KPI_LIMITS.personCount).readonly(), scaleMinimum: PulseScaleEnd, scaleMaximum: PulseScaleEnd, confidenceLevel: ConfidenceLevel, leastRaterCount: z.int().min(2).max(100) })
  .check(
    rule(({ participants }: SelfOtherInput, report) => { for (const [index, { participantId: id }] of repeated(participants, (one) => one.participantId)) report(duplicateParticipant, ["participants", index, "participantId"], { id }); }),
    rule(({ participants }: SelfOtherInput, report) => {
      participants.forEach(({ participantId, otherScores }, index) => {
        for (const [place, { raterId: id }] of repeated(otherScores, ({ raterId }) => raterId)) report(duplicateRater, ["participants", index, "otherScores", place, "raterId"], { id });
        otherScores.forEach(({ raterId: id }, place) => { if (id === participantId) report(ownRater, ["participants", index, "otherScores", place, "raterId"], { id }); });
      });
    }),
    rule(({ participants, scaleMinimum: minimum, scaleMaximum: maximum }: SelfOtherInput, report) => {
      const isOff = (score: number): boolean => score < minimum || score > maximum;
      participants.forEach(({ selfScore, otherScores }, index) => {
        if (selfScore !== null && isOff(selfScore)) report(offScale, ["participants", index, "selfScore"], { score: selfScore, minimum, maximum });
        otherScores.forEach(({ score }, place) => { if (isOff(score)) report(offScale, ["participants", index, "otherScores", place, "score"], { score, minimum, maximum }); });
      });
    }),
    rule(({ scaleMinimum: minimum, scaleMaximum: maximum }: SelfOtherInput, report) => { if (minimum >= maximum) report(scaleSwapped, ["scaleMinimum"], { minimum, maximum }); }),
  )
  .readonly() satisfies z.ZodType<SelfOtherInput>;

/** The gap of one participant. */
export interface ParticipantGap {
  /** The participant. */
  readonly participantId: Id;
  /** The own score less the mean of the others': above zero, one sees oneself better than others do. */
  readonly gapOnScale: number;
  /** How many others rated. */
  readonly raterCount: Count;
}

/** How far people see themselves otherwise than others do. */
export interface SelfOtherGap {
  /** The mean gap over participants, in points of the scale, with Student's interval. */
  readonly meanGapOnScale: EstimateResult;
  /** The mean size of the gap, whichever way; `null` without one. Part of it is chance: a few raters do not agree among themselves. */
  readonly meanAbsoluteGapOnScale: number | null;
  /** By participant, in order of ids. For the participant and the coach, under the agreement they have. */
  readonly gaps: readonly ParticipantGap[];
  /** Participants without a score of their own. They take no part. */
  readonly withoutSelfCount: Count;
  /** Participants with an own score, rated by fewer others than asked for. They take no part, so that nobody's answer can be told. */
  readonly belowFloorCount: Count;
}

/**
 * How far participants see themselves otherwise than others do, on the same items: own score less the mean of the others, and the mean of that with its interval.
 * The others' mean stays hidden where too few rated; who knows all but one of the raters' scores can work out the last one all the same.
 *
 * @throws CoachingError `self-other-gap.duplicate_participant`, `self-other-gap.duplicate_rater`, `self-other-gap.own_rater`, `self-other-gap.score_off_scale`, `self-other-gap.scale_swapped`, `input.*`
 * @example
 * ```ts
 * const seen = (participantId, selfScore, scores) => ({ participantId, selfScore, otherScores: scores.map((score, index) => ({ raterId: `r${index}`, score })) });
 * const participants = [seen("ana", 4, [3, 3, 3]), seen("ben", 5, [4, 3, 5]), seen("cleo", 4, [2])];
 * const gap = selfOtherGap({ participants, scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, leastRaterCount: 3 });
 * gap.meanGapOnScale.estimate; // => 1
 * gap.belowFloorCount; // => 1
 * ```
 */
export function selfOtherGap(input: SelfOtherInput): SelfOtherGap {
  const { participants, confidenceLevel, leastRaterCount } = check(SelfOtherInput, input);
  const gaps: ParticipantGap[] = [];
  let withoutSelfCount = 0;
  let belowFloorCount = 0;
  for (const { participantId, selfScore, otherScores } of participants) {
    if (selfScore === null) withoutSelfCount += 1;
    else if (otherScores.length < leastRaterCount) belowFloorCount += 1;
    else gaps.push({ participantId, gapOnScale: selfScore - mean(otherScores.map(({ score }) => score)) + 0, raterCount: otherScores.length });
  }
  gaps.sort((left, right) => inTextOrder(left.participantId, right.participantId));
  const values = gaps.map(({ gapOnScale }) => gapOnScale);
  return {
    meanGapOnScale: meanEstimate({ values, confidenceLevel }),
    meanAbsoluteGapOnScale: values.length === 0 ? null : mean(values.map(Math.abs)),
    gaps, withoutSelfCount, belowFloorCount,
  };
}
