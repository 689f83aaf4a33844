import * as z from "zod";
import { check } from "../../error/index.js";
import { Fraction } from "../../unit/index.js";
import type { Prevalence } from "./agreement-estimate.js";
import { prevalenceOf } from "./agreement-estimate.js";
import { type CategoryAgreement, categoryAgreementOf, type CategoryCoefficient, type ScoreAgreement, scoreAgreementOf, type ScoreCoefficient } from "./coefficient.js";
import { usedShares } from "./percent-agreement.js";
import { categoriesFit, categoryKeys, type CategoryRatings, orderFits, ratioFits, scoreKeys, type ScoreRatings, scoresFit } from "./rating.js";
import { patternsOf } from "./rating-patterns.js";
import { type RatingTable, ratingTableOf, type ScoreTable, scoreTableOf } from "./rating-table.js";

/** Ratings in categories whose agreement is asked for. */
export interface CategoryAgreementRequest extends CategoryRatings {
  /** Whether the order of the categories means something. */
  readonly scale: "nominal" | "ordinal";
  /** From which share of one category on ratings count as skewed; 0.8 where left out. Heuristic. */
  readonly skewedFraction?: Fraction;
}
/** Scores whose agreement is asked for. */
export interface ScoreAgreementRequest extends ScoreRatings {
  /** Whether differences count, or ratios. */
  readonly scale: "interval" | "ratio";
  /** Whether decisions go by the mean of all raters' scores, not by a single one. */
  readonly isMeanUsed: boolean;
}
/** Ratings whose agreement is asked for. */
export type RaterAgreementRequest = CategoryAgreementRequest | ScoreAgreementRequest;

/** Ratings whose agreement is asked for. */
export const RaterAgreementRequest = z.discriminatedUnion("scale", [
  z.strictObject({ scale: z.enum(["nominal", "ordinal"]), skewedFraction: z.exactOptional(Fraction), ...categoryKeys }).check(categoriesFit, orderFits).readonly(),
  z.strictObject({ scale: z.enum(["interval", "ratio"]), isMeanUsed: z.boolean(), ...scoreKeys }).check(scoresFit, ratioFits).readonly(),
]) satisfies z.ZodType<RaterAgreementRequest>;

/** What the ratings are like. */
export interface RatingDesign {
  /** Subjects with a rating. */
  readonly subjectCount: number;
  /** Subjects with two ratings or more: only they tell of agreement. */
  readonly pairedSubjectCount: number;
  /** Raters with a rating. */
  readonly raterCount: number;
  /** Ratings. */
  readonly ratingCount: number;
  /** The share of cells, subject by rater, without a rating. */
  readonly missingFraction: number;
  /** The category that was used most; null for scores, and where there are no ratings. */
  readonly prevalence: Prevalence | null;
}
/** Why a coefficient fits, or stands beside the one that does. */
export type CoefficientReason =
  | "two-raters" | "three-or-more-raters" | "missing-ratings" | "skewed-prevalence" | "unordered-categories" | "ordered-categories"
  | "equal-steps" | "true-zero" | "single-score-used" | "mean-used" | "familiar" | "not-corrected-for-chance" | "second-opinion";
/** A coefficient with its value, and why it is there. */
export interface ChosenCoefficient {
  /** Which one. */
  readonly coefficient: CategoryCoefficient | ScoreCoefficient;
  /** Why it fits these ratings. */
  readonly reasons: readonly CoefficientReason[];
  /** Its value with its interval, or why there is none. */
  readonly result: CategoryAgreement | ScoreAgreement;
}
/** How far raters agree, by the coefficient that fits their ratings. */
export interface RaterAgreement {
  /** What the ratings are like. */
  readonly design: RatingDesign;
  /** The coefficient that fits. */
  readonly recommended: ChosenCoefficient;
  /** Others to read beside it. */
  readonly beside: readonly ChosenCoefficient[];
  /** What was taken for granted. */
  readonly assumptions: {
    /** From which share of one category on ratings counted as skewed; null for scores. */
    readonly skewedFraction: number | null;
  };
}

type Choice<Coefficient> = readonly [coefficient: Coefficient, reasons: readonly CoefficientReason[]];

function designOf(table: RatingTable | ScoreTable, prevalence: Prevalence | null): RatingDesign {
  const { starts, activeRaterCount: raterCount } = table;
  const ratingCount = starts.at(-1) ?? 0;
  let [subjectCount, pairedSubjectCount] = [0, 0];
  for (let subject = 1; subject < starts.length; subject += 1) {
    const size = (starts[subject] as number) - (starts[subject - 1] as number);
    if (size > 0) subjectCount += 1;
    if (size > 1) pairedSubjectCount += 1;
  }
  const cellCount = subjectCount * raterCount;
  return { subjectCount, pairedSubjectCount, raterCount, ratingCount, missingFraction: cellCount === 0 ? 0 : (cellCount - ratingCount) / cellCount, prevalence };
}

const raterReasons = ({ raterCount, missingFraction }: RatingDesign): readonly CoefficientReason[] => [...(raterCount > 2 ? ["three-or-more-raters" as const] : raterCount === 2 ? ["two-raters" as const] : []), ...(missingFraction > 0 ? ["missing-ratings" as const] : [])];

/** What fits categories, best first; with two raters and all ratings kappa, else alpha; where nearly all ratings are in one category Gwet's coefficient before either. */
function categoryChoices(scale: "nominal" | "ordinal", design: RatingDesign, isSkewed: boolean): readonly Choice<CategoryCoefficient>[] {
  const isOrdered = scale === "ordinal";
  const weights = isOrdered ? "quadratic" : "unweighted";
  const order: CoefficientReason = isOrdered ? "ordered-categories" : "unordered-categories";
  const isPair = design.raterCount === 2 && design.missingFraction === 0;
  const familiar: Choice<CategoryCoefficient> = isPair ? [{ kind: "cohen-kappa", weights }, [...raterReasons(design), order]] : [{ kind: "krippendorff-alpha", scale }, [...raterReasons(design), order]];
  const robust: CategoryCoefficient = { kind: "gwet-agreement", weights };
  const percent: Choice<CategoryCoefficient> = [{ kind: "percent-agreement" }, ["not-corrected-for-chance"]];
  if (isSkewed) return [[robust, ["skewed-prevalence", ...raterReasons(design), order]], [familiar[0], ["familiar"]], percent];
  return [familiar, isOrdered || isPair || design.missingFraction > 0 ? [robust, ["second-opinion"]] : [{ kind: "fleiss-kappa" }, ["familiar"]], percent];
}

/** The coefficient that fits ratings in ordered categories, with the reasons. */
export function orderedChoice(table: RatingTable, skewedFraction: number): Choice<CategoryCoefficient> {
  const design = designOf(table, null);
  const isSkewed = design.ratingCount > 0 && prevalenceOf(usedShares(patternsOf(table, 1)), table.categories).shareFraction >= skewedFraction;
  return categoryChoices("ordinal", design, isSkewed)[0] as Choice<CategoryCoefficient>;
}

/** What fits scores, best first: an intraclass correlation where every rater scored every subject, else alpha. */
function scoreChoices({ scale, isMeanUsed }: ScoreAgreementRequest, design: RatingDesign): readonly Choice<ScoreCoefficient>[] {
  const kind = scale === "interval" ? "equal-steps" as const : "true-zero" as const;
  const alpha: ScoreCoefficient = { kind: "krippendorff-alpha", scale };
  if (design.missingFraction > 0) return [[alpha, [...raterReasons(design), kind]]];
  const correlation: ScoreCoefficient = { kind: "intraclass-correlation", form: isMeanUsed ? "ICC(2,k)" : "ICC(2,1)" };
  const used = isMeanUsed ? "mean-used" as const : "single-score-used" as const;
  return scale === "ratio" && !isMeanUsed ? [[alpha, [...raterReasons(design), kind]], [correlation, ["second-opinion", used]]] : [[correlation, [...raterReasons(design), kind, used]], [alpha, ["second-opinion"]]];
}

/** The coefficients that were chosen, with their values. */
function answerOf<Coefficient extends CategoryCoefficient | ScoreCoefficient>(choices: readonly Choice<Coefficient>[], valueOf: (coefficient: Coefficient) => ChosenCoefficient["result"]): Pick<RaterAgreement, "recommended" | "beside"> {
  const [recommended, ...beside] = choices.map(([coefficient, reasons]) => ({ coefficient, reasons, result: valueOf(coefficient) }));
  return { recommended: recommended as ChosenCoefficient, beside };
}

/**
 * How far raters agree, by the coefficient that fits the scale, the number of raters, missing ratings and how skewed they are, with the reasons, and others to read beside it. docs/agreement.md has the table.
 * Sources: as of the coefficients; the choice follows A. Hayes, K. Krippendorff (2007), K. Gwet (2014), P. Shrout, J. Fleiss (1979); from where on ratings are skewed is a heuristic.
 *
 * @throws CoachingError `input.*`, `rating.duplicate_category`, `rating.off_scale`, `rating.duplicate_rating`, `rating.negative_ratio`, `krippendorff-alpha.too_many_scores`, `bootstrap.too_much`
 * @example
 * ```ts
 * const ratings = ["111", "222", "121", "233", "333"].flatMap((row, clip) => [...row].map((level, rater) => ({ subjectId: `clip-${clip}`, raterId: `rater-${rater}`, category: Number(level) })));
 * const { recommended } = raterAgreement({ scale: "ordinal", categories: [1, 2, 3, 4], ratings, confidenceLevel: 0.95 });
 * recommended.coefficient; // => { kind: "krippendorff-alpha", scale: "ordinal" }
 * recommended.reasons; // => ["three-or-more-raters", "ordered-categories"]
 * recommended.result.estimate?.toFixed(3); // => "0.813"
 * ```
 */
export function raterAgreement(request: RaterAgreementRequest): RaterAgreement {
  const checked = check(RaterAgreementRequest, request);
  const { confidenceLevel, bootstrap } = checked;
  const interval = { confidenceLevel, ...(bootstrap === undefined ? {} : { bootstrap }) };
  if ("categories" in checked) {
    const table = ratingTableOf(checked);
    const { skewedFraction = 0.8 } = checked;
    const design = designOf(table, table.raters.length === 0 ? null : prevalenceOf(usedShares(patternsOf(table, 1)), table.categories));
    const isSkewed = (design.prevalence?.shareFraction ?? 0) >= skewedFraction;
    return { design, ...answerOf(categoryChoices(checked.scale, design, isSkewed), (coefficient) => categoryAgreementOf(table, coefficient, interval)), assumptions: { skewedFraction } };
  }
  const table = scoreTableOf(checked);
  const design = designOf(table, null);
  return { design, ...answerOf(scoreChoices(checked, design), (coefficient) => scoreAgreementOf({ table, path: ["ratings"] }, coefficient, interval)), assumptions: { skewedFraction: null } };
}
