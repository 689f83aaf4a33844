import * as z from "zod";
import { check } from "../error/index.js";
import { betaPower, incompleteBeta } from "./incomplete-beta.js";
import { upperNormalScore } from "./normal.js";

/** Where to read Student's t distribution. */
export interface StudentScore {
  /** The value of t, at most 1e100 either way. */
  readonly t: number;
  /** Degrees of freedom, 1 to 1e9; they need not be whole (Welch). */
  readonly degreesOfFreedom: number;
}
/** Which quantile of Student's t distribution. */
export interface StudentLevel {
  /** The probability of staying at or below the quantile, from 1e-100 up to, not including, 1. */
  readonly probability: number;
  /** Degrees of freedom, 1 to 1e9; they need not be whole (Welch). */
  readonly degreesOfFreedom: number;
}

const DegreesOfFreedom = z.number().min(1).max(1e9);
const probabilityError = "A probability runs from 1e-100 up to, not including, 1; 0.2 means 20 %.\nDivide a percent by 100.";
/** Where to read Student's t distribution. */
export const StudentScore = z.strictObject({ t: z.number().min(-1e100).max(1e100), degreesOfFreedom: DegreesOfFreedom }).readonly() satisfies z.ZodType<StudentScore>;
/** Which quantile of Student's t distribution. */
export const StudentLevel = z.strictObject({ probability: z.number().min(1e-100, { error: probabilityError }).lt(1, { error: probabilityError }), degreesOfFreedom: DegreesOfFreedom }).readonly() satisfies z.ZodType<StudentLevel>;

/** Of t > 0 the beta cut: P(T > t) = ½ I_x(ν/2, ½), P(0 < T < t) = ½ I_y(½, ν/2), t · density(t) = x^(ν/2) · y^½ / B(ν/2, ½). */
function cuts(t: number, freedom: number) {
  const square = t * t;
  const x = freedom / (freedom + square);
  const y = square / (freedom + square);
  return { outer: { a: freedom / 2, b: 0.5, x, y }, inner: { a: 0.5, b: freedom / 2, x: y, y: x } };
}

/** P(T > t) for t of 0 or more, unchecked. */
export const upperStudentTail = (t: number, freedom: number): number => incompleteBeta(cuts(t, freedom).outer) / 2;

/**
 * The probability that Student's t is at most `t`. About 13 digits, also far in the lower tail; for a small upper tail ask for −t.
 * Source: NIST Digital Library of Mathematical Functions 8.17, by the incomplete beta function.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * studentProbability({ t: -1, degreesOfFreedom: 1 }).toFixed(12); // => "0.250000000000"
 * ```
 */
export function studentProbability(score: StudentScore): number {
  const { t, degreesOfFreedom } = check(StudentScore, score);
  return t < 0 ? upperStudentTail(-t, degreesOfFreedom) : 1 - upperStudentTail(t, degreesOfFreedom);
}

/**
 * The t > 0 that leaves `tail` (below one half) above it: Newton's method on ln probability against ln t, where both are nearly straight,
 * from the normal score, which is always too small. Near the middle the probability between 0 and t is matched, which keeps its digits there.
 */
export function upperStudentScore(tail: number, freedom: number): number {
  const isCentral = tail > 0.25;
  const target = isCentral ? 0.5 - tail : tail;
  let t = upperNormalScore(tail);
  for (let round = 0; round < 60; round += 1) {
    const { outer, inner } = cuts(t, freedom);
    const reached = incompleteBeta(isCentral ? inner : outer) / 2;
    const step = (Math.log(reached / target) * reached) / betaPower(outer);
    t *= Math.exp(isCentral ? -step : step);
    if (Math.abs(step) < 1e-10) return t;
  }
  throw new Error("the quantile of Student's t did not settle");
}

/**
 * The value that Student's t does not exceed with the given probability, the inverse of `studentProbability`. About 13 digits.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * studentQuantile({ probability: 0.975, degreesOfFreedom: 28 }).toFixed(9); // => "2.048407142"
 * ```
 */
export function studentQuantile(level: StudentLevel): number {
  const { probability, degreesOfFreedom } = check(StudentLevel, level);
  if (probability === 0.5) return 0;
  return probability < 0.5 ? -upperStudentScore(probability, degreesOfFreedom) : upperStudentScore(1 - probability, degreesOfFreedom);
}
