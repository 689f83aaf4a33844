import { kpiCatalog } from "coachkit/kpi";
import { blendedTwelveWeek } from "coachkit/program";
import { heldOf, planOf, sessionOf } from "../delivery/records.js";

const wave = (rating: number) => ({ invitedIds: ["a", "b", "c"], answers: ["a", "b"].map((respondentId, index) => ({ respondentId, ratings: [{ itemId: "clarity", rating: rating + index * index }] })) });
const october = { fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95 };
const contacts = [300, 320, 340, 310, 330, 280].map((handledSeconds, index) => ({ id: `c${String(index)}`, personId: `p${String(index % 3)}`, date: "2027-10-04", isResolved: index % 2 === 0, handledSeconds }));
const answers = [5, 4, 2, 5].map((score, index) => ({ id: `a${String(index)}`, date: "2027-10-04", score }));
const session = { ...sessionOf("s1", "huddle", ["ana", "ben"]), coachId: "zoe" };
const records = {
  plan: planOf([session], { coachAssignments: [{ participantId: "ana", coachId: "zoe", reason: null }] }),
  deliveries: [heldOf(session, ["ana"])],
  sessionPulses: [{ id: "p1", sessionId: "s1", participantId: "ana", answeredAt: "2027-10-13T08:31:00Z", ratings: [{ itemId: "listened", rating: 4 }] }],
};
const current = { estimate: 0.6, confidence: { lower: 0.52, upper: 0.67, level: 0.95 }, n: 160 };
const staff = (site: string, hours: number) => Array.from({ length: 6 }, (_, index) => ({ participantId: `${site}${String(index)}`, coachingHours: hours + (index % 2), groups: [{ dimensionId: "site", groupId: site }] }));

export const calls = {
  baselineGaps: [{ program: blendedTwelveWeek, ownKpis: [], startDate: "2027-09-27", baselines: [{ kpiId: "team-pulse", fromDate: "2027-08-01", toDate: "2027-08-31", n: 40 }] }],
  callResolution: [{ ...october, contacts }],
  coachEvaluation: [{ records, itemIds: ["listened"], compliance: [{ participantId: "ana", beforeFraction: 0.5, afterFraction: 0.75 }], confidenceLevel: 0.95, leastRespondentCount: 5 }],
  coachingAccess: [{ measureId: "q4", reportedAt: "2027-12-31T12:00:00Z", people: [...staff("berlin", 2), ...staff("lagos", 1)], breakdowns: [["site"]], leastPersonCount: 5, confidenceLevel: 0.95 }],
  customerSatisfaction: [{ ...october, answers, invitedCount: 8, scaleMinimum: 1, scaleMaximum: 5 }],
  feedbackLatency: [{ feedback: [{ id: "f1", behaviorAt: "2027-10-04T09:00:00Z", feedbackAt: "2027-10-04T12:30:00Z" }], asOfAt: "2027-10-11T09:00:00Z", withinHours: 24, followUpHours: 120, confidenceLevel: 0.95 }],
  goalProgress: [{ ownKpis: [], goals: [{ id: "g1", kpiId: "behavioral-compliance", baseline: 0.5, target: 0.75, dueDate: "2027-12-31", current }], asOfDate: "2027-12-01" }],
  guardrailReading: [{ kpi: kpiCatalog.find(({ id }) => id === "handle-time"), change: { estimate: 12, confidence: { lower: 2, upper: 22, level: 0.95 }, n: 800 }, baseline: 300 }],
  handleTime: [{ ...october, contacts }],
  managerAdoption: [{
    acts: [{ id: "r1", managerId: "ana", actedAt: "2027-12-14T09:00:00Z", kind: "recognition" }],
    managers: [{ managerId: "ana", directReportCount: 4 }, { managerId: "ben", directReportCount: 0 }],
    asOfDate: "2027-12-19", timeZone: "Europe/Berlin", confidenceLevel: 0.95,
  }],
  measurementPlan: [{ program: blendedTwelveWeek, ownKpis: [], startDate: "2027-09-27" }],
  netPromoterScore: [{ ...october, answers, invitedCount: 8 }],
  onTimeWork: [{ ...october, asOfDate: "2027-11-01", items: [{ id: "i1", personId: "ana", dueDate: "2027-10-15", doneDate: "2027-10-14" }, { id: "i2", dueDate: "2027-10-15", doneDate: null }] }],
  participation: [{ records, confidenceLevel: 0.95 }],
  programKpis: [{ program: blendedTwelveWeek, ownKpis: [] }],
  pulseChange: [{ before: wave(2), after: wave(3), itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 }],
  pulseScore: [{ wave: wave(3), itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, leastRespondentCount: 2 }],
  responseShift: [{ ratings: [{ participantId: "ana", beforeScore: 4, thenScore: 2, afterScore: 4 }, { participantId: "ben", beforeScore: 4, thenScore: 3, afterScore: null }], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 }],
  roleReadiness: [{
    roleId: "team-leader", criterionIds: ["runs-huddles"], asOfAt: "2027-12-01T09:00:00Z",
    interests: [{ participantId: "ana", roleId: "team-leader", isInterested: true, recordedAt: "2027-10-01T09:00:00Z" }], evidence: [{ participantId: "ana", criterionId: "runs-huddles", isMet: true }],
  }],
  selfOtherGap: [{ participants: [{ participantId: "ana", selfScore: 4, otherScores: [{ raterId: "r1", score: 3 }, { raterId: "r2", score: 4 }] }], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, leastRaterCount: 2 }],
  staffRetention: [{ staff: [{ personId: "ana", watchedFromDate: "2027-01-01", leftDate: null, promotedDate: "2027-06-01" }, { personId: "ben", watchedFromDate: "2027-03-01", leftDate: "2027-09-01", promotedDate: null }], asOfDate: "2027-12-31", atDays: [182], confidenceLevel: 0.95 }],
  weeklyMeasure: [{ records: [{ personId: "ana", week: 0, value: 3 }, { personId: "ben", week: 0, value: 5 }], weekCount: 2, measure: "mean", confidenceLevel: 0.95 }],
  weeklyMeasureColumns: [{ personCount: 2, weekCount: 1, groupCount: 1, persons: Uint32Array.of(0, 1), weeks: Uint16Array.of(0, 0), values: Float64Array.of(3, 5), measure: "mean", confidenceLevel: 0.95 }],
};
