import * as z from "zod";
import { check } from "../error/index.js";
import { Count, Fraction, Minutes, tidyMinutes } from "../unit/index.js";

/** Micro-coaching after customer contacts: how many contacts there are, and how many are followed by coaching. */
export interface AfterContactLoad {
  /** Contacts that one agent handles in a shift. */
  readonly contactCountPerDay: Count;
  /** Share of them that are followed by coaching. */
  readonly sampledFraction: Fraction;
  /** At most so many a day. */
  readonly maximumCountPerDay: Count;
  /** Length of one. */
  readonly durationMinutes: Minutes;
  /** Length of the paid shift. */
  readonly shiftMinutes: Minutes;
}
/** Schema of an after-contact load. */
export const AfterContactLoad = z.strictObject({ contactCountPerDay: Count, sampledFraction: Fraction, maximumCountPerDay: Count, durationMinutes: Minutes, shiftMinutes: Minutes.min(1).max(1440) }).readonly() satisfies z.ZodType<AfterContactLoad>;

/**
 * What coaching after customer contacts takes of a shift. Coaching after every one of 40 contacts, 5 minutes each, would take 41.7 % of eight hours: sample it.
 *
 * @returns expected count and minutes a day (after the cap) and their share of the shift, which is above 1 when the shift does not suffice
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const load = { contactCountPerDay: 40, sampledFraction: 0.1, maximumCountPerDay: 40, durationMinutes: 5, shiftMinutes: 480 };
 * afterContactTime(load).countPerDay; // => 4
 * percentText(afterContactTime(load).shiftRatio, 1); // => "4.2 %"
 * percentText(afterContactTime({ ...load, sampledFraction: 1 }).shiftRatio, 1); // => "41.7 %"
 * ```
 */
export function afterContactTime(load: AfterContactLoad): { readonly countPerDay: number; readonly minutesPerDay: Minutes; readonly shiftRatio: number } {
  const { contactCountPerDay, sampledFraction, maximumCountPerDay, durationMinutes, shiftMinutes } = check(AfterContactLoad, load);
  const countPerDay = Math.min(contactCountPerDay * sampledFraction, maximumCountPerDay);
  const minutesPerDay = tidyMinutes(countPerDay * durationMinutes);
  return { countPerDay: tidyMinutes(countPerDay), minutesPerDay, shiftRatio: minutesPerDay / shiftMinutes };
}
