import { type AccountQuantity, type BenefitClaim, type BenefitDraw, type BenefitLine, type CostDriver, type CostedCohort, type CostItem, type CostPrice, type CostTax, type CountedOutcome, costPerOutcome, type DeliveredTimeInput, type ImprovedShare, type Intangible, type InvestmentInput, type LeaverCostPart, type MissedTimeInput, type PersonRegion, type PersonTime, type PlannedTimeInput, type ProductivityInput, type ProgramCostInput, type RateCard, type RuleWaiver, type SessionCostInput, type SessionTime, type TurnoverInput, type VarianceInput } from "coachkit/roi";
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
  expectTypeOf<z.infer<typeof roi.AccountQuantity>>().toEqualTypeOf<AccountQuantity>();
  expectTypeOf<z.infer<typeof roi.BenefitDraw>>().toEqualTypeOf<BenefitDraw>();
  expectTypeOf<z.infer<typeof roi.CostDriver>>().toEqualTypeOf<CostDriver>();
  expectTypeOf<z.infer<typeof roi.CostedCohort>>().toEqualTypeOf<CostedCohort>();
  expectTypeOf<z.infer<typeof roi.CostItem>>().toEqualTypeOf<CostItem>();
  expectTypeOf<z.infer<typeof roi.CostPrice>>().toEqualTypeOf<CostPrice>();
  expectTypeOf<z.infer<typeof roi.CostTax>>().toEqualTypeOf<CostTax>();
  expectTypeOf<z.infer<typeof roi.LeaverCostPart>>().toEqualTypeOf<LeaverCostPart>();
  expectTypeOf<z.infer<typeof roi.MissedTimeInput>>().toEqualTypeOf<MissedTimeInput>();
  expectTypeOf<z.infer<typeof roi.ProductivityInput>>().toEqualTypeOf<ProductivityInput>();
  expectTypeOf<z.infer<typeof roi.ProgramCostInput>>().toEqualTypeOf<ProgramCostInput>();
  expectTypeOf<z.infer<typeof roi.RuleWaiver>>().toEqualTypeOf<RuleWaiver>();
  expectTypeOf<z.infer<typeof roi.TurnoverInput>>().toEqualTypeOf<TurnoverInput>();
  expectTypeOf<z.infer<typeof roi.VarianceInput>>().toEqualTypeOf<VarianceInput>();
  expectTypeOf<z.infer<typeof roi.SessionTime>>().toEqualTypeOf<SessionTime>();
});
test("the reason is there only where the estimate is not", () => {
  const answer = costPerOutcome({ totalCost: { amount: "1", currency: "EUR" }, outcomeCount: 1, rounding: "half-even" });
  if (answer.estimate === null) expectTypeOf(answer.reason).toEqualTypeOf<"no-outcome">();
  // @ts-expect-error a cost is money, not a number
  costPerOutcome({ totalCost: 1, outcomeCount: 1, rounding: "half-even" });
});
