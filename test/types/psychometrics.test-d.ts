import { psychometrics } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof psychometrics.RaschModel>>().toEqualTypeOf<psychometrics.RaschModel>();
  expectTypeOf<z.infer<typeof psychometrics.TwoParameterModel>>().toEqualTypeOf<psychometrics.TwoParameterModel>();
  expectTypeOf<z.infer<typeof psychometrics.ThreeParameterModel>>().toEqualTypeOf<psychometrics.ThreeParameterModel>();
  expectTypeOf<z.infer<typeof psychometrics.GradedResponseModel>>().toEqualTypeOf<psychometrics.GradedResponseModel>();
  expectTypeOf<z.infer<typeof psychometrics.PartialCreditModel>>().toEqualTypeOf<psychometrics.PartialCreditModel>();
  expectTypeOf<z.infer<typeof psychometrics.ResponseModel>>().toEqualTypeOf<psychometrics.ResponseModel>();
  expectTypeOf<z.infer<typeof psychometrics.ItemAtAbility>>().toEqualTypeOf<psychometrics.ItemAtAbility>();
  expectTypeOf<z.infer<typeof psychometrics.TestAtAbility>>().toEqualTypeOf<psychometrics.TestAtAbility>();
  expectTypeOf<z.infer<typeof psychometrics.SuccessTarget>>().toEqualTypeOf<psychometrics.SuccessTarget>();
  expectTypeOf<z.infer<typeof psychometrics.ItemAnswer>>().toEqualTypeOf<psychometrics.ItemAnswer>();
  expectTypeOf<z.infer<typeof psychometrics.AbilityPrior>>().toEqualTypeOf<psychometrics.AbilityPrior>();
  expectTypeOf<z.infer<typeof psychometrics.AbilityMethod>>().toEqualTypeOf<psychometrics.AbilityMethod>();
  expectTypeOf<z.infer<typeof psychometrics.RatingScale>>().toEqualTypeOf<psychometrics.RatingScale>();
  expectTypeOf<z.infer<typeof psychometrics.EloOutcome>>().toEqualTypeOf<psychometrics.EloOutcome>();
  expectTypeOf<z.infer<typeof psychometrics.ChainedRating>>().toEqualTypeOf<psychometrics.ChainedRating>();
  expectTypeOf<z.infer<typeof psychometrics.ChainedOutcome>>().toEqualTypeOf<psychometrics.ChainedOutcome>();
  expectTypeOf<z.infer<typeof psychometrics.GlickoOutcome>>().toEqualTypeOf<psychometrics.GlickoOutcome>();
  expectTypeOf<z.infer<typeof psychometrics.GlickoPeriod>>().toEqualTypeOf<psychometrics.GlickoPeriod>();
  expectTypeOf<z.infer<typeof psychometrics.GlickoPair>>().toEqualTypeOf<psychometrics.GlickoPair>();
  expectTypeOf<z.infer<typeof psychometrics.IdleTime>>().toEqualTypeOf<psychometrics.IdleTime>();
  expectTypeOf<z.infer<typeof psychometrics.Glicko2Outcome>>().toEqualTypeOf<psychometrics.Glicko2Outcome>();
  expectTypeOf<z.infer<typeof psychometrics.Glicko2Period>>().toEqualTypeOf<psychometrics.Glicko2Period>();
  expectTypeOf<z.infer<typeof psychometrics.TracingParameters>>().toEqualTypeOf<psychometrics.TracingParameters>();
  expectTypeOf<z.infer<typeof psychometrics.TracedAnswers>>().toEqualTypeOf<psychometrics.TracedAnswers>();
  expectTypeOf<z.infer<typeof psychometrics.ScoreSimulation>>().toEqualTypeOf<psychometrics.ScoreSimulation>();
  expectTypeOf<z.infer<typeof psychometrics.RaschMethod>>().toEqualTypeOf<psychometrics.RaschMethod>();
  expectTypeOf<z.infer<typeof psychometrics.RaschRequest>>().toEqualTypeOf<psychometrics.RaschRequest>();
  expectTypeOf<z.infer<typeof psychometrics.TwoParameterRequest>>().toEqualTypeOf<psychometrics.TwoParameterRequest>();
  expectTypeOf<z.infer<typeof psychometrics.FacetRating>>().toEqualTypeOf<psychometrics.FacetRating>();
  expectTypeOf<z.infer<typeof psychometrics.FacetRequest>>().toEqualTypeOf<psychometrics.FacetRequest>();
  expectTypeOf<z.infer<typeof psychometrics.AdditiveRequest>>().toEqualTypeOf<psychometrics.AdditiveRequest>();
  expectTypeOf<z.infer<typeof psychometrics.FitRange>>().toEqualTypeOf<psychometrics.FitRange>();
  expectTypeOf<z.infer<typeof psychometrics.AbilityAnswers>>().toEqualTypeOf<psychometrics.AbilityAnswers>();
});
test("a calibration is not read before it is known to be there", () => {
  const result = psychometrics.calibrateRasch({ itemIds: ["a", "b"], responses: [], method: { kind: "conditional" }, confidenceLevel: 0.95 });
  // @ts-expect-error [ts18047] there may be none
  void result.items.length;
});
