import * as z from "zod";
import { check } from "../error/index.js";
import { betaQuantile } from "./beta.js";
import { incompleteBeta } from "./incomplete-beta.js";

/** Where to read Fisher's F distribution, the ratio of two mean squares. */
export interface FScore {
  /** The value of F, 0 to 1e100. */
  readonly f: number;
  /** Degrees of freedom above the line, 0.1 to 1e9; they need not be whole (Satterthwaite). */
  readonly numeratorFreedom: number;
  /** Degrees of freedom below the line, 0.1 to 1e9. */
  readonly denominatorFreedom: number;
}
/** Which quantile of Fisher's F distribution. */
export interface FLevel {
  /** The probability of staying at or below the quantile, from 1e-12 to 1 − 1e-12. */
  readonly probability: number;
  /** Degrees of freedom above the line, 0.1 to 1e9; they need not be whole (Satterthwaite). */
  readonly numeratorFreedom: number;
  /** Degrees of freedom below the line, 0.1 to 1e9. */
  readonly denominatorFreedom: number;
}

const Freedom = z.number().min(0.1).max(1e9);
const probabilityError = "A probability of F runs from 1e-12 to 1 − 1e-12; 0.2 means 20 %.\nDivide a percent by 100.";
/** Where to read Fisher's F distribution. */
export const FScore = z.strictObject({ f: z.number().min(0).max(1e100), numeratorFreedom: Freedom, denominatorFreedom: Freedom }).readonly() satisfies z.ZodType<FScore>;
/** Which quantile of Fisher's F distribution. */
export const FLevel = z.strictObject({ probability: z.number().min(1e-12, { error: probabilityError }).max(1 - 1e-12, { error: probabilityError }), numeratorFreedom: Freedom, denominatorFreedom: Freedom }).readonly() satisfies z.ZodType<FLevel>;

/** Of F > 0 the beta cut: P(F > f) = I_x(ν₂/2, ν₁/2) with x = ν₂ / (ν₂ + ν₁ f), and f · density(f) = x^(ν₂/2) · y^(ν₁/2) / B(ν₂/2, ν₁/2). */
function cutAt(f: number, above: number, below: number) {
  const whole = below + above * f;
  return { a: below / 2, b: above / 2, x: below / whole, y: (above * f) / whole };
}

/**
 * The probability that F is at most `f`. About 12 digits, also far in the lower tail; for a small upper tail ask for 1/f with the degrees of freedom exchanged.
 * Source: NIST Digital Library of Mathematical Functions 8.17, by the incomplete beta function.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * fProbability({ f: 1, numeratorFreedom: 5, denominatorFreedom: 5 }).toFixed(12); // => "0.500000000000"
 * ```
 */
export function fProbability(score: FScore): number {
  const { f, numeratorFreedom, denominatorFreedom } = check(FScore, score);
  const { a, b, x, y } = cutAt(f, numeratorFreedom, denominatorFreedom);
  return incompleteBeta({ a: b, b: a, x: y, y: x });
}

/**
 * The value that F does not exceed with the given probability, the inverse of `fProbability`. About 12 digits.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * fQuantile({ probability: 0.95, numeratorFreedom: 5, denominatorFreedom: 18 }).toFixed(9); // => "2.772853153"
 * ```
 */
export function fQuantile(level: FLevel): number {
  const { probability, numeratorFreedom, denominatorFreedom } = check(FLevel, level);
  const { x, y } = betaQuantile({ a: denominatorFreedom / 2, b: numeratorFreedom / 2, lowerTail: 1 - probability, upperTail: probability });
  return ((denominatorFreedom / numeratorFreedom) * y) / x;
}
