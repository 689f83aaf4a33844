import * as z from "zod";
import { check, type Report, rule } from "../../error/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { MIX_LIMITS } from "./mix-limits.js";
import { askedModalityRules, type ModalityRule } from "./modality-rules.js";
import { findDuplicateSegments, SegmentNeed } from "./segment-need.js";

/** A modality, and the codes of the rules that speak for it or against it. */
export interface ModalityReasons {
  /** The modality. */
  readonly modality: string;
  /** Codes of `modalityRules`. */
  readonly reasons: readonly string[];
}

/** Which modalities suit one segment. */
export interface ModalityRecommendation {
  /** The segment. */
  readonly segmentId: string;
  /** 1 for the highest priority weight; segments of equal weight share a rank. */
  readonly priorityRank: number;
  /** What suits it, with the reasons. */
  readonly recommended: readonly ModalityReasons[];
  /** What speaks against a modality, also against one that is recommended. */
  readonly against: readonly ModalityReasons[];
  /** What has to be there with a modality. */
  readonly conditions: readonly ModalityReasons[];
}

/** The segments to recommend for. */
export interface RecommendationRequest {
  /** Who is to be coached. */
  readonly segments: readonly SegmentNeed[];
}
/** The segments to recommend for. */
export const RecommendationRequest = z.strictObject({ segments: z.array(SegmentNeed).min(1).max(MIX_LIMITS.segments).readonly() })
  .check(rule(({ segments }: RecommendationRequest, report: Report) => { findDuplicateSegments(segments, report, ["segments"]); }))
  .readonly() satisfies z.ZodType<RecommendationRequest>;

function reasonsOf(segment: SegmentNeed, speaks: ModalityRule["speaks"]): readonly ModalityReasons[] {
  const found = new Map<string, string[]>();
  for (const { code, modality } of askedModalityRules.filter((one) => one.speaks === speaks && one.applies(segment))) found.set(modality, [...found.get(modality) ?? [], code]);
  return [...found].map(([modality, reasons]) => ({ modality, reasons }));
}

/** As `recommendModalities`, of segments that are known to be sound. */
export const recommendationsFor = (segments: readonly SegmentNeed[]): readonly ModalityRecommendation[] =>
  segments.toSorted((left, right) => right.priorityWeight - left.priorityWeight || inTextOrder(left.segmentId, right.segmentId)).map((segment) => ({
    segmentId: segment.segmentId,
    priorityRank: 1 + segments.filter(({ priorityWeight }) => priorityWeight > segment.priorityWeight).length,
    recommended: reasonsOf(segment, "for"),
    against: reasonsOf(segment, "against"),
    conditions: reasonsOf(segment, "condition"),
  }));

/**
 * Which modalities suit each segment, by `modalityRules`, the highest priority weight first: one-to-ones for transitions and where the impact is highest, groups and peers broadly, micro-coaching in the frontline, an AI only in addition.
 * The rules are heuristics that practice reports; none was validated. What can be paid for is another question: `modalityMix`.
 *
 * @throws CoachingError `segment-need.duplicate_segment`, `input.*`
 * @example
 * ```ts
 * const [first] = recommendModalities({ segments: [{ segmentId: "agents", participantCount: 200, isFrontline: true, isHighImpact: false, isInTransition: false, priorityWeight: 1 }] });
 * first.recommended.map(({ modality }) => modality); // => ["group", "peer", "micro", "ai"]
 * first.against; // => [{ modality: "one-to-one", reasons: ["costly-one-to-one"] }]
 * ```
 */
export const recommendModalities = (request: RecommendationRequest): readonly ModalityRecommendation[] => recommendationsFor(check(RecommendationRequest, request).segments);
