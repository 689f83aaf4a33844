import type { rollout } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof rollout.RegistrationQuestion>>().toEqualTypeOf<rollout.RegistrationQuestion>();
  expectTypeOf<z.infer<typeof rollout.EvidenceTimingQuestion>>().toEqualTypeOf<rollout.EvidenceTimingQuestion>();
  expectTypeOf<z.infer<typeof rollout.EvidenceWindow>>().toEqualTypeOf<rollout.EvidenceWindow>();
  expectTypeOf<z.infer<typeof rollout.AdoptionEvidence>>().toEqualTypeOf<rollout.AdoptionEvidence>();
  expectTypeOf<z.infer<typeof rollout.EffectEvidence>>().toEqualTypeOf<rollout.EffectEvidence>();
  expectTypeOf<z.infer<typeof rollout.GateEvidence>>().toEqualTypeOf<rollout.GateEvidence>();
  expectTypeOf<z.infer<typeof rollout.GuardrailEvidence>>().toEqualTypeOf<rollout.GuardrailEvidence>();
  expectTypeOf<z.infer<typeof rollout.PilotSample>>().toEqualTypeOf<rollout.PilotSample>();
  expectTypeOf<z.infer<typeof rollout.GateThresholds>>().toEqualTypeOf<rollout.GateThresholds>();
  expectTypeOf<z.infer<typeof rollout.PilotGuardrail>>().toEqualTypeOf<rollout.PilotGuardrail>();
  expectTypeOf<z.infer<typeof rollout.LookPlan>>().toEqualTypeOf<rollout.LookPlan>();
  expectTypeOf<z.infer<typeof rollout.LookQuestion>>().toEqualTypeOf<rollout.LookQuestion>();
  expectTypeOf<z.infer<typeof rollout.PilotLook>>().toEqualTypeOf<rollout.PilotLook>();
  expectTypeOf<z.infer<typeof rollout.PhaseEvidence>>().toEqualTypeOf<rollout.PhaseEvidence>();
  expectTypeOf<z.infer<typeof rollout.PhaseQuestion>>().toEqualTypeOf<rollout.PhaseQuestion>();
  expectTypeOf<z.infer<typeof rollout.PilotHypothesis>>().toEqualTypeOf<rollout.PilotHypothesis>();
  expectTypeOf<z.infer<typeof rollout.PilotTerms>>().toEqualTypeOf<rollout.PilotTerms>();
  expectTypeOf<z.infer<typeof rollout.PreRegistration>>().toEqualTypeOf<rollout.PreRegistration>();
  expectTypeOf<z.infer<typeof rollout.RegisteredInstrument>>().toEqualTypeOf<rollout.RegisteredInstrument>();
  expectTypeOf<z.infer<typeof rollout.GateBasis>>().toEqualTypeOf<rollout.GateBasis>();
  expectTypeOf<z.infer<typeof rollout.ScaleGateInput>>().toEqualTypeOf<rollout.ScaleGateInput>();
  expectTypeOf<z.infer<typeof rollout.UnregisteredTerms>>().toEqualTypeOf<rollout.UnregisteredTerms>();
});
