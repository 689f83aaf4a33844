import type { cadence, program } from "coachkit";
import { addDays, instantOf, startOfWeek, type Weekday, workingDate } from "coachkit/time";

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

/** The slow way that the others must agree with: dates and instants by the public functions of time, one at a time, for the timings that go by weeks, the start or days. */
export function plainCadence({ program: { touchpoints }, cohort }: cadence.CadenceInput): { readonly occurrences: readonly PlainOccurrence[]; readonly skippedCount: number } {
  let skippedCount = 0;
  const found = touchpoints.flatMap(({ id: touchpointId, timing, durationMinutes, holidayPolicy }, index) =>
    plannedDates(timing, cohort).flatMap(({ week, date: planned }) => {
      const { date, movedFrom = null } = workingDate({ date: planned, policy: holidayPolicy ?? cohort.holidayPolicy, workingWeekdays: cohort.workingWeekdays, holidays: cohort.holidays.map((holiday) => holiday.date) });
      if (date === null) {
        skippedCount += 1;
        return [];
      }
      const { startsAt } = instantOf({ localTime: `${date}T${"startTime" in timing ? timing.startTime : ""}`, timeZone: cohort.timeZone, clockChange: "compatible" });
      return [{ index, planned, touchpointId, week, date, startsAt, endsAt: new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString().replace(".000Z", "Z"), movedFrom }];
    }),
  );
  found.sort((left, right) => Date.parse(left.startsAt) - Date.parse(right.startsAt) || left.index - right.index || (left.planned < right.planned ? -1 : 1));
  return { occurrences: found.map(({ index: _index, planned: _planned, ...occurrence }) => occurrence), skippedCount };
}
