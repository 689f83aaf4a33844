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
  expectTypeOf<z.infer<typeof psychometrics.AbilityAnswers>>().toEqualTypeOf<psychometrics.AbilityAnswers>();
});
