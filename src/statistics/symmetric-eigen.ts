/** Eigenvalues of a symmetric matrix, and their vectors: vector k has the entries `vectors[row * size + k]`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** The tangent of the angle that turns the entry between two axes to zero. */
const turnOf = (difference: number, between: number): number => {
  const slope = difference / (2 * between);
  return Math.sign(slope || 1) / (Math.abs(slope) + Math.sqrt(1 + slope * slope));
};

/** Turns two columns of `matrix` into each other by the angle whose tangent is `tangent`; with `step` 1 and `stride` = size, two rows. */
function turn(matrix: Float64Array, pair: { readonly p: number; readonly q: number; readonly size: number }, { tangent, isRows }: { readonly tangent: number; readonly isRows: boolean }): void {
  const { p, q, size } = pair;
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let each = 0; each < size; each += 1) {
    const [at, to] = isRows ? [p * size + each, q * size + each] : [each * size + p, each * size + q];
    const [left, right] = [matrix[at] as number, matrix[to] as number];
    matrix[at] = cosine * left - sine * right;
    matrix[to] = sine * left + cosine * right;
  }
}

/**
 * Eigenvalues and vectors of a symmetric matrix of `size` rows, row by row, by Jacobi's turns: small eigenvalues and near-equal ones keep their digits.
 * Source: G. Golub, C. Van Loan, "Matrix Computations" (2013), section 8.5.
 */
export function eigenOf(matrix: Float64Array, size: number): Eigen {
  const turned = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let axis = 0; axis < size; axis += 1) vectors[axis * size + axis] = 1;
  let trace = 0;
  for (let axis = 0; axis < size; axis += 1) trace += Math.abs(turned[axis * size + axis] as number);
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let isSettled = true;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const between = turned[p * size + q] as number;
        if (Math.abs(between) <= 1e-17 * trace) continue;
        isSettled = false;
        const tangent = turnOf((turned[q * size + q] as number) - (turned[p * size + p] as number), between);
        turn(turned, { p, q, size }, { tangent, isRows: false });
        turn(turned, { p, q, size }, { tangent, isRows: true });
        turn(vectors, { p, q, size }, { tangent, isRows: false });
        // what the turn leaves here is rounding; were it kept, axes with one eigenvalue would be turned for ever
        turned[p * size + q] = 0;
        turned[q * size + p] = 0;
      }
    }
    if (isSettled) return { values: Float64Array.from({ length: size }, (_, axis) => turned[axis * size + axis] as number), vectors };
  }
  throw new Error("the eigenvalues did not settle");
}
