import { legendreNodes } from "../../statistics/internal.js";

/** What the integrals over the offered wait are of: with w the wait in units of patience, φ(w) = x(1 − e^−w) − c·w and φ* its largest value. */
export interface OfferedWaitIntegrals {
  /** φ*: 0 unless the load is above the agents. */
  readonly peak: number;
  /** ∫₀^∞ e^(φ − φ*) dw. */
  readonly all: number;
  /** The same from `cut`, the threshold in units of patience, on. */
  readonly late: number;
  /** ∫₀^cut e^−w e^(φ − φ*) dw: still there when an agent is free, and in time. */
  readonly servedInTime: number;
  /** ∫₀^∞ e^−w e^(φ − φ*) dw: still there when an agent is free, whenever that is. */
  readonly served: number;
  /** ∫₀^cut (1 − e^−w) e^(φ − φ*) dw: gone before an agent is free, which would have been in time. */
  readonly abandonedInTime: number;
  /** ∫₀^∞ (1 − e^−w) e^(φ − φ*) dw: gone before. */
  readonly abandoned: number;
  /** ∫₀^∞ w e^−w e^(φ − φ*) dw: the waits of those who are served. */
  readonly servedWait: number;
}

/** Beyond e^−45 of its peak an integrand adds nothing to 16 digits. */
const DEPTH = 45;
const nodes = legendreNodes(24);

/** Places from a peak outward, each twice as far as the one before, until `isOver`; the last is `farthest` at most. */
function stepsOut(first: number, farthest: number, isOver: (distance: number) => boolean): readonly number[] {
  const distances: number[] = [];
  let distance = Math.min(first, farthest);
  while (distance < farthest && !isOver(distance)) {
    distances.push(distance);
    distance = Math.min(2 * distance, farthest);
  }
  return [...distances, distance];
}

/**
 * Integrals over the wait that a patient caller would be offered in M/M/n+M, whose density is proportional to e^φ with c = n · patience ÷ handle time and x = load · patience ÷ handle time, both above zero.
 * e^φ has one peak and falls off on both sides ever faster: panels that widen from the peak until it has vanished, each integrated by a Gauss rule, give all digits at any size, and every sum is of positive terms.
 * Source: F. Baccelli, G. Hébuterne, "On queues with impatient customers" (1981).
 */
export function offeredWaitIntegrals({ c, x, cut }: { readonly c: number; readonly x: number; readonly cut: number }): OfferedWaitIntegrals {
  const exponent = (w: number): number => -x * Math.expm1(-w) - c * w;
  const mode = Math.max(0, Math.log(x / c));
  const peak = mode === 0 ? 0 : exponent(mode);
  const vanished = (w: number): boolean => peak - exponent(w) > DEPTH;
  // the slope where the peak is at zero, and the curvature
  const first = 1 / (1 + Math.max(0, c - x) + Math.sqrt(Math.min(x, c)));
  const below = mode === 0 ? [] : stepsOut(first, mode, (distance) => vanished(mode - distance)).map((distance) => mode - distance).toReversed();
  const above = stepsOut(first, Infinity, (distance) => vanished(mode + distance)).map((distance) => mode + distance);
  const places = [...below, mode, ...above, cut].sort((a, b) => a - b);
  const [from, to] = [below[0] ?? mode, above.at(-1) ?? mode];
  const sums = { all: 0, late: 0, servedInTime: 0, abandonedInTime: 0, served: 0, abandoned: 0, servedWait: 0 };
  for (const [index, right] of places.entries()) {
    const left = places[index - 1] ?? right;
    if (left < from || right > to || left === right) continue;
    const [middle, half] = [(left + right) / 2, (right - left) / 2];
    for (const [node, place] of nodes.places.entries()) {
      const w = middle + half * place;
      const density = half * (nodes.weights[node] ?? 0) * Math.exp(exponent(w) - peak);
      const stays = Math.exp(-w);
      sums.all += density;
      sums.served += density * stays;
      const goes = -density * Math.expm1(-w);
      sums.abandoned += goes;
      sums.servedWait += density * w * stays;
      if (left >= cut) sums.late += density;
      else {
        sums.servedInTime += density * stays;
        sums.abandonedInTime += goes;
      }
    }
  }
  return { peak, ...sums };
}
