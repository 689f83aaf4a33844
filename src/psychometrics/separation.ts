/** Whether differences between estimates are more than their errors make. */
export interface Separation {
  /** The share of the estimates' variance that is not error, 0 to 1. Near 0 they differ no more than chance makes them; near 1 their order is sure. */
  readonly reliability: number;
  /** The spread without error over the mean error: √(reliability ÷ (1 − reliability)). */
  readonly separationRatio: number;
  /** How many groups could be told apart: (4 · ratio + 1) ÷ 3. */
  readonly strata: number;
}

/** Estimates with their standard errors; null for fewer than two, or without errors. Source: B. Wright, G. Masters, "Rating Scale Analysis" (1982). */
export function separationOf(estimates: readonly { readonly estimate: number; readonly standardErrorLogits: number }[]): Separation | null {
  const count = estimates.length;
  if (count < 2) return null;
  const mean = estimates.reduce((sum, { estimate }) => sum + estimate, 0) / count;
  const variance = estimates.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2, 0) / (count - 1);
  const error = estimates.reduce((sum, { standardErrorLogits }) => sum + standardErrorLogits ** 2, 0) / count;
  if (error === 0) return null;
  const separationRatio = Math.sqrt(Math.max(0, variance - error) / error);
  return { reliability: variance === 0 ? 0 : Math.max(0, 1 - error / variance), separationRatio, strata: (4 * separationRatio + 1) / 3 };
}
