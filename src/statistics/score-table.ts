import { upperNormalScore } from "./normal.js";

/** Each halving of the tail is parted into 16 cells. */
const CELL_BITS = 4;
const CELLS = 2 ** CELL_BITS;
const HALVINGS = 32;
/** A cell's polynomial has 8 coefficients. */
const TERM_BITS = 3;
const TERMS = 2 ** TERM_BITS;
/** Where a cell is looked at, from −1 to 1: the zeros of Chebyshev's polynomial of degree 8, which keep the error even. */
const nodes = [-0.9807852804032304, -0.8314696123025452, -0.5555702330196022, -0.19509032201612828, 0.19509032201612828, 0.5555702330196022, 0.8314696123025452, 0.9807852804032304];

/** The polynomial through values at the nodes, from the constant on: Newton's divided differences, multiplied out. */
function throughNodes(values: readonly number[]): readonly number[] {
  const differences = [...values];
  for (let order = 1; order < TERMS; order += 1) {
    for (let at = TERMS - 1; at >= order; at -= 1) differences[at] = ((differences[at] as number) - (differences[at - 1] as number)) / ((nodes[at] as number) - (nodes[at - order] as number));
  }
  const none = values.map(() => 0);
  return differences.reduceRight<readonly number[]>((sum, difference, at) => sum.map((coefficient, power) => (power === 0 ? difference : (sum[power - 1] as number)) - (nodes[at] as number) * coefficient), none);
}

/** Fills in the polynomials of all cells, one after the other. */
function fillTable(table: Float64Array): void {
  let largest = 1;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    largest /= 2;
    for (let cell = 0; cell < CELLS; cell += 1) {
      const tails = nodes.map((node) => largest * (0.5 + (cell + (node + 1) / 2) / (2 * CELLS)));
      table.set(throughNodes(tails.map(upperNormalScore)), (halving * CELLS + cell) * TERMS);
    }
  }
}

/**
 * Normal scores of drawn numbers, in place: of (n + ½) / 2³² with a whole n, and of no other number. Within 1e-14 of `normalScore`, at a quarter of its time.
 * A drawn number has 32 bits, so that its cell and its place there are read from them, without a logarithm, a root, a division or a branch.
 */
export const scoresOfDraws = /* @__PURE__ */ (() => {
  // known to the compiler by place and size only as a constant of a function, which a module's bundled constants are not
  const c = new Float64Array(HALVINGS * CELLS * TERMS);
  return (column: Float64Array): void => {
    if (c[0] === 0) fillTable(c);
    for (let index = 0; index < column.length; index += 1) {
      // counted from the middle on: negative below it
      const word = ((column[index] as number) * 2 ** 32) ^ 0x80000000;
      // the nearer tail is this odd number of steps of 2⁻³³
      const tail = (~(word ^ (word >> 31)) << 1) | 1;
      const halvings = Math.clz32(tail);
      const shifted = tail << halvings;
      const at = ((halvings << 4) | ((shifted >>> 27) & 15)) << 3;
      // from −1 to 1 within the cell
      const r = ((shifted << 5) ^ 0x80000000) * 2 ** -31;
      const score = (c[at] as number) + r * ((c[at + 1] as number) + r * ((c[at + 2] as number) + r * ((c[at + 3] as number) + r * ((c[at + 4] as number) + r * ((c[at + 5] as number) + r * ((c[at + 6] as number) + r * (c[at + 7] as number)))))));
      column[index] = (1 | (word >> 31)) * score;
    }
  };
})();
