import { EventDetail, FollowupEvent, FollowupFiguresQuestion, FollowupLog, FollowupPolicy, FollowupRecord, FollowupResumption, FollowupSnapshot, OverdueQuestion } from "coachkit/followup";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("what a schema of the followup room gives is what its interface says", () => {
  expectTypeOf<z.infer<typeof EventDetail>>().toEqualTypeOf<EventDetail>();
  expectTypeOf<z.infer<typeof FollowupEvent>>().toEqualTypeOf<FollowupEvent>();
  expectTypeOf<z.infer<typeof FollowupPolicy>>().toEqualTypeOf<FollowupPolicy>();
  expectTypeOf<z.infer<typeof FollowupSnapshot>>().toEqualTypeOf<FollowupSnapshot>();
  expectTypeOf<z.infer<typeof FollowupLog>>().toEqualTypeOf<FollowupLog>();
  expectTypeOf<z.infer<typeof FollowupResumption>>().toEqualTypeOf<FollowupResumption>();
  expectTypeOf<z.infer<typeof FollowupRecord>>().toEqualTypeOf<FollowupRecord>();
  expectTypeOf<z.infer<typeof OverdueQuestion>>().toEqualTypeOf<OverdueQuestion>();
  expectTypeOf<z.infer<typeof FollowupFiguresQuestion>>().toEqualTypeOf<FollowupFiguresQuestion>();
});
