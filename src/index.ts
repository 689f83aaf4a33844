/**
 * Coaching programs as data: dated sessions, homework, ratings, results and what they are worth.
 *
 * @packageDocumentation
 */
export * as agreement from "./agreement/index.js";
export * as cadence from "./cadence/index.js";
export * as calendar from "./calendar/index.js";
export * as chart from "./chart/index.js";
export * as csv from "./csv/index.js";
export * as delivery from "./delivery/index.js";
export * as effect from "./effect/index.js";
export * as error from "./error/index.js";
export * as followup from "./followup/index.js";
export * as homework from "./homework/index.js";
export * as identity from "./identity/index.js";
export * as interchange from "./interchange/index.js";
export * as journal from "./journal/index.js";
export * as kpi from "./kpi/index.js";
export * as money from "./money/index.js";
export * as nudge from "./nudge/index.js";
export * as optimization from "./optimization/index.js";
export * as oversight from "./oversight/index.js";
export * as plan from "./plan/index.js";
export * as program from "./program/index.js";
export * as psychometrics from "./psychometrics/index.js";
export * as report from "./report/index.js";
export * as review from "./review/index.js";
export * as roi from "./roi/index.js";
export * as rollout from "./rollout/index.js";
export * as rubric from "./rubric/index.js";
export * as simulation from "./simulation/index.js";
export * as statistics from "./statistics/index.js";
export * as time from "./time/index.js";
export * as trigger from "./trigger/index.js";
export * as unit from "./unit/index.js";
export * as wfm from "./wfm/index.js";
export { expandCadence } from "./cadence/index.js";
export { toIcs } from "./calendar/index.js";
export { CoachingError, isCoachingError } from "./error/index.js";
export type { Issue } from "./error/index.js";
export { programFidelity } from "./delivery/index.js";
export { matchHomework, updateAbility } from "./homework/index.js";
export { managerAdoption, pulseChange } from "./kpi/index.js";
export { planNudges } from "./nudge/index.js";
export { policyDecision, proposalOf } from "./oversight/index.js";
export { assignSessions, coachCapacity } from "./plan/index.js";
export { rescaleProgram } from "./program/index.js";
export { reviewProgram } from "./review/index.js";
export { behavioralCompliance, rubricScore } from "./rubric/index.js";
export { returnOnInvestment } from "./roi/index.js";
export { scaleGate } from "./rollout/index.js";
export { placeSessions } from "./wfm/index.js";
export { simulateReturn } from "./simulation/index.js";
