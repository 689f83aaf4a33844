import { blendedTwelveWeek } from "coachkit/program";
import { phillipsClaim, phillipsCosts } from "./claims.js";

const totalCost = { amount: "11500.00", currency: "EUR" };
const session = {
  id: "s1", occurrenceId: "o1", touchpointId: blendedTwelveWeek.touchpoints[0]?.id ?? "", title: "Kickoff", week: 0, coachId: "c1", participantIds: ["p1", "p2"], date: "2027-09-27", startTime: "09:00", timeZone: "Europe/Berlin",
  startsAt: "2027-09-27T07:00:00Z", endsAt: "2027-09-27T10:00:00Z", durationMinutes: 180, isScheduled: true, warnings: [],
};
const plan = { kind: "plan", schemaVersion: 1, programId: blendedTwelveWeek.id, cohortId: "autumn", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
const coaches = [{ id: "c1", hours: { timeZone: "Europe/Berlin", weekly: {}, holidays: [] }, languages: ["en"], weeklyAvailableMinutes: 600 }];
const delivery = { id: "d1", status: "held", sessionId: "s1", touchpointId: session.touchpointId, startsAt: session.startsAt, endsAt: session.endsAt, coachId: "c1", attendance: [{ participantId: "p1", status: "attended" }] };
export const calls = {
  benefitEstimate: [phillipsClaim],
  costPerOutcome: [{ totalCost, outcomeCount: 8, rounding: "half-even" }],
  costPerPoint: [{ totalCost, improvementPoints: 14, rounding: "half-even" }],
  deliveredSessionTimes: [{ program: blendedTwelveWeek, records: { plan, deliveries: [delivery] }, coaches }],
  plannedSessionTimes: [{ program: blendedTwelveWeek, plan, coaches }],
  returnOnInvestment: [{ benefits: phillipsClaim, costs: phillipsCosts }],
  sessionCosts: [{
    sessionTimes: [{ id: "s1", date: "2027-09-27", modality: "group", personTimes: [{ personId: "p1", role: "participant", activity: "live", minutes: 180, region: "emea" }, { personId: "c1", role: "coach", activity: "live", minutes: 180 }] }],
    rateCards: [{ id: "staff", role: "participant", region: "emea", hourlyRate: { amount: "45", currency: "EUR" } }, { id: "coaches", role: "coach", hourlyRate: { amount: "120", currency: "EUR" } }],
    rounding: "half-even",
  }],
};
