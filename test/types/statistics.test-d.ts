import { statistics } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof statistics.Proportion>>().toEqualTypeOf<statistics.Proportion>();
  expectTypeOf<z.infer<typeof statistics.Clustering>>().toEqualTypeOf<statistics.Clustering>();
  expectTypeOf<z.infer<typeof statistics.LinearSample>>().toEqualTypeOf<statistics.LinearSample>();
  expectTypeOf<z.infer<typeof statistics.MeanSample>>().toEqualTypeOf<statistics.MeanSample>();
  expectTypeOf<z.infer<typeof statistics.NoncentralStudentScore>>().toEqualTypeOf<statistics.NoncentralStudentScore>();
  expectTypeOf<z.infer<typeof statistics.StudentScore>>().toEqualTypeOf<statistics.StudentScore>();
  expectTypeOf<z.infer<typeof statistics.StudentLevel>>().toEqualTypeOf<statistics.StudentLevel>();
  expectTypeOf<z.infer<typeof statistics.BinomialTrials>>().toEqualTypeOf<statistics.BinomialTrials>();
  expectTypeOf<z.infer<typeof statistics.EwmaSeries>>().toEqualTypeOf<statistics.EwmaSeries>();
  expectTypeOf<z.infer<typeof statistics.EwmaDesign>>().toEqualTypeOf<statistics.EwmaDesign>();
  expectTypeOf<z.infer<typeof statistics.CusumSeries>>().toEqualTypeOf<statistics.CusumSeries>();
  expectTypeOf<z.infer<typeof statistics.CusumDesign>>().toEqualTypeOf<statistics.CusumDesign>();
  expectTypeOf<z.infer<typeof statistics.CountedTrials>>().toEqualTypeOf<statistics.CountedTrials>();
  expectTypeOf<z.infer<typeof statistics.CountedEvents>>().toEqualTypeOf<statistics.CountedEvents>();
  expectTypeOf<z.infer<typeof statistics.FScore>>().toEqualTypeOf<statistics.FScore>();
  expectTypeOf<z.infer<typeof statistics.FLevel>>().toEqualTypeOf<statistics.FLevel>();
  expectTypeOf<z.infer<typeof statistics.MeanComparison>>().toEqualTypeOf<statistics.MeanComparison>();
  expectTypeOf<z.infer<typeof statistics.MeanComparisonFigures>>().toEqualTypeOf<statistics.MeanComparisonFigures>();
  expectTypeOf<z.infer<typeof statistics.PairedComparison>>().toEqualTypeOf<statistics.PairedComparison>();
  expectTypeOf<z.infer<typeof statistics.MeanDoubt>>().toEqualTypeOf<statistics.MeanDoubt>();
  expectTypeOf<z.infer<typeof statistics.MeanDoubtFigures>>().toEqualTypeOf<statistics.MeanDoubtFigures>();
  expectTypeOf<z.infer<typeof statistics.SampleFigures>>().toEqualTypeOf<statistics.SampleFigures>();
  expectTypeOf<z.infer<typeof statistics.StandardizedComparison>>().toEqualTypeOf<statistics.StandardizedComparison>();
  expectTypeOf<z.infer<typeof statistics.StandardizedPairs>>().toEqualTypeOf<statistics.StandardizedPairs>();
  expectTypeOf<z.infer<typeof statistics.RankComparison>>().toEqualTypeOf<statistics.RankComparison>();
  expectTypeOf<z.infer<typeof statistics.PairedRankComparison>>().toEqualTypeOf<statistics.PairedRankComparison>();
  expectTypeOf<z.infer<typeof statistics.PermutationComparison>>().toEqualTypeOf<statistics.PermutationComparison>();
  expectTypeOf<z.infer<typeof statistics.SeveralTests>>().toEqualTypeOf<statistics.SeveralTests>();
  expectTypeOf<z.infer<typeof statistics.ChiSquareScore>>().toEqualTypeOf<statistics.ChiSquareScore>();
  expectTypeOf<z.infer<typeof statistics.ChiSquareLevel>>().toEqualTypeOf<statistics.ChiSquareLevel>();
  expectTypeOf<z.infer<typeof statistics.TwoProportions>>().toEqualTypeOf<statistics.TwoProportions>();
  expectTypeOf<z.infer<typeof statistics.TwoProportionsSample>>().toEqualTypeOf<statistics.TwoProportionsSample>();
  expectTypeOf<z.infer<typeof statistics.ProportionDifferenceSample>>().toEqualTypeOf<statistics.ProportionDifferenceSample>();
  expectTypeOf<z.infer<typeof statistics.FractionPair>>().toEqualTypeOf<statistics.FractionPair>();
  expectTypeOf<z.infer<typeof statistics.PairedCounts>>().toEqualTypeOf<statistics.PairedCounts>();
  expectTypeOf<z.infer<typeof statistics.PairedCountsSample>>().toEqualTypeOf<statistics.PairedCountsSample>();
  expectTypeOf<z.infer<typeof statistics.PairedDifferenceSample>>().toEqualTypeOf<statistics.PairedDifferenceSample>();
  expectTypeOf<z.infer<typeof statistics.EventRateSample>>().toEqualTypeOf<statistics.EventRateSample>();
  expectTypeOf<z.infer<typeof statistics.TwoRates>>().toEqualTypeOf<statistics.TwoRates>();
  expectTypeOf<z.infer<typeof statistics.RateRatioSample>>().toEqualTypeOf<statistics.RateRatioSample>();
  expectTypeOf<z.infer<typeof statistics.SequentialPlan>>().toEqualTypeOf<statistics.SequentialPlan>();
  expectTypeOf<z.infer<typeof statistics.SequentialDesign>>().toEqualTypeOf<statistics.SequentialDesign>();
  expectTypeOf<z.infer<typeof statistics.SequentialAim>>().toEqualTypeOf<statistics.SequentialAim>();
  expectTypeOf<z.infer<typeof statistics.RepeatedTests>>().toEqualTypeOf<statistics.RepeatedTests>();
  expectTypeOf<z.infer<typeof statistics.TTestPowerQuestion>>().toEqualTypeOf<statistics.TTestPowerQuestion>();
  expectTypeOf<z.infer<typeof statistics.TTestEffectQuestion>>().toEqualTypeOf<statistics.TTestEffectQuestion>();
  expectTypeOf<z.infer<typeof statistics.TTestSizeQuestion>>().toEqualTypeOf<statistics.TTestSizeQuestion>();
  expectTypeOf<z.infer<typeof statistics.TInterval>>().toEqualTypeOf<statistics.TInterval>();
  expectTypeOf<z.infer<typeof statistics.ProportionsPowerQuestion>>().toEqualTypeOf<statistics.ProportionsPowerQuestion>();
  expectTypeOf<z.infer<typeof statistics.ProportionsSizeQuestion>>().toEqualTypeOf<statistics.ProportionsSizeQuestion>();
  expectTypeOf<z.infer<typeof statistics.ProportionsEffectQuestion>>().toEqualTypeOf<statistics.ProportionsEffectQuestion>();
  expectTypeOf<z.infer<typeof statistics.ClusterPowerQuestion>>().toEqualTypeOf<statistics.ClusterPowerQuestion>();
  expectTypeOf<z.infer<typeof statistics.ClusterEffectQuestion>>().toEqualTypeOf<statistics.ClusterEffectQuestion>();
  expectTypeOf<z.infer<typeof statistics.ClusterSizeQuestion>>().toEqualTypeOf<statistics.ClusterSizeQuestion>();
  expectTypeOf<z.infer<typeof statistics.SteppedWedgePowerQuestion>>().toEqualTypeOf<statistics.SteppedWedgePowerQuestion>();
  expectTypeOf<z.infer<typeof statistics.SteppedWedgeEffectQuestion>>().toEqualTypeOf<statistics.SteppedWedgeEffectQuestion>();
  expectTypeOf<z.infer<typeof statistics.Draws>>().toEqualTypeOf<statistics.Draws>();
  expectTypeOf<z.infer<typeof statistics.RegressionErrors>>().toEqualTypeOf<statistics.RegressionErrors>();
  expectTypeOf<z.infer<typeof statistics.RegressionSample>>().toEqualTypeOf<statistics.RegressionSample>();
});
test("an estimate is not read before it is known to be there", () => {
  const result = statistics.meanEstimate({ values: [1], confidenceLevel: 0.95 });
  // @ts-expect-error [ts2339] there may be no interval
  void result.confidence;
});
test("a coefficient may have no standard error, and a regression no coefficients", () => {
  const regression = statistics.linearRegression({ termIds: [], hasIntercept: true, rows: [], errors: { kind: "classical" }, confidenceLevel: 0.95 });
  // @ts-expect-error [ts2531] there may be no regression
  void regression.coefficients[0];
  // @ts-expect-error [ts2339] there may be no standard error
  void regression.coefficients?.[0]?.standardError;
});
