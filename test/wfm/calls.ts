import { type PlacementRequest, placeSessions } from "coachkit/wfm";
import { question } from "./time-report/site.js";

const queue = { offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 };
const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
const morning = { startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T10:00:00Z" };
const agents = ["ada", "bo"].map((agentId) => ({ agentId, teamId: "north", skills: [{ skillId: "calls", shareFraction: 0.8 }], shifts: [{ ...morning, breaks: [{ startsAt: "2026-03-02T08:30:00Z", endsAt: "2026-03-02T08:45:00Z" }] }] }));
const halfHours = ["08:00", "08:30", "09:00", "09:30"].map((clock) => ({ startsAt: `2026-03-02T${clock}:00Z`, offeredContacts: 5, handleTimeSeconds: 180 }));
const coaching = [{ requestId: "ada-1", modalityId: "one-to-one", agentIds: ["ada"], coachId: "coach-1", startsAt: "2026-03-02T09:00:00Z", endsAt: "2026-03-02T09:30:00Z", transitionMinutes: 5 }];
const request = {
  skills: [{ skillId: "calls", target, intervals: halfHours }], agents, unplannedShrinkageFraction: 0.1, coaches: [{ coachId: "coach-1", free: [morning] }], objective: { kind: "late-contacts" },
  requests: [{ requestId: "ada-1", modalityId: "one-to-one", agentIds: ["ada"], coachIds: ["coach-1"], durationMinutes: 25, within: morning }],
  rules: { startEveryMinutes: 15, transitionMinutes: 5, minimumGapMinutes: 15, isGapToBreaks: true, sessionsPerAgentDay: 1, timeZone: "Europe/Berlin" },
};
const session = {
  id: "s1", occurrenceId: "o1", touchpointId: "talk", title: "1:1", week: 1, coachId: "kim", participantIds: ["ada"], date: "2026-10-07", startTime: "10:00", timeZone: "Europe/Berlin",
  startsAt: "2026-10-07T08:00:00Z", endsAt: "2026-10-07T08:30:00Z", durationMinutes: 30, isScheduled: true, warnings: [],
};
const standing = { request, placement: placeSessions(request as PlacementRequest) };
export const calls = {
  coachingRequests: [{ sessions: [session], touchpoints: [{ touchpointId: "talk", modalityId: "one-to-one" }], freedom: { kind: "week", weekStartsOn: "MO" } }],
  coachingTimeReport: [question],
  erlangA: [{ ...queue, patienceSeconds: 120 }],
  erlangB: [{ offeredErlangs: 10, serverFte: 15.5 }],
  erlangC: [queue],
  explainPlacement: [{ ...standing, requestId: "ada-1", alternativeCount: 5 }],
  greatestLoad: [{ serverFte: 10, maximumBlockedFraction: 0.01 }],
  leastAgents: [{ offeredErlangs: 10, handleTimeSeconds: 180, target: { model: "erlang-a", patienceSeconds: 120, answerWithinSeconds: 20, serviceLevelFraction: 0.8, maximumOccupancyFraction: 0.9, maximumAbandonedFraction: 0.03 }, agents: "fractional" }],
  leastAgentsColumns: [{ offeredErlangs: Float64Array.of(1, 10), handleTimeSeconds: 180, target }],
  leastServers: [{ offeredErlangs: 10, maximumBlockedFraction: 0.01 }],
  moveSession: [{ ...standing, requestId: "ada-1", startsAt: "2026-03-02T09:15:00Z", coachId: "coach-1" }],
  offeredErlangs: [{ offeredContacts: 100, handleTimeSeconds: 180, intervalMinutes: 30 }],
  onQueueAgents: [{ startsAt: "2026-03-02T08:00:00Z", intervalMinutes: 30, intervalCount: 4, skillIds: ["calls"], agents, unplannedShrinkageFraction: 0.1 }],
  onQueueFte: [{ rosteredFte: 20, shrinkageFraction: 0.3 }],
  placeSessions: [request],
  replanPlacement: [{ ...standing, changeWorth: 0.5, tradeOff: [1] }],
  rosteredFte: [{ agentFte: 14, shrinkageFraction: 0.3 }],
  sessionsToGiveBack: [{ ...standing, nowAt: morning.startsAt, untilAt: morning.endsAt, noticeMinutes: 15, sessionWorth: 2, changeWorth: 0.1 }],
  skillStaffing: [{ timeZone: "Europe/Berlin", skills: [{ skillId: "calls", target, serviceFloorFraction: 0.7, intervals: halfHours }], agents, shrinkageFraction: 0.1, coachingShrinkageFraction: 0.05, coaching, requiredAgents: "whole" }],
  timeOfDayGrid: [{ timeZone: "Europe/Berlin", staffingIntervalMinutes: 30, values: [{ startsAt: "2026-10-05T07:00:00Z", value: 60 }, { startsAt: "2026-10-05T08:00:00Z", value: null }] }],
  verifyPlacement: [{ request, placement: placeSessions(request as PlacementRequest) }],
  waitQuantile: [{ queue, fraction: 0.9 }],
};
