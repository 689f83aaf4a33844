import { assignSessions } from "coachkit/plan";
import { blendedTwelveWeek, type Program, type Touchpoint } from "coachkit/program";
import type { ReviewEvidence, ReviewInput } from "coachkit/review";

/** A manager's ten minutes a week, with a script. */
export const reinforcement: Touchpoint = {
  id: "reinforcement", title: "Weekly reinforcement by the manager", modality: "micro", method: "supervised-practice", durationMinutes: 10,
  timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 12, weekdays: ["FR"], startTime: "14:00" },
  clock: "participant", audience: { kind: "each" }, ledBy: "manager", isScheduled: true, agenda: [{ title: "One thing that I saw", script: "I saw you … . What would you like to try next week?" }],
};
/** A summary for all that an AI drafts. */
const summary: Touchpoint = { ...reinforcement, id: "summary", title: "Summary of the week", modality: "ai", method: "supervised-practice", durationMinutes: 5, ledBy: "ai", clock: "cohort", audience: { kind: "everyone" }, timing: { kind: "weeks", weeks: [6], weekdays: ["MO"], startTime: "09:00" }, agenda: [{ title: "What stood out" }] };

const role = (name: string) => ({ role: name, personId: `${name}-1`, responsibility: "accountable", signedOffDate: "2027-02-01" }) as const;
export const governance = { roles: ["program-owner", "coach-lead", "data-steward", "sponsor", "hr", "frontline-manager"].map(role), auditEveryWeeks: 13, scoping: ["Which behaviors?", "For which result?", "What would show it?"].map((question) => ({ question, answer: "Written down." })) };
const contract = { preparationMinutes: 15, noteMinutes: 10, deliverables: ["Note within two working days"] };

/** The blended program, staffed, with managers taking part. */
export const program: Program = {
  ...blendedTwelveWeek,
  targetBehaviors: [{ id: "asks", title: "Asks before advising", kpiIds: ["behavioral-compliance", "manager-adoption"] }, { id: "agrees", title: "Agrees one next step", kpiIds: ["role-performance"] }],
  touchpoints: [...blendedTwelveWeek.touchpoints, reinforcement, summary],
  governance, coachSources: [{ id: "house", title: "Our coaches", origin: "internal", contract }],
};
export const cohort = { id: "spring", startDate: "2027-04-05", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" } as const;

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const hours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const person = (id: string) => ({ id, hours, languages: ["en"] });
export const plan = assignSessions({ program, cohort, participants: ["ada", "ben", "cem"].map(person), coaches: [{ ...person("kim"), weeklyAvailableMinutes: 600 }] });

const result = { direction: "higher-is-better", owner: "owner-1", source: "Quarterly figures" } as const;
export const kpis = [
  { id: "behavioral-compliance", title: "Compliance", family: "behavioral-compliance", evaluationLevel: 3, unit: "fraction", indicator: "leading", ...result },
  { id: "manager-adoption", title: "Adoption", family: "manager-adoption", evaluationLevel: 3, unit: "fraction", indicator: "leading", ...result },
  { id: "role-performance", title: "Performance", family: "role-performance", evaluationLevel: 4, unit: "ratio", indicator: "lagging", ...result },
] as const;

/** A week of measurement. */
export const period = (kpiId: string, fromDate: string, toDate: string, n = 20) => ({ kpiId, fromDate, toDate, n, instrumentId: "survey-1" });
/** All that the rules ask for. */
export const evidence: ReviewEvidence = {
  asOfDate: "2027-04-01", kpis, baselines: kpis.flatMap(({ id: kpiId }) => [period(kpiId, "2027-01-11", "2027-01-17"), period(kpiId, "2027-03-08", "2027-03-14")]),
  behaviorRubrics: [{ targetBehaviorId: "asks", rubricId: "r1" }, { targetBehaviorId: "agrees", rubricId: "r1" }], measurementWeeks: [0, 6, 12, 26],
  participantCount: 15, participantRoles: ["new-manager"], segmentProfiles: [], access: { eligibleCount: 60, coachedCount: 15, isTopBandOnly: false, hasPlanForOthers: false },
  homework: [{ participantId: "ada", homeworkItemIds: ["h1", "h2"] }, { participantId: "ben", homeworkItemIds: ["h1", "h3"] }],
  minimumCompetencyIds: ["listening", "feedback"], coaches: [{ coachId: "kim", competencyIds: ["feedback", "listening", "humor"], lastCalibratedDate: "2027-02-01" }], raterAgreementLowerBound: 0.55,
  contactCountPerDay: 40, aiSending: "human-approves-each", aiAudit: { auditedDate: "2027-03-15", sampleCount: 20 }, fidelityAudits: [], mentorships: [], promisedReturnWeek: null, gateVerdict: "scale",
};

/** A program on which every rule holds. */
export const wellDesigned: ReviewInput = { program, cohort, plan, evidence };
