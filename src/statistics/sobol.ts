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
export function directionsOf(dimension: number): Int32Array {
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
  const columns = Int32Array.from({ length: 32 }, (_, bit) => (1 << (31 - bit)) | (word() & ((1 << (31 - bit)) - 1)));
  const directions = directionsOf(dimension).map((direction) => {
    let scrambled = 0;
    for (let bit = 0; bit < 32; bit += 1) if (((direction >>> (31 - bit)) & 1) === 1) scrambled ^= columns[bit] as number;
    return scrambled;
  });
  return { directions, shift: word() };
}

/** The directions of a point, all together: those that the Gray code of its number names. */
function pointOf(directions: Int32Array, number: number): number {
  let point = 0;
  for (let code = number ^ (number >>> 1); code !== 0; code &= code - 1) point ^= directions[31 - Math.clz32(code & -code)] as number;
  return point;
}

/** Points that are told from one another by the last five bits of their numbers. */
const RUN = 32;

/**
 * Fills `column` with points of one dimension, from the point `first` on; any place is reached at once. At most 2^31 points.
 * Of 32 points in a row the first and the differences from it are enough, and the differences are the same for every such run.
 * Source: I. Antonov, V. Saleev, "An economic method of computing LPτ-sequences", USSR Computational Mathematics and Mathematical Physics 19 (1979), for the Gray code.
 */
export function fillSobol({ directions, shift }: ScrambledDimension, first: number, column: Float64Array): void {
  const differences = Int32Array.from({ length: RUN }, (_, number) => pointOf(directions, number));
  for (let index = 0; index < column.length;) {
    const number = first + index;
    const point = shift ^ pointOf(directions, number - (number % RUN));
    const end = Math.min(column.length, index + RUN - (number % RUN));
    // the middle of a cell of 2^−32, so that neither 0 nor 1 is ever met
    for (; index < end; index += 1) column[index] = (((point ^ (differences[(first + index) & (RUN - 1)] as number)) >>> 0) + 0.5) * 2 ** -32;
  }
}
