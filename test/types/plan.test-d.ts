import { CancelledSession, ChangeCause, ChangedSession, Coach, CoachAssignment, CoachWeek, GroupMember, GroupPerson, GroupQuestion, Participant, ParticipantLoad, Plan, PlanChange, PlanDiff, PlanInput, RederiveInput, ReplanInput, SeatRelease, SeatRequests, SeatSwap, Session, Unassigned } from "coachkit/plan";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("what a schema of the plan gives is what its interface says", () => {
  expectTypeOf<z.infer<typeof Participant>>().toEqualTypeOf<Participant>();
  expectTypeOf<z.infer<typeof Coach>>().toEqualTypeOf<Coach>();
  expectTypeOf<z.infer<typeof Session>>().toEqualTypeOf<Session>();
  expectTypeOf<z.infer<typeof Unassigned>>().toEqualTypeOf<Unassigned>();
  expectTypeOf<z.infer<typeof CoachAssignment>>().toEqualTypeOf<CoachAssignment>();
  expectTypeOf<z.infer<typeof Plan>>().toEqualTypeOf<Plan>();
  expectTypeOf<z.infer<typeof PlanInput>>().toEqualTypeOf<PlanInput>();
  expectTypeOf<z.infer<typeof ChangeCause>>().toEqualTypeOf<ChangeCause>();
  expectTypeOf<z.infer<typeof CancelledSession>>().toEqualTypeOf<CancelledSession>();
  expectTypeOf<z.infer<typeof ChangedSession>>().toEqualTypeOf<ChangedSession>();
  expectTypeOf<z.infer<typeof PlanDiff>>().toEqualTypeOf<PlanDiff>();
  expectTypeOf<z.infer<typeof PlanChange>>().toEqualTypeOf<PlanChange>();
  expectTypeOf<z.infer<typeof ReplanInput>>().toEqualTypeOf<ReplanInput>();
  expectTypeOf<z.infer<typeof RederiveInput>>().toEqualTypeOf<RederiveInput>();
  expectTypeOf<z.infer<typeof CoachWeek>>().toEqualTypeOf<CoachWeek>();
  expectTypeOf<z.infer<typeof ParticipantLoad>>().toEqualTypeOf<ParticipantLoad>();
  expectTypeOf<z.infer<typeof GroupPerson>>().toEqualTypeOf<GroupPerson>();
  expectTypeOf<z.infer<typeof GroupMember>>().toEqualTypeOf<GroupMember>();
  expectTypeOf<z.infer<typeof GroupQuestion>>().toEqualTypeOf<GroupQuestion>();
  expectTypeOf<z.infer<typeof SeatRequests>>().toEqualTypeOf<SeatRequests>();
  expectTypeOf<z.infer<typeof SeatRelease>>().toEqualTypeOf<SeatRelease>();
  expectTypeOf<z.infer<typeof SeatSwap>>().toEqualTypeOf<SeatSwap>();
});
