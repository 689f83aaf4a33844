import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type EstimateResult, type NoEstimate, tooFewObservations } from "./estimate.js";
import { upperStudentScore } from "./student.js";
import { meanOf } from "./summary.js";

/** A point of a scatter: each number at most 1e12 either way. */
export interface PlanePoint {
  /** What explains. */
  readonly x: number;
  /** What is explained. */
  readonly y: number;
}
/** Points through which a straight line is to go. */
export interface LinearSample {
  /** At most 100,000 independent points. */
  readonly points: readonly PlanePoint[];
  /** Where the mean of y is asked for; at most 1,000 values of x. */
  readonly at?: readonly number[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
const Coordinate = z.number().min(-1e12).max(1e12);
/** A point of a scatter. */
export const PlanePoint = z.strictObject({ x: Coordinate, y: Coordinate }).readonly() satisfies z.ZodType<PlanePoint>;
/** Points through which a straight line is to go. */
export const LinearSample = z
  .strictObject({ points: z.array(PlanePoint).max(100_000).readonly(), at: z.exactOptional(z.array(Coordinate).max(1000).readonly()), confidenceLevel: ConfidenceLevel })
  .readonly() satisfies z.ZodType<LinearSample>;

/** A straight line through points. */
export interface LinearFit {
  /** How much y grows for one more of x. */
  readonly slope: EstimateResult;
  /** The mean of y where x is 0. */
  readonly intercept: EstimateResult;
  /** The mean of y at each x that was asked for. */
  readonly means: readonly EstimateResult[];
}

/** x̄ and Sxx, and what a line needs besides: value = a + b · (x − x̄), its standard error s · √(1/n + (x − x̄)² / Sxx) with n − 2 degrees of freedom. */
interface Line {
  readonly middle: number;
  readonly height: number;
  readonly slope: number;
  readonly spread: number;
  readonly residualSquare: number;
  readonly isExact: boolean;
}

/** None where all x are equal but for rounding. */
function lineThrough(points: readonly PlanePoint[]): Line | null {
  const middle = meanOf(points.map(({ x }) => x));
  const height = meanOf(points.map(({ y }) => y));
  const widest = points.reduce((far, { x }) => Math.max(far, Math.abs(x - middle)), 0);
  if (widest <= 1e-12 * Math.max(1, Math.abs(middle))) return null;
  const sum = (term: (point: PlanePoint) => number): number => points.reduce((total, point) => total + term(point), 0);
  const spread = sum(({ x }) => (x - middle) ** 2);
  const slope = sum(({ x, y }) => (x - middle) * (y - height)) / spread;
  const residualSum = sum(({ x, y }) => (y - height - slope * (x - middle)) ** 2);
  const isExact = residualSum <= 1e-24 * sum(({ y }) => y * y);
  return { middle, height, slope, spread, residualSquare: residualSum / (points.length - 2), isExact };
}

/**
 * The straight line of least squares through points, with Student's intervals for its slope, its intercept and the mean of y at any x.
 * Method `least-squares`: right where the scatter about the line is alike everywhere and nearly normal. Fewer than three points: `too-few-observations`; one x only: `equal-x-values`; points that lie on the line give intervals without width and the warning `exact-fit`.
 * A slope says what goes along with x, not what x brings about.
 * Source: N. Draper, H. Smith, "Applied Regression Analysis" (1998), chapter 1.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const { slope, means } = linearFit({ points: [{ x: 1, y: 2 }, { x: 2, y: 3 }, { x: 3, y: 7 }], at: [2], confidenceLevel: 0.95 });
 * slope.estimate; // => 2.5
 * means[0].estimate; // => 4
 * ```
 */
export function linearFit(sample: LinearSample): LinearFit {
  const { points, at = [], confidenceLevel } = check(LinearSample, sample);
  const n = points.length;
  const every = (none: NoEstimate): LinearFit => ({ slope: none, intercept: none, means: at.map(() => none) });
  if (n < 3) return every(tooFewObservations(n, 3));
  const line = lineThrough(points);
  if (line === null) return every({ estimate: null, reason: "equal-x-values", n, needed: 3 });
  const { middle, height, slope, spread, residualSquare, isExact } = line;
  const score = upperStudentScore((1 - confidenceLevel) / 2, n - 2);
  const estimateOf = (estimate: number, variance: number): Estimate => {
    const half = score * Math.sqrt(variance);
    return { estimate: estimate + 0, confidence: { lower: estimate - half + 0, upper: estimate + half + 0, level: confidenceLevel }, n, method: "least-squares", warnings: isExact ? ["exact-fit"] : [] };
  };
  const meanAt = (x: number): Estimate => estimateOf(height + slope * (x - middle), residualSquare * (1 / n + (x - middle) ** 2 / spread));
  return { slope: estimateOf(slope, residualSquare / spread), intercept: meanAt(0), means: at.map(meanAt) };
}
