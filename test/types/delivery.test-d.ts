import type { delivery } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof delivery.Attendance>>().toEqualTypeOf<delivery.Attendance>();
  expectTypeOf<z.infer<typeof delivery.Delivery>>().toEqualTypeOf<delivery.Delivery>();
  expectTypeOf<z.infer<typeof delivery.DeliveryRecords>>().toEqualTypeOf<delivery.DeliveryRecords>();
  expectTypeOf<z.infer<typeof delivery.DoseComponent>>().toEqualTypeOf<delivery.DoseComponent>();
  expectTypeOf<z.infer<typeof delivery.FidelityInput>>().toEqualTypeOf<delivery.FidelityInput>();
  expectTypeOf<z.infer<typeof delivery.TouchpointWeight>>().toEqualTypeOf<delivery.TouchpointWeight>();
  expectTypeOf<z.infer<typeof delivery.ItemRating>>().toEqualTypeOf<delivery.ItemRating>();
  expectTypeOf<z.infer<typeof delivery.SessionPulse>>().toEqualTypeOf<delivery.SessionPulse>();
  expectTypeOf<z.infer<typeof delivery.CoachNote>>().toEqualTypeOf<delivery.CoachNote>();
  expectTypeOf<z.infer<typeof delivery.LeaderCheckIn>>().toEqualTypeOf<delivery.LeaderCheckIn>();
  expectTypeOf<z.infer<typeof delivery.ReinforcementAct>>().toEqualTypeOf<delivery.ReinforcementAct>();
  expectTypeOf<z.infer<typeof delivery.NoteVisibility>>().toEqualTypeOf<delivery.NoteVisibility>();
  expectTypeOf<z.infer<typeof delivery.AuditedContentInput>>().toEqualTypeOf<delivery.AuditedContentInput>();
  expectTypeOf<z.infer<typeof delivery.AuditRequest>>().toEqualTypeOf<delivery.AuditRequest>();
  expectTypeOf<z.infer<typeof delivery.AuditSample>>().toEqualTypeOf<delivery.AuditSample>();
  expectTypeOf<z.infer<typeof delivery.AuditStratum>>().toEqualTypeOf<delivery.AuditStratum>();
  expectTypeOf<z.infer<typeof delivery.DrawnSession>>().toEqualTypeOf<delivery.DrawnSession>();
  expectTypeOf<z.infer<typeof delivery.ParticipantSite>>().toEqualTypeOf<delivery.ParticipantSite>();
});
test("only a held session has an attendance", () => {
  const attendeesOf = (record: delivery.Delivery) =>
    // @ts-expect-error [ts2339] it may have been cancelled
    record.attendance as unknown;
  expectTypeOf(attendeesOf).returns.toBeUnknown();
});
