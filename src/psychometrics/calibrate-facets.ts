import * as z from "zod";
import { check, type Fault, faultAt, type Report, rule } from "../error/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { MostSteps, USUAL_STEPS } from "./calibration.js";
import type { ExcludedFacet, FacetCalibration, FacetCalibrationResult, FacetWarning, NoFacetCalibration } from "./facet-calibration.js";
import { cellsOfColumns, type FacetColumns, facetColumnKeys } from "./facet-columns.js";
import { facetConditional, type GroupedRatings, groupedRatings, operationsOf } from "./facet-conditional.js";
import { cellsOf, FACET_LIMITS, type RatingCells, ratingKeys, type RatingList, someCells, soundRatings } from "./facet-ratings.js";
import { personRows, severityRows, stepRows } from "./facet-rows.js";
import { type InformativeRatings, informativeRatings } from "./informative-ratings.js";
import { FitRange } from "./item-fit.js";
import { byItem, byRater, comparableSets, connectionsOf, type RaterConnections, setsOf } from "./rater-connections.js";
import { separationOf } from "./separation.js";

/** How to calibrate. */
export interface FacetOptions {
  /** The lowest score of the scale, a whole number. */
  readonly lowestScore: number;
  /** The highest score of the scale, at most 20 above the lowest. */
  readonly highestScore: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Steps until the iteration is given up; when absent 1,000, returned under `assumptions`. */
  readonly mostSteps?: number;
  /** Which mean squares count as fit; when absent 0.5 to 1.5, a heuristic, returned under `assumptions`. */
  readonly fitRange?: FitRange;
}

/** Ratings on one scale, and how to calibrate it. */
export interface FacetRequest extends RatingList, FacetOptions {}
/** The same in typed arrays. */
export interface FacetColumnRequest extends FacetColumns, FacetOptions {}

const noScale: Fault = { code: "calibrate-facets.no_scale", message: "A scale from {lowestScore} to {highestScore} cannot be calibrated.", hint: "Give the lowest score and a highest one that is 1 to {limit} above it." };
const scoreOffScale: Fault = { code: "calibrate-facets.score_off_scale", message: "The score {score} is not a whole number from {lowestScore} to {highestScore}.", hint: "Correct the score, or the scale." };
const tooManyOperations: Fault = { code: "calibrate-facets.too_many_operations", message: "A step would take {operations} operations; at most {limit} are made.", hint: "Calibrate fewer people, or people with fewer ratings each." };

const ScaleEnd = z.int().min(-1_000_000).max(1_000_000);
const optionKeys = { lowestScore: ScaleEnd, highestScore: ScaleEnd, confidenceLevel: ConfidenceLevel, mostSteps: z.exactOptional(MostSteps), fitRange: z.exactOptional(FitRange) };

const isOnScale = ({ lowestScore, highestScore }: FacetOptions) => (score: number): boolean => Number.isInteger(score) && score >= lowestScore && score <= highestScore;

const soundScale = rule(({ lowestScore, highestScore }: FacetOptions, report: Report) => {
  const distance = highestScore - lowestScore;
  if (!(distance >= 1 && distance <= FACET_LIMITS.scoreSpan)) report(noScale, ["highestScore"], { lowestScore, highestScore, limit: FACET_LIMITS.scoreSpan });
});

/** Ratings on one scale, and how to calibrate it. */
export const FacetRequest = z
  .strictObject({ ...ratingKeys, ...optionKeys })
  .check(soundRatings, soundScale, rule((request: FacetRequest, report) => {
    const { lowestScore, highestScore } = request;
    const isSound = isOnScale(request);
    request.ratings.forEach(({ score }, index) => { if (!isSound(score)) report(scoreOffScale, ["ratings", index, "score"], { score, lowestScore, highestScore }); });
  }))
  .readonly() satisfies z.ZodType<FacetRequest>;
const ColumnOptions = z.strictObject({ ...facetColumnKeys, ...optionKeys }).check(soundScale).readonly();

/** A heuristic of practice: productive for measurement (Linacre, "What do infit and outfit mean?", 2002). */
const productiveFit: FitRange = { lowest: 0.5, highest: 1.5 };

function excludedFacets(all: RatingCells, kept: InformativeRatings): readonly ExcludedFacet[] {
  const named = kept.excluded.map(({ facet, place, reason }): ExcludedFacet => ({ facet, id: (facet === "rater" ? all.raterIds : all.itemIds)[place] as string, reason }));
  const measured = new Set(kept.cells.personIds);
  return [...named, ...all.personIds.filter((id) => !measured.has(id)).map((id): ExcludedFacet => ({ facet: "person", id, reason: "no-comparison" }))];
}

interface Told {
  readonly steps: FacetCalibration["steps"];
  readonly unusedScores: readonly number[];
  readonly lowestCount: number;
  readonly informativePersonCount: number;
}

function warningsOf({ shape }: GroupedRatings, { steps, unusedScores, lowestCount, informativePersonCount }: Told): readonly FacetWarning[] {
  const holds: Readonly<Record<FacetWarning, boolean>> = {
    "one-rater": shape.raterCount === 1, "one-item": shape.itemCount === 1, "unused-scores": unusedScores.length > 0,
    "rarely-used-scores": lowestCount < 10 || steps.some(({ n }) => n < 10),
    "disordered-steps": steps.some(({ estimate }, index) => estimate < (steps[index - 1]?.estimate ?? -Infinity)), "few-informative-people": informativePersonCount < 10,
  };
  return (Object.keys(holds) as FacetWarning[]).filter((warning) => holds[warning]);
}

/** What cannot be compared, or null. */
function obstacle(compared: RatingCells, connections: RaterConnections, itemSubsets: readonly unknown[]): NoFacetCalibration["reason"] | null {
  if (compared.scores.length === 0) return "no-informative-people";
  if (connections.subsets.length > 1) return "raters-not-connected";
  return itemSubsets.length > 1 ? "items-not-connected" : null;
}

function calibrated(all: RatingCells, options: FacetOptions): FacetCalibrationResult {
  const { lowestScore, highestScore, confidenceLevel, mostSteps, fitRange } = options;
  const kept = informativeRatings(all);
  const { cells, usedScores } = kept;
  const compared = someCells(cells, (index) => kept.isInformative[cells.persons[index] as number] === 1);
  const connections = connectionsOf(compared, comparableSets(byRater(compared)));
  const itemSubsets = setsOf(cells.itemIds, comparableSets(byItem(compared)));
  const excluded = excludedFacets(all, kept);
  const none = { raters: null, connections, itemSubsets, raterIds: [], itemIds: [], excluded };
  const found = obstacle(compared, connections, itemSubsets);
  if (found !== null) return { ...none, reason: found };
  const grouped = groupedRatings(kept);
  const operations = operationsOf(grouped);
  if (operations > FACET_LIMITS.conditionalOperations) throw faultAt(tooManyOperations, ["ratings"], { operations, limit: FACET_LIMITS.conditionalOperations });
  const solution = facetConditional(grouped, mostSteps ?? USUAL_STEPS);
  if ("reason" in solution) {
    const { itemCount, raterCount } = grouped.shape;
    return {
      ...none, reason: solution.reason, itemIds: cells.itemIds.filter((_, place) => solution.places.includes(place)),
      raterIds: cells.raterIds.filter((_, place) => place < raterCount && solution.places.includes(itemCount + place)),
    };
  }
  const solved = { kept, grouped, solution };
  const { raters, items } = severityRows(solved, { confidenceLevel, fitRange: fitRange ?? productiveFit });
  const steps = stepRows(solved, confidenceLevel);
  const persons = personRows(solved, all, confidenceLevel);
  const unusedScores = Array.from({ length: highestScore - lowestScore + 1 }, (_, index) => lowestScore + index).filter((score) => !usedScores.includes(score));
  const informativePersonCount = kept.isInformative.reduce((sum, informative) => sum + informative, 0);
  return {
    raters, items, steps, persons, excluded, unusedScores, method: "conditional", identification: "mean-severity-and-difficulty-zero",
    raterSeparation: separationOf(raters), itemSeparation: separationOf(items), personSeparation: separationOf(persons),
    logLikelihood: solution.logLikelihood + 0, ratingCount: compared.scores.length, informativePersonCount, stepCount: solution.stepCount,
    warnings: warningsOf(grouped, { steps, unusedScores, informativePersonCount, lowestCount: compared.scores.reduce((sum, score) => sum + (score === 0 ? 1 : 0), 0) }),
    assumptions: { ...(mostSteps === undefined ? { mostSteps: USUAL_STEPS } : {}), ...(fitRange === undefined ? { fitRange: productiveFit } : {}) },
  };
}

/**
 * Severities of raters, difficulties of items and abilities of people from ratings on one scale, by the many-facet Rasch model (Linacre 1989): log(P_x ÷ P_{x−1}) = θ_person − δ_item − α_rater − τ_x.
 * Missing ratings need not be filled in; who rated whom does not matter, because severities are found given everybody's total (conditional maximum likelihood, Andersen 1972), without any assumption about abilities:
 * a rater who got the weak ones is not taken for a harsh one. Raters must be connected (`raterConnections`); where they are not, the answer names the subsets and what would connect them.
 * Abilities are Warm's; `adjustedScore` stands beside the plain `meanScore` and replaces nothing.
 *
 * @throws CoachingError `facet-ratings.duplicate_rating`, `facet-ratings.too_many`, `calibrate-facets.no_scale`, `calibrate-facets.score_off_scale`, `calibrate-facets.too_many_operations`, `item-fit.range_upside_down`, `input.*`
 * @example
 * ```ts
 * // of those to whom only one of two raters gave a 1, three had it from Kim and one from Lee: Lee is harsher by ln 3
 * const rated = (personId, kim, lee) => [{ personId, itemId: "opening", raterId: "kim", score: kim }, { personId, itemId: "opening", raterId: "lee", score: lee }];
 * const ratings = [...rated("a", 1, 0), ...rated("b", 1, 0), ...rated("c", 1, 0), ...rated("d", 0, 1)];
 * const { raters } = calibrateFacets({ ratings, lowestScore: 0, highestScore: 1, confidenceLevel: 0.95 });
 * raters.map(({ raterId, estimate }) => [raterId, estimate.toFixed(6)]); // => [["kim", "-0.549306"], ["lee", "0.549306"]]
 * ```
 */
export function calibrateFacets(request: FacetRequest): FacetCalibrationResult {
  const { ratings, ...options } = check(FacetRequest, request);
  return calibrated(cellsOf(ratings), options);
}

/**
 * `calibrateFacets` for large tables: typed arrays, one entry a rating.
 *
 * @throws CoachingError `facet-columns.duplicate_id`, `facet-columns.not_typed`, `facet-columns.wrong_length`, `facet-columns.too_many_ratings`, `facet-columns.unknown_place`, `facet-columns.bad_score`, `facet-columns.duplicate_rating`, `calibrate-facets.no_scale`, `calibrate-facets.too_many_operations`, `item-fit.range_upside_down`, `input.*`
 * @example
 * ```ts
 * const columns = { personIds: ["a", "b", "c", "d"], itemIds: ["opening"], raterIds: ["kim", "lee"], persons: Uint32Array.of(0, 0, 1, 1, 2, 2, 3, 3), items: new Uint32Array(8), raters: Uint32Array.of(0, 1, 0, 1, 0, 1, 0, 1), scores: Float64Array.of(1, 0, 1, 0, 1, 0, 0, 1) };
 * const { raters } = calibrateFacetsColumns({ ...columns, lowestScore: 0, highestScore: 1, confidenceLevel: 0.95 });
 * raters.map(({ estimate }) => estimate.toFixed(6)); // => ["-0.549306", "0.549306"]
 * ```
 */
export function calibrateFacetsColumns(request: FacetColumnRequest): FacetCalibrationResult {
  const { rest, cells } = cellsOfColumns(ColumnOptions, request, isOnScale);
  return calibrated(cells, rest);
}
