import { shareCountOf } from "./regression-request.js";
import { influencesOf, type Scatter } from "./regression-spread.js";
import { dotProduct } from "./vector.js";

/** A share this much less probable than the most probable one, by the logarithm, does not count. */
const IMPROBABLE = 25;
/** Below this part of a column's square a pivot is rounding. */
const ROUNDING = 1e-12;

/** A share that each row's error may carry over from the row before, how probable it is, and the variance of what is new in each row. */
interface CarriedShare {
  readonly share: number;
  readonly probability: number;
  readonly variance: number;
}

/** Products of columns with each other: of the same rows, of neighbors both ways, and of the two ends. */
interface SeriesProducts {
  readonly same: Float64Array;
  readonly neighbors: Float64Array;
  readonly ends: Float64Array;
}

function productsOf(columns: readonly Float64Array[]): SeriesProducts {
  const size = columns.length;
  const products: SeriesProducts = { same: new Float64Array(size * size), neighbors: new Float64Array(size * size), ends: new Float64Array(size * size) };
  columns.forEach((left, row) => {
    columns.slice(0, row + 1).forEach((right, column) => {
      const [at, last] = [row * size + column, left.length - 1];
      products.same[at] = dotProduct(left, right);
      products.neighbors[at] = dotProduct(left.subarray(1), right.subarray(0, last)) + dotProduct(left.subarray(0, last), right.subarray(1));
      products.ends[at] = (left[0] as number) * (right[0] as number) + (left[last] as number) * (right[last] as number);
    });
  });
  return products;
}

/**
 * The logarithm of the determinant of the directions' products, freed of what is carried over, and what is left of the residuals' square; null where it is rounding.
 * With ρ the share, x'Ky = (1 + ρ²) Σ xₜyₜ − ρ Σ (xₜyₜ₋₁ + xₜ₋₁yₜ) − ρ² (x₁y₁ + xₙyₙ). The residuals stand last, so that the last pivot of Cholesky's factor is what is left of them.
 */
function freedOf(share: number, { same, neighbors, ends }: SeriesProducts, size: number): { readonly determinant: number; readonly rest: number } | null {
  const lower = same.map((product, at) => (1 + share * share) * product - share * (neighbors[at] as number) - share * share * (ends[at] as number));
  let determinant = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = lower[row * size + column] as number;
      for (let at = 0; at < column; at += 1) rest -= (lower[row * size + at] as number) * (lower[column * size + at] as number);
      if (row > column) lower[row * size + column] = rest / (lower[column * size + column] as number);
      else if (rest <= ROUNDING * (same[row * size + row] as number)) return null;
      else if (row === size - 1) return { determinant, rest };
      else {
        determinant += Math.log(rest);
        lower[row * size + row] = Math.sqrt(rest);
      }
    }
  }
  return null;
}

/**
 * Every share that counts, in equal steps of its arcsine: so laid out they are equally probable before the series is seen, and the series tells each about as surely.
 * From −(1 − 1 ÷ 4n) to 1 − 1 ÷ 4n (heuristic): beyond it n rows do not tell the share from 1, where the variance of a level has no bound.
 */
function carriedShares({ basis: { directions }, residuals, residualSum, freedom }: Scatter): readonly CarriedShare[] {
  const size = directions.length + 1;
  const count = shareCountOf(residuals.length);
  const widest = 2 * Math.asin(1 - 1 / (4 * residuals.length));
  const unit = residuals.map((residual) => residual / Math.sqrt(residualSum));
  const products = productsOf([...directions, unit]);
  const found = Array.from({ length: count }, (_, at) => {
    const share = Math.sin(((at + 0.5) / count - 0.5) * widest);
    const freed = freedOf(share, products, size);
    return { share, freed, height: freed === null ? -Infinity : (Math.log(1 - share * share) - freed.determinant - freedom * Math.log(freed.rest)) / 2 };
  });
  const highest = Math.max(...found.map(({ height }) => height));
  const known = found.flatMap(({ share, freed, height }) => (freed === null || height < highest - IMPROBABLE ? [] : [{ share, weight: Math.exp(height - highest), variance: (freed.rest * residualSum) / freedom }]));
  const whole = known.reduce((sum, { weight }) => sum + weight, 0);
  return known.map(({ share, weight, variance }) => ({ share, probability: weight / whole, variance }));
}

/** Σ Σ aᵢ aⱼ ρ^|i − j| ÷ (1 − ρ²): the variance of a sum of such errors where what is new in each has variance 1. */
function varianceOfSum(influences: Float64Array, share: number): number {
  let [sum, carried] = [0, 0];
  for (let row = 0; row < influences.length; row += 1) {
    const influence = influences[row] as number;
    sum += influence * (influence + 2 * carried);
    carried = share * (carried + influence);
  }
  return Math.max(0, sum) / (1 - share * share);
}

/**
 * Variances of combinations of coefficients where each row's error carries over a share of that of the row before: least squares' variance at each share, averaged over the shares by how probable the series makes them.
 * That the share is not known is so in the variance: put in as if known, the estimated share is too small in a short series, and so is the error.
 * Sources: A. Zellner, G. Tiao, "Bayesian analysis of the regression model with autocorrelated errors", Journal of the American Statistical Association 59 (1964);
 * J. Berger, R.-Y. Yang, "Noninformative priors and Bayesian testing for the AR(1) model", Econometric Theory 10 (1994), for the shares beforehand, (1 − ρ²)^−½.
 */
export function autoregressiveVariances(scatter: Scatter, places: readonly Float64Array[]): readonly number[] {
  if (scatter.isExact) return places.map(() => 0);
  const shares = carriedShares(scatter);
  return places.map((place) => {
    const influences = influencesOf(scatter, place, scatter.residuals.length);
    return shares.reduce((sum, { share, probability, variance }) => sum + probability * variance * varianceOfSum(influences, share), 0);
  });
}
