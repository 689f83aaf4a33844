import type { Basis } from "./orthonormal-basis.js";
import { dotProduct, inBlocks, subtractScaled } from "./vector.js";

/** A response projected on the directions of a basis. */
export interface Projection {
  readonly basis: Basis;
  /** What the response holds of each direction. */
  readonly amounts: Float64Array;
  /** What is left of the response, rows stretched; zeros where the fit is exact. */
  readonly residuals: Float64Array;
  readonly residualSum: number;
  /** The square of the response about its mean; about 0 where there is no intercept. */
  readonly totalSum: number;
  readonly isExact: boolean;
}

/** Residuals whose square is this share of the response's, or less, are rounding. */
const EXACT_SHARE = 1e-26;

/** Where less than this share of a square is left, rounding is looked after once more. */
const DELICATE_SHARE = 1e-3;

/** `response` has its rows stretched already; it becomes the residuals. */
export function project(basis: Basis, response: Float64Array): Projection {
  const { directions, level, isDelicate } = basis;
  const amounts = new Float64Array(directions.length);
  const first = level === null ? 0 : 1;
  // all at once, since directions are at right angles; the square of what is left
  const take = (begin: number, end: number): number => {
    const found = new Float64Array(end);
    inBlocks(response.length, (rows) => { for (let at = begin; at < end; at += 1) found[at] = (found[at] as number) + dotProduct(directions[at] as Float64Array, response, rows); });
    let square = 0;
    inBlocks(response.length, (rows) => {
      for (let at = begin; at < end; at += 1) subtractScaled(response, found[at] as number, directions[at] as Float64Array, rows);
      square += dotProduct(response, response, rows);
    });
    for (let at = begin; at < end; at += 1) amounts[at] = (amounts[at] as number) + (found[at] as number);
    return square;
  };
  const whole = dotProduct(response, response);
  let totalSum = take(0, first);
  if (totalSum < DELICATE_SHARE * whole) totalSum = take(0, first);
  let residualSum = take(first, directions.length);
  if (isDelicate || residualSum < DELICATE_SHARE * totalSum) residualSum = take(0, directions.length);
  const isExact = residualSum <= EXACT_SHARE * whole;
  if (isExact) response.fill(0);
  return { basis, amounts, residuals: response, residualSum: isExact ? 0 : residualSum, totalSum: totalSum <= EXACT_SHARE * whole ? 0 : totalSum, isExact };
}

/**
 * The place of a linear combination of coefficients in a basis: its estimate is place · amounts, its variance under equal scatter σ² |place|².
 * With R the triangle and m the centers it is R⁻ᵀ (weights − m · weight of the intercept), and the intercept's weight ÷ √Σw.
 */
export function placeOf({ triangle, centers, level }: Basis, weights: Float64Array, interceptWeight: number): Float64Array {
  const size = centers.length;
  const first = level === null ? 0 : 1;
  const place = new Float64Array(size + first);
  if (level !== null) place[0] = interceptWeight / level.root;
  for (let at = 0; at < size; at += 1) {
    let rest = (weights[at] as number) - (centers[at] as number) * interceptWeight;
    for (let above = 0; above < at; above += 1) rest -= (triangle[above * size + at] as number) * (place[above + first] as number);
    place[at + first] = rest / (triangle[at * size + at] as number);
  }
  return place;
}
