import { inverseOfPositive, normalNodes, restingPoint, timesVector } from "../statistics/internal.js";
import type { NoSolution } from "./rasch-solution.js";
import type { AnswerPatterns } from "./two-parameter-answers.js";
import { observedInformation } from "./two-parameter-information.js";
import { curvesAt, nodeCounts, regressItems, STEEPEST, visitPatterns } from "./two-parameter-step.js";

/** Slopes and intercepts, before anything is said about them: logit P = az + c, z normal with mean 0 and standard deviation 1. */
export interface TwoParameterSolution {
  /** Slopes first, then intercepts. */
  readonly parameters: Float64Array;
  /** Variances and covariances in the same order, row by row. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly stepCount: number;
}

/** Items whose slope grows without end: some ability parts right from wrong answers as with a knife. */
export interface BoundlessSlopes {
  readonly boundless: readonly number[];
}

interface ItemCounts {
  readonly rightCounts: Float64Array;
  readonly answerCounts: Float64Array;
}

/** Where to begin: slopes of 1, intercepts from the shares right. */
function startOf({ rightCounts, answerCounts }: ItemCounts): Float64Array {
  return Float64Array.from([...rightCounts.map(() => 1), ...rightCounts.map((count, item) => 1.2 * Math.log(count / ((answerCounts[item] as number) - count)))]);
}

/**
 * Marginal maximum likelihood of the two-parameter model by the EM algorithm of Bock and Aitkin (Psychometrika 46, 1981), speeded up by extrapolation,
 * then one Newton step with the observed information.
 */
export function twoParameterMarginal(patterns: AnswerPatterns, kept: ItemCounts, { nodeCount, mostSteps }: { readonly nodeCount: number; readonly mostSteps: number }): TwoParameterSolution | BoundlessSlopes | NoSolution {
  const nodes = normalNodes(nodeCount);
  const { at, hasSettled, stepCount } = restingPoint({
    start: startOf(kept), tolerance: 1e-4, mostSteps,
    step: (from) => {
      const counts = nodeCounts({ patterns, curves: curvesAt(from, nodes), nodes });
      return { next: regressItems(from, nodes, counts), height: counts.logLikelihood };
    },
  });
  const boundless = [...at.subarray(0, patterns.itemCount).keys()].filter((item) => Math.abs(at[item] as number) >= STEEPEST);
  if (boundless.length > 0) return { boundless };
  if (!hasSettled) return "not-settled";
  const { gradient, matrix } = observedInformation(patterns, at, nodes);
  const covariance = inverseOfPositive(matrix, at.length);
  if (covariance === null) return "no-information";
  const newton = timesVector(covariance, gradient);
  const parameters = newton.every((step) => Math.abs(step) < 0.05) ? at.map((value, index) => value + (newton[index] as number)) : at;
  return { parameters, covariance, logLikelihood: visitPatterns({ patterns, curves: curvesAt(parameters, nodes), nodes }, () => undefined), stepCount };
}
