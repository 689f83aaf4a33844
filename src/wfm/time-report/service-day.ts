import * as z from "zod";
import { type Fault, rule } from "../../error/index.js";
import { CivilDate, Fraction, Id, WallTime } from "../../unit/index.js";
import { AgentFte } from "../queue/queue.js";
import { StaffingIntervalMinutes } from "./coaching-time-question.js";

/** One staffing interval of a skill, with and without coaching. */
export interface ServiceDayInterval {
  /** What the clock of the site shows at its beginning. */
  readonly wallTime: WallTime;
  /** Agents that the target of the skill requires. */
  readonly requiredFte: AgentFte;
  /** Agents on the queue, those in coaching taken off. */
  readonly onQueueFte: AgentFte;
  /** Agents who would be on the queue without coaching. */
  readonly onQueueWithoutCoachingFte: AgentFte;
  /** The service level with coaching. */
  readonly serviceLevelFraction: Fraction;
  /** The service level that there would be without. */
  readonly serviceLevelWithoutCoachingFraction: Fraction;
}
/** A day of a skill, with and without coaching. */
export interface ServiceDay {
  /** The skill. */
  readonly skillId: Id;
  /** The day of the site. */
  readonly date: CivilDate;
  /** How long a staffing interval is: a divisor of 60, 5 or more. */
  readonly staffingIntervalMinutes: number;
  /** The service level below which coaching brings no staffing interval. Left out: there is none. */
  readonly serviceFloorFraction?: Fraction;
  /** The staffing intervals, one after the other without a gap but where the clock changes; at most 300. */
  readonly intervals: readonly ServiceDayInterval[];
}
/** Schema of one staffing interval of a skill. */
export const ServiceDayInterval = z.strictObject({ wallTime: WallTime, requiredFte: AgentFte, onQueueFte: AgentFte, onQueueWithoutCoachingFte: AgentFte, serviceLevelFraction: Fraction, serviceLevelWithoutCoachingFraction: Fraction }).readonly() satisfies z.ZodType<ServiceDayInterval>;
const notInOrder: Fault = { code: "service-day.not_in_order", message: "{wallTime} does not follow {before} after {minutes} minutes.", hint: "Give all staffing intervals of one day in order, with 0 agents where the site is closed." };
/** How far a clock is set, at most. */
const FARTHEST_CHANGE = 120;
const minutesOf = (wallTime: WallTime): number => Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3));

/** Schema of a day of a skill. */
export const ServiceDay = z.strictObject({ skillId: Id, date: CivilDate, staffingIntervalMinutes: StaffingIntervalMinutes, serviceFloorFraction: z.exactOptional(Fraction), intervals: z.array(ServiceDayInterval).min(1).max(300).readonly() }).check(rule(({ staffingIntervalMinutes: minutes, intervals }: ServiceDay, report) => {
  let hasChanged = false;
  for (const [index, { wallTime }] of intervals.entries()) {
    const before = intervals[index - 1]?.wallTime;
    const change = before === undefined ? 0 : minutesOf(wallTime) - minutesOf(before) - minutes;
    if (change === 0) continue;
    // the clock changes once a day
    if (hasChanged || Math.abs(change) > FARTHEST_CHANGE) report(notInOrder, ["intervals", index, "wallTime"], { wallTime, before: before ?? "", minutes });
    hasChanged = true;
  }
})).readonly() satisfies z.ZodType<ServiceDay>;
