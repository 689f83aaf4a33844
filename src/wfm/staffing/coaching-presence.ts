import { intersectionOfSpans, millisecondSpanOf, millisecondsOf, type MillisecondSpan, spansWithout, unionOfSpans } from "../../time/internal.js";
import type { PlacedSession } from "../placement/placed-session.js";
import type { AgentSchedule } from "./agent-schedule.js";
import { addStretch, emptyPresence, presenceOf } from "./presence.js";
import type { StaffingGrid } from "./staffing-grid.js";

/** When each agent is in sessions or on the way back from one. */
function spansByAgent(sessions: readonly PlacedSession[]): ReadonlyMap<string, readonly MillisecondSpan[]> {
  const spans = new Map<string, MillisecondSpan[]>();
  for (const { agentIds, startsAt, endsAt, transitionMinutes } of sessions) {
    const span: MillisecondSpan = [millisecondsOf(startsAt), millisecondsOf(endsAt) + transitionMinutes * 60_000];
    for (const agentId of agentIds) {
      const own = spans.get(agentId) ?? [];
      own.push(span);
      spans.set(agentId, own);
    }
  }
  return spans;
}

/** How much of each staffing interval coaching takes off the queue of each skill, in milliseconds × hundredths: what lies outside of shifts or in breaks takes nothing. */
export function coachingPresence(sessions: readonly PlacedSession[], agents: readonly AgentSchedule[], { skillIds, grid }: { readonly skillIds: readonly string[]; readonly grid: StaffingGrid }): readonly Float64Array[] {
  const taken = new Map(skillIds.map((skillId) => [skillId, emptyPresence(grid)]));
  const spans = spansByAgent(sessions);
  for (const { agentId, skills, shifts } of agents) {
    const own = spans.get(agentId);
    if (own === undefined) continue;
    const onQueue = spansWithout(unionOfSpans(shifts.map(millisecondSpanOf)), unionOfSpans(shifts.flatMap(({ breaks }) => breaks.map(millisecondSpanOf))));
    const lost = intersectionOfSpans(unionOfSpans(own), onQueue);
    for (const { skillId, shareFraction } of skills) {
      const presence = taken.get(skillId);
      if (presence !== undefined) for (const span of lost) addStretch(presence, span, Math.round(shareFraction * 100));
    }
  }
  return Array.from(taken.values(), presenceOf);
}
