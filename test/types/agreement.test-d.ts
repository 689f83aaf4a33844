import { agreement } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof agreement.AgreementWeights>>().toEqualTypeOf<agreement.AgreementWeights>();
  expectTypeOf<z.infer<typeof agreement.AlphaRequest>>().toEqualTypeOf<agreement.AlphaRequest>();
  expectTypeOf<z.infer<typeof agreement.BenchmarkQuestion>>().toEqualTypeOf<agreement.BenchmarkQuestion>();
  expectTypeOf<z.infer<typeof agreement.Bootstrap>>().toEqualTypeOf<agreement.Bootstrap>();
  expectTypeOf<z.infer<typeof agreement.Category>>().toEqualTypeOf<agreement.Category>();
  expectTypeOf<z.infer<typeof agreement.CategoryRating>>().toEqualTypeOf<agreement.CategoryRating>();
  expectTypeOf<z.infer<typeof agreement.DatedLevel>>().toEqualTypeOf<agreement.DatedLevel>();
  expectTypeOf<z.infer<typeof agreement.GoldLevel>>().toEqualTypeOf<agreement.GoldLevel>();
  expectTypeOf<z.infer<typeof agreement.RatedLevel>>().toEqualTypeOf<agreement.RatedLevel>();
  expectTypeOf<z.infer<typeof agreement.CategoryRatings>>().toEqualTypeOf<agreement.CategoryRatings>();
  expectTypeOf<z.infer<typeof agreement.CorrelationForm>>().toEqualTypeOf<agreement.CorrelationForm>();
  expectTypeOf<z.infer<typeof agreement.CorrelationRequest>>().toEqualTypeOf<agreement.CorrelationRequest>();
  expectTypeOf<z.infer<typeof agreement.ItemScores>>().toEqualTypeOf<agreement.ItemScores>();
  expectTypeOf<z.infer<typeof agreement.RaterAgreementRequest>>().toEqualTypeOf<agreement.RaterAgreementRequest>();
  expectTypeOf<z.infer<typeof agreement.ScoreRating>>().toEqualTypeOf<agreement.ScoreRating>();
  expectTypeOf<z.infer<typeof agreement.ScoreRatings>>().toEqualTypeOf<agreement.ScoreRatings>();
  expectTypeOf<z.infer<typeof agreement.ScoreReliability>>().toEqualTypeOf<agreement.ScoreReliability>();
  expectTypeOf<z.infer<typeof agreement.WeightedRatings>>().toEqualTypeOf<agreement.WeightedRatings>();
});
test("agreement is not read before it is known to be there", () => {
  const result = agreement.cohenKappa({ categories: [1, 2], ratings: [], weights: "unweighted", confidenceLevel: 0.95 });
  // @ts-expect-error [ts2339] there may be no interval
  void result.confidence;
});
test("a scale of categories does not take scores", () => {
  // @ts-expect-error [ts2322] no score on a nominal scale
  const request: agreement.AlphaRequest = { scale: "nominal", categories: [1, 2], ratings: [{ subjectId: "a", raterId: "b", score: 1 }], confidenceLevel: 0.95 };
  void request;
});
