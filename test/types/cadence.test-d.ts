import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type { CadenceBatch, Cohort, Completion, Move, RecurrenceMessages, RecurrenceRule, RecurrenceSet, RecurrenceWindow, StepPace } from "coachkit/cadence";
import type * as schemas from "../../src/cadence/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.CadenceBatch>>().toEqualTypeOf<CadenceBatch>();
  expectTypeOf<z.infer<typeof schemas.Cohort>>().toEqualTypeOf<Cohort>();
  expectTypeOf<z.infer<typeof schemas.Completion>>().toEqualTypeOf<Completion>();
  expectTypeOf<z.infer<typeof schemas.Move>>().toEqualTypeOf<Move>();
  expectTypeOf<z.infer<typeof schemas.StepPace>>().toEqualTypeOf<StepPace>();
  expectTypeOf<z.infer<typeof schemas.RecurrenceMessages>>().toEqualTypeOf<RecurrenceMessages>();
  expectTypeOf<z.infer<typeof schemas.RecurrenceRule>>().toEqualTypeOf<RecurrenceRule>();
  expectTypeOf<z.infer<typeof schemas.RecurrenceSet>>().toEqualTypeOf<RecurrenceSet>();
  expectTypeOf<z.infer<typeof schemas.RecurrenceWindow>>().toEqualTypeOf<RecurrenceWindow>();
});
