import type { BootstrapSource } from "./bootstrap.js";

/**
 * What Krippendorff's alpha is made of, for subjects with two ratings or more: N pairable ratings, A = Σ_subjects Σ_pairs d² / (m − 1), B = Σ d² over all pairs of pairable ratings.
 * Observed disagreement is A / N, expected B / (N (N − 1)), alpha 1 less their ratio.
 */
export interface AlphaSums {
  readonly ratingCount: number;
  readonly within: number;
  readonly total: number;
}
/** Alpha's sums for any number of subjects of each kind, and how each kind moves them. */
export interface AlphaBasis {
  readonly times: Float64Array;
  readonly sizes: ArrayLike<number>;
  readonly stepCount: number;
  /** B at or below this is none. */
  readonly nothing: number;
  readonly sums: (times: Float64Array) => AlphaSums;
  /** ∂A and ∂B for one subject more of each kind. */
  readonly slopes: () => { readonly within: Float64Array; readonly total: Float64Array };
}

/** Alpha of its sums; NaN where nothing differs. */
export const alphaOf = ({ ratingCount, within, total }: AlphaSums, nothing: number): number => (total > nothing ? 1 - ((ratingCount - 1) * within) / total : NaN);

/** Where the bootstrap of an alpha draws from. */
export const alphaBootstrap = ({ times, stepCount, sums, nothing }: AlphaBasis): BootstrapSource => ({ times, stepCount, coefficient: (drawn) => alphaOf(sums(drawn), nothing) });

/**
 * The standard error over subjects by linearization of 1 − N A / B: u_i = −(m_i A + N ∂A_i − N A ∂B_i / B) / B, variance n Σ u² / (n − 1).
 * For distances that do not depend on the data it is that of K. Gwet, "Handbook of inter-rater reliability", 4th edition (2014), but for terms of the order of one subject; those of the ordinal scale depend on how often categories are used, which is taken into account.
 */
export function alphaStandardError({ times, sizes, sums, slopes }: AlphaBasis): number {
  const { ratingCount, within, total } = sums(times);
  const slope = slopes();
  let [n, squares] = [0, 0];
  for (let kind = 0; kind < times.length; kind += 1) {
    const own = ((sizes[kind] as number) * within + ratingCount * (slope.within[kind] as number) - (ratingCount * within * (slope.total[kind] as number)) / total) / total;
    n += times[kind] as number;
    squares += (times[kind] as number) * own * own;
  }
  return Math.sqrt((n * squares) / (n - 1));
}
