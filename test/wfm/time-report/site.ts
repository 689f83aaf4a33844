import type { CoachingTimeQuestion } from "coachkit/wfm";

const shift = (startsAt: string, endsAt: string) => ({ startsAt, endsAt, breaks: [] });
const calls = [{ skillId: "calls", shareFraction: 1 }];
/** Four agents of two teams on Monday 2026-10-05, eight hours each from 9:00 in Berlin; one sale in three, one slow. */
export const question = {
  agents: [
    { agentId: "ann", teamId: "north", skills: calls, shifts: [shift("2026-10-05T07:00:00Z", "2026-10-05T15:00:00Z")] },
    { agentId: "bob", teamId: "north", skills: [{ skillId: "calls", shareFraction: 0.67 }, { skillId: "sales", shareFraction: 0.33 }], shifts: [shift("2026-10-05T07:00:00Z", "2026-10-05T15:00:00Z")] },
    { agentId: "cid", teamId: "south", skills: [{ skillId: "calls", shareFraction: 0.8 }], shifts: [shift("2026-10-05T07:00:00Z", "2026-10-05T15:00:00Z")] },
    { agentId: "dot", skills: calls, shifts: [shift("2026-10-05T07:00:00Z", "2026-10-05T15:00:00Z")] },
  ],
  coachIds: ["eve", "fay"],
  sessions: [
    { requestId: "r1", modalityId: "one-to-one", agentIds: ["ann"], coachId: "eve", startsAt: "2026-10-05T07:45:00Z", endsAt: "2026-10-05T08:15:00Z", transitionMinutes: 5 },
    { requestId: "r2", modalityId: "group", agentIds: ["ann", "bob", "cid"], coachId: "fay", startsAt: "2026-10-05T10:00:00Z", endsAt: "2026-10-05T11:00:00Z", transitionMinutes: 10 },
    { requestId: "r3", modalityId: "huddle", agentIds: ["bob", "dot"], coachId: null, startsAt: "2026-10-05T14:50:00Z", endsAt: "2026-10-05T15:10:00Z", transitionMinutes: 0 },
  ],
  timeZone: "Europe/Berlin",
  staffingIntervalMinutes: 30,
  actual: {
    sessions: [
      { status: "held", requestId: "r1", modalityId: "one-to-one", agentIds: ["ann"], coachId: "fay", startsAt: "2026-10-05T07:45:00Z", endsAt: "2026-10-05T08:05:20Z" },
      { status: "held", requestId: "r2", modalityId: "group", agentIds: ["ann", "bob", "dot"], coachId: "fay", startsAt: "2026-10-05T10:00:00Z", endsAt: "2026-10-05T11:10:00Z", transitionMinutes: 0 },
      { status: "not-held", requestId: "r3", reason: "given-back" },
    ],
    microCoaching: [{ agentId: "cid", coachId: "eve", modalityId: "micro", startsAt: "2026-10-05T12:07:00Z", minutes: 6 }],
  },
  rates: { agentHourlyRate: { amount: "24.00", currency: "EUR" }, coachHourlyRate: { amount: "61.00", currency: "EUR" } },
  losses: [{ requestId: "r1", lossContacts: 0.5 }, { requestId: "r2", lossContacts: 2.25 }],
} satisfies CoachingTimeQuestion;
