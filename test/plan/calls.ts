import { assignSessions, type PlanInput } from "coachkit/plan";
import { blendedTwelveWeek } from "coachkit/program";

const day = [{ fromTime: "09:00", toTime: "17:00" }] as const;
const hours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] } as const;
const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" } as const;
const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const hour = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
const load = { sessions: [hour] };
const change = { week, before: load, after: { sessions: [{ ...hour, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 6 } } };

const session = {
  id: "s1", occurrenceId: "o1", touchpointId: "talk", title: "Talk", week: 1, coachId: "kim", participantIds: ["ada"], date: "2027-01-11", startTime: "09:30", timeZone: "America/Vancouver",
  startsAt: "2027-01-11T17:30:00Z", endsAt: "2027-01-11T18:30:00Z", durationMinutes: 60, isScheduled: true, warnings: [],
} as const;
const plan = { kind: "plan", schemaVersion: 1, programId: "pilot", cohortId: "winter", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "2025c" } as const;
const zoneData = { version: "2026f", zones: [{ timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] }] } as const;

/** Three people and one coach. */
export const planInput: PlanInput = { program: blendedTwelveWeek, cohort, participants: ["ada", "ben", "cem"].map((id) => ({ id, hours, languages: ["en"] })), coaches: [{ id: "kim", hours, languages: ["en"], weeklyAvailableMinutes: 600 }] };

const member = { hours, busy: [] };
const span = { startsAt: "2027-03-23T09:00:00Z", endsAt: "2027-03-23T10:00:00Z" };
const entry = { personId: "ada", happenedAt: "2027-03-01T09:00:00Z" };

export const calls = {
  assignSessions: [planInput],
  bookGroup: [{ members: [{ personId: "ada", ...member }, { personId: "ben", ...member, waitedCount: 1 }], leaders: [{ personId: "kim", ...member }], fromAt: "2027-03-22T00:00:00Z", toAt: "2027-03-27T00:00:00Z", durationMinutes: 60, stepMinutes: 30, minimumCount: 1, maximumCount: 1, quorumFraction: 0.5, limitCount: 3 }],
  capacityGain: [change],
  capacityGrid: [{ change, rows: { driver: "live-minutes", values: [45, 60] }, columns: { driver: "journal-minutes", values: [6, 12] } }],
  capacitySensitivity: [{ change, drivers: [{ driver: "journal-minutes", low: 4, high: 12 }, { driver: "no-show-fraction", low: 0, high: 0.2 }] }],
  coachCapacity: [{ week, load }],
  creditBalances: [{ policy: { noticeHours: 24, lateForfeitFraction: 1, noShowForfeitFraction: 1, grantLastsDays: 90 }, entries: [{ kind: "granted", id: "e1", ...entry, creditCount: 6 }, { kind: "booked", id: "e2", ...entry, sessionId: "s1", startsAt: "2027-03-23T09:00:00Z", creditCount: 1 }], asOfAt: "2027-04-01T00:00:00Z" }],
  diffPlans: [{ before: plan, after: { ...plan, sessions: [{ ...session, coachId: "lea" }] } }],
  fillSeats: [{ span, maximumCount: 1, members: [{ personId: "ada", ...member }, { personId: "ben", ...member, waitedCount: 1 }] }],
  matchCoaches: [{ participants: [{ id: "ada", hours, languages: ["en"], needs: [{ competencyId: "feedback", weight: 1 }] }, { id: "ben", hours, languages: ["is"] }], coaches: [{ id: "kim", hours, languages: ["en"], placeCount: 2, competencies: [{ competencyId: "feedback", levelFraction: 0.5 }] }], sampleWeekDate: "2027-03-22" }],
  participantLoadOf: [{ program: blendedTwelveWeek, cohort, participantCount: 20 }],
  promoteFromWaitlist: [{ span, maximumCount: 1, seatedIds: ["ada"], cancelledIds: ["ada"], waitlist: [{ personId: "ben", ...member, waitedCount: 1 }] }],
  rapportByCaseload: [{ observations: [12, 18, 25, 33].map((caseloadCount) => ({ coachId: `c${String(caseloadCount)}`, caseloadCount, pulseScore: 5 - caseloadCount / 25 })), leastPulseScore: 4, confidenceLevel: 0.95, leastCoachCount: 3 }],
  rederivePlan: [{ plan, zoneData }],
  rematchCoaches: [{ participants: [{ id: "ada", hours, languages: ["en"] }], coaches: [{ id: "lea", hours, languages: ["en"], placeCount: 2 }], sampleWeekDate: "2027-03-22", previous: [{ participantId: "ada", coachId: "kim" }] }],
  replanSessions: [{ plan: assignSessions(planInput), input: planInput, changes: [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-05-25", toDate: "2027-05-26" }], frozenBeforeAt: "2027-05-01T00:00:00Z" }],
  reviewQueue: [{ weeklyReviewMinutes: 300, weeklyItemCount: 40, minutesEach: 6 }],
  mentorEligibility: [{ people: [{ personId: "eva", grade: 7, supervisorId: null }, { personId: "ned", grade: 6, supervisorId: "eva" }, { personId: "ana", grade: 4, supervisorId: "ned", dottedLineIds: ["eva"] }, { personId: "tom", grade: 6, supervisorId: null }], mentorIds: ["eva", "tom"], participantIds: ["ana"], proposals: [{ mentorId: "tom", participantId: "ana" }] }],
  rotateHardship: [{ members: [{ personId: "ada", hours }, { personId: "raj", hours: { ...hours, timeZone: "Asia/Kolkata" } }, { personId: "sue", hours: { ...hours, timeZone: "America/New_York" } }], dates: ["2027-03-23", "2027-03-30"], timeZone: "UTC", startTimes: ["04:00", "09:00", "15:00"], durationMinutes: 60 }],
  rotatePeers: [{ members: ["ada", "ben", "cem", "dee", "eve"].map((personId) => (personId === "ada" ? { personId } : { personId, managerId: "ada" })), groupSize: 2, leftOver: "join", roundCount: 4, absences: [{ round: 2, personId: "ben" }] }],
  swapSeats: [{ one: { span, seatedIds: ["ada"], person: { personId: "ada", ...member } }, other: { span, seatedIds: ["ben"], person: { personId: "ben", ...member } } }],
  weeklyDemand: [{ week, load, participantCount: 31 }],
};
