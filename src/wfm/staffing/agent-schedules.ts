import * as z from "zod";
import { type Fault, type IssuePath, repeated, type Report, rule } from "../../error/index.js";
import type { TimeSpan } from "../../time/index.js";
import { millisecondsOf } from "../../time/internal.js";
import { AgentSchedule, type AgentShift, SCHEDULE_LIMITS } from "./agent-schedule.js";

const duplicateAgent: Fault = { code: "agent-schedules.duplicate_agent", message: "The agent “{agentId}” was given before.", hint: "Give each agent once, with all shifts." };
const duplicateSkill: Fault = { code: "agent-schedules.duplicate_skill", message: "The agent has the skill “{skillId}” twice.", hint: "Give each skill of an agent once." };
const sharesAboveOne: Fault = { code: "agent-schedules.shares_above_one", message: "The shares of the agent's skills add up to {total}.", hint: "Nobody works more than all the time: make them add up to 1 at most." };
const shiftEndsBeforeStart: Fault = { code: "agent-schedules.shift_ends_before_start", message: "The shift ends before it starts.", hint: "Swap them, or give the end of a shift over midnight its own date." };
const shiftsOverlap: Fault = { code: "agent-schedules.shifts_overlap", message: "The shift starts before another one of the agent ends.", hint: "Give one shift, or correct one of them." };
const breakOutsideShift: Fault = { code: "agent-schedules.break_outside_shift", message: "The break does not lie inside its shift.", hint: "Leave it out, or correct it: it is paid time off the queue." };
const breaksOverlap: Fault = { code: "agent-schedules.breaks_overlap", message: "The break starts before another one of the shift ends.", hint: "Give one break, or correct one of them." };
const unknownSkill: Fault = { code: "agent-schedules.unknown_skill", message: "No skill has the id “{skillId}”.", hint: "Add the skill, or correct the id." };

/** The places of the spans that start before an earlier one has ended, whatever their order. */
function overlapping(spans: readonly TimeSpan[]): readonly number[] {
  const starts = spans.map(({ startsAt }) => millisecondsOf(startsAt));
  const order = starts.map((_, index) => index);
  if (starts.some((start, index) => start < (starts[index - 1] ?? start))) order.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
  const found: number[] = [];
  let busyUntil = -Infinity;
  for (const index of order) {
    if ((starts[index] ?? 0) < busyUntil) found.push(index);
    busyUntil = Math.max(busyUntil, millisecondsOf(spans[index]?.endsAt ?? ""));
  }
  return found;
}

function reportShift({ startsAt, endsAt, breaks }: AgentShift, report: (fault: Fault, path: IssuePath) => void): void {
  const [start, end] = [millisecondsOf(startsAt), millisecondsOf(endsAt)];
  if (end < start) {
    report(shiftEndsBeforeStart, ["endsAt"]);
    return;
  }
  for (const [place, pause] of breaks.entries()) if (millisecondsOf(pause.startsAt) < start || millisecondsOf(pause.endsAt) > end) report(breakOutsideShift, ["breaks", place]);
  for (const place of overlapping(breaks)) report(breaksOverlap, ["breaks", place, "startsAt"]);
}

function reportSkills({ skills }: AgentSchedule, report: (fault: Fault, path: IssuePath, params: Readonly<Record<string, string | number>>) => void): void {
  // in hundredths, so that .35 + .35 + .3 is 1
  const hundredths = skills.reduce((sum, { shareFraction }) => sum + Math.round(shareFraction * 100), 0);
  if (hundredths > 100) report(sharesAboveOne, ["skills"], { total: hundredths / 100 });
  for (const [place, { skillId }] of repeated(skills, (share) => share.skillId)) report(duplicateSkill, ["skills", place, "skillId"], { skillId });
}

function reportAgents(agents: readonly AgentSchedule[], report: Report): void {
  for (const [index, { agentId }] of repeated(agents, (agent) => agent.agentId)) report(duplicateAgent, [index, "agentId"], { agentId });
  for (const [index, agent] of agents.entries()) {
    reportSkills(agent, (fault, path, params) => { report(fault, [index, ...path], params); });
    for (const [place, shift] of agent.shifts.entries()) reportShift(shift, (fault, path) => { report(fault, [index, "shifts", place, ...path]); });
    for (const place of overlapping(agent.shifts)) report(shiftsOverlap, [index, "shifts", place, "startsAt"]);
  }
}

/** Schema of the schedules of all agents of a plan. */
export const AgentSchedules = z.array(AgentSchedule).max(SCHEDULE_LIMITS.agents).check(rule(reportAgents)).readonly() satisfies z.ZodType<readonly AgentSchedule[]>;

/** Names the skills of agents that nobody knows; for the rule of a schema that has `agents`. */
export function reportUnknownSkills(agents: readonly AgentSchedule[], known: ReadonlySet<string>, report: Report): void {
  for (const [index, { skills }] of agents.entries()) {
    for (const [place, { skillId }] of skills.entries()) if (!known.has(skillId)) report(unknownSkill, ["agents", index, "skills", place, "skillId"], { skillId });
  }
}
