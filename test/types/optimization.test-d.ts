import { optimization } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof optimization.AmountItem>>().toEqualTypeOf<optimization.AmountItem>();
  expectTypeOf<z.infer<typeof optimization.AmountProblem>>().toEqualTypeOf<optimization.AmountProblem>();
  expectTypeOf<z.infer<typeof optimization.AmountRow>>().toEqualTypeOf<optimization.AmountRow>();
  expectTypeOf<z.infer<typeof optimization.AssignmentProblem>>().toEqualTypeOf<optimization.AssignmentProblem>();
  expectTypeOf<z.infer<typeof optimization.AssignmentRow>>().toEqualTypeOf<optimization.AssignmentRow>();
  expectTypeOf<z.infer<typeof optimization.UnassignedRule>>().toEqualTypeOf<optimization.UnassignedRule>();
  expectTypeOf<z.infer<typeof optimization.LeastCostAssignment>>().toEqualTypeOf<optimization.LeastCostAssignment>();
  expectTypeOf<z.infer<typeof optimization.KnapsackItem>>().toEqualTypeOf<optimization.KnapsackItem>();
  expectTypeOf<z.infer<typeof optimization.KnapsackProblem>>().toEqualTypeOf<optimization.KnapsackProblem>();
  expectTypeOf<z.infer<typeof optimization.ObjectiveRange>>().toEqualTypeOf<optimization.ObjectiveRange>();
  expectTypeOf<z.infer<typeof optimization.LexicographicObjectives>>().toEqualTypeOf<optimization.LexicographicObjectives>();
});
