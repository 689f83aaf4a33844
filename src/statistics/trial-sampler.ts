import { correlationMatrix } from "./correlation-matrix.js";
import { type ColumnChange, columnChange } from "./distribution-column.js";
import { FARTHEST_SCORE } from "./beta-table.js";
import { scoresOfDraws } from "./score-table.js";
import { type TrialPlan, uniformBlocks } from "./trial-blocks.js";
import type { UncertainInputs } from "./uncertain-input.js";

/** Fills the columns of one block, one column an input in the order given; shorter columns hold the first trials of the block. */
export type TrialSampler = (block: number, columns: readonly Float64Array[]) => void;

/** Independent scores to correlated ones, in place: each row of the factor times the scores, from the last row up, as a row needs only those above it. */
function correlate(factor: Float64Array, columns: readonly Float64Array[]): void {
  const size = columns.length;
  for (let row = size - 1; row > 0; row -= 1) {
    const target = columns[row] as Float64Array;
    const own = factor[row * size + row] as number;
    for (let trial = 0; trial < target.length; trial += 1) target[trial] = (target[trial] as number) * own;
    for (let other = 0; other < row; other += 1) {
      const weight = factor[row * size + other] as number;
      if (weight === 0) continue;
      const column = columns[other] as Float64Array;
      for (let trial = 0; trial < target.length; trial += 1) target[trial] = (target[trial] as number) + weight * (column[trial] as number);
    }
    for (let trial = 0; trial < target.length; trial += 1) target[trial] = Math.max(-FARTHEST_SCORE + 0.1, Math.min(FARTHEST_SCORE - 0.1, target[trial] as number));
  }
}

/**
 * Draws the trials of a plan block by block, unchecked: the same bits in every engine, in whatever order the blocks are drawn and the inputs listed.
 * One uniform number an input and trial; correlated inputs are drawn as a Gaussian copula.
 * Source: R. Nelsen, "An introduction to copulas" (2006), section 2.9.
 */
export function trialSampler({ inputs, correlations = [] }: UncertainInputs, plan: TrialPlan): TrialSampler {
  const uniform = uniformBlocks(plan, ["trials"]);
  const { inputIds: correlatedIds, factor } = correlationMatrix(correlations);
  const placeOf = new Map(inputs.map(({ inputId }, place) => [inputId, place]));
  const correlated = correlatedIds.map((id) => placeOf.get(id) as number);
  // dimensions go by id, so that the order of the list does not matter
  const names = [...placeOf.keys()].sort();
  const dimensionOf = new Map(names.map((name, dimension) => [name, { name, dimension }]));
  const draws = inputs.map(({ inputId, distribution }, place) => {
    const change: ColumnChange = columnChange(distribution, correlated.includes(place) ? "scores" : "draws");
    return { dimension: dimensionOf.get(inputId) as { readonly name: string; readonly dimension: number }, change };
  });
  return (block, columns) => {
    draws.forEach(({ dimension }, place) => { uniform(block, dimension, columns[place] as Float64Array); });
    if (correlated.length > 0) {
      const together = correlated.map((place) => columns[place] as Float64Array);
      together.forEach(scoresOfDraws);
      correlate(factor, together);
    }
    draws.forEach(({ change }, place) => { change(columns[place] as Float64Array); });
  };
}
