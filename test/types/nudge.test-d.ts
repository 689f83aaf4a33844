import * as nudge from "coachkit/nudge";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema of a plan says what its interface says", () => {
  expectTypeOf<z.infer<typeof nudge.NudgeWish>>().toEqualTypeOf<nudge.NudgeWish>();
  expectTypeOf<z.infer<typeof nudge.NudgeCalendar>>().toEqualTypeOf<nudge.NudgeCalendar>();
  expectTypeOf<z.infer<typeof nudge.QuietHours>>().toEqualTypeOf<nudge.QuietHours>();
  expectTypeOf<z.infer<typeof nudge.NudgeChance>>().toEqualTypeOf<nudge.NudgeChance>();
  expectTypeOf<z.infer<typeof nudge.SentNudge>>().toEqualTypeOf<nudge.SentNudge>();
  expectTypeOf<z.infer<typeof nudge.OneToOneStart>>().toEqualTypeOf<nudge.OneToOneStart>();
  expectTypeOf<z.infer<typeof nudge.DueRefresh>>().toEqualTypeOf<nudge.DueRefresh>();
  expectTypeOf<z.infer<typeof nudge.BehaviorCount>>().toEqualTypeOf<nudge.BehaviorCount>();
  expectTypeOf<z.infer<typeof nudge.PracticedBehavior>>().toEqualTypeOf<nudge.PracticedBehavior>();
  expectTypeOf<z.infer<typeof nudge.RefreshQuestion>>().toEqualTypeOf<nudge.RefreshQuestion>();
  expectTypeOf<z.infer<typeof nudge.NudgePerson>>().toEqualTypeOf<nudge.NudgePerson>();
  expectTypeOf<z.infer<typeof nudge.NudgeMoment>>().toEqualTypeOf<nudge.NudgeMoment>();
  expectTypeOf<z.infer<typeof nudge.NudgeEffectQuestion>>().toEqualTypeOf<nudge.NudgeEffectQuestion>();
});

test("each schema of texts says what its interface says", () => {
  expectTypeOf<z.infer<typeof nudge.NudgeContent>>().toEqualTypeOf<nudge.NudgeContent>();
  expectTypeOf<z.infer<typeof nudge.NudgeScriptPart>>().toEqualTypeOf<nudge.NudgeScriptPart>();
  expectTypeOf<z.infer<typeof nudge.NudgeScript>>().toEqualTypeOf<nudge.NudgeScript>();
  expectTypeOf<z.infer<typeof nudge.NudgeTemplate>>().toEqualTypeOf<nudge.NudgeTemplate>();
  expectTypeOf<z.infer<typeof nudge.NudgeTextsQuestion>>().toEqualTypeOf<nudge.NudgeTextsQuestion>();
});
