import { erlangA, type ImpatientQueue, type IntervalForecast, type LeastAgentsQuestion, type LeastServersQuestion, type GreatestLoadQuestion, type LossSystem, type NeededAgents, type Queue, type RosteredAgents, type ServiceTarget, type WaitQuantileQuestion } from "coachkit/wfm";
import * as wfm from "coachkit/wfm";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof wfm.Queue>>().toEqualTypeOf<Queue>();
  expectTypeOf<z.infer<typeof wfm.ImpatientQueue>>().toEqualTypeOf<ImpatientQueue>();
  expectTypeOf<z.infer<typeof wfm.IntervalForecast>>().toEqualTypeOf<IntervalForecast>();
  expectTypeOf<z.infer<typeof wfm.LossSystem>>().toEqualTypeOf<LossSystem>();
  expectTypeOf<z.infer<typeof wfm.LeastServersQuestion>>().toEqualTypeOf<LeastServersQuestion>();
  expectTypeOf<z.infer<typeof wfm.GreatestLoadQuestion>>().toEqualTypeOf<GreatestLoadQuestion>();
  expectTypeOf<z.infer<typeof wfm.ServiceTarget>>().toEqualTypeOf<ServiceTarget>();
  expectTypeOf<z.infer<typeof wfm.LeastAgentsQuestion>>().toEqualTypeOf<LeastAgentsQuestion>();
  expectTypeOf<z.infer<typeof wfm.NeededAgents>>().toEqualTypeOf<NeededAgents>();
  expectTypeOf<z.infer<typeof wfm.RosteredAgents>>().toEqualTypeOf<RosteredAgents>();
  expectTypeOf<z.infer<typeof wfm.WaitQuantileQuestion>>().toEqualTypeOf<WaitQuantileQuestion>();
  expectTypeOf<z.infer<typeof wfm.SkillForecast>>().toEqualTypeOf<wfm.SkillForecast>();
  expectTypeOf<z.infer<typeof wfm.ForecastInterval>>().toEqualTypeOf<wfm.ForecastInterval>();
  expectTypeOf<z.infer<typeof wfm.AgentSchedule>>().toEqualTypeOf<wfm.AgentSchedule>();
  expectTypeOf<z.infer<typeof wfm.OnQueueQuestion>>().toEqualTypeOf<wfm.OnQueueQuestion>();
  expectTypeOf<z.infer<typeof wfm.SkillStaffingRequest>>().toEqualTypeOf<wfm.SkillStaffingRequest>();
});
test("each schema of a placement says what its interface says", () => {
  expectTypeOf<z.infer<typeof wfm.PlannedSessions>>().toEqualTypeOf<wfm.PlannedSessions>();
  expectTypeOf<z.infer<typeof wfm.PlacementRequest>>().toEqualTypeOf<wfm.PlacementRequest>();
  expectTypeOf<z.infer<typeof wfm.PlacementObjective>>().toEqualTypeOf<wfm.PlacementObjective>();
  expectTypeOf<z.infer<typeof wfm.PlacementRules>>().toEqualTypeOf<wfm.PlacementRules>();
  expectTypeOf<z.infer<typeof wfm.MicroCoaching>>().toEqualTypeOf<wfm.MicroCoaching>();
  expectTypeOf<z.infer<typeof wfm.CoachingFairness>>().toEqualTypeOf<wfm.CoachingFairness>();
  expectTypeOf<z.infer<typeof wfm.SessionPlacement>>().toEqualTypeOf<wfm.SessionPlacement>();
  expectTypeOf<z.infer<typeof wfm.UnplacedCoaching>>().toEqualTypeOf<wfm.UnplacedCoaching>();
  expectTypeOf<z.infer<typeof wfm.ClaimedPlacement>>().toEqualTypeOf<wfm.ClaimedPlacement>();
});
test("each schema of a change says what its interface says", () => {
  expectTypeOf<z.infer<typeof wfm.PlacementQuestion>>().toEqualTypeOf<wfm.PlacementQuestion>();
  expectTypeOf<z.infer<typeof wfm.SessionMove>>().toEqualTypeOf<wfm.SessionMove>();
  expectTypeOf<z.infer<typeof wfm.GiveBackQuestion>>().toEqualTypeOf<wfm.GiveBackQuestion>();
  expectTypeOf<z.infer<typeof wfm.ModalityWorth>>().toEqualTypeOf<wfm.ModalityWorth>();
  expectTypeOf<z.infer<typeof wfm.ReplanQuestion>>().toEqualTypeOf<wfm.ReplanQuestion>();
});
test("who hangs up has a patience", () => {
  // @ts-expect-error patienceSeconds is missing
  erlangA({ offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 });
});
test("each schema of the time report says what its interface says", () => {
  expectTypeOf<z.infer<typeof wfm.CoachingTimeQuestion>>().toEqualTypeOf<wfm.CoachingTimeQuestion>();
  expectTypeOf<z.infer<typeof wfm.CoachingRates>>().toEqualTypeOf<wfm.CoachingRates>();
  expectTypeOf<z.infer<typeof wfm.SessionLoss>>().toEqualTypeOf<wfm.SessionLoss>();
  expectTypeOf<z.infer<typeof wfm.ActualCoaching>>().toEqualTypeOf<wfm.ActualCoaching>();
  expectTypeOf<z.infer<typeof wfm.ActualCoachingRecords>>().toEqualTypeOf<wfm.ActualCoachingRecords>();
  expectTypeOf<z.infer<typeof wfm.MicroCoachingTime>>().toEqualTypeOf<wfm.MicroCoachingTime>();
  expectTypeOf<z.infer<typeof wfm.TimeOfDayGridQuestion>>().toEqualTypeOf<wfm.TimeOfDayGridQuestion>();
  expectTypeOf<z.infer<typeof wfm.StaffingValue>>().toEqualTypeOf<wfm.StaffingValue>();
  expectTypeOf<z.infer<typeof wfm.ServiceDay>>().toEqualTypeOf<wfm.ServiceDay>();
  expectTypeOf<z.infer<typeof wfm.ServiceDayInterval>>().toEqualTypeOf<wfm.ServiceDayInterval>();
});
