import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../../error/index.js";
import { type Criterion, Rubric } from "../../rubric/index.js";
import { ConfidenceLevel } from "../../statistics/index.js";
import { type Count, type Fraction, Id } from "../../unit/index.js";
import { fewClips, leastClips } from "./change-estimate.js";
import { agreementChange, type CoefficientChange, type MeanChange, skewedFraction } from "./coefficient-change.js";
import { type ComparedRounds, goldByCell, type GoldChange, goldChangeOf } from "./gold-change.js";
import { findGoldFaults, findLevelFaults, GoldLevel, RatedLevel } from "../rater/rated-level.js";
import { AGREEMENT_LIMITS, Bootstrap } from "../coefficient/rating.js";

/** Ratings before and after a calibration session. */
export interface CalibrationChangeRequest {
  /** The rubric of both rounds. */
  readonly rubric: Rubric;
  /** Which criteria to compare. Left out: all. */
  readonly criterionIds?: readonly Id[];
  /** The round before, at most 1,000,000 ratings in any order. Clips with the same id in both rounds are the same clips. */
  readonly before: readonly RatedLevel[];
  /** The round after. */
  readonly after: readonly RatedLevel[];
  /** The right levels of gold clips. Clips that nobody rated count for nothing. */
  readonly gold?: readonly GoldLevel[];
  /** The level of all intervals. */
  readonly confidenceLevel: ConfidenceLevel;
  /** How clips are drawn again. */
  readonly bootstrap: Bootstrap;
}

const unknownCriterion: Fault = { code: "calibration-change.unknown_criterion", message: "The rubric has no criterion “{id}”.", hint: "Correct the id, or leave criterionIds out for all." };
const duplicateCriterion: Fault = { code: "calibration-change.duplicate_criterion", message: "The criterion “{id}” is asked for twice.", hint: "Name each criterion once." };

function findChangeFaults({ rubric: { criteria }, criterionIds = [], before, after, gold = [] }: CalibrationChangeRequest, report: Report): void {
  const known = new Set(criteria.map(({ id }) => id));
  criterionIds.forEach((id, index) => { if (!known.has(id)) report(unknownCriterion, ["criterionIds", index], { id }); });
  for (const [index, id] of repeated(criterionIds, (id) => id)) report(duplicateCriterion, ["criterionIds", index], { id });
  findLevelFaults(criteria, before, ["before"], report);
  findLevelFaults(criteria, after, ["after"], report);
  findGoldFaults(criteria, gold, ["gold"], report);
}

const levels = z.array(RatedLevel).max(AGREEMENT_LIMITS.records).readonly();
/** Ratings before and after a calibration session. */
export const CalibrationChangeRequest = z
  .strictObject({
    rubric: Rubric, criterionIds: z.exactOptional(z.array(Id).min(1).max(50).readonly()), before: levels, after: levels, gold: z.exactOptional(z.array(GoldLevel).max(AGREEMENT_LIMITS.records).readonly()),
    confidenceLevel: ConfidenceLevel, bootstrap: Bootstrap,
  })
  .check(rule(findChangeFaults))
  .readonly() satisfies z.ZodType<CalibrationChangeRequest>;

/** How agreement on one criterion changed. */
export interface CriterionChange extends CoefficientChange {
  /** Against gold; null where no gold was given. */
  readonly gold: GoldChange | null;
}
/** How agreement on all criteria changed. */
export interface OverallChange extends MeanChange {
  /** All ratings of gold clips together; null where no gold was given. */
  readonly gold: GoldChange | null;
}
/**
 * What to keep in mind. `same-clips`: some clips were rated in both rounds; raters who saw gold or discussed a clip agree on it because they remember, and only fresh clips show learning;
 * `other-clips`: some clips are in one round only, and rounds may differ because some clips are easier: let chance say which clip goes into which round;
 * `other-raters`: not the same raters rated both rounds; `few-subjects`: one of the rounds has fewer than ten clips; `scales-differ`: criteria with gold have scales of different length, so that a level of the overall bias is not worth the same on each.
 */
export type CalibrationChangeWarning = "same-clips" | "other-clips" | "other-raters" | "few-subjects" | "scales-differ";
/** Agreement before and after a calibration session. */
export interface CalibrationChange {
  /** How clips were drawn again. `paired`: all were in both rounds; `independent`: none; `partly-paired`: some, which were drawn with both their ratings. */
  readonly sampling: "paired" | "independent" | "partly-paired";
  /** In the order of the rubric. */
  readonly criteria: readonly CriterionChange[];
  /** All criteria together. */
  readonly overall: OverallChange;
  /** What to keep in mind. */
  readonly warnings: readonly CalibrationChangeWarning[];
  /** What was taken for granted. */
  readonly assumptions: {
    /** From which share of one level on ratings counted as skewed, which changes the coefficient. Heuristic. */
    readonly skewedFraction: Fraction;
    /** With fewer clips in one of the rounds a change is not judged. Heuristic. */
    readonly leastSubjectCount: Count;
  };
}

/** Whether two lists name the same ids. */
const areSame = (one: ReadonlySet<Id>, other: ReadonlySet<Id>): boolean => one.size === other.size && [...one].every((id) => other.has(id));

/** Whether criteria with gold have as many levels as each other. */
function doScalesDiffer(criteria: readonly Criterion[], gold: readonly GoldLevel[]): boolean {
  const withGold = new Set(gold.map(({ criterionId }) => criterionId));
  return new Set(criteria.filter(({ id }) => withGold.has(id)).map(({ levels: { length } }) => length)).size > 1;
}

function warningsOf({ before, after }: Pick<ComparedRounds, "before" | "after">, scalesDiffer: boolean): { readonly sampling: CalibrationChange["sampling"]; readonly warnings: readonly CalibrationChangeWarning[] } {
  const [first, second] = [before, after].map((levels) => ({ clips: new Set(levels.map(({ subjectId }) => subjectId)), raters: new Set(levels.map(({ raterId }) => raterId)) })) as [Record<"clips" | "raters", Set<Id>>, Record<"clips" | "raters", Set<Id>>];
  const sharedCount = [...first.clips].filter((id) => second.clips.has(id)).length;
  const isPaired = areSame(first.clips, second.clips);
  const found: readonly (readonly [CalibrationChangeWarning, boolean])[] = [
    ["same-clips", sharedCount > 0], ["other-clips", !isPaired], ["other-raters", !areSame(first.raters, second.raters)], ["few-subjects", Math.min(first.clips.size, second.clips.size) < fewClips],
    ["scales-differ", scalesDiffer],
  ];
  return { sampling: sharedCount === 0 ? "independent" : isPaired ? "paired" : "partly-paired", warnings: found.flatMap(([warning, holds]) => (holds ? [warning] : [])) };
}

/**
 * What a calibration session changed: agreement before and after by one coefficient, criterion by criterion and as their mean, with the change, its own interval and a verdict that is judged on that interval (`undetermined` below eight clips a round, a heuristic, and where clips that are all alike give no interval); against gold, bias and the share of exact ratings before and after.
 * Intervals come from clips drawn again: a clip of both rounds is drawn with both its ratings (paired), others round by round. The coefficient is what `raterAgreement` recommends for the ratings of both rounds together, levels taken as ordered.
 * Agreement on clips that were discussed is inflated: rate fresh clips afterwards, chosen by chance (`same-clips`).
 * Sources: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap" (1993); frame-of-reference training: D. Woehr, A. Huffcutt, "Rater training for performance appraisal: a quantitative review", Journal of Occupational and Organizational Psychology 67 (1994). The mean over criteria is a convention.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rated-level.unknown_criterion`, `rated-level.level_off_scale`, `rated-level.duplicate_level`, `rated-level.duplicate_gold`, `calibration-change.unknown_criterion`, `calibration-change.duplicate_criterion`, `bootstrap.too_much`
 * @example
 * ```ts
 * const levels = [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria: [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 3 }] } as const;
 * const rated = (round: string, rows: readonly string[]) => rows.flatMap((row, clip) => [...row].map((level, rater) => ({ subjectId: `${round}-${clip}`, raterId: `rater-${rater}`, criterionId: "listens", level: Number(level) })));
 * const before = rated("may", ["134", "421", "233", "114", "342", "243", "131", "422", "314", "234", "124", "413"]);
 * const after = rated("june", ["334", "221", "233", "111", "344", "222", "111", "433", "444", "233", "122", "344"]);
 * const { sampling, criteria: [listens] } = calibrationChange({ rubric, before, after, confidenceLevel: 0.95, bootstrap: { seed: 7, replicateCount: 2000 } });
 * sampling; // => "independent"
 * [listens.coefficient.kind, listens.before.estimate?.toFixed(2), listens.after.estimate?.toFixed(2), listens.verdict]; // => ["krippendorff-alpha", "-0.29", "0.82", "improved"]
 * ```
 */
export function calibrationChange(request: CalibrationChangeRequest): CalibrationChange {
  const { rubric, criterionIds, before, after, gold, confidenceLevel, bootstrap } = check(CalibrationChangeRequest, request);
  const asked = criterionIds === undefined ? null : new Set(criterionIds);
  const criteria = rubric.criteria.filter(({ id }: Criterion) => asked === null || asked.has(id));
  const isAsked = ({ criterionId }: { readonly criterionId: Id }): boolean => asked === null || asked.has(criterionId);
  const rounds = { before: before.filter(isAsked), after: after.filter(isAsked), bootstrap, confidenceLevel };
  const { criteria: changes, overall } = agreementChange(rounds, criteria);
  const goldChange = (criterionId: Id | null): GoldChange | null => (gold === undefined ? null : goldChangeOf(rounds, goldByCell(criteria, gold.filter((one) => isAsked(one) && (criterionId === null || one.criterionId === criterionId)))));
  return {
    ...warningsOf(rounds, doScalesDiffer(criteria, gold ?? [])),
    criteria: changes.map((change) => ({ ...change, gold: goldChange(change.criterionId) })),
    overall: { ...overall, gold: goldChange(null) },
    assumptions: { skewedFraction, leastSubjectCount: leastClips },
  };
}
