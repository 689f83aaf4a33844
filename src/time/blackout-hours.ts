import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { CivilDate, Title, WallTime } from "../unit/index.js";
import { Weekday, weekdayIndexOf } from "./civil-date.js";
import { dayNumberOf } from "./day-number.js";
import { TIME_LIMITS } from "./time-limits.js";
import { EndTime, minutesAfterMidnight } from "./working-hours.js";

const leaveSwapped: Fault = { code: "blackout-hours.leave_swapped", message: "The leave ends on {toDate}, before it begins.", hint: "Swap fromDate and toDate." };
const leaveTooLong: Fault = { code: "blackout-hours.leave_too_long", message: "The leave lasts {days} days; the longest is {limit}.", hint: "Split it, or take the person out." };

/** Hours of the week in which nothing is to take place: Friday afternoon, the hour of the stand-up, a person's quiet hours. */
export interface BlackoutHours {
  /** The weekdays on which they begin. */
  readonly weekdays: readonly Weekday[];
  /** When they begin on the wall clock. */
  readonly fromTime: WallTime;
  /** When they end: on the next day when this is not later than `fromTime`. */
  readonly toTime: EndTime;
  /** What people call them; moves are explained with it. */
  readonly name: Title;
}
/** Hours of the week in which nothing is to take place. */
export const BlackoutHours = z.strictObject({ weekdays: z.array(Weekday).min(1).max(7).readonly(), fromTime: WallTime, toTime: EndTime, name: Title }).readonly() satisfies z.ZodType<BlackoutHours>;

/** Days on which a person is away. */
export interface Leave {
  /** The first day away. */
  readonly fromDate: CivilDate;
  /** The last day away. */
  readonly toDate: CivilDate;
}

/** Days on which a person is away, at most two years. */
export const Leave = z
  .strictObject({ fromDate: CivilDate, toDate: CivilDate })
  .check(rule(({ fromDate, toDate }: Leave, report) => {
    const days = dayNumberOf(toDate) - dayNumberOf(fromDate) + 1;
    if (days < 1) report(leaveSwapped, ["toDate"], { toDate });
    if (days > TIME_LIMITS.leaveDays) report(leaveTooLong, ["toDate"], { days, limit: TIME_LIMITS.leaveDays });
  }))
  .readonly() satisfies z.ZodType<Leave>;

/** The day numbers of a leave. */
export const daysOfLeave = ({ fromDate, toDate }: Leave): readonly number[] => {
  const first = dayNumberOf(fromDate);
  return Array.from({ length: dayNumberOf(toDate) - first + 1 }, (_, index) => first + index);
};

const DAY_MINUTES = 1440;

/** The weekdays, Monday 0, on which something that starts `startMinutes` after midnight and lasts `durationMinutes` would lie in blackout hours, each with the name of the first of them. */
export function weekdaysBlackedOut(blackouts: readonly BlackoutHours[], startMinutes: number, durationMinutes: number): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const { weekdays, fromTime, toTime, name } of blackouts) {
    const from = minutesAfterMidnight(fromTime);
    const end = minutesAfterMidnight(toTime);
    const to = end <= from ? end + DAY_MINUTES : end;
    // they may begin the day before, and something long may reach into those of the next day
    for (const daysLater of [-1, 0, 1]) {
      const start = startMinutes + daysLater * DAY_MINUTES;
      if (start >= to || start + durationMinutes <= from) continue;
      for (const weekday of weekdays) {
        const index = (weekdayIndexOf(weekday) + daysLater + 7) % 7;
        if (!names.has(index)) names.set(index, name);
      }
    }
  }
  return names;
}
