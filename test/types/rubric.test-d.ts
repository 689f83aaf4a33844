import { rubric } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof rubric.Rubric>>().toEqualTypeOf<rubric.Rubric>();
  expectTypeOf<z.infer<typeof rubric.Criterion>>().toEqualTypeOf<rubric.Criterion>();
  expectTypeOf<z.infer<typeof rubric.Level>>().toEqualTypeOf<rubric.Level>();
  expectTypeOf<z.infer<typeof rubric.MustPass>>().toEqualTypeOf<rubric.MustPass>();
  expectTypeOf<z.infer<typeof rubric.Observation>>().toEqualTypeOf<rubric.Observation>();
  expectTypeOf<z.infer<typeof rubric.CriterionRating>>().toEqualTypeOf<rubric.CriterionRating>();
  expectTypeOf<z.infer<typeof rubric.ScoreRequest>>().toEqualTypeOf<rubric.ScoreRequest>();
  expectTypeOf<z.infer<typeof rubric.ComplianceDenominator>>().toEqualTypeOf<rubric.ComplianceDenominator>();
  expectTypeOf<z.infer<typeof rubric.ParticipantClustering>>().toEqualTypeOf<rubric.ParticipantClustering>();
  expectTypeOf<z.infer<typeof rubric.ComplianceRequest>>().toEqualTypeOf<rubric.ComplianceRequest>();
  expectTypeOf<z.infer<typeof rubric.RubricRevision>>().toEqualTypeOf<rubric.RubricRevision>();
  expectTypeOf<z.infer<typeof rubric.LevelMapping>>().toEqualTypeOf<rubric.LevelMapping>();
  expectTypeOf<z.infer<typeof rubric.CriterionMapping>>().toEqualTypeOf<rubric.CriterionMapping>();
  expectTypeOf<z.infer<typeof rubric.RubricMigration>>().toEqualTypeOf<rubric.RubricMigration>();
  expectTypeOf<z.infer<typeof rubric.MigrationRequest>>().toEqualTypeOf<rubric.MigrationRequest>();
  expectTypeOf<z.infer<typeof rubric.PoolRequest>>().toEqualTypeOf<rubric.PoolRequest>();
  expectTypeOf<z.infer<typeof rubric.AlikenessRequest>>().toEqualTypeOf<rubric.AlikenessRequest>();
  expectTypeOf<z.infer<typeof rubric.SampleSizeRequest>>().toEqualTypeOf<rubric.SampleSizeRequest>();
  expectTypeOf<z.infer<typeof rubric.AllocationRequest>>().toEqualTypeOf<rubric.AllocationRequest>();
  expectTypeOf<z.infer<typeof rubric.ObservationOpportunity>>().toEqualTypeOf<rubric.ObservationOpportunity>();
  expectTypeOf<z.infer<typeof rubric.DrawRequest>>().toEqualTypeOf<rubric.DrawRequest>();
  expectTypeOf<z.infer<typeof rubric.DrawRevision>>().toEqualTypeOf<rubric.DrawRevision>();
  expectTypeOf<z.infer<typeof rubric.BacklogRequest>>().toEqualTypeOf<rubric.BacklogRequest>();
  expectTypeOf<z.infer<typeof rubric.RollUpMethod>>().toEqualTypeOf<rubric.RollUpMethod>();
  expectTypeOf<z.infer<typeof rubric.BayesianRollUp>>().toEqualTypeOf<rubric.BayesianRollUp>();
  expectTypeOf<z.infer<typeof rubric.MasteryRequest>>().toEqualTypeOf<rubric.MasteryRequest>();
});
test("a level belongs to an observed rating only", () => {
  // @ts-expect-error [ts2322] what was not observed has no level
  const rating: rubric.CriterionRating = { criterionId: "asks", status: "not-observed", level: 3 };
  void rating;
});
