import { expOf, logOf } from "./elementary.js";
import { betaPower, incompleteBeta } from "./incomplete-beta.js";

/** A point of a beta distribution: `x`, and `y` = 1 − x apart, so that neither end loses digits. */
interface BetaPoint {
  readonly x: number;
  readonly y: number;
}

/** 1 / (1 + e^−u), the same in every engine. */
function shareOf(u: number): number {
  const small = expOf(-Math.abs(u));
  return u >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/**
 * The x below which the share `lowerTail` of Beta(a, b) lies, unchecked; the smaller of `lowerTail` and `upperTail` = 1 − `lowerTail` is met, to about 12 digits.
 * Newton's method on ln probability against the log odds u of x, dI/du = x^a · y^b / B(a, b), held in a bracket that halves where a step would leave it.
 */
export function betaQuantile({ a, b, lowerTail, upperTail }: { readonly a: number; readonly b: number; readonly lowerTail: number; readonly upperTail: number }): BetaPoint {
  const isLower = lowerTail <= upperTail;
  let [low, high] = [-745, 745];
  let u = logOf(a / b);
  for (let round = 0; round < 200; round += 1) {
    const x = shareOf(u);
    const y = shareOf(-u);
    const reached = isLower ? incompleteBeta({ a, b, x, y }) : incompleteBeta({ a: b, b: a, x: y, y: x });
    const excess = isLower ? logOf(reached / lowerTail) : -logOf(reached / upperTail);
    if (excess === 0) return { x, y };
    if (excess > 0) high = u;
    else low = u;
    const step = (excess * reached) / betaPower({ a, b, x, y });
    const next = u - step > low && u - step < high ? u - step : (low + high) / 2;
    if (Math.abs(next - u) <= 4e-16 * Math.max(1, Math.abs(u))) return { x, y };
    u = next;
  }
  return { x: shareOf(u), y: shareOf(-u) };
}
