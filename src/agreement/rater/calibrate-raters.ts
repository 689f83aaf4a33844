import * as z from "zod";
import { check, type Fault, repeated, rule } from "../../error/index.js";
import { additiveFacetsColumns, type AdditiveFacetsResult, FitRange } from "../../psychometrics/index.js";
import { type Criterion, Rubric } from "../../rubric/index.js";
import { ConfidenceLevel } from "../../statistics/index.js";
import { Id } from "../../unit/index.js";
import { additiveRaters } from "./additive-raters.js";
import { adjustedSubjects, thresholdChanges } from "./adjusted-levels.js";
import { CalibrationRule, usualRule } from "./calibration-rule.js";
import { calibratedRaters } from "./calibrated-raters.js";
import { type ComparedRaters, type ComparisonRequest, notCompared, type NotCompared, tooFewLooks } from "./compared-raters.js";
import { criterionSeverities } from "./criterion-severity.js";
import { comparisonsOf, facetColumnsOf, type LevelTable, levelTableOf, scaleOf, scalesOf } from "./level-table.js";
import { lookClustering } from "./look-clustering.js";
import { findLevelFaults, RatedLevel } from "./rated-level.js";
import type { RaterCalibrationWarning, NoCalibrationOfRatersReason, RaterCalibrationResult } from "./rater-calibration.js";
import { isAtLeast } from "./rater-verdict.js";
import { raterSeparation } from "./rater-separation.js";
import { raschRaters } from "./rasch-raters.js";

/** What a calibration of raters refuses, so that no input can exhaust the host. */
export const RATER_CALIBRATION_LIMITS = {
  /** Ratings of one calibration. */
  ratings: 500_000,
  /** Subjects that were rated. */
  subjects: 100_000,
  /** Raters who rated them. */
  raters: 500,
} as const;

/** Ratings whose raters are to be compared with each other. */
export interface RaterCalibrationRequest {
  /** The rubric, in the version that was rated by. */
  readonly rubric: Rubric;
  /** At most one for each subject, rater and criterion, at most 500,000, in any order; what was not rated is left out. */
  readonly ratings: readonly RatedLevel[];
  /** `many-facet-rasch`: severities in log-odds, levels as ordered steps however far apart; needs subjects with levels between the ends. `additive`: severities in levels, by least squares, levels as equally far apart. */
  readonly method: "many-facet-rasch" | "additive";
  /** The level of the intervals: 0.95 means 95 %. One less it is the share of false alarms in `separation` and `criterionSeverities`. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Only these criteria; others' ratings are left out. Left out: all that were rated. */
  readonly criterionIds?: readonly Id[];
  /** From where on a severity is large, certain, or based on too little. Left out: as its keys say, returned under `assumptions`. */
  readonly rule?: CalibrationRule;
  /** Which mean squares count as fit; when absent 0.5 to 1.5, a heuristic, returned under `assumptions`. */
  readonly fitRange?: FitRange;
}

const unknownCriterion: Fault = { code: "calibrate-raters.unknown_criterion", message: "The rubric has no criterion “{id}”.", hint: "Correct the id, or give the rubric that has it." };
const duplicateCriterion: Fault = { code: "calibrate-raters.duplicate_criterion", message: "The criterion “{id}” stands twice.", hint: "List each once." };
const tooMany: Fault = { code: "calibrate-raters.too_many", message: "{count} {what} are more than the {limit} of one calibration.", hint: "Calibrate them in parts that share raters." };

/** Ratings whose raters are to be compared with each other. */
export const RaterCalibrationRequest = z
  .strictObject({
    rubric: Rubric, ratings: z.array(RatedLevel).max(RATER_CALIBRATION_LIMITS.ratings).readonly(), method: z.enum(["many-facet-rasch", "additive"]), confidenceLevel: ConfidenceLevel,
    criterionIds: z.exactOptional(z.array(Id).min(1).max(50).readonly()), rule: z.exactOptional(CalibrationRule), fitRange: z.exactOptional(FitRange),
  })
  .check(
    rule(({ rubric, ratings }: RaterCalibrationRequest, report) => {
      findLevelFaults(rubric.criteria, ratings, ["ratings"], report);
      const counts = { subjects: new Set(ratings.map(({ subjectId }) => subjectId)).size, raters: new Set(ratings.map(({ raterId }) => raterId)).size };
      for (const what of ["subjects", "raters"] as const) if (counts[what] > RATER_CALIBRATION_LIMITS[what]) report(tooMany, ["ratings"], { count: counts[what], what, limit: RATER_CALIBRATION_LIMITS[what] });
    }),
    rule(({ rubric, criterionIds = [] }: RaterCalibrationRequest, report) => {
      const known = new Set(rubric.criteria.map(({ id }) => id));
      criterionIds.forEach((id, index) => { if (!known.has(id)) report(unknownCriterion, ["criterionIds", index], { id }); });
      for (const [index, id] of repeated(criterionIds, (one) => one)) report(duplicateCriterion, ["criterionIds", index], { id });
    }),
  )
  .readonly() satisfies z.ZodType<RaterCalibrationRequest>;

/** A heuristic of practice: productive for measurement (Linacre 2002). */
const productiveFit: FitRange = { lowest: 0.5, highest: 1.5 };
/** Fewer subjects than these say little about others. */
const fewSubjects = 10;
/** Fewer degrees of freedom than these make errors themselves uncertain. */
const fewFreedom = 10;

/** Why nothing can be compared, seen before any model is asked. */
function obstacleOf(ratings: readonly RatedLevel[], scaleCount: number, isOneRank: boolean): NoCalibrationOfRatersReason | null {
  if (ratings.length === 0) return "no-ratings";
  if (ratings.every(({ raterId }) => raterId === ratings[0]?.raterId)) return "one-rater";
  if (scaleCount > 1) return "different-scales";
  return isOneRank ? "one-level" : null;
}

/** Whether as many raters are harsher as are more lenient, with a large severity between the halves. */
function isSplit({ raters }: ComparedRaters, largeSeverityLevels: number): boolean {
  const found = raters.flatMap(({ levels: { estimate } }) => (estimate === null ? [] : [estimate])).sort((left, right) => left - right);
  return found.length > 2 && found.length % 2 === 0 && isAtLeast((found[found.length / 2] as number) - (found[found.length / 2 - 1] as number), largeSeverityLevels);
}

function warningsOf(compared: ComparedRaters, subjectCount: number, { largeSeverityLevels }: Required<CalibrationRule>): readonly RaterCalibrationWarning[] {
  const withoutCount = compared.raters.filter(({ levels }) => levels.estimate === null).length;
  return [
    ...(compared.raters.length - withoutCount === 2 ? ["two-raters" as const] : []), ...(isSplit(compared, largeSeverityLevels) ? ["split-panel" as const] : []), ...(subjectCount < fewSubjects ? ["few-subjects" as const] : []),
    ...(withoutCount > 0 ? ["raters-without-severity" as const] : []), ...compared.warnings,
    ...(compared.freedom !== null && compared.freedom < fewFreedom && !compared.warnings.includes("few-degrees-of-freedom") ? ["few-degrees-of-freedom" as const] : []),
  ];
}

/** The additive comparison, or why there is none. */
function byLeastSquares(table: LevelTable, additive: AdditiveFacetsResult, { looks, ...asked }: ComparisonRequest): ComparedRaters | NotCompared {
  if (additive.raters === null) return notCompared(additive);
  return looks === null ? tooFewLooks : additiveRaters(table, additive, { ...asked, looks });
}

/** The criteria that were rated. */
function ratedCriteria({ criteria }: Rubric, ratings: readonly RatedLevel[]): readonly Criterion[] {
  const rated = new Set(ratings.map(({ criterionId }) => criterionId));
  return criteria.filter(({ id }) => rated.has(id));
}

/**
 * How harsh each rater is compared with the others, where no clip has a gold level: severity with its error, interval and fit, at each criterion too, what to do about the rater and why, and every subject's mean level as it is and as raters of mean severity would have given it. Nothing is replaced by an adjusted level.
 * The severities are those of psychometrics: `many-facet-rasch` log(P_x ÷ P_{x−1}) = subject − criterion − rater − step given everybody's total (`calibrateFacets`), `additive` level = subject − criterion − rater (`additiveFacets`). Positive is harsh.
 * The criteria of one look of a rater at a subject are not independent: errors of severities are those of looks (a design effect, never below 1, and Student's t by the number of looks), so that one impression over many criteria makes nobody certain.
 * All is relative to the mean of these raters: a panel that is lenient throughout looks fine here; against the truth goes only gold. Levels count as ranks, lowest first, so that gaps in their numbers do not matter; criteria with different numbers of levels have no step in common and are answered by `different-scales`.
 * Sources: J. Linacre, "Many-facet Rasch measurement" (1989); C. Myford, E. Wolfe, Journal of Applied Measurement 4 (2003) and 5 (2004); G. Engelhard, "Examining rater errors in the assessment of written composition with a many-faceted Rasch model", Journal of Educational Measurement 31 (1994). The verdict's thresholds are heuristics.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rated-level.unknown_criterion`, `rated-level.level_off_scale`, `rated-level.duplicate_level`, `calibrate-raters.unknown_criterion`, `calibrate-raters.duplicate_criterion`, `calibrate-raters.too_many`, `calibrate-facets.too_many_operations`, `item-fit.range_upside_down`
 * @example
 * ```ts
 * const levels = [1, 2, 3, 4, 5].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const rubric: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria: [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 3 }] };
 * const rated = ["545", "434", "323", "534", "445", "312", "535", "434"].flatMap((row, clip) => [...row].map((level, rater) => ({ subjectId: `clip-${clip}`, raterId: ["ana", "ben", "eva"][rater] ?? "", criterionId: "listens", level: Number(level) })));
 * const result = calibrateRaters({ rubric, ratings: rated, method: "additive", confidenceLevel: 0.95 });
 * result.raters?.map(({ raterId, severityLevels, verdict }) => [raterId, severityLevels.estimate?.toFixed(2), verdict]); // => [["ana", "-0.46", "fine"], ["ben", "0.79", "recalibrate"], ["eva", "-0.33", "fine"]]
 * ```
 */
export function calibrateRaters(request: RaterCalibrationRequest): RaterCalibrationResult {
  const { rubric, ratings: all, method, confidenceLevel, criterionIds, rule: given, fitRange = productiveFit } = check(RaterCalibrationRequest, request);
  const used = { ...usualRule, ...given };
  const ratings = criterionIds === undefined ? all : all.filter(({ criterionId }) => criterionIds.includes(criterionId));
  const criteria = ratedCriteria(rubric, ratings);
  const table = levelTableOf(criteria, ratings);
  const scales = scalesOf(criteria);
  const obstacle = obstacleOf(ratings, scales.length, table.ranks.every((rank) => rank === table.ranks[0]));
  const none = { raters: null, scales, n: ratings.length } as const;
  if (obstacle !== null) return { ...none, reason: obstacle, subsets: [], connectingRatings: [], raterIds: [] };
  const scale = scaleOf(criteria);
  // needed by either method: severities at single criteria go by it
  const additive = additiveFacetsColumns({ ...facetColumnsOf(table), confidenceLevel });
  const asked = { levelCount: scale.levelCount, confidenceLevel, fitRange, looks: additive.raters === null ? null : lookClustering(table, additive) };
  const compared: ComparedRaters | NotCompared = method === "additive" ? byLeastSquares(table, additive, asked) : raschRaters(table, asked);
  if (!("subjects" in compared)) return { ...none, ...compared };
  const byCriterion = criterionSeverities(table, additive, confidenceLevel);
  const comparisons = comparisonsOf(table);
  const source = { table, compared, scale };
  return {
    method, relativeTo: "mean-of-these-raters", scale, raters: calibratedRaters({ ...source, byCriterion, comparisons }, used), separation: raterSeparation(compared, confidenceLevel),
    criterionSeverities: byCriterion, subjects: adjustedSubjects(source), wouldChange: thresholdChanges(source, criteria), warnings: warningsOf(compared, comparisons.subjectCount, used), confidenceLevel, assumptions: { rule: used, fitRange },
  };
}
