import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type { AfterContactLoad, AgendaItem, Audience, AuditScheduleQuestion, CoachSource, ContractTerms, FidelityAudit, Governance, GovernanceRole, HeldAudit, Modality, PrepTask, Program, ProgramWeek, ResponsibilityQuestion, Segment, TargetBehavior, Timing, Touchpoint } from "coachkit/program";
import type * as schemas from "../../src/program/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.AfterContactLoad>>().toEqualTypeOf<AfterContactLoad>();
  expectTypeOf<z.infer<typeof schemas.AgendaItem>>().toEqualTypeOf<AgendaItem>();
  expectTypeOf<z.infer<typeof schemas.Audience>>().toEqualTypeOf<Audience>();
  expectTypeOf<z.infer<typeof schemas.CoachSource>>().toEqualTypeOf<CoachSource>();
  expectTypeOf<z.infer<typeof schemas.ContractTerms>>().toEqualTypeOf<ContractTerms>();
  expectTypeOf<z.infer<typeof schemas.Governance>>().toEqualTypeOf<Governance>();
  expectTypeOf<z.infer<typeof schemas.GovernanceRole>>().toEqualTypeOf<GovernanceRole>();
  expectTypeOf<z.infer<typeof schemas.Modality>>().toEqualTypeOf<Modality>();
  expectTypeOf<z.infer<typeof schemas.PrepTask>>().toEqualTypeOf<PrepTask>();
  expectTypeOf<z.infer<typeof schemas.Program>>().toEqualTypeOf<Program>();
  expectTypeOf<z.infer<typeof schemas.ProgramWeek>>().toEqualTypeOf<ProgramWeek>();
  expectTypeOf<z.infer<typeof schemas.Segment>>().toEqualTypeOf<Segment>();
  expectTypeOf<z.infer<typeof schemas.TargetBehavior>>().toEqualTypeOf<TargetBehavior>();
  expectTypeOf<z.infer<typeof schemas.Timing>>().toEqualTypeOf<Timing>();
  expectTypeOf<z.infer<typeof schemas.Touchpoint>>().toEqualTypeOf<Touchpoint>();
  expectTypeOf<z.infer<typeof schemas.AuditScheduleQuestion>>().toEqualTypeOf<AuditScheduleQuestion>();
  expectTypeOf<z.infer<typeof schemas.FidelityAudit>>().toEqualTypeOf<FidelityAudit>();
  expectTypeOf<z.infer<typeof schemas.HeldAudit>>().toEqualTypeOf<HeldAudit>();
  expectTypeOf<z.infer<typeof schemas.ResponsibilityQuestion>>().toEqualTypeOf<ResponsibilityQuestion>();
});
