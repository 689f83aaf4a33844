import type { effect } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof effect.ArmFigures>>().toEqualTypeOf<effect.ArmFigures>();
  expectTypeOf<z.infer<typeof effect.EffectMeasure>>().toEqualTypeOf<effect.EffectMeasure>();
  expectTypeOf<z.infer<typeof effect.EffectPerson>>().toEqualTypeOf<effect.EffectPerson>();
  expectTypeOf<z.infer<typeof effect.FiguresOfArms>>().toEqualTypeOf<effect.FiguresOfArms>();
  expectTypeOf<z.infer<typeof effect.GoalAttainmentInput>>().toEqualTypeOf<effect.GoalAttainmentInput>();
  expectTypeOf<z.infer<typeof effect.Instrument>>().toEqualTypeOf<effect.Instrument>();
  expectTypeOf<z.infer<typeof effect.InterruptedSeries>>().toEqualTypeOf<effect.InterruptedSeries>();
  expectTypeOf<z.infer<typeof effect.LeadingScore>>().toEqualTypeOf<effect.LeadingScore>();
  expectTypeOf<z.infer<typeof effect.LeadLagInput>>().toEqualTypeOf<effect.LeadLagInput>();
  expectTypeOf<z.infer<typeof effect.OneArm>>().toEqualTypeOf<effect.OneArm>();
  expectTypeOf<z.infer<typeof effect.ReliableChangeInput>>().toEqualTypeOf<effect.ReliableChangeInput>();
  expectTypeOf<z.infer<typeof effect.ScaledGoal>>().toEqualTypeOf<effect.ScaledGoal>();
  expectTypeOf<z.infer<typeof effect.ScorePair>>().toEqualTypeOf<effect.ScorePair>();
  expectTypeOf<z.infer<typeof effect.ScoreSpread>>().toEqualTypeOf<effect.ScoreSpread>();
  expectTypeOf<z.infer<typeof effect.SelectedPeople>>().toEqualTypeOf<effect.SelectedPeople>();
  expectTypeOf<z.infer<typeof effect.TwoArms>>().toEqualTypeOf<effect.TwoArms>();
  expectTypeOf<z.infer<typeof effect.AdoptionRecord>>().toEqualTypeOf<effect.AdoptionRecord>();
  expectTypeOf<z.infer<typeof effect.ScheduledPerson>>().toEqualTypeOf<effect.ScheduledPerson>();
  expectTypeOf<z.infer<typeof effect.SchedulingStudy>>().toEqualTypeOf<effect.SchedulingStudy>();
});
