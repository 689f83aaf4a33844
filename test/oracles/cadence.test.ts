import { expandCadence } from "coachkit";
import type { cadence, program, time, unit } from "coachkit";
import { oracle } from "./oracle.js";

interface Component {
  readonly key: string;
  readonly modality: string;
  readonly weeks?: readonly number[];
  readonly weekdays?: readonly time.Weekday[];
  readonly dayOffsets?: readonly number[];
  readonly onStartDate?: boolean;
  readonly rrule?: string;
  readonly firstDate?: unit.CivilDate;
  readonly time: unit.WallTime;
  readonly durationMin: number;
  readonly holidayPolicy?: Policy;
}
type Policy = "stay" | "skip" | "next" | "previous";
interface CadenceCase {
  readonly program: string;
  readonly start: unit.CivilDate;
  readonly weekStartsOn: time.Weekday;
  readonly tz: string;
  readonly workdays: readonly time.Weekday[];
  readonly holidays: readonly unit.CivilDate[];
  readonly policy: Policy;
  readonly components: readonly Component[];
}

const policies = { stay: "stay", skip: "skip", next: "next-working-day", previous: "previous-working-day" } as const;

function timingOf({ weeks, weekdays, dayOffsets, onStartDate, rrule, firstDate, time: startTime }: Component): program.Timing {
  if (onStartDate === true) return { kind: "start-date", startTime };
  if (rrule !== undefined) return { kind: "recurrence", rule: rrule, ...(firstDate === undefined ? {} : { firstDate }), startTime };
  if (dayOffsets !== undefined) return { kind: "day-offsets", dayOffsets, startTime };
  return { kind: "weeks", weeks: weeks ?? [], weekdays: weekdays ?? [], startTime };
}

/** The oracle's lengths are inputs of its cases and keep to no modality's bounds, so each component gets a modality of its own. */
function occurrencesOf(input: CadenceCase): readonly cadence.Occurrence[] {
  const ofOracle: program.Program = {
    kind: "program", schemaVersion: 1, id: input.program, title: input.program, practice: "coaching", phase: "pilot", weekCount: 12, segments: [],
    targetBehaviors: [{ id: "any", title: "Any", kpiIds: ["any"] }],
    modalities: [{ id: "any", title: "Any", minimumMinutes: 0, maximumMinutes: 1440 }],
    touchpoints: input.components.map((component) => ({
      id: component.key, title: component.key, ...(component.modality === "measure" ? {} : { modality: "any" }), durationMinutes: component.durationMin, timing: timingOf(component),
      clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true, ...(component.holidayPolicy === undefined ? {} : { holidayPolicy: policies[component.holidayPolicy] }),
    })),
  };
  const cohort: cadence.Cohort = {
    id: "cohort", startDate: input.start, weekStartsOn: input.weekStartsOn, timeZone: input.tz, workingWeekdays: input.workdays,
    holidays: input.holidays.map((date) => ({ date, name: "Holiday" })), holidayPolicy: policies[input.policy],
  };
  return expandCadence({ program: ofOracle, cohort }).occurrences;
}

oracle<CadenceCase>("calendar/cadence.json", {
  answer: (input) =>
    occurrencesOf(input).map(({ touchpointId, date, startsAt, endsAt, offset, week, move }) => ({
      component: touchpointId, date, start: startsAt, end: endsAt, offset, ...(week === null ? {} : { week }), ...(move === null ? {} : { movedFrom: move.fromDate }),
    })),
});
