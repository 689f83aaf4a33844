import type { Program, Touchpoint } from "coachkit/program";
import type { ReviewEvidence, ReviewInput } from "coachkit/review";
import { cohort, evidence, governance, kpis, period, plan, program, reinforcement, wellDesigned } from "./well-designed.js";

/** A program that a rule fires on, where, and one close by that it leaves alone. */
export interface RuleCase {
  readonly fires: ReviewInput;
  readonly path: readonly (string | number)[];
  readonly nearMiss: ReviewInput;
}

const withProgram = (change: Partial<Program>): ReviewInput => ({ program: { ...program, ...change }, cohort, evidence });
const withBehaviors = (targetBehaviors: Program["targetBehaviors"]): ReviewInput => ({ program: { ...program, targetBehaviors } });
const behaviorCount = (count: number): ReviewInput => withBehaviors(Array.from({ length: count }, (_, index) => ({ id: String(index), title: "B", kpiIds: ["team-pulse"] })));
const withTouchpoints = (...touchpoints: readonly Touchpoint[]): ReviewInput => withProgram({ touchpoints });
const withEvidence = (change: Partial<ReviewEvidence>): ReviewInput => ({ ...wellDesigned, evidence: { ...evidence, ...change } });
const withGovernance = (change: Partial<typeof governance>): ReviewInput => withProgram({ governance: { ...governance, ...change } });
const withoutRole = (role: string): ReviewInput => withGovernance({ roles: governance.roles.filter((one) => one.role !== role) });
const onlyAs = (role: string, responsibility: "responsible" | "consulted"): ReviewInput => withProgram({ governance: { ...governance, roles: governance.roles.map((one) => (one.role === role ? { ...one, responsibility } : one)) } });
const withKpis = (kpiIds: readonly string[]): ReviewInput => withProgram({ targetBehaviors: program.targetBehaviors.map((behavior) => ({ ...behavior, kpiIds })) });
const own = (id: string, evaluationLevel: 1 | 2 | 3): NonNullable<ReviewEvidence["kpis"]>[number] => ({ ...kpis[0], id, family: "own", evaluationLevel });
const ownerless = (({ owner: _, ...kpi }) => kpi)(own("mood", 3));
const withOwnKpis = (levels: readonly (1 | 2 | 3)[]): ReviewInput => {
  const declared = levels.map((level, index) => own(`k${String(index)}`, level));
  return { ...withKpis(declared.map(({ id }) => id)), evidence: { ...evidence, kpis: declared } };
};

const [kickoff, nudge, huddle, oneToOne, demo] = program.touchpoints as readonly [Touchpoint, Touchpoint, Touchpoint, Touchpoint, Touchpoint];
const touchpoints = ["program", "touchpoints"];
const pulse = [period("manager-adoption", "2027-01-11", "2027-01-17"), period("manager-adoption", "2027-03-08", "2027-03-14")] as const;
const withBaselines = (...baselines: NonNullable<ReviewEvidence["baselines"]>): ReviewInput => withEvidence({ asOfDate: "2027-04-10", baselines });
const withCost: ReviewInput = { ...withKpis(["manager-adoption", "cost-per-outcome"]), evidence: { ...evidence, kpis: [], baselines: pulse } };
const roles = ["program", "governance", "roles"];
const behaviors = ["program", "targetBehaviors"];
const weekly = (touchpoint: Touchpoint, weeks: readonly number[]): Touchpoint => ({ ...touchpoint, timing: { kind: "weeks", weeks, weekdays: ["MO"], startTime: "09:00" } });
const onDays = (...dayOffsets: readonly number[]): Touchpoint => ({ ...huddle, timing: { kind: "day-offsets", dayOffsets, startTime: "09:00" } });
const changed = (id: string, change: Partial<Touchpoint>): ReviewInput => withTouchpoints(...program.touchpoints.map((one) => (one.id === id ? { ...one, ...change } : one)));
const perWeek = (countPerWeek: number, minimumSpacingHours: number): ReviewInput => changed("nudge", { timing: { kind: "per-week", countPerWeek, fromWeek: 1, toWeek: 12, weekdays: ["MO", "TU", "WE", "TH", "FR"], minimumSpacingHours, startTime: "09:00" } });
const profile = { segmentId: "front", participantCount: 51, isFrontline: true, isHighImpact: true };
const withProfile = (change: Partial<typeof profile>, ledBy = "coach"): ReviewInput => ({
  program: { ...program, segments: [{ id: "front", title: "Front line" }, { id: "rest", title: "The rest" }], touchpoints: program.touchpoints.map((one) => (one.ledBy === "coach" ? { ...one, ledBy } : one)) },
  evidence: { ...evidence, segmentProfiles: [{ ...profile, ...change }] },
});
const pair = { mentorId: "mia", participantId: "ada", mentorGrade: 7, supervisorGrade: 5, isInReportingLine: false };
const withPair = (change: Partial<typeof pair>, practice: "mentoring" | "coaching" = "mentoring"): ReviewInput => ({ program: { ...program, practice }, evidence: { ...evidence, mentorships: [{ ...pair, ...change }] } });
const audit = { auditNumber: 1, kind: "regular", plannedDate: "2027-07-05", heldDate: null, lateDays: 10 } as const;
const withContract = (change: Partial<{ preparationMinutes: number; noteMinutes: number; deliverables: readonly string[] }>): ReviewInput =>
  withProgram({ coachSources: [{ id: "house", title: "Our coaches", origin: "external", contract: { preparationMinutes: 5, noteMinutes: 5, deliverables: ["Note"], ...change } }] });
const unassigned = (reason: "no-common-slot" | "replaced-by-journal"): ReviewInput => ({ ...wellDesigned, plan: { ...plan, unassigned: [{ occurrenceId: "o", touchpointId: "one-to-one", week: 9, participantIds: ["ada"], reason }] } });
const assigned = (reason: "no-common-language" | null): ReviewInput => ({ ...wellDesigned, plan: { ...plan, coachAssignments: [{ participantId: "ada", coachId: reason === null ? "kim" : null, reason }] } });
const standing = { coachId: "kim", competencyIds: ["listening", "feedback"], lastCalibratedDate: "2027-01-01" };
const afterCalls = (sampledFraction: number): Touchpoint => ({ ...reinforcement, id: "after-call", durationMinutes: 5, timing: { kind: "after-contact", sampledFraction, maximumCountPerDay: 4 }, isScheduled: false });

/** For every rule, what fires it and what nearly does. */
export const ruleCases: Readonly<Record<string, RuleCase>> = {
  "no-follow-up": { fires: withTouchpoints(kickoff, weekly(nudge, [0])), path: touchpoints, nearMiss: withTouchpoints(kickoff, weekly(nudge, [1])) },
  // From day 21 to day 36 there are 14 days in between, from day 21 to day 35 there are 13; the program ends with day 90.
  "follow-up-gap": { fires: withTouchpoints(kickoff, onDays(7, 21, 36, 50, 64, 77)), path: touchpoints, nearMiss: withTouchpoints(kickoff, onDays(7, 21, 35, 49, 63, 77)) },
  "no-personal-touch": { fires: withTouchpoints(kickoff, nudge, demo), path: touchpoints, nearMiss: withTouchpoints(kickoff, nudge, demo, oneToOne) },
  "no-practice": { fires: withTouchpoints(kickoff, { ...demo, method: "seminar" }), path: touchpoints, nearMiss: withTouchpoints(kickoff, demo) },
  "no-lasting-measurement": { fires: withEvidence({ measurementWeeks: [0, 25] }), path: ["evidence", "measurementWeeks"], nearMiss: withEvidence({ measurementWeeks: [26] }) },
  "massed-practice": { fires: withTouchpoints(kickoff, { ...weekly(huddle, [1, 2, 3, 4, 5]), durationMinutes: 35 }), path: touchpoints, nearMiss: withTouchpoints(kickoff, { ...weekly(huddle, [1, 2, 3, 4, 5]), durationMinutes: 36 }) },
  "dense-nudges": { fires: perWeek(3, 48), path: touchpoints, nearMiss: perWeek(2, 48) },
  "crowded-nudges": { fires: changed("nudge", { timing: { kind: "weeks", weeks: [1, 2], weekdays: ["TU", "WE"], startTime: "09:00" } }), path: touchpoints, nearMiss: changed("nudge", { timing: { kind: "weeks", weeks: [1, 2], weekdays: ["TU", "TH"], startTime: "09:00" } }) },
  "no-shared-practice": { fires: withTouchpoints(kickoff, nudge, oneToOne, reinforcement), path: touchpoints, nearMiss: withTouchpoints(kickoff, nudge, oneToOne, reinforcement, weekly(huddle, [6])) },
  "unscheduled-session": { fires: changed("huddle", { isScheduled: false }), path: [...touchpoints, 2, "isScheduled"], nearMiss: withTouchpoints(...program.touchpoints, afterCalls(0.1)) },
  "session-without-agenda": { fires: changed("nudge", { agenda: [] }), path: [...touchpoints, 1], nearMiss: changed("kickoff", { agenda: [] }) },
  // The usual week is the median of weeks 1 to 12: two touches of 60 minutes are 120; the kickoff's week stands apart.
  "participant-week-too-long": { fires: withTouchpoints(kickoff, { ...nudge, modality: "one-to-one", durationMinutes: 61 }), path: touchpoints, nearMiss: withTouchpoints(kickoff, { ...nudge, modality: "one-to-one", durationMinutes: 60 }) },
  "manager-week-too-long": { fires: changed("reinforcement", { durationMinutes: 11 }), path: touchpoints, nearMiss: changed("reinforcement", { durationMinutes: 10 }) },
  "pilot-size": { fires: withEvidence({ participantCount: 31 }), path: ["evidence", "participantCount"], nearMiss: withEvidence({ participantCount: 30 }) },
  "unusual-pilot-size": { fires: withEvidence({ participantCount: 21 }), path: ["evidence", "participantCount"], nearMiss: withEvidence({ participantCount: 20 }) },
  "pilot-weeks": { fires: withProgram({ weekCount: 13 }), path: ["program", "weekCount"], nearMiss: withProgram({ weekCount: 13, phase: "scale" }) },
  "many-behaviors": { fires: behaviorCount(4), path: behaviors, nearMiss: behaviorCount(3) },
  "single-behavior": { fires: behaviorCount(1), path: behaviors, nearMiss: behaviorCount(2) },
  "tick-box-kpis": { fires: withOwnKpis([1, 2]), path: behaviors, nearMiss: withOwnKpis([1, 2, 3]) },
  "no-behavior-kpi": { fires: withKpis(["role-performance", "self-efficacy"]), path: behaviors, nearMiss: withKpis(["role-performance", "one-to-one-quality"]) },
  "activity-heavy-kpis": { fires: withOwnKpis([1, 2, 3]), path: behaviors, nearMiss: withOwnKpis([1, 3]) },
  "unknown-kpi": { fires: withKpis(["team-pulse", "mood"]), path: [...behaviors, 0, "kpiIds", 1], nearMiss: { ...withKpis(["mood"]), evidence: { ...evidence, kpis: [own("mood", 1)] } } },
  "kpi-without-owner": { fires: { ...withKpis(["behavioral-compliance", "mood"]), evidence: { ...evidence, kpis: [ownerless] } }, path: [...behaviors, 0, "kpiIds", 1], nearMiss: { ...withKpis(["behavioral-compliance", "mood"]), evidence: { ...evidence, kpis: [{ ...ownerless, owner: "hr" }] } } },
  "no-manager-kpi": { fires: withKpis(["behavioral-compliance"]), path: behaviors, nearMiss: withKpis(["manager-adoption"]) },
  "no-rubric": { fires: withEvidence({ behaviorRubrics: [{ targetBehaviorId: "asks", rubricId: "r1" }] }), path: [...behaviors, 1], nearMiss: { program: { ...program, segments: [{ id: "all", title: "All", rubricId: "r1" }] } } },
  "missing-baseline": { fires: withBaselines(...pulse), path: [...behaviors, 1, "kpiIds", 0], nearMiss: withCost },
  "baseline-after-start": { fires: withBaselines(period("role-performance", "2027-03-30", "2027-04-05")), path: [...behaviors, 1, "kpiIds", 0], nearMiss: withBaselines(period("role-performance", "2027-03-29", "2027-04-04"), period("role-performance", "2027-04-05", "2027-04-06")) },
  "mixed-instruments": { fires: withBaselines(...pulse, { ...period("manager-adoption", "2027-03-15", "2027-03-21"), instrumentId: "survey-2" }), path: [...behaviors, 0, "kpiIds", 1], nearMiss: withBaselines(...pulse, { ...period("role-performance", "2027-03-15", "2027-03-21"), instrumentId: "survey-2" }) },
  "single-baseline": { fires: withBaselines(...pulse.slice(1)), path: [...behaviors, 0, "kpiIds", 1], nearMiss: withBaselines(...pulse) },
  "thin-baseline": { fires: withBaselines(period("manager-adoption", "2027-01-11", "2027-01-17", 9)), path: [...behaviors, 0, "kpiIds", 1], nearMiss: withBaselines(period("manager-adoption", "2027-01-11", "2027-01-17", 10)) },
  "no-manager-activity": { fires: withTouchpoints(kickoff, nudge, huddle), path: touchpoints, nearMiss: withTouchpoints(kickoff, nudge, { ...huddle, prepTasks: [{ id: "ask", title: "Ask how it went", role: "manager", durationMinutes: 5 }] }) },
  "manager-without-script": { fires: changed("reinforcement", { agenda: [{ title: "What I saw" }] }), path: [...touchpoints, 5], nearMiss: withTouchpoints(kickoff, nudge, huddle) },
  "no-minimum-competency": { fires: withEvidence({ minimumCompetencyIds: [] }), path: ["evidence", "minimumCompetencyIds"], nearMiss: withEvidence({ minimumCompetencyIds: ["listening"] }) },
  "coach-below-minimum": { fires: withEvidence({ coaches: [{ ...standing, competencyIds: ["listening"] }] }), path: ["evidence", "coaches", 0, "competencyIds"], nearMiss: withEvidence({ coaches: [standing] }) },
  // From 1 January to 1 April 2027 it is 90 days.
  "stale-calibration": { fires: withEvidence({ asOfDate: "2027-04-02", coaches: [standing] }), path: ["evidence", "coaches", 0, "lastCalibratedDate"], nearMiss: withEvidence({ asOfDate: "2027-04-01", coaches: [standing] }) },
  "low-rater-agreement": { fires: withEvidence({ raterAgreementLowerBound: 0.3999 }), path: ["evidence", "raterAgreementLowerBound"], nearMiss: withEvidence({ raterAgreementLowerBound: 0.4 }) },
  "thin-contract": { fires: withContract({ noteMinutes: 0 }), path: ["program", "coachSources", 0, "contract"], nearMiss: withContract({}) },
  "unmatched-participant": { fires: assigned("no-common-language"), path: ["plan", "coachAssignments", 0], nearMiss: assigned(null) },
  "unplaced-session": { fires: unassigned("no-common-slot"), path: ["plan", "unassigned"], nearMiss: unassigned("replaced-by-journal") },
  "one-size-fits-all": { fires: withEvidence({ participantRoles: ["agent", "new-manager"] }), path: ["program", "segments"], nearMiss: withEvidence({ participantRoles: ["agent", "agent"] }) },
  "same-homework": { fires: withEvidence({ homework: [{ participantId: "ada", homeworkItemIds: ["h1", "h2"] }, { participantId: "ben", homeworkItemIds: ["h2", "h1"] }] }), path: ["evidence", "homework"], nearMiss: withEvidence({ homework: [{ participantId: "ada", homeworkItemIds: ["h1"] }, { participantId: "ben", homeworkItemIds: [] }] }) },
  "narrow-access": { fires: withEvidence({ access: { eligibleCount: 100, coachedCount: 19, isTopBandOnly: false, hasPlanForOthers: false } }), path: ["evidence", "access"], nearMiss: withEvidence({ access: { eligibleCount: 100, coachedCount: 20, isTopBandOnly: false, hasPlanForOthers: false } }) },
  "costly-one-to-one": { fires: withProfile({}), path: ["evidence", "segmentProfiles", 0], nearMiss: withProfile({ participantCount: 50 }) },
  "no-coach-for-high-impact": { fires: withProfile({}, "manager"), path: ["evidence", "segmentProfiles", 0], nearMiss: withProfile({}) },
  "no-program-owner": { fires: onlyAs("program-owner", "consulted"), path: roles, nearMiss: onlyAs("program-owner", "responsible") },
  "no-coach-lead": { fires: withoutRole("coach-lead"), path: roles, nearMiss: onlyAs("coach-lead", "responsible") },
  "no-data-steward": { fires: withoutRole("data-steward"), path: roles, nearMiss: onlyAs("data-steward", "responsible") },
  "no-sponsor": { fires: withoutRole("sponsor"), path: roles, nearMiss: onlyAs("sponsor", "consulted") },
  "several-accountable": { fires: withGovernance({ roles: [...governance.roles, { role: "coach-lead", personId: "second-1", responsibility: "accountable", signedOffDate: "2027-02-01" }] }), path: roles, nearMiss: withGovernance({ roles: [...governance.roles, { role: "coach-lead", personId: "coach-lead-1", responsibility: "accountable", signedOffDate: "2027-02-01" }] }) },
  "missing-sign-off": { fires: withoutRole("hr"), path: roles, nearMiss: withoutRole("coach-lead") },
  "unanswered-scoping": { fires: withGovernance({ scoping: [...governance.scoping.slice(1), { question: "And?", answer: " " }] }), path: ["program", "governance"], nearMiss: withGovernance({}) },
  "no-audit-schedule": { fires: withProgram({ governance: { roles: governance.roles } }), path: ["program", "governance"], nearMiss: withGovernance({ auditEveryWeeks: 104 }) },
  "sparse-audits": { fires: withGovernance({ auditEveryWeeks: 14 }), path: ["program", "governance", "auditEveryWeeks"], nearMiss: withGovernance({ auditEveryWeeks: 13 }) },
  "overdue-audit": { fires: withEvidence({ fidelityAudits: [{ ...audit, status: "overdue" }] }), path: ["evidence", "fidelityAudits", 0], nearMiss: withEvidence({ fidelityAudits: [{ ...audit, status: "due" }] }) },
  "auditor-coaches": { fires: withEvidence({ coaches: [{ ...standing, coachId: "coach-lead-1" }] }), path: roles, nearMiss: withEvidence({ coaches: [{ ...standing, coachId: "program-owner-1" }] }) },
  "ai-without-review": { fires: withEvidence({ aiSending: "automatic" }), path: ["evidence", "aiSending"], nearMiss: withEvidence({ aiSending: "approved-templates" }) },
  "unaudited-ai": { fires: withEvidence({ aiAudit: { auditedDate: "2027-03-31", sampleCount: 19 } }), path: ["evidence", "aiAudit"], nearMiss: withEvidence({ aiAudit: { auditedDate: "2027-03-01", sampleCount: 20 } }) },
  "mentor-in-reporting-line": { fires: withPair({ isInReportingLine: true }), path: ["evidence", "mentorships", 0], nearMiss: withPair({ isInReportingLine: true }, "coaching") },
  "mentor-of-other-standing": { fires: withPair({}), path: ["evidence", "mentorships", 0], nearMiss: withPair({ supervisorGrade: 6 }) },
  "early-return-promised": { fires: withEvidence({ promisedReturnWeek: 25 }), path: ["evidence", "promisedReturnWeek"], nearMiss: withEvidence({ promisedReturnWeek: 26 }) },
  "gate-not-passed": { fires: withEvidence({ gateVerdict: "iterate" }), path: ["evidence", "gateVerdict"], nearMiss: withEvidence({ gateVerdict: "scale" }) },
};
export { afterCalls, changed, onDays, weekly, withEvidence, withTouchpoints };
