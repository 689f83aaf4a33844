import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, meanDifferenceFromFigures, type NoEstimate, tooFewObservations } from "../statistics/index.js";
import { Count } from "../unit/index.js";
import { armWarnings, extentOf } from "./effect-arms.js";
import { EffectMeasure } from "./effect-measure.js";
import { EffectScore } from "./effect-people.js";
import type { EffectArm, EffectArmReport } from "./effect-people.js";
import { effectOf, type EffectResult, noEffect, type Weighed } from "./effect-result.js";
import { type ArmAssignment, isolationOfArms } from "./isolation.js";

/** What is left of an arm when its people are not at hand. */
export interface ArmFigures {
  /** Everyone who was assigned to it. */
  readonly assignedCount: Count;
  /** Those with both scores, from whom the figures come. */
  readonly analyzedCount: Count;
  /** Their mean baseline. */
  readonly baselineMean: number;
  /** Their mean post score. */
  readonly postMean: number;
  /** The standard deviation of their changes, divisor n − 1. */
  readonly changeStandardDeviation: number;
}
/** The figures of two arms, as reports print them. */
export interface FiguresOfArms {
  /** What was measured. */
  readonly measure: EffectMeasure;
  /** Those who got the program. */
  readonly treated: ArmFigures;
  /** Those who did not. */
  readonly comparison: ArmFigures;
  /** How people came into their arms. */
  readonly assignment: ArmAssignment;
  /** How changes correlate within arms with something taken before the start, of which both arms had the same mean: −1 to 1, neither included. The standard error shrinks by √(1 − ρ²) and a degree of freedom goes. Left out: no adjustment. */
  readonly covariateCorrelation?: number;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const moreAnalyzed: Fault = { code: "effect-from-figures.more_analyzed_than_assigned", message: "{analyzed} are analyzed of {assigned} who were assigned.", hint: "Count as assigned everyone who was to be in this arm, leavers too." };
const notAFraction: Fault = { code: "effect-from-figures.not_a_fraction", message: "The mean {mean} is no fraction from 0 to 1.", hint: "0.2 means 20 %. Divide a percent by 100, or name another unit." };

function findFigureFaults({ measure, ...input }: FiguresOfArms, report: Report): void {
  for (const arm of ["treated", "comparison"] as const) {
    const { assignedCount: assigned, analyzedCount: analyzed } = input[arm];
    if (analyzed > assigned) report(moreAnalyzed, [arm, "analyzedCount"], { analyzed, assigned });
    for (const key of ["baselineMean", "postMean"] as const) {
      const mean = input[arm][key];
      if (measure.unit === "fraction" && (mean < 0 || mean > 1)) report(notAFraction, [arm, key], { mean });
    }
  }
}

const ArmMean = EffectScore.overwrite((value) => value + 0);
/** Schema of what is left of an arm when its people are not at hand. */
export const ArmFigures = z.strictObject({ assignedCount: Count, analyzedCount: Count, baselineMean: ArmMean, postMean: ArmMean, changeStandardDeviation: z.number().min(0).max(1e12) }).readonly() satisfies z.ZodType<ArmFigures>;
/** Schema of the figures of two arms, with its rules between parts. */
export const FiguresOfArms = z
  .strictObject({
    measure: EffectMeasure, treated: ArmFigures, comparison: ArmFigures, assignment: z.enum(["by-chance-wait-list", "by-chance-in-steps", "not-by-chance"]),
    covariateCorrelation: z.exactOptional(z.number().gt(-1).lt(1)), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findFigureFaults))
  .readonly() satisfies z.ZodType<FiguresOfArms>;

const reportOf = (arm: EffectArm, { assignedCount, analyzedCount, baselineMean, postMean }: ArmFigures): EffectArmReport => ({
  arm, assignedCount, baselineCount: analyzedCount, analyzedCount, attritionFraction: assignedCount === 0 ? null : (assignedCount - analyzedCount) / assignedCount,
  baselineMean: analyzedCount === 0 ? null : baselineMean, postMean: analyzedCount === 0 ? null : postMean,
});

const sampleOf = ({ analyzedCount: n, baselineMean, postMean, changeStandardDeviation: standardDeviation }: ArmFigures) => ({ n, mean: postMean - baselineMean, standardDeviation });

/** The change less what a covariate tells of it. */
function adjusted(plain: Weighed, correlation: number): Weighed | NoEstimate {
  const degreesOfFreedom = plain.degreesOfFreedom - 1;
  return degreesOfFreedom < 1 ? tooFewObservations(plain.n, plain.n + 1) : { ...plain, standardError: plain.standardError * Math.sqrt(1 - correlation ** 2), degreesOfFreedom, method: "cuped-from-figures" };
}

/**
 * The effect of a program from the figures that a report prints, for when its people are not at hand: the difference in differences, and with `covariateCorrelation` the one that an adjustment would give.
 * Method `difference-in-differences-from-figures`, with Welch's standard error and degrees of freedom, or `cuped-from-figures` with standard error times √(1 − ρ²) and one degree of freedom less. There is no `standardized` effect. `baselineCount` is taken to be `analyzedCount`.
 * Cannot say and warnings as in `differenceInDifferences`.
 * Sources: B. Welch, Biometrika 34 (1947); A. Deng et al., "Improving the sensitivity of online controlled experiments by utilizing pre-experiment data" (2013).
 *
 * @throws CoachingError `effect-from-figures.more_analyzed_than_assigned`, `effect-from-figures.not_a_fraction`, `effect-measure.mixed_instruments`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const arm = (baselineMean, postMean) => ({ assignedCount: 15, analyzedCount: 15, baselineMean, postMean, changeStandardDeviation: 18 });
 * const effect = effectFromFigures({ measure, treated: arm(52, 71), comparison: arm(50, 55), assignment: "not-by-chance", confidenceLevel: 0.95 });
 * [effect.estimate, effect.standardError.toFixed(6), effect.pValue.toFixed(6)]; // => [14, "6.572671", "0.042094"]
 * effect.smallestDetectable.text; // => "n=15 per arm: only effects ≥ 1.06 SD are detectable with 80 % power"
 * ```
 */
export function effectFromFigures(input: FiguresOfArms): EffectResult {
  const { measure, treated, comparison, assignment, covariateCorrelation: correlation, confidenceLevel } = check(FiguresOfArms, input);
  const arms = [reportOf("treated", treated), reportOf("comparison", comparison)];
  const assumptions = ["arms-would-have-changed-alike", "nobody-moved-between-arms", ...(correlation === undefined ? [] : ["covariate-alike-in-both-arms"])];
  const study = { arms, isolation: isolationOfArms(assignment, false), assumptions };
  const warnings = [...armWarnings(arms), ...(assignment === "not-by-chance" ? ["pre-trends-not-compared"] : [])];
  const plain = meanDifferenceFromFigures({ values: sampleOf(treated), reference: sampleOf(comparison), variances: "unequal", confidenceLevel });
  if (plain.estimate === null) return noEffect(plain, { ...study, warnings });
  const method = "difference-in-differences-from-figures";
  const weighed = correlation === undefined ? { ...plain, method } : adjusted({ ...plain, method }, correlation);
  if (weighed.estimate === null) return noEffect(weighed, { ...study, warnings });
  const deviation = Math.sqrt((treated.changeStandardDeviation ** 2 + comparison.changeStandardDeviation ** 2) / 2);
  return effectOf(weighed, {
    ...study, direction: measure.direction, confidenceLevel, warnings, standardized: null, standardDeviation: deviation * Math.sqrt(1 - (correlation ?? 0) ** 2), extent: extentOf([treated.analyzedCount, comparison.analyzedCount], null),
  });
}
