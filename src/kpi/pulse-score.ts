import * as z from "zod";
import { check, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, meanEstimate, type NoEstimate, proportionEstimate } from "../statistics/index.js";
import { Id } from "../unit/index.js";
import { type NonResponseBounds, nonResponseBounds } from "./non-response-bounds.js";
import { completeScores, findPulseFaults, PulseScaleEnd, PulseWave, type WaveResponse, waveResponse } from "./pulse-change.js";

/** What the score of one wave of a pulse is measured on. */
export interface PulseScoreInput {
  /** The wave. */
  readonly wave: PulseWave;
  /** The items that make the score; other items are left aside. */
  readonly itemIds: readonly Id[];
  /** The lowest rating there is. */
  readonly scaleMinimum: number;
  /** The highest rating there is. */
  readonly scaleMaximum: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The fewest respondents of whom something is told; 2 to 100, 5 by custom; there is no default. */
  readonly leastRespondentCount: number;
}
/** Schema of what the score of a wave is measured on, with its rules between parts. */
export const PulseScoreInput = z
  .strictObject({ wave: PulseWave, itemIds: z.array(Id).min(1).max(100).readonly(), scaleMinimum: PulseScaleEnd, scaleMaximum: PulseScaleEnd, confidenceLevel: ConfidenceLevel, leastRespondentCount: z.int().min(2).max(100) })
  .check(...findPulseFaults(["wave"]).map((find) => rule<PulseScoreInput>(find)))
  .readonly() satisfies z.ZodType<PulseScoreInput>;

/** The score of one wave, with what non-response can hide. */
export interface PulseScore {
  /** The mean over respondents of each one's mean rating, in points of the scale, with Student's interval. With fewer respondents than asked for: `below-anonymity-floor`. */
  readonly scoreOnScale: EstimateResult;
  /** Full answers ÷ asked, with Wilson's interval. */
  readonly responseFraction: EstimateResult;
  /** Where the mean of everyone who was asked lies, whatever the silent ones think; `null` below the floor. */
  readonly bounds: NonResponseBounds | null;
  /** Who answered. */
  readonly response: WaveResponse;
}

/**
 * How one wave of a pulse came out: its mean with an interval that trusts that the silent ones are like the others, and bounds that do not.
 * Below the floor of respondents nothing is told but how many answered. The floor protects this one figure; figures by team, and of one wave after another, protect one another only in `groupReport`.
 * Warnings of the score: `low-response` (fewer than half answered, a heuristic), `no-variation`.
 * Source of the bounds: C. Manski, “Partial Identification of Probability Distributions” (2003).
 *
 * @throws CoachingError `pulse-change.scale_swapped`, `pulse-change.rating_off_scale`, `pulse-change.duplicate_respondent`, `pulse-change.duplicate_item`, `pulse-change.not_invited`, `input.*`
 * @example
 * ```ts
 * const answers = ["a", "b", "c", "d", "e"].map((respondentId, index) => ({ respondentId, ratings: [{ itemId: "clarity", rating: index < 3 ? 4 : 3 }] }));
 * const wave = { invitedIds: ["a", "b", "c", "d", "e", "f", "g", "h"], answers };
 * const pulse = pulseScore({ wave, itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, leastRespondentCount: 5 });
 * pulse.scoreOnScale.estimate; // => 3.6
 * pulse.bounds; // => { lower: 2.625, upper: 4.125 }
 * ```
 */
export function pulseScore(input: PulseScoreInput): PulseScore {
  const { wave, itemIds, scaleMinimum: minimum, scaleMaximum: maximum, confidenceLevel, leastRespondentCount } = check(PulseScoreInput, input);
  const scores = [...completeScores(wave, itemIds).values()];
  const response = waveResponse(wave, scores.length);
  const responseFraction = proportionEstimate({ successes: scores.length, n: response.invitedCount, confidenceLevel });
  const floor: NoEstimate = { estimate: null, reason: "below-anonymity-floor", n: scores.length, needed: leastRespondentCount };
  if (scores.length < leastRespondentCount) return { scoreOnScale: floor, responseFraction, bounds: null, response };
  const score = meanEstimate({ values: scores, confidenceLevel });
  const isLow = scores.length * 2 < response.invitedCount;
  return {
    scoreOnScale: isLow && score.estimate !== null ? { ...score, warnings: [...score.warnings, "low-response"] } : score,
    responseFraction,
    bounds: nonResponseBounds({ sum: scores.reduce((sum, one) => sum + one, 0), answered: scores.length, invited: response.invitedCount }, { minimum, maximum }),
    response,
  };
}
