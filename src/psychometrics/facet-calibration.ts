import type { Confidence } from "../statistics/index.js";
import type { Count, Id } from "../unit/index.js";
import type { FacetExclusionReason } from "./informative-ratings.js";
import type { FitRange, ItemFit, MisfitFlag } from "./item-fit.js";
import type { RaterConnections } from "./rater-connections.js";
import type { Separation } from "./separation.js";

/** A place on the scale of log-odds, as the ratings show it. */
export interface FacetEstimate {
  /** The place, in log-odds. */
  readonly estimate: number;
  /** Its standard error, by the observed information. */
  readonly standardErrorLogits: number;
  /** Its normal interval. */
  readonly confidence: Confidence;
}

/** A severity with its fit. */
export interface FacetSeverity extends FacetEstimate {
  /** Ratings of informative people that it rests on. */
  readonly n: Count;
  /** Their plain mean score, which depends on whom they were given to. */
  readonly meanScore: number;
  /** How well the ratings follow the model. */
  readonly fit: ItemFit | null;
  /** Misfits beyond the range and two standard errors; empty when none. */
  readonly flags: readonly MisfitFlag[];
}

/** A rater's severity: positive is harsh. */
export interface FacetRater extends FacetSeverity {
  /** Who. */
  readonly raterId: Id;
}

/** An item's difficulty: positive is hard. */
export interface FacetItem extends FacetSeverity {
  /** Which. */
  readonly itemId: Id;
}

/** A step of the scale that all raters and items share. */
export interface FacetStep extends FacetEstimate {
  /** The score that it leads to. */
  readonly score: number;
  /** Ratings of informative people with this score. */
  readonly n: Count;
}

/** A person's score as a rater and an item of mean severity would give it. */
export interface AdjustedScore {
  /** The expected score (Linacre's fair average). */
  readonly estimate: number;
  /** Its standard error, by the slope of the expected score. */
  readonly standardError: number;
  /** The expected scores at the ends of the ability's interval. */
  readonly confidence: Confidence;
}

/** A person's ability, and the score beside it with and without the raters' severity. */
export interface FacetPerson extends FacetEstimate {
  /** Who. */
  readonly personId: Id;
  /** Ratings that count. */
  readonly n: Count;
  /** The plain mean of all scores, as given. */
  readonly meanScore: number;
  /** The score without the severity of those who happened to rate; nothing else is changed by it. */
  readonly adjustedScore: AdjustedScore;
  /** All scores lowest or highest: how far out the ability lies comes from the method. */
  readonly extreme: "all-lowest" | "all-highest" | null;
}

/** Who or what was left out, and why. */
export interface ExcludedFacet {
  /** What it is. */
  readonly facet: "rater" | "item" | "person";
  /** Which. */
  readonly id: Id;
  /** All its scores are at one end of the scale, so that no place is the most likely; or it has no scores that can be compared with others. */
  readonly reason: FacetExclusionReason;
}

/**
 * `one-rater`, `one-item`: nothing to compare with, its place is 0 by definition; `unused-scores`: some were left out and those above counted one lower; `rarely-used-scores`: fewer than ten times (Linacre 2002);
 * `disordered-steps`: a score is nowhere the most likely one; `few-informative-people`: fewer than ten.
 */
export type FacetWarning = "one-rater" | "one-item" | "unused-scores" | "rarely-used-scores" | "disordered-steps" | "few-informative-people";

/** Severities of raters, difficulties of items, steps of the scale and abilities of people. */
export interface FacetCalibration {
  /** Sorted by id. */
  readonly raters: readonly FacetRater[];
  /** Sorted by id. */
  readonly items: readonly FacetItem[];
  /** From the second score in use up. */
  readonly steps: readonly FacetStep[];
  /** Sorted by id; by Warm's weighted likelihood. */
  readonly persons: readonly FacetPerson[];
  /** Left out. */
  readonly excluded: readonly ExcludedFacet[];
  /** Scores of the scale that no informative person got. */
  readonly unusedScores: readonly number[];
  /** How it was made. */
  readonly method: "conditional";
  /** Where the scale has its 0: severities, difficulties and steps each have the mean 0. */
  readonly identification: "mean-severity-and-difficulty-zero";
  /** Whether raters differ in severity beyond chance; for equal raters it is near 0. Null for one rater. */
  readonly raterSeparation: Separation | null;
  /** Whether items differ; null for one. */
  readonly itemSeparation: Separation | null;
  /** Whether the ratings tell people apart; null for one. */
  readonly personSeparation: Separation | null;
  /** ln of the likelihood given everybody's total. */
  readonly logLikelihood: number;
  /** Ratings of informative people. */
  readonly ratingCount: Count;
  /** People with two ratings or more that are neither all lowest nor all highest: they alone tell of severity. */
  readonly informativePersonCount: Count;
  /** Steps of the iteration. */
  readonly stepCount: Count;
  /** What to keep in mind. */
  readonly warnings: readonly FacetWarning[];
  /** What the caller did not say and was taken to be. */
  readonly assumptions: { readonly mostSteps?: number; readonly fitRange?: FitRange };
}

/**
 * Why there is no calibration: nobody has two comparable ratings (`no-informative-people`); raters, or items, cannot be compared (`raters-not-connected`, `items-not-connected`, see `raters` and `itemSubsets` under `connections`);
 * severities grow without end (`boundless`, named in `raterIds` and `itemIds`); the ratings do not tell them apart (`no-information`); or the iteration did not come to rest (`not-settled`).
 */
export type NoFacetCalibrationReason = "no-informative-people" | "raters-not-connected" | "items-not-connected" | "boundless" | "no-information" | "not-settled";

/** No calibration, and why. */
export interface NoFacetCalibration {
  /** Always null. */
  readonly raters: null;
  /** Why. */
  readonly reason: NoFacetCalibrationReason;
  /** Who can be compared with whom, and who should score whom once more; subsets may be calibrated each by itself. */
  readonly connections: RaterConnections;
  /** Items that can be compared with each other. */
  readonly itemSubsets: readonly (readonly Id[])[];
  /** Raters to blame for `boundless`. */
  readonly raterIds: readonly Id[];
  /** Items to blame for `boundless`. */
  readonly itemIds: readonly Id[];
  /** Left out beforehand. */
  readonly excluded: readonly ExcludedFacet[];
}

/** A calibration, or the reason why there is none. Tell them apart by `raters === null`. */
export type FacetCalibrationResult = FacetCalibration | NoFacetCalibration;
