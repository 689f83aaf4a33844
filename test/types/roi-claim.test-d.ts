import { auditClaim, type Claimant, type ClaimFactor, type ClaimFactors, type CostMultiple, type EvidenceGrade, publishedFigure, type RoiClaim } from "coachkit/roi";
import * as roi from "coachkit/roi";
import type { Distribution } from "coachkit/statistics";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof roi.RoiClaim>>().toEqualTypeOf<RoiClaim>();
  expectTypeOf<z.infer<typeof roi.ClaimFactors>>().toEqualTypeOf<ClaimFactors>();
  expectTypeOf<z.infer<typeof roi.ClaimFactor>>().toEqualTypeOf<ClaimFactor>();
  expectTypeOf<z.infer<typeof roi.CostMultiple>>().toEqualTypeOf<CostMultiple>();
  expectTypeOf<z.infer<typeof roi.Claimant>>().toEqualTypeOf<Claimant>();
  expectTypeOf<z.infer<typeof roi.EvidenceGrade>>().toEqualTypeOf<EvidenceGrade>();
});
test("what is needed is there only where there is no careful return", () => {
  const { recomputedRoi } = auditClaim({ claimedRatio: 1, ratioKind: "roi" });
  if (recomputedRoi.range === null) expectTypeOf(recomputedRoi.atMost).toEqualTypeOf<number>();
  // @ts-expect-error a figure is never bare: its kind is said, if only that nobody says it
  auditClaim({ claimedRatio: 5.29 });
});
test("what a scenario may draw is a distribution of the room of statistics", () => {
  const { distribution } = publishedFigure("coaching-effect-2016");
  if (distribution !== null) expectTypeOf(distribution).toExtend<Distribution>();
});
