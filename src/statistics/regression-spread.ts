import type { NoEstimate } from "./estimate.js";
import type { Projection } from "./least-squares.js";
import type { RegressionErrors } from "./regression-request.js";
import { dotProduct, subtractScaled } from "./vector.js";

/** The variance of a linear combination of coefficients, and with how many degrees of freedom it is known. */
export interface Spread {
  readonly variance: number;
  readonly freedom: number;
}

/** What the variances of a regression are made of. */
export interface Scatter extends Projection {
  /** Each row's share in its own fitted value. */
  readonly leverages: Float64Array;
  /** Rows less coefficients. */
  readonly freedom: number;
  /** The cluster of each row, counted from 0, none left out; none where rows are independent. */
  readonly clusters: { readonly places: Uint32Array; readonly count: number } | null;
}

/** A row or cluster with a leverage nearer to 1 than this has its own fitted value. */
export const FULL_LEVERAGE = 1 - 1e-10;
/** Where a place has this share of its square, or less, in a direction, it has nothing there but rounding. */
export const NO_PART = 1e-16;

/** The leverage of each row: its squares in all directions. */
export function leveragesOf(directions: readonly Float64Array[], rowCount: number): Float64Array {
  const leverages = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) {
    let sum = 0;
    for (let at = 0; at < directions.length; at += 1) sum += ((directions[at] as Float64Array)[row] as number) ** 2;
    leverages[row] = sum;
  }
  return leverages;
}

/** How much each row's residual would move a combination of coefficients. */
export function influencesOf({ basis: { directions } }: Projection, place: Float64Array, rowCount: number): Float64Array {
  const influences = new Float64Array(rowCount);
  directions.forEach((direction, at) => { subtractScaled(influences, -(place[at] as number), direction); });
  return influences;
}

/** A row that has its own fitted value has no residual to tell its scatter by; what hangs on it has no robust error. */
export function restsOnOneRow(influences: Float64Array, leverages: Float64Array, square: number): boolean {
  for (let row = 0; row < leverages.length; row += 1) if ((leverages[row] as number) > FULL_LEVERAGE && (influences[row] as number) ** 2 > NO_PART * square) return true;
  return false;
}

/** By what a squared residual is multiplied, for a row of this leverage. */
function correctionOf(kind: RegressionErrors["kind"], { rowCount, freedom }: { readonly rowCount: number; readonly freedom: number }): (leverage: number) => number {
  switch (kind) {
    case "hc1": return () => rowCount / freedom;
    case "hc2": return (leverage) => 1 / (1 - leverage);
    case "hc3": return (leverage) => 1 / (1 - leverage) ** 2;
    default: return () => 1;
  }
}

/** Σ u² + 2 Σ (1 − l ÷ (L + 1)) Σ uₜ uₜ₋ₗ: Bartlett's weights. */
function seriesVariance(pulls: Float64Array, lagCount: number): number {
  let sum = dotProduct(pulls, pulls);
  for (let lag = 1; lag <= lagCount; lag += 1) sum += 2 * (1 - lag / (lagCount + 1)) * dotProduct(pulls.subarray(lag), pulls.subarray(0, pulls.length - lag));
  return Math.max(0, sum);
}

/** The spread of one combination of coefficients by errors of rows that are not in clusters. */
export function rowSpread(scatter: Scatter, errors: RegressionErrors, place: Float64Array): Spread | NoEstimate {
  const { residuals, residualSum, leverages, freedom } = scatter;
  const square = dotProduct(place, place);
  if (errors.kind === "classical") return { variance: (residualSum / freedom) * square, freedom };
  const rowCount = residuals.length;
  const influences = influencesOf(scatter, place, rowCount);
  if (restsOnOneRow(influences, leverages, square)) return { estimate: null, reason: "rests-on-one-row", n: 1, needed: 2 };
  if (errors.kind === "newey-west") {
    const pulls = influences.map((influence, row) => influence * (residuals[row] as number));
    return { variance: seriesVariance(pulls, errors.lagCount) * (errors.isAdjusted ? rowCount / freedom : 1), freedom };
  }
  const correction = correctionOf(errors.kind, { rowCount, freedom });
  let variance = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const leverage = leverages[row] as number;
    if (leverage <= FULL_LEVERAGE) variance += ((influences[row] as number) * (residuals[row] as number)) ** 2 * correction(leverage);
  }
  return { variance, freedom };
}
