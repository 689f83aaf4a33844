import * as z from "zod";
import { check } from "../error/index.js";
import { gammaQuantile, incompleteGamma } from "./incomplete-gamma.js";

/** Which end of a distribution a probability is counted from. */
export type Tail = "lower" | "upper";
/** Where to read the chi-square distribution. */
export interface ChiSquareScore {
  /** The value of chi-square, 0 to 1e100. */
  readonly chiSquare: number;
  /** Degrees of freedom, 0.1 to 1e9; they need not be whole. */
  readonly degreesOfFreedom: number;
  /** Whether the probability of so much or less is asked for, `lower`, or of so much or more, `upper`: each has all its digits. */
  readonly tail: Tail;
}
/** Which quantile of the chi-square distribution. */
export interface ChiSquareLevel {
  /** The probability of the tail beyond the quantile, from 1e-100 up to, not including, 1. */
  readonly probability: number;
  /** Degrees of freedom, 0.1 to 1e9; they need not be whole. */
  readonly degreesOfFreedom: number;
  /** The tail that the probability lies in. */
  readonly tail: Tail;
}

const DegreesOfFreedom = z.number().min(0.1).max(1e9);
const Tail = z.enum(["lower", "upper"]);
const probabilityError = "A probability of chi-square runs from 1e-100 up to, not including, 1; 0.2 means 20 %.\nDivide a percent by 100.";
/** Where to read the chi-square distribution. */
export const ChiSquareScore = z.strictObject({ chiSquare: z.number().min(0).max(1e100), degreesOfFreedom: DegreesOfFreedom, tail: Tail }).readonly() satisfies z.ZodType<ChiSquareScore>;
/** Which quantile of the chi-square distribution. */
export const ChiSquareLevel = z
  .strictObject({ probability: z.number().min(1e-100, { error: probabilityError }).lt(1, { error: probabilityError }), degreesOfFreedom: DegreesOfFreedom, tail: Tail })
  .readonly() satisfies z.ZodType<ChiSquareLevel>;

/** The probability of at least this much chi-square, unchecked. */
export const upperChiSquare = (chiSquare: number, degreesOfFreedom: number): number => incompleteGamma(degreesOfFreedom / 2, chiSquare / 2).upper;

/**
 * The probability that chi-square is at most, or at least, a value. About 13 digits in either tail.
 * Source: NIST Digital Library of Mathematical Functions 8.11, by the incomplete gamma function.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * chiSquareProbability({ chiSquare: 2, degreesOfFreedom: 2, tail: "upper" }).toFixed(12); // => "0.367879441171"
 * ```
 */
export function chiSquareProbability(score: ChiSquareScore): number {
  const { chiSquare, degreesOfFreedom, tail } = check(ChiSquareScore, score);
  return incompleteGamma(degreesOfFreedom / 2, chiSquare / 2)[tail];
}

/**
 * The value beyond which chi-square lies with the given probability, the inverse of `chiSquareProbability`. About 12 digits.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * chiSquareQuantile({ probability: 0.05, degreesOfFreedom: 1, tail: "upper" }).toFixed(9); // => "3.841458821"
 * ```
 */
export function chiSquareQuantile(level: ChiSquareLevel): number {
  const { probability, degreesOfFreedom, tail } = check(ChiSquareLevel, level);
  const [lowerTail, upperTail] = tail === "lower" ? [probability, 1 - probability] : [1 - probability, probability];
  return 2 * gammaQuantile({ a: degreesOfFreedom / 2, lowerTail, upperTail });
}
