import * as z from "zod";
import { standardNormalProbability, studentQuantile } from "../../statistics/index.js";
import type { Count } from "../../unit/index.js";
import { isAtLeast, type RaterVerdict } from "./rater-verdict.js";

/** From where on a rater's severity among others is large, certain, or based on too little. All are heuristics. */
export interface CalibrationRule {
  /** From how many levels on a severity is large, 0.1 to 6; 0.5 where left out (after the manual of Facets, which asks for half a score point). */
  readonly largeSeverityLevels?: number;
  /** From how many standard errors on a severity is certain, 1 to 10; 2.58 where left out, a hundredth for a normal estimate; with few looks Student's t asks for more, so that the chance stays the same. */
  readonly certainZ?: number;
  /** Fewer subjects whom another rater rated too are insufficient, whatever number of criteria, 2 to 10,000; 8 where left out. */
  readonly minimumSubjectCount?: Count;
}
/** From where on a rater's severity among others is large, certain, or based on too little. */
export const CalibrationRule = z
  .strictObject({ largeSeverityLevels: z.exactOptional(z.number().min(0.1).max(6)), certainZ: z.exactOptional(z.number().min(1).max(10)), minimumSubjectCount: z.exactOptional(z.int().min(2).max(10_000)) })
  .readonly() satisfies z.ZodType<CalibrationRule>;

/** The rule where nothing else was said. */
export const usualRule: Required<CalibrationRule> = { largeSeverityLevels: 0.5, certainZ: 2.58, minimumSubjectCount: 8 };

/** How far a rater is off. Positive is harsh. */
export interface MeasuredSeverity {
  /** In levels. */
  readonly levels: number;
  /** In standard errors; infinite where the rater is off by the same throughout. */
  readonly z: number;
  /** Degrees of freedom of the errors; null where they are taken as known. */
  readonly freedom: number | null;
}

/** Student's t that is as rare as a normal score. */
const asRareAs = (score: number, degreesOfFreedom: number): number => -studentQuantile({ probability: standardNormalProbability(-score), degreesOfFreedom });

/** Whether a severity is large, and whether it is certain. */
export function severityCodes({ levels, z: score, freedom }: MeasuredSeverity, rule: Required<CalibrationRule>): readonly ("harsh" | "lenient" | "beyond-chance")[] {
  return [...(isAtLeast(levels, rule.largeSeverityLevels) ? [levels > 0 ? "harsh" as const : "lenient" as const] : []), ...(isAtLeast(score, freedom === null ? rule.certainZ : asRareAs(rule.certainZ, freedom)) ? ["beyond-chance" as const] : [])];
}

/** What reasons come to: large and certain recalibrates, unless which of two is off cannot be told; any one reason is to be watched, but not levels that follow the model too well, which the most exact rater's do. */
export function verdictOf(codes: readonly string[], raterCount: number): RaterVerdict {
  if (codes.includes("few-subjects")) return "insufficient";
  if (raterCount > 2 && codes.includes("beyond-chance") && (codes.includes("harsh") || codes.includes("lenient"))) return "recalibrate";
  return codes.every((code) => code === "predictable") ? "fine" : "watch";
}
