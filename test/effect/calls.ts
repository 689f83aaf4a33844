import { lower, measure, nine } from "./study.js";

const arm = (baselineMean: number, postMean: number) => ({ assignedCount: 16, analyzedCount: 15, baselineMean, postMean, changeStandardDeviation: 18 });
const treated = nine.slice(0, 5);
const aim = { powerFraction: 0.8, alpha: 0.05, sides: "two-sided" };
const teams = ["ash", "birch", "cedar", "elm", "fir", "oak"].map((clusterId) => ({ clusterId }));
export const calls = {
  adjustedEffect: [{ measure, people: nine, assignment: "by-chance-wait-list", confidenceLevel: 0.95 }],
  differenceInDifferences: [{ measure, people: nine, assignment: "not-by-chance", confidenceLevel: 0.95 }],
  drawSteppedWedge: [{ clusters: teams, steps: { kind: "equal", stepCount: 2 }, baselinePeriods: 1, periodsPerStep: 1, cellSize: 8, aim: { ...aim, effectSize: 0.5, intraclassCorrelation: 0.05 }, seed: 20270104 }],
  drawWaitList: [{ people: nine.map(({ personId, baseline }, index) => ({ personId, stratumId: index < 4 ? "graz" : "linz", baselines: [baseline] })), split: { kind: "by-cost", costRatio: 4 }, baselineIds: ["score"], aim, seed: 20270104 }],
  effectFromFigures: [{ measure, treated: arm(52, 71), comparison: arm(50, 55), assignment: "not-by-chance", covariateCorrelation: 0.7, confidenceLevel: 0.95 }],
  goalAttainment: [{ goals: [{ goalId: "listen", weight: 3, attainment: 1, baselineAttainment: -1 }] }],
  interruptedSeries: [{ measure: lower, values: [300, 302, 299, 301, 300, 298, 301, 280, 276, 279, 275, 274], preCount: 7, confidenceLevel: 0.95 }],
  leadLag: [{ people: [[1, 12], [2, 15], [3, 13], [4, 18], [5, 17]].map(([early, later], index) => ({ personId: `p${String(index)}`, early, later })), earlyWeek: 6, laterWeek: 26, expectedSign: "positive", confidenceLevel: 0.95 }],
  pairedEffect: [{ measure, people: treated, wereSelectedByScore: true, confidenceLevel: 0.95 }],
  regressionToMean: [{ measure, people: treated, cutScore: 56, population: { mean: 60, standardDeviation: 10 }, reliability: 0.7, confidenceLevel: 0.95 }],
  reliableChange: [{
    people: treated.map(({ personId, baseline, post }) => ({ personId, baseline, post })), direction: "higher-is-better", baselineStandardDeviation: 5, reliability: 0.8, confidenceLevel: 0.95,
    populations: { needing: { mean: 50, standardDeviation: 5 }, proficient: { mean: 65, standardDeviation: 6 } },
  }],
  schedulingEffect: [{
    counted: "attended-fraction", people: ["ada", "ben"].map((personId) => ({ personId, scheduledFromDate: "2027-10-18" })), observedFromDate: "2027-10-04", observedToDate: "2027-10-31", windowWeeks: 2, confidenceLevel: 0.95,
    records: ["2027-10-05", "2027-10-12", "2027-10-19", "2027-10-26"].flatMap((date) => ["ada", "ben"].map((personId) => ({ id: `${personId} ${date}`, personId, date, isDone: personId === "ada" || date > "2027-10-20" }))),
  }],
  steppedWedgeEffect: [{
    measure, clusters: teams.map((team, index) => ({ ...team, startPeriod: 2 + (index % 2) })), periodCount: 3, scores: teams.flatMap(({ clusterId }, index) => [1, 2, 3].map((inPeriod) => ({ clusterId, inPeriod, score: ((7 * index + 3 * inPeriod) % 11) + (inPeriod > 1 + (index % 2) ? 6 : 0) }))),
    assignment: "by-chance-in-steps", replicates: 1000, seed: 7, confidenceLevel: 0.95,
  }],
};
