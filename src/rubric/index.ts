export { behavioralCompliance, ComplianceDenominator, ComplianceRequest, ParticipantClustering } from "./compliance.js";
export type { BehavioralCompliance, ComplianceBasis, ComplianceEstimate, NoComplianceEstimate } from "./compliance.js";
export { CriterionRating, Observation } from "./observation.js";
export type { ObservedRating, UnobservedRating } from "./observation.js";
export { Criterion, Level, MustPass, readRubric, Rubric, RubricVersion } from "./rubric.js";
export { rubricScore, ScoreRequest } from "./rubric-score.js";
export type { RubricScore, ScoreReason } from "./rubric-score.js";
export { rubricHash, RubricRevision, rubricVersionChange } from "./rubric-version.js";
