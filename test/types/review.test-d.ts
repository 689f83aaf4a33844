import type { review } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof review.AiAudit>>().toEqualTypeOf<review.AiAudit>();
  expectTypeOf<z.infer<typeof review.BehaviorRubric>>().toEqualTypeOf<review.BehaviorRubric>();
  expectTypeOf<z.infer<typeof review.AccessDecision>>().toEqualTypeOf<review.AccessDecision>();
  expectTypeOf<z.infer<typeof review.CoachCompetence>>().toEqualTypeOf<review.CoachCompetence>();
  expectTypeOf<z.infer<typeof review.HomeworkGiven>>().toEqualTypeOf<review.HomeworkGiven>();
  expectTypeOf<z.infer<typeof review.MixGroup>>().toEqualTypeOf<review.MixGroup>();
  expectTypeOf<z.infer<typeof review.MixOption>>().toEqualTypeOf<review.MixOption>();
  expectTypeOf<z.infer<typeof review.MixRequest>>().toEqualTypeOf<review.MixRequest>();
  expectTypeOf<z.infer<typeof review.MixSegment>>().toEqualTypeOf<review.MixSegment>();
  expectTypeOf<z.infer<typeof review.MixSteps>>().toEqualTypeOf<review.MixSteps>();
  expectTypeOf<z.infer<typeof review.RecommendationRequest>>().toEqualTypeOf<review.RecommendationRequest>();
  expectTypeOf<z.infer<typeof review.SegmentNeed>>().toEqualTypeOf<review.SegmentNeed>();
  expectTypeOf<z.infer<typeof review.ReviewEvidence>>().toEqualTypeOf<review.ReviewEvidence>();
  expectTypeOf<z.infer<typeof review.ReviewInput>>().toEqualTypeOf<review.ReviewInput>();
  expectTypeOf<z.infer<typeof review.SegmentProfile>>().toEqualTypeOf<review.SegmentProfile>();
  expectTypeOf<z.infer<typeof review.SwitchedOffRule>>().toEqualTypeOf<review.SwitchedOffRule>();
});
