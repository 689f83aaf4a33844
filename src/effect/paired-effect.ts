import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { ConfidenceLevel, type NoEstimate, pairedDifference, standardizedPairedDifference, tooFewObservations, variance } from "../statistics/index.js";
import { armReports, armWarnings, extentOf } from "./effect-arms.js";
import { EffectMeasure } from "./effect-measure.js";
import { EffectPeople, type EffectPerson, findPeopleFaults, type ScoredPerson, scoredPeople } from "./effect-people.js";
import { effectOf, type EffectResult, noEffect, type Weighed } from "./effect-result.js";
import { CONSTANT, weighedCoefficient } from "./weighed-coefficient.js";

/** People before and after, without a comparison. */
export interface OneArm {
  /** What was measured. */
  readonly measure: EffectMeasure;
  /** Everyone who was to get the program, leavers too: at most 100,000. */
  readonly people: readonly EffectPerson[];
  /** Whether people were picked because they scored badly at the baseline: they will score better by themselves. */
  readonly wereSelectedByScore: boolean;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const comparisonGiven: Fault = { code: "paired-effect.comparison_given", message: "“{personId}” is in the comparison, which a figure of one arm leaves unused.", hint: "Use differenceInDifferences, or leave the comparison out." };

/** The rule that there is one arm only. */
export const isOneArm = rule(({ people }: { readonly people: readonly EffectPerson[] }, report) => {
  people.forEach(({ personId, arm }, index) => { if (arm === "comparison") report(comparisonGiven, ["people", index, "arm"], { personId }); });
});

/** Schema of people before and after, without a comparison, with its rules between parts. */
export const OneArm = z
  .strictObject({ measure: EffectMeasure, people: EffectPeople, wereSelectedByScore: z.boolean(), confidenceLevel: ConfidenceLevel })
  .check(rule(findPeopleFaults), isOneArm)
  .readonly() satisfies z.ZodType<OneArm>;

type Change = Weighed & { readonly warnings: readonly string[]; readonly clusterCount: number | null };

/** The mean change: Student's where people stand alone, by cluster where they do not. */
function meanChange(people: readonly ScoredPerson[], confidenceLevel: number): Change | NoEstimate {
  if (people.length < 2) return tooFewObservations(people.length, 2);
  const alone = pairedDifference({ values: people.map(({ post }) => post), reference: people.map(({ baseline }) => baseline), confidenceLevel });
  if (alone.estimate === null) return alone;
  if (people.every(({ clusterId }) => clusterId === null)) return { ...alone, method: "paired-student-t", clusterCount: null };
  return weighedCoefficient({ people, termIds: [], termsOf: () => [], responseOf: ({ change }) => change, asked: CONSTANT, method: "paired", confidenceLevel });
}

/** A mean change less what would have come by itself. */
interface ChangeFrame {
  readonly direction: EffectMeasure["direction"];
  readonly confidenceLevel: number;
  /** What is taken from the change. */
  readonly expectedChange: number;
  readonly method: string | null;
  readonly warnings: readonly string[];
  readonly assumptions: readonly string[];
}

/** The effect of one arm, from its people. */
export function changeEffect(people: readonly EffectPerson[], frame: ChangeFrame): EffectResult {
  const { direction, confidenceLevel, expectedChange, method } = frame;
  const scored = scoredPeople(people);
  const arms = armReports(people, ["treated"]);
  const study = { arms, isolation: { grade: "none", reason: "no-comparison" }, assumptions: frame.assumptions } as const;
  const warnings = [...armWarnings(arms), ...frame.warnings];
  const change = meanChange(scored, confidenceLevel);
  if (change.estimate === null) return noEffect(change, { ...study, warnings });
  const isPlain = change.clusterCount === null && method === null;
  const standardized = isPlain ? standardizedPairedDifference({ values: scored.map(({ post }) => post), reference: scored.map(({ baseline }) => baseline), standardizer: "differences", confidenceLevel }) : null;
  return effectOf({ ...change, estimate: change.estimate - expectedChange + 0, method: method ?? change.method }, {
    ...study, direction, confidenceLevel, warnings: [...warnings, ...change.warnings], standardized: standardized?.estimate === null ? null : standardized,
    standardDeviation: Math.sqrt(variance(scored.map((person) => person.change))), extent: extentOf([scored.length], change.clusterCount),
  });
}

/**
 * How much people changed, on those with both scores: the mean of post less baseline with Student's test of pairs. Nothing tells the program from all else that happened: the isolation is `none`.
 * Method `paired-student-t`; `paired-by-cluster` where people have a `clusterId` (CR2). `standardized` counts in standard deviations of changes (d_z).
 *
 * Cannot say: `too-few-observations` (fewer than two with both scores, as when all have left), `no-variation` (all changed alike), `too-few-clusters`. Warnings: `high-attrition`, above 0.3; `small-sample`, below 10; `selected-by-score`: use `regressionToMean`; those of `linearRegression`.
 * Source: "Student", "The probable error of a mean", Biometrika 6 (1908).
 *
 * @throws CoachingError `effect-people.*`, `effect-measure.mixed_instruments`, `paired-effect.comparison_given`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const people = [3, 4, 2, 5].map((baseline, index) => ({ personId: `p${index}`, baseline, post: baseline + index }));
 * const effect = pairedEffect({ measure, people, wereSelectedByScore: false, confidenceLevel: 0.95 });
 * effect.estimate; // => 1.5
 * effect.smallestDetectable.text; // => "n=4 pairs: only effects ≥ 2.13 SD are detectable with 80 % power"
 * ```
 */
export function pairedEffect(input: OneArm): EffectResult {
  const { measure, people, wereSelectedByScore, confidenceLevel } = check(OneArm, input);
  return changeEffect(people, {
    direction: measure.direction, confidenceLevel, expectedChange: 0, method: null,
    warnings: wereSelectedByScore ? ["selected-by-score"] : [], assumptions: ["no-change-without-the-program"],
  });
}
