import { detectableEffect, steppedWedgeDetectableEffect, steppedWedgePower, tTestPower } from "../statistics/index.js";
import type { DrawAim, DrawPower } from "./chance-order.js";
import type { ClusterStart } from "./staggered-starts.js";
import { residualsOf, startedCells } from "./wedge-cells.js";
import { wedgeRegression } from "./wedge-regression.js";

/** What a stepped wedge can show, by two reckonings. */
export interface WedgePower extends DrawPower {
  /** The same of the very test that `steppedWedgeEffect` makes, which has to learn the variances from so few teams: Student's t with the Satterthwaite degrees of freedom of this design, teams as fixed effects. Plan by it. */
  readonly ofAnalysis: DrawPower;
}
/** The design of a stepped wedge. */
interface WedgeDesign {
  readonly clusters: readonly ClusterStart[];
  readonly clustersPerStep: readonly number[];
  readonly baselinePeriods: number;
  readonly periodsPerStep: number;
  readonly cellSize: number;
}

const NONE: DrawPower = { smallestDetectable: null, effectPowerFraction: null };
/** What a wedge that is no trial can show. */
export const NO_WEDGE_POWER: WedgePower = { ...NONE, ofAnalysis: NONE };

/** Standard error √((1 − ICC) ÷ cell size ÷ Σ x²), x what team and period leave of having started. */
function powerOfAnalysis({ clusters, clustersPerStep, baselinePeriods, periodsPerStep, cellSize }: WedgeDesign, { powerFraction: power, alpha, sides, effectSize, intraclassCorrelation = 0 }: DrawAim): DrawPower {
  const periodCount = baselinePeriods + clustersPerStep.length * periodsPerStep;
  // degrees of freedom go by the design alone: any scores that scatter will do
  const cells = { clusters, periodCount, means: clusters.map((_, place) => Array.from({ length: periodCount }, (_unused, at) => Math.sin(1 + 3 * place * periodCount + 7 * at))) };
  const fitted = wedgeRegression(cells, 0.95);
  if (fitted.estimate === null) return NONE;
  const reach = residualsOf(startedCells(cells), periodCount).reduce((sum, row) => row.reduce((own, value) => own + value * value, sum), 0);
  const standardError = Math.sqrt((1 - intraclassCorrelation) / cellSize / reach);
  const n = Math.max(2, fitted.degreesOfFreedom + 1);
  const test = { design: "one-sample", n, alpha, sides } as const;
  return {
    smallestDetectable: detectableEffect({ ...test, power }) * Math.sqrt(n) * standardError,
    effectPowerFraction: effectSize === undefined ? null : tTestPower({ ...test, effectSize: Math.min(10, effectSize / standardError / Math.sqrt(n)) }),
  };
}

/** What a stepped wedge can show. */
export function wedgePower(design: WedgeDesign, aim: DrawAim): WedgePower {
  const { clustersPerStep, baselinePeriods, periodsPerStep, cellSize } = design;
  const { alpha, sides, powerFraction: power, effectSize, intraclassCorrelation = 0 } = aim;
  const known = { clustersPerStep, baselinePeriods, periodsPerStep, cellSize, intraclassCorrelation, alpha, sides };
  return { smallestDetectable: steppedWedgeDetectableEffect({ ...known, power }), effectPowerFraction: effectSize === undefined ? null : steppedWedgePower({ ...known, effectSize }), ofAnalysis: powerOfAnalysis(design, aim) };
}
