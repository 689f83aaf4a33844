import { type AmortizationQuestion, type AnnuityPaymentQuestion, type AnnuityPeriodsQuestion, type AnnuityValueQuestion, type BreakEvenModel, type CashFlowPaybackQuestion, type DatedCashFlow, type DatedPresentValueQuestion, type DatedRateOfReturnQuestion, type DiscountRate, type Driver, type FrontierQuestion, type FutureValueQuestion, internalRateOfReturn, type InvestmentTotals, type ModifiedReturnQuestion, type NetStep, type NetTerm, type PresentValueQuestion, type ProgramAlternative, type RateOfReturnQuestion, type SteppedNet } from "coachkit/roi";
import * as roi from "coachkit/roi";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema of a measure says what its interface says", () => {
  expectTypeOf<z.infer<typeof roi.AmortizationQuestion>>().toEqualTypeOf<AmortizationQuestion>();
  expectTypeOf<z.infer<typeof roi.AnnuityPaymentQuestion>>().toEqualTypeOf<AnnuityPaymentQuestion>();
  expectTypeOf<z.infer<typeof roi.AnnuityPeriodsQuestion>>().toEqualTypeOf<AnnuityPeriodsQuestion>();
  expectTypeOf<z.infer<typeof roi.AnnuityValueQuestion>>().toEqualTypeOf<AnnuityValueQuestion>();
  expectTypeOf<z.infer<typeof roi.BreakEvenModel>>().toEqualTypeOf<BreakEvenModel>();
  expectTypeOf<z.infer<typeof roi.CashFlowPaybackQuestion>>().toEqualTypeOf<CashFlowPaybackQuestion>();
  expectTypeOf<z.infer<typeof roi.DatedCashFlow>>().toEqualTypeOf<DatedCashFlow>();
  expectTypeOf<z.infer<typeof roi.DatedPresentValueQuestion>>().toEqualTypeOf<DatedPresentValueQuestion>();
  expectTypeOf<z.infer<typeof roi.DatedRateOfReturnQuestion>>().toEqualTypeOf<DatedRateOfReturnQuestion>();
  expectTypeOf<z.infer<typeof roi.DiscountRate>>().toEqualTypeOf<DiscountRate>();
  expectTypeOf<z.infer<typeof roi.Driver>>().toEqualTypeOf<Driver>();
  expectTypeOf<z.infer<typeof roi.FrontierQuestion>>().toEqualTypeOf<FrontierQuestion>();
  expectTypeOf<z.infer<typeof roi.FutureValueQuestion>>().toEqualTypeOf<FutureValueQuestion>();
  expectTypeOf<z.infer<typeof roi.InvestmentTotals>>().toEqualTypeOf<InvestmentTotals>();
  expectTypeOf<z.infer<typeof roi.ModifiedReturnQuestion>>().toEqualTypeOf<ModifiedReturnQuestion>();
  expectTypeOf<z.infer<typeof roi.NetStep>>().toEqualTypeOf<NetStep>();
  expectTypeOf<z.infer<typeof roi.NetTerm>>().toEqualTypeOf<NetTerm>();
  expectTypeOf<z.infer<typeof roi.PresentValueQuestion>>().toEqualTypeOf<PresentValueQuestion>();
  expectTypeOf<z.infer<typeof roi.ProgramAlternative>>().toEqualTypeOf<ProgramAlternative>();
  expectTypeOf<z.infer<typeof roi.RateOfReturnQuestion>>().toEqualTypeOf<RateOfReturnQuestion>();
  expectTypeOf<z.infer<typeof roi.SteppedNet>>().toEqualTypeOf<SteppedNet>();
});
test("a rate of return has a reason only where it has no estimate", () => {
  const answer = internalRateOfReturn({ cashFlows: [{ amount: "1", currency: "EUR" }], periodsPerYear: 1 });
  if (answer.estimate === null) expectTypeOf(answer.reason).toEqualTypeOf<"no-sign-change" | "no-root" | "several-roots" | "out-of-range">();
  // @ts-expect-error there is no reason beside an estimate
  else answer.reason;
  // @ts-expect-error a cash flow is money, not a number
  internalRateOfReturn({ cashFlows: [1], periodsPerYear: 1 });
});
