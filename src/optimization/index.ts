export { assignAtLeastCost, assignAtLeastCostColumns, LeastCostAssignment } from "./assign-at-least-cost.js";
export type { AssignmentCertificate, LeastCostAssignmentColumns, UnassignedRowReason, UnassignedRow } from "./assign-at-least-cost.js";
export type { AssignmentPairColumns, AssignmentProblemColumns } from "./assignment-columns.js";
export { ASSIGNMENT_LIMITS, AssignmentCost, AssignmentProblem, AssignmentRow, UnassignedRule } from "./assignment-problem.js";
export { KNAPSACK_LIMITS, knapsackChoice, KnapsackItem, KnapsackProblem } from "./knapsack-choice.js";
export type { KnapsackChoice } from "./knapsack-choice.js";
export { LexicographicObjectives, lexicographicWeights, ObjectiveRange } from "./lexicographic-weights.js";
export { verifyAssignment, verifyAssignmentColumns } from "./verify-assignment.js";
export type { AssignmentFlaw, AssignmentFlawKind, AssignmentProof } from "./verify-assignment.js";
