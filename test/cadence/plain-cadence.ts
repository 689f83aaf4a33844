import type { cadence, program } from "coachkit";
import { addDays, type BlackoutHours, instantOf, isWorkingDay, startOfWeek, type Weekday, weekdayOf } from "coachkit/time";

const all: readonly Weekday[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** What of an occurrence the plain way tells. */
export interface PlainOccurrence {
  readonly touchpointId: string;
  readonly week: number | null;
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly movedFrom: string | null;
}

function plannedDates(timing: program.Timing, { startDate, weekStartsOn }: cadence.Cohort): readonly { readonly week: number | null; readonly date: string }[] {
  const byWeek = (weeks: readonly number[], weekdays: readonly Weekday[]) =>
    weeks.flatMap((week) => weekdays.map((weekday) => ({ week, date: addDays(addDays(startOfWeek(startDate, weekStartsOn), 7 * week), (all.indexOf(weekday) - all.indexOf(weekStartsOn) + 7) % 7) })));
  if (timing.kind === "start-date") return [{ week: 0, date: startDate }];
  if (timing.kind === "day-offsets") return timing.dayOffsets.map((days) => ({ week: null, date: addDays(startDate, days) }));
  if (timing.kind === "weeks") return byWeek(timing.weeks, timing.weekdays);
  if (timing.kind !== "every-weeks") throw new Error(`the plain way does not know ${timing.kind}`);
  const weeks: number[] = [];
  for (let week = timing.fromWeek; week <= timing.toWeek; week += timing.everyWeeks) weeks.push(week);
  return byWeek(weeks, timing.weekdays);
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether any minute of something on a date lies in one of the blackouts, those of the day before and after included. */
function isBlackedOut(date: string, startTime: string, durationMinutes: number, blackouts: readonly BlackoutHours[]): boolean {
  return [-1, 0, 1].some((days) => blackouts.some(({ weekdays, fromTime, toTime }) => {
    if (!weekdays.includes(weekdayOf(addDays(date, days)))) return false;
    const from = minutesOf(fromTime) + days * 1440;
    const to = from + ((minutesOf(toTime) - minutesOf(fromTime) + 1440) % 1440 || 1440);
    return minutesOf(startTime) < to && minutesOf(startTime) + durationMinutes > from;
  }));
}

/** The date itself when nothing is in the way, else what the policy makes of it. */
function dateByPolicy(date: string, policy: cadence.Cohort["holidayPolicy"], isFree: (date: string) => boolean): string | null {
  if (policy === "stay" || isFree(date)) return date;
  if (policy === "skip") return null;
  const step = policy === "next-working-day" ? 1 : -1;
  for (let days = step; Math.abs(days) <= 366; days += step) if (isFree(addDays(date, days))) return addDays(date, days);
  return null;
}

/** The slow way that the others must agree with: dates and instants by the public functions of time, one at a time, for the timings that go by weeks, the start or days. */
export function plainCadence({ program: { touchpoints }, cohort }: cadence.CadenceInput): { readonly occurrences: readonly PlainOccurrence[]; readonly skippedCount: number } {
  let skippedCount = 0;
  const found = touchpoints.flatMap(({ id: touchpointId, timing, durationMinutes, holidayPolicy, blackouts = [] }, index) =>
    plannedDates(timing, cohort).flatMap(({ week, date: planned }) => {
      const startTime = "startTime" in timing ? timing.startTime : "";
      const away = (cohort.leave ?? []).flatMap(({ fromDate, toDate }) => { const dates: string[] = []; for (let day = fromDate; day <= toDate; day = addDays(day, 1)) dates.push(day); return dates; });
      const working = { workingWeekdays: cohort.workingWeekdays, holidays: [...cohort.holidays.map((holiday) => holiday.date), ...away] };
      const date = dateByPolicy(planned, holidayPolicy ?? cohort.holidayPolicy, (day) => isWorkingDay({ date: day, ...working }) && !isBlackedOut(day, startTime, durationMinutes, [...blackouts, ...(cohort.blackouts ?? [])]));
      const movedFrom = date === planned ? null : planned;
      if (date === null) {
        skippedCount += 1;
        return [];
      }
      const { startsAt } = instantOf({ localTime: `${date}T${startTime}`, timeZone: cohort.timeZone, clockChange: "compatible" });
      return [{ index, planned, touchpointId, week, date, startsAt, endsAt: new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString().replace(".000Z", "Z"), movedFrom }];
    }),
  );
  found.sort((left, right) => Date.parse(left.startsAt) - Date.parse(right.startsAt) || left.index - right.index || (left.planned < right.planned ? -1 : 1));
  return { occurrences: found.map(({ index: _index, planned: _planned, ...occurrence }) => occurrence), skippedCount };
}
