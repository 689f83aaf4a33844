import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, standardNormalProbability } from "../statistics/index.js";
import { Fraction } from "../unit/index.js";
import { EffectMeasure } from "./effect-measure.js";
import { EffectPeople, type EffectPerson, findPeopleFaults } from "./effect-people.js";
import type { EffectResult } from "./effect-result.js";
import { changeEffect, isOneArm } from "./paired-effect.js";
import { ScoreSpread, signOf } from "./reliable-change.js";

/** People who were picked because they scored badly, and what they were picked from. */
export interface SelectedPeople {
  /** What was measured; selection is by the baseline, on the side that is worse. */
  readonly measure: EffectMeasure;
  /** Everyone who was picked, leavers too: at most 100,000, all of one arm. */
  readonly people: readonly EffectPerson[];
  /** Who scored no better than this was picked. */
  readonly cutScore: number;
  /** How the whole population scored from which they were picked: nearly normal. */
  readonly population: ScoreSpread;
  /** How two scores of one person correlate over as long as lies between baseline and post, without a program. */
  readonly reliability: Fraction;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** A change with and without what would have come by itself. */
export interface RegressionToMean {
  /** The change as it was seen. */
  readonly observed: EffectResult;
  /** The mean change that the cut alone brings about, without any program; positive where the measure rises. */
  readonly expectedRegression: number;
  /** The change less the expected one. Its interval takes population, cut and reliability as known. */
  readonly corrected: EffectResult;
}

const beyondCut: Fault = { code: "regression-to-mean.beyond_cut", message: "“{personId}” scored {baseline}, better than the cut {cutScore}.", hint: "Leave out whoever was not picked by score, or correct the cut." };
const cutFarOut: Fault = { code: "regression-to-mean.cut_far_out", message: "The cut lies {deviations} standard deviations from the mean of the population.", hint: "Check cut and population: within eight either way somebody can be expected." };

/** Beyond it no normal population has anybody. */
const FARTHEST = 8;

function findSelectionFaults({ measure, people, cutScore, population }: SelectedPeople, report: Report): void {
  const deviations = (cutScore - population.mean) / population.standardDeviation;
  if (Math.abs(deviations) > FARTHEST) report(cutFarOut, ["cutScore"], { deviations });
  people.forEach(({ personId, baseline }, index) => {
    if (baseline !== null && (baseline - cutScore) * signOf(measure.direction) > 0) report(beyondCut, ["people", index, "baseline"], { personId, baseline, cutScore });
  });
}

/** Schema of people who were picked because they scored badly, with its rules between parts. */
export const SelectedPeople = z
  .strictObject({ measure: EffectMeasure, people: EffectPeople, cutScore: z.number().min(-1e12).max(1e12), population: ScoreSpread, reliability: Fraction, confidenceLevel: ConfidenceLevel })
  .check(rule(findPeopleFaults), isOneArm, rule(findSelectionFaults))
  .readonly() satisfies z.ZodType<SelectedPeople>;

/** (1 − r) · σ · φ(z) ÷ Φ(z), z = (cut − μ) ÷ σ on the worse side: how far below the mean a picked person's true score lies less than the score seen. */
function expectedChange({ measure, cutScore, population: { mean, standardDeviation }, reliability }: SelectedPeople): number {
  const sign = signOf(measure.direction);
  const z = (sign * (cutScore - mean)) / standardDeviation;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return (sign * (1 - reliability) * standardDeviation * density) / standardNormalProbability(z) + 0;
}

/**
 * What is left of a change among people who were picked for bad scores, when what would have come by itself is taken away: bad scores are in part bad luck, and luck does not come twice.
 * Of a normal population with mean μ and standard deviation σ, cut at c, the picked come back by (1 − r) σ φ(z) ÷ Φ(z), z = (c − μ) ÷ σ and r the correlation of two scores. Both the observed and the corrected figure stand in the result; methods `paired-student-t` and `paired-less-regression`.
 * No correction replaces a comparison picked by the same cut: the warning `selected-by-score` stays on both figures.
 * Sources: C. Davis, "The effect of regression to the mean in epidemiologic and clinical studies", American Journal of Epidemiology 104 (1976); A. Barnett, J. van der Pols, A. Dobson, International Journal of Epidemiology 34 (2005).
 *
 * @throws CoachingError `effect-people.*`, `effect-measure.mixed_instruments`, `paired-effect.comparison_given`, `regression-to-mean.beyond_cut`, `regression-to-mean.cut_far_out`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const people = [40, 44, 38, 45].map((baseline, index) => ({ personId: `p${index}`, baseline, post: baseline + 5 + index }));
 * const change = regressionToMean({ measure, people, cutScore: 45, population: { mean: 50, standardDeviation: 10 }, reliability: 0.6, confidenceLevel: 0.95 });
 * [change.observed.estimate, change.expectedRegression.toFixed(3), change.corrected.estimate.toFixed(3)]; // => [6.5, "4.564", "1.936"]
 * ```
 */
export function regressionToMean(input: SelectedPeople): RegressionToMean {
  const checked = check(SelectedPeople, input);
  const { measure, people, confidenceLevel } = checked;
  const expectedRegression = expectedChange(checked);
  const frame = { direction: measure.direction, confidenceLevel, warnings: ["selected-by-score"] };
  const observed = changeEffect(people, { ...frame, expectedChange: 0, method: null, assumptions: ["no-change-without-the-program"] });
  const corrected = changeEffect(people, { ...frame, expectedChange: expectedRegression, method: "paired-less-regression", assumptions: ["normal-population", "reliability-known", "no-change-but-regression-without-the-program"] });
  return { observed, expectedRegression, corrected };
}
