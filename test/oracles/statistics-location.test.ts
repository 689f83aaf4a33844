import { adjustPValues, correlation, meanDifference, meanTest, type NoEstimate, pairedDifference, rankSumTest, type SeveralTests, signedRankTest, standardizedDifference, standardizedMean, standardizedPairedDifference } from "coachkit/statistics";
import { oracle } from "./oracle.js";

function there<Result extends { readonly estimate: number }>(result: Result | NoEstimate): Result {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
}
const ends = ({ confidence: { lower, upper } }: { readonly confidence: { readonly lower: number; readonly upper: number } }) => [lower, upper];

type Compared = { readonly kind: "paired" | "pooled" | "welch" | "one"; readonly x: readonly number[]; readonly y: readonly number[]; readonly mu: number };
const confidenceLevel = 0.95;
const tested = ({ kind, x, y, mu }: Compared) => there(
  kind === "one" ? meanTest({ values: x, expectedMean: mu, confidenceLevel })
  : kind === "paired" ? pairedDifference({ values: x, reference: y, confidenceLevel })
  : meanDifference({ values: x, reference: y, variances: kind === "pooled" ? "equal" : "unequal", confidenceLevel }));
const standardized = ({ kind, x, y, mu }: Compared) => there(
  kind === "one" ? standardizedMean({ values: x, expectedMean: mu, confidenceLevel })
  : kind === "paired" ? standardizedPairedDifference({ values: x, reference: y, standardizer: "differences", confidenceLevel })
  : standardizedDifference({ values: x, reference: y, standardizer: kind === "pooled" ? "pooled" : "average-variance", confidenceLevel }));
// Not covered, being approximations of what is covered exactly: hedgesJApprox (of hedgesJExact), dLargeSampleSe (of the noncentral interval).
oracle("statistics/effects-t-tests.json", {
  difference: (input: Compared) => tested(input).estimate - (input.kind === "one" ? input.mu : 0),
  se: (input: Compared) => tested(input).standardError,
  t: (input: Compared) => tested(input).t,
  df: (input: Compared) => tested(input).degreesOfFreedom,
  p: (input: Compared) => tested(input).pValue,
  pGreater: (input: Compared) => tested(input).greaterPValue,
  pLess: (input: Compared) => tested(input).lessPValue,
  ci95: (input: Compared) => ends(tested(input)),
  cohenD: (input: Compared) => standardized(input).estimate,
  cohenDCi95: (input: Compared) => ends(standardized(input)),
  hedgesJExact: (input: Compared) => standardized(input).smallSampleFactor,
  hedgesG: (input: Compared) => standardized(input).unbiased.estimate,
  hedgesGCi95: (input: Compared) => ends(standardized(input).unbiased),
  dAverageSd: ({ x, y }: Compared) => there(standardizedPairedDifference({ values: x, reference: y, standardizer: "average-deviation", confidenceLevel })).estimate,
  correlation: ({ x, y }: Compared) => there(correlation({ points: x.map((value, index) => ({ x: value, y: y[index] ?? NaN })), kind: "pearson", confidenceLevel })).estimate,
  glassDelta: ({ x, y }: Compared) => there(standardizedDifference({ values: x, reference: y, standardizer: "reference", confidenceLevel })).estimate,
});

type Ranked = { readonly test: "mann-whitney" | "signed-rank"; readonly x: readonly number[]; readonly y: readonly number[] };
const ranked = ({ test, x, y }: Ranked, approximation?: "normal" | "normal-continuity") => {
  const comparison = { values: x, reference: y, confidenceLevel, ...(approximation === undefined ? {} : { approximation }) };
  return there(test === "mann-whitney" ? rankSumTest(comparison) : signedRankTest(comparison));
};
const apart = ({ x, y }: Ranked) => there(rankSumTest({ values: x, reference: y, confidenceLevel }));
const matched = ({ x, y }: Ranked) => there(signedRankTest({ values: x, reference: y, confidenceLevel }));
oracle("statistics/effects-rank-tests.json", {
  statistic: (input: Ranked) => (input.test === "mann-whitney" ? apart(input).winCount : matched(input).positiveRankSum),
  pNormal: (input: Ranked) => ranked(input, "normal").pValue,
  pNormalContinuity: (input: Ranked) => ranked(input, "normal-continuity").pValue,
  pGreaterContinuity: (input: Ranked) => ranked(input, "normal-continuity").greaterPValue,
  probabilityOfSuperiority: (input: Ranked) => apart(input).superiority.estimate,
  rankBiserial: (input: Ranked) => apart(input).dominance.estimate,
  matchedRankBiserial: (input: Ranked) => matched(input).rankBalance,
  pExact: (input: Ranked) => { const { method, pValue } = ranked(input); return method.endsWith("exact") ? pValue : method; },
  hodgesLehmann: (input: Ranked) => ranked(input).estimate,
  hodgesLehmannCi95: (input: Ranked) => ends(ranked(input)),
});

const adjusted = (method: SeveralTests["method"]) => ({ p }: { readonly p: readonly number[] }) => adjustPValues({ pValues: p, method });
oracle("statistics/effects-multiplicity.json", {
  bonferroni: adjusted("bonferroni"), holm: adjusted("holm"), hochberg: adjusted("hochberg"), bh: adjusted("benjamini-hochberg"), by: adjusted("benjamini-yekutieli"),
});
