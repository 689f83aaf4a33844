import { blendedTwelveWeek } from "coachkit/program";

const governance = { auditEveryWeeks: 6, roles: [{ role: "coach-lead", personId: "kim", responsibility: "responsible" }] };

export const calls = {
  afterContactTime: [{ contactCountPerDay: 40, sampledFraction: 0.1, maximumCountPerDay: 4, durationMinutes: 5, shiftMinutes: 480 }],
  auditSchedule: [{ governance, startDate: "2027-10-04", endDate: "2028-01-02", workingDays: { workingWeekdays: ["MO", "TU"], holidays: ["2027-11-15"] }, heldAudits: [{ id: "a1", heldDate: "2027-11-18" }], asOfDate: "2028-01-03" }],
  programWarnings: [blendedTwelveWeek],
  readProgram: [blendedTwelveWeek],
  responsibilityChart: [{ governance, coachIds: ["kim"] }],
  rescaleProgram: [{ program: blendedTwelveWeek, weekCount: 8 }],
};
