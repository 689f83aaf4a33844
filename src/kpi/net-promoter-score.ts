import * as z from "zod";
import { check, rule } from "../error/index.js";
import type { EstimateResult } from "../statistics/index.js";
import type { Count } from "../unit/index.js";
import { personalMean } from "./clustered-estimate.js";
import { type NonResponseBounds, nonResponseBounds } from "./non-response-bounds.js";
import { findOffScale, responseOf, surveyKeys, type SurveyResponse, surveyRules, type SurveyWindow } from "./survey-answer.js";

const scale = { minimum: 0, maximum: 10 };

/** Schema of answers from 0 to 10 to the question how likely a customer is to recommend, with its rules between parts. */
export const PromoterSurvey = z
  .strictObject(surveyKeys)
  .check(...surveyRules, rule(({ answers }: SurveyWindow, report) => { findOffScale(answers, scale, report); }))
  .readonly() satisfies z.ZodType<SurveyWindow>;
/** Answers from 0 to 10 to the question how likely a customer is to recommend. */
export type PromoterSurvey = SurveyWindow;

/** How many more customers recommend than warn. */
export interface NetPromoterScore extends SurveyResponse {
  /** 100 · (promoters − detractors) ÷ answers, from −100 to 100, with its interval. */
  readonly netPromoterPoints: EstimateResult;
  /** Scores of 9 and 10. */
  readonly promoterCount: Count;
  /** Scores of 7 and 8. */
  readonly passiveCount: Count;
  /** Scores of 0 to 6. */
  readonly detractorCount: Count;
  /** Where the score of all who were asked lies, whatever the silent ones think; `null` when nobody was asked. */
  readonly boundsOnPoints: NonResponseBounds | null;
}

const pointsOf = (score: number): number => (score >= 9 ? 100 : score >= 7 ? 0 : -100);
const within = (points: number): number => Math.min(100, Math.max(-100, points));

/**
 * Promoters less detractors, in points. Its variance is that of a value of 100, 0 or −100, (p + d − (p − d)²) · 100² ÷ (n − 1): two shares that hang together, not one. The interval is Student's, cut at ±100; over people where several answers are on one person.
 * 30 answers leave it about ±30 points wide: changes of a few points in small surveys say nothing. It measures what customers say after a contact, not whether behavior changed.
 * Warnings: `one-person`, `few-people` (below 10, a heuristic), `no-variation`.
 * Sources: F. Reichheld, “The one number you need to grow”, Harvard Business Review 81 (2003); B. Rocks, “Interval estimation for the net promoter score”, The American Statistician 70 (2016), for the variance.
 *
 * @throws CoachingError `survey-answer.off_scale`, `survey-answer.two_instruments`, `survey-answer.fewer_invited`, `measure-window.ends_before_start`, `measure-window.outside`, `measure-window.duplicate_record`, `input.*`
 * @example
 * ```ts
 * const answers = [10, 9, 8, 3].map((score, index) => ({ id: `a${index}`, date: "2027-10-04", score }));
 * const { netPromoterPoints, boundsOnPoints } = netPromoterScore({ fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95, answers, invitedCount: 10 });
 * netPromoterPoints.estimate; // => 25
 * boundsOnPoints; // => { lower: -50, upper: 70 }
 * ```
 */
export function netPromoterScore(input: PromoterSurvey): NetPromoterScore {
  const survey = check(PromoterSurvey, input);
  const { answers, invitedCount, confidenceLevel } = survey;
  const points = answers.map((answer) => ({ ...answer, value: pointsOf(answer.score) }));
  const mean = personalMean(points, confidenceLevel);
  const count = (value: number): Count => points.filter((one) => one.value === value).length;
  const [promoterCount, passiveCount, detractorCount] = [count(100), count(0), count(-100)];
  return {
    netPromoterPoints: mean.estimate === null ? mean : { ...mean, confidence: { ...mean.confidence, lower: within(mean.confidence.lower), upper: within(mean.confidence.upper) } },
    promoterCount, passiveCount, detractorCount,
    boundsOnPoints: nonResponseBounds({ sum: 100 * (promoterCount - detractorCount), answered: answers.length, invited: invitedCount }, { minimum: -100, maximum: 100 }),
    ...responseOf(survey),
  };
}
