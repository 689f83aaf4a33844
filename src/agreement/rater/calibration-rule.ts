import * as z from "zod";
import type { Count } from "../../unit/index.js";
import { isAtLeast, type RaterVerdict } from "./rater-verdict.js";

/** From where on a rater's severity among others is large, certain, or based on too little. All are heuristics. */
export interface CalibrationRule {
  /** From how many levels on a severity is large, 0.1 to 6; 0.5 where left out (after the manual of Facets, which asks for half a score point). */
  readonly largeSeverityLevels?: number;
  /** From how many standard errors on a severity is certain, 1 to 10; 2.58 where left out, a hundredth for a normal estimate. */
  readonly certainZ?: number;
  /** Fewer ratings that can be compared are insufficient, 2 to 10,000; 8 where left out. */
  readonly minimumRatingCount?: Count;
}
/** From where on a rater's severity among others is large, certain, or based on too little. */
export const CalibrationRule = z
  .strictObject({ largeSeverityLevels: z.exactOptional(z.number().min(0.1).max(6)), certainZ: z.exactOptional(z.number().min(1).max(10)), minimumRatingCount: z.exactOptional(z.int().min(2).max(10_000)) })
  .readonly() satisfies z.ZodType<CalibrationRule>;

/** The rule where nothing else was said. */
export const usualRule: Required<CalibrationRule> = { largeSeverityLevels: 0.5, certainZ: 2.58, minimumRatingCount: 8 };

/** How far a rater is off. Positive is harsh. */
export interface MeasuredSeverity {
  /** In levels. */
  readonly levels: number;
  /** In standard errors; infinite where the rater is off by the same throughout. */
  readonly z: number;
}

/** Whether a severity is large, and whether it is certain. */
export function severityCodes({ levels, z: score }: MeasuredSeverity, rule: Required<CalibrationRule>): readonly ("harsh" | "lenient" | "beyond-chance")[] {
  return [...(isAtLeast(levels, rule.largeSeverityLevels) ? [levels > 0 ? "harsh" as const : "lenient" as const] : []), ...(isAtLeast(score, rule.certainZ) ? ["beyond-chance" as const] : [])];
}

/** What reasons come to: large and certain recalibrates, any one reason is to be watched. */
export function verdictOf(codes: readonly string[]): RaterVerdict {
  if (codes.includes("few-ratings")) return "insufficient";
  if (codes.includes("beyond-chance") && (codes.includes("harsh") || codes.includes("lenient"))) return "recalibrate";
  return codes.length === 0 ? "fine" : "watch";
}
