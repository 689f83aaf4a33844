import { check } from "../error/index.js";
import { type EstimateResult, type NoEstimate, studentQuantile } from "../statistics/index.js";
import { FEWEST_CLUSTERS } from "./chance-order.js";
import { HIGH_ATTRITION } from "./effect-arms.js";
import { effectOf, type EffectResult, noEffect } from "./effect-result.js";
import { isolationOfArms } from "./isolation.js";
import { notYetStartedEffect } from "./not-yet-started.js";
import { StaggeredStarts } from "./staggered-starts.js";
import { startOrderTest, type StartOrderTest } from "./start-orders.js";
import { coverageOf, wedgeCells, type WedgeCoverage } from "./wedge-cells.js";
import { type CellEffect, wedgeRegression } from "./wedge-regression.js";

/** The effect on teams that started one after another. */
export type SteppedWedgeEffect = EffectResult & {
  /** The test that rests on chance alone having dealt out the starts; null where it did not, or where there is no effect. With few teams go by it. */
  readonly startOrderTest: StartOrderTest | null;
  /** The effect in the first step after a start, those who start against those who have not begun. Where it lies far from the estimate the effect is not the same at once and later on. */
  readonly againstNotYetStarted: EstimateResult;
  /** Who was scored when. */
  readonly coverage: WedgeCoverage;
};

function estimateOf(effect: CellEffect | NoEstimate, level: number): EstimateResult {
  if (effect.estimate === null) return effect;
  const { estimate, standardError, degreesOfFreedom, n, method, warnings } = effect;
  const half = studentQuantile({ probability: (1 + level) / 2, degreesOfFreedom: Math.max(1, degreesOfFreedom) }) * standardError;
  return { estimate, confidence: { lower: estimate - half + 0, upper: estimate + half + 0, level }, n, method, warnings };
}

const tooFewClusters = (n: number): NoEstimate => ({ estimate: null, reason: "too-few-clusters", n, needed: FEWEST_CLUSTERS });

/** What is taken for granted, by how teams came to their starts. */
const ASSUMPTIONS = {
  "by-chance-in-steps": ["periods-pass-alike-for-all-teams", "effect-at-once-and-lasting", "teams-and-periods-weigh-alike"],
  "not-by-chance": ["teams-would-have-changed-alike", "effect-of-the-first-step", "teams-and-periods-weigh-alike"],
} as const;

/**
 * The effect of a program on teams that started one after another, on the mean scores of teams in periods.
 * Starts by chance: the model of the stepped wedge, score = team + period + effect · started, of which the effect is told with bias-reduced errors by team and Satterthwaite's degrees of freedom (method `stepped-wedge-by-cluster`), and beside it the randomization test over the orders in which teams could have started (`startOrderTest`), which is right however few teams there are.
 * Starts not by chance: at each start those who start against those who have not begun, from the periods since the start before to those until the next (method `not-yet-started-by-cluster`); the isolation is that of a difference in differences, and nobody who has begun serves as a comparison. The same figure stands beside every result as `againstNotYetStarted`.
 * The model takes the effect to be whole at once and to last. Where it grows, it comes out too small, or even with the wrong sign: look at `againstNotYetStarted`.
 *
 * Cannot say: `too-few-clusters`, fewer than four teams with scores; `no-comparison`, no period in which some have started and others not, as when all start at once; `too-few-observations`, `dependent-terms`, `rests-on-one-cluster`, `no-variation`.
 * Warnings: `missing-cells`, a team without scores in a period; `high-attrition`, above 0.3; those of `linearRegression`.
 * Sources: M. Hussey, J. Hughes, Contemporary Clinical Trials 28 (2007); J. Pustejovsky, E. Tipton, Journal of Business & Economic Statistics 36 (2018); R. Wang, V. De Gruttola, "The use of permutation tests for the analysis of parallel and stepped-wedge cluster-randomized trials", Statistics in Medicine 36 (2017);
 * J. Thompson et al., "Robust analysis of stepped wedge trials using cluster-level summaries within periods", Statistics in Medicine 37 (2018); C. de Chaisemartin, X. D'Haultfœuille, American Economic Review 110 (2020), for comparisons with those not yet treated.
 *
 * @throws CoachingError `staggered-starts.*`, `chance-order.*`, `effect-measure.mixed_instruments`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const clusters = [2, 2, 3, 3, 4, 4].map((startPeriod, index) => ({ clusterId: `team-${index}`, startPeriod }));
 * const noise = [0, 1, 1, 0, 2, 0, 1, 1, 0, 1, 2, 1, 1, 0, 0, 2, 0, 2, 1, 1, 2, 1, 0, 1];
 * const scores = clusters.flatMap(({ clusterId, startPeriod }, index) => [1, 2, 3, 4].map((inPeriod) => ({ clusterId, inPeriod, score: 50 + index + inPeriod + noise[4 * index + inPeriod - 1] + (inPeriod >= startPeriod ? 5 : 0) })));
 * const effect = steppedWedgeEffect({ measure, clusters, periodCount: 4, scores, assignment: "by-chance-in-steps", replicates: 10000, seed: 7, confidenceLevel: 0.95 });
 * [effect.estimate.toFixed(3), effect.startOrderTest.pValue.toFixed(3), effect.startOrderTest.orderCount]; // => ["5.300", "0.022", 90]
 * effect.isolation.grade; // => "stepped-wedge"
 * ```
 */
export function steppedWedgeEffect(input: StaggeredStarts): SteppedWedgeEffect {
  const checked = check(StaggeredStarts, input);
  const { measure, assignment, confidenceLevel } = checked;
  const cells = wedgeCells(checked);
  const coverage = coverageOf(checked, cells);
  const isByChance = assignment === "by-chance-in-steps";
  const study = { arms: [], isolation: isolationOfArms(assignment, false), assumptions: ASSUMPTIONS[assignment] };
  const warnings = [...(coverage.missingCells.length > 0 ? ["missing-cells"] : []), ...((coverage.attritionFraction ?? 0) > HIGH_ATTRITION + 1e-12 ? ["high-attrition"] : [])];
  const isTooFew = coverage.clusterCount < FEWEST_CLUSTERS;
  const notYetStarted = isTooFew ? tooFewClusters(coverage.clusterCount) : notYetStartedEffect(cells, confidenceLevel);
  const beside = { againstNotYetStarted: estimateOf(notYetStarted, confidenceLevel), coverage };
  const effect = isTooFew || !isByChance ? notYetStarted : wedgeRegression(cells, confidenceLevel);
  if (effect.estimate === null) return { ...noEffect(effect, { ...study, warnings }), startOrderTest: null, ...beside };
  return {
    ...effectOf(effect, {
      ...study, direction: measure.direction, confidenceLevel, warnings: [...warnings, ...effect.warnings], standardized: null, standardDeviation: null,
      extent: `${String(coverage.clusterCount)} teams in ${String(coverage.periodCount)} periods`,
    }),
    startOrderTest: isByChance ? startOrderTest(cells, checked) : null, ...beside,
  };
}
