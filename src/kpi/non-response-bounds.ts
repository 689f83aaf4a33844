/** The ends between which the figure of everyone who was asked lies, whatever those would have said who did not answer. */
export interface NonResponseBounds {
  /** Had all of them given the worst answer. */
  readonly lower: number;
  /** Had all of them given the best. */
  readonly upper: number;
}

/**
 * C. Manski's bounds: (Σ + m · worst) / N to (Σ + m · best) / N, Σ the sum of the answers, m those without, N all who were asked. They hold no sampling error.
 * Source: C. Manski, “Partial Identification of Probability Distributions” (2003).
 */
export function nonResponseBounds({ sum, answered, invited }: { readonly sum: number; readonly answered: number; readonly invited: number }, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }): NonResponseBounds | null {
  if (invited === 0) return null;
  const silent = invited - answered;
  return { lower: (sum + silent * minimum) / invited + 0, upper: (sum + silent * maximum) / invited + 0 };
}
