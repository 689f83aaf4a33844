import { dotProduct, inBlocks, scale, subtractScaled, sumsOf } from "./vector.js";

/** What explains, column by column, one entry a row. */
export interface Design {
  readonly columns: readonly Float64Array[];
  readonly hasIntercept: boolean;
  /** Roots of the weights of the rows, none where all weigh alike. */
  readonly roots: Float64Array | null;
  readonly rowCount: number;
}

/** A column that the columns before it give already; −1 stands for the intercept. */
export interface DependentColumn {
  readonly column: number;
  readonly goesWith: readonly number[];
}

/**
 * Orthonormal directions that span the columns of a design, rows stretched by the roots of their weights:
 * column j, less its center, is Σᵢ directionᵢ · triangle[i, j]. The intercept's direction stands first where there is one and is not part of the triangle.
 */
export interface Basis {
  readonly directions: readonly Float64Array[];
  /** The intercept's direction and the square root of the sum of weights. */
  readonly level: { readonly direction: Float64Array; readonly root: number } | null;
  /** Upper triangle, row by row, one row and column for each column of the design. */
  readonly triangle: Float64Array;
  readonly centers: Float64Array;
  /** The squared lengths of the centered columns. */
  readonly squares: Float64Array;
  /** Whether digits would be lost without a second round. */
  readonly isDelicate: boolean;
}

/** A column whose length is this share of its center, or less, does not vary but for rounding. */
const NO_VARIATION = 1e-26;
/** What is left of a column's square, beyond those before it, where it counts as one of its own: its multiple correlation with them is below 1 − 5e-13. */
const OWN_SHARE = 1e-12;
/** Below this share of its square a second round mends what rounding took. */
const DELICATE_SHARE = 1e-3;
/** Earlier columns that make up less than this share of a dependent one are not named. */
const NAMED_SHARE = 1e-6;

function levelOf({ roots, rowCount, hasIntercept }: Design): Basis["level"] {
  if (!hasIntercept) return null;
  if (roots === null) return { direction: new Float64Array(rowCount).fill(1 / Math.sqrt(rowCount)), root: Math.sqrt(rowCount) };
  const root = Math.sqrt(dotProduct(roots, roots));
  return { direction: roots.map((each) => each / root), root };
}

function centerOf(column: Float64Array, roots: Float64Array | null, level: Basis["level"]): number {
  if (level === null) return 0;
  if (roots === null) return sumsOf(column).sum / column.length;
  return dotProduct(column.map((value, row) => value * (roots[row] as number)), level.direction) / level.root;
}

/** Columns less their centers, rows stretched, and the products of each with each, row by row. */
function centeredProducts({ columns, roots, rowCount }: Design, centers: Float64Array): { readonly centered: readonly Float64Array[]; readonly products: Float64Array } {
  const size = columns.length;
  const centered = columns.map(() => new Float64Array(rowCount));
  const products = new Float64Array(size * size);
  inBlocks(rowCount, (rows) => {
    centered.forEach((target, at) => {
      const [column, center] = [columns[at] as Float64Array, centers[at] as number];
      for (let row = rows.from; row < rows.to; row += 1) target[row] = (column[row] as number) - center;
      if (roots !== null) for (let row = rows.from; row < rows.to; row += 1) target[row] = (target[row] as number) * (roots[row] as number);
      for (let other = 0; other <= at; other += 1) products[other * size + at] = (products[other * size + at] as number) + dotProduct(centered[other] as Float64Array, target, rows);
    });
  });
  return { centered, products };
}

/** A design on the way to its basis: its centered products, the squares, and the triangle as far as it has come. */
interface Factoring {
  /** Of the centered columns, each with each; the upper half. */
  readonly products: Float64Array;
  readonly level: Basis["level"];
  readonly centers: Float64Array;
  readonly squares: Float64Array;
  readonly triangle: Float64Array;
  /** The columns that are factored. */
  readonly used: number[];
}

/** Which of the earlier columns, −1 for the intercept, make up a dependent one: those with a coefficient in it that counts. */
function partsOf(at: number, { triangle, centers, squares, used }: Factoring): readonly number[] {
  const size = centers.length;
  const coefficients = new Float64Array(size);
  for (const row of used.toReversed()) {
    let rest = triangle[row * size + at] as number;
    for (const column of used) if (column > row) rest -= (triangle[row * size + column] as number) * (coefficients[column] as number);
    coefficients[row] = rest / (triangle[row * size + row] as number);
  }
  const heights = [centers[at] as number, ...used.map((column) => -(coefficients[column] as number) * (centers[column] as number))];
  const left = Math.abs(heights.reduce((sum, height) => sum + height, 0));
  const named = used.filter((column) => Math.abs(coefficients[column] as number) * Math.sqrt((squares[column] as number) / (squares[at] as number)) > NAMED_SHARE);
  return left > NAMED_SHARE * heights.reduce((most, height) => Math.max(most, Math.abs(height)), 0) ? [-1, ...named] : named;
}

/** Takes one more column into the triangle: what share of its square is its own, or what it goes with. */
function factored(at: number, factoring: Factoring): number | DependentColumn {
  const { products, level, centers, squares, triangle, used } = factoring;
  const size = centers.length;
  const square = squares[at] as number;
  const whole = square + ((centers[at] as number) * (level?.root ?? 0)) ** 2;
  if (square <= NO_VARIATION * whole) return { column: at, goesWith: level === null || whole === 0 ? [] : [-1] };
  let own = square;
  for (const row of used) {
    let product = products[row * size + at] as number;
    for (const above of used) if (above < row) product -= (triangle[above * size + row] as number) * (triangle[above * size + at] as number);
    product /= triangle[row * size + row] as number;
    triangle[row * size + at] = product;
    own -= product * product;
  }
  if (own <= OWN_SHARE * square) return { column: at, goesWith: partsOf(at, factoring) };
  triangle[at * size + at] = Math.sqrt(own);
  used.push(at);
  return own / whole;
}

/**
 * The basis of a design, or the columns that others give already.
 * By Cholesky's factor of the centered products, and a round of Gram and Schmidt where that loses digits: as stable as Householder's reflections, at a quarter of the work.
 * Source: Y. Yamamoto, Y. Nakatsukasa, Y. Yanagisawa, T. Fukaya, "Roundoff error analysis of the CholeskyQR2 algorithm", Electronic Transactions on Numerical Analysis 44 (2015).
 */
export function orthonormalBasis(design: Design): Basis | readonly DependentColumn[] {
  const size = design.columns.length;
  const level = levelOf(design);
  const centers = Float64Array.from(design.columns, (column) => centerOf(column, design.roots, level));
  const { centered: columns, products } = centeredProducts(design, centers);
  const squares = Float64Array.from({ length: size }, (_, at) => products[at * size + at] as number);
  const triangle = new Float64Array(size * size);
  const factoring = { products, level, centers, squares, triangle, used: [] };
  const shares = columns.map((_, at) => factored(at, factoring));
  const dependent = shares.filter((share) => typeof share === "object");
  if (dependent.length > 0) return dependent;
  inBlocks(design.rowCount, (rows) => {
    columns.forEach((direction, at) => {
      for (let above = 0; above < at; above += 1) subtractScaled(direction, triangle[above * size + at] as number, columns[above] as Float64Array, rows);
      scale(direction, 1 / (triangle[at * size + at] as number), rows);
    });
  });
  const isDelicate = shares.some((share) => typeof share === "number" && share < DELICATE_SHARE);
  const basis: Basis = { directions: level === null ? columns : [level.direction, ...columns], level, triangle, centers, squares, isDelicate };
  if (isDelicate) secondRound(basis, columns);
  return basis;
}

/** Makes nearly orthonormal directions so to the last digit, and moves what changed into triangle and centers. */
function secondRound({ triangle, centers, level }: Basis, directions: readonly Float64Array[]): void {
  const size = directions.length;
  const change = new Float64Array(size * size);
  const shift = new Float64Array(size);
  directions.forEach((direction, at) => {
    if (level !== null) {
      shift[at] = dotProduct(level.direction, direction);
      subtractScaled(direction, shift[at], level.direction);
    }
    for (let row = 0; row < at; row += 1) {
      const product = dotProduct(directions[row] as Float64Array, direction);
      change[row * size + at] = product;
      subtractScaled(direction, product, directions[row] as Float64Array);
    }
    const length = Math.sqrt(dotProduct(direction, direction));
    change[at * size + at] = length;
    scale(direction, 1 / length);
  });
  for (let column = size - 1; column >= 0; column -= 1) {
    if (level !== null) for (let inner = 0; inner <= column; inner += 1) centers[column] = (centers[column] as number) + ((shift[inner] as number) * (triangle[inner * size + column] as number)) / level.root;
    for (let row = 0; row <= column; row += 1) {
      let sum = 0;
      for (let inner = row; inner <= column; inner += 1) sum += (change[row * size + inner] as number) * (triangle[inner * size + column] as number);
      triangle[row * size + column] = sum;
    }
  }
}
