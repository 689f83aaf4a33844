import type { ConfidenceLevel } from "../statistics/index.js";
import { normalInterval } from "./calibration.js";
import { facetAbilities, fairScore } from "./facet-abilities.js";
import type { FacetItem, FacetPerson, FacetRater, FacetSeverity, FacetStep } from "./facet-calibration.js";
import type { FacetSolution, GroupedRatings } from "./facet-conditional.js";
import { facetFit } from "./facet-fit.js";
import type { RatingCells } from "./facet-ratings.js";
import type { InformativeRatings } from "./informative-ratings.js";
import { fitOf, type FitRange, type FitSums, misfitsOf } from "./item-fit.js";
import { firstStep, parameterCount } from "./rating-scale.js";

/** A solution, and what it was made of. */
export interface SolvedFacets {
  readonly kept: InformativeRatings;
  readonly grouped: GroupedRatings;
  readonly solution: FacetSolution;
}

/** How results are to be told. */
export interface Telling {
  readonly confidenceLevel: ConfidenceLevel;
  readonly fitRange: FitRange;
}

const estimateAt = ({ solution: { parameters, covariance } }: SolvedFacets, place: number, level: ConfidenceLevel) => {
  const estimate = (parameters[place] as number) + 0;
  // a facet of one has no variance but rounding
  const standardErrorLogits = Math.sqrt(Math.max(0, covariance[place * (parameters.length + 1)] as number));
  return { estimate, standardErrorLogits, confidence: normalInterval(estimate, standardErrorLogits, level) };
};

/** Number and mean of the scores of informative people, by rater or by item. */
function tally({ cells, isInformative, usedScores }: InformativeRatings, places: Int32Array, count: number): { readonly n: Float64Array; readonly mean: Float64Array } {
  const n = new Float64Array(count);
  const sum = new Float64Array(count);
  places.forEach((place, index) => {
    if (isInformative[cells.persons[index] as number] === 0) return;
    n[place] = (n[place] as number) + 1;
    sum[place] = (sum[place] as number) + (usedScores[cells.scores[index] as number] as number);
  });
  return { n, mean: sum.map((total, place) => total / (n[place] as number) + 0) };
}

function severities(solved: SolvedFacets, facet: { readonly begin: number; readonly ids: readonly string[]; readonly places: Int32Array; readonly fit: FitSums }, { confidenceLevel, fitRange }: Telling): readonly (FacetSeverity & { readonly id: string })[] {
  const { n, mean } = tally(solved.kept, facet.places, facet.ids.length);
  return facet.ids.map((id, place) => {
    const fit = fitOf(facet.fit, place);
    return { id, ...estimateAt(solved, facet.begin + place, confidenceLevel), n: n[place] as number, meanScore: mean[place] as number, fit, flags: misfitsOf(fit, fitRange) };
  });
}

/** Raters and items. */
export function severityRows(solved: SolvedFacets, telling: Telling): { readonly raters: readonly FacetRater[]; readonly items: readonly FacetItem[] } {
  const { kept: { cells }, grouped: { shape, groups }, solution: { parameters } } = solved;
  const fit = facetFit(cells, groups, { parameters, shape });
  return {
    raters: severities(solved, { begin: shape.itemCount, ids: cells.raterIds, places: cells.raters, fit: fit.raters }, telling).map(({ id, ...rest }) => ({ raterId: id, ...rest })),
    items: severities(solved, { begin: 0, ids: cells.itemIds, places: cells.items, fit: fit.items }, telling).map(({ id, ...rest }) => ({ itemId: id, ...rest })),
  };
}

/** Steps of the scale. */
export function stepRows(solved: SolvedFacets, level: ConfidenceLevel): readonly FacetStep[] {
  const { kept: { cells, isInformative, usedScores }, grouped: { shape } } = solved;
  const n = new Float64Array(usedScores.length);
  cells.scores.forEach((score, index) => { if (isInformative[cells.persons[index] as number] === 1) n[score] = (n[score] as number) + 1; });
  return usedScores.slice(1).map((score, step) => ({ score, ...estimateAt(solved, firstStep(shape) + step, level), n: n[step + 1] as number }));
}

/** People, with their plain mean scores from all that they got. */
export function personRows({ kept: { cells, usedScores }, grouped: { shape }, solution }: SolvedFacets, all: RatingCells, level: ConfidenceLevel): readonly FacetPerson[] {
  const { parameters } = solution;
  const steps = parameters.slice(firstStep(shape), parameterCount(shape));
  const placeOf = new Map(all.personIds.map((id, place) => [id, place]));
  return facetAbilities(cells, { ...solution, shape }).map(({ ability, standardError, extreme }, person): FacetPerson => {
    const personId = cells.personIds[person] as string;
    const place = placeOf.get(personId) ?? 0;
    const scores = all.scores.subarray(all.begins[place], all.begins[place + 1]);
    const estimate = ability + 0;
    const confidence = normalInterval(estimate, standardError, level);
    const fair = fairScore(estimate, steps, usedScores);
    return {
      personId, estimate, standardErrorLogits: standardError, confidence, n: (cells.begins[person + 1] as number) - (cells.begins[person] as number),
      meanScore: scores.reduce((sum, score) => sum + score, 0) / scores.length + 0,
      adjustedScore: { estimate: fair.score + 0, standardError: fair.slope * standardError, confidence: { lower: fairScore(confidence.lower, steps, usedScores).score + 0, upper: fairScore(confidence.upper, steps, usedScores).score + 0, level } },
      extreme,
    };
  });
}
