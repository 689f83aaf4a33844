import { agrestiCoullInterval, binomialTest, clopperPearsonInterval, type Confidence, type ControlLimits, cusumChart, eventChart, ewmaChart, individualsChart, jeffreysInterval, type Proportion, proportionChart, wilsonContinuityInterval, wilsonInterval } from "coachkit/statistics";
import { oracle } from "./oracle.js";

type Trials = { readonly x: number; readonly n: number; readonly p0: number };
const ends = (interval: (proportion: Proportion) => Confidence) => ({ x, n }: Trials) => {
  const { lower, upper } = interval({ successes: x, n, confidenceLevel: 0.95 });
  return [lower, upper];
};
oracle("statistics/effects-one-proportion.json", {
  wilsonCi95: ends(wilsonInterval),
  wilsonContinuityCi95: ends(wilsonContinuityInterval),
  clopperPearsonCi95: ends(clopperPearsonInterval),
  agrestiCoullCi95: ends(agrestiCoullInterval),
  jeffreysCi95: ends(jeffreysInterval),
  exactBinomialP: ({ x, n, p0 }: Trials) => binomialTest({ successes: x, n, expectedFraction: p0 }).pValue,
});

type Charted = { readonly chart: "ewma" | "cusum" | "individuals-moving-range" | "p" | "u"; readonly x: readonly number[]; readonly target: number; readonly sigma: number; readonly lambda: number; readonly L: number; readonly k: number; readonly h: number; readonly n: readonly number[]; readonly exposure: readonly number[] };
const both = ({ lower, upper }: ControlLimits) => [lower, upper];
const ewma = ({ x, target, sigma, lambda, L }: Charted) => ewmaChart({ values: x, target, standardDeviation: sigma, newestWeight: lambda, limitDeviations: L });
const cusum = ({ x, target, k, h }: Charted) => cusumChart({ values: x, target, allowance: k, decisionLimit: h });
const individuals = ({ x }: Charted) => {
  const chart = individualsChart(x);
  if (chart.points === null) throw new Error(chart.reason);
  return chart;
};
const counted = ({ chart, x, n, exposure }: Charted) => {
  const found = chart === "p" ? proportionChart(x.map((successes, index) => ({ successes, n: n[index] ?? NaN }))) : eventChart(x.map((events, index) => ({ events, exposure: exposure[index] ?? NaN })));
  if (found.points === null) throw new Error(found.reason);
  return found;
};
oracle("statistics/effects-control-charts.json", {
  ewma: (input: Charted) => ewma(input).points.map(({ average }) => average),
  limits: (input: Charted) => (input.chart === "ewma" ? ewma(input).points.map(both) : both(individuals(input).limits)),
  asymptoticLimits: (input: Charted) => both(ewma(input).asymptoticLimits),
  outOfControlIndices: (input: Charted) => ewma(input).signals,
  high: (input: Charted) => cusum(input).points.map(({ high }) => high),
  low: (input: Charted) => cusum(input).points.map(({ low }) => low),
  signals: (input: Charted) => cusum(input).signals,
  center: (input: Charted) => (input.chart === "individuals-moving-range" ? individuals(input).center : counted(input).center),
  meanMovingRange: (input: Charted) => individuals(input).meanMovingRange,
  sigma: (input: Charted) => individuals(input).standardDeviation,
  mrUpper: (input: Charted) => individuals(input).movingRangeUpper,
  lower: (input: Charted) => counted(input).points.map(({ lower }) => lower),
  upper: (input: Charted) => counted(input).points.map(({ upper }) => upper),
});
