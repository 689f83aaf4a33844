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
const rule = legendreNodes(24);

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

/** The largest value of φ, and where it is: at 0 unless the load is above the agents. */
interface Peak {
  readonly c: number;
  readonly mode: number;
  readonly peak: number;
}
function peakOf(x: number, c: number): Peak {
  const mode = Math.max(0, Math.log(x / c));
  return { c, mode, peak: mode === 0 ? 0 : -x * Math.expm1(-mode) - c * mode };
}

/** How far from its peak e^φ has fallen by about the factor e: by the slope where the peak is at zero, and by the curvature. */
const scaleOf = (x: number, c: number): number => 1 / (1 + Math.max(0, c - x) + Math.sqrt(Math.min(x, c)));

/** Where the integrands are looked at, w rising. */
interface WaitNodes {
  readonly w: Float64Array;
  readonly weights: Float64Array;
  /** 1 − e^−w and e^−w. */
  readonly gone: Float64Array;
  readonly stays: Float64Array;
  /** The first node beyond the threshold. */
  readonly lateFrom: number;
}

/** Ends of panels that widen on both sides of the peak until e^φ has vanished; between the peaks of `most` and of `least` they are as wide as e^φ is there. */
function panelEnds(x: number, most: Peak, least: Peak): readonly number[] {
  const depthAt = (w: number, { c, peak }: Peak): number => peak + x * Math.expm1(-w) + c * w;
  const scale = scaleOf(x, most.c);
  const below = most.mode === 0 ? [] : stepsOut(scale, most.mode, (distance) => depthAt(most.mode - distance, most) > DEPTH).map((distance) => most.mode - distance).toReversed();
  const above = stepsOut(scale, Infinity, (distance) => depthAt(least.mode + distance, least) > DEPTH).map((distance) => least.mode + distance);
  const count = Math.ceil((least.mode - most.mode) / scale);
  const between = Array.from({ length: count }, (_, index) => most.mode + ((least.mode - most.mode) * index) / count);
  return [...below, ...between, least.mode, ...above];
}

/**
 * Nodes for the integrals of e^φ times something smooth, for c of `most` and of `least` and all between.
 * e^φ has one peak and falls off on both sides ever faster: panels that widen from the peak, each integrated by a Gauss rule, give all digits at any size.
 */
function waitNodes(x: number, cut: number, most: Peak, least: Peak): WaitNodes {
  const ends = panelEnds(x, most, least);
  const [from, to] = [ends[0] ?? 0, ends.at(-1) ?? 0];
  const places = cut > from && cut < to ? [...ends, cut].sort((a, b) => a - b) : ends;
  const order = rule.places.length;
  const size = order * (places.length - 1);
  const [w, weights, gone, stays] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let panel = 1, at = 0; panel < places.length; panel += 1) {
    const [left, right] = [places[panel - 1] ?? 0, places[panel] ?? 0];
    const [middle, half] = [(left + right) / 2, (right - left) / 2];
    for (let node = 0; node < order; node += 1, at += 1) {
      const place = middle + half * (rule.places[node] ?? 0);
      // the one that may be small by the library, the other by subtraction, which then costs no digit
      const isSoon = place < Math.LN2;
      const small = isSoon ? -Math.expm1(-place) : Math.exp(-place);
      w[at] = place;
      weights[at] = half * (rule.weights[node] ?? 0);
      gone[at] = isSoon ? small : 1 - small;
      stays[at] = isSoon ? 1 - small : small;
    }
  }
  return { w, weights, gone, stays, lateFrom: cut <= from ? 0 : cut >= to ? size : order * places.indexOf(cut) };
}

/** e^(φ − φ*) at each node, times its weight. */
function densitiesAt({ w, weights, gone }: WaitNodes, x: number, { c, peak }: Peak): Float64Array {
  const densities = new Float64Array(w.length);
  for (let at = 0; at < w.length; at += 1) densities[at] = (weights[at] as number) * Math.exp(x * (gone[at] as number) - c * (w[at] as number) - peak);
  return densities;
}

/**
 * Integrals over the wait that a patient caller would be offered in M/M/n+M, whose density is proportional to e^φ with c = n · patience ÷ handle time and x = load · patience ÷ handle time, both above zero.
 * Every sum is of positive terms, so no digit cancels.
 * Source: F. Baccelli, G. Hébuterne, "On queues with impatient customers" (1981).
 */
export function offeredWaitIntegrals({ c, x, cut }: { readonly c: number; readonly x: number; readonly cut: number }): OfferedWaitIntegrals {
  const peak = peakOf(x, c);
  const nodes = waitNodes(x, cut, peak, peak);
  const densities = densitiesAt(nodes, x, peak);
  let [all, late, servedInTime, abandonedInTime, served, abandoned, servedWait] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < densities.length; at += 1) {
    const density = densities[at] as number;
    const [stays, goes] = [density * (nodes.stays[at] as number), density * (nodes.gone[at] as number)];
    all += density;
    served += stays;
    abandoned += goes;
    servedWait += stays * (nodes.w[at] as number);
    if (at >= nodes.lateFrom) late += density;
    else {
      servedInTime += stays;
      abandonedInTime += goes;
    }
  }
  return { peak: peak.peak, all, late, servedInTime, served, abandonedInTime, abandoned, servedWait };
}

/** For each c of a row: of the integrals of `OfferedWaitIntegrals` those that tell what is lost, each times e^(φ* − `peak`). */
export interface LossIntegralColumns {
  readonly peak: Float64Array;
  readonly all: Float64Array;
  /** Not answered in time: `late` and `abandonedInTime`. */
  readonly notInTime: Float64Array;
  readonly abandoned: Float64Array;
}

/** So many in one run at most: the error of a density grows with each step by a unit of its last digit. */
const RUN = 100;
/** How far the peak may move within a run, in scales of the first. */
const REACH = 6;

/** The peak of the last value that shares the nodes of `most`, and how many do; however many are asked for, so that fewer of them have the same digits. */
function runFrom(x: number, most: Peak, step: number): { readonly least: Peak; readonly size: number } {
  const scale = scaleOf(x, most.c);
  let least = most;
  let size = 1;
  for (; size < RUN; size += 1) {
    const next = peakOf(x, most.c - size * step);
    // what is much wider than the first, near its peak or in its tail, still counts where the first has underflown
    if (next.c < most.c / 2 || scaleOf(x, next.c) > 4 * scale || next.mode - most.mode > REACH * scale) break;
    least = next;
  }
  return { least, size };
}

/**
 * `offeredWaitIntegrals` for `count` values of c, each `step` below the one before and all above zero.
 * Neighbors share their nodes, and a density comes from that of the neighbor by one multiplication: e^φ of c − step is e^φ of c times e^(step · w).
 */
export function lossIntegralColumns({ c, step, count, x, cut }: { readonly c: number; readonly step: number; readonly count: number; readonly x: number; readonly cut: number }): LossIntegralColumns {
  const columns = { peak: new Float64Array(count), all: new Float64Array(count), notInTime: new Float64Array(count), abandoned: new Float64Array(count) };
  for (let begin = 0; begin < count;) {
    const most = peakOf(x, c - begin * step);
    const { least, size } = runFrom(x, most, step);
    const nodes = waitNodes(x, cut, most, least);
    const densities = densitiesAt(nodes, x, most);
    // against the peak of the first, so that nothing overflows
    const growths = nodes.w.map((w) => Math.exp(step * (w - most.mode)));
    for (let turn = 0; turn < Math.min(size, count - begin); turn += 1) {
      let [all, notInTime, abandoned] = [0, 0, 0];
      for (let at = 0; at < densities.length; at += 1) {
        const density = densities[at] as number;
        const goes = density * (nodes.gone[at] as number);
        all += density;
        abandoned += goes;
        notInTime += at < nodes.lateFrom ? goes : density;
        densities[at] = density * (growths[at] as number);
      }
      columns.peak[begin + turn] = most.peak + turn * step * most.mode;
      columns.all[begin + turn] = all;
      columns.notInTime[begin + turn] = notInTime;
      columns.abandoned[begin + turn] = abandoned;
    }
    begin += size;
  }
  return columns;
}
