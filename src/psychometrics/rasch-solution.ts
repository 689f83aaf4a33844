/** Difficulties by one method, before anything is said about them. */
export interface RaschSolution {
  /** One a kept item. */
  readonly difficulties: Float64Array;
  readonly standardErrors: Float64Array;
  /** Of the ability distribution; null where the method assumes none. */
  readonly spread: { readonly standardDeviation: number; readonly standardError: number | null } | null;
  readonly logLikelihood: number;
  readonly stepCount: number;
}

/** Why there is no solution. */
export type NoSolution = "not-settled" | "no-information" | "scores-too-far-apart";
