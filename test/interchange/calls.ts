import { activities, agents, instants, span } from "./rows.js";

const skills = [{ skillId: "billing", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 41.5, handleTimeSeconds: 280 }] }];
const sessions = [{ requestId: "s1", modalityId: "group", agentIds: ["a1", "+a2"], coachId: null, ...span("08:00", "08:30"), transitionMinutes: 5 }];
const schedules = agents.map((agent) => ({ ...agent, shifts: [{ ...span("07:00", "11:00"), breaks: [span("09:00", "09:15")] }] }));
const day = { PersonId: "a1", Shift: [{ Name: "Phone", StartTime: "2026-10-05T07:00:00Z", EndTime: "2026-10-05T08:00:00Z", IsAbsence: false }] };
const genesys = { user: { id: "a1" }, shifts: [{ startDate: "2026-10-05T07:00:00Z", lengthMinutes: 60, activities: [{ startDate: "2026-10-05T07:00:00Z", lengthMinutes: 60, activityCodeId: "Phone" }] }] };
export const calls = {
  forecastFromCsv: [{ text: "skillId,startsAt,offeredContacts,handleTimeSeconds\nbilling,2026-10-05T07:00:00Z,4,280\n", format: { times: "instant" } }],
  forecastToCsv: [{ skills, format: instants }],
  meetingsToCalabrio: [{ sessions, activities }],
  schedulesFromCalabrio: [{ days: [day], activityKey: "Name", activities, agents }],
  schedulesFromCsv: [{ text: "agentId,activity,startsAt,endsAt\na1,Phone,2026-10-05T07:00:00Z,2026-10-05T08:00:00Z\n", format: instants, activities, agents }],
  schedulesFromGenesys: [{ agentSchedules: [genesys], activities, agents }],
  schedulesToCalabrio: [{ schedules, sessions, activities, activityKey: "Name", timeZone: "Europe/Berlin" }],
  schedulesToCsv: [{ schedules, sessions, activities, format: instants }],
  schedulesToGenesys: [{ schedules, sessions, activities }],
};
