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
  expectTypeOf<z.infer<typeof statistics.Draws>>().toEqualTypeOf<statistics.Draws>();
});
test("an estimate is not read before it is known to be there", () => {
  const result = statistics.meanEstimate({ values: [1], confidenceLevel: 0.95 });
  // @ts-expect-error [ts2339] there may be no interval
  void result.confidence;
});
