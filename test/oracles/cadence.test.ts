import { expandCadence, isCoachingError } from "coachkit";
import type { cadence, program, time, unit } from "coachkit";
import { expandRecurrence, parseRecurrenceRule } from "coachkit/cadence";
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

interface RuleCase {
  readonly rrule: string;
}
interface SetCase extends RuleCase {
  readonly dtstart: unit.Instant;
  readonly tzid?: string;
  readonly rdate?: readonly string[];
  readonly exdate?: readonly string[];
  readonly limit?: number;
}
const setOf = ({ dtstart, tzid, rrule, rdate = [], exdate = [] }: SetCase): cadence.RecurrenceSet => ({ startLocalTime: dtstart, timeZone: tzid ?? null, rule: parseRecurrenceRule(rrule), addedTimes: rdate, excludedTimes: exdate });
const expandedOf = (input: SetCase): cadence.ExpandedRecurrence => expandRecurrence({ set: setOf(input), ...(input.limit === undefined ? {} : { limitCount: input.limit }) });
const localTimes = (input: SetCase): readonly string[] => expandedOf(input).occurrences.map(({ localTime }) => localTime);
const instants = (input: SetCase): readonly (string | null)[] => expandedOf(input).occurrences.map(({ startsAt }) => startsAt);

oracle<SetCase>("calendar/rrule-rfc5545.json", { local: localTimes, utc: instants, finite: (input) => expandedOf(input).isComplete });
oracle<SetCase>("calendar/rrule-random.json", { answer: localTimes });
oracle<SetCase>("calendar/rrule-sets.json", { answer: localTimes });
oracle<SetCase>("calendar/rrule-hazards.json", { answer: localTimes });
oracle<SetCase>("calendar/rrule-zoned.json", { local: localTimes, utc: instants });
oracle<SetCase>("calendar/rrule-hazards-zoned.json", { answer: instants });
oracle<RuleCase>("calendar/rrule-invalid.json", {
  answer: ({ rrule }) => {
    try { return parseRecurrenceRule(rrule); } catch (error) { return isCoachingError(error) ? "reject" : String(error); }
  },
});
