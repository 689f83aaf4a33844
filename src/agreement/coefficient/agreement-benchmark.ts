import * as z from "zod";
import { check, type Fault, rule } from "../../error/index.js";
import { ConfidenceLevel } from "../../statistics/index.js";

/** From the lowest word up, each with the coefficient from which on it holds. */
const scales = {
  "landis-koch": [[-Infinity, "poor"], [0, "slight"], [0.2, "fair"], [0.4, "moderate"], [0.6, "substantial"], [0.8, "almost-perfect"]],
  altman: [[-Infinity, "poor"], [0.2, "fair"], [0.4, "moderate"], [0.6, "good"], [0.8, "very-good"]],
  fleiss: [[-Infinity, "poor"], [0.4, "fair-to-good"], [0.75, "excellent"]],
  "koo-li": [[-Infinity, "poor"], [0.5, "moderate"], [0.75, "good"], [0.9, "excellent"]],
  krippendorff: [[-Infinity, "not-reliable"], [2 / 3, "tentative"], [0.8, "reliable"]],
  stakes: [[-Infinity, "nothing"], [0.4, "feedback"], [0.6, "pilot-decision"], [0.75, "pay-or-promotion"]],
} as const satisfies Readonly<Record<string, readonly (readonly [number, string])[]>>;

/**
 * Whose words. `landis-koch` and `altman`, for kappas; `fleiss`; `koo-li`, for intraclass correlations; `krippendorff`, for his alpha (below two thirds draw no conclusion).
 * `stakes`: what ratings that agree this well may decide, a heuristic of this package.
 */
export type BenchmarkScale = "landis-koch" | "altman" | "fleiss" | "koo-li" | "krippendorff" | "stakes";
/** A word of one of the scales. */
export type BenchmarkWord =
  | "poor" | "slight" | "fair" | "moderate" | "substantial" | "almost-perfect" | "good" | "very-good" | "fair-to-good" | "excellent"
  | "not-reliable" | "tentative" | "reliable" | "nothing" | "feedback" | "pilot-decision" | "pay-or-promotion";
/** A coefficient with its interval, such as an estimate of this room as it comes, and whose words to use. What else it carries is not read. */
export interface BenchmarkQuestion {
  /** Whose words. */
  readonly scale: BenchmarkScale;
  /** The coefficient, at most 1. */
  readonly estimate: number;
  /** Its interval. */
  readonly confidence: {
    /** The lower end: what is judged. */
    readonly lower: number;
    /** The upper end, at most 1. */
    readonly upper: number;
    /** The level of the interval. */
    readonly level: ConfidenceLevel;
  };
}
const wrongOrder: Fault = { code: "agreement-benchmark.wrong_order", message: "The interval ends at {upper}, before it begins at {lower}.", hint: "Give the lower end as lower." };
const Coefficient = z.number().min(-1e6).max(1);
/** A coefficient with its interval, such as an estimate of this room as it comes: what else it carries is not read. */
export type JudgedCoefficient = Pick<BenchmarkQuestion, "estimate" | "confidence">;
const coefficientKeys = { estimate: Coefficient, confidence: z.strictObject({ lower: Coefficient, upper: Coefficient, level: ConfidenceLevel }).readonly() };
const inOrder = rule(({ confidence: { lower, upper } }: JudgedCoefficient, report) => { if (upper < lower) report(wrongOrder, ["confidence", "upper"], { lower, upper }); });
/** A coefficient with its interval. */
export const JudgedCoefficient = z.object(coefficientKeys).check(inOrder).readonly() satisfies z.ZodType<JudgedCoefficient>;
/** A coefficient with its interval, and whose words to use. */
export const BenchmarkQuestion = z.object({ scale: z.enum(["landis-koch", "altman", "fleiss", "koo-li", "krippendorff", "stakes"]), ...coefficientKeys }).check(inOrder).readonly() satisfies z.ZodType<BenchmarkQuestion>;

/** What ratings may decide, by `stakes`. */
export type AgreementStakes = "feedback" | "pilot-decision" | "pay-or-promotion";
/** The coefficient from which on ratings may decide it. */
export const leastAgreement = (stakes: AgreementStakes): number => (scales.stakes.find(([, word]) => word === stakes) as readonly [number, string])[0];

/** What a coefficient may be called. */
export interface AgreementBenchmark {
  /** The word of the interval's lower end: what the data support. Null where the interval has no width: everybody agreed on everything, which of few subjects may be chance, and the coefficient has no error to tell. */
  readonly word: BenchmarkWord | null;
  /** Why there is no word: `no-width`; null where there is one. The interval of `percentAgreement` has a width also then. */
  readonly reason: "no-width" | null;
  /** The word of the coefficient itself, which it often does not deserve. */
  readonly wordOfEstimate: BenchmarkWord;
  /** The word of the upper end; where it is another one, more subjects would tell. */
  readonly wordOfUpper: BenchmarkWord;
}

/**
 * The word for a coefficient, judged on the lower end of its interval and not on the coefficient: .75 of eight subjects is no "substantial agreement". A cut belongs to the word above it.
 * Sources: J. Landis, G. Koch, "The measurement of observer agreement for categorical data", Biometrics 33 (1977); D. Altman, "Practical statistics for medical research" (1991); J. Fleiss, "Statistical methods for rates and proportions" (1981);
 * T. Koo, M. Li, "A guideline of selecting and reporting intraclass correlation coefficients", Journal of Chiropractic Medicine 15 (2016), who ask for the interval; K. Krippendorff, "Content analysis" (2004). All cuts are conventions.
 *
 * @throws CoachingError `input.*`, `agreement-benchmark.wrong_order`
 * @example
 * ```ts
 * agreementBenchmark({ scale: "landis-koch", estimate: 0.75, confidence: { lower: 0.35, upper: 1, level: 0.95 } }); // => { word: "fair", reason: null, wordOfEstimate: "substantial", wordOfUpper: "almost-perfect" }
 * ```
 */
export function agreementBenchmark(question: BenchmarkQuestion): AgreementBenchmark {
  const { scale, estimate, confidence } = check(BenchmarkQuestion, question);
  const steps: readonly (readonly [number, BenchmarkWord])[] = scales[scale];
  const wordOf = (coefficient: number): BenchmarkWord => (steps.findLast(([from]) => coefficient >= from) as readonly [number, BenchmarkWord])[1];
  const hasWidth = confidence.lower < confidence.upper;
  return { word: hasWidth ? wordOf(confidence.lower) : null, reason: hasWidth ? null : "no-width", wordOfEstimate: wordOf(estimate), wordOfUpper: wordOf(confidence.upper) };
}
