import type { BlackoutHours, Weekday } from "../time/index.js";
import { minutesAfterMidnight, weekdayIndexOf, weekdaysBlackedOut } from "../time/internal.js";
import type { Touchpoint } from "./touchpoint.js";
import type { PerWeekTiming } from "./timing.js";

const week: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Every choice of `count` of `days`, in order of the days. */
function choices(days: readonly number[], count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return days.flatMap((day, index) => choices(days.slice(index + 1), count - 1).map((rest) => [day, ...rest]));
}

/** The smallest distance in days between neighbors, from the last day of one week to the first of the next included. */
const smallestGapDays = (days: readonly number[]): number => Math.min(...days.map((day, index) => (days[index + 1] ?? (days[0] ?? 0) + 7) - day));

/** The weekdays of a per-week touchpoint on which its hour is not blacked out by the touchpoint itself or by `more`. */
export function openWeekdays({ timing, durationMinutes, blackouts = [] }: Pick<Touchpoint, "timing" | "durationMinutes" | "blackouts">, more: readonly BlackoutHours[] = []): readonly Weekday[] {
  if (timing.kind !== "per-week") return [];
  const blackedOut = weekdaysBlackedOut([...blackouts, ...more], minutesAfterMidnight(timing.startTime), durationMinutes);
  return timing.weekdays.filter((weekday) => !blackedOut.has(weekdayIndexOf(weekday)));
}

/**
 * The weekdays of a per-week timing: among the open days those that lie farthest apart, also over the turn of the week; at a tie the earlier days, Monday first.
 * `null` when none keeps the least distance.
 */
export function spacedWeekdays(timing: Pick<PerWeekTiming, "countPerWeek" | "minimumSpacingHours">, open: readonly Weekday[]): readonly Weekday[] | null {
  const allowed = week.flatMap((day, index) => (open.includes(day) ? [index] : []));
  let best: readonly number[] | null = null;
  for (const days of choices(allowed, timing.countPerWeek)) {
    if (smallestGapDays(days) * 24 < timing.minimumSpacingHours) continue;
    if (best === null || smallestGapDays(days) > smallestGapDays(best)) best = days;
  }
  return best === null ? null : best.map((day) => week[day] ?? "MO");
}
