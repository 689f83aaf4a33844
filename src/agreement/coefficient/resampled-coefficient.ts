import type { Id } from "../../unit/index.js";
import { weightTable } from "./agreement-weights.js";
import { categoryBasis } from "./alpha-categories.js";
import { alphaBootstrap } from "./alpha-sums.js";
import type { BootstrapSource } from "./bootstrap.js";
import { chanceSource } from "./chance-corrected.js";
import { cellsOfPairs, kappaSource } from "./cohen-kappa.js";
import type { CategoryCoefficient } from "./coefficient.js";
import { type CategoryRating, placesOf } from "./rating.js";
import { patternsOf } from "./rating-patterns.js";
import type { RatingTable } from "./rating-table.js";

/** A coefficient of one table that is worked out again for other numbers of its subjects. */
export interface ResampledCoefficient extends BootstrapSource {
  /** Of which kind each subject is; subjects that count for nothing are not there. */
  readonly kindOf: ReadonlyMap<Id, number>;
}

function kindsOf(ratings: readonly CategoryRating[], kinds: Int32Array): ReadonlyMap<Id, number> {
  const { ids } = placesOf(ratings, ({ subjectId }) => subjectId);
  return new Map(ids.flatMap((id, place): readonly (readonly [Id, number])[] => ((kinds[place] as number) < 0 ? [] : [[id, kinds[place] as number]])));
}

/** Cohen's kappa by the cells of its table. */
function resampledKappa(table: RatingTable, ratings: readonly CategoryRating[], weights: Float64Array | null): ResampledCoefficient {
  const cells = cellsOfPairs(table);
  const counts = new Float64Array(table.categories.length ** 2);
  for (const cell of cells) if (cell >= 0) counts[cell] = (counts[cell] as number) + 1;
  const { kinds, ...source } = kappaSource(counts, weights);
  const places = new Map(kinds.map((cell, kind) => [cell, kind]));
  return { ...source, kindOf: kindsOf(ratings, cells.map((cell) => places.get(cell) ?? -1)) };
}

/** The coefficients that are recommended for ordered categories, so that samples of subjects need not read their ratings again. */
export function resampledCoefficient(table: RatingTable, ratings: readonly CategoryRating[], coefficient: CategoryCoefficient): ResampledCoefficient {
  if (coefficient.kind === "cohen-kappa") return resampledKappa(table, ratings, weightTable(coefficient.weights, table.categories.length));
  if (coefficient.kind === "krippendorff-alpha") {
    const patterns = patternsOf(table, 2);
    return { ...alphaBootstrap(categoryBasis(patterns, { kind: coefficient.scale })), kindOf: kindsOf(ratings, patterns.shown) };
  }
  if (coefficient.kind !== "gwet-agreement") throw new Error(`${coefficient.kind} is not recommended for ordered categories`);
  const patterns = patternsOf(table, 1);
  return { ...chanceSource({ patterns, weights: weightTable(coefficient.weights, table.categories.length), chance: "gwet" }), kindOf: kindsOf(ratings, patterns.shown) };
}
