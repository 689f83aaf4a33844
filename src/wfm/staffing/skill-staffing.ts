import { check, faultAt } from "../../error/index.js";
import { instantText } from "../../time/internal.js";
import type { Fraction, Id } from "../../unit/index.js";
import { BEYOND_LIMIT, wholeAgentsFor } from "../queue/agents-table.js";
import { beyondLimit, leastPassing, type ServiceTarget } from "../queue/least-agents.js";
import { QUEUE_LIMITS, withoutDust } from "../queue/queue.js";
import { coachingPresence } from "./coaching-presence.js";
import { agentPresence, type AgentPresence, fteOf, withoutRest } from "./presence.js";
import type { ForecastInterval, SkillForecast } from "./skill-forecast.js";
import { SkillStaffingRequest } from "./skill-staffing-request.js";
import { type StaffedInterval, type StaffingFigures, staffingFigures } from "./staffed-interval.js";
import { dayNumbersOf, type StaffedDay, staffedDays } from "./staffing-day.js";
import { erlangsOf, type StaffingGrid, staffingGridOf } from "./staffing-grid.js";

/** How a skill is staffed and served. */
export interface StaffedSkill {
  /** The skill. */
  readonly skillId: Id;
  /** The model it is judged by. */
  readonly model: ServiceTarget["model"];
  /** What the service level is a share of. */
  readonly serviceLevelDefinition: "answered-in-time-of-offered";
  /** Each staffing interval, in order. */
  readonly intervals: readonly StaffedInterval[];
  /** Each day of the site, in order; the first and the last may be there in part. */
  readonly days: readonly StaffedDay[];
}
/** How all skills are staffed and served. */
export interface SkillStaffing {
  /** The length of the staffing intervals. */
  readonly intervalMinutes: number;
  /** Whether required agents are whole. */
  readonly requiredAgents: "whole" | "fractional";
  /** What was taken for granted. */
  readonly assumptions: {
    /** The shrinkage that was applied: without the part of coaching where the sessions are given. */
    readonly appliedShrinkageFraction: Fraction;
    /** The part of coaching that was taken out of the shrinkage; 0 where none was given, or no sessions. */
    readonly coachingShrinkageTakenOutFraction: Fraction;
  };
  /** The skills, in the order of their forecasts. */
  readonly skills: readonly StaffedSkill[];
}

/** Where a skill stands while it is staffed. */
interface SkillWork {
  readonly forecast: SkillForecast;
  readonly place: number;
  readonly grid: StaffingGrid;
}

/** The least agents of each staffing interval. Intervals of one handle time share a table. */
function requiredOf({ forecast: { intervals, target }, place, grid }: SkillWork, kind: SkillStaffingRequest["requiredAgents"]): Float64Array {
  const required = new Float64Array(intervals.length);
  const byHandleTime = new Map<number, number[]>();
  for (const [index, { offeredContacts, handleTimeSeconds }] of intervals.entries()) {
    if (offeredContacts === 0) continue;
    const own = byHandleTime.get(handleTimeSeconds) ?? [];
    own.push(index);
    byHandleTime.set(handleTimeSeconds, own);
  }
  for (const [handleTimeSeconds, indices] of byHandleTime) {
    const wholeOf = wholeAgentsFor(target, handleTimeSeconds, indices.length);
    for (const index of indices) {
      const offeredErlangs = withoutDust(erlangsOf(intervals[index] as ForecastInterval, grid));
      const agents = kind === "whole" ? wholeOf(offeredErlangs) : (leastPassing({ offeredErlangs, handleTimeSeconds, target }, kind)?.passes ?? BEYOND_LIMIT);
      if (agents === BEYOND_LIMIT) throw faultAt(beyondLimit, ["skills", place, "target"], { limit: QUEUE_LIMITS.agents });
      required[index] = agents;
    }
  }
  return required;
}

/**
 * How every skill is staffed and served in each staffing interval and on each day of the site: required and scheduled agents, surplus, service.
 * Agents on the queue are those of `onQueueAgents`, (shifts − breaks) × share × (1 − shrinkage); sessions that are held take their agents off it wholly, for the session and the transition after it.
 * Every queue is judged by itself, by the shares of its agents: contacts do not flow over to another skill.
 *
 * @throws CoachingError `skill-staffing-request.coaching_above_shrinkage`, `skill-staffing-request.unknown_agent`, `skill-staffing-request.session_ends_before_start`, `skill-staffing-request.sessions_overlap`, `staffing-grid.overlapping`, `staffing-grid.missing`, `staffing-grid.unequal`, `staffing-grid.length_unknown`, `staffing-grid.other_grid`, `staffing-grid.duplicate_skill`, `staffing-grid.zero_handle_time`, `staffing-grid.too_much_load`, `least-agents.beyond_limit`, `known-time-zone.unknown_zone`, the faults of schedules that `onQueueAgents` names, `input.*`
 * @example
 * ```ts
 * const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
 * const intervals = ["08:00", "08:30"].map((clock) => ({ startsAt: `2026-03-02T${clock}:00Z`, offeredContacts: 10, handleTimeSeconds: 180 }));
 * const shifts = [{ startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T09:00:00Z", breaks: [] }];
 * const agents = ["ada", "bo", "cy"].map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts }));
 * const { skills: [calls] } = skillStaffing({ timeZone: "Europe/Berlin", skills: [{ skillId: "calls", target, intervals }], agents, shrinkageFraction: 0, requiredAgents: "whole" });
 * calls.intervals.map(({ requiredFte, staffing }) => [requiredFte, staffing.surplusFte, staffing.serviceLevelFraction.toFixed(4)]); // => [[3, 0, "0.9272"], [3, 0, "0.9272"]]
 * ```
 */
export function skillStaffing(request: SkillStaffingRequest): SkillStaffing {
  const { timeZone, skills: forecasts, agents, shrinkageFraction, coachingShrinkageFraction = 0, coaching, requiredAgents } = check(SkillStaffingRequest, request);
  const grid = staffingGridOf(forecasts);
  const skillIds = forecasts.map(({ skillId }) => skillId);
  const takenOut = coaching === undefined ? 0 : coachingShrinkageFraction;
  // without binary dust: 0.3 − 0.1 is 0.2
  const applied = takenOut === 0 ? shrinkageFraction : Math.round((shrinkageFraction - takenOut) * 1e12) / 1e12;
  const presences = agentPresence(agents, skillIds, grid);
  const coached = coaching === undefined ? [] : coachingPresence(coaching, agents, { skillIds, grid });
  const dayNumbers = dayNumbersOf(grid, timeZone);
  const skills = forecasts.map((forecast, place): StaffedSkill => {
    const { target } = forecast;
    const required = requiredOf({ forecast, place, grid }, requiredAgents);
    const { scheduled, breaks } = presences[place] as AgentPresence;
    const intervals = forecast.intervals.map((interval, index): StaffedInterval => {
      const [paid = 0, requiredFte = 0] = [scheduled[index], required[index]];
      const offeredErlangs = withoutDust(erlangsOf(interval, grid));
      const fullFte = fteOf(paid - (breaks[index] ?? 0), grid) * (1 - applied);
      const figuresOf = (onQueueFte: number): StaffingFigures => staffingFigures({ ...interval, target }, offeredErlangs, { onQueueFte: withoutRest(withoutDust(onQueueFte)), requiredFte });
      const lost = coached[place]?.[index];
      return {
        startsAt: instantText(grid.startsAt + index * grid.intervalMilliseconds), offeredContacts: interval.offeredContacts, offeredErlangs, scheduledFte: fteOf(paid, grid), requiredFte,
        ...(lost === undefined ? { staffing: figuresOf(fullFte) } : { staffing: figuresOf(fullFte - fteOf(lost, grid)), withoutCoaching: figuresOf(fullFte) }),
      };
    });
    return { skillId: forecast.skillId, model: target.model, serviceLevelDefinition: "answered-in-time-of-offered", intervals, days: staffedDays(intervals, dayNumbers, grid) };
  });
  return { intervalMinutes: grid.intervalMilliseconds / 60_000, requiredAgents, assumptions: { appliedShrinkageFraction: applied, coachingShrinkageTakenOutFraction: takenOut }, skills };
}
