import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { EstimateResult, NoEstimate, ProportionEstimate } from "../statistics/index.js";
import { personalMean, personalProportion } from "./clustered-estimate.js";
import { type NonResponseBounds, nonResponseBounds } from "./non-response-bounds.js";
import { findOffScale, responseOf, surveyKeys, type SurveyResponse, surveyRules, type SurveyWindow } from "./survey-answer.js";

/** Answers to a question on satisfaction. */
export interface SatisfactionSurvey extends SurveyWindow {
  /** The lowest score there is. */
  readonly scaleMinimum: number;
  /** The highest score there is, at least two above the lowest. */
  readonly scaleMaximum: number;
}

const shortScale: Fault = { code: "customer-satisfaction.short_scale", message: "The scale runs from {minimum} to {maximum}.", hint: "Give a scale of three steps or more: of two, the best two boxes are all." };
const ScaleEnd = z.int().min(-1000).max(1000).overwrite((value) => value + 0);
/** Schema of answers to a question on satisfaction, with its rules between parts. */
export const SatisfactionSurvey = z
  .strictObject({ ...surveyKeys, scaleMinimum: ScaleEnd, scaleMaximum: ScaleEnd })
  .check(
    ...surveyRules,
    rule(({ answers, scaleMinimum: minimum, scaleMaximum: maximum }: SatisfactionSurvey, report) => { findOffScale(answers, { minimum, maximum }, report); }),
    rule(({ scaleMinimum: minimum, scaleMaximum: maximum }: SatisfactionSurvey, report) => { if (maximum - minimum < 2) report(shortScale, ["scaleMaximum"], { minimum, maximum }); }),
  )
  .readonly() satisfies z.ZodType<SatisfactionSurvey>;

/** How satisfied customers are. */
export interface CustomerSatisfaction extends SurveyResponse {
  /** Answers at one of the best two scores ÷ answers, with Wilson's interval. */
  readonly topTwoBoxFraction: ProportionEstimate | NoEstimate;
  /** The mean score on the scale, with Student's interval. */
  readonly meanOnScale: EstimateResult;
  /** Where the top-two-box share of all who were asked lies, whatever the silent ones think; `null` when nobody was asked. */
  readonly topTwoBoxBounds: NonResponseBounds | null;
}

/**
 * How satisfied customers are: the share of the best two scores and the mean, each over people where several answers are on one person, and what non-response can hide.
 * Warnings: `one-person`, `few-people` (below 10, a heuristic), `no-variation`.
 *
 * @throws CoachingError `customer-satisfaction.short_scale`, `survey-answer.off_scale`, `survey-answer.two_instruments`, `survey-answer.fewer_invited`, `measure-window.ends_before_start`, `measure-window.outside`, `measure-window.duplicate_record`, `input.*`
 * @example
 * ```ts
 * const answers = [5, 4, 2, 5].map((score, index) => ({ id: `a${index}`, date: "2027-10-04", score }));
 * const survey = { fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95, answers, invitedCount: 8, scaleMinimum: 1, scaleMaximum: 5 };
 * customerSatisfaction(survey).topTwoBoxFraction.estimate; // => 0.75
 * customerSatisfaction(survey).topTwoBoxBounds; // => { lower: 0.375, upper: 0.875 }
 * ```
 */
export function customerSatisfaction(input: SatisfactionSurvey): CustomerSatisfaction {
  const survey = check(SatisfactionSurvey, input);
  const { answers, invitedCount, scaleMaximum, confidenceLevel } = survey;
  const boxes = answers.map((answer) => ({ ...answer, value: answer.score >= scaleMaximum - 1 ? 1 : 0 }));
  const topCount = boxes.filter(({ value }) => value === 1).length;
  return {
    topTwoBoxFraction: personalProportion(boxes, confidenceLevel),
    meanOnScale: personalMean(answers.map((answer) => ({ ...answer, value: answer.score })), confidenceLevel),
    topTwoBoxBounds: nonResponseBounds({ sum: topCount, answered: answers.length, invited: invitedCount }, { minimum: 0, maximum: 1 }),
    ...responseOf(survey),
  };
}
