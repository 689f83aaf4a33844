import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, tooFewObservations } from "./estimate.js";
import { PlanePoint } from "./linear-fit.js";
import { upperNormalScore } from "./normal.js";
import { noVariation } from "./student-test.js";
import { meanOf } from "./summary.js";

/** Points whose x and y may go together. */
export interface CorrelationSample {
  /** At most 100,000 independent points. */
  readonly points: readonly PlanePoint[];
  /** `pearson`: how close they lie to a straight line; `spearman`: how close to a line that only rises or only falls, by ranks, so that it does not hang on one outlier. */
  readonly kind: "pearson" | "spearman";
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Points whose x and y may go together. */
export const CorrelationSample = z.strictObject({ points: z.array(PlanePoint).max(100_000).readonly(), kind: z.enum(["pearson", "spearman"]), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<CorrelationSample>;

/** The interval has √(n − 3). */
const NEEDED = 4;
/** A correlation nearer to 1 than this is 1 but for rounding. */
const PERFECT = 1 - 1e-12;

/** The means, and the sums of squares and products around them. */
interface ProductSums {
  readonly middle: number;
  readonly height: number;
  readonly spreadX: number;
  readonly spreadY: number;
  readonly together: number;
}
/** The sums of one point or more. */
export function productSums(points: readonly PlanePoint[]): ProductSums {
  const [middle, height] = [meanOf(points.map(({ x }) => x)), meanOf(points.map(({ y }) => y))];
  let [spreadX, spreadY, together] = [0, 0, 0];
  for (const { x, y } of points) {
    const [across, up] = [x - middle, y - height];
    spreadX += across * across;
    spreadY += up * up;
    together += across * up;
  }
  return { middle, height, spreadX, spreadY, together };
}
/** Equal numbers differ by what rounding leaves. */
const isFlat = (spread: number, size: number, n: number): boolean => spread <= n * (1e-14 * Math.abs(size)) ** 2;

/** Pearson's r; null where x or y does not vary. */
export function pearsonOf(points: readonly PlanePoint[]): number | null {
  if (points.length === 0) return null;
  const { middle, height, spreadX, spreadY, together } = productSums(points);
  if (isFlat(spreadX, middle, points.length) || isFlat(spreadY, height, points.length)) return null;
  return Math.max(-1, Math.min(1, together / Math.sqrt(spreadX) / Math.sqrt(spreadY))) + 0;
}

/** Ranks from 1, those of equal values their mean. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((one, other) => one.value - other.value);
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (let at = from; at <= to; at += 1) ranks[order[at]?.index ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

function ranked(points: readonly PlanePoint[]): readonly PlanePoint[] {
  const [across, up] = [ranksOf(points.map(({ x }) => x)), ranksOf(points.map(({ y }) => y))];
  return across.map((x, index) => ({ x, y: up[index] as number }));
}

/**
 * How far x and y go together, from −1 to 1, with its interval: tanh(artanh r ± z · √(c ÷ (n − 3))), c = 1 for Pearson's r, 1 + r² / 2 for Spearman's.
 * Methods `pearson-fisher`, right for nearly normal scatter, and `spearman-bonett-wright`. Fewer than four points: `too-few-observations`; x or y that does not vary: `no-variation`; points on a line, by ranks one that only rises or falls, have an interval without width and the warning `exact-fit`.
 * What goes together need not bring one another about.
 * Sources: R. Fisher, "On the probable error of a coefficient of correlation deduced from a small sample", Metron 1 (1921); D. Bonett, T. Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations", Psychometrika 65 (2000).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const points = [{ x: 1, y: 2 }, { x: 2, y: 3 }, { x: 3, y: 7 }, { x: 4, y: 5 }];
 * correlation({ points, kind: "spearman", confidenceLevel: 0.95 }).estimate.toFixed(3); // => "0.800"
 * ```
 */
export function correlation(sample: CorrelationSample): EstimateResult {
  const { points, kind, confidenceLevel: level } = check(CorrelationSample, sample);
  const n = points.length;
  if (n < NEEDED) return tooFewObservations(n, NEEDED);
  const isByRanks = kind === "spearman";
  const r = pearsonOf(isByRanks ? ranked(points) : points);
  if (r === null) return noVariation(n, NEEDED);
  const method = isByRanks ? "spearman-bonett-wright" : "pearson-fisher";
  if (Math.abs(r) > PERFECT) return { estimate: Math.sign(r), confidence: { lower: Math.sign(r), upper: Math.sign(r), level }, n, method, warnings: ["exact-fit"] };
  const half = upperNormalScore((1 - level) / 2) * Math.sqrt((isByRanks ? 1 + (r * r) / 2 : 1) / (n - 3));
  return { estimate: r, confidence: { lower: Math.tanh(Math.atanh(r) - half) + 0, upper: Math.tanh(Math.atanh(r) + half) + 0, level }, n, method, warnings: [] };
}
