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
});
test("who hangs up has a patience", () => {
  // @ts-expect-error patienceSeconds is missing
  erlangA({ offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 });
});
