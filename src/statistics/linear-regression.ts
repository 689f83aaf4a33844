import { check } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { placeOf } from "./least-squares.js";
import type { DependentColumn } from "./orthonormal-basis.js";
import { type RegressionColumns, tableOfColumns } from "./regression-columns.js";
import { type Asked, coefficientsAsked, contrastAsked, estimateMaker, predictionOf, type RegressionCoefficient, type RegressionContrast, type RegressionPrediction } from "./regression-estimate.js";
import { fitOf } from "./regression-fit.js";
import { INTERCEPT_ID, type RegressionRequest } from "./regression-request.js";
import { RegressionSample, type RegressionTable, tableOf } from "./regression-sample.js";

/** A regression. */
export interface LinearRegression {
  /** The intercept first where there is one, then the terms in their order. */
  readonly coefficients: readonly RegressionCoefficient[];
  /** The contrasts that were asked for. */
  readonly contrasts: readonly RegressionContrast[];
  /** The predictions that were asked for. */
  readonly predictions: readonly RegressionPrediction[];
  /** The share of the response's squares that the terms explain, about the mean where there is an intercept, else about 0; null where the response does not vary. */
  readonly rSquared: number | null;
  /** √(Σ weight · residual² ÷ (n − k)). */
  readonly residualStandardDeviation: number;
  /** n − k: rows less coefficients. */
  readonly residualFreedom: number;
  /** Σ (eₜ − eₜ₋₁)² ÷ Σ eₜ² of the residuals in their order, where the errors are `newey-west` or `autoregressive`: about 2 where neighbors do not go together, near 0 where they do; else null. */
  readonly durbinWatson: number | null;
  /** How many clusters there are, where the errors go by cluster; else null. */
  readonly clusterCount: number | null;
  /** How many rows. */
  readonly n: number;
  /** How standard errors were made: `least-squares-cr2`. */
  readonly method: string;
  /** All warnings of the coefficients. */
  readonly warnings: readonly string[];
}

/** A term that other terms give already. */
export interface DependentTerm {
  /** The term. */
  readonly termId: Id;
  /** The terms before it, and `(intercept)`, of which it is a combination; none where it is 0 throughout. */
  readonly goesWith: readonly Id[];
}
/** No regression, and why. */
export type NoRegression =
  | { readonly coefficients: null; readonly reason: "too-few-observations" | "too-few-clusters"; readonly n: number; readonly needed: number }
  | { readonly coefficients: null; readonly reason: "dependent-terms"; readonly dependentTerms: readonly DependentTerm[] };

const dependence = (termIds: readonly Id[], { column, goesWith }: DependentColumn): DependentTerm => ({ termId: termIds[column] as Id, goesWith: goesWith.map((at) => (at < 0 ? INTERCEPT_ID : (termIds[at] as Id))) });

/** The regression of a checked table. */
function regressionOf(table: RegressionTable, request: RegressionRequest): LinearRegression | NoRegression {
  const { clusters, rowCount: n } = table;
  const { termIds, hasIntercept, errors, contrasts = [], predictAt = [] } = request;
  const needed = termIds.length + (hasIntercept ? 2 : 1);
  if (n < needed) return { coefficients: null, reason: "too-few-observations", n, needed };
  if (clusters !== null && clusters.count < 2) return { coefficients: null, reason: "too-few-clusters", n: clusters.count, needed: 2 };
  const fit = fitOf(table, errors);
  if (!("basis" in fit)) return { coefficients: null, reason: "dependent-terms", dependentTerms: fit.map((one) => dependence(termIds, one)) };
  const { basis, freedom } = fit;
  const coefficients = coefficientsAsked(basis, termIds);
  const asked: readonly Asked[] = [...coefficients, ...contrasts.map((contrast) => contrastAsked(basis, termIds, contrast)), ...predictAt.map((x) => ({ place: placeOf(basis, Float64Array.from(x), hasIntercept ? 1 : 0), warnings: [] }))];
  const make = estimateMaker(fit, request);
  const estimates = fit.spreadsOf(asked.map(({ place }) => place)).map((spread, index) => make(asked[index] as Asked, spread));
  const [ofContrasts, ofPlaces] = [estimates.slice(coefficients.length), estimates.slice(coefficients.length + contrasts.length)];
  const residualSquare = fit.residualSum / freedom;
  return {
    coefficients: coefficients.map(({ termId }, index) => ({ termId, ...(estimates[index] as (typeof estimates)[number]) })),
    contrasts: contrasts.map(({ contrastId }, index) => ({ contrastId, ...(ofContrasts[index] as (typeof estimates)[number]) })),
    predictions: ofPlaces.map((mean) => predictionOf(mean, residualSquare)),
    rSquared: fit.totalSum === 0 ? null : Math.max(0, 1 - fit.residualSum / fit.totalSum),
    residualStandardDeviation: Math.sqrt(residualSquare), residualFreedom: freedom,
    durbinWatson: fit.durbinWatson,
    clusterCount: clusters?.count ?? null, n, method: `least-squares-${errors.kind}`,
    warnings: [...new Set(estimates.flatMap((one) => (one.estimate === null ? [] : one.warnings)))],
  };
}

/**
 * The linear regression of least squares, ordinary or weighted: coefficients with standard errors, Student's tests and intervals, by errors that fit how the rows were had.
 * Right where the mean response is a linear combination of the terms; products and squares are terms of their own. A coefficient says what goes along with its term, not what the term brings about.
 *
 * Weights are inverse variances but for a factor: rows are stretched by their roots, and all errors are those of the stretched rows.
 * HC as White (1980) and MacKinnon and White (1985) number them, with n − k degrees of freedom. CR1 times G ÷ (G − 1) · (n − 1) ÷ (n − k), with G − 1; CR2 with Satterthwaite's, for few or uneven clusters. Newey and West's with Bartlett's weights, rows equally far apart, n − k; autoregressive, likewise, the variance averaged over the shares that may be carried over (Zellner and Tiao 1964).
 *
 * No regression is data: `too-few-observations`, `too-few-clusters`, `dependent-terms` with what each goes with (a multiple correlation within 5e-13 of 1).
 * A coefficient that only one row, or only one cluster, tells has no robust error: `rests-on-one-row`, `rests-on-one-cluster`; as when one team alone was treated.
 * Warnings: `exact-fit`; `high-leverage`, a row makes up more than half of its own fitted value; `near-collinear`, the standard error is over ten times what it were alone; `few-rows`, HC0 or HC1 of fewer than 250; `few-clusters`, CR0 or CR1 of fewer than 50;
 * `few-degrees-of-freedom`, fewer than 4; `no-variation`, the clusters' or neighbors' residuals cancel.
 * Sources: W. Greene, "Econometric Analysis" (2018); R. Bell, D. McCaffrey (2002) and J. Pustejovsky, E. Tipton (2018) for CR2; W. Newey, K. West, Econometrica 55 (1987).
 * The bounds of warnings are heuristics: P. Huber, "Robust Statistics" (1981); J. Long, L. Ervin, The American Statistician 54 (2000); A. Cameron, D. Miller, Journal of Human Resources 50 (2015); E. Tipton, Psychological Methods 20 (2015).
 *
 * @throws CoachingError `input.*`, `regression-request.*`, `regression-sample.*`
 * @example
 * ```ts
 * const rows = [{ x: [1], y: 2 }, { x: [2], y: 3 }, { x: [3], y: 7 }];
 * const { coefficients } = linearRegression({ termIds: ["week"], hasIntercept: true, rows, errors: { kind: "classical" }, confidenceLevel: 0.95 });
 * coefficients[1].estimate.toFixed(6); // => "2.500000"
 * ```
 */
export function linearRegression(sample: RegressionSample): LinearRegression | NoRegression {
  const checked = check(RegressionSample, sample);
  return regressionOf(tableOf(checked), checked);
}

/**
 * The same of rows in typed arrays, for hundreds of thousands of rows. Nothing given is written to; what it answers is what `linearRegression` does.
 *
 * @throws CoachingError `input.*`, `regression-request.*`, `regression-columns.*`
 * @example
 * ```ts
 * const table = { columns: [Float64Array.of(1, 2, 3)], response: Float64Array.of(2, 3, 7) };
 * const { coefficients } = linearRegressionColumns({ ...table, termIds: ["week"], hasIntercept: true, errors: { kind: "classical" }, confidenceLevel: 0.95 });
 * coefficients[1].estimate.toFixed(6); // => "2.500000"
 * ```
 */
export function linearRegressionColumns(columns: RegressionColumns): LinearRegression | NoRegression {
  const { table, request } = tableOfColumns(columns);
  return regressionOf(table, request);
}
