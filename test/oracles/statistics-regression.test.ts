import { linearRegression, mean, type LinearRegression, type NoRegression, type RegressionErrors, type RegressionEstimate } from "coachkit/statistics";
import { oracle } from "./oracle.js";

function found(regression: LinearRegression | NoRegression): LinearRegression {
  if (regression.coefficients === null) throw new Error(regression.reason);
  return regression;
}
function told<Result extends { readonly estimate: number | null }>(result: Result | undefined): Result & RegressionEstimate {
  if (result === undefined || result.estimate === null) throw new Error("no estimate");
  return result as Result & RegressionEstimate;
}
const coefficient = ({ coefficients }: LinearRegression, id: string) => told(coefficients.find(({ termId }) => termId === id));
const ends = ({ confidence: { lower, upper } }: RegressionEstimate) => [lower, upper];

type Cells = { readonly rows: readonly (readonly [unit: number, treated: number, post: number, y: number])[] };
const groups = ({ rows }: Cells, kind: "classical" | "hc1" | "hc3" | "cr0" | "cr1" | "cr2") =>
  found(linearRegression({
    termIds: ["treated", "post", "treated:post"], hasIntercept: true, errors: { kind }, confidenceLevel: 0.95,
    rows: rows.map(([unit, treated, post, y]) => ({ x: [treated, post, treated * post], y, clusterId: String(unit) })),
    predictAt: [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]],
  }));
const interaction = (input: Cells, kind: Parameters<typeof groups>[1]) => coefficient(groups(input, kind), "treated:post");
oracle("statistics/effects-difference-in-differences.json", {
  estimate: (input: Cells) => interaction(input, "classical").estimate,
  cellMeans: (input: Cells) => {
    const [controlPre, controlPost, treatedPre, treatedPost] = groups(input, "classical").predictions.map((one) => one.mean.estimate);
    return { controlPre, controlPost, treatedPre, treatedPost };
  },
  ols: (input: Cells) => {
    const { standardError: se, t, pValue: p, degreesOfFreedom: df, ...rest } = interaction(input, "classical");
    return { se, t, p, df, ci95: ends({ standardError: se, t, pValue: p, degreesOfFreedom: df, ...rest }) };
  },
  seHC1: (input: Cells) => interaction(input, "hc1").standardError,
  seHC3: (input: Cells) => interaction(input, "hc3").standardError,
  cluster: (input: Cells) => {
    const [first, reduced] = [interaction(input, "cr1"), interaction(input, "cr2")];
    return {
      clusters: groups(input, "cr1").clusterCount, seCR1: first.standardError, df: first.degreesOfFreedom, t: first.t, p: first.pValue, ci95: ends(first),
      seCR0: interaction(input, "cr0").standardError, seCR2: reduced.standardError, satterthwaiteDfCR2: reduced.degreesOfFreedom, pCR2: reduced.pValue,
    };
  },
});

type Adjusted = { readonly pre: readonly number[]; readonly post: readonly number[]; readonly group: readonly string[]; readonly reference: string };
const adjusted = ({ pre, post, group, reference }: Adjusted, kind: "classical" | "hc3" = "classical") => {
  const middle = mean(pre);
  return found(linearRegression({
    termIds: ["pre", "group"], hasIntercept: true, errors: { kind }, confidenceLevel: 0.95, predictAt: [[middle, 0], [middle, 1]],
    rows: post.map((y, index) => ({ x: [pre[index] ?? NaN, group[index] === reference ? 0 : 1], y })),
  }));
};
const difference = (input: Adjusted, kind?: "hc3") => coefficient(adjusted(input, kind), "group");
oracle("statistics/effects-ancova.json", {
  adjustedDifference: (input: Adjusted) => difference(input).estimate,
  se: (input: Adjusted) => difference(input).standardError,
  t: (input: Adjusted) => difference(input).t,
  df: (input: Adjusted) => difference(input).degreesOfFreedom,
  p: (input: Adjusted) => difference(input).pValue,
  ci95: (input: Adjusted) => ends(difference(input)),
  slopePre: (input: Adjusted) => coefficient(adjusted(input), "pre").estimate,
  adjustedMeans: (input: Adjusted) => {
    const [reference, other] = adjusted(input).predictions;
    return Object.fromEntries([[input.reference, reference?.mean.estimate], [input.group.find((one) => one !== input.reference), other?.mean.estimate]]);
  },
  residualSd: (input: Adjusted) => adjusted(input).residualStandardDeviation,
  rSquared: (input: Adjusted) => adjusted(input).rSquared,
  seHC3: (input: Adjusted) => difference(input, "hc3").standardError,
  unadjustedChangeDifference: ({ pre, post, group, reference }: Adjusted) =>
    coefficient(found(linearRegression({ termIds: ["group"], hasIntercept: true, errors: { kind: "classical" }, confidenceLevel: 0.95, rows: post.map((y, index) => ({ x: [group[index] === reference ? 0 : 1], y: y - (pre[index] ?? NaN) })) })), "group").estimate,
});

type Series = { readonly y: readonly number[]; readonly interventionIndex: number; readonly neweyWestLag: number };
const segmented = ({ y, interventionIndex: at }: Series, errors: RegressionErrors) => {
  const end = y.length - 1;
  return found(linearRegression({
    termIds: ["preTrend", "levelChange", "trendChange"], hasIntercept: true, errors, confidenceLevel: 0.95,
    rows: y.map((value, t) => ({ x: [t, t < at ? 0 : 1, Math.max(0, t - at)], y: value })),
    predictAt: [[end, 0, 0]],
    contrasts: [{ contrastId: "effectAtEnd", weights: [{ termId: "levelChange", weight: 1 }, { termId: "trendChange", weight: end - at }] }],
  }));
};
const neweyWest = ({ neweyWestLag: lagCount }: Series, isAdjusted: boolean): RegressionErrors => ({ kind: "newey-west", lagCount, isAdjusted });
const part = (id: string) => (input: Series) => {
  const one = coefficient(segmented(input, { kind: "classical" }), id);
  const robust = (isAdjusted: boolean) => coefficient(segmented(input, neweyWest(input, isAdjusted)), id).standardError;
  return { estimate: one.estimate, se: one.standardError, t: one.t, p: one.pValue, ci95: ends(one), seNeweyWest: robust(false), seNeweyWestAdjusted: robust(true) };
};
oracle("statistics/effects-interrupted-time-series.json", {
  intercept: part("(intercept)"),
  preTrend: part("preTrend"),
  levelChange: part("levelChange"),
  trendChange: part("trendChange"),
  durbinWatson: (input: Series) => segmented(input, neweyWest(input, false)).durbinWatson,
  residualDf: (input: Series) => segmented(input, { kind: "classical" }).residualFreedom,
  counterfactualAtEnd: (input: Series) => segmented(input, { kind: "classical" }).predictions[0]?.mean.estimate,
  effectAtEnd: (input: Series) => segmented(input, { kind: "classical" }).contrasts[0]?.estimate,
});
