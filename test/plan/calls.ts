import { blendedTwelveWeek } from "coachkit/program";

const day = [{ fromTime: "09:00", toTime: "17:00" }] as const;
const hours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] } as const;
const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" } as const;
const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const load = { sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0, weeklyJournalMinutes: 0, weeklyMessageMinutes: 0 };

export const calls = {
  assignSessions: [{ program: blendedTwelveWeek, cohort, participants: ["ada", "ben", "cem"].map((id) => ({ id, hours, languages: ["en"] })), coaches: [{ id: "kim", hours, languages: ["en"], weeklyAvailableMinutes: 600 }] }],
  capacityGain: [{ week, before: load, after: { ...load, sessionsPerWeek: 0.25, weeklyJournalMinutes: 6 } }],
  coachCapacity: [{ week, load }],
};
