import { agreement } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof agreement.AgreementWeights>>().toEqualTypeOf<agreement.AgreementWeights>();
  expectTypeOf<z.infer<typeof agreement.AlphaRequest>>().toEqualTypeOf<agreement.AlphaRequest>();
  expectTypeOf<z.infer<typeof agreement.BenchmarkQuestion>>().toEqualTypeOf<agreement.BenchmarkQuestion>();
  expectTypeOf<z.infer<typeof agreement.Bootstrap>>().toEqualTypeOf<agreement.Bootstrap>();
  expectTypeOf<z.infer<typeof agreement.CalibrationRule>>().toEqualTypeOf<agreement.CalibrationRule>();
  expectTypeOf<z.infer<typeof agreement.RaterCalibrationRequest>>().toEqualTypeOf<agreement.RaterCalibrationRequest>();
  expectTypeOf<z.infer<typeof agreement.Category>>().toEqualTypeOf<agreement.Category>();
  expectTypeOf<z.infer<typeof agreement.CategoryRating>>().toEqualTypeOf<agreement.CategoryRating>();
  expectTypeOf<z.infer<typeof agreement.DatedLevel>>().toEqualTypeOf<agreement.DatedLevel>();
  expectTypeOf<z.infer<typeof agreement.DriftBaseline>>().toEqualTypeOf<agreement.DriftBaseline>();
  expectTypeOf<z.infer<typeof agreement.DriftCharts>>().toEqualTypeOf<agreement.DriftCharts>();
  expectTypeOf<z.infer<typeof agreement.DriftRequest>>().toEqualTypeOf<agreement.DriftRequest>();
  expectTypeOf<z.infer<typeof agreement.DriftRule>>().toEqualTypeOf<agreement.DriftRule>();
  expectTypeOf<z.infer<typeof agreement.DriftSpread>>().toEqualTypeOf<agreement.DriftSpread>();
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
  expectTypeOf<z.infer<typeof agreement.SeverityRequest>>().toEqualTypeOf<agreement.SeverityRequest>();
  expectTypeOf<z.infer<typeof agreement.SeverityRule>>().toEqualTypeOf<agreement.SeverityRule>();
  expectTypeOf<z.infer<typeof agreement.CoachRecords>>().toEqualTypeOf<agreement.CoachRecords>();
  expectTypeOf<z.infer<typeof agreement.CoachRequirement>>().toEqualTypeOf<agreement.CoachRequirement>();
  expectTypeOf<z.infer<typeof agreement.CoachStandingRequest>>().toEqualTypeOf<agreement.CoachStandingRequest>();
  expectTypeOf<z.infer<typeof agreement.DoubleScoreRequest>>().toEqualTypeOf<agreement.DoubleScoreRequest>();
  expectTypeOf<z.infer<typeof agreement.JudgedCoefficient>>().toEqualTypeOf<agreement.JudgedCoefficient>();
  expectTypeOf<z.infer<typeof agreement.PassDecision>>().toEqualTypeOf<agreement.PassDecision>();
  expectTypeOf<z.infer<typeof agreement.StandingCoach>>().toEqualTypeOf<agreement.StandingCoach>();
  expectTypeOf<z.infer<typeof agreement.WeightedRatings>>().toEqualTypeOf<agreement.WeightedRatings>();
  expectTypeOf<z.infer<typeof agreement.CalibrationChangeRequest>>().toEqualTypeOf<agreement.CalibrationChangeRequest>();
  expectTypeOf<z.infer<typeof agreement.CalibrationRoundRequest>>().toEqualTypeOf<agreement.CalibrationRoundRequest>();
  expectTypeOf<z.infer<typeof agreement.ConflictOfInterest>>().toEqualTypeOf<agreement.ConflictOfInterest>();
  expectTypeOf<z.infer<typeof agreement.DivergenceRequest>>().toEqualTypeOf<agreement.DivergenceRequest>();
  expectTypeOf<z.infer<typeof agreement.EarlierRating>>().toEqualTypeOf<agreement.EarlierRating>();
  expectTypeOf<z.infer<typeof agreement.RoundRater>>().toEqualTypeOf<agreement.RoundRater>();
  expectTypeOf<z.infer<typeof agreement.RoundSubject>>().toEqualTypeOf<agreement.RoundSubject>();
  expectTypeOf<z.infer<typeof agreement.SeenParticipant>>().toEqualTypeOf<agreement.SeenParticipant>();
});
test("agreement is not read before it is known to be there", () => {
  const result = agreement.cohenKappa({ categories: [1, 2], ratings: [], weights: "unweighted", confidenceLevel: 0.95 });
  // @ts-expect-error [ts2339] there may be no interval
  void result.confidence;
});
test("a bias is not read before it is known to be there", () => {
  const [rater] = agreement.raterSeverity({ rubric: { kind: "rubric", schemaVersion: 1, id: "r", version: "1.0.0", title: "R", criteria: [] }, gold: [], ratings: [], confidenceLevel: 0.95 }).raters;
  // @ts-expect-error [ts2339] there may be no bias
  void rater?.overall.biasLevels.z;
});
test("a drift needs to know when levels were given", () => {
  const level: agreement.RatedLevel = { subjectId: "a", raterId: "b", criterionId: "c", level: 1 };
  // @ts-expect-error [ts2322] perhaps no moment
  const dated: agreement.DatedLevel = level;
  void dated;
});
test("severities are not read before it is known that raters can be compared, nor without a method", () => {
  const { rubric, ratings } = {} as agreement.RaterCalibrationRequest;
  const result = agreement.calibrateRaters({ rubric, ratings, method: "additive", confidenceLevel: 0.95 });
  // @ts-expect-error [ts2339] there may be none
  void result.separation;
  // @ts-expect-error [ts2345] which method decides about the unit
  void agreement.calibrateRaters({ rubric, ratings, confidenceLevel: 0.95 });
});
test("a scale of categories does not take scores", () => {
  // @ts-expect-error [ts2322] no score on a nominal scale
  const request: agreement.AlphaRequest = { scale: "nominal", categories: [1, 2], ratings: [{ subjectId: "a", raterId: "b", score: 1 }], confidenceLevel: 0.95 };
  void request;
});
