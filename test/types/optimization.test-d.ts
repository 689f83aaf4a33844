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

test("placements are typed arrays in and out, and a proof is JSON", () => {
  expectTypeOf(optimization.placeAtLeastCostColumns).parameters.toEqualTypeOf<[problem: optimization.PlacementProblemColumns]>();
  expectTypeOf(optimization.placeAtLeastCostColumns).returns.toEqualTypeOf<optimization.LeastCostPlacementColumns>();
  expectTypeOf<optimization.LeastCostPlacementColumns["unitOption"]>().toEqualTypeOf<Int32Array>();
  expectTypeOf<optimization.LeastCostPlacementColumns["status"]>().toEqualTypeOf<"optimal" | "within-gap" | "fewest-not-proved">();
  expectTypeOf<optimization.PlacementProblemColumns["costTables"]>().toEqualTypeOf<readonly Float64Array[]>();
  expectTypeOf<optimization.PlacementProblemColumns["resourceCapacity"]>().toEqualTypeOf<Uint8Array | Uint16Array | Uint32Array>();
  expectTypeOf<{ readonly members: undefined }>().not.toExtend<Pick<optimization.PlacementProblemColumns, "members">>();
  expectTypeOf(optimization.verifyPlacementColumns).parameter(0).toEqualTypeOf<optimization.ClaimedPlacementColumns>();
  expectTypeOf<ReturnType<typeof optimization.verifyPlacementColumns>["totalCost"]>().toEqualTypeOf<number | null>();
  expectTypeOf<readonly number[]>().not.toExtend<optimization.PlacementProblemColumns["cellTable"]>();
});
