import * as z from "zod";
import { type Fault, type Report, rule } from "../../error/index.js";
import { KnownTimeZone } from "../../time/index.js";
import { millisecondsOf } from "../../time/internal.js";
import { Fraction } from "../../unit/index.js";
import { COACHING_REQUEST_LIMITS } from "../placement/coaching-request.js";
import { PlacedSession } from "../placement/placed-session.js";
import type { AgentSchedule } from "./agent-schedule.js";
import { AgentSchedules, reportUnknownSkills } from "./agent-schedules.js";
import type { SkillForecast } from "./skill-forecast.js";
import { SkillForecasts } from "./staffing-grid.js";

/** What is forecast, who works, and what takes them off the queue. */
export interface SkillStaffingRequest {
  /** Where the site is: its midnights part the days. */
  readonly timeZone: KnownTimeZone;
  /** The skills with their forecasts; all have the same staffing intervals. */
  readonly skills: readonly SkillForecast[];
  /** Who works when, on what. */
  readonly agents: readonly AgentSchedule[];
  /** Scheduled time in which agents are off the queue, which neither their shifts and breaks nor `coaching` show ÷ scheduled time outside of breaks: illness, lateness, meetings not planned yet; and coaching, as a share of its own. */
  readonly shrinkageFraction: Fraction;
  /** The part of `shrinkageFraction` that stands for coaching, a share of the same time. With `coaching` it is taken out, since coaching would count twice. Left out: 0, which the result says. */
  readonly coachingShrinkageFraction?: Fraction;
  /** All coaching of the plan, session by session. Left out: coaching is not planned yet, and stays in the shrinkage. */
  readonly coaching?: readonly PlacedSession[];
  /** Whether the agents that a load needs are `whole` people or full-time equivalents to nine digits. */
  readonly requiredAgents: "whole" | "fractional";
}

const coachingAboveShrinkage: Fault = { code: "skill-staffing-request.coaching_above_shrinkage", message: "Coaching takes {coaching} of scheduled time, the shrinkage that contains it only {shrinkage}.", hint: "Give both as shares of scheduled time; the shrinkage contains the coaching." };
const unknownAgent: Fault = { code: "skill-staffing-request.unknown_agent", message: "No agent has the id “{agentId}”.", hint: "Add the agent, or correct the id." };
const sessionEndsBeforeStart: Fault = { code: "skill-staffing-request.session_ends_before_start", message: "The session ends before it starts.", hint: "Swap them, or correct one." };
const sessionsOverlap: Fault = { code: "skill-staffing-request.sessions_overlap", message: "The agent “{agentId}” is in another session then.", hint: "Leave one of the sessions out, or move it." };

/** Names the sessions that nobody can have: of agents who do not exist, that end before they start, or that begin before another one of the agent has ended. */
function reportSessions(sessions: readonly PlacedSession[], agents: readonly AgentSchedule[], report: Report): void {
  const known = new Set(agents.map(({ agentId }) => agentId));
  const starts = sessions.map(({ startsAt }) => millisecondsOf(startsAt));
  const order = starts.map((_, index) => index).sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
  const busyUntil = new Map<string, number>();
  for (const index of order) {
    const session = sessions[index];
    if (session === undefined) continue;
    const [start, end] = [starts[index] ?? 0, millisecondsOf(session.endsAt)];
    if (end < start) report(sessionEndsBeforeStart, ["coaching", index, "endsAt"]);
    for (const [place, agentId] of session.agentIds.entries()) {
      const path = ["coaching", index, "agentIds", place];
      if (!known.has(agentId)) report(unknownAgent, path, { agentId });
      if (start < (busyUntil.get(agentId) ?? start)) report(sessionsOverlap, path, { agentId });
      busyUntil.set(agentId, Math.max(end, busyUntil.get(agentId) ?? end));
    }
  }
}

/** Schema of what is forecast, who works, and what takes them off the queue. */
export const SkillStaffingRequest = z.strictObject({
  timeZone: KnownTimeZone, skills: SkillForecasts, agents: AgentSchedules, shrinkageFraction: Fraction, coachingShrinkageFraction: z.exactOptional(Fraction),
  coaching: z.exactOptional(z.array(PlacedSession).max(COACHING_REQUEST_LIMITS.requests).readonly()), requiredAgents: z.enum(["whole", "fractional"]),
}).check(rule(({ shrinkageFraction, coachingShrinkageFraction = 0, skills, agents, coaching = [] }: SkillStaffingRequest, report) => {
  if (coachingShrinkageFraction > shrinkageFraction) report(coachingAboveShrinkage, ["coachingShrinkageFraction"], { coaching: coachingShrinkageFraction, shrinkage: shrinkageFraction });
  reportUnknownSkills(agents, new Set(skills.map(({ skillId }) => skillId)), report);
  reportSessions(coaching, agents, report);
})).readonly() satisfies z.ZodType<SkillStaffingRequest>;
