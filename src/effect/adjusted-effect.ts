import { check } from "../error/index.js";
import { type NoEstimate, standardizedDifference, tooFewObservations } from "../statistics/index.js";
import { meanOf } from "../statistics/internal.js";
import { armReports, armWarnings, baselineWarnings, extentOf, splitBy } from "./effect-arms.js";
import { type ScoredPerson, scoredPeople } from "./effect-people.js";
import { effectOf, type EffectResult, noEffect } from "./effect-result.js";
import { isolationOfArms } from "./isolation.js";
import { TwoArms } from "./two-arms.js";
import { weighedCoefficient } from "./weighed-coefficient.js";

/** An effect on post scores at equal baselines. */
export type AdjustedEffect = EffectResult & {
  /** θ: how much of a difference in baselines is found again in post scores within arms; null where there is no effect. */
  readonly baselineSlope: number | null;
  /** Mean post scores at the mean baseline of all; null where there is no effect. */
  readonly adjustedMeans: { readonly treated: number; readonly comparison: number } | null;
};

/** θ of all arms together: Σ (x − x̄ᵃ)(y − ȳᵃ) ÷ Σ (x − x̄ᵃ)², each person less the means of the own arm a. */
function pooledSlope(people: readonly ScoredPerson[]): number {
  const [treated, comparison] = [people.filter(({ isTreated }) => isTreated), people.filter(({ isTreated }) => !isTreated)];
  let [together, spread] = [0, 0];
  for (const arm of [treated, comparison]) {
    const [middle, height] = [meanOf(arm.map(({ baseline }) => baseline)), meanOf(arm.map(({ post }) => post))];
    for (const { baseline, post } of arm) {
      together += (baseline - middle) * (post - height);
      spread += (baseline - middle) ** 2;
    }
  }
  return together / spread;
}

/**
 * The effect of a program on post scores at equal baselines: analysis of covariance, which industry knows as CUPED with one θ for both arms. With baselines that correlate ρ with post scores it needs 1 − ρ² of the people that a comparison of post scores needs.
 * Method `ancova-classical` with n − 3 degrees of freedom; `ancova-by-cluster` where people have a `clusterId` (CR2).
 * The best of these methods where chance made the arms. Where it did not, and arms began apart, it answers another question than `differenceInDifferences` (Lord's paradox), and errors in the baseline leave part of the difference between the arms in the effect.
 * `standardized` counts in standard deviations of adjusted post scores, Y − θX; its interval does not count θ.
 *
 * Cannot say: `too-few-observations` (an arm with fewer than two who have both scores), `no-variation` (baselines that do not vary within arms, too), `too-few-clusters`, `rests-on-one-cluster`. Warnings as in `differenceInDifferences`, but for trends; `not-by-chance` where chance did not make the arms.
 * Sources: A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the sensitivity of online controlled experiments by utilizing pre-experiment data" (2013); A. Vickers, D. Altman, BMJ 323 (2001); F. Lord, Psychological Bulletin 68 (1967).
 *
 * @throws CoachingError `effect-people.*`, `effect-measure.mixed_instruments`, `two-arms.missing_arm`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const person = (personId, arm, baseline, post) => ({ personId, arm, baseline, post });
 * const people = [person("a", "treated", 3, 6), person("b", "treated", 4, 8), person("c", "treated", 2, 7), person("d", "comparison", 3, 4), person("e", "comparison", 4, 4), person("f", "comparison", 2, 3)];
 * const { estimate, degreesOfFreedom, isolation } = adjustedEffect({ measure, people, assignment: "by-chance-wait-list", confidenceLevel: 0.95 });
 * [estimate.toFixed(4), degreesOfFreedom, isolation.grade]; // => ["3.3333", 3, "randomized-wait-list"]
 * ```
 */
export function adjustedEffect(input: TwoArms): AdjustedEffect {
  const { measure, people, assignment, confidenceLevel } = check(TwoArms, input);
  const scored = scoredPeople(people);
  const arms = armReports(people, ["treated", "comparison"]);
  const study = { arms, isolation: isolationOfArms(assignment, false), assumptions: ["one-slope-for-both-arms", "straight-line", "nobody-moved-between-arms"] };
  const warnings = [...armWarnings(arms), ...baselineWarnings(scored, confidenceLevel), ...(assignment === "not-by-chance" ? ["not-by-chance"] : [])];
  const counts = arms.map(({ analyzedCount }) => analyzedCount);
  const weighed = weighedPost(scored, Math.min(...counts), confidenceLevel);
  if (weighed.estimate === null) return { ...noEffect(weighed, { ...study, warnings }), baselineSlope: null, adjustedMeans: null };
  const { clusterCount, residualStandardDeviation } = weighed;
  const slope = pooledSlope(scored);
  const middle = meanOf(scored.map(({ baseline }) => baseline));
  const [values, reference] = splitBy(scored, ({ baseline, post }) => post - slope * (baseline - middle));
  const standardized = clusterCount === null ? standardizedDifference({ values, reference, standardizer: "pooled", confidenceLevel }) : null;
  return {
    ...effectOf(weighed, {
      ...study, direction: measure.direction, confidenceLevel, warnings: [...warnings, ...weighed.warnings], standardized: standardized?.estimate === null ? null : standardized,
      standardDeviation: residualStandardDeviation, extent: extentOf(counts, clusterCount),
    }),
    baselineSlope: slope, adjustedMeans: { treated: meanOf(values), comparison: meanOf(reference) },
  };
}

function weighedPost(scored: readonly ScoredPerson[], fewest: number, confidenceLevel: number): ReturnType<typeof weighedCoefficient> | NoEstimate {
  if (fewest < 2) return tooFewObservations(fewest, 2);
  return weighedCoefficient({ people: scored, termIds: ["baseline", "treated"], termsOf: ({ baseline, isTreated }) => [baseline, isTreated ? 1 : 0], responseOf: ({ post }) => post, asked: "treated", method: "ancova", confidenceLevel });
}
