import type { SimulationExecutor } from "coachkit/simulation";
import * as worker from "coachkit/worker";
import type { WorkerPool, WorkerSetup } from "coachkit/worker";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("the schema says what its interface says", () => { expectTypeOf<z.infer<typeof worker.WorkerSetup>>().toEqualTypeOf<WorkerSetup>(); });
test("a pool has an executor for simulations, and may be used by `await using`", () => {
  expectTypeOf<WorkerPool["executor"]>().toExtend<SimulationExecutor>();
  expectTypeOf<WorkerPool>().toExtend<AsyncDisposable>();
});
