import * as z from "zod";
import type { Criterion } from "../../rubric/index.js";
import { Fraction, Id } from "../../unit/index.js";

/** How the true levels of the cases spread, before any of a case's own ratings is looked at. */
export interface TrueSpread {
  /** Their mean, in levels; for a score as a fraction of the scale. */
  readonly mean: number;
  /** Their standard deviation, above 0. */
  readonly standardDeviation: number;
}

interface DecisionTerms {
  /** Given by the host; results name it. */
  readonly id: Id;
  /** What a wrong decision loses, in the unit of `secondScoreLoss`; above 0. */
  readonly wrongDecisionLoss: number;
  /** The standard deviation of one rater's ratings of one case, in levels; for a score as a fraction of the scale. Left out: estimated from the cases with two ratings or more. */
  readonly errorStandardDeviation?: number;
  /** How true levels spread. Left out: estimated from all cases. */
  readonly prior?: TrueSpread;
}
/** Whether a case reaches a level on one criterion. */
export interface CriterionDecision extends DecisionTerms {
  /** `compliance`: the criterion's `compliantFromLevel`. `must-pass`: the `minimumLevel` of its gate. */
  readonly kind: "compliance" | "must-pass";
  /** The criterion of the rubric. */
  readonly criterionId: Id;
}
/** Whether the score of a case, over all criteria that have a weight, reaches a threshold. */
export interface ScoreDecision extends DecisionTerms {
  /** Tells the kinds apart. */
  readonly kind: "score";
  /** The lowest score that passes, above 0, with each scale laid from 0 to 1 as in the `normalizedFraction` of `rubricScore`. */
  readonly minimumFraction: Fraction;
}
/** What is decided of every case. */
export type PassDecision = CriterionDecision | ScoreDecision;

const Deviation = z.number().min(1e-3).max(1000);
const TrueSpread = z.strictObject({ mean: z.number().min(-1000).max(1000).overwrite((value) => value + 0), standardDeviation: Deviation }).readonly() satisfies z.ZodType<TrueSpread>;
const terms = { id: Id, wrongDecisionLoss: z.number().gt(0).max(1e9), errorStandardDeviation: z.exactOptional(Deviation), prior: z.exactOptional(TrueSpread) };
/** What is decided of every case. */
export const PassDecision = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["compliance", "must-pass"]), criterionId: Id, ...terms }).readonly(),
  z.strictObject({ kind: z.literal("score"), minimumFraction: Fraction.gt(0), ...terms }).readonly(),
]) satisfies z.ZodType<PassDecision>;

/** The level from which on a criterion's decision is a pass; undefined where the criterion has no such gate. */
export const passLevelOf = (kind: CriterionDecision["kind"], { compliantFromLevel, mustPass }: Criterion): number | undefined => (kind === "compliance" ? compliantFromLevel : mustPass?.minimumLevel);
