export { reviewBounds } from "./review-bounds.js";
export { reviewBundles } from "./review-bundles.js";
export { AccessDecision, AiAudit, BehaviorRubric, CoachCompetence, HomeworkGiven, ReviewEvidence, SegmentProfile } from "./review-evidence.js";
export { ReviewInput, reviewProgram, SwitchedOffRule } from "./review-program.js";
export type { BundleVerdict, ProgramReview, ReviewFinding } from "./review-program.js";
export type { ReviewRule, ReviewSeverity } from "./review-rule.js";
export { reviewRules } from "./review-rules.js";
