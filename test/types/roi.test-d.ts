import { type BenefitClaim, type BenefitLine, type CountedOutcome, costPerOutcome, type DeliveredTimeInput, type ImprovedShare, type Intangible, type InvestmentInput, type PersonRegion, type PersonTime, type PlannedTimeInput, type RateCard, type SessionCostInput, type SessionTime } from "coachkit/roi";
import * as roi from "coachkit/roi";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof roi.BenefitLine>>().toEqualTypeOf<BenefitLine>();
  expectTypeOf<z.infer<typeof roi.BenefitClaim>>().toEqualTypeOf<BenefitClaim>();
  expectTypeOf<z.infer<typeof roi.Intangible>>().toEqualTypeOf<Intangible>();
  expectTypeOf<z.infer<typeof roi.CountedOutcome>>().toEqualTypeOf<CountedOutcome>();
  expectTypeOf<z.infer<typeof roi.ImprovedShare>>().toEqualTypeOf<ImprovedShare>();
  expectTypeOf<z.infer<typeof roi.InvestmentInput>>().toEqualTypeOf<InvestmentInput>();
  expectTypeOf<z.infer<typeof roi.PersonRegion>>().toEqualTypeOf<PersonRegion>();
  expectTypeOf<z.infer<typeof roi.PersonTime>>().toEqualTypeOf<PersonTime>();
  expectTypeOf<z.infer<typeof roi.PlannedTimeInput>>().toEqualTypeOf<PlannedTimeInput>();
  expectTypeOf<z.infer<typeof roi.DeliveredTimeInput>>().toEqualTypeOf<DeliveredTimeInput>();
  expectTypeOf<z.infer<typeof roi.RateCard>>().toEqualTypeOf<RateCard>();
  expectTypeOf<z.infer<typeof roi.SessionCostInput>>().toEqualTypeOf<SessionCostInput>();
  expectTypeOf<z.infer<typeof roi.SessionTime>>().toEqualTypeOf<SessionTime>();
});
test("the reason is there only where the estimate is not", () => {
  const answer = costPerOutcome({ totalCost: { amount: "1", currency: "EUR" }, outcomeCount: 1, rounding: "half-even" });
  if (answer.estimate === null) expectTypeOf(answer.reason).toEqualTypeOf<"no-outcome">();
  // @ts-expect-error a cost is money, not a number
  costPerOutcome({ totalCost: 1, outcomeCount: 1, rounding: "half-even" });
});
