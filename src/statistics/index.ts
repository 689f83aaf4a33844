export { ConfidenceLevel, tooFewObservations } from "./estimate.js";
export type { Confidence, Estimate, EstimateResult, NoEstimate } from "./estimate.js";
export { logistic, logit } from "./logistic.js";
export { meanEstimate, MeanSample } from "./mean-estimate.js";
export { standardNormalProbability, standardNormalQuantile } from "./normal.js";
export { Clustering, designEffect, Proportion, proportionEstimate, wilsonInterval } from "./proportion.js";
export type { ProportionEstimate } from "./proportion.js";
export { StudentLevel, studentProbability, studentQuantile, StudentScore } from "./student.js";
export { mean, quantile, variance } from "./summary.js";
