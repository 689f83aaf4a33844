import type { ScoreGroup } from "./score-groups.js";

/**
 * The success that was to be expected at each item of a group, by people with one score who then were right, and by those who were wrong.
 * The two differ where the expectation is made without the answer itself.
 */
interface ExpectedSuccess {
  readonly ifRight: Float64Array;
  readonly ifWrong: Float64Array;
}

/** Goes through the groups in their order, and through the scores of each. */
export type ExpectationWalk = (visit: (group: ScoreGroup, score: number, expected: ExpectedSuccess) => void) => void;

/** Difficulties by one method, before anything is said about them. */
export interface RaschSolution {
  /** One a kept item. */
  readonly difficulties: Float64Array;
  readonly standardErrors: Float64Array;
  /** Of the ability distribution; null where the method assumes none. */
  readonly spread: { readonly standardDeviation: number; readonly standardError: number | null } | null;
  /** What the model expected of every answer, for its fit. */
  readonly expectations: ExpectationWalk;
  readonly logLikelihood: number;
  readonly stepCount: number;
}

/** Why there is no solution. */
export type NoSolution = "not-settled" | "no-information" | "scores-too-far-apart";
