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
  let [all, late, servedInTime, abandonedInTime, served, abandoned, servedWait] = [0, 0, 0, 0, 0, 0, 0];
  for (let index = 1; index < places.length; index += 1) {
    const [left, right] = [places[index - 1] ?? 0, places[index] ?? 0];
    if (left < from || right > to || left === right) continue;
    const [middle, half, isLate] = [(left + right) / 2, (right - left) / 2, left >= cut];
    for (let node = 0; node < nodes.places.length; node += 1) {
      const w = middle + half * (nodes.places[node] ?? 0);
      // 1 − e^−w and e^−w: the one that may be small by the library, the other by subtraction, which then costs no digit
      const isSoon = w < Math.LN2;
      const rest = isSoon ? -Math.expm1(-w) : Math.exp(-w);
      const gone = isSoon ? rest : 1 - rest;
      const stays = isSoon ? 1 - rest : rest;
      const density = half * (nodes.weights[node] ?? 0) * Math.exp(x * gone - c * w - peak);
      all += density;
      served += density * stays;
      abandoned += density * gone;
      servedWait += density * w * stays;
      if (isLate) late += density;
      else {
        servedInTime += density * stays;
        abandonedInTime += density * gone;
      }
    }
  }
  return { peak, all, late, servedInTime, served, abandonedInTime, abandoned, servedWait };
}
