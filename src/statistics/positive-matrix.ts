/** Cholesky's factor of a symmetric matrix, or null when it is not positive definite. */
export function factorOf(matrix: Float64Array, size: number): Float64Array | null {
  const lower = Float64Array.from(matrix);
  const at = (row: number, column: number): number => lower[row * size + column] as number;
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let sum = at(row, column);
      for (let inner = 0; inner < column; inner += 1) sum -= at(row, inner) * at(column, inner);
      if (row > column) lower[row * size + column] = sum / at(column, column);
      // relative to what stood there, so that a direction without information is seen through rounding
      else if (sum > 1e-11 * (matrix[row * size + row] as number)) lower[row * size + row] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}

/** A symmetric positive definite matrix of `size` rows, row by row: its inverse, or null when it is not positive definite. */
export function inverseOfPositive(matrix: Float64Array, size: number): Float64Array | null {
  const lower = factorOf(matrix, size);
  if (lower === null) return null;
  const at = (row: number, column: number): number => lower[row * size + column] as number;
  const inverse = new Float64Array(size * size);
  const solved = new Float64Array(size);
  for (let unit = 0; unit < size; unit += 1) {
    for (let row = unit; row < size; row += 1) {
      let sum = row === unit ? 1 : 0;
      for (let inner = unit; inner < row; inner += 1) sum -= at(row, inner) * (solved[inner] as number);
      solved[row] = sum / at(row, row);
    }
    for (let row = size - 1; row >= unit; row -= 1) {
      let sum = solved[row] as number;
      for (let inner = row + 1; inner < size; inner += 1) sum -= at(inner, row) * (solved[inner] as number);
      solved[row] = sum / at(row, row);
      inverse[row * size + unit] = solved[row] as number;
      inverse[unit * size + row] = solved[row] as number;
    }
  }
  return inverse;
}

/** A square matrix, row by row, times a vector. */
export function timesVector(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column += 1) sum += (matrix[row * size + column] as number) * (vector[column] as number);
    return sum;
  });
}
