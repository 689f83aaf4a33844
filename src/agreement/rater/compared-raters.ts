import type { AdditiveFacets, AdjustedScore, FitRange, ItemFit, MisfitFlag, NoAdditiveFacets, NoFacetCalibration, RaterConnections } from "../../psychometrics/index.js";
import type { ConfidenceLevel } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import type { LookClustering } from "./look-clustering.js";
import type { RaterCalibrationWarning, ComparableRaters, ConnectingRating, NoCalibrationOfRatersReason, NoSeverity, SeverityEstimate } from "./rater-calibration.js";

/** What both models are asked. */
export interface ComparisonRequest {
  readonly levelCount: number;
  readonly confidenceLevel: ConfidenceLevel;
  readonly fitRange: FitRange;
  /** How far the criteria of one look go together; null where no look is left to tell. */
  readonly looks: LookClustering | null;
}

/** One rater as a model sees it. */
export interface ComparedRater {
  readonly logits: SeverityEstimate | NoSeverity | null;
  readonly levels: SeverityEstimate | NoSeverity;
  readonly fit: ItemFit | null;
  readonly misfits: readonly MisfitFlag[];
}

/** Raters compared by either model, by the places of the table; ranks count from 0. */
export interface ComparedRaters {
  readonly raters: readonly ComparedRater[];
  /** Adjusted mean ranks; null where nothing can be compared. */
  readonly subjects: readonly ({ readonly adjusted: AdjustedScore; readonly n: number } | null)[];
  /** What each rating gains once its rater's severity is taken off; NaN where that is not known. */
  readonly corrections: Float64Array;
  /** Degrees of freedom of the errors; null where errors are taken as known. */
  readonly freedom: number | null;
  /** Whether adjusted levels are held between the ends of the scale. */
  readonly staysOnScale: boolean;
  readonly warnings: readonly RaterCalibrationWarning[];
}

/** No comparison, and what is known. */
export interface NotCompared {
  readonly raters: null;
  readonly reason: NoCalibrationOfRatersReason;
  readonly subsets: readonly ComparableRaters[];
  readonly connectingRatings: readonly ConnectingRating[];
  readonly raterIds: readonly Id[];
}

const reasons: Readonly<Record<NoAdditiveFacets["reason"] | NoFacetCalibration["reason"], NoCalibrationOfRatersReason>> = {
  "no-ratings": "no-ratings", "raters-not-connected": "raters-not-connected", "items-not-connected": "criteria-not-connected", "too-few-ratings": "too-few-ratings",
  "no-informative-people": "no-informative-subjects", boundless: "boundless", "no-information": "no-information", "not-settled": "not-settled",
};

/** Why a model gives no severities, in the words of this room. */
export const notCompared = ({ reason, connections: { subsets, links }, raterIds = [] }: { readonly reason: keyof typeof reasons; readonly connections: RaterConnections; readonly raterIds?: readonly Id[] }): NotCompared => ({
  raters: null, reason: reasons[reason], raterIds,
  subsets: subsets.map(({ raterIds: ids, itemIds, personCount, ratingCount }) => ({ raterIds: ids, criterionIds: itemIds, subjectCount: personCount, ratingCount })),
  connectingRatings: links.map(({ raterId, personId, itemIds }) => ({ raterId, subjectId: personId, criterionIds: itemIds })),
});

/** Severities without an error that anybody could know. */
export const tooFewLooks: NotCompared = { raters: null, reason: "too-few-ratings", subsets: [], connectingRatings: [], raterIds: [] };

/** Warnings of the additive model in the words of this room. */
export const additiveWarnings = ({ warnings }: AdditiveFacets): readonly RaterCalibrationWarning[] => warnings.flatMap((warning) => (warning === "one-rater" || warning === "one-item" ? [] : [warning]));
