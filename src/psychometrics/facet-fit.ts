import type { RatingCells } from "./facet-ratings.js";
import { addResiduals, type FitSums, noFit } from "./item-fit.js";
import { groupExpectation, type RatingGroup } from "./rating-group.js";
import { type FacetShape, momentsOf } from "./rating-scale.js";

/** Residuals of all ratings of informative people against what was to be expected given their totals, by rater and by item. */
export function facetFit(cells: RatingCells, groups: readonly RatingGroup[], { parameters, shape }: { readonly parameters: Float64Array; readonly shape: FacetShape }): { readonly raters: FitSums; readonly items: FitSums } {
  const sums = { raters: noFit(shape.raterCount), items: noFit(shape.itemCount) };
  for (const group of groups) {
    const { given } = groupExpectation(group, parameters, shape);
    group.items.forEach((item, index) => {
      const { mean, variance, fourth } = momentsOf(given.subarray(index * (shape.stepCount + 1), (index + 1) * (shape.stepCount + 1)));
      const squares = group.persons.reduce((sum, person) => sum + ((cells.scores[(cells.begins[person] as number) + index] as number) - mean) ** 2, 0);
      const residuals = { squares, variance, fourth, count: group.persons.length };
      addResiduals(sums.raters, group.raters[index] as number, residuals);
      addResiduals(sums.items, item, residuals);
    });
  }
  return sums;
}
