import { parseRecurrenceRule } from "coachkit/cadence";
import { blendedTwelveWeek } from "coachkit/program";
import { cohort } from "./one-cohort.js";

const rule = parseRecurrenceRule("FREQ=WEEKLY;BYDAY=TU,TH");
const set = { startLocalTime: "2026-10-20T09:00", timeZone: "Europe/Berlin", rule, addedTimes: ["2026-11-01T08:00:00Z"], excludedTimes: ["2026-10-27T09:00"] };

export const calls = {
  describeRecurrence: [rule],
  expandCadence: [{ program: blendedTwelveWeek, cohort }],
  expandCadenceColumns: [{ program: blendedTwelveWeek, cohorts: [cohort] }],
  expandCadenceColumnsUnchecked: [{ program: blendedTwelveWeek, cohorts: [cohort] }],
  expandCadences: [{ program: blendedTwelveWeek, cohorts: [cohort] }],
  projectSteps: [{ program: blendedTwelveWeek, cohort, paces: [{ name: "steady", completionDays: 2 }] }],
  expandRecurrence: [{ set, limitCount: 5 }],
  expandRecurrenceColumns: [{ set, limitCount: 5 }],
  expandRecurrenceColumnsUnchecked: [{ set, limitCount: 5 }],
  parseRecurrenceRule: ["FREQ=WEEKLY;BYDAY=TU,TH"],
  parseRecurrenceSet: ["DTSTART;TZID=Europe/Berlin:20261020T090000\nRRULE:FREQ=WEEKLY;COUNT=4"],
  plannedDose: [[{ touchpointId: "nudge", durationMinutes: 10 }]],
  recurrenceRuleText: [rule],
  recurrenceSetText: [set],
};
