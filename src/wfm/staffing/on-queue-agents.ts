import * as z from "zod";
import { check, type Fault, repeated, rule } from "../../error/index.js";
import { instantText, isWithinTime, millisecondsOf } from "../../time/internal.js";
import { Fraction, Id, Instant } from "../../unit/index.js";
import type { AgentFte } from "../queue/queue.js";
import { type AgentSchedule } from "./agent-schedule.js";
import { AgentSchedules, reportUnknownSkills } from "./agent-schedules.js";
import { agentPresence, fteOf, withoutRest } from "./presence.js";
import { STAFFING_LIMITS } from "./skill-forecast.js";
import type { StaffingGrid } from "./staffing-grid.js";

/** Who is scheduled, and for which staffing intervals it is asked. */
export interface OnQueueQuestion {
  /** The first instant of the first staffing interval. */
  readonly startsAt: Instant;
  /** How long each is. */
  readonly intervalMinutes: 5 | 10 | 15 | 20 | 30 | 60;
  /** How many there are; they follow one another. */
  readonly intervalCount: number;
  /** The skills; agents may have no others. */
  readonly skillIds: readonly Id[];
  /** Who works when, on what. */
  readonly agents: readonly AgentSchedule[];
  /** Scheduled time in which agents are not there, which their shifts and breaks do not show ÷ scheduled time outside of breaks: illness, lateness. */
  readonly unplannedShrinkageFraction: Fraction;
}
/** Who is there in a staffing interval. */
export interface AgentInterval {
  /** Its first instant. */
  readonly startsAt: Instant;
  /** Agents whose shift it is, weighted by time and share, in full-time equivalents: what is paid. */
  readonly scheduledFte: AgentFte;
  /** The same without breaks and unplanned shrinkage: who takes contacts. */
  readonly onQueueFte: AgentFte;
}
/** Who is there for a skill. */
export interface SkillAgents {
  /** The skill. */
  readonly skillId: Id;
  /** Each staffing interval, in order. */
  readonly intervals: readonly AgentInterval[];
}

const duplicateSkill: Fault = { code: "on-queue-agents.duplicate_skill", message: "The skill “{id}” was given before.", hint: "Give each skill once." };
const beyondTime: Fault = { code: "on-queue-agents.beyond_time", message: "The staffing intervals end after the year 2199.", hint: "Ask for fewer, or from an earlier start." };

/** Schema of who is scheduled, and for which staffing intervals it is asked. */
export const OnQueueQuestion = z.strictObject({
  startsAt: Instant, intervalMinutes: z.literal([5, 10, 15, 20, 30, 60]), intervalCount: z.int().min(1).max(STAFFING_LIMITS.staffingIntervals),
  skillIds: z.array(Id).min(1).max(STAFFING_LIMITS.skills).readonly(), agents: AgentSchedules, unplannedShrinkageFraction: Fraction,
}).check(rule(({ startsAt, intervalMinutes, intervalCount, skillIds, agents }: OnQueueQuestion, report) => {
  if (!isWithinTime(millisecondsOf(startsAt) + intervalMinutes * intervalCount * 60_000 - 1)) report(beyondTime, ["intervalCount"]);
  for (const [place, id] of repeated(skillIds, (skillId) => skillId)) report(duplicateSkill, ["skillIds", place], { id });
  reportUnknownSkills(agents, new Set(skillIds), report);
})).readonly() satisfies z.ZodType<OnQueueQuestion>;

/**
 * How many agents are on the queue of each skill in each staffing interval, exactly: shifts less breaks, weighted by the part of the interval and the share of the skill, less unplanned shrinkage.
 * A break that takes 10 minutes of a half-hour takes a third of an agent. Shifts may run over midnight and over a change of the clocks.
 *
 * @throws CoachingError `on-queue-agents.duplicate_skill`, `on-queue-agents.beyond_time`, `agent-schedules.duplicate_agent`, `agent-schedules.duplicate_skill`, `agent-schedules.shares_above_one`, `agent-schedules.unknown_skill`, `agent-schedules.shift_ends_before_start`, `agent-schedules.shifts_overlap`, `agent-schedules.break_outside_shift`, `agent-schedules.breaks_overlap`, `time-span.ends_before_start`, `input.*`
 * @example
 * ```ts
 * const shifts = [{ startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T08:45:00Z", breaks: [{ startsAt: "2026-03-02T08:10:00Z", endsAt: "2026-03-02T08:25:00Z" }] }];
 * const agents = [{ agentId: "ada", skills: [{ skillId: "calls", shareFraction: 0.8 }], shifts }];
 * const [calls] = onQueueAgents({ startsAt: "2026-03-02T08:00:00Z", intervalMinutes: 30, intervalCount: 2, skillIds: ["calls"], agents, unplannedShrinkageFraction: 0.5 });
 * calls.intervals.map(({ scheduledFte }) => scheduledFte); // => [0.8, 0.4]
 * calls.intervals.map(({ onQueueFte }) => onQueueFte); // => [0.2, 0.2]
 * ```
 */
export function onQueueAgents(question: OnQueueQuestion): readonly SkillAgents[] {
  const { startsAt, intervalMinutes, intervalCount, skillIds, agents, unplannedShrinkageFraction } = check(OnQueueQuestion, question);
  const [start, intervalMilliseconds] = [millisecondsOf(startsAt), intervalMinutes * 60_000];
  const grid: StaffingGrid = { startsAt: start, endsAt: start + intervalCount * intervalMilliseconds, intervalMilliseconds, intervalCount };
  const presences = agentPresence(agents, skillIds, grid);
  return skillIds.map((skillId, place) => {
    const { scheduled, breaks } = presences[place] ?? { scheduled: [], breaks: [] };
    return {
      skillId,
      intervals: Array.from(scheduled, (paid, index) => ({
        startsAt: instantText(start + index * intervalMilliseconds), scheduledFte: fteOf(paid, grid), onQueueFte: withoutRest(fteOf(paid - (breaks[index] ?? 0), grid) * (1 - unplannedShrinkageFraction)),
      })),
    };
  });
}
