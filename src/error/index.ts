export { repeated } from "./repeated.js";
export { check, INPUT_LIMITS, pattern, rule } from "./check.js";
export type { Report } from "./check.js";
export { CoachingError, faultAt, isCoachingError, issueOf } from "./coaching-error.js";
export type { Fault, Issue, IssueParams, IssuePath } from "./coaching-error.js";
