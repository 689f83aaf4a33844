import * as z from "zod";
import { check, rule } from "../../error/index.js";
import { Rubric } from "../../rubric/index.js";
import { ConfidenceLevel, studentProbability } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import { type BiasEstimate, type GoldComparison, goldComparison } from "./gold-comparison.js";
import { differencesFromGold, findGoldRatingFaults, type RaterDifferences } from "./gold-difference.js";
import { GoldLevel, RATED_LEVEL_LIMITS, RatedLevel } from "./rated-level.js";
import type { RaterVerdict } from "./rater-verdict.js";
import { certainAmong, type CertainScore, falseAlarmFraction, isCertainBias, scoreAmong, type SeverityReason, SeverityRule, type SeverityVerdict, severityVerdict } from "./severity-rule.js";

/** Raters' levels of gold clips. */
export interface SeverityRequest {
  /** The rubric that gold and raters used. */
  readonly rubric: Rubric;
  /** The right levels, at most one for each clip and criterion, at most 100,000. */
  readonly gold: readonly GoldLevel[];
  /** The raters' levels, at most one for each clip, rater and criterion, at most 500,000 by 2,000 raters, in any order. What has no gold level is counted and left out. */
  readonly ratings: readonly RatedLevel[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** From where on a bias is large, certain, or based on too little. Left out: as its keys say. */
  readonly rule?: SeverityRule;
}
/** Raters' levels of gold clips. */
export const SeverityRequest = z
  .strictObject({
    rubric: Rubric, gold: z.array(GoldLevel).max(RATED_LEVEL_LIMITS.goldLevels).readonly(), ratings: z.array(RatedLevel).max(RATED_LEVEL_LIMITS.levels).readonly(),
    confidenceLevel: ConfidenceLevel, rule: z.exactOptional(SeverityRule),
  })
  .check(rule(findGoldRatingFaults))
  .readonly() satisfies z.ZodType<SeverityRequest>;

/** One rater on one criterion. */
export interface CriterionSeverity extends GoldComparison, SeverityVerdict {
  /** The criterion. */
  readonly criterionId: Id;
}
/** How harsh or lenient one rater is. */
export interface SeverityOfRater extends SeverityVerdict {
  /** The rater. */
  readonly raterId: Id;
  /** The levels that the rater gave. */
  readonly ratingCount: number;
  /** Those of them that have no gold level, and are left out. */
  readonly withoutGoldCount: number;
  /** Gold clips that the rater rated: what the mean over criteria rests on. */
  readonly clipCount: number;
  /** All criteria together, judged by itself. */
  readonly overall: GoldComparison & SeverityVerdict;
  /** Each criterion that has gold levels, judged by itself, in the order of the rubric. */
  readonly criteria: readonly CriterionSeverity[];
  /** The criteria that ask for the rater's verdict for certain, where it is `recalibrate` or `watch`. */
  readonly drivingCriterionIds: readonly Id[];
}
/** How harsh or lenient raters are, and what to do. */
export interface RaterSeverity {
  /** One entry a rater, in the order of their ids. */
  readonly raters: readonly SeverityOfRater[];
  /** Clips with a gold level. */
  readonly goldClipCount: number;
  /** Criteria of the rubric without a gold level: nothing is known of them. */
  readonly criteriaWithoutGold: readonly Id[];
  /** How many biases were looked at. */
  readonly comparisonCount: number;
  /** How many of them would be called certain by chance if nobody had a bias: a fixed number of standard errors over all criteria is passed more often the fewer clips there are. */
  readonly expectedFalseAlarmCount: number;
  /** `scales-differ`: criteria have scales of different length, so that a level is not worth the same on each (see `biasSpanRatio`); `many-comparisons`: half a false alarm or more is to be expected. */
  readonly warnings: readonly ("scales-differ" | "many-comparisons")[];
  /** The rule that was used. */
  readonly assumptions: Required<SeverityRule>;
}

type Rule = Required<SeverityRule>;
/** A rater, and for each bias that was looked at the chance to call it certain without a cause. */
interface Row {
  readonly rater: SeverityOfRater;
  readonly chances: readonly number[];
}

const worst: readonly RaterVerdict[] = ["recalibrate", "watch", "fine", "insufficient"];
const signOf = ({ biasLevels }: GoldComparison): number => Math.sign(biasLevels.estimate ?? 0);

const isBiasedForCertain = ({ reasons }: CriterionSeverity): boolean => reasons.includes("certain-bias");

/** One verdict for a rater: the gravest of the mean over criteria and each criterion that is biased for certain, so that biases which cancel are seen. One of many criteria is easily off by chance: size alone does not speak for the rater. */
function combined(overall: GoldComparison & SeverityVerdict, criteria: readonly CriterionSeverity[]): SeverityVerdict & Pick<SeverityOfRater, "drivingCriterionIds"> {
  const drivingOf = (verdict: RaterVerdict): readonly CriterionSeverity[] => criteria.filter((criterion) => criterion.verdict === verdict && isBiasedForCertain(criterion));
  const verdict = overall.verdict === "insufficient" ? overall.verdict : worst.find((one) => one === overall.verdict || drivingOf(one).length > 0) ?? overall.verdict;
  if (verdict === "insufficient") return { verdict, reasons: overall.reasons, moreClipCount: overall.moreClipCount, drivingCriterionIds: [] };
  const isBiased = verdict !== "fine";
  const driving = isBiased ? drivingOf(verdict) : [];
  const biased = criteria.filter(isBiasedForCertain);
  const doCancel = biased.some((criterion) => signOf(criterion) > 0) && biased.some((criterion) => signOf(criterion) < 0);
  const open = [...driving, ...(overall.verdict === verdict ? [overall] : [])].map(({ moreClipCount }) => moreClipCount);
  const reasons: SeverityReason[] = [
    ...overall.reasons, ...(overall.verdict === verdict ? [] : ["criterion-biased" as const]), ...(doCancel ? ["biases-cancel" as const] : []),
    ...(!isBiased && criteria.some(({ reasons: why }) => why.includes("uncertain-bias")) ? ["criteria-uncertain" as const] : []),
    ...(!isBiased && criteria.some((criterion) => criterion.verdict === "insufficient") ? ["criteria-too-few-clips" as const] : []),
  ];
  return { verdict, reasons, moreClipCount: open.includes(null) ? null : Math.max(...open.map(Number)), drivingCriterionIds: driving.map(({ criterionId }) => criterionId) };
}

/** The chance that `score` standard errors are passed without a bias; standard errors that are estimated from few clips are passed more often. */
const chanceBeyond = (score: number, { n }: BiasEstimate): number => 2 * studentProbability({ t: -score, degreesOfFreedom: n - 1 });

function severityOf({ raterId, ratingCount, withoutGoldCount, clips }: RaterDifferences<RatedLevel>, request: SeverityRequest, { criteria, rule: used }: { readonly criteria: readonly { readonly id: Id; readonly place: number }[]; readonly rule: Rule }): Row {
  const { certainZ, minimumClipCount } = used;
  const isJudged = (bias: GoldComparison["biasLevels"]): bias is BiasEstimate => bias.estimate !== null && bias.n >= minimumClipCount;
  const whole = goldComparison(clips.map(({ cells }) => cells), request.confidenceLevel);
  const byRule: CertainScore = () => certainZ;
  const judge = (bias: GoldComparison["biasLevels"]): SeverityVerdict => severityVerdict(bias, { isCertain: isJudged(bias) && isCertainBias(bias, certainZ), score: byRule }, used);
  const overall = { ...whole, ...judge(whole.biasLevels) };
  const parts = criteria.map(({ id, place }) => ({ criterionId: id, ...goldComparison(clips.map(({ cells }) => cells.filter(({ criterion }) => criterion === place)).filter(({ length }) => length > 0), request.confidenceLevel) }));
  const judged = parts.map(({ biasLevels }) => biasLevels).filter(isJudged);
  const certain: ReadonlySet<unknown> = certainAmong(judged, certainZ);
  const score = scoreAmong(judged.length, certainZ);
  // a single criterion is the whole: it is looked at once, by the same rule
  const isWhole = criteria.length === 1;
  const judgedParts = parts.map((part): CriterionSeverity => ({ ...part, ...(isWhole ? judge(part.biasLevels) : severityVerdict(part.biasLevels, { isCertain: certain.has(part.biasLevels), score }, used)) }));
  const chances = [...(isJudged(whole.biasLevels) ? [chanceBeyond(certainZ, whole.biasLevels)] : []), ...(isWhole ? [] : judged.map(() => falseAlarmFraction(certainZ) / judged.length))];
  return { rater: { raterId, ratingCount, withoutGoldCount, clipCount: clips.length, overall, criteria: judgedParts, ...combined(overall, judgedParts) }, chances };
}

/**
 * How harsh or lenient each rater is against gold clips, overall and on each criterion, and whether to recalibrate. Bias = mean of (level − gold level) in steps of the scale, above 0 for a lenient rater.
 * A clip counts once, with the mean of its criteria: criteria of one clip are not independent. A bias is large from half a level on and certain from 2.58 standard errors on; both: `recalibrate`; one: `watch`; fewer than 8 clips: `insufficient`.
 * Each of several criteria is judged likewise, with Student's distribution for few clips and Holm's correction among the criteria of the rater; the gravest verdict, of those that are certain, is the rater's. A rater's answer does not depend on the other raters of the call.
 * Sources: the rule is a heuristic, half a score point after the manual of Facets (J. Linacre); Student's interval; E. Wilson (1927) for the fractions; S. Holm (1979).
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rated-level.unknown_criterion`, `rated-level.level_off_scale`, `rated-level.duplicate_level`, `rated-level.duplicate_gold`, `gold-difference.too_many_raters`
 * @example
 * ```ts
 * const levels = [1, 2, 3, 4, 5].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria: [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 3 }] } as const;
 * const clips = [3, 4, 2, 5, 3, 4, 3, 2, 4, 3].map((level, clip) => ({ subjectId: `clip-${clip}`, criterionId: "listens", level }));
 * const ratings = clips.map((clip, index) => ({ ...clip, raterId: "ana", level: index === 0 ? clip.level : clip.level - 1 }));
 * const [ana] = raterSeverity({ rubric, gold: clips, ratings, confidenceLevel: 0.95 }).raters;
 * ana?.verdict; // => "recalibrate"
 * ana?.overall.biasLevels.estimate; // => -0.9
 * ana?.reasons; // => ["large-bias", "certain-bias"]
 * ```
 */
export function raterSeverity(request: SeverityRequest): RaterSeverity {
  const checked = check(SeverityRequest, request);
  const { rubric, gold, ratings } = checked;
  const assumptions: Rule = { largeBiasLevels: 0.5, certainZ: 2.58, minimumClipCount: 8, ...checked.rule };
  const withGold = new Set(gold.map(({ criterionId }) => criterionId));
  const criteria = rubric.criteria.map(({ id, levels }, place) => ({ id, place, length: levels.length })).filter(({ id }) => withGold.has(id));
  const rows = differencesFromGold(rubric.criteria, gold, ratings).map((rater) => severityOf(rater, checked, { criteria, rule: assumptions }));
  const chances = rows.flatMap((row) => row.chances);
  const expectedFalseAlarmCount = chances.reduce((sum, chance) => sum + chance, 0);
  return {
    raters: rows.map(({ rater }) => rater),
    goldClipCount: new Set(gold.map(({ subjectId }) => subjectId)).size,
    criteriaWithoutGold: rubric.criteria.filter(({ id }) => !withGold.has(id)).map(({ id }) => id),
    comparisonCount: chances.length, expectedFalseAlarmCount,
    warnings: [...(new Set(criteria.map(({ length }) => length)).size > 1 ? ["scales-differ" as const] : []), ...(expectedFalseAlarmCount >= 0.5 ? ["many-comparisons" as const] : [])],
    assumptions,
  };
}
