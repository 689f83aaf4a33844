import * as z from "zod";
import { check, type Fault, faultAt } from "../../error/index.js";
import { Seconds } from "../../unit/index.js";
import { type Erlangs, QUEUE_LIMITS } from "./queue.js";

/** What a staffing interval is forecast to bring. */
export interface IntervalForecast {
  /** How many contacts are offered in it; a forecast need not be whole. */
  readonly offeredContacts: number;
  /** The mean handle time. */
  readonly handleTimeSeconds: Seconds;
  /** How long the interval is, 5 to 60. */
  readonly intervalMinutes: number;
}

const tooMuchLoad: Fault = { code: "offered-erlangs.too_much_load", message: "The load is {erlangs} erlangs, above {limit}.", hint: "Check the units: contacts of one interval, seconds, minutes. A load of this size is several queues." };

/** Schema of what a staffing interval is forecast to bring. */
export const IntervalForecast = z.strictObject({ offeredContacts: z.number().min(0).max(100_000_000).overwrite((value) => value + 0), handleTimeSeconds: Seconds, intervalMinutes: z.number().min(5).max(60) }).readonly() satisfies z.ZodType<IntervalForecast>;

/**
 * The offered load of a staffing interval: contacts × mean handle time ÷ length of the interval.
 *
 * @throws CoachingError `offered-erlangs.too_much_load`, `input.*`
 * @example
 * ```ts
 * offeredErlangs({ offeredContacts: 100, handleTimeSeconds: 180, intervalMinutes: 30 }); // => 10
 * ```
 */
export function offeredErlangs(forecast: IntervalForecast): Erlangs {
  const { offeredContacts, handleTimeSeconds, intervalMinutes } = check(IntervalForecast, forecast);
  const erlangs = (offeredContacts * handleTimeSeconds) / (intervalMinutes * 60);
  if (erlangs > QUEUE_LIMITS.erlangs) throw faultAt(tooMuchLoad, [], { erlangs, limit: QUEUE_LIMITS.erlangs });
  return erlangs;
}
