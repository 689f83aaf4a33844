import { autoregressiveVariances } from "./autoregressive-spread.js";
import { clusterFactor, clusterSpreads } from "./cluster-spread.js";
import type { NoEstimate } from "./estimate.js";
import { project } from "./least-squares.js";
import { type Basis, type DependentColumn, orthonormalBasis } from "./orthonormal-basis.js";
import type { RegressionErrors } from "./regression-request.js";
import type { RegressionTable } from "./regression-sample.js";
import { influencesOf, leveragesOf, restsOnOneRow, rowSpread, type Scatter, type Spread } from "./regression-spread.js";
import { repeatedFit } from "./repeated-rows.js";
import { dotProduct } from "./vector.js";

/** A regression before it is asked for anything. */
export interface RegressionFit {
  readonly basis: Basis;
  /** What the response holds of each direction. */
  readonly amounts: Float64Array;
  readonly residualSum: number;
  /** The square of the response about its mean; about 0 where there is no intercept. */
  readonly totalSum: number;
  readonly isExact: boolean;
  /** Rows less coefficients. */
  readonly freedom: number;
  readonly rowCount: number;
  /** The highest share of a row in its own fitted value. */
  readonly highestLeverage: number;
  readonly clusterCount: number | null;
  /** Null where the errors are not of a series, or where nothing is left. */
  readonly durbinWatson: number | null;
  /** The spreads of combinations of coefficients, by their places in the basis. */
  readonly spreadsOf: (places: readonly Float64Array[]) => readonly (Spread | NoEstimate)[];
}

function durbinWatsonOf({ residuals, residualSum, isExact }: Scatter): number | null {
  if (isExact) return null;
  let sum = 0;
  for (let row = 1; row < residuals.length; row += 1) sum += ((residuals[row] as number) - (residuals[row - 1] as number)) ** 2;
  return sum / residualSum;
}

function highestOf(leverages: Float64Array): number {
  let highest = 0;
  for (let row = 0; row < leverages.length; row += 1) highest = Math.max(highest, leverages[row] as number);
  return highest;
}

function seriesSpreads(scatter: Scatter, places: readonly Float64Array[]): readonly (Spread | NoEstimate)[] {
  const { leverages, freedom, residuals } = scatter;
  const variances = autoregressiveVariances(scatter, places);
  return places.map((place, index) => {
    if (restsOnOneRow(influencesOf(scatter, place, residuals.length), leverages, dotProduct(place, place))) return { estimate: null, reason: "rests-on-one-row", n: 1, needed: 2 };
    return { variance: variances[index] as number, freedom };
  });
}

function spreadsOf(scatter: Scatter, errors: RegressionErrors, places: readonly Float64Array[]): readonly (Spread | NoEstimate)[] {
  const { clusters } = scatter;
  const { kind } = errors;
  if (clusters !== null && (kind === "cr0" || kind === "cr1" || kind === "cr2")) return clusterSpreads({ ...scatter, clusters }, kind, places);
  return kind === "autoregressive" ? seriesSpreads(scatter, places) : places.map((place) => rowSpread(scatter, errors, place));
}

/** The fit row by row, for any design and any errors; or the columns that others give already. */
export function fitByRows(table: RegressionTable, errors: RegressionErrors): RegressionFit | readonly DependentColumn[] {
  const { columns, response, roots, clusters, rowCount, hasIntercept } = table;
  const basis = orthonormalBasis(table);
  if (!("triangle" in basis)) return basis;
  const freedom = rowCount - columns.length - (hasIntercept ? 1 : 0);
  const projection = project(basis, roots === null ? response.slice() : response.map((y, row) => y * (roots[row] as number)));
  const scatter: Scatter = { ...projection, leverages: leveragesOf(basis.directions, rowCount), freedom, clusters };
  return {
    basis, amounts: scatter.amounts, residualSum: scatter.residualSum, totalSum: scatter.totalSum, isExact: scatter.isExact, freedom, rowCount, highestLeverage: highestOf(scatter.leverages), clusterCount: clusters?.count ?? null,
    durbinWatson: errors.kind === "newey-west" || errors.kind === "autoregressive" ? durbinWatsonOf(scatter) : null, spreadsOf: (places) => spreadsOf(scatter, errors, places),
  };
}

/** The fit from sums where rows repeat and the errors are CR0 or CR1, else row by row; or the columns that others give already. */
export function fitOf(table: RegressionTable, errors: RegressionErrors): RegressionFit | readonly DependentColumn[] {
  const { clusters, columns, rowCount } = table;
  if (clusters === null || (errors.kind !== "cr0" && errors.kind !== "cr1")) return fitByRows(table, errors);
  const found = repeatedFit({ ...table, clusters });
  if (found === null) return fitByRows(table, errors);
  if (!("variancesOf" in found)) return found;
  const { variancesOf, ...fit } = found;
  const freedom = rowCount - columns.length - 1;
  const factor = clusterFactor(errors.kind, { clusterCount: clusters.count, rowCount, freedom });
  return { ...fit, isExact: false, freedom, rowCount, clusterCount: clusters.count, durbinWatson: null, spreadsOf: (places) => variancesOf(places).map((variance) => ({ variance: variance * factor, freedom: clusters.count - 1 })) };
}
