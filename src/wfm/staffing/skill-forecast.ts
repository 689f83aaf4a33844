import * as z from "zod";
import { Fraction, Id, Instant, Seconds } from "../../unit/index.js";
import { ServiceTarget } from "../queue/least-agents.js";

/** What bounds a staffing plan. */
export const STAFFING_LIMITS = {
  /** Skills of one plan. */
  skills: 100,
  /** Staffing intervals of one skill: 92 days of 5 minutes. */
  staffingIntervals: 26_496,
} as const;

/** What one staffing interval of a skill is forecast to bring. */
export interface ForecastInterval {
  /** Its first instant. Intervals of a skill follow one another without gap or overlap, all of one length. */
  readonly startsAt: Instant;
  /** How many contacts are offered in it; a forecast need not be whole. */
  readonly offeredContacts: number;
  /** The mean handle time, above zero where contacts are offered. */
  readonly handleTimeSeconds: Seconds;
}
/** A skill: a queue of contacts, what is forecast of it, and what it has to achieve. */
export interface SkillForecast {
  /** The skill. */
  readonly skillId: Id;
  /** What the queue has to achieve, and by which model it is judged. */
  readonly target: ServiceTarget;
  /** No coaching may bring the service level of a staffing interval below it. Left out: no floor. */
  readonly serviceFloorFraction?: Fraction;
  /** The forecast. */
  readonly intervals: readonly ForecastInterval[];
}

/** Schema of what one staffing interval brings. */
export const ForecastInterval = z.strictObject({ startsAt: Instant, offeredContacts: z.number().min(0).max(100_000_000).overwrite((value) => value + 0), handleTimeSeconds: Seconds }).readonly() satisfies z.ZodType<ForecastInterval>;
/** Schema of a skill with its forecast. */
export const SkillForecast = z.strictObject({ skillId: Id, target: ServiceTarget, serviceFloorFraction: z.exactOptional(Fraction), intervals: z.array(ForecastInterval).min(1).max(STAFFING_LIMITS.staffingIntervals).readonly() }).readonly() satisfies z.ZodType<SkillForecast>;
