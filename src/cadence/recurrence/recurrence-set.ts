import * as z from "zod";
import { type Fault, pattern, rule } from "../../error/index.js";
import { KnownTimeZone, LocalTime } from "../../time/index.js";
import { noSuchDay } from "../../unit/internal.js";
import { RECURRENCE_LIMITS } from "./recurrence-limits.js";
import { isDay, RecurrenceRule } from "./recurrence-rule.js";

/** A time added to a set or excluded from it: a reading of the set's clock `2027-10-17T09:00:00`, or an instant `2027-10-17T07:00:00Z`. */
export const RecurrenceTime = pattern(/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(Z)?)?$/u, { maximumLength: 20, error: "A time of a set is a local time, or an instant in UTC to the second, from 1970 to 2199.\nWrite it as 2027-10-17T09:00:00 or 2027-10-17T07:00:00Z." })
  .check(z.refine(isDay, noSuchDay));
/** A time added to a set or excluded from it: `2027-10-17T09:00:00` or `2027-10-17T07:00:00Z`. */
export type RecurrenceTime = z.infer<typeof RecurrenceTime>;

/** A start, a rule and its exceptions: what DTSTART, RRULE, RDATE and EXDATE say together (RFC 5545 section 3.8.5). */
export interface RecurrenceSet {
  /** DTSTART: what the clock shows at the start. The rule takes from it what it leaves out; without a rule it is the first occurrence. */
  readonly startLocalTime: LocalTime;
  /** Where the clock hangs; `null` is floating: wherever the reader stands. */
  readonly timeZone: KnownTimeZone | null;
  /** RRULE. */
  readonly rule: RecurrenceRule | null;
  /** RDATE: occurrences beside those of the rule. */
  readonly addedTimes: readonly RecurrenceTime[];
  /** EXDATE: what does not take place, whether it comes from the rule or was added. */
  readonly excludedTimes: readonly RecurrenceTime[];
}

const instantWithoutZone: Fault = { code: "recurrence-set.instant_without_zone", message: "An instant in UTC does not go with a floating set.", hint: "Name the set's time zone, or write a local time." };

/** Schema of a recurrence set, with its rules between parts. */
export const RecurrenceSet = z
  .strictObject({
    startLocalTime: LocalTime,
    timeZone: KnownTimeZone.nullable(),
    rule: RecurrenceRule.nullable(),
    addedTimes: z.array(RecurrenceTime).max(RECURRENCE_LIMITS.addedTimes).readonly(),
    excludedTimes: z.array(RecurrenceTime).max(RECURRENCE_LIMITS.excludedTimes).readonly(),
  })
  .check(
    rule(({ timeZone, rule: read, addedTimes, excludedTimes }: RecurrenceSet, report) => {
      if (timeZone !== null) return;
      if (read?.until?.endsWith("Z") === true) report(instantWithoutZone, ["rule", "until"]);
      for (const [key, times] of [["addedTimes", addedTimes], ["excludedTimes", excludedTimes]] as const) {
        for (const [index, time] of times.entries()) if (time.endsWith("Z")) report(instantWithoutZone, [key, index]);
      }
    }),
  )
  .readonly() satisfies z.ZodType<RecurrenceSet>;
