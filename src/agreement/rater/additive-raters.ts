import type { AdditiveFacets } from "../../psychometrics/index.js";
import { addResiduals, fitOf, misfitsOf, noFit } from "../../psychometrics/internal.js";
import { additiveWarnings, type ComparedRaters, type ComparisonRequest } from "./compared-raters.js";
import type { LevelTable } from "./level-table.js";
import { type LookClustering, reachOf, residualsOf } from "./look-clustering.js";

/**
 * Residuals by rater against v = s² · df ÷ N, what the model leaves to a rating on average: s² the residual variance, N ratings. Their fourth moment v² (1 + 2N ÷ df) is that of normal ones, so that n of them count as n · df ÷ N degrees of freedom.
 * Residuals are equally uncertain here, so that infit and outfit are the same.
 */
function fitsOf(table: LevelTable, result: AdditiveFacets): ReturnType<typeof noFit> {
  const { raters, raterIds } = table;
  const { residualStandardDeviation, degreesOfFreedom, n } = result;
  const [squares, counts] = [new Float64Array(raterIds.length), new Float64Array(raterIds.length)];
  residualsOf(table, result).forEach((residual, index) => {
    const rater = raters[index] as number;
    squares[rater] = (squares[rater] as number) + residual * residual;
    counts[rater] = (counts[rater] as number) + 1;
  });
  const sums = noFit(raterIds.length);
  const variance = (residualStandardDeviation ** 2 * degreesOfFreedom) / n;
  if (variance === 0) return sums;
  for (let rater = 0; rater < raterIds.length; rater += 1) addResiduals(sums, rater, { squares: squares[rater] as number, variance, fourth: variance ** 2 * (1 + (2 * n) / degreesOfFreedom), count: counts[rater] as number });
  return sums;
}

/** Raters by the additive model: rank = subject − criterion − rater. Errors are those of looks, not of single ratings. */
export function additiveRaters(table: LevelTable, result: AdditiveFacets, { fitRange, confidenceLevel, looks: { widening, freedom } }: ComparisonRequest & { readonly looks: LookClustering }): ComparedRaters {
  const degreesOfFreedom = freedom ?? result.degreesOfFreedom;
  const reach = widening * reachOf(confidenceLevel, degreesOfFreedom);
  const fits = fitsOf(table, result);
  return {
    raters: result.raters.map(({ estimate, standardError, n }, rater) => {
      const fit = fitOf(fits, rater);
      return { logits: null, levels: { estimate, standardError: widening * standardError, confidence: { lower: estimate - reach * standardError, upper: estimate + reach * standardError, level: confidenceLevel }, n, method: result.method, warnings: [] }, fit, misfits: misfitsOf(fit, fitRange) };
    }),
    subjects: result.persons.map(({ adjustedScore, n }) => ({ adjusted: adjustedScore, n })),
    corrections: Float64Array.from(table.raters, (rater) => result.raters[rater]?.estimate ?? NaN),
    freedom: degreesOfFreedom, staysOnScale: false, warnings: additiveWarnings(result),
  };
}
