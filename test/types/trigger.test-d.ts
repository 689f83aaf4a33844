import * as trigger from "coachkit/trigger";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof trigger.TriggerSignal>>().toEqualTypeOf<trigger.TriggerSignal>();
  expectTypeOf<z.infer<typeof trigger.KpiSignalRequest>>().toEqualTypeOf<trigger.KpiSignalRequest>();
  expectTypeOf<z.infer<typeof trigger.SignalComparison>>().toEqualTypeOf<trigger.SignalComparison>();
  expectTypeOf<z.infer<typeof trigger.TriggerCondition>>().toEqualTypeOf<trigger.TriggerCondition>();
  expectTypeOf<z.infer<typeof trigger.TriggerRule>>().toEqualTypeOf<trigger.TriggerRule>();
  expectTypeOf<z.infer<typeof trigger.SignalRecord>>().toEqualTypeOf<trigger.SignalRecord>();
  expectTypeOf<z.infer<typeof trigger.TriggerFiring>>().toEqualTypeOf<trigger.TriggerFiring>();
  expectTypeOf<z.infer<typeof trigger.TriggerMoment>>().toEqualTypeOf<trigger.TriggerMoment>();
  expectTypeOf<z.infer<typeof trigger.NeedLabel>>().toEqualTypeOf<trigger.NeedLabel>();
  expectTypeOf<z.infer<typeof trigger.NeedLabels>>().toEqualTypeOf<trigger.NeedLabels>();
  expectTypeOf<z.infer<typeof trigger.SignalReliability>>().toEqualTypeOf<trigger.SignalReliability>();
  expectTypeOf<z.infer<typeof trigger.ReplayQuestion>>().toEqualTypeOf<trigger.ReplayQuestion>();
  expectTypeOf<z.infer<typeof trigger.EndedContact>>().toEqualTypeOf<trigger.EndedContact>();
  expectTypeOf<z.infer<typeof trigger.ContactSampling>>().toEqualTypeOf<trigger.ContactSampling>();
});

test("a condition has a kind of its own", () => {
  expectTypeOf<{ readonly kind: "sentiment" }>().not.toExtend<trigger.TriggerCondition>();
  expectTypeOf<{ readonly kind: "missing"; readonly signalId: string }>().toExtend<trigger.TriggerCondition>();
});
