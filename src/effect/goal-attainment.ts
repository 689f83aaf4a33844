import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { type Count, Fraction, Id } from "../unit/index.js";
import { EFFECT_LIMITS } from "./effect-people.js";

/** How far a goal was reached: −2 much less than expected, −1 less, 0 as expected, 1 more, 2 much more. */
export type Attainment = -2 | -1 | 0 | 1 | 2;
/** One goal of one person. */
export interface ScaledGoal {
  /** Which one, once. */
  readonly goalId: Id;
  /** How much it matters beside the others: above 0, at most 1,000. */
  readonly weight: number;
  /** How far it was reached. */
  readonly attainment: Attainment;
  /** How far it was reached at the start, usually −1 or −2: all goals have one, or none has. */
  readonly baselineAttainment?: Attainment;
}
/** The goals of one person. */
export interface GoalAttainmentInput {
  /** 1 to 100, agreed and described before the start. */
  readonly goals: readonly ScaledGoal[];
  /** How the attainments of goals correlate with each other. Left out: 0.3, after Kiresuk and Sherman. */
  readonly goalCorrelation?: Fraction;
}
/** How far one person's goals were reached, all together. */
export interface GoalAttainment {
  /** The T-score: 50 where all goals were reached as expected, 10 a standard deviation over people. */
  readonly tScore: number;
  /** The same at the start; null where it is not known. */
  readonly baselineTScore: number | null;
  /** How many goals. */
  readonly n: Count;
  /** What the figures take for granted. */
  readonly assumptions: { readonly goalCorrelation: Fraction };
}

const duplicateGoal: Fault = { code: "goal-attainment.duplicate_goal", message: "The goal “{goalId}” is listed twice.", hint: "List each goal once." };
const missingBaseline: Fault = { code: "goal-attainment.missing_baseline", message: "The goal “{goalId}” has no baseline, and others have.", hint: "Give all goals a baselineAttainment, or none." };

const Attainment = z.literal([-2, -1, 0, 1, 2], { error: "An attainment is -2, -1, 0, 1 or 2.\n0 is as expected." });
/** Schema of one goal of one person. */
export const ScaledGoal = z.strictObject({ goalId: Id, weight: z.number().min(1e-6).max(1000), attainment: Attainment, baselineAttainment: z.exactOptional(Attainment) }).readonly() satisfies z.ZodType<ScaledGoal>;
/** Schema of the goals of one person, with its rules between parts. */
export const GoalAttainmentInput = z
  .strictObject({ goals: z.array(ScaledGoal).min(1).max(EFFECT_LIMITS.goals).readonly(), goalCorrelation: z.exactOptional(Fraction) })
  .check(rule(({ goals }: GoalAttainmentInput, report) => {
    for (const [index, { goalId }] of repeated(goals, (goal) => goal.goalId)) report(duplicateGoal, ["goals", index, "goalId"], { goalId });
    const haveBaselines = goals.some(({ baselineAttainment }) => baselineAttainment !== undefined);
    goals.forEach(({ goalId, baselineAttainment }, index) => { if (haveBaselines && baselineAttainment === undefined) report(missingBaseline, ["goals", index, "baselineAttainment"], { goalId }); });
  }))
  .readonly() satisfies z.ZodType<GoalAttainmentInput>;

/**
 * How far one person's own goals were reached, in one number: T = 50 + 10 Σwx ÷ √((1 − ρ) Σw² + ρ (Σw)²), w the weights, x the attainments, ρ how attainments correlate.
 * It compares people with different goals only as far as their goals were set equally hard: have somebody else than the coach check that. T-scores are numbers that `pairedEffect` can take, one a person.
 * Source: T. Kiresuk, R. Sherman, "Goal attainment scaling: a general method for evaluating comprehensive community mental health programs", Community Mental Health Journal 4 (1968).
 *
 * @throws CoachingError `goal-attainment.duplicate_goal`, `goal-attainment.missing_baseline`, `input.*`
 * @example
 * ```ts
 * const goals = [{ goalId: "listen", weight: 3, attainment: 1 }, { goalId: "delegate", weight: 2, attainment: 0 }, { goalId: "feedback", weight: 1, attainment: -1 }];
 * goalAttainment({ goals }).tScore.toFixed(4); // => "54.4065"
 * ```
 */
export function goalAttainment(input: GoalAttainmentInput): GoalAttainment {
  const { goals, goalCorrelation = 0.3 } = check(GoalAttainmentInput, input);
  const inOrder = goals.toSorted((one, other) => (one.goalId < other.goalId ? -1 : 1));
  const sum = (term: (goal: ScaledGoal) => number): number => inOrder.reduce((total, goal) => total + term(goal), 0);
  const spread = Math.sqrt((1 - goalCorrelation) * sum(({ weight }) => weight ** 2) + goalCorrelation * sum(({ weight }) => weight) ** 2);
  const scoreOf = (attainmentOf: (goal: ScaledGoal) => number): number => 50 + (10 * sum((goal) => goal.weight * attainmentOf(goal))) / spread;
  const hasBaseline = inOrder.every(({ baselineAttainment }) => baselineAttainment !== undefined);
  return { tScore: scoreOf(({ attainment }) => attainment), baselineTScore: hasBaseline ? scoreOf(({ baselineAttainment = 0 }) => baselineAttainment) : null, n: goals.length, assumptions: { goalCorrelation } };
}
