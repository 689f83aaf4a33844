import { expOf } from "./elementary.js";

const STEPS = 64;
/** 2^(j/64) for j from 0 to 63. */
const roots = /* @__PURE__ */ new Float64Array(STEPS);
/** 2^k for k from −1,023 to 1,023; the first is not met. */
const powers = /* @__PURE__ */ new Float64Array(2047);

function fillTables(): void {
  for (let step = 0; step < STEPS; step += 1) roots[step] = expOf((step / STEPS) * 0.6931471805599453);
  powers[1023] = 1;
  for (let k = 1; k <= 1022; k += 1) {
    powers[1023 + k] = (powers[1022 + k] as number) * 2;
    powers[1023 - k] = (powers[1024 - k] as number) / 2;
  }
}

/**
 * e^(offset + slope · x) in place of each x: x = n ln 2 ÷ 64 + r, and 2^(n/64) from a table. Within two units in the last place of `expOf`, at half of its time, as there is no division.
 * Source: P. Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic", ACM Transactions on Mathematical Software 15 (1989).
 */
export function exponentials(column: Float64Array, offset: number, slope: number): void {
  if (powers[1023] === 0) fillTables();
  for (let index = 0; index < column.length; index += 1) {
    const x = offset + slope * (column[index] as number);
    // 64 ÷ ln 2; adding 1.5 · 2⁵² rounds to a whole number, and taking it away leaves that
    const whole = x * 92.33248261689366 + 6755399441055744 - 6755399441055744;
    // ln 2 ÷ 64 in two parts, the first of which has 34 bits, so that its product is exact
    const r = x - whole * 0.010830424695996044 - whole * 2.5310172166650877e-13;
    const n = whole | 0;
    const root = roots[n & 63] as number;
    const rise = r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * 0.008333333333333333)));
    column[index] = Math.abs(x) < 700 ? (root + root * rise) * (powers[(n >> 6) + 1023] as number) : expOf(x);
  }
}
