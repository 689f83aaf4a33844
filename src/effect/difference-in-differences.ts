import { check } from "../error/index.js";
import { type EstimateResult, meanDifference, type NoEstimate, standardizedDifference, tooFewObservations, variance } from "../statistics/index.js";
import { armReports, armWarnings, baselineWarnings, extentOf, splitBy } from "./effect-arms.js";
import { type ScoredPerson, scoredPeople } from "./effect-people.js";
import { effectOf, type EffectResult, noEffect, type Weighed } from "./effect-result.js";
import { isolationOfArms } from "./isolation.js";
import { TwoArms } from "./two-arms.js";
import { weighedCoefficient } from "./weighed-coefficient.js";

/** An effect against a comparison, with the trends before the start. */
export type DifferenceInDifferences = EffectResult & {
  /** The same difference one period earlier, baseline less earlier baseline, of those analyzed who have both: it should be near 0. Null where nobody has an earlier baseline. */
  readonly preTrend: EstimateResult | null;
};

interface Difference extends Weighed {
  readonly confidence: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly warnings: readonly string[];
  readonly clusterCount: number | null;
}

/** Mean of the treated less mean of the comparison: Welch's where people stand alone, by cluster where they do not. */
function differenceOf(people: readonly ScoredPerson[], valueOf: (person: ScoredPerson) => number, confidenceLevel: number): Difference | NoEstimate {
  const [values, reference] = splitBy(people, valueOf);
  const alone = meanDifference({ values, reference, variances: "unequal", confidenceLevel });
  if (alone.estimate === null || people.every(({ clusterId }) => clusterId === null)) return alone.estimate === null ? alone : { ...alone, method: "difference-in-differences-welch", clusterCount: null };
  return weighedCoefficient({ people, termIds: ["treated"], termsOf: ({ isTreated }) => [isTreated ? 1 : 0], responseOf: valueOf, asked: "treated", method: "difference-in-differences", confidenceLevel });
}

function preTrendOf(people: readonly ScoredPerson[], confidenceLevel: number): EstimateResult | null {
  const known = people.filter(({ earlierBaseline }) => earlierBaseline !== null);
  if (known.length === 0) return null;
  const trend = differenceOf(known, ({ baseline, earlierBaseline }) => baseline - (earlierBaseline ?? baseline), confidenceLevel);
  if (trend.estimate === null) return trend;
  const { estimate, confidence, n, method, warnings } = trend;
  return { estimate, confidence, n, method, warnings };
}

function trendWarnings(preTrend: EstimateResult | null, assignment: TwoArms["assignment"]): readonly string[] {
  if (preTrend === null || preTrend.estimate === null) return assignment === "not-by-chance" ? ["pre-trends-not-compared"] : [];
  return preTrend.confidence.lower > 0 || preTrend.confidence.upper < 0 ? ["pre-trends-differ"] : [];
}

/**
 * The effect of a program against a comparison: how much more the treated changed than the comparison, (T₁ − T₀) − (C₁ − C₀), on those with both scores.
 * Method `difference-in-differences-welch`, with Welch's standard error √(s²/n + s²/n) of changes; `difference-in-differences-by-cluster` where people have a `clusterId`: bias-reduced errors by cluster with Satterthwaite's degrees of freedom (CR2).
 * It takes for granted that without the program both arms would have changed alike. Give `earlierBaseline` to have the trends before the start compared; that they look alike proves nothing in a small sample.
 * One period after the start for all: where teams begin at different times `steppedWedgeEffect` compares each start with those who have not begun.
 *
 * Cannot say: `too-few-observations` (an arm with fewer than two who have both scores, as when all have left), `no-variation`, `too-few-clusters`, `rests-on-one-cluster`.
 * Warnings: `attrition-differs`, by more than 0.1 between the arms; `high-attrition`, above 0.3; `small-sample`, an arm below 10; `baselines-differ`, by more than 0.25 standard deviations; `pre-trends-not-compared`; `pre-trends-differ`; those of `linearRegression`. Their bounds are heuristics.
 * Sources: B. Welch, Biometrika 34 (1947); J. Angrist, J.-S. Pischke, "Mostly Harmless Econometrics" (2009), chapter 5; J. Pustejovsky, E. Tipton, Journal of Business & Economic Statistics 36 (2018) for clusters; What Works Clearinghouse, "Standards Handbook" (2017) for baselines.
 *
 * @throws CoachingError `effect-people.*`, `effect-measure.mixed_instruments`, `two-arms.missing_arm`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const person = (personId, arm, baseline, post) => ({ personId, arm, baseline, post });
 * const people = [person("a", "treated", 3, 6), person("b", "treated", 4, 8), person("c", "treated", 2, 7), person("d", "comparison", 3, 4), person("e", "comparison", 4, 4)];
 * const effect = differenceInDifferences({ measure, people, assignment: "not-by-chance", confidenceLevel: 0.95 });
 * effect.estimate; // => 3.5
 * effect.isolation; // => { grade: "difference-in-differences", reason: "pre-trends-not-compared" }
 * ```
 */
export function differenceInDifferences(input: TwoArms): DifferenceInDifferences {
  const { measure, people, assignment, confidenceLevel } = check(TwoArms, input);
  const scored = scoredPeople(people);
  const arms = armReports(people, ["treated", "comparison"]);
  const preTrend = preTrendOf(scored, confidenceLevel);
  const isolation = isolationOfArms(assignment, preTrend !== null && preTrend.estimate !== null);
  const study = { arms, isolation, assumptions: ["arms-would-have-changed-alike", "nobody-moved-between-arms"] };
  const warnings = [...armWarnings(arms), ...baselineWarnings(scored, confidenceLevel), ...trendWarnings(preTrend, assignment)];
  const counts = arms.map(({ analyzedCount }) => analyzedCount);
  const fewest = Math.min(...counts);
  const difference = fewest < 2 ? tooFewObservations(fewest, 2) : differenceOf(scored, ({ change }) => change, confidenceLevel);
  if (difference.estimate === null) return { ...noEffect(difference, { ...study, warnings }), preTrend };
  const { clusterCount } = difference;
  const [values, reference] = splitBy(scored, ({ change }) => change);
  const standardized = clusterCount === null ? standardizedDifference({ values, reference, standardizer: "average-variance", confidenceLevel }) : null;
  return {
    ...effectOf(difference, {
      ...study, direction: measure.direction, confidenceLevel, warnings: [...warnings, ...difference.warnings], standardized: standardized?.estimate === null ? null : standardized,
      standardDeviation: Math.sqrt((variance(values) + variance(reference)) / 2), extent: extentOf(counts, clusterCount),
    }),
    preTrend,
  };
}
