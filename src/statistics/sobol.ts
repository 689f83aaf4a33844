import { randomStream, type StreamPath } from "./random-stream.js";
import { sobolDirections } from "./sobol-directions.js";

/** The most dimensions that a Sobol sequence has here: one an input, two where sensitivity is asked for. */
export const SOBOL_DIMENSIONS = 128;

/** The table's dimensions from the second on, parted once. */
const rows = /* @__PURE__ */ sobolDirections.split(",");

/**
 * The 32 direction numbers of a dimension, counted from 0: m₁ … m_s are given, then
 * m_k = 2 a₁ m_(k−1) ⊕ … ⊕ 2^(s−1) a_(s−1) m_(k−s+1) ⊕ 2^s m_(k−s) ⊕ m_(k−s), with a the polynomial's inner coefficients and v_k = m_k · 2^(32−k).
 * Source: P. Bratley, B. Fox, "Algorithm 659", ACM Transactions on Mathematical Software 14 (1988).
 */
function computedDirections(dimension: number): Int32Array {
  const directions = new Int32Array(32);
  if (dimension === 0) return directions.map((_, bit) => 1 << (31 - bit));
  const [polynomial = 0, ...starts] = (rows[dimension - 1] ?? "").trim().split(" ").map(Number);
  const degree = starts.length;
  starts.forEach((start, bit) => { directions[bit] = start << (31 - bit); });
  for (let bit = degree; bit < 32; bit += 1) {
    const last = directions[bit - degree] as number;
    let direction = last ^ (last >>> degree);
    for (let back = 1; back < degree; back += 1) if (((polynomial >>> (degree - back)) & 1) === 1) direction ^= directions[bit - back] as number;
    directions[bit] = direction;
  }
  return directions;
}

const knownDirections: Int32Array[] = [];
/** The direction numbers of a dimension, worked out once. */
export const directionsOf = (dimension: number): Int32Array => (knownDirections[dimension] ??= computedDirections(dimension));

/** One dimension of a scrambled sequence: its direction numbers, and the point before all. */
export interface ScrambledDimension {
  readonly directions: Int32Array;
  readonly shift: number;
}

/**
 * A random linear scramble and a random digital shift of one dimension: each point alone is uniform, all together keep Sobol's evenness, and averages have no bias.
 * Each bit of a direction number turns over some of the bits below it, the same for all of them, drawn by chance.
 * Source: J. Matoušek, "On the L2-discrepancy for anchored boxes", Journal of Complexity 14 (1998).
 */
export function scrambledDimension(dimension: number, seed: number, path: StreamPath): ScrambledDimension {
  const { uniform } = randomStream(seed, [...path, dimension]);
  const word = (): number => Math.floor(uniform() * 2 ** 32) | 0;
  const columns = new Int32Array(32);
  for (let bit = 0; bit < 32; bit += 1) columns[bit] = (1 << (31 - bit)) | (word() & ((1 << (31 - bit)) - 1));
  const plain = directionsOf(dimension);
  const directions = new Int32Array(32);
  for (let bit = 0; bit < 32; bit += 1) {
    let scrambled = 0;
    for (let left = plain[bit] as number; left !== 0; left &= left - 1) scrambled ^= columns[Math.clz32(left & -left)] as number;
    directions[bit] = scrambled;
  }
  return { directions, shift: word() };
}

/** The directions of a point, all together: those that the Gray code of its number names. */
function pointOf(directions: Int32Array, number: number): number {
  let point = 0;
  for (let code = number ^ (number >>> 1); code !== 0; code &= code - 1) point ^= directions[31 - Math.clz32(code & -code)] as number;
  return point;
}

/**
 * Fills `column` with points of one dimension, from the point `first` on; any place is reached at once. At most 2^31 points.
 * A point and the next differ by one direction: the one that the last bit set in the next one's number names.
 * Source: I. Antonov, V. Saleev, "An economic method of computing LPτ-sequences", USSR Computational Mathematics and Mathematical Physics 19 (1979), for the Gray code.
 */
export function fillSobol({ directions, shift }: ScrambledDimension, first: number, column: Float64Array): void {
  let next = first;
  // counted from the middle, as signed numbers are turned into fractions faster
  let point = shift ^ pointOf(directions, first) ^ 0x80000000;
  for (let index = 0; index < column.length; index += 1) {
    // the middle of a cell of 2^−32, so that neither 0 nor 1 is ever met
    column[index] = (point + 2147483648.5) * 2 ** -32;
    next += 1;
    point ^= directions[31 - Math.clz32(next & -next)] as number;
  }
}
