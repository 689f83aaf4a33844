import { type Fault, faultAt, type IssuePath } from "../error/index.js";
import { RECURRENCE_LIMITS, type RecurrenceRule } from "./recurrence-rule.js";
import { rrule } from "./rrule-adapter.js";

const dayMilliseconds = 86_400_000;
const tooLong: Fault = { code: "recurrence-days.too_long", message: "The rule does not end within {years} years of its first date.", hint: "Lower COUNT or INTERVAL, or set UNTIL." };

/**
 * The dates of a rule as day numbers, on and after its first day.
 * rrule computes on floating dates that end at a horizon of our own, so that no rule runs away; a rule that has not ended by then is refused.
 */
export function recurrenceDays(rule: RecurrenceRule, first: { readonly day: number; readonly untilDay: number | null }, path: IssuePath): readonly number[] {
  const { RRule } = rrule();
  const horizonDay = first.day + RECURRENCE_LIMITS.years * 366;
  if (first.untilDay !== null && first.untilDay > horizonDay) throw faultAt(tooLong, path, { years: RECURRENCE_LIMITS.years });
  const positions = [...rule.positions];
  const dates = new RRule({
    freq: RRule[rule.frequency],
    interval: rule.everyPeriods,
    dtstart: new Date(first.day * dayMilliseconds),
    until: new Date((first.untilDay ?? horizonDay) * dayMilliseconds),
    count: rule.occurrenceCount,
    wkst: RRule[rule.weekStartsOn],
    byweekday: rule.weekdays.length === 0 ? null : rule.weekdays.map(({ weekday, ordinal }) => (ordinal === null ? RRule[weekday] : RRule[weekday].nth(ordinal))),
    bymonthday: rule.monthDays.length === 0 ? null : [...rule.monthDays],
    bymonth: rule.months.length === 0 ? null : [...rule.months],
    bysetpos: positions.length === 0 ? null : positions,
  }).all();
  if (rule.occurrenceCount !== null && dates.length < rule.occurrenceCount) throw faultAt(tooLong, path, { years: RECURRENCE_LIMITS.years });
  return dates.map((date) => Math.round(date.getTime() / dayMilliseconds));
}
