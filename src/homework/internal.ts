export { defaultEvidenceWeights, gradeOf } from "./graded-outcome.js";
