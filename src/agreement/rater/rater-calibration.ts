import type { FacetExclusionReason, FitRange, ItemFit, MisfitFlag, Separation } from "../../psychometrics/index.js";
import type { Confidence, Estimate, NoEstimate } from "../../statistics/index.js";
import type { Count, Fraction, Id } from "../../unit/index.js";
import type { CalibrationRule } from "./calibration-rule.js";
import type { CriterionScale, LevelScale } from "./level-table.js";
import type { RaterVerdict } from "./rater-verdict.js";

/** How harsh a rater is, compared with the mean of the raters. Positive is harsh. */
export interface SeverityEstimate extends Estimate {
  /** Its standard error. */
  readonly standardError: number;
}
/** No severity, and why: all of the rater's levels that count are the lowest, or the highest, or none can be compared. */
export interface NoSeverity extends NoEstimate {
  /** Why there is none. */
  readonly reason: FacetExclusionReason;
}

/**
 * Why a verdict is what it is. `few-subjects`: too few whom another rater rated too; `harsh`, `lenient`: by a size that matters, in levels, or without end; `beyond-chance`: surely more than nothing, also where it is small;
 * `erratic`: levels stray more than the model says; `predictable`: they stray less, as where a rater avoids the ends of the scale or lets one impression decide all criteria, but also where a rater is the most exact one, so that it alone makes no verdict; `one-level-used`: never another level;
 * `harsh-at-criterion`, `lenient-at-criterion`: at this criterion more than at the others, by a size that matters and beyond chance.
 */
export interface RaterReason {
  /** A stable code. */
  readonly code: "few-subjects" | "harsh" | "lenient" | "beyond-chance" | "erratic" | "predictable" | "one-level-used" | "harsh-at-criterion" | "lenient-at-criterion";
  /** The criterion of the last two, or null. */
  readonly criterionId: Id | null;
}

/** One rater among the others. */
export interface CalibratedRater {
  /** Who. */
  readonly raterId: Id;
  /** Ratings given. */
  readonly ratingCount: Count;
  /** Those of subjects whom another rater rated too: only they tell of severity. */
  readonly comparedRatingCount: Count;
  /** Subjects whom another rater rated too, however many criteria each has: only they make a severity certain. */
  readonly comparedSubjectCount: Count;
  /** The plain mean of the rater's levels, which depends on whom the rater met. */
  readonly meanLevel: number;
  /** The severity in log-odds; null where the method is `additive`. */
  readonly severityLogits: SeverityEstimate | NoSeverity | null;
  /** By how many levels this rater's level is lower than that of a rater of mean severity, for a subject in the middle of the scale; by the additive model for every subject. */
  readonly severityLevels: SeverityEstimate | NoSeverity;
  /** The severity in standard errors; null where it has none. */
  readonly z: number | null;
  /** `severityLevels` less the median of the raters': one rater who is far out moves the mean, and with it all others to the other side. Null where there is none. */
  readonly fromMedianLevels: number | null;
  /** How well the rater's levels follow the model, 1 where as well as expected; by the additive model infit and outfit are the same. */
  readonly fit: ItemFit | null;
  /** Misfits beyond the range and two standard errors. */
  readonly misfits: readonly MisfitFlag[];
  /** What to do. It is against the other raters, not against the truth; size and chance count as far as both the mean (in levels, of the others) and the median of the raters show them. Of two raters neither is to recalibrate: which one is off cannot be told. */
  readonly verdict: RaterVerdict;
  /** Why; where the verdict is `fine` nothing, or `predictable` alone. */
  readonly reasons: readonly RaterReason[];
}

/** Whether raters differ in severity at all. */
export interface RaterSeparation extends Separation {
  /** Σ (severity ÷ standard error)² · (R − 1) ÷ R², over the R raters: 1 where they do not differ. */
  readonly f: number;
  /** R − 1. */
  readonly numeratorFreedom: Count;
  /** Those of looks, one look being all that a rater gave a subject; null for the many-facet model where every look is one rating, as its errors are taken as known. */
  readonly denominatorFreedom: Count | null;
  /** The probability of severities this far apart if raters do not differ. */
  readonly pValue: number;
  /** Whether that is at most 1 − the confidence level. */
  readonly isBeyondChance: boolean;
}

/** How much harsher a rater is at one criterion than at the others, in levels, by the additive model. */
export interface SeverityAtCriterion extends SeverityEstimate {
  /** Who. */
  readonly raterId: Id;
  /** At which criterion. */
  readonly criterionId: Id;
  /** The probability of so much by chance alone, by Student's t. */
  readonly pValue: Fraction;
  /** The same, corrected for all pairs of rater and criterion together (Holm): the probability that chance makes any pair stand out so. */
  readonly adjustedPValue: Fraction;
  /** Whether that is at most 1 − the confidence level. */
  readonly isBeyondChance: boolean;
}
/** None, and why: only one criterion was rated; the raters of this one cannot be compared at it; too few ratings are left; or its raters differ by the same amounts throughout, so that there is no error. */
export interface NoSeverityAtCriterion extends NoEstimate {
  /** Who. */
  readonly raterId: Id;
  /** At which criterion. */
  readonly criterionId: Id;
  /** Why there is none. */
  readonly reason: "one-criterion" | "raters-not-connected" | "criteria-not-connected" | "too-few-ratings" | "no-residual-variation";
}

/** A mean level as raters of mean severity would have given it. */
export interface AdjustedMean extends Estimate {
  /** Its standard error. */
  readonly standardError: number;
}
/** None, because no rating can be compared. */
export interface NoAdjustedMean extends NoEstimate {
  /** Why there is none. */
  readonly reason: "no-comparison";
}

/** A subject's mean level as it is, and beside it as other raters would have given it. Nothing is replaced. */
export interface AdjustedSubject {
  /** Which. */
  readonly subjectId: Id;
  /** Ratings. */
  readonly ratingCount: Count;
  /** Ratings that count in the raw mean only, because their raters have no severity. */
  readonly leftOutRatingCount: Count;
  /** The plain mean of all levels, as given. */
  readonly rawMeanLevel: number;
  /** What a rater of mean severity at a criterion of mean difficulty would have given (Linacre's fair average). Its error takes the ratings as independent. */
  readonly adjustedMeanLevel: AdjustedMean | NoAdjustedMean;
  /** Adjusted − raw; null where there is no adjusted one. */
  readonly differenceLevels: number | null;
  /** The part of it that comes from who rated; the rest comes from which criteria were rated, from the ends of the scale, and from ratings left out. */
  readonly fromRatersLevels: number | null;
}

/** A subject's mean level at a criterion that lies on the other side of a threshold once the raters' severity is taken off. */
export interface ThresholdChange {
  /** Which subject. */
  readonly subjectId: Id;
  /** At which criterion. */
  readonly criterionId: Id;
  /** Which threshold of the criterion. */
  readonly kind: "compliant-from" | "must-pass";
  /** The threshold, numbered as `scale` says. */
  readonly thresholdLevel: number;
  /** The plain mean of the levels given. */
  readonly rawLevel: number;
  /** The same with the severity of those who rated taken off; by the additive model it may leave the scale. */
  readonly adjustedLevel: number;
  /** Ratings that count in `rawLevel` only, because their raters have no severity: where there are any, the change may come from leaving them out. */
  readonly leftOutRatingCount: Count;
  /** What it was, and would be. */
  readonly change: "met-to-missed" | "missed-to-met";
}

/**
 * What to keep in mind. `two-raters`: which of them is off cannot be told; `split-panel`: nor here, half of the raters are harsher than the other half by a severity that is large; `few-subjects`: fewer than ten were rated by two raters or more; `unused-levels`: some are nowhere among the ratings that count, and are left out; `rarely-used-levels`: fewer than ten times (Linacre 2002);
 * `disordered-levels`: a level is nowhere the most likely one; `few-degrees-of-freedom`: fewer than ten; `no-residual-variation`: raters differ by the same amounts throughout, so that errors are 0; `raters-without-severity`: some gave one end of the scale only.
 */
export type RaterCalibrationWarning = "two-raters" | "split-panel" | "few-subjects" | "unused-levels" | "rarely-used-levels" | "disordered-levels" | "few-degrees-of-freedom" | "no-residual-variation" | "raters-without-severity";

/** What was used where the caller said nothing, and where the caller did. */
export interface RaterCalibrationAssumptions {
  /** From where on a severity is large, certain, or based on too little. */
  readonly rule: Required<CalibrationRule>;
  /** Which mean squares count as fit. */
  readonly fitRange: FitRange;
}

/** Raters who can be compared with each other. */
export interface ComparableRaters {
  /** They, sorted. */
  readonly raterIds: readonly Id[];
  /** The criteria that they rated, sorted. */
  readonly criterionIds: readonly Id[];
  /** Subjects whom they rated. */
  readonly subjectCount: Count;
  /** Ratings that they gave. */
  readonly ratingCount: Count;
}
/** One more rating that would connect two sets of raters. */
export interface ConnectingRating {
  /** The rater who should rate. */
  readonly raterId: Id;
  /** The subject who should be rated once more. */
  readonly subjectId: Id;
  /** At these criteria; one connects, each further one makes the comparison sharper. */
  readonly criterionIds: readonly Id[];
}

/** Raters compared. */
export interface RaterCalibration {
  /** How severities were found. */
  readonly method: "many-facet-rasch" | "additive";
  /** Against what: a panel that is too lenient throughout looks fine. Against the truth goes only gold. */
  readonly relativeTo: "mean-of-these-raters";
  /** How levels are numbered in this answer. */
  readonly scale: LevelScale;
  /** Sorted by id. */
  readonly raters: readonly CalibratedRater[];
  /** Whether they differ at all; null where errors are 0. */
  readonly separation: RaterSeparation | null;
  /** By rater and criterion, those that were rated, sorted. */
  readonly criterionSeverities: readonly (SeverityAtCriterion | NoSeverityAtCriterion)[];
  /** Sorted by id. */
  readonly subjects: readonly AdjustedSubject[];
  /** Whose verdict at a threshold would be another one; the verdicts stay as they are. A mean counts as the nearest level, from one half on the higher one. */
  readonly wouldChange: readonly ThresholdChange[];
  /** What to keep in mind. */
  readonly warnings: readonly RaterCalibrationWarning[];
  /** The level of all intervals. */
  readonly confidenceLevel: Confidence["level"];
  /** What was taken for granted. */
  readonly assumptions: RaterCalibrationAssumptions;
}

/**
 * Why raters cannot be compared: nobody, or one alone, rated; all levels are the same one; criteria have different numbers of levels (`scales`); nobody was rated twice with levels between the ends of the scale; raters, or criteria, have no subjects in common (`subsets`, `connectingRatings`);
 * not one rating, or not one look of a rater at a subject, beyond those that the parameters need; severities grow without end (`boundless`, named in `raterIds`); the ratings do not tell them apart; or the iteration did not come to rest.
 */
export type NoCalibrationOfRatersReason =
  | "no-ratings" | "one-rater" | "one-level" | "different-scales" | "no-informative-subjects" | "raters-not-connected" | "criteria-not-connected" | "too-few-ratings" | "boundless" | "no-information" | "not-settled";

/** No comparison, and why. */
export interface NoRaterCalibration {
  /** Always null. */
  readonly raters: null;
  /** Why. */
  readonly reason: NoCalibrationOfRatersReason;
  /** Rated criteria by their number of levels; more than one are `different-scales`: calibrate each by `criterionIds`. */
  readonly scales: readonly CriterionScale[];
  /** Sets of raters who can be compared, the one with the most ratings first; empty where it was not asked. */
  readonly subsets: readonly ComparableRaters[];
  /** The fewest further ratings that would connect all. */
  readonly connectingRatings: readonly ConnectingRating[];
  /** Raters to blame for `boundless`; empty where criteria or rare levels are. */
  readonly raterIds: readonly Id[];
  /** Ratings there are. */
  readonly n: Count;
}

/** Raters compared, or the reason why they cannot be. Tell them apart by `raters === null`. */
export type RaterCalibrationResult = RaterCalibration | NoRaterCalibration;
