import type { AdditiveFacets } from "../../psychometrics/index.js";
import { type ConfidenceLevel, studentQuantile } from "../../statistics/index.js";
import type { LevelTable } from "./level-table.js";

/** What the additive model leaves to each rating. */
export function residualsOf({ subjects, raters, criteria, ranks }: LevelTable, result: AdditiveFacets): Float64Array {
  return ranks.map((rank, index) => rank + (result.raters[raters[index] as number]?.estimate ?? NaN) + (result.items[criteria[index] as number]?.estimate ?? NaN) - (result.persons[subjects[index] as number]?.adjustedScore.estimate ?? NaN));
}

/** How much wider the errors of severities are because the criteria of one look of a rater at a subject go together. */
export interface LookClustering {
  /** By how much standard errors grow; at least 1. */
  readonly widening: number;
  /** Degrees of freedom of the looks: looks − subjects − raters + 1. Null where every look is one rating, so that nothing goes together. */
  readonly freedom: number | null;
}

/**
 * The design effect of looks: Σ n · m² ÷ (looks − subjects − raters + 1) over the residual variance, n a look's ratings and m the mean of their residuals. For complete tables errors widened by its root are those of the additive model of the looks' means, exactly.
 * Never below 1: looks that cancel by chance make nobody surer. Null where not one look is left beyond those that the parameters need, so that no error can be known.
 */
export function lookClustering(table: LevelTable, result: AdditiveFacets): LookClustering | null {
  const { subjects, raters, ranks } = table;
  const residuals = residualsOf(table, result);
  let [looks, squares, sum, count] = [0, 0, 0, 0];
  for (let index = 0; index < ranks.length; index += 1) {
    sum += residuals[index] as number;
    count += 1;
    // the table is sorted by subject, then rater
    if (index + 1 < ranks.length && subjects[index + 1] === subjects[index] && raters[index + 1] === raters[index]) continue;
    squares += (sum * sum) / count;
    looks += 1;
    [sum, count] = [0, 0];
  }
  if (looks === ranks.length) return { widening: 1, freedom: null };
  const freedom = Math.min(result.degreesOfFreedom, looks - table.subjectIds.length - table.raterIds.length + 1);
  if (freedom < 1) return null;
  const variance = result.residualStandardDeviation ** 2;
  return { widening: variance > 0 ? Math.sqrt(Math.max(1, squares / freedom / variance)) : 1, freedom };
}

/** How many standard errors an interval reaches to either side, by Student's t. */
export const reachOf = (level: ConfidenceLevel, degreesOfFreedom: number): number => studentQuantile({ probability: (1 + level) / 2, degreesOfFreedom });
